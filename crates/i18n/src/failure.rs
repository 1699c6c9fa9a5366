//! Why nothing was done, and what to do next: the failures every command can meet.
//! Must not decide an exit code or a status.

use crate::mistake::Advice;
use crate::{Value, Words};

/// A failure as a person is told of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failing<'a> {
    /// No right to do this here.
    Forbidden {
        /// Where.
        organisation: Option<&'a str>,
    },
    /// Nothing of this name or id on record.
    NotFound {
        /// What was asked for.
        name: &'a str,
    },
    /// Another writer holds the database.
    Busy,
    /// Our own mistake; the number leads to the log.
    Internal {
        /// The incident's number.
        number: &'a str,
    },
    /// No such organisation.
    UnknownOrganisation {
        /// As asked.
        name: &'a str,
    },
    /// A name that fits several organisations.
    AmbiguousOrganisation {
        /// As asked.
        name: &'a str,
        /// Full names.
        candidates: &'a [String],
    },
    /// No duty of this id.
    UnknownDuty {
        /// As asked.
        duty: &'a str,
        /// The ids there are.
        known: &'a [String],
    },
    /// No such kind of organisations.
    UnknownKind {
        /// As asked.
        kind: &'a str,
        /// The ids there are.
        known: &'a [String],
    },
    /// The duty has no such period.
    UnknownPeriod {
        /// As asked.
        period: &'a str,
        /// Some it has.
        known: &'a [String],
    },
    /// The organisation does not owe this duty in this period.
    NothingOwed {
        /// Who.
        organisation: &'a str,
        /// The duty's name.
        duty: &'a str,
        /// The period in words.
        period: &'a str,
    },
    /// `--now` on a database with real records.
    NowNotAllowed,
    /// `--now` before the last entry of the history.
    NowGoesBack,
    /// A value on the command line that is no date or time.
    NotADate {
        /// As written.
        value: &'a str,
    },
    /// Made by a newer version of the program.
    DatabaseIsNewer,
    /// Made by an older version: `migrate` first.
    DatabaseIsOlder,
    /// No database there.
    NoDatabase {
        /// Its address without a password.
        database: &'a str,
    },
    /// An address that names no database.
    DatabaseAddress {
        /// As written.
        value: &'a str,
    },
    /// Nothing imported yet.
    NoTree,
    /// `demo` and `move` want a fresh place.
    NotEmpty {
        /// Which.
        place: &'a str,
    },
    /// A file that is not there.
    NoFile {
        /// Its path.
        path: &'a str,
    },
    /// A file that cannot be read or written.
    FileFails {
        /// Its path.
        path: &'a str,
        /// What the system said.
        said: &'a str,
    },
    /// Another kind of file than a workbook.
    NotAWorkbook {
        /// Its path.
        path: &'a str,
    },
    /// A workbook locked with a password.
    LockedWorkbook {
        /// Its path.
        path: &'a str,
    },
    /// A workbook that is broken.
    DamagedWorkbook {
        /// Its path.
        path: &'a str,
    },
    /// A file beyond all measure.
    TooLarge {
        /// Its path.
        path: &'a str,
    },
    /// An empty file.
    EmptyFile {
        /// Its path.
        path: &'a str,
    },
    /// No table with the columns asked for.
    NoTable {
        /// Its path.
        path: &'a str,
        /// The keys of the columns that must be there.
        columns: &'a [String],
    },
    /// A pack with mistakes.
    RulesHaveMistakes {
        /// How many.
        count: usize,
    },
    /// An answer file that is not as it should be.
    AnswersUnreadable {
        /// Its path.
        path: &'a str,
    },
    /// After a move, the two databases differ.
    MoveDiffers {
        /// Which table.
        table: &'a str,
    },
    /// A backup that does not hold what it should.
    BackupBroken {
        /// Its path.
        path: &'a str,
    },
}

impl Words {
    /// What happened, and what to do next.
    #[must_use]
    pub fn failure(&self, failing: &Failing<'_>) -> Advice {
        let (key, figures) = self.failing(failing);
        self.advice(key, &figures)
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm a failure, so that none can be without words"
    )]
    fn failing<'a>(&self, failing: &Failing<'a>) -> (&'static str, Vec<(&'static str, Value<'a>)>) {
        let list = |names: &[String]| Value::from(self.list(names));
        match *failing {
            Failing::Forbidden { organisation: None } => ("failure-forbidden", vec![]),
            Failing::Forbidden {
                organisation: Some(name),
            } => ("failure-forbidden-there", vec![("organisation", name.into())]),
            Failing::NotFound { name } => ("failure-not-found", vec![("name", name.into())]),
            Failing::Busy => ("failure-busy", vec![]),
            Failing::Internal { number } => ("failure-internal", vec![("number", number.into())]),
            Failing::UnknownOrganisation { name } => {
                ("failure-unknown-organisation", vec![("name", name.into())])
            }
            Failing::AmbiguousOrganisation { name, candidates } => (
                "failure-ambiguous-organisation",
                vec![("name", name.into()), ("candidates", list(candidates))],
            ),
            Failing::UnknownDuty { duty, known } => (
                "failure-unknown-duty",
                vec![("duty", duty.into()), ("known", list(known))],
            ),
            Failing::UnknownKind { kind, known } => (
                "failure-unknown-kind",
                vec![("kind", kind.into()), ("known", list(known))],
            ),
            Failing::UnknownPeriod { period, known } => (
                "failure-unknown-period",
                vec![("period", period.into()), ("known", list(known))],
            ),
            Failing::NothingOwed {
                organisation,
                duty,
                period,
            } => (
                "failure-nothing-owed",
                vec![
                    ("organisation", organisation.into()),
                    ("duty", duty.into()),
                    ("period", period.into()),
                ],
            ),
            Failing::NowNotAllowed => ("failure-now-not-allowed", vec![]),
            Failing::NowGoesBack => ("failure-now-goes-back", vec![]),
            Failing::NotADate { value } => ("failure-not-a-date", vec![("value", value.into())]),
            Failing::DatabaseIsNewer => ("failure-database-is-newer", vec![]),
            Failing::DatabaseIsOlder => ("failure-database-is-older", vec![]),
            Failing::NoDatabase { database } => ("failure-no-database", vec![("database", database.into())]),
            Failing::DatabaseAddress { value } => ("failure-database-address", vec![("value", value.into())]),
            Failing::NoTree => ("failure-no-tree", vec![]),
            Failing::NotEmpty { place } => ("failure-not-empty", vec![("place", place.into())]),
            Failing::NoFile { path } => ("failure-no-file", vec![("path", path.into())]),
            Failing::FileFails { path, said } => (
                "failure-file-fails",
                vec![("path", path.into()), ("said", said.into())],
            ),
            Failing::NotAWorkbook { path } => ("failure-not-a-workbook", vec![("path", path.into())]),
            Failing::LockedWorkbook { path } => ("failure-locked-workbook", vec![("path", path.into())]),
            Failing::DamagedWorkbook { path } => ("failure-damaged-workbook", vec![("path", path.into())]),
            Failing::TooLarge { path } => ("failure-too-large", vec![("path", path.into())]),
            Failing::EmptyFile { path } => ("failure-empty-file", vec![("path", path.into())]),
            Failing::NoTable { path, columns } => {
                let names: Vec<String> = columns.iter().map(|key| self.import_column(key)).collect();
                (
                    "failure-no-table",
                    vec![("path", path.into()), ("columns", self.list(&names).into())],
                )
            }
            Failing::RulesHaveMistakes { count } => {
                ("failure-rules-have-mistakes", vec![("count", count.into())])
            }
            Failing::AnswersUnreadable { path } => {
                ("failure-answers-unreadable", vec![("path", path.into())])
            }
            Failing::MoveDiffers { table } => ("failure-move-differs", vec![("table", table.into())]),
            Failing::BackupBroken { path } => ("failure-backup-broken", vec![("path", path.into())]),
        }
    }
}
