//! The shapes of the documents (JSON Schema 2020-12), as docs/json.md tells them.
//! Must not be looser than the documents: the tests hold each answer against its shape.

use serde_json::{Map, Value, json};

/// A text.
pub(super) fn text() -> Value {
    json!({ "type": "string" })
}

/// A day.
pub(super) fn day() -> Value {
    json!({ "type": "string", "format": "date" })
}

/// An id.
pub(super) fn id() -> Value {
    json!({ "type": "string", "format": "uuid" })
}

fn moment() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn yes_or_no() -> Value {
    json!({ "type": "boolean" })
}

/// This, or null.
fn or_null(schema: &Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn list(of: &Value) -> Value {
    json!({ "type": "array", "items": of })
}

/// A count for each key.
fn counts() -> Value {
    json!({ "type": "object", "additionalProperties": count() })
}

fn one_of(words: &[&str]) -> Value {
    json!({ "type": "string", "enum": words })
}

fn shape(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// An object of these keys, all of which are there. More may come later.
fn object<const N: usize>(keys: [(&str, Value); N]) -> Value {
    let required: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
    let required = json!(required);
    let properties: Map<String, Value> = keys
        .into_iter()
        .map(|(key, schema)| (key.to_owned(), schema))
        .collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

const STANDINGS: [&str; 7] = ["met", "made_up", "due", "at_risk", "overdue", "excused", "closed"];
const STATES: [&str; 6] = [
    "planned",
    "delivered",
    "recorded",
    "verified",
    "sent-back",
    "cancelled",
];

/// Every shape by its name.
pub(super) fn shapes() -> Map<String, Value> {
    let lecture = lecture();
    let mut record = lecture.clone();
    extend(&mut record, &more_of_a_lecture());
    let all = [
        ("Status", status()),
        ("Duty", duty()),
        ("Explanation", explanation()),
        ("Lecture", lecture),
        ("LectureRecord", record),
        (
            "Lectures",
            object([
                ("lectures", list(&shape("Lecture"))),
                ("sums", sums()),
                ("next", or_null(&id())),
            ]),
        ),
        ("Organisation", organisation()),
        (
            "Organisations",
            object([
                ("organisations", list(&shape("Organisation"))),
                ("next", or_null(&id())),
            ]),
        ),
        (
            "Trouble",
            object([
                ("code", text()),
                ("what", text()),
                ("instead", text()),
                ("incident", or_null(&text())),
            ]),
        ),
    ];
    all.into_iter()
        .map(|(name, schema)| (name.to_owned(), schema))
        .collect()
}

/// Adds the keys of another object.
fn extend(schema: &mut Value, more: &Value) {
    let keys = more.get("properties").and_then(Value::as_object).cloned();
    let needed = more.get("required").and_then(Value::as_array).cloned();
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.extend(keys.unwrap_or_default());
    }
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.extend(needed.unwrap_or_default());
    }
}

fn status() -> Value {
    let person = object([
        ("duty", text()),
        ("period", text()),
        ("active", count()),
        ("met", count()),
        ("due", count()),
        ("overdue", count()),
    ]);
    object([
        ("as_of", day()),
        ("known_at", count()),
        ("organisations", count()),
        ("organisations_active", count()),
        ("branches", count()),
        ("members", count()),
        ("sessions", count()),
        ("joint", count()),
        ("micro", count()),
        ("sessions_by_quarter", counts()),
        ("covered", count()),
        ("attendances", count()),
        ("speaker_classes", counts()),
        ("duties", list(&shape("Duty"))),
        ("person_duties", list(&person)),
    ])
}

fn duty() -> Value {
    let mut duty = object([
        ("duty", text()),
        ("period", text()),
        ("active", count()),
        ("overdue_organisations", list(&text())),
    ]);
    for standing in STANDINGS {
        extend(&mut duty, &object([(standing, count())]));
    }
    duty
}

fn explanation() -> Value {
    let line = object([
        ("lecture", id()),
        ("number", or_null(&json!({ "type": "integer" }))),
        ("on", or_null(&day())),
        ("title", or_null(&text())),
        ("reason", text()),
        ("text", text()),
    ]);
    let rule = object([
        ("id", text()),
        ("version", text()),
        ("effective_from", day()),
        ("citation", text()),
        ("source", text()),
        ("sentence", text()),
    ]);
    object([
        ("organisation", text()),
        ("duty", text()),
        ("period", text()),
        ("as_of", day()),
        ("standing", one_of(&STANDINGS)),
        ("minimum", count()),
        ("rule", rule),
        ("counted", list(&line)),
        ("not_counted", list(&line)),
        ("sentences", list(&text())),
    ])
}

fn sums() -> Value {
    object([
        ("lectures", count()),
        ("sessions", count()),
        ("joint", count()),
        ("micro", count()),
        ("expected", count()),
        ("present", count()),
        ("without_turnout", count()),
    ])
}

fn lecture() -> Value {
    let host = object([
        ("id", id()),
        ("name", or_null(&text())),
        ("expected", or_null(&count())),
        ("present", or_null(&count())),
    ]);
    let speaker = object([
        ("name", or_null(&text())),
        ("class", text()),
        ("unit", or_null(&text())),
    ]);
    let part = object([
        ("part", one_of(&["talk", "site", "practice"])),
        ("venue", or_null(&text())),
        ("minutes", count()),
        ("held", yes_or_no()),
    ]);
    object([
        ("id", id()),
        ("number", json!({ "type": "integer" })),
        ("state", one_of(&STATES)),
        ("reason", or_null(&text())),
        ("counts_until", or_null(&day())),
        ("planned_on", or_null(&day())),
        ("on", or_null(&day())),
        ("began_on", or_null(&day())),
        ("starts_at", or_null(&moment())),
        ("ends_at", or_null(&moment())),
        ("organisations", list(&host)),
        ("title", text()),
        ("kind", text()),
        ("forms", list(&text())),
        ("themed", yes_or_no()),
        ("joint", yes_or_no()),
        ("speakers", list(&speaker)),
        ("venue", or_null(&text())),
        ("expected", or_null(&count())),
        ("present", or_null(&count())),
        ("parts", list(&part)),
        ("origin", one_of(&["ledger", "branch", "on-behalf", "demo"])),
        ("makes_up", or_null(&text())),
        ("note", or_null(&text())),
        ("version", count()),
    ])
}

fn more_of_a_lecture() -> Value {
    let material = object([
        ("id", id()),
        ("sort", text()),
        ("name", or_null(&text())),
        ("size", count()),
    ]);
    let duty = object([
        ("organisation", or_null(&text())),
        ("duty", text()),
        ("period", text()),
        ("counted", yes_or_no()),
        ("standing", one_of(&STANDINGS)),
        ("text", text()),
    ]);
    let field = object([
        ("field", text()),
        ("was", or_null(&text())),
        ("now", or_null(&text())),
    ]);
    let version = object([
        ("number", count()),
        ("at", moment()),
        ("action", text()),
        ("reason", or_null(&text())),
        ("fields", list(&field)),
    ]);
    object([
        ("backfilled", yes_or_no()),
        ("script", or_null(&text())),
        ("materials", list(&material)),
        ("signed_in", count()),
        ("duties", list(&duty)),
        ("history", list(&version)),
        (
            "may",
            list(&one_of(&["verify", "send-back", "correct", "cancel"])),
        ),
    ])
}

fn organisation() -> Value {
    object([
        ("id", id()),
        ("number", or_null(&json!({ "type": "integer" }))),
        ("name", text()),
        ("kind", text()),
        ("parent", or_null(&id())),
        ("founded_on", or_null(&day())),
        ("closed_on", or_null(&day())),
        ("merged_into", or_null(&id())),
    ])
}
