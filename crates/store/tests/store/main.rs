//! The store on both engines, one body each. `KAIJIANG_TEST_POSTGRES` names a server where databases may be made.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

mod engines;
mod faults;
mod filled;
mod history;
mod moving;
mod tampering;
mod world;
