//! The life of a lecture as cases, named by the clause or edge case they answer, under both packs where it matters.

#![expect(clippy::unwrap_used, reason = "the lectures are made here")]

use jiff::civil::{Date, date};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil};
use kaijiang_domain::id::{LectureId, OrganisationId, PersonId, PostId};
use kaijiang_domain::lecture::{
    Approval, Backfill, Change, ClassHours, Correction, Draft, Held, Host, Lecture, LectureState, Notice,
    Origin, Part, PartSort, Record, Review, Signature, Speaker, Stands, StateKind, class_at,
};
use kaijiang_domain::period::plus_days;
use kaijiang_domain::person::Post;
use kaijiang_domain::refusal::{
    Approver, CancelRefusal, CorrectRefusal, DeliverRefusal, FactsRefusal, Missing, PartRefusal,
    RecordRefusal, ScheduleRefusal, SendBackRefusal, SubstituteRefusal, VerifyRefusal,
};
use kaijiang_domain::rule_set::RuleSet;
use kaijiang_domain::workday::Workdays;
use uuid::Uuid;

const PARTY: &str = include_str!("../../../rules/party-lecture/rules.toml");
const TOOLBOX: &str = include_str!("../../../rules/toolbox-talk/rules.toml");
const CN: &str = include_str!("../../../rules/workdays/cn.toml");

type Spoil = fn(&mut Draft);

fn party() -> RuleSet {
    RuleSet::read(PARTY).unwrap()
}

fn toolbox() -> RuleSet {
    RuleSet::read(TOOLBOX).unwrap()
}

fn cn() -> Workdays {
    Workdays::read(CN).unwrap()
}

fn organisation(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn speaker(name: &str, class: &str) -> Speaker {
    Speaker {
        id: Uuid::nil(),
        name: Some(name.into()),
        class: class.into(),
        person: None,
        unit: None,
    }
}

/// Ten in the morning of a day in Shanghai.
fn by(who: &str, today: Date) -> Signature {
    Signature {
        by: who.into(),
        at: at(today, 10, 0),
        today,
    }
}

fn zone() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

fn at(day: Date, hour: i8, minute: i8) -> Timestamp {
    zone().to_timestamp(day.at(hour, minute, 0, 0)).unwrap()
}

fn draft(on: Date) -> Draft {
    Draft {
        id: LectureId(Uuid::from_u128(1)),
        hosts: vec![organisation(1)],
        on: Some(on),
        title: Some("护林员的二十年".into()),
        kind: "story".into(),
        forms: Vec::new(),
        venue: Some("党员活动室".into()),
        speakers: vec![speaker("田兴", "secretary")],
        parts: Vec::new(),
        origin: Origin::Branch,
    }
}

fn planned(on: Date) -> Lecture {
    Lecture::schedule(draft(on), &party(), plus_days(on, -30)).unwrap()
}

fn delivered(on: Date) -> Lecture {
    planned(on).deliver(Held::on(on), on).unwrap()
}

fn filed() -> Record {
    Record {
        expected: Some(20),
        present: Some(14),
        ..Record::default()
    }
}

fn recorded(on: Date) -> Lecture {
    delivered(on)
        .record(filed(), by("branch", on), &party(), &cn())
        .unwrap()
        .0
}

#[test]
fn f3_no_lecture_is_scheduled_without_speaker_content_and_time() {
    let day = date(2020, 9, 10);
    let cases: [(&str, Spoil, Vec<Missing>); 5] = [
        ("speaker", |draft| draft.speakers.clear(), vec![Missing::Speaker]),
        (
            "name",
            |draft| draft.speakers[0].name = Some("  ".into()),
            vec![Missing::Speaker],
        ),
        (
            "content",
            |draft| draft.title = Some(" ".into()),
            vec![Missing::Content],
        ),
        ("time", |draft| draft.on = None, vec![Missing::Time]),
        (
            "all",
            |draft| {
                draft.speakers.clear();
                draft.title = None;
                draft.on = None;
                draft.hosts.clear();
            },
            vec![Missing::Host, Missing::Speaker, Missing::Content, Missing::Time],
        ),
    ];
    for (name, spoil, missing) in cases {
        let mut spoiled = draft(day);
        spoil(&mut spoiled);
        let found = Lecture::schedule(spoiled, &party(), date(2020, 9, 1));
        assert_eq!(found, Err(ScheduleRefusal::Incomplete(missing)), "{name}");
    }
    let late = Lecture::schedule(draft(day), &party(), date(2020, 9, 11));
    assert_eq!(
        late,
        Err(ScheduleRefusal::DayOver {
            on: day,
            today: date(2020, 9, 11)
        })
    );
    let other = Draft {
        kind: "talk".into(),
        ..draft(day)
    };
    let found = Lecture::schedule(other.clone(), &party(), day);
    assert_eq!(found, Err(ScheduleRefusal::UnknownKind { kind: "talk".into() }));
    assert!(Lecture::schedule(other, &toolbox(), day).is_ok());
}

#[test]
fn f5_a_themed_title_makes_a_themed_lecture() {
    let july = Draft {
        title: Some("七一专题党课:一块石头的故事".into()),
        ..draft(date(2020, 7, 1))
    };
    assert!(
        Lecture::schedule(july, &party(), date(2020, 6, 1))
            .unwrap()
            .themed
    );
    assert!(!planned(date(2020, 7, 1)).themed);
}

#[test]
fn f3_a_change_near_the_day_asks_a_reason_and_tells_again() {
    let day = date(2020, 9, 10);
    for (rules, today, asks) in [
        (party(), date(2020, 9, 6), false),
        (party(), date(2020, 9, 7), true),
        (party(), date(2020, 9, 10), true),
        (toolbox(), date(2020, 9, 7), false),
        (toolbox(), date(2020, 9, 9), true),
    ] {
        let change = Change {
            title: Some("一块石头的故事".into()),
            ..Change::default()
        };
        let found = planned(day).reschedule(change.clone(), &by("branch", today), &rules);
        if asks {
            let days_left = kaijiang_domain::period::days_between(today, day);
            assert_eq!(
                found,
                Err(ScheduleRefusal::ReasonNeeded { days_left }),
                "{} {today}",
                rules.id
            );
            let reasoned = Change {
                reason: Some("讲稿更换".into()),
                ..change
            };
            let (lecture, notice) = planned(day)
                .reschedule(reasoned, &by("branch", today), &rules)
                .unwrap();
            assert_eq!(
                (lecture.title.as_str(), notice),
                ("一块石头的故事", Notice::Again)
            );
        } else {
            assert_eq!(found.unwrap().1, Notice::NotYet, "{} {today}", rules.id);
        }
    }
    // The room is neither speaker, content nor time.
    let room = Change {
        venue: Some("农家院坝".into()),
        ..Change::default()
    };
    assert_eq!(
        planned(day)
            .reschedule(room, &by("branch", day), &party())
            .unwrap()
            .1,
        Notice::NotYet
    );
    let nobody = Change {
        speakers: Some(Vec::new()),
        reason: Some("病".into()),
        ..Change::default()
    };
    let found = planned(day).reschedule(nobody, &by("branch", day), &party());
    assert_eq!(found, Err(ScheduleRefusal::Incomplete(vec![Missing::Speaker])));
    let found = recorded(day).reschedule(Change::default(), &by("branch", day), &party());
    assert_eq!(found, Err(ScheduleRefusal::WrongState(StateKind::Recorded)));
}

#[test]
fn e9_a_lecture_over_midnight_belongs_to_the_day_it_ended() {
    let night = Held {
        began_on: date(2020, 6, 30),
        ended_on: date(2020, 7, 1),
        starts_at: None,
        ends_at: None,
    };
    let lecture = planned(date(2020, 6, 30))
        .deliver(night, date(2020, 7, 1))
        .unwrap();
    assert_eq!(lecture.ended_on(), Some(date(2020, 7, 1)));
    assert_eq!(lecture.planned_on, Some(date(2020, 6, 30)));
    let early = planned(date(2020, 6, 30)).deliver(night, date(2020, 6, 30));
    let future = FactsRefusal::Future {
        on: date(2020, 7, 1),
        today: date(2020, 6, 30),
    };
    assert_eq!(early, Err(DeliverRefusal::Facts(future)));
    let backwards = Held {
        began_on: date(2020, 7, 2),
        ..night
    };
    let found = planned(date(2020, 6, 30)).deliver(backwards, date(2020, 7, 3));
    assert_eq!(
        found,
        Err(DeliverRefusal::Facts(FactsRefusal::EndsBeforeItBegins))
    );
}

#[test]
fn e12_a_late_record_asks_a_reason_and_the_township_then_the_county() {
    // Held on Wednesday 30 September 2020: 9, 10 and 12 October are the next three workdays in China.
    let day = date(2020, 9, 30);
    let reason = || Some("停电".to_owned());
    let approved = |level| {
        Some(Approval {
            level,
            by: "officer".into(),
        })
    };
    let reasonless = Err(RecordRefusal::ReasonNeeded { workdays: 4 });
    let needs = |by, days| Err(RecordRefusal::ApprovalNeeded { by, days });
    let (township, county) = (Approver::Township, Approver::County);
    for (today, reason, approval, expected) in [
        (date(2020, 9, 30), None, None, Ok(Backfill::InTime)),
        (date(2020, 10, 12), None, None, Ok(Backfill::InTime)),
        (date(2020, 10, 13), None, None, reasonless.clone()),
        (
            date(2020, 10, 13),
            Some("  ".to_owned()),
            approved(township),
            reasonless,
        ),
        (date(2020, 10, 13), reason(), None, needs(township, 13)),
        (
            date(2020, 10, 13),
            reason(),
            approved(township),
            Ok(Backfill::Late { days: 13 }),
        ),
        (
            date(2020, 10, 30),
            reason(),
            approved(township),
            Ok(Backfill::Late { days: 30 }),
        ),
        (
            date(2020, 10, 31),
            reason(),
            approved(township),
            needs(county, 31),
        ),
        (
            date(2020, 10, 31),
            reason(),
            approved(county),
            Ok(Backfill::VeryLate { days: 31 }),
        ),
    ] {
        let record = Record {
            reason,
            approval,
            ..filed()
        };
        let found = delivered(day).record(record, by("branch", today), &party(), &cn());
        assert_eq!(found.map(|(_, backfill)| backfill), expected, "{today}");
    }
}

#[test]
fn e12_who_records_late_does_not_approve_it() {
    let approval = Some(Approval {
        level: Approver::Township,
        by: "officer".into(),
    });
    let own = Record {
        reason: Some("停电".into()),
        approval,
        ..filed()
    };
    let found = delivered(date(2020, 9, 30)).record(own, by("officer", date(2020, 10, 13)), &party(), &cn());
    assert_eq!(found, Err(RecordRefusal::OwnApproval));
}

#[test]
fn e12_the_other_pack_has_other_limits_and_a_ledger_none() {
    let day = date(2026, 3, 6); // a Friday
    let plain = Workdays::monday_to_friday();
    let talk = Draft {
        kind: "talk".into(),
        ..draft(day)
    };
    let held = || {
        Lecture::schedule(talk.clone(), &toolbox(), day)
            .unwrap()
            .deliver(Held::on(day), day)
            .unwrap()
    };
    for (today, backfilled) in [(date(2026, 3, 10), false), (date(2026, 3, 11), true)] {
        let backfill = held().backfill(today, &toolbox(), &plain);
        assert_eq!(backfill.is_backfilled(), backfilled, "{today}");
        assert_eq!(held().is_timely(today, &toolbox(), &plain), Some(!backfilled));
    }
    let row = Lecture {
        origin: Origin::Ledger,
        ..held()
    };
    let (row, backfill) = row
        .record(filed(), by("import", date(2027, 1, 1)), &toolbox(), &plain)
        .unwrap();
    assert_eq!(backfill, Backfill::OutsideRules);
    assert_eq!(row.is_timely(date(2027, 1, 1), &toolbox(), &plain), None);
}

#[test]
fn facts_that_cannot_be_are_refused() {
    let day = date(2020, 9, 10);
    let host = |n, expected, present| Host {
        organisation: organisation(n),
        expected: Some(expected),
        present: Some(present),
    };
    let hosts = |hosts: Vec<Host>| Record {
        hosts: Some(hosts),
        ..filed()
    };
    for (record, expected) in [
        (
            Record {
                present: Some(21),
                ..filed()
            },
            FactsRefusal::Arithmetic {
                expected: 20,
                present: 21,
            },
        ),
        (
            Record {
                held: Some(Held::on(date(2027, 3, 1))),
                ..filed()
            },
            FactsRefusal::Future {
                on: date(2027, 3, 1),
                today: day,
            },
        ),
        (
            hosts(vec![host(1, 10, 8), host(2, 11, 6)]),
            FactsRefusal::HostsDoNotAddUp { sum: 21, whole: 20 },
        ),
        (
            hosts(vec![host(1, 10, 4), host(2, 10, 11)]),
            FactsRefusal::Arithmetic {
                expected: 10,
                present: 11,
            },
        ),
        (
            hosts(vec![host(1, 10, 8), host(1, 10, 6)]),
            FactsRefusal::HostTwice,
        ),
        (hosts(Vec::new()), FactsRefusal::Incomplete(vec![Missing::Host])),
    ] {
        let found = delivered(day).record(record, by("branch", day), &party(), &cn());
        assert_eq!(found, Err(RecordRefusal::Facts(expected)));
    }
    let unheld = planned(day).record(filed(), by("branch", day), &party(), &cn());
    assert_eq!(
        unheld,
        Err(RecordRefusal::Facts(FactsRefusal::Incomplete(vec![
            Missing::Time
        ])))
    );
}

#[test]
fn e11_a_joint_lecture_counts_heads_at_each_host_once() {
    let day = date(2020, 9, 10);
    let host = |n, expected, present| Host {
        organisation: organisation(n),
        expected: Some(expected),
        present: Some(present),
    };
    let record = Record {
        hosts: Some(vec![host(1, 12, 9), host(2, 8, 5)]),
        ..filed()
    };
    let (lecture, _) = delivered(day)
        .record(record, by("branch", day), &party(), &cn())
        .unwrap();
    assert!(lecture.is_joint() && lecture.is_hosted_by(organisation(2)));
    assert_eq!((lecture.expected, lecture.present), (Some(20), Some(14)));
}

#[test]
fn what_is_recorded_counts_and_what_is_planned_delivered_or_cancelled_does_not() {
    let day = date(2020, 9, 10);
    let until = date(2020, 9, 20);
    let sent_back = || {
        recorded(day)
            .send_back("缺讲稿", until, by("township", date(2020, 9, 15)))
            .unwrap()
    };
    for (lecture, on, counts) in [
        (planned(day), day, false),
        (delivered(day), day, false),
        (recorded(day), day, true),
        (recorded(day), date(2020, 9, 9), false),
        (recorded(day).verify(by("township", day)).unwrap(), day, true),
        (sent_back(), until, true),
        (sent_back(), date(2020, 9, 21), false),
        (
            recorded(day).cancel("停电", by("branch", day)).unwrap(),
            day,
            false,
        ),
    ] {
        assert_eq!(
            lecture.counts_as_of(on),
            counts,
            "{:?} {on}",
            lecture.state.kind()
        );
    }
}

#[test]
fn a_record_is_verified_by_another_and_sent_back_with_a_reason_and_a_deadline() {
    let day = date(2020, 9, 10);
    assert_eq!(
        recorded(day).verify(by("branch", day)),
        Err(VerifyRefusal::OwnWork)
    );
    assert_eq!(
        planned(day).verify(by("township", day)),
        Err(VerifyRefusal::WrongState(StateKind::Planned))
    );
    let verified = recorded(day).verify(by("township", day)).unwrap();
    assert_eq!(
        verified.clone().verify(by("x", day)),
        Err(VerifyRefusal::WrongState(StateKind::Verified))
    );
    assert_eq!(
        recorded(day).send_back(" ", day, by("x", day)),
        Err(SendBackRefusal::ReasonNeeded)
    );
    let over = SendBackRefusal::DeadlineOver {
        until: date(2020, 9, 9),
        today: day,
    };
    assert_eq!(
        recorded(day).send_back("缺讲稿", date(2020, 9, 9), by("x", day)),
        Err(over)
    );
    let back = verified
        .send_back("缺讲稿", date(2020, 9, 20), by("x", day))
        .unwrap();
    assert_eq!(back.state.kind(), StateKind::SentBack);
    let again = back.send_back("缺讲稿", date(2020, 9, 20), by("x", day));
    assert_eq!(again, Err(SendBackRefusal::WrongState(StateKind::SentBack)));
}

#[test]
fn e16_a_correction_is_a_new_version_and_is_verified_anew() {
    let day = date(2020, 9, 10);
    let old = recorded(day).verify(by("township", day)).unwrap();
    let change = |present| Correction {
        present: Some(present),
        ..Correction::default()
    };
    let new = old
        .clone()
        .correct(change(13), "数错", by("branch", date(2020, 10, 20)), &party())
        .unwrap();
    assert_eq!(
        (old.version, old.present),
        (1, Some(14)),
        "the old version is as it was"
    );
    assert_eq!(
        (new.version, new.present, new.state.kind()),
        (2, Some(13), StateKind::Recorded)
    );
    for (correction, reason, expected) in [
        (change(13), "", CorrectRefusal::ReasonNeeded),
        (change(14), "数错", CorrectRefusal::NothingChanged),
        (
            change(21),
            "数错",
            CorrectRefusal::Facts(FactsRefusal::Arithmetic {
                expected: 20,
                present: 21,
            }),
        ),
    ] {
        assert_eq!(
            old.clone()
                .correct(correction, reason, by("branch", day), &party()),
            Err(expected)
        );
    }
    let found = planned(day).correct(change(13), "数错", by("branch", day), &party());
    assert_eq!(found, Err(CorrectRefusal::WrongState(StateKind::Planned)));
    let themed = Correction {
        title: Some("七一专题党课:护林员".into()),
        ..Correction::default()
    };
    assert!(
        old.correct(themed, "题目写漏", by("branch", day), &party())
            .unwrap()
            .themed
    );
}

#[test]
fn e38_a_lecture_cancelled_after_people_came_keeps_their_number_and_counts_for_nothing() {
    let day = date(2020, 9, 10);
    let came = Lecture {
        expected: Some(20),
        present: Some(17),
        ..delivered(day)
    };
    let cancelled = came.cancel("主讲人未到", by("branch", day)).unwrap();
    assert!(matches!(&cancelled.state, LectureState::Cancelled { reason, .. } if reason == "主讲人未到"));
    assert_eq!(
        (cancelled.present, cancelled.counts_as_of(day)),
        (Some(17), false)
    );
    assert_eq!(
        planned(day).cancel("", by("branch", day)),
        Err(CancelRefusal::ReasonNeeded)
    );
    let verified = recorded(day).verify(by("township", day)).unwrap();
    for (lecture, state) in [(verified, StateKind::Verified), (cancelled, StateKind::Cancelled)] {
        assert_eq!(
            lecture.cancel("停电", by("branch", day)),
            Err(CancelRefusal::WrongState(state))
        );
    }
}

#[test]
fn e6_a_substitute_is_the_speaker_and_another_topic_needs_a_look() {
    let day = date(2020, 9, 10);
    let leader = || Lecture {
        speakers: vec![speaker("郑平", "leader")],
        ..planned(day)
    };
    let stand_in = || vec![speaker("田兴", "secretary")];
    let (lecture, review) = leader().substitute(stand_in(), None, &party()).unwrap();
    assert_eq!(
        (lecture.main_class(), review),
        (Some("secretary"), Review::Stands)
    );
    let (lecture, review) = leader()
        .substitute(stand_in(), Some("办好一件小事".into()), &party())
        .unwrap();
    assert_eq!(
        (lecture.title.as_str(), review),
        ("办好一件小事", Review::NeedsLook)
    );
    assert_eq!(
        leader().substitute(Vec::new(), None, &party()),
        Err(SubstituteRefusal::NoSpeaker)
    );
    let same = leader().substitute(vec![speaker("郑平", "leader")], None, &party());
    assert_eq!(same, Err(SubstituteRefusal::SameSpeaker));
    let late = recorded(day).substitute(stand_in(), None, &party());
    assert_eq!(late, Err(SubstituteRefusal::WrongState(StateKind::Recorded)));
}

fn post(who: u128, role: &str, from: Date, until: Option<Date>) -> Post {
    Post {
        id: PostId(Uuid::nil()),
        organisation: organisation(1),
        role: role.into(),
        person: person(who),
        from,
        until,
    }
}

#[test]
fn e7_the_class_is_that_of_the_day_whatever_came_after() {
    let posts = [
        post(1, "committee-member", Date::MIN, Some(date(2020, 6, 30))),
        post(1, "secretary", date(2020, 7, 1), Some(date(2020, 8, 31))),
    ];
    for (on, expected) in [
        (date(2020, 6, 30), Some("committee-member")),
        (date(2020, 7, 1), Some("secretary")),
        (date(2020, 9, 1), None),
    ] {
        assert_eq!(class_at(person(1), on, &posts, &party()), expected, "{on}");
    }
    let known = |class: &str| Speaker {
        person: Some(person(1)),
        ..speaker("田兴", class)
    };
    for (on, class, gone) in [
        (date(2020, 8, 31), "secretary", false),
        (date(2020, 9, 10), "secretary", true),
        (date(2020, 9, 10), "role-model", false), // no post makes a role model
    ] {
        let lecture = Lecture {
            speakers: vec![known(class)],
            ..planned(on)
        };
        assert_eq!(
            !lecture.speakers_gone(&posts, &party()).is_empty(),
            gone,
            "{on} {class}"
        );
        let held = lecture.deliver(Held::on(on), on).unwrap();
        assert_eq!(
            held.speakers_gone(&posts, &party()),
            [],
            "what is held keeps its class"
        );
    }
}

#[test]
fn e15_of_two_posts_the_first_class_of_the_pack_is_the_one() {
    let day = date(2020, 9, 10);
    let posts = [
        post(1, "secretary", Date::MIN, None),
        post(1, "unit-head", Date::MIN, None),
    ];
    assert_eq!(class_at(person(1), day, &posts, &party()), Some("leader"));
    let posts = [
        post(1, "supervisor", Date::MIN, None),
        post(1, "site-manager", Date::MIN, None),
    ];
    assert_eq!(class_at(person(1), day, &posts, &toolbox()), Some("site-manager"));
    assert_eq!(class_at(person(2), day, &posts, &toolbox()), None);
}

fn part(sort: PartSort, minutes: u32) -> Part {
    Part {
        sort,
        venue: None,
        minutes,
        was_held: true,
    }
}

#[test]
fn e25_rain_shortens_the_hours_and_the_session_stands_on_its_talk() {
    let day = date(2020, 9, 10);
    let parts = vec![
        part(PartSort::Talk, 45),
        part(PartSort::Site, 90),
        part(PartSort::Practice, 30),
    ];
    let lecture = Lecture {
        parts,
        ..delivered(day)
    };
    let hours = |minutes| {
        Some(ClassHours {
            minutes,
            minutes_per_hour: 45,
        })
    };
    assert_eq!(lecture.hours(party().hours), hours(165));
    let (lecture, stands) = lecture.cancel_part(1, 45).unwrap();
    assert_eq!((lecture.hours(party().hours), stands), (hours(75), Stands::Yes));
    assert_eq!(
        lecture
            .hours(party().hours)
            .map(|hours| (hours.whole(), hours.tenths())),
        Some((1, 16))
    );
    assert_eq!(
        lecture.clone().cancel_part(1, 45),
        Err(PartRefusal::FellOutAlready)
    );
    assert_eq!(lecture.clone().cancel_part(9, 45), Err(PartRefusal::NoSuchPart));
    let (_, stands) = lecture.cancel_part(0, 45).unwrap();
    assert_eq!(
        stands,
        Stands::TalkTooShort {
            minutes: 0,
            least: 45
        }
    );
    assert_eq!(
        recorded(day).cancel_part(0, 45),
        Err(PartRefusal::WrongState(StateKind::Recorded))
    );
}

#[test]
fn n4_minutes_become_hours_by_the_rule_of_the_pack() {
    let day = date(2020, 9, 10);
    let held = Held {
        starts_at: Some(at(day, 9, 0)),
        ends_at: Some(at(day, 10, 30)),
        ..Held::on(day)
    };
    let lecture = planned(day).deliver(held, day).unwrap();
    for (rules, tenths) in [(party(), 20), (toolbox(), 15)] {
        assert_eq!(
            lecture.hours(rules.hours).map(ClassHours::tenths),
            Some(tenths),
            "{}",
            rules.id
        );
    }
    assert_eq!(delivered(day).hours(party().hours), None, "nobody knows");
}

#[test]
fn e37_a_course_across_new_year_splits_its_hours_by_day_and_belongs_to_the_year_it_ended() {
    let course = Held {
        began_on: date(2020, 12, 30),
        ended_on: date(2021, 1, 2),
        starts_at: None,
        ends_at: None,
    };
    let parts = vec![part(PartSort::Talk, 1000), part(PartSort::Site, 442)];
    let lecture = Lecture {
        parts,
        held: Some(course),
        ..planned(date(2020, 12, 30))
    };
    let days = [
        (date(2020, 12, 30), 361),
        (date(2020, 12, 31), 361),
        (date(2021, 1, 1), 360),
        (date(2021, 1, 2), 360),
    ];
    assert_eq!(lecture.minutes_by_day(&zone()), days);
    let year = |year| {
        lecture
            .hours_between(date(year, 1, 1), date(year, 12, 31), party().hours, &zone())
            .minutes
    };
    assert_eq!((year(2020), year(2021)), (722, 720));
    assert_eq!(lecture.ended_on().map(civil::Date::year), Some(2021));
}

#[test]
fn e37_a_sitting_over_midnight_is_split_there() {
    let (eve, new_year) = (date(2020, 12, 31), date(2021, 1, 1));
    let held = Held {
        began_on: eve,
        ended_on: new_year,
        starts_at: Some(at(eve, 23, 0)),
        ends_at: Some(at(new_year, 0, 30)),
    };
    let lecture = planned(eve).deliver(held, new_year).unwrap();
    assert_eq!(lecture.minutes_by_day(&zone()), [(eve, 60), (new_year, 30)]);
}

#[test]
fn l3_a_micro_lecture_is_told_by_its_kind() {
    let day = date(2020, 9, 10);
    assert!(
        Lecture {
            kind: "micro".into(),
            ..planned(day)
        }
        .is_micro(&party())
    );
    assert!(!planned(day).is_micro(&party()));
    assert!(
        Lecture {
            kind: "briefing".into(),
            ..planned(day)
        }
        .is_micro(&toolbox())
    );
}

#[test]
fn n4_a_record_without_a_length_counts_as_long_as_the_pack_says_and_a_micro_lecture_never() {
    let (day, rules) = (date(2020, 9, 10), party());
    let whole = |lecture: &Lecture, kind: &str| {
        let rule = rules.hours_of(kind);
        lecture
            .hours_between(date(2020, 1, 1), date(2020, 12, 31), rule, &zone())
            .minutes
    };
    let silent = delivered(day);
    assert_eq!(silent.minutes(), None);
    assert_eq!(whole(&silent, "story"), 45);
    assert_eq!(whole(&silent, "micro"), 0);
    let said = Lecture {
        parts: vec![part(PartSort::Talk, 60)],
        ..delivered(day)
    };
    assert_eq!(whole(&said, "story"), 60);
}
