//! Why an organisation stands where it stands, in words: the proof of the standing with what it names only by id.
//! Must not judge: `domain::obligation` did.

use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;
use domain::obligation::{Proof, StandingKind};
use i18n::{Explanation, LectureBrief, Sources, Words};
use jiff::civil::Date;

use crate::see_standing::{Rights, look_from};
use crate::{Actor, App, Failure, Snapshot, Thing, permit_thing};

impl Snapshot {
    /// A proof of this snapshot in words.
    #[must_use]
    pub fn explain(&self, proof: &Proof<'_>, words: &Words) -> Explanation {
        let lecture = |id| {
            let number = self.ledger_number(id).map(|number| number.to_string());
            self.lecture(id).map(|lecture| LectureBrief {
                waits_for: lecture.waits_for(&self.rules),
                ..LectureBrief::of(lecture, number)
            })
        };
        let organisation = |id| self.name(id).map(str::to_owned);
        let excusal = |id| {
            let found = self.facts.excusals.iter().find(|excusal| excusal.id == id);
            found.map(|excusal| excusal.reason.clone())
        };
        let sources = Sources {
            rules: &self.rules,
            lecture: &lecture,
            organisation: &organisation,
            excusal: &excusal,
        };
        i18n::explain(proof, &sources, words)
    }
}

/// Which standing to explain.
#[derive(Clone, Copy)]
pub struct Explain<'a> {
    /// Whose.
    pub organisation: OrganisationId,
    /// Duty id.
    pub duty: &'a str,
    /// Period label.
    pub period: &'a str,
    /// By the dates of the events up to this day; none: today.
    pub as_of: Option<Date>,
}

/// A standing with its reasons.
pub struct Explained {
    /// What it was read from, to name things by.
    pub snapshot: Snapshot,
    /// The reasons in words.
    pub explanation: Explanation,
    /// Where it stands, for the sign beside it.
    pub standing: StandingKind,
    /// From the root to the organisation: how far up the actor may see.
    pub above: Vec<OrganisationId>,
}

/// Explains a standing.
///
/// # Errors
/// When the actor may not, nothing is owed, there is no such duty or period, or the database fails.
pub async fn explain(
    app: &App,
    actor: &Actor,
    ask: Explain<'_>,
    words: &Words,
) -> Result<Explained, Failure> {
    let thing = Thing::Organisation(ask.organisation);
    permit_thing(app, actor, (Action::Read, TargetKind::Standing), thing).await?;
    let snapshot = look_from(app, ask.as_of).await?;
    let occurrence = snapshot.occurrence(ask.duty, ask.period)?;
    let board = snapshot.board();
    let proof = snapshot.proof(&board, ask.organisation, occurrence)?;
    let (explanation, standing) = (snapshot.explain(&proof, words), proof.standing.kind());
    drop(proof);
    drop(board);
    Ok(Explained {
        above: Rights::of(app, actor, &snapshot).seen_above(ask.organisation),
        explanation,
        standing,
        snapshot,
    })
}
