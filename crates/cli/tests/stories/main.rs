//! Stories told to the real program, each in one body for both engines. `KAIJIANG_TEST_BINARY` names the program,
//! `KAIJIANG_TEST_POSTGRES` a server where databases may be made.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "helpers of tests, which clippy does not take for tests; a story is told in one go"
)]

mod accounts;
mod county;
mod invented;
mod notices;
mod originality;
#[path = "../program/mod.rs"]
#[expect(dead_code, reason = "shared with the crash cycles, which need other parts")]
mod program;
mod reports;
mod returns;
mod safety;
mod sheets;
mod workbook;
