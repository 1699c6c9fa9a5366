//! A county's own spreadsheets, as messy as real ones, against the figures that must come out of them.
//! The files lie beside the project, not in it: where they are absent, these stories are not told.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;

use domain::rule_set::RuleSet;
use intake::{Cell, Limits, read_workbook};
use serde_json::{Value, json};

use crate::program::{NOW, Place, contains, on_both, root, same};
use crate::workbook::Rows;

fn rosters() -> Option<PathBuf> {
    let folder = root().join("../shared/data/rosters");
    folder.is_dir().then_some(folder)
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(rosters().unwrap().join(name)).unwrap()
}

fn path(name: &str) -> String {
    rosters().unwrap().join(name).display().to_string()
}

fn truth() -> Value {
    serde_json::from_slice(&bytes("truth.json")).unwrap()
}

/// Brings the four files in; answers the four documents.
fn bring_in(place: &Place) -> [Value; 4] {
    [
        ("organisations", "organisations.xlsx"),
        ("members", "members.xlsx"),
        ("lectures", "ledger.xlsx"),
        ("sign-in", "sign-in.csv"),
    ]
    .map(|(kind, file)| place.json(&["import", kind, &path(file), "--now", NOW]))
}

fn codes(answer: &Value) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for refused in answer["refused"].as_array().unwrap() {
        *counts
            .entry(refused["code"].as_str().unwrap().to_owned())
            .or_default() += 1;
    }
    counts
}

fn names(list: &Value) -> BTreeSet<&str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect()
}

fn duty<'a>(status: &'a Value, id: &str, period: &str) -> &'a Value {
    let duties = status["duties"].as_array().unwrap();
    duties
        .iter()
        .find(|duty| duty["duty"] == id && duty["period"] == period)
        .unwrap()
}

/// The figures of `truth.json`, one by one.
fn check_status(status: &Value, truth: &Value) {
    for key in [
        "organisations",
        "branches",
        "members",
        "sessions",
        "micro",
        "covered",
        "attendances",
        "joint",
        "sessions_by_quarter",
    ] {
        assert_eq!(status[key], truth[key], "{key}");
    }
    let rules = RuleSet::read(app::packs::pack("party-lecture").unwrap().rules).unwrap();
    let mut classes = serde_json::Map::new();
    for class in &rules.speaker_classes {
        let count = class
            .names
            .iter()
            .find_map(|name| truth["speaker_classes"].get(name));
        classes.insert(class.id.clone(), count.cloned().unwrap_or(json!(0)));
    }
    assert_eq!(status["speaker_classes"], Value::Object(classes));
    let sum: u64 = status["speaker_classes"]
        .as_object()
        .unwrap()
        .values()
        .map(|n| n.as_u64().unwrap())
        .sum();
    assert_eq!(sum, status["sessions"], "speaker classes add up to the sessions");
    let quarter = duty(status, "quarterly", "2020-Q3");
    for key in ["active", "met"] {
        assert_eq!(quarter[key], truth["q3_branch_duty"][key], "2020-Q3 {key}");
        assert_eq!(
            duty(status, "july-1", "2020")[key],
            truth["july1_branch_duty"][key],
            "july-1 {key}"
        );
    }
    assert_eq!(
        names(&quarter["overdue_organisations"]),
        names(&truth["q3_branch_duty"]["overdue"])
    );
    for tally in status["duties"].as_array().unwrap() {
        check_tally(tally);
    }
}

fn check_tally(tally: &Value) {
    let states = ["met", "made_up", "due", "at_risk", "overdue"];
    let sum: u64 = states.iter().map(|state| tally[state].as_u64().unwrap()).sum();
    assert_eq!(tally["active"], sum, "{tally}");
    let listed = tally["overdue_organisations"].as_array().unwrap();
    assert_eq!(tally["overdue"], listed.len(), "{tally}");
    assert_eq!(
        names(&tally["overdue_organisations"]).len(),
        listed.len(),
        "each once: {tally}"
    );
}

#[test]
fn the_county_comes_in_and_its_figures_come_out() {
    if rosters().is_none() {
        return;
    }
    on_both("the_county_comes_in_and_its_figures_come_out", |place| {
        let answers = bring_in(place);
        let truth = truth();
        for (answer, number) in answers.iter().zip(2..) {
            assert_eq!(answer["audit_number"], number, "one entry for each file");
            let refused = u64::try_from(answer["refused"].as_array().unwrap().len()).unwrap();
            let taken = ["accepted", "unchanged", "changed"].map(|key| answer[key].as_u64().unwrap());
            assert_eq!(
                answer["read"],
                taken.iter().sum::<u64>() + refused,
                "every row is accounted for"
            );
        }
        let bad = &truth["ledger_bad_rows"];
        for (code, count) in codes(&answers[2]) {
            assert_eq!(bad[&code], count, "{code}");
        }
        assert_eq!(codes(&answers[2]).len(), bad.as_object().unwrap().len());
        let status = place.json(&["status", "--kind", "branch"]);
        check_status(&status, &truth);

        known_at_each_number(place, &answers, &status);
        same_files_again(place, &status);
        a_dry_run_writes_nothing(place, &status);
        explained(place, &truth);
        asked_wrongly(place);
        corrections_change_exactly_what_they_correct(place);
        an_erased_person_is_gone_and_the_figures_stay(place);
        no_identity_numbers(place);
    });
}

/// What was known after each file is still told, and no later file changes it.
fn known_at_each_number(place: &Place, answers: &[Value; 4], last: &Value) {
    let at = |number: u64| place.json(&["status", "--kind", "branch", "--at", &number.to_string()]);
    let seen: Vec<Value> = answers
        .iter()
        .map(|answer| at(answer["audit_number"].as_u64().unwrap()))
        .collect();
    let column = |key: &str| {
        seen.iter()
            .map(|status| status[key].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    let figure = |key: &str| last[key].as_u64().unwrap();
    assert_eq!(column("organisations"), [figure("organisations"); 4]);
    assert_eq!(
        column("members"),
        [0, figure("members"), figure("members"), figure("members")]
    );
    assert_eq!(column("sessions"), [0, 0, figure("sessions"), figure("sessions")]);
    assert_eq!(column("attendances"), [0, 0, 0, figure("attendances")]);
    same(
        &without_names(&seen[3]),
        &without_names(last),
        "the last number is now",
    );
    place.refused(&["status", "--at", "99"]);
    place.refused(&["status", "--at", "0"]);
}

/// Names are not in the history, so what is told by the name of a speaker cannot be told of an earlier number.
fn without_names(status: &Value) -> Value {
    let mut status = status.clone();
    status.as_object_mut().unwrap().remove("person_duties");
    status
}

fn same_files_again(place: &Place, before: &Value) {
    let entries = place.verify()["entries"].clone();
    for answer in bring_in(place) {
        assert_eq!(answer["accepted"], 0);
        assert_eq!(answer["changed"], 0);
        assert_eq!(answer["audit_number"], Value::Null);
        let refused = u64::try_from(answer["refused"].as_array().unwrap().len()).unwrap();
        assert_eq!(
            answer["unchanged"].as_u64().unwrap() + refused,
            answer["read"].as_u64().unwrap()
        );
    }
    assert_eq!(place.verify()["entries"], entries);
    same(&place.json(&["status", "--kind", "branch"]), before, "as before");
}

fn a_dry_run_writes_nothing(place: &Place, before: &Value) {
    let mut rows = Rows::read(&bytes("ledger.xlsx"));
    let row = rows.numbered(10);
    rows.set(row, "地点", "另一处");
    let file = place.file("dry.xlsx", rows.bytes());
    let answer = place.json(&["import", "lectures", &file, "--dry-run"]);
    assert_eq!(answer["changed"], 1);
    assert_eq!(answer["audit_number"], Value::Null);
    same(&place.json(&["status", "--kind", "branch"]), before, "as before");
    let answer = place.json(&["import", "lectures", &path("ledger.xlsx")]);
    assert_eq!(
        (answer["changed"].as_u64(), answer["audit_number"].as_u64()),
        (Some(0), None)
    );
}

/// The proof names the organisation, the rule with its ground, and what did not count with the reason.
fn explained(place: &Place, truth: &Value) {
    let late = truth["q3_branch_duty"]["overdue"][0].as_str().unwrap();
    let ask = ["explain", late, "quarterly", "2020-Q3"];
    let document = place.json(&ask);
    assert_eq!(document["standing"], "overdue");
    assert_eq!(document["counted"], json!([]));
    assert_eq!(document["rule"]["version"], "2020-05");
    for lecture in document["not_counted"].as_array().unwrap() {
        assert!(
            lecture["reason"].is_string() && lecture["lecture"].is_string(),
            "{lecture}"
        );
    }
    let chinese = place.done(&ask).out;
    for part in [late, "逾期", "每季度至少安排1次党课", "2020-05"] {
        assert!(chinese.contains(part), "{part} is missing from\n{chinese}");
    }
    let english = place.done(&[&ask[..], &["--lang", "en"]].concat()).out;
    for part in [late, "overdue", "at least one", "2020-05", "did not count"] {
        assert!(
            english.to_lowercase().contains(part),
            "{part} is missing from\n{english}"
        );
    }
    place.refused(&["explain", late, "quarterly", "2019-Q1"]);
    place.refused(&["explain", late, "no-such-duty", "2020-Q3"]);
}

fn asked_wrongly(place: &Place) {
    // E42: two villages of one name.
    let said = place.refused(&["status", "--org", "白营村第一党支部"]);
    for candidate in [
        "中共云岭县竹坪镇白营村第一支部委员会",
        "中共云岭县金岭镇白营村第一支部委员会",
    ] {
        assert!(said.err.contains(candidate), "{}", said.err);
    }
    let one = place.json(&["status", "--org", "竹坪镇/白营村第一党支部"]);
    assert_eq!(one["organisations"], 1);
    place.refused(&["status", "--org", "没有这个支部"]);
    for words in [
        &["status", "--as-of", "yesterday"][..],
        &["status", "--frobnicate"],
        &["import", "cats", "x"],
    ] {
        assert_eq!(place.run(words).code, Some(2), "{words:?} is a usage error");
    }
    place.refused(&["import", "lectures", "no-such-file.xlsx"]);
}

/// Runs of digits that could be an identity number, and telephone numbers, of the members' workbook.
fn private_numbers() -> HashSet<String> {
    let workbook = read_workbook(&bytes("members.xlsx"), &Limits::default()).unwrap();
    let cells = workbook
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.rows)
        .flat_map(|row| &row.cells);
    let is_private = |text: &String| {
        let digits = text.trim_end_matches(['X', 'x']);
        digits.len() >= 11 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    cells
        .map(Cell::text)
        .filter(is_private)
        .map(|text| text.trim_end_matches(['X', 'x']).to_owned())
        .collect()
}

/// X5: identity numbers and telephone numbers are nowhere: not in what is kept, not in what was said.
fn no_identity_numbers(place: &Place) {
    let private = private_numbers();
    let long = private.iter().filter(|number| number.len() >= 15).count();
    assert!(long > 1000, "the workbook does hold identity numbers ({long})");
    let as_integers: HashSet<[u8; 8]> = private
        .iter()
        .filter_map(|n| n.parse::<i64>().ok())
        .map(i64::to_be_bytes)
        .collect();
    let kept = place.kept();
    for text in [kept.as_slice(), place.heard.borrow().as_bytes()] {
        for run in text
            .split(|byte| !byte.is_ascii_digit())
            .filter(|run| run.len() >= 11)
        {
            let run = std::str::from_utf8(run).unwrap();
            assert!(!private.contains(run), "{run} is kept or was said");
            for length in 15..=run.len().min(18) {
                let found = (0..=run.len() - length).find(|at| private.contains(&run[*at..*at + length]));
                assert!(found.is_none(), "{run} holds an identity number");
            }
        }
    }
    if place.is_sqlite() {
        let found = kept
            .windows(8)
            .find(|window| window[0] < 16 && as_integers.contains(*window));
        assert!(
            found.is_none(),
            "{found:?} is an identity number kept as an integer"
        );
    }
}

fn corrections_change_exactly_what_they_correct(place: &Place) {
    let mut rows = Rows::read(&bytes("ledger.xlsx"));
    let corrections: [(u32, &str, &str); 6] = [
        (12, "党课题目", "换了一个题目"),
        (340, "主讲人", "另一人"),
        (777, "地点", "村小学"),
        (1003, "类型", "微党课"),
        (1400, "开展时间", "2020年9月9日"),
        (1850, "备注", "补了备注"),
    ];
    let mut wanted = BTreeMap::new();
    for (number, header, value) in corrections {
        let row = rows.numbered(number);
        assert_ne!(rows.get(row, header), value);
        rows.set(row, header, value);
        wanted.insert(u64::try_from(rows.numbers[row]).unwrap(), header);
    }
    let before = place.json(&["status"]);
    let file = place.file("corrected.xlsx", rows.bytes());
    let answer = place.json(&["import", "lectures", &file]);
    assert_eq!(answer["accepted"], 0);
    assert_eq!(answer["changed"], corrections.len());
    let named: BTreeSet<u64> = answer["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["row"].as_u64().unwrap())
        .collect();
    assert_eq!(
        named,
        wanted.keys().copied().collect(),
        "exactly those rows, by their numbers"
    );
    for change in answer["changes"].as_array().unwrap() {
        assert_eq!(change["fields"].as_array().unwrap().len(), 1, "{change}");
    }
    let after = place.json(&["status"]);
    assert_eq!(
        after["sessions"], before["sessions"],
        "a correction is no new lecture"
    );
    assert_eq!(
        after["micro"].as_u64().unwrap(),
        before["micro"].as_u64().unwrap() + 1
    );
    let number = answer["audit_number"].as_u64().unwrap() - 1;
    let known = place.json(&["status", "--at", &number.to_string()]);
    same(
        &without_names(&known),
        &without_names(&before),
        "E16: what was known stays known",
    );
    let again = place.json(&["import", "lectures", &file]);
    assert_eq!(
        (again["changed"].as_u64(), again["audit_number"].as_u64()),
        (Some(0), None)
    );
    place.verify();
}

#[test]
fn refused_rows_are_mended_and_questions_answered() {
    if rosters().is_none() {
        return;
    }
    on_both("refused_rows_are_mended_and_questions_answered", |place| {
        for (kind, file) in [
            ("organisations", "organisations.xlsx"),
            ("members", "members.xlsx"),
        ] {
            place.json(&["import", kind, &path(file), "--now", NOW]);
        }
        let errors = place.path("errors.xlsx").display().to_string();
        let answer = place.json(&["import", "lectures", &path("ledger.xlsx"), "--errors", &errors]);
        let refused = answer["refused"].as_array().unwrap();
        signs_in_at_a_refused_lecture(place);

        let asked = refused.iter().find(|row| row["code"] == "ambiguous").unwrap();
        assert_eq!(asked["candidates"].as_array().unwrap().len(), 2);
        let decisions =
            json!([{ "sheet": asked["sheet"], "row": asked["row"], "organisation": asked["candidates"][1] }]);
        let answers = place.file("answers.json", decisions.to_string());
        let settled = place.json(&["import", "lectures", &path("ledger.xlsx"), "--answers", &answers]);
        assert_eq!(settled["accepted"], 1);
        assert_eq!(settled["refused"].as_array().unwrap().len(), refused.len() - 1);
        let wrong =
            json!([{ "sheet": asked["sheet"], "row": asked["row"], "organisation": "中共云岭县委员会" }]);
        let wrong = place.file("wrong.json", wrong.to_string());
        let not_settled = place.json(&["import", "lectures", &path("ledger.xlsx"), "--answers", &wrong]);
        assert_eq!(codes(&not_settled).get("answer-does-not-fit"), Some(&1));
        let garbage = place.file("garbage.json", "not json");
        assert_eq!(
            place
                .run(&["import", "lectures", &path("ledger.xlsx"), "--answers", &garbage])
                .code,
            Some(2)
        );

        let mut rows = Rows::read(&std::fs::read(&errors).unwrap());
        assert_eq!(rows.cells.len(), refused.len() + 1);
        for (row, organisation) in [
            (1, "云岭县大箐镇石营村第四党支部"),
            (6, "云岭县大箐镇石营村第四党支部"),
        ] {
            rows.set(row, "党组织", organisation);
        }
        rows.set(3, "开展时间", "2020年11月30日");
        rows.set(4, "应到人数", 9_u32);
        let mended = place.file("mended.xlsx", rows.bytes());
        let sessions = place.json(&["status"])["sessions"].as_u64().unwrap();
        let answer = place.json(&["import", "lectures", &mended]);
        // The duplicate is held by now, the row of four figures differs from a held lecture in its title alone, and
        // the ambiguous row is still a question in this file.
        assert_eq!(
            (answer["accepted"].as_u64(), answer["changed"].as_u64()),
            (Some(3), Some(1)),
            "{answer}"
        );
        assert_eq!(answer["unchanged"], 1);
        assert_eq!(codes(&answer), BTreeMap::from([("ambiguous".to_owned(), 1)]));
        assert_eq!(
            place.json(&["status"])["sessions"].as_u64().unwrap(),
            sessions + 3
        );
        place.verify();
    });
}

/// Sign-ins of a refused lecture are refused too, and say so.
fn signs_in_at_a_refused_lecture(place: &Place) {
    let sign_in = "台账序号,支部,姓名,出生年月,签到时间\n1851,中共云岭县九营镇石潭村第一支部委员会,方国祥,1957.11,2020/06/29 18:47\n";
    let file = place.file("sign-in-refused.csv", sign_in);
    let answer = place.json(&["import", "sign-in", &file]);
    assert_eq!(
        codes(&answer),
        BTreeMap::from([("lecture-refused".to_owned(), 1)])
    );
    let unknown = place.file("sign-in-unknown.csv", sign_in.replace("1851", "9999"));
    assert_eq!(
        codes(&place.json(&["import", "sign-in", &unknown])),
        BTreeMap::from([("unknown-lecture".to_owned(), 1)])
    );
}

fn an_erased_person_is_gone_and_the_figures_stay(place: &Place) {
    let names = place.ask(
        "SELECT name FROM person WHERE name IS NOT NULL UNION ALL \
         SELECT name FROM lecture_speaker WHERE name IS NOT NULL",
    );
    let members = place.ask("SELECT name FROM person WHERE kind = 'full'");
    // Nobody else of that name, and no longer name that holds it.
    let lone = |name: &&String| {
        let holding = names.iter().filter(|other| other.contains(name.as_str()));
        name.chars().count() == 3 && holding.count() == 1
    };
    let name = members.iter().find(lone).unwrap();
    let id = if place.is_sqlite() {
        "lower(hex(id))"
    } else {
        "encode(id, 'hex')"
    };
    let id = place
        .ask(&format!("SELECT {id} FROM person WHERE name = '{name}'"))
        .remove(0);
    assert!(contains(&place.kept(), name));
    let before = place.json(&["status"]);
    let erased = place.json(&[
        "person",
        "erase",
        &id,
        "--reason",
        "asked for it",
        "--key",
        "request-1",
    ]);
    assert!(!contains(&place.kept(), name), "{name} is still in the files");
    let after = place.json(&["status"]);
    for key in before
        .as_object()
        .unwrap()
        .keys()
        .filter(|key| *key != "known_at")
    {
        assert_eq!(after[key], before[key], "{key}");
    }
    let again = place.json(&[
        "person",
        "erase",
        &id,
        "--reason",
        "asked for it",
        "--key",
        "request-1",
    ]);
    assert_eq!(again["audit_number"], erased["audit_number"]);
    place.refused(&[
        "person",
        "erase",
        &id,
        "--reason",
        "another",
        "--key",
        "request-1",
    ]);
    place.refused(&["person", "erase", "nobody", "--reason", "asked for it"]);
    place.verify();
}
