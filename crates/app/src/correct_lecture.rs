//! 更正: a record is mended, answered when it was sent back, or agreed to when it came late; a new version each time.
//! Must not touch what was issued: a bulletin rests on the version it was made from (E16).

use domain::access::{Action, TargetKind};
use domain::id::{LectureId, MaterialId, OrganisationId};
use domain::lecture::{
    Approval, Correction, Host, Lecture, LectureState, Record, Signature, Speaker, StateKind,
};
use domain::material::{FileRefusal, MaterialSort, ScriptAnswer};
use domain::refusal::{Approver, CorrectRefusal, RecordRefusal};
use jiff::tz::TimeZone;
use serde_json::json;
use store::{AttendanceRow, AuditEntry, LectureRow, MaterialRow, Tx};

use crate::keyed::{BegunAnswer, Request};
use crate::lecture_rows::{Filed, save_lecture};
use crate::materials::{self, Attached, Upload};
use crate::record_lecture::{
    self, Names, Offer, Recorded, Said, Spoke, co_hosts, filed_late, held, office, roster_on,
    save_attendance, spoken, workdays,
};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

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
    let (lecture, host) = found(&snapshot, actor, id)?;
    let attached = materials::see_materials(app, actor, id).await?;
    let mut offer = record_lecture::offer(app, actor, (host, None)).await?;
    offer.item = None;
    offer.said = as_said(&offer, &lecture, attached.script);
    let on = lecture.held.map_or(snapshot.as_of, |held| held.began_on);
    offer.roster = roster_on(&snapshot, host, on);
    offer_own(&mut offer, &lecture);
    Ok(ToCorrect {
        offer,
        lecture,
        files: attached.files,
    })
}

/// The lecture, if the actor may change it, and whose it is.
fn found(snapshot: &Snapshot, actor: &Actor, id: LectureId) -> Result<(Lecture, OrganisationId), Failure> {
    let lecture = snapshot.lecture(id).cloned();
    let host = lecture
        .as_ref()
        .and_then(|lecture| lecture.hosts.first())
        .map(|host| host.organisation);
    // The root stands for a lecture that is not there, so that the answer is the same.
    let place = host.unwrap_or(OrganisationId(snapshot.tree.0));
    snapshot.permit(actor, (Action::Change, TargetKind::Lecture), place)?;
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
    let (lecture, _) = found(&snapshot, actor, command.lecture)?;
    let asked = asked(&command);
    let CorrectLecture {
        key,
        lecture: id,
        said,
        files,
        take_out,
    } = command;
    let mut reading = app.store().read(snapshot.tree).await?;
    let attached: Vec<MaterialRow> = reading.by("lecture_id", id).await?;
    let script: Option<store::ScriptRow> = reading.get((id,)).await?;
    drop(reading);
    let photo = MaterialSort::Photo.word();
    let stays =
        |row: &&MaterialRow| row.sort == photo && row.removed_at.is_none() && !take_out.contains(&row.id);
    let most = usize::try_from(snapshot.rules.record.most_photos).unwrap_or(usize::MAX);
    let room = most.saturating_sub(attached.iter().filter(stays).count());
    let (taken, left) = materials::take(files, room).await;
    let request = Request::new(app, Some(&format!("correct {key}")), &asked);
    let mut tx = match request.begin_answer(app, snapshot.tree).await? {
        BegunAnswer::Before(answer) => return Ok(Recorded::of(&answer)),
        BegunAnswer::Now(tx) => tx,
    };
    let said_before = script.and_then(|row| ScriptAnswer::parse(&row.answer));
    let answer = record_lecture::script_said(said.script, &taken);
    let is_mended = !taken.is_empty() || !take_out.is_empty() || (answer.is_some() && answer != said_before);
    let filed = filed_row(&mut tx, id).await?;
    let corrected = mended(
        app,
        (actor, &snapshot),
        (&lecture, &said, &filed),
        is_mended,
        &left,
    )?;
    if let Some(corrected) = &corrected {
        let filed = Filed {
            at: filed.at,
            by: &filed.by,
            reason: filed.reason.as_deref(),
        };
        save_lecture(&mut tx, Some(&lecture), (corrected, filed)).await?;
    }
    save_names(
        &mut tx,
        &snapshot,
        corrected.as_ref().unwrap_or(&lecture),
        &said.names,
    )
    .await?;
    materials::save_script(&mut tx, id, answer).await?;
    materials::take_out(&mut tx, app.now(), (&attached, &take_out)).await?;
    materials::save(&mut tx, app, (id, actor), taken).await?;
    let recorded = Recorded {
        lecture: id,
        number: tx.number().await?.0.saturating_add(1),
        waits_for: None,
        left,
    };
    let entry = entry(app, actor, &lecture, (corrected.as_ref(), &said));
    request.commit_answer(tx, entry, &recorded.answer()).await?;
    Ok(recorded)
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

/// The lecture as it then stands; none when only its files change.
fn mended(
    app: &App,
    (actor, snapshot): (&Actor, &Snapshot),
    (lecture, said, filed): (&Lecture, &Said, &FiledBy),
    is_mended: bool,
    left: &[FileRefusal],
) -> Result<Option<Lecture>, Failure> {
    let correction = correction(app, snapshot, (lecture, said))?;
    let reason = said.reason.clone().unwrap_or_default();
    let by = Signature {
        by: actor.word.clone(),
        at: app.now(),
        today: snapshot.as_of,
    };
    if lecture.state.kind() == StateKind::Delivered {
        // It waits for an office to agree: what is mended waits on, by who told it.
        let told = with(lecture.clone(), correction);
        let reason = said.reason.clone().or_else(|| filed.reason.clone());
        return Ok(Some(filed_late(app, (actor, snapshot), (told, reason))?.lecture));
    }
    let names_come = said.names != Names::NotTicked;
    match lecture
        .clone()
        .correct(correction, &reason, by.clone(), &snapshot.rules)
    {
        Ok(corrected) => Ok(Some(corrected)),
        Err(CorrectRefusal::NothingChanged) if lecture.state.kind() == StateKind::SentBack => {
            let answered = lecture.clone().answer(&reason, by);
            answered
                .map(Some)
                .map_err(|refusal| Refusal::Correct(refusal).into())
        }
        // A file that comes or goes is no other version of the record, and asks no reason.
        Err(CorrectRefusal::NothingChanged | CorrectRefusal::ReasonNeeded)
            if is_mended && same(lecture, app, snapshot, said)? =>
        {
            Ok(None)
        }
        Err(CorrectRefusal::NothingChanged) if is_mended || names_come || !left.is_empty() => Ok(None),
        Err(refusal) => Err(Refusal::Correct(refusal).into()),
    }
}

fn same(lecture: &Lecture, app: &App, snapshot: &Snapshot, said: &Said) -> Result<bool, Failure> {
    let correction = correction(app, snapshot, (lecture, said))?;
    let is_open = lecture.state.kind() != StateKind::SentBack;
    Ok(is_open && with(lecture.clone(), correction) == *lecture)
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

fn entry(app: &App, actor: &Actor, before: &Lecture, (after, said): (Option<&Lecture>, &Said)) -> AuditEntry {
    let (action, version) = match after {
        None => ("attach-material", before.version),
        Some(after) if before.state.kind() == StateKind::SentBack => ("answer-lecture", after.version),
        Some(after) => ("correct-lecture", after.version),
    };
    let detail = json!({ "lecture": before.id.to_string(), "version": version, "was": before.version });
    AuditEntry {
        reason: said.reason.clone(),
        ..app.entry(actor, action, &detail)
    }
}

/// A late record that waits for an office.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// The lecture.
    pub lecture: LectureId,
    /// Why it comes late, in the words of who recorded it.
    pub reason: String,
    /// Whose approval it needs.
    pub needs: Approver,
    /// Whether the one who looks may give it.
    pub may: bool,
}

/// The late records below an organisation that wait for an office (E12).
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn waiting_below(app: &App, actor: &Actor, top: OrganisationId) -> Result<Vec<Waiting>, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::List, TargetKind::Lecture), top)?;
    let mut waiting = Vec::new();
    let mut reading = app.store().read(snapshot.tree).await?;
    let held = snapshot
        .facts
        .lectures
        .iter()
        .filter(|lecture| lecture.state == LectureState::Delivered);
    for lecture in held {
        let Some(host) = lecture.hosts.first().map(|host| host.organisation) else {
            continue;
        };
        if !snapshot.path(host).contains(&top) {
            continue;
        }
        let row: Option<LectureRow> = reading.get((lecture.id,)).await?;
        let Some(row) = row else { continue };
        if let Some(needs) = needed(&snapshot, lecture, &row) {
            let level = office(actor, &snapshot, host);
            let is_other = row.state_by != actor.word;
            waiting.push(Waiting {
                lecture: lecture.id,
                reason: row.reason.unwrap_or_default(),
                needs,
                may: is_other && level.is_some_and(|level| level >= needs),
            });
        }
    }
    Ok(waiting)
}

/// As it was filed: who, when, on which day.
fn as_filed(snapshot: &Snapshot, row: &LectureRow) -> Signature {
    let zone = TimeZone::get(&snapshot.rules.time_zone).unwrap_or(TimeZone::UTC);
    Signature {
        by: row.state_by.clone(),
        at: row.state_at,
        today: zone.to_datetime(row.state_at).date(),
    }
}

/// Whose approval a lecture that is held and told still lacks.
fn needed(snapshot: &Snapshot, lecture: &Lecture, row: &LectureRow) -> Option<Approver> {
    let record = Record {
        reason: row.reason.clone(),
        ..Record::default()
    };
    let by = as_filed(snapshot, row);
    match lecture
        .clone()
        .record(record, by, &snapshot.rules, &workdays(&snapshot.rules))
    {
        Err(RecordRefusal::ApprovalNeeded { by, days: _ }) => Some(by),
        _ => None,
    }
}

/// 同意补录: an office agrees that a record comes late; it counts from now on, as filed when it was (E12).
///
/// # Errors
/// When the actor may not, approves their own record, it waits for a higher office, or the database fails.
pub async fn approve_late(app: &App, actor: &Actor, (id, key): (LectureId, &str)) -> Result<i64, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let lecture = snapshot.lecture(id).cloned();
    let host = lecture
        .as_ref()
        .and_then(|lecture| lecture.hosts.first())
        .map(|host| host.organisation);
    let place = host.unwrap_or(OrganisationId(snapshot.tree.0));
    snapshot.permit(actor, (Action::Approve, TargetKind::Lecture), place)?;
    let (Some(lecture), Some(host)) = (lecture, host) else {
        return Err(Failure::Forbidden(domain::access::Denial::OutOfScope(Vec::new())));
    };
    let request = Request::new(
        app,
        Some(&format!("approve {key}")),
        &format!("approve-late {id}"),
    );
    let mut tx = match request.begin_answer(app, snapshot.tree).await? {
        BegunAnswer::Before(answer) => {
            return Ok(answer
                .get("number")
                .and_then(serde_json::Value::as_i64)
                .unwrap_or_default());
        }
        BegunAnswer::Now(tx) => tx,
    };
    let row: Option<LectureRow> = tx.get((id,)).await?;
    let row = row.ok_or(Failure::Busy)?;
    let level = office(actor, &snapshot, host);
    let record = Record {
        reason: row.reason.clone(),
        approval: level.map(|level| Approval {
            level,
            by: actor.word.clone(),
        }),
        ..Record::default()
    };
    let by = as_filed(&snapshot, &row);
    let recorded = lecture
        .clone()
        .record(record, by, &snapshot.rules, &workdays(&snapshot.rules));
    let (recorded, _) = recorded.map_err(Refusal::Record)?;
    let filed = Filed {
        at: row.state_at,
        by: &row.state_by,
        reason: row.reason.as_deref(),
    };
    save_lecture(&mut tx, Some(&lecture), (&recorded, filed)).await?;
    let number = tx.number().await?.0.saturating_add(1);
    let detail = json!({ "lecture": id.to_string() });
    let entry = AuditEntry {
        reason: row.reason.clone(),
        ..app.entry(actor, "approve-late-record", &detail)
    };
    request
        .commit_answer(tx, entry, &json!({ "number": number }))
        .await
}
