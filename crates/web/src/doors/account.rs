//! 我的账号: where one is signed in, and the password of an officer.
//! Must not show anything of another's account.

use app::own_account::{self, OwnDevice};
use app::sessions::SignedIn;
use app::sign_in::change_password as change;
use app::{Failure, refusal_text};
use askama::Template;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use domain::access::Denial;

use super::device;
use crate::answer::{Answer, Reply, Trouble};
use crate::dispatch::{DEVICE, SESSION};
use crate::posted::Posted;
use crate::view::View;
use crate::visit::Visit;

/// A device as the page shows it.
struct Device {
    handle: String,
    name: String,
    days: String,
    is_this: bool,
}

#[derive(Template)]
#[template(path = "doors/account.html")]
struct Page<'a> {
    v: View<'a>,
    name: String,
    role: String,
    login: Option<String>,
    devices: Vec<Device>,
    is_changed: bool,
}

#[derive(Template)]
#[template(path = "doors/password.html")]
struct PasswordPage<'a> {
    v: View<'a>,
    told: Option<String>,
}

/// Whoever is signed in; the policy row has seen to it that somebody is.
pub(super) fn own(visit: &Visit) -> Result<&SignedIn, Trouble> {
    let who = visit.who.as_ref();
    who.ok_or(Trouble::App(Failure::Forbidden(Denial::SignIn)))
}

/// Shows the own account.
pub async fn show(visit: Visit) -> Answer {
    let who = own(&visit)?;
    let devices = own_account::own_devices(&visit.site.app, who, &visit.secret).await?;
    let day = |at| visit.words.date(visit.day_of(at));
    let shown = |found: OwnDevice| Device {
        name: device::name(&found.name, &visit.words),
        days: visit.words.say(
            "own-device-days",
            &[
                ("since", day(found.opened_at).into()),
                ("seen", day(found.seen_at).into()),
            ],
        ),
        handle: found.handle,
        is_this: found.is_this,
    };
    Reply::page(&Page {
        name: who.name.clone().unwrap_or_default(),
        role: visit.words.role(who.role),
        login: who.login.clone(),
        devices: devices.into_iter().map(shown).collect(),
        is_changed: visit.query("done") == Some("password"),
        v: View::new(&visit),
    })
}

/// Signs one device out.
pub async fn sign_device_out(visit: Visit, posted: Posted) -> Answer {
    let handle = posted.field("device").unwrap_or_default();
    own_account::sign_device_out(&visit.site.app, own(&visit)?, handle).await?;
    Reply::see_other("/account")
}

/// Signs every device out, this one too.
pub async fn everywhere(visit: Visit, _posted: Posted) -> Answer {
    own_account::sign_out_everywhere(&visit.site.app, own(&visit)?).await?;
    let (session, device) = (
        visit.cookie(SESSION, "", Some(0)),
        visit.cookie(DEVICE, "", Some(0)),
    );
    let reply = Reply::see_other("/sign-in")?;
    Ok(reply.with(SET_COOKIE, session).with(SET_COOKIE, device))
}

/// Asks for the old and the new password.
pub async fn show_password(visit: Visit) -> Answer {
    password_page(&visit, None)
}

fn password_page(visit: &Visit, told: Option<String>) -> Answer {
    if own(visit)?.login.is_none() {
        return Err(Trouble::NotFound);
    }
    let status = if told.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let page = Reply::page(&PasswordPage {
        v: View::new(visit),
        told,
    })?;
    Ok(page.with_status(status))
}

/// Changes the password.
pub async fn change_password(visit: Visit, posted: Posted) -> Answer {
    let (old, new) = (
        posted.typed("old").unwrap_or_default(),
        posted.typed("password").unwrap_or_default(),
    );
    if posted.typed("again") != Some(new) {
        return password_page(&visit, Some(visit.words.say("password-differs", &[])));
    }
    match change(&visit.site.app, own(&visit)?, (old, new), &visit.secret).await {
        Ok(()) => Reply::see_other("/account?done=password"),
        Err(Failure::Refused(refusal)) => {
            let told = refusal_text(&refusal, &visit.words, "");
            password_page(&visit, Some(told))
        }
        Err(failure) => Err(Trouble::App(failure)),
    }
}
