//! 代填: a township enters for its villages what they told it by telephone.

use super::sign_in;
use crate::harness::{Serving, Trip, Visitor};

/// Twenty lines as they stand in the township's sheet, with its heads.
fn sheet(trip: &Trip, round: usize) -> String {
    let names =
        trip.evaluate("[...document.querySelectorAll('#branches option')].map((option) => option.value)");
    let names: Vec<&str> = names
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|name| name.as_str())
        .take(20)
        .collect();
    assert_eq!(names.len(), 20, "{names:?}");
    let lines = names.iter().enumerate().map(|(at, name)| {
        let day = at + 1;
        format!(
            "{name}\t2020年11月{day}日\t第{round}轮：沟渠是怎样修通的（{day}）\t赵有福\t书记\t故事\t{}\t{}",
            day + 5,
            day + 8
        )
    });
    let heads = "党支部\t日期\t题目\t主讲人\t身份\t类型\t实到\t应到".to_owned();
    let lines: Vec<String> = std::iter::once(heads).chain(lines).collect();
    lines.join("\n")
}

/// "Effort": 20 lectures on one page; F1 代填.
#[test]
fn a_township_enters_twenty_lectures() {
    let serving = Serving::shared_demo();
    let visitors = [
        Visitor::desktop(),
        Visitor::desktop().without_scripts(),
        Visitor::phone(),
        Visitor::phone().without_scripts(),
    ];
    for (round, visitor) in visitors.iter().enumerate() {
        let Some(trip) = visitor.visits(serving.base(), "a_township_enters_twenty_lectures") else {
            return;
        };
        sign_in(&trip, serving, "township");
        trip.open("/enter").expect_no_axe_violations();
        let sheet = sheet(&trip, round + 1);
        trip.begin_task();
        trip.open("/enter")
            .click("从表格里粘贴")
            .paste("textarea[name=pasted]", &sheet)
            .fill("late_reason", "村里没有网络，电话里报的")
            .click("交上去")
            .expect_text("交上了20场")
            .expect_no_alerts()
            .expect_no_axe_violations();
        trip.finish("enter-twenty-lectures");
    }
}

/// One line that cannot be taken does not stop the others; it comes back with its reason, everything still in it.
#[test]
fn a_bad_line_stops_no_good_one() {
    let serving = Serving::shared_demo();
    let Some(trip) = Visitor::desktop().visits(serving.base(), "a_bad_line_stops_no_good_one") else {
        return;
    };
    sign_in(&trip, serving, "township");
    trip.open("/enter");
    let sheet = sheet(&trip, 9).replace("2020年11月7日", "前几天");
    trip.click("从表格里粘贴")
        .paste("textarea[name=pasted]", &sheet)
        .fill("late_reason", "村里没有网络，电话里报的")
        .click("交上去")
        .expect_text("交上了19场")
        .expect_text("看不出是哪一天")
        .expect_no_axe_violations();
    let left =
        trip.evaluate("[...document.querySelectorAll('tr.wrong input.title')].map((field) => field.value)");
    assert_eq!(left, serde_json::json!(["第9轮：沟渠是怎样修通的（7）"]));
}
