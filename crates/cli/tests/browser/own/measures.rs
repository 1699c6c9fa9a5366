//! What a task costs is counted as a person would count, and compared with its budget.

use std::path::Path;

use super::local;
use crate::harness::{Counts, Trip, Visitor, judge, status_of};

fn trip(visitor: &Visitor, test: &str) -> Option<Trip> {
    visitor.visits(&local::serve(), test)
}

/// Pages, loaded, taps, fields, filled, prefilled, characters.
fn counted(counts: &Counts) -> [usize; 7] {
    [
        counts.pages,
        counts.loaded,
        counts.taps,
        counts.fields,
        counts.filled,
        counts.prefilled,
        counts.characters,
    ]
}

type Deeds = fn(&Trip) -> &Trip;

/// The form shows 8 fields that can be filled, 5 of which come with a value; the search form beside it is not used.
const DEEDS: [(&str, Deeds, [usize; 7]); 14] = [
    ("only looking", |t| t, [1, 1, 0, 0, 0, 0, 0]),
    ("a field", |t| t.fill("题目", "防汛常识"), [1, 1, 0, 8, 1, 5, 4]),
    (
        "the same field twice",
        |t| t.fill("题目", "防").fill("title", "汛"),
        [1, 1, 0, 8, 1, 5, 2],
    ),
    (
        "instead of a value",
        |t| t.fill("地点", "院坝"),
        [1, 1, 0, 8, 1, 4, 2],
    ),
    ("emptied", |t| t.fill("地点", ""), [1, 1, 0, 8, 1, 4, 0]),
    ("a date", |t| t.fill("哪天", "2020-12-01"), [1, 1, 0, 8, 1, 4, 8]),
    ("a list", |t| t.choose("主讲人", "李四"), [1, 1, 2, 8, 1, 4, 0]),
    (
        "a group of boxes",
        |t| t.choose("形式", "院坝会"),
        [1, 1, 1, 8, 1, 4, 0],
    ),
    ("a box", |t| t.click("照提纲讲"), [1, 1, 1, 8, 1, 5, 0]),
    (
        "more that was folded",
        |t| t.click("更多").fill("备注", "好"),
        [1, 1, 1, 9, 1, 5, 1],
    ),
    (
        "sent off",
        |t| t.fill("题目", "汛").click("交上去").expect_text("已交上去"),
        [1, 2, 1, 8, 1, 5, 1],
    ),
    (
        "sent off with a key",
        |t| t.fill("题目", "汛").press("Enter").expect_text("已交上去"),
        [1, 2, 1, 8, 1, 5, 1],
    ),
    (
        "refused, mended, sent off",
        |t| {
            t.click("再看看")
                .fill("题目", "汛")
                .click("交上去")
                .expect_text("已交上去")
        },
        [2, 3, 2, 8, 1, 5, 1],
    ),
    (
        "another form",
        |t| t.fill("找", "张三").fill("题目", "汛"),
        [1, 1, 0, 9, 2, 5, 3],
    ),
];

#[test]
fn each_deed_counts_as_a_person_would_count_it() {
    for (name, deeds, expected) in DEEDS {
        let Some(trip) = trip(&Visitor::phone(), "each_deed_counts_as_a_person_would_count_it") else {
            return;
        };
        deeds(trip.open("/form"));
        assert_eq!(counted(&trip.counts()), expected, "{name}");
        trip.expect_no_alerts();
    }
}

#[test]
fn rows_of_one_name_are_fields_of_their_own_and_boxes_are_one() {
    let Some(trip) = trip(
        &Visitor::desktop(),
        "rows_of_one_name_are_fields_of_their_own_and_boxes_are_one",
    ) else {
        return;
    };
    trip.open("/grid").paste("一并粘贴", "甲\t乙\n丙\t丁");
    assert_eq!(trip.value("一并粘贴"), "甲\t乙\n丙\t丁");
    trip.fill("第二行题目", "防汛").fill("第三行题目", "防火");
    assert_eq!(counted(&trip.counts()), [1, 1, 1, 5, 3, 1, 4]);
}

#[test]
fn what_was_entered_is_what_arrives() {
    let Some(trip) = trip(
        &Visitor::phone().without_scripts(),
        "what_was_entered_is_what_arrives",
    ) else {
        return;
    };
    trip.open("/form")
        .fill("题目", "防汛")
        .fill("哪天", "2020-12-01")
        .fill("到会", "40");
    trip.choose("主讲人", "李四")
        .choose("形式", "院坝会")
        .click("照提纲讲");
    let cases = [
        ("题目", "防汛"),
        ("哪天", "2020-12-01"),
        ("到会", "40"),
        ("主讲人", "李四"),
        ("形式", "院坝会"),
        ("照提纲讲", "照提纲讲"),
        ("地点", "村活动室"),
        ("感想", ""),
    ];
    for (field, value) in cases {
        assert_eq!(trip.value(field), value, "{field}");
    }
    let photo = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    trip.attach("照片", &photo)
        .click("上传")
        .expect_text("kaijiang-cli");
}

#[test]
fn files_are_taken_from_a_page() {
    let Some(trip) = trip(&Visitor::phone().without_scripts(), "files_are_taken_from_a_page") else {
        return;
    };
    let file = trip.open("/papers").download("导出");
    assert_eq!(file.file_name().unwrap(), "台账.csv");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "甲,乙\n");
    assert_eq!(trip.path(), "/papers");
    trip.expect_no_alerts();
}

#[test]
fn one_can_go_back() {
    let Some(trip) = trip(&Visitor::desktop(), "one_can_go_back") else {
        return;
    };
    trip.open("/why")
        .click("为什么？")
        .expect_text("已交上去")
        .back()
        .expect_text("86%");
    assert_eq!(counted(&trip.counts()), [2, 3, 2, 0, 0, 0, 0]);
}

#[test]
fn bytes_on_the_wire_are_counted_with_what_is_around_them() {
    let Some(trip) = trip(
        &Visitor::desktop(),
        "bytes_on_the_wire_are_counted_with_what_is_around_them",
    ) else {
        return;
    };
    let light = trip.open("/bytes?1000").counts().kilobytes;
    let heavy = trip.open("/bytes?101000").counts().kilobytes - light;
    assert!((1.0..2.0).contains(&light), "{light} kB");
    assert!((heavy - light - 100.0).abs() < 0.5, "{heavy} kB after {light} kB");
}

#[test]
fn a_village_line_is_slow() {
    let Some(quick) = trip(&Visitor::phone(), "a_village_line_is_slow") else {
        return;
    };
    let quick = quick.open("/bytes?100000").counts().seconds;
    let slow = trip(&Visitor::phone().throttled(), "a_village_line_is_slow").unwrap();
    let slow = slow.open("/bytes?100000").counts().seconds;
    // 100 kB at 50 kB a second, and 0.4 s there and back.
    assert!(slow >= 2.2, "{slow} s");
    assert!(quick < slow / 2.0, "{quick} s without, {slow} s with");
}

#[test]
fn a_village_phone_is_slow() {
    // A few milliseconds of work, thirty times: one of the shorter is one that few other programs disturbed.
    let work = "(() => { const times = []; \
                for (let round = 0; round < 30; round++) { \
                  const began = performance.now(); let sum = 0; \
                  for (let i = 0; i < 1e7; i++) sum += i % 7; \
                  times.push(performance.now() - began + sum * 0); } \
                return times.sort((a, b) => a - b)[10]; })()";
    let mut took = Vec::new();
    for visitor in [Visitor::phone(), Visitor::phone().throttled()] {
        let Some(trip) = trip(&visitor, "a_village_phone_is_slow") else {
            return;
        };
        trip.open("/sound");
        took.push(trip.evaluate(work).as_f64().unwrap());
    }
    assert!(took[1] > took[0] * 1.4, "{took:?} ms");
}

/// A verb comes back when what it set off has come: nobody has to guess how long to wait.
#[test]
fn verbs_wait_for_what_is_late() {
    let Some(trip) = trip(&Visitor::desktop(), "verbs_wait_for_what_is_late") else {
        return;
    };
    trip.open("/swapping").click("换");
    assert!(
        trip.text().contains("迟到的话") && trip.path() == "/swapping",
        "{}",
        trip.text()
    );
    assert_eq!(
        counted(&trip.counts()),
        [1, 1, 1, 0, 0, 0, 0],
        "a swapped piece is no page"
    );
    trip.open("/swapping").click("另一页");
    assert!(
        trip.text().contains("迟到的话") && trip.path() == "/late",
        "{}",
        trip.text()
    );
    assert_eq!(counted(&trip.counts()), [2, 3, 2, 0, 0, 0, 0]);
}

#[test]
fn screens_and_languages_are_those_of_the_visitor() {
    let cases = [
        (Visitor::desktop(), "1280×900@1 触摸false"),
        (Visitor::phone(), "390×844@2 触摸true"),
    ];
    for (visitor, screen) in cases {
        let Some(trip) = trip(
            &visitor.language("en"),
            "screens_and_languages_are_those_of_the_visitor",
        ) else {
            return;
        };
        trip.open("/screen").expect_text(screen);
        assert_eq!(trip.open("/language").text().trim(), "en");
        let picture = std::fs::read(trip.screenshot("own-screen")).unwrap();
        assert!(picture.starts_with(b"\x89PNG"));
    }
}

#[test]
fn figures_name_the_visitor() {
    assert_eq!(Visitor::desktop().to_string(), "desktop, quick, scripts, zh-CN");
    let other = Visitor::phone().throttled().without_scripts().language("en");
    assert_eq!(other.to_string(), "phone, slow, no scripts, en");
}

#[test]
fn nobody_is_known_at_the_start_of_a_trip() {
    let base = local::serve();
    let Some(first) = Visitor::desktop().visits(&base, "nobody_is_known_at_the_start_of_a_trip") else {
        return;
    };
    first.open("/sound").evaluate("document.cookie = 'who=me'");
    assert_eq!(first.open("/sound").evaluate("document.cookie"), "who=me");
    let second = Visitor::desktop()
        .visits(&base, "nobody_is_known_at_the_start_of_a_trip")
        .unwrap();
    assert_eq!(second.open("/sound").evaluate("document.cookie"), "");
}

#[test]
fn one_question_is_one_click() {
    let Some(trip) = trip(&Visitor::desktop(), "one_question_is_one_click") else {
        return;
    };
    trip.open("/why").click("为什么？").expect_text("已交上去");
    let counts = trip.counts();
    assert_eq!(counted(&counts), [1, 2, 1, 0, 0, 0, 0]);
    assert_eq!(judge("why-this-figure", &counts).1, Ok(()));
    let why = judge("why-this-figure", &trip.open("/why").click("为什么？").counts())
        .1
        .unwrap_err();
    assert!(why.contains("2 taps, at most 1"), "{why}");
    assert!(
        judge("no-such-task", &counts).1.is_err(),
        "a task without a budget fails"
    );
}

#[test]
fn a_server_is_asked_whether_it_is_up() {
    let base = local::serve();
    let port = base.rsplit(':').next().unwrap().parse().unwrap();
    assert_eq!(status_of(port, "/sound"), Some(200));
    assert_eq!(status_of(port, "/healthz"), Some(404));
    assert_eq!(status_of(crate::harness::free_port(), "/healthz"), None);
}
