//! How files begin and what they are called.

use super::Finding;
use super::source::Source;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 7] = ["util", "common", "helpers", "misc", "manager", "service", "core"];

/// Every file opens with what it is for, and its name is a word of the glossary.
pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !has_header(&source.text) {
        let what = "no `//!` header; begin with what the module is for and what it must not do".to_owned();
        findings.push(Finding::at("header", &source.path, 1, what));
    }
    let parts = source.path.trim_end_matches(".rs").split('/');
    let names = parts.filter(|part| {
        EMPTY_NAMES
            .iter()
            .any(|name| part == name || part.trim_end_matches('s') == *name)
    });
    for name in names {
        let what = format!("`{name}` says nothing; name it after its word in GLOSSARY.md");
        findings.push(Finding::at("name", &source.path, 1, what));
    }
    findings
}

fn has_header(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with("#!["));
    first
        .and_then(|line| line.strip_prefix("//!"))
        .is_some_and(|words| !words.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::source::Source;

    fn rules(path: &str, text: &str) -> Vec<&'static str> {
        check(&Source::parse(path, text).unwrap())
            .into_iter()
            .map(|finding| finding.rule)
            .collect()
    }

    #[test]
    fn a_module_says_what_it_is_for() {
        assert!(rules("crates/a/src/plan.rs", "\n//! Plans.\nfn f() {}").is_empty());
        assert!(rules("crates/a/src/lib.rs", "#![no_std]\n//! Plans.\n").is_empty());
        assert_eq!(rules("crates/a/src/plan.rs", "//!\nfn f() {}"), ["header"]);
        assert_eq!(rules("crates/a/src/plan.rs", "fn f() {}"), ["header"]);
    }

    #[test]
    fn names_say_something() {
        assert_eq!(rules("crates/a/src/utils.rs", "//! x"), ["name"]);
        assert_eq!(rules("crates/core/src/lib.rs", "//! x"), ["name"]);
        assert!(rules("crates/a/src/service_record.rs", "//! x").is_empty());
    }
}
