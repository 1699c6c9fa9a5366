//! The style sheet read as text: what a look at one page does not show about another.
use std::collections::BTreeMap;

const STYLE: &str = include_str!("../static/kaijiang.css");

/// Rules outside of `@media`: selector and what it says.
fn rules() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let (mut depth, mut selector, mut body) = (0, String::new(), String::new());
    let without_comments: String = STYLE
        .split("/*")
        .map(|piece| piece.split_once("*/").map_or(piece, |(_, rest)| rest))
        .collect();
    for sign in without_comments.chars() {
        match sign {
            '{' => {
                depth += 1;
                if depth > 1 {
                    body.push(sign);
                }
            }
            '}' if depth == 1 => {
                depth = 0;
                found.push((selector.trim().to_owned(), body.trim().to_owned()));
                (selector, body) = (String::new(), String::new());
            }
            '}' => {
                depth -= 1;
                body.push(sign);
            }
            _ if depth == 0 => selector.push(sign),
            _ => body.push(sign),
        }
    }
    found.retain(|(selector, _)| !selector.starts_with('@'));
    found
}

/// Two pages that lay out one class each in its own way squeeze each other: the later one wins on both.
#[test]
fn a_class_is_laid_out_in_columns_once() {
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (selector, body) in rules() {
        for class in selector.split(',').map(str::trim) {
            let name = class.strip_prefix('.').unwrap_or_default();
            if !name.is_empty() && !name.contains([' ', '.', ':', '>', '[']) {
                let said = body.split(';').map(str::trim);
                let said = said.filter(|one| one.starts_with("grid-template-columns"));
                columns
                    .entry(name.to_owned())
                    .or_default()
                    .extend(said.map(str::to_owned));
            }
        }
    }
    assert!(
        columns.contains_key("pair") && columns.contains_key("facts"),
        "{columns:?}"
    );
    columns.retain(|_, said| said.len() > 1);
    assert_eq!(columns, BTreeMap::new());
}
