//! From what went wrong to a sentence on stderr and an exit code: 1 refused, 2 usage.
//! Must not decide what is refused.

use std::fmt;
use std::path::Path;

use app::{Failure, Refusal, StoreError, refusal_text};
use i18n::{Failing, SettingProblem, Words};

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
    /// An address that cannot be listened on.
    Listen {
        /// The address.
        address: String,
        /// What the system said.
        said: String,
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
    /// The settings file cannot be read.
    SettingsFile {
        /// Its path.
        path: String,
        /// What is wrong with it.
        said: String,
    },
    /// A setting cannot be used.
    Setting {
        /// Its name in the file.
        name: &'static str,
        /// Its value.
        value: String,
        /// Why not.
        problem: SettingProblem,
    },
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
            Fault::App(_) | Fault::File { .. } | Fault::Listen { .. } => 1,
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
            Fault::Usage(Usage::SettingsFile { path, said }) => words.settings_unreadable(path, said),
            Fault::Usage(Usage::Setting { name, value, problem }) => {
                words.setting_wrong(name, value, *problem)
            }
            Fault::File {
                path,
                is_absent: true,
                ..
            } => say(Failing::NoFile { path }),
            Fault::File { path, said, .. } => say(Failing::FileFails { path, said }),
            Fault::Listen { address, said } => words.advice_on(
                "failure-listen",
                &[
                    ("address", address.as_str().into()),
                    ("said", said.as_str().into()),
                ],
            ),
            Fault::App(Failure::Forbidden(_)) => say(Failing::Forbidden { organisation: None }),
            Fault::App(Failure::Busy) => say(Failing::Busy),
            Fault::App(Failure::Refused(refusal)) => refusal_text(refusal, words, file),
            Fault::App(Failure::Store(error)) => store_text(error, words, (file, database)),
        }
    }
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
            Fault::Listen { address, said } => write!(f, "{address}: {said}"),
            Fault::File { path, said, .. } => write!(f, "{path}: {said}"),
            Fault::Said(code) => write!(f, "exit {code}"),
        }
    }
}
