//! Why a figure is what it is: exactly the records it is made of, page by page.
//! Must not count: the figure and its records come from one overview.

use std::sync::Arc;

use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;
use domain::status::{Choice, Figure, Overview, Records};
use jiff::civil::Date;

use crate::see_standing::{Rights, look_from};
use crate::{Actor, App, Failure, Refusal, Snapshot, Thing, permit_thing};

/// Which figure.
#[derive(Clone, Copy)]
pub struct SeeFigure<'a> {
    /// Of which organisation with all below it.
    pub organisation: OrganisationId,
    /// Which.
    pub figure: Figure,
    /// Duty id; none: the pack's first.
    pub duty: Option<&'a str>,
    /// Period label; none: the running one.
    pub period: Option<&'a str>,
    /// By the dates of the events up to this day; none: today.
    pub as_of: Option<Date>,
}

/// A figure with its records.
pub struct FigureSeen {
    /// What it was read from, to name things by.
    pub snapshot: Snapshot,
    /// The day's figures.
    pub overview: Arc<Overview>,
    /// Which duty and period.
    pub choice: Choice,
    /// The figure.
    pub count: u32,
    /// What it is made of: as many as the figure says.
    pub records: Records,
    /// From the root to the organisation: how far up the actor may see.
    pub above: Vec<OrganisationId>,
    /// The organisations of people whose names may be shown; of the others the count.
    pub named: Vec<OrganisationId>,
}

/// Looks at the records of a figure. People are named only where the actor may list persons.
///
/// # Errors
/// When the actor may not, the rules ask nothing yet, or the database fails.
pub async fn see_figure(app: &App, actor: &Actor, ask: SeeFigure<'_>) -> Result<FigureSeen, Failure> {
    let thing = Thing::Organisation(ask.organisation);
    permit_thing(app, actor, (Action::Read, TargetKind::Standing), thing).await?;
    let snapshot = look_from(app, ask.as_of).await?;
    let overview = snapshot.overview();
    let found = overview.choose(ask.duty, ask.period);
    let asked = found.and_then(|choice| Some((choice, overview.asked(choice)?)));
    let (choice, asked) = asked.ok_or_else(|| Refusal::UnknownDuty {
        duty: ask.duty.unwrap_or_default().to_owned(),
        known: Vec::new(),
    })?;
    let count = overview.figure(ask.figure, asked, ask.organisation);
    let records = overview.records(ask.figure, asked, ask.organisation);
    let mut named: Vec<OrganisationId> = match &records {
        Records::People(homes) => homes.iter().map(|(home, _)| *home).collect(),
        Records::Persons(owing) => owing.iter().map(|one| one.organisation).collect(),
        Records::Organisations(_) | Records::Expected(_) | Records::Lectures(_) => Vec::new(),
    };
    named.sort_unstable();
    named.dedup();
    let rights = Rights::of(app, actor, &snapshot);
    named.retain(|home| rights.may((Action::List, TargetKind::Person), *home));
    Ok(FigureSeen {
        above: rights.seen_above(ask.organisation),
        choice,
        count,
        records,
        named,
        overview,
        snapshot,
    })
}
