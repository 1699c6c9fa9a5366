//! 登录: officers come in with login and password, then a code where it is set up.
//! Must not tell which of the two was wrong, nor whether there is such a login.

use app::sign_in::{Answer as Came, Arrival, Entered};
use askama::Template;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;

use crate::answer::{Answer, Reply};
use crate::dispatch::{DEVICE, SESSION};
use crate::posted::Posted;
use crate::view::View;
use crate::visit::{Visit, YEAR, encoded};

#[derive(Template)]
#[template(path = "doors/sign_in.html")]
struct Page<'a> {
    v: View<'a>,
    next: String,
    login: String,
    told: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "doors/code.html")]
struct CodePage<'a> {
    v: View<'a>,
    next: String,
    told: Option<&'static str>,
}

/// Where somebody signs in from.
pub(super) fn arrival(visit: &Visit) -> Arrival<'_> {
    Arrival {
        net: visit.net,
        device: visit.device_secret.as_ref(),
        device_name: &visit.device,
    }
}

/// On to a page, with the session and the device known from now on.
pub(super) fn entered(visit: &Visit, entered: &Entered, next: &str) -> Answer {
    let session = visit.cookie(SESSION, entered.session.text(), None);
    let device = visit.cookie(DEVICE, entered.device.text(), Some(YEAR));
    let reply = Reply::see_other(if next.is_empty() { "/" } else { next })?;
    Ok(reply.with(SET_COOKIE, session).with(SET_COOKIE, device))
}

/// Asks for login and password; whoever is in already goes on.
pub async fn show(visit: Visit) -> Answer {
    let next = visit.query("next").unwrap_or_default().to_owned();
    match visit.who.as_ref().map(|who| who.awaits_code) {
        Some(false) => Reply::see_other(if next.is_empty() { "/" } else { &next }),
        Some(true) | None => Reply::page(&Page {
            v: View::new(&visit),
            next,
            login: String::new(),
            told: None,
        }),
    }
}

/// Takes login and password.
pub async fn sign_in(visit: Visit, posted: Posted) -> Answer {
    let login = posted.field("login").unwrap_or_default();
    let password = posted.typed("password").unwrap_or_default();
    let next = posted.field("next").unwrap_or_default();
    let came = app::sign_in::sign_in(&visit.site.app, (login, password), arrival(&visit)).await?;
    let (told, status) = match came {
        Came::In(secrets) => return entered(&visit, &secrets, next),
        Came::CodeToCome(waiting) => {
            let cookie = visit.cookie(SESSION, waiting.text(), None);
            let page = format!("/sign-in/code?next={}", encoded(next));
            return Ok(Reply::see_other(&page)?.with(SET_COOKIE, cookie));
        }
        Came::Wrong => ("sign-in-wrong", StatusCode::FORBIDDEN),
        Came::Wait => ("sign-in-wait", StatusCode::TOO_MANY_REQUESTS),
    };
    let page = Reply::page(&Page {
        v: View::new(&visit),
        next: next.to_owned(),
        login: login.to_owned(),
        told: Some(told),
    })?;
    Ok(page.with_status(status))
}

fn waits(visit: &Visit) -> bool {
    visit.who.as_ref().is_some_and(|who| who.awaits_code)
}

/// Asks for the code.
pub async fn show_code(visit: Visit) -> Answer {
    if !waits(&visit) {
        return Reply::see_other("/sign-in");
    }
    let next = visit.query("next").unwrap_or_default().to_owned();
    Reply::page(&CodePage {
        v: View::new(&visit),
        next,
        told: None,
    })
}

/// Takes the code.
pub async fn give_code(visit: Visit, posted: Posted) -> Answer {
    if !waits(&visit) {
        return Reply::see_other("/sign-in");
    }
    let code = posted.field("code").unwrap_or_default();
    let next = posted.field("next").unwrap_or_default();
    let came = app::sign_in::give_code(&visit.site.app, &visit.secret, code, arrival(&visit)).await?;
    let (told, status) = match came {
        Came::In(secrets) => return entered(&visit, &secrets, next),
        Came::Wait => ("sign-in-wait", StatusCode::TOO_MANY_REQUESTS),
        Came::Wrong | Came::CodeToCome(_) => ("sign-in-code-wrong", StatusCode::FORBIDDEN),
    };
    let page = Reply::page(&CodePage {
        v: View::new(&visit),
        next: next.to_owned(),
        told: Some(told),
    })?;
    Ok(page.with_status(status))
}
