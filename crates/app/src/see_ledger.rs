//! 台账: the register of lectures that somebody may see, filtered, in order, with its sums.
//! Must not show a lecture none of whose hosts is in reach.

mod filter;
mod order;

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::access::{Action, Depth, Reach, TargetKind, reach};
use domain::id::{LectureId, OrganisationId};
use domain::lecture::Lecture;
use domain::organisation::Tree;

use crate::app::permit;
use crate::look_up::found;
use crate::see_lecture::{Deed, deeds};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

pub(crate) use filter::is_backfilled;
pub use filter::{Came, LedgerFilter};
pub use order::{Sort, SortBy};

/// Lectures on one page.
pub const PAGE: usize = 50;

/// What of a ledger to look at.
#[derive(Clone, Copy, Debug)]
pub struct SeeLedger<'a> {
    /// Which lectures.
    pub filter: &'a LedgerFilter,
    /// In which order.
    pub sort: Sort,
    /// Which part.
    pub part: Part,
}

/// A part of a ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// A page, from 1; beyond the last one the last.
    Page(usize),
    /// At most so many after a lecture; from the beginning without one.
    After(Option<LectureId>, usize),
    /// All of it.
    Whole,
}

/// What is filtered, added up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LedgerSums {
    /// Lectures in every state.
    pub lectures: usize,
    /// 场次: those that count on the day.
    pub sessions: usize,
    /// 联合开展.
    pub joint: usize,
    /// 微党课.
    pub micro: usize,
    /// 应到人数 of those that count and say both numbers: what 到课率 is made of.
    pub expected: u64,
    /// 实到人数 of the same.
    pub present: u64,
    /// Lectures left out of both.
    pub without_turnout: usize,
}

/// A part of a ledger.
pub struct LedgerSeen {
    /// What it was read from, to name things by.
    pub snapshot: Snapshot,
    /// The lectures of this part, in order, each with its 序号.
    pub lines: Vec<(LectureId, i64)>,
    /// The sums of all that is filtered.
    pub sums: LedgerSums,
    /// This page, from 1.
    pub page: usize,
    /// How many pages there are; one when nothing is found.
    pub pages: usize,
    /// The lecture to go on after, when there is more.
    pub next: Option<LectureId>,
    /// 形式 in use in what may be seen.
    pub forms: BTreeSet<String>,
    /// The organisations right below those the actor looks from, to choose among; few of many.
    pub below: Vec<OrganisationId>,
    /// The actor may verify records somewhere.
    pub may_verify: bool,
    /// Lectures of this part whose record the actor may verify now.
    pub to_verify: HashSet<LectureId>,
}

/// What a text means among the organisations somebody may see.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    /// This one.
    One(OrganisationId),
    /// One of these, with their full names; none when it fits nothing.
    Several(Vec<(OrganisationId, String)>),
}

/// Candidates that are offered at most.
const CANDIDATES: usize = 12;

/// The organisation a text means, for a filter: an id, a name, or a part of one. Only those whose lectures the actor
/// may list are found.
///
/// # Errors
/// When the actor may see none, or the database fails.
pub async fn find_in_ledger(app: &App, actor: &Actor, text: &str) -> Result<Found, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let tree = Tree::as_of(&snapshot.facts.organisations, snapshot.as_of);
    let places = places(&snapshot, &tree, (actor, Action::List, TargetKind::Lecture))?;
    let is_written_so = |id: &&OrganisationId| snapshot.name(**id) == Some(text);
    let written = tree.preorder().iter().filter(is_written_so).copied();
    let exact = text.parse().ok().into_iter().chain(written);
    if let Some(id) = exact.into_iter().find(|id| places.contains(id)) {
        return Ok(Found::One(id));
    }
    let right = (Action::List, TargetKind::Lecture);
    let mut seen = match found(&snapshot, (actor, right), text) {
        Ok(id) => vec![id],
        Err(Failure::Refused(Refusal::AmbiguousOrganisation { candidates, .. })) => {
            let organisations = snapshot.facts.organisations.iter();
            let fits = organisations.filter(|one| candidates.contains(&one.full_name));
            fits.map(|one| one.id).filter(|id| places.contains(id)).collect()
        }
        Err(_) => Vec::new(),
    };
    if seen.is_empty() {
        let in_order = tree.preorder().iter().filter(|id| places.contains(id));
        let holds = |id: &&OrganisationId| snapshot.name(**id).is_some_and(|name| name.contains(text));
        seen.extend(in_order.filter(holds).take(CANDIDATES));
    }
    Ok(match seen.as_slice() {
        [one] => Found::One(*one),
        several => {
            let several = several.iter().take(CANDIDATES);
            let name = |id: &OrganisationId| snapshot.name(*id).unwrap_or_default().to_owned();
            Found::Several(several.map(|id| (*id, name(id))).collect())
        }
    })
}

/// Looks at a part of the ledger.
///
/// # Errors
/// When the actor may see none, the organisation of the filter is out of reach, its duty or period is unknown, or
/// the database fails.
pub async fn see_ledger(app: &App, actor: &Actor, ask: SeeLedger<'_>) -> Result<LedgerSeen, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    seen_in(snapshot, (actor, Action::List), ask)
}

/// As [`see_ledger`], by the right to do this with what is found.
pub(crate) fn seen_in(
    snapshot: Snapshot,
    (actor, action): (&Actor, Action),
    ask: SeeLedger<'_>,
) -> Result<LedgerSeen, Failure> {
    let tree = Tree::as_of(&snapshot.facts.organisations, snapshot.as_of);
    let places = places(&snapshot, &tree, (actor, action, TargetKind::Lecture))?;
    if let Some(top) = ask.filter.organisation
        && !places.contains(&top)
    {
        snapshot.permit(actor, (action, TargetKind::Lecture), top)?;
    }
    let is_seen = |lecture: &&Lecture| {
        let mut hosts = lecture.hosts.iter();
        hosts.any(|host| places.contains(&host.organisation))
    };
    let seen = snapshot.facts.lectures.iter().filter(is_seen);
    let forms = seen.flat_map(|lecture| lecture.forms.iter().cloned()).collect();
    let below = below(&snapshot, &tree, actor);
    let sieve = filter::Sieve::new(&snapshot, &tree, ask.filter, places)?;
    let mut kept: Vec<&Lecture> = snapshot
        .facts
        .lectures
        .iter()
        .filter(|lecture| sieve.keeps(lecture))
        .collect();
    let sums = sums(&kept, &snapshot);
    let numbers = numbers(&snapshot);
    let order = order::Order::new(ask.sort, &tree, &numbers);
    kept.sort_by(|one, other| order.compare(one, other));
    let after = |id: LectureId| {
        let last = snapshot.lecture(id);
        last.map(|last| kept.partition_point(|one| order.compare(one, last).is_le()))
    };
    let (skipped, taken) = bounds(kept.len(), ask.part, after);
    let part = kept.iter().skip(skipped).take(taken);
    let lines: Vec<(LectureId, i64)> = part
        .map(|lecture| (lecture.id, numbers.get(&lecture.id).copied().unwrap_or_default()))
        .collect();
    let is_more = skipped + lines.len() < kept.len();
    let next = lines.last().filter(|_| is_more).map(|(id, _)| *id);
    let pages = kept.len().div_ceil(PAGE).max(1);
    let verifies = |id: &LectureId| {
        let lecture = snapshot.lecture(*id);
        lecture.is_some_and(|lecture| deeds(&snapshot, actor, lecture).contains(&Deed::Verify))
    };
    let to_verify = lines.iter().map(|(id, _)| *id).filter(verifies).collect();
    drop(kept);
    drop(sieve);
    Ok(LedgerSeen {
        below,
        may_verify: self::places(&snapshot, &tree, (actor, Action::Approve, TargetKind::Lecture)).is_ok(),
        to_verify,
        lines,
        sums,
        page: skipped / PAGE + 1,
        pages,
        next,
        forms,
        snapshot,
    })
}

/// Organisations offered at most where one is chosen.
const OFFERED: usize = 80;

/// The organisations right below those the actor looks from.
fn below(snapshot: &Snapshot, tree: &Tree, actor: &Actor) -> Vec<OrganisationId> {
    let tops = match reach(&actor.rights, Action::List, TargetKind::Lecture) {
        Reach::Everywhere => vec![OrganisationId(snapshot.tree.0)],
        Reach::At(places) => places.into_iter().map(|(place, _)| place).collect(),
    };
    let below = tops.iter().flat_map(|top| {
        let scope = tree.scope(*top).iter().copied();
        scope.filter(|id| tree.parent(*id) == Some(*top))
    });
    below.take(OFFERED).collect()
}

/// Where the actor may do this, as ids of organisations.
///
/// # Errors
/// When nowhere.
pub(crate) fn places(
    snapshot: &Snapshot,
    tree: &Tree,
    (actor, action, kind): (&Actor, Action, TargetKind),
) -> Result<HashSet<OrganisationId>, Failure> {
    let places: HashSet<OrganisationId> = match reach(&actor.rights, action, kind) {
        Reach::Everywhere => tree.preorder().iter().copied().collect(),
        Reach::At(places) => {
            let below = places.iter().flat_map(|(top, depth)| {
                let scope = tree.scope(*top).iter().copied();
                let (skipped, taken) = match depth {
                    Depth::Itself => (0, 1),
                    Depth::AndBelow => (0, usize::MAX),
                    Depth::Below => (1, usize::MAX),
                };
                scope.skip(skipped).take(taken)
            });
            below.collect()
        }
    };
    if places.is_empty() {
        // Says what would be needed.
        permit(actor, action, kind)?;
        snapshot.permit(actor, (action, kind), OrganisationId(snapshot.tree.0))?;
    }
    Ok(places)
}

/// How many lectures to leave out, and how many to take at most. A lecture that is no longer among them still has
/// its place in the order, so whoever pages goes on from there.
fn bounds(count: usize, part: Part, after: impl Fn(LectureId) -> Option<usize>) -> (usize, usize) {
    match part {
        Part::Whole => (0, usize::MAX),
        Part::Page(page) => {
            let last = count.div_ceil(PAGE).max(1);
            (page.clamp(1, last).saturating_sub(1) * PAGE, PAGE)
        }
        Part::After(None, most) => (0, most),
        Part::After(Some(last), most) => (after(last).unwrap_or(count), most),
    }
}

fn sums(lectures: &[&Lecture], snapshot: &Snapshot) -> LedgerSums {
    let mut sums = LedgerSums::default();
    for lecture in lectures {
        sums.lectures += 1;
        sums.sessions += usize::from(lecture.counts_as_of(snapshot.as_of));
        sums.joint += usize::from(lecture.is_joint());
        sums.micro += usize::from(snapshot.rules.is_micro(&lecture.kind));
        match lecture.turnout_as_of(snapshot.as_of) {
            Some((expected, present)) => {
                sums.expected += u64::from(expected);
                sums.present += u64::from(present);
            }
            None => sums.without_turnout += 1,
        }
    }
    sums
}

/// 序号 of every lecture: that of the ledger last imported, and on from its last in the order the records came.
/// A sheet that was exported, mended and brought in again finds its lectures by these numbers.
pub(crate) fn numbers(snapshot: &Snapshot) -> HashMap<LectureId, i64> {
    let ids = snapshot.facts.lectures.iter().map(|lecture| lecture.id);
    let mut numbers: HashMap<LectureId, i64> = ids
        .clone()
        .filter_map(|id| Some((id, snapshot.ledger_number(id)?)))
        .collect();
    let last = numbers.values().copied().max().unwrap_or_default();
    let others: Vec<LectureId> = ids.filter(|id| !numbers.contains_key(id)).collect();
    // Lectures come in the order of their ids, which is that of their making.
    numbers.extend(
        (1..)
            .zip(others)
            .map(|(step, id)| (id, last.saturating_add(step))),
    );
    numbers
}
