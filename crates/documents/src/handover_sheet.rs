//! The sheet of a handover (工作移交表): what a secretary leaves to the next: what is open, what is planned, which accounts.
//! Signed by both and by somebody who sees to it. Must not hold a password or a link.

use i18n::Words;
use jiff::civil::Date;

use crate::form;
use crate::paper::{Block, Cell, Page, Paper, Row, Style, Table};
use crate::schedule::{self, ScheduleRow};

/// A handover. What is empty is left to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HandoverSheet {
    /// The organisation.
    pub organisation: String,
    /// The post that is handed over.
    pub post: String,
    /// Who leaves.
    pub from: String,
    /// Who comes.
    pub to: String,
    /// The day.
    pub on: Option<Date>,
    /// What is open.
    pub open: Vec<OpenItem>,
    /// What is planned.
    pub planned: Vec<ScheduleRow>,
    /// Which accounts there are.
    pub accounts: Vec<HandedAccount>,
}

/// Something that is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpenItem {
    /// What it is.
    pub what: String,
    /// The last day for it.
    pub until: Option<Date>,
    /// What the next one has to know.
    pub note: String,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HandedAccount {
    /// What it is for or called.
    pub name: String,
    /// Whose it was.
    pub holder: String,
    /// What becomes of it: 已停用, 已发启用单.
    pub becomes: String,
}

/// The sheet as a paper.
#[must_use]
pub fn paper(sheet: &HandoverSheet, words: &Words) -> Paper {
    let title = words.say("handover-sheet-title", &[]);
    let mut blocks = vec![
        Block::Text(Style::Title, title.clone()),
        Block::Table(about(sheet, words)),
    ];
    let sections = [
        ("handover-sheet-open", open(&sheet.open, words)),
        (
            "handover-sheet-planned",
            schedule::short_table(&sheet.planned, words),
        ),
        ("handover-sheet-accounts", accounts(&sheet.accounts, words)),
    ];
    for (key, table) in sections {
        blocks.push(Block::Text(Style::Heading, words.say(key, &[])));
        blocks.push(if table.rows.is_empty() {
            Block::Text(Style::Line, words.say("handover-sheet-none", &[]))
        } else {
            Block::Table(table)
        });
    }
    blocks.extend([
        Block::Space(4),
        Block::Together(vec![Block::Table(signatures(words))]),
    ]);
    Paper {
        title,
        locale: words.locale(),
        page: Page::A4,
        footer: Some(form::page_numbers(words)),
        blocks,
    }
}

fn about(sheet: &HandoverSheet, words: &Words) -> Table {
    let label = |key| form::label(key, words);
    let on = sheet.on.map(|day| words.date(day)).unwrap_or_default();
    let pair = |keys: [&'static str; 2], values: [&str; 2]| {
        let [first, second] = keys.map(label);
        let [one, other] = values.map(Cell::value);
        form::row(vec![first, one, second, other], 10)
    };
    Table {
        shares: vec![24, 63, 24, 63],
        head: Vec::new(),
        rows: vec![
            pair(
                ["sheet-organisation", "handover-sheet-post"],
                [&sheet.organisation, &sheet.post],
            ),
            pair(
                ["handover-sheet-from", "handover-sheet-to"],
                [&sheet.from, &sheet.to],
            ),
            form::row(vec![label("handover-sheet-on"), Cell::value(on).over(3)], 10),
        ],
    }
}

fn numbered<'a, T>(things: &'a [T], cells: impl Fn(&'a T) -> Vec<Cell>) -> Vec<Row> {
    let line = |(number, thing): (u32, &'a T)| {
        let mut all = vec![Cell::centred(number.to_string())];
        all.extend(cells(thing));
        form::row(all.into_iter().map(Cell::small).collect(), 8)
    };
    (1..).zip(things).map(line).collect()
}

fn open(open: &[OpenItem], words: &Words) -> Table {
    let keys = [
        "sheet-number",
        "handover-sheet-what",
        "reminders-until",
        "handover-sheet-note",
    ];
    Table {
        shares: vec![12, 68, 38, 56],
        head: form::small_heads(&keys, words),
        rows: numbered(open, |item| {
            let until = item.until.map(|day| words.date(day)).unwrap_or_default();
            vec![
                Cell::value(item.what.as_str()),
                Cell::centred(until),
                Cell::value(item.note.as_str()),
            ]
        }),
    }
}

fn accounts(accounts: &[HandedAccount], words: &Words) -> Table {
    let keys = [
        "sheet-number",
        "handover-sheet-account",
        "handover-sheet-holder",
        "handover-sheet-becomes",
    ];
    Table {
        shares: vec![12, 62, 36, 64],
        head: form::small_heads(&keys, words),
        rows: numbered(accounts, |account| {
            [&account.name, &account.holder, &account.becomes]
                .map(|text| Cell::value(text.as_str()))
                .into()
        }),
    }
}

/// Room to sign and to write the day.
fn signatures(words: &Words) -> Table {
    let line = |key: &str| {
        let cells = vec![
            form::label(key, words),
            Cell::blank(),
            form::label("handover-sheet-day", words),
            Cell::blank(),
        ];
        form::row(cells, 13)
    };
    Table {
        shares: vec![36, 66, 24, 48],
        head: Vec::new(),
        rows: [
            "handover-sheet-signs-from",
            "handover-sheet-signs-to",
            "handover-sheet-signs-witness",
        ]
        .map(line)
        .into(),
    }
}
