//! An empty sheet to be filled in: headers, cells that stay what is typed, lists to choose from, a hint at each column.
//!
//! Must not know what the columns mean: headers, choices and hints are passed in.

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    XlsxError,
};

use crate::xlsx::WriteError;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Text, which the spreadsheet must not take for a number or a date: `1956-01` stays so.
    Text,
    /// A day.
    Day,
    /// A whole number.
    Count,
}

/// A column to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateColumn {
    /// Its header.
    pub header: String,
    /// Whether every row needs it.
    pub is_required: bool,
    /// What its cells hold.
    pub holds: Holds,
    /// What to choose from; empty: anything.
    pub choices: Vec<String>,
    /// Shown when a cell of it is chosen.
    pub hint: String,
}

/// Rows that are prepared.
const ROWS: u32 = 5000;
/// A list to choose from is this long at most, or the spreadsheet takes no list.
const LONGEST_LIST: usize = 255;
/// A hint is this long at most.
const LONGEST_HINT: usize = 250;

/// Writes the sheet. Headers that every row needs are red, as `required` says in words in the hint.
///
/// # Errors
/// When there are more columns than a sheet can hold, or the writer fails.
pub fn template(name: &str, columns: &[TemplateColumn]) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    // A fixed day, so that the same values give the same bytes.
    let written = ExcelDateTime::from_ymd(2020, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&written));
    let page = book.add_worksheet();
    page.set_name(name.chars().take(31).collect::<String>())?;
    for (at, column) in columns.iter().enumerate() {
        let at = u16::try_from(at).map_err(|_| WriteError::TooLarge)?;
        page.set_column_format(at, &cells(column.holds))?;
        let width = column.header.chars().count().clamp(6, 20);
        page.set_column_width(at, f64::from(u32::try_from(width).unwrap_or(20)) * 2.2)?;
        page.write_string_with_format(0, at, &column.header, &header(column))?;
        page.add_data_validation(1, at, ROWS, at, &validation(column)?)?;
    }
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    Ok(book.save_to_buffer()?)
}

fn header(column: &TemplateColumn) -> Format {
    let plain = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_border(FormatBorder::Thin);
    if column.is_required {
        plain
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(0x00C0_0000))
    } else {
        plain.set_background_color(Color::RGB(0x00DD_EBF7))
    }
}

fn cells(holds: Holds) -> Format {
    let format = match holds {
        Holds::Text => "@",
        Holds::Day => "yyyy-mm-dd",
        Holds::Count => "0",
    };
    Format::new().set_num_format(format)
}

fn validation(column: &TemplateColumn) -> Result<DataValidation, XlsxError> {
    let listed: usize = column
        .choices
        .iter()
        .map(|choice| choice.chars().count() + 1)
        .sum();
    let validation = if column.choices.is_empty() || listed > LONGEST_LIST {
        DataValidation::new().allow_any_value()
    } else {
        // Another word is not forbidden: the pack may know it, and the import says so if not.
        DataValidation::new()
            .allow_list_strings(&column.choices)?
            .show_error_message(false)
    };
    let hint: String = column.hint.chars().take(LONGEST_HINT).collect();
    validation.set_input_message(hint)
}
