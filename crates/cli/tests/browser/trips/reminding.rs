//! 每周一提醒: the text of the week is copied for the chat group, by the county and by a township.

use super::sign_in;
use crate::harness::{Serving, Visitor};

/// "Effort": the county's Monday texts are pasted within 6 clicks; here they are copied.
#[test]
fn the_monday_text_is_copied_in_two_taps() {
    let serving = Serving::shared_demo();
    let visitors = [Visitor::desktop(), Visitor::phone().language("en")];
    for visitor in visitors {
        for login in ["county", "township"] {
            let Some(trip) = visitor.visits(serving.base(), "the_monday_text_is_copied_in_two_taps") else {
                return;
            };
            sign_in(&trip, serving, login);
            trip.open("/standing").begin_task();
            trip.click("nav a[href='/reminders']");
            let text = trip.evaluate("document.getElementById('own').value");
            let text = text.as_str().unwrap();
            assert!(
                text.contains("党课开讲啦") || text.contains("Party Lectures"),
                "{text}"
            );
            trip.click("button[data-copy='own']");
            let said = trip.text();
            assert!(said.contains("已复制") || said.contains("Copied"), "{said}");
            let marked = trip.evaluate("window.getSelection().toString() || document.activeElement.value");
            assert_eq!(marked.as_str().unwrap().trim(), text.trim());
            trip.expect_no_axe_violations();
            trip.finish("monday-texts");
        }
    }
}

/// Without scripts the text is there to be marked by hand, and no button promises more.
#[test]
fn the_monday_text_is_there_without_scripts() {
    let serving = Serving::shared_demo();
    let visitor = Visitor::phone().without_scripts();
    let Some(trip) = visitor.visits(serving.base(), "the_monday_text_is_there_without_scripts") else {
        return;
    };
    sign_in(&trip, serving, "township");
    trip.open("/standing").begin_task();
    trip.click("nav a[href='/reminders']");
    trip.click("#own");
    let hidden = trip.evaluate("document.querySelector(\"button[data-copy='own']\").hidden");
    assert_eq!(hidden, true);
    trip.finish("monday-texts");
}

/// "Effort": the county's binder for an inspection from above is at most 4 clicks.
#[test]
fn the_binder_of_a_village_is_taken_in_three_taps() {
    let serving = Serving::shared_demo();
    let test = "the_binder_of_a_village_is_taken_in_three_taps";
    let Some(trip) = Visitor::desktop().without_scripts().visits(serving.base(), test) else {
        return;
    };
    sign_in(&trip, serving, "township");
    trip.open("/standing").begin_task();
    trip.click("nav a[href='/organisations']");
    trip.click("茶坞村");
    let file = trip.download("a[href*='binder.docx']");
    assert!(
        std::fs::metadata(&file).unwrap().len() > 5_000,
        "{}",
        file.display()
    );
    trip.finish("binder");
}
