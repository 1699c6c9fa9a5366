//! 记一场: from the link in the reminder to 交上了, as a secretary of sixty would.

use super::{branches, secretary_of};
use crate::harness::{Serving, Visitor};

/// A record as the secretary of a village makes it: the page has come filled in; the title is typed and who came
/// counted (F1, X6, "Effort").
#[test]
fn a_secretary_records_one_lecture() {
    let test = "a_secretary_records_one_lecture";
    let visitors = [
        Visitor::phone().throttled(),
        Visitor::phone().throttled().without_scripts(),
        Visitor::desktop(),
        Visitor::desktop().without_scripts(),
    ];
    let serving = Serving::shared_demo();
    let branches = branches(serving, visitors.len());
    for (visitor, branch) in visitors.iter().zip(&branches) {
        let Some(trip) = visitor.visits(serving.base(), test) else {
            return;
        };
        secretary_of(&trip, serving, branch);
        trip.expect_no_axe_violations();
        let record = trip
            .evaluate("document.querySelector('a.go').getAttribute('href')")
            .as_str()
            .unwrap()
            .to_owned();
        trip.open(&record).expect_no_axe_violations();
        trip.begin_task();
        trip.open(&record)
            .fill("题目", "引水上山的那一年")
            .fill("实到", "9")
            .click("交上去")
            .expect_text("交上了")
            .expect_text("引水上山的那一年")
            .expect_no_alerts()
            .expect_no_axe_violations();
        trip.finish("record-one-lecture");
    }
}

/// What was typed is not typed again: the page that comes back says what is wrong beside the field, and holds all the
/// rest.
#[test]
fn a_mistake_costs_one_correction() {
    let serving = Serving::shared_demo();
    let branches = branches(serving, 6);
    for (visitor, branch) in [Visitor::phone(), Visitor::phone().without_scripts()]
        .iter()
        .zip(&branches[4..])
    {
        let Some(trip) = visitor.visits(serving.base(), "a_mistake_costs_one_correction") else {
            return;
        };
        secretary_of(&trip, serving, branch);
        trip.click("a.go")
            .fill("实到", "9")
            .click("交上去")
            .expect_text("请写上讲的题目")
            .expect_no_axe_violations();
        assert_eq!(trip.value("实到"), "9");
        trip.fill("题目", "田埂上的一课")
            .fill("实到", "九个")
            .click("交上去")
            .expect_text("请只写数字")
            .expect_no_axe_violations();
        assert_eq!(trip.value("题目"), "田埂上的一课");
        trip.fill("实到", "9").click("交上去").expect_text("交上了");
    }
}
