//! `kaijiang originality` as people type it; names and shapes stay once shipped.
//! Must not do anything: it says what was asked.

use std::path::PathBuf;

use clap::Subcommand;

/// `originality`.
#[derive(Subcommand)]
pub enum Originality {
    /// Every document against all earlier ones; needs no database.
    Scan {
        /// One JSON object a line: {id, author, date, text}.
        #[arg(value_name = "DOCS.jsonl")]
        documents: PathBuf,
        /// Texts that anybody may quote, one a line: {id, title, text}.
        #[arg(long, value_name = "Q.jsonl")]
        quotable: Option<PathBuf>,
        /// Write what was found, one line a document.
        #[arg(long, value_name = "FOUND.jsonl")]
        out: Option<PathBuf>,
    },
    /// Two texts side by side: what of the first stands in the second.
    Compare {
        /// The text asked about.
        #[arg(value_name = "A")]
        first: PathBuf,
        /// What it may be copied from.
        #[arg(value_name = "B")]
        second: PathBuf,
    },
}
