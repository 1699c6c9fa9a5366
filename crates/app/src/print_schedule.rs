//! 安排表: the plan of a quarter below an organisation as one table, a line for each lecture that is owed or planned.
//! Must not leave a place out because nothing is settled there: the paper says so.

use documents::schedule::{Schedule, ScheduleRow, paper};
use domain::access::{Action, TargetKind};
use domain::id::PersonId;
use domain::lecture::Lecture;
use domain::period::Rhythm;
use domain::plan::{Arrangement, time_of};
use i18n::Words;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::print_notice::audience;
use crate::print_papers::{PaperForm, Printed, named, note, write};
use crate::see_plan::{Filled, PlanSeen, PlanSlot, SeePlan, see_plan};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// The plan of a quarter below an organisation.
///
/// # Errors
/// When the actor may not, the paper cannot be written, or the database fails.
pub async fn print_schedule(
    app: &App,
    actor: &Actor,
    ask: SeePlan<'_>,
    (form, words): (PaperForm, &Words),
) -> Result<Printed, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Export, TargetKind::Plan), ask.top)?;
    let seen = see_plan(app, actor, ask).await?;
    let schedule = Schedule {
        organisation: named(&seen.snapshot, seen.top),
        period: words.period(&seen.quarter, &Rhythm::Quarter),
        rows: rows_of(&seen, |_| true, words),
        on: Some(seen.snapshot.as_of),
    };
    let detail = json!({ "organisation": ask.top.to_string(), "period": seen.quarter.label });
    let people = seen.slots.iter().filter_map(speaker_on_record).collect();
    note(app, (&snapshot, actor), ("print-schedule", &detail), &people).await?;
    let paper = paper(&schedule, words);
    let name = paper.title.clone();
    write(app, paper, (form, name)).await
}

/// The lines of a plan that are wanted, in the order of the tree.
pub(crate) fn rows_of(
    seen: &PlanSeen,
    is_wanted: impl Fn(&PlanSlot) -> bool,
    words: &Words,
) -> Vec<ScheduleRow> {
    let slots = seen.slots.iter().filter(|slot| is_wanted(slot));
    slots.map(|slot| row(seen, slot, words)).collect()
}

fn row(seen: &PlanSeen, slot: &PlanSlot, words: &Words) -> ScheduleRow {
    let snapshot = &seen.snapshot;
    let row = match &slot.filled {
        Filled::Item(item) => planned(&item.says, snapshot, words),
        Filled::Lecture(lecture) => {
            let lecture = snapshot.lecture(*lecture);
            lecture
                .map(|lecture| held(lecture, snapshot, words))
                .unwrap_or_default()
        }
        Filled::Nothing => ScheduleRow::default(),
    };
    ScheduleRow {
        organisation: snapshot.short_path(slot.organisation, seen.top),
        audience: audience(snapshot, slot.organisation, words),
        ..row
    }
}

/// A line as an item of a plan has it; whose it is and for whom is left open.
pub(crate) fn planned(says: &Arrangement, snapshot: &Snapshot, words: &Words) -> ScheduleRow {
    let kind = (!says.kind.is_empty()).then(|| words.lecture_kind(&says.kind, &snapshot.rules));
    let speaker = says.speaker.as_ref().map(|speaker| speaker.name.clone());
    ScheduleRow {
        held_on: says.on,
        starts_at: says.starts_minute.and_then(time_of),
        topic: says.topic.clone().unwrap_or_default(),
        kind: kind.unwrap_or_default(),
        speaker: speaker.unwrap_or_default(),
        venue: says.venue.clone().unwrap_or_default(),
        ..ScheduleRow::default()
    }
}

/// A line of what was held without having been planned.
fn held(lecture: &Lecture, snapshot: &Snapshot, words: &Words) -> ScheduleRow {
    let zone = TimeZone::get(&snapshot.rules.time_zone).unwrap_or(TimeZone::UTC);
    let starts_at = lecture.held.and_then(|held| held.starts_at);
    ScheduleRow {
        held_on: lecture.held.map(|held| held.began_on),
        starts_at: starts_at.map(|at| zone.to_datetime(at).time()),
        topic: lecture.title.clone(),
        kind: words.lecture_kind(&lecture.kind, &snapshot.rules),
        speaker: speakers(lecture, snapshot, words),
        venue: lecture.venue.clone().unwrap_or_default(),
        ..ScheduleRow::default()
    }
}

/// Who spoke, by name.
pub(crate) fn speakers(lecture: &Lecture, snapshot: &Snapshot, words: &Words) -> String {
    let on_record = |person: PersonId| snapshot.facts.person(person)?.name.clone();
    let names = lecture.speakers.iter().filter_map(|speaker| {
        let known = speaker.person.and_then(on_record);
        known.or_else(|| speaker.name.clone())
    });
    words.list(&names.collect::<Vec<String>>())
}

pub(crate) fn speaker_on_record(slot: &PlanSlot) -> Option<PersonId> {
    match &slot.filled {
        Filled::Item(item) => item.says.speaker.as_ref()?.person,
        Filled::Lecture(_) | Filled::Nothing => None,
    }
}
