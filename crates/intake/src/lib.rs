//! What people bring, turned into rows and text: bytes in, values out.
//!
//! Documents (notices, scripts) come as text in any encoding, as `.docx` and as PDF; [`document`] takes their text.
//! Spreadsheets come as `.xlsx`, as `.xls`, as WPS `.et` and as text in several encodings, with titles above the
//! table, merged cells, totals below it and dates written in a dozen ways. This crate finds the table in them
//! and reads the cells.
//!
//! It must not know any organisation, lecture or person (the caller passes in what a column may be called), open
//! a file, ask the time, or word a sentence for people: errors and notes are enums with data.

pub mod document;
pub mod encoding;
pub mod fold;
pub mod limits;
pub mod table;

pub use document::clean::clean;
pub use document::{DocumentKind, DocumentText, NoDocument, Stranger, Told, read_document, tell};
pub use fold::fold;
pub use limits::{DocumentLimits, Limits};
pub use table::cell::Cell;
pub use table::count::{NoCount, read_count};
pub use table::date::{Month, NoDate, read_date, read_moment, read_month};
pub use table::form::{
    Body, Form, FormColumn, FormRow, HeaderTime, LabelCell, TimeRelation, YearPart, form, forms,
};
pub use table::form_marks::{FormMark, FormMarks, RowMark, SheetMarks, form_marks};
pub use table::header::{ColumnSpec, Identity};
pub use table::raw_row::RawRow;
pub use table::rows::{Found, NoTable, Note, Skipped, Table, find_table, take_table};
pub use table::workbook::{
    Format, OtherKind, Region, Row, Sheet, Unreadable, Workbook, WorkbookNote, read_workbook,
};
