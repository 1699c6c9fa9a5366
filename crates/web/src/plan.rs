//! 计划: the pages of plans, for a branch on the phone and for those above it at a desk.
//! Must not decide what is planned well: the domain warns, and people decide.

mod branch;
mod calendar;
mod entries;
mod fill;
mod form;
mod grid;
mod item;
mod papers;
mod paste;
mod words;

use app::notice_page::may_read_notices;
use app::{PlanSeen, SeePlan, see_plan};
use domain::access::{Action, Role, TargetKind};
use domain::id::OrganisationId;

use crate::answer::Answer;
use crate::route::{Place, Policy, Route, get, post};
use crate::visit::Visit;

/// The routes of plans.
pub(crate) fn routes() -> Vec<Route> {
    let reads = |place| Policy::May(Action::Read, TargetKind::Plan, place);
    let changes = |place| Policy::May(Action::Change, TargetKind::Plan, place);
    let of_one = Place::Organisation;
    let mut routes = vec![
        get("/plan", reads(Place::Home), home),
        get("/organisations/{organisation}/plan", reads(of_one), of),
        post(
            "/organisations/{organisation}/plan",
            changes(of_one),
            branch::save,
        ),
        get(
            "/organisations/{organisation}/plan/fill",
            changes(of_one),
            fill::show,
        ),
        post(
            "/organisations/{organisation}/plan/fill",
            changes(of_one),
            fill::save,
        ),
        post(
            "/organisations/{organisation}/plan/paste",
            changes(of_one),
            paste::show,
        ),
        get("/plan/items/{item}", reads(Place::PlanItem), item::show),
        post("/plan/items/{item}/drop", changes(Place::PlanItem), item::drop_it),
        get("/plan/calendar", reads(Place::Home), calendar::show),
        post("/plan/calendar", reads(Place::Home), calendar::change),
        // Who has the address has the right: a phone's calendar cannot sign in.
        get("/calendar/{token}", Policy::Anyone, calendar::feed),
    ];
    routes.extend(papers::routes());
    routes
}

/// The plan of one's own part of the tree.
async fn home(visit: Visit) -> Answer {
    let home = visit.home();
    show(visit, home).await
}

/// The plan below an organisation.
async fn of(visit: Visit) -> Answer {
    let top = visit.place("organisation")?;
    show(visit, top).await
}

async fn show(visit: Visit, top: OrganisationId) -> Answer {
    let seen = look(&visit, top).await?;
    if is_one(&seen) {
        branch::page(&visit, &seen, branch::Told::of(&visit))
    } else {
        let reads_notices = top == visit.home() && may_read_notices(&visit.site.app, &visit.actor).await?;
        grid::page(&visit, &seen, reads_notices)
    }
}

async fn look(visit: &Visit, top: OrganisationId) -> Result<PlanSeen, crate::answer::Trouble> {
    let ask = SeePlan {
        top,
        period: visit.query("period"),
    };
    Ok(see_plan(&visit.site.app, &visit.actor, ask).await?)
}

/// Whether the plan is that of one organisation alone.
fn is_one(seen: &PlanSeen) -> bool {
    let organisation = seen.snapshot.facts.organisation(seen.top);
    let is_branch = organisation.is_some_and(|found| seen.snapshot.rules.is_branch(&found.kind));
    is_branch || seen.snapshot.board().tree().scope(seen.top).len() <= 1
}

/// Whether the visitor comes by the own phone.
fn comes_by_phone(visit: &Visit) -> bool {
    let who = visit.who.as_ref();
    who.is_some_and(|who| matches!(who.role, Role::Secretary | Role::Member))
}
