//! The zip package of a `.docx`: which parts hold text, and their bytes under the caps.
//!
//! Nothing is unpacked but the main text and its notes; pictures, macros and packages inside the package stay packed.

mod body;

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{DocumentKind, DocumentText, NoDocument, Stranger, damaged};
use crate::encoding::decode;
use crate::limits::DocumentLimits;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Where the main text stands unless the package says otherwise.
const MAIN: &str = "word/document.xml";
/// Notes stand beside the main text.
const NOTES: [&str; 2] = ["footnotes.xml", "endnotes.xml"];
/// The part that names the main one.
const RELATIONS: &str = "_rels/.rels";

/// The text of the package.
pub(super) fn read(bytes: &[u8], limits: &DocumentLimits) -> Result<DocumentText, NoDocument> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refused)?;
    if archive.len() > limits.max_entries {
        return Err(NoDocument::TooManyEntries {
            entries: archive.len(),
            limit: limits.max_entries,
        });
    }
    let main = main_part(&mut archive, limits)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut left = limits.max_unpacked;
    let mut text = String::new();
    let notes = NOTES.map(|note| format!("{folder}/{note}"));
    for name in std::iter::once(&main).chain(&notes) {
        if let Some(part) = unpacked(&mut archive, name, left)? {
            left = left.saturating_sub(u64::try_from(part.len()).unwrap_or(u64::MAX));
            body::append(&decode(&part).text, &mut text)?;
        } else if *name == main {
            return Err(damaged("no main part"));
        }
    }
    Ok(DocumentText {
        kind: DocumentKind::Docx,
        text,
        pages: None,
        broken_pages: Vec::new(),
        encoding: None,
        damaged: false,
    })
}

/// The name of the part with the main text.
fn main_part(archive: &mut Archive<'_>, limits: &DocumentLimits) -> Result<String, NoDocument> {
    let told = unpacked(archive, RELATIONS, limits.max_unpacked)?;
    let told = told.and_then(|part| body::main_target(&decode(&part).text));
    let main = told.unwrap_or_else(|| MAIN.to_owned());
    let has = |name: &str| archive.index_for_name(name).is_some();
    if main.ends_with("workbook.xml") || main.ends_with("workbook.bin") {
        return Err(NoDocument::OtherKind(Stranger::Workbook));
    }
    if main.ends_with("presentation.xml") {
        return Err(NoDocument::OtherKind(Stranger::Slides));
    }
    if has(&main) {
        return Ok(main);
    }
    // OpenDocument has neither relations nor the folder.
    let is_open_document = has("content.xml") && has("mimetype");
    Err(if is_open_document {
        NoDocument::WantsConverting
    } else if has(RELATIONS) {
        damaged("no main part")
    } else {
        NoDocument::OtherKind(Stranger::Package)
    })
}

/// The bytes of a part, if it is there: never more than the limit, whatever the package states of its size.
fn unpacked(archive: &mut Archive<'_>, name: &str, limit: u64) -> Result<Option<Vec<u8>>, NoDocument> {
    let mut entry = match archive.by_name(name) {
        Ok(entry) => entry,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(refused(error)),
    };
    let too_large = |bytes| NoDocument::TooLargeUnpacked { bytes, limit };
    if entry.size() > limit {
        return Err(too_large(entry.size()));
    }
    let mut part = Vec::new();
    let read = entry
        .by_ref()
        .take(limit.saturating_add(1))
        .read_to_end(&mut part);
    let read = u64::try_from(read.map_err(damaged)?).unwrap_or(u64::MAX);
    if read > limit {
        return Err(too_large(read));
    }
    Ok(Some(part))
}

fn refused(error: ZipError) -> NoDocument {
    match error {
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            NoDocument::Password
        }
        other => damaged(other),
    }
}
