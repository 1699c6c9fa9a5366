//! The schedule of a period (安排表): all lectures that are planned, a line for each. Must not decide what is owed.

use i18n::Words;
use jiff::civil::{Date, Time};

use crate::form;
use crate::paper::{Block, Cell, Page, Paper, Style, Table};

/// The schedule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedule {
    /// Whose plan it is.
    pub organisation: String,
    /// The period as `Words::period` says it: 2026年第四季度.
    pub period: String,
    /// The lectures, in the order they stand.
    pub rows: Vec<ScheduleRow>,
    /// The day it is from.
    pub on: Option<Date>,
}

/// A planned lecture. What is empty is not settled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScheduleRow {
    /// Who gives it.
    pub organisation: String,
    /// The day.
    pub held_on: Option<Date>,
    /// When it begins on that day.
    pub starts_at: Option<Time>,
    /// Its topic.
    pub topic: String,
    /// Its kind.
    pub kind: String,
    /// Who speaks.
    pub speaker: String,
    /// Where.
    pub venue: String,
    /// For whom.
    pub audience: String,
}

/// The schedule as a paper.
#[must_use]
pub fn paper(schedule: &Schedule, words: &Words) -> Paper {
    let title = words.say("schedule-title", &[("period", schedule.period.as_str().into())]);
    let on = schedule.on.map(|day| words.date(day)).unwrap_or_default();
    let mut blocks = vec![
        Block::Text(Style::Title, title.clone()),
        Block::Ends(Style::Line, [schedule.organisation.clone(), on]),
        Block::Space(2),
    ];
    if schedule.rows.is_empty() {
        blocks.push(Block::Text(Style::Line, words.say("slip-none", &[])));
    } else {
        blocks.push(Block::Table(table(&schedule.rows, words)));
    }
    Paper {
        title,
        locale: words.locale(),
        page: Page::A4.turned(),
        footer: Some(form::page_numbers(words)),
        blocks,
    }
}

/// The lectures of one organisation, where there is less room.
pub(crate) fn short_table(rows: &[ScheduleRow], words: &Words) -> Table {
    let heads = [
        "sheet-number",
        "sheet-when",
        "sheet-topic",
        "sheet-speaker",
        "sheet-venue",
    ];
    let line = |(number, row): (u32, &ScheduleRow)| {
        let mut cells = vec![Cell::centred(number.to_string())];
        cells.extend(
            [
                form::when(row.held_on, row.starts_at, words),
                form::topic(&row.topic, &row.kind, words),
                row.speaker.clone(),
                row.venue.clone(),
            ]
            .map(|text| Cell::value(form::settled(text, words))),
        );
        form::row(cells.into_iter().map(Cell::small).collect(), 8)
    };
    Table {
        shares: vec![12, 44, 54, 32, 32],
        head: form::small_heads(&heads, words),
        rows: (1..).zip(rows).map(line).collect(),
    }
}

/// The lines of a schedule, as other papers have them too.
pub(crate) fn table(rows: &[ScheduleRow], words: &Words) -> Table {
    let heads = [
        "sheet-number",
        "sheet-organisation",
        "sheet-when",
        "sheet-topic",
        "sheet-speaker",
        "sheet-venue",
        "sheet-audience",
    ];
    let line = |(number, row): (u32, &ScheduleRow)| {
        let settled = |text: String| form::settled(text, words);
        let cells = vec![
            Cell::centred(number.to_string()),
            Cell::value(row.organisation.as_str()),
            Cell::value(settled(form::when(row.held_on, row.starts_at, words))),
            Cell::value(settled(form::topic(&row.topic, &row.kind, words))),
            Cell::value(settled(row.speaker.clone())),
            Cell::value(settled(row.venue.clone())),
            Cell::value(row.audience.as_str()),
        ];
        form::row(cells.into_iter().map(Cell::small).collect(), 9)
    };
    Table {
        shares: vec![14, 48, 41, 66, 32, 35, 25],
        head: form::small_heads(&heads, words),
        rows: (1..).zip(rows).map(line).collect(),
    }
}
