//! The only place for text that one engine wants and the other does not.
//! Must not grow: everything else is one SQL text for both.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::db::{Engine, Statement};

/// Whether to wait for a lock.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wait {
    ForOthers,
    Never,
}

/// Replaces the type words of a migration: `{id}`, `{text}`, `{int}`, `{bytes}`, `{end}`.
pub(crate) fn migration_text(engine: Engine, portable: &str) -> String {
    let words = match engine {
        Engine::Sqlite => [
            "BLOB",
            "TEXT",
            "INTEGER",
            "BLOB",
            " STRICT, WITHOUT ROWID",
            " STRICT",
        ],
        Engine::Postgres => ["BYTEA", "TEXT COLLATE \"C\"", "BIGINT", "BYTEA", "", ""],
    };
    ["{id}", "{text}", "{int}", "{bytes}", "{end}", "{wide}"]
        .iter()
        .zip(words)
        .fold(portable.to_owned(), |text, (mark, word)| text.replace(mark, word))
}

/// Texts of statements with many parameters, by name of the statement.
static NAMELESS: Mutex<BTreeMap<&str, &str>> = Mutex::new(BTreeMap::new());

/// Parameters from which a statement is one of many rows, each used once and in order.
const MANY: usize = 50;

/// The text for SQLite. It finds a named parameter (`$7`) by walking the list of all names, so that the hundreds of
/// a statement of many rows cost more than the rows themselves: there they go without names.
pub(crate) fn sqlite_text(statement: &Statement) -> &'static str {
    if statement.takes.len() < MANY {
        return statement.sql;
    }
    let mut known = NAMELESS.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry(statement.name).or_insert_with(|| {
        let mut pieces = statement.sql.split('$');
        let mut text = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            text.push('?');
            text.push_str(piece.trim_start_matches(|letter: char| letter.is_ascii_digit()));
        }
        Box::leak(text.into_boxed_str())
    })
}

/// Begins a snapshot for reading.
pub(crate) fn begin_reading(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "BEGIN",
        Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    }
}

/// Locks the head row of a tree against other writers. SQLite's lane has done so already.
pub(crate) fn lock_head(engine: Engine, wait: Wait) -> &'static str {
    match (engine, wait) {
        (Engine::Sqlite, _) => "SELECT number, root_hash, note FROM audit_head WHERE root_id = $1",
        (Engine::Postgres, Wait::ForOthers) => {
            "SELECT number, root_hash, note FROM audit_head WHERE root_id = $1 FOR UPDATE"
        }
        (Engine::Postgres, Wait::Never) => {
            "SELECT number, root_hash, note FROM audit_head WHERE root_id = $1 FOR UPDATE NOWAIT"
        }
    }
}

/// The kept columns, as `table, column, nullable, position in the key`, to compare the engines' catalogs.
pub(crate) fn catalog(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => {
            "SELECT m.name, c.name, CASE WHEN c.\"notnull\" = 0 THEN 1 ELSE 0 END, c.pk \
             FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, 2"
        }
        Engine::Postgres => {
            "SELECT c.table_name::text, c.column_name::text, \
                    CASE WHEN c.is_nullable = 'YES' THEN 1 ELSE 0 END::bigint, \
                    COALESCE(k.ordinal_position, 0)::bigint \
             FROM information_schema.columns c \
             JOIN information_schema.tables t ON t.table_schema = c.table_schema \
                  AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE' \
             LEFT JOIN information_schema.key_column_usage k ON k.table_schema = c.table_schema \
                  AND k.table_name = c.table_name AND k.column_name = c.column_name \
             WHERE c.table_schema = current_schema() ORDER BY 1, 2"
        }
    }
}
