//! `cargo xtask check`: everything a reviewer should not have to say.

use std::process::Command;
use std::time::Instant;

use anyhow::Result;

use crate::{place, run, tidy};

/// Runs every step, also after a failure, and tells whether all succeeded.
pub fn run() -> Result<bool> {
    let steps: [(&str, &dyn Fn() -> Result<bool>); 4] = [
        ("format", &|| cargo(&["fmt", "--all", "--check"], None)),
        ("tidy", &tidy::run),
        ("clippy", &|| {
            cargo(
                &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
                None,
            )
        }),
        ("documentation", &|| {
            cargo(
                &["doc", "--workspace", "--no-deps"],
                Some(("RUSTDOCFLAGS", "-D warnings")),
            )
        }),
    ];
    let mut report = Vec::new();
    let mut is_well = true;
    for (name, step) in steps {
        println!("== {name}");
        let began = Instant::now();
        let succeeded = step()?;
        is_well &= succeeded;
        let verdict = if succeeded { "ok" } else { "FAILED" };
        report.push(format!(
            "{name}: {verdict} ({:.1} s)",
            began.elapsed().as_secs_f64()
        ));
    }
    println!("\n{}", report.join("\n"));
    run::print_line(if is_well { "check: ok" } else { "check: FAILED" });
    Ok(is_well)
}

fn cargo(arguments: &[&str], setting: Option<(&str, &str)>) -> Result<bool> {
    let mut command = Command::new(place::cargo());
    command.current_dir(place::root()).args(arguments).envs(setting);
    run::succeeds(&mut command)
}
