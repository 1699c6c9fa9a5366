//! Scripts against all earlier ones (S3, S4, E19, E33), through the program: what is copied is told with its passages,
//! what only quotes or follows an outline is not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::program::{Place, root};

const OWN: &str = "去年冬天水库见了底，我和老赵挨家挨户量水窖，量到半夜才把二百零七口窖的深浅记全。";
const COPIED: &str = "讲到扶贫这件事，还得从村口那棵老核桃树说起，树下的石凳坐过三任支书，账本就压在凳子底下。\
                      头一本记的是哪家缺粮，第二本记的是哪家缺人手，第三本什么也没有记，只夹着一张修路的草图。";

fn lines(file: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn write(place: &Place, name: &str, documents: &[Value]) -> String {
    let text: Vec<String> = documents.iter().map(Value::to_string).collect();
    let file = place.path(name);
    std::fs::write(&file, text.join("\n")).unwrap();
    file.display().to_string()
}

fn document(id: &str, author: &str, date: &str, text: &str) -> Value {
    serde_json::json!({ "id": id, "author": author, "org": "丙村", "date": date, "text": text })
}

#[test]
fn s4_what_was_copied_is_told_with_its_passage_and_one_bad_line_stops_nothing() {
    let place = Place::sqlite();
    let documents = write(
        &place,
        "docs.jsonl",
        &[
            document(
                "先",
                "孙三",
                "2020-03-01",
                &format!("各位党员同志，今天由我来讲。{COPIED}"),
            ),
            document("后", "李四", "2020-06-01", &format!("{OWN}{COPIED}")),
            document("坏", "王五", "六月一日", OWN),
            document(
                "自",
                "周七",
                "2020-06-02",
                "我们村的桥是自己修的，石头一块一块从河滩背上来，背了整整一个春天。",
            ),
        ],
    );
    let found = place.path("found.jsonl");
    let told = place.json(&[
        "originality",
        "scan",
        &documents,
        "--out",
        &found.display().to_string(),
    ]);
    assert_eq!((&told["documents"], &told["flagged"]), (&3.into(), &1.into()));
    assert_eq!(told["refused"][0]["line"], 3);
    let found = lines(&found);
    let copy = found.iter().find(|line| line["doc"] == "后").unwrap();
    assert_eq!(
        (&copy["flagged"], &copy["matches"][0]["source"]),
        (&true.into(), &"先".into())
    );
    let passage = &copy["matches"][0]["passages"][0];
    let own = OWN.chars().count();
    assert_eq!(passage["start"].as_u64().unwrap(), u64::try_from(own).unwrap());
    let flagged: Vec<&Value> = found.iter().filter(|line| line["flagged"] == true).collect();
    assert_eq!(flagged.len(), 1);
}

#[test]
fn s3_a_script_is_laid_beside_another_whatever_file_it_is() {
    let place = Place::sqlite();
    let (plain, old) = (place.path("甲.txt"), place.path("乙.txt"));
    std::fs::write(&plain, format!("{OWN}{COPIED}")).unwrap();
    let (bytes, _, _) = encoding_rs::GB18030.encode(COPIED);
    std::fs::write(&old, bytes).unwrap();
    let compared = place.json(&[
        "originality",
        "compare",
        &plain.display().to_string(),
        &old.display().to_string(),
    ]);
    assert_eq!(compared["passages"][0]["text"], COPIED);
    let empty = place.path("空.docx");
    std::fs::write(&empty, b"PK\x03\x04").unwrap();
    let said = place
        .command(&[
            "originality",
            "compare",
            &plain.display().to_string(),
            &empty.display().to_string(),
        ])
        .output()
        .unwrap();
    assert_eq!(said.status.code(), Some(1), "{said:?}");
}

fn small() -> Option<PathBuf> {
    let folder = root().join("../shared/data/originality/small");
    folder.is_dir().then_some(folder)
}

/// What each document of the given set is: copies by kind, with their sources; and what only looks like one.
fn truth(folder: &Path) -> BTreeMap<String, (String, BTreeSet<String>)> {
    let told = lines(&folder.join("truth.jsonl"));
    let one = |line: &Value| {
        let spans = line["spans"].as_array().unwrap();
        let sources = spans
            .iter()
            .map(|span| span["source"].as_str().unwrap().to_owned());
        let kind = line["kind"].as_str().unwrap().to_owned();
        (
            line["doc"].as_str().unwrap().to_owned(),
            (kind, sources.collect()),
        )
    };
    told.iter().map(one).collect()
}

/// "Originality": the given set, judged as its scorer does; the same bytes on every run.
#[test]
fn s4_the_given_documents_are_told_apart() {
    let Some(folder) = small() else { return };
    let place = Place::sqlite();
    let given = |name: &str| folder.join(name).display().to_string();
    let scan = |name: &str| {
        let out = place.path(name);
        place.json(&[
            "originality",
            "scan",
            &given("docs.jsonl"),
            "--quotable",
            &given("quotable.jsonl"),
            "--out",
            &out.display().to_string(),
        ]);
        out
    };
    let (first, again) = (scan("一.jsonl"), scan("二.jsonl"));
    assert_eq!(std::fs::read(&first).unwrap(), std::fs::read(&again).unwrap());
    let truth = truth(&folder);
    let (mut missed, mut wrong) = (0_u32, BTreeMap::<String, u32>::new());
    for line in lines(&first) {
        let (kind, sources) = &truth[line["doc"].as_str().unwrap()];
        let is_flagged = line["flagged"] == true;
        let source = line["matches"][0]["source"].as_str().unwrap_or_default();
        if sources.is_empty() {
            *wrong.entry(kind.clone()).or_default() += u32::from(is_flagged);
        } else {
            missed += u32::from(!is_flagged || !sources.contains(source));
        }
    }
    // 392 copies; 100 that share a quotation, 100 that share an outline, 1408 of their own.
    assert!(missed <= 4, "{missed} copies missed");
    assert_eq!((wrong["i_quote"], wrong["i_tmpl"]), (0, 0));
    assert!(wrong["orig"] <= 14, "{wrong:?}");
}
