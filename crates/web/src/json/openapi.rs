//! `/openapi.json`: the interface described (`OpenAPI` 3.1), from the table of operations itself.
//! Must not name any data.

use serde_json::{Map, Value, json};

use super::operation::{Operation, Question, operations};
use super::schema;
use crate::answer::{Answer, Reply};
use crate::dispatch::SESSION;
use crate::visit::Visit;

/// The description, for anybody.
pub(super) async fn show(_visit: Visit) -> Answer {
    Reply::json(&document())
}

/// The description.
pub(super) fn document() -> Value {
    let paths: Map<String, Value> = operations()
        .iter()
        .map(|operation| (operation.path.to_owned(), json!({ "get": described(operation) })))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "kaijiang",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The same questions, rights and documents as pages and command line. \
                Asked with the cookie of a session; sentences come in the language of Accept-Language.",
        },
        "paths": paths,
        "components": {
            "schemas": schema::shapes(),
            "securitySchemes": { "session": { "type": "apiKey", "in": "cookie", "name": SESSION } },
        },
        "security": [{ "session": [] }],
    })
}

fn described(operation: &Operation) -> Value {
    let of_path = operation.path.split('/').filter_map(|piece| {
        let name = piece.strip_prefix('{')?.strip_suffix('}')?;
        Some(json!({ "name": name, "in": "path", "required": true, "schema": schema::id() }))
    });
    let asked = operation.questions.iter().map(question);
    let id: String = operation
        .path
        .trim_start_matches("/api/")
        .replace(['/', '{', '}'], "_")
        .trim_matches('_')
        .replace("__", "_");
    json!({
        "operationId": id,
        "summary": operation.says,
        "parameters": of_path.chain(asked).collect::<Vec<Value>>(),
        "responses": {
            "200": answer("Found", operation.schema),
            "400": answer("A question is unknown, unreadable or missing", "Trouble"),
            "401": answer("Nobody is signed in", "Trouble"),
            "404": answer("Not there, or not the asker's to see", "Trouble"),
            "422": answer("Refused, with the reason and what to do instead", "Trouble"),
            "500": answer("A fault of the program", "Trouble"),
            "503": answer("Busy; ask again", "Trouble"),
        },
    })
}

fn question(question: &Question) -> Value {
    json!({
        "name": question.name, "in": "query", "required": question.is_needed,
        "description": question.says, "schema": question.holds.schema(),
    })
}

fn answer(says: &str, name: &str) -> Value {
    let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
    json!({ "description": says, "content": { "application/json": { "schema": schema } } })
}
