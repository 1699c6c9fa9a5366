//! Tables of texts as a workbook, in the words handed in.
//! Must not word anything.

use documents::xlsx::{CellValue, Sheet, table};

/// A sheet: its name, its header, its rows.
pub type TextSheet = (String, Vec<String>, Vec<Vec<String>>);

/// The sheets as an xlsx file; none when it cannot be written.
#[must_use]
pub fn text_workbook(sheets: Vec<TextSheet>) -> Option<Vec<u8>> {
    let sheets: Vec<Sheet> = sheets
        .into_iter()
        .map(|(name, header, rows)| Sheet {
            name,
            header,
            rows: rows
                .into_iter()
                .map(|row| row.into_iter().map(CellValue::Text).collect())
                .collect(),
        })
        .collect();
    table(&sheets).ok()
}
