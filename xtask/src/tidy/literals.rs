//! The string literals of a file, those inside macro calls included. Documentation is not among them.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A string literal and where it stands.
#[derive(Clone, Debug)]
pub struct Literal {
    pub line: usize,
    pub value: String,
}

/// Attributes whose text only programmers read.
const FOR_PROGRAMMERS: [&str; 6] = ["doc", "expect", "allow", "cfg", "deprecated", "must_use"];

/// Every string literal of the tokens.
pub fn of(tokens: TokenStream) -> Vec<Literal> {
    let mut found = Vec::new();
    collect(tokens, &mut found);
    found
}

/// The literals that stand directly in the parentheses after one of the named functions or macros.
pub fn given_to(tokens: TokenStream, names: &[&str]) -> Vec<Literal> {
    let mut found = Vec::new();
    let mut is_called = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => is_called = names.iter().any(|name| ident == name),
            TokenTree::Punct(punct) => is_called &= punct.as_char() == '!',
            TokenTree::Group(group) => {
                if is_called && group.delimiter() == Delimiter::Parenthesis {
                    found.extend(group.stream().into_iter().filter_map(|token| literal(&token)));
                }
                found.extend(given_to(group.stream(), names));
                is_called = false;
            }
            TokenTree::Literal(_) => is_called = false,
        }
    }
    found
}

fn collect(tokens: TokenStream, found: &mut Vec<Literal>) {
    let mut after_hash = false;
    for token in tokens {
        match &token {
            TokenTree::Group(group) if after_hash && is_for_programmers(group) => {}
            TokenTree::Group(group) => collect(group.stream(), found),
            _ => found.extend(literal(&token)),
        }
        after_hash = match &token {
            TokenTree::Punct(punct) => punct.as_char() == '#' || (after_hash && punct.as_char() == '!'),
            _ => false,
        };
    }
}

fn is_for_programmers(group: &proc_macro2::Group) -> bool {
    let Some(TokenTree::Ident(ident)) = group.stream().into_iter().next() else {
        return false;
    };
    group.delimiter() == Delimiter::Bracket && FOR_PROGRAMMERS.iter().any(|name| ident == name)
}

fn literal(token: &TokenTree) -> Option<Literal> {
    let TokenTree::Literal(literal) = token else {
        return None;
    };
    let parsed: syn::LitStr = syn::parse_str(&literal.to_string()).ok()?;
    Some(Literal {
        line: literal.span().start().line,
        value: parsed.value(),
    })
}

#[cfg(test)]
mod tests {
    use super::{given_to, of};

    #[test]
    fn documentation_is_left_out_and_macros_are_not() {
        let text = "//! head\n/// doc\n#[error(\"e\")]\n#[expect(x, reason = \"r\")]\nfn f() { g!(\"a\", r#\"b\"#, b\"bytes\", 'c'); }";
        let values: Vec<_> = of(text.parse().unwrap())
            .into_iter()
            .map(|literal| literal.value)
            .collect();
        assert_eq!(values, ["e", "a", "b"]);
    }

    #[test]
    fn arguments_of_named_functions() {
        let text =
            "fn f() { l.text(\"one\"); l.other(\"two\"); g(l.text(k, \"three\")); m!(text!(\"four\")); }";
        let values: Vec<_> = given_to(text.parse().unwrap(), &["text"])
            .into_iter()
            .map(|literal| literal.value)
            .collect();
        assert_eq!(values, ["one", "three", "four"]);
    }
}
