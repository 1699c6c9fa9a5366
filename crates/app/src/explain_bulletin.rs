//! Why a figure of a bulletin is what it is: its records, replayed from the history at the number it was read at.
//! Must not count: the source is asked by the key.

use domain::access::{Action, TargetKind};
use domain::bulletin::{BulletinRefusal, Key, Stage};
use domain::id::{BulletinId, OrganisationId};
use domain::status::Records;
use store::BulletinRow;

use crate::report::Report;
use crate::see_bulletin::{BulletinSeen, permit_bulletin};
use crate::see_standing::Rights;
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
    /// The organisations of the records whose pages the actor may open; of the others the names are told.
    pub linked: Vec<OrganisationId>,
}

impl FigureExplained {
    /// The same, with the organisations whose pages the actor may open by how the tree stands today.
    pub(crate) fn linked(mut self, app: &App, (actor, today): (&Actor, &Snapshot)) -> FigureExplained {
        let mut places: Vec<OrganisationId> = match &self.records {
            Records::Organisations(all) => all.iter().map(|(id, _)| *id).collect(),
            Records::Lectures(all) => {
                let lectures = all.iter().filter_map(|id| self.snapshot.lecture(*id));
                let hosts = lectures.flat_map(|lecture| &lecture.hosts);
                hosts.map(|host| host.organisation).collect()
            }
            Records::People(homes) => homes.iter().map(|(home, _)| *home).collect(),
            Records::Expected(_) | Records::Persons(_) => Vec::new(),
        };
        places.sort_unstable();
        places.dedup();
        let rights = Rights::of(app, actor, today);
        places.retain(|id| rights.may((Action::Read, TargetKind::Lecture), *id));
        self.linked = places;
        self
    }
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
    let explained = explain(app, &snapshot, (&row, key)).await?;
    Ok(explained.linked(app, (actor, &snapshot)))
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
    let (placed, as_of) = match corrected {
        Some(one) => (key.span().ok_or_else(none)?, one.as_of),
        None => (seen.issue.period.clone(), row.as_of),
    };
    let known = app.known_then(snapshot.tree, row.audit_number).await?;
    let report = Report::of(snapshot.tree, known, (&placed, as_of));
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
        linked: Vec::new(),
    })
}

/// Explains a figure by its key alone: of the bulletin that says it, the published one first; by what is known now where
/// none does.
///
/// # Errors
/// When the actor may not, there is no such figure, or the database fails.
pub async fn explain_key(
    app: &App,
    actor: &Actor,
    (organisation, text): (OrganisationId, &str),
) -> Result<FigureExplained, Failure> {
    let none = || Refusal::Bulletin(BulletinRefusal::NoFigure(text.to_owned()));
    let key: Key = text.parse().map_err(|_| none())?;
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Read, TargetKind::Standing), organisation)?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let mut rows: Vec<BulletinRow> = reading.all().await?;
    drop(reading);
    rows.retain(|row| row.organisation_id == organisation);
    // That of the period itself, then one that told of it a year later or put it right.
    rows.sort_by_key(|row| {
        (
            row.period != key.period,
            Stage::parse(&row.state) != Stage::Published,
        )
    });
    for row in rows {
        let Ok(row) = permit_bulletin(app, actor, (Action::Read, &snapshot), row.id).await else {
            continue;
        };
        if holds(&BulletinSeen::of(&row)?, &key) {
            let explained = explain(app, &snapshot, (&row, text)).await?;
            return Ok(explained.linked(app, (actor, &snapshot)));
        }
    }
    let period = key.span().ok_or_else(none)?;
    let known = app.known(snapshot.tree).await?;
    let known_at = known.facts.known_at;
    let report = Report::of(snapshot.tree, known, (&period, snapshot.as_of));
    let answer = report.ask(|source| {
        source
            .count(&key, organisation)
            .zip(source.records(&key, organisation))
    });
    let (count, records) = answer.ok_or_else(none)?;
    Ok(FigureExplained {
        snapshot: report.snapshot,
        organisation: key.organisation.unwrap_or(organisation),
        key,
        frozen: None,
        count,
        records,
        known_at,
        bulletin: None,
        linked: Vec::new(),
    }
    .linked(app, (actor, &snapshot)))
}

/// Whether a bulletin says a figure.
fn holds(seen: &BulletinSeen, key: &Key) -> bool {
    let is_corrected = seen.issue.corrections.iter().any(|one| one.key == *key);
    is_corrected || seen.issue.frozen(key).is_some()
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
    let known = app.known_then(snapshot.tree, row.audit_number).await?;
    let report = Report::of(snapshot.tree, known, (&seen.issue.period, row.as_of));
    let mut issue = report.issue(seen.issue.organisation, &seen.issue.period)?;
    issue.corrections.clone_from(&seen.issue.corrections);
    issue.names.clone_from(&seen.issue.names);
    Ok(issue)
}
