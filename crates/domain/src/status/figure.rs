//! The figures of a page with the records each is made of: a figure and the length of its list are the same number.
//! Must not count: `overview` and `held` do.

use super::held::{Sort, Who};
use super::overview::{Counts, Expected, Overview, PersonOwes, PersonSlot, Slot};
use crate::id::{LectureId, OrganisationId, PersonId};
use crate::obligation::StandingKind;
use crate::period::{Period, Rhythm};
use crate::person_duty::PersonState;

/// What a page is asked about: one duty in one period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// A duty of organisations: its place among [`Overview::slots`].
    Organisations(usize),
    /// A personal duty: its place among [`Overview::person_slots`].
    Persons(usize),
}

/// A choice with what it is about.
#[derive(Clone, Copy)]
pub enum Asked<'a> {
    /// A duty of organisations.
    Organisations(&'a Slot),
    /// A personal duty.
    Persons(&'a PersonSlot),
}

/// A figure of a page (统计数字).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Figure {
    /// 应讲: with an active duty on the day.
    Owing,
    /// 已完成: met or made up.
    Done,
    /// 未完成: owing and not done.
    Undone,
    /// 可能晚: still open, and at risk by the rule or by their own habit.
    Late,
    /// 逾期未讲.
    Overdue,
    /// 免讲.
    Excused,
    /// 撤并.
    Closed,
    /// 场次.
    Sessions,
    /// 联合开展 among the sessions.
    Joint,
    /// 微党课 among the sessions.
    Micro,
    /// 主讲人结构: the sessions of one class of speakers, by its place in the pack.
    Class(usize),
    /// 覆盖党员: distinct people at home here who were present.
    Covered,
    /// 党员: people with a home here.
    Members,
}

/// The records a figure is made of.
#[derive(Clone, PartialEq, Debug)]
pub enum Records {
    /// Organisations by where they stand, as the tree stands.
    Organisations(Vec<(OrganisationId, StandingKind)>),
    /// Open obligations with their forecast, the riskiest first.
    Expected(Vec<Expected>),
    /// Persons with a duty of their own.
    Persons(Vec<PersonOwes>),
    /// Lectures, the latest first.
    Lectures(Vec<LectureId>),
    /// People under the home they are listed by.
    People(Vec<(OrganisationId, Vec<PersonId>)>),
}

impl Records {
    /// How many records: of people, the people.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Records::Organisations(all) => all.len(),
            Records::Expected(all) => all.len(),
            Records::Persons(all) => all.len(),
            Records::Lectures(all) => all.len(),
            Records::People(homes) => homes.iter().map(|(_, people)| people.len()).sum(),
        }
    }

    /// No records at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Figure {
    /// The figures that do not depend on the classes of a pack.
    pub const PLAIN: [Figure; 12] = [
        Figure::Owing,
        Figure::Done,
        Figure::Undone,
        Figure::Late,
        Figure::Overdue,
        Figure::Excused,
        Figure::Closed,
        Figure::Sessions,
        Figure::Joint,
        Figure::Micro,
        Figure::Covered,
        Figure::Members,
    ];

    /// The word in addresses; those of classes end in the place of the class.
    #[must_use]
    pub fn word(self) -> String {
        let word = match self {
            Figure::Owing => "owing",
            Figure::Done => "done",
            Figure::Undone => "undone",
            Figure::Late => "late",
            Figure::Overdue => "overdue",
            Figure::Excused => "excused",
            Figure::Closed => "closed",
            Figure::Sessions => "sessions",
            Figure::Joint => "joint",
            Figure::Micro => "micro",
            Figure::Covered => "covered",
            Figure::Members => "members",
            Figure::Class(at) => return format!("class-{at}"),
        };
        word.to_owned()
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Figure> {
        let plain = Figure::PLAIN.into_iter().find(|figure| figure.word() == word);
        plain.or_else(|| word.strip_prefix("class-")?.parse().ok().map(Figure::Class))
    }
}

impl<'a> Asked<'a> {
    /// Duty id.
    #[must_use]
    pub fn duty(self) -> &'a str {
        match self {
            Asked::Organisations(slot) => &slot.duty,
            Asked::Persons(slot) => &slot.duty,
        }
    }

    /// The period.
    #[must_use]
    pub fn period(self) -> &'a Period {
        match self {
            Asked::Organisations(slot) => &slot.period,
            Asked::Persons(slot) => &slot.period,
        }
    }

    /// How often the duty falls due.
    #[must_use]
    pub fn rhythm(self) -> Rhythm {
        match self {
            Asked::Organisations(slot) => slot.rhythm,
            Asked::Persons(slot) => slot.rhythm,
        }
    }
}

impl Overview {
    /// Every duty and period that can be asked about: those of organisations first.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        let organisations = (0..self.slots().len()).map(Choice::Organisations);
        let persons = (0..self.person_slots().len()).map(Choice::Persons);
        organisations.chain(persons).collect()
    }

    /// What a choice is about.
    #[must_use]
    pub fn asked(&self, choice: Choice) -> Option<Asked<'_>> {
        match choice {
            Choice::Organisations(at) => self.slots().get(at).map(Asked::Organisations),
            Choice::Persons(at) => self.person_slots().get(at).map(Asked::Persons),
        }
    }

    /// The period of a duty that is asked about. Without a duty the pack's first; without a period, or one that has
    /// not begun, the running one, else the last.
    #[must_use]
    pub fn choose(&self, duty: Option<&str>, period: Option<&str>) -> Option<Choice> {
        let choices = self.choices();
        let of = |choice: &Choice| self.asked(*choice);
        let known = |duty: &&str| choices.iter().filter_map(of).any(|asked| asked.duty() == *duty);
        let first = || choices.first().and_then(of).map(Asked::duty);
        let duty = duty.filter(known).or_else(first)?;
        let mut periods: Vec<Choice> = choices.clone();
        periods.retain(|choice| of(choice).is_some_and(|asked| asked.duty() == duty));
        let is_named = |choice: &&Choice| {
            let label = of(choice).map(|asked| asked.period().label.as_str());
            period.is_some() && label == period
        };
        let runs = |choice: &&Choice| of(choice).is_some_and(|asked| asked.period().contains(self.as_of()));
        let found = periods.iter().find(is_named).or(periods.iter().rfind(runs));
        found.or(periods.last()).copied()
    }

    /// A figure of an organisation and all below it.
    #[must_use]
    pub fn figure(&self, figure: Figure, asked: Asked<'_>, top: OrganisationId) -> u32 {
        let held = || self.held(Some(asked.period())).of(top);
        match figure {
            Figure::Sessions => held().sessions,
            Figure::Joint => held().joint,
            Figure::Micro => held().micro,
            Figure::Class(at) => held().classes.get(at).copied().unwrap_or_default(),
            Figure::Covered => held().covered,
            Figure::Members => self.inventory(top).members,
            Figure::Owing
            | Figure::Done
            | Figure::Undone
            | Figure::Late
            | Figure::Overdue
            | Figure::Excused
            | Figure::Closed => self.owed(figure, asked, top),
        }
    }

    /// A figure of what is owed, by an organisation and all below it; nothing for the other figures.
    #[must_use]
    pub fn owed(&self, figure: Figure, asked: Asked<'_>, top: OrganisationId) -> u32 {
        match asked {
            Asked::Organisations(slot) => of_counts(figure, &self.counts(slot, top)),
            Asked::Persons(slot) => {
                let counts = self.person_counts(slot, top);
                match figure {
                    Figure::Owing => counts.active(),
                    Figure::Done => counts.met,
                    Figure::Undone => counts.due.saturating_add(counts.overdue),
                    Figure::Overdue => counts.overdue,
                    _ => 0,
                }
            }
        }
    }

    /// The records a figure of an organisation and all below it is made of.
    #[must_use]
    pub fn records(&self, figure: Figure, asked: Asked<'_>, top: OrganisationId) -> Records {
        let span = Some(asked.period());
        let sort = match figure {
            Figure::Covered => return Records::People(self.people_by_home(top, Who::Covered(span))),
            Figure::Members => return Records::People(self.people_by_home(top, Who::Members)),
            Figure::Sessions => Sort::Any,
            Figure::Joint => Sort::Joint,
            Figure::Micro => Sort::Micro,
            Figure::Class(at) => Sort::Class(at),
            _ => return self.owing(figure, asked, top),
        };
        Records::Lectures(self.sittings(top, span, sort))
    }

    fn owing(&self, figure: Figure, asked: Asked<'_>, top: OrganisationId) -> Records {
        match (asked, figure) {
            (Asked::Organisations(slot), Figure::Late) => {
                let late = self.expected(slot, top).filter(|one| one.may_be_late());
                Records::Expected(late.copied().collect())
            }
            (Asked::Organisations(slot), _) => {
                let listed = self
                    .standings(slot, top)
                    .filter(|(_, kind)| includes(figure, *kind));
                Records::Organisations(listed.collect())
            }
            (Asked::Persons(slot), _) => {
                let listed = self
                    .persons(slot, top)
                    .filter(|one| includes_person(figure, one.state));
                Records::Persons(listed.copied().collect())
            }
        }
    }
}

fn of_counts(figure: Figure, counts: &Counts) -> u32 {
    if figure == Figure::Late {
        return counts.late;
    }
    let kinds = StandingKind::ALL.into_iter();
    kinds
        .filter(|kind| includes(figure, *kind))
        .map(|kind| counts.of(kind))
        .sum()
}

/// Whether organisations standing so are among a figure.
fn includes(figure: Figure, kind: StandingKind) -> bool {
    let is_done = matches!(kind, StandingKind::Met | StandingKind::MadeUp);
    match figure {
        Figure::Owing => kind.is_active(),
        Figure::Done => is_done,
        Figure::Undone => kind.is_active() && !is_done,
        Figure::Overdue => kind == StandingKind::Overdue,
        Figure::Excused => kind == StandingKind::Excused,
        Figure::Closed => kind == StandingKind::Closed,
        _ => false,
    }
}

/// Whether persons standing so are among a figure.
fn includes_person(figure: Figure, state: PersonState) -> bool {
    match figure {
        Figure::Owing => true,
        Figure::Done => state == PersonState::Met,
        Figure::Undone => state != PersonState::Met,
        Figure::Overdue => matches!(state, PersonState::Overdue { .. }),
        _ => false,
    }
}
