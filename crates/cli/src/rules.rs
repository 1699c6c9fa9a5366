//! `kaijiang rules`: check a pack, say what it means, see who would change state, put it in force.
//! Must not read rules itself: `domain::rule_set` does.

use std::path::Path;

use app::{AdoptRules, Refusal, adopt_rules};
use domain::obligation::StandingKind;
use domain::rule_set::RuleSet;
use i18n::{Words, rules_shown};
use serde_json::{Value, json};

use crate::args::{self, Common};
use crate::failure::{Fault, mistakes};
use crate::session::Session;
use crate::{print, say, settings};

/// Runs the command.
///
/// # Errors
/// When the pack has mistakes, a file cannot be read, or the database fails.
pub async fn run(common: &Common, command: &args::Rules) -> Result<(), Fault> {
    match command {
        args::Rules::Check { file } => check(common, file),
        args::Rules::Show { pack } => show(common, pack.as_deref()).await,
        args::Rules::Try { file, org, as_of } => {
            attempt(common, file, org.as_deref(), as_of.as_deref()).await
        }
        args::Rules::Adopt { file, reason } => adopt(common, file, reason).await,
    }
}

/// The text of a pack that ships, by its name, or of a file.
///
/// # Errors
/// When it is neither.
pub fn pack_text(pack: &str) -> Result<String, Fault> {
    if let Some(pack) = app::packs::pack(pack) {
        return Ok(pack.rules.to_owned());
    }
    let path = Path::new(pack);
    if path.is_file() {
        return read(path);
    }
    let (pack, known) = (pack.to_owned(), app::packs::ids());
    Err(Refusal::UnknownPack { pack, known }.into())
}

fn read(file: &Path) -> Result<String, Fault> {
    std::fs::read_to_string(file).map_err(|error| Fault::file(file, &error))
}

fn read_rules(text: &str) -> Result<RuleSet, Fault> {
    RuleSet::read(text).map_err(|misread| Refusal::Rules(misread).into())
}

fn check(common: &Common, file: &Path) -> Result<(), Fault> {
    let text = read(file)?;
    let words = settings::words(settings::locale(common)?, None);
    let name = file.display().to_string();
    match RuleSet::read(&text) {
        Err(misread) => {
            let lines = mistakes(&misread.mistakes, &words, &name);
            if common.json {
                let found: Vec<Value> = misread
                    .mistakes
                    .iter()
                    .map(|(line, mistake)| json!({ "line": line, "text": words.mistake(mistake).text(&words) }))
                    .collect();
                print(&json!({ "ok": false, "mistakes": found, "warnings": [] }).to_string());
            }
            for line in &lines {
                say(line);
            }
            Err(Fault::Said(1))
        }
        Ok(rules) => {
            let warnings = rules.warnings(&text);
            let lines: Vec<(usize, String)> = warnings
                .iter()
                .map(|warning| (warning.line, words.warning(warning).text(&words)))
                .collect();
            if common.json {
                let found: Vec<Value> = lines
                    .iter()
                    .map(|(line, text)| json!({ "line": line, "text": text }))
                    .collect();
                print(&json!({ "ok": true, "mistakes": [], "warnings": found }).to_string());
            } else {
                print(&words.rules_fine(&rules.name, &rules.version));
            }
            for (line, text) in &lines {
                say(&format!("{name}:{line}: {text}"));
            }
            // A checking command exits 1 when it finds something, warnings too.
            if lines.is_empty() {
                Ok(())
            } else {
                Err(Fault::Said(1))
            }
        }
    }
}

async fn show(common: &Common, pack: Option<&str>) -> Result<(), Fault> {
    let locale = settings::locale(common)?;
    let (rules, words): (RuleSet, Words) = if let Some(pack) = pack {
        let rules = read_rules(&pack_text(pack)?)?;
        let words = settings::words(locale, Some(&rules.id));
        (rules, words)
    } else {
        let session = Session::open(common).await?;
        let snapshot = session.look(common, None, None).await?;
        let words = session.words(&snapshot.rules);
        (snapshot.rules, words)
    };
    let sections = rules_shown(&rules, &words);
    if common.json {
        let sections: Vec<Value> = sections
            .iter()
            .map(|section| json!({ "heading": section.title, "lines": section.lines }))
            .collect();
        print(&json!({ "id": rules.id, "version": rules.version, "sections": sections }).to_string());
        return Ok(());
    }
    for section in &sections {
        print(&section.title);
        for line in &section.lines {
            print(&format!("  {line}"));
        }
        print("");
    }
    Ok(())
}

async fn attempt(common: &Common, file: &Path, org: Option<&str>, as_of: Option<&str>) -> Result<(), Fault> {
    let draft = read_rules(&read(file)?)?;
    let session = Session::open(common).await?;
    let snapshot = session.look(common, as_of, None).await?;
    let top = snapshot.find(org)?;
    let shifts = snapshot.shifts(&draft, top);
    let words = session.words(&draft);
    let name = |id| snapshot.name(id).unwrap_or_default();
    if common.json {
        let changes: Vec<Value> = shifts
            .iter()
            .map(|shift| {
                json!({
                    "organisation": name(shift.organisation),
                    "duty": shift.duty,
                    "period": shift.period,
                    "was": shift.was.map(StandingKind::key),
                    "would_be": shift.would_be.map(StandingKind::key),
                })
            })
            .collect();
        print(&json!({ "as_of": snapshot.as_of.to_string(), "changes": changes }).to_string());
    } else {
        for shift in &shifts {
            print(&words.shift(shift, name(shift.organisation), &draft));
        }
    }
    Ok(())
}

async fn adopt(common: &Common, file: &Path, reason: &str) -> Result<(), Fault> {
    let text = read(file)?;
    let session = Session::open(common).await?;
    let command = AdoptRules {
        tree: common.tree.as_deref(),
        text: &text,
        reason,
        key: common.key.as_deref(),
    };
    let number = adopt_rules(&session.app, &session.actor, command).await?;
    if common.json {
        print(&json!({ "audit_number": number }).to_string());
    } else {
        let rules = read_rules(&text)?;
        print(&session.words(&rules).rules_fine(&rules.name, &rules.version));
    }
    Ok(())
}
