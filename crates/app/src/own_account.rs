//! One's own account: on which devices one is signed in, and signing them out.
//! Must not touch anybody else's: everything here is about whoever is signed in.

use jiff::Timestamp;
use serde_json::json;
use store::{KnownDeviceRow, SessionRow};

use crate::sessions::{self, Secret, SessionKind, SignedIn};
use crate::{App, Failure};

/// A device one is signed in on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnDevice {
    /// What names it in a form: no secret.
    pub handle: String,
    /// The device as the browser calls itself.
    pub name: String,
    /// Signed in with a slip rather than a password.
    pub is_phone: bool,
    /// Since when.
    pub opened_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// It is the one that asks.
    pub is_this: bool,
}

/// The devices one is signed in on, the last used first.
///
/// # Errors
/// When the database fails.
pub async fn own_devices(app: &App, who: &SignedIn, session: &Secret) -> Result<Vec<OwnDevice>, Failure> {
    let tree = app.tree(None).await?;
    let mut reading = app.store().read(tree).await?;
    let mut sessions: Vec<SessionRow> = reading.by("account_id", who.account).await?;
    drop(reading);
    let now = app.now();
    sessions.retain(|row| row.awaits.is_none() && sessions::is_live(row, now));
    sessions.sort_by_key(|row| std::cmp::Reverse(row.seen_at));
    let (this, lasting) = (session.sha256(), SessionKind::Phone.word());
    Ok(sessions
        .into_iter()
        .map(|row| OwnDevice {
            is_this: row.token_sha256 == this,
            is_phone: row.kind == lasting,
            handle: row.token_sha256,
            name: row.device,
            opened_at: row.opened_at,
            seen_at: row.seen_at,
        })
        .collect())
}

/// Signs one of the own devices out.
///
/// # Errors
/// When the database fails. A handle of somebody else's does nothing.
pub async fn sign_device_out(app: &App, who: &SignedIn, handle: &str) -> Result<(), Failure> {
    let tree = app.tree(None).await?;
    let mut tx = app.store().write_unlogged(tree).await?;
    let session: Option<SessionRow> = tx.get((handle.to_owned(),)).await?;
    if session.is_some_and(|row| row.account_id == who.account) {
        tx.remove::<SessionRow>([(handle.to_owned(),)]).await?;
    }
    Ok(tx.commit().await?)
}

/// Signs all own devices out, this one too, and forgets them. Noted in the history.
///
/// # Errors
/// When the database fails.
pub async fn sign_out_everywhere(app: &App, who: &SignedIn) -> Result<(), Failure> {
    let tree = app.tree(None).await?;
    let mut tx = app.store().write(tree).await?;
    sessions::end_in(&mut tx, who.account, None).await?;
    let devices: Vec<KnownDeviceRow> = tx.by("account_id", who.account).await?;
    let devices = devices.into_iter().map(|row| (row.token_sha256,));
    tx.remove_unlogged::<KnownDeviceRow>(devices).await?;
    let detail = json!({ "account": who.account.to_string() });
    tx.commit(app.entry(&who.actor, "sign-out-everywhere", &detail))
        .await?;
    Ok(())
}
