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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Refusal;

    const PATIENCE: Duration = Duration::from_secs(20);

    async fn ends(errands: &Errands<u32, String>, key: &str) -> Stage<u32, String> {
        errands.stage(key, PATIENCE).await.unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_errand_tells_how_far_it_is_and_what_came_of_it() {
        let errands: Errands<u32, String> = Errands::default();
        let now = Timestamp::UNIX_EPOCH;
        assert!(errands.stage("a", Duration::ZERO).await.is_none());
        let (go, wait) = tokio::sync::oneshot::channel::<()>();
        errands.begin("a", (now, 0), move |teller| async move {
            teller.send_replace(Stage::Running(7));
            wait.await.unwrap();
            Ok("done".to_owned())
        });
        // Asked for twice while it is on its way, it goes on and is not begun anew.
        errands.begin("a", (now, 0), |_| async { Ok("another".to_owned()) });
        let told = loop {
            match errands.stage("a", Duration::from_millis(5)).await {
                Some(Stage::Running(step)) if step > 0 => break step,
                Some(Stage::Running(_)) => {}
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(told, 7);
        go.send(()).unwrap();
        assert!(matches!(ends(&errands, "a").await, Stage::Done(said) if *said == "done"));
        errands.begin("a", (now, 0), |_| async { Ok("another".to_owned()) });
        assert!(matches!(ends(&errands, "a").await, Stage::Done(said) if *said == "another"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_fails_or_breaks_off_is_told_as_failed() {
        let errands: Errands<u32, String> = Errands::default();
        let now = Timestamp::UNIX_EPOCH;
        errands.begin("refused", (now, 0), |_| async { Err(Refusal::NoTree.into()) });
        let said = ends(&errands, "refused").await;
        assert!(matches!(&said, Stage::Failed(why) if matches!(**why, Failure::Refused(_))));
        errands.begin("broken", (now, 0), |_| async { panic!("on purpose") });
        let said = ends(&errands, "broken").await;
        assert!(matches!(&said, Stage::Failed(why) if matches!(**why, Failure::Busy)));
        // Long ago told, it is forgotten when the next begins.
        let later = now.saturating_add(TOLD_FOR + TOLD_FOR).unwrap();
        errands.begin("next", (later, 0), |_| async { Ok(String::new()) });
        assert!(errands.stage("refused", Duration::ZERO).await.is_none());
    }
}
