//! The rows as they were known at an earlier number, replayed from the history.
//! Personal values are not in the history and stay empty. Must not read the tables of today.

use std::collections::BTreeMap;

use crate::audit::AuditNumber;
use crate::error::StoreError;
use crate::query::Queries;
use crate::replay::{self, Lines, key_values};
use crate::tables::Row;
use crate::value::Value;

/// All rows as known at a number.
pub struct KnownAt {
    /// The number.
    pub number: AuditNumber,
    /// By table and key: the other values, as kept.
    rows: BTreeMap<String, BTreeMap<String, String>>,
}

impl Queries {
    /// The rows as known right after entry `number`.
    ///
    /// # Errors
    /// When the database fails or the history is damaged.
    pub async fn known_at(&mut self, number: AuditNumber) -> Result<KnownAt, StoreError> {
        let mut rows: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let sets = replay::entry_sets(&mut self.conn, self.tree.0, 0, number.0).await?;
        let mut lines = Lines::of(sets);
        loop {
            let page = lines.next(&mut self.conn, self.tree.0).await?;
            if page.is_empty() {
                return Ok(KnownAt { number, rows });
            }
            for line in page {
                let table = rows.entry(line.table).or_default();
                match line.after {
                    Some(after) => table.insert(line.key, after),
                    None => table.remove(&line.key),
                };
            }
        }
    }

    /// Rows of one table as known right after entry `number`, in key order.
    ///
    /// # Errors
    /// When the database fails or the history is damaged.
    pub async fn rows_at<R: Row>(&mut self, number: AuditNumber) -> Result<Vec<R>, StoreError> {
        self.known_at(number).await?.rows()
    }
}

impl KnownAt {
    /// The rows of one table, in key order; personal values are empty.
    ///
    /// # Errors
    /// When the history is damaged.
    pub fn rows<R: Row>(&self) -> Result<Vec<R>, StoreError> {
        let table = R::TABLE;
        let mut all = Vec::new();
        for (key, after) in self.rows.get(table.name).into_iter().flatten() {
            let list: Vec<serde_json::Value> =
                serde_json::from_str(after).map_err(|e| StoreError::damaged("audit_change.after", e))?;
            let mut values = key_values(table, key)?;
            for (at, column) in table.columns.iter().enumerate().skip(table.keys) {
                // A column newer than the entry was not there: null.
                let json = list.get(at - table.keys).filter(|_| column.personal.is_none());
                values.push(match json {
                    Some(json) => Value::from_json(column.kind, json)?,
                    None => Value::Null(column.kind),
                });
            }
            all.push(values);
        }
        all.sort();
        all.into_iter().map(R::from_values).collect()
    }
}
