//! Who should come, who came, who made up (应到、实到、补学), and whom that covers (覆盖党员).
//! Must not guess a home: a member has one, and stands in one denominator.

mod roster;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

pub use roster::{Exemption, Roster, Transfer};

use crate::facts::Attendance;
use crate::figures::{Share, share};
use crate::id::{LectureId, OrganisationId, PersonId};
use crate::lecture::Lecture;
use crate::period::plus_days;
use crate::refusal::AttendanceRefusal;
use crate::rule_set::AttendanceLimits;

/// Answers that a recorded lecture seen later asks for (E24: video + 3 questions).
const ANSWERS_TO_A_VIDEO: u32 = 3;

/// 请假: excused from one lecture; stays in the denominator and is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Leave {
    /// From which.
    pub lecture: LectureId,
    /// Who.
    pub person: PersonId,
}

/// 补学: a lecture made up afterwards (E22, E23, E24).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MakeUp {
    /// The lecture that was missed.
    pub lecture: LectureId,
    /// Who.
    pub person: PersonId,
    /// When.
    pub on: Date,
    /// How.
    pub way: MakeUpWay,
}

/// Ways to make up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MakeUpWay {
    /// 送学: a visit at home; no photo is asked for.
    Visit,
    /// A recording, and so many questions answered.
    Video {
        /// Questions answered.
        answers: u32,
    },
    /// Online, for so long, and so many questions answered (E22).
    Online {
        /// Minutes.
        minutes: u32,
        /// Questions answered.
        answers: u32,
    },
    /// Another session, of the own or another organisation, whose host gave a receipt (E22).
    OtherSession(LectureId),
}

impl MakeUpWay {
    /// Whether it is enough of its way.
    #[must_use]
    pub fn is_enough(self) -> bool {
        match self {
            MakeUpWay::Visit | MakeUpWay::OtherSession(_) => true,
            MakeUpWay::Video { answers } => answers >= ANSWERS_TO_A_VIDEO,
            MakeUpWay::Online { minutes, answers } => minutes > 0 && answers > 0,
        }
    }
}

/// The roll of one lecture as it stood when it began. Keep it: who joins or leaves later changes nothing (E40).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Roll {
    /// Which lecture.
    pub lecture: LectureId,
    /// 应到: at home with a host that day and not exempt.
    pub expected: BTreeSet<PersonId>,
    /// At home with a host, but exempt that day (E23).
    pub exempt: BTreeSet<PersonId>,
}

/// How one person stands to one lecture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Presence {
    /// 实到.
    Present,
    /// 补学: absent, made up on a day.
    MadeUp(Date),
    /// 请假.
    Excused,
    /// 缺课.
    Absent,
    /// Came, and is at home elsewhere (E22).
    Guest,
    /// Need not come (E23).
    Exempt,
    /// Neither expected nor there.
    Elsewhere,
}

/// What happened around lectures.
#[derive(Clone, Debug, Default)]
pub struct Register {
    present: BTreeSet<(LectureId, PersonId)>,
    leave: BTreeSet<(LectureId, PersonId)>,
    made_up: BTreeMap<(LectureId, PersonId), Date>,
}

/// Head counts of one lecture.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Turnout {
    /// 应到.
    pub expected: u32,
    /// 实到 among those expected; make-ups do not change it (E24).
    pub present: u32,
    /// Expected, absent, made up.
    pub made_up: u32,
    /// Expected and excused; part of the denominator.
    pub excused: u32,
    /// Expected and nothing else known.
    pub absent: u32,
    /// Came from elsewhere.
    pub guests: u32,
    /// Out of the denominator.
    pub exempt: u32,
}

impl Roll {
    /// Calls the roll as of the day the lecture began; none before it was held.
    #[must_use]
    pub fn call(lecture: &Lecture, roster: &Roster, exemptions: &[Exemption]) -> Option<Roll> {
        let day = lecture.held?.began_on;
        let hosts: Vec<OrganisationId> = lecture.hosts.iter().map(|host| host.organisation).collect();
        let excluded: BTreeSet<PersonId> = exemptions
            .iter()
            .filter(|e| e.holds_on(day))
            .map(|e| e.person)
            .collect();
        let (exempt, expected) = roster
            .members(&hosts, day)
            .into_iter()
            .partition(|person| excluded.contains(person));
        Some(Roll {
            lecture: lecture.id,
            expected,
            exempt,
        })
    }

    /// How a person stands to the lecture.
    #[must_use]
    pub fn presence(&self, person: PersonId, register: &Register) -> Presence {
        let key = (self.lecture, person);
        let is_ours = self.expected.contains(&person) || self.exempt.contains(&person);
        match (register.present.contains(&key), register.made_up.get(&key)) {
            (true, _) if is_ours => Presence::Present,
            (true, _) => Presence::Guest,
            (false, Some(on)) => Presence::MadeUp(*on),
            _ if self.exempt.contains(&person) => Presence::Exempt,
            _ if !is_ours => Presence::Elsewhere,
            _ if register.leave.contains(&key) => Presence::Excused,
            _ => Presence::Absent,
        }
    }

    /// The head counts.
    #[must_use]
    pub fn turnout(&self, register: &Register) -> Turnout {
        let mut counts = Turnout {
            expected: count(self.expected.len()),
            ..Turnout::default()
        };
        for person in &self.expected {
            match self.presence(*person, register) {
                Presence::Present => counts.present += 1,
                Presence::MadeUp(_) => counts.made_up += 1,
                Presence::Excused => counts.excused += 1,
                _ => counts.absent += 1,
            }
        }
        let guests = register
            .at(self.lecture)
            .filter(|person| self.presence(*person, register) == Presence::Guest);
        counts.guests = count(guests.count());
        counts.exempt = count(self.exempt.len());
        counts
    }
}

impl Turnout {
    /// 到课率: present / expected, not shown below the smallest group (E31).
    #[must_use]
    pub fn rate(&self, limits: AttendanceLimits) -> Share {
        share(
            self.present.into(),
            self.expected.into(),
            limits.smallest_group.into(),
        )
    }
}

impl Register {
    /// The sign-ins and leaves of lectures; a person signed in twice is there once.
    #[must_use]
    pub fn new(attendances: &[Attendance], leaves: &[Leave]) -> Register {
        Register {
            present: attendances.iter().map(|a| (a.lecture, a.person)).collect(),
            leave: leaves.iter().map(|leave| (leave.lecture, leave.person)).collect(),
            made_up: BTreeMap::new(),
        }
    }

    /// 补学: takes a make-up within so many days of the lecture, one for each lecture. The sign-ins stay as they were
    /// (E24); an exempt member may be visited (E23).
    ///
    /// # Errors
    /// Why it does not count.
    pub fn make_up(
        &mut self,
        make_up: MakeUp,
        lecture: &Lecture,
        roll: &Roll,
        limits: AttendanceLimits,
    ) -> Result<(), AttendanceRefusal> {
        let key = (make_up.lecture, make_up.person);
        let ended = lecture.ended_on().ok_or(AttendanceRefusal::NotHeld)?;
        let last = plus_days(ended, i32::try_from(limits.make_up_days).unwrap_or(i32::MAX));
        let is_listed = roll.expected.contains(&make_up.person) || roll.exempt.contains(&make_up.person);
        let objections = [
            (
                !lecture.counts_as_of(make_up.on.max(ended)),
                AttendanceRefusal::NotHeld,
            ),
            (!is_listed, AttendanceRefusal::NotOnTheRoster),
            (self.present.contains(&key), AttendanceRefusal::WasPresent),
            (self.made_up.contains_key(&key), AttendanceRefusal::MadeUpAlready),
            (
                make_up.on < ended || last < make_up.on,
                AttendanceRefusal::OutsideTheTime { last },
            ),
            (!make_up.way.is_enough(), AttendanceRefusal::NotEnough),
        ];
        if let Some((_, objection)) = objections.into_iter().find(|(applies, _)| *applies) {
            return Err(objection);
        }
        self.made_up.insert(key, make_up.on);
        Ok(())
    }

    fn at(&self, lecture: LectureId) -> impl Iterator<Item = PersonId> {
        let first = (lecture, PersonId(uuid::Uuid::nil()));
        self.present
            .range(first..)
            .take_while(move |(at, _)| *at == lecture)
            .map(|(_, person)| *person)
    }

    /// 覆盖党员: distinct people present at, or with a make-up of, any of these lectures. Give only those that count.
    #[must_use]
    pub fn covered(&self, counted: &BTreeSet<LectureId>) -> BTreeSet<PersonId> {
        let present = self
            .present
            .iter()
            .filter(|(lecture, _)| counted.contains(lecture))
            .map(|(_, p)| *p);
        let made_up = self
            .made_up
            .keys()
            .filter(|(lecture, _)| counted.contains(lecture))
            .map(|(_, p)| *p);
        present.chain(made_up).collect()
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
