//! The open store: settings, opening and closing, and the doors to reading and writing.
//! Must not hold queries.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::id::TreeId;

use crate::db::{Access, Db, Engine, Statement};
use crate::error::StoreError;
use crate::query::{Queries, Reading, stored_page};
use crate::signing::Signing;
use crate::tables::Row;
use crate::tables::Table;
use crate::value::{Kind, Value};
use crate::{dialect, migrate, sql};

/// A source of randomness, passed in so that a run can be replayed.
pub trait Entropy: Send + Sync {
    /// Fills the bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// What a store needs to be opened.
#[derive(Clone)]
pub struct StoreSettings {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// The file with the key that signs the history; made on first use.
    pub signing_key: PathBuf,
    /// Randomness for keys, salts and change sets.
    pub entropy: Arc<dyn Entropy>,
}

pub(crate) struct Inner {
    pub db: Db,
    pub signing: Signing,
    pub entropy: Arc<dyn Entropy>,
    server_hold: AtomicU64,
    migrated: AtomicUsize,
    live_stages: Mutex<BTreeSet<uuid::Uuid>>,
}

/// An open store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

impl Store {
    /// Opens the store and brings its tables up to date.
    ///
    /// # Errors
    /// When the database or the key file cannot be used, or the database is newer than this program.
    pub async fn open(settings: &StoreSettings) -> Result<Self, StoreError> {
        let store = Self::open_with(settings, Access::Full).await?;
        let applied = migrate::migrate(&store.inner.db).await?;
        store.inner.migrated.store(applied.len(), Ordering::SeqCst);
        Ok(store)
    }

    /// Whether an address names an SQLite file that is not there, which opening would make.
    #[must_use]
    pub fn is_absent(url: &str) -> bool {
        crate::db::sqlite_path(url).is_some_and(|path| !Path::new(path).exists())
    }

    /// How many migrations were applied when this store was opened.
    #[must_use]
    pub fn migrated(&self) -> usize {
        self.inner.migrated.load(Ordering::SeqCst)
    }

    pub(crate) async fn open_with(settings: &StoreSettings, access: Access) -> Result<Self, StoreError> {
        let db = Db::open(&settings.url, access).await?;
        let signing = Signing::at(settings.signing_key.clone(), Arc::clone(&settings.entropy));
        Ok(Self {
            inner: Arc::new(Inner {
                db,
                signing,
                entropy: Arc::clone(&settings.entropy),
                server_hold: AtomicU64::new(0),
                migrated: AtomicUsize::new(0),
                live_stages: Mutex::new(BTreeSet::new()),
            }),
        })
    }

    /// A snapshot of one tree to read from. It does not change while it is held.
    ///
    /// # Errors
    /// When the tree does not exist or the database fails.
    pub async fn read(&self, tree: TreeId) -> Result<Reading, StoreError> {
        let mut conn = self.inner.db.read().await?;
        // The first read fixes SQLite's snapshot.
        match conn.one(&sql::HEAD, &[Value::Id(tree.0)]).await? {
            Some(_) => Ok(Reading {
                queries: Queries { conn, tree },
            }),
            None => Err(StoreError::NoTree),
        }
    }

    /// All trees.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn trees(&self) -> Result<Vec<TreeId>, StoreError> {
        let mut conn = self.inner.db.read().await?;
        let rows = conn.all(&sql::TREES, &[]).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| match row.first() {
                Some(Value::Id(id)) => Some(TreeId(*id)),
                _ => None,
            })
            .collect())
    }

    /// A setting that travels with the data.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        let mut conn = self.inner.db.read().await?;
        crate::query::meta(&mut conn, key).await
    }

    /// Sets a setting of a database that holds no tree yet; later a `Tx` does.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_meta(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let mut conn = self.inner.db.write().await?;
        let row = vec![Value::Text(key.to_owned()), Value::Text(value.to_owned())];
        crate::writing::write_rows(&mut conn, &sql::of(crate::trees::MetaRow::TABLE).upsert, &[row]).await?;
        conn.commit().await
    }

    /// A secret for a purpose, derived from the signing key: whoever has a copy of the data has it not.
    ///
    /// # Errors
    /// When the key file cannot be read or made.
    pub fn derived_secret(&self, purpose: &str) -> Result<[u8; 32], StoreError> {
        self.inner.signing.derived(purpose)
    }

    /// The key that checkpoints are signed with, for others to verify by (C2SP `vkey`).
    ///
    /// # Errors
    /// When the key file cannot be read or made.
    pub fn verifier_key(&self) -> Result<String, StoreError> {
        self.inner.signing.verifier_key()
    }

    /// Which engine holds the data.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.inner.db.engine()
    }

    /// Longest time one writer kept the others waiting, since the last `forget_lane_hold`.
    #[must_use]
    pub fn longest_lane_hold(&self) -> Duration {
        let server = Duration::from_micros(self.inner.server_hold.load(Ordering::SeqCst));
        self.inner
            .db
            .lane()
            .map_or(server, crate::lane::Lane::longest_hold)
    }

    /// Begins a new measurement of `longest_lane_hold`.
    pub fn forget_lane_hold(&self) {
        self.inner.server_hold.store(0, Ordering::SeqCst);
        if let Some(lane) = self.inner.db.lane() {
            lane.forget_hold();
        }
    }

    /// How many times SQLite was asked to commit: fewer than writers, when they came in groups.
    #[must_use]
    pub fn commits(&self) -> u64 {
        self.inner.db.lane().map_or(0, crate::lane::Lane::commits)
    }

    /// Whether the disk failed and nothing is written any more.
    #[must_use]
    pub fn writes_stopped(&self) -> bool {
        self.inner.db.lane().is_some_and(crate::lane::Lane::is_stopped)
    }

    /// Asks the engine to prepare every statement. Answers how many there are.
    ///
    /// # Errors
    /// The first statement that the engine refuses.
    pub async fn prepare_all(&self) -> Result<usize, StoreError> {
        let mut conn = self.inner.db.write().await?;
        let all = sql::all_statements();
        for statement in &all {
            conn.prepare(statement).await?;
        }
        conn.rollback().await?;
        Ok(all.len())
    }

    /// Runs every statement with made-up values and decodes what it gives; nothing is kept.
    ///
    /// # Errors
    /// The first statement that the engine refuses, or whose answer has other kinds than it says.
    pub async fn try_all(&self) -> Result<usize, StoreError> {
        let mut conn = self.inner.db.write().await?;
        let all = sql::all_statements();
        for statement in &all {
            let values: Vec<_> = statement.takes.iter().enumerate().map(made_up).collect();
            // Each on its own: made-up rows must not meet each other.
            conn.script("try", "SAVEPOINT try_one").await?;
            if statement.gives.is_empty() {
                conn.run(statement, &values).await?;
            } else {
                conn.all(statement, &values).await?;
            }
            conn.script("try", "ROLLBACK TO SAVEPOINT try_one").await?;
        }
        conn.rollback().await?;
        Ok(all.len())
    }

    /// The kept columns as the engine's own catalog lists them: table, column, nullable, place in the key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn catalog(&self) -> Result<Vec<(String, String, bool, i64)>, StoreError> {
        let mut conn = self.inner.db.read().await?;
        let statement = Statement {
            name: "catalog",
            sql: dialect::catalog(conn.engine()),
            takes: &[],
            gives: &[Kind::Text, Kind::Text, Kind::Int, Kind::Int],
        };
        let rows = conn.all(&statement, &[]).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| match row.as_slice() {
                [
                    Value::Text(table),
                    Value::Text(column),
                    Value::Int(nullable),
                    Value::Int(key),
                ] => Some((table.clone(), column.clone(), *nullable == 1, *key)),
                _ => None,
            })
            .collect())
    }

    /// All stored rows of a table, seen or not, with `root_id` and `batch`: for checks, not for figures.
    ///
    /// # Errors
    /// When the database fails or a stored value is damaged.
    pub async fn stored_rows(
        &self,
        tree: TreeId,
        table: &'static Table,
    ) -> Result<Vec<Vec<Value>>, StoreError> {
        let mut conn = self.inner.db.read().await?;
        let mut rows: Vec<Vec<Value>> = Vec::new();
        loop {
            let page = stored_page(&mut conn, table, tree.0, rows.last().map(Vec::as_slice), 2000).await?;
            if page.is_empty() {
                return Ok(rows);
            }
            rows.extend(page);
        }
    }

    /// Closes all connections.
    pub async fn close(&self) {
        self.inner.db.close().await;
    }

    pub(crate) fn live_stages(&self) -> MutexGuard<'_, BTreeSet<uuid::Uuid>> {
        self.inner
            .live_stages
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn server_held(&self, held: Duration) {
        let micros = u64::try_from(held.as_micros()).unwrap_or(u64::MAX);
        self.inner.server_hold.fetch_max(micros, Ordering::SeqCst);
    }
}

/// A value of a kind, different for each parameter so that made-up rows have different keys.
fn made_up((at, kind): (usize, &Kind)) -> Value {
    let number = i64::try_from(at).unwrap_or(0);
    match kind {
        Kind::Id => Value::Id(uuid::Uuid::from_u128(
            0xfeed_0000 + u128::try_from(at).unwrap_or(0),
        )),
        Kind::Text => Value::Text(format!("made up {at}")),
        Kind::Int => Value::Int(number),
        Kind::Date => Value::Date(jiff::civil::date(2020, 7, 1)),
        Kind::Time => Value::Time(jiff::Timestamp::from_microsecond(number).unwrap_or_default()),
        Kind::Json => Value::Json("[]".to_owned()),
        Kind::Bytes => Value::Bytes(number.to_be_bytes().to_vec()),
    }
}
