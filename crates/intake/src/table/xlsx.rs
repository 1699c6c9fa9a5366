//! Reads the sheets of an `.xlsx` package, cell by cell as they stand in the XML.
//!
//! It must be given a package that was measured (see [`super::package`]); it does not hold a sheet twice.

use std::io::Cursor;

use calamine::{CellErrorType, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use jiff::civil::{DateTime, date};

use super::cell::Cell;
use super::package::Unpacked;
use super::workbook::{Format, Gather, Region, Sheet, Unreadable, Workbook, WorkbookNote, guarded, region};
use crate::limits::Limits;

/// Reads all visible sheets.
pub(super) fn read(package: &Unpacked, limits: &Limits) -> Result<Workbook, Unreadable> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(package.full.as_slice())).map_err(refused)?;
    let mut frame = match &package.frame {
        Some(frame) => Xlsx::new(Cursor::new(frame.as_slice())).ok(),
        None => None,
    };
    let listed = book.sheets_metadata().to_vec();
    if listed.len() > limits.max_sheets {
        return Err(Unreadable::TooManySheets {
            sheets: listed.len(),
            limit: limits.max_sheets,
        });
    }
    let (mut sheets, mut notes) = (Vec::new(), Vec::new());
    let mut gather = Gather::new(limits);
    for entry in listed {
        if entry.typ != SheetType::WorkSheet {
            continue;
        }
        let name = entry.name;
        if entry.visible != SheetVisible::Visible {
            notes.push(WorkbookNote::HiddenSheet { name });
            continue;
        }
        match guarded(|| read_sheet(&mut book, &name, &mut gather)) {
            Ok((mut sheet, left_out)) => {
                if let Some(frame) = frame.as_mut() {
                    sheet.merged = guarded(|| Ok(merged(frame, &name))).unwrap_or_default();
                }
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
        format: Format::Xlsx,
        encoding: None,
        sheets,
        notes,
    })
}

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

fn read_sheet(book: &mut Book<'_>, name: &str, gather: &mut Gather<'_>) -> Result<(Sheet, bool), Unreadable> {
    let mut sheet = Sheet {
        name: name.to_owned(),
        ..Sheet::default()
    };
    let mut left_out = false;
    let mut reader = book.worksheet_cells_reader(name).map_err(refused)?;
    while let Some(cell) = reader.next_cell().map_err(refused)? {
        let (row, column) = cell.get_position();
        let value = cell_of(cell.get_value());
        if value != Cell::Empty {
            left_out |= !gather.put(&mut sheet, row, column, value)?;
        }
    }
    Gather::finish(&mut sheet);
    Ok((sheet, left_out))
}

fn merged(frame: &mut Book<'_>, name: &str) -> Vec<Region> {
    let areas = frame.merge_cells_by_sheet_name(name).unwrap_or_default();
    areas
        .into_iter()
        .filter_map(|area| region(area.start, area.end))
        .collect()
}

fn cell_of(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::SharedString(text) => text_of(text),
        DataRef::String(text) | DataRef::DurationIso(text) => text_of(text),
        DataRef::DateTimeIso(text) => iso_of(text),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Int(number) => integer(*number),
        DataRef::Bool(truth) => Cell::Bool(*truth),
        DataRef::DateTime(moment) => moment_of(*moment),
        DataRef::Error(error) => error_of(error),
    }
}

pub(super) fn text_of(text: &str) -> Cell {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text.to_owned())
    }
}

pub(super) fn iso_of(text: &str) -> Cell {
    text.parse::<DateTime>()
        .map_or_else(|_| text_of(text), Cell::Date)
}

pub(super) fn integer(number: i64) -> Cell {
    i32::try_from(number).map_or_else(
        |_| Cell::Text(number.to_string()),
        |small| Cell::Number(f64::from(small)),
    )
}

pub(super) fn error_of(error: &CellErrorType) -> Cell {
    Cell::Error(error.to_string())
}

/// A number shown as a date; a bare time of day or a duration stays a number.
pub(super) fn moment_of(moment: ExcelDateTime) -> Cell {
    let serial = moment.as_f64();
    if moment.is_duration() || !(1.0..2_958_466.0).contains(&serial) {
        return Cell::Number(serial);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let second = i64::from(second) + i64::from(milli >= 500);
    let read = || -> Option<DateTime> {
        let small = |n: u8| i8::try_from(n).ok();
        let (month, day) = (small(month)?, small(day)?);
        let whole = jiff::civil::Date::new(i16::try_from(year).ok()?, month, day).ok()?;
        whole
            .to_datetime(jiff::civil::Time::midnight())
            .checked_add(
                jiff::Span::new()
                    .hours(i64::from(hour))
                    .minutes(i64::from(minute))
                    .seconds(second),
            )
            .ok()
    };
    // the day that spreadsheets count but never was
    let never = (year, month, day) == (1900, 2, 29);
    let found = if never {
        Some(date(1900, 3, 1).at(0, 0, 0, 0))
    } else {
        read()
    };
    found.map_or(Cell::Number(serial), Cell::Date)
}

fn refused(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Password,
        other => Unreadable::Damaged {
            detail: other.to_string(),
        },
    }
}
