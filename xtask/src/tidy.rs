//! `cargo xtask tidy`: the house rules that a program can check.
//!
//! Each rule is a file below this one and returns findings; this file collects, filters and prints them.

mod allow;
mod arrows;
mod chinese;
mod files;
mod fluent;
mod keys;
mod literals;
mod lockfile;
mod paths;
mod shape;
mod sizes;
mod source;
mod sql;

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::place;

/// One breach of one rule.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Finding {
    /// The rule's name, as `allow.toml` writes it.
    pub rule: &'static str,
    pub path: String,
    pub line: usize,
    /// The function or key concerned; empty when it is the file.
    pub item: String,
    /// What is wrong and what to do.
    pub what: String,
}

impl Finding {
    /// A finding about a place in a file.
    pub fn at(rule: &'static str, path: &str, line: usize, what: String) -> Finding {
        Finding {
            rule,
            path: path.to_owned(),
            line,
            item: String::new(),
            what,
        }
    }

    /// The same finding, about a named item.
    pub fn about(mut self, item: &str) -> Finding {
        item.clone_into(&mut self.item);
        self
    }
}

/// Prints every breach and tells whether there was none.
pub fn run() -> Result<bool> {
    let root = place::root();
    let texts = files::tracked(&root)?;
    let mut findings = arrows::check(&metadata()?);
    let mut sources = Vec::new();
    for (path, text) in texts.iter().filter(|(path, _)| files::is_ours(path)) {
        match source::Source::parse(path, text) {
            Ok(source) => sources.push(source),
            Err(finding) => findings.push(finding),
        }
    }
    for source in &sources {
        findings.extend(shape::check(source));
        findings.extend(sizes::check(source));
        findings.extend(sql::check(source));
        findings.extend(chinese::check(source));
    }
    findings.extend(keys::check(&texts, &sources));
    findings.extend(lockfile::check(&texts));
    findings.extend(paths::check(&texts));
    let allowed = std::fs::read_to_string(root.join(allow::FILE)).unwrap_or_default();
    let mut remaining = allow::apply(&allowed, findings)?;
    remaining.sort_by(|a, b| (&a.path, a.line, a.rule).cmp(&(&b.path, b.line, b.rule)));
    for source in &sources {
        if let Some(warning) = sizes::warn(source) {
            println!("warning: {}:{}: {}", warning.path, warning.line, warning.what);
        }
    }
    for finding in &remaining {
        println!(
            "{}:{}: {} [{}]",
            finding.path, finding.line, finding.what, finding.rule
        );
    }
    println!(
        "tidy: {} files looked at, {} to mend",
        texts.len(),
        remaining.len()
    );
    Ok(remaining.is_empty())
}

/// What cargo knows of the workspace's own packages.
pub fn metadata() -> Result<serde_json::Value> {
    let output = Command::new(place::cargo())
        .current_dir(place::root())
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .output()
        .context("cannot run cargo metadata")?;
    if !output.status.success() {
        bail!(
            "cargo metadata failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
