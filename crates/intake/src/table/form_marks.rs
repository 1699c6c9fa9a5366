//! The hidden marks of a form that kaijiang sent: which form it is and which record each row is, taken out of a sheet
//! before its table is read, so that nobody takes them for cells (X7).
//!
//! It must not know what the ids mean. Where they stand is decided in `documents::return_form`; here they are found
//! wherever they went: in a moved column, without their header, in a copied sheet, in a text file.

use std::collections::BTreeSet;

use super::cell::Cell;
use super::workbook::{Format, Sheet, Workbook, guarded};
use super::{package, xls_extent};
use crate::limits::Limits;

/// Which form a sheet or a workbook is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormMark {
    /// Which return.
    pub return_id: String,
    /// Whose form.
    pub organisation_id: String,
    /// Which sending of it.
    pub version: String,
}

/// The marks of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormMarks {
    /// The forms that the workbook itself names, each once: on its hidden sheet, in its names, in its properties.
    /// More than one when sheets of several forms were put together.
    pub book: Vec<FormMark>,
    /// The sheets in which marks stand, in order.
    pub sheets: Vec<SheetMarks>,
}

/// The marks of one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetMarks {
    /// The name of the sheet.
    pub sheet: String,
    /// The forms that the sheet itself names, each once.
    pub forms: Vec<FormMark>,
    /// The marked rows, from the top. A row that is not here is new, or lost its mark.
    pub rows: Vec<RowMark>,
}

/// The mark of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowMark {
    /// The number of the row, as a person counts.
    pub row: usize,
    /// Which record it is.
    pub id: String,
    /// Whether a row above has the same id: somebody copied a row, and one of the two is new.
    pub is_repeated: bool,
}

impl FormMarks {
    /// The form of a sheet: its own mark, else the workbook's; none when there is none or they do not agree.
    #[must_use]
    pub fn form_of(&self, sheet: &str) -> Option<&FormMark> {
        let own = self.sheets.iter().find(|marks| marks.sheet == sheet);
        let forms = match own {
            Some(marks) if !marks.forms.is_empty() => &marks.forms,
            _ => &self.book,
        };
        match forms.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The marks of the rows of a sheet.
    #[must_use]
    pub fn rows_of(&self, sheet: &str) -> &[RowMark] {
        let found = self.sheets.iter().find(|marks| marks.sheet == sheet);
        found.map_or(&[], |marks| &marks.rows)
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.book.is_empty() && self.sheets.is_empty()
    }
}

/// What stands over the marks of the rows.
const HEADER: &str = "kaijiang-row|";
/// What names the form in the workbook.
const BOOK: &str = "kaijiang-return|";
/// What the mark of a row begins with.
const ROW: &str = "[kj:";

/// Takes the marks out of a workbook: afterwards its sheets hold only what people wrote. `bytes` are those it was read
/// from; they are looked through only for a sheet that does not name its form itself.
pub fn form_marks(bytes: &[u8], book: &mut Workbook, limits: &Limits) -> FormMarks {
    let mut sheets: Vec<SheetMarks> = Vec::new();
    let mut all_named = !book.sheets.is_empty();
    for sheet in &mut book.sheets {
        let marks = taken(sheet);
        all_named &= !marks.forms.is_empty();
        if !marks.forms.is_empty() || !marks.rows.is_empty() {
            sheets.push(marks);
        }
    }
    let book = if all_named {
        Vec::new()
    } else {
        named(bytes, book.format, limits)
    };
    FormMarks { book, sheets }
}

/// Takes the marks out of one sheet.
fn taken(sheet: &mut Sheet) -> SheetMarks {
    let mut marks = SheetMarks {
        sheet: sheet.name.clone(),
        ..SheetMarks::default()
    };
    let mut forms = BTreeSet::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for row in &mut sheet.rows {
        let mut found = None;
        for cell in &mut row.cells {
            let Cell::Text(text) = &*cell else { continue };
            if let Some(id) = row_id(text) {
                found = found.or_else(|| Some(id.to_owned()));
            } else if let Some(form) = text.trim().strip_prefix(HEADER) {
                forms.extend(mark_of(form));
            } else {
                continue;
            }
            *cell = Cell::Empty;
        }
        if let Some(id) = found.filter(|id| !id.is_empty()) {
            let is_repeated = !seen.insert(id.clone());
            let row = row.number;
            marks.rows.push(RowMark { row, id, is_repeated });
        }
        let kept = row.cells.iter().rposition(|cell| !cell.is_blank());
        row.cells.truncate(kept.map_or(0, |last| last + 1));
    }
    sheet.rows.retain(|row| !row.cells.is_empty());
    marks.forms = forms.into_iter().collect();
    marks
}

fn row_id(text: &str) -> Option<&str> {
    text.trim().strip_prefix(ROW)?.strip_suffix(']')
}

/// `return|organisation|version`.
fn mark_of(text: &str) -> Option<FormMark> {
    let mut parts = text.split('|').map(str::to_owned);
    let (return_id, organisation_id, version) = (parts.next()?, parts.next()?, parts.next()?);
    (!return_id.is_empty() && parts.next().is_none()).then_some(FormMark {
        return_id,
        organisation_id,
        version,
    })
}

/// The forms that the workbook names, wherever it does: the bytes are looked through for the marks, so that no part
/// that a program wrote in its own way has to be understood.
fn named(bytes: &[u8], format: Format, limits: &Limits) -> Vec<FormMark> {
    let content = guarded(|| match format {
        Format::Xlsx => Ok(package::unpack(bytes, limits)?.full),
        Format::Xls => xls_extent::workbook_stream(bytes, limits),
        Format::Csv => Ok(Vec::new()),
    });
    // It was read as a workbook a moment ago; what cannot be looked through now names nothing.
    let content = content.unwrap_or_default();
    let mut found = BTreeSet::new();
    found.extend(marks_in(&content));
    if format == Format::Xls {
        // Texts of two bytes a character: every second byte of them is the letter.
        let halves = |from: usize| -> Vec<u8> { content.iter().skip(from).step_by(2).copied().collect() };
        found.extend(marks_in(&halves(0)));
        found.extend(marks_in(&halves(1)));
    }
    found.into_iter().collect()
}

fn marks_in(content: &[u8]) -> Vec<FormMark> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:/|".contains(byte);
    let mut found = Vec::new();
    let mut rest = content;
    while let Some(at) = rest.windows(BOOK.len()).position(|seen| seen == BOOK.as_bytes()) {
        rest = rest.get(at + BOOK.len()..).unwrap_or_default();
        let end = rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
        let mark = rest.get(..end).and_then(|mark| std::str::from_utf8(mark).ok());
        found.extend(mark.and_then(mark_of));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::workbook::Row;
    use super::*;

    fn text(t: &str) -> Cell {
        Cell::Text(t.to_owned())
    }

    fn sheet(rows: Vec<Vec<Cell>>) -> Sheet {
        Sheet {
            name: "台账".to_owned(),
            rows: (1..)
                .zip(rows)
                .map(|(number, cells)| Row { number, cells })
                .collect(),
            merged: Vec::new(),
        }
    }

    fn book(rows: Vec<Vec<Cell>>) -> Workbook {
        Workbook {
            format: Format::Csv,
            encoding: None,
            sheets: vec![sheet(rows)],
            notes: Vec::new(),
        }
    }

    #[test]
    fn x7_marks_are_found_in_a_moved_column_and_taken_out_of_the_sheet() {
        let mut read = book(vec![
            vec![text("kaijiang-row|r1|o1|v2"), text("序号"), text("题目")],
            vec![text("[kj:a]"), Cell::Number(1.0), text("水渠")],
            vec![Cell::Empty, Cell::Number(2.0), text("新讲的")],
            vec![text("[kj:a]"), Cell::Number(3.0), text("水渠")],
            vec![text("[kj:b]")],
            vec![Cell::Empty, Cell::Number(4.0), text("一课"), text(" [kj:c] ")],
        ]);
        let marks = form_marks(b"", &mut read, &Limits::default());
        let form = marks.form_of("台账").unwrap();
        assert_eq!(
            (&*form.return_id, &*form.organisation_id, &*form.version),
            ("r1", "o1", "v2")
        );
        let rows: Vec<(usize, &str, bool)> = marks
            .rows_of("台账")
            .iter()
            .map(|mark| (mark.row, &*mark.id, mark.is_repeated))
            .collect();
        assert_eq!(
            rows,
            [(2, "a", false), (4, "a", true), (5, "b", false), (6, "c", false)]
        );
        // the emptied row is blank now, not a row with an id in it
        let left: Vec<usize> = read.sheets[0].rows.iter().map(|row| row.number).collect();
        assert_eq!(left, [1, 2, 3, 4, 6]);
        assert_eq!(read.sheets[0].rows[4].cells.len(), 3);
    }

    #[test]
    fn x7_sheets_of_two_forms_put_together_name_none() {
        let mut read = book(vec![
            vec![text("题目"), text("kaijiang-row|r1|o1|v1")],
            vec![text("题目"), text("kaijiang-row|r1|o2|v1")],
        ]);
        let marks = form_marks(b"", &mut read, &Limits::default());
        assert_eq!((marks.form_of("台账"), marks.sheets[0].forms.len()), (None, 2));
        let mut plain = book(vec![vec![text("题目"), text("kaijiang-row|")]]);
        assert!(form_marks(b"", &mut plain, &Limits::default()).is_empty());
    }

    #[test]
    fn x7_marks_are_told_byte_by_byte() {
        let content = b"<t>kaijiang-return|r-1|o.2|v:3</t>kaijiang-return|r-1|o.2|v:3\"kaijiang-return|x";
        let found = marks_in(content);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], found[1]);
        assert_eq!(found[0].version, "v:3");
    }
}
