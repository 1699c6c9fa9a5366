//! What an entry of the history changed, row by row, for those who read it.
//! Must not say what a value means: personal ones are commitments and stay so.

use uuid::Uuid;

use crate::audit::AuditNumber;
use crate::error::StoreError;
use crate::query::Queries;
use crate::sql;
use crate::value::{Cell as _, Value};

/// A row as an entry left it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangeLine {
    /// Order within the entry, from 0.
    pub position: i64,
    /// Which table.
    pub table: String,
    /// Key of the row, a JSON list.
    pub key: String,
    /// The other values after the change, a JSON list; none when the row was removed.
    pub after: Option<String>,
}

/// How many rows are looked up at once.
pub const ROWS_AT_ONCE: usize = 8;

impl Queries {
    /// Changes of one change set after a position (-1: from the first), in order.
    ///
    /// # Errors
    /// When the database fails or a stored value is damaged.
    pub async fn changes_of(
        &mut self,
        change_set: Uuid,
        after: i64,
        limit: i64,
    ) -> Result<Vec<ChangeLine>, StoreError> {
        let values = [
            Value::Id(self.tree.0),
            Value::Id(change_set),
            Value::Int(after),
            Value::Int(limit),
        ];
        let rows = self.conn.all(&sql::CHANGES_OF, &values).await?;
        rows.into_iter().map(line).collect()
    }

    /// What rows with these keys were before an entry, oldest first; the position is the number of the entry.
    /// At most [`ROWS_AT_ONCE`] keys are looked at.
    ///
    /// # Errors
    /// When the database fails or a stored value is damaged.
    pub async fn rows_before(
        &mut self,
        before: AuditNumber,
        keys: &[String],
    ) -> Result<Vec<ChangeLine>, StoreError> {
        let mut values = vec![Value::Id(self.tree.0), Value::Int(before.0)];
        let padded = keys.iter().cloned().chain(std::iter::repeat(String::new()));
        values.extend(padded.take(ROWS_AT_ONCE).map(Value::Text));
        let rows = self.conn.all(&sql::ROWS_BEFORE, &values).await?;
        rows.into_iter().map(line).collect()
    }
}

fn line(row: Vec<Value>) -> Result<ChangeLine, StoreError> {
    match <[Value; 4]>::try_from(row) {
        Ok([position, table, key, after]) => Ok(ChangeLine {
            position: i64::from_value(position)?,
            table: String::from_value(table)?,
            key: String::from_value(key)?,
            after: Option::from_value(after)?,
        }),
        Err(_) => Err(StoreError::damaged("audit_change", "too few columns")),
    }
}
