//! Accounts (账号) and what they may do: made, handed out, taken back.
//! Must not open sessions: `sign_in` and `activation` do.

use domain::access::{Action, GrantState, Role, Target, TargetKind, may_hand_out};
use domain::id::{AccountId, GrantId, OrganisationId, PersonId};
use jiff::civil::Date;
use serde_json::json;
use store::{AccountRow, GrantRow};

use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// Who is to sign in as what.
pub struct AddAccount<'a> {
    /// What is typed to sign in; none where a slip and the own phone do.
    pub login: Option<&'a str>,
    /// What they are called, when they are no person of ours.
    pub name: Option<&'a str>,
    /// The person, when they are.
    pub person: Option<PersonId>,
    /// As what.
    pub role: Role,
    /// Over which organisation.
    pub organisation: OrganisationId,
    /// Last day, if it ends (an inspector's task).
    pub until: Option<Date>,
}

/// Makes an account with its first grant. Nobody hands out what stands above them.
///
/// # Errors
/// When the actor may not, the login is taken, or the database fails.
pub async fn add_account(app: &App, actor: &Actor, command: AddAccount<'_>) -> Result<AccountId, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    permit_role(&snapshot, actor, (command.role, command.organisation))?;
    let (account, grant) = (AccountId(app.new_id()), GrantId(app.new_id()));
    let mut tx = app.store().write(snapshot.tree).await?;
    if let Some(login) = command.login {
        let taken: Vec<AccountRow> = tx.by("login", login.to_owned()).await?;
        if !taken.is_empty() {
            tx.give_up().await?;
            return Err(Refusal::LoginTaken(login.to_owned()).into());
        }
    }
    tx.save(&[AccountRow {
        id: account,
        login: command.login.map(str::to_owned),
        name: command.name.map(str::to_owned),
        person_id: command.person,
        state: GrantState::Active.word().to_owned(),
        created_at: app.now(),
    }])
    .await?;
    tx.save(&[GrantRow {
        id: grant,
        account_id: account,
        role: command.role.word().to_owned(),
        organisation_id: command.organisation,
        from_on: snapshot.as_of,
        until_on: command.until,
        state: GrantState::Active.word().to_owned(),
    }])
    .await?;
    let detail = json!({
        "account": account.to_string(),
        "role": command.role.word(),
        "organisation": command.organisation.to_string(),
    });
    tx.commit(app.entry(actor, "add-account", &detail)).await?;
    Ok(account)
}

/// Whether the actor may hand out this role over that organisation.
fn permit_role(
    snapshot: &Snapshot,
    actor: &Actor,
    (role, organisation): (Role, OrganisationId),
) -> Result<(), Failure> {
    snapshot.permit(actor, (Action::Create, TargetKind::Account), organisation)?;
    let grants = actor.rights.grants.iter();
    let mut in_force = grants.filter(|grant| grant.is_in_force(actor.rights.on));
    if in_force.any(|grant| may_hand_out(grant.role, role)) {
        Ok(())
    } else {
        Err(Refusal::RoleAbove(role).into())
    }
}

/// Where an account stands: over the organisations of its grants, past ones too.
pub(crate) async fn targets(
    app: &App,
    snapshot: &Snapshot,
    account: AccountId,
) -> Result<Vec<Target>, Failure> {
    let mut reading = app.store().read(snapshot.tree).await?;
    let grants: Vec<GrantRow> = reading.by("account_id", account).await?;
    let places = grants
        .into_iter()
        .map(|grant| snapshot.path(grant.organisation_id));
    Ok(places.map(|path| Target::of(TargetKind::Account, path)).collect())
}
