//! Whether the database answers, takes a write, and its history and the clock agree: for `doctor`.
//! Must not look at anybody's data.

use domain::id::TreeId;
use jiff::Timestamp;
use store::{AuditNumber, Engine, SignInFailureRow};

use crate::{App, Failure};

/// The row that is written and taken away again.
const PROBE: &str = "doctor";

/// How the database is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Health {
    /// Which engine.
    pub engine: &'static str,
    /// Entries of all histories.
    pub entries: i64,
    /// When the newest entry was made.
    pub newest_at: Option<Timestamp>,
    /// What time it is for the application.
    pub now: Timestamp,
}

impl Health {
    /// Whether the clock has gone back behind what is on record.
    #[must_use]
    pub fn is_clock_behind(&self) -> bool {
        self.newest_at.is_some_and(|newest| self.now < newest)
    }
}

/// Asks the database, and writes a row that is taken away again.
///
/// # Errors
/// When it cannot be read or written.
pub async fn health(app: &App) -> Result<Health, Failure> {
    let store = app.store();
    let (mut entries, mut newest_at) = (0, None);
    for tree in store.trees().await? {
        let mut reading = store.read(tree).await?;
        entries += reading.number().await?.0;
        let newest = reading.entries_before(AuditNumber(i64::MAX), 1).await?;
        drop(reading);
        newest_at = newest_at.max(newest.first().map(|entry| entry.at));
        write(app, tree).await?;
    }
    Ok(Health {
        engine: match store.engine() {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        },
        entries,
        newest_at,
        now: app.now(),
    })
}

async fn write(app: &App, tree: TreeId) -> Result<(), Failure> {
    let mut tx = app.store().write_unlogged(tree).await?;
    tx.save(&[SignInFailureRow {
        key: PROBE.to_owned(),
        failed: 0,
        since_at: app.now(),
    }])
    .await?;
    tx.remove::<SignInFailureRow>([(PROBE.to_owned(),)]).await?;
    Ok(tx.commit().await?)
}
