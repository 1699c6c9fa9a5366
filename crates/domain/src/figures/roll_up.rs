//! Roll-up: outcomes counted for every organisation and all above it, in one backward sweep.
#![expect(
    clippy::indexing_slicing,
    reason = "hot: rows are numbered below the length they were made with"
)]

use super::columns::{Columns, KindSet, NONE, index};
use super::outcome::{OUTCOMES, Outcome, Tally};
use super::slots::{Planes, Slots};
use super::sweep::{Outcomes, PlaneWords};

/// Counts by slot and outcome for every organisation with its subtree.
#[derive(Clone, Debug)]
pub struct RollUp<'a> {
    columns: &'a Columns,
    outcomes: &'a Outcomes,
    kinds: KindSet,
    /// For each row (organisations with others below, and roots): slots × outcomes.
    counts: Vec<u32>,
}

impl<'a> RollUp<'a> {
    /// Counts the outcomes of organisations of these kinds.
    #[must_use]
    pub fn new(columns: &'a Columns, outcomes: &'a Outcomes, kinds: KindSet) -> Self {
        let counts = match &outcomes.planes {
            PlaneWords::Eight(planes) => own_counts::<u8, 1>(columns, planes, kinds),
            PlaneWords::Sixteen(planes) => own_counts::<u16, 2>(columns, planes, kinds),
            PlaneWords::All(planes) => own_counts::<u64, 8>(columns, planes, kinds),
        };
        let mut all = Self {
            columns,
            outcomes,
            kinds,
            counts,
        };
        all.climb();
        all
    }

    /// The counts of one organisation and all below it, in one slot.
    #[must_use]
    pub fn tally(&self, org: u32, slot: usize) -> Tally {
        let (Some(&target), true) = (self.columns.targets.get(index(org)), slot < self.columns.slots())
        else {
            return Tally::default();
        };
        if self.columns.rows.get(index(target)) == Some(&org) {
            let start = (index(target) * self.columns.slots() + slot) * OUTCOMES;
            return Tally::from_counts(&self.counts[start..start + OUTCOMES]);
        }
        let counts = self.kinds.has(self.columns.kinds()[index(org)]);
        Tally::one(self.outcomes.of(org, slot).filter(|_| counts))
    }

    /// Organisations of a subtree with this outcome in this slot, in preorder: the list behind a count.
    pub fn list(&self, root: u32, slot: usize, outcome: Outcome) -> impl Iterator<Item = u32> + '_ {
        let listed = self.outcomes.with(self.columns.subtree(root), slot, outcome);
        listed.filter(|&org| self.kinds.has(self.columns.kinds()[index(org)]))
    }

    /// Adds each row to the row above it, last first: every row is complete before it is added.
    fn climb(&mut self) {
        let stride = self.columns.slots() * OUTCOMES;
        for (row, &org) in self.columns.rows.iter().enumerate().rev() {
            let parent = self.columns.parents()[index(org)];
            if parent == NONE {
                continue;
            }
            let above = index(self.columns.targets[index(parent)]) * stride;
            let (upper, lower) = self.counts.split_at_mut(row * stride);
            for (sum, part) in upper[above..above + stride].iter_mut().zip(&lower[..stride]) {
                *sum += part;
            }
        }
    }
}

/// Eight bits spread to eight bytes, so that one addition counts eight slots.
const SPREAD: [u64; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut bit = 0;
        while bit < 8 {
            if byte >> bit & 1 == 1 {
                table[byte] |= 1 << (8 * bit);
            }
            bit += 1;
        }
        byte += 1;
    }
    table
};

/// Counts of each row's own organisation and of the leaves right below it.
fn own_counts<B: Slots, const LANES: usize>(
    columns: &Columns,
    planes: &[Planes<B>],
    kinds: KindSet,
) -> Vec<u32> {
    let stride = columns.slots() * OUTCOMES;
    let mut counts = vec![0_u32; columns.rows.len() * stride];
    let mut bytes = [[0_u64; OUTCOMES]; LANES];
    let (mut target, mut held) = (0, 0_u8);
    let all = kinds == KindSet::ALL;
    for ((planes, &row), &kind) in planes.iter().zip(&columns.targets).zip(columns.kinds()) {
        if row != target || held == u8::MAX {
            flush(&mut bytes, &mut counts[index(target) * stride..][..stride]);
            (target, held) = (row, 0);
        }
        if all || kinds.has(kind) {
            held += 1;
            add(&mut bytes, *planes);
        }
    }
    if !counts.is_empty() {
        flush(&mut bytes, &mut counts[index(target) * stride..][..stride]);
    }
    counts
}

/// Adds one organisation to the byte counts of its row.
#[inline]
fn add<B: Slots, const LANES: usize>(bytes: &mut [[u64; OUTCOMES]; LANES], [low, middle, high]: Planes<B>) {
    let count = |outcome: Outcome, mask: B, bytes: &mut [[u64; OUTCOMES]; LANES]| {
        for (sums, byte) in bytes.iter_mut().zip(mask.wide().to_le_bytes()) {
            sums[usize::from(outcome.code() - 1)] += SPREAD[usize::from(byte)];
        }
    };
    count(Outcome::Met, low & !middle & !high, bytes);
    count(Outcome::MadeUp, !low & middle & !high, bytes);
    count(Outcome::Due, low & middle & !high, bytes);
    count(Outcome::AtRisk, !low & !middle & high, bytes);
    count(Outcome::Overdue, low & !middle & high, bytes);
    count(Outcome::Excused, !low & middle & high, bytes);
    count(Outcome::Closed, low & middle & high, bytes);
}

/// Moves byte counts into the row, and clears them.
fn flush<const LANES: usize>(bytes: &mut [[u64; OUTCOMES]; LANES], row: &mut [u32]) {
    for (slot, counts) in row.chunks_exact_mut(OUTCOMES).enumerate() {
        for (count, sum) in counts.iter_mut().zip(bytes[slot / 8]) {
            *count += u32::from(sum.to_le_bytes()[slot % 8]);
        }
    }
    *bytes = [[0; OUTCOMES]; LANES];
}
