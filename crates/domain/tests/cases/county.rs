//! Invented counties.

use jiff::Timestamp;
use jiff::civil::Date;
use kaijiang_domain::facts::{Attendance, Excusal, Facts, PlanItem};
use kaijiang_domain::id::{ExcusalId, LectureId, OrganisationId, PersonId, PlanItemId, PostId};
use kaijiang_domain::lecture::{Held, Host, Lecture, LectureState, Origin, Speaker};
use kaijiang_domain::organisation::{Closure, ClosureReason, Organisation, Parentage};
use kaijiang_domain::period::plus_days;
use kaijiang_domain::person::{Membership, Person, Post};
use kaijiang_domain::rule_set::RuleSet;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use uuid::Uuid;

/// Organisations: the root, three below it, then branches.
const MIDDLE: u128 = 3;
pub const DAYS: u16 = 220;

fn organisation(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

#[derive(Clone, Debug)]
struct Branch {
    under: u128,
    founded: Option<u16>,
    is_split: bool,
    /// Day, sort and successor of its end.
    closed: Option<(u16, u8, u128)>,
    moved: Option<(u16, u128)>,
    temporary: bool,
}

#[derive(Clone, Debug)]
struct Told {
    on: u16,
    longer: u16,
    hosts: Vec<u128>,
    kind: usize,
    themed: bool,
    class: usize,
    state: u8,
    makes_up: Option<u16>,
}

#[derive(Clone, Debug)]
pub struct County {
    branches: Vec<Branch>,
    lectures: Vec<Told>,
    /// Organisation, days, and whether of all duties.
    excusals: Vec<(u128, u16, u16, bool)>,
    plan: Vec<(u128, u16, bool)>,
    homes: Vec<(u128, u16)>,
    present: Vec<(usize, usize)>,
    /// Organisation, person, sort of post, first day, length.
    posts: Vec<(u128, usize, usize, u16, u16)>,
    today: u16,
}

/// Seldom something.
pub fn seldom<S: Strategy>(some: S) -> impl Strategy<Value = Option<S::Value>>
where
    S::Value: Clone,
{
    option::weighted(0.3, some)
}

fn branch(branches: u128) -> impl Strategy<Value = Branch> {
    let other = MIDDLE + 1..MIDDLE + 1 + branches;
    (
        0..=MIDDLE,
        seldom(0..DAYS),
        any::<bool>(),
        seldom((0..DAYS, 0_u8..4, other)),
        seldom((0..DAYS, 0..=MIDDLE)),
        prop::bool::weighted(0.1),
    )
        .prop_map(|(under, founded, is_split, closed, moved, temporary)| Branch {
            under,
            founded,
            is_split,
            closed,
            moved,
            temporary,
        })
}

fn lecture(branches: u128) -> impl Strategy<Value = Told> {
    let host = prop_oneof![9 => MIDDLE + 1..MIDDLE + 1 + branches, 1 => 0..=MIDDLE];
    (
        0..DAYS,
        prop_oneof![4 => Just(0_u16), 1 => 1_u16..4],
        prop_oneof![3 => vec(host.clone(), 1), 1 => vec(host, 2..4)],
        prop_oneof![3 => Just(0_usize), 1 => 0_usize..4],
        any::<bool>(),
        0_usize..9,
        prop_oneof![6 => Just(0_u8), 1 => 0_u8..6],
        seldom(0..DAYS),
    )
        .prop_map(|(on, longer, hosts, kind, themed, class, state, makes_up)| Told {
            on,
            longer,
            hosts,
            kind,
            themed,
            class,
            state,
            makes_up,
        })
}

/// Random small counties.
pub fn counties() -> impl Strategy<Value = County> {
    (1_u128..8).prop_flat_map(|branches| {
        let any_organisation = 0..MIDDLE + 1 + branches;
        let count = usize::try_from(branches).unwrap();
        (
            vec(branch(branches), count),
            vec(lecture(branches), 0..30),
            vec((any_organisation.clone(), 0..DAYS, 0..DAYS, any::<bool>()), 0..3),
            vec((any_organisation.clone(), 0..DAYS, any::<bool>()), 0..4),
            vec((any_organisation.clone(), 0..DAYS), 1..6),
            vec((0_usize..30, 0_usize..6), 0..12),
            vec((any_organisation, 0_usize..4, 0_usize..3, 0..DAYS, 0..DAYS), 0..5),
            0..DAYS,
        )
            .prop_map(
                |(branches, lectures, excusals, plan, homes, present, posts, today)| County {
                    branches,
                    lectures,
                    excusals,
                    plan,
                    homes,
                    present,
                    posts,
                    today,
                },
            )
    })
}

impl County {
    fn day(rules: &RuleSet, offset: u16) -> Date {
        plus_days(rules.starts_on, i32::from(offset) - 20)
    }

    pub fn today(&self, rules: &RuleSet) -> Date {
        Self::day(rules, self.today)
    }

    pub fn facts(&self, rules: &RuleSet) -> Facts {
        let mut facts = Facts {
            organisations: self.organisations(rules),
            ..Facts::default()
        };
        let lectures = self.lectures.iter().enumerate();
        facts.lectures = lectures
            .map(|(at, told)| told.lecture(number(at), rules))
            .collect();
        facts.excusals = self
            .excusals
            .iter()
            .map(|&(of, from, length, is_of_all)| Excusal {
                id: ExcusalId(Uuid::nil()),
                organisation: organisation(of),
                duty: (!is_of_all).then(|| rules.duties[0].id.clone()),
                from: Self::day(rules, from),
                until: Some(Self::day(rules, from.saturating_add(length))),
                reason: String::new(),
            })
            .collect();
        facts.plan_items = self
            .plan
            .iter()
            .map(|&(of, on, is_complete)| PlanItem {
                id: PlanItemId(Uuid::nil()),
                organisation: organisation(of),
                duty: rules.duties[0].id.clone(),
                on: Some(Self::day(rules, on)),
                topic: Some(String::new()),
                speaker: is_complete.then(String::new),
            })
            .collect();
        self.people(rules, &mut facts);
        facts
    }

    fn organisations(&self, rules: &RuleSet) -> Vec<Organisation> {
        let named = |n: u128, kind: &str, parent: Option<u128>| Organisation {
            id: organisation(n),
            number: None,
            kind: kind.to_owned(),
            full_name: format!("{n}"),
            founded_on: None,
            closed: None,
            split_from: None,
            parents: vec![Parentage {
                from: Date::MIN,
                parent: parent.map(organisation),
            }],
        };
        let kind_of = |temporary: bool| {
            let mut kinds = rules.organisation_kinds.iter();
            kinds
                .find(|kind| kind.branch && kind.temporary == temporary)
                .unwrap()
                .id
                .as_str()
        };
        let mut found = vec![named(0, &rules.organisation_kinds[0].id, None)];
        found.extend((1..=MIDDLE).map(|n| named(n, &rules.organisation_kinds[1].id, Some(0))));
        for (n, told) in (MIDDLE + 1..).zip(&self.branches) {
            let mut branch = named(n, kind_of(told.temporary), Some(told.under));
            branch.founded_on = told.founded.map(|offset| Self::day(rules, offset));
            branch.split_from = told.is_split.then(|| organisation(0));
            branch.closed = told.closed.map(|(on, sort, into)| Closure {
                on: Self::day(rules, on),
                why: if sort == 0 {
                    ClosureReason::Dissolved
                } else {
                    ClosureReason::Merged
                },
                into: (sort > 0).then(|| organisation(into)),
            });
            if let Some((on, parent)) = told.moved {
                let parent = Some(organisation(parent));
                branch.parents.push(Parentage {
                    from: Self::day(rules, on),
                    parent,
                });
            }
            found.push(branch);
        }
        found
    }

    fn people(&self, rules: &RuleSet, facts: &mut Facts) {
        for (at, &(home, from)) in self.homes.iter().enumerate() {
            let person = PersonId(Uuid::from_u128(number(at)));
            let name = Some(format!("{at}"));
            facts.people.push(Person {
                id: person,
                name,
                birth_month: None,
                kind: "full".into(),
            });
            let from = Self::day(rules, from);
            facts.memberships.push(Membership {
                person,
                organisation: organisation(home),
                from,
                until: None,
            });
        }
        let (people, lectures) = (facts.people.len(), facts.lectures.len());
        for &(lecture, person) in self.present.iter().filter(|_| lectures > 0) {
            facts.attendances.push(Attendance {
                lecture: facts.lectures[lecture % lectures].id,
                person: facts.people[person % people].id,
                at: None,
            });
        }
        for (at, &(of, person, role, from, length)) in self.posts.iter().enumerate() {
            facts.posts.push(Post {
                id: PostId(Uuid::from_u128(number(at))),
                organisation: organisation(of),
                role: rules.posts[role % rules.posts.len()].id.clone(),
                person: facts.people[person % people].id,
                from: Self::day(rules, from),
                until: (length % 3 > 0).then(|| Self::day(rules, from + length)),
            });
        }
    }
}

fn number(at: usize) -> u128 {
    u128::try_from(at).unwrap() + 1
}

impl Told {
    fn lecture(&self, n: u128, rules: &RuleSet) -> Lecture {
        let began_on = County::day(rules, self.on);
        let ended_on = plus_days(began_on, i32::from(self.longer));
        let mut hosts: Vec<u128> = self.hosts.clone();
        hosts.dedup();
        let host = |n: u128| Host {
            organisation: organisation(n),
            expected: None,
            present: None,
        };
        let class = rules
            .speaker_classes
            .get(self.class)
            .map_or("unknown", |class| class.id.as_str());
        let speaker = Speaker {
            id: Uuid::nil(),
            name: None,
            class: class.to_owned(),
            person: Some(PersonId(Uuid::from_u128(number(self.class % 4)))),
            unit: None,
        };
        let is_held = self.state < 5;
        Lecture {
            id: LectureId(Uuid::from_u128(n)),
            state: self.state(ended_on),
            planned_on: Some(began_on),
            held: is_held.then_some(Held {
                began_on,
                ended_on,
                starts_at: None,
                ends_at: None,
            }),
            title: String::new(),
            kind: rules.lecture_kinds[self.kind % rules.lecture_kinds.len()]
                .id
                .clone(),
            forms: Vec::new(),
            themed: self.themed,
            venue: None,
            hosts: hosts.into_iter().map(host).collect(),
            speakers: vec![speaker],
            expected: None,
            present: None,
            parts: Vec::new(),
            origin: Origin::Ledger,
            makes_up: self
                .makes_up
                .map(|on| rules.duties[0].period.period_of(County::day(rules, on)).label),
            note: None,
            version: 1,
        }
    }

    fn state(&self, ended_on: Date) -> LectureState {
        let (at, by, reason) = (Timestamp::UNIX_EPOCH, String::new(), String::new());
        match self.state {
            0 | 1 => LectureState::Recorded { at, by },
            2 => LectureState::SentBack {
                at,
                by,
                reason,
                until: plus_days(ended_on, 20),
            },
            3 => LectureState::Cancelled { at, by, reason },
            4 => LectureState::Delivered,
            _ => LectureState::Planned,
        }
    }
}
