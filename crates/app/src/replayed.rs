//! Trees as they were known at an earlier number of their history: replayed once, kept for the next questions about the
//! same bulletin. Must not be asked about what is known now: `known` is.

use std::sync::{Mutex, PoisonError};

use domain::id::TreeId;

use crate::known::Known;
use crate::snapshot::known_at;
use crate::{App, Failure};

/// How many are kept: a bulletin or two are looked at together.
const KEPT: usize = 3;

/// What was replayed last.
#[derive(Default)]
pub(crate) struct Replays {
    kept: Mutex<Vec<(TreeId, i64, Known)>>,
}

impl Replays {
    /// A tree at a number.
    ///
    /// # Errors
    /// When there is no such entry, or the database fails.
    pub async fn known(&self, app: &App, (tree, number): (TreeId, i64)) -> Result<Known, Failure> {
        let found = {
            let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            let mut same = kept.iter().filter(|(t, n, _)| (*t, *n) == (tree, number));
            same.next().map(|(_, _, known)| known.clone())
        };
        if let Some(known) = found {
            return Ok(known);
        }
        let known = known_at(&mut app.store().read(tree).await?, number).await?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((tree, number, known.clone()));
        Ok(known)
    }
}
