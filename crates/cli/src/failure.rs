//! From what went wrong to a sentence on stderr and an exit code: 1 refused, 2 usage.
//! Must not decide what is refused.

use std::fmt;
use std::path::Path;

use app::import::Unfit;
use app::{Failure, FirstBad, Refusal, StoreError};
use i18n::{Failing, Words};

/// Anything that ends a command early.
pub enum Fault {
    /// The application said no.
    App(Failure),
    /// The command line does not make sense.
    Usage(Usage),
    /// A file cannot be read or written.
    File {
        /// Its path.
        path: String,
        /// What the system said.
        said: String,
        /// It is not there.
        is_absent: bool,
    },
    /// Said already; only the exit code is left.
    Said(u8),
}

/// What does not make sense.
pub enum Usage {
    /// No date or moment.
    NotADate(String),
    /// None of our languages.
    UnknownLocale(String),
    /// The answers cannot be read.
    Answers(String),
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        Fault::App(failure)
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Fault::App(Failure::Refused(refusal))
    }
}

impl Fault {
    /// A file that cannot be read or written.
    pub fn file(path: &Path, error: &std::io::Error) -> Fault {
        Fault::File {
            path: path.display().to_string(),
            said: error.to_string(),
            is_absent: error.kind() == std::io::ErrorKind::NotFound,
        }
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Fault::Usage(_) => 2,
            Fault::Said(code) => *code,
            Fault::App(_) | Fault::File { .. } => 1,
        }
    }

    /// What happened and what to do next; `file` is the file the command was about, `database` where the data are.
    pub fn text(&self, words: &Words, file: &str, database: &str) -> String {
        let say = |failing: Failing<'_>| words.failure(&failing).text(words);
        match self {
            Fault::Said(_) => String::new(),
            Fault::Usage(Usage::NotADate(value)) => say(Failing::NotADate { value }),
            Fault::Usage(Usage::UnknownLocale(tag)) => format!("{tag}: zh-Hans, zh-Hant, en"),
            Fault::Usage(Usage::Answers(path)) => say(Failing::AnswersUnreadable { path }),
            Fault::File {
                path,
                is_absent: true,
                ..
            } => say(Failing::NoFile { path }),
            Fault::File { path, said, .. } => say(Failing::FileFails { path, said }),
            Fault::App(Failure::Forbidden(_)) => say(Failing::Forbidden { organisation: None }),
            Fault::App(Failure::Busy) => say(Failing::Busy),
            Fault::App(Failure::Refused(refusal)) => refusal_text(refusal, words, file),
            Fault::App(Failure::Store(error)) => store_text(error, words, (file, database)),
        }
    }
}

fn refusal_text(refusal: &Refusal, words: &Words, file: &str) -> String {
    let say = |failing: Failing<'_>| words.failure(&failing).text(words);
    match refusal {
        Refusal::NoDatabase(database) => say(Failing::NoDatabase { database }),
        Refusal::NoTree => say(Failing::NoTree),
        Refusal::SeveralTrees(names) => say(Failing::SeveralTrees { names }),
        Refusal::UnknownOrganisation(name) => say(Failing::UnknownOrganisation { name }),
        Refusal::AmbiguousOrganisation { name, candidates } => {
            say(Failing::AmbiguousOrganisation { name, candidates })
        }
        Refusal::UnknownDuty { duty, known } => say(Failing::UnknownDuty { duty, known }),
        Refusal::UnknownPeriod { period, known } => say(Failing::UnknownPeriod { period, known }),
        Refusal::NothingOwed {
            organisation,
            duty,
            period,
        } => say(Failing::NothingOwed {
            organisation,
            duty,
            period,
        }),
        Refusal::UnknownKind { kind, known } => say(Failing::UnknownKind { kind, known }),
        Refusal::UnknownPack { pack, known } => say(Failing::UnknownPack { pack, known }),
        Refusal::OtherPack { pack, own } => say(Failing::OtherPack { pack, own }),
        Refusal::BackupBroken(bad) => backup_text(bad.as_ref(), words, file),
        Refusal::UnknownPerson(name) => say(Failing::NotFound { name }),
        Refusal::UnknownNumber { number, last } => say(Failing::UnknownNumber {
            number: *number,
            last: *last,
        }),
        Refusal::NowNotAllowed => say(Failing::NowNotAllowed),
        Refusal::KeyUsed(key) => say(Failing::KeyUsed { key }),
        Refusal::NotRead(not_read) => unfit_text(&not_read.sort(), words, file),
        Refusal::Rules(misread) | Refusal::KeptRules(misread) => {
            let mut lines = vec![say(Failing::RulesHaveMistakes {
                count: misread.mistakes.len(),
            })];
            lines.extend(mistakes(&misread.mistakes, words, file));
            lines.join("\n")
        }
    }
}

fn backup_text(bad: Option<&FirstBad>, words: &Words, path: &str) -> String {
    let broken = words.failure(&Failing::BackupBroken { path }).text(words);
    let why = bad.map(|bad| bad_text(bad, words));
    [Some(broken), why]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}

/// What is wrong in a history, and where.
pub fn bad_text(bad: &FirstBad, words: &Words) -> String {
    let why = words.audit_why(bad.why.code());
    match (bad.table, &bad.key) {
        (Some(table), Some(key)) => words.joined(&[why, words.audit_row(table, key)]),
        _ => why,
    }
}

/// Mistakes of a rule pack, a line each: `file:line: what, and what to write instead`.
fn mistakes(mistakes: &[(usize, domain::rule_set::Mistake)], words: &Words, file: &str) -> Vec<String> {
    let line = |(line, mistake): &(usize, domain::rule_set::Mistake)| {
        format!("{file}:{line}: {}", words.mistake(mistake).text(words))
    };
    mistakes.iter().map(line).collect()
}

fn unfit_text(unfit: &Unfit, words: &Words, path: &str) -> String {
    let failing = match unfit {
        Unfit::NotAWorkbook => Failing::NotAWorkbook { path },
        Unfit::Locked => Failing::LockedWorkbook { path },
        Unfit::Damaged => Failing::DamagedWorkbook { path },
        Unfit::TooLarge => Failing::TooLarge { path },
        Unfit::Empty => Failing::EmptyFile { path },
        Unfit::NoTable(columns) => Failing::NoTable { path, columns },
    };
    words.failure(&failing).text(words)
}

fn store_text(error: &StoreError, words: &Words, (file, database): (&str, &str)) -> String {
    let failing = match error {
        StoreError::Migration { .. } => Failing::DatabaseIsNewer,
        StoreError::NotEmpty => Failing::NotEmpty { place: file },
        StoreError::MoveDiffers(table) => Failing::MoveDiffers { table },
        StoreError::Unverified(_) => Failing::BackupBroken { path: file },
        StoreError::Setting { name: "database", .. } => Failing::DatabaseAddress { value: database },
        StoreError::Unavailable(said)
        | StoreError::Database {
            statement: "connect",
            cause: said,
        } => Failing::Unreachable { database, said },
        // What the engine said is for who runs the machine, who is the one reading here.
        other => return other.to_string(),
    };
    words.failure(&failing).text(words)
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::App(failure) => write!(f, "{failure:?}"),
            Fault::Usage(_) => f.write_str("usage"),
            Fault::File { path, said, .. } => write!(f, "{path}: {said}"),
            Fault::Said(code) => write!(f, "exit {code}"),
        }
    }
}
