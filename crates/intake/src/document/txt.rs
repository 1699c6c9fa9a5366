//! Plain text in any encoding, its paragraphs one a line.
//!
//! It must not read text that a program marked up (rich text, web pages): a converter does.

use super::{DocumentKind, DocumentText, NoDocument, Stranger, lines};
use crate::encoding::decode;

/// How many characters in a hundred may be none that people write, before a file is no text.
const MOST_STRANGE: usize = 5;

/// The text of the bytes.
pub(super) fn read(bytes: &[u8]) -> Result<DocumentText, NoDocument> {
    let decoded = decode(bytes);
    if is_gibberish(&decoded.text) {
        return Err(NoDocument::OtherKind(Stranger::Unknown));
    }
    Ok(DocumentText {
        kind: DocumentKind::Text,
        text: lines::of_text(&decoded.text),
        pages: None,
        broken_pages: Vec::new(),
        encoding: Some(decoded.encoding),
        damaged: decoded.damaged,
    })
}

/// Whether the beginning of a file is rich text or a web page.
pub(super) fn is_marked(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let text = text.trim_start_matches(['\u{FEFF}', ' ', '\r', '\n', '\t']);
    let is_page = text.starts_with("<!doctype html") || text.starts_with("<html");
    let is_old_xml = text.starts_with("<?xml") && text.contains("mso-application progid=\"word.document\"");
    text.starts_with("{\\rtf") || is_page || is_old_xml
}

fn is_gibberish(text: &str) -> bool {
    let (mut all, mut strange) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        strange += usize::from(is_strange(c));
    }
    strange.saturating_mul(100) > all.saturating_mul(MOST_STRANGE)
}

/// Control characters, what could not be decoded, and what no character was given to.
fn is_strange(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}' | '\u{B}' | '\u{1A}');
    is_control || matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}')
}
