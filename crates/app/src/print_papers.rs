//! 打印: the slip of each branch and the sign-in sheet of a lecture, as docx or pdf.
//! Must not give names away in silence: who takes a list of persons stands in the history, and each of them can see it.

use std::collections::BTreeSet;

use documents::paper::Paper;
use documents::sign_in_sheet::{SignInSheet, sheet};
use documents::slip::{Slip, SlipLecture, slips};
use documents::{docx, pdf};
use domain::access::{Action, TargetKind};
use domain::id::{LectureId, OrganisationId, PersonId, PlanItemId};
use domain::period::Rhythm;
use domain::person::Person;
use domain::plan::{Arrangement, PlanRefusal, time_of};
use i18n::{Advice, Words};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;
use store::PersonViewRow;

use crate::change_plan::place_of;
use crate::note_view::Look;
use crate::plans::PlanState;
use crate::see_plan::{Filled, PlanSeen, PlanSlot, SeePlan, see_plan};
use crate::see_plan_item::see_plan_item;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// How a paper is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PaperForm {
    /// For Word and WPS.
    Docx,
    /// For any printer.
    Pdf,
}

/// A paper, written.
pub struct Printed {
    /// What it may be called, with its ending.
    pub name: String,
    /// What sort of file it is.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Why a paper could not be written.
#[derive(Debug)]
pub enum NotPrinted {
    /// As docx: a fault of ours.
    Docx(docx::WriteError),
    /// As pdf: mostly for want of a font.
    Pdf(pdf::WriteError),
    /// More organisations than one paper takes.
    TooManyOrganisations {
        /// Asked for.
        count: usize,
        /// Taken.
        most: usize,
    },
    /// More photos and scripts than one paper takes.
    TooLarge {
        /// Megabytes taken.
        most: usize,
    },
}

impl NotPrinted {
    /// In words, with what to do.
    #[must_use]
    pub fn advice(&self, words: &Words) -> Advice {
        let what = match self {
            NotPrinted::Docx(error) => {
                words.say("paper-typesetter-failed", &[("why", error.to_string().into())])
            }
            NotPrinted::Pdf(error) => error.say(words),
            NotPrinted::TooManyOrganisations { count, most } => {
                let arguments = [("count", (*count).into()), ("most", (*most).into())];
                return words.advice("paper-too-many-organisations", &arguments);
            }
            NotPrinted::TooLarge { most } => {
                return words.advice("paper-too-large", &[("most", (*most).into())]);
            }
        };
        // The sentence says both.
        Advice {
            what,
            instead: String::new(),
        }
    }
}

/// The slips of every branch below an organisation for a quarter, one after the other.
///
/// # Errors
/// When the actor may not, the paper cannot be written, or the database fails.
pub async fn print_slips(
    app: &App,
    actor: &Actor,
    ask: SeePlan<'_>,
    (form, words): (PaperForm, &Words),
) -> Result<Printed, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Export, TargetKind::Plan), ask.top)?;
    let seen = see_plan(app, actor, ask).await?;
    let period = words.period(&seen.quarter, &Rhythm::Quarter);
    let all = slips_of(&seen, &period, words);
    let detail =
        json!({ "organisation": ask.top.to_string(), "period": seen.quarter.label, "slips": all.len() });
    let speaker = |slot: &PlanSlot| says(slot)?.speaker.as_ref()?.person;
    let people: BTreeSet<PersonId> = seen.slots.iter().filter_map(speaker).collect();
    note(app, (&snapshot, actor), ("print-slips", &detail), &people).await?;
    let name = words.say("lecture-slip-title", &[("period", period.into())]);
    write(app, slips(&all, words), (form, name)).await
}

fn slips_of(seen: &PlanSeen, period: &str, words: &Words) -> Vec<Slip> {
    let mut all: Vec<Slip> = Vec::new();
    let mut last: Option<OrganisationId> = None;
    for slot in &seen.slots {
        if last != Some(slot.organisation) {
            all.push(Slip {
                organisation: named(&seen.snapshot, slot.organisation),
                period: period.to_owned(),
                lectures: Vec::new(),
                contact: None,
                issued_by: named(&seen.snapshot, seen.top),
            });
            last = Some(slot.organisation);
        }
        if let (Some(slip), Some(lecture)) = (all.last_mut(), slip_lecture(seen, slot, words)) {
            slip.lectures.push(lecture);
        }
    }
    all
}

/// What is still to be held.
fn slip_lecture(seen: &PlanSeen, slot: &PlanSlot, words: &Words) -> Option<SlipLecture> {
    let is_held = match &slot.filled {
        Filled::Item(item) => item.state != PlanState::Open,
        Filled::Lecture(_) => true,
        Filled::Nothing => false,
    };
    let rules = &seen.snapshot.rules;
    let none = Arrangement::default();
    let says = says(slot).unwrap_or(&none);
    let kind = (!says.kind.is_empty()).then(|| words.lecture_kind(&says.kind, rules));
    (!is_held).then(|| SlipLecture {
        duty: words.duty_by_id(&slot.duty, rules),
        due_on: Some(slot.period.last),
        held_on: says.on,
        starts_at: says.starts_minute.and_then(time_of),
        topic: says.topic.clone().unwrap_or_default(),
        kind: kind.unwrap_or_default(),
        speaker: says
            .speaker
            .as_ref()
            .map(|speaker| speaker.name.clone())
            .unwrap_or_default(),
        venue: says.venue.clone().unwrap_or_default(),
    })
}

fn says(slot: &PlanSlot) -> Option<&Arrangement> {
    match &slot.filled {
        Filled::Item(item) => Some(&item.says),
        Filled::Lecture(_) | Filled::Nothing => None,
    }
}

pub(crate) fn named(snapshot: &Snapshot, id: OrganisationId) -> String {
    snapshot.name(id).unwrap_or_default().to_owned()
}

/// The sign-in sheet for an item of a plan, with the roster of its organisation.
///
/// # Errors
/// When the actor may not, the paper cannot be written, or the database fails.
pub async fn print_item_sheet(
    app: &App,
    actor: &Actor,
    item: PlanItemId,
    (form, words): (PaperForm, &Words),
) -> Result<Printed, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let organisation = place_of(app, &snapshot, item).await?;
    snapshot.permit(actor, (Action::Export, TargetKind::Plan), organisation)?;
    snapshot.permit(actor, (Action::Export, TargetKind::Person), organisation)?;
    let seen = see_plan_item(app, actor, item).await?;
    let Some(seen) = seen else {
        return Err(Refusal::Plan(PlanRefusal::NotOpen).into());
    };
    let says = seen.item.says;
    let on = says.on.unwrap_or(snapshot.as_of);
    let roster = roster(&snapshot, &[organisation], on);
    let paper = SignInSheet {
        organisation: named(&snapshot, organisation),
        topic: says.topic.unwrap_or_default(),
        held_on: says.on,
        starts_at: says.starts_minute.and_then(time_of),
        venue: says.venue.unwrap_or_default(),
        speaker: says.speaker.map(|speaker| speaker.name).unwrap_or_default(),
        roster: told_apart(&roster, words),
    };
    let detail = json!({ "item": item.to_string(), "organisation": organisation.to_string() });
    let people = roster.iter().map(|person| person.id).collect();
    note(app, (&snapshot, actor), ("print-sign-in", &detail), &people).await?;
    let name = words.say("sign-in-sheet-title", &[]);
    write(app, sheet(&paper, words), (form, name)).await
}

/// The sign-in sheet of a lecture, with the rosters of those of its hosts whose people the actor may take away.
///
/// # Errors
/// When the actor may not, the paper cannot be written, or the database fails.
pub async fn print_lecture_sheet(
    app: &App,
    actor: &Actor,
    lecture: LectureId,
    (form, words): (PaperForm, &Words),
) -> Result<Printed, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let hosts = snapshot.lecture(lecture).map(|found| found.hosts.as_slice());
    let hosts = hosts.unwrap_or_default().iter().map(|host| host.organisation);
    let hosts: Vec<OrganisationId> = hosts.collect();
    // For a lecture that is not there the answer is that for a stranger's.
    let root = OrganisationId(snapshot.tree.0);
    let may = |kind, host| snapshot.permit(actor, (Action::Export, kind), host);
    let readable = hosts.iter().find(|host| may(TargetKind::Lecture, **host).is_ok());
    may(TargetKind::Lecture, *readable.or(hosts.first()).unwrap_or(&root))?;
    let Some(found) = snapshot.lecture(lecture) else {
        return Err(Failure::Forbidden(domain::access::Denial::Nobody));
    };
    let mine: Vec<OrganisationId> = hosts
        .iter()
        .copied()
        .filter(|host| may(TargetKind::Person, *host).is_ok())
        .collect();
    let on = found.held.map(|held| held.began_on).or(found.planned_on);
    let roster = roster(&snapshot, &mine, on.unwrap_or(snapshot.as_of));
    let names: Vec<String> = hosts.iter().map(|host| named(&snapshot, *host)).collect();
    let starts_at = found.held.and_then(|held| held.starts_at);
    let zone = TimeZone::get(&snapshot.rules.time_zone).unwrap_or(TimeZone::UTC);
    let speaker = found.speakers.first().and_then(|speaker| speaker.name.clone());
    let paper = SignInSheet {
        organisation: words.list(&names),
        topic: found.title.clone(),
        held_on: on,
        starts_at: starts_at.map(|at| zone.to_datetime(at).time()),
        venue: found.venue.clone().unwrap_or_default(),
        speaker: speaker.unwrap_or_default(),
        roster: told_apart(&roster, words),
    };
    let detail = json!({ "lecture": lecture.to_string() });
    let people = roster.iter().map(|person| person.id).collect();
    note(app, (&snapshot, actor), ("print-sign-in", &detail), &people).await?;
    let name = words.say("sign-in-sheet-title", &[]);
    write(app, sheet(&paper, words), (form, name)).await
}

/// The people at home in these organisations on a day, each once.
fn roster<'a>(snapshot: &'a Snapshot, of: &[OrganisationId], on: Date) -> Vec<&'a Person> {
    let facts = &snapshot.facts;
    let homes = facts.memberships.iter();
    let homes = homes.filter(|home| of.contains(&home.organisation) && home.held_on(on));
    let people: BTreeSet<PersonId> = homes.map(|home| home.person).collect();
    let known = people.into_iter().filter_map(|person| facts.person(person));
    known.filter(|person| person.name.is_some()).collect()
}

/// Names, namesakes with the month of birth.
fn told_apart(roster: &[&Person], words: &Words) -> Vec<String> {
    let same = |name: &str| {
        roster
            .iter()
            .filter(|person| person.name.as_deref() == Some(name))
            .count()
    };
    let name_of = |person: &&Person| {
        let name = person.name.clone().unwrap_or_default();
        match &person.birth_month {
            Some(month) if same(&name) > 1 => {
                let arguments = [("name", name.into()), ("month", month.as_str().into())];
                words.say("plan-namesake", &arguments)
            }
            _ => name,
        }
    };
    roster.iter().map(name_of).collect()
}

/// Keeps who took the names away, for the history and for each of the people.
pub(crate) async fn note(
    app: &App,
    (snapshot, actor): (&Snapshot, &Actor),
    (action, detail): (&str, &serde_json::Value),
    people: &BTreeSet<PersonId>,
) -> Result<(), Failure> {
    let mut tx = app.store().write(snapshot.tree).await?;
    let view = |person_id: &PersonId| PersonViewRow {
        person_id: *person_id,
        at: app.now(),
        viewer: actor.word.clone(),
        what: Look::Export.word().to_owned(),
        reason: None,
    };
    let views: Vec<PersonViewRow> = people.iter().map(view).collect();
    tx.save_unlogged(&views).await?;
    tx.commit(app.entry(actor, action, detail)).await?;
    Ok(())
}

/// Writes a paper, to be called so.
pub(crate) async fn write(
    app: &App,
    paper: Paper,
    (form, name): (PaperForm, String),
) -> Result<Printed, Failure> {
    let fonts = app.fonts();
    // Typesetting takes a processor for a second: others must not wait for it.
    let written = tokio::task::spawn_blocking(move || match form {
        PaperForm::Docx => docx::write(&paper).map_err(NotPrinted::Docx),
        PaperForm::Pdf => {
            let pdf = pdf::write(&paper, fonts.get()).map_err(NotPrinted::Pdf)?;
            Ok(pdf.bytes)
        }
    });
    let bytes = match written.await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(why)) => return Err(Refusal::NotPrinted(why).into()),
        // It was stopped: the program ends.
        Err(_) => return Err(Failure::Busy),
    };
    Ok(Printed::of((form, name), bytes))
}

impl Printed {
    /// A paper that was written, to be called so.
    pub(crate) fn of((form, name): (PaperForm, String), bytes: Vec<u8>) -> Printed {
        let (ending, media_type) = match form {
            PaperForm::Docx => (
                "docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            PaperForm::Pdf => ("pdf", "application/pdf"),
        };
        Printed {
            name: [name.as_str(), ending].join("."),
            media_type,
            bytes,
        }
    }
}
