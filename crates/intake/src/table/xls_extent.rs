//! How large the sheets of an `.xls` will be, read from its records before it is parsed.
//!
//! It must reserve nothing by what a record claims; it reads positions and leaves values alone.

use std::io::{Cursor, Read};

use super::workbook::{OtherKind, Unreadable, index};
use crate::limits::Limits;

/// The start of a substream, in BIFF 5 and 8.
const BEGIN: u16 = 0x0809;
/// Its end.
const END: u16 = 0x000A;
/// The place of a sheet in the stream.
const BOUND_SHEET: u16 = 0x0085;
/// The claimed extent of a sheet.
const DIMENSIONS: u16 = 0x0200;
/// Records of one or more cells, which begin with row and column.
const CELLS: [u16; 8] = [0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];
/// A sheet of this format has no more cells than this.
const FULL_SHEET: u64 = 65_536 * 256;

/// Refuses a workbook that would be laid out larger than the caps.
pub(super) fn measure(bytes: &[u8], limits: &Limits) -> Result<(), Unreadable> {
    let stream = workbook_stream(bytes, limits)?;
    let places: Vec<usize> = records(&stream)
        .take_while(|record| record.kind != END)
        .filter(|record| record.kind == BOUND_SHEET)
        .filter_map(|record| long(record.data, 0))
        .map(index)
        .collect();
    if places.len() > limits.max_sheets {
        return Err(Unreadable::TooManySheets {
            sheets: places.len(),
            limit: limits.max_sheets,
        });
    }
    let cap = u64::try_from(limits.max_cells).unwrap_or(u64::MAX);
    let (mut laid_out, mut walked) = (0_u64, 0_usize);
    for place in places {
        let sheet = stream
            .get(place..)
            .ok_or_else(|| broken("sheet outside the stream"))?;
        let extent = extent(sheet)?;
        laid_out = laid_out.saturating_add(extent.cells);
        walked = walked.saturating_add(extent.bytes);
        if laid_out > cap || walked > stream.len().saturating_mul(2) {
            return Err(Unreadable::TooManyCells {
                limit: limits.max_cells,
            });
        }
    }
    Ok(())
}

/// The stream that holds all sheets, for who looks through it byte by byte.
pub(super) fn workbook_stream(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Unreadable> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|e| broken(&e.to_string()))?;
    if ["/EncryptedPackage", "/EncryptionInfo"]
        .iter()
        .any(|path| file.is_stream(path))
    {
        return Err(Unreadable::Password);
    }
    for path in ["/Workbook", "/Book"] {
        if file.is_stream(path) {
            let stream = file.open_stream(path).map_err(|e| broken(&e.to_string()))?;
            let mut content = Vec::new();
            stream
                .take(limits.max_bytes)
                .read_to_end(&mut content)
                .map_err(|e| broken(&e.to_string()))?;
            return Ok(content);
        }
    }
    Err(Unreadable::OtherKind(OtherKind::OtherCompound))
}

struct Extent {
    cells: u64,
    bytes: usize,
}

/// The rectangle that holds all cells of one sheet.
fn extent(sheet: &[u8]) -> Result<Extent, Unreadable> {
    let (mut corners, mut depth, mut bytes) = (None::<[u16; 4]>, 0_usize, 0_usize);
    for record in records(sheet) {
        bytes = bytes.saturating_add(record.data.len()).saturating_add(4);
        match record.kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            DIMENSIONS => claimed(record.data)?,
            kind if CELLS.contains(&kind) => {
                let (Some(row), Some(column)) = (short(record.data, 0), short(record.data, 2)) else {
                    continue;
                };
                let last = if kind == 0x00BD {
                    record
                        .data
                        .len()
                        .checked_sub(2)
                        .and_then(|at| short(record.data, at))
                        .unwrap_or(column)
                } else {
                    column
                };
                let [top, left, bottom, right] = corners.unwrap_or([row, column, row, column]);
                corners = Some([
                    top.min(row),
                    left.min(column),
                    bottom.max(row),
                    right.max(last).max(column),
                ]);
            }
            _ => {}
        }
    }
    let cells = corners.map_or(0, |[top, left, bottom, right]| {
        (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1)
    });
    Ok(Extent { cells, bytes })
}

/// A claim the parser would reserve memory by, or stumble over.
fn claimed(data: &[u8]) -> Result<(), Unreadable> {
    let rectangle = || -> Option<(u32, u32, u16, u16)> {
        if data.len() == 10 {
            let row = |at| short(data, at).map(u32::from);
            return Some((row(0)?, row(2)?, short(data, 4)?, short(data, 6)?));
        }
        Some((long(data, 0)?, long(data, 4)?, short(data, 8)?, short(data, 10)?))
    };
    let Some((first_row, end_row, first_column, end_column)) = rectangle() else {
        return Err(broken("extent of a sheet"));
    };
    let empty = end_row == 0 || end_column == 0;
    let first_column = if first_column > 0xFF || end_column < first_column {
        0
    } else {
        first_column
    };
    let backward = !empty && (end_row <= first_row || end_column <= first_column);
    let area = u64::from(end_row).saturating_mul(u64::from(end_column));
    if backward || area > FULL_SHEET {
        Err(broken("extent of a sheet"))
    } else {
        Ok(())
    }
}

struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

fn records(stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let kind = short(rest, 0)?;
        let length = usize::from(short(rest, 2)?);
        let data = rest.get(4..4_usize.checked_add(length)?)?;
        rest = rest.get(4 + length..)?;
        Some(Record { kind, data })
    })
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(
        data.get(at..at.checked_add(2)?)?.try_into().ok()?,
    ))
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(
        data.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
}

fn broken(detail: &str) -> Unreadable {
    Unreadable::Damaged {
        detail: detail.to_owned(),
    }
}
