//! 完成情况: the figures below an organisation as a page shows them, by duty and by the organisations below.
//! Must not count: `domain::status` does.

use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;
use domain::status::{DutyTally, Status};
use jiff::civil::Date;

use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// What to look at.
#[derive(Clone, Copy)]
pub struct SeeStanding {
    /// Below which organisation.
    pub top: OrganisationId,
    /// By the dates of the events up to this day; none: today.
    pub as_of: Option<Date>,
}

/// The standing below an organisation.
pub struct StandingSeen {
    /// What it was read from, to name things by.
    pub snapshot: Snapshot,
    /// The figures of the whole.
    pub status: Status,
    /// The organisations right below, in the order of the tree, each with its duties.
    pub below: Vec<(OrganisationId, Vec<DutyTally>)>,
}

/// Looks at the standing below an organisation.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_standing(app: &App, actor: &Actor, ask: SeeStanding) -> Result<StandingSeen, Failure> {
    let snapshot = look(
        app,
        Ask {
            as_of: ask.as_of,
            ..Ask::default()
        },
    )
    .await?;
    snapshot.permit(actor, (Action::Read, TargetKind::Standing), ask.top)?;
    let board = snapshot.board();
    let tallies = board.tallies_by_organisation(None);
    let tree = board.tree();
    let right_below = tree
        .scope(ask.top)
        .iter()
        .filter(|id| tree.parent(**id) == Some(ask.top));
    let below = right_below.map(|id| (*id, tallies.of(*id))).collect();
    let status = board.status(ask.top, None);
    drop(tallies);
    drop(board);
    Ok(StandingSeen {
        snapshot,
        status,
        below,
    })
}
