//! Cases of looking a plan through: gaps, clashes (E41), what is complete (F1).

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::period::Rhythm;

const LIMITS: PlanLimits = PlanLimits {
    most_per_speaker: 2,
    km_per_hour: 40,
};

fn organisation(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

fn item_id(n: u128) -> PlanItemId {
    PlanItemId(Uuid::from_u128(n))
}

fn item(n: u128, of: u128, on: Date, topic: &str, speaker: &str) -> PlanItem {
    PlanItem {
        id: item_id(n),
        organisation: organisation(of),
        duty: "quarterly".into(),
        on: Some(on),
        topic: Some(topic.into()),
        speaker: Some(speaker.into()),
    }
}

fn owed(of: u128, on: Date, minimum: u32) -> Owed {
    let period = Rhythm::Quarter.period_of(on);
    Owed {
        organisation: organisation(of),
        duty: "quarterly".into(),
        period,
        minimum,
    }
}

#[test]
fn f1_an_item_is_complete_only_with_speaker_content_and_time() {
    let whole = item(1, 1, date(2020, 8, 3), "护林员的二十年", "田兴");
    let cases = [
        (
            PlanItem {
                speaker: None,
                ..whole.clone()
            },
            vec![Missing::Speaker],
        ),
        (
            PlanItem {
                topic: Some(" ".into()),
                ..whole.clone()
            },
            vec![Missing::Content],
        ),
        (
            PlanItem {
                on: None,
                speaker: None,
                ..whole.clone()
            },
            vec![Missing::Speaker, Missing::Time],
        ),
    ];
    for (incomplete, missing) in cases {
        let finding = PlanFinding::Incomplete {
            item: item_id(1),
            missing,
        };
        assert_eq!(lint_plan(&[incomplete], &[], LIMITS), [finding]);
    }
    assert_eq!(lint_plan(&[whole], &[], LIMITS), []);
}

#[test]
fn f1_only_complete_items_inside_the_period_close_a_gap() {
    let day = date(2020, 8, 3);
    let whole = item(1, 1, day, "护林员的二十年", "田兴");
    let gap = |lacking| PlanFinding::Gap {
        organisation: organisation(1),
        duty: "quarterly".into(),
        period: Rhythm::Quarter.period_of(day),
        lacking,
    };
    let gaps = |item: PlanItem, minimum| {
        let mut found = lint_plan(&[item], &[owed(1, day, minimum)], LIMITS);
        found.retain(|finding| matches!(finding, PlanFinding::Gap { .. }));
        found
    };
    assert_eq!(gaps(whole.clone(), 1), []);
    assert_eq!(gaps(whole.clone(), 2), [gap(1)]);
    assert_eq!(
        gaps(
            PlanItem {
                on: Some(date(2020, 10, 1)),
                ..whole.clone()
            },
            1
        ),
        [gap(1)]
    );
    assert_eq!(
        gaps(
            PlanItem {
                duty: "july-1".into(),
                ..whole.clone()
            },
            1
        ),
        [gap(1)]
    );
    assert_eq!(
        gaps(
            PlanItem {
                organisation: organisation(2),
                ..whole.clone()
            },
            1
        ),
        [gap(1)]
    );
    assert_eq!(
        gaps(
            PlanItem {
                speaker: None,
                ..whole
            },
            1
        ),
        [gap(1)]
    );
}

#[test]
fn f1_repeated_topics_and_over_used_speakers_are_named() {
    let items = [
        item(3, 1, date(2020, 11, 3), "护林员的二十年", "田兴"),
        item(1, 1, date(2020, 8, 3), "护林员的二十年 ", "田\u{3000}兴"),
        item(2, 2, date(2020, 8, 4), "护林员的二十年", "田兴"),
    ];
    let found = lint_plan(&items, &[], LIMITS);
    assert_eq!(
        found,
        [
            PlanFinding::RepeatedTopic {
                organisation: organisation(1),
                items: vec![item_id(1), item_id(3)]
            },
            PlanFinding::OverUsed {
                speaker: "田兴".into(),
                items: vec![item_id(1), item_id(2), item_id(3)]
            },
        ]
    );
    let enough = PlanLimits {
        most_per_speaker: 3,
        ..LIMITS
    };
    assert_eq!(lint_plan(&items, &[], enough).len(), 1);
}

fn slot(n: u128, speaker: &str, venue: &str, (from, until): (i64, i64)) -> Slot {
    let at = |minute| Timestamp::from_second(minute * 60).unwrap();
    Slot {
        of: SlotOf::Item(item_id(n)),
        speaker: (!speaker.is_empty()).then(|| speaker.into()),
        venue: (!venue.is_empty()).then(|| venue.into()),
        starts_at: at(from),
        ends_at: Some(at(until)),
    }
}

/// The two villages are 40 km apart; nothing else is known.
fn distance(from: &str, to: &str) -> Option<u32> {
    let mut pair = [from, to];
    pair.sort_unstable();
    (pair == ["石营村", "龙桥村"]).then_some(40)
}

fn pair(first: (i64, i64), second: (i64, i64), venues: [&str; 2]) -> Vec<Clash> {
    let slots = [
        slot(2, "田兴", venues[1], second),
        slot(1, "田兴", venues[0], first),
    ];
    clashes(&slots, LIMITS, distance)
}

#[test]
fn e41_one_speaker_cannot_be_in_two_places_forty_kilometres_apart_within_an_hour() {
    let (first, second) = (SlotOf::Item(item_id(1)), SlotOf::Item(item_id(2)));
    let far = |minutes| {
        vec![Clash::TooFar {
            first,
            second,
            km: 40,
            minutes,
        }]
    };
    let villages = ["石营村", "龙桥村"];
    for (begins, venues, expected) in [
        (500, villages, vec![Clash::SpeakerTwice { first, second }]), // while the first still runs
        (545, villages, far(0)),
        (604, villages, far(59)),
        (605, villages, Vec::new()),
        (550, ["石营村", "石营村"], Vec::new()), // the same place
        (550, ["石营村", "白营村"], Vec::new()), // nobody knows how far
        (550, ["石营村", ""], Vec::new()),
    ] {
        assert_eq!(
            pair((480, 545), (begins, begins + 45), venues),
            expected,
            "{begins} {venues:?}"
        );
    }
}

#[test]
fn e41_at_filing_both_records_are_named() {
    let lecture = |n| SlotOf::Lecture(LectureId(Uuid::from_u128(n)));
    let filed = |n, venue| Slot {
        of: lecture(n),
        ends_at: None,
        ..slot(n, "田兴", venue, (480, 480))
    };
    let found = clashes(&[filed(1, "石营村"), filed(2, "龙桥村")], LIMITS, distance);
    assert_eq!(
        found,
        [Clash::SpeakerTwice {
            first: lecture(1),
            second: lecture(2)
        }]
    );
}

#[test]
fn e27_one_venue_is_taken_once_at_a_time() {
    let slots = [
        slot(1, "田兴", "乡党校", (480, 525)),
        slot(2, "李明", "乡党校", (510, 555)),
        slot(3, "王德", "乡党校", (555, 600)),
        slot(4, "赵云", "", (480, 525)),
    ];
    let (first, second) = (SlotOf::Item(item_id(1)), SlotOf::Item(item_id(2)));
    assert_eq!(
        clashes(&slots, LIMITS, distance),
        [Clash::VenueTwice { first, second }]
    );
}
