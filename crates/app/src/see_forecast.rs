//! Who may be late, township by township, with the ground of each forecast.
//! Must not forecast: `domain::forecast` does. Accuses nobody: it says what has not happened yet.

use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;
use domain::status::{Expected, Slot};
use jiff::civil::Date;

use crate::see_standing::{Rights, look_from};
use crate::{Actor, App, Failure, Snapshot, Thing, permit_thing};

/// Whose forecast.
#[derive(Clone, Copy)]
pub struct SeeForecast {
    /// Below which organisation.
    pub top: OrganisationId,
    /// By the dates of the events up to this day; none: today.
    pub as_of: Option<Date>,
}

/// Those of one duty in one period below one organisation that may be late, the riskiest first.
pub struct LateGroup {
    /// The organisation right below the one asked about; itself for what stands nowhere below.
    pub organisation: OrganisationId,
    /// The place of duty and period in the overview.
    pub slot: usize,
    /// Who, and why.
    pub late: Vec<Expected>,
}

/// The forecast below an organisation.
pub struct ForecastSeen {
    /// What it was read from, to name things by.
    pub snapshot: Snapshot,
    /// The day's figures.
    pub overview: std::sync::Arc<domain::status::Overview>,
    /// From the root to the organisation: how far up the actor may see.
    pub above: Vec<OrganisationId>,
    /// As the tree stands, then by duty and period.
    pub groups: Vec<LateGroup>,
    /// Open obligations, late or not.
    pub open: usize,
}

impl ForecastSeen {
    /// The duty and period of a group.
    #[must_use]
    pub fn slot(&self, group: &LateGroup) -> Option<&Slot> {
        self.overview.slots().get(group.slot)
    }
}

/// Looks at who may be late.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_forecast(app: &App, actor: &Actor, ask: SeeForecast) -> Result<ForecastSeen, Failure> {
    let thing = Thing::Organisation(ask.top);
    permit_thing(app, actor, (Action::Read, TargetKind::Standing), thing).await?;
    let snapshot = look_from(app, ask.as_of).await?;
    let overview = snapshot.overview();
    let tree = overview.tree();
    let right_below = |id: &OrganisationId| *id == ask.top || tree.parent(*id) == Some(ask.top);
    let (mut groups, mut open) = (Vec::new(), 0);
    for heading in tree.scope(ask.top).iter().copied().filter(right_below) {
        for (at, slot) in overview.slots().iter().enumerate() {
            let is_here = |one: &&Expected| heading != ask.top || one.organisation == ask.top;
            let expected: Vec<&Expected> = overview.expected(slot, heading).filter(is_here).collect();
            open += expected.len();
            let late: Vec<Expected> = expected
                .into_iter()
                .filter(|one| one.may_be_late())
                .copied()
                .collect();
            if !late.is_empty() {
                groups.push(LateGroup {
                    organisation: heading,
                    slot: at,
                    late,
                });
            }
        }
    }
    Ok(ForecastSeen {
        above: Rights::of(app, actor, &snapshot).seen_above(ask.top),
        groups,
        open,
        overview,
        snapshot,
    })
}
