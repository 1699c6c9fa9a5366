//! One account closely, for whoever stands above it; and who could follow the secretary of a branch.
//! Must not show a secret, and no device's name: only its holder sees those.

use domain::access::{Action, GrantState, Role, TargetKind};
use domain::id::{AccountId, OrganisationId, PersonId};
use jiff::civil::Date;
use store::{ActivationRow, CredentialRow, SessionRow};

use crate::accounts::permit_over;
use crate::activation::secretary_of;
use crate::see_accounts::{AccountState, called, state_at};
use crate::snapshot::look;
use crate::{AccountRefusal, Actor, App, Ask, Failure, Snapshot, sessions};

/// One account, for whoever stands above it.
pub struct AccountSeen {
    /// What it was read from, to name things by.
    pub snapshot: Snapshot,
    /// The account.
    pub account: AccountId,
    /// What is typed to sign in.
    pub login: Option<String>,
    /// What the holder is called.
    pub name: Option<String>,
    /// Its grants, past ones too: role, organisation, first and last day, state.
    pub grants: Vec<GrantSeen>,
    /// Where it stands.
    pub state: AccountState,
    /// On how many devices it is signed in.
    pub devices: usize,
    /// Whether one-time codes are on.
    pub has_codes: bool,
}

/// A grant of an account.
pub struct GrantSeen {
    /// As what.
    pub role: Role,
    /// Over which organisation.
    pub organisation: OrganisationId,
    /// First day.
    pub from: Date,
    /// Last day, if it ends.
    pub until: Option<Date>,
    /// Where it stands.
    pub state: GrantState,
}

/// Looks closely at an account.
///
/// # Errors
/// When the actor does not stand above it, or the database fails.
pub async fn see_account(app: &App, actor: &Actor, account: AccountId) -> Result<AccountSeen, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let (row, grants) = permit_over(&mut reading, &snapshot, actor, account).await?;
    let slips: Vec<ActivationRow> = reading.by("account_id", account).await?;
    let sessions: Vec<SessionRow> = reading.by("account_id", account).await?;
    let credential: Option<CredentialRow> = reading.get((account,)).await?;
    drop(reading);
    let now = app.now();
    let live = sessions
        .iter()
        .filter(|row| row.awaits.is_none() && sessions::is_live(row, now));
    let mut seen: Vec<GrantSeen> = grants
        .iter()
        .filter_map(|grant| {
            Some(GrantSeen {
                role: Role::parse(&grant.role)?,
                organisation: grant.organisation_id,
                from: grant.from_on,
                until: grant.until_on,
                state: GrantState::parse(&grant.state)?,
            })
        })
        .collect();
    seen.sort_by_key(|grant| std::cmp::Reverse((grant.from, grant.organisation)));
    Ok(AccountSeen {
        account,
        login: row.login.clone(),
        name: called(&snapshot, &row),
        grants: seen,
        state: state_at(Some(&row), &slips, &sessions, now),
        devices: live.count(),
        has_codes: credential.is_some_and(|row| row.totp_since.is_some()),
        snapshot,
    })
}

/// Who could follow the secretary of a branch: its members, by name, and who holds the post now.
pub struct SuccessionSeen {
    /// Full name of the branch.
    pub organisation_name: String,
    /// Who holds the post now, and since when (none: since before the records).
    pub holder: Option<(String, Option<Date>)>,
    /// Members of the branch but the holder.
    pub members: Vec<(PersonId, String)>,
    /// Today, where the programme runs.
    pub today: Date,
}

/// Looks at who could follow the secretary of a branch.
///
/// # Errors
/// When the actor may not change its account, or the database fails.
pub async fn see_succession(
    app: &App,
    actor: &Actor,
    organisation: OrganisationId,
) -> Result<SuccessionSeen, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Change, TargetKind::Account), organisation)?;
    let name = snapshot
        .name(organisation)
        .ok_or(AccountRefusal::UnknownAccount)?;
    let post = secretary_of(&snapshot, organisation);
    let named = |person: PersonId| snapshot.facts.person(person)?.name.clone();
    let homes = snapshot.facts.memberships.iter();
    let homes = homes.filter(|home| home.organisation == organisation && home.held_on(snapshot.as_of));
    let mut members: Vec<(PersonId, String)> = homes
        .filter(|home| post.is_none_or(|post| post.person != home.person))
        .filter_map(|home| Some((home.person, named(home.person)?)))
        // The list of organisations names the holder, the roster the member: often one and the same.
        .filter(|(_, name)| post.is_none_or(|post| named(post.person).as_ref() != Some(name)))
        .collect();
    members.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
    let holder = post.and_then(|post| {
        let since = (post.from > Date::MIN).then_some(post.from);
        Some((named(post.person)?, since))
    });
    Ok(SuccessionSeen {
        organisation_name: name.to_owned(),
        holder,
        members,
        today: snapshot.as_of,
    })
}
