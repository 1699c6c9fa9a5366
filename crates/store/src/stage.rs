//! Large imports: rows are written in many short transactions, unseen by anyone, and become visible in one.
//! Must not hold the writer lane for long: that is what it is for.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use domain::id::TreeId;
use thiserror::Error;
use uuid::Uuid;

use crate::audit::{self, Append, AuditEntry, AuditNumber};
use crate::change::{self, ChangeSet};
use crate::db::Conn;
use crate::dialect::Wait;
use crate::error::StoreError;
use crate::history::{PublishedRow, StageRow, SubjectKeyRow};
use crate::query::stored_page;
use crate::replay::key_values;
use crate::sql;
use crate::store::Store;
use crate::tables::{Row, TABLES, Table, table_named};
use crate::tx::{change_set_id, is_blank, locked_head};
use crate::value::{Key, Value};
use crate::writing::{Pen, Way, write_rows};

/// An import under way. Dropped without `publish`, its rows stay unseen and are cleared away by the next one.
pub struct Stage {
    store: Store,
    tree: TreeId,
    began_at: AuditNumber,
    changes: ChangeSet,
    /// Tables with rows kept aside.
    aside: BTreeSet<&'static str>,
    /// Rows per transaction, adapted to how long they take.
    portion: usize,
}

/// Why an import was not published.
#[derive(Debug, Clone, Error)]
pub enum PublishError {
    /// Somebody wrote in between: look again at what the import was checked against, then publish or abandon.
    #[error("the head has moved to {0:?}")]
    HeadMoved(AuditNumber),
    /// Another process began an import and cleared this one away.
    #[error("the staged rows were cleared away")]
    Swept,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Aim for a portion's time in the lane.
const SHORT: Duration = Duration::from_millis(15);
const PORTIONS: (usize, usize) = (50, 500);
const SWEEP: i64 = 500;

/// What `began_at` says of a stage that is no longer open.
const SWEPT: i64 = -1;
const PUBLISHED: i64 = -2;
const TRIES: usize = 10;

impl Store {
    /// Begins an import; clears away what crashed imports of this tree left.
    ///
    /// # Errors
    /// When the tree does not exist, writes are stopped, or the database fails.
    pub async fn stage(&self, tree: TreeId) -> Result<Stage, StoreError> {
        self.sweep_orphans(tree).await?;
        let mut conn = self.inner.db.write().await?;
        let Some(head) = locked_head(&mut conn, tree).await? else {
            return Err(StoreError::NoTree);
        };
        let id = change_set_id(&*self.inner.entropy);
        let row = vec![Value::Id(tree.0), Value::Id(id), Value::Int(head)];
        write_rows(&mut conn, &sql::of(StageRow::TABLE).insert, &[row]).await?;
        conn.commit().await?;
        self.live_stages().insert(id);
        Ok(Stage {
            store: self.clone(),
            tree,
            began_at: AuditNumber(head),
            changes: ChangeSet::new(id),
            aside: BTreeSet::new(),
            portion: 200,
        })
    }

    /// Clears away imports of this tree that nobody in this process is at.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sweep_orphans(&self, tree: TreeId) -> Result<usize, StoreError> {
        let mut conn = self.inner.db.read().await?;
        let rows = stored_page(&mut conn, StageRow::TABLE, tree.0, None, 10_000).await?;
        conn.rollback().await?;
        let mut swept = 0;
        for row in rows {
            if let Some(Value::Id(id)) = row.get(1)
                && !self.live_stages().contains(id)
            {
                self.sweep(tree.0, *id).await?;
                swept += 1;
            }
        }
        Ok(swept)
    }

    /// Clears a stage away. Whether it was published is asked in the transaction that takes it from its importer:
    /// another process may be publishing it right now, and then either that or this wins, never both.
    async fn sweep(&self, tree: Uuid, id: Uuid) -> Result<(), StoreError> {
        let mut conn = self.inner.db.write().await?;
        let stage = [Value::Id(tree), Value::Id(id)];
        let [root, set] = stage.clone();
        conn.run(&sql::STAGE_SAY, &[root, set, Value::Int(SWEPT)]).await?;
        let published = conn.one(&sql::of(PublishedRow::TABLE).get, &stage).await?;
        conn.commit().await?;
        // What was kept aside goes first: keys are only dropped when no row needs them.
        for table in TABLES.iter().filter(|t| t.is_bulk()) {
            self.clear_aside(table, tree, id).await?;
        }
        if published.is_none() {
            while self.unstage_some(tree, id).await? {}
        }
        let mut conn = self.inner.db.write().await?;
        conn.run(
            &sql::of(StageRow::TABLE).delete,
            &[Value::Id(tree), Value::Id(id)],
        )
        .await?;
        conn.commit().await
    }

    async fn clear_aside(&self, table: &'static Table, tree: Uuid, id: Uuid) -> Result<(), StoreError> {
        let Some(bulk) = &sql::of(table).bulk else {
            return Ok(());
        };
        let (tree, set) = (Value::Id(tree), Value::Id(id));
        let [to_key, rest] = &bulk.clear_aside;
        loop {
            let mut conn = self.inner.db.write().await?;
            let at = conn
                .one(&bulk.aside_at, &[tree.clone(), set.clone(), Value::Int(SWEEP)])
                .await?;
            let (statement, key) = match at {
                Some(key) => (to_key, key.into_iter().skip(1).collect()),
                None => (rest, Vec::new()),
            };
            let last = key.is_empty();
            let values: Vec<_> = [tree.clone(), set.clone()].into_iter().chain(key).collect();
            conn.run(statement, &values).await?;
            conn.commit().await?;
            if last {
                return Ok(());
            }
        }
    }

    /// Takes a portion of staged rows away together with their change lines; false when none are left.
    async fn unstage_some(&self, tree: Uuid, id: Uuid) -> Result<bool, StoreError> {
        let mut conn = self.inner.db.write().await?;
        let (tree, set) = (Value::Id(tree), Value::Id(id));
        let page = [tree.clone(), set.clone(), Value::Int(-1), Value::Int(SWEEP)];
        let lines = conn.all(&sql::CHANGES_OF, &page).await?;
        let mut last = None;
        for line in &lines {
            if let [Value::Int(position), Value::Text(table), Value::Text(key), _] = line.as_slice() {
                unstage_row(&mut conn, table, key, (&tree, &set)).await?;
                last = Some(*position);
            }
        }
        if let Some(last) = last {
            conn.run(&sql::DROP_CHANGES, &[tree, set, Value::Int(-1), Value::Int(last)])
                .await?;
        }
        conn.commit().await?;
        Ok(last.is_some())
    }
}

async fn unstage_row(
    conn: &mut Conn,
    table: &str,
    key: &str,
    set: (&Value, &Value),
) -> Result<(), StoreError> {
    let Some(table) = table_named(table) else {
        return Ok(());
    };
    let texts = sql::of(table);
    let key = key_values(table, key)?;
    let mut values = vec![set.0.clone()];
    values.extend(key.clone());
    if let Some(bulk) = &texts.bulk {
        let with_batch: Vec<_> = values.iter().cloned().chain([set.1.clone()]).collect();
        conn.run(&bulk.unstage, &with_batch).await?;
    }
    if let Some(subject) = change::subject(table, &key) {
        let needed = conn
            .one(&texts.get, &values)
            .await?
            .is_some_and(|row| !is_blank(table, &row));
        if !needed {
            conn.run(
                &sql::of(SubjectKeyRow::TABLE).delete,
                &[set.0.clone(), Value::Id(subject)],
            )
            .await?;
        }
    }
    Ok(())
}

impl Stage {
    /// The head when the import began.
    #[must_use]
    pub fn began_at(&self) -> AuditNumber {
        self.began_at
    }

    /// Adds new rows.
    ///
    /// # Errors
    /// When a row is there already or the database fails.
    pub async fn insert<R: Row>(&mut self, rows: &[R]) -> Result<(), StoreError> {
        self.put(rows, Way::New).await
    }

    /// Changes rows, each at most once in an import; the old ones stay until `publish`.
    ///
    /// # Errors
    /// When the table takes no imports or the database fails.
    pub async fn replace<R: Row>(&mut self, rows: &[R]) -> Result<(), StoreError> {
        self.aside.insert(R::TABLE.name);
        self.put(rows, Way::Aside).await
    }

    /// Removes rows at `publish`.
    ///
    /// # Errors
    /// When the table takes no imports or the database fails.
    pub async fn remove<R: Row>(&mut self, keys: impl IntoIterator<Item = R::Key>) -> Result<(), StoreError> {
        self.aside.insert(R::TABLE.name);
        let keys: Vec<_> = keys.into_iter().map(Key::values).collect();
        for part in keys.chunks(PORTIONS.0) {
            let mut conn = self.held().await?;
            let mut changes = self.changes.clone();
            self.pen(&mut conn, &mut changes)
                .remove(R::TABLE, part.to_vec(), Way::Aside)
                .await?;
            conn.commit().await?;
            self.changes = changes;
        }
        Ok(())
    }

    async fn put<R: Row>(&mut self, rows: &[R], way: Way) -> Result<(), StoreError> {
        if !R::TABLE.is_bulk() {
            return Err(StoreError::setting(R::TABLE.name, "takes no imports"));
        }
        let mut rest = rows;
        while !rest.is_empty() {
            let (part, others) = rest.split_at(self.portion.min(rest.len()));
            let values = part.iter().cloned().map(R::into_values).collect();
            let mut conn = self.held().await?;
            let began = Instant::now();
            let mut changes = self.changes.clone();
            self.pen(&mut conn, &mut changes)
                .put(R::TABLE, values, way)
                .await?;
            let took = began.elapsed();
            conn.commit().await?;
            self.changes = changes;
            self.adapt(took);
            rest = others;
        }
        Ok(())
    }

    /// A transaction in which nobody can clear this stage away.
    async fn held(&self) -> Result<Conn, StoreError> {
        let mut conn = self.store.inner.db.write().await?;
        let stage = [Value::Id(self.tree.0), Value::Id(self.changes.id)];
        if conn.run(&sql::STAGE_HOLD, &stage).await? == 0 {
            conn.rollback().await?;
            // Another process began an import of this tree: whoever comes again finds the way free.
            return Err(StoreError::Busy);
        }
        Ok(conn)
    }

    fn adapt(&mut self, took: Duration) {
        let (least, most) = PORTIONS;
        let next = if took > SHORT {
            self.portion / 2
        } else {
            self.portion + self.portion / 4
        };
        self.portion = next.clamp(least, most);
    }

    fn pen<'a>(&'a self, conn: &'a mut Conn, changes: &'a mut ChangeSet) -> Pen<'a> {
        Pen {
            conn,
            tree: self.tree.0,
            changes,
            entropy: &*self.store.inner.entropy,
        }
    }

    /// Makes everything visible at once, if the head still is where the caller last looked.
    ///
    /// # Errors
    /// `HeadMoved` when it is not (then the caller may look again and retry); else as `Tx::commit`.
    pub async fn publish(
        &mut self,
        expected: AuditNumber,
        entry: &AuditEntry,
    ) -> Result<AuditNumber, PublishError> {
        for _ in 0..TRIES {
            match self.publish_now(expected, entry).await {
                // Another writer is at it: most likely the head moves.
                Err(PublishError::Store(StoreError::Busy)) => tokio::time::sleep(SHORT).await,
                Ok(number) => {
                    // Only room is won by clearing up; what fails here is done before the next import.
                    let _later = self.store.sweep(self.tree.0, self.changes.id).await;
                    return Ok(number);
                }
                Err(error) => return Err(error),
            }
        }
        Err(StoreError::Busy.into())
    }

    async fn publish_now(
        &mut self,
        expected: AuditNumber,
        entry: &AuditEntry,
    ) -> Result<AuditNumber, PublishError> {
        let mut conn = self.store.inner.db.write().await?;
        let (number, began) = match self.bring_in(&mut conn, expected, entry).await {
            Ok(done) => done,
            Err(error) => {
                conn.rollback().await?;
                return Err(error);
            }
        };
        self.store.finish(conn, began).await?;
        Ok(number)
    }

    /// Rows first, then the head: so PostgreSQL's writers wait only for the few steps after the lock.
    /// The lock is not waited for, because rows are held already.
    async fn bring_in(
        &self,
        conn: &mut Conn,
        expected: AuditNumber,
        entry: &AuditEntry,
    ) -> Result<(AuditNumber, Instant), PublishError> {
        let (tree, id) = (Value::Id(self.tree.0), Value::Id(self.changes.id));
        let stage = [tree.clone(), id.clone()];
        let moved = |head: Option<Vec<Value>>| match head.as_deref() {
            Some([Value::Int(head), ..]) if *head == expected.0 => Ok(()),
            Some([Value::Int(head), ..]) => Err(PublishError::HeadMoved(AuditNumber(*head))),
            _ => Err(StoreError::NoTree.into()),
        };
        moved(conn.one(&sql::HEAD, std::slice::from_ref(&tree)).await?)?;
        let said = [tree.clone(), id.clone(), Value::Int(PUBLISHED)];
        if conn.run(&sql::STAGE_SAY, &said).await? == 0 {
            return Err(PublishError::Swept);
        }
        for table in self.aside.iter().filter_map(|name| table_named(name)) {
            if let Some(bulk) = &sql::of(table).bulk {
                conn.run(&bulk.bring_in, &stage).await?;
                conn.run(&bulk.take_away, &stage).await?;
            }
        }
        let head = conn.lock_head(self.tree.0, Wait::Never).await?;
        let began = Instant::now();
        moved(head)?;
        let append = Append {
            tree: self.tree.0,
            head: expected.0,
            entry,
            changes: &self.changes,
            staged: true,
            answered: None,
        };
        let number = audit::append(conn, &self.store.inner.signing, &append).await?;
        let row = vec![tree, id, Value::Int(number.0)];
        write_rows(conn, &sql::of(PublishedRow::TABLE).insert, &[row]).await?;
        Ok((number, began))
    }

    /// Clears away all that was staged.
    ///
    /// # Errors
    /// When the database fails; the next import of the tree then does it.
    pub async fn abandon(self) -> Result<(), StoreError> {
        self.store.sweep(self.tree.0, self.changes.id).await
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.store.live_stages().remove(&self.changes.id);
    }
}
