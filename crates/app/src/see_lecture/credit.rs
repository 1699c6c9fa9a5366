//! What a lecture counted for and what not, from the proofs of its hosts and of those that took them over.
//! Must not judge: the proofs did.

use domain::id::OrganisationId;
use domain::lecture::Lecture;
use domain::obligation::StandingKind;
use domain::rule_set::Occurrence;
use domain::status::Board;
use i18n::{Line, Words};

use crate::Snapshot;

/// What a lecture is to one duty of one organisation in one period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DutySeen {
    /// Whose duty.
    pub organisation: OrganisationId,
    /// Duty id.
    pub duty: String,
    /// Period label.
    pub period: String,
    /// The duty and the period in words.
    pub heading: String,
    /// Whether the lecture counted.
    pub has_counted: bool,
    /// How, or why not, in words.
    pub reason: String,
    /// Where the duty stands.
    pub standing: StandingKind,
}

/// The duties of every host that the lecture counted for, and those of its own time for which it did not.
pub(super) fn of(snapshot: &Snapshot, lecture: &Lecture, words: &Words) -> Vec<DutySeen> {
    let board = snapshot.board();
    let mut credited: Vec<OrganisationId> = Vec::new();
    for host in &lecture.hosts {
        let successor = board
            .organisation(host.organisation)
            .and_then(|one| one.closed.as_ref());
        let successor = successor.and_then(|closed| closed.into);
        for id in [Some(host.organisation), successor].into_iter().flatten() {
            if !credited.contains(&id) {
                credited.push(id);
            }
        }
    }
    let mut seen = Vec::new();
    for id in credited {
        for occurrence in snapshot.rules.occurrences(snapshot.as_of) {
            seen.extend(towards((snapshot, &board), (id, occurrence), lecture, words));
        }
    }
    seen
}

fn towards<'a>(
    (snapshot, board): (&'a Snapshot, &Board<'a>),
    (organisation, occurrence): (OrganisationId, Occurrence<'a>),
    lecture: &Lecture,
    words: &Words,
) -> Option<DutySeen> {
    let held = lecture.held?;
    let is_own_time = [held.began_on, held.ended_on]
        .iter()
        .any(|day| occurrence.period.contains(*day))
        || lecture.makes_up.as_deref() == Some(&occurrence.period.label);
    let proof = board.proof(organisation, occurrence)?;
    let has_counted = proof.counted.iter().any(|one| one.lecture == lecture.id);
    let is_named = proof.not_counted.iter().any(|one| one.lecture == lecture.id);
    let is_told = has_counted || (is_own_time && is_named);
    if !is_told {
        return None;
    }
    let explanation = snapshot.explain(&proof, words);
    let of_lecture = |line: &&Line| line.lecture == lecture.id;
    let lines = if has_counted {
        explanation.counted.iter()
    } else {
        explanation.not_counted.iter()
    };
    let line = lines.into_iter().find(of_lecture)?;
    let (duty, period) = (proof.obligation.duty, &proof.obligation.period);
    let heading = [
        words.duty(duty, &snapshot.rules),
        words.period(period, &duty.period),
    ];
    Some(DutySeen {
        organisation,
        duty: duty.id.clone(),
        period: period.label.clone(),
        heading: heading.join(" "),
        has_counted,
        reason: line.reason.clone(),
        standing: proof.standing.kind(),
    })
}
