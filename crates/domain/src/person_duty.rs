//! What the holders of posts owe in person: leaders first, secretaries in turn (F6).
//! Must not match people by guess: a lecture counts for the person on record, or for the name that holds the post
//! in an organisation the lecture was held in or below, or in a village that organisation supports (E14).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::facts::Facts;
use crate::id::{LectureId, OrganisationId, PersonId};
use crate::lecture::{Lecture, Speaker};
use crate::obligation::{is_prorated, prorated};
use crate::organisation::Tree;
use crate::period::{Period, days_between};
use crate::person::Post;
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
    let board = Board::new(facts, rules, tree, today);
    // E15: one lecture, one personal duty, unless a rule says otherwise.
    let mut taken: BTreeSet<(PersonId, LectureId)> = BTreeSet::new();
    let mut found = Vec::new();
    for duty in &rules.person_duties {
        let standings = board.standings_of(duty, &taken);
        for standing in &standings {
            taken.extend(
                standing
                    .counted
                    .iter()
                    .map(|(lecture, _)| (standing.person, *lecture)),
            );
        }
        found.extend(standings);
    }
    found
}

struct Board<'a, 'b> {
    facts: &'a Facts,
    rules: &'a RuleSet,
    tree: &'b Tree,
    today: Date,
    posts: BTreeMap<PersonId, Vec<&'a Post>>,
    /// Lectures that count, by a speaker who is on record.
    by_person: BTreeMap<PersonId, Vec<&'a Lecture>>,
    /// Lectures that count, by the name of a speaker of whom no more is known.
    by_name: BTreeMap<&'a str, Vec<&'a Lecture>>,
}

/// The posts of one sort that one person holds, with what each asks for.
type Holding<'a> = (PersonId, Vec<(&'a Post, u32)>);

impl<'a, 'b> Board<'a, 'b> {
    fn new(facts: &'a Facts, rules: &'a RuleSet, tree: &'b Tree, today: Date) -> Board<'a, 'b> {
        let mut posts: BTreeMap<PersonId, Vec<&Post>> = BTreeMap::new();
        for post in &facts.posts {
            posts.entry(post.person).or_default().push(post);
        }
        let mut by_person: BTreeMap<PersonId, Vec<&Lecture>> = BTreeMap::new();
        let mut by_name: BTreeMap<&str, Vec<&Lecture>> = BTreeMap::new();
        for lecture in facts
            .lectures
            .iter()
            .filter(|lecture| lecture.counts_as_of(today))
        {
            for speaker in &lecture.speakers {
                match (speaker.person, &speaker.name) {
                    (Some(person), _) => by_person.entry(person).or_default().push(lecture),
                    (None, Some(name)) => by_name.entry(name).or_default().push(lecture),
                    (None, None) => {}
                }
            }
        }
        Board {
            facts,
            rules,
            tree,
            today,
            posts,
            by_person,
            by_name,
        }
    }

    fn standings_of(
        &self,
        duty: &'a PersonDuty,
        taken: &BTreeSet<(PersonId, LectureId)>,
    ) -> Vec<PersonStanding<'a>> {
        let since = duty.effective_from.max(self.rules.starts_on);
        let mut found = Vec::new();
        for period in duty.period.periods(since, self.today) {
            if duty.effective_until.is_none_or(|until| period.first <= until) {
                let holdings = self.holdings(duty, &period);
                found.extend(
                    holdings
                        .into_iter()
                        .filter_map(|held| self.stand(duty, &period, &held, taken)),
                );
            }
        }
        found
    }

    /// Two posts of one sort are one person's one duty (E15).
    fn holdings(&self, duty: &'a PersonDuty, period: &Period) -> Vec<Holding<'a>> {
        let day = self.today.min(period.last);
        let mut place: BTreeMap<PersonId, usize> = BTreeMap::new();
        let mut found: Vec<Holding<'a>> = Vec::new();
        for post in self
            .facts
            .posts
            .iter()
            .filter(|post| post.role == duty.post && post.held_on(day))
        {
            if self.owes(duty, post, day) {
                let at = *place.entry(post.person).or_insert(found.len());
                let asked = (post, asked(duty.minimum, post, period));
                match found.get_mut(at) {
                    Some((_, posts)) => posts.push(asked),
                    None => found.push((post.person, vec![asked])),
                }
            }
        }
        found
    }

    fn owes(&self, duty: &PersonDuty, post: &Post, day: Date) -> bool {
        self.facts
            .organisation(post.organisation)
            .is_some_and(|organisation| {
                organisation.existed_on(day)
                    && (duty.kinds.is_empty() || duty.kinds.contains(&organisation.kind))
            })
    }

    fn stand(
        &self,
        duty: &'a PersonDuty,
        period: &Period,
        (person, posts): &Holding<'a>,
        taken: &BTreeSet<(PersonId, LectureId)>,
    ) -> Option<PersonStanding<'a>> {
        // The first of those that ask for most.
        let (post, minimum) = posts.iter().rev().max_by_key(|(_, minimum)| *minimum).copied()?;
        if minimum == 0 {
            return None;
        }
        let by = |lecture: &Lecture| posts.iter().any(|(post, _)| self.is_by(lecture, duty, post));
        let mut counted: Vec<(LectureId, Date)> = self
            .lectures_by(*person)
            .filter_map(|lecture| Some((lecture, lecture.ended_on()?)))
            .filter(|(lecture, on)| period.contains(*on) && by(lecture))
            .map(|(lecture, on)| (lecture.id, on))
            .filter(|(lecture, _)| duty.multi || !taken.contains(&(*person, *lecture)))
            .collect();
        counted.sort_by_key(|(id, on)| (*on, *id));
        counted.dedup();
        let left = days_between(self.today, period.last);
        let state = if counted.len() >= usize::try_from(minimum).unwrap_or(usize::MAX) {
            PersonState::Met
        } else if left >= 0 {
            PersonState::Due { in_days: left }
        } else {
            PersonState::Overdue { for_days: -left }
        };
        Some(PersonStanding {
            duty,
            period: period.clone(),
            person: *person,
            post,
            minimum,
            counted,
            state,
        })
    }

    /// Lectures a person may have given: on record as theirs, or under their name.
    fn lectures_by(&self, person: PersonId) -> impl Iterator<Item = &'a Lecture> {
        let named = self.name_of(person).and_then(|name| self.by_name.get(name));
        self.by_person
            .get(&person)
            .into_iter()
            .chain(named)
            .flatten()
            .copied()
    }

    fn is_by(&self, lecture: &Lecture, duty: &PersonDuty, post: &Post) -> bool {
        let on = lecture.ended_on().unwrap_or(Date::MIN);
        let class_counts = |speaker: &&Speaker| {
            duty.speaker_classes.is_empty()
                || duty.speaker_classes.contains(&speaker.class)
                || duty.multi && self.spoke_in_another_post(speaker, post, duty, on)
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
                        speaker.name.is_some()
                            && speaker.name.as_deref() == self.name_of(post.person)
                            && (self.is_below(lecture, post.organisation)
                                || self.is_in_supported_village(lecture, post.organisation))
                    }
                })
    }

    /// Whether the class is that of another post the person held on the day, which a personal duty asks for (E15).
    fn spoke_in_another_post(&self, speaker: &Speaker, post: &Post, duty: &PersonDuty, on: Date) -> bool {
        let held = self
            .posts
            .get(&post.person)
            .map(Vec::as_slice)
            .unwrap_or_default();
        self.rules.person_duties.iter().any(|other| {
            other.id != duty.id
                && other.speaker_classes.contains(&speaker.class)
                && held
                    .iter()
                    .any(|held| held.role == other.post && held.held_on(on))
        })
    }

    fn name_of(&self, person: PersonId) -> Option<&'a str> {
        self.facts.person(person)?.name.as_deref()
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
}

/// A year's minimum for those in the post for part of it: by full quarters, rounded up; none for less than one.
/// Shorter periods are owed whole or not at all. Whoever left before the end is not asked.
fn asked(minimum: u32, post: &Post, period: &Period) -> u32 {
    if is_prorated(period) {
        prorated(minimum, post.from, period)
    } else if post.from <= period.first {
        minimum
    } else {
        0
    }
}
