//! The interface for programs (`/api`): the same questions, rights and documents as pages and command line.
//!
//! Each operation stands in one table, with what it may be asked and what it answers: from it come its route, the check
//! of its questions, and its part of `/openapi.json`, so that none can be missing from another. It is asked with the
//! cookie of a session. What writes (recording a lecture) joins the table with its command.
//! Must not answer what a page would not, nor word anything.

mod answers;
mod openapi;
mod operation;
mod schema;
#[cfg(test)]
mod tests;
mod trouble;

use crate::route::{Policy, Route, get};
use operation::{Operation, operations};

pub(crate) use operation::UnfitQuestion;
pub(crate) use trouble::{is_for_programs, reply};

/// The routes of the interface, and its description, which anybody may read: it names no data.
pub(crate) fn routes() -> Vec<Route> {
    let described = get("/openapi.json", Policy::Anyone, openapi::show);
    let asked = operations().into_iter().map(Operation::route);
    [described].into_iter().chain(asked).collect()
}
