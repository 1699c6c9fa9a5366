//! Counters that stay exact: a lecture, an excusal, a plan or a move changes the counts along its path alone.
//! Holds the same figures as a sweep and a roll-up would give, and judges by the same rule.
#![expect(
    clippy::indexing_slicing,
    reason = "hot: organisations and slots are checked at each public entry"
)]

use jiff::civil::Date;

use super::columns::{Columns, KindSet, NONE, index};
use super::credits::Credits;
use super::joints::{Joint, Joints};
use super::links::Links;
use super::outcome::{OUTCOMES, Outcome, Tally};
use super::roll_up::RollUp;
use super::rules::{CompiledRules, Tables};
use super::sessions::{SessionCells, Sessions};
use super::slots::{Calendar, Duties, Slots, judge};
use super::sweep::{code_of, sweep};

/// Why an organisation cannot move.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum MoveRefusal {
    /// One of the two is not in the tree.
    #[error("no such organisation")]
    Unknown,
    /// The new parent is the organisation itself or below it.
    #[error("an organisation cannot move below itself")]
    BelowItself,
}

/// Counts of every organisation as of one day, kept exact one change at a time.
pub struct Counters {
    links: Links,
    slots: usize,
    duties: Vec<Duties<u64>>,
    /// Organisation × slot.
    heard: Vec<Heard>,
    /// Organisation × (slots × outcomes, then cells of sessions).
    rows: Vec<u32>,
    stride: usize,
    joints: Joints,
    tables: Tables<u64>,
    calendar: Calendar<u64>,
    cells: SessionCells,
    path: Vec<u32>,
}

/// What fell on one slot of one organisation.
#[derive(Clone, Copy, Default)]
struct Heard {
    inside: u32,
    late: u32,
    excusals: u16,
    minimum: u16,
}

impl Counters {
    /// Counts everything once; later changes are counted one by one. Built anew each day.
    #[must_use]
    pub fn new(
        columns: &Columns,
        credits: &Credits,
        rules: &CompiledRules,
        cells: &SessionCells,
        today: Date,
    ) -> Self {
        let slots = columns.slots().min(rules.slots().len());
        let mut all = Self {
            links: Links::new(columns.parents()),
            slots,
            duties: Vec::with_capacity(columns.len()),
            heard: Vec::with_capacity(columns.len() * slots),
            rows: Vec::new(),
            stride: slots * OUTCOMES + cells.len(),
            joints: Joints::new(columns.len()),
            tables: rules.tables(today),
            calendar: rules.calendar(today),
            cells: cells.clone(),
            path: Vec::new(),
        };
        all.hear(columns, credits, rules);
        let outcomes = sweep(columns, credits, rules, today);
        let roll_up = RollUp::new(columns, &outcomes, KindSet::ALL);
        let sessions = Sessions::new(columns, credits, cells.clone());
        all.rows.reserve_exact(columns.len() * all.stride);
        for (org, _) in (0_u32..).zip(columns.parents()) {
            for slot in 0..slots {
                let tally = roll_up.tally(org, slot);
                all.rows.extend(Outcome::ALL.map(|outcome| tally.of(outcome)));
            }
            all.rows.extend_from_slice(sessions.row(org));
        }
        all
    }

    /// Where this organisation stands in this slot.
    #[must_use]
    pub fn outcome(&self, org: u32, slot: usize) -> Option<Outcome> {
        if slot >= self.slots || index(org) >= self.duties.len() {
            return None;
        }
        let (duties, heard) = (
            self.duties[index(org)],
            self.heard[index(org) * self.slots + slot],
        );
        let bit = 1 << slot;
        let set = |met: bool| if met { bit } else { 0 };
        let inside = set(heard.inside >= u32::from(heard.minimum));
        let late = set(heard.inside + heard.late >= u32::from(heard.minimum));
        let duties = Duties {
            owed: duties.owed & bit,
            excused: set(heard.excusals > 0),
            planned: duties.planned | set(heard.inside + heard.late > 0),
            ..duties
        };
        code_of(judge(duties, inside, late, self.calendar), slot)
    }

    /// The counts of one organisation and all below it, in one slot.
    #[must_use]
    pub fn tally(&self, org: u32, slot: usize) -> Tally {
        let start = slot * OUTCOMES;
        let counts = self
            .row(org)
            .get(start..start + OUTCOMES)
            .filter(|_| slot < self.slots);
        counts.map(Tally::from_counts).unwrap_or_default()
    }

    /// Sessions of one organisation and all below it, of one bucket in one period.
    #[must_use]
    pub fn sessions(&self, org: u32, bucket: u8, period: usize) -> u32 {
        let cell = self
            .cells
            .at(bucket, period)
            .map(|cell| self.slots * OUTCOMES + cell);
        cell.and_then(|cell| self.row(org).get(cell))
            .copied()
            .unwrap_or(0)
    }

    /// Parent of each organisation as the moves left it; the numbers are still those of the beginning.
    #[must_use]
    pub fn parents(&self) -> &[u32] {
        self.links.parents()
    }

    /// A lecture counts from now on: the organisations it credits with their classes, the host first.
    pub fn add(&mut self, day: u16, credits: &[(u32, u16)]) {
        self.credit(day, credits, |count| *count += 1);
        if let Some((cell, hosts)) = self.hosts(day, credits) {
            self.count_session(&hosts, cell, 1);
            if hosts.len() > 1 {
                self.joints.remember(Joint { hosts, cell });
            }
        }
    }

    /// A lecture counts no more; given as it was added.
    pub fn remove(&mut self, day: u16, credits: &[(u32, u16)]) {
        self.credit(day, credits, |count| *count = count.saturating_sub(1));
        if let Some((cell, hosts)) = self.hosts(day, credits) {
            self.count_session(&hosts, cell, -1);
            if hosts.len() > 1 {
                self.joints.forget(&hosts, cell);
            }
        }
    }

    /// An excusal is granted for these slots (免讲); several may lie on one slot.
    pub fn excuse(&mut self, org: u32, slots: u64) {
        self.each_slot(org, slots, |heard| {
            heard.excusals = heard.excusals.saturating_add(1);
        });
    }

    /// An excusal is revoked.
    pub fn revoke(&mut self, org: u32, slots: u64) {
        self.each_slot(org, slots, |heard| {
            heard.excusals = heard.excusals.saturating_sub(1);
        });
    }

    /// The organisation has complete plan items for exactly these slots.
    pub fn plan(&mut self, org: u32, slots: u64) {
        let Some(&Duties { planned, .. }) = self.duties.get(index(org)) else {
            return;
        };
        for slot in (0..self.slots).filter(|&slot| (planned ^ slots) >> slot & 1 == 1) {
            let before = self.outcome(org, slot);
            self.duties[index(org)].planned ^= 1 << slot;
            self.recount(org, slot, before);
        }
    }

    /// An organisation with all below it moves under another parent ([`NONE`]: becomes a root).
    ///
    /// # Errors
    /// When one of them is unknown, or the new parent is below the organisation.
    pub fn move_to(&mut self, org: u32, parent: u32) -> Result<(), MoveRefusal> {
        let known = |org: u32| index(org) < self.duties.len();
        if !known(org) || !(known(parent) || parent == NONE) {
            return Err(MoveRefusal::Unknown);
        }
        if self.links.path(parent).any(|above| above == org) {
            return Err(MoveRefusal::BelowItself);
        }
        let met = self.joints.of(self.links.subtree(org));
        self.count_joints(&met, -1);
        self.carry(org, parent);
        self.links.move_to(org, parent);
        self.count_joints(&met, 1);
        Ok(())
    }

    /// Takes the row of a moving organisation from its old path and adds it to the new one.
    fn carry(&mut self, org: u32, parent: u32) {
        self.path.clear();
        self.path.extend(self.links.path(parent));
        let (rows, stride, links) = (&mut self.rows, self.stride, &self.links);
        let mut moved = |to: u32, change: fn(u32, u32) -> u32| {
            let (to, from) = (index(to) * stride, index(org) * stride);
            for field in 0..stride {
                rows[to + field] = change(rows[to + field], rows[from + field]);
            }
        };
        let mut shared = self.path.len();
        for above in links.path(org).skip(1) {
            if let Some(at) = self.path.iter().position(|&each| each == above) {
                shared = at;
                break;
            }
            moved(above, u32::wrapping_sub);
        }
        for &above in &self.path[..shared] {
            moved(above, u32::wrapping_add);
        }
    }

    fn row(&self, org: u32) -> &[u32] {
        self.rows
            .get(index(org) * self.stride..)
            .and_then(|rest| rest.get(..self.stride))
            .unwrap_or(&[])
    }

    fn credit(&mut self, day: u16, credits: &[(u32, u16)], change: fn(&mut u32)) {
        for &(org, class) in credits {
            let (inside, late) = <u64 as Slots>::split(self.tables.look_up(day, class));
            self.each_slot(org, inside, |heard| change(&mut heard.inside));
            self.each_slot(org, late, |heard| change(&mut heard.late));
        }
    }

    fn each_slot(&mut self, org: u32, slots: u64, change: impl Fn(&mut Heard)) {
        if index(org) >= self.duties.len() {
            return;
        }
        let mut left = slots;
        while left != 0 {
            let slot = index(left.trailing_zeros());
            left &= left - 1;
            if slot < self.slots {
                let before = self.outcome(org, slot);
                change(&mut self.heard[index(org) * self.slots + slot]);
                self.recount(org, slot, before);
            }
        }
    }

    /// Carries a changed outcome to all above.
    fn recount(&mut self, org: u32, slot: usize, before: Option<Outcome>) {
        let after = self.outcome(org, slot);
        if before == after {
            return;
        }
        let field = |outcome: Outcome| slot * OUTCOMES + usize::from(outcome.code()) - 1;
        let (minus, plus) = (before.map(field), after.map(field));
        for above in self.links.path(org) {
            let row = &mut self.rows[index(above) * self.stride..][..self.stride];
            if let Some(count) = minus.and_then(|field| row.get_mut(field)) {
                *count -= 1;
            }
            if let Some(count) = plus.and_then(|field| row.get_mut(field)) {
                *count += 1;
            }
        }
    }

    fn hosts(&self, day: u16, credits: &[(u32, u16)]) -> Option<(usize, Vec<u32>)> {
        let counted = |credit: &&(u32, u16)| self.cells.cell(day, credit.1).is_some();
        let cell = self.cells.cell(day, credits.iter().find(counted)?.1)?;
        let known = |org: &u32| index(*org) < self.duties.len();
        let mut hosts: Vec<u32> = credits
            .iter()
            .filter(counted)
            .map(|credit| credit.0)
            .filter(known)
            .collect();
        hosts.sort_unstable();
        hosts.dedup();
        Some((cell, hosts))
    }

    /// Counts one session in every subtree that has one of its hosts.
    fn count_session(&mut self, hosts: &[u32], cell: usize, change: i32) {
        let cell = self.slots * OUTCOMES + cell;
        self.path.clear();
        for &host in hosts {
            for above in self.links.path(host) {
                if self.path.contains(&above) {
                    break;
                }
                if hosts.len() > 1 {
                    self.path.push(above);
                }
                let count = &mut self.rows[index(above) * self.stride + cell];
                *count = count.wrapping_add_signed(change);
            }
        }
    }

    fn count_joints(&mut self, joints: &[u32], change: i32) {
        for &joint in joints {
            let Joint { hosts, cell } = self.joints.get(joint).clone();
            self.count_session(&hosts, cell, change);
        }
    }

    /// Counts what every credit does, and remembers joint lectures.
    fn hear(&mut self, columns: &Columns, credits: &Credits, rules: &CompiledRules) {
        for (org, _) in (0_u32..).zip(columns.parents()) {
            let duties = columns.duties(org);
            self.duties.push(duties);
            for (slot, spec) in rules.slots().iter().take(self.slots).enumerate() {
                let excusals = u16::from(duties.excused >> slot & 1 == 1);
                self.heard.push(Heard {
                    excusals,
                    minimum: spec.minimum,
                    ..Heard::default()
                });
            }
        }
        for &(org, slot, minimum) in &columns.minima {
            let at = index(org) * self.slots + usize::from(slot);
            if let Some(heard) = self.heard.get_mut(at).filter(|heard| heard.minimum > 1) {
                heard.minimum = minimum;
            }
        }
        for credit in credits.rows() {
            let (inside, late) = <u64 as Slots>::split(self.tables.look_up(credit.day, credit.class));
            for slot in 0..self.slots {
                if let Some(heard) = self.heard.get_mut(index(credit.org) * self.slots + slot) {
                    heard.inside += u32::from(inside >> slot & 1 == 1);
                    heard.late += u32::from(late >> slot & 1 == 1);
                }
            }
        }
        for &(first, length) in credits.joint() {
            let rows = &credits.rows()[index(first)..][..index(length)];
            let named: Vec<(u32, u16)> = rows.iter().map(|row| (row.org, row.class)).collect();
            let found = rows.first().and_then(|row| self.hosts(row.day, &named));
            if let Some((cell, hosts)) = found.filter(|found| found.1.len() > 1) {
                self.joints.remember(Joint { hosts, cell });
            }
        }
    }
}
