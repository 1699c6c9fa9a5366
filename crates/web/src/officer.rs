//! The door of county and township officers, inspectors and auditors: they see a part of the tree.
//! Must not decide which part: the application does.

mod asked;
mod board;
mod chart;
mod figure;
mod forecast;
mod organisation;
mod lecture;
pub(crate) mod ledger;
mod enter;
mod excusals;
mod imports;
mod people;
mod person;
mod standing;
mod trend;
mod why;

use domain::access::{Action, TargetKind};

use crate::route::{Place, Policy, Route, get, post};

/// The routes of the officers' door.
pub(crate) fn routes() -> Vec<Route> {
    let at_home = Policy::May(Action::Read, TargetKind::Standing, Place::Home);
    let there = Policy::May(Action::Read, TargetKind::Standing, Place::Organisation);
    vec![
        get("/standing", at_home, standing::home),
        get("/organisations/{organisation}/standing", there, standing::of),
    const ENTER: Policy = Policy::May(Action::Create, TargetKind::Lecture, Place::Home);
    vec![
        get("/enter", ENTER, enter::show),
        post("/enter", ENTER, enter::enter),
        post(
            "/lectures/{lecture}/approve",
            Policy::May(Action::Approve, TargetKind::Lecture, Place::Lecture),
            enter::approve,
    let standing = vec![
        get(
            "/standing",
            Policy::May(Action::Read, TargetKind::Standing, Place::Home),
            standing::home,
        ),
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
        get(
            "/lectures",
            Policy::May(Action::List, TargetKind::Lecture, Place::Home),
            ledger::show,
        ),
        get(
            "/lectures.xlsx",
            Policy::May(Action::Export, TargetKind::Lecture, Place::Home),
            ledger::file,
        ),
        // Whoever sees the ledger may ask; each record of the form is asked for by itself.
        post(
            "/lectures/verify",
            Policy::May(Action::List, TargetKind::Lecture, Place::Home),
            ledger::verify,
        ),
        get(
            "/lectures/{lecture}",
            Policy::May(Action::Read, TargetKind::Lecture, Place::Lecture),
            lecture::show,
        ),
        post(
            "/lectures/{lecture}/verify",
            Policy::May(Action::Approve, TargetKind::Lecture, Place::Lecture),
            lecture::verify,
        ),
        post(
            "/lectures/{lecture}/send-back",
            Policy::May(Action::Approve, TargetKind::Lecture, Place::Lecture),
            lecture::send_back,
        ),
        post(
            "/lectures/{lecture}/cancel",
            Policy::May(Action::Change, TargetKind::Lecture, Place::Lecture),
            lecture::cancel,
        ),
    ];
    [
        standing,
        people::routes(),
        person::routes(),
        excusals::routes(),
        imports::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
