//! The harness notices what it is there to notice, and says nothing of a sound page.

use super::local;
use crate::harness::{Alert, Trip, Visitor};

fn trip(visitor: &Visitor, test: &str) -> Option<Trip> {
    visitor.visits(&local::serve(), test)
}

#[test]
fn scripts_off_are_off() {
    let Some(with) = trip(&Visitor::desktop(), "scripts_off_are_off") else {
        return;
    };
    with.open("/scripts")
        .expect_text("脚本开着")
        .click("点")
        .expect_text("点过了");
    with.paste("粘贴", "一\n二\n三");
    assert_eq!(with.value("粘贴"), "3行", "the page took the paste for itself");
    let without = trip(&Visitor::desktop().without_scripts(), "scripts_off_are_off").unwrap();
    without
        .open("/scripts")
        .expect_text("没有脚本")
        .expect_text("脚本关着")
        .click("点");
    without.expect_no_text("点过了").paste("粘贴", "一\n二\n三");
    assert_eq!(without.value("粘贴"), "一\n二\n三");
}

#[test]
fn what_should_not_happen_is_noted() {
    type Test = fn(&Alert) -> bool;
    let cases: [(&str, Test); 5] = [
        ("弹窗", |alert| *alert == Alert::Dialog("问一句".to_owned())),
        (
            "报错",
            |alert| matches!(alert, Alert::Console(text) if text.contains("记一笔")),
        ),
        (
            "出错",
            |alert| matches!(alert, Alert::Exception(text) if text.contains("nowhere")),
        ),
        ("外连", |alert| {
            *alert == Alert::Stranger("http://localhost:9/elsewhere".to_owned())
        }),
        (
            "缺图",
            |alert| matches!(alert, Alert::Console(text) if text.contains("/no-such-picture.png")),
        ),
    ];
    for (button, is_it) in cases {
        let Some(trip) = trip(&Visitor::desktop(), "what_should_not_happen_is_noted") else {
            return;
        };
        trip.open("/faults").expect_no_alerts().click(button);
        let alerts = trip.alerts();
        assert!(alerts.iter().any(is_it), "{button}: {alerts:?}");
    }
}

#[test]
fn a_page_that_is_not_there_is_told_by_its_status() {
    let Some(trip) = trip(
        &Visitor::desktop(),
        "a_page_that_is_not_there_is_told_by_its_status",
    ) else {
        return;
    };
    assert_eq!(trip.open("/nowhere").status(), Some(404));
    trip.expect_no_alerts();
    assert_eq!(trip.open("/sound").status(), Some(200));
}

#[test]
fn who_cannot_reach_a_thing_is_stuck() {
    let cases = [
        ("盖住", "it is covered by"),
        ("关着", "is switched off"),
        ("没有的", "no link, button or box"),
    ];
    for (button, why) in cases {
        let Some(trip) = trip(&Visitor::desktop(), "who_cannot_reach_a_thing_is_stuck") else {
            return;
        };
        trip.open("/faults");
        let stuck = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            trip.click(button);
        }));
        let said = *stuck.unwrap_err().downcast::<String>().unwrap();
        assert!(said.contains(why) && said.contains("有毛病的一页"), "{said}");
    }
}

#[test]
fn axe_finds_the_faint_words_with_scripts_and_without() {
    for visitor in [Visitor::desktop(), Visitor::phone().without_scripts()] {
        let Some(trip) = trip(&visitor, "axe_finds_the_faint_words_with_scripts_and_without") else {
            return;
        };
        if std::env::var_os("KAIJIANG_TEST_AXE").is_none() {
            trip.axe();
            return;
        }
        let found = trip.open("/faults").axe();
        let rules: Vec<&str> = found.iter().map(|violation| violation.rule.as_str()).collect();
        assert!(rules.contains(&"color-contrast"), "{found:#?}");
        assert!(
            found
                .iter()
                .any(|v| v.impact == "serious" && v.elements[0].contains("看不清")),
            "{found:#?}"
        );
        trip.open("/sound").expect_no_axe_violations();
    }
}
