//! The first page: on to the door of whoever comes; and out again.
//! Must not show anything itself.

use app::sessions;
use domain::access::Role;

use crate::answer::{Answer, Reply};
use crate::posted::Posted;
use crate::visit::Visit;

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

/// Ends the session.
pub async fn sign_out(visit: Visit, _posted: Posted) -> Answer {
    sessions::sign_out(&visit.site.app, &visit.secret).await?;
    let gone = visit.cookie(crate::dispatch::SESSION, "", Some(0));
    Ok(Reply::see_other("/")?.with(axum::http::header::SET_COOKIE, gone))
}
