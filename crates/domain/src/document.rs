//! Every reason why the text of a document (通知, 讲稿) is not taken (F1, S3). Must not know how documents are read:
//! `intake` reads them, `app` says why not in these words.

use serde::{Deserialize, Serialize};

/// Why no text is taken out of a document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentRefusal {
    /// Nothing is written in it.
    Empty,
    /// More megabytes than are read.
    TooLarge {
        /// Megabytes that may be.
        most: u64,
    },
    /// It would unpack to more than any document holds: it was made to harm, or is broken.
    Bomb,
    /// More pages than are read.
    TooManyPages {
        /// How many.
        pages: usize,
        /// How many may be.
        most: usize,
    },
    /// More characters than are read.
    TooLong {
        /// How many may be.
        most: usize,
    },
    /// Pages of pictures, or of letters that cannot be taken out as text.
    Scanned {
        /// How many pages.
        pages: usize,
    },
    /// Locked with a password.
    Password,
    /// `.doc`, `.wps`, rich text and the like, and nothing here converts it.
    OldFormat,
    /// The right kind of file, but broken.
    Damaged,
    /// Reading it took too long, or too much memory.
    TookTooMuch,
    /// Another kind of file.
    NoDocument(FileKind),
}

/// Kinds of files that are brought for a document by mistake.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// A workbook.
    Workbook,
    /// Slides.
    Slides,
    /// A picture.
    Picture,
    /// An archive.
    Archive,
    /// None of these.
    Unknown,
}

impl DocumentRefusal {
    /// Its code, for programs; never changes once shipped.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            DocumentRefusal::Empty => "document-empty",
            DocumentRefusal::TooLarge { .. } => "document-too-large",
            DocumentRefusal::Bomb => "document-bomb",
            DocumentRefusal::TooManyPages { .. } => "document-too-many-pages",
            DocumentRefusal::TooLong { .. } => "document-too-long",
            DocumentRefusal::Scanned { .. } => "document-scanned",
            DocumentRefusal::Password => "document-password",
            DocumentRefusal::OldFormat => "document-old-format",
            DocumentRefusal::Damaged => "document-damaged",
            DocumentRefusal::TookTooMuch => "document-took-too-much",
            DocumentRefusal::NoDocument(_) => "no-document",
        }
    }
}
