//! SQLite's one writer lane with group commit.
//! One connection holds an outer transaction; each unit of writing runs in a savepoint; the last of a group
//! commits for all, and nobody is told "kept" before the disk has it. Must not know tables.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Executor};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use crate::error::StoreError;

/// Most units in one group.
const GROUP: usize = 64;
/// Longest time a group stays open for one more.
const OPEN_FOR: Duration = Duration::from_millis(20);
pub(crate) type Outcome = Result<(), StoreError>;

struct Group {
    number: u64,
    since: Instant,
    members: Vec<oneshot::Sender<Outcome>>,
}

pub(crate) struct State {
    pub conn: SqliteConnection,
    group: Option<Group>,
    /// A unit is under way, or was dropped without being kept or given up.
    open_unit: bool,
    /// The engine failed in a way that ends the outer transaction.
    broken: Option<StoreError>,
    groups: u64,
}

pub(crate) struct Shared {
    pub state: Arc<Mutex<State>>,
    pub log: PathBuf,
    pub options: SqliteConnectOptions,
    waiting: AtomicUsize,
    pub stopped: AtomicBool,
    pub checkpointing: AtomicBool,
    commits: AtomicU64,
    longest_hold: AtomicU64,
}

/// The lane. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Lane(pub(crate) Arc<Shared>);

/// Tidies the lane when a unit is dropped half-way.
struct Unfinished {
    lane: Lane,
    armed: bool,
}

/// The lane, held for one unit of writing.
pub(crate) struct Holding {
    // The order matters: the guard is let go before `unfinished` asks for the lane again.
    guard: OwnedMutexGuard<State>,
    unfinished: Unfinished,
    since: Instant,
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if self.armed
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            let lane = self.lane.clone();
            runtime.spawn(async move { lane.settle(None).await });
        }
    }
}

impl Holding {
    pub(crate) fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.guard.conn
    }

    /// Remembers a failure after which SQLite may have ended the whole transaction by itself.
    pub(crate) fn note_failure(&mut self, error: &StoreError) {
        if matches!(error, StoreError::WritesStopped(_) | StoreError::DiskFull) {
            self.guard.broken = Some(error.clone());
        }
    }

    /// Keeps the unit; returns after the commit that holds it is on disk.
    pub(crate) async fn keep(self) -> Outcome {
        in_one_piece(self.keep_now()).await
    }

    async fn keep_now(self) -> Outcome {
        let Self {
            mut guard,
            mut unfinished,
            since,
        } = self;
        let lane = unfinished.lane.clone();
        unfinished.armed = false;
        if guard.broken.is_none()
            && let Err(e) = guard.conn.execute("RELEASE unit").await
        {
            guard.broken = Some(StoreError::from_sqlx("release", &e));
        }
        if let Some(error) = guard.broken.clone() {
            lane.tidy(&mut guard).await;
            return Err(error);
        }
        guard.open_unit = false;
        let (tell, told) = oneshot::channel();
        let mut number = None;
        let mut handed_on = false;
        if let Some(group) = guard.group.as_mut() {
            group.members.push(tell);
            number = Some(group.number);
            handed_on = lane.0.waiting.load(Ordering::SeqCst) > 0
                && group.members.len() < GROUP
                && group.since.elapsed() < OPEN_FOR;
        }
        if !handed_on {
            lane.commit_group(&mut guard).await;
        }
        lane.held_since(since);
        drop(guard);
        lane.look_after_log();
        lane.wait(told, number).await
    }

    /// Gives the unit up at once.
    pub(crate) async fn give_up(self) -> Outcome {
        let Self {
            guard,
            mut unfinished,
            since,
        } = self;
        unfinished.armed = false;
        let lane = unfinished.lane.clone();
        lane.held_since(since);
        drop(guard);
        in_one_piece(async move {
            lane.settle(None).await;
            Ok(())
        })
        .await
    }
}

/// Runs work to its end even when the caller is cancelled.
async fn in_one_piece<T: Send + 'static>(
    work: impl Future<Output = Result<T, StoreError>> + Send + 'static,
) -> Result<T, StoreError> {
    match tokio::spawn(work).await {
        Ok(outcome) => outcome,
        Err(e) => Err(StoreError::Unavailable(e.to_string().into())),
    }
}

impl Lane {
    pub(crate) async fn open(path: &str, options: SqliteConnectOptions) -> Result<Self, StoreError> {
        let options = options
            .pragma("wal_autocheckpoint", "0")
            .pragma("secure_delete", "ON");
        let conn = options
            .connect()
            .await
            .map_err(|e| StoreError::from_sqlx("connect", &e))?;
        let state = State {
            conn,
            group: None,
            open_unit: false,
            broken: None,
            groups: 0,
        };
        Ok(Self(Arc::new(Shared {
            state: Arc::new(Mutex::new(state)),
            log: PathBuf::from(format!("{path}-wal")),
            options,
            waiting: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            checkpointing: AtomicBool::new(false),
            commits: AtomicU64::new(0),
            longest_hold: AtomicU64::new(0),
        })))
    }

    /// How many times the disk was asked to keep something.
    pub(crate) fn commits(&self) -> u64 {
        self.0.commits.load(Ordering::SeqCst)
    }

    /// Longest time one unit held the lane since the last `forget_hold`.
    pub(crate) fn longest_hold(&self) -> Duration {
        Duration::from_micros(self.0.longest_hold.load(Ordering::SeqCst))
    }

    pub(crate) fn forget_hold(&self) {
        self.0.longest_hold.store(0, Ordering::SeqCst);
    }

    /// Whether writing has stopped for good.
    pub(crate) fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::SeqCst)
    }

    fn held_since(&self, since: Instant) {
        let micros = u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.0.longest_hold.fetch_max(micros, Ordering::SeqCst);
    }

    fn refuse_if_stopped(&self) -> Outcome {
        if self.is_stopped() {
            Err(StoreError::WritesStopped("an earlier write failed".into()))
        } else {
            Ok(())
        }
    }

    /// Waits for the lane and opens a unit in it.
    pub(crate) async fn enter(&self) -> Result<Holding, StoreError> {
        self.refuse_if_stopped()?;
        in_one_piece(self.clone().enter_now()).await
    }

    async fn enter_now(self) -> Result<Holding, StoreError> {
        self.0.waiting.fetch_add(1, Ordering::SeqCst);
        let mut guard = Arc::clone(&self.0.state).lock_owned().await;
        self.0.waiting.fetch_sub(1, Ordering::SeqCst);
        let since = Instant::now();
        self.tidy(&mut guard).await;
        self.refuse_if_stopped()?;
        let fail = |e: sqlx::Error| StoreError::from_sqlx("begin", &e);
        if guard
            .group
            .as_ref()
            .is_some_and(|g| g.members.len() >= GROUP || g.since.elapsed() >= OPEN_FOR)
        {
            self.commit_group(&mut guard).await;
            self.refuse_if_stopped()?;
        }
        if guard.group.is_none() {
            guard.conn.execute("BEGIN IMMEDIATE").await.map_err(fail)?;
            guard.groups += 1;
            guard.group = Some(Group {
                number: guard.groups,
                since: Instant::now(),
                members: Vec::new(),
            });
        }
        guard.conn.execute("SAVEPOINT unit").await.map_err(fail)?;
        guard.open_unit = true;
        Ok(Holding {
            guard,
            unfinished: Unfinished {
                lane: self,
                armed: true,
            },
            since,
        })
    }

    /// Undoes a unit that was left half-way; ends a transaction that the engine broke.
    pub(crate) async fn tidy(&self, state: &mut State) {
        if let Some(error) = state.broken.take() {
            self.end_group(state, Err(error)).await;
        } else if state.open_unit {
            state.open_unit = false;
            for step in ["ROLLBACK TO unit", "RELEASE unit"] {
                if let Err(e) = state.conn.execute(step).await {
                    self.end_group(state, Err(StoreError::from_sqlx("rollback", &e)))
                        .await;
                    return;
                }
            }
        }
    }

    pub(crate) async fn commit_group(&self, state: &mut State) {
        if state.group.is_none() {
            return;
        }
        self.0.commits.fetch_add(1, Ordering::SeqCst);
        let outcome = state
            .conn
            .execute("COMMIT")
            .await
            .map(drop)
            .map_err(|e| StoreError::from_sqlx("commit", &e));
        self.end_group(state, outcome).await;
    }

    /// Tells all members how it went. A failed disk stops all further writing: what it kept is not known.
    async fn end_group(&self, state: &mut State, outcome: Outcome) {
        state.open_unit = false;
        if let Err(error) = &outcome {
            if matches!(error, StoreError::WritesStopped(_)) {
                self.0.stopped.store(true, Ordering::SeqCst);
            }
            // Fails when the engine has rolled back already; both ways nothing is open afterwards.
            let _already_over = state.conn.execute("ROLLBACK").await;
        }
        for member in state.group.take().into_iter().flat_map(|g| g.members) {
            let _gone = member.send(outcome.clone());
        }
    }

    /// Takes the lane to clear up after others; commits the open group when nobody else will.
    async fn settle(&self, group: Option<u64>) {
        let mut guard = self.0.state.lock().await;
        self.tidy(&mut guard).await;
        let open = guard.group.as_ref().map(|g| g.number);
        let due = match group {
            Some(_) => open == group,
            None => self.0.waiting.load(Ordering::SeqCst) == 0,
        };
        if open.is_some() && due {
            self.commit_group(&mut guard).await;
        }
    }

    async fn wait(&self, mut told: oneshot::Receiver<Outcome>, group: Option<u64>) -> Outcome {
        let lost = || StoreError::Unavailable("the writer lane is gone".into());
        tokio::select! {
            outcome = &mut told => return outcome.map_err(|_| lost())?,
            () = tokio::time::sleep(OPEN_FOR + OPEN_FOR) => {}
        }
        // Whoever took the lane over has left it, or is slow: see to the commit ourselves.
        self.settle(group).await;
        told.await.map_err(|_| lost())?
    }
}
