//! 收表的表: what is sent to one organisation to be filled in: all that is held is in it already, what is asked is
//! tinted, and hidden marks say which return, whose, and which record each row is (X7).
//!
//! Must not know a column or a word: both come in. The marks are read back by `intake::table::form_marks`; what they
//! look like is decided here and must stay readable for good, since forms come back months later.

mod marks;

use rust_xlsxwriter::{
    Color, ConditionalFormatBlank, DataValidation, Format, FormatAlign, FormatBorder, Formula, Worksheet,
};

use crate::return_form::marks::Hidden;
use crate::xlsx::{Book, CellValue, Ruled, WriteError, column_number, cut, print_across, write_ruled};

pub use marks::{row_header, row_mark};

/// Which form this is. The three are the caller's, told back as they are: ASCII letters, digits and `-_.:/`; anything
/// else is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormId {
    /// Which return.
    pub return_id: String,
    /// Whose form.
    pub organisation_id: String,
    /// Which sending of it: last month's form carries last month's.
    pub version: String,
}

/// A form to be filled in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReturnForm {
    /// Which form this is, hidden in it.
    pub form: FormId,
    /// The line over everything; also the name of the sheet, cut to what a sheet may be called.
    pub title: String,
    /// Who asks, by when, what is asked; a line feed begins a new line.
    pub note: String,
    /// The columns, from the left.
    pub columns: Vec<ReturnColumn>,
    /// What is held, one row a record.
    pub rows: Vec<ReturnRow>,
    /// Empty rows below for new records, with the same drop-downs.
    pub blank_rows: usize,
    /// The foot of each printed page: `&P` is the page, `&N` how many there are.
    pub foot: String,
}

/// A column of a form.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReturnColumn {
    /// Its header, in words our own import knows.
    pub header: String,
    /// Its width, in half-width characters.
    pub width: f64,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Whether the filler is asked for it: a blank cell of it is tinted until it is filled.
    pub asked: bool,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ColumnKind {
    /// Any text, which the spreadsheet must not take for a number or a date.
    #[default]
    Text,
    /// A day.
    Date,
    /// A whole number.
    Count,
    /// A text from a list; another one is not forbidden, and the taking says so.
    Choice(Vec<String>),
    /// 序号: the running number of the row.
    Number,
}

/// A row of a form.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReturnRow {
    /// Which record it is, hidden in it; empty for none. Of the same characters as a [`FormId`].
    pub id: String,
    /// Its cells, as many as there are columns.
    pub cells: Vec<CellValue>,
}

/// The row of the header: title and note stand over it.
const HEADER: u32 = 2;
/// How high a line of the note is, in points.
const LINE: u32 = 16;
/// A list written into a drop-down is this long at most; a longer one stands on the hidden sheet.
const LONGEST_LIST: usize = 255;
/// What is asked and still blank.
const ASKED: Color = Color::RGB(0x00FF_F2CC);

/// Writes the form.
///
/// # Errors
/// When it holds more rows or columns than a spreadsheet can.
pub fn return_form(form: &ReturnForm) -> Result<Vec<u8>, WriteError> {
    let mut book = Book::new()?;
    let extent = Extent::of(form)?;
    let mut hidden = Hidden::new(&form.form);
    let page = book.page(&form.title)?;
    head(page, form, &extent)?;
    let looks = Looks::new();
    for (at, column) in (0_u16..).zip(&form.columns) {
        page.set_column_width(at, column.width.clamp(4.0, 60.0))?;
        page.write_string_with_format(HEADER, at, cut(&column.header), &looks.header)?;
        if extent.last_row > HEADER {
            prepare(page, (at, column), &extent, &mut hidden)?;
        }
    }
    for (at, row) in (HEADER + 1..).zip(&form.rows) {
        for (column, of) in (0_u16..).zip(&form.columns) {
            let at_column = usize::from(column);
            let value = row.cells.get(at_column).unwrap_or(&CellValue::Blank);
            looks.write(page, (at, column), &of.kind, value)?;
        }
        if !row.id.is_empty() {
            page.write_string(at, extent.marks, row_mark(&row.id))?;
        }
    }
    for at in extent.first_blank..=extent.last_row {
        for (column, of) in (0_u16..).zip(&form.columns) {
            looks.write(page, (at, column), &of.kind, &CellValue::Blank)?;
        }
    }
    page.write_string(HEADER, extent.marks, row_header(&form.form))?;
    page.set_column_hidden(extent.marks)?;
    print_set_up(page, form, &extent)?;
    hidden.write(&mut book)?;
    book.bytes()
}

/// Where things end.
struct Extent {
    last_column: u16,
    /// The column of the hidden marks, right beside the table: a spreadsheet that sorts the table takes it along.
    marks: u16,
    /// The last row with data; blank ones come below.
    last_held: u32,
    first_blank: u32,
    last_row: u32,
}

impl Extent {
    fn of(form: &ReturnForm) -> Result<Extent, WriteError> {
        let rows = |n: usize| u32::try_from(n).map_err(|_| WriteError::TooLarge);
        let last_held = HEADER
            .checked_add(rows(form.rows.len())?)
            .ok_or(WriteError::TooLarge)?;
        Ok(Extent {
            last_column: column_number(form.columns.len().saturating_sub(1))?,
            marks: column_number(form.columns.len())?,
            last_held,
            first_blank: last_held.saturating_add(1),
            last_row: last_held
                .checked_add(rows(form.blank_rows)?)
                .ok_or(WriteError::TooLarge)?,
        })
    }
}

/// Title and note over the table.
fn head(page: &mut Worksheet, form: &ReturnForm, extent: &Extent) -> Result<(), WriteError> {
    let title = Format::new()
        .set_bold()
        .set_font_size(16)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    let note = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter);
    let last = extent.last_column;
    if last > 0 {
        page.merge_range(0, 0, 0, last, cut(&form.title), &title)?;
        page.merge_range(1, 0, 1, last, cut(&form.note), &note)?;
    } else {
        page.write_string_with_format(0, 0, cut(&form.title), &title)?;
        page.write_string_with_format(1, 0, cut(&form.note), &note)?;
    }
    page.set_row_height(0, 28)?;
    // A merged cell does not grow by itself: its lines are counted.
    let width: f64 = form.columns.iter().map(|column| column.width).sum();
    let lines: u32 = form.note.lines().map(|line| lines_of(line, width)).sum();
    page.set_row_height(1, f64::from(lines.max(1).saturating_mul(LINE)))?;
    page.set_row_height(HEADER, 30)?;
    Ok(())
}

/// On how many lines a text is broken, in so many half-width characters.
fn lines_of(text: &str, width: f64) -> u32 {
    let long: u32 = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let mut lines = 1;
    while f64::from(lines) * width.max(10.0) < f64::from(long) && lines < 20 {
        lines += 1;
    }
    lines
}

/// Formats of whole columns, drop-downs, and the tint of what is asked.
fn prepare(
    page: &mut Worksheet,
    (at, column): (u16, &ReturnColumn),
    extent: &Extent,
    hidden: &mut Hidden,
) -> Result<(), WriteError> {
    let (first, last) = (HEADER + 1, extent.last_row);
    if let ColumnKind::Choice(choices) = &column.kind
        && !choices.is_empty()
    {
        let length: usize = choices.iter().map(|choice| choice.chars().count() + 1).sum();
        // A comma would end the choice, a quotation mark the list.
        let is_plain = choices.iter().all(|choice| !choice.contains([',', '"']));
        let choice = if is_plain && length <= LONGEST_LIST {
            DataValidation::new().allow_list_strings(choices)?
        } else {
            let range = hidden.list(choices)?;
            DataValidation::new().allow_list_formula(Formula::new(range))
        };
        page.add_data_validation(first, at, last, at, &choice.show_error_message(false))?;
    }
    if column.asked && extent.last_held > HEADER {
        // A rule and not a colour: it goes as soon as the cell is filled.
        let tinted = ConditionalFormatBlank::new().set_format(Format::new().set_background_color(ASKED));
        page.add_conditional_format(first, at, extent.last_held, at, &tinted)?;
    }
    Ok(())
}

/// A4 across, one page wide, the header on each page; sorting and filtering take the hidden marks along.
fn print_set_up(page: &mut Worksheet, form: &ReturnForm, extent: &Extent) -> Result<(), WriteError> {
    page.set_freeze_panes(HEADER + 1, 0)?;
    page.autofilter(HEADER, 0, extent.last_row, extent.marks)?;
    print_across(page, HEADER, &form.foot, (extent.last_row, extent.last_column))
}

/// How cells look: ruled, texts broken into lines, days as days.
struct Looks {
    header: Format,
    cells: Ruled,
}

impl Looks {
    fn new() -> Looks {
        let ruled = Format::new()
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::VerticalCenter);
        Looks {
            header: ruled
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0x00DD_EBF7)),
            cells: Ruled {
                text: ruled.clone().set_text_wrap().set_num_format("@"),
                day: ruled.clone().set_num_format("yyyy-mm-dd"),
                number: ruled.set_num_format("0"),
            },
        }
    }

    fn of(&self, kind: &ColumnKind) -> &Format {
        match kind {
            ColumnKind::Text | ColumnKind::Choice(_) => &self.cells.text,
            ColumnKind::Date => &self.cells.day,
            ColumnKind::Count | ColumnKind::Number => &self.cells.number,
        }
    }

    /// A blank cell takes what is typed as what its column holds.
    fn write(
        &self,
        page: &mut Worksheet,
        at: (u32, u16),
        kind: &ColumnKind,
        value: &CellValue,
    ) -> Result<(), WriteError> {
        write_ruled(page, at, value, (&self.cells, self.of(kind)))
    }
}
