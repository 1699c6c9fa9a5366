//! 启用单: a printed one-time link that opens a long session on a secretary's or member's own phone. No password.
//! Must not print: the papers do.

use domain::access::{Action, TargetKind};
use domain::id::AccountId;
use jiff::{SignedDuration, Timestamp};
use store::{ActivationRow, GrantRow};

use crate::place::{Thing, permit_thing};
use crate::sessions::{self, Opening, Secret, SessionKind};
use crate::{Actor, App, Failure};

/// How long a slip works: long enough to reach a village by post and be forgotten in a drawer for a week.
const WORKS_FOR: SignedDuration = SignedDuration::from_hours(24 * 30);

/// A slip that was issued.
pub struct Slip {
    /// What stands in its link.
    pub secret: Secret,
    /// When it stops working.
    pub ends_at: Timestamp,
}

/// Issues a slip for an account; earlier ones that were not used stop working.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn issue_slip(app: &App, actor: &Actor, account: AccountId) -> Result<Slip, Failure> {
    permit_thing(
        app,
        actor,
        (Action::Create, TargetKind::Account),
        Thing::Account(account),
    )
    .await?;
    let tree = app.tree(None).await?;
    let (secret, now) = (Secret::new(app), app.now());
    let ends_at = now.saturating_add(WORKS_FOR).unwrap_or(Timestamp::MAX);
    let mut tx = app.store().write_unlogged(tree).await?;
    let earlier: Vec<ActivationRow> = tx.by("account_id", account).await?;
    let unused = earlier
        .into_iter()
        .filter(|slip| slip.used_at.is_none() && slip.void_at.is_none());
    let void: Vec<ActivationRow> = unused
        .map(|slip| ActivationRow {
            void_at: Some(now),
            ..slip
        })
        .collect();
    tx.save(&void).await?;
    tx.save(&[ActivationRow {
        token_sha256: secret.sha256(),
        account_id: account,
        issued_at: now,
        issued_by: actor.word.clone(),
        ends_at,
        used_at: None,
        void_at: None,
    }])
    .await?;
    tx.commit().await?;
    Ok(Slip { secret, ends_at })
}

/// Uses a slip up and opens a session on this device; none when the slip does not work (any more).
///
/// # Errors
/// When the database fails.
pub async fn activate(app: &App, secret: &Secret, device: &str) -> Result<Option<Secret>, Failure> {
    let tree = app.tree(None).await?;
    let now = app.now();
    let mut tx = app.store().write_unlogged(tree).await?;
    let slip: Option<ActivationRow> = tx.get((secret.sha256(),)).await?;
    let works = |slip: &ActivationRow| slip.used_at.is_none() && slip.void_at.is_none() && now < slip.ends_at;
    let Some(slip) = slip.filter(works) else {
        return Ok(None);
    };
    let account = slip.account_id;
    tx.save(&[ActivationRow {
        used_at: Some(now),
        ..slip
    }])
    .await?;
    tx.commit().await?;
    let opening = Opening {
        account,
        kind: SessionKind::Phone,
        device,
        awaits: None,
    };
    Ok(Some(sessions::open(app, tree, opening).await?))
}

/// Whose a slip is that works: shown before it is used up.
///
/// # Errors
/// When the database fails.
pub async fn slip_is_for(app: &App, secret: &Secret) -> Result<Option<Vec<GrantRow>>, Failure> {
    let tree = app.tree(None).await?;
    let mut reading = app.store().read(tree).await?;
    let slip: Option<ActivationRow> = reading.get((secret.sha256(),)).await?;
    let now = app.now();
    let works = |slip: &ActivationRow| slip.used_at.is_none() && slip.void_at.is_none() && now < slip.ends_at;
    match slip.filter(works) {
        Some(slip) => Ok(Some(reading.by("account_id", slip.account_id).await?)),
        None => Ok(None),
    }
}
