//! 启用单: the page behind the link of a slip. Looking at it uses nothing up, since chat programs look ahead.
//! Must not open a session by being looked at.

use app::activation;
use app::sessions::{Secret, SessionKind};
use askama::Template;
use axum::http::header::SET_COOKIE;

use crate::answer::{Answer, Reply};
use crate::dispatch::SESSION;
use crate::posted::Posted;
use crate::view::View;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "doors/activate.html")]
struct Page<'a> {
    v: View<'a>,
    works: bool,
}

fn slip(visit: &Visit) -> Secret {
    Secret::brought(visit.place_text("slip").unwrap_or_default())
}

/// Says whose slip it is and offers to use it.
pub async fn show(visit: Visit) -> Answer {
    let found = activation::slip_is_for(&visit.site.app, &slip(&visit)).await?;
    Reply::page(&Page {
        v: View::new(&visit),
        works: found.is_some(),
    })
}

/// Uses the slip up and goes on to the door.
pub async fn activate(visit: Visit, _posted: Posted) -> Answer {
    let opened = activation::activate(&visit.site.app, &slip(&visit), &visit.device).await?;
    let Some(secret) = opened else {
        return Reply::page(&Page {
            v: View::new(&visit),
            works: false,
        });
    };
    let lasts = SessionKind::Phone.lasts().as_secs();
    let cookie = visit.cookie(SESSION, secret.text(), Some(lasts));
    Ok(Reply::see_other("/")?.with(SET_COOKIE, cookie))
}
