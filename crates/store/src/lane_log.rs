//! Looking after SQLite's write-ahead log and file: copying back, closing, copying out.
//! Must not run inside a unit of writing: it would count as somebody's hold of the lane.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection as _, Executor, Row as _};

use crate::error::StoreError;
use crate::lane::{Lane, Outcome};

/// The write-ahead log is copied back once it is this long.
const CHECKPOINT_AT: u64 = 4 << 20;
/// How long closing waits for a copying back that is under way.
const PATIENCE: Duration = Duration::from_secs(5);

impl Lane {
    /// Copies the log back in the background, so that no commit has to.
    pub(crate) fn look_after_log(&self) {
        let long = |limit: u64| std::fs::metadata(&self.0.log).is_ok_and(|file| file.len() > limit);
        if !long(CHECKPOINT_AT) || self.0.checkpointing.swap(true, Ordering::SeqCst) {
            return;
        }
        let lane = self.clone();
        let very_long = long(4 * CHECKPOINT_AT);
        tokio::spawn(async move {
            let done = lane.copy_log_back(very_long).await;
            if let Err(StoreError::WritesStopped(_)) = done {
                lane.0.stopped.store(true, Ordering::SeqCst);
            }
            lane.0.checkpointing.store(false, Ordering::SeqCst);
        });
    }

    async fn copy_log_back(&self, catch_up: bool) -> Outcome {
        let fail = |e: sqlx::Error| StoreError::from_sqlx("checkpoint", &e);
        let mut aside = self.0.options.connect().await.map_err(fail)?;
        aside
            .execute("PRAGMA wal_checkpoint(PASSIVE)")
            .await
            .map_err(fail)?;
        aside.close().await.map_err(fail)?;
        if catch_up {
            // Only the few pages since: then the next writer starts the log anew.
            let mut guard = self.0.state.lock().await;
            self.tidy(&mut guard).await;
            self.commit_group(&mut guard).await;
            guard
                .conn
                .execute("PRAGMA wal_checkpoint(PASSIVE)")
                .await
                .map_err(fail)?;
        }
        Ok(())
    }

    /// Ends what is open and leaves one plain file without a log beside it, if nobody else has it open.
    pub(crate) async fn close(&self) {
        self.finish().await;
        // A copying back under way has a connection of its own: the last to close takes the log away.
        let began = Instant::now();
        while self.0.checkpointing.load(Ordering::SeqCst) && began.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let mut guard = self.0.state.lock().await;
        // Dropping would close it some time later, maybe after the program has ended.
        if let Ok(nowhere) = SqliteConnectOptions::new().in_memory(true).connect().await {
            let conn = std::mem::replace(&mut guard.conn, nowhere);
            let _others_have_it_open = conn.close().await;
        }
    }

    /// Ends what is open and copies the log back; nothing is written any more.
    async fn finish(&self) {
        let mut guard = self.0.state.lock().await;
        self.tidy(&mut guard).await;
        self.commit_group(&mut guard).await;
        self.0.stopped.store(true, Ordering::SeqCst);
        // Others may have it open (then the log stays, which is as good).
        let _kept_log = guard.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").await;
    }

    /// Turns the log off for good: a backup is one file. Answers whether it is.
    pub(crate) async fn seal(&self) -> Result<bool, StoreError> {
        self.finish().await;
        let mut guard = self.0.state.lock().await;
        let row = guard
            .conn
            .fetch_one("PRAGMA journal_mode=DELETE")
            .await
            .map_err(|e| StoreError::from_sqlx("seal", &e))?;
        drop(guard);
        self.close().await;
        let mode: String = row.try_get(0).map_err(|e| StoreError::from_sqlx("seal", &e))?;
        Ok(mode == "delete")
    }

    /// Copies the whole database into a new file while others read and write.
    pub(crate) async fn copy_into(&self, file: &str) -> Outcome {
        let fail = |e: sqlx::Error| StoreError::from_sqlx("backup", &e);
        let mut aside = self.0.options.clone().connect().await.map_err(fail)?;
        sqlx::query("VACUUM INTO $1")
            .bind(file)
            .execute(&mut aside)
            .await
            .map(drop)
            .map_err(fail)
    }
}
