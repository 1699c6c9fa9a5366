//! Cases of looking a whole plan through (F1, E7, E9, E27, E41).

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::id::{PersonId, PostId};
use crate::period::Rhythm;
use crate::plan::{Arrangement, PlannedSpeaker};

const DAY: Date = date(2020, 9, 25);

fn rules() -> RuleSet {
    RuleSet::read(include_str!("../../../../../rules/party-lecture/rules.toml")).unwrap()
}

fn organisation(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

/// An item of organisation `of` (the tens are its township) at an hour, by a speaker, at a place.
fn item(id: u128, of: u128, (hour, minute): (u32, u32), (speaker, venue): (&str, &str)) -> Planned {
    Planned {
        id: PlanItemId(Uuid::from_u128(id)),
        organisation: organisation(of),
        township: organisation(of / 10 * 10),
        duty: "quarterly".into(),
        period: Rhythm::Quarter.period_of(DAY),
        says: Arrangement {
            on: Some(DAY),
            starts_minute: Some(hour * 60 + minute),
            topic: Some(format!("课{id}")),
            kind: "story".into(),
            venue: Some(venue.into()),
            speaker: Some(PlannedSpeaker {
                name: speaker.into(),
                class: None,
                person: None,
            }),
            ..Arrangement::default()
        },
    }
}

fn on_record(item: Planned, person: u128, class: &str) -> Planned {
    let speaker = item.says.speaker.clone().map(|speaker| PlannedSpeaker {
        person: Some(PersonId(Uuid::from_u128(person))),
        class: Some(class.into()),
        ..speaker
    });
    let says = Arrangement { speaker, ..item.says };
    Planned { says, ..item }
}

fn look(items: &[Planned], elsewhere: &[Planned]) -> Vec<(u128, Warning)> {
    let rules = rules();
    let found = look_through(LookThrough {
        items,
        elsewhere,
        owed: &[],
        posts: &[],
        rules: &rules,
        today: date(2020, 9, 1),
    });
    found
        .into_iter()
        .map(|warned| (warned.item.unwrap().0.as_u128(), warned.what))
        .collect()
}

#[test]
fn e41_a_speaker_planned_twice_is_told_on_both_with_the_other_place() {
    let twice = |other| Warning::SpeakerTwice {
        speaker: "田兴".into(),
        other: organisation(other),
    };
    let (here, there) = (
        item(1, 11, (15, 0), ("田兴", "甲祠堂")),
        item(2, 12, (15, 30), ("田　兴", "乙祠堂")),
    );
    let both = [here.clone(), there.clone()];
    let second = Warning::SpeakerTwice {
        speaker: "田　兴".into(),
        other: organisation(11),
    };
    assert_eq!(look(&both, &[]), [(1, twice(12)), (2, second)]);
    // Of an item elsewhere only the one in view is told.
    assert_eq!(look(std::slice::from_ref(&here), &[there]), [(1, twice(12))]);
    // A namesake in another township is somebody else, unless the record says otherwise.
    let namesake = item(3, 21, (15, 30), ("田兴", "丙祠堂"));
    assert_eq!(look(&[here.clone(), namesake.clone()], &[]), []);
    // Who is only named is whoever bears the name on record there.
    let on_record_here = on_record(here.clone(), 7, "role-model");
    let named = item(4, 12, (15, 30), ("田兴", "丁祠堂"));
    assert_eq!(look(&[on_record_here, named], &[]).len(), 2);
    let (here, same) = (
        on_record(here, 7, "role-model"),
        on_record(namesake, 7, "role-model"),
    );
    assert_eq!(look(&[here, same], &[]).len(), 2);
}

#[test]
fn e41_too_far_to_get_there_in_time() {
    let person = |item| on_record(item, 7, "role-model");
    // A class hour of 45 minutes, then the way: 10 km inside a township take 20 minutes, 40 km between two 80.
    for (of, (hour, minute), told) in [
        (12, (16, 4), Some((10, 19))),
        (12, (16, 5), None),
        (21, (17, 4), Some((40, 79))),
        (21, (17, 5), None),
        (11, (15, 46), None),
    ] {
        let items = [
            person(item(1, 11, (15, 0), ("田兴", "活动室"))),
            person(item(2, of, (hour, minute), ("田兴", "农家院坝"))),
        ];
        let found = look(&items, &[]);
        let expected: Vec<Warning> = told
            .into_iter()
            .flat_map(|(km, minutes)| {
                [of, 11].map(|other| Warning::TooFar {
                    speaker: "田兴".into(),
                    other: organisation(other),
                    km,
                    minutes,
                })
            })
            .collect();
        assert_eq!(
            found.into_iter().map(|(_, what)| what).collect::<Vec<_>>(),
            expected,
            "{of} {hour}:{minute}"
        );
    }
}

#[test]
fn e27_a_venue_everybody_uses_can_be_taken_and_ones_own_cannot() {
    let at = |venue| {
        [
            item(1, 11, (15, 0), ("田兴", venue)),
            item(2, 21, (15, 0), ("陈十", venue)),
        ]
    };
    let taken = |other| Warning::VenueTwice {
        venue: "县委党校".into(),
        other: organisation(other),
    };
    assert_eq!(look(&at("县委党校"), &[]), [(1, taken(21)), (2, taken(11))]);
    assert_eq!(look(&at("党员活动室"), &[]), []);
    // Without an hour nothing can be told.
    let mut open = at("县委党校");
    open[0].says.starts_minute = None;
    assert_eq!(look(&open, &[]), []);
}

#[test]
fn e7_a_speaker_planned_by_a_post_they_will_not_hold() {
    let rules = rules();
    let secretary = on_record(item(1, 11, (15, 0), ("田兴", "活动室")), 7, "secretary");
    let post = |until| Post {
        id: PostId(Uuid::from_u128(9)),
        organisation: organisation(11),
        role: "secretary".into(),
        person: PersonId(Uuid::from_u128(7)),
        from: date(2019, 1, 1),
        until,
    };
    let gone = Warning::SpeakerGone {
        speaker: "田兴".into(),
        class: "secretary".into(),
    };
    for (posts, told) in [
        (vec![post(None)], vec![]),
        (vec![post(Some(date(2020, 9, 24)))], vec![gone.clone()]),
        (vec![], vec![gone]),
    ] {
        let found = look_through(LookThrough {
            items: std::slice::from_ref(&secretary),
            elsewhere: &[],
            owed: &[],
            posts: &posts,
            rules: &rules,
            today: date(2020, 9, 1),
        });
        assert_eq!(
            found.into_iter().map(|warned| warned.what).collect::<Vec<_>>(),
            told,
            "{posts:?}"
        );
    }
}

#[test]
fn e9_a_day_outside_its_period_and_a_day_gone_by() {
    let rules = rules();
    let moved = |on| {
        let mut item = item(1, 11, (15, 0), ("田兴", "活动室"));
        item.says.on = Some(on);
        item
    };
    let outside = |on| Warning::OutsidePeriod {
        on,
        period: Rhythm::Quarter.period_of(DAY),
    };
    for (on, today, told) in [
        (date(2020, 9, 30), date(2020, 9, 1), vec![]),
        (
            date(2020, 10, 1),
            date(2020, 9, 1),
            vec![outside(date(2020, 10, 1))],
        ),
        (DAY, DAY, vec![]),
        (DAY, date(2020, 9, 26), vec![Warning::DayOver { on: DAY }]),
    ] {
        let found = look_through(LookThrough {
            items: &[moved(on)],
            elsewhere: &[],
            owed: &[],
            posts: &[],
            rules: &rules,
            today,
        });
        assert_eq!(
            found.into_iter().map(|warned| warned.what).collect::<Vec<_>>(),
            told,
            "{on} seen on {today}"
        );
    }
}

#[test]
fn f1_a_speaker_in_every_township_is_counted_by_the_record() {
    let items: Vec<Planned> = (1..=5)
        .map(|n| on_record(item(n, n * 10 + 1, (9, 0), ("田兴", "活动室")), 7, "role-model"))
        .enumerate()
        .map(|(day, mut item)| {
            item.says.on = Some(date(2020, 9, 10 + i8::try_from(day).unwrap()));
            item
        })
        .collect();
    let most = Warning::OverUsed {
        speaker: "田兴".into(),
        times: 5,
        most: 4,
    };
    assert_eq!(look(&items, &[]), [(5, most)]);
    assert_eq!(look(&items[..4], &[]), []);
}
