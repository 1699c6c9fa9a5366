//! Who would stand elsewhere under other rules (E39): the dry run before a draft is approved.
//! Must not judge a standing: the boards do.

use std::collections::{BTreeMap, BTreeSet};

use super::Board;
use crate::id::OrganisationId;
use crate::obligation::StandingKind;

/// A change of standing between two rule sets (E39: who would change state under a draft).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shift {
    /// Who.
    pub organisation: OrganisationId,
    /// Which duty.
    pub duty: String,
    /// Which period.
    pub period: String,
    /// The standing now; none when nothing is owed.
    pub was: Option<StandingKind>,
    /// The standing under the draft.
    pub would_be: Option<StandingKind>,
}

/// Who would stand elsewhere under a draft of the rules, in the order of the tree.
#[must_use]
pub fn shifts(now: &Board<'_>, draft: &Board<'_>, top: OrganisationId) -> Vec<Shift> {
    let (before, after) = (kinds(now, top), kinds(draft, top));
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).cloned().collect();
    let mut found: Vec<Shift> = keys
        .into_iter()
        .filter_map(|key| {
            let (was, would_be) = (before.get(&key).copied(), after.get(&key).copied());
            let (duty, period, organisation) = key;
            (was != would_be).then_some(Shift {
                organisation,
                duty,
                period,
                was,
                would_be,
            })
        })
        .collect();
    found.sort_by_key(|shift| now.tree.range(shift.organisation));
    found
}

type Standings = BTreeMap<(String, String, OrganisationId), StandingKind>;

fn kinds(board: &Board<'_>, top: OrganisationId) -> Standings {
    let occurrences = board.rules.occurrences(board.today);
    occurrences
        .iter()
        .flat_map(|occurrence| {
            board.proofs(top, occurrence).map(|proof| {
                let (duty, period) = (occurrence.duty.id.clone(), occurrence.period.label.clone());
                (
                    (duty, period, proof.obligation.organisation.id),
                    proof.standing.kind(),
                )
            })
        })
        .collect()
}
