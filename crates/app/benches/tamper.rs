//! A thousand seeded hand edits, deletions and re-orderings of a database: how many `verify` finds.
//! The edits are those of the store's own test, which CI runs with fewer.

use std::process::{Command, ExitCode};

/// Edits tried.
const EDITS: &str = "1000";

fn main() -> ExitCode {
    let done = Command::new(env!("CARGO"))
        .args([
            "test",
            "--release",
            "--quiet",
            "-p",
            "kaijiang-store",
            "--test",
            "store",
            "tampering",
            "--",
            "--nocapture",
        ])
        .env("KAIJIANG_EDITS", EDITS)
        .status();
    match done {
        Ok(status) if status.success() => {
            println!("{EDITS} of {EDITS} edits found");
            ExitCode::SUCCESS
        }
        _ => {
            println!("not all of {EDITS} edits were found: see above");
            ExitCode::FAILURE
        }
    }
}
