//! 更正: a record is mended, or answered when it was sent back; a new version each time.
//! Must not touch what was issued: a bulletin rests on the version it was made from (E16).

mod mend;

use std::collections::BTreeSet;

use domain::access::{Action, TargetKind};
use domain::id::{LectureId, MaterialId, OrganisationId, PersonId};
use domain::lecture::{Lecture, Speaker, StateKind};
use domain::material::{MaterialSort, ScriptAnswer};
use domain::refusal::Approver;
use jiff::tz::TimeZone;
use serde_json::json;
use store::{AttendanceRow, AuditEntry, LectureRow, MaterialRow, Tx};

use crate::keyed::{BegunAnswer, Request};
use crate::lecture_rows::{Filed, save_lecture};
use crate::materials::{self, Attached, Taken, Upload};
use crate::record_lecture::{
    self, FromPlan, Names, Offer, Recorded, Said, Spoke, roster_on, save_attendance,
};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

use mend::{Mended, mended};

/// A record as it stands, to be mended on the same page it was made on.
pub struct ToCorrect {
    /// The page as it is offered, filled in with what is on record.
    pub offer: Offer,
    /// The lecture.
    pub lecture: Lecture,
    /// The files it has.
    pub files: Vec<Attached>,
}

/// What the page of a correction begins with.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn to_correct(app: &App, actor: &Actor, id: LectureId) -> Result<ToCorrect, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let (lecture, host) = found(&snapshot, (actor, Action::Change), id)?;
    let attached = materials::see_materials(app, actor, id).await?;
    let mut offer = record_lecture::offer(app, actor, (host, FromPlan::Nothing)).await?;
    offer.said = as_said(&offer, &lecture, attached.script);
    let on = lecture.held.map_or(snapshot.as_of, |held| held.began_on);
    offer.roster = roster_on(&snapshot, host, on);
    offer.said.names = ticked(&snapshot, &lecture);
    offer_own(&mut offer, &lecture);
    Ok(ToCorrect {
        offer,
        lecture,
        files: attached.files,
    })
}

/// Who of the roster is on record as having been there; nobody was ticked where none of them is.
fn ticked(snapshot: &Snapshot, lecture: &Lecture) -> Names {
    let (Some(host), Some(held)) = (lecture.hosts.first(), lecture.held) else {
        return Names::NotTicked;
    };
    let there = signed_in(snapshot, lecture.id);
    let roster = roster_on(snapshot, host.organisation, held.began_on);
    let (came, absent): (Vec<PersonId>, Vec<PersonId>) = roster
        .iter()
        .map(|member| member.person)
        .partition(|person| there.contains(person));
    if came.is_empty() {
        Names::NotTicked
    } else {
        Names::AllBut(absent)
    }
}

/// Who is on record as having been there.
fn signed_in(snapshot: &Snapshot, lecture: LectureId) -> BTreeSet<PersonId> {
    let attendances = snapshot.facts.attendances.iter();
    let here = attendances.filter(|one| one.lecture == lecture);
    here.map(|one| one.person).collect()
}

/// How many stand on record by name once a page is kept that ticks these.
fn named_after(snapshot: &Snapshot, (before, after): (&Lecture, &Lecture), names: &Names) -> usize {
    let mut there = signed_in(snapshot, before.id);
    if let (Names::AllBut(absent), Some(host), Some(held)) = (names, after.hosts.first(), after.held) {
        for member in roster_on(snapshot, host.organisation, held.began_on) {
            if absent.contains(&member.person) {
                there.remove(&member.person);
            } else {
                there.insert(member.person);
            }
        }
    }
    there.len()
}

/// 实到 is never less than those who are on record by name.
fn check_named(snapshot: &Snapshot, lectures: (&Lecture, &Lecture), said: &Said) -> Result<(), Failure> {
    let named = u32::try_from(named_after(snapshot, lectures, &said.names)).unwrap_or(u32::MAX);
    match lectures.1.present {
        Some(present) if present < named => Err(Refusal::NamedMoreThanPresent { named, present }.into()),
        _ => Ok(()),
    }
}

/// The lecture, if the actor may do this to it, and whose it is.
pub(crate) fn found(
    snapshot: &Snapshot,
    (actor, action): (&Actor, Action),
    id: LectureId,
) -> Result<(Lecture, OrganisationId), Failure> {
    let lecture = snapshot.lecture(id).cloned();
    let host = lecture
        .as_ref()
        .and_then(|lecture| lecture.hosts.first())
        .map(|host| host.organisation);
    // The root stands for a lecture that is not there, so that the answer is the same.
    let place = host.unwrap_or(OrganisationId(snapshot.tree.0));
    snapshot.permit(actor, (action, TargetKind::Lecture), place)?;
    match (lecture, host) {
        (Some(lecture), Some(host)) => Ok((lecture, host)),
        _ => Err(Failure::Forbidden(domain::access::Denial::OutOfScope(Vec::new()))),
    }
}

/// What is on record, as the page says it.
fn as_said(offer: &Offer, lecture: &Lecture, script: Option<ScriptAnswer>) -> Said {
    let (snapshot, held) = (&offer.snapshot, lecture.held);
    let others = lecture
        .hosts
        .iter()
        .skip(1)
        .filter_map(|host| snapshot.name(host.organisation));
    Said {
        on: held.map(|held| held.began_on),
        starts: held.and_then(|held| held.starts_at).and_then(|at| {
            let zone = TimeZone::get(&snapshot.rules.time_zone).ok()?;
            Some(zone.to_datetime(at).time())
        }),
        ended_on: held
            .filter(|held| held.ended_on != held.began_on)
            .map(|held| held.ended_on),
        title: lecture.title.clone(),
        themed: lecture.themed,
        kind: Some(lecture.kind.clone()),
        forms: lecture.forms.clone(),
        venue: lecture.venue.clone(),
        speaker: lecture.speakers.first().and_then(as_spoke),
        expected: lecture.expected,
        present: lecture.present,
        names: Names::NotTicked,
        co_hosts: others.collect::<Vec<_>>().join("、"),
        script,
        note: lecture.note.clone(),
        reason: None,
        is_another: false,
    }
}

fn as_spoke(speaker: &Speaker) -> Option<Spoke> {
    let class = speaker.class.clone();
    match (speaker.person, &speaker.name) {
        (Some(person), _) => Some(Spoke::OnRecord { person, class }),
        (None, Some(name)) => Some(Spoke::Named {
            name: name.clone(),
            class,
        }),
        (None, None) => None,
    }
}

/// The lecture's own speaker, venue and forms stand first among those offered.
fn offer_own(offer: &mut Offer, lecture: &Lecture) {
    if let Some((spoke, speaker)) = offer.said.speaker.clone().zip(lecture.speakers.first()) {
        let name = speaker.name.clone().unwrap_or_default();
        offer
            .speakers
            .retain(|known| known.spoke != spoke && known.name != name);
        let class = speaker.class.clone();
        offer
            .speakers
            .insert(0, record_lecture::Offered { spoke, name, class });
    }
    if let Some(venue) = &lecture.venue {
        offer.venues.retain(|known| known != venue);
        offer.venues.insert(0, venue.clone());
    }
    for form in lecture.forms.iter().rev() {
        offer.forms.retain(|known| known != form);
        offer.forms.insert(0, form.clone());
    }
}

/// A record to be mended.
pub struct CorrectLecture<'a> {
    /// The key of the page.
    pub key: &'a str,
    /// Which.
    pub lecture: LectureId,
    /// What is to stand on record; its reason says why.
    pub said: Said,
    /// Files that come now.
    pub files: Vec<Upload>,
    /// Files that are taken out.
    pub take_out: Vec<MaterialId>,
}

/// Mends a record.
///
/// # Errors
/// When the actor may not, nothing would change, no reason is said, what is said cannot be, or the database fails.
pub async fn correct_lecture(
    app: &App,
    actor: &Actor,
    command: CorrectLecture<'_>,
) -> Result<Recorded, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let (lecture, _) = found(&snapshot, (actor, Action::Change), command.lecture)?;
    let asked = asked(&command);
    let CorrectLecture {
        key,
        lecture: id,
        said,
        files,
        take_out,
    } = command;
    let (attached, script) = on_record(app, &snapshot, id).await?;
    let room = room(&snapshot, &attached, &take_out);
    let (taken, left) = materials::take(files, room).await;
    let request = Request::new(app, Some(&format!("correct {key}")), &asked);
    let mut tx = match request.begin_answer(app, snapshot.tree).await? {
        BegunAnswer::Before(answer) => return Ok(Recorded::of(&answer)),
        BegunAnswer::Now(tx) => tx,
    };
    let answer = record_lecture::script_said(said.script, &taken);
    let other_script = answer.is_some() && answer != script;
    let other_names = said.names != Names::NotTicked && said.names != ticked(&snapshot, &lecture);
    let more = if other_names || !taken.is_empty() || !take_out.is_empty() || other_script || !left.is_empty()
    {
        More::Files
    } else {
        More::Nothing
    };
    let filed = filed_row(&mut tx, id).await?;
    let mended = mended(app, (actor, &snapshot), (&lecture, &said, &filed), more)?;
    let now = mended.lecture.as_ref().unwrap_or(&lecture);
    // What an imported sheet left in contradiction does not keep anybody from adding a photo.
    if other_names || now.present != lecture.present {
        check_named(&snapshot, (&lecture, now), &said)?;
    }
    save(&mut tx, app, (actor, &snapshot), (&lecture, &mended, &said)).await?;
    materials::save_script(&mut tx, id, answer).await?;
    let change = Files {
        attached: &attached,
        take_out: &take_out,
        taken,
    };
    save_files(&mut tx, app, (id, actor), change).await?;
    let recorded = Recorded {
        lecture: id,
        number: tx.number().await?.0.saturating_add(1),
        waits_for: mended.waits_for,
        left,
    };
    let entry = entry(app, actor, &lecture, (&mended, &said));
    request.commit_answer(tx, entry, &recorded.answer()).await?;
    Ok(recorded)
}

/// Whether a page brings more than words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum More {
    /// Only words.
    Nothing,
    /// Files come or go, other people are ticked, or how the script stands is said anew.
    Files,
}

/// What is attached, and how the script stands.
async fn on_record(
    app: &App,
    snapshot: &Snapshot,
    id: LectureId,
) -> Result<(Vec<MaterialRow>, Option<ScriptAnswer>), Failure> {
    let mut reading = app.store().read(snapshot.tree).await?;
    let attached: Vec<MaterialRow> = reading.by("lecture_id", id).await?;
    let script: Option<store::ScriptRow> = reading.get((id,)).await?;
    let script = script.and_then(|row| ScriptAnswer::parse(&row.answer));
    Ok((attached, script))
}

/// How many photos more are taken: the budget is of those that stay.
fn room(snapshot: &Snapshot, attached: &[MaterialRow], take_out: &[MaterialId]) -> usize {
    let photo = MaterialSort::Photo.word();
    let stays =
        |row: &&MaterialRow| row.sort == photo && row.removed_at.is_none() && !take_out.contains(&row.id);
    let most = usize::try_from(snapshot.rules.record.most_photos).unwrap_or(usize::MAX);
    most.saturating_sub(attached.iter().filter(stays).count())
}

async fn save(
    tx: &mut Tx,
    app: &App,
    (actor, snapshot): (&Actor, &Snapshot),
    (lecture, mended, said): (&Lecture, &Mended, &Said),
) -> Result<(), Failure> {
    if let Some(now) = &mended.lecture {
        let filed = mended.filed.as_ref();
        let filed = Filed {
            at: filed.map_or_else(|| app.now(), |filed| filed.at),
            by: filed.map_or(&actor.word, |filed| &filed.by),
            reason: mended.late_reason.as_deref(),
        };
        save_lecture(tx, Some(lecture), (now, filed)).await?;
    }
    let now = mended.lecture.as_ref().unwrap_or(lecture);
    save_names(tx, snapshot, now, &said.names).await
}

/// Files that come and go.
struct Files<'a> {
    attached: &'a [MaterialRow],
    take_out: &'a [MaterialId],
    taken: Vec<Taken>,
}

async fn save_files(
    tx: &mut Tx,
    app: &App,
    (id, actor): (LectureId, &Actor),
    files: Files<'_>,
) -> Result<(), Failure> {
    materials::take_out(tx, app.now(), (files.attached, files.take_out)).await?;
    materials::save(tx, app, (id, actor), files.taken).await
}

fn asked(command: &CorrectLecture<'_>) -> String {
    let said = Said {
        speaker: None,
        ..command.said.clone()
    };
    let speaker = command.said.speaker.as_ref().map(Spoke::without_name);
    let prints = materials::fingerprints(&command.files);
    format!(
        "correct {} {said:?} {speaker:?} {prints:?} {:?}",
        command.lecture, command.take_out
    )
}

/// Who filed the record, when, and why so late.
#[derive(Clone)]
struct FiledBy {
    at: jiff::Timestamp,
    by: String,
    reason: Option<String>,
}

async fn filed_row(tx: &mut Tx, id: LectureId) -> Result<FiledBy, Failure> {
    let row: Option<LectureRow> = tx.get((id,)).await?;
    let row = row.ok_or(Failure::Busy)?;
    Ok(FiledBy {
        at: row.state_at,
        by: row.state_by,
        reason: row.reason,
    })
}

/// Names that are ticked now stand instead of those that were.
async fn save_names(
    tx: &mut Tx,
    snapshot: &Snapshot,
    lecture: &Lecture,
    names: &Names,
) -> Result<(), Failure> {
    let (Names::AllBut(absent), Some(host), Some(held)) = (names, lecture.hosts.first(), lecture.held) else {
        return Ok(());
    };
    let roster = roster_on(snapshot, host.organisation, held.began_on);
    let is_of_roster = |row: &AttendanceRow| roster.iter().any(|member| member.person == row.person_id);
    let known: Vec<AttendanceRow> = tx.under((lecture.id,)).await?;
    let gone = known
        .iter()
        .filter(|row| is_of_roster(row) && absent.contains(&row.person_id));
    let gone: Vec<_> = gone.map(|row| (lecture.id, row.person_id)).collect();
    tx.remove::<AttendanceRow>(gone).await?;
    let is_new = |person: &domain::id::PersonId| known.iter().all(|row| row.person_id != *person);
    let came: Vec<_> = roster
        .iter()
        .map(|member| member.person)
        .filter(|person| !absent.contains(person) && is_new(person))
        .collect();
    save_attendance(tx, lecture.id, &came).await
}

fn entry(app: &App, actor: &Actor, before: &Lecture, (mended, said): (&Mended, &Said)) -> AuditEntry {
    let (action, version) = match &mended.lecture {
        None => ("attach-material", before.version),
        Some(after) if before.state.kind() == StateKind::SentBack => ("answer-lecture", after.version),
        Some(after) => ("correct-lecture", after.version),
    };
    let waits_for = mended.waits_for.map(|approver| match approver {
        Approver::Township => "township",
        Approver::County => "county",
    });
    let detail = json!({
        "lecture": before.id.to_string(),
        "version": version,
        "was": before.version,
        "waits_for": waits_for,
    });
    AuditEntry {
        reason: said.reason.clone(),
        ..app.entry(actor, action, &detail)
    }
}
