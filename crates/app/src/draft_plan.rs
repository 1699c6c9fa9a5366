//! Drafts a plan from a notice (`plan draft`, F1): its text, what it asks, what its office does in a rhythm, what it tells
//! in figures, each with its sentence.
//! Must not keep anything: a person reads the draft, changes it, and confirms it.

use domain::period::Rhythm;
use domain::plan_draft::{NoticeWords, PlanDraft, plan_draft};
use domain::rule_set::RuleSet;
use i18n::Words;

use crate::packs::NOTICE_WORDS;
use crate::read_document::DocumentReader;
use crate::{Failure, Refusal};

/// A notice that was read.
#[derive(Clone, PartialEq, Debug)]
pub struct PlanDrafted {
    /// Its text, cleaned and in simplified characters: a line for each paragraph.
    pub text: String,
    /// The same as it stands in the document.
    pub original: String,
    /// What was found in it.
    pub draft: PlanDraft,
    /// Pages of a PDF that could not be read.
    pub broken_pages: Vec<usize>,
}

/// Reads a notice by the words of a pack. Needs no database and no right: it only reads what it is given.
///
/// # Errors
/// Why no text comes out of it.
pub fn draft_plan(notice: &[u8], reader: &DocumentReader, rules: &RuleSet) -> Result<PlanDrafted, Failure> {
    let read = reader.read(notice).map_err(Refusal::Document)?;
    let text = intake::clean(&read.text);
    // The words ship with the program, and a test reads them.
    let draft = NoticeWords::read(NOTICE_WORDS)
        .map(|words| plan_draft(&text, &words, rules))
        .unwrap_or_default();
    Ok(PlanDrafted {
        text,
        original: read.text,
        draft,
        broken_pages: read.broken_pages,
    })
}

impl PlanDrafted {
    /// The draft as a file that a person edits: each thing found with its sentence, and a mark whether it is taken.
    #[must_use]
    pub fn toml(&self, rules: &RuleSet, words: &Words) -> String {
        let mut lines = remarks(&words.say("draft-file-head", &[]));
        lines.push(format!("pack = {}", quoted(&rules.id)));
        let draft = &self.draft;
        lines.extend(headed(&words.say("draft-file-duties", &[])));
        for duty in &draft.duties {
            lines.push("\n[[duty]]\ntake = true".to_owned());
            lines.push(format!("kind = {}", quoted(duty.kind.word())));
            lines.push(format!("minimum = {}", duty.minimum));
            lines.push(format!("period = {}", period(duty.rhythm)));
            lines.push(format!("who = {}", quoted(&duty.who)));
            lines.extend(duty.duty.as_ref().map(|duty| format!("duty = {}", quoted(duty))));
            lines.extend(rests_on(&duty.citation, &duty.sentence));
        }
        lines.extend(headed(&words.say("draft-file-reminders", &[])));
        for reminder in &draft.reminders {
            lines.push("\n[[reminder]]\ntake = true".to_owned());
            lines.push(format!("kind = {}", quoted(&reminder.kind)));
            lines.push(format!("period = {}", period(reminder.rhythm)));
            lines.extend(rests_on(&reminder.citation, &reminder.sentence));
        }
        lines.extend(headed(&words.say("draft-file-figures", &[])));
        for figure in &draft.figures {
            lines.push("\n[[figure]]".to_owned());
            lines.push(format!("name = {}", quoted(&figure.name)));
            lines.push(format!("value = {}", figure.value));
            lines.push(format!("unit = {}", quoted(&figure.unit)));
            lines.push(format!("closeness = {}", quoted(figure.closeness.word())));
            lines.push(format!("sentence = {}", quoted(&figure.sentence)));
        }
        lines.join("\n") + "\n"
    }
}

fn headed(remark: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    lines.extend(remarks(remark));
    lines
}

fn remarks(text: &str) -> Vec<String> {
    text.lines().map(|line| format!("# {line}")).collect()
}

fn rests_on(citation: &str, sentence: &str) -> [String; 2] {
    [
        format!("citation = {}", quoted(citation)),
        format!("sentence = {}", quoted(sentence)),
    ]
}

/// As a pack writes it, so that it can be copied there.
fn period(rhythm: Rhythm) -> String {
    match rhythm {
        Rhythm::Window { from, until } => format!("{{ from = \"{from}\", until = \"{until}\" }}"),
        named => quoted(&named.to_string()),
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
