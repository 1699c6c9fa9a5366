//! The zip package of an `.xlsx`, measured before anything of it is parsed.
//!
//! The sizes a package states may be lies, so every part that will be parsed is unpacked here under the caps,
//! and handed on as a package without compression. Pictures and macros are not unpacked at all. Nothing here
//! may look at what the XML says beyond the tags that bound the cells.

use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::workbook::{OtherKind, Unreadable};
use crate::limits::Limits;

/// Two uncompressed packages made of one file.
pub(super) struct Unpacked {
    /// All XML parts.
    pub(super) full: Vec<u8>,
    /// The same with every sheet's cells cut out, from which merged regions are read without reading the cells
    /// again; absent when no sheet has any.
    pub(super) frame: Option<Vec<u8>>,
}

/// Packages below this size are never suspected for their ratio.
const SMALL: u64 = 32 << 20;

/// Unpacks what will be parsed.
pub(super) fn unpack(bytes: &[u8], limits: &Limits) -> Result<Unpacked, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    measure(&mut archive, bytes.len(), limits)?;
    let mut full = Writer::new(bytes.len().saturating_mul(4));
    let mut frame = Writer::new(bytes.len());
    let (mut left, mut merged) = (limits.max_unpacked, false);
    let mut part = Vec::new();
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).map_err(damaged)?;
        let name = entry.name().map_err(damaged)?.into_owned();
        if !is_parsed(&name) || archive_has_seen(&full.names, &name) {
            continue;
        }
        let cap = if is_bulk(&name) {
            left
        } else {
            left.min(limits.max_part)
        };
        part.clear();
        let read = entry
            .by_ref()
            .take(cap.saturating_add(1))
            .read_to_end(&mut part)
            .map_err(|e| Unreadable::Damaged {
                detail: e.to_string(),
            })?;
        let read = u64::try_from(read).unwrap_or(u64::MAX);
        if read > cap {
            return Err(Unreadable::TooLargeUnpacked {
                bytes: read,
                limit: cap,
            });
        }
        left -= read;
        full.add(&name, &[&part])?;
        match cells_of(&part) {
            Some((before, after)) if is_sheet(&name) => {
                merged |= contains(after, b"mergeCell ");
                frame.add(&name, &[before, b"<sheetData/>", after])?;
            }
            _ if name.eq_ignore_ascii_case("xl/sharedStrings.xml") => {}
            _ => {
                merged |= is_sheet(&name) && contains(&part, b"mergeCell ");
                frame.add(&name, &[&part])?;
            }
        }
    }
    if full.names.is_empty() {
        return Err(Unreadable::OtherKind(OtherKind::OtherPackage));
    }
    let frame = if merged { Some(frame.finish()?) } else { None };
    Ok(Unpacked {
        full: full.finish()?,
        frame,
    })
}

/// The figures the directory states: a plain bomb is told without unpacking a byte.
fn measure(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    packed: usize,
    limits: &Limits,
) -> Result<(), Unreadable> {
    if archive.len() > limits.max_entries {
        return Err(Unreadable::TooManyEntries {
            entries: archive.len(),
            limit: limits.max_entries,
        });
    }
    let (mut total, mut workbook) = (0_u64, false);
    for i in 0..archive.len() {
        let entry = archive.by_index_raw(i).map_err(damaged)?;
        if entry.encrypted() {
            return Err(Unreadable::Password);
        }
        let name = entry.name().map_err(damaged)?;
        workbook |= name.to_ascii_lowercase().ends_with("workbook.xml");
        if is_parsed(&name) {
            total = total.saturating_add(entry.size());
        }
    }
    if !workbook {
        return Err(Unreadable::OtherKind(OtherKind::OtherPackage));
    }
    let packed = u64::try_from(packed).unwrap_or(u64::MAX).max(1);
    if total > limits.max_unpacked {
        return Err(Unreadable::TooLargeUnpacked {
            bytes: total,
            limit: limits.max_unpacked,
        });
    }
    if total > SMALL && total / packed > limits.max_ratio {
        let limit = packed.saturating_mul(limits.max_ratio);
        return Err(Unreadable::TooLargeUnpacked { bytes: total, limit });
    }
    Ok(())
}

struct Writer {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    names: Vec<String>,
}

impl Writer {
    fn new(capacity: usize) -> Self {
        Self {
            zip: ZipWriter::new(Cursor::new(Vec::with_capacity(capacity.min(64 << 20)))),
            names: Vec::new(),
        }
    }

    fn add(&mut self, name: &str, pieces: &[&[u8]]) -> Result<(), Unreadable> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.zip.start_file(name, options).map_err(damaged)?;
        for piece in pieces {
            self.zip.write_all(piece).map_err(|e| Unreadable::Damaged {
                detail: e.to_string(),
            })?;
        }
        self.names.push(name.to_owned());
        Ok(())
    }

    fn finish(self) -> Result<Vec<u8>, Unreadable> {
        self.zip.finish().map(Cursor::into_inner).map_err(damaged)
    }
}

fn archive_has_seen(names: &[String], name: &str) -> bool {
    names.iter().any(|known| known == name)
}

fn extension_is(name: &str, extension: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, end)| end.eq_ignore_ascii_case(extension))
}

fn is_parsed(name: &str) -> bool {
    extension_is(name, "xml") || extension_is(name, "rels")
}

fn is_sheet(name: &str) -> bool {
    name.to_ascii_lowercase().contains("sheets/")
}

/// Parts that grow with the number of rows.
fn is_bulk(name: &str) -> bool {
    is_sheet(name) || name.to_ascii_lowercase().ends_with("sharedstrings.xml")
}

/// What stands before and after the cells of a sheet, when they are written without a name space prefix.
fn cells_of(part: &[u8]) -> Option<(&[u8], &[u8])> {
    const OPEN: &[u8] = b"<sheetData";
    const CLOSE: &[u8] = b"</sheetData>";
    let head = part.get(..part.len().min(64 << 10))?;
    let start = head.windows(OPEN.len()).position(|w| w == OPEN)?;
    let end = part
        .windows(CLOSE.len())
        .rposition(|w| w == CLOSE)?
        .checked_add(CLOSE.len())?;
    if end <= start {
        return None;
    }
    Some((part.get(..start)?, part.get(end..)?))
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|w| w == needle)
}

fn damaged(error: ZipError) -> Unreadable {
    match error {
        ZipError::InvalidPassword => Unreadable::Password,
        other => Unreadable::Damaged {
            detail: other.to_string(),
        },
    }
}
