//! Roll-up: outcomes counted for every organisation and all above it, in one backward sweep.
#![expect(
    clippy::indexing_slicing,
    reason = "hot: rows are numbered below the length they were made with"
)]

use super::columns::{Columns, KindSet, NONE, index};
use super::outcome::{OUTCOMES, Outcome, Tally};
use super::slots::{Planes, Slots};
use super::sweep::{Outcomes, PlaneColumns, PlaneWords};

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

/// Organisations counted at one go: a byte must hold their number.
const CHUNK: usize = 128;

/// From so many organisations on it pays to count slot by slot over all of them.
const MANY: usize = 32;

/// Counts of each row's own organisation and of the leaves right below it.
fn own_counts<B: Slots, const LANES: usize>(
    columns: &Columns,
    planes: &PlaneColumns<B>,
    kinds: KindSet,
) -> Vec<u32> {
    let stride = columns.slots() * OUTCOMES;
    let mut counts = vec![0_u32; columns.rows.len() * stride];
    let mut start = 0;
    for run in columns.targets.chunk_by(|one, other| one == other) {
        let row = &mut counts[index(run[0]) * stride..][..stride];
        for chunk in run.chunks(CHUNK) {
            let orgs = start..start + chunk.len();
            start = orgs.end;
            let chunk = [
                &planes.low[orgs.clone()],
                &planes.middle[orgs.clone()],
                &planes.high[orgs.clone()],
            ];
            let plain = LANES == 1 && kinds == KindSet::ALL;
            if plain && orgs.len() > CHUNK / 2 {
                count_many::<B, CHUNK>(chunk, row);
            } else if plain && orgs.len() >= MANY {
                count_many::<B, { CHUNK / 2 }>(chunk, row);
            } else {
                count_each::<B, LANES>(chunk, &columns.kinds()[orgs], kinds, row);
            }
        }
    }
    counts
}

/// Slots of an organisation with this outcome: the planes that agree with its code in every bit.
#[inline]
fn with_code<B: Slots>([low, middle, high]: Planes<B>, outcome: Outcome) -> B {
    let agree = |plane: B, bit: u8| {
        if outcome.code() >> bit & 1 == 1 {
            plane
        } else {
            !plane
        }
    };
    agree(low, 0) & agree(middle, 1) & agree(high, 2)
}

/// Many organisations (at most `ROOM`), slot by slot: plain loops that become vector instructions.
fn count_many<B: Slots, const ROOM: usize>([low, middle, high]: [&[B]; 3], row: &mut [u32]) {
    for outcome in Outcome::ALL {
        let mut chosen = [0_u8; ROOM];
        let planes = low.iter().zip(middle).zip(high);
        for (chosen, ((&low, &middle), &high)) in chosen.iter_mut().zip(planes) {
            *chosen = with_code([low, middle, high], outcome).first_byte();
        }
        for (slot, counts) in row.chunks_exact_mut(OUTCOMES).enumerate() {
            let sum: u8 = chosen.iter().map(|mask| mask >> slot & 1).sum();
            counts[usize::from(outcome.code() - 1)] += u32::from(sum);
        }
    }
}

/// Few organisations, or many slots: one by one, eight slots at an addition.
fn count_each<B: Slots, const LANES: usize>(
    [low, middle, high]: [&[B]; 3],
    kind_of: &[u8],
    kinds: KindSet,
    row: &mut [u32],
) {
    let mut bytes = [[0_u64; OUTCOMES]; LANES];
    let planes = low.iter().zip(middle).zip(high);
    for (((&low, &middle), &high), _) in planes.zip(kind_of).filter(|(_, kind)| kinds.has(**kind)) {
        for (at, outcome) in Outcome::ALL.into_iter().enumerate() {
            let mask = with_code([low, middle, high], outcome).wide().to_le_bytes();
            for (sums, byte) in bytes.iter_mut().zip(mask) {
                sums[at] += SPREAD[usize::from(byte)];
            }
        }
    }
    flush(&bytes, row);
}

/// Adds byte counts to the row.
fn flush<const LANES: usize>(bytes: &[[u64; OUTCOMES]; LANES], row: &mut [u32]) {
    for (slot, counts) in row.chunks_exact_mut(OUTCOMES).enumerate() {
        for (count, sum) in counts.iter_mut().zip(bytes[slot / 8]) {
            *count += u32::from(sum.to_le_bytes()[slot % 8]);
        }
    }
}
