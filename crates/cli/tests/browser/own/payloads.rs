//! The list of payloads is what it says, and the check finds a page that lets them through.

use std::collections::BTreeSet;

use super::local::{self, showing};
use crate::harness::{Alert, Visitor, no_script_ran, payloads, payloads_for_pages, scripts_that_ran};

#[test]
fn a_hundred_different_payloads_call_the_sentinel() {
    let all = payloads();
    let different: BTreeSet<&String> = all.iter().collect();
    assert!(all.len() >= 100, "{}", all.len());
    assert_eq!(all.len(), different.len());
    for payload in &all {
        assert!(payload.chars().count() <= 200, "fits a field: {payload}");
    }
}

#[test]
fn an_escaped_page_lets_no_payload_run() {
    let Some(trip) = Visitor::desktop().visits(&local::serve(), "an_escaped_page_lets_no_payload_run") else {
        return;
    };
    let all = payloads().join("\n");
    trip.open(&showing("escaped", &all));
    no_script_ran(&trip);
    // What a field takes in has no line ends and no zero.
    let value = trip.value("题目");
    assert!(
        value.starts_with(&payloads()[0]) && value.len() > all.len() / 2,
        "{value}"
    );
}

/// The control: were the page not escaped, the check would say so, of every payload made for pages.
#[test]
fn an_unescaped_page_is_found_out() {
    let base = local::serve();
    let Some(trip) = Visitor::desktop().visits(&base, "an_unescaped_page_is_found_out") else {
        return;
    };
    let mut missed = Vec::new();
    for payload in payloads_for_pages() {
        trip.forget_alerts();
        trip.open(&showing("unescaped", &payload));
        if scripts_that_ran(&trip).is_empty() {
            missed.push(payload);
        }
    }
    assert!(missed.is_empty(), "{} not noticed: {missed:#?}", missed.len());
}

/// Most of them run by themselves, so that the sentinel is heard, not only seen in the page.
#[test]
fn the_sentinel_is_heard() {
    let base = local::serve();
    let Some(trip) = Visitor::desktop().visits(&base, "the_sentinel_is_heard") else {
        return;
    };
    let mut heard = 0;
    for payload in payloads_for_pages().iter().take(20) {
        let alerts = trip.forget_alerts().open(&showing("unescaped", payload)).alerts();
        heard += usize::from(alerts.iter().any(|alert| matches!(alert, Alert::Sentinel(_))));
    }
    assert!(heard >= 18, "{heard} of 20");
}

/// A content policy that stops the script does not hide that it stood in the page.
#[test]
fn a_policy_hides_no_fault() {
    let Some(trip) = Visitor::desktop().visits(&local::serve(), "a_policy_hides_no_fault") else {
        return;
    };
    trip.open(&showing("strict", "<script>__kaijiang_ran()</script>"));
    let alerts = trip.alerts();
    assert!(
        !alerts.iter().any(|alert| matches!(alert, Alert::Sentinel(_))),
        "{alerts:?}"
    );
    assert!(!scripts_that_ran(&trip).is_empty());
}

#[test]
fn written_characters_are_read_as_what_they_stand_for() {
    let all = payloads();
    for part in [
        "script\n>",
        "\u{feff}<script",
        "java\tscript",
        "\\u003cscript",
        "scr\0ipt",
        "\u{1}java",
    ] {
        assert!(all.iter().any(|payload| payload.contains(part)), "{part:?}");
    }
}

#[test]
fn every_text_field_takes_a_payload() {
    for visitor in [Visitor::desktop(), Visitor::phone().without_scripts()] {
        let Some(trip) = visitor.visits(&local::serve(), "every_text_field_takes_a_payload") else {
            return;
        };
        trip.open("/form");
        // 找, 题目, 地点, 感想: neither the date and the number nor what is folded away.
        assert_eq!(trip.flood("<b onclick=__kaijiang_ran()>"), 4);
        for field in ["找", "题目", "地点", "感想"] {
            assert_eq!(trip.value(field), "<b onclick=__kaijiang_ran()>", "{field}");
        }
        assert_eq!(trip.counts().filled, 0);
        trip.click("交上去").expect_text("已交上去");
        no_script_ran(&trip);
    }
}
