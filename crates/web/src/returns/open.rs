//! 发一次收表: one page, mostly filled in already.
//! Must not decide who is asked: the application does.

use app::returns::{OpenReturn, SuggestedReturn, open_return, suggest_returns};
use askama::Template;
use axum::http::StatusCode;
use domain::period::Period;
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
    what: String,
    name: String,
    from: String,
    until: String,
    due_on: String,
    due_at: String,
    note: String,
    filled_by: String,
}

/// A form that can be sent out.
struct Tab {
    address: String,
    name: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "returns/new.html")]
struct Page<'a> {
    v: View<'a>,
    tabs: Vec<Tab>,
    typed: Typed,
    has_days: bool,
    hint: &'static str,
    filled_by: Vec<(&'static str, String)>,
    key: String,
    wrong: Option<String>,
}

/// The form as it is suggested: last month's ledger, or what `?what=` names.
pub async fn show(visit: Visit) -> Answer {
    let all = suggest_returns(&visit.site.app, &visit.actor, visit.home()).await?;
    let wanted = visit.query("what").unwrap_or_default();
    let one = all.iter().find(|one| one.key == wanted).or(all.first());
    let typed = one.map(|one| suggested(&visit, one)).unwrap_or_default();
    page(&visit, &all, (typed, None))
}

fn suggested(visit: &Visit, one: &SuggestedReturn) -> Typed {
    let day = |of: fn(&Period) -> Date| one.about.as_ref().map(|(period, _)| of(period).to_string());
    Typed {
        what: one.key.clone(),
        name: name(visit, one),
        from: day(|period| period.first).unwrap_or_default(),
        until: day(|period| period.last).unwrap_or_default(),
        due_on: one.due.date().to_string(),
        due_at: time(one.due.time()),
        filled_by: FilledBy::Below.word().to_owned(),
        note: String::new(),
    }
}

fn name(visit: &Visit, one: &SuggestedReturn) -> String {
    let words = &visit.words;
    let about = one.about.as_ref();
    let period = about.map(|(period, rhythm)| words.period(period, rhythm));
    let the_period = || about.map(|(period, rhythm)| words.the_period(period, rhythm));
    let month = || words.month(visit.programme.today);
    match one.form {
        ReturnForm::Ledger => words.say(
            "returns-suggested-name",
            &[("month", period.unwrap_or_default().into())],
        ),
        ReturnForm::Plan => words.say(
            "returns-suggested-plan",
            &[("period", the_period().unwrap_or_default().into())],
        ),
        ReturnForm::Roster => words.say("returns-suggested-roster", &[("month", month().into())]),
    }
}

fn hint(form: ReturnForm) -> &'static str {
    match form {
        ReturnForm::Ledger => "returns-dates-hint",
        ReturnForm::Plan => "returns-plan-hint",
        ReturnForm::Roster => "returns-roster-hint",
    }
}

fn tab(visit: &Visit, one: &SuggestedReturn, here: &str) -> Tab {
    let (words, rules) = (&visit.words, &visit.programme.rules);
    let duty = one.key.split_once('-').map(|(_, duty)| duty).unwrap_or_default();
    let duty = rules.duties.iter().rfind(|known| known.id == duty);
    let duty = duty.map(|duty| words.duty(duty, rules)).unwrap_or_default();
    Tab {
        address: format!("/returns/new?what={}", one.key),
        name: match one.form {
            ReturnForm::Ledger => words.say("returns-tab-ledger", &[]),
            ReturnForm::Plan => words.say("returns-tab-plan", &[("duty", duty.into())]),
            ReturnForm::Roster => words.say("returns-tab-roster", &[]),
        },
        here: one.key == here,
    }
}

fn time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn page(visit: &Visit, all: &[SuggestedReturn], (typed, wrong): (Typed, Option<String>)) -> Answer {
    let status = match wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let each = [FilledBy::Below, FilledBy::Branches];
    let here = all.iter().find(|one| one.key == typed.what);
    let form = here.map_or(ReturnForm::Ledger, |one| one.form);
    let reply = Reply::page(&Page {
        tabs: all.iter().map(|one| tab(visit, one, &typed.what)).collect(),
        has_days: form != ReturnForm::Roster,
        hint: hint(form),
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
    let all = suggest_returns(&visit.site.app, &visit.actor, visit.home()).await?;
    let typed = Typed {
        what: text("what"),
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
            return page(&visit, &all, (typed, Some(wrong)));
        }
    };
    let form = all.iter().find(|one| one.key == typed.what).map(|one| one.form);
    let command = OpenReturn {
        tree: None,
        office: Some(visit.home()),
        name: &typed.name,
        form: form.unwrap_or(ReturnForm::Ledger),
        within: (from, until),
        filled_by: FilledBy::parse(&typed.filled_by).unwrap_or(FilledBy::Below),
        due_at,
        note: posted.field("note"),
        key: posted.field("key"),
    };
    let opened = open_return(&visit.site.app, &visit.actor, command).await;
    match refused(&visit, opened)? {
        Ok(id) => Reply::see_other(&format!("/returns/{id}")),
        Err(wrong) => page(&visit, &all, (typed, Some(wrong))),
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
