//! The doors tried: every route by every role, at every place, in every state of a grant.
mod bar;
mod county;
mod history;
mod matrix;
mod posting;
mod reports;
mod table;
mod tables;
#[expect(
    dead_code,
    reason = "shared with the tests of the application, which need other parts"
)]
#[path = "../../app/tests/world/mod.rs"]
mod world;
