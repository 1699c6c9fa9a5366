//! What a page says of a record, as a correction of it: what is as it was stays untouched, ids and all.
//! Must not write.

use domain::id::OrganisationId;
use domain::lecture::{Correction, Host, Lecture, LectureState, Signature, StateKind};
use domain::refusal::Approver;

use super::{FiledBy, More, as_spoke};
use crate::packs::workdays;
use crate::record_lecture::{Said, co_hosts, filed_late, held, spoken};
use crate::{Actor, App, Failure, Refusal, Snapshot};

/// What becomes of a record.
pub(super) struct Mended {
    /// The lecture as it then stands; none when only its files change.
    pub lecture: Option<Lecture>,
    /// Who filed it, where that stays.
    pub filed: Option<FiledBy>,
    /// Why it comes late, where it does.
    pub late_reason: Option<String>,
    /// Whose approval it waits for now (E12).
    pub waits_for: Option<Approver>,
}

/// What becomes of a record by what is said of it now.
pub(super) fn mended(
    app: &App,
    (actor, snapshot): (&Actor, &Snapshot),
    (lecture, said, filed): (&Lecture, &Said, &FiledBy),
    more: More,
) -> Result<Mended, Failure> {
    let correction = correction(app, snapshot, (lecture, said))?;
    if lecture.state.kind() == StateKind::Delivered {
        // It waits for an office to agree: what is mended waits on, by who told it.
        let told = with(lecture.clone(), correction);
        let reason = said.reason.clone().or_else(|| filed.reason.clone());
        return late(app, (actor, snapshot), (told, reason), Some(filed.clone()));
    }
    if matches!(lecture.state, LectureState::Declined { .. }) {
        // An office did not agree: handed in again it waits for one anew, with a reason of its own (E12).
        let told = Lecture {
            state: LectureState::Delivered,
            version: lecture.version.saturating_add(1),
            ..with(lecture.clone(), correction)
        };
        return late(app, (actor, snapshot), (told, said.reason.clone()), None);
    }
    let corrected = corrected(app, (actor, snapshot), (lecture, said, correction), more)?;
    match corrected {
        Some(now) if is_moved_back(snapshot, lecture, &now) => {
            let told = Lecture {
                state: LectureState::Delivered,
                ..now
            };
            late(app, (actor, snapshot), (told, said.reason.clone()), None)
        }
        lecture => Ok(Mended {
            lecture,
            filed: None,
            late_reason: filed.reason.clone(),
            waits_for: None,
        }),
    }
}

fn late(
    app: &App,
    (actor, snapshot): (&Actor, &Snapshot),
    (told, reason): (Lecture, Option<String>),
    filed: Option<FiledBy>,
) -> Result<Mended, Failure> {
    let decided = filed_late(app, (actor, snapshot), (told, reason))?;
    let lecture = match &filed {
        Some(told) if decided.waits_for.is_some() => decided
            .lecture
            .waiting((told.at, &told.by), decided.reason.as_deref()),
        _ => decided.lecture,
    };
    Ok(Mended {
        lecture: Some(lecture),
        filed,
        late_reason: decided.reason,
        waits_for: decided.waits_for,
    })
}

/// A day moved back by more than the free workdays says what a late record says, and asks what that asks: else who
/// may not record September in December would record December and mend it to September (E12).
fn is_moved_back(snapshot: &Snapshot, before: &Lecture, now: &Lecture) -> bool {
    let days = before.ended_on().zip(now.ended_on());
    let free = snapshot.rules.record.free_workdays;
    days.is_some_and(|(was, is)| is < was && workdays(&snapshot.rules).workdays_between(is, was) > free)
}

/// The record corrected, or answered; none when its words stay and only its files change.
fn corrected(
    app: &App,
    (actor, snapshot): (&Actor, &Snapshot),
    (lecture, said, correction): (&Lecture, &Said, Correction),
    more: More,
) -> Result<Option<Lecture>, Failure> {
    let reason = said.reason.clone().unwrap_or_default();
    let by = Signature {
        by: actor.word.clone(),
        at: app.now(),
        today: snapshot.as_of,
    };
    let is_same = with(lecture.clone(), correction.clone()) == *lecture;
    let has_more = more == More::Files;
    let outcome = if is_same && lecture.state.kind() == StateKind::SentBack {
        lecture.clone().answer(&reason, by)
    } else if is_same && has_more {
        // A file that comes or goes is no other version of the record, and asks no reason.
        return Ok(None);
    } else {
        lecture.clone().correct(correction, &reason, by, &snapshot.rules)
    };
    outcome
        .map(Some)
        .map_err(|refusal| Refusal::Correct(refusal).into())
}

/// The lecture with a correction laid over it, its state and version as they were.
fn with(lecture: Lecture, correction: Correction) -> Lecture {
    Lecture {
        held: correction.held.or(lecture.held),
        title: correction.title.unwrap_or(lecture.title),
        themed: correction.themed.unwrap_or(lecture.themed),
        kind: correction.kind.unwrap_or(lecture.kind),
        forms: correction.forms.unwrap_or(lecture.forms),
        venue: correction.venue.filter(|venue| !venue.is_empty()),
        hosts: correction.hosts.unwrap_or(lecture.hosts),
        speakers: correction.speakers.unwrap_or(lecture.speakers),
        expected: correction.expected.or(lecture.expected),
        present: correction.present.or(lecture.present),
        note: correction.note.filter(|note| !note.is_empty()),
        ..lecture
    }
}

/// What the page says, as a correction: what is as it was stays untouched, ids and all.
fn correction(
    app: &App,
    snapshot: &Snapshot,
    (lecture, said): (&Lecture, &Said),
) -> Result<Correction, Failure> {
    let host = lecture.hosts.first().map(|host| host.organisation);
    let host = host.unwrap_or(OrganisationId(snapshot.tree.0));
    let told = held(snapshot, said).map(|told| domain::lecture::Held {
        ends_at: lecture
            .held
            .filter(|held| held.ended_on == told.ended_on)
            .and_then(|held| held.ends_at),
        ..told
    });
    let on = told.map_or(snapshot.as_of, |held| held.began_on);
    let first = lecture.speakers.first();
    let is_same_speaker = first.and_then(as_spoke) == said.speaker;
    let same_day = lecture.held.map(|held| held.began_on) == told.map(|held| held.began_on);
    let speakers = if is_same_speaker && same_day {
        lecture.speakers.clone()
    } else {
        let id = first.map_or_else(|| app.new_id(), |speaker| speaker.id);
        let main = said
            .speaker
            .as_ref()
            .and_then(|spoke| spoken(snapshot, (spoke, on, host), id));
        main.into_iter()
            .chain(lecture.speakers.iter().skip(1).cloned())
            .collect()
    };
    let others = co_hosts(snapshot, &said.co_hosts)?;
    let ids = std::iter::once(host).chain(others);
    let hosts: Vec<Host> = ids.map(|id| host_of(lecture, id)).collect();
    let heads_stay = said.expected == lecture.expected && said.present == lecture.present;
    Ok(Correction {
        held: told,
        title: Some(said.title.clone()),
        themed: Some(said.themed || snapshot.rules.is_themed_title(said.title.trim())),
        kind: said.kind.clone(),
        forms: Some(said.forms.clone()),
        venue: Some(said.venue.clone().unwrap_or_default()),
        hosts: Some(if heads_stay { hosts } else { without_heads(hosts) }),
        speakers: Some(speakers),
        expected: said.expected,
        present: said.present,
        parts: None,
        note: Some(said.note.clone().unwrap_or_default()),
    })
}

fn host_of(lecture: &Lecture, id: OrganisationId) -> Host {
    let known = lecture.hosts.iter().find(|host| host.organisation == id).cloned();
    known.unwrap_or(Host {
        organisation: id,
        expected: None,
        present: None,
    })
}

/// Another whole is another sum: what was counted apart is not known any more.
fn without_heads(hosts: Vec<Host>) -> Vec<Host> {
    let blank = |host: Host| Host {
        expected: None,
        present: None,
        ..host
    };
    hosts.into_iter().map(blank).collect()
}
