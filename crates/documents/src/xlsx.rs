//! Writes spreadsheets: values in, bytes out.
//!
//! It must not ask the time (the same values give the same bytes), know a word of any language (headers are
//! passed in), or let a text become a formula.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// The value of one cell.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue {
    /// Nothing.
    Blank,
    /// A text; it stays one whatever it begins with.
    Text(String),
    /// A whole number.
    Int(i64),
    /// Any number.
    Number(f64),
    /// A day.
    Date(Date),
    /// A day and time.
    Moment(DateTime),
}

impl From<&str> for CellValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for CellValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for CellValue {
    fn from(number: u32) -> Self {
        Self::Int(i64::from(number))
    }
}

impl From<Date> for CellValue {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

/// A sheet with one header row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Its name; made to fit what a spreadsheet allows.
    pub name: String,
    /// The header.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<CellValue>>,
}

/// Rows of one sheet that were not taken in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RefusedSheet {
    /// The name of the sheet they come from.
    pub name: String,
    /// Its header.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<RefusedRow>,
}

/// A row that was not taken in.
#[derive(Debug, Clone, PartialEq)]
pub struct RefusedRow {
    /// Its number in the file it came from.
    pub row: u32,
    /// Its cells, as many as the header has.
    pub cells: Vec<CellValue>,
    /// Why, in words.
    pub reason: String,
}

/// The headers of the two columns in front of refused rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedWords {
    /// Over the row numbers, `原行号`.
    pub row: String,
    /// Over the reasons, `退回原因`.
    pub reason: String,
}

/// Why a spreadsheet could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// More rows or columns than a sheet can hold.
    #[error("more rows or columns than a sheet can hold")]
    TooLarge,
    /// The writer failed.
    #[error("the writer failed: {0}")]
    Writer(String),
}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::RowColumnLimitError => Self::TooLarge,
            other => Self::Writer(other.to_string()),
        }
    }
}

/// The longest text a cell can hold.
const LONGEST: usize = 32_767;
/// How wide a column becomes at most, in half-width characters.
const WIDEST: u32 = 40;

/// Writes plain tables, each on its sheet.
///
/// # Errors
/// When a sheet holds more rows or columns than a spreadsheet can.
pub fn table(sheets: &[Sheet]) -> Result<Vec<u8>, WriteError> {
    let mut book = Book::new()?;
    for sheet in sheets {
        let page = book.page(&sheet.name)?;
        let header: Vec<&str> = sheet.header.iter().map(String::as_str).collect();
        let mut widths = Widths::default();
        write_header(page, 0, (&header, 0), &mut widths)?;
        for (i, row) in sheet.rows.iter().enumerate() {
            let at = row_number(i)?;
            for (column, value) in row.iter().enumerate() {
                widths.see(column, value);
                write(page, at, column_number(column)?, value)?;
            }
        }
        finish(page, (sheet.rows.len(), header.len()), 0, &widths)?;
    }
    book.bytes()
}

/// Writes the rows that were not taken in, each with its row number and the reason in front. A person puts the
/// cells right and hands in the very same file.
///
/// # Errors
/// When a sheet holds more rows or columns than a spreadsheet can.
pub fn refused_rows(sheets: &[RefusedSheet], words: &RefusedWords) -> Result<Vec<u8>, WriteError> {
    let mut book = Book::new()?;
    let reason = Format::new()
        .set_font_color(Color::Red)
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    for sheet in sheets {
        let page = book.page(&sheet.name)?;
        let mut header = vec![words.row.as_str(), words.reason.as_str()];
        header.extend(sheet.header.iter().map(String::as_str));
        let mut widths = Widths::default();
        write_header(page, 0, (&header, 2), &mut widths)?;
        for (i, row) in sheet.rows.iter().enumerate() {
            let at = row_number(i)?;
            page.write_number(at, 0, f64::from(row.row))?;
            widths.see(1, &CellValue::Text(row.reason.clone()));
            page.write_string_with_format(at, 1, cut(&row.reason), &reason)?;
            for (i, value) in row.cells.iter().enumerate() {
                widths.see(i + 2, value);
                write(page, at, column_number(i + 2)?, value)?;
            }
        }
        finish(page, (sheet.rows.len(), header.len()), 2, &widths)?;
    }
    book.bytes()
}

/// A workbook being written.
pub(crate) struct Book {
    pub(crate) book: Workbook,
    names: BTreeSet<String>,
}

impl Book {
    pub(crate) fn new() -> Result<Self, WriteError> {
        let mut book = Workbook::new();
        // a fixed day, so that the same values give the same bytes
        let written = ExcelDateTime::from_ymd(2020, 1, 1)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&written));
        Ok(Self {
            book,
            names: BTreeSet::new(),
        })
    }

    pub(crate) fn page(&mut self, name: &str) -> Result<&mut Worksheet, WriteError> {
        let name = self.free_name(name);
        Ok(self.book.add_worksheet().set_name(name)?)
    }

    /// The name without what a spreadsheet forbids, short enough, and not taken.
    fn free_name(&mut self, name: &str) -> String {
        let allowed = |c: &char| !c.is_control() && !"[]:*?/\\'".contains(*c);
        let bare: String = name.chars().filter(allowed).collect();
        let bare = if bare.trim().is_empty() {
            "Sheet"
        } else {
            bare.trim()
        };
        (1_u32..=100_000)
            .map(|n| if n == 1 { String::new() } else { format!(" ({n})") })
            .map(|end| {
                bare.chars()
                    .take(31 - end.len())
                    .chain(end.chars())
                    .collect::<String>()
            })
            .find(|name| self.names.insert(name.to_lowercase()))
            .unwrap_or_default()
    }

    pub(crate) fn bytes(mut self) -> Result<Vec<u8>, WriteError> {
        Ok(self.book.save_to_buffer()?)
    }
}

/// Writes a header into a row, the first so many columns marked.
pub(crate) fn write_header(
    page: &mut Worksheet,
    row: u32,
    (header, marked): (&[&str], usize),
    widths: &mut Widths,
) -> Result<(), WriteError> {
    let plain = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0x00DD_EBF7));
    let red = plain
        .clone()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(0x00C0_0000));
    for (column, text) in header.iter().enumerate() {
        widths.see(column, &CellValue::from(*text));
        let format = if column < marked { &red } else { &plain };
        page.write_string_with_format(row, column_number(column)?, cut(text), format)?;
    }
    Ok(())
}

/// A4 (the number spreadsheets give it).
const A4: u8 = 9;

/// Sets a page up to be printed on A4 across: one page wide, the header on each page, a foot in the middle.
pub(crate) fn print_across(
    page: &mut Worksheet,
    header: u32,
    foot: &str,
    (last_row, last_column): (u32, u16),
) -> Result<(), WriteError> {
    page.set_paper_size(A4)
        .set_landscape()
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_footer(format!("&C{foot}"));
    page.set_repeat_rows(header, header)?;
    page.set_print_area(0, 0, last_row, last_column)?;
    Ok(())
}

/// How the cells of a ruled table look.
pub(crate) struct Ruled {
    pub text: Format,
    pub number: Format,
    pub day: Format,
}

/// Writes a cell of a ruled table as what it is; what no look is for stands as it is, without one. A blank one is
/// ruled like the others.
pub(crate) fn write_ruled(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    value: &CellValue,
    (looks, blank): (&Ruled, &Format),
) -> Result<(), WriteError> {
    match value {
        CellValue::Text(text) if !text.is_empty() => {
            page.write_string_with_format(row, column, cut(text), &looks.text)?;
        }
        CellValue::Text(_) | CellValue::Blank => {
            page.write_blank(row, column, blank)?;
        }
        CellValue::Int(number) => match i32::try_from(*number) {
            Ok(number) => {
                page.write_number_with_format(row, column, number, &looks.number)?;
            }
            Err(_) => write(page, row, column, value)?,
        },
        CellValue::Date(date) => match day(*date) {
            Some(day) => {
                page.write_datetime_with_format(row, column, &day, &looks.day)?;
            }
            None => write(page, row, column, value)?,
        },
        CellValue::Number(_) | CellValue::Moment(_) => write(page, row, column, value)?,
    }
    Ok(())
}

/// Writes a cell as what it is.
pub(crate) fn write(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    value: &CellValue,
) -> Result<(), WriteError> {
    match value {
        CellValue::Blank => {}
        CellValue::Text(text) if text.is_empty() => {}
        CellValue::Text(text) => {
            page.write_string(row, column, cut(text))?;
        }
        CellValue::Int(number) => write_int(page, row, column, *number)?,
        CellValue::Number(number) if number.is_finite() => {
            page.write_number(row, column, *number)?;
        }
        CellValue::Number(number) => {
            page.write_string(row, column, number.to_string())?;
        }
        CellValue::Date(date) => match day(*date) {
            Some(day) => {
                page.write_datetime_with_format(
                    row,
                    column,
                    &day,
                    &Format::new().set_num_format("yyyy-mm-dd"),
                )?;
            }
            None => {
                page.write_string(row, column, date.to_string())?;
            }
        },
        CellValue::Moment(moment) => match day(moment.date()).and_then(|day| at_time(day, *moment)) {
            Some(day) => {
                let format = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
                page.write_datetime_with_format(row, column, &day, &format)?;
            }
            None => {
                page.write_string(row, column, moment.to_string())?;
            }
        },
    }
    Ok(())
}

/// A spreadsheet keeps fifteen digits; a longer number is written as a text, digit by digit.
fn write_int(page: &mut Worksheet, row: u32, column: u16, number: i64) -> Result<(), WriteError> {
    match i32::try_from(number) {
        Ok(small) => page.write_number(row, column, small)?,
        Err(_) if number.unsigned_abs() < 1_000_000_000_000_000 => {
            let (high, low) = (number / 1_000_000, number % 1_000_000);
            let part = |n: i64| i32::try_from(n).map(f64::from).unwrap_or_default();
            page.write_number(row, column, part(high) * 1e6 + part(low))?
        }
        Err(_) => page.write_string(row, column, number.to_string())?,
    };
    Ok(())
}

/// A day as spreadsheets keep it; none before 1900.
pub(crate) fn day(date: Date) -> Option<ExcelDateTime> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    ExcelDateTime::from_ymd(
        u16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
    .ok()
}

fn at_time(day: ExcelDateTime, moment: DateTime) -> Option<ExcelDateTime> {
    let part = |n: i8| u8::try_from(n).ok();
    day.and_hms(
        u16::from(part(moment.hour())?),
        part(moment.minute())?,
        f64::from(moment.second()),
    )
    .ok()
}

fn finish(
    page: &mut Worksheet,
    (rows, columns): (usize, usize),
    frozen: u16,
    widths: &Widths,
) -> Result<(), WriteError> {
    page.set_freeze_panes(1, frozen)?;
    page.set_repeat_rows(0, 0)?;
    if let Some(last) = columns.checked_sub(1) {
        let last_row = u32::try_from(rows).map_err(|_| WriteError::TooLarge)?;
        page.autofilter(0, 0, last_row, column_number(last)?)?;
    }
    set_widths(page, widths, WIDEST)
}

/// Makes each column as wide as its widest value, within bounds.
pub(crate) fn set_widths(page: &mut Worksheet, widths: &Widths, widest: u32) -> Result<(), WriteError> {
    for (column, width) in widths.0.iter().enumerate() {
        page.set_column_width(column_number(column)?, f64::from((*width).clamp(6, widest) + 2))?;
    }
    Ok(())
}

/// The widest value of each column, in half-width characters.
#[derive(Default)]
pub(crate) struct Widths(Vec<u32>);

impl Widths {
    pub(crate) fn see(&mut self, column: usize, value: &CellValue) {
        let width = match value {
            CellValue::Blank => 0,
            CellValue::Text(text) => text
                .chars()
                .take(64)
                .map(|c| if c.is_ascii() { 1 } else { 2 })
                .sum(),
            CellValue::Int(number) => u32::try_from(number.to_string().len()).unwrap_or(WIDEST),
            CellValue::Number(_) | CellValue::Date(_) => 10,
            CellValue::Moment(_) => 19,
        };
        if self.0.len() <= column {
            self.0.resize(column + 1, 0);
        }
        if let Some(widest) = self.0.get_mut(column) {
            *widest = width.max(*widest);
        }
    }
}

/// What a cell can hold of a text.
pub(crate) fn cut(text: &str) -> &str {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}

/// The row under the header that holds the value of this place.
pub(crate) fn row_number(i: usize) -> Result<u32, WriteError> {
    i.checked_add(1)
        .and_then(|row| u32::try_from(row).ok())
        .ok_or(WriteError::TooLarge)
}

/// The column of this place.
pub(crate) fn column_number(i: usize) -> Result<u16, WriteError> {
    u16::try_from(i).map_err(|_| WriteError::TooLarge)
}
