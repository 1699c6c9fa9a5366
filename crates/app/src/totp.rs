//! 一次性验证码: codes of six digits from an app on the officer's phone (RFC 6238), as a second proof (trust §3).
//! Must not take a code twice: the step of the last one is kept with the secret.

use domain::id::AccountId;
use jiff::Timestamp;
use store::{CredentialRow, Queries, StoreError};
use totp_rs::{Builder, Totp};

use crate::passwords::Comer;
use crate::sessions::SignedIn;
use crate::tries::{self, Count};
use crate::{AccountRefusal, App, Failure};

/// How many bytes a secret has, as RFC 4226 advises.
const SECRET_BYTES: usize = 20;

/// What is shown while codes are set up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeSetUp {
    /// `otpauth://…`, as a QR code says it to the app.
    pub address: String,
    /// The secret as it is typed where there is no camera.
    pub secret: String,
}

/// How an account stands with codes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Codes {
    /// No codes are asked.
    Off,
    /// Set up, the first code still to come.
    Begun(CodeSetUp),
    /// Asked at each signing in, since then.
    On(Timestamp),
}

/// Six digits, thirty seconds, one step to either side for clocks that differ.
fn reckoner(secret: &[u8]) -> Result<Totp, Failure> {
    let built = Builder::new().with_secret(secret.to_vec()).build();
    built.map_err(|error| Failure::Store(StoreError::setting("totp", error)))
}

/// The step of a code that is right now and was not taken before.
///
/// # Errors
/// When the kept secret is damaged.
pub(crate) fn step_of(
    credential: &CredentialRow,
    code: &str,
    now: Timestamp,
) -> Result<Option<i64>, Failure> {
    let Some(secret) = &credential.totp_secret else {
        return Ok(None);
    };
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let step = reckoner(secret)?.check(&code, seconds);
    let step = step.and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|step| credential.totp_step.is_none_or(|last| *step > last)))
}

/// How the account of whoever is signed in stands with codes; `issuer` is what the app shows.
///
/// # Errors
/// When the database fails.
pub async fn codes(app: &App, who: &SignedIn, issuer: &str) -> Result<Codes, Failure> {
    let tree = app.tree(None).await?;
    let mut reading = app.store().read(tree).await?;
    let credential: Option<CredentialRow> = reading.get((who.account,)).await?;
    let login = who.login.clone().unwrap_or_default();
    Ok(match credential {
        Some(CredentialRow {
            totp_since: Some(since),
            ..
        }) => Codes::On(since),
        Some(CredentialRow {
            totp_secret: Some(secret),
            ..
        }) => Codes::Begun(set_up(&secret, &login, issuer)?),
        _ => Codes::Off,
    })
}

fn set_up(secret: &[u8], login: &str, issuer: &str) -> Result<CodeSetUp, Failure> {
    let secret = reckoner(secret)?.secret().to_base32();
    let (label, issuer) = (percent(login), percent(issuer));
    Ok(CodeSetUp {
        address: format!("otpauth://totp/{issuer}:{label}?secret={secret}&issuer={issuer}"),
        secret,
    })
}

/// Written so that it may stand in an address.
fn percent(text: &str) -> String {
    let bytes = text.bytes();
    bytes
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// Makes a new secret; nothing is asked before a first code from it was right.
///
/// # Errors
/// When the account has no password, or codes are on already, or the database fails.
pub async fn begin_codes(app: &App, who: &SignedIn) -> Result<(), Failure> {
    let tree = app.tree(None).await?;
    let mut tx = app.store().write_unlogged_alone(tree).await?;
    let credential = own(&mut tx, who.account).await?;
    if credential.totp_since.is_some() {
        return Ok(());
    }
    let secret: [u8; SECRET_BYTES] = app.random();
    tx.save(&[CredentialRow {
        totp_secret: Some(secret.to_vec()),
        totp_step: None,
        ..credential
    }])
    .await?;
    Ok(tx.commit().await?)
}

/// Takes the first code: from now on one is asked at each signing in. Noted in the history.
///
/// # Errors
/// When the code is wrong, too many were, or the database fails.
pub async fn confirm_codes(app: &App, who: &SignedIn, code: &str) -> Result<(), Failure> {
    let tree = app.tree(None).await?;
    let now = app.now();
    let counts = [Count::own(&format!("first-code:{}", who.account))];
    let mut tx = app.store().write_unlogged_alone(tree).await?;
    if !tries::take(&mut tx, now, &counts).await? {
        return Err(AccountRefusal::TooManyTries.into());
    }
    let credential = own(&mut tx, who.account).await?;
    let Some(step) = step_of(&credential, code, now)? else {
        tx.commit().await?;
        return Err(AccountRefusal::CodeWrong.into());
    };
    tries::give_back(&mut tx, &counts).await?;
    tx.commit().await?;
    let mut tx = app.store().write(tree).await?;
    let credential = own(&mut tx, who.account).await?;
    tx.save_unlogged(&[CredentialRow {
        totp_since: Some(now),
        totp_step: Some(step),
        ..credential
    }])
    .await?;
    let detail = serde_json::json!({ "account": who.account.to_string() });
    tx.commit(app.entry(&who.actor, "codes-on", &detail)).await?;
    Ok(())
}

/// Asks for no code from now on; the password is asked once more, since the device may lie open.
///
/// # Errors
/// When the password is wrong, too many were, or the database fails.
pub async fn end_codes(app: &App, who: &SignedIn, password: &str) -> Result<(), Failure> {
    let credential = crate::sign_in::own_password(app, who, (password, Comer::Known)).await?;
    let tree = app.tree(None).await?;
    let mut tx = app.store().write(tree).await?;
    tx.save_unlogged(&[CredentialRow {
        totp_secret: None,
        totp_since: None,
        totp_step: None,
        ..credential
    }])
    .await?;
    let detail = serde_json::json!({ "account": who.account.to_string() });
    tx.commit(app.entry(&who.actor, "codes-off", &detail)).await?;
    Ok(())
}

async fn own(tx: &mut Queries, account: AccountId) -> Result<CredentialRow, Failure> {
    let found: Option<CredentialRow> = tx.get((account,)).await?;
    found
        .filter(|row| row.password.is_some())
        .ok_or_else(|| AccountRefusal::NoPassword.into())
}
