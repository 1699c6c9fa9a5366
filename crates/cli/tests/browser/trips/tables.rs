//! 上级来的表: the county looks at a table from above, settles it once, and next time takes it away at once.

use std::path::Path;

use super::sign_in;
use crate::harness::{Serving, Visitor};

/// X7; "Effort": a table from above that was seen before in at most four clicks.
#[test]
fn x7_a_county_fills_a_table_from_above() {
    let test = "x7_a_county_fills_a_table_from_above";
    let serving = Serving::shared_demo();
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("../intake/tests/from_above/quarter.xlsx");
    // The browser takes no file that is named by way of the folder above.
    let table = std::fs::canonicalize(table).unwrap();
    let Some(first) = Visitor::desktop().without_scripts().visits(serving.base(), test) else {
        return;
    };
    sign_in(&first, serving, "county");
    first
        .open("/bulletins")
        .click("上级来的表")
        .expect_no_axe_violations()
        .attach("#file", &table)
        .click("看一看")
        .expect_text("第一次见到这张表")
        .expect_text("手工填")
        .expect_no_alerts()
        .expect_no_axe_violations();
    let page = first.path();
    first
        .click("td.filled a[href*='/figure?']")
        .expect_text("由这些组成");
    first.open(&page);
    let filled = first.download("填好，下载");
    assert!(std::fs::read(filled).unwrap().starts_with(b"PK"));
    let visitor = Visitor::phone();
    let again = visitor.visits(serving.base(), test).unwrap();
    sign_in(&again, serving, "county");
    again.open("/tables");
    again.begin_task();
    again
        .attach("#file", &table)
        .click("看一看")
        .expect_text("这张表以前定过")
        .expect_no_axe_violations();
    again.download("填好，下载");
    again.finish("table-from-above");
}

/// What is no table to be filled in says what to do, and nothing is kept of it.
#[test]
fn x7_what_is_no_table_is_told_with_what_to_do() {
    let serving = Serving::shared_demo();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("说明.xlsx");
    std::fs::write(&file, "各乡镇：\n请报材料。\n").unwrap();
    let visitor = Visitor::phone().without_scripts();
    let Some(trip) = visitor.visits(serving.base(), "x7_what_is_no_table_is_told_with_what_to_do") else {
        return;
    };
    sign_in(&trip, serving, "county");
    trip.open("/tables")
        .attach("#file", &file)
        .click("看一看")
        .expect_text("这张表不是 xlsx");
    assert_eq!(trip.path(), "/tables");
}
