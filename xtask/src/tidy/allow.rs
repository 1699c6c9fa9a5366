//! The exceptions in `xtask/allow.toml`: each has a reason, and one that is not needed any more is a finding.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Finding;

/// The file of exceptions.
pub const FILE: &str = "xtask/allow.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exceptions {
    #[serde(default)]
    allow: Vec<Exception>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    rule: String,
    path: String,
    #[serde(default)]
    item: String,
    reason: String,
}

impl Exception {
    fn covers(&self, finding: &Finding) -> bool {
        self.rule == finding.rule
            && self.path == finding.path
            && (self.item.is_empty() || self.item == finding.item)
    }

    fn name(&self) -> String {
        format!("{} {} {}", self.rule, self.path, self.item)
            .trim_end()
            .to_owned()
    }
}

/// Takes out what is excepted, and adds what is wrong with the exceptions themselves.
pub fn apply(text: &str, mut findings: Vec<Finding>) -> Result<Vec<Finding>> {
    let exceptions: Exceptions = toml::from_str(text).with_context(|| format!("{FILE} does not parse"))?;
    let mut of_the_list = Vec::new();
    for exception in &exceptions.allow {
        if !findings.iter().any(|finding| exception.covers(finding)) {
            let what = format!("exception not needed: {}; delete it", exception.name());
            of_the_list.push(Finding::at("allow", FILE, 1, what));
        }
        if exception.reason.trim().is_empty() {
            let what = format!("exception without a reason: {}; say why", exception.name());
            of_the_list.push(Finding::at("allow", FILE, 1, what));
        }
    }
    findings.retain(|finding| !exceptions.allow.iter().any(|exception| exception.covers(finding)));
    findings.extend(of_the_list);
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::apply;
    use crate::tidy::Finding;

    fn finding() -> Finding {
        Finding::at("sql", "crates/a/src/b.rs", 3, "x".to_owned()).about("f")
    }

    #[test]
    fn an_exception_takes_its_finding_out() {
        let text = "[[allow]]\nrule = \"sql\"\npath = \"crates/a/src/b.rs\"\nreason = \"because\"";
        assert_eq!(apply(text, vec![finding()]).unwrap(), []);
        let other = text.replace("reason", "item = \"g\"\nreason");
        assert_eq!(
            apply(&other, vec![finding()]).unwrap().len(),
            2,
            "another item: unused, and still found"
        );
    }

    #[test]
    fn an_unused_or_unreasoned_exception_is_found() {
        let text = "[[allow]]\nrule = \"sql\"\npath = \"p\"\nreason = \" \"";
        assert_eq!(apply(text, Vec::new()).unwrap().len(), 2);
        assert!(
            apply("[[allow]]\nrule = \"sql\"\npath = \"p\"", Vec::new()).is_err(),
            "the reason is not optional"
        );
    }
}
