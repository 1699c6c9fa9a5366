//! `cargo xtask bench`: runs the benchmarks of all crates, each on its own, in the release profile.
//!
//! A benchmark is a `[[bench]]` target with `harness = false`; it prints its own figures. They get the
//! same PostgreSQL server and the same variables as the tests. Figures from a busy machine mean little.

use std::process::Command;
use std::time::Instant;

use anyhow::Result;
use serde_json::Value;

use crate::{place, postgres, run, test, tidy};

/// Runs the benchmarks whose name contains the first of `names`, or all.
pub fn run(names: &[String], arguments: &[String]) -> Result<bool> {
    let filter = names.first().map_or("", String::as_str);
    let all = benches(&tidy::metadata()?);
    let chosen: Vec<_> = all.iter().filter(|(_, name)| name.contains(filter)).collect();
    if chosen.is_empty() {
        let known: Vec<&str> = all.iter().map(|(_, name)| name.as_str()).collect();
        println!(
            "no benchmark is called `{filter}`; there are: {}",
            known.join(", ")
        );
        return Ok(all.is_empty() && filter.is_empty());
    }
    let binary = test::executable(&["--release", "--package", "kaijiang-cli", "--bin", "kaijiang"])?;
    let server = postgres::provide();
    if let Err(why) = &server {
        println!("SKIPPED: the PostgreSQL half of every benchmark: {why:#}");
    }
    let mut is_well = true;
    for (package, name) in chosen {
        println!("== {name} ({package})");
        let began = Instant::now();
        let mut command = Command::new(place::cargo());
        command
            .current_dir(place::root())
            .args(["bench", "--package", package, "--bench", name, "--"])
            .args(arguments)
            .envs(binary.as_ref().map(|path| (test::BINARY, path)))
            .envs(server.as_ref().ok().map(|address| (postgres::VARIABLE, address)));
        is_well &= run::succeeds(&mut command)?;
        println!(
            "{name}: {:.1} s, building included",
            began.elapsed().as_secs_f64()
        );
    }
    Ok(is_well)
}

fn benches(metadata: &Value) -> Vec<(String, String)> {
    let packages = metadata
        .get("packages")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let mut found: Vec<(String, String)> = packages
        .flat_map(|package| {
            let name = package
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned();
            let targets = package
                .get("targets")
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            targets
                .filter(|target| is_bench(target))
                .filter_map(move |target| Some((name.clone(), target.get("name")?.as_str()?.to_owned())))
        })
        .collect();
    found.sort();
    found
}

fn is_bench(target: &Value) -> bool {
    target.pointer("/kind/0").and_then(Value::as_str) == Some("bench")
}

#[cfg(test)]
mod tests {
    use super::benches;

    #[test]
    fn finds_the_bench_targets() {
        let metadata = serde_json::json!({"packages": [
            {"name": "kaijiang-app", "targets": [
                {"name": "kaijiang_app", "kind": ["lib"]},
                {"name": "import", "kind": ["bench"]},
            ]},
        ]});
        assert_eq!(
            benches(&metadata),
            [("kaijiang-app".to_owned(), "import".to_owned())]
        );
    }
}
