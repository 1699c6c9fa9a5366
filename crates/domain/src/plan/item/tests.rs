//! Cases of an item of a plan: what may be changed when (F3), whose turn it is.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::refusal::ScheduleRefusal::{DayOver, ReasonNeeded, UnknownKind};

fn rules() -> RuleSet {
    RuleSet::read(include_str!("../../../../../rules/party-lecture/rules.toml")).unwrap()
}

const DAY: Date = date(2020, 9, 25);

fn speaker(name: &str, person: Option<u128>) -> PlannedSpeaker {
    PlannedSpeaker {
        name: name.into(),
        class: None,
        person: person.map(|n| PersonId(Uuid::from_u128(n))),
    }
}

fn whole() -> Arrangement {
    Arrangement {
        on: Some(DAY),
        topic: Some("护林员的二十年".into()),
        kind: "story".into(),
        speaker: Some(speaker("田兴", None)),
        ..Arrangement::default()
    }
}

#[expect(clippy::too_many_lines, reason = "one case after another")]
#[test]
fn f3_from_three_days_before_another_day_topic_or_speaker_asks_a_reason() {
    let rules = rules();
    let changed: [(&str, Arrangement, bool); 6] = [
        ("nothing", whole(), false),
        (
            "day",
            Arrangement {
                on: Some(date(2020, 9, 26)),
                ..whole()
            },
            true,
        ),
        (
            "topic",
            Arrangement {
                topic: Some("另一课".into()),
                ..whole()
            },
            true,
        ),
        (
            "speaker",
            Arrangement {
                speaker: Some(speaker("陈十", None)),
                ..whole()
            },
            true,
        ),
        (
            "speaker's spelling",
            Arrangement {
                speaker: Some(speaker("田　兴", None)),
                ..whole()
            },
            false,
        ),
        (
            "hour",
            Arrangement {
                starts_minute: Some(900),
                ..whole()
            },
            false,
        ),
    ];
    for (today, is_near) in [(date(2020, 9, 21), false), (date(2020, 9, 22), true), (DAY, true)] {
        for (what, after, is_essential) in &changed {
            let asks = |reason| may_say(Some(&whole()), after, reason, (today, &rules));
            let days_left = days_left_if_near(DAY, today, &rules).unwrap_or_default();
            let expected = if is_near && *is_essential {
                Err(ReasonNeeded { days_left })
            } else {
                Ok(Notice::NotYet)
            };
            assert_eq!(asks(None), expected, "{what} on {today}");
            assert_eq!(
                asks(Some("  ")),
                expected,
                "{what} on {today}: blanks are no reason"
            );
            let told = if is_near && *is_essential {
                Notice::Again
            } else {
                Notice::NotYet
            };
            assert_eq!(asks(Some("生病")), Ok(told), "{what} on {today}");
        }
    }
}

#[test]
fn f3_what_was_not_complete_nobody_had_been_told() {
    let half = Arrangement {
        speaker: None,
        ..whole()
    };
    let asked = may_say(Some(&half), &whole(), None, (DAY, &rules()));
    assert_eq!(asked, Ok(Notice::NotYet));
    // Taking the speaker away again is told.
    assert!(matches!(
        may_say(Some(&whole()), &half, None, (DAY, &rules())),
        Err(ReasonNeeded { days_left: 0 })
    ));
}

#[test]
fn a_day_that_is_over_cannot_be_planned_but_may_stand() {
    let (rules, today) = (rules(), date(2020, 9, 28));
    let new = may_say(None, &whole(), None, (today, &rules));
    assert_eq!(new, Err(DayOver { on: DAY, today }));
    let venue = Arrangement {
        venue: Some("祠堂".into()),
        ..whole()
    };
    assert_eq!(
        may_say(Some(&whole()), &venue, None, (today, &rules)),
        Ok(Notice::NotYet)
    );
    let strange = Arrangement {
        kind: "song".into(),
        ..whole()
    };
    assert_eq!(
        may_say(None, &strange, None, (DAY, &rules)),
        Err(UnknownKind { kind: "song".into() })
    );
}

#[test]
fn a_speaker_is_told_by_the_record_where_both_are_on_it() {
    for (one, two, same) in [
        (speaker("田兴", Some(1)), speaker("田兴", Some(2)), false),
        (speaker("田兴", Some(1)), speaker("田 兴", Some(1)), true),
        (speaker("田兴", Some(1)), speaker("田兴", None), true),
        (speaker("田兴", None), speaker("陈十", None), false),
    ] {
        assert_eq!(one.is(&two), same, "{one:?} {two:?}");
    }
}

#[test]
fn f2_leaders_first_then_secretaries_then_whoever_spoke_the_longest_ago() {
    let rules = rules();
    let candidate = |name: &str, post: Option<&str>, last: Option<Date>| Candidate {
        speaker: speaker(name, None),
        post: post.map(str::to_owned),
        last_on: last,
    };
    let since = date(2020, 1, 1);
    let secretary = |last| candidate("书记", Some("secretary"), last);
    let leader = |last| candidate("领导", Some("unit-head"), last);
    let other = |last| candidate("模范", None, last);
    let (may, june, before) = (
        Some(date(2020, 5, 9)),
        Some(date(2020, 6, 9)),
        Some(date(2019, 12, 31)),
    );
    for (candidates, turn) in [
        (vec![], None),
        (vec![secretary(None), leader(None)], Some("领导")),
        (vec![secretary(None), leader(may)], Some("书记")),
        (vec![secretary(before), leader(may)], Some("书记")),
        (vec![secretary(june), leader(may), other(before)], Some("模范")),
        (vec![secretary(may), leader(june)], Some("书记")),
    ] {
        let found = whose_turn(&candidates, since, &rules);
        let name = found.map(|at| candidates[at].speaker.name.as_str());
        assert_eq!(name, turn, "{candidates:?}");
    }
}
