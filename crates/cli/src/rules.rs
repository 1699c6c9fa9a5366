//! `kaijiang rules`: check a pack, say what it means, see who would change state, put it in force.
//! Must not read rules itself: `domain::rule_set` does.

use std::path::Path;
use std::sync::Arc;

use app::packs::PackText;
use app::{AdoptRules, Refusal, adopt_rules};
use domain::obligation::StandingKind;
use domain::rule_set::RuleSet;
use i18n::{Words, rules_shown, vocabulary_mistakes};
use serde_json::{Value, json};

use crate::args::{self, Common};
use crate::failure::Fault;
use crate::session::Session;
use crate::{answer, print, say, settings, voice};

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

/// A pack that ships, by its name, or one of files, by its rules.toml; from here on, the program speaks in its words.
///
/// # Errors
/// When it is neither.
pub fn pack_text(pack: &str) -> Result<PackText, Fault> {
    if let Some(pack) = app::packs::pack(pack) {
        let text = PackText::from(pack);
        voice::named(&text);
        return Ok(text);
    }
    let path = Path::new(pack);
    if path.is_file() {
        return read(path);
    }
    let (pack, known) = (pack.to_owned(), app::packs::ids());
    Err(Refusal::UnknownPack { pack, known }.into())
}

fn read(file: &Path) -> Result<PackText, Fault> {
    let text = PackText::read(file).map_err(|error| Fault::file(file, &error))?;
    voice::named(&text);
    Ok(text)
}

/// The rules of a pack's text.
///
/// # Errors
/// Its mistakes.
pub fn read_rules(text: &str) -> Result<RuleSet, Fault> {
    RuleSet::read(text).map_err(|misread| Refusal::Rules(misread).into())
}

/// What `rules check` found: where, and what is wrong.
struct Found {
    file: String,
    line: usize,
    text: String,
}

impl Found {
    fn document(&self) -> Value {
        json!({ "file": self.file, "line": self.line, "text": self.text })
    }
}

fn check(common: &Common, file: &Path) -> Result<(), Fault> {
    let pack = read(file)?;
    let words = voice::words(settings::locale(common)?);
    let name = file.display().to_string();
    let found = |(line, text)| Found {
        file: name.clone(),
        line,
        text,
    };
    let read = RuleSet::read(&pack.rules);
    let (mut mistakes, warnings): (Vec<Found>, Vec<Found>) = match &read {
        Err(misread) => {
            let told = misread.mistakes.iter();
            let told = told.map(|(line, mistake)| (*line, words.mistake(mistake).text(&words)));
            (told.map(found).collect(), Vec::new())
        }
        Ok(rules) => {
            let told = rules.warnings(&pack.rules).into_iter();
            let told = told.map(|warning| (warning.line, words.warning(&warning).text(&words)));
            (Vec::new(), told.map(found).collect())
        }
    };
    mistakes.extend(unreadable_words(file, &pack, &words));
    let is_good = mistakes.is_empty();
    if common.json {
        let documents = |all: &[Found]| all.iter().map(Found::document).collect::<Vec<_>>();
        let (mistakes, warnings) = (documents(&mistakes), documents(&warnings));
        print(&json!({ "ok": is_good, "mistakes": mistakes, "warnings": warnings }).to_string());
    } else if let (true, Ok(rules)) = (is_good, &read) {
        print(&words.rules_fine(&rules.name, &rules.version));
    }
    for Found { file, line, text } in mistakes.iter().chain(&warnings) {
        say(&format!("{file}:{line}: {text}"));
    }
    // A checking command exits 1 when it finds something, warnings too.
    if is_good && warnings.is_empty() {
        Ok(())
    } else {
        Err(Fault::Said(1))
    }
}

/// What cannot be read in the pack's words.
fn unreadable_words(rules: &Path, pack: &PackText, words: &Words) -> Vec<Found> {
    let name = pack.vocabulary_file().unwrap_or_default();
    let file = rules.with_file_name(name).display().to_string();
    let found = |(line, text): (usize, String)| Found {
        file: file.clone(),
        line,
        text: words.vocabulary_mistake(line, &text),
    };
    vocabulary_mistakes(&pack.vocabulary)
        .into_iter()
        .map(found)
        .collect()
}

async fn show(common: &Common, pack: Option<&str>) -> Result<(), Fault> {
    let locale = settings::locale(common)?;
    let (rules, words): (Arc<RuleSet>, Words) = if let Some(pack) = pack {
        let rules = read_rules(&pack_text(pack)?.rules)?;
        let words = voice::words_for(locale, &rules);
        (Arc::new(rules), words)
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
    let pack = read(file)?;
    let draft = read_rules(&pack.rules)?;
    let session = Session::open(common).await?;
    let snapshot = session.look(common, as_of, None).await?;
    let top = snapshot.find(org)?;
    let shifts = snapshot.shifts(&draft, top);
    let words = if pack.vocabulary.is_empty() {
        session.words(&draft)
    } else {
        pack.words(session.locale)
    };
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
    let pack = read(file)?;
    let session = Session::open(common).await?;
    let command = AdoptRules {
        tree: common.tree.as_deref(),
        pack: &pack,
        reason,
        key: common.key.as_deref(),
    };
    let number = adopt_rules(&session.app, &session.actor, command).await?;
    let rules = read_rules(&pack.rules)?;
    let sentence = session.words(&rules).rules_fine(&rules.name, &rules.version);
    answer(common, &json!({ "audit_number": number }), &sentence);
    Ok(())
}
