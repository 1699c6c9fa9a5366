//! A person's page: where they belong over time, what they held, gave and heard.
//! Must not be looked at unnoticed: each look is kept for the person, but for their own.

use domain::access::{Action, TargetKind};
use domain::facts::Facts;
use domain::id::{LectureId, OrganisationId, PersonId};
use domain::lecture::Lecture;
use domain::person::{Membership, Person, Post};
use store::AttendanceRow;

use crate::note_view::{Look, note_views};
use crate::place::{is_allowed, of_person, permit_any};
use crate::see_people::{is_masked, shown_name};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// Whose page, and why it is looked at.
#[derive(Clone, Copy)]
pub struct SeePerson<'a> {
    /// Who.
    pub person: PersonId,
    /// Why a name that is hidden is to be shown.
    pub reason: Option<&'a str>,
}

/// A person's page.
pub struct PersonSeen {
    /// What it was read from.
    pub snapshot: Snapshot,
    /// Who; name and month are hidden where `is_masked`.
    pub person: Person,
    /// Homes, the latest first.
    pub homes: Vec<Membership>,
    /// Posts, the latest first.
    pub posts: Vec<Post>,
    /// Lectures given, the latest first.
    pub given: Vec<LectureId>,
    /// Lectures heard, the latest first, each with how that is known.
    pub heard: Vec<(LectureId, String)>,
    /// The name is hidden until a reason is given.
    pub is_masked: bool,
    /// What the actor may do here.
    pub may: PersonRights,
}

/// What the actor may do to a person.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct PersonRights {
    /// Move, correct, end the home.
    pub change: bool,
    /// Put them in a post at home, or end one there.
    pub appoint: bool,
    /// Erase them.
    pub erase: bool,
}

/// Looks at a person. That it was looked at is kept, before it is answered.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_person(app: &App, actor: &Actor, ask: SeePerson<'_>) -> Result<PersonSeen, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let targets = of_person(&snapshot, TargetKind::Person, ask.person);
    permit_any(actor, Action::Read, (TargetKind::Person, &targets))?;
    let reason = ask.reason.map(str::trim).filter(|reason| !reason.is_empty());
    let is_hidden = is_masked(actor, Action::Read, &targets);
    let is_masked = is_hidden && reason.is_none();
    let what = if is_hidden && !is_masked {
        Look::Unmasked
    } else {
        Look::Page
    };
    note_views(app, actor, snapshot.tree, (&[ask.person], what, reason)).await?;
    let heard = heard(app, &snapshot, ask.person).await?;
    let facts = &snapshot.facts;
    let found = facts.person(ask.person);
    let found = found.ok_or_else(|| Refusal::UnknownPerson(ask.person.to_string()))?;
    let person = Person {
        name: shown_name(found, is_masked),
        birth_month: found.birth_month.clone().filter(|_| !is_masked),
        ..found.clone()
    };
    let any = |action| targets.iter().any(|target| is_allowed(actor, action, target));
    let posts_of = of_person(&snapshot, TargetKind::Organisation, ask.person);
    let is_erased = found.name.is_none();
    Ok(PersonSeen {
        homes: homes(facts, ask.person),
        posts: posts(facts, ask.person),
        given: given(&snapshot, found),
        may: PersonRights {
            change: !is_erased && any(Action::Change),
            appoint: !is_erased
                && posts_of
                    .iter()
                    .any(|place| is_allowed(actor, Action::Change, place)),
            erase: !is_erased && any(Action::Erase),
        },
        heard,
        person,
        is_masked,
        snapshot,
    })
}

pub(crate) fn homes(facts: &Facts, person: PersonId) -> Vec<Membership> {
    let of_person = facts.memberships.iter().filter(|home| home.person == person);
    let mut homes: Vec<Membership> = of_person.copied().collect();
    homes.sort_by_key(|home| std::cmp::Reverse((home.until.is_none(), home.from)));
    homes
}

pub(crate) fn posts(facts: &Facts, person: PersonId) -> Vec<Post> {
    let of_person = facts.posts.iter().filter(|post| post.person == person);
    let mut posts: Vec<Post> = of_person.cloned().collect();
    posts.sort_by_key(|post| std::cmp::Reverse((post.until.is_none(), post.from, post.id)));
    posts
}

/// Lectures a person gave: on record as theirs, or under their name where they are at home or in a post and nobody
/// else of that name is.
pub(crate) fn given(snapshot: &Snapshot, person: &Person) -> Vec<LectureId> {
    let facts = &snapshot.facts;
    let places = places(facts, person.id);
    let is_only = rival(facts, person, &places).is_none();
    let is_theirs = |lecture: &&Lecture| {
        lecture.counts_as_of(snapshot.as_of)
            && lecture.speakers.iter().any(|speaker| match speaker.person {
                Some(speaker) => speaker == person.id,
                None => {
                    is_only
                        && speaker.name.is_some()
                        && speaker.name == person.name
                        && lecture
                            .hosts
                            .iter()
                            .any(|host| places.contains(&host.organisation))
                }
            })
    };
    let found = facts.lectures.iter().filter(is_theirs);
    latest_first(found.map(|lecture| (lecture.ended_on(), lecture.id)))
}

/// Somebody else of the name there to whom lectures under it may as well belong. Whoever holds a post goes before who is
/// only at home: a list of organisations and a roster may name one person twice.
pub(crate) fn rival<'a>(facts: &'a Facts, person: &Person, places: &[OrganisationId]) -> Option<&'a Person> {
    let in_post = |id: PersonId| {
        let mut posts = facts.posts.iter().filter(|post| post.person == id);
        posts.any(|post| places.contains(&post.organisation))
    };
    let is_leader = in_post(person.id);
    facts.people.iter().find(|other| {
        other.id != person.id
            && other.name.is_some()
            && other.name == person.name
            && if is_leader {
                in_post(other.id)
            } else {
                self::places(facts, other.id)
                    .iter()
                    .any(|place| places.contains(place))
            }
    })
}

/// Where a person is or was at home or in a post.
fn places(facts: &Facts, person: PersonId) -> Vec<OrganisationId> {
    let homes = facts.memberships.iter().filter(|home| home.person == person);
    let posts = facts.posts.iter().filter(|post| post.person == person);
    homes
        .map(|home| home.organisation)
        .chain(posts.map(|post| post.organisation))
        .collect()
}

fn latest_first(lectures: impl Iterator<Item = (Option<jiff::civil::Date>, LectureId)>) -> Vec<LectureId> {
    let mut found: Vec<_> = lectures.collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, id)| id).collect()
}

/// Lectures a person heard, with how that is known.
pub(crate) async fn heard(
    app: &App,
    snapshot: &Snapshot,
    person: PersonId,
) -> Result<Vec<(LectureId, String)>, Failure> {
    let mut reading = app.store().read(snapshot.tree).await?;
    let rows: Vec<AttendanceRow> = reading.by("person_id", person).await?;
    let day = |row: &AttendanceRow| snapshot.lecture(row.lecture_id).and_then(Lecture::ended_on);
    let mut found: Vec<_> = rows.into_iter().map(|row| (day(&row), row)).collect();
    found.sort_by(|(a, one), (b, other)| (b, other.lecture_id).cmp(&(a, one.lecture_id)));
    Ok(found
        .into_iter()
        .map(|(_, row)| (row.lecture_id, row.how))
        .collect())
}
