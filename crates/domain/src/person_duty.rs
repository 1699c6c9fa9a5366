//! What the holders of posts owe in person: leaders first, secretaries in turn (F6).
//! Must not match people by guess: a lecture counts for the person on record, or for the name that holds the post
//! in an organisation the lecture was held in or below, or in a village that organisation supports (E14).

use jiff::civil::Date;

use crate::facts::Facts;
use crate::id::{LectureId, OrganisationId, PersonId};
use crate::lecture::{Lecture, Speaker};
use crate::organisation::{Organisation, Tree};
use crate::period::{Period, Rhythm, days_between};
use crate::person::{Person, Post};
use crate::rule_set::{PersonDuty, RuleSet};

/// One person's duty in one period and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct PersonStanding<'a> {
    /// By which rule.
    pub duty: &'a PersonDuty,
    /// For which period.
    pub period: Period,
    /// Who.
    pub person: PersonId,
    /// The post it comes from.
    pub post: &'a Post,
    /// How many lectures, prorated by full quarters in the post (E5).
    pub minimum: u32,
    /// Those that count, by day.
    pub counted: Vec<(LectureId, Date)>,
    /// Where it stands.
    pub state: PersonState,
}

/// Where a personal duty stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PersonState {
    /// Done.
    Met,
    /// Still time.
    Due {
        /// Days to the end.
        in_days: i32,
    },
    /// The period is over.
    Overdue {
        /// Days since the end.
        for_days: i32,
    },
}

/// Every personal duty of every period that has begun by a day.
#[must_use]
pub fn person_standings<'a>(
    facts: &'a Facts,
    rules: &'a RuleSet,
    tree: &Tree,
    today: Date,
) -> Vec<PersonStanding<'a>> {
    let board = Board {
        facts,
        rules,
        tree,
        today,
    };
    rules
        .person_duties
        .iter()
        .flat_map(|duty| board.standings_of(duty))
        .collect()
}

struct Board<'a, 'b> {
    facts: &'a Facts,
    rules: &'a RuleSet,
    tree: &'b Tree,
    today: Date,
}

impl<'a> Board<'a, '_> {
    fn standings_of(&self, duty: &'a PersonDuty) -> Vec<PersonStanding<'a>> {
        let since = duty.effective_from.max(self.rules.starts_on);
        let periods = duty.period.periods(since, self.today);
        periods
            .into_iter()
            .filter(|period| duty.effective_until.is_none_or(|until| period.first <= until))
            .flat_map(|period| self.standings_in(duty, &period))
            .collect()
    }

    fn standings_in(&self, duty: &'a PersonDuty, period: &Period) -> Vec<PersonStanding<'a>> {
        let day = self.today.min(period.last);
        let mut seen: Vec<PersonId> = Vec::new();
        let mut found = Vec::new();
        for post in self
            .facts
            .posts
            .iter()
            .filter(|post| post.role == duty.post && post.held_on(day))
        {
            // Two posts of one sort are one person's one duty (E15).
            if !self.owes(duty, post, day) || seen.contains(&post.person) {
                continue;
            }
            seen.push(post.person);
            let minimum = prorated(duty.minimum, post, period);
            if minimum == 0 {
                continue;
            }
            found.push(self.stand(duty, period, post, minimum));
        }
        found
    }

    fn owes(&self, duty: &PersonDuty, post: &Post, day: Date) -> bool {
        self.organisation(post.organisation).is_some_and(|organisation| {
            organisation.existed_on(day) && (duty.kinds.is_empty() || duty.kinds.contains(&organisation.kind))
        })
    }

    fn stand(
        &self,
        duty: &'a PersonDuty,
        period: &Period,
        post: &'a Post,
        minimum: u32,
    ) -> PersonStanding<'a> {
        let holder = self
            .facts
            .people
            .binary_search_by_key(&post.person, |p| p.id)
            .ok();
        let holder = holder.and_then(|at| self.facts.people.get(at));
        let mut counted: Vec<(LectureId, Date)> = self
            .facts
            .lectures
            .iter()
            .filter(|lecture| lecture.counts_as_of(self.today))
            .filter_map(|lecture| Some((lecture, lecture.ended_on()?)))
            .filter(|(lecture, on)| period.contains(*on) && self.is_by(lecture, duty, post, holder))
            .map(|(lecture, on)| (lecture.id, on))
            .collect();
        counted.sort_by_key(|(id, on)| (*on, *id));
        let left = days_between(self.today, period.last);
        let state = if counted.len() >= usize::try_from(minimum).unwrap_or(usize::MAX) {
            PersonState::Met
        } else if left >= 0 {
            PersonState::Due { in_days: left }
        } else {
            PersonState::Overdue { for_days: -left }
        };
        PersonStanding {
            duty,
            period: period.clone(),
            person: post.person,
            post,
            minimum,
            counted,
            state,
        }
    }

    fn is_by(&self, lecture: &Lecture, duty: &PersonDuty, post: &Post, holder: Option<&Person>) -> bool {
        let class_counts = |speaker: &&Speaker| {
            duty.speaker_classes.is_empty() || duty.speaker_classes.contains(&speaker.class)
        };
        let supported = !duty.supported_village || self.is_in_supported_village(lecture, post.organisation);
        supported
            && lecture
                .speakers
                .iter()
                .filter(class_counts)
                .any(|speaker| match speaker.person {
                    Some(person) => person == post.person,
                    None => {
                        is_named(speaker, holder)
                            && (self.is_below(lecture, post.organisation)
                                || self.is_in_supported_village(lecture, post.organisation))
                    }
                })
    }

    fn is_below(&self, lecture: &Lecture, top: OrganisationId) -> bool {
        lecture
            .hosts
            .iter()
            .any(|host| self.tree.is_within(host.organisation, top))
    }

    /// 领导到挂包村讲 (E14).
    fn is_in_supported_village(&self, lecture: &Lecture, unit: OrganisationId) -> bool {
        let day = lecture.ended_on().unwrap_or(Date::MIN);
        self.facts
            .paired_villages
            .iter()
            .filter(|pair| {
                pair.unit == unit && pair.from <= day && pair.until.is_none_or(|until| day <= until)
            })
            .any(|pair| {
                lecture
                    .hosts
                    .iter()
                    .any(|host| self.tree.is_within(host.organisation, pair.village))
            })
    }

    fn organisation(&self, id: OrganisationId) -> Option<&'a Organisation> {
        let at = self
            .facts
            .organisations
            .binary_search_by_key(&id, |o| o.id)
            .ok()?;
        self.facts.organisations.get(at)
    }
}

/// Days of a half year, the shortest period that is prorated.
const SHORTEST_PRORATED: i32 = 181;

fn is_named(speaker: &Speaker, holder: Option<&Person>) -> bool {
    holder
        .and_then(|person| person.name.as_ref())
        .is_some_and(|name| speaker.name.as_ref() == Some(name))
}

/// A year's minimum for those in the post for part of it: by full quarters, rounded up; none for less than one.
/// Shorter periods are owed whole or not at all.
fn prorated(minimum: u32, post: &Post, period: &Period) -> u32 {
    if period.days() < SHORTEST_PRORATED {
        let whole = post.from <= period.first && post.until.is_none_or(|until| until >= period.last);
        return if whole { minimum } else { 0 };
    }
    let quarters = Rhythm::Quarter.periods(period.first, period.last);
    let whole = u32::try_from(quarters.len()).unwrap_or(1).max(1);
    let full = quarters
        .iter()
        .filter(|quarter| post.from <= quarter.first && post.until.is_none_or(|until| until >= quarter.last))
        .count();
    (minimum * u32::try_from(full).unwrap_or(whole)).div_ceil(whole)
}
