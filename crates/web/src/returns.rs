//! The door of returns (收表): an office sends a form out, takes files back and merges them; whoever is asked hands in.
//! Must not compare, decide or permit: the application does.

mod asked;
mod board;
mod desk;
mod fill;
mod hand_in;
mod list;
mod merging;
mod open;
mod papers;
mod row;

use app::Snapshot;
use app::returns::AskedOf;
use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::route::{Place, Policy, Route, get, post};
use crate::visit::Visit;

/// The routes of returns.
pub(crate) fn routes() -> Vec<Route> {
    let may = |action, place| Policy::May(action, TargetKind::Return, place);
    let this = |action| may(action, Place::Return);
    let change = this(Action::Change);
    let answer = this(Action::Create);
    let mut routes = vec![
        get("/returns", may(Action::List, Place::Home), list::show),
        get("/returns/new", may(Action::Change, Place::Home), open::show),
        post("/returns", may(Action::Change, Place::Home), open::open),
        get("/returns/{return}", this(Action::Read), board::show),
        post("/returns/{return}/files", change, desk::take),
        post("/returns/{return}/answers", change, desk::answer),
        post("/returns/{return}/merge", change, desk::merge),
        post("/returns/{return}/undo", change, desk::undo),
        post("/returns/{return}/asked", change, desk::note),
        post("/returns/{return}/close", change, desk::close),
        get("/returns/{return}/hand-in", answer, hand_in::show),
        post("/returns/{return}/hand-in", answer, hand_in::hand_in),
        post("/returns/{return}/hand-in/answers", answer, hand_in::answer),
        get("/returns/{return}/fill", answer, fill::show),
        post("/returns/{return}/fill", answer, fill::save),
        get("/returns/{return}/fill/row", answer, fill::row),
    ];
    routes.extend(papers::routes());
    routes
}

/// By when something is wanted, in words; empty when no day is set.
fn by_when(visit: &Visit, due: Option<Timestamp>) -> String {
    let Some(due) = due else { return String::new() };
    let zone = TimeZone::get(&visit.programme.rules.time_zone).unwrap_or(TimeZone::UTC);
    let there = zone.to_datetime(due);
    let day = visit.words.weekday_date(there.date());
    let time = format!("{:02}:{:02}", there.hour(), there.minute());
    visit
        .words
        .say("return-by-when", &[("day", day.into()), ("time", time.into())])
}

/// Whether a moment is over.
fn is_over(visit: &Visit, due: Option<Timestamp>) -> bool {
    due.is_some_and(|due| due < visit.site.app.now())
}

/// What an organisation is called where its place is clear.
fn short(snapshot: &Snapshot, id: OrganisationId) -> String {
    snapshot.short_name(id).unwrap_or_default().to_owned()
}

/// The page on which one that is asked hands in.
fn hand_in_address(asked: &AskedOf, page: &str) -> String {
    format!("/returns/{}/{page}?org={}", asked.id, asked.part)
}
