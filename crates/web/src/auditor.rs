//! The auditor's door: the history as it is read, verified and taken away.
//! Must not change anything: what an auditor does here is itself kept in the history.

mod entry;
mod list;
mod values;
mod verify;

pub(crate) use list::action_text;

use domain::access::{Action, TargetKind};

use crate::route::{Place, Policy, Route, get, post};

/// The routes of the auditor's door.
pub(crate) fn routes() -> Vec<Route> {
    let list = Policy::May(Action::List, TargetKind::Audit, Place::Tree);
    let read = Policy::May(Action::Read, TargetKind::Audit, Place::Tree);
    let export = Policy::May(Action::Export, TargetKind::Audit, Place::Tree);
    vec![
        get("/history", list, list::show),
        get("/history/{number}", list, entry::show),
        get("/history/verify", read, verify::show),
        post("/history/verify", read, verify::begin),
        post("/history/export", export, verify::export),
    ]
}
