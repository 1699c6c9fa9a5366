//! Counts what the test binaries report. It reads lines and starts nothing.

use std::collections::BTreeSet;

/// The sums over every test binary.
#[derive(Debug, Default)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
    /// Tests that did not run, or not in full, and why.
    pub skipped: Vec<String>,
}

impl Tally {
    /// Takes in one line of `cargo test`'s output.
    pub fn read(&mut self, line: &str) {
        if let Some(name) = ignored_test(line) {
            self.skipped.push(format!("{name}: marked #[ignore]"));
        }
        let Some(result) = line.strip_prefix("test result: ") else {
            return;
        };
        self.passed += number_before(result, " passed");
        self.failed += number_before(result, " failed");
    }

    /// Takes in the lines `SKIPPED: <test>: <why>` that tests wrote.
    ///
    /// Such a test returned early, so its binary counted it as passed: it moves over.
    pub fn read_skips(&mut self, text: &str) {
        let lines: BTreeSet<&str> = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("SKIPPED: "))
            .collect();
        let tests: BTreeSet<&str> = lines.iter().filter_map(|line| line.split(": ").next()).collect();
        let count = u64::try_from(tests.len()).unwrap_or(u64::MAX);
        self.passed = self.passed.saturating_sub(count);
        self.skipped.extend(lines.into_iter().map(str::to_owned));
    }

    /// The closing line.
    pub fn summary(&self) -> String {
        format!(
            "{} passed, {} failed, {} skipped",
            self.passed,
            self.failed,
            self.skipped.len()
        )
    }
}

fn ignored_test(line: &str) -> Option<&str> {
    let (name, verdict) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    verdict.starts_with("ignored").then_some(name)
}

fn number_before(text: &str, word: &str) -> u64 {
    let before = text.split(word).next().unwrap_or_default();
    let digits = before
        .rsplit(|c: char| !c.is_ascii_digit())
        .next()
        .unwrap_or_default();
    digits.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn sums_over_binaries() {
        let mut tally = Tally::default();
        tally.read("test a ... ok");
        tally.read("test b ... ignored, needs a phone");
        tally.read(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.1s",
        );
        tally.read("test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out");
        assert_eq!(tally.summary(), "13 passed, 2 failed, 1 skipped");
    }

    #[test]
    fn a_skipped_test_did_not_pass() {
        let mut tally = Tally {
            passed: 5,
            ..Tally::default()
        };
        tally.read_skips(
            "SKIPPED: both_engines: no PostgreSQL\nSKIPPED: both_engines: no PostgreSQL\nnoise\n",
        );
        assert_eq!(tally.summary(), "4 passed, 0 failed, 1 skipped");
    }

    #[test]
    fn other_lines_count_nothing() {
        let mut tally = Tally::default();
        tally.read("running 3 tests");
        tally.read("the test result: 5 passed, said the log");
        assert_eq!(tally.summary(), "0 passed, 0 failed, 0 skipped");
    }
}
