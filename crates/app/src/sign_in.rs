//! Officers sign in: login and password, then a one-time code where it is set up (trust §3, 身份鉴别; faults 20, 22).
//!
//! Tries are counted before anything is hashed. A login that nobody has is answered as a wrong password is, after the
//! same work. A device that signed in before has an allowance of its own, so that no guesser elsewhere shuts it out.
//! Each signing in opens a new session: a secret from before never counts afterwards.
//! Must not say which of login and password was wrong.

use std::net::IpAddr;

use domain::access::GrantState;
use domain::id::{AccountId, TreeId};
use jiff::Timestamp;
use serde_json::json;
use store::{AccountRow, CredentialRow, GrantRow, KnownDeviceRow, Queries, SessionRow};

use crate::passwords::{self, Comer};
use crate::sessions::{self, AWAITS_CODE, Opening, Secret, SessionKind, SignedIn};
use crate::tries::{self, Count};
use crate::{AccountRefusal, App, Failure, totp};

/// Most devices of one account that are remembered.
const MOST_DEVICES: usize = 5;

/// Where somebody signs in from.
#[derive(Clone, Copy)]
pub struct Arrival<'a> {
    /// The net.
    pub net: IpAddr,
    /// The secret of a device that signed in before, if it brought one.
    pub device: Option<&'a Secret>,
    /// The device as the browser calls itself.
    pub device_name: &'a str,
}

/// What came of it.
pub enum Answer {
    /// Signed in.
    In(Entered),
    /// The password was right; a code is still to come, on this session.
    CodeToCome(Secret),
    /// Login, password or code is wrong.
    Wrong,
    /// Too many tries: again in a quarter of an hour.
    Wait,
}

/// The secrets a browser is to keep.
pub struct Entered {
    /// Of the session.
    pub session: Secret,
    /// Of the device, so that it is known the next time.
    pub device: Secret,
}

/// Signs in with login and password.
///
/// # Errors
/// When too many are signing in at once, or the database fails.
pub async fn sign_in(
    app: &App,
    (login, password): (&str, &str),
    arrival: Arrival<'_>,
) -> Result<Answer, Failure> {
    let (tree, login) = (app.tree(None).await?, folded(login));
    let Some(taken) = take(app, tree, (&login, arrival)).await? else {
        return Ok(Answer::Wait);
    };
    let Taken {
        account,
        credential,
        counts,
        comer,
    } = taken;
    let kept = credential.as_ref().and_then(|row| row.password.clone());
    let is_right = match app.hasher().is_right(password, kept, comer).await {
        Ok(is_right) => is_right,
        Err(failure) => {
            // Not looked at, so not a wrong one.
            give_back(app, tree, &counts).await?;
            return Err(failure);
        }
    };
    let (Some(account), Some(credential), true) = (account, credential, is_right) else {
        return Ok(Answer::Wrong);
    };
    if !counts_today(app, tree, &account).await? {
        return Ok(Answer::Wrong);
    }
    give_back(app, tree, &counts).await?;
    if credential.totp_since.is_none() {
        return enter(app, tree, (&credential, arrival)).await;
    }
    let opening = Opening {
        account: account.id,
        kind: SessionKind::Officer,
        device: arrival.device_name,
        awaits: Some(AWAITS_CODE),
    };
    Ok(Answer::CodeToCome(sessions::open(app, tree, opening).await?))
}

/// A try that was counted.
struct Taken {
    account: Option<AccountRow>,
    credential: Option<CredentialRow>,
    counts: Vec<Count>,
    comer: Comer,
}

/// Counts a try before anything is hashed; none when there were too many.
async fn take(
    app: &App,
    tree: TreeId,
    (login, arrival): (&str, Arrival<'_>),
) -> Result<Option<Taken>, Failure> {
    let mut reading = app.store().read(tree).await?;
    let account = account_of(&mut reading, login).await?;
    let is_known = match &account {
        Some(account) => knows(&mut reading, account.id, arrival.device).await?,
        None => false,
    };
    let (counts, comer) = match arrival.device.filter(|_| is_known) {
        Some(device) => (vec![Count::device(device)], Comer::Known),
        None => (vec![Count::login(login), Count::net(arrival.net)], Comer::Anybody),
    };
    let is_full = tries::is_full(&mut reading, app.now(), &counts).await?;
    drop(reading);
    if is_full {
        return Ok(None);
    }
    let mut tx = app.store().write_unlogged_alone(tree).await?;
    if !tries::take(&mut tx, app.now(), &counts).await? {
        return Ok(None);
    }
    let credential: Option<CredentialRow> = match &account {
        Some(account) => tx.get((account.id,)).await?,
        None => None,
    };
    tx.commit().await?;
    Ok(Some(Taken {
        account,
        credential,
        counts,
        comer,
    }))
}

/// Takes the code that a session waits for, and opens a new session in its place.
///
/// # Errors
/// When the session does not wait for one, or the database fails.
pub async fn give_code(
    app: &App,
    waiting: &Secret,
    code: &str,
    arrival: Arrival<'_>,
) -> Result<Answer, Failure> {
    let (tree, now) = (app.tree(None).await?, app.now());
    let mut tx = app.store().write_unlogged_alone(tree).await?;
    let session: Option<SessionRow> = tx.get((waiting.sha256(),)).await?;
    let waits = |row: &SessionRow| row.awaits.as_deref() == Some(AWAITS_CODE) && now < row.ends_at;
    let Some(session) = session.filter(waits) else {
        return Ok(Answer::Wrong);
    };
    let account = session.account_id;
    let is_known = knows(&mut tx, account, arrival.device).await?;
    let count = match arrival.device.filter(|_| is_known) {
        Some(device) => Count::device(device),
        None => Count::own(&format!("code:{account}")),
    };
    if !tries::take(&mut tx, now, std::slice::from_ref(&count)).await? {
        return Ok(Answer::Wait);
    }
    let credential: Option<CredentialRow> = tx.get((account,)).await?;
    let step = match &credential {
        Some(credential) => totp::step_of(credential, code, now)?,
        None => None,
    };
    let (Some(credential), Some(step)) = (credential, step) else {
        tx.commit().await?;
        return Ok(Answer::Wrong);
    };
    // The code is used up in the same transaction that read it: twice at once is once.
    let credential = CredentialRow {
        totp_step: Some(step),
        ..credential
    };
    tx.save(std::slice::from_ref(&credential)).await?;
    tries::give_back(&mut tx, &[count]).await?;
    tx.remove::<SessionRow>([(session.token_sha256,)]).await?;
    tx.commit().await?;
    enter(app, tree, (&credential, arrival)).await
}

async fn give_back(app: &App, tree: TreeId, counts: &[Count]) -> Result<(), Failure> {
    let mut tx = app.store().write_unlogged_alone(tree).await?;
    tries::give_back(&mut tx, counts).await?;
    Ok(tx.commit().await?)
}

/// Opens an officer's session on a device that is known from now on. Noted in the history. Wrong when the password
/// was changed or taken back while it was being checked.
async fn enter(
    app: &App,
    tree: TreeId,
    (checked, arrival): (&CredentialRow, Arrival<'_>),
) -> Result<Answer, Failure> {
    let (account, now) = (checked.account_id, app.now());
    let mut tx = app.store().write(tree).await?;
    let kept: Option<CredentialRow> = tx.get((account,)).await?;
    if kept.is_none_or(|kept| kept.password != checked.password) {
        tx.give_up().await?;
        return Ok(Answer::Wrong);
    }
    let entered = enter_in(app, &mut tx, (account, arrival, now)).await?;
    let actor = sessions::actor_of(app, account);
    let detail = json!({ "account": account.to_string() });
    tx.commit(app.entry(&actor, "sign-in", &detail)).await?;
    Ok(Answer::In(entered))
}

/// The rows of an officer's session on a device that is known from now on, within what else is written.
pub(crate) async fn enter_in(
    app: &App,
    tx: &mut store::Tx,
    (account, arrival, now): (AccountId, Arrival<'_>, Timestamp),
) -> Result<Entered, Failure> {
    let (session, device) = (Secret::new(app), Secret::new(app));
    let opening = Opening {
        account,
        kind: SessionKind::Officer,
        device: arrival.device_name,
        awaits: None,
    };
    tx.save_unlogged(&[opening.row(&session, now)]).await?;
    let mut devices: Vec<KnownDeviceRow> = tx.by("account_id", account).await?;
    devices.sort_by_key(|row| std::cmp::Reverse(row.seen_at));
    let brought = arrival.device.map(Secret::sha256);
    let (same, others): (Vec<_>, Vec<_>) = devices
        .into_iter()
        .partition(|row| Some(&row.token_sha256) == brought.as_ref());
    let forgotten = others.into_iter().skip(MOST_DEVICES.saturating_sub(1));
    let gone = same.into_iter().chain(forgotten).map(|row| (row.token_sha256,));
    tx.remove_unlogged::<KnownDeviceRow>(gone).await?;
    tx.save_unlogged(&[KnownDeviceRow {
        token_sha256: device.sha256(),
        account_id: account,
        seen_at: now,
    }])
    .await?;
    Ok(Entered { session, device })
}

/// Changes the own password; every other device has to sign in anew. Noted in the history.
///
/// # Errors
/// When the old one is wrong, too many were, the new one will not do, or the database fails.
pub async fn change_password(
    app: &App,
    who: &SignedIn,
    (old, new): (&str, &str),
    session: &Secret,
) -> Result<(), Failure> {
    passwords::judge(new, who.login.as_deref().unwrap_or_default())?;
    own_password(app, who, (old, Comer::Known)).await?;
    let hash = app.hasher().hash(new, app.random()).await?;
    let tree = app.tree(None).await?;
    let mut tx = app.store().write(tree).await?;
    let kept: Option<CredentialRow> = tx.get((who.account,)).await?;
    let Some(kept) = kept else {
        return Err(AccountRefusal::NoPassword.into());
    };
    tx.save_unlogged(&[CredentialRow {
        password: Some(hash),
        changed_at: app.now(),
        ..kept
    }])
    .await?;
    sessions::end_in(&mut tx, who.account, Some(session)).await?;
    let detail = json!({ "account": who.account.to_string() });
    tx.commit(app.entry(&who.actor, "change-password", &detail))
        .await?;
    Ok(())
}

/// Checks the own password of somebody signed in.
///
/// # Errors
/// When it is wrong, too many were, or the database fails.
pub(crate) async fn own_password(
    app: &App,
    who: &SignedIn,
    (password, comer): (&str, Comer),
) -> Result<CredentialRow, Failure> {
    let tree = app.tree(None).await?;
    let counts = [Count::own(&format!("password:{}", who.account))];
    let mut tx = app.store().write_unlogged_alone(tree).await?;
    if !tries::take(&mut tx, app.now(), &counts).await? {
        return Err(AccountRefusal::TooManyTries.into());
    }
    let credential: Option<CredentialRow> = tx.get((who.account,)).await?;
    tx.commit().await?;
    let credential = credential.ok_or(AccountRefusal::NoPassword)?;
    if !app
        .hasher()
        .is_right(password, credential.password.clone(), comer)
        .await?
    {
        return Err(AccountRefusal::PasswordWrong.into());
    }
    give_back(app, tree, &counts).await?;
    Ok(credential)
}

/// A login as it is kept and compared: without blanks around, in small letters.
pub(crate) fn folded(login: &str) -> String {
    login.trim().to_lowercase()
}

async fn account_of(reading: &mut Queries, login: &str) -> Result<Option<AccountRow>, Failure> {
    let found: Vec<AccountRow> = reading.by("login", login.to_owned()).await?;
    Ok(found.into_iter().next())
}

async fn knows(reading: &mut Queries, account: AccountId, device: Option<&Secret>) -> Result<bool, Failure> {
    let Some(device) = device else { return Ok(false) };
    let row: Option<KnownDeviceRow> = reading.get((device.sha256(),)).await?;
    Ok(row.is_some_and(|row| row.account_id == account))
}

/// Whether anything may be done with an account today; who may do nothing does not get in.
async fn counts_today(app: &App, tree: TreeId, account: &AccountRow) -> Result<bool, Failure> {
    if GrantState::parse(&account.state) != Some(GrantState::Active) {
        return Ok(false);
    }
    let mut reading = app.store().read(tree).await?;
    let grants: Vec<GrantRow> = reading.by("account_id", account.id).await?;
    drop(reading);
    sessions::is_anybody(app, tree, (account.clone(), grants)).await
}
