//! A file's bytes to sheets of cells, whatever the file is called.
//!
//! It must not look for a table in a sheet (see [`super::rows`]), nor let a parser's panic out.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::cell::Cell;
use super::{csv, package, xls, xlsx};
use crate::limits::Limits;

/// What a file really is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A zip package of XML parts; some WPS `.et` files are this.
    Xlsx,
    /// An OLE compound file; `.xls` and most WPS `.et` files are this.
    Xls,
    /// Text with separators.
    Csv,
}

/// Everything that was read from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// What the file is.
    pub format: Format,
    /// The encoding, for a text.
    pub encoding: Option<String>,
    /// The visible sheets that hold something, in order.
    pub sheets: Vec<Sheet>,
    /// What was left out.
    pub notes: Vec<WorkbookNote>,
}

/// Something left out of a workbook, or read with doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkbookNote {
    /// A hidden sheet was not read.
    HiddenSheet {
        /// Its name.
        name: String,
    },
    /// A sheet could not be read; the others were.
    BrokenSheet {
        /// Its name.
        name: String,
    },
    /// Some bytes of a text could not be decoded.
    LossyText {
        /// The encoding tried.
        encoding: String,
    },
    /// Cells right of the last allowed column were left out.
    ColumnsLeftOut {
        /// The sheet.
        name: String,
    },
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Its name; empty for a text file.
    pub name: String,
    /// The rows that hold something, from top to bottom.
    pub rows: Vec<Row>,
    /// The merged regions.
    pub merged: Vec<Region>,
}

/// One row of a sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// The number a person sees beside it, from 1.
    pub number: usize,
    /// The cells from column A on; the blank ones at the end are left out.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell in a column, counted from 0; beyond the last one it is empty.
    #[must_use]
    pub fn cell(&self, column: usize) -> &Cell {
        static EMPTY: Cell = Cell::Empty;
        self.cells.get(column).unwrap_or(&EMPTY)
    }
}

/// A merged region, all four ends inside it. Rows count from 1, columns from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The row of its upper left cell, as a person sees it.
    pub first_row: usize,
    /// Its last row.
    pub last_row: usize,
    /// The column of its upper left cell, from 0.
    pub first_column: usize,
    /// Its last column.
    pub last_column: usize,
}

/// Why a file cannot be read as a workbook.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No bytes, or no sheet that holds anything.
    #[error("empty")]
    Empty,
    /// More bytes than allowed.
    #[error("{bytes} bytes, limit {limit}")]
    TooLarge {
        /// How many.
        bytes: u64,
        /// How many may be.
        limit: u64,
    },
    /// Unpacks to more than allowed: a zip bomb, or a sheet beyond all measure.
    #[error("unpacks to {bytes} bytes or more, limit {limit}")]
    TooLargeUnpacked {
        /// How many at least.
        bytes: u64,
        /// How many may be.
        limit: u64,
    },
    /// More files inside than allowed.
    #[error("{entries} entries, limit {limit}")]
    TooManyEntries {
        /// How many.
        entries: usize,
        /// How many may be.
        limit: usize,
    },
    /// More sheets than allowed.
    #[error("{sheets} sheets, limit {limit}")]
    TooManySheets {
        /// How many.
        sheets: usize,
        /// How many may be.
        limit: usize,
    },
    /// More cells than allowed.
    #[error("more than {limit} cells")]
    TooManyCells {
        /// How many may be.
        limit: usize,
    },
    /// Locked with a password.
    #[error("locked with a password")]
    Password,
    /// The right kind of file, but broken.
    #[error("damaged: {detail}")]
    Damaged {
        /// What the parser said.
        detail: String,
    },
    /// Another kind of file.
    #[error("not a workbook: {0:?}")]
    OtherKind(OtherKind),
}

/// Kinds of files that are brought by mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherKind {
    /// A zip package that is no `.xlsx`: `.docx`, `.pptx`, `.ods`, `.xlsb`, an archive.
    OtherPackage,
    /// An OLE file without a workbook: `.doc`, `.ppt`, `.wps`.
    OtherCompound,
    /// A web page saved under a spreadsheet's name.
    WebPage,
    /// A PDF.
    Pdf,
    /// None of these.
    Unknown,
}

/// Reads a workbook. The bytes decide what it is.
///
/// # Errors
/// When the file is too large, locked, damaged, empty or no workbook at all. A single bad sheet is no error.
pub fn read_workbook(bytes: &[u8], limits: &Limits) -> Result<Workbook, Unreadable> {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if length > limits.max_bytes {
        return Err(Unreadable::TooLarge {
            bytes: length,
            limit: limits.max_bytes,
        });
    }
    let book = guarded(|| match sniff(bytes)? {
        Format::Xlsx => xlsx::read(&package::unpack(bytes, limits)?, limits),
        Format::Xls => xls::read(bytes, limits),
        Format::Csv => csv::read(bytes, limits),
    })?;
    if book.sheets.is_empty()
        && !book
            .notes
            .iter()
            .any(|n| matches!(n, WorkbookNote::BrokenSheet { .. }))
    {
        return Err(Unreadable::Empty);
    }
    Ok(book)
}

/// Runs a parser of others; its panic becomes an error.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, Unreadable> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Unreadable::Damaged {
            detail: "the parser gave up".to_owned(),
        })
    })
}

fn sniff(bytes: &[u8]) -> Result<Format, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Format::Xlsx);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Format::Xls);
    }
    if bytes.starts_with(b"%PDF") {
        return Err(Unreadable::OtherKind(OtherKind::Pdf));
    }
    Ok(Format::Csv)
}

/// Collects the cells of a sheet as they come, under the caps.
pub(super) struct Gather<'a> {
    limits: &'a Limits,
    spent: usize,
}

impl<'a> Gather<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self { limits, spent: 0 }
    }

    /// Counts cells, filled or not, against the cap of the workbook.
    pub(super) fn spend(&mut self, cells: usize) -> Result<(), Unreadable> {
        self.spent = self.spent.saturating_add(cells);
        if self.spent > self.limits.max_cells {
            return Err(Unreadable::TooManyCells {
                limit: self.limits.max_cells,
            });
        }
        Ok(())
    }

    /// Puts a cell where it belongs; row and column count from 0. Tells whether the column was allowed.
    pub(super) fn put(
        &mut self,
        sheet: &mut Sheet,
        row: u32,
        column: u32,
        cell: Cell,
    ) -> Result<bool, Unreadable> {
        let (row, column) = (index(row), index(column));
        if column >= self.limits.max_columns {
            return Ok(false);
        }
        let number = row.saturating_add(1);
        if sheet.rows.last().is_none_or(|last| last.number != number) {
            self.spend(1)?;
            let width = sheet.rows.last().map_or(0, |last| last.cells.len());
            sheet.rows.push(Row {
                number,
                cells: Vec::with_capacity(width),
            });
        }
        if let Some(last) = sheet.rows.last_mut() {
            let missing = (column + 1).saturating_sub(last.cells.len());
            self.spend(missing)?;
            if missing > 1 {
                last.cells.resize(column, Cell::Empty);
            }
            match last.cells.get_mut(column) {
                Some(place) => *place = cell,
                None => last.cells.push(cell),
            }
        }
        Ok(true)
    }

    /// Orders the rows, and drops those in which a person sees nothing.
    pub(super) fn finish(sheet: &mut Sheet) {
        for row in &mut sheet.rows {
            let kept = row
                .cells
                .iter()
                .rposition(|cell| !cell.is_blank())
                .map_or(0, |last| last + 1);
            row.cells.truncate(kept);
        }
        sheet.rows.retain(|row| !row.cells.is_empty());
        if sheet.rows.is_sorted_by(|a, b| a.number < b.number) {
            return;
        }
        sheet.rows.sort_by_key(|row| row.number);
        sheet.rows.dedup_by(|later, earlier| {
            let same = later.number == earlier.number;
            if same {
                merge(earlier, std::mem::take(&mut later.cells));
            }
            same
        });
    }
}

/// A row that came in two pieces.
fn merge(row: &mut Row, cells: Vec<Cell>) {
    if row.cells.len() < cells.len() {
        row.cells.resize(cells.len(), Cell::Empty);
    }
    for (place, cell) in row.cells.iter_mut().zip(cells) {
        if place.is_blank() {
            *place = cell;
        }
    }
}

pub(super) fn index(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// The region of a merged area given by corners that count from 0; `None` for a single cell.
pub(super) fn region(start: (u32, u32), end: (u32, u32)) -> Option<Region> {
    let region = Region {
        first_row: index(start.0).saturating_add(1),
        last_row: index(end.0).saturating_add(1),
        first_column: index(start.1),
        last_column: index(end.1),
    };
    let single = region.first_row == region.last_row && region.first_column == region.last_column;
    (!single && region.first_row <= region.last_row && region.first_column <= region.last_column)
        .then_some(region)
}
