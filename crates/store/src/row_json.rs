//! Rows as JSON and back, so that what was changed can be put back as it was.
//! Must not be used for the history: there personal values are commitments, here they stand as they are.

use crate::change::list_json;
use crate::error::StoreError;
use crate::tables::Row;
use crate::value::Value;

/// Rows as a JSON list of lists, in the order of the columns.
///
/// # Errors
/// Never for rows of this store: what is written is JSON.
pub fn rows_to_json<R: Row>(rows: &[R]) -> Result<serde_json::Value, StoreError> {
    let lists = rows.iter().map(|row| {
        let text = list_json(&row.clone().into_values());
        serde_json::from_str(&text).map_err(|error| StoreError::damaged("row", error))
    });
    lists
        .collect::<Result<Vec<serde_json::Value>, _>>()
        .map(Into::into)
}

/// Reads them back.
///
/// # Errors
/// When it is no such list.
pub fn rows_from_json<R: Row>(json: &serde_json::Value) -> Result<Vec<R>, StoreError> {
    let damaged = || StoreError::damaged(R::TABLE.name, json);
    let rows = json.as_array().ok_or_else(damaged)?.iter();
    rows.map(|row| {
        let cells = row
            .as_array()
            .filter(|cells| cells.len() == R::TABLE.columns.len());
        let cells = cells.ok_or_else(damaged)?.iter().zip(R::TABLE.columns);
        let values = cells.map(|(cell, column)| Value::from_json(column.kind, cell));
        R::from_values(values.collect::<Result<_, _>>()?)
    })
    .collect()
}
