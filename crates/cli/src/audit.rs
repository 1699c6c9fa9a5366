//! `kaijiang audit`: proves the history untouched, or names the first entry that is not.
//! Must not repair anything.

use std::path::Path;

use app::{FirstBad, KeyTrust, StoreError, Why, bad_text, export_audit, verify_audit};
use i18n::Words;
use serde_json::json;

use crate::args::{self, Common};
use crate::failure::Fault;
use crate::session::Session;
use crate::{print, say, voice};

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
    let words = voice::words(session.locale);
    let entries = u64::try_from(verified.entries).unwrap_or_default();
    if common.json {
        let first_bad = verified.first_bad.as_ref().map(
            |bad| json!({ "number": bad.number, "table": bad.table, "key": bad.key, "why": bad.why.code() }),
        );
        let document = json!({
            "entries": verified.entries,
            "changes": verified.changes,
            "rows": verified.rows,
            "root": verified.root,
            "checkpoint": verified.checkpoint,
            "key": verified.key.code(),
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
    if verified.key == KeyTrust::FromData {
        say(&words.audit_key_from_data());
    }
    if let Some(bad) = &verified.first_bad {
        say(&headline(bad, entries, &words));
        say(&bad_text(bad, &words));
    }
    if verified.ok { Ok(()) } else { Err(Fault::Said(1)) }
}

/// What follows from what is wrong.
fn headline(bad: &FirstBad, entries: u64, words: &Words) -> String {
    let number = bad.number.and_then(|number| u64::try_from(number).ok());
    match (bad.why, number) {
        (Why::Rewritten, _) => words.audit_forked(number.unwrap_or(entries)),
        (Why::RolledBack, _) => words.audit_rolled_back(entries),
        (Why::CheckpointUnsigned, _) => words.audit_checkpoint_strange(),
        (_, Some(number)) => words.audit_broken(number),
        (_, None) => words.audit_broken_somewhere(),
    }
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

#[cfg(test)]
mod tests {
    use app::Why;
    use i18n::{Locale, Words};

    #[test]
    fn whatever_is_wrong_has_a_sentence() {
        for locale in Locale::ALL {
            let words = Words::new(locale, None);
            for why in Why::ALL {
                assert_ne!(words.audit_why(why.code()), why.code(), "{locale:?}");
            }
        }
    }
}
