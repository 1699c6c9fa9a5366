//! Coming in and going out: the first page, activation slips, signing in and out, one's own account, the machine's
//! health. Must not know what is behind the doors.

mod account;
mod activate;
mod codes;
mod device;
mod health;
mod sign_in;
mod start;

use crate::route::{Policy, Route, get, post};

/// The routes of the doors.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/", Policy::Anyone, start::start),
        get("/healthz", Policy::Anyone, health::health),
        get("/activate/{slip}", Policy::Anyone, activate::show),
        post("/activate/{slip}", Policy::Anyone, activate::activate),
        get("/sign-in", Policy::Anyone, sign_in::show),
        post("/sign-in", Policy::Anyone, sign_in::sign_in),
        get("/sign-in/code", Policy::Anyone, sign_in::show_code),
        post("/sign-in/code", Policy::Anyone, sign_in::give_code),
        get("/sign-out", Policy::SignedIn, start::ask_sign_out),
        post("/sign-out", Policy::Anyone, start::sign_out),
        get("/account", Policy::SignedIn, account::show),
        post("/account/devices", Policy::SignedIn, account::sign_device_out),
        post("/account/everywhere", Policy::SignedIn, account::everywhere),
        get("/account/password", Policy::SignedIn, account::show_password),
        post("/account/password", Policy::SignedIn, account::change_password),
        get("/account/codes", Policy::SignedIn, codes::show),
        post("/account/codes", Policy::SignedIn, codes::change),
    ]
}
