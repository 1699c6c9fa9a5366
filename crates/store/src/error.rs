//! What can go wrong in the store, as one enum.
//! Must not hold sentences for people: those live with the locales, keyed by variant.

use std::sync::Arc;

use thiserror::Error;

/// Why the store could not do what it was asked. An absent row is `Option`, never an error.
#[derive(Debug, Clone, Error)]
pub enum StoreError {
    /// The engine refused or failed a statement.
    #[error("statement {statement} failed: {cause}")]
    Database {
        /// Name of the statement.
        statement: &'static str,
        /// What the engine said.
        cause: Arc<str>,
    },
    /// A row with this key is there already, or another unique rule was broken.
    #[error("statement {statement} met a row with the same key: {cause}")]
    Conflict {
        /// Name of the statement.
        statement: &'static str,
        /// What the engine said.
        cause: Arc<str>,
    },
    /// The disk failed under a commit. Nothing is written any more until the process is started again.
    #[error("writes are stopped, because the disk failed: {0}")]
    WritesStopped(Arc<str>),
    /// The disk is full. Reading goes on; writing works again once there is space.
    #[error("the disk is full")]
    DiskFull,
    /// Another process holds the database, or no connection came free in time.
    #[error("the database is busy")]
    Busy,
    /// The server cannot be reached; whether a commit under way was kept is not known.
    #[error("the database server cannot be reached: {0}")]
    Unavailable(Arc<str>),
    /// This store was opened for reading only.
    #[error("the store is open for reading only")]
    ReadOnly,
    /// No such tree.
    #[error("there is no such tree")]
    NoTree,
    /// A tree with this id exists already.
    #[error("the tree exists already")]
    TreeExists,
    /// A stored value is not what its column promises.
    #[error("stored value of {column} is damaged: {cause}")]
    Damaged {
        /// Table or column.
        column: &'static str,
        /// What was wrong.
        cause: Arc<str>,
    },
    /// A migration does not fit: its text changed, or the database is newer than this program.
    #[error("migration {name}: {cause}")]
    Migration {
        /// Name of the migration.
        name: Arc<str>,
        /// What was wrong.
        cause: Arc<str>,
    },
    /// The target of a move or restore holds data already.
    #[error("the target is not empty")]
    NotEmpty,
    /// Source and target differ after a move.
    #[error("table {0} differs after the move")]
    MoveDiffers(&'static str),
    /// The history does not verify; the first fault is given.
    #[error("the history does not verify: {0}")]
    Unverified(Arc<str>),
    /// A connection string or other setting that cannot be used.
    #[error("setting {name}: {cause}")]
    Setting {
        /// Which setting.
        name: &'static str,
        /// What was wrong.
        cause: Arc<str>,
    },
    /// A file could not be read or written.
    #[error("file {path}: {cause}")]
    File {
        /// The file.
        path: Arc<str>,
        /// What the system said.
        cause: Arc<str>,
    },
    /// The key that signs the history cannot be used.
    #[error("signing key: {0}")]
    SigningKey(Arc<str>),
}

impl StoreError {
    pub(crate) fn file(path: &std::path::Path, cause: &dyn std::fmt::Display) -> Self {
        Self::File {
            path: path.display().to_string().into(),
            cause: cause.to_string().into(),
        }
    }

    /// A stored value that is not what its column promises.
    pub fn damaged(column: &'static str, cause: impl std::fmt::Display) -> Self {
        Self::Damaged {
            column,
            cause: cause.to_string().into(),
        }
    }

    /// A setting that cannot be used, and why.
    pub fn setting(name: &'static str, cause: impl std::fmt::Display) -> Self {
        Self::Setting {
            name,
            cause: cause.to_string().into(),
        }
    }

    /// Sorts what the driver says into the few cases that callers treat differently.
    pub(crate) fn from_sqlx(statement: &'static str, error: &sqlx::Error) -> Self {
        let cause: Arc<str> = error.to_string().into();
        match error {
            sqlx::Error::PoolTimedOut => return Self::Busy,
            sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::Tls(_) => {
                return Self::Unavailable(cause);
            }
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
                return Self::Damaged {
                    column: statement,
                    cause,
                };
            }
            _ => {}
        }
        let Some(engine) = error.as_database_error() else {
            return Self::Database { statement, cause };
        };
        if engine.is_unique_violation() {
            return Self::Conflict { statement, cause };
        }
        let code = engine.code().unwrap_or_default();
        match code.parse::<u32>().map(|n| n & 0xff) {
            Ok(10) if code.len() <= 4 => Self::WritesStopped(cause),
            Ok(13) if code.len() <= 4 => Self::DiskFull,
            Ok(5 | 6) if code.len() <= 4 => Self::Busy,
            // PostgreSQL: 55P03 lock not available, 53100 disk full, 57P0x shutting down, 08xxx connection.
            _ if code == "55P03" => Self::Busy,
            _ if code == "53100" => Self::DiskFull,
            _ if code.starts_with("57P") || code.starts_with("08") => Self::Unavailable(cause),
            _ => Self::Database { statement, cause },
        }
    }
}
