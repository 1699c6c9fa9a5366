//! The two engines behind one face: run this statement with these values, give me rows of these kinds.
//! The only `match` on the engine. Must not know tables.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgArguments, PgConnectOptions, PgPoolOptions, PgRow};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{
    ConnectOptions as _, Connection as _, Executor, PgPool, Postgres, Row as _, Sqlite, SqlitePool,
    Transaction,
};
use uuid::Uuid;

use crate::dialect::{self, Wait};
use crate::error::StoreError;
use crate::lane::{Holding, Lane};
use crate::sql;
use crate::value::{Kind, Value};

/// Which engine holds the data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

/// A named statement in the portable subset.
#[derive(Clone, Copy, Debug)]
pub struct Statement {
    /// Name, for errors and lists.
    pub name: &'static str,
    /// The text, with `$1` parameters.
    pub sql: &'static str,
    /// Kinds of the parameters.
    pub takes: &'static [Kind],
    /// Kinds of the columns it gives; empty when it gives no rows.
    pub gives: &'static [Kind],
}

/// One connection with its transaction.
pub(crate) enum Conn {
    Reader(Transaction<'static, Sqlite>),
    Writer(Holding),
    Server(Transaction<'static, Postgres>),
}

/// The pools of an open store.
pub(crate) enum Db {
    Sqlite { readers: SqlitePool, lane: Option<Lane> },
    Postgres { pool: PgPool },
}

/// How a `Db` is opened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Reads and writes; an absent SQLite file is made.
    Full,
    /// Reads a file that nobody writes to, and leaves no trace beside it.
    Frozen,
}

const BUSY: Duration = Duration::from_secs(5);
const CACHED_STATEMENTS: usize = 400;

/// The path in `sqlite:PATH`, if it is one.
pub(crate) fn sqlite_path(url: &str) -> Option<&str> {
    url.strip_prefix("sqlite:")
        .map(|rest| rest.strip_prefix("//").unwrap_or(rest))
}

impl Db {
    pub(crate) async fn open(url: &str, access: Access) -> Result<Self, StoreError> {
        if let Some(path) = sqlite_path(url) {
            return Self::open_file(path, access).await;
        }
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(StoreError::setting(
                "database",
                "wants sqlite:PATH or postgres://…",
            ));
        }
        let options = PgConnectOptions::from_str(url)
            .map_err(|e| StoreError::setting("database", e))?
            .statement_cache_capacity(CACHED_STATEMENTS)
            .application_name("kaijiang");
        // The pool would try for half a minute and then say that it is busy: first ask whether anybody is there.
        let first = options.connect().await;
        let first = first.map_err(|e| StoreError::from_sqlx("connect", &e))?;
        first
            .close()
            .await
            .map_err(|e| StoreError::from_sqlx("connect", &e))?;
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(options)
            .await
            .map_err(|e| StoreError::from_sqlx("connect", &e))?;
        Ok(Self::Postgres { pool })
    }

    async fn open_file(path: &str, access: Access) -> Result<Self, StoreError> {
        let frozen = access == Access::Frozen;
        let base = SqliteConnectOptions::new()
            .filename(path)
            .busy_timeout(BUSY)
            .statement_cache_capacity(CACHED_STATEMENTS);
        let base = if frozen {
            base.read_only(true).immutable(true)
        } else {
            base.create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                // No foreign keys: imports and moves write in key order, and `verify` guards the whole.
                .foreign_keys(false)
                .pragma("cache_size", "-32768")
        };
        // The lane opens first: it makes the file when there is none.
        let lane = if frozen {
            None
        } else {
            Some(Lane::open(path, base.clone()).await?)
        };
        let readers = SqlitePoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(if frozen {
                base
            } else {
                base.pragma("query_only", "ON")
            })
            .await
            .map_err(|e| StoreError::from_sqlx("connect", &e))?;
        Ok(Self::Sqlite { readers, lane })
    }

    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres { .. } => Engine::Postgres,
        }
    }

    pub(crate) fn lane(&self) -> Option<&Lane> {
        match self {
            Self::Sqlite { lane, .. } => lane.as_ref(),
            Self::Postgres { .. } => None,
        }
    }

    /// A snapshot to read from.
    pub(crate) async fn read(&self) -> Result<Conn, StoreError> {
        let begin = dialect::begin_reading(self.engine());
        let fail = |e: sqlx::Error| StoreError::from_sqlx("begin_reading", &e);
        match self {
            Self::Sqlite { readers, .. } => readers.begin_with(begin).await.map(Conn::Reader).map_err(fail),
            Self::Postgres { pool } => pool.begin_with(begin).await.map(Conn::Server).map_err(fail),
        }
    }

    /// A unit of writing: the lane on SQLite, a transaction on PostgreSQL.
    pub(crate) async fn write(&self) -> Result<Conn, StoreError> {
        match self {
            Self::Sqlite { lane: Some(lane), .. } => lane.enter().await.map(Conn::Writer),
            Self::Sqlite { lane: None, .. } => Err(StoreError::ReadOnly),
            Self::Postgres { pool } => pool
                .begin()
                .await
                .map(Conn::Server)
                .map_err(|e| StoreError::from_sqlx("begin", &e)),
        }
    }

    pub(crate) async fn close_readers(&self) {
        match self {
            Self::Sqlite { readers, .. } => readers.close().await,
            Self::Postgres { .. } => {}
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { readers, lane } => {
                // A snapshot somebody still holds must not keep the program from ending.
                let _in_use = tokio::time::timeout(BUSY, readers.close()).await;
                if let Some(lane) = lane {
                    lane.close().await;
                }
            }
            Self::Postgres { pool } => {
                let _in_use = tokio::time::timeout(BUSY, pool.close()).await;
            }
        }
    }
}

macro_rules! bind_all {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Id(id) => query.bind(id.as_bytes().as_slice()),
                Value::Text(text) | Value::Json(text) => query.bind(text.as_str()),
                Value::Int(number) => query.bind(*number),
                Value::Date(date) => query.bind(date.to_string()),
                Value::Time(time) => query.bind(time.as_microsecond()),
                Value::Bytes(bytes) => query.bind(bytes.as_slice()),
                Value::Null(Kind::Id | Kind::Bytes) => query.bind(None::<Vec<u8>>),
                Value::Null(Kind::Text | Kind::Json | Kind::Date) => query.bind(None::<String>),
                Value::Null(Kind::Int | Kind::Time) => query.bind(None::<i64>),
            };
        }
        query
    }};
}

fn sqlite<'q>(sql: &'static str, values: &[Value]) -> sqlx::query::Query<'q, Sqlite, SqliteArguments> {
    bind_all!(sqlx::query::<Sqlite>(sql), values)
}

fn postgres<'q>(sql: &'static str, values: &[Value]) -> sqlx::query::Query<'q, Postgres, PgArguments> {
    bind_all!(sqlx::query::<Postgres>(sql), values)
}

macro_rules! decode_row {
    ($fn:ident, $row:ty) => {
        fn $fn(row: &$row, kinds: &[Kind]) -> Result<Vec<Value>, sqlx::Error> {
            kinds
                .iter()
                .enumerate()
                .map(|(at, &kind)| {
                    Ok(match kind {
                        Kind::Id => row
                            .try_get::<Option<&[u8]>, _>(at)?
                            .map(id_of)
                            .transpose()?,
                        Kind::Bytes => row.try_get::<Option<Vec<u8>>, _>(at)?.map(Value::Bytes),
                        Kind::Text => row.try_get::<Option<String>, _>(at)?.map(Value::Text),
                        Kind::Json => row.try_get::<Option<String>, _>(at)?.map(Value::Json),
                        Kind::Date => row
                            .try_get::<Option<&str>, _>(at)?
                            .map(date_of)
                            .transpose()?,
                        Kind::Int => row.try_get::<Option<i64>, _>(at)?.map(Value::Int),
                        Kind::Time => row
                            .try_get::<Option<i64>, _>(at)?
                            .map(time_of)
                            .transpose()?,
                    }
                    .unwrap_or(Value::Null(kind)))
                })
                .collect()
        }
    };
}
decode_row!(decode_sqlite, SqliteRow);
decode_row!(decode_postgres, PgRow);

fn id_of(bytes: &[u8]) -> Result<Value, sqlx::Error> {
    Uuid::from_slice(bytes)
        .map(Value::Id)
        .map_err(|e| sqlx::Error::Decode(e.into()))
}

fn date_of(text: &str) -> Result<Value, sqlx::Error> {
    text.parse()
        .map(Value::Date)
        .map_err(|e: jiff::Error| sqlx::Error::Decode(e.into()))
}

fn time_of(micros: i64) -> Result<Value, sqlx::Error> {
    jiff::Timestamp::from_microsecond(micros)
        .map(Value::Time)
        .map_err(|e| sqlx::Error::Decode(e.into()))
}

impl Conn {
    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Reader(_) | Self::Writer(_) => Engine::Sqlite,
            Self::Server(_) => Engine::Postgres,
        }
    }

    /// Runs a statement that gives no rows; answers how many rows it touched.
    pub(crate) async fn run(&mut self, statement: &Statement, values: &[Value]) -> Result<u64, StoreError> {
        let sql = match self.engine() {
            Engine::Sqlite => dialect::sqlite_text(statement),
            Engine::Postgres => statement.sql,
        };
        let done = match self {
            Self::Reader(tx) => sqlite(sql, values)
                .execute(&mut **tx)
                .await
                .map(|r| r.rows_affected()),
            Self::Writer(held) => sqlite(sql, values)
                .execute(held.conn())
                .await
                .map(|r| r.rows_affected()),
            Self::Server(tx) => postgres(sql, values)
                .execute(&mut **tx)
                .await
                .map(|r| r.rows_affected()),
        };
        done.map_err(|e| self.failed(statement.name, &e))
    }

    /// All rows of a statement.
    pub(crate) async fn all(
        &mut self,
        statement: &Statement,
        values: &[Value],
    ) -> Result<Vec<Vec<Value>>, StoreError> {
        let (sql, gives) = (statement.sql, statement.gives);
        let rows = match self {
            Self::Reader(tx) => sqlite(sql, values)
                .fetch_all(&mut **tx)
                .await
                .and_then(|rows| rows.iter().map(|r| decode_sqlite(r, gives)).collect()),
            Self::Writer(held) => sqlite(sql, values)
                .fetch_all(held.conn())
                .await
                .and_then(|rows| rows.iter().map(|r| decode_sqlite(r, gives)).collect()),
            Self::Server(tx) => postgres(sql, values)
                .fetch_all(&mut **tx)
                .await
                .and_then(|rows| rows.iter().map(|r| decode_postgres(r, gives)).collect()),
        };
        rows.map_err(|e| self.failed(statement.name, &e))
    }

    /// At most one row.
    pub(crate) async fn one(
        &mut self,
        statement: &Statement,
        values: &[Value],
    ) -> Result<Option<Vec<Value>>, StoreError> {
        Ok(self.all(statement, values).await?.into_iter().next())
    }

    /// Asks the engine to prepare a statement without running it.
    pub(crate) async fn prepare(&mut self, statement: &Statement) -> Result<(), StoreError> {
        let text = sqlx::SqlSafeStr::into_sql_str(statement.sql);
        let done = match self {
            Self::Reader(tx) => tx.prepare(text).await.map(drop),
            Self::Writer(held) => held.conn().prepare(text).await.map(drop),
            Self::Server(tx) => tx.prepare(text).await.map(drop),
        };
        done.map_err(|e| self.failed(statement.name, &e))
    }

    /// Runs several statements of a migration.
    pub(crate) async fn script(&mut self, name: &'static str, text: &str) -> Result<(), StoreError> {
        let text = sqlx::AssertSqlSafe(text.to_owned());
        let done = match self {
            Self::Reader(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(drop),
            Self::Writer(held) => sqlx::raw_sql(text).execute(held.conn()).await.map(drop),
            Self::Server(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(drop),
        };
        done.map_err(|e| self.failed(name, &e))
    }

    /// Keeps what was written; returns only after the disk has it.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Reader(tx) => tx
                .rollback()
                .await
                .map_err(|e| StoreError::from_sqlx("rollback", &e)),
            Self::Writer(held) => held.keep().await,
            Self::Server(tx) => tx.commit().await.map_err(|e| StoreError::from_sqlx("commit", &e)),
        }
    }

    /// Gives up what was written, at once.
    pub(crate) async fn rollback(self) -> Result<(), StoreError> {
        match self {
            Self::Reader(tx) => tx
                .rollback()
                .await
                .map_err(|e| StoreError::from_sqlx("rollback", &e)),
            Self::Writer(held) => held.give_up().await,
            Self::Server(tx) => tx
                .rollback()
                .await
                .map_err(|e| StoreError::from_sqlx("rollback", &e)),
        }
    }

    fn failed(&mut self, statement: &'static str, error: &sqlx::Error) -> StoreError {
        let error = StoreError::from_sqlx(statement, error);
        if let Self::Writer(held) = self {
            held.note_failure(&error);
        }
        error
    }

    /// Reads the head of a tree: number, root hash, note; locks it, waiting for others or not (then `Busy`).
    pub(crate) async fn lock_head(
        &mut self,
        tree: Uuid,
        wait: Wait,
    ) -> Result<Option<Vec<Value>>, StoreError> {
        let sql = dialect::lock_head(self.engine(), wait);
        self.one(&Statement { sql, ..sql::HEAD }, &[Value::Id(tree)])
            .await
    }
}
