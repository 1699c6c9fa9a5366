//! The roster of an organisation and all below it: who is at home or holds a post there.
//! Must not show more of a person than tells them apart; names are hidden from who only audits.

use std::collections::{HashMap, HashSet};

use domain::access::{Action, Decision, Role, Target, TargetKind, decide};
use domain::id::{OrganisationId, PersonId};
use domain::naming::fold_name;
use domain::person::{Membership, Person, Post};
use serde_json::json;

use crate::note_view::{Look, note_list, note_views};
use crate::place::is_allowed;
use crate::snapshot::look;
use crate::twice_on_record::holders_of_members;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// Which people.
#[derive(Clone, Copy)]
pub struct SeePeople<'a> {
    /// At home or in a post here or below.
    pub top: OrganisationId,
    /// Part of the name.
    pub name: Option<&'a str>,
    /// Member kind id.
    pub kind: Option<&'a str>,
    /// Post id.
    pub post: Option<&'a str>,
    /// Which page, from 1.
    pub page: usize,
}

/// Somebody on a roster.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonLine {
    /// Who.
    pub id: PersonId,
    /// 姓名, hidden from who only audits; none once erased.
    pub name: Option<String>,
    /// 出生年月, only where a namesake is at home in the same organisation.
    pub birth_month: Option<String>,
    /// Member kind id.
    pub kind: String,
    /// Where they are at home today.
    pub home: Option<OrganisationId>,
    /// Posts held today within the roster: where, and post id.
    pub posts: Vec<(OrganisationId, String)>,
}

/// A page of a roster.
pub struct PeopleSeen {
    /// What it was read from.
    pub snapshot: Snapshot,
    /// The people of this page.
    pub people: Vec<PersonLine>,
    /// How many there are on all pages.
    pub count: usize,
    /// How many pages.
    pub pages: usize,
    /// Names are hidden.
    pub is_masked: bool,
    /// Somebody may be added here.
    pub may_add: bool,
    /// The roster may be taken away.
    pub may_take: bool,
}

/// Rows of a page.
const PAGE: usize = 50;
/// People whose rows are written at once.
const PORTION: usize = 500;

/// A page of the roster. That it was looked at is kept.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_people(app: &App, actor: &Actor, ask: SeePeople<'_>) -> Result<PeopleSeen, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::List, TargetKind::Person), ask.top)?;
    let at_top = |kind| Target::of(kind, snapshot.path(ask.top));
    let is_masked = is_masked(actor, Action::List, &[at_top(TargetKind::Person)]);
    let all = roster(&snapshot, &ask, is_masked);
    let count = all.len();
    let skipped = ask.page.saturating_sub(1).saturating_mul(PAGE);
    let people: Vec<PersonLine> = all.into_iter().skip(skipped).take(PAGE).collect();
    let listed: Vec<PersonId> = people.iter().map(|line| line.id).collect();
    note_list(app, actor, (&snapshot, ask.top), (&listed, count)).await?;
    Ok(PeopleSeen {
        may_take: is_allowed(actor, Action::Export, &at_top(TargetKind::Person)),
        may_add: is_allowed(actor, Action::Create, &at_top(TargetKind::Person))
            && snapshot.keeps_members(ask.top),
        people,
        count,
        pages: count.div_ceil(PAGE).max(1),
        is_masked,
        snapshot,
    })
}

/// A roster to take away.
pub struct PeopleTaken {
    /// What it was read from.
    pub snapshot: Snapshot,
    /// Everybody asked for.
    pub people: Vec<PersonLine>,
}

/// The whole roster asked for, to take away; each person on it can see that it was.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn take_people(app: &App, actor: &Actor, ask: SeePeople<'_>) -> Result<PeopleTaken, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Export, TargetKind::Person), ask.top)?;
    let people = roster(&snapshot, &ask, false);
    let taken: Vec<PersonId> = people.iter().map(|line| line.id).collect();
    // In portions: nobody else waits long for their turn to write.
    for part in taken.chunks(PORTION) {
        note_views(app, actor, snapshot.tree, (part, Look::Export, None)).await?;
    }
    let detail = json!({ "organisation": ask.top.to_string(), "people": taken.len() });
    let tx = app.store().write(snapshot.tree).await?;
    tx.commit(app.entry(actor, "export-people", &detail)).await?;
    Ok(PeopleTaken { snapshot, people })
}

/// Everybody asked for, by the order of the tree and then by name.
fn roster(snapshot: &Snapshot, ask: &SeePeople<'_>, is_masked: bool) -> Vec<PersonLine> {
    let (facts, on) = (&snapshot.facts, snapshot.as_of);
    let board = snapshot.board();
    let scope = board.tree().scope(ask.top);
    let place: HashMap<OrganisationId, usize> = scope.iter().copied().zip(0..).collect();
    let homes: HashMap<PersonId, OrganisationId> = current(&facts.memberships, on)
        .map(|home| (home.person, home.organisation))
        .collect();
    let mut posts: HashMap<PersonId, Vec<&Post>> = HashMap::new();
    for post in facts.posts.iter().filter(|post| post.held_on(on)) {
        if place.contains_key(&post.organisation) {
            posts.entry(post.person).or_default().push(post);
        }
    }
    // Who holds a post at home is one line, with the post, though two records say so.
    let twice = holders_of_members(snapshot);
    for (member, holder) in &twice {
        let held = posts.remove(holder).unwrap_or_default();
        posts.entry(*member).or_default().extend(held);
    }
    let twins = namesakes(snapshot, &homes);
    // Whoever does not see names cannot find out one by asking for it either.
    let wanted = ask.name.filter(|_| !is_masked).map(fold_name);
    let fits = |person: &Person| {
        let name = person.name.as_deref().unwrap_or_default();
        wanted
            .as_ref()
            .is_none_or(|wanted| name.contains(wanted.as_str()))
            && ask.kind.is_none_or(|kind| person.kind == kind)
    };
    let mut found: Vec<(usize, PersonLine)> = Vec::new();
    for person in facts.people.iter().filter(|person| fits(person)) {
        let held = posts.get(&person.id).map(Vec::as_slice).unwrap_or_default();
        let home = homes.get(&person.id).copied();
        let at = home
            .and_then(|home| place.get(&home))
            .or_else(|| held.iter().find_map(|post| place.get(&post.organisation)));
        let Some(at) = at else { continue };
        if ask
            .post
            .is_some_and(|role| !held.iter().any(|post| post.role == role))
        {
            continue;
        }
        let line = PersonLine {
            id: person.id,
            name: shown_name(person, is_masked),
            birth_month: person
                .birth_month
                .clone()
                .filter(|_| twins.contains(&person.id) && !is_masked),
            kind: person.kind.clone(),
            home,
            posts: held
                .iter()
                .map(|post| (post.organisation, post.role.clone()))
                .collect(),
        };
        found.push((*at, line));
    }
    found.sort_by(|(a, one), (b, other)| (a, &one.name, one.id).cmp(&(b, &other.name, other.id)));
    found.into_iter().map(|(_, line)| line).collect()
}

fn current(memberships: &[Membership], on: jiff::civil::Date) -> impl Iterator<Item = &Membership> {
    memberships.iter().filter(move |home| home.held_on(on))
}

/// Those who share name and home with somebody: only they are told apart by the month of birth (X5).
fn namesakes(snapshot: &Snapshot, homes: &HashMap<PersonId, OrganisationId>) -> HashSet<PersonId> {
    let mut seen: HashMap<(OrganisationId, &str), PersonId> = HashMap::new();
    let mut twins = HashSet::new();
    for person in &snapshot.facts.people {
        if let (Some(home), Some(name)) = (homes.get(&person.id), person.name.as_deref())
            && let Some(other) = seen.insert((*home, name), person.id)
        {
            twins.extend([other, person.id]);
        }
    }
    twins
}

/// The name, or what is left of it for those from whom names are hidden: 赵**.
pub(crate) fn shown_name(person: &Person, is_masked: bool) -> Option<String> {
    let name = person.name.clone()?;
    if !is_masked {
        return Some(name);
    }
    let rest = name.chars().skip(1).map(|_| '*');
    Some(name.chars().take(1).chain(rest).collect())
}

/// Whether names are hidden: only an auditor's right lets the actor look, and an auditor sees names for a reason.
pub(crate) fn is_masked(actor: &Actor, action: Action, targets: &[Target]) -> bool {
    let mut without = actor.rights.clone();
    without.grants.retain(|grant| grant.role != Role::Auditor);
    let may = |target: &Target| decide(&without, action, target) == Decision::Allowed;
    !targets.iter().any(may)
}
