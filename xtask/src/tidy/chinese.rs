//! Sentences for people stand in `locales/`, `rules/`, `templates/` and `docs/`, not in code.

use super::Finding;
use super::source::Source;

/// Finds Chinese words in string literals. A single character (年 in a date) is no sentence.
pub fn check(source: &Source) -> Vec<Finding> {
    if !source.path.starts_with("crates/") {
        return Vec::new();
    }
    let found = source
        .literals
        .iter()
        .filter(|literal| literal.value.chars().filter(|c| is_han(*c)).count() > 1);
    found
        .map(|literal| {
            let start: String = literal.value.chars().take(12).collect();
            let what = format!(
                "Chinese text in code (\"{start}\"); words for people go to locales/, names of formats to rules/"
            );
            Finding::at("chinese", &source.path, literal.line, what)
        })
        .collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::source::Source;

    fn count(line: &str) -> usize {
        check(&Source::parse("crates/a/src/b.rs", &format!("//! 每季度至少一次\n{line}\n")).unwrap()).len()
    }

    #[test]
    fn chinese_words_in_code_are_found() {
        assert_eq!(count("fn f() -> &'static str { \"逾期未讲\" }"), 1);
        assert_eq!(count("#[error(\"找不到\")]\nstruct E;"), 1);
    }

    #[test]
    fn comments_single_characters_and_tests_may() {
        assert_eq!(count("/// 逾期未讲\nfn f() -> &'static str { \"年\" }"), 0);
        assert_eq!(count("fn f(c: char) -> bool { c == '月' }"), 0);
        assert_eq!(count("#[cfg(test)]\nmod t { const A: &str = \"逾期未讲\"; }"), 0);
    }
}
