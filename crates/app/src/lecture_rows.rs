//! From a lecture of the domain to its rows, and into a transaction: only what differs is written.
//! Must not decide what a lecture says.

use domain::lecture::{Host, Lecture, LectureState, Part, PartSort, Speaker};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Json, LectureHostRow, LecturePartRow, LectureRow, LectureSpeakerRow, StoreError, Tx};

/// Who brought a lecture into a state that does not say so itself, when, and why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filed<'a> {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: &'a str,
    /// Why: a late record that waits for approval.
    pub reason: Option<&'a str>,
}

/// Saves a lecture as it is now, over what it was before.
pub(crate) async fn save_lecture(
    tx: &mut Tx,
    before: Option<&Lecture>,
    (after, filed): (&Lecture, Filed<'_>),
) -> Result<(), StoreError> {
    tx.save(&[lecture_row(after, filed)]).await?;
    let former = |index: usize| before.and_then(|before| before.hosts.get(index));
    let hosts: Vec<LectureHostRow> = numbered(&after.hosts)
        .filter(|(index, _, host)| former(*index) != Some(*host))
        .map(|(_, position, host)| host_row(after, position, host))
        .collect();
    tx.save(&hosts).await?;
    let speakers: Vec<LectureSpeakerRow> = numbered(&after.speakers)
        .filter(|(index, _, speaker)| before.and_then(|before| before.speakers.get(*index)) != Some(*speaker))
        .map(|(_, position, speaker)| speaker_row(after, position, speaker))
        .collect();
    tx.save(&speakers).await?;
    if before.is_none_or(|before| before.parts != after.parts) {
        let parts: Vec<LecturePartRow> = numbered(&after.parts)
            .map(|(_, position, part)| part_row(after, position, part))
            .collect();
        tx.save(&parts).await?;
    }
    remove_former(tx, before, after).await
}

/// What the lecture had and has no more.
async fn remove_former(tx: &mut Tx, before: Option<&Lecture>, after: &Lecture) -> Result<(), StoreError> {
    let Some(before) = before else { return Ok(()) };
    let hosts = numbered(&before.hosts).skip(after.hosts.len());
    let hosts: Vec<_> = hosts.map(|(_, position, _)| (after.id, position)).collect();
    tx.remove::<LectureHostRow>(hosts).await?;
    let gone = before.speakers.iter().map(|speaker| speaker.id);
    let gone = gone.filter(|id| after.speakers.iter().all(|speaker| speaker.id != *id));
    let gone: Vec<_> = gone.map(|id| (id,)).collect();
    tx.remove::<LectureSpeakerRow>(gone).await?;
    let parts = numbered(&before.parts).skip(after.parts.len());
    let parts: Vec<_> = parts.map(|(_, position, _)| (after.id, position)).collect();
    tx.remove::<LecturePartRow>(parts).await
}

fn numbered<T>(things: &[T]) -> impl Iterator<Item = (usize, u32, &T)> {
    let numbers = (0_usize..).zip(0_u32..);
    numbers
        .zip(things)
        .map(|((index, position), thing)| (index, position, thing))
}

/// The row of the sitting itself.
fn lecture_row(lecture: &Lecture, filed: Filed<'_>) -> LectureRow {
    let standing = Standing::of(&lecture.state, filed);
    let held = lecture.held;
    let forms = lecture.forms.iter().map(|form| form.as_str().into()).collect();
    LectureRow {
        id: lecture.id,
        state: lecture.state.kind().word().to_owned(),
        planned_on: lecture.planned_on,
        held_on: held.map(|held| held.ended_on),
        began_on: held
            .filter(|held| held.began_on != held.ended_on)
            .map(|held| held.began_on),
        starts_at: held.and_then(|held| held.starts_at),
        ends_at: held.and_then(|held| held.ends_at),
        title: lecture.title.clone(),
        kind: lecture.kind.clone(),
        forms: Json::of(&serde_json::Value::Array(forms)),
        themed: lecture.themed,
        venue: lecture.venue.clone(),
        expected: lecture.expected,
        present: lecture.present,
        origin: lecture.origin.word().to_owned(),
        state_at: standing.at,
        state_by: standing.by.to_owned(),
        reason: standing.reason.map(str::to_owned),
        note: lecture.note.clone(),
        makes_up: lecture.makes_up.clone(),
        counts_until: standing.until,
        version: lecture.version,
    }
}

/// What the state of a lecture says of itself.
struct Standing<'a> {
    at: Timestamp,
    by: &'a str,
    reason: Option<&'a str>,
    until: Option<Date>,
}

impl<'a> Standing<'a> {
    fn of(state: &'a LectureState, filed: Filed<'a>) -> Standing<'a> {
        let (at, by, reason, until) = match state {
            LectureState::Planned | LectureState::Delivered => (filed.at, filed.by, filed.reason, None),
            LectureState::Recorded { at, by } | LectureState::Verified { at, by } => {
                (*at, by.as_str(), filed.reason, None)
            }
            LectureState::Waiting { at, by, reason } | LectureState::Declined { at, by, reason } => {
                (*at, by.as_str(), Some(reason.as_str()), None)
            }
            LectureState::SentBack {
                at,
                by,
                reason,
                until,
            } => (*at, by.as_str(), Some(reason.as_str()), Some(*until)),
            LectureState::Cancelled { at, by, reason } => (*at, by.as_str(), Some(reason.as_str()), None),
        };
        Standing {
            at,
            by,
            reason,
            until,
        }
    }
}

fn host_row(lecture: &Lecture, position: u32, host: &Host) -> LectureHostRow {
    LectureHostRow {
        lecture_id: lecture.id,
        position,
        organisation_id: host.organisation,
        expected: host.expected,
        present: host.present,
    }
}

fn speaker_row(lecture: &Lecture, position: u32, speaker: &Speaker) -> LectureSpeakerRow {
    LectureSpeakerRow {
        id: speaker.id,
        lecture_id: lecture.id,
        position,
        name: speaker.name.clone(),
        class: speaker.class.clone(),
        person_id: speaker.person,
        unit_id: speaker.unit,
    }
}

fn part_row(lecture: &Lecture, position: u32, part: &Part) -> LecturePartRow {
    let sort = match part.sort {
        PartSort::Talk => "talk",
        PartSort::Site => "site",
        PartSort::Practice => "practice",
    };
    LecturePartRow {
        lecture_id: lecture.id,
        position,
        part: sort.to_owned(),
        venue: part.venue.clone(),
        minutes: part.minutes,
        held: part.was_held,
    }
}
