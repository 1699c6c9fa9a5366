//! 计划: what is planned below an organisation in a quarter, beside all that is owed, and what to think over.
//! Must not keep anything: proposals are shown, not saved.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, TargetKind};
use domain::id::{LectureId, OrganisationId, PlanItemId};
use domain::obligation::{Proof, StandingKind};
use domain::period::Period;
use domain::plan::{Arrangement, LookThrough, Owed, Planned, Warned, look_through};
use domain::refusal::Missing;
use store::PlanItemRow;

use crate::plans::{PlanState, planned, quarter};
use crate::propose_plan::{Proposals, proposals};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// More organisations than this are read at once instead of one by one.
const FEW: usize = 40;

/// What to look at.
#[derive(Clone, Copy)]
pub struct SeePlan<'a> {
    /// Below which organisation.
    pub top: OrganisationId,
    /// Label of the quarter; none: the running one.
    pub period: Option<&'a str>,
}

/// A plan as it stands.
pub struct PlanSeen {
    /// What it was read from, to name things by.
    pub snapshot: Snapshot,
    /// The organisation at the top.
    pub top: OrganisationId,
    /// The quarter.
    pub quarter: Period,
    /// One for each item there is and each that is still to be planned, in the order of the tree.
    pub slots: Vec<PlanSlot>,
    /// What to think over.
    pub warned: Vec<Warned>,
    /// Whether the actor may take it away on paper.
    pub may_print: bool,
    /// What each organisation did last, to propose it again.
    pub proposals: Proposals,
}

/// A place in a plan.
#[derive(Clone, PartialEq, Debug)]
pub struct PlanSlot {
    /// Whose.
    pub organisation: OrganisationId,
    /// Duty id.
    pub duty: String,
    /// Which period of it.
    pub period: Period,
    /// Where the obligation stands.
    pub standing: StandingKind,
    /// How many items the obligation had when this was looked at.
    pub seen: u32,
    /// Whether the actor may change it.
    pub may_change: bool,
    /// What stands there.
    pub filled: Filled,
}

/// What stands in a place of a plan.
#[derive(Clone, PartialEq, Debug)]
pub enum Filled {
    /// An item.
    Item(Box<SeenItem>),
    /// A lecture that was held without having been planned.
    Lecture(LectureId),
    /// Nothing yet.
    Nothing,
}

/// An item of a plan.
#[derive(Clone, PartialEq, Debug)]
pub struct SeenItem {
    /// Its id.
    pub id: PlanItemId,
    /// Where it stands.
    pub state: PlanState,
    /// Counts its changes.
    pub version: u32,
    /// What it says.
    pub says: Arrangement,
    /// What it lacks.
    pub missing: Vec<Missing>,
    /// The lecture it became.
    pub lecture: Option<LectureId>,
    /// Why it was last changed so near its day, or dropped.
    pub reason: Option<String>,
}

/// Looks at the plan below an organisation.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_plan(app: &App, actor: &Actor, ask: SeePlan<'_>) -> Result<PlanSeen, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Read, TargetKind::Plan), ask.top)?;
    let may_change = |organisation: OrganisationId| {
        let asked = (Action::Change, TargetKind::Plan);
        snapshot.permit(actor, asked, organisation).is_ok()
    };
    let may_print = snapshot
        .permit(actor, (Action::Export, TargetKind::Plan), ask.top)
        .is_ok();
    let quarter = quarter(ask.period, snapshot.as_of);
    let board = snapshot.board();
    let scope: BTreeSet<OrganisationId> = board.tree().scope(ask.top).iter().copied().collect();
    let owing = board.owing(ask.top, &quarter);
    let rows = rows_in(app, &snapshot, &scope).await?;
    let items: Vec<Planned> = rows
        .iter()
        .filter(|row| PlanState::parse(&row.state) == PlanState::Open)
        .map(|row| planned(row, &snapshot))
        .filter(|item| meets(&item.period, &quarter))
        .collect();
    let elsewhere = elsewhere(app, &snapshot, (&items, &scope)).await?;
    let warned = look_through(LookThrough {
        items: &items,
        elsewhere: &elsewhere,
        owed: &still_owed(&owing),
        posts: &snapshot.facts.posts,
        rules: &snapshot.rules,
        today: snapshot.as_of,
    });
    let mut slots = slots(&owing, &rows, &snapshot);
    // Names to choose from are for those who choose.
    let of: BTreeSet<OrganisationId> = slots.iter().map(|slot| slot.organisation).collect();
    let changed: BTreeSet<OrganisationId> = of.into_iter().filter(|of| may_change(*of)).collect();
    for slot in &mut slots {
        slot.may_change = changed.contains(&slot.organisation);
    }
    let proposals = proposals(&snapshot, &changed);
    drop(owing);
    drop(board);
    Ok(PlanSeen {
        top: ask.top,
        quarter,
        slots,
        warned,
        may_print,
        proposals,
        snapshot,
    })
}

fn meets(period: &Period, quarter: &Period) -> bool {
    period.first <= quarter.last && period.last >= quarter.first
}

/// The items of these organisations that were not dropped.
pub(crate) async fn rows_in(
    app: &App,
    snapshot: &Snapshot,
    scope: &BTreeSet<OrganisationId>,
) -> Result<Vec<PlanItemRow>, Failure> {
    let mut reading = app.store().read(snapshot.tree).await?;
    let mut rows: Vec<PlanItemRow> = Vec::new();
    if scope.len() > FEW {
        rows = reading.all().await?;
        rows.retain(|row| scope.contains(&row.organisation_id));
    } else {
        for organisation in scope {
            rows.extend(
                reading
                    .by::<PlanItemRow>("organisation_id", *organisation)
                    .await?,
            );
        }
    }
    rows.retain(|row| PlanState::parse(&row.state) != PlanState::Dropped);
    rows.sort_by_key(|row| (row.planned_on.is_none(), row.planned_on, row.id));
    Ok(rows)
}

/// Items of other organisations on the days of these: a speaker or a venue may be taken there.
pub(crate) async fn elsewhere(
    app: &App,
    snapshot: &Snapshot,
    (items, scope): (&[Planned], &BTreeSet<OrganisationId>),
) -> Result<Vec<Planned>, Failure> {
    let days: BTreeSet<_> = items.iter().filter_map(|item| item.says.on).collect();
    let known = snapshot.facts.plan_items.iter();
    let wanted: BTreeSet<PlanItemId> = known
        .filter(|item| item.on.is_some_and(|on| days.contains(&on)) && !scope.contains(&item.organisation))
        .map(|item| item.id)
        .collect();
    let mut reading = app.store().read(snapshot.tree).await?;
    let mut rows: Vec<PlanItemRow> = Vec::new();
    if wanted.len() > FEW {
        rows = reading.all().await?;
        rows.retain(|row| wanted.contains(&row.id));
    } else {
        for id in wanted {
            rows.extend(reading.get::<PlanItemRow>((id,)).await?);
        }
    }
    Ok(rows.iter().map(|row| planned(row, snapshot)).collect())
}

/// What of each obligation no lecture has done yet.
fn still_owed(owing: &[Proof<'_>]) -> Vec<Owed> {
    let owed = owing
        .iter()
        .filter(|proof| proof.standing.is_open())
        .map(|proof| {
            let counted = u32::try_from(proof.counted.len()).unwrap_or(u32::MAX);
            Owed {
                organisation: proof.obligation.organisation.id,
                duty: proof.obligation.duty.id.clone(),
                period: proof.obligation.period.clone(),
                minimum: proof.obligation.minimum.saturating_sub(counted),
            }
        });
    owed.filter(|owed| owed.minimum > 0).collect()
}

pub(crate) fn seen_item(row: &PlanItemRow, snapshot: &Snapshot) -> SeenItem {
    let item = planned(row, snapshot);
    SeenItem {
        id: row.id,
        state: PlanState::parse(&row.state),
        version: row.version,
        missing: item.missing(),
        says: item.says,
        lecture: row.lecture_id,
        reason: row.reason.clone(),
    }
}

/// For each obligation: its items, the lectures that were held without one, and as many empty places as are left.
pub(crate) fn slots(owing: &[Proof<'_>], rows: &[PlanItemRow], snapshot: &Snapshot) -> Vec<PlanSlot> {
    let mut by_obligation: BTreeMap<(OrganisationId, &str, &str), Vec<&PlanItemRow>> = BTreeMap::new();
    for row in rows {
        let of = (row.organisation_id, row.duty.as_str(), row.period.as_str());
        by_obligation.entry(of).or_default().push(row);
    }
    let mut slots = Vec::new();
    for proof in owing {
        let owed = &proof.obligation;
        let of = (
            owed.organisation.id,
            owed.duty.id.as_str(),
            owed.period.label.as_str(),
        );
        let items = by_obligation.get(&of).map(Vec::as_slice).unwrap_or_default();
        let planned: BTreeSet<LectureId> = items.iter().filter_map(|row| row.lecture_id).collect();
        let held = proof.counted.iter().map(|counted| counted.lecture);
        let held = held.filter(|lecture| !planned.contains(lecture));
        // What was held beyond what is owed stands in the ledger.
        let minimum = usize::try_from(owed.minimum).unwrap_or(usize::MAX);
        let held: Vec<LectureId> = held.take(minimum.saturating_sub(planned.len())).collect();
        let slot = |filled: Filled| PlanSlot {
            organisation: owed.organisation.id,
            duty: owed.duty.id.clone(),
            period: owed.period.clone(),
            standing: proof.standing.kind(),
            seen: u32::try_from(items.len()).unwrap_or(u32::MAX),
            may_change: false,
            filled,
        };
        let left = minimum.saturating_sub(items.len() + held.len());
        // Of what is over nothing is planned any more.
        let left = if proof.standing.is_open() { left } else { 0 };
        slots.extend(
            items
                .iter()
                .map(|row| slot(Filled::Item(Box::new(seen_item(row, snapshot))))),
        );
        slots.extend(held.into_iter().map(|lecture| slot(Filled::Lecture(lecture))));
        slots.extend(std::iter::repeat_n(Filled::Nothing, left).map(slot));
    }
    slots
}
