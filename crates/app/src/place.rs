//! Where a thing stands in the tree, so that a right over it can be asked for: always from the record.
//! Must not take a place from a request: a request names a thing, the record says where it is.

use domain::access::{Action, Decision, Target, TargetKind, decide};
use domain::id::{
    AccountId, BulletinId, LectureId, MaterialId, OrganisationId, PersonId, PlanItemId, ReturnId,
};

use crate::app::permit_to;
use crate::{Actor, App, Ask, Failure, Snapshot, snapshot};

/// A thing that something is done to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Thing {
    /// What belongs to the whole tree: rules, imports.
    Tree,
    /// An organisation and what belongs to it.
    Organisation(OrganisationId),
    /// A lecture: seen by every host, changed by the first.
    Lecture(LectureId),
    /// A person: at home in a branch, in posts elsewhere.
    Person(PersonId),
    /// An item of a plan.
    PlanItem(PlanItemId),
    /// A file of a lecture: where the lecture is.
    Material(MaterialId),
    /// An account: over the organisations of its grants.
    Account(AccountId),
    /// A bulletin: at who issues it. One that is not published is there only for who may change it.
    Bulletin(BulletinId),
    /// A return: changed by the office that asks; read, and answered (`Create`), by whoever is asked too.
    Return(ReturnId),
}

/// Asks whether the actor may do this to a thing. The same answer for a thing that is not there.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn permit_thing(
    app: &App,
    actor: &Actor,
    (action, kind): (Action, TargetKind),
    thing: Thing,
) -> Result<(), Failure> {
    let snapshot = snapshot::look(app, Ask::default()).await?;
    let targets = match thing {
        Thing::Account(account) => crate::accounts::targets(app, &snapshot, account).await?,
        Thing::Material(material) => {
            let mut reading = app.store().read(snapshot.tree).await?;
            let row: Option<store::MaterialRow> = reading.get((material,)).await?;
            let lecture = row.map(|row| Thing::Lecture(row.lecture_id));
            lecture
                .map(|lecture| targets(&snapshot, (action, kind), lecture))
                .unwrap_or_default()
        }
        // The facts hold what is still open; what was held or dropped has a page too.
        Thing::PlanItem(item) => {
            let place = crate::change_plan::found_at(app, &snapshot, item).await?;
            let target = place.map(|place| Target::of(kind, snapshot.path(place)));
            target.into_iter().collect()
        }
        Thing::Return(id) => crate::returns::places(app, &snapshot, (action, id)).await?,
        Thing::Bulletin(bulletin) => {
            return crate::see_bulletin::permit_bulletin(app, actor, (action, &snapshot), bulletin)
                .await
                .map(drop);
        }
        thing => targets(&snapshot, (action, kind), thing),
    };
    permit_any(actor, action, (kind, &targets))
}

/// Allowed when it is for one of the targets; without any the answer is that for a stranger's thing.
pub(crate) fn permit_any(
    actor: &Actor,
    action: Action,
    (kind, targets): (TargetKind, &[Target]),
) -> Result<(), Failure> {
    if targets.iter().any(|target| is_allowed(actor, action, target)) {
        return Ok(());
    }
    let elsewhere = Target::machine(kind);
    permit_to(actor, action, targets.first().unwrap_or(&elsewhere))
}

/// Whether the actor may do this to that: for a page that offers only what would be done.
pub(crate) fn is_allowed(actor: &Actor, action: Action, target: &Target) -> bool {
    decide(&actor.rights, action, target) == Decision::Allowed
}

/// The places of a thing in the tree.
fn targets(snapshot: &Snapshot, (action, kind): (Action, TargetKind), thing: Thing) -> Vec<Target> {
    let at = |organisation: OrganisationId| Target::of(kind, snapshot.path(organisation));
    match thing {
        Thing::Tree => vec![at(OrganisationId(snapshot.tree.0))],
        Thing::Organisation(organisation) => {
            let there = snapshot.facts.organisation(organisation);
            there.map(|found| at(found.id)).into_iter().collect()
        }
        Thing::Lecture(lecture) => {
            let hosts = snapshot
                .facts
                .lecture(lecture)
                .map(|found| found.hosts.as_slice());
            let seen = matches!(action, Action::Read | Action::List | Action::Export);
            let most = if seen { usize::MAX } else { 1 };
            let hosts = hosts.unwrap_or_default().iter().take(most);
            hosts.map(|host| at(host.organisation)).collect()
        }
        Thing::Person(person) => of_person(snapshot, kind, person),
        Thing::Account(_)
        | Thing::PlanItem(_)
        | Thing::Material(_)
        | Thing::Bulletin(_)
        | Thing::Return(_) => Vec::new(),
    }
}

/// Where a person is at home today, and where they hold a post.
pub(crate) fn of_person(snapshot: &Snapshot, kind: TargetKind, person: PersonId) -> Vec<Target> {
    if snapshot.facts.person(person).is_none() {
        return Vec::new();
    }
    let on = snapshot.as_of;
    let homes = snapshot.facts.memberships.iter();
    let homes = homes.filter(|home| home.person == person && home.held_on(on));
    let posts = snapshot.facts.posts.iter();
    let posts = posts.filter(|post| post.person == person && post.held_on(on));
    let mut places: Vec<OrganisationId> = homes
        .map(|home| home.organisation)
        .chain(posts.map(|post| post.organisation))
        .collect();
    places.sort_unstable();
    places.dedup();
    let about = |path| Target {
        person: Some(person),
        ..Target::of(kind, path)
    };
    let mut targets: Vec<Target> = places
        .into_iter()
        .map(|place| about(snapshot.path(place)))
        .collect();
    if targets.is_empty() {
        // At home nowhere any more: still their own data, and kept by who keeps the whole tree.
        targets.push(about(snapshot.path(OrganisationId(snapshot.tree.0))));
    }
    targets
}
