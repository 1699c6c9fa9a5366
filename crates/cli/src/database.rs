//! `kaijiang migrate`, `move`, `backup`, `restore`: the operator's duties.
//! Must not look into the data.

use std::path::Path;

use app::{back_up, check_backup, move_to as move_database};
use serde_json::json;

use crate::args::Common;
use crate::failure::Fault;
use crate::session::Session;
use crate::{print, settings};

/// Brings the tables up to date; opening does it.
///
/// # Errors
/// When the database cannot be opened or is newer than this program.
pub async fn migrate(common: &Common) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    session.app.keep_clock().await?;
    if common.json {
        print(&json!({ "ok": true }).to_string());
    } else {
        print(&settings::words(session.locale, None).migrated(0));
    }
    Ok(())
}

/// The whole database to the other engine.
///
/// # Errors
/// When the target holds data or the copies differ.
pub async fn move_to(common: &Common, to: &str) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    let target = app::Settings {
        database: to.to_owned(),
        ..settings::settings(common)?
    };
    let moved = move_database(&session.app, &session.actor, &target).await?;
    let rows: u64 = moved.iter().map(|table| table.rows).sum();
    if common.json {
        let tables: Vec<_> = moved
            .iter()
            .map(|table| json!({ "table": table.table, "rows": table.rows, "sha256": table.sha256 }))
            .collect();
        print(&json!({ "rows": rows, "tables": tables }).to_string());
    } else {
        print(&settings::words(session.locale, None).moved(rows, moved.len()));
    }
    Ok(())
}

/// A copy in one file, while in use.
///
/// # Errors
/// When the file exists or the database fails.
pub async fn backup(common: &Common, file: &Path) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    back_up(&session.app, &session.actor, file).await?;
    let entries = check_backup(file, &settings::settings(common)?).await?;
    let words = settings::words(session.locale, None);
    tell(
        common,
        file,
        entries,
        &words.backed_up(&file.display().to_string(), count(entries)),
    );
    Ok(())
}

/// What to do when the database holds data already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Refuse.
    BringBack,
    /// `--verify`: only say whether the backup is whole, as a drill beside a running server.
    Verify,
}

/// Verifies a backup and brings it back into an empty database.
///
/// # Errors
/// When the backup is broken, or the database holds data already and more than verifying was asked.
pub async fn restore(common: &Common, file: &Path, way: Way) -> Result<(), Fault> {
    let settings = settings::settings(common)?;
    let entries = check_backup(file, &settings).await?;
    let words = settings::words(settings::locale(common)?, None);
    let name = file.display().to_string();
    if way == Way::Verify && !Session::open(common).await?.app.is_empty().await? {
        if common.json {
            print(&json!({ "file": name, "entries": entries, "ok": true, "restored": false }).to_string());
        } else {
            print(&words.backup_whole(&name, count(entries)));
        }
        return Ok(());
    }
    app::restore(file, &settings).await?;
    if common.json {
        print(&json!({ "file": name, "entries": entries, "ok": true, "restored": true }).to_string());
    } else {
        print(&words.restored(&name, count(entries)));
    }
    Ok(())
}

fn tell(common: &Common, file: &Path, entries: i64, sentence: &str) {
    if common.json {
        print(&json!({ "file": file.display().to_string(), "entries": entries, "ok": true }).to_string());
    } else {
        print(sentence);
    }
}

fn count(entries: i64) -> u64 {
    u64::try_from(entries).unwrap_or_default()
}
