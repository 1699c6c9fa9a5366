//! The door of county and township officers, inspectors and auditors: they see a part of the tree.
//! Must not decide which part: the application does.

mod lecture;
pub(crate) mod ledger;
mod standing;

use domain::access::{Action, TargetKind};

use crate::route::{Place, Policy, Route, get, post};

/// The routes of the officers' door.
pub(crate) fn routes() -> Vec<Route> {
    vec![
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
    ]
}
