//! Questions a program puts: the figures of an organisation, one standing the organisations there are.
//! Must not find what the asker may not see: a name out of reach is as unknown as one that is nowhere.

use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;
use domain::organisation::Tree;
use domain::status::Status;
use i18n::Words;
use jiff::civil::Date;
use serde_json::Value;

use crate::see_ledger::places;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot, json};

/// From when a question looks.
#[derive(Clone, Copy, Default, Debug)]
pub struct LookedAt {
    /// By the dates of the events up to this day; none: today.
    pub as_of: Option<Date>,
    /// By what was known at this number of the history; none: now.
    pub known_at: Option<i64>,
}

/// Which figures.
pub struct LookUpStatus<'a> {
    /// The organisation, by id or name; none: the one given as home.
    pub organisation: Option<&'a str>,
    /// Where the asker comes in.
    pub home: OrganisationId,
    /// Only duties of organisations of this kind.
    pub kind: Option<&'a str>,
    /// From when.
    pub seen: LookedAt,
}

/// The figures of an organisation and all below it.
///
/// # Errors
/// When the actor may not, organisation or kind are unknown, or the database fails.
pub async fn look_up_status(
    app: &App,
    actor: &Actor,
    command: LookUpStatus<'_>,
) -> Result<(Snapshot, Status), Failure> {
    let snapshot = look(app, command.seen.ask()).await?;
    let right = (Action::Read, TargetKind::Standing);
    let top = match command.organisation {
        Some(text) => found(&snapshot, (actor, right), text)?,
        None => command.home,
    };
    snapshot.permit(actor, right, top)?;
    let status = snapshot.status(top, command.kind)?;
    Ok((snapshot, status))
}

/// Which standing.
pub struct LookUpExplanation<'a> {
    /// The organisation, by id or name.
    pub organisation: &'a str,
    /// Duty id.
    pub duty: &'a str,
    /// Period label.
    pub period: &'a str,
    /// From when.
    pub seen: LookedAt,
    /// The language it is told in.
    pub words: &'a Words,
}

/// Why an organisation stands where it stands, as a document.
///
/// # Errors
/// When the actor may not, organisation, duty or period are unknown, nothing is owed there, or the database fails.
pub async fn look_up_explanation(
    app: &App,
    actor: &Actor,
    command: LookUpExplanation<'_>,
) -> Result<Value, Failure> {
    let snapshot = look(app, command.seen.ask()).await?;
    let right = (Action::Read, TargetKind::Standing);
    let organisation = found(&snapshot, (actor, right), command.organisation)?;
    let occurrence = snapshot.occurrence(command.duty, command.period)?;
    let board = snapshot.board();
    let proof = snapshot.proof(&board, organisation, occurrence)?;
    let said = snapshot.explain(&proof, command.words);
    Ok(json::explanation(&proof, &said, &snapshot, command.words))
}

/// A part of the organisations somebody may see, in the order of the tree.
pub struct OrganisationsSeen {
    /// What they were read from.
    pub snapshot: Snapshot,
    /// The organisations of this part.
    pub organisations: Vec<OrganisationId>,
    /// The one to go on after, when there are more.
    pub next: Option<OrganisationId>,
}

/// The organisations the actor may list, at most so many after one of them.
///
/// # Errors
/// When the actor may list none, or the database fails.
pub async fn look_up_organisations(
    app: &App,
    actor: &Actor,
    (after, most): (Option<OrganisationId>, usize),
) -> Result<OrganisationsSeen, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let tree = Tree::as_of(&snapshot.facts.organisations, snapshot.as_of);
    let places = places(&snapshot, &tree, (actor, Action::List, TargetKind::Organisation))?;
    let first = after.map_or(Some(0), |after| tree.range(after).map(|(at, _)| at + 1));
    let rest = tree.preorder().iter().skip(first.unwrap_or(usize::MAX));
    let mut seen: Vec<OrganisationId> = rest
        .filter(|id| places.contains(id))
        .take(most.saturating_add(1))
        .copied()
        .collect();
    let is_more = seen.len() > most;
    seen.truncate(most);
    Ok(OrganisationsSeen {
        next: seen.last().filter(|_| is_more).copied(),
        organisations: seen,
        snapshot,
    })
}

impl LookedAt {
    fn ask(&self) -> Ask<'static> {
        Ask {
            tree: None,
            as_of: self.as_of,
            known_at: self.known_at,
        }
    }
}

/// The organisation a text means, among those the actor may do this to.
pub(crate) fn found(
    snapshot: &Snapshot,
    (actor, right): (&Actor, (Action, TargetKind)),
    text: &str,
) -> Result<OrganisationId, Failure> {
    let unknown = || Refusal::UnknownOrganisation(text.to_owned());
    let may = |id: OrganisationId| snapshot.permit(actor, right, id).is_ok();
    match snapshot.find(Some(text)) {
        Ok(id) if may(id) => Ok(id),
        Ok(_) => Err(unknown().into()),
        Err(Refusal::AmbiguousOrganisation { name, candidates }) => {
            let organisations = snapshot.facts.organisations.iter();
            let fits = organisations.filter(|one| candidates.contains(&one.full_name) && may(one.id));
            let fits: Vec<_> = fits.collect();
            match fits.as_slice() {
                [] => Err(unknown().into()),
                [one] => Ok(one.id),
                several => {
                    let candidates = several.iter().map(|one| one.full_name.clone()).collect();
                    Err(Refusal::AmbiguousOrganisation { name, candidates }.into())
                }
            }
        }
        Err(refusal) => Err(refusal.into()),
    }
}
