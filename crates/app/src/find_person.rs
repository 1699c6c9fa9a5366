//! Finds people on record by name, for those who must name one by id (an erasure).
//! Must not guess: everyone of that name is listed.

use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, PersonId};
use domain::naming::fold_name;

use crate::app::permit;
use crate::{Actor, App, Ask, Failure, snapshot};

/// Whom to find and where.
pub struct FindPerson<'a> {
    /// The tree, where the database holds several.
    pub tree: Option<&'a str>,
    /// The name.
    pub name: &'a str,
    /// Only below this organisation.
    pub organisation: Option<&'a str>,
}

/// Somebody of that name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundPerson {
    /// The id.
    pub id: PersonId,
    /// 姓名.
    pub name: String,
    /// 出生年月, where it is kept.
    pub birth_month: Option<String>,
    /// Full names of homes and of places where a post is held.
    pub organisations: Vec<String>,
}

/// Everyone of a name, in the order of their ids.
///
/// # Errors
/// When the actor may not, the organisation is unknown, or the database fails.
pub async fn find_person(
    app: &App,
    actor: &Actor,
    command: FindPerson<'_>,
) -> Result<Vec<FoundPerson>, Failure> {
    permit(actor, Action::List, TargetKind::Person)?;
    let ask = Ask::of(command.tree);
    let snapshot = snapshot(app, actor, ask).await?;
    let top = snapshot.find(command.organisation)?;
    let board = snapshot.board();
    let within = |id: &OrganisationId| board.tree().is_within(*id, top);
    let wanted = fold_name(command.name);
    let named = snapshot
        .facts
        .people
        .iter()
        .filter(|person| person.name.as_ref() == Some(&wanted));
    let found = named.filter_map(|person| {
        let homes = snapshot
            .facts
            .memberships
            .iter()
            .filter(|home| home.person == person.id);
        let posts = snapshot
            .facts
            .posts
            .iter()
            .filter(|post| post.person == person.id);
        let places = homes
            .map(|home| home.organisation)
            .chain(posts.map(|post| post.organisation));
        let organisations: Vec<String> = places
            .filter(within)
            .filter_map(|id| snapshot.name(id))
            .map(str::to_owned)
            .collect();
        (!organisations.is_empty()).then(|| FoundPerson {
            id: person.id,
            name: wanted.clone(),
            birth_month: person.birth_month.clone(),
            organisations,
        })
    });
    Ok(found.collect())
}
