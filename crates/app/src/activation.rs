//! 启用单: a printed one-time link. On a secretary's or member's own phone it opens a long session without a password;
//! an officer chooses a password with it.
//!
//! A slip works once: whoever comes second, even at the same moment, is told so. Must not print: the papers do.

use domain::access::Role;
use domain::id::{AccountId, OrganisationId, TreeId};
use jiff::Timestamp;
use serde_json::json;
use store::{AccountRow, ActivationRow, CredentialRow, GrantRow, Queries, Tx};

use crate::passwords;
use crate::sessions::{self, Opening, Secret, SessionKind, SignedIn};
use crate::sign_in::{Arrival, Entered, enter_in};
use crate::snapshot::look;
use crate::{AccountRefusal, App, Ask, Failure, Snapshot};

/// Where a slip stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SlipState {
    /// It works.
    Works,
    /// It was used.
    Used,
    /// A newer one was issued, or it was taken back.
    Void,
    /// It is too old.
    Expired,
    /// There is none, or its account may do nothing (any more).
    Unknown,
}

/// A slip as it is shown to whoever brings it.
pub struct SlipSeen {
    /// Where it stands.
    pub state: SlipState,
    /// Whose account; for a slip that works or was used.
    pub account: Option<AccountId>,
    /// Whose it is; only while it works, since a spent slip lies about.
    pub holder: Option<SignedIn>,
    /// Full name of the organisation of the account.
    pub organisation: Option<String>,
    /// Full name of the organisation to ask for another slip.
    pub ask: Option<String>,
}

/// Looks at a slip. Uses nothing up: chat programs look ahead at every link.
///
/// # Errors
/// When the database fails.
pub async fn slip_seen(app: &App, secret: &Secret) -> Result<SlipSeen, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let slip: Option<ActivationRow> = reading.get((secret.sha256(),)).await?;
    let mut seen = SlipSeen {
        state: SlipState::Unknown,
        account: None,
        holder: None,
        organisation: None,
        ask: None,
    };
    let Some(slip) = slip else { return Ok(seen) };
    let grants: Vec<GrantRow> = reading.by("account_id", slip.account_id).await?;
    let place = grants.iter().max_by_key(|grant| (grant.from_on, grant.id));
    seen.organisation = place.and_then(|grant| Some(snapshot.name(grant.organisation_id)?.to_owned()));
    seen.ask = place.and_then(|grant| asked(&snapshot, grant));
    let account: Option<AccountRow> = reading.get((slip.account_id,)).await?;
    drop(reading);
    seen.state = state_of(&slip, app.now());
    seen.account = Some(slip.account_id);
    if let (SlipState::Works, Some(account)) = (seen.state, account) {
        seen.holder = holder(app, snapshot.tree, (account, grants)).await?;
        if seen.holder.is_none() {
            seen.state = SlipState::Unknown;
        }
    }
    Ok(seen)
}

/// Who hands out another slip: the own branch for a member, what stands above for everybody else.
fn asked(snapshot: &Snapshot, grant: &GrantRow) -> Option<String> {
    let place = grant.organisation_id;
    let is_member = Role::parse(&grant.role) == Some(Role::Member);
    let path = snapshot.path(place);
    let above = path.iter().rev().skip(1);
    // A village committee hands no slips out: the township above it does.
    let office = above
        .copied()
        .find(|id| snapshot.is_township(*id) || id.0 == snapshot.tree.0);
    let asked = if is_member { Some(place) } else { office };
    Some(snapshot.name(asked.unwrap_or(place))?.to_owned())
}

async fn holder(
    app: &App,
    tree: TreeId,
    account: (AccountRow, Vec<GrantRow>),
) -> Result<Option<SignedIn>, Failure> {
    let known = app.known(tree).await?;
    let on = app.today(&known.rules);
    Ok(sessions::signed_in(on, &known, account, SessionKind::Phone))
}

pub(crate) fn state_of(slip: &ActivationRow, now: Timestamp) -> SlipState {
    if slip.used_at.is_some() {
        SlipState::Used
    } else if slip.void_at.is_some() {
        SlipState::Void
    } else if now >= slip.ends_at {
        SlipState::Expired
    } else {
        SlipState::Works
    }
}

/// Uses a slip up and opens a session on this device; none when the slip does not work (any more), or a password is
/// to be chosen with it.
///
/// # Errors
/// When the database fails.
pub async fn activate(app: &App, secret: &Secret, device: &str) -> Result<Option<Secret>, Failure> {
    let Some(works) = working(app, secret).await? else {
        return Ok(None);
    };
    if works.login.is_some() {
        return Ok(None);
    }
    let (account, now) = (works.account, app.now());
    let mut tx = app.store().write(works.tree).await?;
    let Some(slip) = taken(&mut tx, secret, now).await? else {
        tx.give_up().await?;
        return Ok(None);
    };
    let session = Secret::new(app);
    let opening = Opening {
        account,
        kind: SessionKind::Phone,
        device,
        awaits: None,
    };
    tx.save_unlogged(&[slip]).await?;
    tx.save_unlogged(&[opening.row(&session, now)]).await?;
    let detail = json!({ "account": account.to_string() });
    let entry = app.entry(&sessions::actor_of(app, account), "activate", &detail);
    tx.commit(entry).await?;
    Ok(Some(session))
}

/// Uses an officer's slip up: the password is set, codes begin anew, and the officer is signed in on this device
/// alone. None when the slip does not work (any more).
///
/// # Errors
/// When the password will not do, or the database fails.
pub async fn choose_password(
    app: &App,
    secret: &Secret,
    password: &str,
    arrival: Arrival<'_>,
) -> Result<Option<Entered>, Failure> {
    let Some(works) = working(app, secret).await? else {
        return Ok(None);
    };
    let Some(login) = works.login else { return Ok(None) };
    passwords::judge(password, &login)?;
    let hash = app.hasher().hash(password, app.random()).await?;
    let (account, now) = (works.account, app.now());
    let mut tx = app.store().write(works.tree).await?;
    let Some(slip) = taken(&mut tx, secret, now).await? else {
        tx.give_up().await?;
        return Ok(None);
    };
    sessions::end_in(&mut tx, account, None).await?;
    tx.save_unlogged(&[slip]).await?;
    tx.save_unlogged(&[CredentialRow {
        account_id: account,
        password: Some(hash),
        totp_secret: None,
        totp_since: None,
        totp_step: None,
        changed_at: now,
    }])
    .await?;
    let entered = enter_in(app, &mut tx, (account, arrival, now)).await?;
    let detail = json!({ "account": account.to_string() });
    let entry = app.entry(&sessions::actor_of(app, account), "choose-password", &detail);
    tx.commit(entry).await?;
    Ok(Some(entered))
}

/// A slip that works, with the account it is for.
struct Works {
    tree: TreeId,
    account: AccountId,
    login: Option<String>,
}

async fn working(app: &App, secret: &Secret) -> Result<Option<Works>, Failure> {
    let seen = slip_seen(app, secret).await?;
    let tree = app.tree(None).await?;
    Ok(seen.holder.map(|holder| Works {
        tree,
        account: holder.account,
        login: holder.login,
    }))
}

/// The slip as used now, if it works still: asked again where nobody else writes.
async fn taken(tx: &mut Tx, secret: &Secret, now: Timestamp) -> Result<Option<ActivationRow>, Failure> {
    let slip: Option<ActivationRow> = tx.get((secret.sha256(),)).await?;
    let slip = slip.filter(|slip| state_of(slip, now) == SlipState::Works);
    Ok(slip.map(|slip| ActivationRow {
        used_at: Some(now),
        ..slip
    }))
}

/// An open account of a person that signs in by slip.
pub(crate) async fn phone_account(
    reading: &mut Queries,
    person: domain::id::PersonId,
) -> Result<Vec<AccountRow>, Failure> {
    let theirs: Vec<AccountRow> = reading.by("person_id", person).await?;
    let open = theirs.into_iter().filter(|account| {
        account.login.is_none() && domain::access::GrantState::parse(&account.state) != Some(ENDED)
    });
    Ok(open.collect())
}

const ENDED: domain::access::GrantState = domain::access::GrantState::Ended;

/// Whether a place is where somebody holds the post that keeps a branch's records; none: nobody on record.
pub(crate) fn secretary_of(
    snapshot: &Snapshot,
    organisation: OrganisationId,
) -> Option<&domain::person::Post> {
    let wanted = snapshot.rules.sheet_rules.holder_post.as_deref();
    let posts = snapshot.facts.posts.iter().filter(|post| {
        post.organisation == organisation
            && wanted.is_none_or(|wanted| post.role == wanted)
            && post.held_on(snapshot.as_of)
    });
    posts.max_by_key(|post| (post.from, post.id))
}

/// A refusal when nobody is on record as secretary.
pub(crate) fn nobody(snapshot: &Snapshot, organisation: OrganisationId) -> AccountRefusal {
    AccountRefusal::NobodyInPost(snapshot.name(organisation).unwrap_or_default().to_owned())
}
