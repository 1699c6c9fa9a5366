//! The figures against plain counting: small invented trees, every rule of the sweep told again the slow way.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "the worlds are made here"
)]

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use kaijiang_domain::figures::{
    Attendances, Columns, CompiledRules, Counters, Coverage, Credits, KindSet, MoveRefusal, NONE, Numbering,
    Outcome, RollUp, SessionCells, Sessions, SlotSpec, Tally, TreeRefusal, day_number, preorder, sweep,
};
use proptest::collection::vec;
use proptest::prelude::*;

const CLASSES: u16 = 6;
const BUCKETS: u8 = 4;
const PERIODS: [(u16, u16); 2] = [(0, 59), (60, 140)];

fn day(offset: u16) -> Date {
    date(2020, 1, 1).checked_add(i64::from(offset).days()).unwrap()
}

/// A lecture: day offset, and the organisations it credits with their classes.
type Lecture = (u16, Vec<(u32, u16)>);

/// An invented tree with everything the figures need; organisations in preorder.
#[derive(Clone, Debug)]
struct World {
    parents: Vec<u32>,
    kinds: Vec<u8>,
    slots: Vec<SlotSpec>,
    classes: Vec<u64>,
    lectures: Vec<Lecture>,
    /// Organisation × slot: owed, excused, closed, planned.
    flags: Vec<Vec<[bool; 4]>>,
    minima: Vec<(u32, u8, u16)>,
    today: u16,
}

fn slot_spec() -> impl Strategy<Value = SlotSpec> {
    (0_u16..100, 0_u16..60, 0_u16..20, 1_u16..4, 0_u16..60).prop_map(
        |(first, length, late, minimum, risk)| {
            let last = first + length;
            SlotSpec {
                first: day(first),
                last: day(last),
                late_until: (late > 3).then(|| day(last + late)),
                minimum: if minimum == 3 { 2 } else { 1 },
                at_risk_from: day(last.saturating_sub(risk)),
                overdue_from: day(last + 1 + late % 3),
            }
        },
    )
}

fn lecture(orgs: u32) -> impl Strategy<Value = Lecture> {
    let credits = vec((0..orgs, 0..CLASSES), 1..4).prop_map(|credits| {
        let mut seen = HashSet::new();
        credits
            .into_iter()
            .filter(|credit| seen.insert(credit.0))
            .collect::<Vec<_>>()
    });
    (0_u16..140, credits)
}

fn world() -> impl Strategy<Value = World> {
    (1_usize..30, prop_oneof![1_usize..6, 9_usize..12, 17_usize..20])
        .prop_flat_map(|(orgs, slots)| {
            let count = u32::try_from(orgs).unwrap();
            (
                vec((any::<u32>(), 0_u8..3), orgs),
                vec(slot_spec(), slots),
                vec(any::<u64>(), usize::from(CLASSES)),
                vec(lecture(count), 0..60),
                vec(vec(any::<[bool; 6]>(), slots), orgs),
                vec((0..count, 0..u8::try_from(slots).unwrap()), 0..3),
                0_u16..160,
            )
        })
        .prop_map(|(nodes, slots, classes, lectures, flags, minima, today)| {
            let up = |(org, &(pick, _)): (u32, &(u32, u8))| if org == 0 { NONE } else { pick % org };
            let parents: Vec<u32> = (0_u32..).zip(&nodes).map(up).collect();
            let mut seen = HashSet::new();
            let minima = minima.into_iter().filter(|minimum| seen.insert(*minimum));
            World {
                parents: preorder(&parents).unwrap().parents,
                kinds: nodes.iter().map(|node| node.1).collect(),
                slots,
                classes,
                lectures,
                // excused, closed: one in four
                flags: flags
                    .iter()
                    .map(|row| {
                        row.iter()
                            .map(|f| [f[0], f[1] && f[2], f[3] && f[4], f[5]])
                            .collect()
                    })
                    .collect(),
                minima: minima.map(|(org, slot)| (org, slot, 1)).collect(),
                today,
            }
        })
}

impl World {
    fn columns(&self) -> Columns {
        self.columns_under(&Numbering {
            order: (0..u32::try_from(self.parents.len()).unwrap()).collect(),
            number: (0..u32::try_from(self.parents.len()).unwrap()).collect(),
            parents: self.parents.clone(),
        })
    }

    fn columns_under(&self, numbering: &Numbering) -> Columns {
        let kinds = numbering
            .order
            .iter()
            .map(|&old| self.kinds[old as usize])
            .collect();
        let mut columns = Columns::new(numbering.parents.clone(), kinds, self.slots.len()).unwrap();
        for (old, row) in self.flags.iter().enumerate() {
            let org = numbering.number[old];
            for (slot, &[owed, excused, closed, planned]) in row.iter().enumerate() {
                let bit = |set: bool| u64::from(set) << slot;
                columns.owe(org, bit(owed));
                columns.excuse(org, bit(excused));
                columns.close(org, bit(closed));
                columns.plan(org, bit(planned));
            }
        }
        for &(org, slot, minimum) in &self.minima {
            columns.prorate(numbering.number[org as usize], slot, minimum);
        }
        columns
    }

    fn credits(&self) -> Credits {
        let mut credits = Credits::default();
        for (on, named) in &self.lectures {
            credits.push(day_number(day(*on)), named);
        }
        credits
    }

    fn rules(&self) -> CompiledRules {
        CompiledRules::new(self.slots.clone(), self.classes.clone()).unwrap()
    }

    /// Class 0 is no session; the others fall in buckets.
    fn cells() -> SessionCells {
        SessionCells::new(
            (0..CLASSES).map(bucket).collect(),
            &PERIODS.map(|(first, last)| (day(first), day(last))),
        )
    }

    /// The standing of one slot, told the slow way.
    fn outcome(&self, org: u32, slot: usize) -> Option<Outcome> {
        let (spec, today) = (self.slots[slot], day(self.today));
        let [owed, excused, closed, planned] = self.flags[org as usize][slot];
        if !owed || today < spec.first {
            return None;
        }
        let minimum = self
            .minima
            .iter()
            .find(|own| own.0 == org && usize::from(own.1) == slot);
        let minimum = usize::from(minimum.map_or(spec.minimum, |own| own.2));
        let days: Vec<Date> = self
            .lectures
            .iter()
            .filter(|(_, named)| {
                named
                    .iter()
                    .any(|c| c.0 == org && self.classes[c.1 as usize] >> slot & 1 == 1)
            })
            .map(|(on, _)| day(*on))
            .filter(|on| *on <= today && *on >= spec.first)
            .collect();
        let in_time = days.iter().filter(|on| **on <= spec.last).count();
        let in_all = days
            .iter()
            .filter(|on| **on <= spec.late_until.unwrap_or(spec.last))
            .count();
        Some(if closed {
            Outcome::Closed
        } else if excused {
            Outcome::Excused
        } else if in_time >= minimum {
            Outcome::Met
        } else if in_all >= minimum {
            Outcome::MadeUp
        } else if today >= spec.overdue_from {
            Outcome::Overdue
        } else if today >= spec.at_risk_from && !planned && in_all == 0 {
            Outcome::AtRisk
        } else {
            Outcome::Due
        })
    }

    fn is_below(&self, org: u32, above: u32) -> bool {
        let mut at = org;
        while at != above && at != NONE {
            at = self.parents[at as usize];
        }
        at == above
    }

    fn orgs(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.parents.len()).unwrap()
    }
}

fn bucket(class: u16) -> Option<u8> {
    (class > 0).then(|| u8::try_from(class).unwrap() % BUCKETS)
}

fn plain_tally(outcomes: impl Iterator<Item = Option<Outcome>>) -> BTreeMap<Outcome, u32> {
    let mut counts = BTreeMap::new();
    for outcome in outcomes.flatten() {
        *counts.entry(outcome).or_default() += 1;
    }
    counts
}

fn as_map(tally: Tally) -> BTreeMap<Outcome, u32> {
    Outcome::ALL
        .into_iter()
        .map(|o| (o, tally.of(o)))
        .filter(|pair| pair.1 > 0)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_tally_is_what_plain_counting_gives(world in world(), kind in 0_u8..3) {
        let (columns, today) = (world.columns(), day(world.today));
        let outcomes = sweep(&columns, &world.credits(), &world.rules(), today);
        for kinds in [KindSet::ALL, KindSet::of(&[kind])] {
            let roll_up = RollUp::new(&columns, &outcomes, kinds);
            for above in world.orgs() {
                let below = || world.orgs().filter(|&org| world.is_below(org, above));
                let counted = || below().filter(|&org| kinds.has(world.kinds[org as usize]));
                prop_assert_eq!(columns.subtree(above).collect::<Vec<_>>(), below().collect::<Vec<_>>());
                for slot in 0..world.slots.len() {
                    prop_assert_eq!(outcomes.of(above, slot), world.outcome(above, slot));
                    let tally = roll_up.tally(above, slot);
                    prop_assert_eq!(as_map(tally), plain_tally(counted().map(|org| world.outcome(org, slot))));
                    let overdue: Vec<u32> = roll_up.list(above, slot, Outcome::Overdue).collect();
                    let each: BTreeSet<&u32> = overdue.iter().collect();
                    prop_assert_eq!(each.len(), overdue.len());
                    prop_assert_eq!(overdue.len(), tally.overdue as usize);
                }
            }
        }
    }

    #[test]
    fn many_below_one_are_counted_like_few(world in world(), many in 30_u32..400) {
        let few = u32::try_from(world.parents.len()).unwrap();
        let mut wide = world.clone();
        wide.parents = std::iter::once(NONE).chain((1..many).map(|_| 0)).collect();
        wide.kinds = (0..many).map(|org| world.kinds[(org % few) as usize]).collect();
        wide.flags = (0..many).map(|org| world.flags[(org % few) as usize].clone()).collect();
        for (at, (_, named)) in (0_u32..).zip(&mut wide.lectures) {
            named.truncate(1);
            named[0].0 = at * 7 % many;
        }
        let (columns, today) = (wide.columns(), day(world.today));
        let outcomes = sweep(&columns, &wide.credits(), &wide.rules(), today);
        let roll_up = RollUp::new(&columns, &outcomes, KindSet::ALL);
        for slot in 0..wide.slots.len() {
            let plain = plain_tally(wide.orgs().map(|org| wide.outcome(org, slot)));
            prop_assert_eq!(as_map(roll_up.tally(0, slot)), plain);
        }
    }

    #[test]
    fn sessions_count_each_lecture_once_in_every_subtree_and_buckets_add_up(world in world()) {
        let columns = world.columns();
        let sessions = Sessions::new(&columns, &world.credits(), World::cells());
        for above in world.orgs() {
            let mut plain: BTreeMap<(u8, usize), u32> = BTreeMap::new();
            for (on, named) in &world.lectures {
                let period = PERIODS.iter().position(|p| (p.0..=p.1).contains(on)).unwrap();
                let hosts: Vec<_> = named.iter().filter(|c| bucket(c.1).is_some()).collect();
                if hosts.iter().any(|c| world.is_below(c.0, above)) {
                    *plain.entry((bucket(hosts[0].1).unwrap(), period)).or_default() += 1;
                }
            }
            for b in 0..BUCKETS {
                for period in 0..PERIODS.len() {
                    prop_assert_eq!(sessions.count(above, b, period), plain.get(&(b, period)).copied().unwrap_or(0));
                }
            }
            let total: u32 = plain.values().sum();
            prop_assert_eq!(sessions.total(above), total);
            prop_assert_eq!((0..BUCKETS).map(|b| sessions.of_bucket(above, b)).sum::<u32>(), total);
            prop_assert_eq!((0..PERIODS.len()).map(|p| sessions.of_period(above, p)).sum::<u32>(), total);
        }
    }

    #[test]
    fn coverage_is_a_set_of_people(
        world in world(),
        homes in vec(any::<u32>(), 1..200),
        rows in vec((0_u32..20, any::<u32>()), 0..400),
    ) {
        let orgs = u32::try_from(world.parents.len()).unwrap();
        let homes: Vec<u32> = homes.iter().map(|home| if home % 17 == 0 { NONE } else { home % orgs }).collect();
        let people = u32::try_from(homes.len()).unwrap();
        let mut attendances = Attendances::default();
        for &(lecture, person) in &rows {
            attendances.push(lecture, person % people);
        }
        let counts = |lecture: u32| !lecture.is_multiple_of(3);
        let coverage = Coverage::new(&world.columns(), &homes, &attendances, counts);
        let counted = || rows.iter().filter(|row| counts(row.0));
        prop_assert_eq!(coverage.attendances(), counted().count() as u64);
        for above in world.orgs() {
            let present: HashSet<u32> = counted().map(|row| row.1 % people).collect();
            let here = present.iter().filter(|&&p| world.is_below(homes[p as usize], above)).count();
            prop_assert_eq!(coverage.people(above) as usize, here);
        }
    }

    #[test]
    fn a_lecture_taken_back_leaves_nothing(world in world(), picks in vec(any::<bool>(), 60)) {
        let mut credits = Credits::default();
        let mut rest = world.clone();
        rest.lectures.clear();
        for (lecture, keep) in world.lectures.iter().zip(picks) {
            let row = credits.push(day_number(day(lecture.0)), &lecture.1);
            if keep {
                rest.lectures.push(lecture.clone());
            } else {
                credits.void(row);
            }
        }
        let (columns, today) = (world.columns(), day(world.today));
        prop_assert_eq!(
            sweep(&columns, &credits, &world.rules(), today),
            sweep(&columns, &rest.credits(), &world.rules(), today)
        );
        prop_assert_eq!(
            Sessions::new(&columns, &credits, World::cells()),
            Sessions::new(&columns, &rest.credits(), World::cells())
        );
    }

    #[test]
    fn a_merge_loses_no_lecture_and_counts_none_twice(world in world(), pick in any::<(u32, u32)>()) {
        let orgs = u32::try_from(world.parents.len()).unwrap();
        let (old, heir) = (pick.0 % orgs, pick.1 % orgs);
        let mut merged = world.clone();
        for (_, named) in &mut merged.lectures {
            if named.iter().any(|c| c.0 == old) && !named.iter().any(|c| c.0 == heir) {
                named.push((heir, 0));
            }
        }
        for slot in &mut merged.flags[old as usize] {
            slot[2] = true;
        }
        let before = Sessions::new(&world.columns(), &world.credits(), World::cells());
        let after = Sessions::new(&merged.columns(), &merged.credits(), World::cells());
        prop_assert_eq!(before, after);
        let outcomes = sweep(&merged.columns(), &merged.credits(), &merged.rules(), day(world.today));
        for slot in 0..world.slots.len() {
            prop_assert_ne!(outcomes.of(old, slot), Some(Outcome::Overdue));
        }
    }

    #[test]
    fn counters_follow_every_change(world in world(), changes in vec(any::<[u32; 3]>(), 0..80)) {
        let mut story = Story::new(world);
        for change in changes {
            story.change(change);
        }
        story.check()?;
    }
}

/// A world with counters beside it, both changed alike.
struct Story {
    world: World,
    counters: Counters,
    excusals: Vec<(u32, usize)>,
}

impl Story {
    fn new(mut world: World) -> Self {
        for slot in world.flags.iter_mut().flatten() {
            slot[1] = false;
        }
        let (columns, today) = (world.columns(), day(world.today));
        let counters = Counters::new(&columns, &world.credits(), &world.rules(), &World::cells(), today);
        Self {
            world,
            counters,
            excusals: Vec::new(),
        }
    }

    fn change(&mut self, [what, one, other]: [u32; 3]) {
        let orgs = u32::try_from(self.world.parents.len()).unwrap();
        let (org, slot) = (one % orgs, other as usize % self.world.slots.len());
        match what % 6 {
            0 => {
                let hosts = BTreeSet::from([org, other % orgs, what % orgs]);
                let class = |host: u32| u16::try_from((host + other) % u32::from(CLASSES)).unwrap();
                let take = 1 + what as usize / 7 % 3;
                let named = hosts
                    .into_iter()
                    .take(take)
                    .map(|host| (host, class(host)))
                    .collect();
                let lecture: Lecture = (u16::try_from(other % 140).unwrap(), named);
                self.counters.add(day_number(day(lecture.0)), &lecture.1);
                self.world.lectures.push(lecture);
            }
            1 if !self.world.lectures.is_empty() => {
                let at = one as usize % self.world.lectures.len();
                let (on, named) = self.world.lectures.swap_remove(at);
                self.counters.remove(day_number(day(on)), &named);
            }
            2 => {
                self.counters.excuse(org, 1 << slot);
                self.excusals.push((org, slot));
            }
            3 if !self.excusals.is_empty() => {
                let (org, slot) = self.excusals.swap_remove(one as usize % self.excusals.len());
                self.counters.revoke(org, 1 << slot);
            }
            4 => {
                let row = &mut self.world.flags[org as usize];
                row[slot][3] = !row[slot][3];
                let planned = row
                    .iter()
                    .enumerate()
                    .fold(0, |word, (at, f)| word | u64::from(f[3]) << at);
                self.counters.plan(org, planned);
            }
            _ => {
                let parent = other % orgs;
                let below = self.world.is_below(parent, org);
                let moved = self.counters.move_to(org, parent);
                assert_eq!(
                    moved,
                    if below {
                        Err(MoveRefusal::BelowItself)
                    } else {
                        Ok(())
                    }
                );
                if moved.is_ok() {
                    self.world.parents[org as usize] = parent;
                }
            }
        }
    }

    /// A recompute from nothing, under a new numbering, says the same of every organisation.
    fn check(&mut self) -> Result<(), TestCaseError> {
        for &(org, slot) in &self.excusals {
            self.world.flags[org as usize][slot][1] = true;
        }
        let world = &self.world;
        for org in world.orgs() {
            prop_assert_eq!(self.counters.parent(org), world.parents[org as usize]);
        }
        let numbering = preorder(&world.parents).unwrap();
        let columns = world.columns_under(&numbering);
        let mut credits = Credits::default();
        for (on, named) in &world.lectures {
            let named: Vec<_> = named
                .iter()
                .map(|&(org, class)| (numbering.number[org as usize], class))
                .collect();
            credits.push(day_number(day(*on)), &named);
        }
        let outcomes = sweep(&columns, &credits, &world.rules(), day(world.today));
        let roll_up = RollUp::new(&columns, &outcomes, KindSet::ALL);
        let sessions = Sessions::new(&columns, &credits, World::cells());
        for org in world.orgs() {
            let new = numbering.number[org as usize];
            for slot in 0..world.slots.len() {
                prop_assert_eq!(self.counters.outcome(org, slot), outcomes.of(new, slot));
                prop_assert_eq!(self.counters.tally(org, slot), roll_up.tally(new, slot));
            }
            for b in 0..BUCKETS {
                for p in 0..PERIODS.len() {
                    prop_assert_eq!(self.counters.sessions(org, b, p), sessions.count(new, b, p));
                }
            }
        }
        Ok(())
    }
}

#[test]
fn twenty_thousand_changes_leave_the_counters_exact() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut story = Story::new(world().new_tree(&mut runner).unwrap().current());
    for round in 0..20_000 {
        let change = any::<[u32; 3]>().new_tree(&mut runner).unwrap().current();
        story.change(change);
        if round % 2_000 == 0 {
            story.check().unwrap();
            for slot in story.world.flags.iter_mut().flatten() {
                slot[1] = false;
            }
        }
    }
    story.check().unwrap();
}

#[test]
fn what_is_no_tree_is_refused() {
    assert_eq!(preorder(&[NONE, 2, 1]), Err(TreeRefusal::OutOfPlace { org: 1 }));
    assert_eq!(preorder(&[7]), Err(TreeRefusal::OutOfPlace { org: 0 }));
    assert_eq!(preorder(&[2, NONE, 1, 2]).unwrap().order, [1, 2, 0, 3]);
    let kinds = vec![0; 4];
    let refused = Columns::new(vec![NONE, 0, 0, 1], kinds, 1).unwrap_err();
    assert_eq!(refused, TreeRefusal::OutOfPlace { org: 3 });
    assert_eq!(
        Columns::new(vec![NONE], vec![], 1).unwrap_err(),
        TreeRefusal::Misfit
    );
    assert_eq!(
        Columns::new(vec![NONE], vec![0], 65).unwrap_err(),
        TreeRefusal::Misfit
    );
}
