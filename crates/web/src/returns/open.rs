//! 发一次收表: one page, mostly filled in already.
//! Must not decide who is asked: the application does.

use app::returns::{OpenReturn, open_return, suggest_return};
use askama::Template;
use axum::http::StatusCode;
use domain::return_form::{FilledBy, ReturnForm};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::answer::{Answer, Reply};
use crate::posted::Posted;
use crate::told::refused;
use crate::view::View;
use crate::visit::Visit;

/// What the form holds.
#[derive(Default)]
struct Typed {
    name: String,
    from: String,
    until: String,
    due_on: String,
    due_at: String,
    note: String,
    filled_by: String,
}

#[derive(Template)]
#[template(path = "returns/new.html")]
struct Page<'a> {
    v: View<'a>,
    typed: Typed,
    filled_by: Vec<(&'static str, String)>,
    key: String,
    wrong: Option<String>,
}

/// The form as it is suggested.
pub async fn show(visit: Visit) -> Answer {
    let suggested = suggest_return(&visit.site.app, &visit.actor, visit.home()).await?;
    let month = visit.words.month(suggested.from);
    let typed = Typed {
        name: visit
            .words
            .say("returns-suggested-name", &[("month", month.into())]),
        from: suggested.from.to_string(),
        until: suggested.until.to_string(),
        due_on: suggested.due.date().to_string(),
        due_at: time(suggested.due.time()),
        filled_by: FilledBy::Below.word().to_owned(),
        note: String::new(),
    };
    page(&visit, typed, None)
}

fn time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn page(visit: &Visit, typed: Typed, wrong: Option<String>) -> Answer {
    let status = match wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let each = [FilledBy::Below, FilledBy::Branches];
    let reply = Reply::page(&Page {
        typed,
        filled_by: each.map(|by| (by.word(), visit.words.filled_by(by))).to_vec(),
        key: visit.site.app.new_id().to_string(),
        wrong,
        v: View::new(visit),
    })?;
    Ok(reply.with_status(status))
}

/// Opens it.
pub async fn open(visit: Visit, posted: Posted) -> Answer {
    let text = |field: &str| posted.field(field).unwrap_or_default().to_owned();
    let typed = Typed {
        name: text("name"),
        from: text("from"),
        until: text("until"),
        due_on: text("due_on"),
        due_at: text("due_at"),
        note: text("note"),
        filled_by: text("filled_by"),
    };
    let (from, until, due_at) = (
        day(&visit, &typed.from),
        day(&visit, &typed.until),
        due(&visit, (&typed.due_on, &typed.due_at)),
    );
    let (from, until, due_at) = match (from, until, due_at) {
        (Ok(from), Ok(until), Ok(due_at)) => (from, until, due_at),
        (Err(wrong), _, _) | (_, Err(wrong), _) | (_, _, Err(wrong)) => {
            return page(&visit, typed, Some(wrong));
        }
    };
    let command = OpenReturn {
        tree: None,
        office: Some(visit.home()),
        name: &typed.name,
        form: ReturnForm::Ledger,
        within: (from, until),
        filled_by: FilledBy::parse(&typed.filled_by).unwrap_or(FilledBy::Below),
        due_at,
        note: posted.field("note"),
        key: posted.field("key"),
    };
    let opened = open_return(&visit.site.app, &visit.actor, command).await;
    match refused(&visit, opened)? {
        Ok(id) => Reply::see_other(&format!("/returns/{id}")),
        Err(wrong) => page(&visit, typed, Some(wrong)),
    }
}

/// A day that may be left out.
fn day(visit: &Visit, text: &str) -> Result<Option<Date>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let not_a_day = || visit.words.say("returns-not-a-day", &[("text", text.into())]);
    text.parse().map(Some).map_err(|_| not_a_day())
}

/// A moment where the programme runs; without an hour the end of the day.
fn due(visit: &Visit, (on, at): (&str, &str)) -> Result<Option<Timestamp>, String> {
    let Some(on) = day(visit, on)? else {
        return Ok(None);
    };
    let not_a_time = || visit.words.say("returns-not-a-day", &[("text", at.into())]);
    let at = match at {
        "" => Time::constant(23, 59, 0, 0),
        at => at.parse().map_err(|_| not_a_time())?,
    };
    let zone = TimeZone::get(&visit.programme.rules.time_zone).unwrap_or(TimeZone::UTC);
    let moment = zone.to_timestamp(on.to_datetime(at));
    moment.map(Some).map_err(|_| not_a_time())
}
