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
    /// A key that came with another request.
    KeyUsed {
        /// The key.
        key: &'a str,
    },
    /// `--at` beyond the history.
    UnknownNumber {
        /// As asked.
        number: i64,
        /// The last entry.
        last: i64,
    },
    /// Several trees and none named.
    SeveralTrees {
        /// Their names.
        names: &'a [String],
    },
    /// No rule pack of that name.
    UnknownPack {
        /// As asked.
        pack: &'a str,
        /// Those that ship.
        known: &'a [String],
    },
    /// Rules of another pack than the tree's.
    OtherPack {
        /// Id of the pack they are of.
        pack: &'a str,
        /// Id of the tree's.
        own: &'a str,
    },
    /// `--now` on a database with real records.
    NowNotAllowed,
    /// A value on the command line that is no date or time.
    NotADate {
        /// As written.
        value: &'a str,
    },
    /// Made by a newer version of the program.
    DatabaseIsNewer,
    /// No database there.
    NoDatabase {
        /// Its address without a password.
        database: &'a str,
    },
    /// A server that does not answer, or will not let us in.
    Unreachable {
        /// Its address without a password.
        database: &'a str,
        /// What was said.
        said: &'a str,
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
        self.advice(key(failing), &self.told(failing))
    }

    fn told<'a>(&self, failing: &Failing<'a>) -> Vec<(&'static str, Value<'a>)> {
        let list = |names: &[String]| Value::from(self.list(names));
        match *failing {
            Failing::Busy | Failing::NowNotAllowed | Failing::DatabaseIsNewer | Failing::NoTree => vec![],
            Failing::Forbidden { organisation } => {
                vec![("organisation", organisation.unwrap_or_default().into())]
            }
            Failing::NotFound { name } | Failing::UnknownOrganisation { name } => vec![("name", name.into())],
            Failing::AmbiguousOrganisation { name, candidates } => {
                vec![
                    ("name", name.into()),
                    ("candidates", self.some_of(candidates).into()),
                ]
            }
            Failing::UnknownDuty { duty, known } => vec![("duty", duty.into()), ("known", list(known))],
            Failing::UnknownKind { kind, known } => vec![("kind", kind.into()), ("known", list(known))],
            Failing::UnknownPeriod { period, known } => {
                vec![("period", period.into()), ("known", list(known))]
            }
            Failing::NothingOwed {
                organisation,
                duty,
                period,
            } => {
                vec![
                    ("organisation", organisation.into()),
                    ("duty", duty.into()),
                    ("period", period.into()),
                ]
            }
            Failing::KeyUsed { key } => vec![("key", key.into())],
            Failing::UnknownNumber { number, last } => {
                vec![("number", number.into()), ("last", last.into())]
            }
            Failing::SeveralTrees { names } => vec![("names", list(names))],
            Failing::UnknownPack { pack, known } => vec![("pack", pack.into()), ("known", list(known))],
            Failing::OtherPack { pack, own } => vec![("pack", pack.into()), ("was", own.into())],
            Failing::NotADate { value } | Failing::DatabaseAddress { value } => vec![("value", value.into())],
            Failing::Unreachable { database, said } => {
                vec![("database", database.into()), ("said", said.into())]
            }
            Failing::NoDatabase { database } => vec![("database", database.into())],
            Failing::NotEmpty { place } => vec![("place", place.into())],
            Failing::NoFile { path }
            | Failing::NotAWorkbook { path }
            | Failing::LockedWorkbook { path }
            | Failing::DamagedWorkbook { path }
            | Failing::TooLarge { path }
            | Failing::EmptyFile { path }
            | Failing::AnswersUnreadable { path }
            | Failing::BackupBroken { path } => vec![("path", path.into())],
            Failing::FileFails { path, said } => vec![("path", path.into()), ("said", said.into())],
            Failing::NoTable { path, columns } => {
                let names: Vec<String> = columns.iter().map(|key| self.import_column(key)).collect();
                vec![("path", path.into()), ("columns", list(&names))]
            }
            Failing::RulesHaveMistakes { count } => vec![("count", count.into())],
            Failing::MoveDiffers { table } => vec![("table", table.into())],
        }
    }
}

fn key(failing: &Failing<'_>) -> &'static str {
    match failing {
        Failing::Forbidden { organisation: None } => "failure-forbidden",
        Failing::Forbidden { .. } => "failure-forbidden-there",
        Failing::NotFound { .. } => "failure-not-found",
        Failing::Busy => "failure-busy",
        Failing::UnknownOrganisation { .. } => "failure-unknown-organisation",
        Failing::AmbiguousOrganisation { .. } => "failure-ambiguous-organisation",
        Failing::UnknownDuty { .. } => "failure-unknown-duty",
        Failing::UnknownKind { .. } => "failure-unknown-kind",
        Failing::UnknownPeriod { .. } => "failure-unknown-period",
        Failing::NothingOwed { .. } => "failure-nothing-owed",
        Failing::KeyUsed { .. } => "failure-key-used",
        Failing::UnknownNumber { .. } => "failure-unknown-number",
        Failing::SeveralTrees { .. } => "failure-several-trees",
        Failing::UnknownPack { .. } => "failure-unknown-pack",
        Failing::OtherPack { .. } => "failure-other-pack",
        Failing::NowNotAllowed => "failure-now-not-allowed",
        Failing::NotADate { .. } => "failure-not-a-date",
        Failing::DatabaseIsNewer => "failure-database-is-newer",
        Failing::Unreachable { .. } => "failure-unreachable",
        Failing::NoDatabase { .. } => "failure-no-database",
        Failing::DatabaseAddress { .. } => "failure-database-address",
        Failing::NoTree => "failure-no-tree",
        Failing::NotEmpty { .. } => "failure-not-empty",
        Failing::NoFile { .. } => "failure-no-file",
        Failing::FileFails { .. } => "failure-file-fails",
        Failing::NotAWorkbook { .. } => "failure-not-a-workbook",
        Failing::LockedWorkbook { .. } => "failure-locked-workbook",
        Failing::DamagedWorkbook { .. } => "failure-damaged-workbook",
        Failing::TooLarge { .. } => "failure-too-large",
        Failing::EmptyFile { .. } => "failure-empty-file",
        Failing::NoTable { .. } => "failure-no-table",
        Failing::RulesHaveMistakes { .. } => "failure-rules-have-mistakes",
        Failing::AnswersUnreadable { .. } => "failure-answers-unreadable",
        Failing::MoveDiffers { .. } => "failure-move-differs",
        Failing::BackupBroken { .. } => "failure-backup-broken",
    }
}
