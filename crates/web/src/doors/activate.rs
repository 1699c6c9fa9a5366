//! 启用单: the page behind the link of a slip. Looking at it uses nothing up, since chat programs look ahead.
//! Must not open a session by being looked at.

use app::activation::{self, SlipSeen, SlipState};
use app::sessions::{Secret, SessionKind};
use app::{Failure, refusal_text};
use askama::Template;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;

use super::sign_in::{arrival, entered};
use crate::answer::{Answer, Reply, Trouble};
use crate::dispatch::SESSION;
use crate::posted::Posted;
use crate::view::View;
use crate::visit::Visit;

/// A slip that works: whose, and what is asked.
struct Holder {
    organisation: String,
    role: String,
    name: String,
    login: Option<String>,
}

#[derive(Template)]
#[template(path = "doors/activate.html")]
struct Page<'a> {
    v: View<'a>,
    holder: Option<Holder>,
    spent: &'static str,
    ask: Option<String>,
    told: Option<String>,
}

fn slip(visit: &Visit) -> Secret {
    Secret::brought(visit.place_text("slip").unwrap_or_default())
}

fn page(visit: &Visit, seen: SlipSeen, told: Option<String>) -> Answer {
    let status = match (seen.state, &told) {
        (SlipState::Works, None) => StatusCode::OK,
        (SlipState::Works, Some(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::GONE,
    };
    let holder = seen.holder.map(|holder| Holder {
        organisation: seen.organisation.clone().unwrap_or_default(),
        role: visit.words.role(holder.role),
        name: holder.name.unwrap_or_default(),
        login: holder.login,
    });
    let spent = match seen.state {
        SlipState::Used => "activate-used",
        SlipState::Void => "activate-void",
        SlipState::Expired => "activate-expired",
        SlipState::Works | SlipState::Unknown => "activate-unknown",
    };
    let page = Reply::page(&Page {
        v: View::new(visit),
        holder,
        spent,
        ask: seen.ask,
        told,
    })?;
    Ok(page.with_status(status))
}

/// Says whose slip it is and offers to use it; whoever scans the own slip again is simply let in.
pub async fn show(visit: Visit) -> Answer {
    let seen = activation::slip_seen(&visit.site.app, &slip(&visit)).await?;
    let is_in = visit
        .who
        .as_ref()
        .is_some_and(|who| Some(who.account) == seen.account);
    if seen.state == SlipState::Used && is_in {
        return Reply::see_other("/");
    }
    page(&visit, seen, None)
}

/// Uses the slip up and goes on to the door.
pub async fn activate(visit: Visit, posted: Posted) -> Answer {
    let seen = activation::slip_seen(&visit.site.app, &slip(&visit)).await?;
    if seen.holder.as_ref().is_some_and(|holder| holder.login.is_some()) {
        return choose_password(&visit, &posted, seen).await;
    }
    let opened = activation::activate(&visit.site.app, &slip(&visit), &visit.device).await?;
    let Some(secret) = opened else {
        let seen = activation::slip_seen(&visit.site.app, &slip(&visit)).await?;
        return page(&visit, seen, None);
    };
    let kept = SessionKind::Phone.lasts_idle().as_secs();
    let cookie = visit.cookie(SESSION, secret.text(), Some(kept));
    Ok(Reply::see_other("/")?.with(SET_COOKIE, cookie))
}

async fn choose_password(visit: &Visit, posted: &Posted, seen: SlipSeen) -> Answer {
    let password = posted.typed("password").unwrap_or_default();
    if posted.typed("again") != Some(password) {
        let told = visit.words.say("password-differs", &[]);
        return page(visit, seen, Some(told));
    }
    let chosen = activation::choose_password(&visit.site.app, &slip(visit), password, arrival(visit)).await;
    match chosen {
        Ok(Some(secrets)) => entered(visit, &secrets, "/"),
        Ok(None) => {
            let seen = activation::slip_seen(&visit.site.app, &slip(visit)).await?;
            page(visit, seen, None)
        }
        Err(Failure::Refused(refusal)) => {
            let told = refusal_text(&refusal, &visit.words, "");
            page(visit, seen, Some(told))
        }
        Err(failure) => Err(Trouble::App(failure)),
    }
}
