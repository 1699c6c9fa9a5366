//! Small sheets in every form they come in: csv, GB18030, columns in another order, dates and digits as people
//! write them, two villages of one name, namesakes, lectures held together.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::program::{NOW, Place, on_both, same};
use crate::workbook::sheet_of;

/// A sheet as texts.
type Table = (&'static [&'static str], Vec<Vec<&'static str>>);

fn organisations() -> Table {
    (
        &[
            "序号",
            "党组织全称",
            "党组织类别",
            "上级党组织",
            "书记",
            "成立时间",
            "撤销或合并时间",
            "合并到",
        ],
        vec![
            vec!["1", "中共甲县委员会", "县委", "", "赵一", "", "", ""],
            vec![
                "2",
                "中共甲县东镇委员会",
                "党委",
                "中共甲县委员会",
                "钱二",
                "1980年1月5日",
                "",
                "",
            ],
            vec![
                "3",
                "中共甲县西镇委员会",
                "党委",
                "中共甲县委员会",
                "孙三",
                "",
                "",
                "",
            ],
            vec![
                "4",
                "中共甲县东镇柳村第一支部委员会",
                "党支部",
                "中共甲县东镇委员会",
                "李四",
                "１９９０．５．１",
                "",
                "",
            ],
            vec![
                "5",
                "中共甲县东镇柳村第二支部委员会",
                "党支部",
                "中共甲县东镇委员会",
                "周五",
                "",
                "2020年8月20日",
                "中共甲县东镇柳村第一支部委员会",
            ],
            vec![
                "6",
                "中共甲县西镇柳村第一支部委员会",
                "党支部",
                "中共甲县西镇委员会",
                "吴六",
                "",
                "",
                "",
            ],
            vec![
                "7",
                "中共甲县西镇桥村支部委员会",
                "党支部",
                "中共甲县西镇委员会",
                "郑七",
                "2020年8月1日",
                "",
                "",
            ],
        ],
    )
}

fn members() -> Table {
    (
        &["序号", "所在支部", "姓名", "出生年月", "党员类别", "身份证号"],
        vec![
            vec![
                "1",
                "中共甲县东镇柳村第一支部委员会",
                "王　芳",
                "1956.1",
                "正式党员",
                "530119560101001X",
            ],
            vec![
                "2",
                "",
                "王芳",
                "１９７８年１２月",
                "正式党员",
                "530119781201002X",
            ],
            vec!["3", "", "陈明", "199003", "预备党员", "530119900301003X"],
            vec![
                "4",
                "中共甲县西镇柳村第一支部委员会",
                "陈明",
                "1961-7",
                "正式党员",
                "530119610701004X",
            ],
            vec![
                "5",
                "中共甲县西镇桥村支部委员会",
                "林静",
                "",
                "正式党员",
                "530119700101005X",
            ],
        ],
    )
}

fn lectures() -> Table {
    (
        &[
            "序号",
            "开展时间",
            "党组织",
            "党课题目",
            "类型",
            "形式",
            "主讲人",
            "主讲人身份",
            "应到人数",
            "实到人数",
        ],
        vec![
            vec![
                "1",
                "二〇二〇年七月三日",
                "东镇柳村第一党支部",
                "第一课",
                "理论",
                "党课+现场教学",
                "李四",
                "书记",
                "３",
                "２",
            ],
            vec![
                "2",
                "2020/7/8",
                "东镇柳村第二支部",
                "第二课",
                "故事党课",
                "课堂讲授",
                "周五",
                "书记",
                "2",
                "2",
            ],
            vec![
                "3",
                "20200905",
                "东镇柳村第一支部、西镇桥村支部",
                "第三课",
                "经验党课",
                "红色课堂",
                "外来人",
                "党校教师",
                "9",
                "5",
            ],
            vec![
                "4",
                "９月９日",
                "柳村第一支部",
                "第四课",
                "理论党课",
                "课堂讲授",
                "李四",
                "书记",
                "3",
                "2",
            ],
            vec![
                "5",
                "2020.9.10",
                "柳村第一支部",
                "第五课",
                "理论党课",
                "课堂讲授",
                "李四",
                "书记",
                "3",
                "2",
            ],
            vec![
                "6",
                "2020年10月1日",
                "西镇柳村第一支部",
                "七一专题党课：补课",
                "微党课",
                "课堂讲授",
                "吴六",
                "书记",
                "1",
                "1",
            ],
        ],
    )
}

fn sign_ins() -> Table {
    (
        &["台账序号", "支部", "姓名", "出生年月", "签到时间"],
        vec![
            vec!["1", "东镇柳村第一支部", "王芳", "1956年1月", "2020-07-03 09:01"],
            vec!["1", "东镇柳村第一支部", "王芳", "1978-12", "2020/07/03 09:02"],
            vec!["１", "东镇柳村第一支部", "王芳", "", ""],
            vec!["3", "西镇柳村第一支部", "陈明", "1961.7", "2020-09-05 15:00"],
            vec!["5", "东镇柳村第一支部", "陈明", "1990-03", ""],
            vec!["3", "西镇桥村支部", "无此人", "", ""],
            vec!["3", "西镇柳村第一支部", "陈明", "1961.7", "2020-09-05 15:01"],
        ],
    )
}

fn csv(table: &Table, columns: &[usize]) -> String {
    let pick = |row: &[&str]| {
        columns
            .iter()
            .map(|at| format!("\"{}\"", row[*at]))
            .collect::<Vec<_>>()
            .join(",")
    };
    let mut lines = vec![pick(table.0)];
    lines.extend(table.1.iter().map(|row| pick(row)));
    lines.join("\r\n") + "\r\n"
}

fn columns(table: &Table) -> Vec<usize> {
    (0..table.0.len()).collect()
}

/// Writes a sheet in one form.
type Write = fn(&Table) -> Vec<u8>;

/// The forms in which the same sheets come.
fn forms() -> Vec<(&'static str, Write)> {
    vec![
        ("xlsx", |table| {
            let rows: Vec<Vec<String>> = table
                .1
                .iter()
                .map(|row| row.iter().map(|&cell| cell.to_owned()).collect())
                .collect();
            sheet_of("表一", table.0, &rows)
        }),
        ("utf-8.csv", |table| csv(table, &columns(table)).into_bytes()),
        ("bom.csv", |table| {
            format!("\u{feff}{}", csv(table, &columns(table))).into_bytes()
        }),
        ("gb18030.csv", |table| {
            let text = csv(table, &columns(table));
            let (bytes, _, lossy) = encoding_rs::GB18030.encode(&text);
            assert!(!lossy);
            bytes.into_owned()
        }),
        ("titled.csv", |table| {
            let title = format!(
                "某县情况表{}\r\n填报单位：某部{}\r\n",
                ",".repeat(table.0.len() - 1),
                ",".repeat(table.0.len() - 1)
            );
            (title + &csv(table, &columns(table))).into_bytes()
        }),
        ("reversed.csv", |table| {
            let reversed: Vec<usize> = columns(table).into_iter().rev().collect();
            csv(table, &reversed).into_bytes()
        }),
    ]
}

fn codes(answer: &Value) -> BTreeMap<&str, u32> {
    let mut counts = BTreeMap::new();
    for refused in answer["refused"].as_array().unwrap() {
        *counts.entry(refused["code"].as_str().unwrap()).or_default() += 1;
    }
    counts
}

fn bring_in(place: &Place, form: &str, write: Write) -> [Value; 4] {
    [
        ("organisations", organisations()),
        ("members", members()),
        ("lectures", lectures()),
        ("sign-in", sign_ins()),
    ]
    .map(|(kind, table)| {
        let file = place.file(&format!("{kind}-{form}"), write(&table));
        place.json(&["import", kind, &file, "--now", NOW])
    })
}

#[test]
fn the_same_sheets_in_any_form_say_the_same() {
    on_both("the_same_sheets_in_any_form_say_the_same", |first| {
        let mut seen: Option<Value> = None;
        for (form, write) in forms() {
            let own = Place::sqlite();
            let place = if seen.is_none() { first } else { &own };
            let [organisations, members, lectures, sign_ins] = bring_in(place, form, write);
            assert_eq!(
                (organisations["accepted"].as_u64(), codes(&organisations)),
                (Some(7), BTreeMap::new()),
                "{form}"
            );
            assert_eq!(
                (members["accepted"].as_u64(), codes(&members)),
                (Some(5), BTreeMap::new()),
                "{form}"
            );
            let warned = |answer: &Value, code: &str| {
                answer["warnings"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|w| w["code"] == code)
            };
            assert!(
                warned(&members, "identity-column") && warned(&members, "filled-down"),
                "{form}: {members}"
            );
            // Two villages called 柳村: the short name is a question with both named; a date without a year is none.
            assert_eq!(
                codes(&lectures),
                BTreeMap::from([("ambiguous", 1), ("unreadable", 1)]),
                "{form}: {lectures}"
            );
            let asked = lectures["refused"]
                .as_array()
                .unwrap()
                .iter()
                .find(|row| row["code"] == "ambiguous")
                .unwrap();
            let candidates: BTreeSet<&str> = asked["candidates"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(Value::as_str)
                .collect();
            assert_eq!(
                candidates,
                BTreeSet::from(["中共甲县东镇柳村第一支部委员会", "中共甲县西镇柳村第一支部委员会"])
            );
            // The third 王芳 has no month to tell which; nobody else is guessed.
            let wanted = BTreeMap::from([
                ("ambiguous-person", 1),
                ("unknown-person", 1),
                ("duplicate", 1),
                ("lecture-refused", 1),
            ]);
            assert_eq!(codes(&sign_ins), wanted, "{form}: {sign_ins}");
            assert_eq!(sign_ins["accepted"], 3, "{form}");
            let status = place.json(&["status", "--kind", "branch"]);
            place.verify();
            match &seen {
                None => {
                    check(&status);
                    seen = Some(status);
                }
                Some(seen) => same(&status, seen, form),
            }
        }
    });
}

fn check(status: &Value) {
    for (key, value) in [
        ("organisations", 7),
        ("organisations_active", 6),
        ("branches", 4),
        ("members", 5),
        ("sessions", 4),
        ("joint", 1),
        ("micro", 1),
        ("attendances", 3),
        ("covered", 3),
    ] {
        assert_eq!(status[key], value, "{key} in {status}");
    }
    assert_eq!(
        status["sessions_by_quarter"],
        json!({ "2020-Q3": 3, "2020-Q4": 1 })
    );
    let quarter = status["duties"]
        .as_array()
        .unwrap()
        .iter()
        .find(|duty| duty["period"] == "2020-Q3")
        .unwrap();
    // The second branch of the eastern 柳村 was merged inside the quarter, 桥村 founded inside it; of the other two
    // the eastern one held its own, the western one nothing.
    assert_eq!(
        (
            quarter["active"].as_u64(),
            quarter["met"].as_u64(),
            quarter["closed"].as_u64()
        ),
        (Some(2), Some(1), Some(1))
    );
    assert_eq!(
        quarter["overdue_organisations"],
        json!(["中共甲县西镇柳村第一支部委员会"])
    );
}

/// What came as one form comes again as another: nothing is new, nothing changes.
#[test]
fn a_second_form_of_the_same_sheet_is_nothing_new() {
    on_both("a_second_form_of_the_same_sheet_is_nothing_new", |place| {
        for (form, write) in forms() {
            let answers = bring_in(place, form, write);
            if form == "xlsx" {
                continue;
            }
            for answer in answers {
                assert_eq!(
                    (answer["accepted"].as_u64(), answer["changed"].as_u64()),
                    (Some(0), Some(0)),
                    "{form}: {answer}"
                );
                assert_eq!(answer["audit_number"], Value::Null, "{form}");
            }
        }
        place.verify();
    });
}

#[test]
fn a_question_is_settled_by_a_path_or_by_an_answer() {
    on_both("a_question_is_settled_by_a_path_or_by_an_answer", |place| {
        let (_, write) = forms()[1];
        let [.., lectures_answer, _] = bring_in(place, "csv", write);
        let asked = lectures_answer["refused"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["code"] == "ambiguous")
            .unwrap()
            .clone();
        let (header, mut rows) = lectures();
        rows[4][2] = "西镇/柳村第一支部";
        let by_path = place.file("path.csv", csv(&(header, rows), &columns(&lectures())));
        let dry = place.json(&["import", "lectures", &by_path, "--dry-run"]);
        assert_eq!(
            (dry["accepted"].as_u64(), codes(&dry)),
            (Some(1), BTreeMap::from([("unreadable", 1)]))
        );
        let answers = json!([{ "sheet": asked["sheet"], "row": asked["row"], "organisation": "中共甲县西镇柳村第一支部委员会" }]);
        let answers = place.file("answers.json", answers.to_string());
        let file = place.path("lectures-csv").display().to_string();
        let settled = place.json(&["import", "lectures", &file, "--answers", &answers]);
        assert_eq!(settled["accepted"], 1);
        let status = place.json(&["status", "--org", "西镇/柳村第一支部"]);
        assert_eq!(status["sessions"], 2);
    });
}
