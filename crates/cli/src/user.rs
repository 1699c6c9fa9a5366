//! `kaijiang user`: who may sign in. Links are printed once, to be handed to their holders.
//! Must not show a password or keep a link.

use app::accounts::{AccountChange, AddAccount, add_account, change_account, find_account};
use app::issue_slips::{PrintedSlip, Recipients, issue_slips};
use app::see_accounts::{AccountState, see_accounts, see_members};
use app::{Refusal, Snapshot};
use domain::access::Role;
use domain::id::{AccountId, OrganisationId};
use domain::naming::fold_name;
use i18n::Words;
use serde_json::{Value, json};

use crate::args::{self, Common, UserRole};
use crate::failure::Fault;
use crate::session::{Session, day};
use crate::settings::{of_environment, resolve};
use crate::table::lay_out;
use crate::{answer, print};

/// Runs the command.
///
/// # Errors
/// When somebody or something is unknown, a login is taken, or the database fails.
pub async fn run(common: &Common, command: &args::User) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    match command {
        args::User::Add { .. } => add(&session, common, command).await,
        args::User::List { org } => list(&session, common, org.as_deref()).await,
        args::User::Disable { user, end } => {
            let change = if *end {
                AccountChange::End
            } else {
                AccountChange::Suspend
            };
            change_to(&session, common, (user, change)).await
        }
        args::User::Enable { user } => change_to(&session, common, (user, AccountChange::TakeUpAgain)).await,
        args::User::Reissue { user } => {
            let account = find_account(&session.app, &session.actor, user).await?;
            let recipients = Recipients::Account(account);
            let slips = issue_slips(&session.app, &session.actor, recipients).await?;
            show(&session, common, &slips).await
        }
    }
}

fn role(role: UserRole) -> Role {
    match role {
        UserRole::CountyOfficer => Role::CountyOfficer,
        UserRole::TownshipOfficer => Role::TownshipOfficer,
        UserRole::Inspector => Role::Inspector,
        UserRole::Auditor => Role::Auditor,
        UserRole::Secretary => Role::Secretary,
        UserRole::Member => Role::Member,
    }
}

async fn add(session: &Session, common: &Common, command: &args::User) -> Result<(), Fault> {
    let args::User::Add {
        role: asked,
        org,
        login,
        name,
        until,
    } = command
    else {
        return Ok(());
    };
    let snapshot = session.look(common, None, None).await?;
    let organisation = snapshot.find(Some(org))?;
    let role = role(*asked);
    let until = day(until.as_deref())?;
    let on_record = if login.is_none() && until.is_none() {
        on_record(session, (role, organisation), name.as_deref()).await?
    } else {
        None
    };
    let recipients = if let Some(recipients) = on_record {
        recipients
    } else {
        let command = AddAccount {
            login: login.as_deref(),
            name: name.as_deref(),
            person: None,
            role,
            organisation,
            until,
        };
        Recipients::Account(add_account(&session.app, &session.actor, command).await?)
    };
    let slips = issue_slips(&session.app, &session.actor, recipients).await?;
    show(session, common, &slips).await
}

/// A secretary or member who is on record, by name or, for a secretary, by the post alone.
async fn on_record(
    session: &Session,
    (role, organisation): (Role, OrganisationId),
    name: Option<&str>,
) -> Result<Option<Recipients>, Fault> {
    let (app, actor) = (&session.app, &session.actor);
    let wanted = name.map(fold_name);
    match role {
        Role::Secretary => {
            let seen = see_accounts(app, actor, organisation).await?;
            let line = seen
                .branches
                .iter()
                .find(|line| line.organisation == organisation);
            let is_holder = line.is_some_and(|line| wanted.is_none() || line.name == wanted);
            Ok(is_holder.then(|| Recipients::Secretaries(vec![organisation])))
        }
        Role::Member => {
            let members = see_members(app, actor, organisation).await?;
            let named = members.iter().filter(|line| line.name == wanted);
            let found: Vec<_> = named.map(|line| line.person).collect();
            match found.as_slice() {
                [one] => Ok(Some(Recipients::Members(organisation, vec![*one]))),
                _ => Err(Refusal::UnknownPerson(wanted.unwrap_or_default()).into()),
            }
        }
        _ => Ok(None),
    }
}

/// Prints the links.
async fn show(session: &Session, common: &Common, slips: &[PrintedSlip]) -> Result<(), Fault> {
    let snapshot = session.look(common, None, None).await?;
    let words = session.words(&snapshot.rules);
    let resolved = resolve(common, &of_environment())?;
    let address = match resolved.value("address") {
        "" => format!("http://{}", resolved.value("listen")),
        address => address.trim_end_matches('/').to_owned(),
    };
    for slip in slips {
        let link = format!("{address}/activate/{}", slip.secret.text());
        let zone = jiff::tz::TimeZone::get(&snapshot.rules.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let until = zone.to_datetime(slip.ends_at).date();
        let document = json!({
            "account": slip.account.to_string(),
            "role": slip.role.word(),
            "organisation": slip.organisation.to_string(),
            "name": slip.name,
            "login": slip.login,
            "link": link,
            "ends_at": slip.ends_at.to_string(),
        });
        let whose = words.user_link(
            &words.role(slip.role),
            &slip.organisation_name,
            slip.name.as_deref(),
        );
        let sentence = [whose, link, words.user_link_once(&words.date(until))].join("\n");
        answer(common, &document, &sentence);
    }
    Ok(())
}

async fn change_to(
    session: &Session,
    common: &Common,
    (user, change): (&str, AccountChange),
) -> Result<(), Fault> {
    let account = find_account(&session.app, &session.actor, user).await?;
    let key = common.key.as_deref();
    let number = change_account(&session.app, &session.actor, (account, change), key).await?;
    let snapshot = session.look(common, None, None).await?;
    let sentence = session.words(&snapshot.rules).noted(number);
    let document = json!({ "account": account.to_string(), "audit_number": number });
    answer(common, &document, &sentence);
    Ok(())
}

/// An account as it is listed.
struct Line {
    account: AccountId,
    login: Option<String>,
    name: Option<String>,
    role: Role,
    organisation: OrganisationId,
    until: Option<jiff::civil::Date>,
    state: AccountState,
}

async fn list(session: &Session, common: &Common, org: Option<&str>) -> Result<(), Fault> {
    let snapshot = session.look(common, None, None).await?;
    let top = snapshot.find(org)?;
    let seen = see_accounts(&session.app, &session.actor, top).await?;
    let secretaries = seen.branches.into_iter().filter_map(|line| {
        Some(Line {
            account: line.account?,
            login: None,
            name: line.name,
            role: Role::Secretary,
            organisation: line.organisation,
            until: None,
            state: line.state,
        })
    });
    let others = seen.others.into_iter().map(|line| Line {
        account: line.account,
        login: line.login,
        name: line.name,
        role: line.role,
        organisation: line.organisation,
        until: line.until,
        state: line.state,
    });
    let lines: Vec<Line> = others.chain(secretaries).collect();
    if common.json {
        let users: Vec<Value> = lines.iter().map(|line| document(line, &snapshot)).collect();
        print(&json!({ "users": users }).to_string());
        return Ok(());
    }
    let words = session.words(&snapshot.rules);
    let rows: Vec<Vec<String>> = lines.iter().map(|line| row(line, &snapshot, &words)).collect();
    for line in lay_out(&words.user_heads(), &rows, 6) {
        print(&line);
    }
    Ok(())
}

fn document(line: &Line, snapshot: &Snapshot) -> Value {
    json!({
        "account": line.account.to_string(),
        "login": line.login,
        "name": line.name,
        "role": line.role.word(),
        "organisation": snapshot.name(line.organisation),
        "until": line.until.map(|until| until.to_string()),
        "state": state(line.state).0,
    })
}

fn row(line: &Line, snapshot: &Snapshot, words: &Words) -> Vec<String> {
    vec![
        line.login.clone().unwrap_or_else(|| line.account.to_string()),
        line.name.clone().unwrap_or_default(),
        words.role(line.role),
        snapshot.name(line.organisation).unwrap_or_default().to_owned(),
        words.say(state(line.state).1, &[]),
        line.until.map(|until| until.to_string()).unwrap_or_default(),
    ]
}

/// The word for documents and the key for people.
fn state(state: AccountState) -> (&'static str, &'static str) {
    match state {
        AccountState::Nobody | AccountState::None => ("none", "account-none"),
        AccountState::NeverUsed => ("never-used", "account-never-used"),
        AccountState::SlipOut(..) => ("slip-out", "account-slip-out"),
        AccountState::InUse(_, Some(_)) => ("in-use", "account-in-use"),
        AccountState::InUse(_, None) => ("signed-out", "account-signed-out"),
        AccountState::Suspended => ("suspended", "account-suspended"),
        AccountState::Ended => ("ended", "account-ended"),
    }
}
