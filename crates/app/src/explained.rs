//! A proof in words, with the names and lectures it speaks of: for a terminal, a page and a program alike.
//! Must not judge: the proof did.

use domain::obligation::Proof;
use i18n::{Explanation, LectureBrief, Sources, Words};

use crate::Snapshot;

/// Explains a proof that was made on this snapshot.
#[must_use]
pub fn explained(proof: &Proof<'_>, snapshot: &Snapshot, words: &Words) -> Explanation {
    let lecture = |id| {
        let number = snapshot.ledger_number(id).map(|number| number.to_string());
        snapshot
            .lecture(id)
            .map(|lecture| LectureBrief::of(lecture, number))
    };
    let organisation = |id| snapshot.name(id).map(str::to_owned);
    let excusal = |id| {
        let found = snapshot.facts.excusals.iter().find(|excusal| excusal.id == id);
        found.map(|excusal| excusal.reason.clone())
    };
    let sources = Sources {
        rules: &snapshot.rules,
        lecture: &lecture,
        organisation: &organisation,
        excusal: &excusal,
    };
    i18n::explain(proof, &sources, words)
}
