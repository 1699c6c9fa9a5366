//! A county's ledger sent to its townships and coming back, as it really does: any name, any kind of file, columns
//! moved and renamed. What must come out is beside the files; where they are absent, this story is not told.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::program::{Place, on_both, root};

/// When every round is judged.
const NOW: &str = "2021-01-05T09:00:00+08:00";

fn data() -> Option<PathBuf> {
    let folder = root().join("../shared/data");
    folder.join("returns").is_dir().then_some(folder)
}

fn path(name: &str) -> String {
    data().unwrap().join(name).display().to_string()
}

fn truth() -> Vec<Value> {
    serde_json::from_slice(&std::fs::read(path("returns/truth.json")).unwrap()).unwrap()
}

/// Fields of rows that are compared, each as text.
fn rows(list: &Value, fields: &[&str]) -> BTreeSet<String> {
    let row = |row: &Value| {
        let cells = fields.iter().map(|field| row[field].to_string());
        cells.collect::<Vec<_>>().join(" ")
    };
    let rows = list.as_array().unwrap();
    let found: BTreeSet<String> = rows.iter().map(row).collect();
    assert_eq!(found.len(), rows.len(), "no row twice");
    found
}

fn send(place: &Place, round: u64) {
    let (organisations, ledger) = (
        path("rosters/organisations.xlsx"),
        path(&format!("returns/sent{round}.xlsx")),
    );
    place.json(&["import", "organisations", &organisations, "--now", NOW]);
    let answer = place.json(&["import", "lectures", &ledger, "--now", NOW]);
    assert_eq!(answer["refused"], json!([]));
    let out = place.path("forms").display().to_string();
    let sent = place.json(&[
        "return",
        "send",
        "台账",
        "--out",
        &out,
        "--due",
        "2021-01-04T17:00",
        "--now",
        NOW,
    ]);
    assert_eq!(sent["files"].as_array().unwrap().len(), 17);
}

fn take(place: &Place, truth: &Value) {
    let files = truth["files"].as_object().unwrap();
    let folder = format!("returns/round{}", truth["round"]);
    let paths: Vec<String> = files
        .keys()
        .map(|name| path(&format!("{folder}/{name}")))
        .collect();
    // What is superseded comes first, as the data say.
    let is_old = |path: &&String| path.contains('旧');
    let ordered = paths
        .iter()
        .filter(is_old)
        .chain(paths.iter().filter(|path| !is_old(path)));
    let mut ask = vec!["return", "take", "台账", "--latest", "--now", NOW];
    ask.extend(ordered.map(String::as_str));
    let taken = place.json(&ask);
    for file in taken["files"].as_array().unwrap() {
        let wanted = &files[file["file"].as_str().unwrap()];
        assert_eq!(file["township"], wanted["town"], "{file}");
        assert_eq!(file["questions"], json!([]), "{file}");
        if wanted.get("superseded").is_none() {
            assert_eq!(file["rows"], wanted["rows"], "{file}");
        }
    }
}

fn check(merge: &Value, truth: &Value) {
    let new = ["org", "date", "topic", "speaker", "present"];
    assert_eq!(rows(&merge["new"], &new), rows(&truth["new"], &new));
    let changed = ["no", "field", "was", "now"];
    assert_eq!(
        rows(&merge["changed"], &changed),
        rows(&truth["changed"], &changed)
    );
    let numbers = |list: &Value| -> BTreeSet<i64> {
        list.as_array()
            .unwrap()
            .iter()
            .map(|no| no.as_i64().unwrap())
            .collect()
    };
    assert_eq!(numbers(&merge["gone"]), numbers(&truth["gone"]));
    assert_eq!(merge["same"], truth["same"]);
    assert_eq!(merge["conflicts"], json!([]));
}

#[test]
fn x7_three_rounds_come_back_and_merge_exactly() {
    if data().is_none() {
        return;
    }
    for truth in truth() {
        let place = Place::sqlite();
        send(&place, truth["round"].as_u64().unwrap());
        take(&place, &truth);
        check(&place.json(&["return", "merge", "台账", "--now", NOW]), &truth);
        let status = place.json(&["return", "status", "台账", "--now", NOW]);
        assert_eq!(status["silent"], truth["silent"]);
    }
}

#[test]
fn x7_a_round_is_merged_and_undone_on_both_engines() {
    if data().is_none() {
        return;
    }
    on_both("x7_a_round_is_merged_and_undone", |place| {
        let truth = &truth()[0];
        send(place, 1);
        take(place, truth);
        let merged = place.json(&["return", "merge", "台账", "--take", "all", "--now", NOW]);
        check(&merged, truth);
        let status = place.json(&["status", "--now", NOW]);
        assert_eq!(status["sessions"], truth["rows_after"]);
        let left = place.json(&["return", "merge", "台账", "--now", NOW]);
        assert_eq!(
            (&left["new"], &left["changed"], &left["gone"]),
            (&json!([]), &json!([]), &json!([]))
        );
        assert_eq!(
            place.json(&["return", "merge", "台账", "--undo", "--now", NOW])["undone"],
            16
        );
        let sent = path("returns/sent1.xlsx");
        let again = place.json(&["import", "lectures", &sent, "--dry-run", "--now", NOW]);
        assert_eq!(
            (&again["accepted"], &again["changed"], &again["unchanged"]),
            (&json!(0), &json!(0), &json!(1850))
        );
        check(&place.json(&["return", "merge", "台账", "--now", NOW]), truth);
        assert_eq!(place.json(&["audit", "verify"])["ok"], true);
    });
}
