//! One account: what it may do, where it stands; a new slip, suspending, ending.
//! Must not show its devices by name: only the holder sees those.

use app::accounts::{AccountChange, change_account};
use app::see_account::{GrantSeen, see_account};
use app::see_accounts::AccountState;
use askama::Template;
use domain::access::{GrantState, Role};
use domain::id::AccountId;

use super::list::{Tag, tag};
use crate::answer::{Answer, Reply, Trouble};
use crate::posted::Posted;
use crate::told::Called;
use crate::view::View;
use crate::visit::Visit;

/// A grant.
struct Grant {
    role: String,
    organisation: Called,
    days: String,
    state: String,
    /// Where the post is handed over, for a secretary in office.
    handover: Option<String>,
}

#[derive(Template)]
#[template(path = "accounts/one.html")]
struct Page<'a> {
    v: View<'a>,
    id: AccountId,
    name: String,
    login: Option<String>,
    grants: Vec<Grant>,
    tag: Tag,
    devices: usize,
    has_codes: bool,
    is_active: bool,
    is_suspended: bool,
    key: String,
}

/// Shows an account.
pub async fn show(visit: Visit) -> Answer {
    let account: AccountId = visit.place("account")?;
    let seen = see_account(&visit.site.app, &visit.actor, account).await?;
    let grant = |found: &GrantSeen| {
        let is_secretary = found.role == Role::Secretary && found.state == GrantState::Active;
        Grant {
            role: visit.words.role(found.role),
            organisation: Called::by(&visit, &seen.snapshot, found.organisation),
            days: days(&visit, found),
            state: state(&visit, found.state),
            handover: is_secretary.then(|| format!("/accounts/branches/{}/handover", found.organisation)),
        }
    };
    Reply::page(&Page {
        id: account,
        name: seen.name.clone().unwrap_or_default(),
        login: seen.login.clone(),
        grants: seen.grants.iter().map(grant).collect(),
        tag: tag(&visit, seen.state),
        devices: seen.devices,
        has_codes: seen.has_codes,
        is_active: !matches!(seen.state, AccountState::Suspended | AccountState::Ended),
        is_suspended: seen.state == AccountState::Suspended,
        key: visit.site.app.new_id().to_string(),
        v: View::new(&visit),
    })
}

fn days(visit: &Visit, grant: &GrantSeen) -> String {
    let from = visit.words.date(grant.from);
    match grant.until {
        Some(until) => visit.words.say(
            "grant-from-until",
            &[("from", from.into()), ("until", visit.words.date(until).into())],
        ),
        None => visit.words.say("grant-from", &[("from", from.into())]),
    }
}

fn state(visit: &Visit, state: GrantState) -> String {
    let key = match state {
        GrantState::Invited => "grant-invited",
        GrantState::Active => "grant-active",
        GrantState::Suspended => "grant-suspended",
        GrantState::Moved => "grant-moved",
        GrantState::Ended => "grant-ended",
    };
    visit.words.say(key, &[])
}

/// Suspends, takes up again, or ends.
pub async fn change(visit: Visit, posted: Posted) -> Answer {
    let account: AccountId = visit.place("account")?;
    let change = match posted.field("do") {
        Some("suspend") => AccountChange::Suspend,
        Some("take-up") => AccountChange::TakeUpAgain,
        Some("end") => AccountChange::End,
        _ => return Err(Trouble::FormBroken),
    };
    let key = posted.field("key");
    change_account(&visit.site.app, &visit.actor, (account, change), key).await?;
    Reply::see_other(&format!("/accounts/{account}"))
}
