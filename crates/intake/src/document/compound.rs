//! OLE compound files: what one holds, by the names of its streams.
//!
//! It must not read the text: no sound parser of `.doc` and `.wps` is at hand, and a converter knows better.

use std::io::{Cursor, Read};

use super::{NoDocument, Stranger};

/// Streams that tell a kind, the surest first.
const WORKBOOKS: [&str; 2] = ["Workbook", "Book"];
const SLIDES: &str = "PowerPoint Document";
const LOCKED: &str = "EncryptedPackage";
const DOCUMENT: &str = "WordDocument";
/// Where the header of `WordDocument` says that it is encrypted: a bit of its sixth word.
const FLAGS: usize = 11;
const ENCRYPTED: u8 = 0x01;

/// Why the file is not read here.
pub(super) fn told(bytes: &[u8]) -> NoDocument {
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
        // Old programs write files that a strict reader refuses and a converter takes.
        return NoDocument::WantsConverting;
    };
    if file.is_stream(LOCKED) {
        return NoDocument::Password;
    }
    if WORKBOOKS.iter().any(|name| file.is_stream(name)) {
        return NoDocument::OtherKind(Stranger::Workbook);
    }
    if file.is_stream(SLIDES) {
        return NoDocument::OtherKind(Stranger::Slides);
    }
    let mut header = [0; FLAGS + 1];
    let read = file
        .open_stream(DOCUMENT)
        .and_then(|mut stream| stream.read_exact(&mut header));
    match header.get(FLAGS) {
        Some(flags) if read.is_ok() && flags & ENCRYPTED != 0 => NoDocument::Password,
        _ => NoDocument::WantsConverting,
    }
}
