//! The XML of one sheet with some cells written: pieces of it are exchanged, all else stays byte for byte.
//!
//! Must not write the sheet anew, lose a format, or touch a formula.

mod layout;

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::styles::{MadeFor, Styles};
use super::{FillError, FillValue, Filling, broken};
use crate::xlsx::{CellValue, cut};
pub(super) use layout::letters;
use layout::{Layout, RowAt};

/// What is to be known of the workbook.
pub(super) struct Setting<'a> {
    pub(super) styles: &'a Styles,
    pub(super) counts_from_1904: bool,
}

/// A sheet with its values.
pub(super) struct Written {
    pub(super) content: String,
    pub(super) left: Vec<(usize, usize)>,
}

/// A piece of the text that is exchanged: from, to, by what.
type Splice = (usize, usize, String);

/// Writes the cells.
pub(super) fn write(text: &str, filling: &Filling, setting: &Setting<'_>) -> Result<Written, FillError> {
    let layout = Layout::read(text)?;
    let mut rows: BTreeMap<usize, BTreeMap<usize, &FillValue>> = BTreeMap::new();
    for cell in &filling.cells {
        rows.entry(cell.row).or_default().insert(cell.column, &cell.value);
    }
    let mut writer = Writer {
        layout: &layout,
        setting,
        body: filling.body,
        splices: Vec::new(),
        left: Vec::new(),
    };
    for (number, cells) in &rows {
        match layout.rows.iter().find(|row| row.number == *number) {
            Some(row) => writer.fill(row, cells),
            None => writer.add(*number, cells),
        }
    }
    for row in &layout.rows {
        writer.forget_results(row);
    }
    writer.close_up();
    let Writer {
        mut splices, left, ..
    } = writer;
    // What stands at the same place keeps its order.
    splices.sort_by_key(|(from, to, _)| (*from, *to));
    Ok(Written {
        content: spliced(text, &splices)?,
        left,
    })
}

struct Writer<'a> {
    layout: &'a Layout,
    setting: &'a Setting<'a>,
    body: usize,
    splices: Vec<Splice>,
    left: Vec<(usize, usize)>,
}

impl Writer<'_> {
    /// Fills cells of a row that is there.
    fn fill(&mut self, row: &RowAt, cells: &BTreeMap<usize, &FillValue>) {
        let mut new: Vec<(usize, String)> = Vec::new();
        for (column, value) in cells {
            let known = row.cells.iter().find(|cell| cell.column == *column);
            match known {
                Some(cell) if cell.has_formula => self.left.push((row.number, *column)),
                Some(cell) => {
                    let written = self.cell((row.number, *column), cell.style.as_deref(), value);
                    self.splices.push((cell.start, cell.end, written));
                }
                None => {
                    let above = self.layout.above(row.number, self.body);
                    let above = above.and_then(|above| above.style_of(*column));
                    let style = above
                        .or(row.style.as_deref())
                        .or_else(|| self.layout.column_style(*column));
                    new.push((*column, self.cell((row.number, *column), style, value)));
                }
            }
        }
        if row.is_bare {
            // `<row …/>` becomes `<row …>…</row>`.
            let cells: String = new.into_iter().map(|(_, cell)| cell).collect();
            if !cells.is_empty() {
                let close = format!(">{cells}</{}row>", self.layout.prefix);
                self.splices.push((row.end - 2, row.end, close));
            }
            return;
        }
        for (column, cell) in new {
            let next = row.cells.iter().find(|known| known.column > column);
            let at = next.map_or(row.inner_end, |next| next.start);
            self.splices.push((at, at, cell));
        }
    }

    /// Adds a row that looks like the one above it.
    fn add(&mut self, number: usize, cells: &BTreeMap<usize, &FillValue>) {
        let above = self.layout.above(number, self.body);
        let styles = above.map(RowAt::styles).unwrap_or_default();
        let columns: std::collections::BTreeSet<usize> = styles.keys().chain(cells.keys()).copied().collect();
        let prefix = &self.layout.prefix;
        let mut row = format!(
            "<{prefix}row r=\"{number}\"{}>",
            above.map_or("", |above| above.look.as_str())
        );
        for column in columns {
            let style = styles
                .get(&column)
                .copied()
                .or_else(|| self.layout.column_style(column));
            match cells.get(&column) {
                Some(value) => row += &self.cell((number, column), style, value),
                None => row.extend(["<", prefix, "c", &head((number, column), style), "/>"]),
            }
        }
        row.extend(["</", prefix, "row>"]);
        let next = self.layout.rows.iter().find(|known| known.number > number);
        let at = next.map_or(self.layout.inner_end, |next| next.start);
        self.splices.push((at, at, row));
    }

    /// What a formula last gave is old now; a program that does not reckon must not show it.
    fn forget_results(&mut self, row: &RowAt) {
        for cell in row.cells.iter().filter(|cell| cell.has_formula) {
            if let Some((from, to)) = cell.result {
                self.splices.push((from, to, String::new()));
            }
        }
    }

    /// `<sheetData/>` that got rows is opened.
    fn close_up(&mut self) {
        let prefix = &self.layout.prefix;
        if self.layout.is_bare && !self.splices.is_empty() {
            let (end, close) = (self.layout.inner_end, format!("</{prefix}sheetData>"));
            self.splices.push((end - 2, end, ">".to_owned()));
            self.splices.push((end, end, close));
        }
    }

    /// A cell with its value.
    fn cell(&self, place: (usize, usize), style: Option<&str>, value: &FillValue) -> String {
        let made_for = self.setting.styles.of(style);
        let head = head(place, style);
        let prefix = &self.layout.prefix;
        let number = |number: String| format!("<{prefix}c{head}><{prefix}v>{number}</{prefix}v></{prefix}c>");
        let text = |text: &str| {
            let text = clean(cut(text));
            format!(
                "<{prefix}c{head} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is></{prefix}c>"
            )
        };
        match value {
            FillValue::Share(share) if made_for == MadeFor::Share => number(share.to_string()),
            FillValue::Share(share) => number(((share * 1000.0).round() / 10.0).to_string()),
            FillValue::Plain(CellValue::Blank) => format!("<{prefix}c{head}/>"),
            FillValue::Plain(CellValue::Int(value)) => number(value.to_string()),
            FillValue::Plain(CellValue::Number(value)) if value.is_finite() => number(value.to_string()),
            FillValue::Plain(CellValue::Number(value)) => text(&value.to_string()),
            FillValue::Plain(CellValue::Date(day)) => {
                match self.serial(*day).filter(|_| made_for == MadeFor::Day) {
                    Some(serial) => number(serial.to_string()),
                    None => text(&day.to_string()),
                }
            }
            FillValue::Plain(CellValue::Moment(moment)) => {
                text(&moment.strftime("%Y-%m-%d %H:%M").to_string())
            }
            FillValue::Plain(CellValue::Text(value)) => text(value),
        }
    }

    /// The number of a day; none before 1 March 1900, from where on all count alike.
    fn serial(&self, day: Date) -> Option<i32> {
        let from = if self.setting.counts_from_1904 {
            date(1904, 1, 1)
        } else {
            date(1899, 12, 30)
        };
        let days = day.since(from).ok()?.get_days();
        (days > 60).then_some(days)
    }
}

/// Place and format of a cell, as attributes.
fn head((row, column): (usize, usize), style: Option<&str>) -> String {
    let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
    format!(" r=\"{}{row}\"{style}", letters(column))
}

/// A text as XML may hold it.
fn clean(text: &str) -> String {
    let allowed: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .collect();
    quick_xml::escape::escape(allowed.as_str()).into_owned()
}

fn spliced(text: &str, splices: &[Splice]) -> Result<String, FillError> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (from, to, new) in splices {
        out += text
            .get(at..*from)
            .ok_or_else(|| broken("cells lie over each other"))?;
        out += new;
        at = *to;
    }
    out += text
        .get(at..)
        .ok_or_else(|| broken("cells lie over each other"))?;
    Ok(out)
}
