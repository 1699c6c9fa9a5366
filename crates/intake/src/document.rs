//! The text of a document, whatever the file is called: plain text in any encoding, `.docx`, PDF (F1, S3).
//!
//! It must not look for meaning in the text, nor let a parser's panic out. A PDF is parsed by code of others that
//! may also take time and memory without end: a caller runs [`read_document`] for a PDF in a process of its own.

pub mod clean;
mod compound;
mod docx;
mod lines;
mod pdf;
mod pinyin;
mod txt;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::limits::DocumentLimits;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// Plain text.
    Text,
    /// A zip package with a text of Word's kind; newer WPS files are this too.
    Docx,
    /// A PDF.
    Pdf,
}

/// The text of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentText {
    /// What the document is.
    pub kind: DocumentKind,
    /// The text: a line for each paragraph, cells of a table parted by tabs. No line is blank.
    pub text: String,
    /// Pages, where the file tells (PDF).
    pub pages: Option<usize>,
    /// Pages that could not be read, counted from 1; the text is that of the others.
    pub broken_pages: Vec<usize>,
    /// The name of the encoding of a plain text.
    pub encoding: Option<&'static str>,
    /// True when bytes could not be decoded and stand as U+FFFD.
    pub damaged: bool,
}

impl DocumentText {
    /// The paragraphs, in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }
}

/// Why no text can be taken out of a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoDocument {
    /// No bytes, or no letter in it.
    #[error("empty")]
    Empty,
    /// More bytes than allowed.
    #[error("{bytes} bytes, limit {limit}")]
    TooLarge {
        /// How many.
        bytes: u64,
        /// How many may be.
        limit: u64,
    },
    /// Unpacks to more than allowed: a zip bomb.
    #[error("unpacks to {bytes} bytes or more, limit {limit}")]
    TooLargeUnpacked {
        /// How many at least.
        bytes: u64,
        /// How many may be.
        limit: u64,
    },
    /// More files inside than allowed.
    #[error("{entries} entries, limit {limit}")]
    TooManyEntries {
        /// How many.
        entries: usize,
        /// How many may be.
        limit: usize,
    },
    /// More pages than allowed.
    #[error("{pages} pages, limit {limit}")]
    TooManyPages {
        /// How many.
        pages: usize,
        /// How many may be.
        limit: usize,
    },
    /// More characters than allowed.
    #[error("more than {limit} characters")]
    TooLong {
        /// How many may be.
        limit: usize,
    },
    /// Pages, but no letters on them: pictures of paper, or letters drawn as shapes.
    #[error("{pages} pages without text")]
    Scanned {
        /// How many pages.
        pages: usize,
    },
    /// Locked with a password.
    #[error("locked with a password")]
    Password,
    /// A document of an old or rare kind, which a converter may turn into a `.docx`.
    #[error("wants converting")]
    WantsConverting,
    /// The right kind of file, but broken.
    #[error("damaged: {detail}")]
    Damaged {
        /// What the parser said.
        detail: String,
    },
    /// No document.
    #[error("not a document: {0:?}")]
    OtherKind(Stranger),
}

/// Kinds of files that are brought by mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stranger {
    /// A workbook: `.xlsx`, `.xls`, `.et`.
    Workbook,
    /// Slides: `.pptx`, `.ppt`, `.dps`.
    Slides,
    /// A picture: a photo of the paper.
    Picture,
    /// An archive, or a package of another kind.
    Package,
    /// None of these: a program, a film, bytes.
    Unknown,
}

/// What the first bytes of a file tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Text, as far as can be seen.
    Text,
    /// A zip package: a `.docx`, or another.
    Package,
    /// A PDF: parse it in a process of its own.
    Pdf,
    /// An OLE compound file: `.doc`, `.wps`, or another.
    Compound,
    /// Rich text or a web page, as old programs save under the name of a document.
    Marked,
    /// A picture, an archive, or bytes.
    Stranger(Stranger),
}

/// What a file is by its bytes; nothing is parsed.
#[must_use]
pub fn tell(bytes: &[u8]) -> Told {
    const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    const PICTURES: [&[u8]; 6] = [b"\xFF\xD8\xFF", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*"];
    const ARCHIVES: [&[u8]; 4] = [b"Rar!", b"7z\xBC\xAF", b"\x1F\x8B", b"BZh"];
    let starts = |mark: &&[u8]| bytes.starts_with(mark);
    // Readers look for the mark of a PDF in its first kilobyte, since mail programs put lines before it.
    let head = bytes.get(..bytes.len().min(1_024)).unwrap_or_default();
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        Told::Package
    } else if bytes.starts_with(OLE) {
        Told::Compound
    } else if head.windows(5).any(|five| five == b"%PDF-") {
        Told::Pdf
    } else if PICTURES.iter().any(starts) && !is_text(bytes) || is_webp(bytes) {
        Told::Stranger(Stranger::Picture)
    } else if ARCHIVES.iter().any(starts) && !is_text(bytes) {
        Told::Stranger(Stranger::Package)
    } else if txt::is_marked(head) {
        Told::Marked
    } else {
        Told::Text
    }
}

fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0)
}

fn is_webp(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
}

/// Takes the text out of a file. The bytes decide what it is.
///
/// # Errors
/// When the file is too large, locked, damaged, without text, or no document at all. A single page of a PDF that
/// cannot be read is no error.
pub fn read_document(bytes: &[u8], limits: &DocumentLimits) -> Result<DocumentText, NoDocument> {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if length > limits.max_bytes {
        return Err(NoDocument::TooLarge {
            bytes: length,
            limit: limits.max_bytes,
        });
    }
    let read = guarded(|| match tell(bytes) {
        Told::Text => txt::read(bytes),
        Told::Package => docx::read(bytes, limits),
        Told::Pdf => pdf::read(bytes, limits),
        Told::Compound => Err(compound::told(bytes)),
        Told::Marked => Err(NoDocument::WantsConverting),
        Told::Stranger(stranger) => Err(NoDocument::OtherKind(stranger)),
    })?;
    if read.text.chars().nth(limits.max_characters).is_some() {
        return Err(NoDocument::TooLong {
            limit: limits.max_characters,
        });
    }
    if read.text.chars().any(char::is_alphanumeric) {
        Ok(read)
    } else {
        Err(NoDocument::Empty)
    }
}

/// Runs a parser of others; its panic becomes an error.
fn guarded<T>(work: impl FnOnce() -> Result<T, NoDocument>) -> Result<T, NoDocument> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(NoDocument::Damaged {
            detail: "the parser gave up".to_owned(),
        })
    })
}

fn damaged(error: impl std::fmt::Display) -> NoDocument {
    NoDocument::Damaged {
        detail: error.to_string(),
    }
}
