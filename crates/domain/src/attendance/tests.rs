//! Cases of attendance by edge id: who was expected, who was there, who made up.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::lecture::{Held, Host, LectureState, Origin};
use crate::person::Membership;

const LIMITS: AttendanceLimits = AttendanceLimits {
    make_up_days: 30,
    confirm_days: 30,
    smallest_group: 5,
};
const DAY: Date = date(2020, 9, 10);

fn branch(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn home(who: u128, at: u128, from: Date, until: Option<Date>) -> Membership {
    Membership {
        person: person(who),
        organisation: branch(at),
        from,
        until,
    }
}

fn roster(memberships: &[Membership], transfers: &[Transfer]) -> Roster {
    Roster::new(memberships, transfers, &BTreeSet::from([branch(9)]), LIMITS)
}

/// Six members at home in branch 1.
fn six() -> Vec<Membership> {
    (1..=6).map(|who| home(who, 1, Date::MIN, None)).collect()
}

fn lecture(n: u128, hosts: &[u128], held: Held) -> Lecture {
    let host = |n: &u128| Host {
        organisation: branch(*n),
        expected: None,
        present: None,
    };
    Lecture {
        id: LectureId(Uuid::from_u128(n)),
        state: LectureState::Recorded {
            at: jiff::Timestamp::UNIX_EPOCH,
            by: "branch".into(),
        },
        planned_on: None,
        held: Some(held),
        title: "护林员的二十年".into(),
        kind: "story".into(),
        forms: Vec::new(),
        themed: false,
        venue: None,
        hosts: hosts.iter().map(host).collect(),
        speakers: Vec::new(),
        expected: None,
        present: None,
        parts: Vec::new(),
        origin: Origin::Branch,
        makes_up: None,
        note: None,
        version: 1,
    }
}

fn sign_in(lecture: &Lecture, who: u128) -> Attendance {
    Attendance {
        lecture: lecture.id,
        person: person(who),
        at: None,
    }
}

#[test]
fn e40_status_is_that_of_the_beginning_and_is_never_changed_back() {
    let night = Held {
        ended_on: date(2020, 9, 11),
        ..Held::on(DAY)
    };
    let held = lecture(1, &[1], night);
    let memberships = [
        home(1, 1, Date::MIN, None),
        home(2, 1, Date::MIN, Some(DAY)),              // expelled that day
        home(3, 1, Date::MIN, Some(date(2020, 9, 9))), // the day before
        home(4, 1, DAY, None),                         // admitted that day
        home(5, 1, date(2020, 9, 11), None),           // before it ended, after it began
    ];
    let roll = Roll::call(&held, &roster(&memberships, &[]), &[]).unwrap();
    assert_eq!(roll.expected, BTreeSet::from([person(1), person(2), person(4)]));
    let register = Register::new(&[sign_in(&held, 2)], &[]);
    assert_eq!(roll.presence(person(2), &register), Presence::Present);
    let planned = Lecture { held: None, ..held };
    assert_eq!(Roll::call(&planned, &roster(&memberships, &[]), &[]), None);
}

#[test]
fn e21_a_transfer_stays_with_the_sender_until_it_is_confirmed() {
    let moved = |confirmed_on| Transfer {
        person: person(1),
        sender: branch(1),
        receiver: branch(2),
        on: date(2020, 6, 1),
        confirmed_on,
    };
    let open = vec![home(1, 1, Date::MIN, None)];
    // The receiver has the name already, and the sender struck it off.
    let listed = vec![
        home(1, 1, Date::MIN, Some(date(2020, 5, 31))),
        home(1, 2, date(2020, 6, 1), None),
    ];
    for (confirmed_on, day, expected) in [
        (Some(date(2020, 6, 20)), date(2020, 5, 31), 1),
        (Some(date(2020, 6, 20)), date(2020, 6, 1), 2),
        (Some(date(2020, 7, 1)), date(2020, 6, 1), 2),
        (Some(date(2020, 7, 2)), date(2020, 7, 1), 1), // 31 days: from the confirmation
        (Some(date(2020, 7, 2)), date(2020, 7, 2), 2),
        (None, date(2020, 6, 15), 1),
        (None, date(2020, 12, 1), 1),
    ] {
        for memberships in [&open, &listed] {
            let roster = roster(memberships, &[moved(confirmed_on)]);
            assert_eq!(
                roster.home_on(person(1), day),
                Some(branch(expected)),
                "{confirmed_on:?} {day}"
            );
        }
    }
}

#[test]
fn e4_nobody_is_in_two_denominators() {
    let mut memberships = six();
    memberships.push(home(1, 9, date(2020, 7, 3), None)); // the flood team, a temporary branch
    memberships.push(home(2, 2, date(2020, 8, 1), None)); // on two lists
    let roster = roster(&memberships, &[]);
    assert_eq!(roster.home_on(person(1), DAY), Some(branch(1)));
    assert_eq!(roster.members(&[branch(9)], DAY), []);
    let (one, two) = (
        roster.members(&[branch(1)], DAY),
        roster.members(&[branch(2)], DAY),
    );
    assert_eq!((one.len(), two), (5, vec![person(2)]));
    let joint = Roll::call(&lecture(1, &[1, 2], Held::on(DAY)), &roster, &[]).unwrap();
    assert_eq!(joint.expected.len(), 6, "e11: each once at a joint lecture");
}

#[test]
fn e23_the_exempt_are_out_of_the_denominator_and_may_be_visited() {
    let held = lecture(1, &[1], Held::on(DAY));
    let exempt = |who, until| Exemption {
        person: person(who),
        from: date(2020, 1, 1),
        until,
    };
    let exemptions = [exempt(1, None), exempt(2, Some(date(2020, 9, 9)))];
    let roll = Roll::call(&held, &roster(&six(), &[]), &exemptions).unwrap();
    let mut register = Register::new(&[sign_in(&held, 3)], &[]);
    assert_eq!(roll.presence(person(1), &register), Presence::Exempt);
    let turnout = roll.turnout(&register);
    assert_eq!((turnout.expected, turnout.present, turnout.exempt), (5, 1, 1));
    let visit = MakeUp {
        lecture: held.id,
        person: person(1),
        on: date(2020, 9, 12),
        way: MakeUpWay::Visit,
    };
    assert_eq!(register.make_up(visit, &held, &roll, LIMITS), Ok(()));
    assert_eq!(
        roll.presence(person(1), &register),
        Presence::MadeUp(date(2020, 9, 12))
    );
    assert_eq!(roll.turnout(&register), turnout, "the denominator is as it was");
    assert_eq!(register.covered(&BTreeSet::from([held.id])).len(), 2);
}

#[test]
fn e24_a_make_up_flips_the_absent_and_leaves_the_sign_ins() {
    let held = lecture(1, &[1], Held::on(DAY));
    let roll = Roll::call(&held, &roster(&six(), &[]), &[]).unwrap();
    let leave = Leave {
        lecture: held.id,
        person: person(3),
    };
    let mut register = Register::new(
        &[sign_in(&held, 1), sign_in(&held, 1), sign_in(&held, 2)],
        &[leave],
    );
    let counted = BTreeSet::from([held.id]);
    let before = roll.turnout(&register);
    assert_eq!((before.present, before.excused, before.absent), (2, 1, 3));
    assert_eq!(register.covered(&counted).len(), 2);
    let make_up = |who, on, way| MakeUp {
        lecture: held.id,
        person: person(who),
        on,
        way,
    };
    let video = |answers| MakeUpWay::Video { answers };
    let last = date(2020, 10, 10);
    for (who, on, way, expected) in [
        (4, DAY, video(2), Err(AttendanceRefusal::NotEnough)),
        (
            4,
            date(2020, 9, 9),
            video(3),
            Err(AttendanceRefusal::OutsideTheTime { last }),
        ),
        (
            4,
            date(2020, 10, 11),
            video(3),
            Err(AttendanceRefusal::OutsideTheTime { last }),
        ),
        (4, last, video(3), Ok(())),
        (4, last, MakeUpWay::Visit, Err(AttendanceRefusal::MadeUpAlready)),
        (1, last, MakeUpWay::Visit, Err(AttendanceRefusal::WasPresent)),
        (99, last, MakeUpWay::Visit, Err(AttendanceRefusal::NotOnTheRoster)),
    ] {
        assert_eq!(
            register.make_up(make_up(who, on, way), &held, &roll, LIMITS),
            expected,
            "{who} {on}"
        );
    }
    let after = roll.turnout(&register);
    assert_eq!(
        (after.present, after.made_up, after.absent),
        (2, 1, 2),
        "coverage grows, attendance does not"
    );
    assert_eq!(after.rate(LIMITS), before.rate(LIMITS));
    assert_eq!(register.covered(&counted).len(), 3);
}

#[test]
fn e38_what_was_cancelled_cannot_be_made_up() {
    let at = jiff::Timestamp::UNIX_EPOCH;
    let state = LectureState::Cancelled {
        at,
        by: "b".into(),
        reason: "雨".into(),
    };
    let cancelled = Lecture {
        state,
        ..lecture(1, &[1], Held::on(DAY))
    };
    let roll = Roll::call(&cancelled, &roster(&six(), &[]), &[]).unwrap();
    let visit = MakeUp {
        lecture: cancelled.id,
        person: person(5),
        on: date(2020, 9, 12),
        way: MakeUpWay::Visit,
    };
    let refused = Register::default().make_up(visit, &cancelled, &roll, LIMITS);
    assert_eq!(refused, Err(AttendanceRefusal::NotHeld));
}

#[test]
fn e22_a_member_away_attends_elsewhere_or_online() {
    let held = lecture(1, &[1], Held::on(DAY));
    let elsewhere = lecture(2, &[2], Held::on(date(2020, 9, 12)));
    let roster = roster(&six(), &[]);
    let roll = Roll::call(&held, &roster, &[]).unwrap();
    let mut register = Register::new(&[sign_in(&elsewhere, 1)], &[]);
    let there = Roll::call(&elsewhere, &roster, &[]).unwrap();
    assert_eq!(there.presence(person(1), &register), Presence::Guest);
    assert_eq!(
        (there.turnout(&register).guests, there.turnout(&register).present),
        (1, 0)
    );
    let make_up = |who, way| MakeUp {
        lecture: held.id,
        person: person(who),
        on: date(2020, 9, 12),
        way,
    };
    for (who, way, expected) in [
        (1, MakeUpWay::OtherSession(elsewhere.id), Ok(())),
        (
            2,
            MakeUpWay::Online {
                minutes: 0,
                answers: 1,
            },
            Err(AttendanceRefusal::NotEnough),
        ),
        (
            2,
            MakeUpWay::Online {
                minutes: 45,
                answers: 0,
            },
            Err(AttendanceRefusal::NotEnough),
        ),
        (
            2,
            MakeUpWay::Online {
                minutes: 45,
                answers: 1,
            },
            Ok(()),
        ),
    ] {
        assert_eq!(
            register.make_up(make_up(who, way), &held, &roll, LIMITS),
            expected,
            "{way:?}"
        );
    }
    let both = BTreeSet::from([held.id, elsewhere.id]);
    assert_eq!(register.covered(&both).len(), 2, "one person is covered once");
}

#[test]
fn e31_no_percentage_of_a_small_branch() {
    let of = |expected, present| Turnout {
        expected,
        present,
        ..Turnout::default()
    };
    for (turnout, smallest_group, rate) in [
        (of(3, 2), 5, Share::Suppressed { part: 2, whole: 3 }),
        (of(4, 4), 5, Share::Suppressed { part: 4, whole: 4 }),
        (of(5, 4), 5, Share::Percent { tenths: 800 }),
        (of(3, 2), 3, Share::Percent { tenths: 667 }),
        (of(0, 0), 0, Share::Suppressed { part: 0, whole: 0 }),
    ] {
        assert_eq!(
            turnout.rate(AttendanceLimits {
                smallest_group,
                ..LIMITS
            }),
            rate,
            "{turnout:?}"
        );
    }
}
