//! One Rust file, parsed, with what the rules ask of it: its literals and which lines are tests.

use std::ops::RangeInclusive;

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::Visit;

use super::Finding;
use super::literals::{self, Literal};

/// A parsed file.
pub struct Source {
    pub path: String,
    pub text: String,
    pub file: syn::File,
    /// String literals outside of documentation and test code.
    pub literals: Vec<Literal>,
    /// Whether the whole file is test or benchmark code.
    pub is_test: bool,
    test_lines: Vec<RangeInclusive<usize>>,
    pub tokens: TokenStream,
}

impl Source {
    /// Parses a file; the error is a finding.
    pub fn parse(path: &str, text: &str) -> Result<Source, Finding> {
        let broken = |error: &syn::Error| {
            Finding::at(
                "syntax",
                path,
                error.span().start().line,
                format!("does not parse: {error}"),
            )
        };
        let file = syn::parse_file(text).map_err(|error| broken(&error))?;
        let tokens: TokenStream = text
            .strip_prefix('\u{feff}')
            .unwrap_or(text)
            .parse()
            .map_err(|error: proc_macro2::LexError| broken(&error.into()))?;
        let mut finder = TestFinder::default();
        finder.visit_file(&file);
        let is_test = is_test_path(path);
        let mut literals = literals::of(tokens.clone());
        let is_left_out = |line: usize| is_test || finder.lines.iter().any(|range| range.contains(&line));
        literals.retain(|literal| !is_left_out(literal.line));
        Ok(Source {
            path: path.to_owned(),
            text: text.to_owned(),
            file,
            literals,
            is_test,
            test_lines: finder.lines,
            tokens,
        })
    }

    /// Whether the line is test code.
    pub fn is_test_line(&self, line: usize) -> bool {
        self.is_test || self.test_lines.iter().any(|range| range.contains(&line))
    }

    /// The crate's folder name: `domain` for `crates/domain/src/lib.rs`.
    pub fn crate_name(&self) -> &str {
        self.path
            .strip_prefix("crates/")
            .and_then(|rest| rest.split('/').next())
            .unwrap_or_default()
    }
}

fn is_test_path(path: &str) -> bool {
    let mut folders: Vec<&str> = path.split('/').collect();
    let file = folders.pop().unwrap_or_default();
    file == "tests.rs"
        || folders
            .iter()
            .any(|folder| ["tests", "benches", "examples"].contains(folder))
}

#[derive(Default)]
struct TestFinder {
    lines: Vec<RangeInclusive<usize>>,
}

impl<'ast> Visit<'ast> for TestFinder {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes = match item {
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            syn::Item::Use(item) => &item.attrs,
            syn::Item::Const(item) => &item.attrs,
            syn::Item::Static(item) => &item.attrs,
            syn::Item::Struct(item) => &item.attrs,
            syn::Item::Enum(item) => &item.attrs,
            syn::Item::Macro(item) => &item.attrs,
            _ => return syn::visit::visit_item(self, item),
        };
        if attributes.iter().any(is_test_attribute) {
            self.lines.push(item.span().start().line..=item.span().end().line);
        } else {
            syn::visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if item.attrs.iter().any(is_test_attribute) {
            self.lines.push(item.span().start().line..=item.span().end().line);
        }
    }
}

/// `#[cfg(test)]`, `#[cfg(any(test, …))]`, `#[test]`, `#[tokio::test]`.
fn is_test_attribute(attribute: &syn::Attribute) -> bool {
    let path = attribute.path();
    if path
        .segments
        .last()
        .is_some_and(|segment| segment.ident == "test")
    {
        return true;
    }
    let syn::Meta::List(list) = &attribute.meta else {
        return false;
    };
    path.is_ident("cfg") && mentions_test(list.tokens.clone())
}

fn mentions_test(tokens: TokenStream) -> bool {
    let mut is_negated = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if ident == "test" => return true,
            TokenTree::Ident(ident) => is_negated = ident == "not",
            TokenTree::Group(group) if !is_negated && mentions_test(group.stream()) => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn test_code_is_told_apart() {
        let text = "//! x\nfn a() { f(\"one\") }\n#[cfg(test)]\nmod tests {\n  fn b() { f(\"two\") }\n}\n#[cfg(not(test))]\nfn c() { f(\"three\") }\n";
        let source = Source::parse("crates/a/src/lib.rs", text).unwrap();
        let values: Vec<_> = source
            .literals
            .iter()
            .map(|literal| literal.value.as_str())
            .collect();
        assert_eq!(values, ["one", "three"]);
        assert!(source.is_test_line(5) && !source.is_test_line(2));
        assert_eq!(source.crate_name(), "a");
    }

    #[test]
    fn folders_of_tests_are_tests() {
        for path in [
            "crates/a/tests/x.rs",
            "crates/a/benches/x.rs",
            "crates/a/src/b/tests.rs",
        ] {
            assert!(Source::parse(path, "//! x").unwrap().is_test, "{path}");
        }
        assert!(!Source::parse("crates/a/src/attest.rs", "//! x").unwrap().is_test);
    }
}
