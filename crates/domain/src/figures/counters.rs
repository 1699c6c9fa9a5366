//! Counters that stay exact: a lecture, an excusal, a plan or a move changes the counts along its path alone.
//! Holds the same figures as a sweep and a roll-up would give, and judges by the same rule.
#![expect(
    clippy::indexing_slicing,
    reason = "hot: organisations and slots are checked at each public entry"
)]

use jiff::civil::Date;

use super::columns::{Columns, KindSet, index};
use super::credits::Credits;
use super::joints::{Joint, Joints};
use super::links::{Links, MoveRefusal};
use super::outcome::{OUTCOMES, Outcome, Tally};
use super::roll_up::RollUp;
use super::rules::{CompiledRules, Tables};
use super::sessions::{SessionCells, Sessions};
use super::slots::{Calendar, Duties, Slots, judge};
use super::sweep::{code_of, sweep};

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
    /// Kept only to be filled again.
    path: Vec<u32>,
    new_path: Vec<u32>,
    moving: Vec<u32>,
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
            new_path: Vec::new(),
            moving: Vec::new(),
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

    /// Parent of an organisation as the moves left it; numbers are still those of the beginning.
    #[must_use]
    pub fn parent(&self, org: u32) -> u32 {
        self.links.parent(org)
    }

    /// A lecture counts from now on: the organisations it credits with their classes, the host first.
    pub fn add(&mut self, day: u16, credits: &[(u32, u16)]) {
        self.credit(day, credits, |count| *count += 1);
        if let Some(joint) = self.hold(day, credits, 1) {
            self.joints.remember(joint);
        }
    }

    /// A lecture counts no more; given as it was added.
    pub fn remove(&mut self, day: u16, credits: &[(u32, u16)]) {
        self.credit(day, credits, |count| *count = count.saturating_sub(1));
        if let Some(joint) = self.hold(day, credits, -1) {
            self.joints.forget(&joint);
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

    /// An organisation with all below it moves under another parent ([`super::NONE`]: becomes a root).
    ///
    /// # Errors
    /// When one of them is unknown, or the new parent is below the organisation.
    pub fn move_to(&mut self, org: u32, parent: u32) -> Result<(), MoveRefusal> {
        // first of all, so that memory answers while the paths are climbed
        self.moving.clear();
        self.moving
            .extend_from_slice(row_of(&self.rows, self.stride, org));
        self.links.may_move(org, parent)?;
        self.carry(org, parent);
        self.links.move_to(org, parent);
        Ok(())
    }

    /// Takes the row of a moving organisation from its old path and adds it to the new one, as far as they part.
    fn carry(&mut self, org: u32, parent: u32) {
        let (from, to) = (&mut self.path, &mut self.new_path);
        from.clear();
        from.extend(self.links.path(org).skip(1));
        to.clear();
        to.extend(self.links.path(parent));
        while from.last().is_some() && from.last() == to.last() {
            from.pop();
            to.pop();
        }
        let mut change = |above: u32, change: fn(u32, u32) -> u32| {
            let row = &mut self.rows[index(above) * self.stride..][..self.stride];
            for (count, &part) in row.iter_mut().zip(&self.moving) {
                *count = change(*count, part);
            }
        };
        for &above in &*from {
            change(above, u32::wrapping_sub);
        }
        for &above in &*to {
            change(above, u32::wrapping_add);
        }
        for joint in self.joints.of(self.links.subtree(org)) {
            self.stay(org, joint);
        }
    }

    /// A lecture with hosts outside the moving subtree stays a session of those above them on the old path,
    /// and is none more for those above them on the new one.
    fn stay(&mut self, org: u32, joint: u32) {
        let Joint { hosts, cell } = self.joints.get(joint);
        let (mut from, mut to) = (self.path.len(), self.new_path.len());
        for &host in hosts {
            for above in self.links.path(host).take_while(|&above| above != org) {
                if let Some(at) = self.path.iter().position(|&each| each == above) {
                    from = from.min(at);
                    break;
                }
                if let Some(at) = self.new_path.iter().position(|&each| each == above) {
                    to = to.min(at);
                    break;
                }
            }
        }
        let at = |above: u32| index(above) * self.stride + self.slots * OUTCOMES + cell;
        for &above in &self.path[from..] {
            self.rows[at(above)] += 1;
        }
        for &above in &self.new_path[to..] {
            self.rows[at(above)] -= 1;
        }
    }

    fn row(&self, org: u32) -> &[u32] {
        row_of(&self.rows, self.stride, org)
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

    /// Counts a lecture's session; what it is if it has several hosts.
    fn hold(&mut self, day: u16, credits: &[(u32, u16)], change: i32) -> Option<Joint> {
        if let &[(org, class)] = credits {
            let cell = self.cells.cell(day, class)?;
            self.count_session(&[org], cell, change);
            return None;
        }
        let joint = self.joint(day, credits)?;
        self.count_session(&joint.hosts, joint.cell, change);
        Some(joint).filter(|joint| joint.hosts.len() > 1)
    }

    fn joint(&self, day: u16, credits: &[(u32, u16)]) -> Option<Joint> {
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
        Some(Joint { hosts, cell })
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
            let found = rows.first().and_then(|row| self.joint(row.day, &named));
            if let Some(joint) = found.filter(|joint| joint.hosts.len() > 1) {
                self.joints.remember(joint);
            }
        }
    }
}

fn row_of(rows: &[u32], stride: usize, org: u32) -> &[u32] {
    rows.get(index(org) * stride..)
        .and_then(|rest| rest.get(..stride))
        .unwrap_or(&[])
}
