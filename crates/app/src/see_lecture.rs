//! 一场党课: all that is on record of one lecture, what it counted for, how it came in and what became of it.
//! Must not name who was there to those who may not list persons: they get a count.

mod credit;
mod doer;
mod versions;

use domain::access::{Action, Target, TargetKind};
use domain::id::{LectureId, MaterialId, OrganisationId, PersonId};
use domain::lecture::{Lecture, LectureState, StateKind};
use domain::organisation::Tree;
use i18n::Words;
use jiff::Timestamp;
use jiff::civil::Date;
use store::{MaterialRow, Reading, ScriptRow};

use crate::approve_late::may_agree;
use crate::note_view::note_list;
use crate::see_ledger::{is_backfilled, numbers, places};
use crate::see_people::{is_masked, shown_name};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot, Thing, packs, permit_thing};

pub use credit::DutySeen;
pub use doer::Doer;
pub use versions::{LectureVersion, VersionField};

/// All that is known of a lecture.
pub struct LectureSeen {
    /// What it was read from, to name things by.
    pub snapshot: Snapshot,
    /// Which.
    pub lecture: LectureId,
    /// 序号.
    pub number: i64,
    /// 补录: filed later than the free workdays.
    pub is_backfilled: bool,
    /// How the script stands, as the domain words it; none when nothing was said of it.
    pub script: Option<String>,
    /// The files that are there.
    pub materials: Vec<SeenMaterial>,
    /// Named sign-ins.
    pub signed_in: usize,
    /// How many of them [`name_attendees`] would name.
    pub nameable: usize,
    /// What it counted for, and what not.
    pub duties: Vec<DutySeen>,
    /// What was entered and changed, oldest first.
    pub versions: Vec<LectureVersion>,
    /// Who brought it into the state it is in, where the state says so.
    pub stated_by: Option<Doer>,
    /// What the visitor may do with it now.
    pub deeds: Vec<Deed>,
    /// The visitor filed it, so another person must verify it.
    pub is_own_record: bool,
    /// A day by which a record that is sent back now could be mended.
    pub mended_by: Date,
}

/// What may be done with a lecture.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Deed {
    /// 同意补录 (E12).
    ApproveLate,
    /// 不同意补录.
    DeclineLate,
    /// 核验.
    Verify,
    /// 退回.
    SendBack,
    /// 更正.
    Correct,
    /// 未成讲.
    Cancel,
}

/// A file of a lecture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SeenMaterial {
    /// Under which it is fetched.
    pub id: MaterialId,
    /// `script`, `photo` or `sign-in`.
    pub sort: String,
    /// What it was called; none once erased.
    pub name: Option<String>,
    /// How many bytes.
    pub size: u32,
}

/// Somebody who signed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attendee {
    /// Who.
    pub person: PersonId,
    /// What they are called; 赵** to whoever sees names for a reason only, none once erased.
    pub name: Option<String>,
    /// Of which organisation on that day.
    pub home: OrganisationId,
    /// When, if known.
    pub at: Option<Timestamp>,
}

/// Workdays a record that is sent back is given to be mended, unless the officer says otherwise.
const MENDING: u32 = 5;

/// Looks at one lecture.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_lecture(
    app: &App,
    actor: &Actor,
    (id, words): (LectureId, &Words),
) -> Result<LectureSeen, Failure> {
    permit_thing(
        app,
        actor,
        (Action::Read, TargetKind::Lecture),
        Thing::Lecture(id),
    )
    .await?;
    let snapshot = look(app, Ask::default()).await?;
    let Some(lecture) = snapshot.lecture(id).cloned() else {
        return Err(crate::Refusal::NoLecture.into());
    };
    let mut reading = app.store().read(snapshot.tree).await?;
    let script: Option<ScriptRow> = reading.get((id,)).await?;
    let materials = materials(&mut reading, id).await?;
    let versions = versions::of(&mut reading, &snapshot, &lecture).await?;
    let stated_by = match who_stated(&lecture.state) {
        Some(word) => Some(doer::of(&mut reading, &snapshot, word).await?),
        None => None,
    };
    drop(reading);
    let nameable = attendees(&snapshot, (actor, &lecture)).len();
    let signed_in = snapshot.facts.attendances.iter();
    let workdays = packs::workdays(&snapshot.rules);
    Ok(LectureSeen {
        lecture: id,
        number: numbers(&snapshot).get(&id).copied().unwrap_or_default(),
        is_backfilled: is_backfilled(&lecture, &snapshot, &workdays),
        script: script.map(|script| script.answer),
        materials,
        signed_in: signed_in.filter(|one| one.lecture == id).count(),
        nameable,
        duties: credit::of(&snapshot, &lecture, words),
        versions,
        stated_by,
        deeds: deeds(&snapshot, actor, &lecture),
        is_own_record: who_stated(&lecture.state) == Some(&actor.word),
        mended_by: workdays.plus_workdays(snapshot.as_of, MENDING),
        snapshot,
    })
}

/// Names those who signed in, as far as the visitor may list persons. That they were looked at is kept (X1).
///
/// # Errors
/// When the database fails.
pub async fn name_attendees(app: &App, actor: &Actor, seen: &LectureSeen) -> Result<Vec<Attendee>, Failure> {
    let snapshot = &seen.snapshot;
    let Some(lecture) = snapshot.lecture(seen.lecture) else {
        return Ok(Vec::new());
    };
    let named = attendees(snapshot, (actor, lecture));
    let people: Vec<PersonId> = named.iter().map(|one| one.person).collect();
    if let Some(host) = lecture.hosts.first() {
        let listed = (people.as_slice(), people.len());
        note_list(app, actor, (snapshot, host.organisation), listed).await?;
    }
    Ok(named)
}

async fn materials(reading: &mut Reading, id: LectureId) -> Result<Vec<SeenMaterial>, Failure> {
    let mut rows: Vec<MaterialRow> = reading.by("lecture_id", id).await?;
    rows.retain(|row| row.removed_at.is_none());
    rows.sort_by_key(|row| (row.added_at, row.id));
    let seen = |row: MaterialRow| SeenMaterial {
        id: row.id,
        sort: row.sort,
        name: row.file_name,
        size: row.size,
    };
    Ok(rows.into_iter().map(seen).collect())
}

/// Who brought a lecture into its state.
fn who_stated(state: &LectureState) -> Option<&str> {
    match state {
        LectureState::Planned | LectureState::Delivered => None,
        LectureState::Recorded { by, .. }
        | LectureState::Verified { by, .. }
        | LectureState::Waiting { by, .. }
        | LectureState::Declined { by, .. }
        | LectureState::SentBack { by, .. }
        | LectureState::Cancelled { by, .. } => Some(by),
    }
}

/// What the visitor may do with a lecture in its state.
pub(crate) fn deeds(snapshot: &Snapshot, actor: &Actor, lecture: &Lecture) -> Vec<Deed> {
    let host = lecture.hosts.first().map(|host| host.organisation);
    let may = |action: Action| {
        let asked = host.map(|host| snapshot.permit(actor, (action, TargetKind::Lecture), host));
        asked.is_some_and(|asked| asked.is_ok())
    };
    let (approves, changes) = (may(Action::Approve), may(Action::Change));
    let is_own = who_stated(&lecture.state) == Some(&actor.word);
    let state = lecture.state.kind();
    let is_filed = matches!(state, StateKind::Recorded | StateKind::Verified);
    let is_sent_back = state == StateKind::SentBack;
    let is_waiting = lecture.state.is_waiting();
    let agrees = approves && may_agree(snapshot, actor, lecture);
    let is_settled = matches!(state, StateKind::Verified | StateKind::Cancelled);
    let all = [
        (Deed::ApproveLate, agrees),
        (Deed::DeclineLate, agrees),
        (Deed::Verify, approves && state == StateKind::Recorded && !is_own),
        (Deed::SendBack, approves && is_filed),
        (Deed::Correct, changes && (is_filed || is_sent_back || is_waiting)),
        (Deed::Cancel, changes && !is_settled),
    ];
    let allowed = all.into_iter().filter(|(_, is_allowed)| *is_allowed);
    allowed.map(|(deed, _)| deed).collect()
}

/// Those who signed in and are at home where the visitor may list persons, by organisation, then by name.
fn attendees(snapshot: &Snapshot, (actor, lecture): (&Actor, &Lecture)) -> Vec<Attendee> {
    let tree = Tree::as_of(&snapshot.facts.organisations, snapshot.as_of);
    let Ok(places) = places(snapshot, &tree, (actor, Action::List, TargetKind::Person)) else {
        return Vec::new();
    };
    let day = lecture.ended_on().unwrap_or(snapshot.as_of);
    let facts = &snapshot.facts;
    let is_hidden = |home: OrganisationId| {
        let there = Target::of(TargetKind::Person, snapshot.path(home));
        is_masked(actor, Action::List, &[there])
    };
    let here = facts.attendances.iter().filter(|one| one.lecture == lecture.id);
    let named = here.filter_map(|one| {
        let mut homes = facts.memberships.iter();
        let home = homes.find(|home| home.person == one.person && home.held_on(day))?;
        let person = facts.person(one.person);
        places.contains(&home.organisation).then(|| Attendee {
            person: one.person,
            name: person.and_then(|person| shown_name(person, is_hidden(home.organisation))),
            home: home.organisation,
            at: one.at,
        })
    });
    let mut named: Vec<Attendee> = named.collect();
    let place = |home: OrganisationId| tree.range(home).map(|(at, _)| at);
    named.sort_by_cached_key(|one| (place(one.home), one.name.clone(), one.person));
    named
}
