//! SQL stands in `store` only, so that each statement is prepared and tested on both engines.

use super::Finding;
use super::source::Source;

/// Finds SQL in string literals.
pub fn check(source: &Source) -> Vec<Finding> {
    if source.crate_name() == "store" || !source.path.starts_with("crates/") {
        return Vec::new();
    }
    let found = source.literals.iter().filter(|literal| is_sql(&literal.value));
    found
        .map(|literal| {
            let what =
                "SQL outside `store`; give the statement a name in crates/store and call that".to_owned();
            Finding::at("sql", &source.path, literal.line, what)
        })
        .collect()
}

/// Capital keywords anywhere, or small ones where a statement would begin.
fn is_sql(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let has = |word: &str| words.contains(&word);
    let has_pair = |first: &str, second: &str| {
        words
            .windows(2)
            .any(|pair| pair.first() == Some(&first) && pair.last() == Some(&second))
    };
    let is_capital = (has("SELECT") && words.len() > 1)
        || has_pair("INSERT", "INTO")
        || has_pair("DELETE", "FROM")
        || has_pair("CREATE", "TABLE")
        || (has("UPDATE") && has("SET"));
    let start: Vec<String> = words
        .iter()
        .take(2)
        .map(|word| word.to_ascii_lowercase())
        .collect();
    let start = start.join(" ");
    is_capital
        || ["insert into", "delete from", "create table"].contains(&start.as_str())
        || (start.starts_with("select ") && has("from"))
        || (start.starts_with("update ") && has("set"))
}

#[cfg(test)]
mod tests {
    use super::{check, is_sql};
    use crate::tidy::source::Source;

    #[test]
    fn statements_are_told_from_sentences() {
        for sql in [
            "SELECT 1",
            "select a from b",
            "  INSERT INTO t VALUES (1)",
            "UPDATE t SET a = 1",
            "delete from t",
        ] {
            assert!(is_sql(sql), "{sql}");
        }
        for sentence in [
            "select the file to import",
            "SELECT",
            "update the plan",
            "UPDATED",
            "delete-from",
        ] {
            assert!(!is_sql(sentence), "{sentence}");
        }
    }

    #[test]
    fn only_store_may_hold_sql() {
        let text = "//! x\nfn f() { g(\"SELECT 1\") }\n";
        let count = |path: &str| check(&Source::parse(path, text).unwrap()).len();
        assert_eq!(count("crates/app/src/a.rs"), 1);
        assert_eq!(count("crates/store/src/a.rs"), 0);
        assert_eq!(count("crates/app/tests/a.rs"), 0);
    }
}
