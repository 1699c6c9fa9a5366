//! Texts that try to run as scripts, written into every text field that any role can reach.

use std::collections::BTreeMap;

use super::walking::walk;
use super::{activate, secretary_of, sign_in};
use crate::harness::{Sent, Serving, Trip, Visitor, no_script_ran, payloads};
use crate::program::Place;

/// What ends the way in of the one who tries, or somebody's record for good.
const NOT_SENT: [&str; 4] = ["/account/", "/sign-out", "/erase", "/handover"];

/// How many of the payloads: the first, most of which run wherever they stand unescaped.
const MANY: usize = 100;

/// Sends payloads into every form met on the way that nobody before met.
fn flood(trip: &Trip, sent: &mut BTreeMap<String, Sent>) {
    let texts: Vec<String> = payloads().into_iter().take(MANY).collect();
    walk(trip, |trip| {
        for form in trip.writable_forms() {
            let kind = super::walking::kind_of(&form.action);
            if sent.contains_key(&kind) || NOT_SENT.iter().any(|part| kind.contains(part)) {
                continue;
            }
            let answer = trip.send_each(&form, &texts);
            println!("{kind}: {} fields, {:?}", answer.fields, answer.statuses);
            assert!(answer.spots.is_empty(), "{kind}: {:#?}", answer.spots);
            sent.insert(kind, answer);
        }
    });
}

/// trust.md §8: a hundred payloads in every text field, none runs: neither in what comes back nor, once kept, on any
/// page of any role.
#[test]
fn no_text_ever_runs() {
    let test = "no_text_ever_runs";
    let place = Place::sqlite();
    let serving = Serving::demo(&place);
    let branch = "雾溪镇/葵渡村第四支部";
    let mut sent = BTreeMap::new();
    for role in ["secretary", "township", "county"] {
        let Some(trip) = Visitor::desktop().visits(serving.base(), test) else {
            return;
        };
        match role {
            "secretary" => secretary_of(&trip, &serving, branch),
            login => sign_in(&trip, &serving, login),
        }
        flood(&trip, &mut sent);
    }
    let kept = |form: &Sent| form.statuses.get("200").is_some_and(|count| *count >= 10);
    assert!(
        sent.len() >= 15 && sent.values().filter(|form| kept(form)).count() >= 5,
        "{sent:#?}"
    );
    for role in ["secretary", "county", "auditor"] {
        let trip = Visitor::desktop().visits(serving.base(), test).unwrap();
        match role {
            "secretary" => secretary_of(&trip, &serving, branch),
            "auditor" => activate(&trip, &serving.link_with("审计人员，")),
            login => sign_in(&trip, &serving, login),
        }
        walk(&trip, no_script_ran);
        trip.open("/lectures");
        no_script_ran(&trip);
    }
}
