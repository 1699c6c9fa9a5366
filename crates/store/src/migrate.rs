//! Brings a database to the tables this program knows: one list of files for both engines.
//! Each file goes in whole, in one transaction; killed half-way, the database is old or new, never mixed.
//! Must not change a file that was released: add another.

use sha2::{Digest, Sha256};

use crate::db::{Conn, Db, Statement};
use crate::error::StoreError;
use crate::value::{Kind, Value, hex};
use crate::{dialect, sql};

/// The migrations, oldest first: name and portable text.
pub const MIGRATIONS: &[(&str, &str)] = &[
    ("0001_first", include_str!("../migrations/0001_first.sql")),
    ("0002_doors", include_str!("../migrations/0002_doors.sql")),
    ("0003_rhythm", include_str!("../migrations/0003_rhythm.sql")),
    ("0004_bulletin", include_str!("../migrations/0004_bulletin.sql")),
    ("0005_returns", include_str!("../migrations/0005_returns.sql")),
];

const MAKE_LIST: &str = "CREATE TABLE IF NOT EXISTS migration (\n    name {text} NOT NULL,\n    \
                         sha256 {text} NOT NULL,\n    PRIMARY KEY (name)\n){end};";
const DONE: Statement = Statement {
    name: "migration.done",
    sql: "SELECT name, sha256 FROM migration ORDER BY name",
    takes: &[],
    gives: &[Kind::Text, Kind::Text],
};
const NOTE: Statement = Statement {
    name: "migration.note",
    sql: "INSERT INTO migration (name, sha256) VALUES ($1, $2)",
    takes: &[Kind::Text, Kind::Text],
    gives: &[],
};

/// Applies what is missing. Answers the names of what was applied.
pub(crate) async fn migrate(db: &Db) -> Result<Vec<&'static str>, StoreError> {
    let mut conn = db.write().await?;
    conn.script(
        "migration.list",
        &dialect::migration_text(conn.engine(), MAKE_LIST),
    )
    .await?;
    conn.commit().await?;
    let mut applied = Vec::new();
    for (name, text) in MIGRATIONS {
        let mut conn = db.write().await?;
        if apply(&mut conn, name, text).await? {
            conn.commit().await?;
            applied.push(*name);
        } else {
            conn.rollback().await?;
        }
    }
    refuse_newer(db).await?;
    Ok(applied)
}

async fn apply(conn: &mut Conn, name: &'static str, text: &str) -> Result<bool, StoreError> {
    let sha256 = hex(&Sha256::digest(text.as_bytes()));
    for row in conn.all(&DONE, &[]).await? {
        if row.first() == Some(&Value::Text(name.to_owned())) {
            return if row.get(1) == Some(&Value::Text(sha256)) {
                Ok(false)
            } else {
                Err(StoreError::Migration {
                    name: name.into(),
                    cause: "its text is not the one applied".into(),
                })
            };
        }
    }
    conn.script(name, &dialect::migration_text(conn.engine(), text))
        .await?;
    conn.script("views", &sql::views()).await?;
    conn.run(&NOTE, &[Value::Text(name.to_owned()), Value::Text(sha256)])
        .await?;
    Ok(true)
}

/// A database made by a newer program is left alone.
pub(crate) async fn refuse_newer(db: &Db) -> Result<(), StoreError> {
    let mut conn = db.read().await?;
    for row in conn.all(&DONE, &[]).await? {
        if let Some(Value::Text(name)) = row.first()
            && !MIGRATIONS.iter().any(|(known, _)| known == name)
        {
            return Err(StoreError::Migration {
                name: name.as_str().into(),
                cause: "made by a newer program".into(),
            });
        }
    }
    Ok(())
}
