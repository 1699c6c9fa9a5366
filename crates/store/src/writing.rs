//! Writing rows together with their change lines: the one way tracked tables are changed.
//! Must not commit, and must not write without a change line.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::change::{self, Change, ChangeSet};
use crate::db::{Conn, Statement};
use crate::error::StoreError;
use crate::history::{AuditChangeRow, SubjectKeyRow};
use crate::sql::{self, CHUNKS};
use crate::store::Entropy;
use crate::tables::{Row, Table};
use crate::value::{Kind, Value};

/// Where rows go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Into the table, over a row with the same key.
    Over,
    /// Into the table as new rows of a batch.
    New,
    /// Aside, until the batch is published.
    Aside,
}

/// All that writing needs.
pub(crate) struct Pen<'a> {
    pub conn: &'a mut Conn,
    pub tree: Uuid,
    pub changes: &'a mut ChangeSet,
    pub entropy: &'a dyn Entropy,
}

/// Writes stored rows by hundreds, tens and ones.
pub(crate) async fn write_rows(
    conn: &mut Conn,
    statements: &[Statement; 3],
    rows: &[Vec<Value>],
) -> Result<(), StoreError> {
    let mut rest = rows;
    for (statement, size) in statements.iter().zip(CHUNKS) {
        while let Some((chunk, others)) = rest.split_at_checked(size) {
            let values: Vec<Value> = chunk.iter().flatten().cloned().collect();
            conn.run(statement, &values).await?;
            rest = others;
        }
    }
    Ok(())
}

impl Pen<'_> {
    /// Writes rows given as the values of `table.columns`.
    pub(crate) async fn put(
        &mut self,
        table: &'static Table,
        rows: Vec<Vec<Value>>,
        way: Way,
    ) -> Result<(), StoreError> {
        let mut seen = BTreeSet::new();
        let mut part = Vec::new();
        for row in rows {
            // One statement must not meet the same row twice.
            let key: Vec<Value> = row.iter().take(table.keys).cloned().collect();
            if !seen.insert(key.clone()) {
                self.put_distinct(table, std::mem::take(&mut part), way).await?;
                seen = BTreeSet::from([key]);
            }
            part.push(row);
        }
        self.put_distinct(table, part, way).await
    }

    async fn put_distinct(
        &mut self,
        table: &'static Table,
        rows: Vec<Vec<Value>>,
        way: Way,
    ) -> Result<(), StoreError> {
        let keys = self.keys_for(table, &rows).await?;
        let batch = match way {
            Way::Over => Value::Null(Kind::Id),
            Way::New | Way::Aside => Value::Id(self.changes.id),
        };
        let (mut stored, mut lines) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
        for row in rows {
            let key = change::subject(table, &row)
                .and_then(|s| keys.get(&s))
                .map(Vec::as_slice);
            let after = change::after_json(table, &row, key)?
                .ok_or_else(|| StoreError::damaged("subject_key", "no key for a personal value"))?;
            let row_key = change::list_json(row.get(..table.keys).unwrap_or_default());
            lines.push(self.changes.add(
                self.tree,
                Change {
                    table: table.name,
                    key: row_key,
                    after: Some(after),
                },
            ));
            let mut values = Vec::with_capacity(row.len() + 3);
            values.push(Value::Id(self.tree));
            values.extend(row);
            if table.is_bulk() {
                values.push(batch.clone());
            }
            if way == Way::Aside {
                values.push(Value::Int(0));
            }
            stored.push(values);
        }
        let texts = sql::of(table);
        let statements = match (way, &texts.bulk) {
            (Way::Over, _) => &texts.upsert,
            (Way::New, _) => &texts.insert,
            (Way::Aside, Some(bulk)) => &bulk.aside,
            (Way::Aside, None) => return Err(StoreError::setting(table.name, "takes no imports")),
        };
        write_rows(self.conn, statements, &stored).await?;
        self.write_lines(&lines).await
    }

    /// Removes rows by key.
    pub(crate) async fn remove(
        &mut self,
        table: &'static Table,
        keys: Vec<Vec<Value>>,
        way: Way,
    ) -> Result<(), StoreError> {
        let texts = sql::of(table);
        let mut lines = Vec::with_capacity(keys.len());
        for key in keys {
            let line = Change {
                table: table.name,
                key: change::list_json(&key),
                after: None,
            };
            lines.push(self.changes.add(self.tree, line));
            if let Some(subject) = change::subject(table, &key) {
                self.forget_key(subject).await?;
            }
            let mut stored = vec![Value::Id(self.tree)];
            stored.extend(key);
            match (way, &texts.bulk) {
                (Way::Aside, Some(bulk)) => {
                    let rest = table.columns.iter().skip(table.keys).map(|c| Value::Null(c.kind));
                    stored.extend(rest);
                    stored.extend([Value::Id(self.changes.id), Value::Int(1)]);
                    write_rows(self.conn, &bulk.aside, &[stored]).await?;
                }
                (Way::Aside, None) => return Err(StoreError::setting(table.name, "takes no imports")),
                (Way::Over | Way::New, _) => {
                    self.conn.run(&texts.delete, &stored).await?;
                }
            }
        }
        self.write_lines(&lines).await
    }

    async fn write_lines(&mut self, lines: &[Vec<Value>]) -> Result<(), StoreError> {
        write_rows(self.conn, &sql::of(AuditChangeRow::TABLE).insert, lines).await
    }

    /// Keys of the subjects of the rows: found, made where missing, taken away where nothing personal is left.
    async fn keys_for(
        &mut self,
        table: &'static Table,
        rows: &[Vec<Value>],
    ) -> Result<BTreeMap<Uuid, Vec<u8>>, StoreError> {
        let mut wanted: BTreeMap<Uuid, bool> = BTreeMap::new();
        for row in rows {
            if let Some(subject) = change::subject(table, row) {
                *wanted.entry(subject).or_default() |= change::has_personal(table, row);
            }
        }
        let subjects: Vec<Uuid> = wanted.keys().copied().collect();
        let mut keys = read_keys(self.conn, self.tree, &subjects).await?;
        let mut made = Vec::new();
        for (subject, has_personal) in wanted {
            if has_personal && !keys.contains_key(&subject) {
                let mut key = vec![0; change::KEY_LENGTH];
                self.entropy.fill(&mut key);
                made.push(vec![
                    Value::Id(self.tree),
                    Value::Id(subject),
                    Value::Bytes(key.clone()),
                ]);
                keys.insert(subject, key);
            } else if !has_personal && keys.remove(&subject).is_some() {
                self.forget_key(subject).await?;
            }
        }
        write_rows(self.conn, &sql::of(SubjectKeyRow::TABLE).insert, &made).await?;
        Ok(keys)
    }

    /// Deletes a subject's key: no commitment made with it can be opened any more.
    pub(crate) async fn forget_key(&mut self, subject: Uuid) -> Result<(), StoreError> {
        let key = [Value::Id(self.tree), Value::Id(subject)];
        self.conn
            .run(&sql::of(SubjectKeyRow::TABLE).delete, &key)
            .await
            .map(drop)
    }
}

/// Keys of subjects that have one.
pub(crate) async fn read_keys(
    conn: &mut Conn,
    tree: Uuid,
    subjects: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<u8>>, StoreError> {
    let mut keys = BTreeMap::new();
    for eight in subjects.chunks(8) {
        let padding = eight.first().copied().unwrap_or_default();
        let mut values = vec![Value::Id(tree)];
        values.extend(
            eight
                .iter()
                .copied()
                .chain(std::iter::repeat(padding))
                .take(8)
                .map(Value::Id),
        );
        for row in conn.all(&sql::KEYS, &values).await? {
            if let Ok([Value::Id(subject), Value::Bytes(key)]) = <[Value; 2]>::try_from(row) {
                keys.insert(subject, key);
            }
        }
    }
    Ok(keys)
}
