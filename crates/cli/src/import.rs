//! `kaijiang import`: takes a sheet in; refused rows come back with their reasons.
//! Must not decide what is refused.

use std::path::Path;

use app::import::{Answer, Decision, Import, Kind, Mode, Refused, refused_workbook};
use i18n::{ImportedRows, Words};
use serde_json::{Value, json};

use crate::args::{self, Common, ImportKind};
use crate::failure::{Fault, Usage};
use crate::progress::Bar;
use crate::rules::pack_text;
use crate::session::Session;
use crate::{print, say, voice};

/// Refused rows named on the terminal; the rest is in the workbook and the document.
const SHOWN: usize = 20;

/// Places named with one warning.
const PLACES_SHOWN: usize = 3;

/// Runs the command.
///
/// # Errors
/// When the file cannot be read at all or the database fails; refused rows are in the answer.
pub async fn run(common: &Common, ask: &args::Import) -> Result<(), Fault> {
    let file = std::fs::read(&ask.file).map_err(|error| Fault::file(&ask.file, &error))?;
    let decisions = decisions(ask.answers.as_deref())?;
    let pack = pack_text(&ask.pack)?;
    let session = Session::open_or_make(common).await?;
    let name = ask
        .file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let bar = Bar::new();
    let command = Import {
        kind: kind(ask.kind),
        name: &name,
        file: &file,
        decisions: &decisions,
        mode: if ask.dry_run { Mode::DryRun } else { Mode::Apply },
        tree: common.tree.as_deref(),
        rules: &pack.rules,
        vocabulary: &pack.vocabulary,
        progress: &|step| bar.step(step),
    };
    let answer = app::import::import(&session.app, &session.actor, command).await?;
    bar.done();
    let words = voice::words(session.locale);
    if let Some(out) = &ask.errors {
        hand_back(&answer, out, &words)?;
    }
    if common.json {
        print(&document(&answer, &words).to_string());
    } else {
        tell(&answer, ask, &words);
    }
    Ok(())
}

fn kind(kind: ImportKind) -> Kind {
    match kind {
        ImportKind::Organisations => Kind::Organisations,
        ImportKind::Members => Kind::Members,
        ImportKind::Lectures => Kind::Lectures,
        ImportKind::SignIn => Kind::SignIn,
    }
}

fn decisions(file: Option<&Path>) -> Result<Vec<Decision>, Fault> {
    let Some(file) = file else { return Ok(Vec::new()) };
    let text = std::fs::read_to_string(file).map_err(|error| Fault::file(file, &error))?;
    serde_json::from_str(&text).map_err(|_| Fault::Usage(Usage::Answers(file.display().to_string())))
}

fn hand_back(answer: &Answer, out: &Path, words: &Words) -> Result<(), Fault> {
    let reason = |why: &domain::import_refusal::ImportRefusal| words.import_reason(why);
    match refused_workbook(answer, &words.refused_heads(), &reason) {
        Some(bytes) => std::fs::write(out, bytes).map_err(|error| Fault::file(out, &error)),
        None => Ok(()),
    }
}

/// The document of `--json`; its keys stay.
fn document(answer: &Answer, words: &Words) -> Value {
    let refused = |row: &Refused| {
        json!({
            "sheet": row.place.sheet,
            "row": row.place.row,
            "code": row.why.code(),
            "reason": words.import_reason(&row.why),
            "candidates": row.why.candidates(),
        })
    };
    let warnings: Vec<Value> = answer
        .warnings
        .iter()
        .map(|warned| {
            json!({
                "sheet": warned.place.sheet,
                "row": warned.place.row,
                "code": warned.what.code(),
                "text": words.import_warning(&warned.what),
            })
        })
        .collect();
    let changes: Vec<Value> = answer
        .changed
        .iter()
        .map(|changed| {
            let fields = changed
                .fields
                .iter()
                .map(|change| json!({ "field": change.field, "was": change.was, "now": change.now }));
            json!({
                "sheet": changed.place.sheet,
                "row": changed.place.row,
                "fields": fields.collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "read": answer.read,
        "accepted": answer.accepted,
        "unchanged": answer.unchanged,
        "changed": answer.changed.len(),
        "changes": changes,
        "refused": answer.refused.iter().map(refused).collect::<Vec<_>>(),
        "warnings": warnings,
        "audit_number": answer.number,
    })
}

fn tell(answer: &Answer, ask: &args::Import, words: &Words) {
    let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let refused = answer.refused.len();
    print(&words.import_done(&ImportedRows {
        read: count(answer.read),
        accepted: count(answer.accepted),
        changed: answer.changed.len(),
        unchanged: count(answer.unchanged),
        refused,
    }));
    if ask.dry_run {
        say(&words.import_dry_run());
    }
    for (text, places) in answer.warnings_said(words).into_iter().take(SHOWN) {
        let shown: Vec<&str> = places.iter().take(PLACES_SHOWN).map(String::as_str).collect();
        let more = if places.len() > shown.len() { " …" } else { "" };
        say(&format!("{text} [{}{more}]", words.list(&shown)));
    }
    for changed in answer.changed.iter().take(SHOWN) {
        let place = words.place(&changed.place.sheet, changed.place.row);
        for change in &changed.fields {
            let field = words.import_column(change.field);
            let said = format!("{field} {} → {}", change.was, change.now);
            print(&words.said_of(&place, &said));
        }
    }
    for refused in answer.refused.iter().take(SHOWN) {
        let place = words.place(&refused.place.sheet, refused.place.row);
        print(&words.said_of(&place, &words.import_reason(&refused.why)));
    }
    if refused > 0 {
        let out = ask.errors.as_ref().map(|out| out.display().to_string());
        say(&words.import_errors(out.as_deref()));
    }
}
