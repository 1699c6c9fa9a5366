//! Every variant of every enum, said in every language and both packs.

use std::collections::BTreeSet;

use domain::document::{DocumentRefusal, FileKind};
use domain::id::{ExcusalId, LectureId, OrganisationId};
use domain::import_refusal::{ImportRefusal, ImportWarning, UnreadableWhy};
use domain::obligation::{Standing, StandingKind};
use domain::person_duty::PersonState;
use domain::rule_set::{Mistake, Warning, WarningKind};
use jiff::civil::date;
use uuid::Uuid;

use super::{assert_reads, party, toolbox};
use crate::{Check, Doctor, Failing, Locale, Words, person_duty_sentence, rule_sentence, rules_shown};

fn for_all(check: impl Fn(Locale, &Words)) {
    for locale in Locale::ALL {
        check(locale, &Words::new(locale, None));
        check(locale, &party(locale).1);
        check(locale, &toolbox(locale).1);
    }
}

fn name() -> String {
    "甲".to_owned()
}

#[expect(clippy::too_many_lines, reason = "one line a variant")]
fn refusals() -> Vec<ImportRefusal> {
    let names = || vec!["甲".to_owned(), "乙".to_owned()];
    let day = date(2020, 9, 30);
    let unreadable = |why| ImportRefusal::Unreadable {
        column: "on".into(),
        value: "x".into(),
        why,
    };
    let mut all = vec![
        ImportRefusal::Unknown { name: name() },
        ImportRefusal::Ambiguous {
            name: name(),
            candidates: names(),
        },
        ImportRefusal::Duplicate { first_row: 4 },
        ImportRefusal::Future { on: day },
        ImportRefusal::Arithmetic {
            expected: 20,
            present: 29,
        },
        ImportRefusal::LongNumber {
            column: "note".into(),
        },
        ImportRefusal::Missing {
            column: "title".into(),
        },
        ImportRefusal::UnknownKind {
            value: name(),
            known: names(),
        },
        ImportRefusal::UnknownParent { name: name() },
        ImportRefusal::Cycle { name: name() },
        ImportRefusal::UnknownPerson {
            name: name(),
            organisation: name(),
        },
        ImportRefusal::AmbiguousPerson {
            name: name(),
            organisation: name(),
            months: names(),
        },
        ImportRefusal::AmbiguousPerson {
            name: name(),
            organisation: name(),
            months: vec![],
        },
        ImportRefusal::LectureRefused { number: "7".into() },
        ImportRefusal::UnknownLecture { number: "7".into() },
        ImportRefusal::EndsBeforeItBegins {
            from: day,
            until: date(2020, 1, 1),
        },
        ImportRefusal::UnknownSuccessor { name: name() },
        ImportRefusal::Unclear { lectures: names() },
        ImportRefusal::AnswerDoesNotFit {
            answer: name(),
            candidates: names(),
        },
    ];
    all.extend(
        [
            UnreadableWhy::NotADate,
            UnreadableWhy::NotAMonth,
            UnreadableWhy::NotANumber,
            UnreadableWhy::SheetError,
        ]
        .map(unreadable),
    );
    all
}

#[test]
fn every_refused_row_is_told_what_happened_and_what_to_do() {
    for_all(|locale, words| {
        for refusal in refusals() {
            let advice = words.import_refusal(&refusal);
            assert_reads(locale, &advice.what);
            assert_reads(locale, &advice.instead);
        }
    });
    let (_, words) = party(Locale::ZhHans);
    assert_eq!(
        words.import_reason(&ImportRefusal::Arithmetic {
            expected: 20,
            present: 29
        }),
        "实到29人，比应到20人还多。请核对这两个数；有外来旁听的，应到人数要包括他们。"
    );
    assert_eq!(
        words.import_reason(&ImportRefusal::Missing {
            column: "title".into()
        }),
        "“党课题目”是空的。请填上，再导入这一行。"
    );
    assert_eq!(words.refused_heads(), ["原行号", "退回原因"]);
    let (_, words) = party(Locale::En);
    let ambiguous = ImportRefusal::Ambiguous {
        name: "X".into(),
        candidates: vec!["A/X".into(), "B/X".into()],
    };
    assert_eq!(
        words.import_reason(&ambiguous),
        "“X” fits more than one: A/X and B/X. Write the full name, or “parent/name”, and import this row again."
    );
}

#[test]
fn every_warning_of_an_import_has_words() {
    for_all(|locale, words| {
        for warning in [
            ImportWarning::IdentityColumn { header: name() },
            ImportWarning::FilledDown {
                column: "branch".into(),
                rows: 1,
            },
            ImportWarning::ColumnNotKept { header: name() },
            ImportWarning::UnknownSpeakerClass { value: name() },
            ImportWarning::AmbiguousMonth { value: "1/2".into() },
            ImportWarning::DuplicateColumn { header: name() },
            ImportWarning::HiddenSheet,
            ImportWarning::BrokenSheet,
            ImportWarning::LossyText,
            ImportWarning::ColumnsLeftOut,
            ImportWarning::NoTable,
        ] {
            assert_reads(locale, &words.import_warning(&warning));
        }
        assert_reads(
            locale,
            &words.import_done(&crate::ImportedRows {
                read: 10,
                accepted: 7,
                changed: 1,
                unchanged: 1,
                refused: 1,
            }),
        );
        assert_reads(locale, &words.place("台账", 12));
    });
}

#[test]
#[expect(clippy::too_many_lines, reason = "one line a variant")]
fn every_mistake_and_warning_of_a_pack_has_words() {
    let known = || vec!["minimum".to_owned(), "period".to_owned()];
    let duty = || "quarterly".to_owned();
    for_all(|locale, words| {
        for mistake in [
            Mistake::NotToml { said: "x".into() },
            Mistake::UnknownField {
                field: "x".into(),
                instead: Some("y".into()),
                allowed: known(),
            },
            Mistake::MissingField { field: "x".into() },
            Mistake::UnknownValue {
                value: "x".into(),
                instead: None,
                allowed: known(),
            },
            Mistake::WrongSort { said: "x".into() },
            Mistake::NoSuchDay {
                value: "06-31".into(),
            },
            Mistake::NotDefined {
                what: "lecture_kind",
                value: "x".into(),
                instead: None,
                defined: known(),
            },
            Mistake::Twice {
                what: "person_duty",
                id: "x".into(),
            },
            Mistake::NothingAsked { duty: duty() },
            Mistake::EndsBeforeItBegins { duty: duty() },
            Mistake::VersionsClash { duty: duty() },
            Mistake::UnknownTimeZone { value: "x".into() },
        ] {
            let advice = words.mistake(&mistake);
            assert_reads(locale, &advice.what);
            assert_reads(locale, &advice.instead);
        }
        for kind in [
            WarningKind::TooManyPhotos { asked: 9, enough: 3 },
            WarningKind::AskedTwice {
                first: duty(),
                second: duty(),
            },
            WarningKind::NoOwner { duty: duty() },
            WarningKind::NoCitation { duty: duty() },
        ] {
            let advice = words.warning(&Warning { line: 1, kind });
            assert_reads(locale, &advice.what);
            assert_reads(locale, &advice.instead);
        }
    });
    let (_, words) = party(Locale::ZhHans);
    let slip = Mistake::UnknownField {
        field: "minimun".into(),
        instead: Some("minimum".into()),
        allowed: known(),
    };
    assert_eq!(
        words.mistake(&slip).text(&words),
        "这里没有叫“minimun”的项。是不是想写“minimum”？这里可以写：minimum、period。"
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "one line a variant")]
fn every_standing_and_failure_has_words() {
    let (lecture, organisation) = (LectureId(Uuid::from_u128(1)), OrganisationId(Uuid::from_u128(2)));
    let on = date(2020, 9, 30);
    for_all(|locale, words| {
        for standing in [
            Standing::Due { in_days: 5 },
            Standing::Due { in_days: 0 },
            Standing::AtRisk { in_days: 5 },
            Standing::AtRisk { in_days: 0 },
            Standing::Met { by: lecture, on },
            Standing::MadeUp {
                by: lecture,
                on,
                late_by: 3,
            },
            Standing::Excused { by: None },
            Standing::Excused {
                by: Some(ExcusalId(Uuid::from_u128(3))),
            },
            Standing::Overdue { for_days: 62 },
            Standing::Closed { into: None },
            Standing::Closed {
                into: Some(organisation),
            },
        ] {
            assert_reads(locale, &words.standing(&standing, &|_| Some(name())));
        }
        for kind in StandingKind::ALL {
            assert_reads(locale, &words.standing_kind(kind));
        }
        for state in [
            PersonState::Met,
            PersonState::Due { in_days: 1 },
            PersonState::Overdue { for_days: 1 },
        ] {
            assert_reads(locale, &words.person_state(state));
        }
        for head in words.duty_heads() {
            assert_reads(locale, &head);
        }
        for of in [
            Doctor::Database,
            Doctor::Fonts,
            Doctor::Ffprobe,
            Doctor::Clock,
            Doctor::Settings,
            Doctor::Disk,
            Doctor::Key,
            Doctor::Listen,
            Doctor::Address,
        ] {
            assert_reads(locale, &words.doctor(of, Check::Fine("x")));
            assert_reads(locale, &words.doctor(of, Check::Wrong("x")));
        }
        let failing = Failing::AmbiguousOrganisation {
            name: "X",
            candidates: &["A/X".into(), "B/X".into()],
        };
        for failing in [
            failing,
            Failing::Busy,
            Failing::NoTree,
            Failing::NowNotAllowed,
            Failing::DatabaseIsNewer,
        ] {
            let advice = words.failure(&failing);
            assert_reads(locale, &advice.what);
            assert_reads(locale, &advice.instead);
        }
    });
}

#[test]
fn rules_are_said_whole() {
    for locale in Locale::ALL {
        for (rules, words) in [party(locale), toolbox(locale)] {
            for section in rules_shown(&rules, &words) {
                assert_reads(locale, &section.title);
                section.lines.iter().for_each(|line| assert_reads(locale, line));
            }
        }
    }
    let (rules, words) = party(Locale::ZhHans);
    assert_eq!(rule_sentence(&rules.duties[0], &rules, &words), QUARTERLY_ZH);
    assert_eq!(
        person_duty_sentence(&rules.person_duties[0], &rules, &words),
        LEADER_ZH
    );
    let (rules, words) = party(Locale::En);
    assert_eq!(rule_sentence(&rules.duties[1], &rules, &words), JULY_EN);
}

#[test]
fn f1_every_answer_about_a_document_says_what_to_do() {
    let mut all = vec![
        DocumentRefusal::Empty,
        DocumentRefusal::TooLarge { most: 64 },
        DocumentRefusal::Bomb,
        DocumentRefusal::TooManyPages {
            pages: 2_001,
            most: 2_000,
        },
        DocumentRefusal::TooLong { most: 8_000_000 },
        DocumentRefusal::Scanned { pages: 1 },
        DocumentRefusal::Password,
        DocumentRefusal::OldFormat,
        DocumentRefusal::Damaged,
        DocumentRefusal::TookTooMuch,
    ];
    let kinds = [
        FileKind::Workbook,
        FileKind::Slides,
        FileKind::Picture,
        FileKind::Archive,
        FileKind::Unknown,
    ];
    all.extend(kinds.map(DocumentRefusal::NoDocument));
    for_all(|locale, words| {
        let mut said = BTreeSet::new();
        for refusal in &all {
            let advice = words.document_refusal(refusal);
            assert_reads(locale, &advice.what);
            assert_reads(locale, &advice.instead);
            assert!(said.insert(advice.what), "the same answer twice: {refusal:?}");
        }
    });
}

#[test]
fn x4_another_pack_renames_everything() {
    let (rules, words) = toolbox(Locale::En);
    let shown = rules_shown(&rules, &words);
    let text: String = shown
        .into_iter()
        .flat_map(|section| section.lines)
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        text.contains("every crew holds at least one talk each week"),
        "{text}"
    );
    for word in [
        "branch",
        "lecture",
        "party",
        "Party",
        "secretary",
        "township",
        "county",
    ] {
        assert!(!text.contains(word), "“{word}” in:\n{text}");
    }
    let (rules, words) = toolbox(Locale::ZhHans);
    let text = rule_sentence(&rules.duties[0], &rules, &words);
    assert!(
        text.starts_with("每周安全讲话：每个班组每周至少安排1次安全讲话。"),
        "{text}"
    );
}

#[test]
fn traditional_is_derived() {
    let (rules, words) = party(Locale::ZhHant);
    let text = rule_sentence(&rules.duties[0], &rules, &words);
    assert!(
        text.starts_with("每季度黨課：每個黨支部每季度至少安排1次黨課。"),
        "{text}"
    );
}

const QUARTERLY_ZH: &str = "每季度党课：每个党支部每季度至少安排1次党课。由书记负责。自2020年5月1日起执行。第一个周期是2020年第二季度。理论党课、故事党课、经验党课计入，微党课不计入。谁主讲都计入。几个党组织联合开展的，每个都计1次。跨日、跨周期的，按实际结束的日子算。周期内新成立的，从下一个周期起应讲；由其他党组织分设、又在周期前半段成立的，当期就应讲。周期没过完就撤销或并入其他党组织的，当期不应讲。周期内并入进来的党组织，并入前在当期讲过的，算给接收它的一方。离周期结束不足30天，一次也没有计入，又没有定好主讲人、内容和时间的，列为可能逾期。周期结束时没有讲够的，第二天起就是逾期未讲。过期不补讲，以后讲的算在以后的周期。多讲的不转到下一个周期。依据云南某县“党课开讲啦”活动通报（2020年）：“每季度至少安排1次党课”。";
const LEADER_ZH: &str = "领导班子带头讲：每位县直单位主要领导每年至少亲自讲1次。自2020年5月1日起执行。以县直单位主要领导身份主讲的才计入。任职不满整个周期的，按任满的季度折算，有零头的进为1次；没有任满一个季度的不应讲。依据云南某县“党课开讲啦”活动通报（2020年）：“领导班子带头讲；县直单位领导到挂包村讲”。";
const JULY_EN: &str = "Themed lecture for 1 July: every branch holds at least one themed lecture each year from 15 June to 15 July (days around 1 July). The secretary answers for it. In force since 1 May 2020. The first period is the days around 1 July 2020. Every kind counts. What is not a themed lecture does not count. It counts whoever speaks. When several organisations hold one together, each is credited with it. What runs over midnight or into another period belongs to the day it actually ended. Owed by those founded no later than 15 June. Those closed down or merged before 15 July do not owe that year. What an organisation held before it was merged is not credited to the one that took it in. With fewer than 15 days left, nothing counted, and speaker, content and time not all settled, it is shown as at risk. What is missing at the end of the period is overdue from the next day. What was missed stays missed; what is held later counts in later periods. What is held above the minimum is not carried over. Ground: “‘七一’前后集中安排1次专题党课” (that is: one themed Party lecture is arranged around 1 July), bulletin of a county in Yunnan on the programme, 2020.";
