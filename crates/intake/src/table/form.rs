//! An empty table that came from above, as a grid to be filled: its header of one to three rows, the rows that are named
//! ahead or left blank, single cells beside a label, and the fingerprint by which it is known again (X7).
//!
//! It must not know what a header means: names and meanings are tied together elsewhere. Nothing here reads what was
//! filled in; for that there is [`super::rows`].

mod fingerprint;
mod grid;
mod heading;
mod labels;
mod time;

use super::workbook::{Sheet, Workbook};
use grid::Grid;
use heading::Heading;
pub use time::{HeaderTime, TimeRelation, YearPart};

/// An empty table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The name of its sheet.
    pub sheet: String,
    /// The texts above the header, from the top.
    pub titles: Vec<String>,
    /// The time those texts tell: what the table is for.
    pub time: HeaderTime,
    /// Its columns, from the left; none for a form of single cells only.
    pub columns: Vec<FormColumn>,
    /// Where rows are filled in.
    pub body: Body,
    /// Single cells beside or behind a label.
    pub labels: Vec<LabelCell>,
    /// The texts below the table.
    pub notes: Vec<String>,
    /// Names a table of this shape: the SHA-256 of its headers and how they lie to each other, in hex. Title, period
    /// and dates do not count.
    pub fingerprint: String,
}

/// A column of an empty table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormColumn {
    /// The column in the sheet, from 0.
    pub column: usize,
    /// What stands over it, the group first: 三季度, 每季度党课, 完成率.
    pub header: Vec<String>,
    /// The same without times: 每季度党课, 完成率.
    pub name: Vec<String>,
    /// The time it tells, that of the lowest text first.
    pub time: HeaderTime,
}

impl FormColumn {
    fn new(column: usize, header: Vec<String>) -> FormColumn {
        let read: Vec<(String, HeaderTime)> = header.iter().map(|text| time::read(text)).collect();
        let times = read.iter().rev().map(|(_, time)| *time);
        let time = times.fold(HeaderTime::default(), HeaderTime::or);
        let names = read.into_iter().map(|(name, _)| name);
        FormColumn {
            column,
            header,
            name: names.filter(|name| !name.is_empty()).collect(),
            time,
        }
    }
}

/// The rows to be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// The first row below the header, as a person counts.
    pub first: usize,
    /// The last one; none when nothing stands below and rows may be added.
    pub last: Option<usize>,
    /// The column in which rows are named, from 0; none when all rows are blank.
    pub stub: Option<usize>,
    /// The named rows, from the top.
    pub rows: Vec<FormRow>,
    /// Cells of the body, row and column, that hold something already or lie under a merged one: not to be filled in.
    pub taken: Vec<(usize, usize)>,
}

/// A row that is named ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormRow {
    /// Its number, as a person counts.
    pub row: usize,
    /// Its name: 雾溪镇; 合计.
    pub name: String,
    /// Whether it is a total.
    pub is_total: bool,
}

/// A single cell to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelCell {
    /// Its label, without a colon.
    pub label: String,
    /// The same without times.
    pub name: String,
    /// The time it tells.
    pub time: HeaderTime,
    /// The row of the cell.
    pub row: usize,
    /// Its column, from 0.
    pub column: usize,
    /// What stands in the cell already, as it is written, when the value goes behind it: 填报单位：.
    pub before: Option<String>,
}

impl Body {
    /// Whether nothing stands in a cell of the body.
    #[must_use]
    pub fn is_free(&self, row: usize, column: usize) -> bool {
        row >= self.first
            && self.last.is_none_or(|last| row <= last)
            && self.taken.binary_search(&(row, column)).is_err()
    }
}

/// The empty tables of a workbook, one a sheet where there is one.
#[must_use]
pub fn forms(book: &Workbook) -> Vec<Form> {
    book.sheets.iter().filter_map(form).collect()
}

/// The empty table of a sheet.
#[must_use]
pub fn form(sheet: &Sheet) -> Option<Form> {
    let grid = Grid::new(sheet);
    let Some(heading) = Heading::find(&grid) else {
        return cells_only(sheet, &grid);
    };
    let columns = heading.columns(&grid);
    let (body, foot) = body(&grid, &heading, &columns);
    let outside = |row: usize| row < heading.first || row >= foot;
    let labels = labels::labels(&grid, &outside);
    let mut texts = grid.texts();
    texts.retain(|(row, _)| outside(*row));
    let above = |row: usize| row < heading.first;
    let titles: Vec<String> = texts
        .iter()
        .filter(|(row, _)| above(*row))
        .map(|(_, text)| text.clone())
        .collect();
    Some(Form {
        sheet: sheet.name.clone(),
        time: time_of(&titles),
        fingerprint: fingerprint::of_header(&grid, &heading),
        titles,
        notes: texts
            .iter()
            .filter(|(row, _)| !above(*row))
            .map(|(_, text)| text.clone())
            .collect(),
        columns,
        body,
        labels,
    })
}

/// A form without a table: labels with a blank beside them.
fn cells_only(sheet: &Sheet, grid: &Grid<'_>) -> Option<Form> {
    let labels = labels::labels(grid, &|_| true);
    if labels.is_empty() {
        return None;
    }
    let is_label = |text: &str| labels.iter().any(|label| text.starts_with(&*label.label));
    let texts = grid.texts().into_iter().map(|(_, text)| text);
    let titles: Vec<String> = texts.filter(|text| !is_label(text)).collect();
    Some(Form {
        sheet: sheet.name.clone(),
        time: time_of(&titles),
        titles,
        columns: Vec::new(),
        body: Body::default(),
        notes: Vec::new(),
        fingerprint: fingerprint::of_labels(&labels),
        labels,
    })
}

/// The time that titles tell: each part from the first that says it.
fn time_of(titles: &[String]) -> HeaderTime {
    // A day is when it is due or filled in, not what it is for.
    let meant = titles.iter().filter(|title| !title.contains('日'));
    let times = meant.map(|title| time::read(title).1);
    times.fold(HeaderTime::default(), HeaderTime::or)
}

/// The body, and the row below it.
fn body(grid: &Grid<'_>, heading: &Heading, columns: &[FormColumn]) -> (Body, usize) {
    let first = heading.below(grid);
    let foot = grid.rows_from(first).find(|row| grid.is_foot(*row));
    let foot = foot.unwrap_or(usize::MAX);
    let inside: Vec<usize> = grid.rows_from(first).take_while(|row| *row < foot).collect();
    let stub = stub(grid, &inside, columns);
    let named = |row: usize| -> Option<FormRow> {
        let name = grid.shown(row, stub?);
        let is_total = grid::is_total(&name);
        (!name.is_empty()).then_some(FormRow { row, name, is_total })
    };
    let rows: Vec<FormRow> = inside.iter().filter_map(|row| named(*row)).collect();
    let last = match rows.last() {
        // Rows that are not named ahead are not for us to fill.
        Some(row) => Some(row.row),
        None if foot == usize::MAX => None,
        None => Some(foot - 1),
    };
    let mut taken = Vec::new();
    for row in &inside {
        for column in columns.iter().map(|column| column.column) {
            if !grid.is_blank(*row, column) {
                taken.push((*row, column));
            }
        }
    }
    taken.extend(grid.covered(first, last.unwrap_or(usize::MAX)));
    taken.sort_unstable();
    taken.dedup();
    let body = Body {
        first,
        last,
        stub,
        rows,
        taken,
    };
    (body, foot)
}

/// How many columns from the left may name the rows.
const STUBS: usize = 3;

/// The column whose cells name the rows: the one with most texts among the first, the last of equals.
fn stub(grid: &Grid<'_>, rows: &[usize], columns: &[FormColumn]) -> Option<usize> {
    let texts = |column: usize| rows.iter().filter(|row| grid.is_text(**row, column)).count();
    let first = columns.iter().take(STUBS).map(|column| column.column);
    first
        .map(|column| (texts(column), column))
        .filter(|(texts, _)| *texts >= 2 || (*texts == 1 && rows.len() == 1))
        .max()
        .map(|(_, column)| column)
}
