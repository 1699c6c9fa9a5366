//! Draws up a plan and changes it: as many items at once as a form holds, all of them or none.
//! Must not refuse what is not complete yet: a plan is made bit by bit (F1).

use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, PlanItemId};
use domain::lecture::Notice;
use domain::plan::{Arrangement, PlanRefusal, may_say};
use domain::status::Board;
use serde_json::json;
use store::{PlanItemRow, Tx};

use crate::change_plan::place_of;
use crate::plans::{PlanState, arranged, arrangement};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// One item as a form holds it.
#[derive(Clone, PartialEq, Debug)]
pub struct PlanEntry {
    /// Whose; where an item is there, the record tells.
    pub organisation: OrganisationId,
    /// For which duty.
    pub duty: String,
    /// For which period.
    pub period: String,
    /// The item and the version the form was made from, or how many items there were when it is a new one.
    pub known: KnownItem,
    /// What it is to say.
    pub says: Arrangement,
    /// Why it is changed so near its day.
    pub reason: Option<String>,
}

/// What a form knew.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KnownItem {
    /// An item at a version.
    At(PlanItemId, u32),
    /// So many items for the obligation; this is one more.
    OneMoreThan(u32),
}

/// What became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DrawnUp {
    /// Kept under this number of the history; none when nothing was different. Of some those told must be told again.
    Kept {
        /// Number in the history.
        number: Option<i64>,
        /// Items that were added or changed.
        changed: usize,
        /// Of those, complete and so near that those told must be told again.
        tell_again: usize,
    },
    /// Nothing was kept, since these places of the form cannot be.
    Refused(Vec<(usize, PlanRefusal)>),
}

/// Adds and changes items of a plan. An item that says so already is left alone: a form that is sent twice is one
/// change, without a key, which could not tell a corrected name from the first one.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn draw_up_plan(app: &App, actor: &Actor, items: &[PlanEntry]) -> Result<DrawnUp, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    for entry in items {
        permit_entry(app, &snapshot, (actor, entry)).await?;
    }
    let mut tx = app.store().write(snapshot.tree).await?;
    let decided = decide(app, &snapshot, (&mut tx, items)).await?;
    if !decided.refused.is_empty() {
        tx.give_up().await?;
        return Ok(DrawnUp::Refused(decided.refused));
    }
    let (changed, tell_again) = (decided.rows.len(), decided.tell_again);
    let mut number = None;
    if decided.rows.is_empty() {
        tx.give_up().await?;
    } else {
        tx.save(&decided.rows).await?;
        let detail = json!({ "items": changed, "tell_again": tell_again });
        number = Some(tx.commit(app.entry(actor, "draw-up-plan", &detail)).await?.0);
    }
    Ok(DrawnUp::Kept {
        number,
        changed,
        tell_again,
    })
}

/// Where the record has the item, not where the form says.
async fn permit_entry(
    app: &App,
    snapshot: &Snapshot,
    (actor, entry): (&Actor, &PlanEntry),
) -> Result<(), Failure> {
    let organisation = match entry.known {
        KnownItem::At(item, _) => place_of(app, snapshot, item).await?,
        KnownItem::OneMoreThan(_) => entry.organisation,
    };
    snapshot.permit(actor, (Action::Change, TargetKind::Plan), organisation)
}

#[derive(Default)]
struct Decided {
    rows: Vec<PlanItemRow>,
    tell_again: usize,
    refused: Vec<(usize, PlanRefusal)>,
}

async fn decide(
    app: &App,
    snapshot: &Snapshot,
    (tx, items): (&mut Tx, &[PlanEntry]),
) -> Result<Decided, Failure> {
    let mut decided = Decided::default();
    let board = snapshot.board();
    for (at, entry) in items.iter().enumerate() {
        let decision = decide_one((snapshot, &board), (&mut *tx, entry)).await?;
        match decision {
            Ok(None) => {}
            Ok(Some((before, notice))) => {
                decided.tell_again += usize::from(notice == Notice::Again);
                let row = before.unwrap_or_else(|| new_row(app, entry));
                decided.rows.push(changed(row, entry, notice));
            }
            Err(refusal) => decided.refused.push((at, refusal)),
        }
    }
    Ok(decided)
}

/// The row to change, or none for a new one, and whether those told must be told again; nothing when it says so
/// already.
type Decision = Result<Option<(Option<PlanItemRow>, Notice)>, PlanRefusal>;

async fn decide_one(
    (snapshot, board): (&Snapshot, &Board<'_>),
    (tx, entry): (&mut Tx, &PlanEntry),
) -> Result<Decision, Failure> {
    let says_so = |row: &PlanItemRow| arrangement(row, &snapshot.facts) == entry.says;
    let before = match entry.known {
        KnownItem::At(item, version) => {
            let row: Option<PlanItemRow> = tx.get((item,)).await?;
            let Some(row) = row.filter(|row| row.organisation_id == entry.organisation) else {
                return Ok(Err(PlanRefusal::ChangedMeanwhile));
            };
            if PlanState::parse(&row.state) != PlanState::Open {
                return Ok(Err(PlanRefusal::NotOpen));
            }
            if says_so(&row) {
                return Ok(Ok(None));
            }
            if row.version != version {
                return Ok(Err(PlanRefusal::ChangedMeanwhile));
            }
            Some(row)
        }
        KnownItem::OneMoreThan(seen) => {
            let rows: Vec<PlanItemRow> = tx.by("organisation_id", entry.organisation).await?;
            let same: Vec<&PlanItemRow> = rows.iter().filter(|row| is_for(row, entry)).collect();
            if same.len() != usize::try_from(seen).unwrap_or(usize::MAX) {
                let is_there = same.iter().any(|row| says_so(row));
                return Ok(if is_there {
                    Ok(None)
                } else {
                    Err(PlanRefusal::ChangedMeanwhile)
                });
            }
            if !is_owed(board, entry, snapshot) {
                return Ok(Err(PlanRefusal::NothingOwed));
            }
            None
        }
    };
    let said = before.as_ref().map(|row| arrangement(row, &snapshot.facts));
    let asked = (snapshot.as_of, &*snapshot.rules);
    let notice = may_say(said.as_ref(), &entry.says, entry.reason.as_deref(), asked);
    Ok(match notice {
        Ok(notice) => Ok(Some((before, notice))),
        Err(refusal) => Err(PlanRefusal::Schedule(refusal)),
    })
}

/// Whether an item is one of those an entry adds one to.
fn is_for(row: &PlanItemRow, entry: &PlanEntry) -> bool {
    row.duty == entry.duty && row.period == entry.period && PlanState::parse(&row.state) != PlanState::Dropped
}

fn is_owed(board: &Board<'_>, entry: &PlanEntry, snapshot: &Snapshot) -> bool {
    let occurrence = snapshot
        .rules
        .occurrence(&entry.duty, &entry.period, snapshot.as_of);
    occurrence.is_some_and(|occurrence| {
        let owing = board.owing(entry.organisation, &occurrence.period);
        owing.iter().any(|proof| {
            let owed = &proof.obligation;
            owed.organisation.id == entry.organisation
                && owed.duty.id == entry.duty
                && owed.period.label == entry.period
        })
    })
}

fn new_row(app: &App, entry: &PlanEntry) -> PlanItemRow {
    let id = PlanItemId(app.new_id());
    PlanItemRow {
        kind: entry.says.kind.clone(),
        ..empty_row(id, entry.organisation, (&entry.duty, &entry.period))
    }
}

/// An item that says nothing yet.
pub(crate) fn empty_row(
    id: PlanItemId,
    organisation_id: OrganisationId,
    (duty, period): (&str, &str),
) -> PlanItemRow {
    PlanItemRow {
        id,
        organisation_id,
        duty: duty.to_owned(),
        period: period.to_owned(),
        planned_on: None,
        starts_minute: None,
        topic: None,
        kind: String::new(),
        forms: store::Json::of(&json!([])),
        venue: None,
        speaker: None,
        speaker_class: None,
        speaker_person_id: None,
        state: PlanState::Open.word().to_owned(),
        lecture_id: None,
        reason: None,
        version: 0,
    }
}

fn changed(row: PlanItemRow, entry: &PlanEntry, notice: Notice) -> PlanItemRow {
    let reason = entry.reason.clone().filter(|_| notice == Notice::Again);
    let version = row.version.saturating_add(1);
    PlanItemRow {
        version,
        reason,
        ..arranged(row, entry.says.clone())
    }
}
