//! Why a row was refused and what to do, and what is worth knowing of those that were taken.
//! Must not refuse anything.

use domain::import_refusal::{ImportRefusal, ImportWarning, UnreadableWhy};

use crate::{Advice, Value, Words};

impl Words {
    /// Why a row was refused, and what to do next.
    #[must_use]
    pub fn import_refusal(&self, refusal: &ImportRefusal) -> Advice {
        let (key, figures) = self.why(refusal);
        self.advice(key, &figures)
    }

    /// The reason as one text, for a cell of the workbook of refused rows.
    #[must_use]
    pub fn import_reason(&self, refusal: &ImportRefusal) -> String {
        self.import_refusal(refusal).text(self)
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm a refusal, so that none can be without words"
    )]
    fn why<'a>(&self, refusal: &'a ImportRefusal) -> (&'static str, Vec<(&'static str, Value<'a>)>) {
        let column = |key: &String| ("column", self.import_column(key).into());
        let list = |names: &[String]| self.list(names).into();
        match refusal {
            ImportRefusal::Unknown { name } => ("import-refusal-unknown", vec![("name", text(name))]),
            ImportRefusal::Ambiguous { name, candidates } => (
                "import-refusal-ambiguous",
                vec![("name", text(name)), ("candidates", list(candidates))],
            ),
            ImportRefusal::Duplicate { first_row } => {
                ("import-refusal-duplicate", vec![("first", (*first_row).into())])
            }
            ImportRefusal::Future { on } => ("import-refusal-future", vec![("on", self.date(*on).into())]),
            ImportRefusal::Arithmetic { expected, present } => (
                "import-refusal-arithmetic",
                vec![("expected", (*expected).into()), ("present", (*present).into())],
            ),
            ImportRefusal::LongNumber { column: key } => ("import-refusal-long-number", vec![column(key)]),
            ImportRefusal::Unreadable {
                column: key,
                value,
                why,
            } => (unreadable(*why), vec![column(key), ("value", text(value))]),
            ImportRefusal::Missing { column: key } => ("import-refusal-missing", vec![column(key)]),
            ImportRefusal::UnknownKind { value, known } => (
                "import-refusal-unknown-kind",
                vec![("value", text(value)), ("known", list(known))],
            ),
            ImportRefusal::UnknownParent { name } => {
                ("import-refusal-unknown-parent", vec![("name", text(name))])
            }
            ImportRefusal::Cycle { name } => ("import-refusal-cycle", vec![("name", text(name))]),
            ImportRefusal::UnknownPerson { name, organisation } => (
                "import-refusal-unknown-person",
                vec![("name", text(name)), ("organisation", text(organisation))],
            ),
            ImportRefusal::AmbiguousPerson {
                name,
                organisation,
                months,
            } => {
                let figures = vec![("name", text(name)), ("organisation", text(organisation))];
                if months.is_empty() {
                    ("import-refusal-ambiguous-person-no-months", figures)
                } else {
                    let months = std::iter::once(("months", list(months)));
                    (
                        "import-refusal-ambiguous-person",
                        figures.into_iter().chain(months).collect(),
                    )
                }
            }
            ImportRefusal::LectureRefused { number } => {
                ("import-refusal-lecture-refused", vec![("number", text(number))])
            }
            ImportRefusal::UnknownLecture { number } => {
                ("import-refusal-unknown-lecture", vec![("number", text(number))])
            }
            ImportRefusal::ClosedBefore { organisation, on } => (
                "import-refusal-closed-before",
                vec![
                    ("organisation", text(organisation)),
                    ("on", self.date(*on).into()),
                ],
            ),
            ImportRefusal::FoundedAfter { organisation, on } => (
                "import-refusal-founded-after",
                vec![
                    ("organisation", text(organisation)),
                    ("on", self.date(*on).into()),
                ],
            ),
            ImportRefusal::EndsBeforeItBegins { from, until } => (
                "import-refusal-ends-before-it-begins",
                vec![
                    ("from", self.date(*from).into()),
                    ("until", self.date(*until).into()),
                ],
            ),
            ImportRefusal::UnknownSuccessor { name } => {
                ("import-refusal-unknown-successor", vec![("name", text(name))])
            }
            ImportRefusal::Conflicts {
                first_row,
                column: key,
            } => (
                "import-refusal-conflicts",
                vec![("first", (*first_row).into()), column(key)],
            ),
            ImportRefusal::Unclear { lectures } => {
                ("import-refusal-unclear", vec![("lectures", list(lectures))])
            }
            ImportRefusal::AnswerDoesNotFit { answer, candidates } => (
                "import-refusal-answer-does-not-fit",
                vec![("answer", text(answer)), ("candidates", list(candidates))],
            ),
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
            ImportWarning::UnknownLectureKind { value } => {
                self.say("import-warning-unknown-lecture-kind", &[("value", text(value))])
            }
            ImportWarning::AmbiguousMonth { value } => {
                self.say("import-warning-ambiguous-month", &[("value", text(value))])
            }
            ImportWarning::DuplicateColumn { header: name } => {
                self.say("import-warning-duplicate-column", &[("header", text(name))])
            }
            ImportWarning::HiddenSheet => self.say("import-warning-hidden-sheet", &[]),
            ImportWarning::BrokenSheet => self.say("import-warning-broken-sheet", &[]),
            ImportWarning::LossyText => self.say("import-warning-lossy-text", &[]),
            ImportWarning::ColumnsLeftOut => self.say("import-warning-columns-left-out", &[]),
            ImportWarning::NoTable => self.say("import-warning-no-table", &[]),
            ImportWarning::MoreThanMembers { present, members } => self.say(
                "import-warning-more-than-members",
                &[("present", (*present).into()), ("members", (*members).into())],
            ),
            ImportWarning::Changed { column, was, now } => self.say(
                "import-warning-changed",
                &[
                    ("column", self.import_column(column).into()),
                    ("was", text(was)),
                    ("now", text(now)),
                ],
            ),
            ImportWarning::TotalRow => self.say("import-warning-total-row", &[]),
            ImportWarning::NoWorkdayCalendar { year } => self.say(
                "import-warning-no-workday-calendar",
                &[("year", year.to_string().into())],
            ),
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

    /// What came of an import, in one line.
    #[must_use]
    pub fn import_done(&self, read: usize, accepted: usize, unchanged: usize, refused: usize) -> String {
        let figures = [
            ("read", read.into()),
            ("accepted", accepted.into()),
            ("unchanged", unchanged.into()),
            ("refused", refused.into()),
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
            ("", row) => self.say("place-row", &[("row", row.into())]),
            (sheet, 0) => self.say("place-sheet", &[("sheet", sheet.into())]),
            (sheet, row) => self.say("place", &[("sheet", sheet.into()), ("row", row.into())]),
        }
    }
}

fn text(value: &String) -> Value<'_> {
    value.as_str().into()
}

fn unreadable(why: UnreadableWhy) -> &'static str {
    match why {
        UnreadableWhy::NotADate => "import-refusal-unreadable-date",
        UnreadableWhy::NotANumber => "import-refusal-unreadable-number",
        UnreadableWhy::SheetError => "import-refusal-unreadable-sheet-error",
        UnreadableWhy::Garbled => "import-refusal-unreadable-garbled",
        UnreadableWhy::TooLong => "import-refusal-unreadable-too-long",
    }
}
