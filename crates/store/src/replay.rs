//! The change lines of a tree in the order of its history, page by page.
//! Must not interpret them.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::db::Conn;
use crate::error::StoreError;
use crate::sql::{self, SETS};
use crate::tables::Table;
use crate::value::Value;

/// Which change set an entry made.
#[derive(Clone, Copy)]
pub(crate) struct EntrySet {
    pub number: i64,
    pub set: Uuid,
    pub changes: i64,
}

/// One change line.
pub(crate) struct Line {
    pub number: i64,
    pub position: i64,
    pub table: String,
    pub key: String,
    pub after: Option<String>,
}

/// Walks the lines of some entries.
pub(crate) struct Lines {
    sets: Vec<EntrySet>,
    at: usize,
    /// How far a large change set was read.
    inside: i64,
}

const PAGE: i64 = 4000;

/// The change sets of the entries after `from` up to `to`.
pub(crate) async fn entry_sets(
    conn: &mut Conn,
    tree: Uuid,
    from: i64,
    to: i64,
) -> Result<Vec<EntrySet>, StoreError> {
    let mut sets: Vec<EntrySet> = Vec::new();
    loop {
        let after = sets.last().map_or(from, |entry| entry.number);
        let values = [
            Value::Id(tree),
            Value::Int(after),
            Value::Int(to),
            Value::Int(PAGE),
        ];
        let page = conn.all(&sql::ENTRY_SETS, &values).await?;
        if page.is_empty() {
            return Ok(sets);
        }
        for row in page {
            if let [Value::Int(number), Value::Id(set), Value::Int(changes)] = row.as_slice() {
                sets.push(EntrySet {
                    number: *number,
                    set: *set,
                    changes: *changes,
                });
            }
        }
    }
}

fn line(number: i64, row: &[Value]) -> Result<Line, StoreError> {
    match row {
        [Value::Int(position), Value::Text(table), Value::Text(key), after] => Ok(Line {
            number,
            position: *position,
            table: table.clone(),
            key: key.clone(),
            after: if let Value::Text(after) = after {
                Some(after.clone())
            } else {
                None
            },
        }),
        _ => Err(StoreError::damaged("audit_change", "a column is missing")),
    }
}

impl Lines {
    pub(crate) fn of(sets: Vec<EntrySet>) -> Self {
        Self {
            sets,
            at: 0,
            inside: -1,
        }
    }

    /// The next lines, in order; empty at the end.
    pub(crate) async fn next(&mut self, conn: &mut Conn, tree: Uuid) -> Result<Vec<Line>, StoreError> {
        while let Some(first) = self.sets.get(self.at).copied() {
            let lines = if first.changes > PAGE {
                self.next_of_large(conn, tree, first).await?
            } else {
                self.next_of_several(conn, tree).await?
            };
            if !lines.is_empty() {
                return Ok(lines);
            }
        }
        Ok(Vec::new())
    }

    async fn next_of_large(
        &mut self,
        conn: &mut Conn,
        tree: Uuid,
        entry: EntrySet,
    ) -> Result<Vec<Line>, StoreError> {
        let values = [
            Value::Id(tree),
            Value::Id(entry.set),
            Value::Int(self.inside),
            Value::Int(PAGE),
        ];
        let rows = conn.all(&sql::CHANGES_OF, &values).await?;
        let lines: Vec<Line> = rows
            .iter()
            .map(|row| line(entry.number, row))
            .collect::<Result<_, _>>()?;
        if let Some(last) = lines.last() {
            self.inside = last.position;
        } else {
            self.inside = -1;
            self.at += 1;
        }
        Ok(lines)
    }

    async fn next_of_several(&mut self, conn: &mut Conn, tree: Uuid) -> Result<Vec<Line>, StoreError> {
        let mut sum = 0;
        let part: Vec<EntrySet> = self
            .sets
            .iter()
            .skip(self.at)
            .take(SETS)
            .take_while(|entry| {
                sum += entry.changes;
                sum <= PAGE
            })
            .copied()
            .collect();
        self.at += part.len().max(1);
        let padding = part.first().map(|entry| entry.set).unwrap_or_default();
        let ids = part
            .iter()
            .map(|entry| entry.set)
            .chain(std::iter::repeat(padding))
            .take(SETS);
        let values: Vec<_> = std::iter::once(tree).chain(ids).map(Value::Id).collect();
        let mut by_set: BTreeMap<Uuid, Vec<Vec<Value>>> = BTreeMap::new();
        for mut row in conn.all(&sql::CHANGES_IN, &values).await? {
            if let Value::Id(set) = row.remove(0) {
                by_set.entry(set).or_default().push(row);
            }
        }
        let mut lines = Vec::new();
        for entry in part {
            for row in by_set.remove(&entry.set).unwrap_or_default() {
                lines.push(line(entry.number, &row)?);
            }
        }
        Ok(lines)
    }
}

/// Reads a key list back into values.
pub(crate) fn key_values(table: &Table, key: &str) -> Result<Vec<Value>, StoreError> {
    let list: Vec<serde_json::Value> =
        serde_json::from_str(key).map_err(|e| StoreError::damaged("audit_change.row_key", e))?;
    table
        .columns
        .iter()
        .take(table.keys)
        .zip(&list)
        .map(|(c, json)| Value::from_json(c.kind, json))
        .collect()
}
