//! Puts a person in a post that no sheet names (a unit's head), and pairs a unit with the village it supports.
//! Must not match people by guess: a holder by name is a person of their own until a roster says otherwise.

use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, PersonId, PostId};
use domain::naming::fold_name;
use domain::refusal::PeopleRefusal;
use jiff::civil::Date;
use serde_json::json;
use store::{PairedVillageRow, PersonRow, PostRow, Tx};
use uuid::Uuid;

use crate::change_person::no;
use crate::keyed::{Begun, Request};
use crate::place::{of_person, permit_any};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

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

/// Ends whoever holds the post the day before, and puts somebody of that name in it.
///
/// # Errors
/// When the actor may not, organisation or post are unknown, or the database fails.
pub async fn appoint(app: &App, actor: &Actor, command: Appoint<'_>) -> Result<i64, Failure> {
    let ask = Ask::of(command.tree);
    let snapshot = look(app, ask).await?;
    let organisation = changed(&snapshot, actor, command.organisation)?;
    is_post(&snapshot, command.post)?;
    let name = fold_name(command.name);
    // The name stays out of what is hashed and kept, which an erasure cannot reach: a hash of a name can be guessed.
    let asked = format!("appoint {organisation} {} {}", command.post, command.from);
    let request = Request::new(app, command.key, &asked);
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    end_holders(&mut tx, (organisation, command.post), command.from).await?;
    let (person, post) = holder(&|| app.new_id(), name, (organisation, command.post, command.from));
    tx.save(&[person]).await?;
    tx.save(&[post]).await?;
    let detail = json!({ "organisation": organisation.to_string(), "post": command.post });
    request.commit(tx, app.entry(actor, "appoint", &detail)).await
}

/// Which person of ours takes which post where.
#[derive(Clone, Copy)]
pub struct AppointPerson<'a> {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Post id of the pack.
    pub post: &'a str,
    /// Who.
    pub person: PersonId,
    /// First day in the post.
    pub from: Date,
    /// Whether whoever holds it now leaves it.
    pub succession: Succession,
    /// The caller's key: the same request again is answered, not done again.
    pub key: Option<&'a str>,
}

/// Whether somebody new in a post takes it over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Succession {
    /// 接替: whoever holds it leaves it the day before.
    Replaces,
    /// Beside those who hold it, as committee members (委员) do.
    Joins,
}

/// As [`appoint`], of somebody who is on record.
///
/// # Errors
/// When the actor may not, the post is unknown, the day does not fit, or the database fails.
pub async fn appoint_person(app: &App, actor: &Actor, command: AppointPerson<'_>) -> Result<i64, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let organisation = command.organisation;
    snapshot.permit(actor, (Action::Change, TargetKind::Organisation), organisation)?;
    // Whoever is to be chosen must be in the chooser's sight.
    let targets = of_person(&snapshot, TargetKind::Person, command.person);
    permit_any(actor, Action::Read, (TargetKind::Person, &targets))?;
    is_post(&snapshot, command.post)?;
    if command.from > snapshot.as_of {
        return Err(no(PeopleRefusal::NotYet { on: command.from }));
    }
    let found = snapshot.facts.person(command.person);
    if found.is_none_or(|person| person.name.is_none()) {
        return Err(no(PeopleRefusal::Erased));
    }
    let asked = format!(
        "appoint {organisation} {} {} {}",
        command.post, command.person, command.from
    );
    let request = Request::new(app, command.key, &asked);
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    if command.succession == Succession::Replaces {
        end_holders(&mut tx, (organisation, command.post), command.from).await?;
    }
    tx.save(&[PostRow {
        id: PostId(app.new_id()),
        organisation_id: organisation,
        role: command.post.to_owned(),
        person_id: command.person,
        from_on: command.from,
        until_on: None,
    }])
    .await?;
    let detail = json!({
        "organisation": organisation.to_string(),
        "post": command.post,
        "person": command.person.to_string(),
    });
    request.commit(tx, app.entry(actor, "appoint", &detail)).await
}

/// The organisation a text means, where the actor may change posts.
fn changed(snapshot: &Snapshot, actor: &Actor, text: &str) -> Result<OrganisationId, Failure> {
    let rights = (Action::Change, TargetKind::Organisation);
    match snapshot.find(Some(text)) {
        Ok(organisation) => snapshot
            .permit(actor, rights, organisation)
            .map(|()| organisation),
        Err(refusal) => {
            // Which names there are shows only to who may change them all.
            snapshot.permit(actor, rights, OrganisationId(snapshot.tree.0))?;
            Err(refusal.into())
        }
    }
}

fn is_post(snapshot: &Snapshot, post: &str) -> Result<(), Failure> {
    if snapshot.rules.posts.iter().any(|known| known.id == post) {
        return Ok(());
    }
    let known = snapshot.rules.posts.iter().map(|post| post.id.clone()).collect();
    let kind = post.to_owned();
    Err(Refusal::UnknownKind { kind, known }.into())
}

/// Ends whoever holds a post the day before another takes it.
async fn end_holders(
    tx: &mut Tx,
    (organisation, role): (OrganisationId, &str),
    from: Date,
) -> Result<(), Failure> {
    let posts: Vec<PostRow> = tx.by("organisation_id", organisation).await?;
    let held = posts
        .into_iter()
        .filter(|post| post.role == role && post.until_on.is_none());
    let last = from.yesterday().unwrap_or(from);
    let ended: Vec<PostRow> = held
        .map(|post| PostRow {
            until_on: Some(last.max(post.from_on)),
            ..post
        })
        .collect();
    Ok(tx.save(&ended).await?)
}

/// Kind of a person who holds a post and is not on a roster.
pub(crate) const HOLDER: &str = "holder";

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
    let ask = Ask::of(command.tree);
    let snapshot = look(app, ask).await?;
    let unit = changed(&snapshot, actor, command.unit)?;
    let village = snapshot.find(Some(command.village))?;
    snapshot.permit(actor, (Action::Read, TargetKind::Organisation), village)?;
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
