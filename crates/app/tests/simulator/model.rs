//! What the simulator itself knows of its county, and plain counting over it.
//! Must not call the rules it checks: it counts as a person with a pencil would.

use std::collections::{BTreeMap, BTreeSet};

use domain::status::Status;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// An organisation.
#[derive(Clone, Debug)]
pub struct Organisation {
    pub name: String,
    /// What the column 党组织类别 says.
    pub kind: &'static str,
    /// Under whom, from when on; the first is from its beginning.
    pub parents: Vec<(Date, Option<usize>)>,
    pub founded: Option<Date>,
    /// The day it ended, and what it was merged into.
    pub closed: Option<(Date, Option<usize>)>,
}

impl Organisation {
    pub fn is_branch(&self) -> bool {
        self.kind == "党支部"
    }

    fn parent_on(&self, day: Date) -> Option<usize> {
        let known = self.parents.iter().rfind(|(from, _)| *from <= day);
        known.or(self.parents.first()).and_then(|(_, parent)| *parent)
    }
}

/// A member.
#[derive(Clone, Debug)]
pub struct Member {
    pub home: usize,
    pub name: String,
    pub month: String,
    pub erased: bool,
}

/// A lecture.
#[derive(Clone, Debug, PartialEq)]
pub struct Lecture {
    pub on: Date,
    pub hosts: Vec<usize>,
    pub title: String,
    /// Word of the sheet and id of the pack.
    pub kind: (&'static str, &'static str),
    pub class: (&'static str, &'static str),
    pub speaker: String,
    pub venue: String,
    pub expected: u32,
    pub present: u32,
}

impl Lecture {
    fn is_micro(&self) -> bool {
        self.kind.1 == "micro"
    }

    fn is_themed(&self) -> bool {
        self.title.starts_with("七一专题党课")
    }
}

/// The county.
#[derive(Clone, Default)]
pub struct Model {
    pub organisations: Vec<Organisation>,
    pub members: Vec<Member>,
    pub lectures: Vec<Lecture>,
    /// Lecture and member.
    pub sign_ins: BTreeSet<(usize, usize)>,
    /// 序号 of the ledger last imported; none for a refused row.
    pub numbers: BTreeMap<i64, Option<usize>>,
    /// From this day on a quarter asks two lectures.
    pub two_from: Option<Date>,
}

/// Counts by standing, and the names of the overdue.
type Duty = (BTreeMap<&'static str, u32>, BTreeSet<String>);

/// What a status says, in a form that both sides can be brought to.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Figures {
    pub counts: BTreeMap<&'static str, u32>,
    pub quarters: BTreeMap<String, u32>,
    pub classes: BTreeMap<String, u32>,
    pub duties: BTreeMap<(String, String), Duty>,
}

impl Figures {
    /// From the application's answer.
    pub fn told(status: &Status, name: impl Fn(domain::id::OrganisationId) -> String) -> Figures {
        let counts = BTreeMap::from([
            ("organisations", status.organisations),
            ("active", status.organisations_active),
            ("branches", status.branches),
            ("members", status.members),
            ("sessions", status.sessions),
            ("joint", status.joint),
            ("micro", status.micro),
            ("covered", status.covered),
            ("attendances", status.attendances),
        ]);
        let classes = status
            .speaker_classes
            .iter()
            .filter(|(_, count)| *count > 0)
            .cloned()
            .collect();
        let duties = status.duties.iter().map(|tally| {
            let counts = tally.counts.iter().filter(|(_, count)| **count > 0);
            let counts = counts.map(|(kind, count)| (kind.key(), *count)).collect();
            let overdue = tally.overdue.iter().map(|id| name(*id)).collect();
            ((tally.duty.clone(), tally.period.clone()), (counts, overdue))
        });
        Figures {
            counts,
            quarters: status.sessions_by_quarter.clone(),
            classes,
            duties: duties
                .filter(|(_, (counts, _)): &(_, Duty)| !counts.is_empty())
                .collect(),
        }
    }
}

impl Model {
    /// An organisation and all below it on a day.
    fn below(&self, top: usize, day: Date) -> BTreeSet<usize> {
        let is_below = |at: &usize| {
            let mut here = Some(*at);
            while let Some(place) = here {
                if place == top {
                    return true;
                }
                here = self.organisations[place].parent_on(day);
            }
            false
        };
        (0..self.organisations.len()).filter(is_below).collect()
    }

    /// Everything below an organisation, counted anew.
    pub fn count(&self, top: usize, day: Date) -> Figures {
        let scope = self.below(top, day);
        let known: Vec<&Organisation> = scope
            .iter()
            .map(|at| &self.organisations[*at])
            .filter(|o| o.founded.is_none_or(|f| f <= day))
            .collect();
        let held =
            |lecture: &&Lecture| lecture.on <= day && lecture.hosts.iter().any(|host| scope.contains(host));
        let sessions: Vec<&Lecture> = self.lectures.iter().filter(held).collect();
        let homes = |member: usize| scope.contains(&self.members[member].home);
        let covered: BTreeSet<usize> = self
            .sign_ins
            .iter()
            .filter(|(lecture, member)| homes(*member) && self.lectures[*lecture].on <= day)
            .map(|(_, member)| *member)
            .collect();
        let attendances = self
            .sign_ins
            .iter()
            .filter(|(lecture, _)| held(&&self.lectures[*lecture]));
        let counts = BTreeMap::from([
            ("organisations", small(known.len())),
            (
                "active",
                small(
                    known
                        .iter()
                        .filter(|o| o.closed.is_none_or(|(on, _)| on > day))
                        .count(),
                ),
            ),
            ("branches", small(known.iter().filter(|o| o.is_branch()).count())),
            (
                "members",
                small((0..self.members.len()).filter(|at| homes(*at)).count()),
            ),
            ("sessions", small(sessions.len())),
            (
                "joint",
                small(sessions.iter().filter(|lecture| lecture.hosts.len() > 1).count()),
            ),
            (
                "micro",
                small(sessions.iter().filter(|lecture| lecture.is_micro()).count()),
            ),
            ("covered", small(covered.len())),
            ("attendances", small(attendances.count())),
        ]);
        let mut figures = Figures {
            counts,
            ..Figures::default()
        };
        for lecture in sessions {
            *figures.quarters.entry(quarter(lecture.on).0).or_default() += 1;
            *figures.classes.entry(lecture.class.1.to_owned()).or_default() += 1;
        }
        for at in scope.into_iter().filter(|at| self.organisations[*at].is_branch()) {
            self.judge(at, day, &mut figures.duties);
        }
        figures
    }

    /// Where one branch stands in everything it owes.
    fn judge(&self, at: usize, day: Date, duties: &mut BTreeMap<(String, String), Duty>) {
        let mut note = |duty: &str, period: String, standing: &'static str| {
            let (counts, overdue) = duties.entry((duty.to_owned(), period)).or_default();
            *counts.entry(standing).or_default() += 1;
            if standing == "overdue" {
                overdue.insert(self.organisations[at].name.clone());
            }
        };
        let mut first = date(2020, 4, 1);
        while first <= day {
            let (label, last) = (quarter(first).0, quarter(first).1);
            if let Some(standing) = self.quarterly(at, (first, last), day) {
                note("quarterly", label, standing);
            }
            first = last.tomorrow().unwrap();
        }
        if let Some(standing) = self.july(at, day) {
            note("july-1", "2020".to_owned(), standing);
        }
    }

    fn quarterly(&self, at: usize, (first, last): (Date, Date), day: Date) -> Option<&'static str> {
        let branch = &self.organisations[at];
        // A branch founded inside a quarter owes from the next.
        if branch.founded.is_some_and(|founded| founded > first) {
            return None;
        }
        match branch.closed {
            Some((on, _)) if on <= first => return None,
            Some((on, _)) if on <= last && on <= day => return Some("closed"),
            _ => {}
        }
        let counts = |lecture: &usize| {
            let lecture = &self.lectures[*lecture];
            !lecture.is_micro() && first <= lecture.on && lecture.on <= last.min(day)
        };
        let mut credited = self.hosted_before(at, Date::MAX);
        for heir_of in self.merged_into(at) {
            let (on, _) = self.organisations[heir_of].closed.unwrap();
            if first <= on && on <= last.min(day) {
                credited.extend(self.with_heirs_before(heir_of, on));
            }
        }
        let count = credited.iter().filter(|lecture| counts(lecture)).count();
        let needed = if self.two_from.is_some_and(|from| first >= from) {
            2
        } else {
            1
        };
        Some(conclude(count, needed, (last, 30), day))
    }

    fn july(&self, at: usize, day: Date) -> Option<&'static str> {
        let (first, last) = (date(2020, 6, 15), date(2020, 7, 15));
        let branch = &self.organisations[at];
        if day < first || branch.founded.is_some_and(|founded| founded > first) {
            return None;
        }
        match branch.closed {
            Some((on, _)) if on <= first => return None,
            Some((on, _)) if on < last && on <= day => return Some("closed"),
            _ => {}
        }
        let counts = |lecture: &&usize| {
            let lecture = &self.lectures[**lecture];
            lecture.is_themed() && first <= lecture.on && lecture.on <= last.min(day)
        };
        let count = self.hosted_before(at, Date::MAX).iter().filter(counts).count();
        Some(conclude(count, 1, (last, 15), day))
    }

    fn hosted_before(&self, at: usize, limit: Date) -> BTreeSet<usize> {
        let all = self.lectures.iter().enumerate();
        all.filter(|(_, lecture)| lecture.on < limit && lecture.hosts.contains(&at))
            .map(|(index, _)| index)
            .collect()
    }

    fn merged_into(&self, at: usize) -> Vec<usize> {
        let all = self.organisations.iter().enumerate();
        all.filter(|(_, o)| o.closed.is_some_and(|(_, into)| into == Some(at)))
            .map(|(index, _)| index)
            .collect()
    }

    /// What a merged branch brings: its own, and what was merged into it before.
    fn with_heirs_before(&self, at: usize, limit: Date) -> BTreeSet<usize> {
        let mut all = self.hosted_before(at, limit);
        for earlier in self.merged_into(at) {
            let (on, _) = self.organisations[earlier].closed.unwrap();
            all.extend(self.with_heirs_before(earlier, limit.min(on)));
        }
        all
    }
}

fn conclude(count: usize, needed: usize, (last, at_risk_days): (Date, i32), day: Date) -> &'static str {
    let left = day.until(last).unwrap().get_days();
    match count {
        _ if count >= needed => "met",
        _ if day > last => "overdue",
        0 if left < at_risk_days => "at_risk",
        _ => "due",
    }
}

/// Label and last day of the quarter of a day.
fn quarter(day: Date) -> (String, Date) {
    let number = (day.month() + 2) / 3;
    let last = date(day.year(), number * 3, 1).last_of_month();
    (format!("{}-Q{number}", day.year()), last)
}

/// Some days later.
pub fn later(day: Date, days: usize) -> Date {
    day + i32::try_from(days).unwrap().days()
}

/// Some days earlier.
pub fn earlier(day: Date, days: usize) -> Date {
    day - i32::try_from(days).unwrap().days()
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap()
}
