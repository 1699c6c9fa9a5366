//! The table of routes as people read it, compared with `routes.txt`. After an intended change:
//! `UPDATE=1 cargo test -p kaijiang-web table`.

use std::fmt::Write as _;

use crate::route::{Method, Policy, routes};

fn printed() -> String {
    let mut lines: Vec<String> = routes()
        .iter()
        .map(|route| {
            let method = match route.method() {
                Method::Get => "GET",
                Method::Post => "POST",
            };
            let policy = match route.policy {
                Policy::Anyone => "anyone".to_owned(),
                Policy::SignedIn => "signed in".to_owned(),
                Policy::May(action, kind, place) => {
                    format!("may {} {} at {place:?}", action.word(), kind.word()).to_lowercase()
                }
            };
            format!("{:<56} {method:<5} {policy}", route.path)
        })
        .collect();
    lines.sort();
    let mut out = String::from(
        "Who may take which route. Made by `UPDATE=1 cargo test -p kaijiang-web table`; do not edit.\n\
         Which roles may do what is in crates/domain/tests/access_table.txt.\n\n",
    );
    for line in lines {
        writeln!(out, "{line}").unwrap();
    }
    out
}

#[test]
fn the_table_of_routes_is_the_one_that_was_read() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/routes.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(file, printed()).unwrap();
    }
    let kept = std::fs::read_to_string(file).unwrap_or_default();
    assert_eq!(
        kept,
        printed(),
        "the table of routes changed: read it, then UPDATE=1"
    );
}
