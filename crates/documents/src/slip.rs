//! The slip per branch (安排单): what it gives in a period, on paper for those who plan without a phone, with room
//! for what changes. Must not decide what is owed: callers give what is planned.

use i18n::Words;
use jiff::civil::{Date, Time};

use crate::contact::Contact;
use crate::moment;
use crate::paper::{Block, Cell, Entry, Page, Paper, Parts, Row, Style, Table};

/// What one organisation gives in a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Slip {
    /// The organisation it is for.
    pub organisation: String,
    /// The period as `Words::period` says it: 2026年第四季度.
    pub period: String,
    /// What it gives, in the order of the days.
    pub lectures: Vec<SlipLecture>,
    /// Whom to phone.
    pub contact: Option<Contact>,
    /// The organisation that hands it out; empty for none.
    pub issued_by: String,
}

/// A planned lecture. What is empty is not settled yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SlipLecture {
    /// What it is given for: 每季度至少一次党课.
    pub duty: String,
    /// The last day it counts.
    pub due_on: Option<Date>,
    /// The day it is planned for.
    pub held_on: Option<Date>,
    /// When it begins on that day.
    pub starts_at: Option<Time>,
    /// Its topic.
    pub topic: String,
    /// Its kind: 故事党课.
    pub kind: String,
    /// Who gives it, with post where that helps.
    pub speaker: String,
    /// Where.
    pub venue: String,
}

/// How many lectures a slip may have to share a page with another.
const SHARING: usize = 1;
/// How many such slips stand on a page.
const PER_PAGE: u16 = 2;

/// The slips, two to a page with a line to cut along where they are short, in the order given.
#[must_use]
pub fn slips(slips: &[Slip], words: &Words) -> Paper {
    let shares_page = |slip: &Slip| slip.lectures.len() <= SHARING;
    let mut blocks = Vec::new();
    for run in slips.chunk_by(|one, next| shares_page(one) == shares_page(next)) {
        if run.first().is_some_and(shares_page) {
            push_page(&mut blocks, vec![shared_pages(run, words)]);
        } else {
            for slip in run {
                push_page(&mut blocks, whole_page(slip, words));
            }
        }
    }
    paper(slips, blocks, words)
}

/// The slips, each on a page of its own.
#[must_use]
pub fn slips_one_a_page(slips: &[Slip], words: &Words) -> Paper {
    let mut blocks = Vec::new();
    for slip in slips {
        push_page(&mut blocks, whole_page(slip, words));
    }
    paper(slips, blocks, words)
}

fn push_page(blocks: &mut Vec<Block>, page: Vec<Block>) {
    if !blocks.is_empty() {
        blocks.push(Block::PageBreak);
    }
    blocks.extend(page);
}

fn paper(slips: &[Slip], blocks: Vec<Block>, words: &Words) -> Paper {
    Paper {
        title: slips.first().map(|slip| title(slip, words)).unwrap_or_default(),
        locale: words.locale(),
        page: Page::A4_TO_CUT,
        footer: None,
        blocks,
    }
}

fn title(slip: &Slip, words: &Words) -> String {
    words.say("lecture-slip-title", &[("period", slip.period.as_str().into())])
}

fn shared_pages(slips: &[Slip], words: &Words) -> Block {
    Block::Parts(Parts {
        per_page: PER_PAGE,
        parts: slips
            .iter()
            .map(|slip| blocks(slip, Style::PartTitle, words))
            .collect(),
    })
}

fn whole_page(slip: &Slip, words: &Words) -> Vec<Block> {
    let mut page = vec![Block::Space(12)];
    page.extend(blocks(slip, Style::Title, words));
    page
}

fn blocks(slip: &Slip, title_style: Style, words: &Words) -> Vec<Block> {
    let entry = |key: &str, value: String| {
        Block::Entry(Entry {
            label: words.say(key, &[]),
            value,
        })
    };
    let mut blocks = vec![
        Block::Text(title_style, title(slip, words)),
        entry("lecture-slip-organisation", slip.organisation.clone()),
    ];
    if slip.lectures.is_empty() {
        blocks.push(Block::Space(4));
        blocks.push(Block::Text(Style::Line, words.say("slip-none", &[])));
    }
    for (number, lecture) in (1_u32..).zip(&slip.lectures) {
        blocks.push(Block::Space(1));
        blocks.push(Block::Together(vec![
            Block::Text(Style::Heading, heading(number, lecture, words)),
            Block::Table(table(lecture, words)),
        ]));
    }
    blocks.push(Block::Space(3));
    if let Some(contact) = &slip.contact {
        blocks.push(entry("slip-contact", contact.say(words)));
    }
    if !slip.issued_by.is_empty() {
        blocks.push(entry("slip-issued-by", slip.issued_by.clone()));
    }
    blocks
}

fn heading(number: u32, lecture: &SlipLecture, words: &Words) -> String {
    let mut arguments = vec![("number", number.into()), ("duty", lecture.duty.as_str().into())];
    match lecture.due_on {
        Some(day) => {
            arguments.push(("due", words.weekday_date(day).into()));
            words.say("slip-lecture-due", &arguments)
        }
        None => words.say("slip-lecture", &arguments),
    }
}

fn table(lecture: &SlipLecture, words: &Words) -> Table {
    let when = moment::say(words, lecture.held_on, lecture.starts_at).unwrap_or_default();
    let topic = match (lecture.topic.as_str(), lecture.kind.as_str()) {
        ("", kind) => kind.to_owned(),
        (title, "") => words.say("lecture-title", &[("title", title.into())]),
        (title, kind) => words.say(
            "slip-topic-of-kind",
            &[("title", title.into()), ("kind", kind.into())],
        ),
    };
    let row = |key: &str, value: String| {
        let settled = if value.is_empty() {
            words.say("slip-open", &[])
        } else {
            value
        };
        Row {
            cells: vec![
                Cell::label(words.say(key, &[])),
                Cell::value(settled),
                Cell::blank(),
            ],
            height: 11,
        }
    };
    Table {
        shares: vec![18, 90, 66],
        head: vec![
            Cell::label(""),
            Cell::label(words.say("slip-planned", &[])),
            Cell::label(words.say("slip-changed", &[])),
        ],
        rows: vec![
            row("slip-when", when),
            row("slip-topic", topic),
            row("slip-speaker", lecture.speaker.clone()),
            row("slip-venue", lecture.venue.clone()),
        ],
    }
}
