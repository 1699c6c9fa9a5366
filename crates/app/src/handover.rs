//! 换届、调离: a secretary hands over to the next. The post, the right and the phone change hands in one go.
//! Must not leave two who may write for a branch by its post: the old one's session is dead with its next request.

use domain::access::{Action, GrantState, Role, TargetKind};
use domain::id::{OrganisationId, PersonId, PostId};
use domain::naming::fold_name;
use jiff::civil::Date;
use serde_json::json;
use store::{AccountRow, GrantRow, PostRow, Tx};

use crate::accounts::{closed, forget_proofs, is_open, permit_role};
use crate::activation::secretary_of;
use crate::appoint::holder;
use crate::issue_slips::{PrintedSlip, Recipient, issue_in};
use crate::keyed::{Begun, Request};
use crate::snapshot::look;
use crate::{AccountRefusal, Actor, App, Ask, Failure, Snapshot, sessions};

/// Who takes over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Successor<'a> {
    /// A member of the branch.
    Member(PersonId),
    /// Somebody by name: the member of that name where the branch has just one, else a person of their own.
    Named(&'a str),
}

/// A handover.
#[derive(Clone, Copy)]
pub struct HandOver<'a> {
    /// The branch.
    pub organisation: OrganisationId,
    /// Who takes over.
    pub successor: Successor<'a>,
    /// First day in the post: not a day still to come.
    pub on: Date,
    /// The caller's key: the same request again is answered, not done again.
    pub key: Option<&'a str>,
}

/// Ends the old secretary's post and right, enters the new one's, and issues the new one a slip. None when the same
/// request was answered before: its slip was shown then, and is kept nowhere.
///
/// # Errors
/// When the actor may not, the day or the successor will not do, or the database fails.
pub async fn hand_over(
    app: &App,
    actor: &Actor,
    command: HandOver<'_>,
) -> Result<Option<PrintedSlip>, Failure> {
    let (branch, on) = (command.organisation, command.on);
    let snapshot = look(app, Ask::default()).await?;
    permit_role(&snapshot, actor, Action::Create, (Role::Secretary, branch))?;
    permit_role(&snapshot, actor, Action::Change, (Role::Secretary, branch))?;
    snapshot.permit(actor, (Action::Change, TargetKind::Organisation), branch)?;
    // A name stays out of what is hashed and kept: an erasure could not reach it there.
    let member = match command.successor {
        Successor::Member(person) => person.to_string(),
        Successor::Named(_) => String::new(),
    };
    let request = Request::new(app, command.key, &format!("hand-over {branch} {on} {member}"));
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(_) => return Ok(None),
        Begun::Now(tx) => tx,
    };
    match pass_on(app, &mut tx, actor, command).await {
        Ok((slip, detail)) => {
            request.commit(tx, app.entry(actor, "hand-over", &detail)).await?;
            Ok(Some(slip))
        }
        Err(failure) => {
            tx.give_up().await?;
            Err(failure)
        }
    }
}

/// Everything that changes, with what the history says of it. Looked at anew: nobody else writes meanwhile.
async fn pass_on(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    command: HandOver<'_>,
) -> Result<(PrintedSlip, serde_json::Value), Failure> {
    let (branch, on) = (command.organisation, command.on);
    let snapshot = look(app, Ask::default()).await?;
    let old = secretary_of(&snapshot, branch);
    if on > snapshot.as_of || old.is_some_and(|post| on < post.from) {
        return Err(AccountRefusal::HandoverDay.into());
    }
    let member = member(&snapshot, branch, command.successor)?;
    if member.is_some() && member == old.map(|post| post.person) {
        return Err(AccountRefusal::NoSuccessor.into());
    }
    let moved = match old {
        Some(post) => move_on(app, tx, (&snapshot, post.person), (branch, on)).await?,
        None => Vec::new(),
    };
    let person = take_over(app, tx, (&snapshot, member), command).await?;
    let recipient = Recipient {
        account: None,
        person: Some(person),
        role: Role::Secretary,
        organisation: branch,
    };
    let slip = issue_in(app, tx, (&snapshot, actor), recipient).await?;
    let slip = slip.ok_or(AccountRefusal::NobodyLeft)?;
    let detail = json!({
        "organisation": branch.to_string(),
        "on": on.to_string(),
        "from": moved,
        "to": slip.account.to_string(),
    });
    // Somebody by name is on record only from now on.
    let name = match command.successor {
        Successor::Named(name) => Some(fold_name(name)),
        Successor::Member(_) => slip.name.clone(),
    };
    Ok((PrintedSlip { name, ..slip }, detail))
}

/// The member of the branch who takes over; none for somebody who is not one.
fn member(
    snapshot: &Snapshot,
    branch: OrganisationId,
    successor: Successor<'_>,
) -> Result<Option<PersonId>, AccountRefusal> {
    let homes = snapshot.facts.memberships.iter();
    let mut here = homes
        .filter(|home| home.organisation == branch && home.held_on(snapshot.as_of))
        .map(|home| home.person);
    match successor {
        Successor::Member(person) => match here.find(|one| *one == person) {
            Some(person) => Ok(Some(person)),
            None => Err(AccountRefusal::NoSuccessor),
        },
        Successor::Named(name) => {
            let wanted = fold_name(name);
            if wanted.is_empty() {
                return Err(AccountRefusal::NoSuccessor);
            }
            let named = |id: &PersonId| {
                let person = snapshot.facts.person(*id);
                person.is_some_and(|person| person.name.as_ref() == Some(&wanted))
            };
            let mut of_name = here.filter(named);
            let first = of_name.next();
            Ok(first.filter(|_| of_name.next().is_none()))
        }
    }
}

/// The old secretary moves on: post and grants end the day before, and so do sessions, unless the account does
/// something else besides. Answers the accounts concerned.
async fn move_on(
    app: &App,
    tx: &mut Tx,
    (snapshot, old): (&Snapshot, PersonId),
    (branch, on): (OrganisationId, Date),
) -> Result<Vec<String>, Failure> {
    let last = on.yesterday().unwrap_or(on);
    let wanted = snapshot.rules.sheet_rules.holder_post.as_deref();
    let posts: Vec<PostRow> = tx.by("organisation_id", branch).await?;
    let held = posts.into_iter().filter(|post| {
        post.person_id == old
            && wanted.is_none_or(|wanted| post.role == wanted)
            && post.until_on.is_none_or(|until| until > last)
    });
    let ended: Vec<PostRow> = held
        .map(|post| PostRow {
            until_on: Some(last),
            ..post
        })
        .collect();
    tx.save(&ended).await?;
    let grants: Vec<GrantRow> = tx.by("organisation_id", branch).await?;
    let mut moved = Vec::new();
    for grant in grants {
        let is_secretary = grant.role == Role::Secretary.word() && is_open(&grant);
        let account: Option<AccountRow> = tx.get((grant.account_id,)).await?;
        let is_theirs = account.is_some_and(|row| belongs_to(snapshot, &row, old));
        if !is_secretary || !is_theirs {
            continue;
        }
        let account = grant.account_id;
        tx.save(&[closed(grant, GrantState::Moved, last)]).await?;
        let left: Vec<GrantRow> = tx.by("account_id", account).await?;
        if !left.iter().any(is_open) {
            sessions::end_in(tx, account, None).await?;
            forget_proofs(tx, account, app.now()).await?;
        }
        moved.push(account.to_string());
    }
    Ok(moved)
}

/// Whether an account is somebody's: by the record, or by name where it is no person of ours.
pub(crate) fn belongs_to(snapshot: &Snapshot, row: &AccountRow, person: PersonId) -> bool {
    if let Some(holder) = row.person_id {
        return holder == person;
    }
    let known = snapshot.facts.person(person);
    row.name.is_some() && row.name.as_ref() == known.and_then(|known| known.name.as_ref())
}

/// The new secretary takes the post.
async fn take_over(
    app: &App,
    tx: &mut Tx,
    (snapshot, member): (&Snapshot, Option<PersonId>),
    command: HandOver<'_>,
) -> Result<PersonId, Failure> {
    let (branch, on) = (command.organisation, command.on);
    let wanted = snapshot.rules.sheet_rules.holder_post.as_deref();
    let first = snapshot.rules.posts.first().map(|post| post.id.as_str());
    let role = wanted.or(first).ok_or(AccountRefusal::NoSuccessor)?;
    if let Some(person) = member {
        tx.save(&[PostRow {
            id: PostId(app.new_id()),
            organisation_id: branch,
            role: role.to_owned(),
            person_id: person,
            from_on: on,
            until_on: None,
        }])
        .await?;
        return Ok(person);
    }
    let name = match command.successor {
        Successor::Named(name) => fold_name(name),
        Successor::Member(_) => return Err(AccountRefusal::NoSuccessor.into()),
    };
    let (person, post) = holder(&|| app.new_id(), name, (branch, role, on));
    let id = person.id;
    tx.save(&[person]).await?;
    tx.save(&[post]).await?;
    Ok(id)
}
