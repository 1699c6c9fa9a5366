//! 一次性验证码: setting up the second proof of an officer, with a QR code for the app on the phone.
//! Must not show the secret once a code from it was taken.

use app::totp::{self, Codes};
use app::{Failure, refusal_text};
use askama::Template;
use axum::http::StatusCode;

use super::account::own;
use crate::answer::{Answer, Reply, Trouble};
use crate::posted::Posted;
use crate::qr;
use crate::view::View;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "doors/codes.html")]
struct Page<'a> {
    v: View<'a>,
    on_since: Option<String>,
    begun: Option<Begun>,
    told: Option<String>,
}

/// What is shown while codes are set up.
struct Begun {
    qr: String,
    secret: String,
}

/// Shows how the account stands with codes.
pub async fn show(visit: Visit) -> Answer {
    page(&visit, None).await
}

async fn page(visit: &Visit, told: Option<String>) -> Answer {
    let who = own(visit)?;
    if who.login.is_none() {
        return Err(Trouble::NotFound);
    }
    let issuer = visit.words.programme(&visit.programme.rules);
    let codes = totp::codes(&visit.site.app, who, &issuer).await?;
    let (on_since, begun) = match codes {
        Codes::Off => (None, None),
        Codes::On(since) => (Some(visit.words.date(visit.day_of(since))), None),
        Codes::Begun(set_up) => {
            let begun = Begun {
                qr: qr::svg(&set_up.address),
                secret: set_up.secret,
            };
            (None, Some(begun))
        }
    };
    let status = if told.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let page = Reply::page(&Page {
        v: View::new(visit),
        on_since,
        begun,
        told,
    })?;
    Ok(page.with_status(status))
}

/// Begins, confirms or ends, by the button that was pressed.
pub async fn change(visit: Visit, posted: Posted) -> Answer {
    let (app, who) = (&visit.site.app, own(&visit)?);
    let done = match posted.field("do") {
        Some("begin") => totp::begin_codes(app, who).await,
        Some("confirm") => totp::confirm_codes(app, who, posted.field("code").unwrap_or_default()).await,
        Some("end") => totp::end_codes(app, who, posted.typed("password").unwrap_or_default()).await,
        _ => return Err(Trouble::FormBroken),
    };
    match done {
        Ok(()) => Reply::see_other("/account/codes"),
        Err(Failure::Refused(refusal)) => {
            let told = refusal_text(&refusal, &visit.words, "");
            page(&visit, Some(told)).await
        }
        Err(failure) => Err(Trouble::App(failure)),
    }
}
