//! Whether a text was copied (照搬照抄, 一份讲稿用几年): a heap of documents against all earlier ones, or one text
//! beside another. Needs no database and no rights: whoever asks holds the texts already.
//!
//! Must not open files, and must not decide what is a copy: `evidence` finds, a person decides.

mod compare;
mod document_line;
mod scan;

pub use compare::{Compared, SharedPassage, compare};
pub use document_line::{LineRefusal, RefusedLine};
pub use scan::{Scan, ScanStep, Scanned, Seconds, scan};
