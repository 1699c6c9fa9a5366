//! Why a row of an imported sheet is refused, and what is worth saying about one that is not.
//! Must not word it: `i18n` does. The codes are part of the command line's contract and never change.

use jiff::civil::Date;

use crate::plan::PlanRefusal;
use crate::refusal::PeopleRefusal;

/// Why a row is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(
    missing_docs,
    reason = "the fields say themselves; a column is named by its key"
)]
pub enum ImportRefusal {
    /// No such organisation on record.
    Unknown { name: String },
    /// A name that fits several organisations on record (E42): a person chooses.
    Ambiguous { name: String, candidates: Vec<String> },
    /// The same as an earlier row of the file.
    Duplicate { first_row: u32 },
    /// A date after today.
    Future { on: Date },
    /// More present than expected.
    Arithmetic { expected: u32, present: u32 },
    /// A number over 15 digits in a column that is kept: it may be an identity number, or cut off by Excel (X5).
    LongNumber { column: String },
    /// A cell that cannot be read.
    Unreadable {
        column: String,
        value: String,
        why: UnreadableWhy,
    },
    /// An empty cell that must be filled in.
    Missing { column: String },
    /// A kind the pack does not name.
    UnknownKind { value: String, known: Vec<String> },
    /// 上级党组织: none on record or in the file.
    UnknownParent { name: String },
    /// An organisation that would stand above itself.
    Cycle { name: String },
    /// No such person in the organisation.
    UnknownPerson { name: String, organisation: String },
    /// Namesakes in one organisation; their birth months where known.
    AmbiguousPerson {
        name: String,
        organisation: String,
        months: Vec<String>,
    },
    /// A sign-in at a lecture that was itself refused.
    LectureRefused { number: String },
    /// A sign-in at a lecture that is not on record.
    UnknownLecture { number: String },
    /// An end before the beginning.
    EndsBeforeItBegins { from: Date, until: Date },
    /// Merged into an organisation that is not on record.
    UnknownSuccessor { name: String },
    /// A row that fits several lectures on record about as well: a person chooses.
    Unclear { lectures: Vec<String> },
    /// Somebody who was erased on request: a sheet does not bring them back (PIPL 47).
    Erased { name: String },
    /// What a row says of a plan cannot be planned.
    NotPlanned(PlanRefusal),
    /// What a row says of a member cannot be done.
    NotOnRoster(PeopleRefusal),
    /// An answer (`--answers`) that names an organisation not among the candidates.
    AnswerDoesNotFit { answer: String, candidates: Vec<String> },
}

/// What is wrong with a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnreadableWhy {
    /// Not a date, or one that does not exist.
    NotADate,
    /// Not a month of a year.
    NotAMonth,
    /// Not a whole number.
    NotANumber,
    /// An error of the spreadsheet (`#REF!`).
    SheetError,
}

impl ImportRefusal {
    /// The code in JSON.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            ImportRefusal::Unknown { .. } => "unknown",
            ImportRefusal::Ambiguous { .. } => "ambiguous",
            ImportRefusal::Duplicate { .. } => "duplicate",
            ImportRefusal::NotPlanned(_) => "not-planned",
            ImportRefusal::NotOnRoster(_) => "not-on-roster",
            ImportRefusal::Future { .. } => "future",
            ImportRefusal::Arithmetic { .. } => "arithmetic",
            ImportRefusal::LongNumber { .. } => "long-number",
            ImportRefusal::Unreadable { .. } => "unreadable",
            ImportRefusal::Missing { .. } => "missing",
            ImportRefusal::UnknownKind { .. } => "unknown-kind",
            ImportRefusal::UnknownParent { .. } => "unknown-parent",
            ImportRefusal::Cycle { .. } => "cycle",
            ImportRefusal::UnknownPerson { .. } => "unknown-person",
            ImportRefusal::AmbiguousPerson { .. } => "ambiguous-person",
            ImportRefusal::LectureRefused { .. } => "lecture-refused",
            ImportRefusal::UnknownLecture { .. } => "unknown-lecture",
            ImportRefusal::EndsBeforeItBegins { .. } => "ends-before-it-begins",
            ImportRefusal::UnknownSuccessor { .. } => "unknown-successor",
            ImportRefusal::Unclear { .. } => "unclear",
            ImportRefusal::Erased { .. } => "erased",
            ImportRefusal::AnswerDoesNotFit { .. } => "answer-does-not-fit",
        }
    }

    /// Those a person may choose from; empty for other refusals.
    #[must_use]
    pub fn candidates(&self) -> &[String] {
        match self {
            ImportRefusal::Ambiguous { candidates, .. }
            | ImportRefusal::AnswerDoesNotFit { candidates, .. }
            | ImportRefusal::Unclear { lectures: candidates } => candidates,
            _ => &[],
        }
    }
}

/// What is worth knowing about a sheet or a row that is taken.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(
    missing_docs,
    reason = "the fields say themselves; a column is named by its key"
)]
pub enum ImportWarning {
    /// A column of identity numbers: dropped before anything else (X5).
    IdentityColumn { header: String },
    /// Cells taken from the row above, as merged cells mean them.
    FilledDown { column: String, rows: u32 },
    /// A column nothing needs.
    ColumnNotKept { header: String },
    /// A speaker class the pack does not name: counted as the last class.
    UnknownSpeakerClass { value: String },
    /// A month of birth that could be read in two ways: left out.
    AmbiguousMonth { value: String },
    /// Two columns of one name: the first is read.
    DuplicateColumn { header: String },
    /// The name of somebody who was erased on request: left out, the rest of the row is taken.
    ErasedName { name: String },
    /// A hidden sheet: not read.
    HiddenSheet,
    /// A sheet that could not be read; the others were.
    BrokenSheet,
    /// Some characters of a text could not be read.
    LossyText,
    /// Cells right of the last allowed column were left out.
    ColumnsLeftOut,
    /// A sheet without a table.
    NoTable,
}

impl ImportWarning {
    /// The code in JSON.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            ImportWarning::IdentityColumn { .. } => "identity-column",
            ImportWarning::FilledDown { .. } => "filled-down",
            ImportWarning::ColumnNotKept { .. } => "column-not-kept",
            ImportWarning::UnknownSpeakerClass { .. } => "unknown-speaker-class",
            ImportWarning::AmbiguousMonth { .. } => "ambiguous-month",
            ImportWarning::DuplicateColumn { .. } => "duplicate-column",
            ImportWarning::ErasedName { .. } => "erased-name",
            ImportWarning::HiddenSheet => "hidden-sheet",
            ImportWarning::BrokenSheet => "broken-sheet",
            ImportWarning::LossyText => "lossy-text",
            ImportWarning::ColumnsLeftOut => "columns-left-out",
            ImportWarning::NoTable => "no-table",
        }
    }
}
