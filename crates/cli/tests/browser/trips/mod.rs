//! The program's own pages, walked in a real browser as those walk them who use it.
//! They stand on the invented county of `demo` and know its words, not its code.

mod asking;
mod entering;
mod noticing;
mod recording;
mod reminding;
mod reporting;
mod returning;
mod scripts;
mod tables;
mod uploads;
mod walking;

use crate::harness::{Serving, Trip};

/// An officer comes in by login and password, as on any morning.
#[track_caller]
fn sign_in(trip: &Trip, serving: &Serving, login: &str) {
    let password = serving.password_of(login);
    trip.open("/sign-in")
        .fill("login", login)
        .fill("password", &password)
        .click("button.go");
}

/// Whoever holds a printed slip comes in by it, once; officers choose a password with it.
#[track_caller]
fn activate(trip: &Trip, link: &str) {
    trip.open(link);
    if trip.html().contains("name=\"again\"") {
        trip.fill("password", "云开见日出 2020")
            .fill("again", "云开见日出 2020");
    }
    trip.click("button.go");
}

/// The secretary of a branch comes in by a slip of their own.
#[track_caller]
fn secretary_of(trip: &Trip, serving: &Serving, branch: &str) {
    let link = serving.way_in(&["--role", "secretary", "--org", branch]);
    activate(trip, &link);
}

/// Branches of the invented county with a secretary, in several townships.
#[track_caller]
fn branches(serving: &Serving, count: usize) -> Vec<String> {
    let status = serving.beside(&["status"]);
    let overdue = status["duties"][0]["overdue_organisations"].as_array();
    let names = overdue.into_iter().flatten();
    let names: Vec<String> = names
        .filter_map(|name| name.as_str().map(str::to_owned))
        .take(count)
        .collect();
    assert_eq!(names.len(), count, "{status}");
    names
}
