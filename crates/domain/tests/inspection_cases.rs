//! Draws and results by the rules (S2, E29): what a plan must say, in which order a draw goes, what a record counts as.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use std::collections::BTreeMap;

use jiff::Timestamp;
use kaijiang_domain::inspection::{
    Checked, Choosing, Conclusion, DrawPlan, Drawing, DrawingRefusal, DrawingStage, DrawingStep, Honesty,
    PlanField, PlanRefusal, Proven, ReadOut, Reason, RecordKind, Timetable, Verdict, honesty, tally,
};
use kaijiang_domain::rule_set::OversightRule;

fn plan() -> DrawPlan {
    let said = |text: &str| text.to_owned();
    DrawPlan {
        question: said("第四季度的党课是不是真讲了"),
        population: said("本县第四季度记录在案的全部场次"),
        period: said("2020-Q4"),
        quotas: vec![(said("雾溪镇"), 8), (said("其他乡镇"), 50)],
        tolerable: said("5%"),
        confidence: said("95%"),
        allowed: 0,
        drawn: 58,
        random: 58,
        failed: said("没有讲，或者拿不出记录"),
        drawn_by: said("县党员教育中心"),
        inspectors: vec![said("I1"), said("I2")],
        on_failure: said("逐级整改，按原名单续抽"),
        public_value: said("双色球2020131期"),
        parties: vec![said("county"), said("township"), said("auditor")],
    }
}

#[test]
fn s2_a_plan_says_everything_before_the_draw() {
    let rules = OversightRule::default();
    assert_eq!(plan().check(&rules), Ok(()));
    let empty = DrawPlan::default().check(&rules);
    assert_eq!(empty, Err(PlanRefusal::Incomplete(PlanField::ALL.to_vec())));
    let one_party = DrawPlan {
        parties: vec!["county".into()],
        ..plan()
    };
    assert_eq!(
        one_party.check(&rules),
        Err(PlanRefusal::Incomplete(vec![PlanField::Parties]))
    );
    let short = DrawPlan { drawn: 60, ..plan() };
    assert_eq!(
        short.check(&rules),
        Err(PlanRefusal::QuotasDoNotAddUp { sum: 58, drawn: 60 })
    );
    // 70 % of 58 are 40.6.
    let targeted = |random| DrawPlan { random, ..plan() }.check(&rules);
    assert_eq!(targeted(40), Err(PlanRefusal::TooFewRandom { least: 41 }));
    assert_eq!(targeted(41), Ok(()));
    assert_eq!(targeted(59), Err(PlanRefusal::TooFewRandom { least: 41 }));
}

fn at(text: &str) -> Timestamp {
    format!("2020-12-{text}:00+08:00").parse().unwrap()
}

fn times() -> Timetable {
    Timetable {
        freeze_until: at("01T12:00"),
        commit_until: at("02T12:00"),
        reveal_until: at("03T12:00"),
        public_from: at("03T21:30"),
    }
}

fn registered() -> Drawing {
    Drawing::register("D-2020Q4-01", &plan().parties, times()).unwrap()
}

fn freeze() -> DrawingStep {
    DrawingStep::Freeze("3005".into())
}

fn commit(party: &str) -> DrawingStep {
    DrawingStep::Commit {
        party: party.into(),
        commit: format!("hash of {party}"),
    }
}

fn reveal(party: &str) -> DrawingStep {
    DrawingStep::Reveal {
        party: party.into(),
        reveal: format!("secret of {party}"),
    }
}

fn draw() -> DrawingStep {
    DrawingStep::Draw {
        public: "04,05,08,12,20,31+09".into(),
        seed: "d6a2".into(),
    }
}

fn tell(story: &[(DrawingStep, &str)]) -> Result<Drawing, DrawingRefusal> {
    story.iter().try_fold(registered(), |drawing, (step, when)| {
        drawing.take(step, at(when), 0)
    })
}

#[test]
fn s2_a_draw_goes_in_its_order_and_a_missing_reveal_does_not_stop_it() {
    let before = [
        (freeze(), "01T09:00"),
        (commit("county"), "01T10:00"),
        (commit("township"), "02T12:00"),
        (reveal("county"), "02T12:01"),
    ];
    let drawing = tell(&before).unwrap();
    assert_eq!(
        drawing.missing(at("03T12:00")),
        Vec::<&str>::new(),
        "there is still time"
    );
    assert_eq!(drawing.missing(at("03T12:01")), ["township"]);
    let mut story = before.to_vec();
    story.extend([(draw(), "03T21:31"), (DrawingStep::Finish, "09T10:00")]);
    let finished = tell(&story).unwrap();
    assert_eq!(finished.stage, DrawingStage::Finished);
    assert_eq!(
        finished.missing(at("09T10:00")),
        ["township"],
        "it stays on record"
    );
}

/// After the freeze of 1 December, 9:00, the last of these steps is refused.
fn refuse<const N: usize>(then: [(DrawingStep, &str); N], refusal: &DrawingRefusal) {
    let story: Vec<_> = std::iter::once((freeze(), "01T09:00")).chain(then).collect();
    assert_eq!(tell(&story).as_ref(), Err(refusal), "{story:?}");
}

#[test]
fn s2_nobody_steers_a_draw_by_time() {
    use DrawingRefusal::{TimesOutOfOrder, TooEarly, TooLate, WrongStage};
    let committed = || (commit("county"), "01T10:00");
    let times = times();
    let before_the_freeze = tell(&[committed()]).unwrap_err();
    assert_eq!(before_the_freeze, WrongStage(DrawingStage::Registered));
    let late = tell(&[(freeze(), "01T12:01")]).unwrap_err();
    assert_eq!(
        late,
        TooLate {
            until: times.freeze_until
        }
    );
    refuse(
        [(commit("county"), "02T12:01")],
        &TooLate {
            until: times.commit_until,
        },
    );
    // Others could still commit.
    refuse(
        [committed(), (reveal("county"), "02T12:00")],
        &TooEarly {
            from: times.commit_until,
        },
    );
    // After the public value is known, a secret would be a choice.
    refuse(
        [committed(), (reveal("county"), "03T21:31")],
        &TooLate {
            until: times.reveal_until,
        },
    );
    refuse(
        [committed(), (draw(), "03T21:30")],
        &TooEarly {
            from: times.public_from,
        },
    );
    let hasty = Timetable {
        public_from: at("03T11:00"),
        ..times
    };
    assert_eq!(
        Drawing::register("D", &plan().parties, hasty),
        Err(TimesOutOfOrder)
    );
}

#[test]
fn s2_nobody_steers_a_draw_by_repeating_it_or_from_outside() {
    use DrawingRefusal::{NobodyCommitted, NotAParty, NotCommitted, Twice, WrongStage};
    let committed = || (commit("county"), "01T10:00");
    let party = |party: &str| party.to_owned();
    refuse([(freeze(), "01T09:01")], &WrongStage(DrawingStage::Frozen));
    refuse(
        [committed(), committed()],
        &Twice {
            party: party("county"),
        },
    );
    let revealed = || (reveal("county"), "03T09:00");
    refuse(
        [committed(), revealed(), revealed()],
        &Twice {
            party: party("county"),
        },
    );
    refuse(
        [(reveal("auditor"), "03T09:00")],
        &NotCommitted {
            party: party("auditor"),
        },
    );
    refuse(
        [(commit("press"), "01T10:00")],
        &NotAParty {
            party: party("press"),
        },
    );
    refuse([(draw(), "04T09:00")], &NobodyCommitted);
    // One draw a draw id.
    refuse(
        [committed(), (draw(), "04T09:00"), (draw(), "04T09:01")],
        &WrongStage(DrawingStage::Drawn),
    );
}

#[test]
fn s2_what_is_broken_off_stays_to_be_seen() {
    let drawn = tell(&[
        (freeze(), "01T09:00"),
        (commit("county"), "01T10:00"),
        (draw(), "04T09:00"),
    ])
    .unwrap();
    let open = drawn.take(&DrawingStep::Finish, at("05T09:00"), 3);
    assert_eq!(open, Err(DrawingRefusal::StillToCheck { left: 3 }));
    let aborted = drawn
        .take(&DrawingStep::Abort("名录漏了一个镇".into()), at("05T09:00"), 3)
        .unwrap();
    assert_eq!(aborted.aborted.as_deref(), Some("名录漏了一个镇"));
    assert_eq!(aborted.seed.as_deref(), Some("d6a2"));
    let silent = drawn.take(&DrawingStep::Abort(" ".into()), at("05T09:00"), 3);
    assert_eq!(silent, Err(DrawingRefusal::WordsNeeded));
    let over = aborted.take(&DrawingStep::Finish, at("06T09:00"), 0);
    assert_eq!(over, Err(DrawingRefusal::WrongStage(DrawingStage::Aborted)));
}

fn checked(record: u32, stratum: &str, choosing: Choosing, verdict: Option<Verdict>) -> Checked {
    Checked {
        record: format!("S-{record}"),
        stratum: stratum.into(),
        choosing,
        verdict,
    }
}

#[test]
fn s2_e29_what_a_record_counts_as() {
    let told = tally(&[
        checked(1, "甲", Choosing::Random, Some(Verdict::Passed)),
        checked(2, "甲", Choosing::Random, Some(Verdict::Failed)),
        checked(3, "乙", Choosing::Random, Some(Verdict::NotProduced)),
        checked(
            4,
            "乙",
            Choosing::Random,
            Some(Verdict::Replaced(Reason::NothingDue)),
        ),
        checked(5, "乙", Choosing::Picked, Some(Verdict::Failed)),
        checked(6, "乙", Choosing::Weighted, Some(Verdict::Passed)),
        checked(7, "乙", Choosing::Random, None),
    ]);
    assert_eq!(
        (told.drawn, told.failed, told.not_produced, told.left),
        (3, 2, 1, 1)
    );
    assert_eq!(
        told.replaced,
        [("S-4".to_owned(), Reason::NothingDue)],
        "E29: replaced, and on record"
    );
    assert_eq!(
        told.strata,
        BTreeMap::from([("甲".to_owned(), (2, 1)), ("乙".to_owned(), (1, 1))])
    );
    let apart = Conclusion::elsewhere(&told);
    assert_eq!(
        apart,
        Some(Conclusion::Shows {
            checked: 2,
            failed: 1
        }),
        "what was picked is told apart"
    );
}

#[test]
fn s2_what_a_result_may_be_said_to_show() {
    let proven = |failed, least, most| Proven {
        kind: RecordKind::Session,
        records: 1400,
        drawn: 58,
        failed,
        least,
        most,
        too_many: 70,
        tolerable_percent: "5".into(),
        confidence_percent: "95".into(),
        risk_percent: "5".into(),
    };
    let mut all: Vec<Checked> = (0..58)
        .map(|record| checked(record, "甲", Choosing::Random, Some(Verdict::Passed)))
        .collect();
    let none = proven(0, 0, 69);
    assert_eq!(
        Conclusion::of(&tally(&all), none.clone()),
        Ok(Conclusion::NoneFailed(none.clone()))
    );
    let three = proven(3, 21, 177);
    assert_eq!(
        Conclusion::of(&tally(&all), three.clone()),
        Ok(Conclusion::NotShown(three))
    );
    let within = proven(1, 2, 69);
    assert_eq!(
        Conclusion::of(&tally(&all), within.clone()),
        Ok(Conclusion::Within(within))
    );
    all.push(checked(58, "甲", Choosing::Random, None));
    assert_eq!(
        Conclusion::of(&tally(&all), none.clone()),
        Err(ReadOut::StillToCheck { left: 1 })
    );
    assert_eq!(Conclusion::of(&tally(&[]), none), Err(ReadOut::NothingChecked));
}

#[test]
fn s2_a_self_check_beside_the_inspector() {
    let said = |items: &[(&str, bool)]| -> BTreeMap<String, bool> {
        items
            .iter()
            .map(|(item, good)| ((*item).to_owned(), *good))
            .collect()
    };
    let own = said(&[("计划", true), ("记录", true), ("签到", false), ("讲稿", true)]);
    let inspector = said(&[("计划", true), ("记录", false), ("签到", true), ("佐证", true)]);
    let told = Honesty {
        alike: 1,
        glossed_over: 1,
        stricter: 1,
        not_compared: 2,
    };
    assert_eq!(honesty(&own, &inspector), told);
}
