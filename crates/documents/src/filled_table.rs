//! 填上级的表: values put into cells of a workbook that somebody else made, which stays theirs: only the cells named are
//! written, each with the format it has; every other part of the file is copied as it is, packed bytes and all (X7).
//!
//! Must not know what a value means or choose a cell. Must not touch a formula.

mod book;
mod sheet;
mod styles;

use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::xlsx::CellValue;

/// Values for one sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filling {
    /// The name of the sheet.
    pub sheet: String,
    /// The first row below the header, as a person counts: rows from here on lend their look to rows that are added.
    pub body: usize,
    /// The cells, each once.
    pub cells: Vec<FillCell>,
}

/// A value for a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct FillCell {
    /// The row, as a person counts.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
    /// What is put there.
    pub value: FillValue,
}

/// What is put into a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum FillValue {
    /// A value. A day is a day where the cell is made for one, else a text.
    Plain(CellValue),
    /// A share between 0 and 1: a percentage where the cell is made for one, else a hundred times it as a number,
    /// rounded to one decimal.
    Share(f64),
}

/// A workbook with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The file.
    pub bytes: Vec<u8>,
    /// Cells that hold a formula, row and column: they were left as they are.
    pub left: Vec<(usize, usize)>,
}

/// Why a workbook could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// It is no package of XML parts: an `.xls`, a text.
    #[error("not an xlsx package: {0}")]
    OtherFormat(String),
    /// It has no such sheet.
    #[error("no sheet {0:?}")]
    NoSheet(String),
    /// A part of it cannot be read or is larger than any table.
    #[error("damaged: {0}")]
    Damaged(String),
}

impl From<ZipError> for FillError {
    fn from(error: ZipError) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl From<std::io::Error> for FillError {
    fn from(error: std::io::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// No part that is read here is larger, unpacked.
const LARGEST: u64 = 64 << 20;

type Package<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Puts values into a workbook. Whatever stands in a named cell is replaced, a formula excepted.
///
/// # Errors
/// When it is no xlsx, has no such sheet, or is damaged.
pub fn filled_table(bytes: &[u8], filling: &Filling) -> Result<Filled, FillError> {
    let mut package: Package<'_> =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| FillError::OtherFormat(error.to_string()))?;
    let book = book::Book::read(&mut package)?;
    let name = book
        .part_of(&filling.sheet)
        .ok_or_else(|| FillError::NoSheet(filling.sheet.clone()))?
        .to_owned();
    let styles = match &book.styles {
        Some(styles) => styles::Styles::read(&part(&mut package, styles)?)?,
        None => styles::Styles::default(),
    };
    let written = sheet::write(
        &part(&mut package, &name)?,
        filling,
        &sheet::Setting {
            styles: &styles,
            counts_from_1904: book.counts_from_1904,
        },
    )?;
    let mut changed = vec![(name, written.content)];
    if book.has_formulas(&mut package)? {
        changed.push((book.name.clone(), book.reckoned_on_opening()?));
    }
    Ok(Filled {
        bytes: with(package, &changed)?,
        left: written.left,
    })
}

/// The text of a part.
fn part(package: &mut Package<'_>, name: &str) -> Result<String, FillError> {
    let mut text = String::new();
    let entry = package.by_name(name)?;
    let read = entry.take(LARGEST + 1).read_to_string(&mut text)?;
    if u64::try_from(read).is_ok_and(|read| read <= LARGEST) {
        Ok(text)
    } else {
        Err(FillError::Damaged(format!("{name} is too large")))
    }
}

/// The package with some parts changed and all others as they are, in the same order.
fn with(mut package: Package<'_>, changed: &[(String, String)]) -> Result<Vec<u8>, FillError> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..package.len() {
        let entry = package.by_index_raw(i)?;
        let name = entry.name()?.into_owned();
        let Some((_, content)) = changed.iter().find(|(changed, _)| *changed == name) else {
            out.raw_copy_file(entry)?;
            continue;
        };
        let mut options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        if let Some(at) = entry.last_modified() {
            options = options.last_modified_time(at);
        }
        out.start_file(&*name, options)?;
        out.write_all(content.as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}

/// The value of an attribute, by its name without prefix; texts that XML had to write otherwise are put back.
fn attribute(tag: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
    let text = std::str::from_utf8(&found.value).ok()?;
    quick_xml::escape::unescape(text)
        .ok()
        .map(std::borrow::Cow::into_owned)
}

/// The letters over a column, from 0: `A`, `AB`.
#[must_use]
pub fn column_letters(column: usize) -> String {
    sheet::letters(column)
}

/// What a parser says of a broken part.
fn broken(error: impl std::fmt::Display) -> FillError {
    FillError::Damaged(error.to_string())
}
