//! The texts checked against each other, every variant said, and explanations read as a person would.
//! Must not test the domain.

mod explained;
mod keys;
mod oversight;
mod said;

use domain::rule_set::RuleSet;

use crate::{Locale, Words};

pub const PARTY: &str = include_str!("../../../rules/party-lecture/rules.toml");
pub const TOOLBOX: &str = include_str!("../../../rules/toolbox-talk/rules.toml");
pub const PARTY_WORDS: &str = include_str!("../../../rules/party-lecture/vocabulary.ftl");
pub const TOOLBOX_WORDS: &str = include_str!("../../../rules/toolbox-talk/vocabulary.ftl");

pub fn party(locale: Locale) -> (RuleSet, Words) {
    (
        RuleSet::read(PARTY).unwrap(),
        Words::new(locale, Some(PARTY_WORDS)),
    )
}

pub fn toolbox(locale: Locale) -> (RuleSet, Words) {
    (
        RuleSet::read(TOOLBOX).unwrap(),
        Words::new(locale, Some(TOOLBOX_WORDS)),
    )
}

pub fn is_chinese(letter: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&letter)
}

/// A sentence ready to be shown: no key, no hole, and punctuation of its own language.
pub fn assert_reads(locale: Locale, text: &str) {
    assert!(!text.is_empty(), "an empty sentence");
    assert!(!text.contains('{') && !text.contains('}'), "a hole: {text}");
    assert!(
        !text.contains("  ") || text.starts_with("  "),
        "two spaces: {text}"
    );
    // The pack's word for a kind, as sheets write it.
    let letters: Vec<char> = text
        .replace("县(市、区)委", "")
        .replace("縣(市、區)委", "")
        .chars()
        .collect();
    if locale.is_chinese() {
        assert!(
            letters.iter().any(|letter| is_chinese(*letter)),
            "no Chinese: {text}"
        );
        for window in letters.windows(2) {
            let [before, after] = [window[0], window[1]];
            let halfwidth = |letter: char| ",;:!?()".contains(letter);
            assert!(
                !(is_chinese(before) && halfwidth(after)),
                "half-width {after} in: {text}"
            );
            assert!(
                !(halfwidth(before) && is_chinese(after)),
                "half-width {before} in: {text}"
            );
        }
        // 文件名.xlsx stays as it is.
        let ends =
            |window: &[char]| is_chinese(window[0]) && window[1] == '.' && !window[2].is_ascii_alphanumeric();
        assert!(!letters.windows(3).any(ends), "half-width full stop in: {text}");
        for doubled in ["。。", "，，", "：：", "。，", "，。", "；。"] {
            assert!(!text.contains(doubled), "{doubled} in: {text}");
        }
    } else {
        // A quotation keeps the punctuation of its own language.
        let quotes_chinese = letters.iter().any(|letter| is_chinese(*letter));
        for doubled in ["..", ",,", " ,", " ."]
            .into_iter()
            .chain(["。", "，", "；", "："].into_iter().filter(|_| !quotes_chinese))
        {
            assert!(!text.contains(doubled), "“{doubled}” in: {text}");
        }
    }
}
