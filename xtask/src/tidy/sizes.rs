//! Files and functions stay small enough to be read in one sitting. Tests are measured apart: not at all.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::Visit;

use super::Finding;
use super::source::Source;

const FILE_WARNS: usize = 400;
const FILE_FAILS: usize = 600;
const FUNCTION_FAILS: usize = 60;
const PARAMETERS_FAIL: usize = 5;

/// Finds what is too long, takes too much, or takes a bare `bool` in public.
pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let length = length(source);
    if length > FILE_FAILS {
        let what = format!("{length} lines, at most {FILE_FAILS}; split the file by what it is about");
        findings.push(Finding::at("file-length", &source.path, 1, what));
    }
    let mut measure = Measure {
        source,
        findings,
        in_trait: false,
    };
    measure.visit_file(&source.file);
    measure.findings
}

/// What grows too long without failing yet.
pub fn warn(source: &Source) -> Option<Finding> {
    let length = length(source);
    let is_long = (FILE_WARNS + 1..=FILE_FAILS).contains(&length);
    is_long.then(|| {
        let what = format!("{length} lines; from {FILE_FAILS} on it fails, so think of a split");
        Finding::at("file-length", &source.path, 1, what)
    })
}

fn length(source: &Source) -> usize {
    (1..=source.text.lines().count())
        .filter(|line| !source.is_test_line(*line))
        .count()
}

struct Measure<'a> {
    source: &'a Source,
    findings: Vec<Finding>,
    in_trait: bool,
}

impl Measure<'_> {
    fn function(&mut self, signature: &syn::Signature, is_public: bool, block: Option<&syn::Block>) {
        let line = signature.ident.span().start().line;
        if self.source.is_test_line(line) {
            return;
        }
        let name = signature.ident.to_string();
        let mut find = |rule: &'static str, what: String| {
            self.findings
                .push(Finding::at(rule, &self.source.path, line, what).about(&name));
        };
        let length = block.map_or(0, |block| code_lines(&self.source.text, block.span()));
        if length > FUNCTION_FAILS {
            let what = format!(
                "`{name}` has {length} lines of code, at most {FUNCTION_FAILS}; take a step out of it"
            );
            find("function-length", what);
        }
        let count = signature.inputs.len();
        if count > PARAMETERS_FAIL {
            let what =
                format!("`{name}` takes {count} parameters, at most {PARAMETERS_FAIL}; give them a struct");
            find("parameters", what);
        }
        if is_public && signature.inputs.iter().any(is_bool) {
            let what = format!(
                "`{name}` takes a `bool` in public; an enum tells the reader at the call what it means"
            );
            find("bool-parameter", what);
        }
    }
}

impl<'ast> Visit<'ast> for Measure<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, is_pub(&item.vis), Some(&item.block));
        syn::visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, is_pub(&item.vis), Some(&item.block));
        syn::visit::visit_impl_item_fn(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        let outer = std::mem::replace(&mut self.in_trait, is_pub(&item.vis));
        syn::visit::visit_item_trait(self, item);
        self.in_trait = outer;
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.function(&item.sig, self.in_trait, item.default.as_ref());
        syn::visit::visit_trait_item_fn(self, item);
    }
}

fn is_pub(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

fn is_bool(argument: &syn::FnArg) -> bool {
    let syn::FnArg::Typed(typed) = argument else {
        return false;
    };
    matches!(&*typed.ty, syn::Type::Path(path) if path.path.is_ident("bool"))
}

/// Lines between the braces that hold code: blank lines and comments cost the reader nothing.
fn code_lines(text: &str, block: Span) -> usize {
    let (start, end) = (block.start().line, block.end().line);
    let inside = text
        .lines()
        .zip(1..)
        .filter(|(_, at)| (start + 1..end).contains(at));
    inside
        .map(|(line, _)| line.trim())
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .count()
}

#[cfg(test)]
mod tests {
    use super::{check, warn};
    use crate::tidy::source::Source;

    fn rules(text: &str) -> Vec<&'static str> {
        let source = Source::parse("crates/a/src/b.rs", text).unwrap();
        check(&source).into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn long_files() {
        let lines = |count: usize| "// line\n".repeat(count);
        let in_tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", lines(700));
        assert!(rules(&lines(600)).is_empty());
        assert_eq!(rules(&lines(601)), ["file-length"]);
        assert!(rules(&in_tests).is_empty(), "tests are apart");
        assert!(warn(&Source::parse("a.rs", &lines(401)).unwrap()).is_some());
        assert!(warn(&Source::parse("a.rs", &lines(400)).unwrap()).is_none());
    }

    #[test]
    fn long_functions() {
        let function = |lines: &str| format!("impl A {{\n fn f() {{\n{lines} }}\n}}\n");
        assert!(rules(&function(&"g();\n".repeat(60))).is_empty());
        assert_eq!(rules(&function(&"g();\n".repeat(61))), ["function-length"]);
        assert!(
            rules(&function(&"\n// why\n".repeat(61))).is_empty(),
            "comments are free"
        );
    }

    #[test]
    fn many_parameters() {
        assert!(rules("fn f(a: A, b: A, c: A, d: A, e: A) {}").is_empty());
        assert_eq!(
            rules("fn f(a: A, b: A, c: A, d: A, e: A, f: A) {}"),
            ["parameters"]
        );
    }

    #[test]
    fn bools_in_public() {
        assert!(
            rules("fn f(a: bool) {}\npub(crate) fn g(a: bool) {}\npub fn h(a: A) -> bool { a }").is_empty()
        );
        assert_eq!(rules("pub fn f(a: bool) {}"), ["bool-parameter"]);
        assert_eq!(rules("pub trait T { fn f(&self, a: bool); }"), ["bool-parameter"]);
        assert!(rules("trait T { fn f(&self, a: bool); }").is_empty());
    }
}
