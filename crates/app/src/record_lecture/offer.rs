//! What a page fills in by itself: from the plan, else from last time. Nothing is asked twice.
//! Must not decide anything: everything offered may be changed.

use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, PlanItemId};
use domain::lecture::{Lecture, class_at};
use domain::material::{MaterialSort, ScriptAnswer};
use domain::naming::fold_name;
use domain::period::days_between;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use store::PlanItemRow;

use super::{OnRoster, Said, Spoke, roster_on};
use crate::materials::Taken;
use crate::see_branch::{Owed, owes};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// The state of a plan item that is neither held nor dropped.
pub(super) const OPEN: &str = "open";
/// A lecture fulfils an item of the plan when their days are at most so far from each other.
pub(super) const NEAR_DAYS: i32 = 45;
/// An item that is still to come fills a page in when its day is at most so far ahead: later ones are other lectures.
const AHEAD_DAYS: i32 = 7;
/// Most speakers, venues and forms offered beside 其他.
const MOST_SPEAKERS: usize = 4;
const MOST_VENUES: usize = 4;
const MOST_FORMS: usize = 6;
/// Lectures of a branch that are remembered for what it usually does.
const REMEMBERED: usize = 8;

/// From which item of the plan a page begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FromPlan {
    /// The one whose day is nearest, if any is near.
    Nearest,
    /// This one.
    Item(PlanItemId),
    /// None: it was not planned.
    Nothing,
}

/// An open item of the plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanNext {
    /// Its id.
    pub id: PlanItemId,
    /// For which duty.
    pub duty: String,
    /// For which day.
    pub on: Option<Date>,
    /// On what.
    pub topic: Option<String>,
    /// By whom, as written.
    pub speaker: Option<String>,
}

/// Somebody who may have spoken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offered {
    /// As a choice.
    pub spoke: Spoke,
    /// 姓名.
    pub name: String,
    /// Class id of the pack.
    pub class: String,
}

/// What a page begins with.
pub struct Offer {
    /// What it was read from.
    pub snapshot: Snapshot,
    /// Whose lecture.
    pub organisation: OrganisationId,
    /// The item of the plan it is taken from.
    pub item: Option<PlanNext>,
    /// What is filled in.
    pub said: Said,
    /// Who may have spoken, the likeliest first.
    pub speakers: Vec<Offered>,
    /// Where it is usually held.
    pub venues: Vec<String>,
    /// Usual forms.
    pub forms: Vec<String>,
    /// The roster of today.
    pub roster: Vec<OnRoster>,
    /// What is owed, what ends first first.
    pub owes: Vec<Owed>,
}

/// What a page begins with.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn offer(
    app: &App,
    actor: &Actor,
    (organisation, from): (OrganisationId, FromPlan),
) -> Result<Offer, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Create, TargetKind::Lecture), organisation)?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let items: Vec<PlanItemRow> = reading.by("organisation_id", organisation).await?;
    drop(reading);
    let open = items.into_iter().filter(|row| row.state == OPEN);
    let row = match from {
        FromPlan::Item(wanted) => open.into_iter().find(|row| row.id == wanted),
        FromPlan::Nearest => nearest(open, snapshot.as_of),
        FromPlan::Nothing => None,
    };
    Ok(filled(snapshot, organisation, row))
}

/// The item whose day is nearest; none when all are far.
fn nearest(items: impl Iterator<Item = PlanItemRow>, today: Date) -> Option<PlanItemRow> {
    let ahead = |row: &PlanItemRow| row.planned_on.map(|on| days_between(today, on));
    items
        .filter_map(|row| Some((ahead(&row)?, row)))
        .filter(|(days, _)| (-NEAR_DAYS..=AHEAD_DAYS).contains(days))
        .min_by_key(|(days, row)| (days.abs(), row.id))
        .map(|(_, row)| row)
}

/// An item as a page names it.
pub(crate) fn planned(snapshot: &Snapshot, row: &PlanItemRow) -> PlanNext {
    let person = row.speaker_person_id.and_then(|id| snapshot.facts.person(id));
    PlanNext {
        id: row.id,
        duty: row.duty.clone(),
        on: row.planned_on,
        topic: row.topic.clone(),
        speaker: person
            .and_then(|person| person.name.clone())
            .or_else(|| row.speaker.clone()),
    }
}

fn filled(snapshot: Snapshot, organisation: OrganisationId, row: Option<PlanItemRow>) -> Offer {
    let past = past(&snapshot, organisation);
    let last = past.first().copied();
    let speakers = speakers(&snapshot, organisation, (row.as_ref(), &past));
    let roster = roster_on(&snapshot, organisation, snapshot.as_of);
    let mut venues: Vec<String> = row.iter().filter_map(|row| row.venue.clone()).collect();
    venues.extend(past.iter().filter_map(|lecture| lecture.venue.clone()));
    let planned_forms = row.as_ref().map(forms_of).unwrap_or_default();
    let mut forms = planned_forms.clone();
    forms.extend(past.iter().flat_map(|lecture| lecture.forms.iter().cloned()));
    forms.extend(usual_forms(&snapshot));
    let first_kind = snapshot.rules.lecture_kinds.first();
    let kind = row
        .as_ref()
        .map(|row| row.kind.clone())
        .filter(|kind| !kind.is_empty());
    let kind = kind.or_else(|| last.map(|lecture| lecture.kind.clone()));
    let starts = row.as_ref().and_then(|row| time_of(row.starts_minute?));
    let said = Said {
        on: Some(snapshot.as_of),
        starts: starts.or_else(|| last.and_then(|lecture| began_at(&snapshot, lecture))),
        title: row.as_ref().and_then(|row| row.topic.clone()).unwrap_or_default(),
        kind: kind.or_else(|| first_kind.map(|kind| kind.id.clone())),
        forms: planned_forms,
        venue: venues.first().cloned(),
        speaker: speakers.first().map(|offered| offered.spoke.clone()),
        expected: u32::try_from(roster.len()).ok().filter(|heads| *heads > 0),
        ..Said::default()
    };
    Offer {
        organisation,
        item: row.map(|row| planned(&snapshot, &row)),
        said,
        speakers,
        venues: few(venues, MOST_VENUES),
        forms: few(forms, MOST_FORMS),
        roster,
        owes: owes(&snapshot, organisation),
        snapshot,
    }
}

/// The last lectures of an organisation, the newest first.
pub(crate) fn past(snapshot: &Snapshot, organisation: OrganisationId) -> Vec<&Lecture> {
    let mut past: Vec<&Lecture> = snapshot
        .facts
        .lectures
        .iter()
        .filter(|lecture| lecture.is_hosted_by(organisation) && lecture.held.is_some())
        .collect();
    past.sort_by_key(|lecture| std::cmp::Reverse((lecture.ended_on(), lecture.id)));
    past.truncate(REMEMBERED);
    past
}

/// Each once, the first few.
fn few(texts: Vec<String>, most: usize) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if kept.len() < most && !text.trim().is_empty() && !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}

/// The forms most in use in the whole tree.
fn usual_forms(snapshot: &Snapshot) -> Vec<String> {
    let mut uses = std::collections::BTreeMap::<&str, u32>::new();
    for form in snapshot.facts.lectures.iter().flat_map(|lecture| &lecture.forms) {
        *uses.entry(form).or_default() += 1;
    }
    let mut forms: Vec<(&str, u32)> = uses.into_iter().collect();
    forms.sort_by_key(|(form, uses)| (std::cmp::Reverse(*uses), *form));
    let forms = forms.into_iter().take(MOST_FORMS);
    forms.map(|(form, _)| form.to_owned()).collect()
}

fn forms_of(row: &PlanItemRow) -> Vec<String> {
    let forms = row.forms.parse().ok();
    let forms = forms
        .and_then(|forms| forms.as_array().cloned())
        .unwrap_or_default();
    let texts = forms.iter().filter_map(|form| form.as_str());
    texts.map(str::to_owned).collect()
}

fn time_of(minute: u32) -> Option<Time> {
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    Time::new(hour, minute, 0, 0).ok()
}

pub(crate) fn began_at(snapshot: &Snapshot, lecture: &Lecture) -> Option<Time> {
    let at = lecture.held?.starts_at?;
    let zone = TimeZone::get(&snapshot.rules.time_zone).ok()?;
    Some(zone.to_datetime(at).time())
}

/// Who may have spoken: whom the plan names, who holds a post here, who spoke before.
fn speakers(
    snapshot: &Snapshot,
    organisation: OrganisationId,
    (row, past): (Option<&PlanItemRow>, &[&Lecture]),
) -> Vec<Offered> {
    let mut found: Vec<Offered> = row.and_then(|row| of_plan(snapshot, row)).into_iter().collect();
    let facts = &snapshot.facts;
    let here = |role: &str| {
        let posts = facts.posts.iter().filter(move |post| {
            post.organisation == organisation && post.role == role && post.held_on(snapshot.as_of)
        });
        posts
            .filter_map(|post| on_record(snapshot, post.person, ""))
            .collect::<Vec<_>>()
    };
    for post in &snapshot.rules.posts {
        found.extend(here(&post.id));
    }
    for speaker in past.iter().filter_map(|lecture| lecture.speakers.first()) {
        let person = speaker
            .person
            .and_then(|id| on_record(snapshot, id, &speaker.class));
        let by_name = || {
            let (name, class) = (speaker.name.clone()?, speaker.class.clone());
            let spoke = Spoke::Named {
                name: name.clone(),
                class: class.clone(),
            };
            Some(Offered { spoke, name, class })
        };
        found.extend(person.or_else(by_name));
    }
    let mut kept: Vec<Offered> = Vec::new();
    for offered in found {
        // 毕开华 as the secretary on record and 毕开华 as a name in last year's ledger are offered once.
        let is_new = kept
            .iter()
            .all(|known| fold_name(&known.name) != fold_name(&offered.name));
        if is_new && kept.len() < MOST_SPEAKERS {
            kept.push(offered);
        }
    }
    kept
}

fn of_plan(snapshot: &Snapshot, row: &PlanItemRow) -> Option<Offered> {
    let class = row.speaker_class.clone().unwrap_or_default();
    let person = row
        .speaker_person_id
        .and_then(|id| on_record(snapshot, id, &class));
    person.or_else(|| {
        let name = row.speaker.clone()?;
        let spoke = Spoke::Named {
            name: name.clone(),
            class: class.clone(),
        };
        Some(Offered { spoke, name, class })
    })
}

fn on_record(snapshot: &Snapshot, id: domain::id::PersonId, class: &str) -> Option<Offered> {
    let name = snapshot.facts.person(id)?.name.clone()?;
    let by_post = class_at(id, snapshot.as_of, &snapshot.facts.posts, &snapshot.rules);
    let class = by_post.unwrap_or(class).to_owned();
    let spoke = Spoke::OnRecord {
        person: id,
        class: class.clone(),
    };
    Some(Offered { spoke, name, class })
}

/// A script that is attached says so itself.
pub(crate) fn script_said(said: Option<ScriptAnswer>, taken: &[Taken]) -> Option<ScriptAnswer> {
    let has_script = taken.iter().any(|file| file.sort() == MaterialSort::Script);
    match said {
        // Ticked, but nothing came with it, or it was not taken: that is no answer.
        Some(ScriptAnswer::Attached) | None => has_script.then_some(ScriptAnswer::Attached),
        other => other,
    }
}
