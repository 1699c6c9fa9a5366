//! What was held and who came, counted for every organisation with all below it, over any stretch of days in one
//! pass. Must not define a session or coverage: the lectures are those `Lecture::counts_as_of` lets through.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Board, Overview, small};
use crate::figures::{Distinct, NONE, Sums};
use crate::id::{LectureId, OrganisationId, PersonId};
use crate::period::Period;

/// Counted lectures, people and who was where, by number.
pub(super) struct Register {
    sittings: Vec<Sitting>,
    people: Vec<PersonId>,
    /// First of `homes` of each person, and one past the last of all.
    starts: Vec<usize>,
    /// Organisations a person was at home in, the present home first.
    homes: Vec<u32>,
    classes: usize,
}

/// A lecture that counts.
struct Sitting {
    id: LectureId,
    on: Date,
    /// Sorted, each once.
    hosts: Vec<u32>,
    class: Option<usize>,
    is_joint: bool,
    is_micro: bool,
    is_themed: bool,
    /// 应到 and 实到 as they are added up, where both are said.
    turnout: Option<(u32, u32)>,
    /// Places of those present among the people with a home.
    present: Vec<usize>,
    /// All named sign-ins.
    attendances: u32,
}

/// Places of the counts; the classes of speakers follow.
const SESSIONS: usize = 0;
const JOINT: usize = 1;
const MICRO: usize = 2;
const ATTENDANCES: usize = 3;
const COVERED: usize = 4;
const THEMED: usize = 5;
const EXPECTED: usize = 6;
const PRESENT: usize = 7;
const CLASSES: usize = 8;

/// What was held over a stretch of days, for every organisation.
pub struct Held<'a> {
    overview: &'a Overview,
    sums: Sums,
    last_on: Vec<Option<Date>>,
}

/// What was held below one organisation.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HeldBelow {
    /// 场次: counted lectures; a joint one is one.
    pub sessions: u32,
    /// Of them joint.
    pub joint: u32,
    /// Of them micro lectures.
    pub micro: u32,
    /// Of them themed (专题党课).
    pub themed: u32,
    /// 应到人次 of those that say both head counts.
    pub expected: u32,
    /// 实到人次 of the same.
    pub present: u32,
    /// Named sign-ins at them.
    pub attendances: u32,
    /// 覆盖党员: distinct people at home here who were present anywhere.
    pub covered: u32,
    /// 主讲人结构: in the pack's order.
    pub classes: Vec<u32>,
    /// The day of the last one.
    pub last_on: Option<Date>,
}

impl Register {
    pub(super) fn of(board: &Board<'_>, number: &dyn Fn(OrganisationId) -> Option<u32>) -> Register {
        let mut homes: Vec<_> = board.facts.memberships.iter().collect();
        homes.retain(|home| home.from <= board.placed_on);
        homes.sort_by_key(|home| (home.person, !home.held_on(board.placed_on), Reverse(home.from)));
        let mut register = Register {
            sittings: Vec::new(),
            people: Vec::new(),
            starts: Vec::new(),
            homes: Vec::with_capacity(homes.len()),
            classes: board.rules.speaker_classes.len(),
        };
        for home in homes {
            if register.people.last() != Some(&home.person) {
                register.people.push(home.person);
                register.starts.push(register.homes.len());
            }
            register.homes.push(number(home.organisation).unwrap_or(NONE));
        }
        register.starts.push(register.homes.len());
        register.enter_sittings(board, number);
        register
    }

    fn enter_sittings(&mut self, board: &Board<'_>, number: &dyn Fn(OrganisationId) -> Option<u32>) {
        let classes: Vec<&str> = board
            .rules
            .speaker_classes
            .iter()
            .map(|class| class.id.as_str())
            .collect();
        let mut places: BTreeMap<LectureId, usize> = BTreeMap::new();
        for lecture in &board.facts.lectures {
            let Some(on) = lecture.ended_on().filter(|_| lecture.counts_as_of(board.today)) else {
                continue;
            };
            let hosts = lecture.hosts.iter().filter_map(|host| number(host.organisation));
            let mut hosts: Vec<u32> = hosts.collect();
            hosts.sort_unstable();
            hosts.dedup();
            let class = board.class_of(lecture);
            places.insert(lecture.id, self.sittings.len());
            self.sittings.push(Sitting {
                id: lecture.id,
                on,
                hosts,
                class: classes.iter().position(|known| *known == class),
                is_joint: lecture.is_joint(),
                is_micro: board.rules.is_micro(&lecture.kind),
                is_themed: lecture.themed,
                turnout: lecture.turnout_as_of(board.today),
                present: Vec::new(),
                attendances: 0,
            });
        }
        for attendance in &board.facts.attendances {
            let place = places.get(&attendance.lecture);
            if let Some(sitting) = place.and_then(|at| self.sittings.get_mut(*at)) {
                sitting.attendances = sitting.attendances.saturating_add(1);
                sitting
                    .present
                    .extend(self.people.binary_search(&attendance.person).ok());
            }
        }
    }

    /// Places of all people with a home.
    pub(super) fn people(&self) -> std::ops::Range<usize> {
        0..self.people.len()
    }

    /// The homes of a person, the present one first.
    fn homes_of(&self, person: usize) -> &[u32] {
        let range = self
            .starts
            .get(person)
            .zip(self.starts.get(person.saturating_add(1)));
        let homes = range.and_then(|(start, end)| self.homes.get(*start..*end));
        homes.unwrap_or_default()
    }

    /// The homes of a person in the tree: sorted, each once.
    pub(super) fn places(&self, person: usize) -> Vec<u32> {
        let mut places: Vec<u32> = self.homes_of(person).to_vec();
        places.retain(|place| *place != NONE);
        places.sort_unstable();
        places.dedup();
        places
    }

    fn within<'a>(&'a self, span: Option<&'a Period>) -> impl Iterator<Item = &'a Sitting> + 'a {
        let sittings = self.sittings.iter();
        sittings.filter(move |sitting| span.is_none_or(|span| span.contains(sitting.on)))
    }

    /// Whether each person was present within the span.
    fn present(&self, span: Option<&Period>) -> Vec<bool> {
        let mut present = vec![false; self.people.len()];
        for person in self.within(span).flat_map(|sitting| &sitting.present) {
            if let Some(present) = present.get_mut(*person) {
                *present = true;
            }
        }
        present
    }
}

impl Overview {
    /// What was held within a period, or at all, for every organisation: one pass.
    #[must_use]
    pub fn held(&self, span: Option<&Period>) -> Held<'_> {
        let register = &self.register;
        let mut counts = Distinct::new(&self.parents, CLASSES + register.classes);
        let mut last_on: Vec<Option<Date>> = vec![None; self.parents.len()];
        for sitting in register.within(span) {
            counts.add(&sitting.hosts, SESSIONS, 1);
            counts.add(&sitting.hosts, JOINT, small(usize::from(sitting.is_joint)));
            counts.add(&sitting.hosts, MICRO, small(usize::from(sitting.is_micro)));
            counts.add(&sitting.hosts, THEMED, small(usize::from(sitting.is_themed)));
            let (expected, present) = sitting.turnout.unwrap_or_default();
            counts.add(&sitting.hosts, EXPECTED, expected);
            counts.add(&sitting.hosts, PRESENT, present);
            counts.add(&sitting.hosts, ATTENDANCES, sitting.attendances);
            if let Some(class) = sitting.class {
                counts.add(&sitting.hosts, CLASSES + class, 1);
            }
            for host in &sitting.hosts {
                later(&mut last_on, *host, Some(sitting.on));
            }
        }
        let present = register.present(span);
        for (person, _) in present.iter().enumerate().filter(|(_, present)| **present) {
            counts.add(&register.places(person), COVERED, 1);
        }
        for (org, parent) in self.parents.iter().enumerate().rev() {
            let own = last_on.get(org).copied().flatten();
            later(&mut last_on, *parent, own);
        }
        Held {
            overview: self,
            sums: counts.summed(),
            last_on,
        }
    }

    /// The lectures behind the sessions of an organisation and all below it, the latest first.
    #[must_use]
    pub fn sittings(&self, top: OrganisationId, span: Option<&Period>, sort: Sort) -> Vec<LectureId> {
        let Some((at, end)) = self.tree().range(top) else {
            return Vec::new();
        };
        let inside = |host: &u32| usize::try_from(*host).is_ok_and(|host| (at..end).contains(&host));
        let sittings = self.register.within(span);
        let mut found: Vec<&Sitting> = sittings
            .filter(|sitting| sort.includes(sitting) && sitting.hosts.iter().any(inside))
            .collect();
        found.sort_by_key(|sitting| (Reverse(sitting.on), sitting.id));
        found.into_iter().map(|sitting| sitting.id).collect()
    }

    /// The days on which sessions of an organisation and all below it were held, in no order.
    #[must_use]
    pub fn session_days(&self, top: OrganisationId) -> Vec<Date> {
        let Some((at, end)) = self.tree().range(top) else {
            return Vec::new();
        };
        let inside = |host: &u32| usize::try_from(*host).is_ok_and(|host| (at..end).contains(&host));
        let sittings = self.register.within(None);
        let here = sittings.filter(|sitting| sitting.hosts.iter().any(inside));
        here.map(|sitting| sitting.on).collect()
    }

    /// What an organisation itself held, without what stands below it, and its own members who were present.
    #[must_use]
    pub fn held_itself(&self, id: OrganisationId, span: Option<&Period>) -> HeldBelow {
        let Some(number) = self.number(id) else {
            return HeldBelow::default();
        };
        let mut own = HeldBelow::default();
        for sitting in self
            .register
            .within(span)
            .filter(|sitting| sitting.hosts.contains(&number))
        {
            own.sessions = own.sessions.saturating_add(1);
            own.last_on = own.last_on.max(Some(sitting.on));
        }
        let present = self.register.present(span);
        let covered = present
            .iter()
            .enumerate()
            .filter(|(person, present)| **present && self.register.homes_of(*person).contains(&number));
        own.covered = small(covered.count());
        own
    }

    /// The people behind the coverage of an organisation and all below it, or behind its members: by the home they
    /// are listed under, which for one with several here is the present one. As the tree stands.
    #[must_use]
    pub fn people_by_home(&self, top: OrganisationId, who: Who<'_>) -> Vec<(OrganisationId, Vec<PersonId>)> {
        let Some((at, end)) = self.tree().range(top) else {
            return Vec::new();
        };
        let present = match who {
            Who::Members => None,
            Who::Covered(span) => Some(self.register.present(span)),
        };
        let inside = |home: &&u32| usize::try_from(**home).is_ok_and(|home| (at..end).contains(&home));
        let mut by_home: BTreeMap<u32, Vec<PersonId>> = BTreeMap::new();
        for (place, person) in self.register.people.iter().enumerate() {
            let is_meant = present.as_ref().is_none_or(|all| all.get(place) == Some(&true));
            let home = self.register.homes_of(place).iter().find(inside);
            if let Some(home) = home.filter(|_| is_meant) {
                by_home.entry(*home).or_default().push(*person);
            }
        }
        let order = self.tree().preorder();
        let listed = by_home.into_iter().filter_map(|(home, people)| {
            let id = order.get(usize::try_from(home).ok()?)?;
            Some((*id, people))
        });
        listed.collect()
    }
}

/// Which lectures to list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// All.
    Any,
    /// 联合开展.
    Joint,
    /// 微党课.
    Micro,
    /// 专题党课.
    Themed,
    /// Those that say both head counts (到课率).
    Counted,
    /// Those of one class of speakers, by its place in the pack.
    Class(usize),
}

impl Sort {
    fn includes(self, sitting: &Sitting) -> bool {
        match self {
            Sort::Any => true,
            Sort::Joint => sitting.is_joint,
            Sort::Micro => sitting.is_micro,
            Sort::Themed => sitting.is_themed,
            Sort::Counted => sitting.turnout.is_some(),
            Sort::Class(class) => sitting.class == Some(class),
        }
    }
}

/// Which people to list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who<'a> {
    /// All with a home.
    Members,
    /// Those present within a period, or at all.
    Covered(Option<&'a Period>),
}

fn later(last_on: &mut [Option<Date>], org: u32, on: Option<Date>) {
    let place = usize::try_from(org).ok().and_then(|org| last_on.get_mut(org));
    if let Some(last) = place {
        *last = (*last).max(on);
    }
}

impl Held<'_> {
    /// What was held by an organisation and all below it.
    #[must_use]
    pub fn of(&self, top: OrganisationId) -> HeldBelow {
        let Some(number) = self.overview.number(top) else {
            return HeldBelow::default();
        };
        let of = |cell| self.sums.of(number, cell);
        let last = usize::try_from(number).ok().and_then(|at| self.last_on.get(at));
        HeldBelow {
            sessions: of(SESSIONS),
            joint: of(JOINT),
            micro: of(MICRO),
            themed: of(THEMED),
            expected: of(EXPECTED),
            present: of(PRESENT),
            attendances: of(ATTENDANCES),
            covered: of(COVERED),
            classes: (0..self.overview.register.classes)
                .map(|class| of(CLASSES + class))
                .collect(),
            last_on: last.copied().flatten(),
        }
    }
}
