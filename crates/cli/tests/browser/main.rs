//! Trips through the pages in a real browser. `KAIJIANG_TEST_BROWSER` names it and `KAIJIANG_TEST_AXE` the axe-core
//! file; `cargo xtask test` provides both. Without a browser each trip is noted as skipped.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

mod harness;
mod own;
#[path = "../program/mod.rs"]
#[expect(dead_code, reason = "shared with the stories, which need other parts")]
mod program;
mod trips;
