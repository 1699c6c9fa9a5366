//! The refused rows as a workbook: the clerk mends them there and imports the very same file again.
//! Must not word reasons: the words come in.

use documents::xlsx::{CellValue, RefusedRow, RefusedSheet, RefusedWords, refused_rows};
use domain::import_refusal::ImportRefusal;

use super::answer::Answer;

/// Writes the refused rows, each with its reason; `None` when there are none.
#[must_use]
pub fn refused_workbook(
    answer: &Answer,
    heads: &[String; 2],
    reason: &dyn Fn(&ImportRefusal) -> String,
) -> Option<Vec<u8>> {
    let [row_number, why] = heads.clone();
    let words = RefusedWords {
        row: row_number,
        reason: why,
    };
    let sheets: Vec<RefusedSheet> = answer
        .originals
        .headers
        .iter()
        .map(|(sheet, header)| {
            let refused = answer
                .refused
                .iter()
                .filter(|refused| refused.place.sheet == *sheet);
            let rows = refused.map(|refused| {
                let row = answer.originals.row(&refused.place);
                let cells = row.map(|row| row.original.iter().map(cell).collect());
                RefusedRow {
                    row: refused.place.row,
                    cells: cells.unwrap_or_default(),
                    reason: reason(&refused.why),
                }
            });
            RefusedSheet {
                name: sheet.clone(),
                header: header.clone(),
                rows: rows.collect(),
            }
        })
        .filter(|sheet| !sheet.rows.is_empty())
        .collect();
    if sheets.is_empty() {
        return None;
    }
    refused_rows(&sheets, &words).ok()
}

/// What stands in place of a number that may be an identity number: it appears in nothing that goes out.
const HIDDEN: &str = "****************";

/// A cell as it came: dates stay dates and figures figures, so that the corrected file reads as the first did.
fn cell(cell: &intake::Cell) -> CellValue {
    match cell {
        long if long.has_long_number() => CellValue::Text(HIDDEN.to_owned()),
        intake::Cell::Empty => CellValue::Blank,
        intake::Cell::Number(number) => CellValue::Number(*number),
        intake::Cell::Date(moment) if moment.time() == jiff::civil::Time::midnight() => {
            CellValue::Date(moment.date())
        }
        intake::Cell::Date(moment) => CellValue::Moment(*moment),
        intake::Cell::Text(_) | intake::Cell::Bool(_) | intake::Cell::Error(_) => {
            CellValue::Text(cell.text())
        }
    }
}
