//! Who may agree to a late record, and how what came back is answered.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use jiff::Timestamp;
use jiff::civil::{Date, date};
use kaijiang_domain::id::{LectureId, OrganisationId};
use kaijiang_domain::lecture::{
    Approval, Correction, Draft, Held, Lecture, LectureState, Origin, Record, Signature, Speaker, StateKind,
};
use kaijiang_domain::refusal::{Approver, CorrectRefusal, DeclineRefusal, RecordRefusal};
use kaijiang_domain::rule_set::RuleSet;
use kaijiang_domain::workday::Workdays;
use uuid::Uuid;

fn rules() -> RuleSet {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../rules/party-lecture/rules.toml"
    );
    RuleSet::read(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn by(who: &str, today: Date) -> Signature {
    Signature {
        by: who.to_owned(),
        at: Timestamp::UNIX_EPOCH,
        today,
    }
}

/// Held on 25 September, by a branch or entered for it.
fn held(origin: Origin) -> Lecture {
    let speaker = Speaker {
        id: Uuid::from_u128(3),
        name: Some("孙三".to_owned()),
        class: "secretary".to_owned(),
        person: None,
        unit: None,
    };
    let draft = Draft {
        id: LectureId(Uuid::from_u128(1)),
        hosts: vec![OrganisationId(Uuid::from_u128(2))],
        on: None,
        title: Some(" 七一专题党课：一课 ".to_owned()),
        kind: "story".to_owned(),
        forms: Vec::new(),
        venue: None,
        speakers: vec![speaker],
        parts: Vec::new(),
        origin,
    };
    Lecture::held_already(draft, Some(Held::on(date(2020, 9, 25))), &rules())
}

#[test]
fn e12_the_office_that_enters_for_a_branch_has_agreed_and_a_branch_never_agrees_itself() {
    let workdays = Workdays::monday_to_friday();
    let record = |level| Record {
        reason: Some("没有网络".to_owned()),
        approval: Some(Approval {
            level,
            by: "officer".to_owned(),
        }),
        ..Record::default()
    };
    let today = date(2020, 10, 20);
    let cases = [
        (Origin::OnBehalf, today, Approver::Township, None),
        (
            Origin::Branch,
            today,
            Approver::Township,
            Some(RecordRefusal::OwnApproval),
        ),
        (
            Origin::OnBehalf,
            date(2020, 11, 20),
            Approver::Township,
            Some(RecordRefusal::ApprovalNeeded {
                by: Approver::County,
                days: 56,
            }),
        ),
    ];
    for (origin, today, level, expected) in cases {
        let found = held(origin).record(record(level), by("officer", today), &rules(), &workdays);
        assert_eq!(found.err(), expected, "{origin:?} {today}");
    }
}

#[test]
fn what_was_held_already_is_themed_by_its_title_and_waits_for_its_record() {
    let lecture = held(Origin::Branch);
    assert!(lecture.themed);
    assert_eq!(lecture.title, "七一专题党课：一课");
    assert_eq!(lecture.state, LectureState::Delivered);
    assert!(
        !lecture.counts_as_of(date(2020, 12, 1)),
        "it counted without a record"
    );
}

#[test]
fn only_what_came_back_is_answered_and_with_a_reason() {
    let (rules, today) = (rules(), date(2020, 9, 28));
    let workdays = Workdays::monday_to_friday();
    let (recorded, _) = held(Origin::Branch)
        .record(Record::default(), by("secretary", today), &rules, &workdays)
        .unwrap();
    assert_eq!(
        recorded.clone().answer("好了", by("secretary", today)),
        Err(CorrectRefusal::WrongState(StateKind::Recorded))
    );
    let back = recorded
        .send_back("看不清", date(2020, 9, 30), by("officer", today))
        .unwrap();
    assert_eq!(
        back.clone().answer(" ", by("secretary", today)),
        Err(CorrectRefusal::ReasonNeeded)
    );
    let answered = back.answer("补了照片", by("secretary", today)).unwrap();
    assert!(matches!(answered.state, LectureState::Recorded { .. }));
    assert_eq!(answered.version, 1);
    // 专题 by a tick, against the title; and a place that is not said any more.
    let correction = Correction {
        themed: Some(false),
        venue: Some(String::new()),
        ..Correction::default()
    };
    let mended = answered
        .correct(correction, "不是专题", by("secretary", today), &rules)
        .unwrap();
    assert_eq!((mended.themed, mended.venue, mended.version), (false, None, 2));
}

/// 14:00 in the time zone of the programme on a day.
fn afternoon(day: Date) -> Timestamp {
    format!("{day}T14:00:00+08:00").parse().unwrap()
}

#[test]
fn e12_who_did_not_agree_says_why_and_it_counts_only_when_agreed_to_later() {
    let (rules, today) = (rules(), date(2020, 10, 20));
    let waits = held(Origin::Branch).waiting((afternoon(today), "secretary"), Some("停电"));
    assert_eq!(waits.waits_for(&rules), Some(Approver::Township));
    let very_late = held(Origin::Branch).waiting((afternoon(date(2020, 10, 26)), "secretary"), Some("停电"));
    assert_eq!(very_late.waits_for(&rules), Some(Approver::County));
    assert_eq!(
        held(Origin::Branch).waits_for(&rules),
        None,
        "nobody was asked yet"
    );
    let officer = |level| (by("officer", today), level);
    let township = Some(Approver::Township);
    let cases = [
        (
            &waits,
            "早该记",
            None,
            DeclineRefusal::OfficeNeeded(Approver::Township),
        ),
        (
            &very_late,
            "早该记",
            township,
            DeclineRefusal::OfficeNeeded(Approver::County),
        ),
        (&waits, " ", township, DeclineRefusal::ReasonNeeded),
        (
            &held(Origin::Branch),
            "早该记",
            township,
            DeclineRefusal::WrongState(StateKind::Delivered),
        ),
    ];
    for (lecture, reason, level, refusal) in cases {
        assert_eq!(
            lecture.clone().decline(reason, officer(level), &rules),
            Err(refusal)
        );
    }
    let own = waits
        .clone()
        .decline("早该记", (by("secretary", today), township), &rules);
    assert_eq!(own, Err(DeclineRefusal::OwnWork));
    let declined = waits.decline(" 早该记 ", officer(township), &rules).unwrap();
    assert!(matches!(&declined.state, LectureState::Declined { reason, .. } if reason == "早该记"));
    assert!(
        !declined.counts_as_of(date(2020, 10, 21)),
        "it counted though nobody agreed"
    );
    let wrong = Err(CorrectRefusal::WrongState(StateKind::SentBack));
    let secretary = || by("secretary", today);
    assert_eq!(declined.clone().answer("改好了", secretary()), wrong);
    let note = Correction {
        note: Some("下午讲的".to_owned()),
        ..Correction::default()
    };
    assert_eq!(declined.correct(note, "改好了", secretary(), &rules), wrong);
}
