//! Why a figure of a bulletin is what it is: its records, replayed from the history at the number it was read at.
//! Must not count: the source is asked by the key.

use domain::access::Action;
use domain::bulletin::{BulletinRefusal, Key};
use domain::id::{BulletinId, OrganisationId};
use domain::period::Period;
use domain::status::Records;
use store::BulletinRow;

use crate::report::Report;
use crate::see_bulletin::{BulletinSeen, permit_bulletin};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// A figure with its records.
pub struct FigureExplained {
    /// What it was read from, to name things by: facts of then.
    pub snapshot: Snapshot,
    /// The key.
    pub key: Key,
    /// What it is about: the organisation of the key, or the whole.
    pub organisation: OrganisationId,
    /// What the bulletin says.
    pub frozen: Option<u32>,
    /// What the history says: the same, as a test sees to.
    pub count: u32,
    /// The records.
    pub records: Records,
    /// The number of the history they were read at.
    pub known_at: u64,
    /// The bulletin.
    pub bulletin: Option<BulletinId>,
}

/// Explains a figure of a bulletin.
///
/// # Errors
/// When the actor may not read it, it holds no such figure, or the database fails.
pub async fn explain_bulletin(
    app: &App,
    actor: &Actor,
    (bulletin, key): (BulletinId, &str),
) -> Result<FigureExplained, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let row = permit_bulletin(app, actor, (Action::Read, &snapshot), bulletin).await?;
    explain(app, &snapshot, (&row, key)).await
}

async fn explain(
    app: &App,
    snapshot: &Snapshot,
    (row, text): (&BulletinRow, &str),
) -> Result<FigureExplained, Failure> {
    let none = || Refusal::Bulletin(BulletinRefusal::NoFigure(text.to_owned()));
    let key: Key = text.parse().map_err(|_| none())?;
    let seen = BulletinSeen::of(row)?;
    // A correction tells of a figure of an earlier bulletin: there it is looked up in the period it is about.
    let corrected = seen.issue.corrections.iter().find(|one| one.key == key);
    let frozen = seen.issue.frozen(&key).or(corrected.map(|one| one.now));
    let frozen = frozen.ok_or_else(none)?;
    let placed = match corrected {
        Some(_) => key.span().ok_or_else(none)?,
        None => seen.issue.period.clone(),
    };
    let report = report_of(app, snapshot, (row, &placed)).await?;
    let whole = seen.issue.organisation;
    let answer = report.ask(|source| source.count(&key, whole).zip(source.records(&key, whole)));
    let (count, records) = answer.ok_or_else(none)?;
    Ok(FigureExplained {
        snapshot: report.snapshot,
        organisation: key.organisation.unwrap_or(whole),
        key,
        frozen: Some(frozen),
        count,
        records,
        known_at: seen.issue.known_at,
        bulletin: Some(row.id),
    })
}

/// What a bulletin was made from, replayed.
async fn report_of(
    app: &App,
    snapshot: &Snapshot,
    (row, period): (&BulletinRow, &Period),
) -> Result<Report, Failure> {
    let known = app.known_then(snapshot.tree, row.audit_number).await?;
    Ok(Report::of(snapshot.tree, known, (period, row.as_of)))
}

/// Composes a bulletin anew from the history at its number: the same figures, for ever.
///
/// # Errors
/// When the actor may not read it, or the database fails.
pub async fn replay_bulletin(
    app: &App,
    actor: &Actor,
    bulletin: BulletinId,
) -> Result<domain::bulletin::Issue, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let row = permit_bulletin(app, actor, (Action::Read, &snapshot), bulletin).await?;
    let seen = BulletinSeen::of(&row)?;
    let report = report_of(app, &snapshot, (&row, &seen.issue.period)).await?;
    let mut issue = report.issue(seen.issue.organisation, &seen.issue.period)?;
    issue.corrections.clone_from(&seen.issue.corrections);
    issue.names.clone_from(&seen.issue.names);
    Ok(issue)
}
