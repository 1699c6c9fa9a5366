//! The notice of a lecture: to the organisation above some days before, to those who come the day before; printed for the
//! board or read out. Must not decide who is told or when.

pub use domain::plan::NoticeTo;
use i18n::Words;
use jiff::civil::{Date, Time};

use crate::contact::Contact;
use crate::form;
use crate::paper::{Block, Page, Paper, Style};

/// A notice. What is empty is not told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notice {
    /// To whom it goes.
    pub to: NoticeTo,
    /// Their name, without the colon: 雾溪镇党委; 全体党员.
    pub addressee: String,
    /// Who gives the lecture; several in one line.
    pub organisation: String,
    /// The day.
    pub held_on: Option<Date>,
    /// When it begins on that day.
    pub starts_at: Option<Time>,
    /// Where.
    pub venue: String,
    /// Its topic.
    pub topic: String,
    /// Its kind: 故事.
    pub kind: String,
    /// Who speaks, with post where that helps.
    pub speaker: String,
    /// For whom it is: 支部全体党员、入党积极分子.
    pub audience: String,
    /// How many are expected.
    pub expected: Option<u32>,
    /// What changed since the last notice of it; empty for nothing.
    pub changed: String,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// Who issues it; empty for the organisation itself.
    pub issued_by: String,
    /// The day it is issued.
    pub issued_on: Option<Date>,
}

/// The notice as a paper.
#[must_use]
pub fn paper(notice: &Notice, words: &Words) -> Paper {
    let (title, lead) = match notice.to {
        NoticeTo::Above => ("notice-title-above", "notice-lead-above"),
        NoticeTo::Members => ("notice-title-members", "notice-lead-members"),
    };
    let title = words.say(title, &[]);
    let mut blocks = vec![
        Block::Space(10),
        Block::Text(Style::Title, title.clone()),
        Block::Space(4),
    ];
    if !notice.addressee.is_empty() {
        let to = words.say(
            "official-addressee",
            &[("name", notice.addressee.as_str().into())],
        );
        blocks.push(Block::Text(Style::Plain, to));
    }
    let lead = words.say(lead, &[("organisation", notice.organisation.as_str().into())]);
    blocks.extend([
        Block::Text(Style::Body, lead),
        Block::Space(4),
        Block::Table(form::about(rows(notice, words), words)),
    ]);
    if !notice.changed.is_empty() {
        blocks.extend([
            Block::Space(3),
            form::entry("notice-changed", notice.changed.as_str(), words),
        ]);
    }
    if let Some(contact) = &notice.contact {
        blocks.extend([
            Block::Space(3),
            form::entry("slip-contact", contact.say(words), words),
        ]);
    }
    let by = if notice.issued_by.is_empty() {
        &notice.organisation
    } else {
        &notice.issued_by
    };
    blocks.extend(form::issued(by, notice.issued_on, words));
    Paper {
        title,
        locale: words.locale(),
        page: Page::A4,
        footer: None,
        blocks,
    }
}

fn rows<'a>(notice: &Notice, words: &Words) -> Vec<(&'a str, String)> {
    let expected = notice.expected.map(|count| {
        let count = words.number(count.into());
        words.say("notice-people", &[("count", count.into())])
    });
    let rows = [
        ("sheet-topic", form::topic(&notice.topic, &notice.kind, words)),
        ("sheet-speaker", notice.speaker.clone()),
        ("sheet-when", form::when(notice.held_on, notice.starts_at, words)),
        ("sheet-venue", notice.venue.clone()),
        ("sheet-audience", notice.audience.clone()),
        ("sheet-expected", expected.unwrap_or_default()),
    ];
    // What is not settled is said to be so, but for what not everybody counts.
    rows.into_iter()
        .filter(|(key, value)| !value.is_empty() || !matches!(*key, "sheet-audience" | "sheet-expected"))
        .map(|(key, value)| (key, form::settled(value, words)))
        .collect()
}
