//! 读通知: the county reads a notice from above, answers what it leaves open, sees what the plan changes, and puts it in
//! force; the plan then asks what the notice asks.

use super::sign_in;
use crate::harness::{Serving, Visitor};
use crate::program::Place;

/// As a page copies it: traditional characters, pinyin in brackets; a sentence that names nobody and nothing known.
const NOISY: &str = "關(guān)於做好2021年黨課(ke)工作的通知\n各黨支部(bu)每月至少安排1次黨課，“七一”前後集中安排1次專題黨課。\
                     每季度至少開展2次走訪。\n堅持每周一提醒、每月一匯總、每季度一通報。截至11月，全縣共開展黨課1400余場次，覆蓋黨員1.3萬余名。";

/// F1; "Effort": from a notice as a file to its plan in force; what the words leave open is asked, never guessed.
#[test]
fn f1_a_county_reads_a_notice_and_puts_its_plan_in_force() {
    let test = "f1_a_county_reads_a_notice_and_puts_its_plan_in_force";
    let place = Place::sqlite();
    let folder = tempfile::tempdir().unwrap();
    let notice = folder.path().join("关于2021年党课的通知.txt");
    std::fs::write(&notice, NOISY).unwrap();
    let serving = Serving::demo(&place);
    let Some(trip) = Visitor::desktop().without_scripts().visits(serving.base(), test) else {
        return;
    };
    sign_in(&trip, &serving, "county");
    trip.open("/plan").click("读通知").expect_no_axe_violations();
    trip.begin_task();
    trip.attach("#file", &notice)
        .click("读一读")
        .expect_text("关于做好2021年党课工作的通知")
        .expect_text("还有3处要您说")
        .expect_no_alerts()
        .expect_no_axe_violations();
    let page = trip.path();
    // Each figure leads to its sentence, and the sentence back to what was read from it.
    trip.click("#figure-1 blockquote a")
        .click("#s5 a[href='#figure-2']")
        .expect_text("覆盖党员");
    // Nothing is confirmed while something is open, and what was said so far stays.
    trip.choose("change:0", "改掉“每季度党课”")
        .click("确认，看会改什么")
        .expect_text("还有2处没有说清楚")
        .expect_no_axe_violations();
    assert_eq!(trip.path(), page);
    trip.choose("held:2", "不是讲课（会议、走访等）")
        .click("确认，看会改什么")
        .expect_text("会改什么")
        .expect_text("每月党课")
        .expect_text("从2021年1月1日起施行")
        .expect_no_alerts()
        .expect_no_axe_violations();
    trip.click("从2021年1月1日起施行")
        .expect_text("已经施行")
        .expect_no_axe_violations();
    // 763 branches, three months.
    trip.open("/plan?period=2021-Q1").expect_text("2289");
    trip.open(&page).expect_text("这份方案已经施行");
    trip.finish("plan-from-a-notice");
}

/// F1: on a phone and in another language; a rule that is in force already changes nothing, a duty the words missed is
/// added by hand, and what is no notice is told with what to do.
#[test]
fn f1_a_notice_is_pasted_on_a_phone() {
    let test = "f1_a_notice_is_pasted_on_a_phone";
    let serving = Serving::shared_demo();
    let Some(trip) = Visitor::phone().language("en").visits(serving.base(), test) else {
        return;
    };
    sign_in(&trip, serving, "county");
    trip.open("/notices")
        .click("Read it")
        .expect_text("There is no file and no text yet")
        .expect_no_axe_violations();
    trip.paste("#text", "各党组织每季度至少安排1次党课。书记带头讲。")
        .click("Read it")
        .expect_text("Everything is said")
        .expect_no_axe_violations();
    let page = trip.path();
    trip.click("Confirm, and see what changes")
        .expect_text("The rules in force ask this already")
        .expect_no_axe_violations();
    trip.open(&page)
        .click("Add something asked")
        .choose("Resting on", "2. 书记带头讲。")
        .click("button[value=add]")
        .expect_text("4 things are for you to say");
    assert!(trip.html().contains("id=\"duty-2\""));
    let file = trip.download("Download the original");
    assert!(std::fs::read_to_string(file).unwrap().starts_with("各党组织"));
    trip.click("Take this notice away");
    assert_eq!(trip.path(), "/notices");
}
