//! Puts a person in a post that no sheet names (a unit's head), and pairs a unit with the village it supports.
//! Must not match people by guess: a holder by name is a person of their own until a roster says otherwise.

use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, PersonId, PostId};
use domain::naming::fold_name;
use jiff::civil::Date;
use serde_json::json;
use store::{PairedVillageRow, PersonRow, PostRow, Tx};
use uuid::Uuid;

use crate::app::permit;
use crate::keyed::{Begun, Request};
use crate::{Actor, App, Ask, Failure, Refusal, snapshot};

/// Who takes which post where.
pub struct Appoint<'a> {
    /// The tree, where the database holds several.
    pub tree: Option<&'a str>,
    /// The organisation.
    pub organisation: &'a str,
    /// Post id of the pack.
    pub post: &'a str,
    /// 姓名.
    pub name: &'a str,
    /// First day in the post.
    pub from: Date,
    /// The caller's key: the same request again is answered, not done again.
    pub key: Option<&'a str>,
}

/// Ends whoever holds the post the day before, and puts the person in it.
///
/// # Errors
/// When the actor may not, organisation or post are unknown, or the database fails.
pub async fn appoint(app: &App, actor: &Actor, command: Appoint<'_>) -> Result<i64, Failure> {
    permit(actor, Action::Change, TargetKind::Organisation)?;
    let ask = Ask {
        tree: command.tree,
        ..Ask::default()
    };
    let snapshot = snapshot(app, actor, ask).await?;
    let organisation = snapshot.find(Some(command.organisation))?;
    if !snapshot.rules.posts.iter().any(|post| post.id == command.post) {
        let known = snapshot.rules.posts.iter().map(|post| post.id.clone()).collect();
        return Err(Refusal::UnknownKind {
            kind: command.post.to_owned(),
            known,
        }
        .into());
    }
    let name = fold_name(command.name);
    // The name stays out of what is hashed and kept, which an erasure cannot reach: a hash of a name can be guessed.
    let asked = format!("appoint {organisation} {} {}", command.post, command.from);
    let request = Request::new(app, command.key, &asked);
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    put_in_post(&mut tx, organisation, name, (app, &command)).await?;
    let detail = json!({ "organisation": organisation.to_string(), "post": command.post });
    request.commit(tx, app.entry(actor, "appoint", &detail)).await
}

/// Ends whoever holds the post the day before, and enters the new holder.
async fn put_in_post(
    tx: &mut Tx,
    organisation: OrganisationId,
    name: String,
    (app, command): (&App, &Appoint<'_>),
) -> Result<(), Failure> {
    let posts: Vec<PostRow> = tx.by("organisation_id", organisation).await?;
    let held = posts
        .into_iter()
        .filter(|post| post.role == command.post && post.until_on.is_none());
    let last = command.from.yesterday().unwrap_or(command.from);
    let ended: Vec<PostRow> = held
        .map(|post| PostRow {
            until_on: Some(last),
            ..post
        })
        .collect();
    tx.save(&ended).await?;
    let (person, post) = holder(&|| app.new_id(), name, (organisation, command.post, command.from));
    tx.save(&[person]).await?;
    tx.save(&[post]).await?;
    Ok(())
}

/// Kind of a person who holds a post and is not on a roster.
const HOLDER: &str = "holder";

/// A person of their own and the post they hold from a day on.
pub(crate) fn holder(
    new_id: &dyn Fn() -> Uuid,
    name: String,
    (organisation_id, role, from_on): (OrganisationId, &str, Date),
) -> (PersonRow, PostRow) {
    let person = PersonRow {
        id: PersonId(new_id()),
        name: Some(name),
        birth_month: None,
        kind: HOLDER.to_owned(),
        erased_at: None,
    };
    let post = PostRow {
        id: PostId(new_id()),
        organisation_id,
        role: role.to_owned(),
        person_id: person.id,
        from_on,
        until_on: None,
    };
    (person, post)
}

/// Which unit supports which village.
pub struct PairVillage<'a> {
    /// The tree, where the database holds several.
    pub tree: Option<&'a str>,
    /// The unit.
    pub unit: &'a str,
    /// The village's organisation.
    pub village: &'a str,
    /// First day.
    pub from: Date,
    /// Last day, if it ends.
    pub until: Option<Date>,
    /// The caller's key: the same request again is answered, not done again.
    pub key: Option<&'a str>,
}

/// 挂包村: lectures of the unit's head in that village count for the head's own duty (E14).
///
/// # Errors
/// When the actor may not, one of the organisations is unknown, or the database fails.
pub async fn pair_village(app: &App, actor: &Actor, command: PairVillage<'_>) -> Result<i64, Failure> {
    permit(actor, Action::Change, TargetKind::Organisation)?;
    let ask = Ask {
        tree: command.tree,
        ..Ask::default()
    };
    let snapshot = snapshot(app, actor, ask).await?;
    let (unit, village) = (
        snapshot.find(Some(command.unit))?,
        snapshot.find(Some(command.village))?,
    );
    let asked = format!(
        "pair-village {unit} {village} {} {:?}",
        command.from, command.until
    );
    let request = Request::new(app, command.key, &asked);
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    let (from_on, until_on) = (command.from, command.until);
    tx.save(&[PairedVillageRow {
        unit_id: unit,
        village_id: village,
        from_on,
        until_on,
    }])
    .await?;
    let detail = json!({ "unit": unit.to_string(), "village": village.to_string() });
    request
        .commit(tx, app.entry(actor, "pair-village", &detail))
        .await
}
