//! Tables in spreadsheets: the readers of each format, the search for the header, and the cells.
//!
//! Nothing here knows what a row means.

pub mod cell;
pub mod count;
mod csv;
pub mod date;
pub mod form;
pub mod form_marks;
pub mod header;
mod identity;
mod merged;
mod package;
pub mod raw_row;
pub mod rows;
mod search;
mod skipped;
pub mod workbook;
mod written;
mod xls;
mod xls_extent;
mod xlsx;
