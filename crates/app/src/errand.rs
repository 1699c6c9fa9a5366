//! Long work in the background, so that a page answers at once and can be asked how far it is.
//! Must not be the only place where something is kept: what is on its way here is lost when the program ends.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::Failure;

/// How far an errand is.
#[derive(Debug)]
pub enum Stage<P, A> {
    /// On its way.
    Running(P),
    /// Done.
    Done(Arc<A>),
    /// It came to nothing.
    Failed(Arc<Failure>),
}

impl<P: Clone, A> Clone for Stage<P, A> {
    fn clone(&self) -> Self {
        match self {
            Stage::Running(step) => Stage::Running(step.clone()),
            Stage::Done(answer) => Stage::Done(Arc::clone(answer)),
            Stage::Failed(failure) => Stage::Failed(Arc::clone(failure)),
        }
    }
}

impl<P, A> Stage<P, A> {
    /// Whether it still goes on.
    #[must_use]
    pub fn is_running(&self) -> bool {
        matches!(self, Stage::Running(_))
    }
}

/// Where an errand says how far it is.
pub(crate) type Teller<P, A> = watch::Sender<Stage<P, A>>;

struct Errand<P, A> {
    since: Timestamp,
    stage: watch::Receiver<Stage<P, A>>,
}

/// Errands of one sort, by a key of the caller's.
pub(crate) struct Errands<P, A>(Mutex<HashMap<String, Errand<P, A>>>);

impl<P, A> Default for Errands<P, A> {
    fn default() -> Self {
        Errands(Mutex::default())
    }
}

/// What came of an errand is told for so long.
const TOLD_FOR: SignedDuration = SignedDuration::from_hours(1);

impl<P, A> Errands<P, A>
where
    P: Clone + Send + Sync + 'static,
    A: Send + Sync + 'static,
{
    /// Begins one on a thread of its own, unless it is on its way already. What was told long ago is forgotten.
    pub(crate) fn begin<W, F>(&self, key: &str, (now, first): (Timestamp, P), work: W)
    where
        W: FnOnce(Arc<Teller<P, A>>) -> F + Send + 'static,
        F: Future<Output = Result<A, Failure>>,
    {
        let mut errands = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        errands.retain(|_, errand| is_open(errand) || errand.since.duration_until(now) < TOLD_FOR);
        if errands.get(key).is_some_and(is_open) {
            return;
        }
        let (teller, stage) = watch::channel(Stage::Running(first));
        errands.insert(key.to_owned(), Errand { since: now, stage });
        drop(errands);
        let runtime = tokio::runtime::Handle::current();
        // Reading and deciding take a processor for a while: never one of those that answer pages.
        tokio::task::spawn_blocking(move || {
            let teller = Arc::new(teller);
            let done = runtime.block_on(work(Arc::clone(&teller)));
            teller.send_replace(match done {
                Ok(answer) => Stage::Done(Arc::new(answer)),
                Err(failure) => Stage::Failed(Arc::new(failure)),
            });
        });
    }

    /// How far one is, after waiting a while for its end; none when nothing is known of it.
    pub(crate) async fn stage(&self, key: &str, patience: Duration) -> Option<Stage<P, A>> {
        let mut stage = {
            let errands = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            errands.get(key)?.stage.clone()
        };
        let ended = stage.wait_for(|stage| !stage.is_running());
        // Too early, or its thread broke off: said below by where it stands.
        drop(tokio::time::timeout(patience, ended).await);
        let is_gone = stage.has_changed().is_err();
        let now = stage.borrow().clone();
        if is_gone && now.is_running() {
            return Some(Stage::Failed(Arc::new(Failure::Busy)));
        }
        Some(now)
    }

    /// When one began.
    pub(crate) fn since(&self, key: &str) -> Option<Timestamp> {
        let errands = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        errands.get(key).map(|errand| errand.since)
    }
}

fn is_open<P, A>(errand: &Errand<P, A>) -> bool {
    errand.stage.has_changed().is_ok() && errand.stage.borrow().is_running()
}
