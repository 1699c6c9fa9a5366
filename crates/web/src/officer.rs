//! The door of county and township officers, inspectors and auditors: they see a part of the tree.
//! Must not decide which part: the application does.

mod enter;
mod standing;

use domain::access::{Action, TargetKind};

use crate::route::{Place, Policy, Route, get, post};

/// The routes of the officers' door.
pub(crate) fn routes() -> Vec<Route> {
    const ENTER: Policy = Policy::May(Action::Create, TargetKind::Lecture, Place::Home);
    vec![
        get("/enter", ENTER, enter::show),
        post("/enter", ENTER, enter::enter),
        post(
            "/lectures/{lecture}/approve",
            Policy::May(Action::Approve, TargetKind::Lecture, Place::Lecture),
            enter::approve,
        ),
        get(
            "/standing",
            Policy::May(Action::Read, TargetKind::Standing, Place::Home),
            standing::home,
        ),
        get(
            "/organisations/{organisation}/standing",
            Policy::May(Action::Read, TargetKind::Standing, Place::Organisation),
            standing::of,
        ),
    ]
}
