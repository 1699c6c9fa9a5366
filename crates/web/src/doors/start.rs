//! The first page: on to the door of whoever comes; and out again.
//! Must not let anybody out unasked who cannot come in again by themselves.

use app::sessions;
use askama::Template;
use domain::access::Role;

use crate::answer::{Answer, Reply};
use crate::posted::Posted;
use crate::view::View;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "doors/sign_out.html")]
struct SignOutPage<'a> {
    v: View<'a>,
    stay: &'static str,
}

/// On to the page each role begins with.
pub async fn start(visit: Visit) -> Answer {
    let who = visit.who.as_ref().filter(|who| !who.awaits_code);
    Reply::see_other(who.map_or("/sign-in", |who| door_of(who.role)))
}

/// The page a role begins with.
pub(crate) fn door_of(role: Role) -> &'static str {
    match role {
        Role::CountyOfficer | Role::TownshipOfficer | Role::Inspector => "/standing",
        Role::Auditor => "/history",
        Role::Secretary => "/branch",
        Role::Member => "/me",
        Role::Anonymous | Role::Operator => "/sign-in",
    }
}

/// Asks once more: the slip of this phone is used up, and the way back in is another one on paper.
pub async fn ask_sign_out(visit: Visit) -> Answer {
    Reply::page(&SignOutPage {
        stay: visit.who.as_ref().map_or("/", |who| door_of(who.role)),
        v: View::new(&visit),
    })
}

/// Ends the session; without a password to come in by again, only when that is said to be meant.
pub async fn sign_out(visit: Visit, posted: Posted) -> Answer {
    if visit.came_by_slip() && posted.field("sure").is_none() {
        return Reply::see_other("/sign-out");
    }
    sessions::sign_out(&visit.site.app, &visit.secret).await?;
    let gone = visit.cookie(crate::dispatch::SESSION, "", Some(0));
    Ok(Reply::see_other("/")?.with(axum::http::header::SET_COOKIE, gone))
}
