//! 日历订阅: the page that opens, renews and closes one's calendar, and the calendar itself.
//! Must not tell an address that does not hold from one that never was.

use app::calendar_feed::{FeedChange, calendar, change_feed, feed_token};
use askama::Template;

use crate::answer::{Answer, Reply, Trouble};
use crate::posted::Posted;
use crate::view::View;
use crate::visit::Visit;

/// What both layouts show.
struct Page {
    address: Option<String>,
    on_phone: String,
}

#[derive(Template)]
#[template(path = "plan/calendar_desk.html")]
struct Desk<'a> {
    v: View<'a>,
    page: Page,
}

#[derive(Template)]
#[template(path = "plan/calendar_phone.html")]
struct Phone<'a> {
    v: View<'a>,
    page: Page,
}

/// The page.
pub async fn show(visit: Visit) -> Answer {
    let token = feed_token(&visit.site.app, &visit.actor).await?;
    let v = View::new(&visit);
    let lang = v.tag();
    let address = token.map(|token| format!("{}/calendar/{token}.ics?lang={lang}", visit.address));
    let bare = address.as_deref().and_then(|address| address.split_once("://"));
    let page = Page {
        on_phone: bare
            .map(|(_, bare)| format!("webcal://{bare}"))
            .unwrap_or_default(),
        address,
    };
    if super::comes_by_phone(&visit) {
        Reply::page(&Phone { v, page })
    } else {
        Reply::page(&Desk { v, page })
    }
}

/// Opens, renews or closes.
pub async fn change(visit: Visit, posted: Posted) -> Answer {
    let change = match posted.field("do") {
        Some("renew") => FeedChange::Renew,
        Some("close") => FeedChange::Close,
        _ => FeedChange::Open,
    };
    change_feed(&visit.site.app, &visit.actor, (visit.home(), change)).await?;
    Reply::see_other("/plan/calendar")
}

/// The calendar.
pub async fn feed(visit: Visit) -> Answer {
    let asked = visit.place_text("token").unwrap_or_default();
    let asked = asked.strip_suffix(".ics").ok_or(Trouble::NotFound)?;
    let found = calendar(&visit.site.app, (asked, &visit.address), &visit.words).await?;
    let text = found.ok_or(Trouble::NotFound)?;
    Reply::file("plan.ics", "text/calendar; charset=utf-8", text.into_bytes())
}
