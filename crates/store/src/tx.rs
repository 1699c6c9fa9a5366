//! Writing: a transaction on one tree that cannot be committed without saying who did what.
//! Must not be held while waiting for people or the network: other writers wait for it.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::Ordering;
use std::time::Instant;

use domain::id::TreeId;
use jiff::Timestamp;
use tlog_tiles::tlog::EMPTY_HASH;
use uuid::Uuid;

use crate::audit::{self, Answered, Append, AuditEntry, AuditNumber};
use crate::change::{self, ChangeSet};
use crate::db::{Conn, Engine};
use crate::dialect::Wait;
use crate::error::StoreError;
use crate::history::{AuditHeadRow, IdempotencyRow};
use crate::lectures::LectureSpeakerRow;
use crate::people::PersonRow;
use crate::plans::PlanItemRow;
use crate::query::Queries;
use crate::sql;
use crate::store::{Entropy, Store};
use crate::tables::{Row, TABLES};
use crate::trees::MetaRow;
use crate::value::{Json, Key, Value};
use crate::writing::{Pen, Way, write_rows};

/// A transaction on one tree. Dropping it gives everything up.
pub struct Tx {
    store: Store,
    queries: Queries,
    head: i64,
    changes: ChangeSet,
    began: Instant,
}

/// Whether a request was answered before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Seen {
    /// Never.
    New,
    /// The same request: this was the answer.
    Same(Json),
    /// Another request came with this key.
    Other,
}

impl Deref for Tx {
    type Target = Queries;
    fn deref(&self) -> &Queries {
        &self.queries
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Queries {
        &mut self.queries
    }
}

/// A new id for a change set.
pub(crate) fn change_set_id(entropy: &dyn Entropy) -> Uuid {
    let mut bytes = [0; 16];
    entropy.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// Number in the head row, locked against other writers.
pub(crate) async fn locked_head(conn: &mut Conn, tree: TreeId) -> Result<Option<i64>, StoreError> {
    match conn.lock_head(tree.0, Wait::ForOthers).await?.as_deref() {
        Some([Value::Int(number), ..]) => Ok(Some(*number)),
        Some(_) => Err(StoreError::damaged("audit_head", "no number")),
        None => Ok(None),
    }
}

impl Store {
    /// A transaction on a tree; waits until no other writer is at it.
    ///
    /// # Errors
    /// When the tree does not exist, writes are stopped, or the database fails.
    pub async fn write(&self, tree: TreeId) -> Result<Tx, StoreError> {
        let mut conn = self.inner.db.write().await?;
        match locked_head(&mut conn, tree).await {
            Ok(Some(head)) => Ok(self.tx(conn, tree, head)),
            Ok(None) => {
                conn.rollback().await?;
                Err(StoreError::NoTree)
            }
            Err(error) => Err(error),
        }
    }

    /// A transaction that makes a new tree; save its `TreeRow` in it.
    ///
    /// # Errors
    /// When the tree exists, writes are stopped, or the database fails.
    pub async fn create_tree(&self, tree: TreeId) -> Result<Tx, StoreError> {
        let mut conn = self.inner.db.write().await?;
        let row = vec![
            Value::Id(tree.0),
            Value::Int(0),
            Value::Bytes(EMPTY_HASH.0.to_vec()),
            Value::Text(String::new()),
        ];
        match write_rows(&mut conn, &sql::of(AuditHeadRow::TABLE).insert, &[row]).await {
            Ok(()) => Ok(self.tx(conn, tree, 0)),
            Err(StoreError::Conflict { .. }) => {
                conn.rollback().await?;
                Err(StoreError::TreeExists)
            }
            Err(error) => Err(error),
        }
    }

    fn tx(&self, conn: Conn, tree: TreeId, head: i64) -> Tx {
        Tx {
            store: self.clone(),
            queries: Queries { conn, tree },
            head,
            changes: ChangeSet::new(change_set_id(&*self.inner.entropy)),
            began: Instant::now(),
        }
    }

    /// Finishes a unit of writing that appended an entry.
    pub(crate) async fn finish(&self, mut conn: Conn, began: Instant) -> Result<(), StoreError> {
        let noted = self.inner.signing.is_noted();
        if !noted.load(Ordering::SeqCst) {
            audit::note_key(&mut conn, &self.inner.signing).await?;
        }
        let server = conn.engine() == Engine::Postgres;
        conn.commit().await?;
        noted.store(true, Ordering::SeqCst);
        if server {
            self.server_held(began.elapsed());
        }
        Ok(())
    }
}

impl Tx {
    /// Saves rows: new ones are inserted, others overwritten.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save<R: Row>(&mut self, rows: &[R]) -> Result<(), StoreError> {
        let rows = rows.iter().cloned().map(R::into_values).collect();
        self.pen().put(R::TABLE, rows, Way::Over).await
    }

    /// Removes rows.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove<R: Row>(&mut self, keys: impl IntoIterator<Item = R::Key>) -> Result<(), StoreError> {
        let keys = keys.into_iter().map(Key::values).collect();
        self.pen().remove(R::TABLE, keys, Way::Over).await
    }

    /// Erases the personal values of a person, and of the speakers that were this person; deletes the keys, so
    /// that not even the history can be asked whether a name was there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn erase(&mut self, person: domain::id::PersonId, at: Timestamp) -> Result<(), StoreError> {
        if let Some(mut row) = self.get::<PersonRow>((person,)).await? {
            row.erased_at = Some(at);
            self.save(&[row]).await?;
        }
        let mut subjects = vec![person.0];
        subjects.extend(
            self.by::<LectureSpeakerRow>("person_id", person)
                .await?
                .into_iter()
                .map(|row| row.id),
        );
        let planned: Vec<PlanItemRow> = self.by("speaker_person_id", person).await?;
        subjects.extend(planned.into_iter().map(|row| row.id.0));
        for subject in subjects {
            self.erase_subject(subject).await?;
        }
        Ok(())
    }

    /// Erases the personal values kept under one subject, wherever they are, and deletes its key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn erase_subject(&mut self, subject: Uuid) -> Result<(), StoreError> {
        for table in TABLES {
            let Some(personal) = table.personal().next().and_then(|c| c.personal) else {
                continue;
            };
            // The subject is the key of its row in every table that holds personal values.
            if table.columns.first().is_none_or(|c| c.name != personal.subject) || table.keys != 1 {
                return Err(StoreError::setting(table.name, "the subject must be the key"));
            }
            let key = [Value::Id(self.queries.tree.0), Value::Id(subject)];
            let Some(mut row) = self.queries.conn.one(&sql::of(table).get, &key).await? else {
                continue;
            };
            for (column, value) in table.columns.iter().zip(&mut row) {
                if column.personal.is_some() {
                    *value = Value::Null(column.kind);
                }
            }
            self.pen().put(table, vec![row], Way::Over).await?;
        }
        self.pen().forget_key(subject).await
    }

    /// Sets a setting that travels with the data.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_meta(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        let row = vec![Value::Text(key.to_owned()), Value::Text(value.to_owned())];
        write_rows(&mut self.queries.conn, &sql::of(MetaRow::TABLE).upsert, &[row]).await
    }

    /// Whether a request with this key was answered before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn seen(&mut self, key: &str, request_sha256: &str) -> Result<Seen, StoreError> {
        Ok(match self.get::<IdempotencyRow>((key.to_owned(),)).await? {
            None => Seen::New,
            Some(row) if row.request_sha256 == request_sha256 => Seen::Same(row.answer),
            Some(_) => Seen::Other,
        })
    }

    /// Keeps everything, under this entry. Returns after the disk has it.
    ///
    /// # Errors
    /// When the database fails; then nothing was kept, unless the error is `Unavailable`.
    pub async fn commit(self, entry: AuditEntry) -> Result<AuditNumber, StoreError> {
        self.end(&entry, None).await
    }

    /// As `commit`, and keeps the answer to the request, so that `seen` finds it.
    ///
    /// # Errors
    /// As `commit`.
    pub async fn commit_with_answer(
        self,
        entry: AuditEntry,
        key: &str,
        request_sha256: &str,
        answer: Json,
    ) -> Result<AuditNumber, StoreError> {
        self.end(
            &entry,
            Some(Answered {
                key,
                request_sha256,
                answer: &answer,
            }),
        )
        .await
    }

    /// Gives everything up now rather than when dropped.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn give_up(self) -> Result<(), StoreError> {
        self.queries.conn.rollback().await
    }

    async fn end(
        mut self,
        entry: &AuditEntry,
        answered: Option<Answered<'_>>,
    ) -> Result<AuditNumber, StoreError> {
        let tree = self.queries.tree.0;
        let append = Append {
            tree,
            head: self.head,
            entry,
            changes: &self.changes,
            staged: false,
            answered: answered.as_ref(),
        };
        let number = audit::append(&mut self.queries.conn, &self.store.inner.signing, &append).await?;
        if let Some(answered) = answered {
            let row = IdempotencyRow {
                key: answered.key.to_owned(),
                request_sha256: answered.request_sha256.to_owned(),
                number: number.0,
                answer: answered.answer.clone(),
                at: entry.at,
            };
            let mut values = vec![Value::Id(tree)];
            values.extend(row.into_values());
            write_rows(
                &mut self.queries.conn,
                &sql::of(IdempotencyRow::TABLE).insert,
                &[values],
            )
            .await?;
        }
        let Self {
            store,
            queries,
            began,
            ..
        } = self;
        store.finish(queries.conn, began).await?;
        Ok(number)
    }

    fn pen(&mut self) -> Pen<'_> {
        Pen {
            conn: &mut self.queries.conn,
            tree: self.queries.tree.0,
            changes: &mut self.changes,
            entropy: &*self.store.inner.entropy,
        }
    }
}

/// Whether the personal values of a stored row (without `root_id` and `batch`) are all gone.
pub(crate) fn is_blank(table: &'static crate::tables::Table, row: &[Value]) -> bool {
    !change::has_personal(table, row)
}
