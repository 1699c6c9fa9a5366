//! 完成情况: who owes what, at a glance.
//! Must not count: `app::see_standing` hands the figures over.

use app::{SeeStanding, see_standing};
use askama::Template;
use domain::id::OrganisationId;
use domain::obligation::StandingKind;
use domain::status::DutyTally;

use crate::answer::{Answer, Reply};
use crate::view::View;
use crate::visit::Visit;

/// A row of the table.
struct Row {
    name: String,
    address: String,
    active: u32,
    met: u32,
    at_risk: u32,
    overdue: u32,
}

#[derive(Template)]
#[template(path = "officer/standing.html")]
struct Page<'a> {
    v: View<'a>,
    name: String,
    rows: Vec<Row>,
    sessions: u32,
}

/// The standing of one's own part of the tree.
pub async fn home(visit: Visit) -> Answer {
    let home = visit.home();
    show(visit, home).await
}

/// The standing below an organisation.
pub async fn of(visit: Visit) -> Answer {
    let top = visit.place("organisation")?;
    show(visit, top).await
}

async fn show(visit: Visit, top: OrganisationId) -> Answer {
    let ask = SeeStanding {
        top,
        as_of: visit.as_of(),
    };
    let seen = see_standing(&visit.site.app, &visit.actor, ask).await?;
    let row = |(id, duties): &(OrganisationId, Vec<DutyTally>)| {
        let sum = |kind: StandingKind| duties.iter().map(|tally| tally.of(kind)).sum();
        Row {
            name: seen.snapshot.short_name(*id).unwrap_or_default().to_owned(),
            address: format!("/organisations/{id}/standing"),
            active: duties.iter().map(DutyTally::active).sum(),
            met: sum(StandingKind::Met),
            at_risk: sum(StandingKind::AtRisk),
            overdue: sum(StandingKind::Overdue),
        }
    };
    Reply::page(&Page {
        name: seen.snapshot.name(top).unwrap_or_default().to_owned(),
        rows: seen.below.iter().map(row).collect(),
        sessions: seen.status.sessions,
        v: View::new(&visit),
    })
}
