//! The rows as they were known at an earlier number, replayed from the history.
//! Personal values are not in the history and stay empty. Must not read the tables of today.

use std::collections::BTreeMap;

use crate::audit::AuditNumber;
use crate::error::StoreError;
use crate::query::Queries;
use crate::sql;
use crate::stage::key_values;
use crate::tables::Row;
use crate::value::Value;

/// All rows as known at a number.
pub struct KnownAt {
    /// The number.
    pub number: AuditNumber,
    /// By table and key: the other values, as kept.
    rows: BTreeMap<String, BTreeMap<String, String>>,
}

const PAGE: i64 = 4000;

impl Queries {
    /// The rows as known right after entry `number`.
    ///
    /// # Errors
    /// When the database fails or the history is damaged.
    pub async fn known_at(&mut self, number: AuditNumber) -> Result<KnownAt, StoreError> {
        let mut rows: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let mut from = (0, -1);
        loop {
            let values = [
                Value::Id(self.tree.0),
                Value::Int(from.0),
                Value::Int(from.1),
                Value::Int(number.0),
                Value::Int(PAGE),
            ];
            let page = self.conn.all(&sql::CHANGES, &values).await?;
            if page.is_empty() {
                return Ok(KnownAt { number, rows });
            }
            for row in page {
                let Ok(
                    [
                        Value::Int(n),
                        Value::Int(position),
                        Value::Text(table),
                        Value::Text(key),
                        after,
                    ],
                ) = <[Value; 5]>::try_from(row)
                else {
                    return Err(StoreError::damaged("audit_change", "a column is missing"));
                };
                from = (n, position);
                let table = rows.entry(table).or_default();
                match after {
                    Value::Text(after) => table.insert(key, after),
                    _ => table.remove(&key),
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
