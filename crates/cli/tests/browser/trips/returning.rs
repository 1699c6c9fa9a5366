//! 收表: a form goes out, comes back changed, is merged and taken back, by mouse.

use std::path::{Path, PathBuf};

use intake::{Cell, Limits, read_workbook};

use super::sign_in;
use crate::harness::{Serving, Trip, Visitor};
use crate::program::{Place, skip};

/// The form as a clerk saves it (csv), with one cell changed: the head count of the first lecture; and a row added.
fn changed_form(form: &Path, folder: &Path) -> PathBuf {
    let mut workbook = read_workbook(&std::fs::read(form).unwrap(), &Limits::default()).unwrap();
    let sheet = workbook.sheets.remove(0);
    let mut rows: Vec<Vec<String>> = sheet
        .rows
        .iter()
        .map(|row| row.cells.iter().map(Cell::text).collect())
        .collect();
    let header = rows
        .iter()
        .position(|row| row.iter().any(|cell| cell == "实到人数"))
        .unwrap();
    let present = rows[header].iter().position(|cell| cell == "实到人数").unwrap();
    let expected = rows[header].iter().position(|cell| cell == "应到人数").unwrap();
    let first = rows[header + 1..].iter().position(|row| {
        row.get(present)
            .is_some_and(|cell| cell.parse::<u32>().is_ok_and(|count| count > 1))
    });
    let row = &mut rows[header + 1 + first.unwrap()];
    assert!(!row[expected].is_empty(), "{row:?}");
    let count: u32 = row[present].parse().unwrap();
    row[present] = (count - 1).to_string();
    let quoted = |row: &Vec<String>| {
        let cells = row
            .iter()
            .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        cells.collect::<Vec<_>>().join(",")
    };
    let text = rows.iter().map(quoted).collect::<Vec<_>>().join("\r\n");
    let file = folder.join("台账 最终版2.csv");
    std::fs::write(&file, text).unwrap();
    file
}

#[track_caller]
fn open_return(trip: &Trip) -> String {
    trip.open("/returns").begin_task();
    trip.click("a[href='/returns/new']");
    trip.expect_no_axe_violations();
    trip.click("main button.go");
    trip.path()
}

/// X7, "Effort": sent in three taps; the township hands in; the county sees the one cell that changed, merges it and
/// takes the merge back.
#[test]
fn x7_a_return_goes_out_comes_back_and_is_merged() {
    let test = "x7_a_return_goes_out_comes_back_and_is_merged";
    let place = Place::sqlite();
    let serving = Serving::demo(&place);
    let Some(county) = Visitor::desktop().without_scripts().visits(serving.base(), test) else {
        return;
    };
    sign_in(&county, &serving, "county");
    let board = open_return(&county);
    county.expect_text("收回0份").expect_no_axe_violations();
    county.finish("send-a-return");

    let folder = tempfile::tempdir().unwrap();
    let township = Visitor::phone()
        .without_scripts()
        .visits(serving.base(), test)
        .unwrap();
    sign_in(&township, &serving, "township");
    township.open("/returns").begin_task();
    township
        .expect_text("要《2020年11月台账》")
        .expect_no_axe_violations();
    let form = township.download("取表");
    let changed = changed_form(&form, folder.path());
    township
        .click("交表")
        .attach("file", &changed)
        .click("交上")
        .expect_text("交上了")
        .expect_text("改动1")
        .expect_no_axe_violations();
    township.finish("hand-in-a-return");

    let county = Visitor::desktop()
        .without_scripts()
        .visits(serving.base(), test)
        .unwrap();
    sign_in(&county, &serving, "county");
    county.open(&board).begin_task();
    county
        .expect_text("收回1份")
        .expect_text("改动1")
        .expect_text("新增0")
        .expect_no_axe_violations();
    county
        .click("按以上合并")
        .expect_text("更正1行")
        .expect_no_axe_violations();
    county
        .click("撤销整次合并")
        .expect_text("已撤销1份文件的合并")
        .expect_text("改动1");
    county.expect_no_alerts();
    county.finish("merge-a-return");
}

/// X7: the next quarter's plan goes out with a blank row for what is owed, is filled in on a phone without a
/// spreadsheet, and stands in the plan once it is merged.
#[test]
fn x7_a_plan_is_asked_for_and_filled_in_on_a_page() {
    let test = "x7_a_plan_is_asked_for_and_filled_in_on_a_page";
    let place = Place::sqlite();
    let serving = Serving::demo(&place);
    let Some(county) = Visitor::desktop().visits(serving.base(), test) else {
        return;
    };
    sign_in(&county, &serving, "county");
    county.open("/returns/new").click("计划：每季度党课");
    county
        .expect_text("应讲还没排的")
        .expect_no_axe_violations()
        .click("main button.go");
    let board = county.path();
    let township = Visitor::phone().visits(serving.base(), test).unwrap();
    sign_in(&township, &serving, "township");
    township
        .open("/returns")
        .expect_text("要《2021年第一季度计划》")
        .click("在网页上填")
        .expect_text("每季度党课、2021年第一季度")
        .expect_no_axe_violations();
    let blank = |column: &str| format!(".return-blank input[name$='/{column}']");
    township
        .fill(&blank("on"), "2021-01-20")
        .fill(&blank("title"), "学习全会精神")
        .click("存好并交上")
        .expect_text("存好并交上了");
    county
        .open(&board)
        .expect_text("改动2")
        .expect_no_axe_violations()
        .click("按以上合并")
        .expect_text("更正1行")
        .expect_no_axe_violations();
    county.expect_no_alerts();
    township.open("/plan?period=2021-Q1").expect_text("学习全会精神");
}

/// X7: the roster goes out; somebody who left and somebody who came are merged as such, each a decision of a person.
#[test]
fn x7_a_roster_is_asked_for_and_comes_back() {
    let test = "x7_a_roster_is_asked_for_and_comes_back";
    let place = Place::sqlite();
    let serving = Serving::demo(&place);
    let Some(county) = Visitor::desktop().without_scripts().visits(serving.base(), test) else {
        return;
    };
    sign_in(&county, &serving, "county");
    county.open("/returns/new").click("花名册");
    county
        .expect_text("花名册不分日期")
        .expect_no_axe_violations()
        .click("main button.go");
    let board = county.path();
    let township = Visitor::phone().visits(serving.base(), test).unwrap();
    sign_in(&township, &serving, "township");
    township.open("/returns").click("在网页上填").click("加一行");
    township.fill("姓名", "新来的同志").fill("出生年月", "1999-05");
    let page = township.html();
    let mut options = page
        .split("<option")
        .filter_map(|rest| rest.split(['<', '>']).nth(1));
    let branch = options.find(|name| name.ends_with("支部委员会"));
    township.choose("所在支部", branch.unwrap());
    township
        .click("存好并交上")
        .expect_text("存好并交上了")
        .expect_no_axe_violations();
    county
        .open(&board)
        .expect_text("新来的同志（1999-05）")
        .click("按以上合并")
        .expect_text("新增1行")
        .expect_no_axe_violations();
    county.expect_no_alerts();
}

/// X7: nobody merges what they have not seen: the township hands in anew while the county looks at the old answer.
#[test]
fn x7_what_changed_meanwhile_is_not_merged_unseen() {
    let test = "x7_what_changed_meanwhile_is_not_merged_unseen";
    let place = Place::sqlite();
    let serving = Serving::demo(&place);
    let Some(county) = Visitor::desktop().visits(serving.base(), test) else {
        return;
    };
    sign_in(&county, &serving, "county");
    let board = open_return(&county);
    let folder = tempfile::tempdir().unwrap();
    let township = Visitor::phone().visits(serving.base(), test).unwrap();
    sign_in(&township, &serving, "township");
    township.open("/returns");
    let changed = changed_form(&township.download("取表"), folder.path());
    township
        .click("交表")
        .attach("file", &changed)
        .click("交上")
        .expect_text("改动1");
    county.open(&board).expect_text("改动1");
    // On the page: a cell that was blank, or a row of its own.
    township.click("在网页上填").click("加一行");
    township.expect_no_axe_violations();
    township
        .fill("党课题目", "补一堂课")
        .click("存好并交上")
        .expect_text("存好并交上了");
    county
        .click("按以上合并")
        .expect_text("这期间有人改过")
        .expect_text("改动1");
    county.expect_no_text("更正1行");
    drop((county, township));
}

/// The files of a round that came back, when they are at hand.
fn returned_files() -> Option<(PathBuf, Vec<PathBuf>)> {
    // A browser hands no file over whose path goes up and down again.
    let data = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .canonicalize()
        .ok()?;
    let mut files: Vec<PathBuf> = std::fs::read_dir(data.join("returns/round1"))
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    Some((data, files))
}

/// When the given rounds are judged.
const AT: [&str; 2] = ["--now", "2021-01-05T09:00:00+08:00"];

/// The given county with the ledger that was sent.
fn bring_in(place: &Place, data: &Path) {
    for (kind, file) in [
        ("organisations", "rosters/organisations.xlsx"),
        ("lectures", "returns/sent1.xlsx"),
    ] {
        let path = data.join(file).display().to_string();
        let said = place
            .command(&[&["import", kind, &path], &AT[..]].concat())
            .output()
            .unwrap();
        assert!(said.status.success(), "{said:?}");
    }
}

/// The link by which an officer of that county comes in.
fn county_link(place: &Place) -> String {
    let add = ["user", "add", "--role", "county-officer", "--login", "xian"];
    let whose = ["--org", "中共云岭县委员会", "--json"];
    let said = place.command(&[&add[..], &whose, &AT].concat()).output().unwrap();
    let said: serde_json::Value = serde_json::from_slice(&said.stdout).unwrap();
    crate::harness::path_in(said["link"].as_str().unwrap()).unwrap()
}

/// "Effort": 17 returned files merged with at most 2 taps a file, decisions besides.
#[test]
fn x7_seventeen_files_are_merged_at_once() {
    let test = "x7_seventeen_files_are_merged_at_once";
    let Some((data, files)) = returned_files() else {
        skip(test, "no returned files at hand");
        return;
    };
    let place = Place::sqlite();
    bring_in(&place, &data);
    let serving = Serving::start(&place, &[&["serve"], &AT[..]].concat());
    let Some(county) = Visitor::desktop().visits(serving.base(), test) else {
        return;
    };
    super::activate(&county, &county_link(&place));
    county
        .open("/returns/new")
        .fill("name", "十一月台账")
        .fill("from", "")
        .fill("until", "")
        .click("main button.go");
    county.begin_task();
    county
        .attach_all("#files", &files)
        .click("收进来")
        .expect_text("收回16份");
    county
        .click("用这一份")
        .expect_text("冲突0")
        .expect_no_axe_violations();
    county
        .click("按以上合并")
        .expect_text("合并了16份文件")
        .expect_no_axe_violations();
    county.finish("merge-seventeen-files");
}
