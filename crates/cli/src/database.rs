//! `kaijiang migrate`, `move`, `backup`, `restore`: the operator's duties.
//! Must not look into the data.

use std::path::Path;

use app::{App, Failure, Refusal, back_up, check_backup, move_to as move_database};
use serde_json::json;

use crate::args::Common;
use crate::failure::Fault;
use crate::session::Session;
use crate::{answer, say, settings, voice};

/// Brings the tables up to date; opening does it.
///
/// # Errors
/// When the database cannot be opened or is newer than this program.
pub async fn migrate(common: &Common) -> Result<(), Fault> {
    let session = Session::open_or_make(common).await?;
    session.app.keep_clock().await?;
    let steps = session.app.migrated();
    let sentence = voice::words(session.locale).migrated(steps);
    answer(common, &json!({ "ok": true, "steps": steps }), &sentence);
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
    let tables: Vec<_> = moved
        .iter()
        .map(|table| json!({ "table": table.table, "rows": table.rows, "sha256": table.sha256 }))
        .collect();
    let sentence = voice::words(session.locale).moved(rows, moved.len());
    answer(common, &json!({ "rows": rows, "tables": tables }), &sentence);
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
    let name = file.display().to_string();
    let sentence = voice::words(session.locale).backed_up(&name, count(entries));
    answer(
        common,
        &json!({ "file": name, "entries": entries, "ok": true }),
        &sentence,
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
    let locale = settings::locale(common)?;
    std::fs::File::open(file).map_err(|error| Fault::file(file, &error))?;
    let entries = check_backup(file, &settings).await?;
    let name = file.display().to_string();
    if way == Way::Verify && holds_data(common).await? {
        let sentence = voice::words(locale).backup_whole(&name, count(entries));
        let document = json!({ "file": name, "entries": entries, "ok": true, "restored": false });
        answer(common, &document, &sentence);
        return Ok(());
    }
    settings::make_folder(common)?;
    app::restore(file, &settings).await?;
    // What was brought back says in which words to tell of it.
    let session = Session::open(common).await?;
    let words = voice::words(session.locale);
    if !settings.signing_key.exists() {
        say(&words.restored_without_key(&settings.signing_key.display().to_string()));
    }
    let document = json!({ "file": name, "entries": entries, "ok": true, "restored": true });
    answer(common, &document, &words.restored(&name, count(entries)));
    Ok(())
}

async fn holds_data(common: &Common) -> Result<bool, Fault> {
    let app = match App::open_existing(&settings::settings(common)?).await {
        Err(Failure::Refused(Refusal::NoDatabase(_))) => return Ok(false),
        opened => opened?,
    };
    let empty = app.is_empty().await;
    if let Ok(Some(pack)) = app.pack(common.tree.as_deref()).await {
        voice::of_tree(pack);
    }
    app.close().await;
    Ok(!empty?)
}

fn count(entries: i64) -> u64 {
    u64::try_from(entries).unwrap_or_default()
}
