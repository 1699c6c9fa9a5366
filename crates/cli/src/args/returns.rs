//! `kaijiang return` as people type it; names and shapes stay once shipped.
//! Must not do anything: it says what was asked.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// `return`.
#[derive(Subcommand)]
pub enum Return {
    /// Which there are.
    List,
    /// Open a return and write a prefilled form for each that is asked; one that is open already is written again.
    Send(SendReturn),
    /// Take files back, many at once and of any name.
    Take {
        /// The return.
        name: String,
        /// The files: xlsx, xls, et or csv, told by content.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// A later file of one unit replaces an earlier one.
        #[arg(long)]
        latest: bool,
    },
    /// What the files change; with --take or --decide, changes it.
    Merge {
        /// The return.
        name: String,
        /// Decisions one by one: [{no,field,take:"returned"|"held"}], [{gone,take}] or [{key,take}].
        #[arg(long, value_name = "FILE")]
        decide: Option<PathBuf>,
        /// Take all of a kind; conflicts are decided one by one.
        #[arg(long, value_enum, value_name = "KIND")]
        take: Vec<TakeKind>,
        /// Undo everything that was merged.
        #[arg(long, conflicts_with_all = ["decide", "take"])]
        undo: bool,
    },
    /// Who has answered, late or not at all.
    Status {
        /// The return.
        name: String,
    },
    /// Note that these were reminded; none named: all who are silent.
    Ask {
        /// The return.
        name: String,
        /// Whom.
        orgs: Vec<String>,
    },
    /// Close it: no more files are taken.
    Close {
        /// The return.
        name: String,
    },
    /// Fill in a table that came from above, in its sender's own file.
    Fill(crate::return_fill::Fill),
}

/// `return send`.
#[derive(Args)]
pub struct SendReturn {
    /// What it is called.
    pub name: String,
    /// The folder for the forms.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Which of our forms goes out.
    #[arg(long, value_enum, default_value_t = AskedForm::Ledger)]
    pub form: AskedForm,
    /// The office that asks; default: the root.
    #[arg(long, value_name = "ORG")]
    pub org: Option<String>,
    /// Only what was held from this day on.
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Only what was held until this day.
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// When it is wanted back: a day, or a moment as 2020-12-04T17:00.
    #[arg(long, value_name = "WHEN")]
    pub due: Option<String>,
    /// What the covering notice says besides.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Every branch fills a form of its own, not the units directly below.
    #[arg(long)]
    pub branches: bool,
}

/// The form of a return.
#[derive(Clone, Copy, ValueEnum)]
pub enum AskedForm {
    /// Lectures that were held.
    Ledger,
    /// What is planned, and what is owed and not planned yet.
    Plan,
    /// Members at home below the office.
    Roster,
}

/// What `return merge` takes.
#[derive(Clone, Copy, ValueEnum)]
pub enum TakeKind {
    /// New rows, changed cells, and rows that are gone.
    All,
    /// Rows that were not sent.
    New,
    /// Cells they changed.
    Changed,
    /// Rows that did not come back.
    Gone,
}
