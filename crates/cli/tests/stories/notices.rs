//! A notice comes from above, in whatever file and state, and is read into the draft of a plan (F1). Nothing is kept: no
//! database is there, before or after.

use std::io::Write as _;
use std::time::{Duration, Instant};

use encoding_rs::GB18030;
use serde_json::{Value, json};

use crate::program::{Place, root};

/// As a page copies it: traditional characters, pinyin in brackets, full-width digits, characters without width.
const NOISY: &str = "關(guān)於開(kai)展“職(zhí)工講(jiang)堂”活動(dòng)的通知（試行）\r\n\
    各分會(huì)(hui)要按照每半年開展２次講堂、10月份集中安排1次專(zhuān)題講堂的要求組織\u{200B}實施。\
    去年共舉辦講堂一千二百場，覆蓋職工近百名。堅持每週一提醒、每月一匯總。";

/// A PDF of these objects, the first its catalogue.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (place, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        write!(bytes, "{} 0 obj\n{object}\nendobj\n", place + 1).unwrap();
    }
    let (start, size) = (bytes.len(), places.len() + 1);
    write!(bytes, "xref\n0 {size}\n0000000000 65535 f \n").unwrap();
    for place in &places {
        writeln!(bytes, "{place:010} 00000 n ").unwrap();
    }
    write!(
        bytes,
        "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    bytes
}

fn of_each(list: &Value, fields: &[&str]) -> Vec<Value> {
    let row = |row: &Value| json!(fields.iter().map(|field| &row[field]).collect::<Vec<_>>());
    list.as_array().unwrap().iter().map(row).collect()
}

#[test]
fn f1_a_noisy_notice_is_read_into_a_draft() {
    let place = Place::sqlite();
    // No character without width exists in GB18030's two bytes; four carry it.
    let notice = place.file("通知.pdf", GB18030.encode(NOISY).0);
    let out = place.path("方案.toml").display().to_string();
    let draft = place.json(&["plan", "draft", &notice, "--out", &out]);
    let text = draft["text"].as_str().unwrap();
    assert!(
        text.starts_with("关于开展“职工讲堂”活动的通知（试行）\n各分会要按照每半年开展2次讲堂"),
        "{text}"
    );
    let duties = of_each(
        &draft["duties"],
        &["kind", "minimum", "period", "window", "who", "citation", "duty"],
    );
    let expected = [
        json!(["lecture", 2, "half", null, "各分会", "每半年开展2次讲堂", null]),
        json!([
            "themed", 1, null, { "from": "10-01", "until": "10-31" }, "各分会", "10月份集中安排1次专题讲堂", null
        ]),
    ];
    assert_eq!(duties, expected);
    let reminders = of_each(&draft["reminders"], &["kind", "period", "citation"]);
    let expected = [
        json!(["reminder", "week", "每周一提醒"]),
        json!(["summary", "month", "每月一汇总"]),
    ];
    assert_eq!(reminders, expected);
    let figures = of_each(&draft["figures"], &["name", "value", "unit", "closeness"]);
    let expected = [
        json!(["去年共举办讲堂", 1200, "场", "exact"]),
        json!(["覆盖职工", 100, "名", "nearly"]),
    ];
    assert_eq!(figures, expected);
    for found in ["duties", "reminders", "figures"] {
        for sentence in of_each(&draft[found], &["sentence"]) {
            assert!(text.contains(sentence[0].as_str().unwrap()), "{sentence}");
        }
    }
    let file = std::fs::read_to_string(&out).unwrap();
    assert!(file.starts_with("# 从通知里读出来的草案"), "{file}");
    let plan: toml::Table = file.parse().unwrap();
    let duties = plan["duty"].as_array().unwrap();
    assert_eq!(duties[1]["period"]["until"].as_str(), Some("10-31"));
    assert_eq!(duties[0]["citation"].as_str(), Some("每半年开展2次讲堂"));
    assert_eq!(plan["figure"].as_array().unwrap().len(), 2);
    assert!(!place.path("data").exists(), "a draft keeps nothing");
}

#[test]
fn f1_a_draft_is_told_in_both_languages() {
    let place = Place::sqlite();
    let notice = place.file("a.txt", "各党组织每季度至少安排1次党课。");
    let said = place.done(&["plan", "draft", &notice, "--lang", "zh-Hans"]).out;
    for line in [
        "每季度至少1次党课。对象：各党组织。和现行规则“每季度党课”一致。",
        "原句：各党组织每季度至少安排1次党课。",
        "没有找到。",
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }
    let said = place.done(&["plan", "draft", &notice, "--lang", "en"]).out;
    assert!(said.contains("At least one lecture, each quarter."), "{said}");
    let other = ["plan", "draft", &notice, "--pack", "toolbox-talk", "--lang", "en"];
    let said = place.done(&other).out;
    assert!(said.contains("At least one talk, each quarter."), "{said}");
    assert!(said.contains("No rule in force asks the same."), "{said}");
}

#[test]
fn f1_each_file_without_text_has_its_own_answer() {
    const TREE: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    const CATALOGUE: &str = "<< /Type /Catalog /Pages 2 0 R >>";
    const SHEET: &str = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>";
    let place = Place::sqlite();
    // The page is its own parent: a reader that looks for its resources there never ends.
    let circle = pdf(&[CATALOGUE, TREE, "<< /Type /Page /Parent 3 0 R >>"]);
    for (name, bytes, answer) in [
        ("空.txt", Vec::new(), "这个文件里没有字"),
        (
            "扫描.docx",
            pdf(&[CATALOGUE, TREE, SHEET]),
            "有 1 页，但上面没有能取出来的文字",
        ),
        ("坏.pdf", b"%PDF-1.4\nxx".to_vec(), "这个文件坏了"),
        ("绕圈.pdf", circle, "用的时间或者内存超出了限度"),
        (
            "照片.txt",
            b"\xFF\xD8\xFF\xE0\0\x10JFIF\0".to_vec(),
            "它是一张图片",
        ),
    ] {
        let file = place.file(name, bytes);
        let start = Instant::now();
        let said = place.refused(&["plan", "draft", &file, "--lang", "zh-Hans"]);
        assert!(said.err.contains(answer), "{name}: {}", said.err);
        assert!(start.elapsed() < Duration::from_secs(30), "{name}");
    }
    let said = place.refused(&["plan", "draft", "nowhere.txt", "--lang", "en"]);
    assert!(said.err.contains("nowhere.txt"), "{}", said.err);
}

/// The notice that the programme rests on. Where it is absent, this story is not told.
#[test]
fn f1_the_given_notice() {
    let notice = root().join("../shared/data/notice/notice.txt");
    if !notice.is_file() {
        return;
    }
    let place = Place::sqlite();
    let draft = place.json(&["plan", "draft", &notice.display().to_string()]);
    let duties = of_each(&draft["duties"], &["kind", "minimum", "period", "window", "duty"]);
    let july = json!({ "from": "06-15", "until": "07-15" });
    let expected = [
        json!(["lecture", 1, "quarter", null, "quarterly"]),
        json!(["themed", 1, null, july, "july-1"]),
    ];
    assert_eq!(duties, expected);
    let reminders = of_each(&draft["reminders"], &["kind", "period"]);
    let expected = [
        json!(["reminder", "week"]),
        json!(["summary", "month"]),
        json!(["bulletin", "quarter"]),
    ];
    assert_eq!(reminders, expected);
    let figures = draft["figures"].as_array().unwrap();
    let figures: Vec<&Value> = figures.iter().map(|figure| &figure["value"]).collect();
    assert_eq!(json!(figures), json!([1400, 60, 200, 1200, 13_000, 30]));
}
