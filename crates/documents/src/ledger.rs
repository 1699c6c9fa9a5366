//! 台账 as a workbook: a title, one table, set up to be printed on A4 across.
//! Must not know a column or a word: both come in. Texts stay texts, whatever they begin with.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::xlsx::{
    Book, CellValue, Ruled, Widths, WriteError, column_number, cut, print_across, row_number, set_widths,
    write_header, write_ruled,
};

/// A ledger to be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ledger {
    /// Name of the sheet.
    pub name: String,
    /// The line over everything.
    pub title: String,
    /// What the ledger holds and from when it is, under the title.
    pub note: String,
    /// The header, in words our own import knows.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<CellValue>>,
    /// The foot of each printed page: `&P` is the page, `&N` how many there are.
    pub foot: String,
}

/// The row of the header: title and note stand over it.
const HEADER: u32 = 2;
/// How wide a column becomes at most, in half-width characters; longer texts take a second line.
const WIDEST: u32 = 26;

/// Writes a ledger.
///
/// # Errors
/// When it holds more rows or columns than a spreadsheet can.
pub fn ledger(ledger: &Ledger) -> Result<Vec<u8>, WriteError> {
    let mut book = Book::new()?;
    fill(&mut book, ledger)?;
    book.bytes()
}

/// Adds a sheet to a book.
pub(crate) fn fill(book: &mut Book, ledger: &Ledger) -> Result<(), WriteError> {
    let page = book.page(&ledger.name)?;
    let last_column = column_number(ledger.header.len().saturating_sub(1))?;
    let title = Format::new()
        .set_bold()
        .set_font_size(16)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    let note = Format::new().set_align(FormatAlign::Center);
    if last_column > 0 {
        page.merge_range(0, 0, 0, last_column, cut(&ledger.title), &title)?;
        page.merge_range(1, 0, 1, last_column, cut(&ledger.note), &note)?;
    }
    page.set_row_height(0, 28)?;
    let mut widths = Widths::default();
    let header: Vec<&str> = ledger.header.iter().map(String::as_str).collect();
    write_header(page, HEADER, (&header, 0), &mut widths)?;
    let looks = looks();
    for (i, row) in ledger.rows.iter().enumerate() {
        let at = HEADER + row_number(i)?;
        for (column, value) in row.iter().enumerate() {
            widths.see(column, value);
            write_ruled(page, (at, column_number(column)?), value, (&looks, &looks.text))?;
        }
    }
    set_widths(page, &widths, WIDEST)?;
    let last_row = HEADER + u32::try_from(ledger.rows.len()).map_err(|_| WriteError::TooLarge)?;
    page.set_freeze_panes(HEADER + 1, 0)?;
    page.autofilter(HEADER, 0, last_row, last_column)?;
    print_across(page, HEADER, &ledger.foot, (last_row, last_column))
}

/// How cells look: ruled, texts broken into lines, days as days.
fn looks() -> Ruled {
    let ruled = Format::new()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter);
    Ruled {
        text: ruled.clone().set_text_wrap(),
        day: ruled.clone().set_num_format("yyyy-mm-dd"),
        number: ruled,
    }
}
