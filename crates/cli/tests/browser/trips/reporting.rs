//! 通报: the county drafts the quarter's bulletin, and looks a month up.

use super::sign_in;
use crate::harness::{Serving, Visitor};

/// "Effort": the quarter's bulletin draft in at most ten clicks; S5.
#[test]
fn a_county_drafts_the_bulletin_of_a_quarter() {
    let serving = Serving::shared_demo();
    let quarter = "2020年第三季度";
    // One draft a quarter: it is composed once.
    let visitor = Visitor::phone().without_scripts();
    let Some(trip) = visitor.visits(serving.base(), "a_county_drafts_the_bulletin_of_a_quarter") else {
        return;
    };
    sign_in(&trip, serving, "county");
    trip.open("/standing");
    trip.begin_task();
    trip.click("通报")
        .click(&format!("起草{quarter}通报"))
        .expect_text("一、总体情况")
        .expect_text(&format!("关于{quarter}“党课开讲啦”活动开展情况的通报"))
        .expect_no_alerts()
        .expect_no_axe_violations();
    trip.finish("draft-the-bulletin");
}

/// F7: a figure of the text answers why; its words are changed without losing it.
#[test]
fn a_figure_of_a_bulletin_answers_why() {
    let serving = Serving::shared_demo();
    for visitor in [Visitor::desktop().without_scripts(), Visitor::phone()] {
        let Some(trip) = visitor.visits(serving.base(), "a_figure_of_a_bulletin_answers_why") else {
            return;
        };
        sign_in(&trip, serving, "county");
        trip.open("/bulletins");
        if trip.html().contains("起草2020年第二季度通报") {
            trip.click("起草2020年第二季度通报");
        } else {
            trip.click("2020年第二季度");
        }
        trip.click("article a.q")
            .expect_text("由这些组成")
            .expect_no_axe_violations();
        trip.click("回到报告")
            .click("改文字")
            .expect_no_axe_violations()
            .click("存下")
            .expect_text("一、总体情况")
            .expect_no_alerts();
    }
}

/// S5: a month with its figures, charts and a text to paste.
#[test]
fn a_county_looks_a_month_up() {
    let serving = Serving::shared_demo();
    for visitor in [
        Visitor::desktop().without_scripts(),
        Visitor::phone().language("en"),
    ] {
        let Some(trip) = visitor.visits(serving.base(), "a_county_looks_a_month_up") else {
            return;
        };
        sign_in(&trip, serving, "county");
        trip.open("/months/2020-09")
            .expect_no_alerts()
            .expect_no_axe_violations();
        trip.open("/bulletins").expect_no_axe_violations();
    }
}
