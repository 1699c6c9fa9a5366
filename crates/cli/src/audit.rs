//! `kaijiang audit`: proves the history untouched, or names the first entry that is not.
//! Must not repair anything.

use std::path::Path;

use app::{StoreError, export_audit, verify_audit};
use serde_json::json;

use crate::args::{self, Common};
use crate::failure::Fault;
use crate::session::Session;
use crate::{print, say, settings};

/// Runs the command.
///
/// # Errors
/// When the history is broken (exit 1), or the database fails.
pub async fn run(common: &Common, command: &args::Audit) -> Result<(), Fault> {
    match command {
        args::Audit::Verify { checkpoint } => verify(common, checkpoint.as_deref()).await,
        args::Audit::Export { out } => export(common, out).await,
    }
}

async fn verify(common: &Common, checkpoint: Option<&Path>) -> Result<(), Fault> {
    let read = |file: &Path| std::fs::read_to_string(file).map_err(|error| Fault::file(file, &error));
    let outside = checkpoint.map(read).transpose()?;
    let session = Session::open(common).await?;
    let verified = verify_audit(
        &session.app,
        &session.actor,
        common.tree.as_deref(),
        outside.as_deref(),
    )
    .await?;
    let words = settings::words(session.locale, None);
    let entries = u64::try_from(verified.entries).unwrap_or_default();
    if common.json {
        let first_bad = verified.first_bad.as_ref().map(|bad| {
            json!({ "number": bad.number, "table": bad.table, "key": bad.key, "why": format!("{:?}", bad.why) })
        });
        let document = json!({
            "entries": verified.entries,
            "changes": verified.changes,
            "rows": verified.rows,
            "root": verified.root,
            "checkpoint": verified.checkpoint,
            "ok": verified.ok,
            "first_bad": first_bad,
        });
        print(&document.to_string());
    } else if verified.ok {
        print(&words.audit_whole(entries, &verified.root));
        if outside.is_some() {
            print(&words.audit_agrees(entries));
        }
    }
    if let Some(bad) = &verified.first_bad {
        let number = bad
            .number
            .and_then(|number| u64::try_from(number).ok())
            .unwrap_or_default();
        say(&words.audit_broken(number));
        say(&format!(
            "{:?} {} {}",
            bad.why,
            bad.table.unwrap_or_default(),
            bad.key.as_deref().unwrap_or_default()
        ));
    }
    if verified.ok { Ok(()) } else { Err(Fault::Said(1)) }
}

async fn export(common: &Common, out: &Path) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    let mut sink = |path: &str, bytes: &[u8]| {
        let file = out.join(path);
        let folder = file.parent().map_or(Ok(()), std::fs::create_dir_all);
        folder
            .and_then(|()| std::fs::write(&file, bytes))
            .map_err(|error| StoreError::File {
                path: file.display().to_string().into(),
                cause: error.to_string().into(),
            })
    };
    export_audit(&session.app, &session.actor, common.tree.as_deref(), &mut sink).await?;
    Ok(())
}
