//! Rows below a header that are no rows of the table: totals, repeated headers, remarks, prepared numbers.
//!
//! A row that holds anything in all required columns is never one of them.

use std::collections::BTreeMap;

use super::cell::{Cell, whole};
use super::header::normalise;
use super::rows::{Note, Skipped};
use super::search::Heading;
use super::workbook::Row;
use crate::fold::squeezed;

pub(super) const TOTALS: [&str; 6] = ["合计", "总计", "小计", "共计", "累计", "总合计"];
const LATIN_TOTALS: [&str; 4] = ["total", "subtotal", "grandtotal", "sum"];
/// What a number of rows is counted in.
const COUNTED: [&str; 9] = ["场", "场次", "次", "人", "人次", "条", "项", "行", "个"];
pub(super) const FOOTNOTES: [&str; 34] = [
    "填表人",
    "填报人",
    "制表人",
    "填报单位",
    "填表单位",
    "填报时间",
    "填报日期",
    "填表日期",
    "填表时间",
    "制表单位",
    "制表日期",
    "制表时间",
    "审核人",
    "审核",
    "复核人",
    "审批人",
    "负责人",
    "单位负责人",
    "主要负责人",
    "分管领导",
    "经办人",
    "联系人",
    "联系电话",
    "备注",
    "注",
    "附注",
    "说明",
    "填表说明",
    "填报说明",
    "签字",
    "盖章",
    "单位盖章",
    "日期",
    "报送单位",
];

/// Tells which rows to leave out, and remembers them.
pub(super) struct Skipping<'a> {
    kept: &'a [usize],
    required: Vec<usize>,
    /// Recognised columns and their comparable headers.
    headers: Vec<(usize, String)>,
    above: &'a [Vec<String>],
    skipped: BTreeMap<Skipped, Vec<usize>>,
    after_footnote: bool,
}

impl<'a> Skipping<'a> {
    pub(super) fn new(
        heading: &'a Heading,
        kept: &'a [usize],
        required: Vec<usize>,
        found: Vec<usize>,
    ) -> Self {
        let required = if required.is_empty() {
            found.clone()
        } else {
            required
        };
        let headers = found
            .into_iter()
            .map(|column| (column, normalise(&heading.text(column))))
            .collect();
        Self {
            kept,
            required,
            headers,
            above: &heading.above,
            skipped: BTreeMap::new(),
            after_footnote: false,
        }
    }

    /// True when the row is left out.
    pub(super) fn takes(&mut self, row: &Row) -> bool {
        let kind = self.kind(row);
        self.after_footnote = kind == Some(Skipped::Footnote);
        match kind {
            Some(kind) => {
                self.skipped.entry(kind).or_default().push(row.number);
                true
            }
            None => false,
        }
    }

    pub(super) fn note(self, notes: &mut Vec<Note>) {
        for (what, rows) in self.skipped {
            notes.push(Note::RowsSkipped { what, rows });
        }
    }

    fn kind(&self, row: &Row) -> Option<Skipped> {
        if self.repeats_header(row) {
            return Some(Skipped::RepeatedHeader);
        }
        if self.required.len() > 1 && self.required.iter().all(|column| !row.cell(*column).is_blank()) {
            return None;
        }
        let mut filled = self
            .kept
            .iter()
            .copied()
            .filter(|column| !row.cell(*column).is_blank());
        let Some(first) = filled.next() else {
            return Some(Skipped::Blank);
        };
        let second = filled.next();
        let total = [Some(first), second]
            .into_iter()
            .flatten()
            .find(|column| is_total(row.cell(*column)));
        let lacks = |at: usize| {
            self.required
                .iter()
                .any(|column| *column == at || row.cell(*column).is_blank())
        };
        if total.is_some_and(lacks) {
            return Some(Skipped::Total);
        }
        let remark = |column: &usize| row.cell(*column).is_blank() || is_footnote(row.cell(*column));
        if is_footnote(row.cell(first)) && self.required.iter().all(remark) {
            return Some(Skipped::Footnote);
        }
        if self.repeats_title(row) {
            return Some(Skipped::RepeatedHeader);
        }
        let alone = second.is_none();
        if alone && self.required.len() > 1 && is_bare_count(row.cell(first)) {
            return Some(Skipped::Total);
        }
        let number = is_number(row.cell(first));
        if alone && number && !self.required.contains(&first) {
            return Some(Skipped::NumberOnly);
        }
        let goes_on = self.after_footnote && alone && matches!(row.cell(first), Cell::Text(_));
        (goes_on && !number).then_some(Skipped::Footnote)
    }

    fn repeats_header(&self, row: &Row) -> bool {
        let (mut same, mut filled) = (0_usize, 0_usize);
        for (column, header) in &self.headers {
            let cell = row.cell(*column);
            if *cell == Cell::Empty {
                continue;
            }
            filled += 1;
            same += usize::from(reads(cell, header));
            if filled >= 4 && same == 0 {
                return false;
            }
        }
        same >= 2.min(self.headers.len()) && same * 10 >= filled * 6
    }

    fn repeats_title(&self, row: &Row) -> bool {
        let mut texts = row
            .cells
            .iter()
            .map(|cell| squeezed(&cell.seen()))
            .filter(|text| !text.is_empty());
        let Some(first) = texts.next() else { return false };
        let mut alike = self
            .above
            .iter()
            .filter(|title| title.first() == Some(&first))
            .peekable();
        if alike.peek().is_none() {
            return false;
        }
        let rest: Vec<String> = texts.collect();
        alike.any(|title| title.get(1..) == Some(rest.as_slice()))
    }
}

/// True when the cell says the same as the header. Most cells are told apart by their first character.
fn reads(cell: &Cell, header: &str) -> bool {
    let Cell::Text(text) = cell else { return false };
    let odd = |c: char| !c.is_ascii_digit() && !('\u{4E00}'..='\u{9FFF}').contains(&c);
    let begins = |c: char| odd(c) || header.starts_with(c);
    text.chars().next().is_some_and(begins)
        && text.len() <= header.len() * 2 + 64
        && normalise(text) == header
}

fn is_total(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return false };
    if text.len() > 64 || !text.contains(['计', 't', 'T', 's', 'S', 'ｔ', 'Ｔ', 'ｓ', 'Ｓ']) {
        return false;
    }
    let bare = normalise(text);
    let length = bare.chars().count();
    LATIN_TOTALS.contains(&bare.as_str())
        || TOTALS.iter().any(|word| {
            (bare.starts_with(word) && length <= 12)
                || (bare.ends_with(word) && length <= word.chars().count() + 6)
        })
}

/// What is left of a total whose label went with its column: 115场.
fn is_bare_count(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return false };
    let bare = squeezed(text);
    let unit = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    bare.len() > unit.len() && COUNTED.contains(&unit)
}

/// One of the words with a colon behind it, or alone.
fn is_footnote(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return false };
    let start: String = text.chars().filter(|c| !c.is_whitespace()).take(16).collect();
    let start = squeezed(&start);
    let bare = start.trim_start_matches(['*', '※', '(', '【']);
    FOOTNOTES.iter().any(|word| match bare.strip_prefix(word) {
        Some(rest) => {
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "(章签字盖)】".contains(c));
            rest.is_empty() || rest.starts_with([':', '：'])
        }
        None => false,
    })
}

fn is_number(cell: &Cell) -> bool {
    match cell {
        Cell::Number(number) => whole(*number).is_some(),
        Cell::Text(_) => {
            let seen = cell.seen();
            !seen.is_empty() && seen.len() <= 8 && seen.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}
