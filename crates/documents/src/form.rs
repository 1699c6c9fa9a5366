//! What several papers have alike: labels, heads of tables, numbers of pages, a planned lecture in cells. Must not know
//! which paper it stands on.

use i18n::Words;
use jiff::civil::{Date, Time};

use crate::moment;
use crate::paper::{Block, Cell, Entry, Footer, Row, Style, Table, lines};

/// The name of a row or a column.
pub(crate) fn label(key: &str, words: &Words) -> Cell {
    Cell::label(words.say(key, &[]))
}

/// The head of a table.
pub(crate) fn heads(keys: &[&str], words: &Words) -> Vec<Cell> {
    keys.iter().map(|key| label(key, words)).collect()
}

/// The head of a wide table.
pub(crate) fn small_heads(keys: &[&str], words: &Words) -> Vec<Cell> {
    keys.iter().map(|key| label(key, words).small()).collect()
}

/// 第1页，共3页.
pub(crate) fn page_numbers(words: &Words) -> Footer {
    let arguments = [("page", Footer::PAGE.into()), ("pages", Footer::PAGES.into())];
    Footer::numbered(&words.say("paper-page", &arguments))
}

/// A label with its value.
pub(crate) fn entry(key: &str, value: impl Into<String>, words: &Words) -> Block {
    Block::Entry(Entry {
        label: words.say(key, &[]),
        value: value.into(),
    })
}

/// A row of cells, at least so high, in millimetres.
pub(crate) fn row(cells: Vec<Cell>, height: u16) -> Row {
    Row { cells, height }
}

/// Two columns: names of things, and the things.
pub(crate) fn about(rows: Vec<(&str, String)>, words: &Words) -> Table {
    Table {
        shares: vec![30, 144],
        head: Vec::new(),
        rows: rows
            .into_iter()
            .map(|(key, value)| row(vec![label(key, words), Cell::value(value)], 11))
            .collect(),
    }
}

/// Who issues a paper and when, at the right.
pub(crate) fn issued(by: &str, on: Option<Date>, words: &Words) -> Vec<Block> {
    let by = (!by.is_empty()).then(|| by.to_owned());
    let on = on.map(|day| words.date(day));
    let lines: Vec<Block> = by
        .into_iter()
        .chain(on)
        .map(|line| Block::Text(Style::Closing, line))
        .collect();
    if lines.is_empty() {
        return Vec::new();
    }
    vec![Block::Space(4), Block::Together(lines)]
}

/// 《一条水渠三十年》（故事）.
pub(crate) fn topic(title: &str, kind: &str, words: &Words) -> String {
    match (title, kind) {
        ("", kind) => kind.to_owned(),
        (title, "") => words.say("lecture-title", &[("title", title.into())]),
        (title, kind) => words.say(
            "slip-topic-of-kind",
            &[("title", title.into()), ("kind", kind.into())],
        ),
    }
}

/// A text as paragraphs: a line feed begins one, and what was typed to set it in is the paper's to do.
pub(crate) fn paragraphs(style: Style, text: &str) -> Vec<Block> {
    lines(text)
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
        .map(|line| Block::Text(style, line.to_owned()))
        .collect()
}

/// What is not settled is said to be so.
pub(crate) fn settled(text: String, words: &Words) -> String {
    if text.is_empty() {
        words.say("slip-open", &[])
    } else {
        text
    }
}

/// A day and a time, or nothing.
pub(crate) fn when(day: Option<Date>, time: Option<Time>, words: &Words) -> String {
    moment::say(words, day, time).unwrap_or_default()
}
