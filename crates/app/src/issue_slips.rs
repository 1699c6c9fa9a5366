//! Hands slips out: for one account, for branches whose secretary is on record, for members of the own branch.
//!
//! Accounts that are not there yet are made, with nothing to type. A new slip ends the earlier one, every session and
//! the password of the account: whoever holds the new paper is the holder.
//! Must not keep a secret: it is shown once, to be printed.

use std::collections::BTreeSet;

use domain::access::{Action, GrantState, Role};
use domain::id::{AccountId, OrganisationId, PersonId};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{AccountRow, ActivationRow, CredentialRow, GrantRow, Tx};

use crate::accounts::{
    AddAccount, forget_proofs, grant_row, is_open, is_own, make, permit_over, permit_role,
};
use crate::activation::{nobody, phone_account, secretary_of};
use crate::sessions::{self, Secret};
use crate::snapshot::look;
use crate::twice_on_record::holders_of_members;
use crate::{AccountRefusal, Actor, App, Ask, Failure, Refusal, Snapshot};

/// How long a slip works: long enough to reach a village by post and be forgotten in a drawer for a week.
const WORKS_FOR: SignedDuration = SignedDuration::from_hours(24 * 30);
/// How long a slip that no longer works is kept, to say plainly why.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24 * 120);

/// Who gets a slip.
#[derive(Clone, Debug)]
pub enum Recipients {
    /// The holder of this account.
    Account(AccountId),
    /// The secretaries of these branches.
    Secretaries(Vec<OrganisationId>),
    /// These members of a branch.
    Members(OrganisationId, Vec<PersonId>),
}

/// A slip to be printed: everything that stands on it.
#[derive(Clone)]
pub struct PrintedSlip {
    /// Whose account.
    pub account: AccountId,
    /// As what.
    pub role: Role,
    /// Over which organisation.
    pub organisation: OrganisationId,
    /// Full name of the organisation.
    pub organisation_name: String,
    /// What the holder is called.
    pub name: Option<String>,
    /// What an officer types to sign in.
    pub login: Option<String>,
    /// What stands in the link.
    pub secret: Secret,
    /// When it stops working.
    pub ends_at: Timestamp,
}

/// One who is to get a slip: the holder of an account, or a person by a role somewhere.
pub(crate) struct Recipient {
    pub account: Option<AccountId>,
    pub person: Option<PersonId>,
    pub role: Role,
    pub organisation: OrganisationId,
}

/// Issues slips. Of several recipients, those whose account is suspended or the actor's own are left out.
///
/// # Errors
/// When the actor may not, nobody is on record, nobody is left, or the database fails.
pub async fn issue_slips(
    app: &App,
    actor: &Actor,
    recipients: Recipients,
) -> Result<Vec<PrintedSlip>, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let wanted = wanted(&snapshot, actor, recipients)?;
    let mut tx = app.store().write(snapshot.tree).await?;
    let mut printed = Vec::new();
    for recipient in wanted {
        match issue_in(app, &mut tx, (&snapshot, actor), recipient).await {
            Ok(slip) => printed.extend(slip),
            Err(failure) => {
                tx.give_up().await?;
                return Err(failure);
            }
        }
    }
    if printed.is_empty() {
        tx.give_up().await?;
        return Err(AccountRefusal::NobodyLeft.into());
    }
    let accounts: Vec<String> = printed.iter().map(|slip| slip.account.to_string()).collect();
    let detail = json!({ "accounts": accounts });
    tx.commit(app.entry(actor, "issue-slips", &detail)).await?;
    Ok(printed)
}

fn wanted(snapshot: &Snapshot, actor: &Actor, recipients: Recipients) -> Result<Vec<Recipient>, Failure> {
    match recipients {
        Recipients::Account(account) => Ok(vec![Recipient {
            account: Some(account),
            person: None,
            role: Role::Member,
            organisation: OrganisationId(snapshot.tree.0),
        }]),
        Recipients::Secretaries(branches) => {
            // In the order asked, which is that of the list; nobody gets two.
            let mut seen = BTreeSet::new();
            let each = branches.into_iter().filter(|branch| seen.insert(*branch));
            let each = each.map(|branch| {
                permit_role(snapshot, actor, Action::Create, (Role::Secretary, branch))?;
                let post = secretary_of(snapshot, branch).ok_or_else(|| nobody(snapshot, branch))?;
                Ok(recipient(Role::Secretary, branch, post.person))
            });
            each.collect()
        }
        Recipients::Members(branch, people) => {
            permit_role(snapshot, actor, Action::Create, (Role::Member, branch))?;
            let people: BTreeSet<PersonId> = people.into_iter().collect();
            let homes = snapshot.facts.memberships.iter();
            let homes = homes.filter(|home| home.organisation == branch && home.held_on(snapshot.as_of));
            // The holder of a post here gets the slip of the post; a second one would be a second account.
            let twice = holders_of_members(snapshot);
            let here =
                homes.filter(|home| people.contains(&home.person) && !twice.contains_key(&home.person));
            Ok(here
                .map(|home| recipient(Role::Member, branch, home.person))
                .collect())
        }
    }
}

fn recipient(role: Role, organisation: OrganisationId, person: PersonId) -> Recipient {
    Recipient {
        account: None,
        person: Some(person),
        role,
        organisation,
    }
}

/// Issues a slip for one recipient; none when the account is suspended or the actor's own.
pub(crate) async fn issue_in(
    app: &App,
    tx: &mut Tx,
    (snapshot, actor): (&Snapshot, &Actor),
    recipient: Recipient,
) -> Result<Option<PrintedSlip>, Failure> {
    let (account, grant) = match recipient.account {
        Some(account) => existing(tx, (snapshot, actor), account).await?,
        None => match found_or_made(app, tx, (snapshot, actor), recipient).await? {
            Some(found) => found,
            None => return Ok(None),
        },
    };
    if GrantState::parse(&account.state) != Some(GrantState::Active) {
        return Ok(None);
    }
    let (secret, ends_at) = slip_in(app, tx, (account.id, actor)).await?;
    let on_record = account
        .person_id
        .and_then(|person| snapshot.facts.person(person)?.name.clone());
    Ok(Some(PrintedSlip {
        account: account.id,
        role: Role::parse(&grant.role).unwrap_or(Role::Member),
        organisation: grant.organisation_id,
        organisation_name: snapshot
            .name(grant.organisation_id)
            .unwrap_or_default()
            .to_owned(),
        name: on_record.or(account.name),
        login: account.login,
        secret,
        ends_at,
    }))
}

/// The account with its newest open grant. The first slip of one's equal, who was just added, may be handed out too:
/// nobody can be pushed out of an account that nobody was in.
async fn existing(
    tx: &mut Tx,
    (snapshot, actor): (&Snapshot, &Actor),
    account: AccountId,
) -> Result<(AccountRow, GrantRow), Failure> {
    let (account, grants) = match permit_over(tx, snapshot, actor, account).await {
        Err(Failure::Refused(Refusal::Account(AccountRefusal::RoleAbove(role)))) => {
            let new = unused(tx, (snapshot, actor), account).await?;
            new.ok_or(AccountRefusal::RoleAbove(role))?
        }
        found => found?,
    };
    let open = grants.into_iter().filter(is_open);
    let newest = open.max_by_key(|grant| (grant.from_on, grant.id));
    let grant = newest.ok_or(AccountRefusal::AccountEnded)?;
    Ok((account, grant))
}

/// An account that was never used, whose every grant the actor could hand out.
async fn unused(
    tx: &mut Tx,
    (snapshot, actor): (&Snapshot, &Actor),
    account: AccountId,
) -> Result<Option<(AccountRow, Vec<GrantRow>)>, Failure> {
    let row: Option<AccountRow> = tx.get((account,)).await?;
    let grants: Vec<GrantRow> = tx.by("account_id", account).await?;
    let credential: Option<CredentialRow> = tx.get((account,)).await?;
    let slips: Vec<ActivationRow> = tx.by("account_id", account).await?;
    let was_used = credential.is_some() || slips.iter().any(|slip| slip.used_at.is_some());
    let may_make = grants.iter().all(|grant| {
        let role = Role::parse(&grant.role);
        role.is_some_and(|role| {
            permit_role(snapshot, actor, Action::Create, (role, grant.organisation_id)).is_ok()
        })
    });
    Ok(row.filter(|_| !was_used && may_make).map(|row| (row, grants)))
}

/// The account by which a person has this role there: found, or given the role, or made. None for the actor's own.
async fn found_or_made(
    app: &App,
    tx: &mut Tx,
    (snapshot, actor): (&Snapshot, &Actor),
    recipient: Recipient,
) -> Result<Option<(AccountRow, GrantRow)>, Failure> {
    let Some(person) = recipient.person else {
        return Ok(None);
    };
    for account in phone_account(tx, person).await? {
        if is_own(actor, account.id) {
            return Ok(None);
        }
        // One that also does something elsewhere, out of the actor's reach, is left alone.
        let Ok((account, grants)) = permit_over(tx, snapshot, actor, account.id).await else {
            continue;
        };
        let mut open = grants.into_iter().filter(is_open);
        let is_same = |grant: &GrantRow| {
            grant.role == recipient.role.word() && grant.organisation_id == recipient.organisation
        };
        if let Some(grant) = open.find(is_same) {
            return Ok(Some((account, grant)));
        }
        let grant = grant_row(
            app,
            account.id,
            (recipient.role, recipient.organisation),
            (snapshot.as_of, None),
        );
        tx.save(std::slice::from_ref(&grant)).await?;
        return Ok(Some((account, grant)));
    }
    let new = AddAccount {
        login: None,
        name: None,
        person: Some(person),
        role: recipient.role,
        organisation: recipient.organisation,
        until: None,
    };
    let account = make(app, tx, new, snapshot.as_of).await?;
    let row: Option<AccountRow> = tx.get((account,)).await?;
    let grants: Vec<GrantRow> = tx.by("account_id", account).await?;
    Ok(row.zip(grants.into_iter().next()))
}

/// A new slip for an account: what proved it before stops working.
async fn slip_in(
    app: &App,
    tx: &mut Tx,
    (account, actor): (AccountId, &Actor),
) -> Result<(Secret, Timestamp), Failure> {
    let (secret, now) = (Secret::new(app), app.now());
    let ends_at = ends_at(now);
    sessions::end_in(tx, account, None).await?;
    forget_proofs(tx, account, now).await?;
    let slips: Vec<ActivationRow> = tx.by("account_id", account).await?;
    let old = slips.into_iter().filter(|slip| {
        slip.issued_at
            .saturating_add(KEPT_FOR)
            .is_ok_and(|until| now >= until)
    });
    tx.remove_unlogged::<ActivationRow>(old.map(|slip| (slip.token_sha256,)))
        .await?;
    tx.save_unlogged(&[slip_row(&secret, account, (actor, now))])
        .await?;
    Ok((secret, ends_at))
}

/// The row of a new slip.
pub(crate) fn slip_row(
    secret: &Secret,
    account: AccountId,
    (actor, now): (&Actor, Timestamp),
) -> ActivationRow {
    ActivationRow {
        token_sha256: secret.sha256(),
        account_id: account,
        issued_at: now,
        issued_by: actor.word.clone(),
        ends_at: ends_at(now),
        used_at: None,
        void_at: None,
    }
}

fn ends_at(now: Timestamp) -> Timestamp {
    now.saturating_add(WORKS_FOR).unwrap_or(Timestamp::MAX)
}
