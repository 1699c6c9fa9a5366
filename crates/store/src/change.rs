//! Change lines: the canonical text of each changed row, which the history hashes and keeps.
//! Personal values never enter it: only commitments under the person's own key, useless once that is erased.
//! Must not touch the database.

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::error::StoreError;
use crate::tables::Table;
use crate::value::{Value, hex, push_hex, push_json_text};

/// Bytes in a subject's key.
pub(crate) const KEY_LENGTH: usize = 32;

/// A JSON list of values in canonical form.
pub(crate) fn list_json(values: &[Value]) -> String {
    let mut out = String::with_capacity(values.len() * 24);
    out.push('[');
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        value.write_json(&mut out);
    }
    out.push(']');
    out
}

/// `#` and HMAC-SHA256 under the subject's key over column name and value.
fn commitment(key: &[u8], column: &str, value: &Value) -> Result<String, StoreError> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key).map_err(|e| StoreError::damaged("subject_key.key", e))?;
    let mut text = String::new();
    value.write_json(&mut text);
    mac.update(column.as_bytes());
    mac.update(&[0]);
    mac.update(text.as_bytes());
    let mut out = String::with_capacity(65);
    out.push('#');
    push_hex(&mac.finalize().into_bytes(), &mut out);
    Ok(out)
}

/// The values beside the key as canonical JSON, personal ones as commitments.
/// `None` when a personal value is there and no whole key (HMAC takes a key with zeros behind it for the same).
pub(crate) fn after_json(
    table: &Table,
    row: &[Value],
    key: Option<&[u8]>,
) -> Result<Option<String>, StoreError> {
    let mut out = String::with_capacity(row.len() * 16);
    out.push('[');
    for (at, (column, value)) in table.columns.iter().zip(row).enumerate().skip(table.keys) {
        if at > table.keys {
            out.push(',');
        }
        if column.personal.is_none() || value.is_null() {
            value.write_json(&mut out);
        } else if let Some(key) = key.filter(|key| key.len() == KEY_LENGTH) {
            push_json_text(&commitment(key, column.name, value)?, &mut out);
        } else {
            return Ok(None);
        }
    }
    out.push(']');
    Ok(Some(out))
}

/// Whose personal values a row of this table holds.
pub(crate) fn subject(table: &Table, row: &[Value]) -> Option<Uuid> {
    let personal = table.personal().next()?.personal?;
    match row.get(table.position(personal.subject)?) {
        Some(Value::Id(id)) => Some(*id),
        _ => None,
    }
}

/// Whether any personal value is there.
pub(crate) fn has_personal(table: &Table, row: &[Value]) -> bool {
    table
        .columns
        .iter()
        .zip(row)
        .any(|(column, value)| column.personal.is_some() && !value.is_null())
}

/// One change, as kept.
pub(crate) struct Change {
    pub table: &'static str,
    pub key: String,
    pub after: Option<String>,
}

/// The line that is hashed.
pub(crate) fn line(table: &str, key: &str, after: Option<&str>) -> String {
    format!(
        "{{\"table\":\"{table}\",\"key\":{key},\"after\":{}}}\n",
        after.unwrap_or("null")
    )
}

/// The changes of one entry while they are being made.
#[derive(Clone)]
pub(crate) struct ChangeSet {
    pub id: Uuid,
    pub count: i64,
    hash: Sha256,
}

impl ChangeSet {
    pub(crate) fn new(id: Uuid) -> Self {
        Self {
            id,
            count: 0,
            hash: Sha256::new(),
        }
    }

    /// Takes a change in; answers its stored row for `audit_change`.
    pub(crate) fn add(&mut self, tree: Uuid, change: Change) -> Vec<Value> {
        self.hash
            .update(line(change.table, &change.key, change.after.as_deref()).as_bytes());
        let position = self.count;
        self.count += 1;
        vec![
            Value::Id(tree),
            Value::Id(self.id),
            Value::Int(position),
            Value::Text(change.table.to_owned()),
            Value::Text(change.key),
            change
                .after
                .map_or(Value::Null(crate::value::Kind::Text), Value::Text),
        ]
    }

    /// SHA-256 over the lines so far, in hexadecimal.
    pub(crate) fn sha256(&self) -> String {
        hex(&self.hash.clone().finalize())
    }
}
