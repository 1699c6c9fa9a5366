//! Inspections, findings, interviews and score sheets: every variant said in every language and both packs, and the sentences
//! of a result as one says them aloud (S1, S2, S8).

use domain::bulletin::Key;
use domain::finding::{FindingRefusal, InterviewRefusal, Part, Severity, Stage, StepKind, Waiting};
use domain::id::AccountId;
use domain::inspection::{
    Announced, Choosing, Conclusion, DrawRefusal, DrawingRefusal, DrawingStage, Honesty, InspectionKind,
    PlanField, PlanRefusal, Proven, ReadOut, Reason, RecordKind, SampleRefusal, Verdict,
};
use domain::rule_set::OversightRule;
use domain::score_sheet::{Cut, Ground, Points, ScoreRefusal, ScoreSheet, SheetMistake, Voted};
use jiff::civil::{Date, date};
use uuid::Uuid;

use super::{assert_reads, party, toolbox};
use crate::{Advice, Locale, PlannedSize, Words};

const DAY: Date = date(2020, 10, 12);

fn for_all(check: impl Fn(Locale, &Words)) {
    for locale in Locale::ALL {
        check(locale, &Words::new(locale, None));
        check(locale, &party(locale).1);
        check(locale, &toolbox(locale).1);
    }
}

fn reads(locale: Locale, advice: &Advice, words: &Words) {
    assert_reads(locale, &advice.what);
    assert_reads(locale, &advice.instead);
    assert_reads(locale, &advice.text(words));
}

fn waitings() -> Vec<Waiting> {
    vec![
        Waiting::Order,
        Waiting::Rectification { due: DAY },
        Waiting::Overdue {
            due: DAY,
            workdays: 1,
        },
        Waiting::Overdue {
            due: DAY,
            workdays: 3,
        },
        Waiting::Extension { asked: DAY },
        Waiting::Recheck { due: DAY },
        Waiting::RecheckLate { due: DAY },
        Waiting::Closing,
        Waiting::Answer { due: DAY },
        Waiting::AnswerLate { due: DAY },
        Waiting::LookingBack { until: DAY },
        Waiting::Nothing,
    ]
}

fn finding_refusals() -> Vec<FindingRefusal> {
    let stages = Stage::ALL.iter().map(|stage| FindingRefusal::WrongStage(*stage));
    let parts = Part::ALL.iter().map(|part| FindingRefusal::WrongPart(*part));
    let steps = StepKind::ALL
        .iter()
        .map(|step| FindingRefusal::WordsNeeded(*step));
    let others = [
        FindingRefusal::AnotherPersonNeeded,
        FindingRefusal::ExtendedAlready { most: 1 },
        FindingRefusal::ExtendedAlready { most: 2 },
        FindingRefusal::NotAsked,
        FindingRefusal::AskedAlready,
        FindingRefusal::DeadlineOver { due: DAY },
        FindingRefusal::AppealOpen { until: DAY },
        FindingRefusal::NoAppeal,
        FindingRefusal::NothingToContest,
        FindingRefusal::AppealOver { until: DAY },
        FindingRefusal::NoRelapse { until: DAY },
        FindingRefusal::BeforeLastStep { on: DAY },
    ];
    stages.chain(parts).chain(steps).chain(others).collect()
}

#[test]
fn s8_every_stage_step_and_refusal_of_a_finding_is_said() {
    for_all(|locale, words| {
        for severity in Severity::ALL {
            assert_reads(locale, &words.severity(*severity));
        }
        for stage in Stage::ALL {
            assert_reads(locale, &words.finding_stage(*stage));
        }
        for step in StepKind::ALL {
            assert_reads(locale, &words.finding_step(*step));
        }
        for part in Part::ALL {
            assert_reads(locale, &words.finding_part(*part));
        }
        for waiting in waitings() {
            assert_reads(locale, &words.finding_waiting(waiting));
        }
        for refusal in finding_refusals() {
            reads(locale, &words.finding_refusal(&refusal), words);
        }
        for refusal in [
            InterviewRefusal::WithOneself,
            InterviewRefusal::NotTheParty,
            InterviewRefusal::WordsNeeded,
            InterviewRefusal::Future { on: DAY },
            InterviewRefusal::NotHeld,
            InterviewRefusal::HeldAlready,
            InterviewRefusal::AgreedAlready,
        ] {
            reads(locale, &words.interview_refusal(refusal), words);
        }
        for extensions in 0..3 {
            let rules = OversightRule {
                extensions,
                ..OversightRule::default()
            };
            for line in words.oversight_lines(&rules) {
                assert_reads(locale, &line);
            }
        }
    });
}

fn drawing_refusals() -> Vec<DrawingRefusal> {
    let at = "2020-12-01T12:00:00+08:00".parse().unwrap();
    let party = || "county".to_owned();
    vec![
        DrawingRefusal::TimesOutOfOrder,
        DrawingRefusal::WrongStage(DrawingStage::Frozen),
        DrawingRefusal::TooEarly { from: at },
        DrawingRefusal::TooLate { until: at },
        DrawingRefusal::NotAParty { party: party() },
        DrawingRefusal::Twice { party: party() },
        DrawingRefusal::NotCommitted { party: party() },
        DrawingRefusal::NobodyCommitted,
        DrawingRefusal::WordsNeeded,
        DrawingRefusal::StillToCheck { left: 3 },
    ]
}

fn draw_refusals() -> Vec<DrawRefusal> {
    let name = || "S-2020-0001".to_owned();
    vec![
        DrawRefusal::EmptyFrame,
        DrawRefusal::NotALine { line: 7 },
        DrawRefusal::OutOfOrder { line: 7 },
        DrawRefusal::NotAField { value: name() },
        DrawRefusal::NotAHash { record: name() },
        DrawRefusal::Twice { what: name() },
        DrawRefusal::WeakSecret { party: name() },
        DrawRefusal::OtherSecret { party: name() },
        DrawRefusal::CopiedCommit { party: name() },
        DrawRefusal::NotASeed,
        DrawRefusal::NoSuchStratum { stratum: name() },
        DrawRefusal::TooFew {
            stratum: name(),
            records: 6,
        },
        DrawRefusal::NoSuchWeight { record: name() },
    ]
}

const SAMPLE_REFUSALS: [SampleRefusal; 11] = [
    SampleRefusal::NoRecords,
    SampleRefusal::TooManyRecords { most: 1_000_000 },
    SampleRefusal::NothingTolerable,
    SampleRefusal::AllTolerable,
    SampleRefusal::NoSuchConfidence,
    SampleRefusal::TooManyAllowed { most: 69 },
    SampleRefusal::MoreDrawnThanThere,
    SampleRefusal::TooManyDrawn { most: 20_000 },
    SampleRefusal::MoreFailedThanDrawn,
    SampleRefusal::FewerThanStrata { strata: 16 },
    SampleRefusal::RatesOutOfOrder,
];

#[test]
fn s2_every_word_and_refusal_of_a_draw_is_said() {
    for_all(|locale, words| {
        let mut said: Vec<String> = Vec::new();
        said.extend(
            InspectionKind::ALL
                .iter()
                .map(|kind| words.inspection_kind(*kind)),
        );
        said.extend(Announced::ALL.iter().map(|one| words.announced(*one)));
        said.extend(Choosing::ALL.iter().map(|one| words.choosing(*one)));
        said.extend(PlanField::ALL.iter().map(|field| words.draw_plan_field(*field)));
        said.extend(DrawingStage::ALL.iter().map(|stage| words.drawing_stage(*stage)));
        said.extend([Verdict::Passed, Verdict::Failed, Verdict::NotProduced].map(|one| words.verdict(one)));
        said.extend(
            Reason::ALL
                .iter()
                .map(|reason| words.verdict(Verdict::Replaced(*reason))),
        );
        let told = Honesty {
            alike: 7,
            glossed_over: 2,
            stricter: 1,
            not_compared: 0,
        };
        said.push(words.honesty(told));
        for sentence in said {
            assert_reads(locale, &sentence);
        }
        for refusal in [
            PlanRefusal::Incomplete(PlanField::ALL.to_vec()),
            PlanRefusal::QuotasDoNotAddUp { sum: 57, drawn: 58 },
            PlanRefusal::TooFewRandom { least: 41 },
        ] {
            reads(locale, &words.draw_plan_refusal(&refusal), words);
        }
        for refusal in drawing_refusals() {
            reads(
                locale,
                &words.drawing_refusal(&refusal, &|_| "12:00".to_owned()),
                words,
            );
        }
        for refusal in draw_refusals() {
            reads(locale, &words.draw_refusal(&refusal), words);
        }
        for refusal in SAMPLE_REFUSALS {
            reads(locale, &words.sample_refusal(refusal), words);
        }
        for why in [ReadOut::StillToCheck { left: 3 }, ReadOut::NothingChecked] {
            reads(locale, &words.read_out(why), words);
        }
    });
}

fn proven(drawn: u64, failed: u64, least: u64, most: u64) -> Proven {
    Proven {
        kind: RecordKind::Session,
        records: 1400,
        drawn,
        failed,
        least,
        most,
        too_many: 70,
        tolerable_percent: "5".into(),
        confidence_percent: "95".into(),
        risk_percent: "5".into(),
    }
}

fn size(allowed: u64, kind: RecordKind) -> PlannedSize {
    PlannedSize {
        kind,
        records: 1400,
        drawn: 58,
        allowed,
        too_many: 70,
        confidence_percent: "95".into(),
        quarter: 18,
        good_fails_percent: 54,
    }
}

/// 6.10: what one reads is what one can say, and no share stands without its bound.
#[test]
fn s2_a_result_is_said_aloud() {
    let words = party(Locale::ZhHans).1;
    assert_eq!(
        words.conclusion(&Conclusion::NoneFailed(proven(58, 0, 0, 69))),
        "从1400场中按公开种子随机抽查58场，全部合格。若不合格达到70场（5%），抽到这种结果的机会不超过5%。\
         结论：有95%把握，不合格少于5%（最多69场）。"
    );
    assert_eq!(
        words.conclusion(&Conclusion::NotShown(proven(58, 3, 21, 177))),
        "58场中3场不合格。全部1400场中不合格估计21～177场（上下限各95%把握）。不能认定低于5%。\
         下一步：逐级整改并按原名单续抽。"
    );
    assert_eq!(
        words.planned_size(&size(0, RecordKind::Session)),
        "从1400场里抽58场，全部合格才算通过：通过了，就有95%把握不合格少于70。\
         要留意：一个情况好的单位（只有18个不合格）也有54%的机会通不过。"
    );
}

#[test]
fn s2_no_share_is_said_without_its_bound_and_none_of_picked_records() {
    for_all(|locale, words| {
        for kind in RecordKind::ALL {
            let of = |proven: Proven| Proven {
                kind: *kind,
                ..proven
            };
            for conclusion in [
                Conclusion::NoneFailed(of(proven(58, 0, 0, 69))),
                Conclusion::Within(of(proven(143, 3, 9, 69))),
                Conclusion::NotShown(of(proven(58, 3, 21, 177))),
                Conclusion::NotShown(of(proven(20, 0, 0, 190))),
            ] {
                let sentence = words.conclusion(&conclusion);
                assert_reads(locale, &sentence);
                let (Conclusion::NoneFailed(told) | Conclusion::Within(told) | Conclusion::NotShown(told)) =
                    &conclusion
                else {
                    continue;
                };
                assert!(
                    sentence.contains(&told.most.to_string()),
                    "without its bound: {sentence}"
                );
            }
            assert_reads(locale, &words.planned_size(&size(0, *kind)));
            assert_reads(locale, &words.planned_size(&size(2, *kind)));
        }
        let shows = words.conclusion(&Conclusion::Shows {
            checked: 5,
            failed: 4,
        });
        assert_reads(locale, &shows);
        assert!(
            !shows.contains('%'),
            "records that were picked give no share: {shows}"
        );
    });
}

fn sheet_mistakes() -> Vec<SheetMistake> {
    let points = |text| Points::parse(text).unwrap();
    let text = || "甲".to_owned();
    vec![
        SheetMistake::NotToml { said: text() },
        SheetMistake::CountsPeople {
            key: "check-ins".into(),
        },
        SheetMistake::NoFigure { key: "mikro".into() },
        SheetMistake::Twice { id: "late".into() },
        SheetMistake::DoesNotAddUp {
            block: Some(text()),
            sum: points("65"),
            written: points("60"),
        },
        SheetMistake::DoesNotAddUp {
            block: None,
            sum: points("65"),
            written: points("60.5"),
        },
        SheetMistake::NoRoom { item: text() },
        SheetMistake::BadVote { item: text() },
        SheetMistake::NoLowestGrade,
    ]
}

fn grounds() -> Vec<Ground> {
    let key = |text: &str| text.parse::<Key>().unwrap();
    let marked = |cut| Ground::Marked {
        by: AccountId(Uuid::from_u128(1)),
        reason: "有一条没有整改。".into(),
        cut,
    };
    let figure = |cut| Ground::Figure {
        key: key("late-records/2020"),
        value: 3,
        steps: 3,
        cut,
    };
    vec![
        figure(Cut::No),
        figure(Cut::AtMost),
        figure(Cut::AtLeast),
        Ground::Share {
            key: key("quarterly/2020/done"),
            value: 38,
            of: key("quarterly/2020/owing"),
            whole: 40,
        },
        Ground::NotApplicable {
            of: key("quarterly/2020/owing"),
        },
        Ground::Unknown {
            key: key("sessions/2020"),
        },
        marked(Cut::No),
        marked(Cut::AtMost),
        Ground::NotMarked,
        Ground::Votes(vec![Voted {
            electorate: "judges".into(),
            ballots: 7,
            left_out: (1, 1),
            mean: Points::parse("8.83").unwrap(),
            weight: 70,
        }]),
        Ground::TooFewVotes {
            electorate: "audience".into(),
            least: 5,
        },
    ]
}

#[test]
fn s1_every_ground_mistake_and_refusal_of_a_score_is_said() {
    let sheet = ScoreSheet::read(include_str!("../../../../rules/party-lecture/score-sheet.toml")).unwrap();
    for_all(|locale, words| {
        for mistake in sheet_mistakes() {
            reads(locale, &words.sheet_mistake(&mistake), words);
        }
        for ground in grounds() {
            let said = words.score_ground(&ground, &sheet, &|_| "甲".to_owned());
            assert!(!said.is_empty() && !said.contains('{'), "{said}");
            if let Ground::Figure { key, .. } | Ground::Share { key, .. } = &ground {
                assert!(said.contains(&key.to_string()), "a point without its key: {said}");
            }
        }
        for refusal in [
            ScoreRefusal::Off,
            ScoreRefusal::OtherKind {
                kind: "branch".into(),
            },
            ScoreRefusal::Incomplete {
                items: vec!["late".into()],
            },
            ScoreRefusal::OtherCard,
            ScoreRefusal::NothingChanged,
            ScoreRefusal::ReasonNeeded,
            ScoreRefusal::NoSuchItem { item: "late".into() },
            ScoreRefusal::AppealOver { until: DAY },
        ] {
            reads(
                locale,
                &words.score_refusal(&refusal, &|_| "甲".to_owned()),
                words,
            );
        }
    });
    let words = party(Locale::ZhHans).1;
    let votes = grounds()
        .into_iter()
        .find(|ground| matches!(ground, Ground::Votes(_)))
        .unwrap();
    assert_eq!(
        words.score_ground(&votes, &sheet, &|_| String::new()),
        "评委7票，去掉最高的1票、最低的1票，平均8.83分，占70%。"
    );
}
