//! From a resolved line to rows of the store, and the fields in which it corrects a held lecture.
//! Must not refuse: that is over by now.

use std::collections::BTreeMap;

use domain::id::{LectureId, OrganisationId};
use domain::lecture::Lecture;
use domain::ledger_match::{Field, LedgerRow as Said};
use store::{Json, LectureHostRow, LectureRow, LectureSpeakerRow};

use super::super::Context;
use super::super::lines::LectureLine;
use super::super::plan::{FieldChange, Plan};
use super::Candidate;

/// Word of a lecture that came from a ledger.
const FROM_LEDGER: &str = "ledger";
const RECORDED: &str = "recorded";

/// Forms of one cell (党课+现场教学、红色课堂).
fn forms(text: &str) -> Vec<String> {
    domain::naming::split_joint(text)
}

/// What a line says, for matching.
pub(super) fn said(line: &LectureLine, hosts: &[OrganisationId], kind: &str, class: &str) -> Said {
    let mut organisations = hosts.to_vec();
    organisations.sort_unstable();
    let number = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
    let others = BTreeMap::from([
        ("kind", kind.to_owned()),
        ("form", forms(&line.form).join("、")),
        ("speaker_class", class.to_owned()),
        ("venue", line.venue.clone().unwrap_or_default()),
        ("expected", number(line.expected)),
        ("present", number(line.present)),
        ("note", line.note.clone().unwrap_or_default()),
    ]);
    let (title, speaker) = (line.title.clone(), line.speaker.clone());
    Said {
        number: line.number,
        organisations,
        on: line.on,
        title,
        speaker,
        others,
    }
}

/// The other columns of a held lecture, spelt the same way.
pub(super) fn others_of(lecture: &Lecture) -> BTreeMap<&'static str, String> {
    let number = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
    BTreeMap::from([
        ("kind", lecture.kind.clone()),
        ("form", lecture.forms.join("、")),
        (
            "speaker_class",
            lecture.main_class().unwrap_or_default().to_owned(),
        ),
        ("venue", lecture.venue.clone().unwrap_or_default()),
        ("expected", number(lecture.expected)),
        ("present", number(lecture.present)),
        ("note", lecture.note.clone().unwrap_or_default()),
    ])
}

/// Adds a new lecture.
pub(super) fn add(candidate: &Candidate<'_>, context: &Context<'_>, plan: &mut Plan) -> LectureId {
    let id = LectureId(context.new_id());
    plan.accepted += 1;
    plan.add.lectures.push(lecture_row(candidate, id, 1, context));
    for (position, organisation) in (0..).zip(&candidate.hosts) {
        plan.add.hosts.push(host(id, position, *organisation));
    }
    if !candidate.line.speaker.is_empty() || !candidate.line.speaker_class.is_empty() {
        plan.add.speakers.push(speaker(candidate, id, context.new_id()));
    }
    id
}

/// Writes a corrected lecture over the held one; its version counts on.
pub(super) fn correct(candidate: &Candidate<'_>, held: &Lecture, context: &Context<'_>, plan: &mut Plan) {
    plan.replace.lectures.push(lecture_row(
        candidate,
        held.id,
        held.version.saturating_add(1),
        context,
    ));
    for (position, organisation) in (0..).zip(&candidate.hosts) {
        plan.replace.hosts.push(host(held.id, position, *organisation));
    }
    let now = u32::try_from(candidate.hosts.len()).unwrap_or(u32::MAX);
    for (position, former) in (0_u32..).zip(&held.hosts).skip(candidate.hosts.len()) {
        debug_assert!(position >= now);
        plan.drop_hosts.push(host(held.id, position, former.organisation));
    }
    let id = held
        .speakers
        .first()
        .map_or_else(|| context.new_id(), |speaker| speaker.id);
    plan.replace.speakers.push(speaker(candidate, held.id, id));
}

fn host(lecture_id: LectureId, position: u32, organisation_id: OrganisationId) -> LectureHostRow {
    LectureHostRow {
        lecture_id,
        position,
        organisation_id,
        expected: None,
        present: None,
    }
}

fn speaker(candidate: &Candidate<'_>, lecture_id: LectureId, id: uuid::Uuid) -> LectureSpeakerRow {
    let name = Some(candidate.line.speaker.clone()).filter(|name| !name.is_empty());
    let class = candidate.class.to_owned();
    LectureSpeakerRow {
        id,
        lecture_id,
        position: 0,
        name,
        class,
        person_id: None,
        unit_id: None,
    }
}

fn lecture_row(candidate: &Candidate<'_>, id: LectureId, version: u32, context: &Context<'_>) -> LectureRow {
    let line = candidate.line;
    LectureRow {
        id,
        state: RECORDED.to_owned(),
        planned_on: None,
        held_on: Some(line.on),
        began_on: None,
        starts_at: None,
        ends_at: None,
        title: line.title.clone(),
        kind: candidate.kind.to_owned(),
        forms: Json::of(&serde_json::Value::from(forms(&line.form))),
        themed: context.rules.is_themed_title(&line.title),
        venue: line.venue.clone(),
        expected: line.expected,
        present: line.present,
        origin: FROM_LEDGER.to_owned(),
        state_at: context.now,
        state_by: context.actor.to_owned(),
        reason: None,
        note: line.note.clone(),
        makes_up: None,
        counts_until: None,
        version,
    }
}

/// What the line corrects, in the words of the sheet.
pub(super) fn changes(
    candidate: &Candidate<'_>,
    held: &Lecture,
    fields: &[Field],
    context: &Context<'_>,
) -> Vec<FieldChange> {
    let names = |ids: &[OrganisationId]| {
        let names: Vec<&str> = ids.iter().map(|id| context.name(*id)).collect();
        names.join("、")
    };
    let others = others_of(held);
    let line = candidate.line;
    fields
        .iter()
        .map(|field| match field {
            Field::Organisations => FieldChange {
                field: "organisations",
                was: names(
                    &held
                        .hosts
                        .iter()
                        .map(|host| host.organisation)
                        .collect::<Vec<_>>(),
                ),
                now: names(&candidate.hosts),
            },
            Field::On => FieldChange {
                field: "on",
                was: held.ended_on().map(|on| on.to_string()).unwrap_or_default(),
                now: line.on.to_string(),
            },
            Field::Title => FieldChange {
                field: "title",
                was: held.title.clone(),
                now: line.title.clone(),
            },
            Field::Speaker => FieldChange {
                field: "speaker",
                was: held
                    .speakers
                    .first()
                    .and_then(|s| s.name.clone())
                    .unwrap_or_default(),
                now: line.speaker.clone(),
            },
            Field::Other(key) => FieldChange {
                field: key,
                was: worded(key, others.get(key), context),
                now: worded(key, candidate.said.others.get(key), context),
            },
        })
        .collect()
}

/// A value in the words of the sheet: kinds and classes by name, not by id.
fn worded(key: &str, value: Option<&String>, context: &Context<'_>) -> String {
    let id = value.map(String::as_str).unwrap_or_default();
    let rules = context.rules;
    let names = match key {
        "kind" => rules.lecture_kind(id).map(|kind| &kind.names),
        "speaker_class" => rules
            .speaker_classes
            .iter()
            .find(|class| class.id == id)
            .map(|class| &class.names),
        _ => None,
    };
    names
        .and_then(|names| names.first().cloned())
        .unwrap_or_else(|| id.to_owned())
}
