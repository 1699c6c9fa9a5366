//! Why a row was refused and what to do, and what is worth knowing of those that were taken.
//! Must not refuse anything.

use domain::import_refusal::{ImportRefusal, ImportWarning, UnreadableWhy};
use jiff::civil::Date;

use crate::{Advice, Value, Words};

/// How many rows of a file were what; read is the sum of the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImportedRows {
    /// All.
    pub read: usize,
    /// New.
    pub accepted: usize,
    /// Correcting what was held.
    pub changed: usize,
    /// Held already.
    pub unchanged: usize,
    /// Sent back.
    pub refused: usize,
}

impl Words {
    /// Why a row was refused, and what to do next.
    #[must_use]
    pub fn import_refusal(&self, refusal: &ImportRefusal) -> Advice {
        match refusal {
            ImportRefusal::NotPlanned(why) => self.plan_refusal(why),
            ImportRefusal::NotOnRoster(why) => self.people_refusal(why),
            _ => self.advice(key(refusal), &self.figures(refusal)),
        }
    }

    /// The reason as one text, for a cell of the workbook of refused rows.
    #[must_use]
    pub fn import_reason(&self, refusal: &ImportRefusal) -> String {
        self.import_refusal(refusal).text(self)
    }

    fn figures<'a>(&self, refusal: &'a ImportRefusal) -> Vec<(&'static str, Value<'a>)> {
        let column = |key: &str| ("column", self.import_column(key).into());
        let day = |name: &'static str, on: Date| (name, self.date(on).into());
        match refusal {
            ImportRefusal::Unknown { name }
            | ImportRefusal::UnknownParent { name }
            | ImportRefusal::Cycle { name }
            | ImportRefusal::UnknownSuccessor { name }
            | ImportRefusal::Erased { name } => vec![("name", text(name))],
            ImportRefusal::Ambiguous { name, candidates } => {
                vec![
                    ("name", text(name)),
                    ("candidates", self.some_of(candidates).into()),
                ]
            }
            ImportRefusal::Duplicate { first_row } => vec![("first", first_row.to_string().into())],
            ImportRefusal::Future { on } => vec![day("on", *on)],
            ImportRefusal::Arithmetic { expected, present } => {
                vec![("expected", (*expected).into()), ("present", (*present).into())]
            }
            ImportRefusal::LongNumber { column: key } | ImportRefusal::Missing { column: key } => {
                vec![column(key)]
            }
            ImportRefusal::Unreadable {
                column: key, value, ..
            } => vec![column(key), ("value", text(value))],
            ImportRefusal::UnknownKind { value, known } => {
                vec![("value", text(value)), ("known", self.list(known).into())]
            }
            ImportRefusal::UnknownPerson { name, organisation } => {
                vec![("name", text(name)), ("organisation", text(organisation))]
            }
            ImportRefusal::AmbiguousPerson {
                name,
                organisation,
                months,
            } => vec![
                ("name", text(name)),
                ("organisation", text(organisation)),
                ("months", self.list(months).into()),
            ],
            ImportRefusal::LectureRefused { number } | ImportRefusal::UnknownLecture { number } => {
                vec![("number", text(number))]
            }
            ImportRefusal::EndsBeforeItBegins { from, until } => {
                vec![day("from", *from), day("until", *until)]
            }
            // Said by what refused it.
            ImportRefusal::NotPlanned(_) | ImportRefusal::NotOnRoster(_) => Vec::new(),
            ImportRefusal::Unclear { lectures } => vec![("lectures", self.list(lectures).into())],
            ImportRefusal::AnswerDoesNotFit { answer, candidates } => {
                vec![
                    ("answer", text(answer)),
                    ("candidates", self.some_of(candidates).into()),
                ]
            }
        }
    }

    /// What is worth knowing of a row or a sheet that was taken.
    #[must_use]
    pub fn import_warning(&self, warning: &ImportWarning) -> String {
        match warning {
            ImportWarning::IdentityColumn { header: name } => {
                self.say("import-warning-identity-column", &[("header", text(name))])
            }
            ImportWarning::FilledDown { column, rows } => self.say(
                "import-warning-filled-down",
                &[
                    ("column", self.import_column(column).into()),
                    ("rows", (*rows).into()),
                ],
            ),
            ImportWarning::ColumnNotKept { header: name } => {
                self.say("import-warning-column-not-kept", &[("header", text(name))])
            }
            ImportWarning::UnknownSpeakerClass { value } => {
                self.say("import-warning-unknown-speaker-class", &[("value", text(value))])
            }
            ImportWarning::AmbiguousMonth { value } => {
                self.say("import-warning-ambiguous-month", &[("value", text(value))])
            }
            ImportWarning::DuplicateColumn { header: name } => {
                self.say("import-warning-duplicate-column", &[("header", text(name))])
            }
            ImportWarning::ErasedName { name } => {
                self.say("import-warning-erased-name", &[("name", text(name))])
            }
            ImportWarning::HiddenSheet => self.say("import-warning-hidden-sheet", &[]),
            ImportWarning::BrokenSheet => self.say("import-warning-broken-sheet", &[]),
            ImportWarning::LossyText => self.say("import-warning-lossy-text", &[]),
            ImportWarning::ColumnsLeftOut => self.say("import-warning-columns-left-out", &[]),
            ImportWarning::NoTable => self.say("import-warning-no-table", &[]),
        }
    }

    /// A column by its key (`organisations`); a header as written stays as it is.
    #[must_use]
    pub fn import_column(&self, key: &str) -> String {
        self.find_in("column-", &key.replace('_', "-"))
            .unwrap_or_else(|| key.to_owned())
    }

    /// Heads of the columns added in the workbook of refused rows: 原行号, 退回原因.
    #[must_use]
    pub fn refused_heads(&self) -> [String; 2] {
        [
            self.say("refused-head-row", &[]),
            self.say("refused-head-reason", &[]),
        ]
    }

    /// What became of the rows of a file.
    #[must_use]
    pub fn import_done(&self, rows: &ImportedRows) -> String {
        let figures = [
            ("read", rows.read.into()),
            ("accepted", rows.accepted.into()),
            ("changed", rows.changed.into()),
            ("unchanged", rows.unchanged.into()),
            ("refused", rows.refused.into()),
        ];
        self.say("import-done", &figures)
    }

    /// Said after a dry run: nothing was saved.
    #[must_use]
    pub fn import_dry_run(&self) -> String {
        self.say("import-dry-run", &[])
    }

    /// Where the refused rows were written, or how to have them written.
    #[must_use]
    pub fn import_errors(&self, file: Option<&str>) -> String {
        match file {
            Some(file) => self.say("import-errors-written", &[("file", file.into())]),
            None => self.say("import-errors-hint", &[]),
        }
    }

    /// 工作表“台账”第12行
    #[must_use]
    pub fn place(&self, sheet: &str, row: u32) -> String {
        match (sheet, row) {
            // As text: a row number is a name, not a quantity, and is not grouped.
            ("", row) => self.say("place-row", &[("row", row.to_string().into())]),
            (sheet, 0) => self.say("place-sheet", &[("sheet", sheet.into())]),
            (sheet, row) => self.say(
                "place",
                &[("sheet", sheet.into()), ("row", row.to_string().into())],
            ),
        }
    }
}

impl Words {
    /// What is said of a row, with its place before it.
    #[must_use]
    pub fn said_of(&self, place: &str, said: &str) -> String {
        self.say("said-of", &[("place", place.into()), ("said", said.into())])
    }
}

/// An argument that is shown as it stands.
fn text(value: &str) -> Value<'_> {
    value.into()
}

fn key(refusal: &ImportRefusal) -> &'static str {
    match refusal {
        // Worded by what refused it, before this is asked.
        ImportRefusal::NotPlanned(_) => "plan-refusal-not-open",
        ImportRefusal::NotOnRoster(_) => "people-refusal-not-at-home",
        ImportRefusal::Unknown { .. } => "import-refusal-unknown",
        ImportRefusal::Ambiguous { .. } => "import-refusal-ambiguous",
        ImportRefusal::Duplicate { .. } => "import-refusal-duplicate",
        ImportRefusal::Future { .. } => "import-refusal-future",
        ImportRefusal::Arithmetic { .. } => "import-refusal-arithmetic",
        ImportRefusal::LongNumber { .. } => "import-refusal-long-number",
        ImportRefusal::Unreadable { why, .. } => unreadable(*why),
        ImportRefusal::Missing { .. } => "import-refusal-missing",
        ImportRefusal::UnknownKind { .. } => "import-refusal-unknown-kind",
        ImportRefusal::UnknownParent { .. } => "import-refusal-unknown-parent",
        ImportRefusal::Cycle { .. } => "import-refusal-cycle",
        ImportRefusal::UnknownPerson { .. } => "import-refusal-unknown-person",
        ImportRefusal::AmbiguousPerson { months, .. } if months.is_empty() => {
            "import-refusal-ambiguous-person-no-months"
        }
        ImportRefusal::AmbiguousPerson { .. } => "import-refusal-ambiguous-person",
        ImportRefusal::LectureRefused { .. } => "import-refusal-lecture-refused",
        ImportRefusal::UnknownLecture { .. } => "import-refusal-unknown-lecture",
        ImportRefusal::EndsBeforeItBegins { .. } => "import-refusal-ends-before-it-begins",
        ImportRefusal::UnknownSuccessor { .. } => "import-refusal-unknown-successor",
        ImportRefusal::Unclear { .. } => "import-refusal-unclear",
        ImportRefusal::Erased { .. } => "import-refusal-erased",
        ImportRefusal::AnswerDoesNotFit { .. } => "import-refusal-answer-does-not-fit",
    }
}

fn unreadable(why: UnreadableWhy) -> &'static str {
    match why {
        UnreadableWhy::NotADate => "import-refusal-unreadable-date",
        UnreadableWhy::NotAMonth => "import-refusal-unreadable-month",
        UnreadableWhy::NotANumber => "import-refusal-unreadable-number",
        UnreadableWhy::SheetError => "import-refusal-unreadable-sheet-error",
    }
}
