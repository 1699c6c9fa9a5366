//! What was entered and changed of a lecture, in words: who, when, which field from what to what, why.
//! Must not show a name the history does not hold.

use app::{Doer, LectureSeen, LectureVersion, Snapshot, VersionField};
use domain::lecture::Lecture;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::auditor::action_text;
use crate::told::Called;
use crate::visit::Visit;

/// An entry about a lecture.
pub(super) struct Version {
    pub number: i64,
    pub at: String,
    pub by: String,
    pub action: String,
    pub reason: Option<String>,
    pub fields: Vec<Change>,
}

/// A field that changed.
pub(super) struct Change {
    pub field: String,
    pub was: Option<String>,
    pub now: Option<String>,
}

/// Who did something, in words.
pub(super) fn doer(visit: &Visit, snapshot: &Snapshot, doer: &Doer) -> String {
    let words = &visit.words;
    match doer {
        Doer::Operator => words.role(domain::access::Role::Operator),
        Doer::Other(word) => word.clone(),
        Doer::Account {
            name,
            role,
            organisation,
        } => {
            let place = organisation.map(|id| Called::by(visit, snapshot, id).name);
            let role = role.map(|role| words.role(role));
            let parts: Vec<String> = [place, role, name.clone()].into_iter().flatten().collect();
            parts.join(" ")
        }
    }
}

/// Both times of a record: when the lecture is said to have been held, and when the record was received.
pub(super) fn times(visit: &Visit, seen: &LectureSeen, lecture: &Lecture) -> Option<String> {
    let first = seen.versions.first()?;
    let held = visit.words.date(lecture.ended_on()?);
    let received = moment(visit, &seen.snapshot, first.at);
    let said = [("held", held.into()), ("received", received.into())];
    Some(visit.words.say("lecture-page-times", &said))
}

/// The entries about a lecture, the latest first.
pub(super) fn versions(visit: &Visit, seen: &LectureSeen) -> Vec<Version> {
    let snapshot = &seen.snapshot;
    let fields = |version: &LectureVersion| {
        // The reason of the entry stands over its fields already.
        let is_told = |field: &&VersionField| field.field == "reason" && field.now == version.reason;
        let fields = version
            .fields
            .iter()
            .filter(|field| !version.is_first && !is_told(field));
        fields.map(|field| change(visit, snapshot, field)).collect()
    };
    let version = |version: &LectureVersion| Version {
        number: version.number,
        at: moment(visit, snapshot, version.at),
        by: doer(visit, snapshot, &version.by),
        action: action(visit, &version.action),
        reason: version.reason.clone(),
        fields: fields(version),
    };
    seen.versions.iter().rev().map(version).collect()
}

/// A moment where the programme runs: 2020年9月25日 15:04.
pub(super) fn moment(visit: &Visit, snapshot: &Snapshot, at: Timestamp) -> String {
    let zone = TimeZone::get(&snapshot.rules.time_zone).unwrap_or(TimeZone::UTC);
    let there = zone.to_datetime(at);
    format!("{} {}", visit.words.date(there.date()), there.strftime("%H:%M"))
}

/// What was done, in words: those of this page, else those of the history.
fn action(visit: &Visit, action: &str) -> String {
    let here = visit.words.find(&format!("lecture-page-action-{action}"), &[]);
    here.unwrap_or_else(|| action_text(visit, action))
}

fn change(visit: &Visit, snapshot: &Snapshot, field: &VersionField) -> Change {
    let key = format!("lecture-page-field-{}", field.field.replace('_', "-"));
    let said = |value: &Option<String>| {
        let value = value.as_ref()?;
        Some(value_in_words(visit, snapshot, (field.field, value)))
    };
    Change {
        field: visit
            .words
            .find(&key, &[])
            .unwrap_or_else(|| field.field.to_owned()),
        was: said(&field.was),
        now: said(&field.now),
    }
}

/// A stored value as people write it.
fn value_in_words(visit: &Visit, snapshot: &Snapshot, (field, value): (&str, &str)) -> String {
    let (words, rules) = (&visit.words, &snapshot.rules);
    match field {
        "state" => {
            let state = domain::lecture::StateKind::parse(value);
            state.map_or_else(|| value.to_owned(), |state| words.lecture_state_kind(state))
        }
        "kind" => words.lecture_kind(value, rules),
        "speaker" => words.speaker_class(value, rules),
        "forms" => {
            let forms: Vec<String> = serde_json::from_str(value).unwrap_or_default();
            words.list(&forms)
        }
        "themed" => {
            let is_so = value == "true" || value == "1";
            words.say(if is_so { "ledger-yes" } else { "ledger-no" }, &[])
        }
        "planned_on" | "held_on" | "began_on" | "counts_until" => {
            let day: Option<Date> = value.parse().ok();
            day.map_or_else(|| value.to_owned(), |day| words.date(day))
        }
        "starts_at" | "ends_at" => {
            let at = value
                .parse()
                .ok()
                .and_then(|micros| Timestamp::from_microsecond(micros).ok());
            at.map_or_else(|| value.to_owned(), |at| moment(visit, snapshot, at))
        }
        _ => value.to_owned(),
    }
}
