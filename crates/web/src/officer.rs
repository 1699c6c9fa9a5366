//! The door of county and township officers, inspectors and auditors: they see a part of the tree.
//! Must not decide which part: the application does.

mod excusals;
mod imports;
mod people;
mod person;
mod standing;

use domain::access::{Action, TargetKind};

use crate::route::{Place, Policy, Route, get};

/// The routes of the officers' door.
pub(crate) fn routes() -> Vec<Route> {
    let standing = vec![
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
