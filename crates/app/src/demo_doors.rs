//! One way in for each role of the invented county, so that whoever tries it can walk through every door.
//! Must not be used on real records: it hands out every right there is.

use domain::access::{GrantState, Role};
use domain::id::{AccountId, OrganisationId, PersonId};
use domain::rule_set::Level;
use store::{AccountRow, CredentialRow, GrantRow};

use crate::accounts::{AddAccount, add_account};
use crate::issue_slips::slip_row;
use crate::sessions::Secret;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// A way in.
pub struct DemoDoor {
    /// As what.
    pub role: Role,
    /// Full name of the organisation.
    pub organisation: String,
    /// What stands in the link: it opens a long session for every role, so that all doors can be tried from one
    /// browser. Real officers choose a password with their slip instead.
    pub slip: Secret,
    /// For officers also login and password, as real ones sign in; the password is a new one with each run.
    pub login: Option<(String, String)>,
}

/// Letters of a password for trying out.
const PASSWORD: usize = 12;

/// Who comes in where.
struct Guest {
    role: Role,
    organisation: OrganisationId,
    person: Option<PersonId>,
}

/// A fresh link for each role; the accounts are made the first time.
///
/// # Errors
/// When the database does not hold the invented county, or fails.
pub async fn demo_doors(app: &App, actor: &Actor) -> Result<Vec<DemoDoor>, Failure> {
    if !app.is_demo().await? {
        return Err(Refusal::NotADemo.into());
    }
    let snapshot = look(app, Ask::default()).await?;
    let mut doors = Vec::new();
    for guest in guests(&snapshot) {
        let account = account_of(app, actor, (&snapshot, &guest)).await?;
        // One more slip, beside those of earlier runs: nobody who is trying the program is thrown out.
        let slip = Secret::new(app);
        let mut tx = app.store().write_unlogged(snapshot.tree).await?;
        tx.save(&[slip_row(&slip, account, (actor, app.now()))]).await?;
        tx.commit().await?;
        doors.push(DemoDoor {
            role: guest.role,
            organisation: snapshot.name(guest.organisation).unwrap_or_default().to_owned(),
            slip,
            login: login_of(app, actor, (&snapshot, &guest)).await?,
        });
    }
    Ok(doors)
}

/// A second account of an officer, with login and password.
async fn login_of(
    app: &App,
    actor: &Actor,
    (snapshot, guest): (&Snapshot, &Guest),
) -> Result<Option<(String, String)>, Failure> {
    let login = match guest.role {
        Role::CountyOfficer => "county",
        Role::TownshipOfficer => "township",
        _ => return Ok(None),
    };
    let mut reading = app.store().read(snapshot.tree).await?;
    let found: Vec<AccountRow> = reading.by("login", login.to_owned()).await?;
    drop(reading);
    let account = if let Some(account) = found.first() {
        account.id
    } else {
        let command = AddAccount {
            login: Some(login),
            name: None,
            person: None,
            role: guest.role,
            organisation: guest.organisation,
            until: None,
        };
        add_account(app, actor, command).await?
    };
    let password: String = Secret::new(app).text().chars().take(PASSWORD).collect();
    let hash = app.hasher().hash(&password, app.random()).await?;
    let mut tx = app.store().write_unlogged(snapshot.tree).await?;
    tx.save(&[CredentialRow {
        account_id: account,
        password: Some(hash),
        totp_secret: None,
        totp_since: None,
        totp_step: None,
        changed_at: app.now(),
    }])
    .await?;
    tx.commit().await?;
    Ok(Some((login.to_owned(), password)))
}

async fn account_of(
    app: &App,
    actor: &Actor,
    (snapshot, guest): (&Snapshot, &Guest),
) -> Result<AccountId, Failure> {
    let mut reading = app.store().read(snapshot.tree).await?;
    let grants: Vec<GrantRow> = reading.by("organisation_id", guest.organisation).await?;
    let mut there = None;
    for grant in grants {
        let is_theirs =
            grant.role == guest.role.word() && GrantState::parse(&grant.state) == Some(GrantState::Active);
        let account: Option<AccountRow> = reading.get((grant.account_id,)).await?;
        let is_open = |account: &AccountRow| {
            let state = GrantState::parse(&account.state);
            account.login.is_none() && account.person_id == guest.person && state == Some(GrantState::Active)
        };
        if is_theirs {
            there = there.or(account.filter(is_open));
        }
    }
    drop(reading);
    if let Some(account) = there {
        return Ok(account.id);
    }
    let command = AddAccount {
        login: None,
        name: None,
        person: guest.person,
        role: guest.role,
        organisation: guest.organisation,
        until: None,
    };
    add_account(app, actor, command).await
}

/// The county, its first township, the first branch of it that has a secretary, and a member of that branch.
fn guests(snapshot: &Snapshot) -> Vec<Guest> {
    let root = OrganisationId(snapshot.tree.0);
    let guest = |role, organisation, person| Guest {
        role,
        organisation,
        person,
    };
    let mut guests = vec![
        guest(Role::CountyOfficer, root, None),
        guest(Role::Inspector, root, None),
        guest(Role::Auditor, root, None),
    ];
    let board = snapshot.board();
    let mut order = board.tree().preorder().iter().copied();
    let Some(township) = order.find(|id| snapshot.is_township(*id)) else {
        return guests;
    };
    guests.insert(1, guest(Role::TownshipOfficer, township, None));
    let facts = &snapshot.facts;
    let branches = board
        .tree()
        .scope(township)
        .iter()
        .copied()
        .filter(|id| is_branch(snapshot, *id));
    let led = branches.filter_map(|id| {
        let post = facts
            .posts
            .iter()
            .find(|post| post.organisation == id && post.held_on(snapshot.as_of))?;
        Some((id, post.person))
    });
    if let Some((branch, secretary)) = led.into_iter().next() {
        guests.insert(2, guest(Role::Secretary, branch, Some(secretary)));
        let member = facts
            .memberships
            .iter()
            .find(|home| home.organisation == branch && home.person != secretary);
        guests.extend(member.map(|home| guest(Role::Member, branch, Some(home.person))));
    }
    guests
}

fn is_branch(snapshot: &Snapshot, id: OrganisationId) -> bool {
    let kind = snapshot
        .facts
        .organisation(id)
        .map(|organisation| organisation.kind.as_str());
    let kind = kind.and_then(|kind| snapshot.rules.organisation_kind(kind));
    kind.is_some_and(|kind| kind.branch && kind.level != Level::Township)
}
