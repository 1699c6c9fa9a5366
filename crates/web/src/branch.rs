//! The door of a branch's secretary, on an old phone: what is owed, one page to record a lecture, one to mend it.
//! Must not load htmx or ask twice for what the record knows.

mod correct;
mod fields;
mod home;
mod inbox;
mod material;
mod owe;
mod receipt;
mod record;
mod refused;

use app::Snapshot;
use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;
use domain::lecture::{Lecture, LectureState};
use domain::rule_set::RuleSet;
use i18n::Words;

use crate::route::{Place, Policy, Route, get, post};

pub(crate) use refused::beside;

const READ: Policy = Policy::May(Action::Read, TargetKind::Lecture, Place::Lecture);
const CREATE: Policy = Policy::May(Action::Create, TargetKind::Lecture, Place::Organisation);
const CHANGE: Policy = Policy::May(Action::Change, TargetKind::Lecture, Place::Lecture);

/// The routes of the branch's door.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get(
            "/branch",
            Policy::May(Action::Read, TargetKind::Standing, Place::Home),
            home::show,
        ),
        get(
            "/branch/reminders",
            Policy::May(Action::Read, TargetKind::Standing, Place::Home),
            inbox::show,
        ),
        get("/organisations/{organisation}/record", CREATE, record::show),
        post("/organisations/{organisation}/record", CREATE, record::record),
        get("/lectures/{lecture}/receipt", READ, receipt::show),
        get("/lectures/{lecture}/correct", CHANGE, correct::show),
        post("/lectures/{lecture}/correct", CHANGE, correct::correct),
        get(
            "/materials/{material}",
            Policy::May(Action::Read, TargetKind::Lecture, Place::Material),
            material::hand_out,
        ),
        get(
            "/materials/{material}/small",
            Policy::May(Action::Read, TargetKind::Lecture, Place::Material),
            material::small,
        ),
    ]
}

/// What an organisation is called on a phone: its short name, which fits into the line.
fn name_of(snapshot: &Snapshot, organisation: OrganisationId) -> String {
    snapshot.short_name(organisation).unwrap_or_default().to_owned()
}

/// What the organisation right above is called.
fn above(snapshot: &Snapshot, organisation: OrganisationId) -> Option<String> {
    let path = snapshot.path(organisation);
    let parent = path.iter().rev().nth(1)?;
    Some(name_of(snapshot, *parent))
}

/// A lecture in one line: day, title, main speaker.
struct Line {
    address: String,
    correct: String,
    day: String,
    title: String,
    speaker: String,
    state: String,
}

/// Why a record came back, and what to do with it.
struct Back {
    head: String,
    reason: String,
    how: String,
}

impl Back {
    /// None where it did not come back.
    fn of(words: &Words, state: &LectureState) -> Option<Back> {
        let (head, reason, how) = match state {
            LectureState::SentBack { reason, until, .. } => {
                let until = words.weekday_date(*until);
                let how = words.say("branch-sent-back-until", &[("until", until.into())]);
                ("branch-sent-back", reason, how)
            }
            LectureState::Declined { reason, .. } => {
                ("branch-declined", reason, words.say("branch-declined-how", &[]))
            }
            _ => return None,
        };
        Some(Back {
            head: words.say(head, &[]),
            reason: reason.clone(),
            how,
        })
    }
}

fn line(words: &Words, (lecture, rules): (&Lecture, &RuleSet)) -> Line {
    let on = lecture.ended_on().or(lecture.planned_on);
    let speaker = lecture.speakers.first();
    Line {
        address: format!("/lectures/{}", lecture.id),
        correct: format!("/lectures/{}/correct", lecture.id),
        day: on.map(|on| words.weekday_date(on)).unwrap_or_default(),
        title: lecture.title.clone(),
        speaker: speaker
            .and_then(|speaker| speaker.name.clone())
            .unwrap_or_default(),
        state: words.lecture_standing(lecture, rules),
    }
}
