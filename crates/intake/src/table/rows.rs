//! Finds the one table of a sheet and hands out its rows.
//!
//! A row is never lost in silence: each row below the header is either a [`RawRow`] or listed in a
//! [`Note::RowsSkipped`]. Nothing here reads what a cell means.

use std::sync::Arc;

use super::cell::Cell;
use super::header::{ColumnSpec, Identity, Matches, Vocabulary};
use super::identity::columns_of_numbers;
use super::merged::Merged;
use super::raw_row::{Columns, RawRow};
use super::search::{Heading, search};
use super::skipped::Skipping;
use super::workbook::{Row, Sheet};

/// A table that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The name of the sheet.
    pub sheet: String,
    /// The row of the header, the lower one of two, as a person counts.
    pub header_row: usize,
    /// The headers of the kept columns, as they are written.
    pub header: Vec<String>,
    /// The texts above the header, cell by cell.
    pub titles: Vec<String>,
    /// The columns that were recognised.
    pub found: Vec<Found>,
    /// Headers of kept columns that nothing was looked for under.
    pub unknown_columns: Vec<String>,
    /// The rows.
    pub rows: Vec<RawRow>,
    /// What was done to them, and what was left out.
    pub notes: Vec<Note>,
}

/// A column that was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The key of its [`ColumnSpec`].
    pub key: &'static str,
    /// The column in the sheet, from 0.
    pub column: usize,
    /// Its header, as it is written.
    pub header: String,
}

/// Something a person should know about how a table was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A column of identity numbers was not read.
    IdentityColumnDropped {
        /// Its header; empty when it has none.
        header: String,
        /// The column in the sheet, from 0.
        column: usize,
    },
    /// Blank cells took the value above them.
    FilledDown {
        /// The header of the column.
        header: String,
        /// In how many rows.
        rows: usize,
    },
    /// A second column of the same name was left aside.
    DuplicateColumn {
        /// Its header.
        header: String,
    },
    /// A header only contains a name that was looked for.
    WeakMatch {
        /// The key it was taken for.
        key: &'static str,
        /// The header.
        header: String,
    },
    /// Rows that are no rows of the table.
    RowsSkipped {
        /// What they are.
        what: Skipped,
        /// Their numbers in the sheet.
        rows: Vec<usize>,
    },
}

/// Kinds of rows that are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Skipped {
    /// Nothing in the kept columns.
    Blank,
    /// The header, or a title, once more.
    RepeatedHeader,
    /// A total.
    Total,
    /// Who filled the form, a remark below the table.
    Footnote,
    /// Only the number of the row, written ahead.
    NumberOnly,
}

/// Why a sheet holds no table that was looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("sheet {sheet:?}: no columns {missing:?} among {seen:?}")]
pub struct NoTable {
    /// The name of the sheet.
    pub sheet: String,
    /// Keys of required columns that were not found.
    pub missing: Vec<&'static str>,
    /// The likeliest header that was seen.
    pub seen: Vec<String>,
}

/// Finds the table of a sheet, and leaves the sheet as it is.
///
/// # Errors
/// When no row among the first forty names all required columns.
pub fn find_table(sheet: &Sheet, columns: &[ColumnSpec], identity: &Identity) -> Result<Table, NoTable> {
    let vocabulary = Vocabulary::new(columns);
    let heading = search(sheet, &vocabulary, identity)?;
    let data = sheet.rows.get(heading.first_data..).unwrap_or_default().to_vec();
    lay_out(sheet, &vocabulary, &heading, data)
}

/// As [`find_table`], but takes the cells out of the sheet instead of copying them: a third quicker.
///
/// # Errors
/// When no row among the first forty names all required columns; the sheet is gone all the same.
pub fn take_table(mut sheet: Sheet, columns: &[ColumnSpec], identity: &Identity) -> Result<Table, NoTable> {
    let vocabulary = Vocabulary::new(columns);
    let heading = search(&sheet, &vocabulary, identity)?;
    let data = sheet.rows.split_off(heading.first_data.min(sheet.rows.len()));
    lay_out(&sheet, &vocabulary, &heading, data)
}

fn lay_out(
    sheet: &Sheet,
    vocabulary: &Vocabulary<'_>,
    heading: &Heading,
    data: Vec<Row>,
) -> Result<Table, NoTable> {
    let width = data
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0)
        .max(heading.texts.len());
    let mut dropped = heading.identity.clone();
    dropped.extend(columns_of_numbers(&data, width));
    dropped.sort_unstable();
    dropped.dedup();
    let matches = vocabulary.assign(&heading.comparable(&dropped));
    let missing = vocabulary.missing(&matches);
    if !missing.is_empty() {
        let seen = heading
            .texts
            .iter()
            .filter(|text| !text.is_empty())
            .cloned()
            .collect();
        return Err(NoTable {
            sheet: sheet.name.clone(),
            missing,
            seen,
        });
    }
    let mut notes: Vec<Note> = dropped
        .iter()
        .map(|&column| Note::IdentityColumnDropped {
            header: heading.text(column),
            column,
        })
        .collect();
    let kept: Vec<usize> = (0..width).filter(|column| !dropped.contains(column)).collect();
    let layout = Layout::new(vocabulary, heading, &matches, kept);
    layout.note(&matches, &mut notes);
    let rows = layout.read(
        Merged::new(&sheet.merged, width, (width / 2).max(2)),
        data,
        &mut notes,
    );
    Ok(Table {
        sheet: sheet.name.clone(),
        header_row: heading.row,
        header: layout.columns.headers.clone(),
        titles: heading.titles.clone(),
        found: layout.found(),
        unknown_columns: layout.unknown(),
        rows,
        notes,
    })
}

/// Where each kept and each recognised column stands.
struct Layout<'a> {
    heading: &'a Heading,
    kept: Vec<usize>,
    columns: Arc<Columns>,
    /// Key, column in the sheet, required, filled down.
    wanted: Vec<Wanted>,
}

struct Wanted {
    key: &'static str,
    column: usize,
    required: bool,
    fill_down: bool,
    weak: bool,
}

impl<'a> Layout<'a> {
    fn new(vocabulary: &Vocabulary<'_>, heading: &'a Heading, matches: &Matches, kept: Vec<usize>) -> Self {
        let wanted: Vec<Wanted> = matches
            .found
            .iter()
            .filter_map(|found| {
                let spec = vocabulary.specs.get(found.spec)?;
                let ColumnSpec {
                    key,
                    required,
                    fill_down,
                    ..
                } = *spec;
                Some(Wanted {
                    key,
                    column: found.column,
                    required,
                    fill_down,
                    weak: found.weak,
                })
            })
            .collect();
        let place = |column| kept.iter().position(|k| *k == column);
        let keys = wanted
            .iter()
            .filter_map(|w| Some((w.key, place(w.column)?)))
            .collect();
        let headers = kept.iter().map(|column| heading.text(*column)).collect();
        Self {
            heading,
            kept,
            columns: Arc::new(Columns { keys, headers }),
            wanted,
        }
    }

    fn note(&self, matches: &Matches, notes: &mut Vec<Note>) {
        let heading = self.heading;
        for wanted in self.wanted.iter().filter(|wanted| wanted.weak) {
            notes.push(Note::WeakMatch {
                key: wanted.key,
                header: heading.text(wanted.column),
            });
        }
        for &column in matches
            .duplicates
            .iter()
            .filter(|column| !heading.is_continued(**column))
        {
            notes.push(Note::DuplicateColumn {
                header: heading.text(column),
            });
        }
    }

    fn found(&self) -> Vec<Found> {
        let heading = self.heading;
        let found = |w: &Wanted| Found {
            key: w.key,
            column: w.column,
            header: heading.text(w.column),
        };
        self.wanted.iter().map(found).collect()
    }

    fn unknown(&self) -> Vec<String> {
        let known = |column: &usize| self.wanted.iter().any(|wanted| wanted.column == *column);
        let rest = self
            .kept
            .iter()
            .filter(|column| !known(column) && !self.heading.is_continued(**column));
        rest.map(|column| self.heading.text(*column))
            .filter(|text| !text.is_empty())
            .collect()
    }

    fn read(&self, mut merged: Merged, data: Vec<Row>, notes: &mut Vec<Note>) -> Vec<RawRow> {
        let required = self
            .wanted
            .iter()
            .filter(|wanted| wanted.required)
            .map(|wanted| wanted.column)
            .collect();
        let found: Vec<usize> = self.wanted.iter().map(|wanted| wanted.column).collect();
        let mut skipping = Skipping::new(self.heading, &self.kept, required, found);
        let mut fill = Fill::new(self);
        let mut rows = Vec::with_capacity(data.len());
        for mut row in data {
            merged.advance(&row);
            if skipping.takes(&row) {
                continue;
            }
            merged.fill(&mut row);
            let number = row.number;
            let mut original = self.keep(row);
            fill.apply(&mut original);
            rows.push(RawRow {
                row: number,
                original,
                columns: Arc::clone(&self.columns),
            });
        }
        fill.note(notes);
        skipping.note(notes);
        rows
    }

    /// The cells of the kept columns.
    fn keep(&self, mut row: Row) -> Vec<Cell> {
        if self.kept.last().is_none_or(|last| last + 1 == self.kept.len()) {
            row.cells.truncate(self.kept.len());
            row.cells.resize(self.kept.len(), Cell::Empty);
            return row.cells;
        }
        let take = |column: &usize| row.cells.get_mut(*column).map(std::mem::take).unwrap_or_default();
        self.kept.iter().map(take).collect()
    }
}

/// Values that blank cells below them take.
struct Fill {
    /// Place in the row, header, the last value, rows filled.
    columns: Vec<(usize, String, Cell, usize)>,
}

impl Fill {
    fn new(layout: &Layout<'_>) -> Self {
        let filled = layout.wanted.iter().filter(|wanted| wanted.fill_down);
        let column = |wanted: &Wanted| {
            let place = layout.kept.iter().position(|column| *column == wanted.column)?;
            Some((place, layout.heading.text(wanted.column), Cell::Empty, 0))
        };
        Self {
            columns: filled.filter_map(column).collect(),
        }
    }

    fn apply(&mut self, row: &mut [Cell]) {
        for (place, _, last, rows) in &mut self.columns {
            let Some(cell) = row.get_mut(*place) else { continue };
            if !cell.is_blank() && !is_ditto(cell) {
                if cell != last {
                    last.clone_from(cell);
                }
            } else if *last != Cell::Empty {
                cell.clone_from(last);
                *rows += 1;
            }
        }
    }

    fn note(self, notes: &mut Vec<Note>) {
        for (_, header, _, rows) in self.columns {
            if rows > 0 {
                notes.push(Note::FilledDown { header, rows });
            }
        }
    }
}

/// "As above".
fn is_ditto(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) if text.len() <= 12 => matches!(&*cell.seen(), "同上" | "〃" | "″" | "\"" | "''"),
        _ => false,
    }
}
