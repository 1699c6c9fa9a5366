//! Puts the parts of a docx together: adds what the library cannot say, and packs them tightly.
//! Must not put anything of its own on the paper.

use std::io::{Cursor, Read, Write};

use docx_rs::XMLDocx;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::WriteError;
use super::order::in_order;

/// The bytes of the file.
pub(super) fn pack(mut parts: XMLDocx) -> Result<Vec<u8>, WriteError> {
    let document = with_repeated_heads(&String::from_utf8(parts.document)?);
    let document = without_white_between_scripts(&with_footers_everywhere(&document));
    parts.document = in_order(&with_numbered_pictures(&document)).into_bytes();
    let others = parts
        .footers
        .iter_mut()
        .chain([&mut parts.styles, &mut parts.settings]);
    for part in others {
        *part = in_order(&String::from_utf8(std::mem::take(part))?).into_bytes();
    }
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

/// docx-rs tells the footers to the last section alone, and behind what must follow them; those before it have the same.
fn with_footers_everywhere(document: &str) -> String {
    let mut references = String::new();
    let mut pieces = document.split("<w:footerReference ");
    let mut bare = pieces.next().unwrap_or_default().to_owned();
    for (attributes, rest) in pieces.filter_map(|piece| piece.split_once("/>")) {
        references.extend(["<w:footerReference ", attributes, "/>"]);
        bare += rest;
    }
    bare.replace("<w:sectPr>", &format!("<w:sectPr>{references}"))
}

/// What stands on a grid keeps to it: no white of its own between Chinese and Latin letters. docx-rs has no word for it.
fn without_white_between_scripts(document: &str) -> String {
    let grid = "<w:snapToGrid ";
    document.replace(
        grid,
        &format!("<w:autoSpaceDE w:val=\"0\" /><w:autoSpaceDN w:val=\"0\" />{grid}"),
    )
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
    let (mut whole, mut jpegs) = (Vec::new(), Vec::new());
    for i in 0..loose.len() {
        let mut part = loose.by_index(i)?;
        if part.is_dir() {
            continue;
        }
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)?;
        let name = part.name()?.into_owned();
        let name = if is_jpeg(&bytes) {
            jpegs.push(name.clone());
            as_jpeg(&name)
        } else {
            name
        };
        whole.push((name, bytes));
    }
    for (name, bytes) in whole {
        packed.start_file(&*name, options)?;
        packed.write_all(&with_jpegs(&name, bytes, &jpegs)?)?;
    }
    Ok(packed.finish()?.into_inner())
}

fn is_jpeg(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xd8")
}

fn as_jpeg(name: &str) -> String {
    format!("{}.jpeg", name.trim_end_matches(".png"))
}

/// docx-rs takes every picture for a PNG: the parts that point to pictures are told what they are.
fn with_jpegs(name: &str, bytes: Vec<u8>, jpegs: &[String]) -> Result<Vec<u8>, WriteError> {
    if jpegs.is_empty() || !name.contains("/_rels/") {
        return Ok(bytes);
    }
    let mut text = String::from_utf8(bytes)?;
    for jpeg in jpegs {
        let target = jpeg.trim_start_matches("word/");
        text = text.replace(&format!("\"{target}\""), &format!("\"{}\"", as_jpeg(target)));
    }
    Ok(text.into_bytes())
}
