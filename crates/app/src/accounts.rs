//! Accounts (账号) and what they may do: made, handed out, suspended, taken back.
//! Must not open sessions: `sign_in` and `activation` do.

use domain::access::{
    Action, Decision, Denial, Grant, GrantState, Role, Target, TargetKind, decide, may_hand_out,
};
use domain::id::{AccountId, GrantId, OrganisationId, PersonId};
use jiff::civil::Date;
use serde_json::json;
use store::{AccountRow, ActivationRow, CredentialRow, GrantRow, KnownDeviceRow, Queries, Tx};

use crate::app::permit_to;
use crate::keyed::{Begun, Request};
use crate::sessions;
use crate::sign_in::folded;
use crate::snapshot::look;
use crate::{AccountRefusal, Actor, App, Ask, Failure, Snapshot};

/// Most letters of a login.
const LOGIN_LONGEST: usize = 40;

/// Who is to sign in as what.
#[derive(Clone, Copy)]
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

/// Whether a role signs in with a password: those who see more than a branch.
#[must_use]
pub fn needs_login(role: Role) -> bool {
    match role {
        Role::TownshipOfficer | Role::CountyOfficer | Role::Inspector | Role::Auditor => true,
        Role::Anonymous | Role::Member | Role::Secretary | Role::Operator => false,
    }
}

/// Makes an account with its first grant. Nobody hands out what stands above them. Officers need a login; only in an
/// invented county a link does for them, so that whoever tries the program can walk through every door.
///
/// # Errors
/// When the actor may not, the login is taken or missing, or the database fails.
pub async fn add_account(app: &App, actor: &Actor, command: AddAccount<'_>) -> Result<AccountId, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    permit_role(
        &snapshot,
        actor,
        Action::Create,
        (command.role, command.organisation),
    )?;
    let login = command.login.map(folded);
    let fits = |login: &String| {
        let has_blank = login.contains(|letter: char| letter.is_whitespace() || letter.is_control());
        !login.is_empty() && !has_blank && login.chars().count() <= LOGIN_LONGEST
    };
    if login.as_ref().is_some_and(|login| !fits(login)) {
        return Err(AccountRefusal::LoginUnfit.into());
    }
    if login.is_none() && needs_login(command.role) && !app.is_demo().await? {
        return Err(AccountRefusal::LoginNeeded(command.role).into());
    }
    let mut tx = app.store().write(snapshot.tree).await?;
    if let Some(login) = &login {
        let taken: Vec<AccountRow> = tx.by("login", login.clone()).await?;
        if !taken.is_empty() {
            tx.give_up().await?;
            return Err(AccountRefusal::LoginTaken(login.clone()).into());
        }
    }
    let new = AddAccount {
        login: login.as_deref(),
        ..command
    };
    let account = make(app, &mut tx, new, snapshot.as_of).await?;
    let detail = json!({
        "account": account.to_string(),
        "role": command.role.word(),
        "organisation": command.organisation.to_string(),
    });
    tx.commit(app.entry(actor, "add-account", &detail)).await?;
    Ok(account)
}

/// The rows of a new account, within what else is written; whoever calls this has asked for permission.
pub(crate) async fn make(
    app: &App,
    tx: &mut Tx,
    new: AddAccount<'_>,
    from: Date,
) -> Result<AccountId, Failure> {
    let account = AccountId(app.new_id());
    tx.save(&[AccountRow {
        id: account,
        login: new.login.map(str::to_owned),
        name: new.name.map(str::to_owned),
        person_id: new.person,
        state: GrantState::Active.word().to_owned(),
        created_at: app.now(),
    }])
    .await?;
    let grant = grant_row(app, account, (new.role, new.organisation), (from, new.until));
    tx.save(&[grant]).await?;
    Ok(account)
}

/// The row of a new grant.
pub(crate) fn grant_row(
    app: &App,
    account: AccountId,
    (role, organisation): (Role, OrganisationId),
    (from, until): (Date, Option<Date>),
) -> GrantRow {
    GrantRow {
        id: GrantId(app.new_id()),
        account_id: account,
        role: role.word().to_owned(),
        organisation_id: organisation,
        from_on: from,
        until_on: until,
        state: GrantState::Active.word().to_owned(),
    }
}

/// The account of a login or an id, for who runs the machine.
///
/// # Errors
/// When the actor may not list accounts of the whole tree, there is none, or the database fails.
pub async fn find_account(app: &App, actor: &Actor, text: &str) -> Result<AccountId, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let root = OrganisationId(snapshot.tree.0);
    snapshot.permit(actor, (Action::List, TargetKind::Account), root)?;
    let mut reading = app.store().read(snapshot.tree).await?;
    if let Ok(id) = text.parse::<AccountId>() {
        let found: Option<AccountRow> = reading.get((id,)).await?;
        return found
            .map(|found| found.id)
            .ok_or_else(|| AccountRefusal::UnknownAccount.into());
    }
    let found: Vec<AccountRow> = reading.by("login", folded(text)).await?;
    let found = found.into_iter().next();
    found
        .map(|found| found.id)
        .ok_or_else(|| AccountRefusal::UnknownAccount.into())
}

/// What is done to an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AccountChange {
    /// 暂停: nothing until it is taken up again.
    Suspend,
    /// 恢复: as before the suspension.
    TakeUpAgain,
    /// 停用: for good, with all its grants.
    End,
}

impl AccountChange {
    fn word(self) -> &'static str {
        match self {
            AccountChange::Suspend => "suspend-account",
            AccountChange::TakeUpAgain => "take-up-account",
            AccountChange::End => "end-account",
        }
    }
}

/// Suspends an account, takes it up again, or ends it. Whoever is signed in with it is out with the next request.
///
/// # Errors
/// When the actor may not (nobody changes an account above or beside them, nor their own), it has ended, or the
/// database fails.
pub async fn change_account(
    app: &App,
    actor: &Actor,
    (account, change): (AccountId, AccountChange),
    key: Option<&str>,
) -> Result<i64, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let request = Request::new(app, key, &format!("{} {account}", change.word()));
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    let (row, grants) = match permit_over(&mut tx, &snapshot, actor, account).await {
        Ok(found) => found,
        Err(failure) => {
            tx.give_up().await?;
            return Err(failure);
        }
    };
    if GrantState::parse(&row.state) == Some(GrantState::Ended) {
        tx.give_up().await?;
        return Err(AccountRefusal::AccountEnded.into());
    }
    let state = match change {
        AccountChange::Suspend => GrantState::Suspended,
        AccountChange::TakeUpAgain => GrantState::Active,
        AccountChange::End => GrantState::Ended,
    };
    let state = state.word().to_owned();
    tx.save(&[AccountRow { state, ..row }]).await?;
    if change == AccountChange::End {
        let open = grants.into_iter().filter(is_open);
        let ended: Vec<GrantRow> = open
            .map(|grant| closed(grant, GrantState::Ended, snapshot.as_of))
            .collect();
        tx.save(&ended).await?;
    }
    if change != AccountChange::TakeUpAgain {
        sessions::end_in(&mut tx, account, None).await?;
    }
    if change == AccountChange::End {
        forget_proofs(&mut tx, account, app.now()).await?;
    }
    let detail = json!({ "account": account.to_string() });
    request.commit(tx, app.entry(actor, change.word(), &detail)).await
}

/// A grant that is over from this day on.
pub(crate) fn closed(grant: GrantRow, state: GrantState, last: Date) -> GrantRow {
    GrantRow {
        until_on: Some(grant.until_on.map_or(last, |until| until.min(last))),
        state: state.word().to_owned(),
        ..grant
    }
}

/// Whether a grant was neither taken back nor has its holder moved on.
pub(crate) fn is_open(grant: &GrantRow) -> bool {
    match GrantState::parse(&grant.state) {
        Some(GrantState::Invited | GrantState::Active | GrantState::Suspended) => true,
        Some(GrantState::Moved | GrantState::Ended) | None => false,
    }
}

/// Password, codes, known devices and unused slips of an account stop working.
pub(crate) async fn forget_proofs(
    tx: &mut Tx,
    account: AccountId,
    now: jiff::Timestamp,
) -> Result<(), Failure> {
    tx.remove_unlogged::<CredentialRow>([(account,)]).await?;
    let devices: Vec<KnownDeviceRow> = tx.by("account_id", account).await?;
    let devices = devices.into_iter().map(|row| (row.token_sha256,));
    tx.remove_unlogged::<KnownDeviceRow>(devices).await?;
    let slips: Vec<ActivationRow> = tx.by("account_id", account).await?;
    let unused = slips
        .into_iter()
        .filter(|slip| slip.used_at.is_none() && slip.void_at.is_none());
    let void: Vec<ActivationRow> = unused
        .map(|slip| ActivationRow {
            void_at: Some(now),
            ..slip
        })
        .collect();
    Ok(tx.save_unlogged(&void).await?)
}

/// Whether the actor may do this to an account of that role over that organisation: one and the same grant of theirs
/// must reach there and stand above the role.
///
/// # Errors
/// When they may not.
pub(crate) fn permit_role(
    snapshot: &Snapshot,
    actor: &Actor,
    action: Action,
    (role, organisation): (Role, OrganisationId),
) -> Result<(), Failure> {
    let target = Target::of(TargetKind::Account, snapshot.path(organisation));
    permit_to(actor, action, &target)?;
    let reaches = |grant: &Grant| reaches(actor, grant, action, &target);
    let mut reaching = actor.rights.grants.iter().filter(|grant| reaches(grant));
    if reaching.any(|grant| may_hand_out(grant.role, role)) {
        Ok(())
    } else {
        Err(AccountRefusal::RoleAbove(role).into())
    }
}

/// Whether this grant alone, of all the actor has, allows it.
fn reaches(actor: &Actor, grant: &Grant, action: Action, target: &Target) -> bool {
    let alone = domain::access::Actor {
        person: None,
        grants: vec![grant.clone()],
        on: actor.rights.on,
    };
    decide(&alone, action, target) == Decision::Allowed
}

/// The account with its grants, if the actor stands above all of it that is open: nobody changes an account above or
/// beside them, nor their own. The same answer for an account that is not there.
///
/// # Errors
/// When they may not, or the database fails.
pub(crate) async fn permit_over(
    reading: &mut Queries,
    snapshot: &Snapshot,
    actor: &Actor,
    account: AccountId,
) -> Result<(AccountRow, Vec<GrantRow>), Failure> {
    let row: Option<AccountRow> = reading.get((account,)).await?;
    let grants: Vec<GrantRow> = reading.by("account_id", account).await?;
    let Some(row) = row else {
        permit_to(actor, Action::Change, &Target::machine(TargetKind::Account))?;
        return Err(AccountRefusal::UnknownAccount.into());
    };
    if is_own(actor, account) {
        return Err(Failure::Forbidden(Denial::OwnWork));
    }
    let open: Vec<&GrantRow> = grants.iter().filter(|grant| is_open(grant)).collect();
    // One whose grants are all over is judged by what it was.
    let judged = if open.is_empty() {
        grants.iter().collect()
    } else {
        open
    };
    for grant in judged {
        permit_above(snapshot, actor, grant)?;
    }
    Ok((row, grants))
}

/// Whether a grant of the actor reaches this one and stands above it, not beside.
fn permit_above(snapshot: &Snapshot, actor: &Actor, grant: &GrantRow) -> Result<(), Failure> {
    let place = grant.organisation_id;
    let Some(role) = Role::parse(&grant.role) else {
        return Ok(());
    };
    permit_role(snapshot, actor, Action::Change, (role, place))?;
    let target = Target::of(TargetKind::Account, snapshot.path(place));
    let above = |own: &&Grant| {
        let is_beside = own.role == role && own.path.last() == Some(&place);
        reaches(actor, own, Action::Change, &target) && may_hand_out(own.role, role) && !is_beside
    };
    match actor.rights.grants.iter().find(above) {
        Some(_) => Ok(()),
        None => Err(AccountRefusal::RoleAbove(role).into()),
    }
}

/// Whether an account is the actor's own.
pub(crate) fn is_own(actor: &Actor, account: AccountId) -> bool {
    actor.word == sessions::word_of(account)
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
