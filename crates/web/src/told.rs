//! What many pages say alike: names, who, when; and a refusal said on the page itself.
//! Must not decide anything.

use app::{Failure, Snapshot, Who, refusal_text};
use domain::id::{LectureId, OrganisationId};
use domain::person::Person;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::answer::Trouble;
use crate::visit::Visit;

/// What was refused, in words for the page it was asked on; other failures go on.
pub(crate) fn refused<T>(visit: &Visit, done: Result<T, Failure>) -> Result<Result<T, String>, Trouble> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(Failure::Refused(refusal)) => Ok(Err(refusal_text(&refusal, &visit.words, ""))),
        Err(failure) => Err(failure.into()),
    }
}

/// A person's name, or that it was erased.
pub(crate) fn name(visit: &Visit, person: Option<&Person>) -> String {
    let known = person.and_then(|person| person.name.clone());
    known.unwrap_or_else(|| visit.words.say("person-erased", &[]))
}

/// What kind of member somebody is; who only holds a post is of none the pack names.
pub(crate) fn member_kind(visit: &Visit, kind: &str) -> String {
    if kind == "holder" {
        return visit.words.say("person-holder", &[]);
    }
    visit.words.member_kind(kind, &visit.programme.rules)
}

/// An organisation as a page names it. Empty for none on record.
#[derive(Default)]
pub(crate) struct Called {
    /// What people call it.
    pub name: String,
    /// 党组织全称, for whoever points at it.
    pub full: String,
}

impl Called {
    /// An organisation in a list of what is below another one.
    pub(crate) fn below(top: OrganisationId, snapshot: &Snapshot, id: OrganisationId) -> Called {
        Called {
            name: snapshot.short_path(id, top),
            full: organisation(snapshot, id),
        }
    }

    /// An organisation where only its full name will do: in what is taken away.
    pub(crate) fn in_full(snapshot: &Snapshot, id: OrganisationId) -> Called {
        let full = organisation(snapshot, id);
        Called {
            name: full.clone(),
            full,
        }
    }

    /// An organisation as the visitor names it: from below their own.
    pub(crate) fn by(visit: &Visit, snapshot: &Snapshot, id: OrganisationId) -> Called {
        Called::below(visit.home(), snapshot, id)
    }
}

/// The full name of an organisation, for the history and for what is taken away; empty for none on record.
pub(crate) fn organisation(snapshot: &Snapshot, id: OrganisationId) -> String {
    snapshot.name(id).unwrap_or_default().to_owned()
}

/// The title of a lecture; empty for none on record.
pub(crate) fn title(snapshot: &Snapshot, id: LectureId) -> String {
    let found = snapshot.lecture(id);
    found.map(|lecture| lecture.title.clone()).unwrap_or_default()
}

/// Who did something, by role and organisation.
pub(crate) fn who(visit: &Visit, snapshot: &Snapshot, who: &Who) -> String {
    let words = &visit.words;
    match who {
        Who::Operator => words.role(domain::access::Role::Operator),
        Who::Schedule => words.say("who-schedule", &[]),
        Who::Account { role, organisation } => words.say(
            "who-account",
            &[
                ("who", words.role(*role).into()),
                ("organisation", self::organisation(snapshot, *organisation).into()),
            ],
        ),
        Who::Other(word) => word.clone(),
    }
}

/// A day and time where the programme runs.
pub(crate) fn moment(visit: &Visit, at: Timestamp) -> String {
    let zone = TimeZone::get(&visit.programme.rules.time_zone).unwrap_or(TimeZone::UTC);
    let there = zone.to_datetime(at);
    let time = format!("{:02}:{:02}", there.hour(), there.minute());
    let day = visit.words.date(there.date());
    visit
        .words
        .say("moment", &[("day", day.into()), ("at", time.into())])
}

/// From one day to another; before the records, or open, in words.
pub(crate) fn dates(visit: &Visit, from: Date, until: Option<Date>) -> String {
    let words = &visit.words;
    let is_known = from.year() > 1;
    match (
        is_known.then(|| words.date(from)),
        until.map(|until| words.date(until)),
    ) {
        (None, None) => words.say("dates-always", &[]),
        (None, Some(until)) => words.say("dates-until", &[("until", until.into())]),
        (Some(from), None) => words.say("dates-since", &[("from", from.into())]),
        (Some(from), Some(until)) => {
            words.say("dates-between", &[("from", from.into()), ("until", until.into())])
        }
    }
}
