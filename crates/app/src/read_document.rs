//! The text of a document that somebody brings (F1, S3): read here, or by a process of its own where the parser is not
//! to be trusted with the memory and time of this one.
//! Must not parse anything: `intake` does.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use domain::document::{DocumentRefusal, FileKind};
use intake::{DocumentLimits, DocumentText, NoDocument, Stranger, Told};
use serde::{Deserialize, Serialize};

use crate::convert_document::convert_document;

/// The hidden word of the command line that [`answer_apart`] stands behind.
pub const READ_APART: &str = "read-document";
/// Megabytes of memory that a process of its own may take; [`answer_apart`]'s caller sets the bound.
pub const MOST_MEMORY: u64 = 1 << 30;
/// How long it may take: three hundred pages take a second or two.
pub const MOST_TIME: Duration = Duration::from_secs(20);
/// Answers are no longer than this: text and its marks.
const MOST_ANSWER: u64 = 64 << 20;

/// How documents are read.
#[derive(Clone, Debug, Default)]
pub struct DocumentReader {
    program: Option<PathBuf>,
    limits: DocumentLimits,
}

/// What a process of its own answers.
#[derive(Serialize, Deserialize)]
struct Answer {
    text: String,
    pages: Option<usize>,
    broken_pages: Vec<usize>,
}

impl DocumentReader {
    /// Reads everything in this process: for tests, and inside a process of its own.
    #[must_use]
    pub fn here() -> DocumentReader {
        DocumentReader::default()
    }

    /// Reads PDFs by a process of this program's own, which takes [`READ_APART`] as its only word.
    #[must_use]
    pub fn apart(program: PathBuf) -> DocumentReader {
        DocumentReader {
            program: Some(program),
            ..DocumentReader::default()
        }
    }

    /// The text of a document, whatever it is called. An old format is converted first where that can be done.
    ///
    /// # Errors
    /// Why there is none.
    pub fn read(&self, bytes: &[u8]) -> Result<DocumentText, DocumentRefusal> {
        let read = match (&self.program, intake::tell(bytes)) {
            (Some(program), Told::Pdf) => return read_apart(program, bytes),
            _ => intake::read_document(bytes, &self.limits),
        };
        match read {
            Err(NoDocument::WantsConverting) => {
                let converted = convert_document(bytes, "doc", "docx").ok_or(DocumentRefusal::OldFormat)?;
                intake::read_document(&converted, &self.limits).map_err(|why| refused(&why))
            }
            read => read.map_err(|why| refused(&why)),
        }
    }
}

/// Reads one document from `input` and writes what came of it: the whole life of a process that reads one document.
///
/// # Errors
/// When the streams fail.
pub fn answer_apart(input: impl Read, mut output: impl Write) -> std::io::Result<()> {
    let limits = DocumentLimits::default();
    let mut bytes = Vec::new();
    input
        .take(limits.max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)?;
    let read = intake::read_document(&bytes, &limits).map_err(|why| refused(&why));
    let answer = read.map(|read| Answer {
        text: read.text,
        pages: read.pages,
        broken_pages: read.broken_pages,
    });
    serde_json::to_writer(&mut output, &answer)?;
    output.flush()
}

/// Lets a process of its own read, and ends it when it takes too long.
fn read_apart(program: &PathBuf, bytes: &[u8]) -> Result<DocumentText, DocumentRefusal> {
    let started = Command::new(program)
        .arg(READ_APART)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut process = started.map_err(|_| DocumentRefusal::TookTooMuch)?;
    let answer = exchanged(&mut process, bytes);
    // Whatever it is doing now, nobody waits for it any more.
    drop(process.kill());
    drop(process.wait());
    // A process that ended without an answer ran into its bounds, or its parser did what cannot be caught.
    let answer = answer.ok_or(DocumentRefusal::TookTooMuch)?;
    let read: Result<Answer, DocumentRefusal> =
        serde_json::from_slice(&answer).map_err(|_| DocumentRefusal::TookTooMuch)?;
    read.map(|answer| DocumentText {
        kind: intake::DocumentKind::Pdf,
        text: answer.text,
        pages: answer.pages,
        broken_pages: answer.broken_pages,
        encoding: None,
        damaged: false,
    })
}

/// Hands the document over and takes the answer, both at once: either pipe may be full.
fn exchanged(process: &mut Child, bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut to, from) = (process.stdin.take()?, process.stdout.take()?);
    let (sender, receiver) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        let mut answer = Vec::new();
        if from.take(MOST_ANSWER).read_to_end(&mut answer).is_ok() {
            drop(sender.send(answer));
        }
    });
    // It may end before it has read everything; its answer tells why.
    drop(to.write_all(bytes));
    drop(to);
    let answer = receiver.recv_timeout(MOST_TIME).ok();
    drop(reader);
    answer.filter(|answer| !answer.is_empty())
}

/// In the words of the domain, which `i18n` can say.
fn refused(why: &NoDocument) -> DocumentRefusal {
    match why {
        NoDocument::Empty => DocumentRefusal::Empty,
        NoDocument::TooLarge { limit, .. } => DocumentRefusal::TooLarge { most: *limit >> 20 },
        NoDocument::TooLargeUnpacked { .. } | NoDocument::TooManyEntries { .. } => DocumentRefusal::Bomb,
        NoDocument::TooManyPages { pages, limit } => DocumentRefusal::TooManyPages {
            pages: *pages,
            most: *limit,
        },
        NoDocument::TooLong { limit } => DocumentRefusal::TooLong { most: *limit },
        NoDocument::Scanned { pages } => DocumentRefusal::Scanned { pages: *pages },
        NoDocument::Password => DocumentRefusal::Password,
        NoDocument::WantsConverting => DocumentRefusal::OldFormat,
        NoDocument::Damaged { .. } => DocumentRefusal::Damaged,
        NoDocument::OtherKind(stranger) => DocumentRefusal::NoDocument(match stranger {
            Stranger::Workbook => FileKind::Workbook,
            Stranger::Slides => FileKind::Slides,
            Stranger::Picture => FileKind::Picture,
            Stranger::Package => FileKind::Archive,
            Stranger::Unknown => FileKind::Unknown,
        }),
    }
}
