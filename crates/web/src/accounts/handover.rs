//! 换届、调离: the post of a branch's secretary passes on, and a slip for the new one is printed.
//! Must not pick anybody: whoever is on the page chooses.

use app::handover::{HandOver, Successor, hand_over as run};
use app::print_handover::print_handover;
use app::print_papers::PaperForm;
use app::see_account::{SuccessionSeen, see_succession};
use app::{Failure, refusal_text};
use askama::Template;
use axum::http::StatusCode;
use domain::id::{OrganisationId, PersonId};
use jiff::civil::Date;

use super::slips::printed;
use crate::answer::{Answer, Reply, Trouble};
use crate::posted::Posted;
use crate::view::View;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "accounts/handover.html")]
struct Page<'a> {
    v: View<'a>,
    id: OrganisationId,
    organisation: String,
    holder: Option<String>,
    members: Vec<(PersonId, String, bool)>,
    on: Date,
    today: Date,
    name: String,
    key: String,
    told: Option<String>,
}

/// Asks who takes over, and from when.
pub async fn show(visit: Visit) -> Answer {
    let organisation: OrganisationId = visit.place("organisation")?;
    page(&visit, organisation, None, &Posted::default()).await
}

async fn page(visit: &Visit, organisation: OrganisationId, told: Option<String>, posted: &Posted) -> Answer {
    let seen: SuccessionSeen = see_succession(&visit.site.app, &visit.actor, organisation).await?;
    let status = if told.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let key = posted.field("key").map(str::to_owned);
    let holder = seen.holder.map(|(name, since)| match since {
        Some(since) => visit.words.say(
            "handover-holder-since",
            &[("name", name.into()), ("since", visit.words.date(since).into())],
        ),
        None => name,
    });
    let chosen: Option<PersonId> = posted.field_as("person");
    let page = Reply::page(&Page {
        id: organisation,
        organisation: seen.organisation_name,
        holder,
        members: seen
            .members
            .into_iter()
            .map(|(id, name)| (id, name, chosen == Some(id)))
            .collect(),
        on: posted.field_as("on").unwrap_or(seen.today),
        today: seen.today,
        name: posted.field("name").unwrap_or_default().to_owned(),
        key: key.unwrap_or_else(|| visit.site.app.new_id().to_string()),
        told,
        v: View::new(visit),
    })?;
    Ok(page.with_status(status))
}

/// Hands over, and shows the slip of the new secretary.
pub async fn hand_over(visit: Visit, posted: Posted) -> Answer {
    let organisation: OrganisationId = visit.place("organisation")?;
    let again = |told: String| page(&visit, organisation, Some(told), &posted);
    let successor = match (posted.field_as("person"), posted.field("name")) {
        // A name that was typed goes before a row that stands chosen.
        (_, Some(name)) => Successor::Named(name),
        (Some(person), None) => Successor::Member(person),
        (None, None) => return again(visit.words.say("handover-choose", &[])).await,
    };
    let Some(on) = posted.field_as("on") else {
        return again(visit.words.say("handover-choose", &[])).await;
    };
    let command = HandOver {
        organisation,
        successor,
        on,
        key: posted.field("key"),
    };
    match run(&visit.site.app, &visit.actor, command).await {
        Ok(Some(slip)) => printed(&visit, vec![slip], "/accounts"),
        Ok(None) => Reply::see_other("/accounts"),
        Err(Failure::Refused(refusal)) => again(refusal_text(&refusal, &visit.words, "")).await,
        Err(failure) => Err(Trouble::App(failure)),
    }
}

/// The sheet that both sign: what is open, what is planned, who signs in.
pub async fn sheet(visit: Visit, form: PaperForm) -> Answer {
    let organisation: OrganisationId = visit.place("organisation")?;
    let (app, words) = (&visit.site.app, &visit.words);
    let printed = print_handover(app, &visit.actor, organisation, (form, words)).await?;
    Reply::printed(printed)
}
