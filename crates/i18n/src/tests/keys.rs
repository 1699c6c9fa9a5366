//! Both texts hold the same keys and arguments, every sentence can be filled, every key is used.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::{PARTY_WORDS, TOOLBOX_WORDS, assert_reads, is_chinese};
use crate::{Locale, Value, Words};

type Keys = BTreeMap<String, BTreeSet<String>>;

fn keys(text: &str) -> Keys {
    let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let mut found = Keys::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let mut used = BTreeSet::new();
                if let Some(value) = &message.value {
                    in_pattern(value, &mut used);
                }
                for attribute in &message.attributes {
                    in_pattern(&attribute.value, &mut used);
                    used.insert(format!(".{}", attribute.id.name));
                }
                assert!(
                    found.insert(message.id.name.to_owned(), used).is_none(),
                    "{} twice",
                    message.id.name
                );
            }
            Entry::Term(term) => {
                assert!(
                    found
                        .insert(format!("-{}", term.id.name), BTreeSet::new())
                        .is_none()
                );
            }
            Entry::Junk { content } => panic!("{content}"),
            _ => {}
        }
    }
    found
}

fn in_pattern(pattern: &Pattern<&str>, used: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            Expression::Select { selector, variants } => {
                in_inline(selector, used);
                for variant in variants {
                    in_pattern(&variant.value, used);
                }
            }
            Expression::Inline(inline) => in_inline(inline, used),
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, used: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            used.insert(format!("${}", id.name));
        }
        InlineExpression::FunctionReference {
            arguments: CallArguments { positional, .. },
            ..
        } => {
            for argument in positional {
                in_inline(argument, used);
            }
        }
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inner) = expression.as_ref() {
                in_inline(inner, used);
            }
        }
        _ => {}
    }
}

#[test]
fn both_languages_hold_the_same_keys_and_arguments() {
    let (zh, en) = (keys(Locale::ZhHans.text()), keys(Locale::En.text()));
    let names = |keys: &Keys| keys.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&zh), names(&en));
    for (key, used) in &zh {
        assert_eq!(Some(used), en.get(key), "arguments of {key}");
    }
}

#[test]
fn every_sentence_can_be_filled_in_every_language_and_pack() {
    for locale in Locale::ALL {
        for vocabulary in [None, Some(PARTY_WORDS), Some(TOOLBOX_WORDS)] {
            let words = Words::new(locale, vocabulary);
            for (key, used) in keys(locale.text())
                .into_iter()
                .filter(|(key, _)| !key.starts_with('-'))
            {
                // Names as a sentence refers to them: those of other messages have arguments of their own.
                let filled: Vec<(&'static str, Value<'_>)> =
                    SAMPLES.iter().map(|name| (*name, 3.into())).collect();
                let unknown = used.iter().filter_map(|name| name.strip_prefix('$'));
                let unknown: Vec<_> = unknown.filter(|name| !SAMPLES.contains(name)).collect();
                assert_eq!(unknown, Vec::<&str>::new(), "add to SAMPLES, for {key}");
                let advice = words.advice(&key, &filled);
                for text in [advice.what, advice.instead]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                {
                    let only_digits = text.chars().all(|letter| !letter.is_alphabetic());
                    if !only_digits {
                        assert_reads(locale, &text);
                    }
                    assert_ne!(text, key);
                }
            }
        }
    }
}

/// Every name an argument may have.
const SAMPLES: &[&str] = &[
    "accepted",
    "active",
    "address",
    "alike",
    "all",
    "allowed",
    "answer",
    "answered",
    "as-of",
    "asked",
    "at",
    "attendances",
    "ballots",
    "basis",
    "before",
    "between",
    "block",
    "born",
    "branch",
    "branches",
    "bulletin",
    "by",
    "calendar",
    "candidates",
    "change",
    "changed",
    "characters",
    "checked",
    "citation",
    "class",
    "classes",
    "closed",
    "column",
    "columns",
    "confidence",
    "conflicts",
    "count",
    "counted",
    "counts",
    "county",
    "coverage",
    "coverage-share",
    "covered",
    "database",
    "date",
    "dates",
    "day",
    "days",
    "detail",
    "documents",
    "done",
    "drawn",
    "due",
    "duties",
    "duty",
    "electorate",
    "engine",
    "enough",
    "entries",
    "excused",
    "expected",
    "failed",
    "fails",
    "field",
    "fields",
    "figure",
    "file",
    "files",
    "first",
    "flagged",
    "form",
    "forms",
    "founded",
    "free",
    "from",
    "glossed",
    "gone",
    "has",
    "header",
    "held",
    "high",
    "homes",
    "host",
    "id",
    "into",
    "item",
    "items",
    "joint",
    "key",
    "kilobytes",
    "kind",
    "kinds",
    "km",
    "known",
    "label-year",
    "lacking",
    "last",
    "last-day",
    "late",
    "least",
    "lecture",
    "lectures",
    "left",
    "level",
    "limit",
    "line",
    "login",
    "low",
    "made-up",
    "mean",
    "meaning",
    "members",
    "merged",
    "micro",
    "middle",
    "minimum",
    "minutes",
    "missing",
    "month",
    "months",
    "most",
    "name",
    "named",
    "names",
    "new",
    "note",
    "now",
    "number",
    "of",
    "office",
    "on",
    "open",
    "openings",
    "ordinary",
    "organisation",
    "organisations",
    "other",
    "others",
    "overdue",
    "owed",
    "owing",
    "pack",
    "page",
    "pages",
    "part",
    "parts",
    "password",
    "path",
    "people",
    "period",
    "periods",
    "phone",
    "place",
    "places",
    "planned",
    "post",
    "prefixes",
    "present",
    "problem",
    "programme",
    "purpose",
    "quarter",
    "random",
    "read",
    "reason",
    "received",
    "records",
    "refused",
    "retention",
    "returned",
    "rhythm",
    "risk",
    "role",
    "roles",
    "root",
    "row",
    "rows",
    "said",
    "same",
    "second",
    "seen",
    "serious",
    "sessions",
    "settled",
    "share",
    "sheet",
    "since",
    "slight",
    "source",
    "speaker",
    "speed",
    "stage",
    "standing",
    "state",
    "step",
    "steps",
    "stricter",
    "sum",
    "table",
    "tables",
    "text",
    "themed",
    "time",
    "times",
    "title",
    "to",
    "tolerable",
    "toomany",
    "topic",
    "township",
    "turnout",
    "turnout-share",
    "unchanged",
    "under",
    "undone",
    "unit",
    "units",
    "until",
    "value",
    "venue",
    "venues",
    "version",
    "waiting",
    "wanted",
    "was",
    "weekday",
    "weeks",
    "weight",
    "what",
    "when",
    "who",
    "whole",
    "whom",
    "why",
    "would",
    "window",
    "within",
    "word",
    "workday",
    "workdays",
    "would-be",
    "written",
    "year",
    "zone",
];

#[test]
fn the_english_text_has_no_chinese_and_neither_has_party_words() {
    assert_eq!(Locale::En.text().chars().find(|letter| is_chinese(*letter)), None);
    let values = |text: &'static str| text.lines().filter(|line| !line.starts_with('#'));
    for line in values(Locale::ZhHans.text()) {
        assert!(
            !line.contains('党') && !line.contains("支部"),
            "a party word outside the pack: {line}"
        );
    }
    for line in values(Locale::En.text()) {
        let sentence = line
            .split_once(" = ")
            .map_or(line, |(_, sentence)| sentence)
            .to_lowercase();
        let bare = strip_placeables(&sentence);
        for word in [
            "lecture",
            "branch",
            "party",
            "secretary",
            "committee",
            "township",
            "county",
        ] {
            assert!(!bare.contains(word), "“{word}” outside the pack: {line}");
        }
    }
}

/// What stands outside braces.
fn strip_placeables(line: &str) -> String {
    let mut depth = 0_u32;
    line.chars()
        .filter(|letter| {
            match letter {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

#[test]
fn every_key_is_used() {
    let sources = [
        include_str!("../date.rs"),
        include_str!("../denial.rs"),
        include_str!("../refusal.rs"),
        include_str!("../failure.rs"),
        include_str!("../import_refusal.rs"),
        include_str!("../machine.rs"),
        include_str!("../mistake.rs"),
        include_str!("../number.rs"),
        include_str!("../pack.rs"),
        include_str!("../proof.rs"),
        include_str!("../proof/next.rs"),
        include_str!("../proof/reason.rs"),
        include_str!("../rule.rs"),
        include_str!("../rule/asked.rs"),
        include_str!("../rule/counts.rs"),
        include_str!("../rule/person.rs"),
        include_str!("../rule/programme.rs"),
        include_str!("../standing.rs"),
        include_str!("../terminal.rs"),
    ];
    let code = sources.concat();
    let texts = Locale::ZhHans.text();
    // The words of pages and papers are said in templates: `cargo xtask tidy` looks for them there.
    for key in keys(include_str!("../../../../locales/zh-Hans/base.ftl")).into_keys() {
        let by_prefix = || {
            key.split_once('-').is_some_and(|_| {
                let mut cuts = key.match_indices('-').map(|(at, _)| &key[..=at]);
                cuts.any(|prefix| code.contains(&format!("\"{prefix}\"")))
            })
        };
        let in_text = || texts.contains(&format!("{{ {key} }}"));
        let term = || key.starts_with('-') && texts.contains(&format!("{{ {key}"));
        assert!(
            code.contains(&format!("\"{key}\"")) || by_prefix() || in_text() || term(),
            "{key} is not used"
        );
    }
}
