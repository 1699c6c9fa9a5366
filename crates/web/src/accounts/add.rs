//! A new account for an officer, an inspector, or somebody who writes for a branch without holding its post.
//! Must not offer a role that may not be handed out: `app` refuses it, whatever the form says.

use app::accounts::{AddAccount, add_account};
use app::issue_slips::{Recipients, issue_slips};
use app::{Failure, refusal_text};
use askama::Template;
use axum::http::StatusCode;
use domain::access::{Role, may_hand_out};
use domain::id::OrganisationId;
use jiff::civil::Date;

use super::slips::printed;
use crate::answer::{Answer, Reply, Trouble};
use crate::posted::Posted;
use crate::view::View;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "accounts/add.html")]
struct Page<'a> {
    v: View<'a>,
    roles: Vec<(&'static str, String, bool)>,
    organisations: Vec<(OrganisationId, String, bool)>,
    login: String,
    name: String,
    until: String,
    told: Option<String>,
}

/// Asks who, as what, where.
pub async fn show(visit: Visit) -> Answer {
    page(&visit, &Posted::default(), None).await
}

async fn page(visit: &Visit, posted: &Posted, told: Option<String>) -> Answer {
    let mine = visit.who.as_ref().map_or(Role::Anonymous, |who| who.role);
    // Members and secretaries on record get theirs from the list, with nothing to type.
    let offered = Role::ALL.iter().rev().copied();
    let offered = offered.filter(|role| may_hand_out(mine, *role) && *role != Role::Member);
    let asked = posted.field("role");
    let roles: Vec<_> = offered
        .map(|role| (role.word(), visit.words.role(role), asked == Some(role.word())))
        .collect();
    if roles.is_empty() {
        return Err(Trouble::NotFound);
    }
    let places = app::see_accounts::places(&visit.site.app, &visit.actor, visit.home()).await?;
    let place: Option<OrganisationId> = posted.field_as("organisation");
    let status = if told.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let text = |name| posted.field(name).unwrap_or_default().to_owned();
    let page = Reply::page(&Page {
        roles,
        organisations: places
            .into_iter()
            .map(|(id, name)| (id, name, place == Some(id)))
            .collect(),
        login: text("login"),
        name: text("name"),
        until: text("until"),
        told,
        v: View::new(visit),
    })?;
    Ok(page.with_status(status))
}

/// Makes the account and shows its slip.
pub async fn add(visit: Visit, posted: Posted) -> Answer {
    let (app, actor) = (&visit.site.app, &visit.actor);
    let until: Option<Date> = posted.field_as("until");
    let (Some(role), Some(organisation), Some(name)) = (
        posted.field("role").and_then(Role::parse),
        posted.field_as("organisation"),
        posted.field("name"),
    ) else {
        let told = visit.words.say("add-missing", &[]);
        return page(&visit, &posted, Some(told)).await;
    };
    if posted.field("until").is_some() && until.is_none() {
        let told = visit.words.say("add-missing", &[]);
        return page(&visit, &posted, Some(told)).await;
    }
    let command = AddAccount {
        login: posted.field("login").filter(|_| app::accounts::needs_login(role)),
        name: Some(name),
        person: None,
        role,
        organisation,
        until,
    };
    match add_account(app, actor, command).await {
        Ok(account) => {
            let slips = issue_slips(app, actor, Recipients::Account(account)).await?;
            printed(&visit, slips, "/accounts")
        }
        Err(Failure::Refused(refusal)) => {
            let told = refusal_text(&refusal, &visit.words, "");
            page(&visit, &posted, Some(told)).await
        }
        Err(failure) => Err(Trouble::App(failure)),
    }
}
