//! Every page that a role can reach by links, opened in a real browser: it comes, shuts nobody out, breaks no rule of
//! the content policy and asks no stranger for anything.

use std::collections::{BTreeMap, VecDeque};

use super::{activate, branches, secretary_of, sign_in};
use crate::harness::{Serving, Trip, Visitor};

/// Files, not pages; and what ends the walk.
const NO_PAGES: [&str; 12] = [
    ".xlsx",
    ".zip",
    ".docx",
    ".pdf",
    ".json",
    ".png",
    ".txt",
    ".toml",
    "/materials/",
    "/template/",
    "/calendar/",
    "/sign-out",
];

/// One page stands for all of its kind: ids and numbers in an address are left out, and what comes after `?`.
pub(super) fn kind_of(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let is_name = |part: &&str| !part.chars().any(|c| c.is_ascii_digit());
    let parts = path
        .split('/')
        .map(|part| Some(part).filter(is_name).unwrap_or("…"));
    parts.collect::<Vec<_>>().join("/")
}

/// Follows the links from where the trip stands, one page of each kind; answers how many of each were opened.
pub(super) fn walk(trip: &Trip, mut look: impl FnMut(&Trip)) -> BTreeMap<String, String> {
    let mut seen = BTreeMap::new();
    let mut next = VecDeque::from([trip.path()]);
    while let Some(path) = next.pop_front() {
        let kind = kind_of(&path);
        // A notice is handed out as it came, under whatever name.
        let is_file = path.ends_with("/file") || NO_PAGES.iter().any(|part| path.contains(part));
        if seen.contains_key(&kind) || is_file {
            continue;
        }
        trip.open(&path);
        assert_eq!(trip.status(), Some(200), "{path}: {}", trip.text());
        seen.insert(kind, path);
        next.extend(trip.links());
        look(trip);
    }
    seen
}

/// Who walks, on what.
fn walks() -> Vec<(&'static str, Visitor)> {
    vec![
        ("county", Visitor::desktop()),
        ("county", Visitor::phone().language("en")),
        ("township", Visitor::phone().without_scripts()),
        ("township", Visitor::desktop().language("en")),
        ("secretary", Visitor::phone()),
        ("secretary", Visitor::desktop().language("en").without_scripts()),
        ("member", Visitor::phone()),
        ("auditor", Visitor::desktop()),
        ("inspector", Visitor::desktop().language("en")),
    ]
}

#[track_caller]
fn come_in(trip: &Trip, serving: &Serving, role: &str) {
    match role {
        "county" | "township" => sign_in(trip, serving, role),
        "secretary" => secretary_of(trip, serving, &branches(serving, 8)[7]),
        "member" => activate(trip, &serving.link_with("党员，")),
        "auditor" => activate(trip, &serving.link_with("审计人员，")),
        _ => activate(trip, &serving.link_with("巡查人员，")),
    }
}

/// axe-core finds nothing serious, X2; on phones and desks, in both languages, with and without scripts.
#[test]
fn every_page_of_every_role_is_sound() {
    let test = "every_page_of_every_role_is_sound";
    let serving = Serving::shared_demo();
    let mut met = BTreeMap::new();
    let mut faults = Vec::new();
    for (role, visitor) in walks() {
        let Some(trip) = visitor.visits(serving.base(), test) else {
            return;
        };
        come_in(&trip, serving, role);
        let pages = walk(&trip, |trip| {
            let here = format!("{role}, {visitor}, {}", trip.path());
            let found = faults_of(trip).into_iter();
            faults.extend(found.map(|fault| format!("{here}: {fault}")));
            trip.forget_alerts();
        });
        assert!(!pages.is_empty(), "{role}");
        met.insert(format!("{role}, {visitor}"), pages.len());
    }
    println!("pages walked: {met:#?}");
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

/// What shuts somebody out of the page shown, or should not have happened on it.
fn faults_of(trip: &Trip) -> Vec<String> {
    let alerts = trip.alerts().into_iter().map(|alert| alert.to_string());
    let shut_out = trip.axe().into_iter().map(|fault| format!("{fault:?}"));
    alerts.chain(shut_out).chain(too_wide(trip)).collect()
}

/// What makes the page wider than the screen: only a table in a frame of its own may be.
fn too_wide(trip: &Trip) -> Option<String> {
    let widest = "(() => { const root = document.documentElement, wide = root.scrollWidth - root.clientWidth; \
                  if (wide <= 1) return null; \
                  const over = [...document.querySelectorAll('body *')] \
                    .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1); \
                  return `${wide} too wide: ${over.map((one) => one.outerHTML.slice(0, 100)).slice(0, 6).join(' | ')}`; })()";
    trip.evaluate(widest).as_str().map(str::to_owned)
}

#[test]
fn pages_of_one_kind_are_told_by_their_address() {
    let cases = [
        ("/lectures?page=2", "/lectures"),
        (
            "/organisations/0190a3c2-7b1d-7000-8000-000000000001/why/quarterly/2020-Q2",
            "/organisations/…/why/quarterly/…",
        ),
        ("/history/12", "/history/…"),
    ];
    for (path, kind) in cases {
        assert_eq!(kind_of(path), kind);
    }
}
