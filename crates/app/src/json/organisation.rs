//! An organisation.

use domain::organisation::Organisation;
use jiff::civil::Date;
use serde_json::{Value, json};

/// The document of an organisation, its parent that of a day.
#[must_use]
pub fn organisation(organisation: &Organisation, as_of: Date) -> Value {
    let closed = organisation.closed.as_ref();
    json!({
        "id": organisation.id.to_string(),
        "number": organisation.number,
        "name": organisation.full_name,
        "kind": organisation.kind,
        "parent": organisation.parent_on(as_of).map(|id| id.to_string()),
        "founded_on": organisation.founded_on.map(|on| on.to_string()),
        "closed_on": closed.map(|closed| closed.on.to_string()),
        "merged_into": closed.and_then(|closed| closed.into).map(|id| id.to_string()),
    })
}
