//! A lecture as a line of the ledger, and with all that is on record of it.

use domain::id::OrganisationId;
use domain::lecture::{Lecture, LectureState, Part, PartSort};
use serde_json::{Value, json};

use crate::{Deed, DutySeen, LectureSeen, LectureVersion, LedgerSums, SeenMaterial, Snapshot, VersionField};

/// The document of a lecture; its `number` is 序号.
#[must_use]
pub fn lecture(lecture: &Lecture, number: i64, snapshot: &Snapshot) -> Value {
    let name = |id: OrganisationId| snapshot.name(id);
    let hosts = lecture.hosts.iter().map(|host| {
        json!({
            "id": host.organisation.to_string(), "name": name(host.organisation),
            "expected": host.expected, "present": host.present,
        })
    });
    let speakers = lecture.speakers.iter().map(|speaker| {
        json!({ "name": speaker.name, "class": speaker.class, "unit": speaker.unit.and_then(name) })
    });
    let held = lecture.held;
    let counts_until = match &lecture.state {
        LectureState::SentBack { until, .. } => Some(until.to_string()),
        _ => None,
    };
    json!({
        "id": lecture.id.to_string(),
        "number": number,
        "state": lecture.state.kind().word(),
        "reason": lecture.state.reason(),
        "counts_until": counts_until,
        "planned_on": lecture.planned_on.map(|on| on.to_string()),
        "on": lecture.ended_on().map(|on| on.to_string()),
        "began_on": held.map(|held| held.began_on.to_string()),
        "starts_at": held.and_then(|held| held.starts_at).map(|at| at.to_string()),
        "ends_at": held.and_then(|held| held.ends_at).map(|at| at.to_string()),
        "organisations": hosts.collect::<Vec<_>>(),
        "title": lecture.title,
        "kind": lecture.kind,
        "forms": lecture.forms,
        "themed": lecture.themed,
        "joint": lecture.is_joint(),
        "speakers": speakers.collect::<Vec<_>>(),
        "venue": lecture.venue,
        "expected": lecture.expected,
        "present": lecture.present,
        "parts": lecture.parts.iter().map(part).collect::<Vec<_>>(),
        "origin": lecture.origin.word(),
        "makes_up": lecture.makes_up,
        "note": lecture.note,
        "version": lecture.version,
    })
}

fn part(part: &Part) -> Value {
    let sort = match part.sort {
        PartSort::Talk => "talk",
        PartSort::Site => "site",
        PartSort::Practice => "practice",
    };
    json!({ "part": sort, "venue": part.venue, "minutes": part.minutes, "held": part.was_held })
}

/// The sums of a filtered ledger.
#[must_use]
pub fn sums(sums: &LedgerSums) -> Value {
    json!({
        "lectures": sums.lectures, "sessions": sums.sessions, "joint": sums.joint, "micro": sums.micro,
        "expected": sums.expected, "present": sums.present, "without_turnout": sums.without_turnout,
    })
}

/// The document of a lecture with all that is on record of it. Who signed in is told as a count.
#[must_use]
pub fn lecture_seen(seen: &LectureSeen) -> Option<Value> {
    let snapshot = &seen.snapshot;
    let mut document = lecture(snapshot.lecture(seen.lecture)?, seen.number, snapshot);
    let more = json!({
        "backfilled": seen.is_backfilled,
        "script": seen.script,
        "materials": seen.materials.iter().map(material).collect::<Vec<_>>(),
        "signed_in": seen.signed_in,
        "duties": seen.duties.iter().map(|one| duty(one, snapshot)).collect::<Vec<_>>(),
        "history": seen.versions.iter().map(version).collect::<Vec<_>>(),
        "may": seen.deeds.iter().map(|deed| deed_word(*deed)).collect::<Vec<_>>(),
    });
    let (Value::Object(all), Value::Object(more)) = (&mut document, more) else {
        return None;
    };
    all.extend(more);
    Some(document)
}

fn material(material: &SeenMaterial) -> Value {
    json!({
        "id": material.id.to_string(), "sort": material.sort, "name": material.name, "size": material.size,
    })
}

fn duty(duty: &DutySeen, snapshot: &Snapshot) -> Value {
    json!({
        "organisation": snapshot.name(duty.organisation), "duty": duty.duty, "period": duty.period,
        "counted": duty.has_counted, "standing": duty.standing.key(), "text": duty.reason,
    })
}

fn version(version: &LectureVersion) -> Value {
    let field = |field: &VersionField| json!({ "field": field.field, "was": field.was, "now": field.now });
    json!({
        "number": version.number, "at": version.at.to_string(), "action": version.action,
        "reason": version.reason, "fields": version.fields.iter().map(field).collect::<Vec<_>>(),
    })
}

fn deed_word(deed: Deed) -> &'static str {
    match deed {
        Deed::ApproveLate => "approve-late",
        Deed::DeclineLate => "decline-late",
        Deed::Verify => "verify",
        Deed::SendBack => "send-back",
        Deed::Correct => "correct",
        Deed::Cancel => "cancel",
    }
}
