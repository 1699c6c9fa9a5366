//! The interface tried: nothing of `/api` is missing from its description, and every answer has the shape it describes.

use serde_json::Value;

use super::openapi::document;
use super::operation::{Operation, operations};
use crate::route::{Method, Policy, routes};

fn at<'a>(document: &'a Value, pointer: &str) -> &'a Value {
    document
        .pointer(pointer)
        .unwrap_or_else(|| panic!("{pointer} is missing"))
}

#[test]
fn every_route_for_programs_is_described_and_nothing_else() {
    let document = document();
    let mut described: Vec<(String, String)> = Vec::new();
    for (path, methods) in at(&document, "/paths").as_object().unwrap() {
        let methods = methods.as_object().unwrap();
        described.extend(methods.keys().map(|method| (path.clone(), method.clone())));
    }
    let mut served: Vec<(String, String)> = routes()
        .iter()
        .filter(|route| route.path.starts_with("/api/"))
        .map(|route| {
            let method = match route.method() {
                Method::Get => "get",
                Method::Post => "post",
            };
            (route.path.to_owned(), method.to_owned())
        })
        .collect();
    described.sort();
    served.sort();
    assert!(served.len() >= 5);
    assert_eq!(described, served);
}

#[test]
fn every_operation_asks_for_a_right() {
    for operation in operations() {
        assert!(matches!(operation.policy, Policy::May(..)), "{}", operation.path);
    }
}

/// Every `$ref` of the description leads somewhere, and every name of a path is described.
#[test]
fn the_description_holds_together() {
    let document = document();
    assert_eq!(at(&document, "/openapi"), "3.1.0");
    let mut refs = Vec::new();
    collect_refs(&document, &mut refs);
    assert!(refs.len() > 10);
    for name in refs {
        at(&document, name.trim_start_matches('#'));
    }
    for operation in operations() {
        let pointer = format!("/paths/{}/get", operation.path.replace('/', "~1"));
        let described = at(&document, &pointer);
        let names: Vec<&str> = described["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["name"].as_str().unwrap())
            .collect();
        for piece in operation.path.split('/').filter(|piece| piece.starts_with('{')) {
            assert!(
                names.contains(&piece.trim_matches(['{', '}'])),
                "{}",
                operation.path
            );
        }
    }
}

fn collect_refs(value: &Value, refs: &mut Vec<String>) {
    match value {
        Value::Object(all) => {
            refs.extend(all.get("$ref").and_then(Value::as_str).map(str::to_owned));
            all.values().for_each(|one| collect_refs(one, refs));
        }
        Value::Array(all) => all.iter().for_each(|one| collect_refs(one, refs)),
        _ => {}
    }
}

/// The questions of the ledger's page and of the interface are the same.
#[test]
fn programs_filter_by_what_the_page_filters_by() {
    let operation = operation("/api/lectures");
    for name in crate::officer::ledger::asked::QUESTIONS {
        assert!(operation.questions.iter().any(|one| one.name == name), "{name}");
    }
}

fn operation(path: &str) -> Operation {
    operations().into_iter().find(|one| one.path == path).unwrap()
}

#[test]
fn a_question_that_does_not_fit_is_not_passed_over() {
    let cases = [
        (
            "/api/lectures",
            "from=2020-02-30",
            Some(("from", "unreadable-question")),
        ),
        (
            "/api/lectures",
            "state=done",
            Some(("state", "unreadable-question")),
        ),
        (
            "/api/lectures",
            "joint=true",
            Some(("joint", "unreadable-question")),
        ),
        ("/api/lectures", "sort=-title&joint=no", None),
        (
            "/api/lectures",
            "sort=titel",
            Some(("sort", "unreadable-question")),
        ),
        ("/api/lectures", "form=", Some(("form", "unreadable-question"))),
        (
            "/api/lectures",
            "organization=x",
            Some(("organization", "unknown-question")),
        ),
        ("/api/lectures", "after=1", Some(("after", "unreadable-question"))),
        ("/api/lectures", "limit=0", Some(("limit", "unreadable-question"))),
        ("/api/status", "at=-1", Some(("at", "unreadable-question"))),
        ("/api/status", "lang=en&as_of=2020-12-01", None),
        (
            "/api/explain",
            "organisation=x&duty=y",
            Some(("period", "missing-question")),
        ),
        ("/api/explain", "organisation=x&duty=y&period=2020-Q3", None),
    ];
    for (path, asked, expected) in cases {
        let outcome = operation(path).check(&crate::posted::pairs(asked));
        let outcome = outcome.err().map(|unfit| (unfit.name, unfit.code));
        let expected = expected.map(|(name, code)| (name.to_owned(), code));
        assert_eq!(outcome, expected, "{path}?{asked}");
    }
}
