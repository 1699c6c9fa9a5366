//! The text of a PDF, page by page.
//!
//! It must not be trusted with time or memory: the parser is of others and panics at odd files, which is caught here
//! page by page; what it takes is bounded by the process around it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, PlainTextOutput, output_doc_page};

use super::{DocumentKind, DocumentText, NoDocument, damaged, lines};
use crate::limits::DocumentLimits;

/// Letters a page below which pages with pictures are taken for scans: programs that scan print a line of their own.
const FEW_LETTERS: usize = 16;

/// Reads every page that can be read.
pub(super) fn read(bytes: &[u8], limits: &DocumentLimits) -> Result<DocumentText, NoDocument> {
    let mut document = Document::load_mem(bytes).map_err(refused)?;
    if document.is_encrypted() {
        // Many are locked only against changes: they open with no password.
        document.decrypt("").map_err(|_| NoDocument::Password)?;
    }
    let count = document.get_pages().len();
    if count > limits.max_pages {
        return Err(NoDocument::TooManyPages {
            pages: count,
            limit: limits.max_pages,
        });
    }
    if count == 0 {
        return Err(damaged("no pages"));
    }
    let (mut pages, mut broken_pages) = (Vec::new(), Vec::new());
    for number in 1..=count {
        match page(&document, number) {
            Some(text) => pages.push(text),
            None => broken_pages.push(number),
        }
    }
    if pages.is_empty() {
        return Err(damaged("no page can be read"));
    }
    let text = lines::of_pages(&pages);
    if is_scan(&text, &document, count) {
        return Err(NoDocument::Scanned { pages: count });
    }
    Ok(DocumentText {
        kind: DocumentKind::Pdf,
        text,
        pages: Some(count),
        broken_pages,
        encoding: None,
        damaged: false,
    })
}

fn refused(error: pdf_extract::Error) -> NoDocument {
    match error {
        pdf_extract::Error::InvalidPassword | pdf_extract::Error::Decryption(_) => NoDocument::Password,
        other => damaged(other),
    }
}

fn page(document: &Document, number: usize) -> Option<String> {
    let number = u32::try_from(number).ok()?;
    let read = || {
        let mut text = String::new();
        let mut output = PlainTextOutput::new(&mut text);
        output_doc_page(document, &mut output, number).map(|()| text)
    };
    catch_unwind(AssertUnwindSafe(read)).ok()?.ok()
}

/// No letters; or hardly any beside pictures; or letters that were given no meaning.
fn is_scan(text: &str, document: &Document, pages: usize) -> bool {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let unknown = text.chars().filter(|c| is_unknown(*c)).count();
    letters == 0
        || unknown > letters
        || (letters < pages.saturating_mul(FEW_LETTERS) && has_picture(document))
}

fn is_unknown(c: char) -> bool {
    matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}') || (c.is_control() && !c.is_whitespace())
}

fn has_picture(document: &Document) -> bool {
    let is_picture = |object: &pdf_extract::Object| {
        let stream = object.as_stream().ok();
        let subtype = stream.and_then(|stream| stream.dict.get(b"Subtype").ok());
        subtype.and_then(|name| name.as_name().ok()) == Some(b"Image")
    };
    document.objects.values().any(is_picture)
}
