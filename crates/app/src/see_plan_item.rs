//! One item of a plan, what to think over about it, and who changed what when.
//! Must not tell names of those who changed it: their role and its place say enough.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Role, TargetKind};
use domain::id::{AccountId, OrganisationId, PlanItemId};
use domain::period::Period;
use domain::plan::{LookThrough, Warned, look_through};
use store::{GrantRow, PlanItemRow};

use crate::change_plan::{PlanVersion, place_of, plan_versions};
use crate::plans::{PlanState, planned};
use crate::see_plan::{SeenItem, elsewhere, rows_in, seen_item};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// An item of a plan with its history.
pub struct PlanItemSeen {
    /// What it was read from, to name things by.
    pub snapshot: Snapshot,
    /// Whose.
    pub organisation: OrganisationId,
    /// For which duty.
    pub duty: String,
    /// For which period.
    pub period: Period,
    /// The item.
    pub item: SeenItem,
    /// What to think over.
    pub warned: Vec<Warned>,
    /// What it said, the first version first, each with who made it so.
    pub versions: Vec<(PlanVersion, Changer)>,
    /// Whether the actor may change it.
    pub may_change: bool,
    /// Whether the actor may take its sign-in sheet away, with the names on it.
    pub may_print: bool,
    /// Whether the actor may take its notice away: it is still to be held.
    pub may_announce: bool,
}

/// Changer did something, as others may know it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Changer {
    /// As what; none when the account is not there any more.
    pub role: Option<Role>,
    /// Over which organisation.
    pub organisation: Option<OrganisationId>,
}

/// Looks at an item of a plan; none when there is no such item.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_plan_item(
    app: &App,
    actor: &Actor,
    id: PlanItemId,
) -> Result<Option<PlanItemSeen>, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let organisation = place_of(app, &snapshot, id).await?;
    snapshot.permit(actor, (Action::Read, TargetKind::Plan), organisation)?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let row: Option<PlanItemRow> = reading.get((id,)).await?;
    drop(reading);
    let Some(row) = row else { return Ok(None) };
    let versions = plan_versions(app, actor, id).await?;
    let versions = with_who(app, &snapshot, versions).await?;
    let may_change = snapshot.permit(actor, (Action::Change, TargetKind::Plan), organisation);
    let may_take = |kind| {
        snapshot
            .permit(actor, (Action::Export, kind), organisation)
            .is_ok()
    };
    let mut warned = warned_of(app, &snapshot, organisation).await?;
    warned.retain(|warned| warned.item == Some(id));
    Ok(Some(PlanItemSeen {
        organisation,
        period: planned(&row, &snapshot).period,
        item: seen_item(&row, &snapshot),
        may_announce: may_take(TargetKind::Plan) && PlanState::parse(&row.state) == PlanState::Open,
        duty: row.duty,
        warned,
        versions,
        may_change: may_change.is_ok(),
        may_print: may_take(TargetKind::Plan) && may_take(TargetKind::Person),
        snapshot,
    }))
}

/// What to think over in the whole plan of an organisation: a topic is repeated by another item of it.
async fn warned_of(
    app: &App,
    snapshot: &Snapshot,
    organisation: OrganisationId,
) -> Result<Vec<Warned>, Failure> {
    let scope = BTreeSet::from([organisation]);
    let rows = rows_in(app, snapshot, &scope).await?;
    let open = rows.iter().filter(|row| row.lecture_id.is_none());
    let items: Vec<_> = open.map(|row| planned(row, snapshot)).collect();
    let elsewhere = elsewhere(app, snapshot, (&items, &scope)).await?;
    Ok(look_through(LookThrough {
        items: &items,
        elsewhere: &elsewhere,
        owed: &[],
        posts: &snapshot.facts.posts,
        rules: &snapshot.rules,
        today: snapshot.as_of,
    }))
}

async fn with_who(
    app: &App,
    snapshot: &Snapshot,
    versions: Vec<PlanVersion>,
) -> Result<Vec<(PlanVersion, Changer)>, Failure> {
    let mut reading = app.store().read(snapshot.tree).await?;
    let mut known: BTreeMap<String, Changer> = BTreeMap::new();
    for version in &versions {
        if known.contains_key(&version.actor) {
            continue;
        }
        let account = version.actor.strip_prefix("account:");
        let grants: Vec<GrantRow> = match account.and_then(|id| id.parse::<AccountId>().ok()) {
            Some(account) => reading.by("account_id", account).await?,
            None => Vec::new(),
        };
        let who = grants.first().map_or_else(
            || Changer {
                role: Role::parse(&version.actor),
                organisation: None,
            },
            |grant| Changer {
                role: Role::parse(&grant.role),
                organisation: Some(grant.organisation_id),
            },
        );
        known.insert(version.actor.clone(), who);
    }
    let of = |actor: &str| {
        known.get(actor).copied().unwrap_or(Changer {
            role: None,
            organisation: None,
        })
    };
    Ok(versions
        .into_iter()
        .map(|version| {
            let who = of(&version.actor);
            (version, who)
        })
        .collect())
}
