//! The sign-in sheet (签到表) of a lecture: names of the roster beside boxes to sign in, rows for others who come.
//! Must not say who was there: it is signed on paper. Works without a lecture and without a roster.

use i18n::Words;
use jiff::civil::{Date, Time};

use crate::moment;
use crate::paper::{Block, Cell, Footer, Page, Paper, Row, Style, Table};

/// What is known of the lecture; what is empty is left to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignInSheet {
    /// The organisation, or several in one line.
    pub organisation: String,
    /// The topic.
    pub topic: String,
    /// The day.
    pub held_on: Option<Date>,
    /// When it begins on that day.
    pub starts_at: Option<Time>,
    /// Where.
    pub venue: String,
    /// Who gives it.
    pub speaker: String,
    /// The names of those expected, in the order they are read; namesakes already told apart.
    pub roster: Vec<String>,
}

/// Places to sign when no roster is known: what fits on a page.
const PLACES: usize = 22;
/// Rows for others who come.
const GUESTS: usize = 4;
/// How high a row to sign in is, in millimetres.
const SIGNING: u16 = 10;

/// The sheet.
#[must_use]
pub fn sheet(sheet: &SignInSheet, words: &Words) -> Paper {
    let title = words.say("sign-in-sheet-title", &[]);
    let numbers = words.say(
        "paper-page",
        &[("page", Footer::PAGE.into()), ("pages", Footer::PAGES.into())],
    );
    Paper {
        title: title.clone(),
        locale: words.locale(),
        page: Page::A4,
        footer: Some(Footer::numbered(&numbers)),
        blocks: vec![
            Block::Text(Style::Title, title),
            Block::Table(about(sheet, words)),
            Block::Space(4),
            Block::Table(roster(sheet, words)),
            Block::Text(Style::Heading, words.say("sign-in-guests", &[])),
            Block::Table(guests(words)),
            Block::Space(4),
            Block::Table(counts(sheet, words)),
        ],
    }
}

fn label(key: &str, words: &Words) -> Cell {
    Cell::label(words.say(key, &[]))
}

fn about(sheet: &SignInSheet, words: &Words) -> Table {
    let row = |cells| Row { cells, height: 9 };
    let wide = |key: &str, value: &str| row(vec![label(key, words), Cell::value(value).over(3)]);
    let when = moment::say(words, sheet.held_on, sheet.starts_at).unwrap_or_default();
    Table {
        shares: vec![22, 65, 22, 65],
        head: Vec::new(),
        rows: vec![
            wide("sign-in-organisation", &sheet.organisation),
            wide("sign-in-topic", &sheet.topic),
            row(vec![
                label("sign-in-when", words),
                Cell::value(when),
                label("sign-in-speaker", words),
                Cell::value(sheet.speaker.as_str()),
            ]),
            wide("sign-in-venue", &sheet.venue),
        ],
    }
}

/// Two names beside each other, counted across, so that a page break leaves them in order.
fn roster(sheet: &SignInSheet, words: &Words) -> Table {
    let blank = vec![String::new(); PLACES];
    let names = if sheet.roster.is_empty() {
        &blank
    } else {
        &sheet.roster
    };
    let numbered: Vec<(u32, &String)> = (1..).zip(names).collect();
    let place = |(number, name): &(u32, &String)| {
        [
            Cell::centred(number.to_string()),
            Cell::value(name.as_str()),
            Cell::blank(),
        ]
    };
    let rows = numbered.chunks(2).map(|pair| {
        let mut cells: Vec<Cell> = pair.iter().flat_map(place).collect();
        cells.resize(6, Cell::blank());
        Row {
            cells,
            height: SIGNING,
        }
    });
    let head = ["sign-in-number", "sign-in-name", "sign-in-signature"].map(|key| label(key, words));
    Table {
        shares: vec![13, 32, 42, 13, 32, 42],
        head: [head.clone(), head].concat(),
        rows: rows.collect(),
    }
}

fn guests(words: &Words) -> Table {
    let row = || Row {
        cells: vec![Cell::blank(); 3],
        height: SIGNING,
    };
    Table {
        shares: vec![45, 74, 55],
        head: ["sign-in-name", "sign-in-guest-from", "sign-in-signature"]
            .map(|key| label(key, words))
            .into(),
        rows: std::iter::repeat_with(row).take(GUESTS).collect(),
    }
}

fn counts(sheet: &SignInSheet, words: &Words) -> Table {
    let expected = match sheet.roster.len() {
        0 => String::new(),
        count => count.to_string(),
    };
    let cells = vec![
        label("sign-in-expected", words),
        Cell::centred(expected),
        label("sign-in-present", words),
        Cell::blank(),
        label("sign-in-excused", words),
        Cell::blank(),
        label("sign-in-recorded-by", words),
        Cell::blank(),
    ];
    Table {
        shares: vec![24, 14, 22, 14, 22, 14, 28, 36],
        head: Vec::new(),
        rows: vec![Row {
            cells,
            height: SIGNING,
        }],
    }
}
