//! The door of county and township officers, inspectors and auditors: they see a part of the tree.
//! Must not decide which part: the application does.

mod asked;
mod board;
pub(crate) mod chart;
mod enter;
mod excusals;
mod figure;
mod forecast;
mod imports;
mod lecture;
pub(crate) mod ledger;
mod organisation;
mod papers;
mod people;
mod person;
mod reminders;
mod standing;
mod trend;
mod why;

use domain::access::{Action, TargetKind};

use crate::route::{Place, Policy, Route, get, post};

/// The routes of the officers' door.
pub(crate) fn routes() -> Vec<Route> {
    [
        standing_routes(),
        organisation_routes(),
        ledger_routes(),
        lecture_routes(),
        papers::routes(),
        people::routes(),
        person::routes(),
        excusals::routes(),
        imports::routes(),
        reminders::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// 完成情况 and why.
fn standing_routes() -> Vec<Route> {
    let at_home = Policy::May(Action::Read, TargetKind::Standing, Place::Home);
    let there = Policy::May(Action::Read, TargetKind::Standing, Place::Organisation);
    vec![
        get("/standing", at_home, standing::home),
        get("/organisations/{organisation}/standing", there, standing::of),
        get(
            "/organisations/{organisation}/why/{duty}/{period}",
            there,
            why::show,
        ),
        get(
            "/organisations/{organisation}/figures/{figure}",
            there,
            figure::show,
        ),
        get("/forecast", at_home, forecast::home),
        get("/organisations/{organisation}/forecast", there, forecast::of),
    ]
}

fn organisation_routes() -> Vec<Route> {
    vec![
        get(
            "/organisations",
            Policy::May(Action::List, TargetKind::Organisation, Place::Home),
            organisation::find,
        ),
        get(
            "/organisations/{organisation}",
            Policy::May(Action::Read, TargetKind::Organisation, Place::Organisation),
            organisation::show,
        ),
    ]
}

/// 台账, and 代填.
fn ledger_routes() -> Vec<Route> {
    let list = Policy::May(Action::List, TargetKind::Lecture, Place::Home);
    let enter = Policy::May(Action::Create, TargetKind::Lecture, Place::Home);
    vec![
        get("/lectures", list, ledger::show),
        get(
            "/lectures.xlsx",
            Policy::May(Action::Export, TargetKind::Lecture, Place::Home),
            ledger::file,
        ),
        // Whoever sees the ledger may ask; each record of the form is asked for by itself.
        post("/lectures/verify", list, ledger::verify),
        get("/enter", enter, enter::show),
        post("/enter", enter, enter::enter),
    ]
}

/// One lecture.
fn lecture_routes() -> Vec<Route> {
    let approve = Policy::May(Action::Approve, TargetKind::Lecture, Place::Lecture);
    vec![
        get(
            "/lectures/{lecture}",
            Policy::May(Action::Read, TargetKind::Lecture, Place::Lecture),
            lecture::show,
        ),
        post("/lectures/{lecture}/verify", approve, lecture::verify),
        post("/lectures/{lecture}/send-back", approve, lecture::send_back),
        post("/lectures/{lecture}/approve", approve, lecture::approve_late),
        post("/lectures/{lecture}/decline", approve, lecture::decline_late),
        post(
            "/lectures/{lecture}/cancel",
            Policy::May(Action::Change, TargetKind::Lecture, Place::Lecture),
            lecture::cancel,
        ),
    ]
}
