//! The hidden marks of a form: which form it is, and which record each row is. They stand in several places, since
//! each way a form goes loses some: a copied sheet loses the workbook's, a text file all but the cells'.
//!
//! Must not change what a mark looks like: forms come back months later. `intake::table::form_marks` reads them.

use rust_xlsxwriter::{DocProperties, ExcelDateTime};

use super::FormId;
use crate::xlsx::{Book, WriteError, cut};

/// The name of the hidden sheet.
const SHEET: &str = "kaijiang";
/// The name under which the workbook knows the mark.
const NAME: &str = "kaijiang_return";
/// The document property that holds the mark.
const PROPERTY: &str = "kaijiang-return";

/// What stands over the hidden marks of the rows: it names the form as well.
#[must_use]
pub fn row_header(form: &FormId) -> String {
    format!("kaijiang-row|{}", written(form))
}

/// The hidden mark of a row. It neither begins nor ends in a digit, so that a spreadsheet that is dragged down over
/// it copies it instead of counting on.
#[must_use]
pub fn row_mark(id: &str) -> String {
    format!("[kj:{}]", plain(id))
}

fn written(form: &FormId) -> String {
    [&form.return_id, &form.organisation_id, &form.version]
        .map(|text| plain(text))
        .join("|")
}

/// What of a text may stand in a mark: marks are looked for byte by byte, and end where anything else stands.
fn plain(text: &str) -> String {
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || "-_.:/".contains(*c);
    text.chars().filter(is_plain).collect()
}

/// What stands on the hidden sheet: the mark of the form, and the lists that are too long for a drop-down.
pub(super) struct Hidden {
    mark: String,
    lists: Vec<Vec<String>>,
}

impl Hidden {
    pub(super) fn new(form: &FormId) -> Hidden {
        Hidden {
            mark: format!("kaijiang-return|{}", written(form)),
            lists: Vec::new(),
        }
    }

    /// Keeps a list and says where it will stand, as a formula does. The same list is kept once.
    pub(super) fn list(&mut self, choices: &[String]) -> Result<String, WriteError> {
        let known = self.lists.iter().position(|list| list == choices);
        let at = known.unwrap_or(self.lists.len());
        if known.is_none() {
            self.lists.push(choices.to_vec());
        }
        let column = column_letters(at.saturating_add(1)).ok_or(WriteError::TooLarge)?;
        Ok(format!("={SHEET}!${column}$1:${column}${}", choices.len()))
    }

    /// Adds the sheet, the name and the property.
    pub(super) fn write(&self, book: &mut Book) -> Result<(), WriteError> {
        let page = book.page(SHEET)?;
        page.write_string(0, 0, &self.mark)?;
        for (column, list) in (1_u16..).zip(&self.lists) {
            for (row, choice) in (0_u32..).zip(list) {
                page.write_string(row, column, cut(choice))?;
            }
        }
        page.set_hidden(true);
        book.book.define_name(NAME, &format!("=\"{}\"", self.mark))?;
        // A fixed day, so that the same values give the same bytes.
        let written = ExcelDateTime::from_ymd(2020, 1, 1)?;
        let properties = DocProperties::new()
            .set_creation_datetime(&written)
            .set_custom_property(PROPERTY, self.mark.as_str());
        book.book.set_properties(&properties);
        Ok(())
    }
}

/// The letters over a column, from 0; none beyond the two-letter ones.
fn column_letters(column: usize) -> Option<String> {
    let letter = |n: usize| {
        u8::try_from(n)
            .ok()
            .and_then(|n| b'A'.checked_add(n))
            .map(char::from)
    };
    let (high, low) = (column / 26, column % 26);
    match high {
        0 => Some(letter(low)?.to_string()),
        1..=26 => Some([letter(high - 1)?, letter(low)?].iter().collect()),
        _ => None,
    }
}
