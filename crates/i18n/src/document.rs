//! Documents (通知, 讲稿) in words: why no text is taken out of one, and what to do.
//! Must not decide anything.

use domain::document::{DocumentRefusal, FileKind};

use crate::{Advice, Words};

impl Words {
    /// Why no text is taken out of a document, and what to do next.
    #[must_use]
    pub fn document_refusal(&self, refusal: &DocumentRefusal) -> Advice {
        match refusal {
            DocumentRefusal::Empty => self.advice("document-empty", &[]),
            DocumentRefusal::TooLarge { most } => {
                self.advice("document-too-large", &[("most", (*most).into())])
            }
            DocumentRefusal::Bomb => self.advice("document-bomb", &[]),
            DocumentRefusal::TooManyPages { pages, most } => self.advice(
                "document-too-many-pages",
                &[("count", (*pages).into()), ("most", (*most).into())],
            ),
            DocumentRefusal::TooLong { most } => {
                self.advice("document-too-long", &[("most", (*most).into())])
            }
            DocumentRefusal::Scanned { pages } => {
                self.advice("document-scanned", &[("count", (*pages).into())])
            }
            DocumentRefusal::Password => self.advice("document-password", &[]),
            DocumentRefusal::OldFormat => self.advice("document-old-format", &[]),
            DocumentRefusal::Damaged => self.advice("document-damaged", &[]),
            DocumentRefusal::TookTooMuch => self.advice("document-took-too-much", &[]),
            DocumentRefusal::NoDocument(kind) => {
                let kind = self.say(file_kind(*kind), &[]);
                self.advice("document-none", &[("kind", kind.into())])
            }
        }
    }
}

fn file_kind(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Workbook => "file-kind-workbook",
        FileKind::Slides => "file-kind-slides",
        FileKind::Picture => "file-kind-picture",
        FileKind::Archive => "file-kind-archive",
        FileKind::Unknown => "file-kind-unknown",
    }
}
