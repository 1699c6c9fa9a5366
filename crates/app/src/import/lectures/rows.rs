//! From a resolved line to rows of the store, and the fields in which it corrects a held lecture.
//! Must not refuse: that is over by now.

use std::collections::BTreeMap;

use domain::id::{LectureId, OrganisationId};
use domain::lecture::Lecture;
use domain::ledger_match::{Field, LedgerRow as Said};
use domain::naming::fold_name;
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

/// What a line says, for matching. A blank cell, or a column that is not there, says nothing (X7).
pub(super) fn said(line: &LectureLine, hosts: &[OrganisationId], kind: &str, class: Option<&str>) -> Said {
    let mut organisations = hosts.to_vec();
    organisations.sort_unstable();
    let number = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
    let others = BTreeMap::from([
        ("kind", kind.to_owned()),
        ("form", forms(&line.form).join("、")),
        ("speaker_class", class.unwrap_or_default().to_owned()),
        ("venue", line.venue.clone().unwrap_or_default()),
        ("expected", number(line.expected)),
        ("present", number(line.present)),
        ("note", line.note.clone().unwrap_or_default()),
    ]);
    let others = others.into_iter().filter(|(_, said)| !said.is_empty()).collect();
    let others = folded(others);
    let (title, speaker) = (intake::fold(&line.title), fold_name(&line.speaker));
    Said {
        number: line.number,
        organisations,
        on: line.on,
        title,
        speaker,
        others,
    }
}

/// One spelling of each: full-width marks and half-width ones are the same text.
pub(super) fn folded(others: BTreeMap<&'static str, String>) -> BTreeMap<&'static str, String> {
    let fold = |(key, said): (&'static str, String)| (key, intake::fold(&said));
    others.into_iter().map(fold).collect()
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

/// Adds a new lecture; a speaker of no known class is of the last one.
pub(super) fn add(candidate: &Candidate<'_>, context: &Context<'_>, plan: &mut Plan) -> LectureId {
    let id = LectureId(context.new_id());
    let last = context
        .rules
        .speaker_classes
        .last()
        .map(|class| class.id.as_str());
    let said = Completed {
        line: candidate.line.clone(),
        kind: candidate.kind,
        class: candidate.class.or(last),
    };
    plan.accepted += 1;
    plan.add.lectures.push(lecture_row(&said, id, 1, context));
    for (position, organisation) in (0..).zip(&candidate.hosts) {
        plan.add.hosts.push(host(id, position, *organisation));
    }
    if !said.line.speaker.is_empty() || candidate.class.is_some() {
        plan.add.speakers.push(speaker(&said, id, context.new_id()));
    }
    id
}

/// Writes a corrected lecture over the held one; its version counts on, and what the line leaves blank stays.
pub(super) fn correct(candidate: &Candidate<'_>, held: &Lecture, context: &Context<'_>, plan: &mut Plan) {
    let completed = completed(candidate, held);
    let row = lecture_row(&completed, held.id, held.version.saturating_add(1), context);
    plan.replace.lectures.push(keeping(row, held));
    // Only what differs: the fewer rows are brought in at once, the shorter others wait.
    for (position, organisation) in (0_usize..).zip(&candidate.hosts) {
        if held.hosts.get(position).map(|host| host.organisation) != Some(*organisation) {
            let position = u32::try_from(position).unwrap_or(u32::MAX);
            plan.replace.hosts.push(host(held.id, position, *organisation));
        }
    }
    for (position, former) in (0_u32..).zip(&held.hosts).skip(candidate.hosts.len()) {
        plan.drop_hosts.push(host(held.id, position, former.organisation));
    }
    let spoke = held.speakers.first();
    let id = spoke.map_or_else(|| context.new_id(), |speaker| speaker.id);
    let row = speaker(&completed, held.id, id);
    // Whoever was known to be the speaker still is while the name stays.
    let known = spoke.filter(|spoke| spoke.name == row.name);
    let row = LectureSpeakerRow {
        person_id: known.and_then(|spoke| spoke.person),
        unit_id: known.and_then(|spoke| spoke.unit),
        ..row
    };
    let named = row.name.is_some() || completed.class.is_some();
    if named && spoke.is_none_or(|spoke| spoke.name != row.name || spoke.class != row.class) {
        plan.replace.speakers.push(row);
    }
}

/// The line with its blanks filled in from what is held.
fn completed<'a>(candidate: &Candidate<'a>, held: &'a Lecture) -> Completed<'a> {
    let line = candidate.line;
    let speaker = held.speakers.first().and_then(|speaker| speaker.name.clone());
    // What a sheet writes with other marks (: for ：) is no correction: the record keeps its own.
    let is_same = |said: &str, held: &str| intake::fold(said) == intake::fold(held);
    let filled = |said: &str, held: String| match said {
        said if said.is_empty() || is_same(said, &held) => held,
        said => said.to_owned(),
    };
    let chosen = |said: &Option<String>, held: &Option<String>| match (said, held) {
        (Some(said), Some(held)) => Some(filled(said, held.clone())),
        (said, held) => said.clone().or_else(|| held.clone()),
    };
    Completed {
        line: LectureLine {
            title: filled(&line.title, held.title.clone()),
            speaker: filled(&line.speaker, speaker.unwrap_or_default()),
            form: filled(&line.form, held.forms.join("、")),
            venue: chosen(&line.venue, &held.venue),
            expected: line.expected.or(held.expected),
            present: line.present.or(held.present),
            note: chosen(&line.note, &held.note),
            ..line.clone()
        },
        kind: candidate.kind,
        class: candidate.class.or(held.main_class()),
    }
}

/// What a ledger has no column for stays as it was recorded.
fn keeping(row: LectureRow, held: &Lecture) -> LectureRow {
    let same_day = held.held.filter(|held| Some(held.ended_on) == row.held_on);
    LectureRow {
        planned_on: held.planned_on,
        began_on: same_day
            .map(|held| held.began_on)
            .filter(|began| Some(*began) != row.held_on),
        starts_at: same_day.and_then(|held| held.starts_at),
        ends_at: same_day.and_then(|held| held.ends_at),
        origin: held.origin.word().to_owned(),
        makes_up: held.makes_up.clone(),
        ..row
    }
}

/// A line with nothing blank that is known.
struct Completed<'a> {
    line: LectureLine,
    kind: &'a str,
    class: Option<&'a str>,
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

fn speaker(said: &Completed<'_>, lecture_id: LectureId, id: uuid::Uuid) -> LectureSpeakerRow {
    let name = Some(said.line.speaker.clone()).filter(|name| !name.is_empty());
    let class = said.class.unwrap_or_default().to_owned();
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

fn lecture_row(said: &Completed<'_>, id: LectureId, version: u32, context: &Context<'_>) -> LectureRow {
    let line = &said.line;
    LectureRow {
        id,
        state: RECORDED.to_owned(),
        planned_on: None,
        held_on: Some(line.on),
        began_on: None,
        starts_at: None,
        ends_at: None,
        title: line.title.clone(),
        kind: said.kind.to_owned(),
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
