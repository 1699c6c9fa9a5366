//! Reads the sheets of an `.xls`, and of a WPS `.et`, which is the same.
//!
//! The parser lays out each sheet as a full rectangle, so its extent is measured first.

use std::io::Cursor;

use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError};

use super::cell::Cell;
use super::workbook::{Format, Gather, Sheet, Unreadable, Workbook, WorkbookNote, guarded, region};
use super::xls_extent;
use super::xlsx::{error_of, integer, iso_of, moment_of, text_of};
use crate::limits::Limits;

/// Reads all visible sheets.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Unreadable> {
    xls_extent::measure(bytes, limits)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(refused)?;
    let (mut sheets, mut notes) = (Vec::new(), Vec::new());
    let mut gather = Gather::new(limits);
    for entry in book.sheets_metadata().to_vec() {
        if entry.typ != SheetType::WorkSheet {
            continue;
        }
        let name = entry.name;
        if entry.visible != SheetVisible::Visible {
            notes.push(WorkbookNote::HiddenSheet { name });
            continue;
        }
        match guarded(|| read_sheet(&mut book, &name, &mut gather)) {
            Ok((sheet, left_out)) => {
                if left_out {
                    notes.push(WorkbookNote::ColumnsLeftOut { name });
                }
                if !sheet.rows.is_empty() {
                    sheets.push(sheet);
                }
            }
            Err(too_many @ Unreadable::TooManyCells { .. }) => return Err(too_many),
            Err(_) => notes.push(WorkbookNote::BrokenSheet { name }),
        }
    }
    Ok(Workbook {
        format: Format::Xls,
        encoding: None,
        sheets,
        notes,
    })
}

fn read_sheet(
    book: &mut Xls<Cursor<&[u8]>>,
    name: &str,
    gather: &mut Gather<'_>,
) -> Result<(Sheet, bool), Unreadable> {
    let mut sheet = Sheet {
        name: name.to_owned(),
        ..Sheet::default()
    };
    let mut left_out = false;
    let range = book.worksheet_range(name).map_err(refused)?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let cell = cell_of(value);
        if cell != Cell::Empty {
            let row = u32::try_from(row).unwrap_or(u32::MAX).saturating_add(top);
            let column = u32::try_from(column).unwrap_or(u32::MAX).saturating_add(left);
            left_out |= !gather.put(&mut sheet, row, column, cell)?;
        }
    }
    let areas = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    sheet.merged = areas
        .into_iter()
        .filter_map(|area| region(area.start, area.end))
        .collect();
    Gather::finish(&mut sheet);
    Ok((sheet, left_out))
}

fn cell_of(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::String(text) | Data::DurationIso(text) => text_of(text),
        Data::DateTimeIso(text) => iso_of(text),
        Data::Float(number) => Cell::Number(*number),
        Data::Int(number) => integer(*number),
        Data::Bool(truth) => Cell::Bool(*truth),
        Data::DateTime(moment) => moment_of(*moment),
        Data::Error(error) => error_of(error),
    }
}

fn refused(error: XlsError) -> Unreadable {
    match error {
        XlsError::Password => Unreadable::Password,
        other => Unreadable::Damaged {
            detail: other.to_string(),
        },
    }
}
