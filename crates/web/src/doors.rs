//! Coming in and going out: the first page, activation slips, signing in and out, the machine's health.
//! Must not know what is behind the doors.

mod activate;
mod health;
mod start;

use crate::route::{Policy, Route, get, post};

/// The routes of the doors.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/", Policy::Anyone, start::start),
        get("/healthz", Policy::Anyone, health::health),
        get("/activate/{slip}", Policy::Anyone, activate::show),
        post("/activate/{slip}", Policy::Anyone, activate::activate),
        post("/sign-out", Policy::Anyone, start::sign_out),
    ]
}
