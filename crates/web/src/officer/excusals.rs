//! 免讲: exemptions below an organisation, with their reasons; the county grants them and takes them back.
//! Must not say what an exemption covers: the domain does.

use app::{Excuse, Failure, RevokeExcusal, excuse, find_organisation, revoke_excusal, see_excusals};
use askama::Template;
use axum::http::StatusCode;
use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;

use crate::answer::{Answer, Reply};
use crate::posted::Posted;
use crate::route::{Place, Policy, Route, get, post};
use crate::told::{Called, dates, refused};
use crate::view::View;
use crate::visit::Visit;

const APPROVE: Policy = Policy::May(Action::Approve, TargetKind::Standing, Place::Home);

/// The routes of exemptions.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get(
            "/excusals",
            Policy::May(Action::Read, TargetKind::Standing, Place::Home),
            show,
        ),
        post("/excusals", APPROVE, grant),
        post("/excusals/{excusal}/revoke", APPROVE, revoke),
    ]
}

struct Row {
    organisation: Called,
    duty: String,
    dates: String,
    reason: String,
    is_over: bool,
    /// Where to take it back, when that can be done.
    revoke: Option<String>,
}

#[derive(Template)]
#[template(path = "officer/excusals.html")]
struct Page<'a> {
    v: View<'a>,
    organisation: OrganisationId,
    called: Called,
    rows: Vec<Row>,
    may_excuse: bool,
    duties: Vec<(String, String)>,
    branches: Vec<String>,
    today: String,
    key: String,
    wrong: Option<String>,
}

async fn show(visit: Visit) -> Answer {
    let top = visit.asked_for()?;
    page(visit, top, None).await
}

async fn page(visit: Visit, top: OrganisationId, wrong: Option<String>) -> Answer {
    let seen = see_excusals(&visit.site.app, &visit.actor, top).await?;
    let (words, rules) = (&visit.words, &visit.programme.rules);
    let today = visit.programme.today;
    let row = |excusal: &domain::facts::Excusal| {
        let is_over = excusal.until.is_some_and(|until| until < today);
        let duty = excusal.duty.as_ref();
        Row {
            organisation: Called::below(top, &seen.snapshot, excusal.organisation),
            duty: duty.map_or_else(
                || words.say("excusal-all", &[]),
                |duty| words.duty_by_id(duty, rules),
            ),
            dates: dates(&visit, excusal.from, excusal.until),
            reason: excusal.reason.clone(),
            is_over,
            revoke: (seen.may_excuse && !is_over).then(|| format!("/excusals/{}/revoke", excusal.id)),
        }
    };
    let board = seen.snapshot.board();
    let scope = if seen.may_excuse {
        board.tree().scope(top)
    } else {
        &[]
    };
    let ids = rules.duty_ids().into_iter();
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let reply = Reply::page(&Page {
        organisation: top,
        called: Called::by(&visit, &seen.snapshot, top),
        rows: seen.excusals.iter().map(row).collect(),
        may_excuse: seen.may_excuse,
        duties: ids
            .map(|id| (id.to_owned(), words.duty_by_id(id, rules)))
            .collect(),
        branches: scope
            .iter()
            .map(|id| Called::by(&visit, &seen.snapshot, *id).name)
            .collect(),
        today: today.to_string(),
        key: visit.site.app.new_id().to_string(),
        wrong,
        v: View::new(&visit),
    })?;
    Ok(reply.with_status(status))
}

async fn grant(visit: Visit, posted: Posted) -> Answer {
    let (app, actor) = (&visit.site.app, &visit.actor);
    let typed = posted.field("organisation").unwrap_or_default();
    let result = match find_organisation(app, actor, typed).await {
        Ok(organisation) => {
            let command = Excuse {
                organisation,
                duty: posted.field("duty"),
                from: posted.field_as("from").unwrap_or(visit.programme.today),
                until: posted.field_as("until"),
                reason: posted.field("reason").unwrap_or_default(),
                key: posted.field("key"),
            };
            excuse(app, actor, command).await
        }
        Err(failure) => Err(failure),
    };
    back(visit, &posted, result).await
}

async fn revoke(visit: Visit, posted: Posted) -> Answer {
    let command = RevokeExcusal {
        excusal: visit.place("excusal")?,
        reason: posted.field("reason").unwrap_or_default(),
        key: posted.field("key"),
    };
    let result = revoke_excusal(&visit.site.app, &visit.actor, command).await;
    back(visit, &posted, result).await
}

async fn back(visit: Visit, posted: &Posted, result: Result<i64, Failure>) -> Answer {
    let top: OrganisationId = posted.field_as("top").unwrap_or_else(|| visit.home());
    match refused(&visit, result)? {
        Ok(_) => Reply::see_other(&format!("/excusals?org={top}")),
        Err(wrong) => page(visit, top, Some(wrong)).await,
    }
}
