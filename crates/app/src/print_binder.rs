//! 迎检资料: what an organisation and all below it planned and held in a quarter, with what is on record of each lecture,
//! bound together for those who inspect it. Must not choose: what is there is in it, or nothing is printed.

use std::collections::{BTreeMap, BTreeSet};

use documents::binder::{Binder, BinderLecture, BinderPhoto, BinderSection, Counts, Script, paper};
use documents::paper::Photo;
use documents::schedule::ScheduleRow;
use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, PersonId};
use domain::lecture::{Lecture, LectureState};
use domain::material::{MaterialSort, MediaType, ScriptAnswer};
use domain::period::{Period, Rhythm};
use i18n::Words;
use jiff::tz::TimeZone;
use serde_json::json;
use store::{BlobRow, MaterialRow, Reading, ScriptRow};

use crate::print_papers::{NotPrinted, PaperForm, Printed, named, note, write};
use crate::print_schedule::{planned, speakers};
use crate::see_plan::{Filled, PlanSeen, SeePlan, see_plan};
use crate::{Actor, App, Failure, Refusal, Snapshot};

/// Organisations that one binder takes: as many as a township has.
const MOST_ORGANISATIONS: usize = 60;
/// Bytes of photos and scripts that one binder takes, so that it can still be sent on and opened.
const MOST_BYTES: usize = 28 * 1024 * 1024;
const MEGABYTE: usize = 1024 * 1024;

/// The binder of a part of the tree for a quarter (none: the running one).
///
/// # Errors
/// When the actor may not, it is more than one binder takes, it cannot be written, or the database fails.
pub async fn print_binder(
    app: &App,
    actor: &Actor,
    (top, period): (OrganisationId, Option<&str>),
    (form, words): (PaperForm, &Words),
) -> Result<Printed, Failure> {
    // Who may take the records away may not see each plan: both are asked for.
    let snapshot = crate::snapshot::look(app, crate::Ask::default()).await?;
    snapshot.permit(actor, (Action::Export, TargetKind::Lecture), top)?;
    snapshot.permit(actor, (Action::Export, TargetKind::Plan), top)?;
    let seen = see_plan(app, actor, SeePlan { top, period }).await?;
    let plans = plans(&seen, words);
    let held = held(&seen.snapshot, top, &seen.quarter);
    let wanted: BTreeSet<OrganisationId> = plans.keys().chain(held.keys()).copied().collect();
    if wanted.len() > MOST_ORGANISATIONS {
        let (count, most) = (wanted.len(), MOST_ORGANISATIONS);
        return Err(Refusal::NotPrinted(NotPrinted::TooManyOrganisations { count, most }).into());
    }
    let mut shelf = Shelf {
        reading: app.store().read(seen.snapshot.tree).await?,
        left: MOST_BYTES,
    };
    let mut sections = Vec::new();
    for organisation in ordered(&seen.snapshot, top, &wanted) {
        let mut lectures = Vec::new();
        for lecture in held.get(&organisation).into_iter().flatten() {
            lectures.push(bound(&mut shelf, (lecture, &seen.snapshot), words).await?);
        }
        sections.push(BinderSection {
            organisation: seen.snapshot.short_path(organisation, top),
            plan: plans.get(&organisation).cloned().unwrap_or_default(),
            lectures,
        });
    }
    drop(shelf);
    let binder = Binder {
        title: String::new(),
        organisation: named(&seen.snapshot, top),
        period: words.period(&seen.quarter, &Rhythm::Quarter),
        made_by: named(&seen.snapshot, top),
        on: Some(seen.snapshot.as_of),
        sections,
    };
    let detail = json!({
        "organisation": top.to_string(),
        "period": seen.quarter.label,
        "lectures": binder.sections.iter().map(|section| section.lectures.len()).sum::<usize>(),
    });
    let people = people(&seen, held.values().flatten());
    note(app, (&seen.snapshot, actor), ("print-binder", &detail), &people).await?;
    let paper = paper(&binder, words);
    let name = paper.title.clone();
    write(app, paper, (form, name)).await
}

/// What each organisation planned; those that owe something and planned nothing are there too.
fn plans(seen: &PlanSeen, words: &Words) -> BTreeMap<OrganisationId, Vec<ScheduleRow>> {
    let mut plans: BTreeMap<OrganisationId, Vec<ScheduleRow>> = BTreeMap::new();
    // Of a time that is over no empty places are left in the plan: the obligations say who is missing.
    for proof in seen.snapshot.board().owing(seen.top, &seen.quarter) {
        plans.entry(proof.obligation.organisation.id).or_default();
    }
    for slot in &seen.slots {
        let rows = plans.entry(slot.organisation).or_default();
        if let Filled::Item(item) = &slot.filled {
            rows.push(planned(&item.says, &seen.snapshot, words));
        }
    }
    plans
}

/// What each organisation held in the period, by day; a joint lecture stands with each of its hosts.
fn held<'a>(
    snapshot: &'a Snapshot,
    top: OrganisationId,
    period: &Period,
) -> BTreeMap<OrganisationId, Vec<&'a Lecture>> {
    let board = snapshot.board();
    let mut held: BTreeMap<OrganisationId, Vec<&Lecture>> = BTreeMap::new();
    let lectures = snapshot.facts.lectures.iter();
    for lecture in lectures.filter(|one| is_on_record(one)) {
        if !lecture.ended_on().is_some_and(|on| period.contains(on)) {
            continue;
        }
        let hosts: BTreeSet<OrganisationId> = lecture.hosts.iter().map(|host| host.organisation).collect();
        for host in hosts
            .into_iter()
            .filter(|host| board.tree().is_within(*host, top))
        {
            held.entry(host).or_default().push(lecture);
        }
    }
    for lectures in held.values_mut() {
        lectures.sort_by_key(|lecture| (lecture.ended_on(), lecture.id));
    }
    held
}

/// Whether somebody said that it was held; how far the record is, the paper says.
fn is_on_record(lecture: &Lecture) -> bool {
    match lecture.state {
        LectureState::Waiting { .. }
        | LectureState::Declined { .. }
        | LectureState::Recorded { .. }
        | LectureState::Verified { .. }
        | LectureState::SentBack { .. } => true,
        LectureState::Planned | LectureState::Delivered | LectureState::Cancelled { .. } => false,
    }
}

fn ordered(
    snapshot: &Snapshot,
    top: OrganisationId,
    wanted: &BTreeSet<OrganisationId>,
) -> Vec<OrganisationId> {
    let board = snapshot.board();
    let scope = board.tree().scope(top).iter().copied();
    scope.filter(|one| wanted.contains(one)).collect()
}

/// A lecture with what is kept of it.
async fn bound(
    shelf: &mut Shelf,
    (lecture, snapshot): (&Lecture, &Snapshot),
    words: &Words,
) -> Result<BinderLecture, Failure> {
    let zone = TimeZone::get(&snapshot.rules.time_zone).unwrap_or(TimeZone::UTC);
    let starts_at = lecture.held.and_then(|held| held.starts_at);
    let mut files: Vec<MaterialRow> = shelf.reading.by("lecture_id", lecture.id).await?;
    files.retain(|row| row.removed_at.is_none());
    files.sort_by_key(|row| (row.added_at, row.id));
    Ok(BinderLecture {
        topic: lecture.title.clone(),
        kind: words.lecture_kind(&lecture.kind, &snapshot.rules),
        held_on: lecture.held.map(|held| held.began_on),
        starts_at: starts_at.map(|at| zone.to_datetime(at).time()),
        speaker: speakers(lecture, snapshot, words),
        venue: lecture.venue.clone().unwrap_or_default(),
        state: words.lecture_standing(lecture, &snapshot.rules),
        counts: Counts {
            expected: lecture.expected,
            present: lecture.present,
            ..Counts::default()
        },
        script: script(shelf, (lecture, &files), words).await?,
        photos: photos(shelf, &files).await?,
    })
}

/// What is kept of what was said: its words where they can be read here, else what the file is called.
async fn script(
    shelf: &mut Shelf,
    (lecture, files): (&Lecture, &[MaterialRow]),
    words: &Words,
) -> Result<Script, Failure> {
    let scripts = files
        .iter()
        .filter(|row| sort_of(row) == Some(MaterialSort::Script));
    let (mut texts, mut names) = (Vec::new(), Vec::new());
    for row in scripts {
        if MediaType::parse(&row.media_type) == Some(MediaType::Text) {
            if let Some(bytes) = shelf.take(&row.sha256).await? {
                texts.push(intake::encoding::decode(&bytes).text.into_owned());
            }
        } else {
            let unnamed = || words.say("binder-script-unnamed", &[]);
            names.push(row.file_name.clone().unwrap_or_else(unnamed));
        }
    }
    if !names.is_empty() {
        let note = words.say("binder-script-file", &[("names", words.list(&names).into())]);
        texts.push(note.clone());
        if texts.len() == 1 {
            return Ok(Script::Note(note));
        }
    }
    if !texts.is_empty() {
        return Ok(Script::Text(texts.join("\n")));
    }
    let answer: Option<ScriptRow> = shelf.reading.get((lecture.id,)).await?;
    let key = match answer.and_then(|row| ScriptAnswer::parse(&row.answer)) {
        Some(ScriptAnswer::Outline) => "record-script-outline",
        Some(ScriptAnswer::FromNotes) => "record-script-from-notes",
        Some(ScriptAnswer::Attached | ScriptAnswer::None) | None => return Ok(Script::Missing),
    };
    Ok(Script::Note(words.say(key, &[])))
}

/// The photos as they are handed out: without what the camera wrote into them.
async fn photos(shelf: &mut Shelf, files: &[MaterialRow]) -> Result<Vec<BinderPhoto>, Failure> {
    let mut photos = Vec::new();
    for row in files
        .iter()
        .filter(|row| sort_of(row) == Some(MaterialSort::Photo))
    {
        let key = row.shown_sha256.as_ref().unwrap_or(&row.sha256);
        let bytes = shelf.take(key).await?;
        let photo = bytes.and_then(|bytes| Photo::read(&bytes));
        photos.extend(photo.map(|photo| BinderPhoto {
            photo,
            caption: String::new(),
        }));
    }
    Ok(photos)
}

fn sort_of(row: &MaterialRow) -> Option<MaterialSort> {
    MaterialSort::parse(&row.sort)
}

/// The people whose names are on it.
fn people<'a>(seen: &PlanSeen, held: impl Iterator<Item = &'a &'a Lecture>) -> BTreeSet<PersonId> {
    let spoke = held.flat_map(|lecture| lecture.speakers.iter().filter_map(|speaker| speaker.person));
    let speaks = seen.slots.iter().filter_map(|slot| match &slot.filled {
        Filled::Item(item) => item.says.speaker.as_ref()?.person,
        Filled::Lecture(_) | Filled::Nothing => None,
    });
    spoke.chain(speaks).collect()
}

/// The files of a tree, as long as the binder has room.
struct Shelf {
    reading: Reading,
    /// Bytes that still go in.
    left: usize,
}

impl Shelf {
    /// The bytes under a hash, none once erased.
    async fn take(&mut self, sha256: &str) -> Result<Option<Vec<u8>>, Failure> {
        let blob: Option<BlobRow> = self.reading.get((sha256.to_owned(),)).await?;
        let Some(blob) = blob else { return Ok(None) };
        let Some(left) = self.left.checked_sub(blob.bytes.len()) else {
            let most = MOST_BYTES / MEGABYTE;
            return Err(Refusal::NotPrinted(NotPrinted::TooLarge { most }).into());
        };
        self.left = left;
        Ok(Some(blob.bytes))
    }
}
