//! 每月汇总 as a workbook: the month in figures, and who is late or may be, each on a sheet set up to be printed.
//! Must not know a column or a word: both come in.

use crate::ledger::{Ledger, fill};
use crate::xlsx::{Book, WriteError};

/// A month's summary to be written: its sheets, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Summary {
    /// Each a title, a note, one table.
    pub sheets: Vec<Ledger>,
}

/// Writes a summary.
///
/// # Errors
/// When a sheet holds more rows or columns than a spreadsheet can.
pub fn summary(summary: &Summary) -> Result<Vec<u8>, WriteError> {
    let mut book = Book::new()?;
    for sheet in &summary.sheets {
        fill(&mut book, sheet)?;
    }
    book.bytes()
}
