//! One organisation with its place in the tree, its history and what it did; and the way to find one by name.
//! Must not judge standings: they come from the day's overview.

use std::sync::Arc;

use domain::access::{Action, TargetKind};
use domain::facts::PlanItem;
use domain::id::{LectureId, OrganisationId, PersonId};
use domain::naming::Match;
use domain::organisation::Organisation;
use domain::status::{Overview, Sort};
use jiff::civil::Date;

use crate::see_standing::{Rights, look_from};
use crate::{Actor, App, Failure, Snapshot, Thing, permit_thing};

/// Lectures shown on the page; the ledger has them all.
const RECENT: usize = 8;
/// Plan items shown.
const AHEAD: usize = 8;
/// Organisations found that are shown.
const MOST_FOUND: usize = 60;

/// Who holds a post.
pub struct Holder {
    /// Post id.
    pub role: String,
    /// Who.
    pub person: PersonId,
    /// The name, where the actor may see persons there and it was not erased.
    pub name: Option<String>,
    /// First day, if known.
    pub from: Option<Date>,
}

/// What the actor may do from the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// See standings.
    Standing,
    /// Record a lecture on its behalf (代填).
    Record,
    /// See its ledger.
    Ledger,
    /// See its plan.
    Plan,
    /// See its people.
    People,
    /// Grant it an exemption, or take one back (免讲).
    Excusals,
    /// Take the list of responsibilities away.
    Responsibilities,
    /// Take the binder of a quarter away.
    Binder,
}

/// What each way asks for.
const WAYS: [(Way, Action, TargetKind); 8] = [
    (Way::Standing, Action::Read, TargetKind::Standing),
    (Way::Record, Action::Create, TargetKind::Lecture),
    (Way::Ledger, Action::List, TargetKind::Lecture),
    (Way::Plan, Action::List, TargetKind::Plan),
    (Way::People, Action::List, TargetKind::Person),
    (Way::Excusals, Action::List, TargetKind::Standing),
    (Way::Responsibilities, Action::Export, TargetKind::Organisation),
    (Way::Binder, Action::Export, TargetKind::Lecture),
];

/// An organisation as its page shows it.
pub struct OrganisationSeen {
    /// What it was read from.
    pub snapshot: Snapshot,
    /// The day's figures.
    pub overview: Arc<Overview>,
    /// Which.
    pub id: OrganisationId,
    /// From the root to above it, with whether the actor may open each.
    pub above: Vec<(OrganisationId, bool)>,
    /// Right below it, those in being first.
    pub below: Vec<OrganisationId>,
    /// Organisations that went into it or were split from it, with whether the actor may open each.
    pub came_from: Vec<(OrganisationId, bool)>,
    /// Posts held on the day.
    pub holders: Vec<Holder>,
    /// Posts nobody holds although a duty names them.
    pub vacant: Vec<String>,
    /// Its last lectures, the latest first.
    pub recent: Vec<LectureId>,
    /// What it plans from the day on.
    pub ahead: Vec<PlanItem>,
    /// Villages it supports, or units that support it, with whether the actor may open each.
    pub paired: Vec<(OrganisationId, bool)>,
    /// What the actor may do from here.
    pub ways: Vec<Way>,
}

impl OrganisationSeen {
    /// The organisation.
    #[must_use]
    pub fn organisation(&self) -> Option<&Organisation> {
        self.snapshot.facts.organisation(self.id)
    }
}

/// Looks at one organisation.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_organisation(
    app: &App,
    actor: &Actor,
    (id, as_of): (OrganisationId, Option<Date>),
) -> Result<OrganisationSeen, Failure> {
    let thing = Thing::Organisation(id);
    permit_thing(app, actor, (Action::Read, TargetKind::Organisation), thing).await?;
    let snapshot = look_from(app, as_of).await?;
    let overview = snapshot.overview();
    let rights = Rights::of(app, actor, &snapshot);
    let may = |action, kind, at| rights.may((action, kind), at);
    let open = |(way, action, kind): &(Way, Action, TargetKind)| {
        may(*action, *kind, id) && (*way != Way::Record || owes(&snapshot, id))
    };
    let ways: Vec<Way> = WAYS
        .iter()
        .filter(|row| open(row))
        .map(|(way, _, _)| *way)
        .collect();
    let reads = |at: OrganisationId| may(Action::Read, TargetKind::Organisation, at);
    let with_way = |all: Vec<OrganisationId>| all.into_iter().map(|one| (one, reads(one))).collect();
    let mut path = snapshot.path(id);
    path.retain(|above| *above != id);
    let seen = OrganisationSeen {
        above: with_way(path),
        below: below(&snapshot, &overview, id)
            .into_iter()
            .filter(|one| reads(*one))
            .collect(),
        came_from: with_way(came_from(&snapshot, id)),
        holders: holders(&snapshot, id, may(Action::Read, TargetKind::Person, id)),
        vacant: vacant(&snapshot, id),
        recent: if ways.contains(&Way::Ledger) {
            recent(&snapshot, &overview, id)
        } else {
            Vec::new()
        },
        ahead: if ways.contains(&Way::Plan) {
            ahead(&snapshot, id)
        } else {
            Vec::new()
        },
        paired: with_way(paired(&snapshot, id)),
        ways,
        id,
        overview,
        snapshot,
    };
    Ok(seen)
}

/// Whether a duty asks lectures of organisations of its kind: for others there is nothing to record.
fn owes(snapshot: &Snapshot, id: OrganisationId) -> bool {
    let kind = snapshot
        .facts
        .organisation(id)
        .map(|organisation| &organisation.kind);
    let mut duties = snapshot.rules.duties.iter();
    kind.is_some_and(|kind| duties.any(|duty| duty.kinds.contains(kind)) || snapshot.rules.is_branch(kind))
}

fn below(snapshot: &Snapshot, overview: &Overview, id: OrganisationId) -> Vec<OrganisationId> {
    let tree = overview.tree();
    let founded = |one: &OrganisationId| {
        let organisation = snapshot.facts.organisation(*one);
        organisation.is_some_and(|organisation| organisation.founded_by(snapshot.as_of))
    };
    let is_below = |one: &OrganisationId| tree.parent(*one) == Some(id) && founded(one);
    let mut below: Vec<OrganisationId> = tree.scope(id).iter().copied().filter(is_below).collect();
    below.sort_by_key(|one| {
        let organisation = snapshot.facts.organisation(*one);
        organisation.is_some_and(|organisation| organisation.closed_by(snapshot.as_of))
    });
    below
}

fn came_from(snapshot: &Snapshot, id: OrganisationId) -> Vec<OrganisationId> {
    let all = snapshot.facts.organisations.iter();
    let related = all.filter(|other| {
        let merged = other.closed.filter(|closure| closure.on <= snapshot.as_of);
        merged.is_some_and(|closure| closure.into == Some(id)) || other.split_from == Some(id)
    });
    related.map(|other| other.id).collect()
}

fn holders(snapshot: &Snapshot, id: OrganisationId, is_named: bool) -> Vec<Holder> {
    let posts = snapshot.facts.posts.iter();
    let held = posts.filter(|post| post.organisation == id && post.held_on(snapshot.as_of));
    let order = |role: &str| snapshot.rules.posts.iter().position(|post| post.id == role);
    let mut holders: Vec<Holder> = held
        .map(|post| Holder {
            role: post.role.clone(),
            person: post.person,
            name: snapshot
                .facts
                .person(post.person)
                .and_then(|person| person.name.clone())
                .filter(|_| is_named),
            from: (post.from > Date::MIN).then_some(post.from),
        })
        .collect();
    holders.sort_by_key(|holder| order(&holder.role));
    holders
}

/// Posts that a duty of this kind of organisation makes answerable, and nobody holds (F2).
fn vacant(snapshot: &Snapshot, id: OrganisationId) -> Vec<String> {
    let Some(organisation) = snapshot.facts.organisation(id) else {
        return Vec::new();
    };
    let asked = snapshot.rules.duties.iter();
    let asked = asked.filter(|duty| duty.kinds.contains(&organisation.kind));
    let mut vacant: Vec<String> = asked.filter_map(|duty| duty.owner_post.clone()).collect();
    vacant.sort_unstable();
    vacant.dedup();
    let is_held = |role: &String| {
        let mut posts = snapshot.facts.posts.iter();
        posts.any(|post| post.organisation == id && post.role == *role && post.held_on(snapshot.as_of))
    };
    vacant.retain(|role| !is_held(role));
    vacant
}

fn recent(snapshot: &Snapshot, overview: &Overview, id: OrganisationId) -> Vec<LectureId> {
    let hosted = |lecture: &LectureId| {
        let lecture = snapshot.lecture(*lecture);
        lecture.is_some_and(|lecture| lecture.is_hosted_by(id))
    };
    let sittings = overview.sittings(id, None, Sort::Any);
    sittings.into_iter().filter(hosted).take(RECENT).collect()
}

fn ahead(snapshot: &Snapshot, id: OrganisationId) -> Vec<PlanItem> {
    let items = snapshot.facts.plan_items.iter();
    let ahead = items.filter(|item| item.organisation == id && item.on.is_none_or(|on| on >= snapshot.as_of));
    let mut ahead: Vec<PlanItem> = ahead.cloned().collect();
    ahead.sort_by_key(|item| (item.on.unwrap_or(Date::MAX), item.id));
    ahead.truncate(AHEAD);
    ahead
}

fn paired(snapshot: &Snapshot, id: OrganisationId) -> Vec<OrganisationId> {
    let day = snapshot.as_of;
    let pairs = snapshot.facts.paired_villages.iter();
    let held = pairs.filter(|pair| pair.from <= day && pair.until.is_none_or(|until| day <= until));
    let others = held.filter_map(|pair| match (pair.unit == id, pair.village == id) {
        (true, _) => Some(pair.village),
        (_, true) => Some(pair.unit),
        _ => None,
    });
    others.collect()
}

/// What was found by a name.
pub struct FoundOrganisations {
    /// What it was read from.
    pub snapshot: Snapshot,
    /// The day's figures.
    pub overview: Arc<Overview>,
    /// The name fits these exactly (E42: a person chooses).
    pub exact: Vec<OrganisationId>,
    /// These have it in their name.
    pub similar: Vec<OrganisationId>,
    /// More than are shown have it in their name.
    pub is_cut: bool,
    /// Right below the place one comes in by.
    pub below: Vec<OrganisationId>,
}

/// Finds organisations by what somebody calls them, among those the actor may list.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn find_organisations(
    app: &App,
    actor: &Actor,
    (home, name): (OrganisationId, Option<&str>),
) -> Result<FoundOrganisations, Failure> {
    let thing = Thing::Organisation(home);
    permit_thing(app, actor, (Action::List, TargetKind::Organisation), thing).await?;
    let snapshot = look_from(app, None).await?;
    let overview = snapshot.overview();
    let rights = Rights::of(app, actor, &snapshot);
    let may = |id: &OrganisationId| rights.may((Action::List, TargetKind::Organisation), *id);
    let (mut exact, mut similar) = (Vec::new(), Vec::new());
    if let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) {
        exact = match snapshot.matching(name) {
            Match::One(id) => vec![id],
            Match::Several(ids) => ids,
            Match::None => Vec::new(),
        };
        exact.retain(may);
        let wanted = name.to_lowercase();
        let has = |id: &OrganisationId| {
            let full = snapshot.name(*id).unwrap_or_default().to_lowercase();
            full.contains(&wanted) || snapshot.short_path(*id, home).to_lowercase().contains(&wanted)
        };
        let tree = overview.tree().scope(home).iter().copied();
        similar = tree
            .filter(|id| !exact.contains(id) && may(id) && has(id))
            .collect();
    }
    let is_cut = similar.len() > MOST_FOUND;
    similar.truncate(MOST_FOUND);
    Ok(FoundOrganisations {
        below: below(&snapshot, &overview, home)
            .into_iter()
            .filter(may)
            .collect(),
        exact,
        similar,
        is_cut,
        overview,
        snapshot,
    })
}
