//! Moves, backups, clocks and exits: what an operator and a script rely on.

use serde_json::Value;

use crate::program::{Database, NOW, Place, on_both, root, same, skip};
use crate::workbook::sheet_of;

const ORGANISATIONS: [&str; 4] = ["党组织全称", "党组织类别", "上级党组织", "书记"];

/// A county of a township with three branches, four members and three lectures, two people signed in.
fn small_county(place: &Place, now: &[&str]) {
    let text = |row: &[&str]| row.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>();
    let organisations = [
        text(&["中共甲县委员会", "县委", "", "赵一"]),
        text(&["中共甲县乙镇委员会", "党委", "中共甲县委员会", "钱二"]),
        text(&[
            "中共甲县乙镇丙村第一支部委员会",
            "党支部",
            "中共甲县乙镇委员会",
            "孙三",
        ]),
        text(&[
            "中共甲县乙镇丙村第二支部委员会",
            "党支部",
            "中共甲县乙镇委员会",
            "李四",
        ]),
        text(&[
            "中共甲县乙镇丁村支部委员会",
            "党支部",
            "中共甲县乙镇委员会",
            "周五",
        ]),
    ];
    let members = [
        text(&["中共甲县乙镇丙村第一支部委员会", "吴六", "1960-01", "正式党员"]),
        text(&["", "郑七", "1970-02", "正式党员"]),
        text(&["中共甲县乙镇丙村第二支部委员会", "王八一", "1980-03", "预备党员"]),
        text(&["中共甲县乙镇丁村支部委员会", "冯九", "1990-04", "正式党员"]),
    ];
    let lectures = [
        text(&[
            "1",
            "2020-07-03",
            "丙村第一支部",
            "第一课",
            "理论党课",
            "孙三",
            "书记",
            "2",
            "2",
        ]),
        text(&[
            "2",
            "2020-08-04",
            "丙村第二支部",
            "第二课",
            "微党课",
            "李四",
            "书记",
            "1",
            "1",
        ]),
        text(&[
            "3",
            "2020-10-05",
            "丙村第一支部、丁村支部",
            "第三课",
            "故事党课",
            "周五",
            "书记",
            "3",
            "2",
        ]),
    ];
    let sign_ins = "台账序号,支部,姓名,签到时间\n1,丙村第一支部,吴六,2020-07-03 09:00\n3,丁村支部,冯九,2020-10-05 10:00\n";
    let heads: [&[&str]; 3] = [
        &ORGANISATIONS,
        &["所在支部", "姓名", "出生年月", "党员类别"],
        &[
            "序号",
            "开展时间",
            "党组织",
            "党课题目",
            "类型",
            "主讲人",
            "主讲人身份",
            "应到人数",
            "实到人数",
        ],
    ];
    let files = [
        (
            "organisations",
            "o.xlsx",
            sheet_of("党组织", heads[0], &organisations),
        ),
        ("members", "m.xlsx", sheet_of("党员", heads[1], &members)),
        ("lectures", "l.xlsx", sheet_of("台账", heads[2], &lectures)),
        ("sign-in", "s.csv", sign_ins.as_bytes().to_vec()),
    ];
    for (kind, name, bytes) in files {
        let file = place.file(name, bytes);
        let answer = place.json(&[&["import", kind, &file][..], now].concat());
        assert_eq!(answer["refused"].as_array().unwrap().len(), 0, "{answer}");
    }
}

/// The status without what depends on nothing else than when it is asked.
fn status(place: &Place, words: &[&str]) -> Value {
    place.json(&[&["status"][..], words].concat())
}

#[test]
fn a_county_moves_to_the_other_engine_and_back() {
    let name = "a_county_moves_to_the_other_engine_and_back";
    if Database::new().is_none() {
        return skip(name, "KAIJIANG_TEST_POSTGRES is not set");
    }
    on_both(name, |place| {
        small_county(place, &["--now", NOW]);
        let before = status(place, &[]);
        let (server, server_again) = (Database::new().unwrap(), Database::new().unwrap());
        let file = format!("sqlite:{}", place.path("other.db").display());
        let file_again = format!("sqlite:{}", place.path("again.db").display());
        let (there, back) = if place.is_sqlite() {
            (&server.url, &file_again)
        } else {
            (&file, &server_again.url)
        };
        let moved = place.json(&["move", "--to", there]);
        assert!(moved["rows"].as_u64().unwrap() > 30, "{moved}");
        same(&status(place, &["--database", there]), &before, "as before");
        assert_eq!(place.json(&["audit", "verify", "--database", there])["ok"], true);
        let returned = place.json(&["move", "--to", back, "--database", there]);
        assert_eq!(returned, moved, "table by table, row for row");
        same(&status(place, &["--database", back]), &before, "as before");
        assert_eq!(
            place.json(&["audit", "verify", "--database", back])["root"],
            place.verify()["root"]
        );
        place.refused(&["move", "--to", there]);
        same(
            &status(place, &["--database", there]),
            &before,
            "a refused move leaves the target alone",
        );
    });
}

#[test]
fn a_backup_comes_back_whole_and_a_bent_one_does_not() {
    on_both("a_backup_comes_back_whole_and_a_bent_one_does_not", |place| {
        small_county(place, &["--now", NOW]);
        let before = status(place, &[]);
        let copy = place.path("copy.db").display().to_string();
        let made = place.json(&["backup", &copy]);
        assert_eq!(made["ok"], true);
        place.refused(&["backup", &copy]);
        let drill = place.json(&["restore", &copy, "--verify"]);
        assert_eq!(drill["restored"], false, "the database holds data: only a drill");
        place.refused(&["restore", &copy]);
        let none = place.refused(&["restore", &place.file("none.db", "no backup"), "--verify"]);
        assert!(none.err.contains("不是完整的备份"), "{none:?}");
        let fresh = format!("sqlite:{}", place.path("fresh.db").display());
        let restored = place.json(&["restore", &copy, "--verify", "--database", &fresh]);
        assert_eq!(restored["restored"], true);
        assert_eq!(restored["entries"], made["entries"]);
        same(&status(place, &["--database", &fresh]), &before, "as before");
        if let Some(server) = Database::new() {
            place.json(&["restore", &copy, "--database", &server.url]);
            same(&status(place, &["--database", &server.url]), &before, "as before");
        }
        let mut bytes = std::fs::read(&copy).unwrap();
        let at = bytes
            .windows("第一课".len())
            .position(|part| part == "第一课".as_bytes())
            .unwrap();
        bytes[at..at + 3].copy_from_slice("第".as_bytes());
        bytes[at + 3..at + 6].copy_from_slice("二".as_bytes());
        let bent = place.file("bent.db", bytes);
        place.refused(&["restore", &bent, "--verify"]);
        let empty = format!("sqlite:{}", place.path("empty.db").display());
        place.refused(&["restore", &bent, "--database", &empty]);
        place.refused(&["restore", "no-such-file.db", "--verify"]);
    });
}

#[test]
fn no_one_dates_a_real_record_back() {
    on_both("no_one_dates_a_real_record_back", |place| {
        small_county(place, &[]);
        for words in [&["status"][..], &["audit", "verify"], &["migrate"]] {
            place.refused(&[words, &["--now", NOW]].concat());
        }
        place.refused(&["import", "lectures", "l.xlsx", "--now", NOW]);
        place.verify();
    });
    on_both("no_one_dates_a_real_record_back", |place| {
        place.done(&["migrate", "--now", NOW]);
        small_county(place, &[]);
        assert_eq!(
            status(place, &[])["as_of"],
            "2020-12-01",
            "the clock stays where it was set"
        );
        let later = status(place, &["--now", "2021-01-05T09:00:00+08:00"]);
        assert_eq!(later["as_of"], "2021-01-05");
        assert_eq!(place.run(&["status", "--now", "tomorrow"]).code, Some(2));
    });
}

#[test]
fn the_history_continues_a_checkpoint_kept_outside() {
    on_both("the_history_continues_a_checkpoint_kept_outside", |place| {
        small_county(place, &["--now", NOW]);
        let kept = place.file("checkpoint", place.verify()["checkpoint"].as_str().unwrap());
        let early = place.path("early.db").display().to_string();
        place.json(&["backup", &early]);
        let more = "党组织全称,党组织类别,上级党组织\n中共甲县乙镇戊村支部委员会,党支部,中共甲县乙镇委员会\n";
        let more = place.file("more.csv", more);
        place.json(&["import", "organisations", &more]);
        let later = place.file("later", place.verify()["checkpoint"].as_str().unwrap());
        assert_eq!(
            place.json(&["audit", "verify", "--checkpoint", &kept])["ok"],
            true
        );
        let early = format!("sqlite:{early}");
        let rolled_back = place.run(&[
            "audit",
            "verify",
            "--json",
            "--database",
            &early,
            "--checkpoint",
            &later,
        ]);
        assert_eq!(
            rolled_back.code,
            Some(1),
            "an old copy is found by the checkpoint outside: {rolled_back:?}"
        );
        assert_eq!(rolled_back.json()["first_bad"]["why"], "rolled-back");
        let tiles = place.path("tiles");
        place.done(&["audit", "export", "--out", &tiles.display().to_string()]);
        assert!(tiles.join("checkpoint").is_file());
    });
}

#[test]
fn a_clean_answer_on_stdout_and_everything_else_on_stderr() {
    on_both(
        "a_clean_answer_on_stdout_and_everything_else_on_stderr",
        |place| {
            let said = place.refused(&["status", "--json"]);
            assert!(!said.err.is_empty(), "nothing has been imported yet");
            place.refused(&["import", "lectures", &place.file("text.txt", "hello"), "--json"]);
            place.refused(&[
                "import",
                "organisations",
                &place.file("nothing.xlsx", ""),
                "--json",
            ]);
            place.refused(&["status", "--json", "--database", "mysql://nowhere/x"]);
            small_county(place, &["--now", NOW]);
            for words in [
                &["status"][..],
                &["status", "--org", "乙镇"],
                &["status", "--kind", "branch", "--as-of", "2020-09-30"],
                &["explain", "丁村支部", "quarterly", "2020-Q3"],
                &["rules", "show"],
                &["audit", "verify"],
                &["migrate"],
            ] {
                let said = place.done(&[words, &["--json"]].concat());
                assert!(said.json().is_object(), "{words:?}");
                assert_eq!(
                    said.out.trim_end().lines().count(),
                    1,
                    "{words:?}: one document on one line"
                );
                assert_eq!(said.err, "", "{words:?}");
            }
            for lang in ["zh-Hans", "zh-Hant", "en"] {
                assert!(!place.done(&["status", "--lang", lang]).out.is_empty());
            }
            assert_eq!(place.run(&["status", "--lang", "fr"]).code, Some(2));
        },
    );
}

#[test]
fn asking_makes_no_database() {
    let place = Place::sqlite();
    for words in [
        &["status"][..],
        &["explain", "x", "quarterly", "2020-Q3"],
        &["rules", "show"],
        &["audit", "verify"],
        &["backup", "b.db"],
        &["move", "--to", "sqlite:other.db"],
        &["person", "erase", "x", "--reason", "y"],
    ] {
        let said = place.refused(words);
        assert!(said.err.contains("还没有数据库"), "{words:?}: {said:?}");
        assert!(!place.path("data").exists(), "{words:?} made something");
    }
}

#[test]
fn a_pack_of_ones_own_brings_its_words() {
    on_both("a_pack_of_ones_own_brings_its_words", |place| {
        let rules = std::fs::read_to_string(root().join("rules/party-lecture/rules.toml")).unwrap();
        let ours = rules.replace("id = \"party-lecture\"", "id = \"own-talks\"");
        std::fs::create_dir_all(place.path("own")).unwrap();
        let pack = place.file("own/rules.toml", &ours);
        place.file("own/vocabulary.ftl", "## zh-Hans\n-branch = 学习小组\n");
        place.done(&["rules", "check", &pack]);
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let sheet = sheet_of(
            "党组织",
            &ORGANISATIONS[..3],
            &[
                row(["中共甲县委员会", "县委", ""]),
                row(["中共甲县乙镇委员会", "党委", "中共甲县委员会"]),
            ],
        );
        let sheet = place.file("o.xlsx", sheet);
        place.done(&["import", "organisations", &sheet, "--pack", &pack, "--now", NOW]);
        std::fs::remove_dir_all(place.path("own")).unwrap();
        assert!(
            place.done(&["status"]).out.contains("学习小组"),
            "kept with the data"
        );
        let party = root()
            .join("rules/party-lecture/rules.toml")
            .display()
            .to_string();
        let other = place.refused(&["rules", "adopt", &party, "--reason", "x"]);
        assert!(other.err.contains("own-talks"), "{other:?}");
        let newer = place.file(
            "newer.toml",
            ours.replace("version = \"2020-05\"", "version = \"2020-06\""),
        );
        let adopted = place.json(&["rules", "adopt", &newer, "--reason", "x"]);
        assert!(
            place.done(&["status"]).out.contains("学习小组"),
            "words in use stay"
        );
        let before = (adopted["audit_number"].as_i64().unwrap() - 1).to_string();
        assert_eq!(
            status(place, &["--at", &before])["person_duties"],
            serde_json::json!([])
        );
    });
}

#[test]
fn nothing_is_left_beside_the_database() {
    let place = Place::sqlite();
    small_county(&place, &["--now", NOW]);
    let beside = || {
        let files = std::fs::read_dir(place.path("data")).unwrap();
        let mut names: Vec<String> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(beside(), ["audit.key", "kaijiang.db"]);
    place.refused(&["status", "--org", "nowhere"]);
    place.verify();
    place.json(&["backup", &place.path("copy.db").display().to_string()]);
    assert_eq!(beside(), ["audit.key", "kaijiang.db"]);
}
