//! What is held about oneself, and who looked at it (X1; PIPL 44, 45): for whoever signs in and is on record.
//! Must not hand out anything about somebody else.

use std::collections::BTreeMap;

use domain::access::{Action, Denial, TargetKind};
use domain::facts::PlanItem;
use domain::id::{LectureId, OrganisationId, PersonId};
use domain::lecture::{ClassHours, Lecture};
use domain::person::{Membership, Person, Post};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use store::PersonViewRow;
use store::tables::{Personal, table_named};

use crate::place::{of_person, permit_any};
use crate::see_history::{Who, people};
use crate::see_person::{given, heard, homes, posts};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// Lectures of one year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct YearHeard {
    /// The year.
    pub year: i16,
    /// How many were heard.
    pub sessions: u32,
    /// 学时 of those whose length is known.
    pub hours: ClassHours,
    /// Minutes each lecture without a length was taken to last, where there is one.
    pub assumed: Option<u32>,
}

/// A look at one's data, those of one day by one person together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LookSeen {
    /// The day.
    pub on: Date,
    /// Who.
    pub who: Who,
    /// At what: the word of a `Look`.
    pub what: String,
    /// Why, where a reason was asked.
    pub reason: Option<String>,
    /// How often.
    pub times: u32,
}

/// A field that is held about a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldField {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// What stands there; none when nothing does.
    pub value: Option<String>,
}

/// Everything about oneself.
pub struct MyData {
    /// What it was read from.
    pub snapshot: Snapshot,
    /// Oneself.
    pub person: Person,
    /// Homes, the latest first.
    pub homes: Vec<Membership>,
    /// Posts, the latest first.
    pub posts: Vec<Post>,
    /// Lectures given, the latest first.
    pub given: Vec<LectureId>,
    /// Lectures heard, the latest first, each with how that is known.
    pub heard: Vec<(LectureId, String)>,
    /// By year, the latest first.
    pub years: Vec<YearHeard>,
    /// What is planned at home from today on, the earliest first.
    pub coming: Vec<PlanItem>,
    /// Who looked, the latest first.
    pub looks: Vec<LookSeen>,
    /// Each field that is held.
    pub held: Vec<HeldField>,
    /// Who holds the posts at home: whom to ask first.
    pub contacts: Vec<Post>,
}

/// Everything about oneself.
///
/// # Errors
/// When nobody on record is signed in, or the database fails.
pub async fn my_data(app: &App, actor: &Actor) -> Result<MyData, Failure> {
    about_me(app, actor, Action::Read).await
}

/// As [`my_data`], to take away (PIPL 45: a copy in a common form).
///
/// # Errors
/// As [`my_data`].
pub async fn take_my_data(app: &App, actor: &Actor) -> Result<MyData, Failure> {
    about_me(app, actor, Action::Export).await
}

async fn about_me(app: &App, actor: &Actor, action: Action) -> Result<MyData, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let me = actor.rights.person.ok_or(Failure::Forbidden(Denial::SignIn))?;
    let targets = of_person(&snapshot, TargetKind::Person, me);
    permit_any(actor, action, (TargetKind::Person, &targets))?;
    let found = snapshot.facts.person(me).cloned();
    let person = found.ok_or_else(|| Refusal::UnknownPerson(me.to_string()))?;
    let mut heard = heard(app, &snapshot, me).await?;
    // What waits for an office, or was not agreed to, gives no hours; what was sent back counts until its deadline.
    heard.retain(|(id, _)| {
        let lecture = snapshot.lecture(*id);
        lecture.is_some_and(|lecture| lecture.counts_as_of(snapshot.as_of))
    });
    let homes = homes(&snapshot.facts, me);
    let home = homes.iter().find(|home| home.held_on(snapshot.as_of));
    let home = home.map(|home| home.organisation);
    Ok(MyData {
        years: years(&snapshot, &heard),
        coming: coming(&snapshot, home),
        looks: looks(app, &snapshot, me).await?,
        held: held(&person),
        contacts: contacts(&snapshot, home),
        posts: posts(&snapshot.facts, me),
        given: given(&snapshot, &person),
        homes,
        heard,
        person,
        snapshot,
    })
}

/// Hours are those that fall into the year, sessions those that end in it (E37).
fn years(snapshot: &Snapshot, heard: &[(LectureId, String)]) -> Vec<YearHeard> {
    let zone = TimeZone::get(&snapshot.rules.time_zone).unwrap_or(TimeZone::UTC);
    let lectures: Vec<&Lecture> = heard.iter().filter_map(|(id, _)| snapshot.lecture(*id)).collect();
    let mut sessions: BTreeMap<i16, u32> = BTreeMap::new();
    for on in lectures.iter().filter_map(|lecture| lecture.ended_on()) {
        *sessions.entry(on.year()).or_default() += 1;
    }
    let minutes = |year: i16| {
        let (first, last) = (date(year, 1, 1), date(year, 12, 31));
        let of = |lecture: &&Lecture| {
            let rule = snapshot.rules.hours_of(&lecture.kind);
            lecture.hours_between(first, last, rule, &zone).minutes
        };
        lectures.iter().map(of).fold(0, u32::saturating_add)
    };
    let found = sessions.into_iter().rev().map(|(year, sessions)| YearHeard {
        year,
        sessions,
        hours: ClassHours {
            minutes: minutes(year),
            minutes_per_hour: snapshot.rules.hours.minutes_per_hour,
        },
        assumed: assumed(snapshot, &lectures, year),
    });
    found.collect()
}

/// The minutes each lecture of a year was taken to last, if one of them says no length.
fn assumed(snapshot: &Snapshot, lectures: &[&Lecture], year: i16) -> Option<u32> {
    let says_none = |lecture: &&&Lecture| {
        let is_then = lecture.ended_on().is_some_and(|on| on.year() == year);
        is_then && lecture.minutes().is_none()
    };
    let mut silent = lectures.iter().filter(says_none);
    silent.find_map(|lecture| lecture.minutes_by(snapshot.rules.hours_of(&lecture.kind)))
}

fn coming(snapshot: &Snapshot, home: Option<OrganisationId>) -> Vec<PlanItem> {
    let items = snapshot.facts.plan_items.iter();
    let mut found: Vec<PlanItem> = items
        .filter(|item| Some(item.organisation) == home && item.on.is_some_and(|on| on >= snapshot.as_of))
        .cloned()
        .collect();
    found.sort_by_key(|item| item.on);
    found
}

fn contacts(snapshot: &Snapshot, home: Option<OrganisationId>) -> Vec<Post> {
    let posts = snapshot.facts.posts.iter();
    posts
        .filter(|post| Some(post.organisation) == home && post.held_on(snapshot.as_of))
        .cloned()
        .collect()
}

async fn looks(app: &App, snapshot: &Snapshot, me: PersonId) -> Result<Vec<LookSeen>, Failure> {
    let mut reading = app.store().read(snapshot.tree).await?;
    let views: Vec<PersonViewRow> = reading.under((me,)).await?;
    let known = people(&mut reading).await?;
    let zone = TimeZone::get(&snapshot.rules.time_zone).unwrap_or(TimeZone::UTC);
    let mut found: Vec<LookSeen> = Vec::new();
    for view in views.into_iter().rev() {
        let who = known.get(&view.viewer).cloned();
        let seen = LookSeen {
            on: zone.to_datetime(view.at).date(),
            who: who.unwrap_or(Who::Other(view.viewer)),
            what: view.what,
            reason: view.reason,
            times: 1,
        };
        let same = found.iter_mut().find(|known| {
            (known.on, &known.who, &known.what, &known.reason)
                == (seen.on, &seen.who, &seen.what, &seen.reason)
        });
        match same {
            Some(same) => same.times += 1,
            None => found.push(seen),
        }
    }
    Ok(found)
}

/// Fields that are about a natural person, each described where the store describes its table. Of the other tables
/// only what is tied to the person is theirs, and it is listed on the page as a whole.
pub const HELD: [(&str, &str); 9] = [
    ("person", "name"),
    ("person", "birth_month"),
    ("person", "kind"),
    ("membership", "organisation_id"),
    ("post", "role"),
    ("attendance", "at"),
    ("lecture_speaker", "name"),
    ("plan_item", "speaker"),
    ("person_view", "what"),
];

fn held(person: &Person) -> Vec<HeldField> {
    let value = |table: &str, column: &str| match (table, column) {
        ("person", "name") => person.name.clone(),
        ("person", "birth_month") => person.birth_month.clone(),
        _ => None,
    };
    let field = |(table, column): (&'static str, &'static str)| HeldField {
        table,
        column,
        value: value(table, column),
    };
    HELD.into_iter().map(field).collect()
}

/// Why the store keeps a field and for how long, as its table says; none for what is no personal column.
#[must_use]
pub fn kept_for(table: &str, column: &str) -> Option<Personal> {
    let columns = table_named(table)?.columns;
    columns.iter().find(|found| found.name == column)?.personal
}
