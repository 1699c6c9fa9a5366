//! The list of a Monday (每周提醒单): who owes what until when and how often they were told, to phone through and tick off.
//! Must not decide who is reminded.

use i18n::Words;
use jiff::civil::Date;

use crate::form;
use crate::moment;
use crate::paper::{Block, Cell, Page, Paper, Style, Table};

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReminderList {
    /// Whose organisations are on it.
    pub organisation: String,
    /// The Monday it is for.
    pub on: Option<Date>,
    /// What is owed, in the order it is phoned through.
    pub rows: Vec<ReminderRow>,
}

/// Something that is owed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReminderRow {
    /// Who owes it.
    pub organisation: String,
    /// What: 2026年第四季度党课, 讲课记录.
    pub owed: String,
    /// The last day for it.
    pub until: Option<Date>,
    /// How often they were reminded of it before; nought is the first time.
    pub reminded: u32,
    /// Whom to phone.
    pub contact: String,
}

/// The list as a paper.
#[must_use]
pub fn paper(list: &ReminderList, words: &Words) -> Paper {
    let title = words.say("reminders-title", &[]);
    let mut blocks = vec![Block::Text(Style::Title, title.clone())];
    let on = list.on.map(|day| words.date(day)).unwrap_or_default();
    blocks.push(Block::Ends(Style::Line, [list.organisation.clone(), on]));
    blocks.push(Block::Space(2));
    if list.rows.is_empty() {
        blocks.push(Block::Text(Style::Line, words.say("reminders-none", &[])));
    } else {
        blocks.push(Block::Table(table(&list.rows, words)));
        blocks.push(Block::Text(Style::Note, words.say("reminders-tick", &[])));
    }
    Paper {
        title,
        locale: words.locale(),
        page: Page::A4,
        footer: Some(form::page_numbers(words)),
        blocks,
    }
}

fn table(rows: &[ReminderRow], words: &Words) -> Table {
    let heads = [
        "sheet-number",
        "sheet-organisation",
        "reminders-owed",
        "reminders-until",
        "reminders-times",
        "reminders-contact",
        "reminders-done",
    ];
    let line = |(number, row): (u32, &ReminderRow)| {
        let times = words.number(u64::from(row.reminded));
        let cells = vec![
            Cell::centred(number.to_string()),
            Cell::value(row.organisation.as_str()),
            Cell::value(row.owed.as_str()),
            Cell::centred(row.until.map(|day| moment::short(words, day)).unwrap_or_default()),
            Cell::centred(times),
            Cell::value(row.contact.as_str()),
            Cell::blank(),
        ];
        form::row(cells.into_iter().map(Cell::small).collect(), 9)
    };
    Table {
        shares: vec![10, 43, 40, 21, 14, 32, 14],
        head: form::small_heads(&heads, words),
        rows: (1..).zip(rows).map(line).collect(),
    }
}
