//! Puts the parts of a docx together: adds what the library cannot say, and packs them tightly.
//! Must not put anything of its own on the paper.

use std::io::{Cursor, Read, Write};

use docx_rs::XMLDocx;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::WriteError;

/// The bytes of the file.
pub(super) fn pack(mut parts: XMLDocx) -> Result<Vec<u8>, WriteError> {
    let document = with_repeated_heads(&String::from_utf8(parts.document)?);
    parts.document = with_numbered_pictures(&document).into_bytes();
    parts.doc_props.core = with_our_name(parts.doc_props.core)?;
    let mut loose = Cursor::new(Vec::new());
    parts.pack(&mut loose).map_err(std::io::Error::other)?;
    tight(loose)
}

/// docx-rs knows no repeated head rows (`tblHeader`). Ours, and only ours, are those it marks `cantSplit`; all other
/// rows are not to be split either. Texts cannot be hit: in them `<` is written `&lt;`.
fn with_repeated_heads(document: &str) -> String {
    let whole = "<w:trPr><w:cantSplit />";
    document
        .replace("<w:trPr><w:trHeight", &format!("{whole}<w:trHeight"))
        .replace(
            &format!("{whole}</w:trPr>"),
            &format!("{whole}<w:tblHeader /></w:trPr>"),
        )
}

/// docx-rs gives every picture the number 1; Word wants each to have its own.
fn with_numbered_pictures(document: &str) -> String {
    let mut pieces = document.split("<wp:docPr id=\"1\"");
    let first = pieces.next().unwrap_or_default().to_owned();
    (1..)
        .zip(pieces)
        .fold(first, |so_far, (number, piece): (u32, &str)| {
            so_far + &format!("<wp:docPr id=\"{number}\"") + piece
        })
}

/// Who made the file: the program, not "unknown".
fn with_our_name(core: Vec<u8>) -> Result<Vec<u8>, WriteError> {
    Ok(String::from_utf8(core)?
        .replace(">unknown<", ">kaijiang<")
        .into_bytes())
}

/// The library stores its parts unpacked; sixty slips would weigh megabytes.
fn tight(loose: Cursor<Vec<u8>>) -> Result<Vec<u8>, WriteError> {
    let mut loose = ZipArchive::new(loose)?;
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for i in 0..loose.len() {
        let mut part = loose.by_index(i)?;
        if part.is_dir() {
            continue;
        }
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)?;
        packed.start_file(part.name()?.into_owned(), options)?;
        packed.write_all(&bytes)?;
    }
    Ok(packed.finish()?.into_inner())
}
