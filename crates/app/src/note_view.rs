//! Keeps who looked at whose data (X1; PIPL 45), so that the person can see it.
//! Must not be asked for one's own data: nobody is told that they looked at themselves.
//!
//! A person's page that was opened and a copy that was taken are kept for that person. A list is kept for each person
//! on it when it is short, as a look-up of a name is; a long one is one entry of the history (`list-people`), once a
//! day for whoever lists and what is listed.

use domain::id::{OrganisationId, PersonId, TreeId};
use serde_json::json;
use store::PersonViewRow;
use store::history::IdempotencyRow;

use crate::keyed::{Begun, Request};
use crate::{Actor, App, Failure, Snapshot};

/// How somebody's data were looked at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Look {
    /// The page of the person.
    Page,
    /// The page with the name shown to somebody from whom names are hidden, for a reason.
    Unmasked,
    /// A short list.
    List,
    /// A copy was taken away.
    Export,
}

impl Look {
    /// All of them.
    pub const ALL: [Look; 4] = [Look::Page, Look::Unmasked, Look::List, Look::Export];

    /// The word that is kept.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Look::Page => "page",
            Look::Unmasked => "unmasked",
            Look::List => "list",
            Look::Export => "export",
        }
    }
}

/// Most names of a list that is kept name by name.
pub(crate) const SHORT_LIST: usize = 20;

/// Keeps that somebody looked at these people.
///
/// # Errors
/// When the database fails.
pub(crate) async fn note_views(
    app: &App,
    actor: &Actor,
    tree: TreeId,
    (people, what, reason): (&[PersonId], Look, Option<&str>),
) -> Result<(), Failure> {
    let at = app.now();
    let others = people
        .iter()
        .filter(|person| actor.rights.person != Some(**person));
    let rows: Vec<PersonViewRow> = others
        .map(|person| PersonViewRow {
            person_id: *person,
            at,
            viewer: actor.word.clone(),
            what: what.word().to_owned(),
            reason: reason.map(str::to_owned),
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let mut tx = app.store().write_unlogged(tree).await?;
    tx.save(&rows).await?;
    Ok(tx.commit().await?)
}

/// Keeps that somebody listed these people of an organisation, out of so many.
///
/// # Errors
/// When the database fails.
pub(crate) async fn note_list(
    app: &App,
    actor: &Actor,
    (snapshot, organisation): (&Snapshot, OrganisationId),
    (people, count): (&[PersonId], usize),
) -> Result<(), Failure> {
    if people.len() <= SHORT_LIST {
        return note_views(app, actor, snapshot.tree, (people, Look::List, None)).await;
    }
    let asked = format!(
        "list-people {} {organisation} {}",
        actor.word,
        app.today(&snapshot.rules)
    );
    let mut reading = app.store().read(snapshot.tree).await?;
    if reading.get::<IdempotencyRow>((asked.clone(),)).await?.is_some() {
        return Ok(());
    }
    drop(reading);
    let request = Request::new(app, Some(&asked), &asked);
    if let Begun::Now(tx) = request.begin(app, snapshot.tree).await? {
        let detail = json!({ "organisation": organisation.to_string(), "people": count });
        request
            .commit(tx, app.entry(actor, "list-people", &detail))
            .await?;
    }
    Ok(())
}
