//! Sessions (场次): lectures counted once for every organisation and all above it, by cell.
//! A cell is one exclusive bucket of lectures (a speaker class, say) in one period, so cells add up.
#![expect(
    clippy::indexing_slicing,
    reason = "hot: cells and organisations are checked before they are used"
)]

use jiff::civil::Date;

use super::columns::{Columns, NONE, index};
use super::credits::{Credit, Credits, day_number};

/// Which cell a lecture is counted in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SessionCells {
    buckets: usize,
    periods: usize,
    of_class: Vec<Option<u8>>,
    base: u16,
    of_day: Vec<Option<usize>>,
}

impl SessionCells {
    /// `of_class` names the bucket of each class of lecture, none for a class that is no session of its
    /// organisation (an inherited credit). Periods are first and last days; a day is in the first that has it.
    #[must_use]
    pub fn new(of_class: Vec<Option<u8>>, periods: &[(Date, Date)]) -> Self {
        let buckets = of_class
            .iter()
            .flatten()
            .max()
            .map_or(0, |&last| usize::from(last) + 1);
        let days = periods
            .iter()
            .map(|&(first, last)| day_number(first)..=day_number(last));
        let base = days.clone().map(|range| *range.start()).min().unwrap_or(0);
        let last = days.clone().map(|range| *range.end()).max().unwrap_or(0);
        let of_day = (base..=last)
            .map(|day| days.clone().position(|range| range.contains(&day)))
            .collect();
        Self {
            buckets,
            periods: periods.len(),
            of_class,
            base,
            of_day,
        }
    }

    /// The cell of a lecture, if it is counted at all.
    #[inline]
    pub(super) fn cell(&self, day: u16, class: u16) -> Option<usize> {
        let bucket = (*self.of_class.get(usize::from(class))?)?;
        let period = (*self.of_day.get(usize::from(day.wrapping_sub(self.base)))?)?;
        Some(period * self.buckets + usize::from(bucket))
    }

    pub(super) fn len(&self) -> usize {
        self.buckets * self.periods
    }

    pub(super) fn at(&self, bucket: u8, period: usize) -> Option<usize> {
        let bucket = usize::from(bucket);
        (bucket < self.buckets && period < self.periods).then(|| period * self.buckets + bucket)
    }
}

/// Sessions of every organisation with its subtree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sessions {
    cells: SessionCells,
    counts: Vec<u32>,
}

impl Sessions {
    /// Counts each lecture once in every subtree that has one of its organisations: a joint lecture is one
    /// session of each host, and one of all above them (联合党课计一场).
    #[must_use]
    pub fn new(columns: &Columns, credits: &Credits, cells: SessionCells) -> Self {
        let mut all = Self {
            counts: vec![0; columns.len() * cells.len()],
            cells,
        };
        let (mut done, mut hosts) = (0, Vec::new());
        for &(first, length) in credits.joint() {
            let (first, end) = (index(first), index(first) + index(length));
            all.add_single(&credits.rows()[done..first]);
            all.add_joint(columns, &credits.rows()[first..end], &mut hosts);
            done = end;
        }
        all.add_single(&credits.rows()[done..]);
        all.climb(columns);
        all
    }

    /// Sessions of one bucket in one period.
    #[must_use]
    pub fn count(&self, org: u32, bucket: u8, period: usize) -> u32 {
        self.cells
            .at(bucket, period)
            .and_then(|cell| self.row(org).get(cell))
            .copied()
            .unwrap_or(0)
    }

    /// Sessions of one period, all buckets.
    #[must_use]
    pub fn of_period(&self, org: u32, period: usize) -> u32 {
        let start = period * self.cells.buckets;
        self.row(org)
            .get(start..start + self.cells.buckets)
            .map_or(0, |cells| cells.iter().sum())
    }

    /// Sessions of one bucket, all periods.
    #[must_use]
    pub fn of_bucket(&self, org: u32, bucket: u8) -> u32 {
        (0..self.cells.periods)
            .map(|period| self.count(org, bucket, period))
            .sum()
    }

    /// Sessions in all.
    #[must_use]
    pub fn total(&self, org: u32) -> u32 {
        self.row(org).iter().sum()
    }

    pub(super) fn row(&self, org: u32) -> &[u32] {
        let start = index(org) * self.cells.len();
        self.counts.get(start..start + self.cells.len()).unwrap_or(&[])
    }

    fn add_single(&mut self, rows: &[Credit]) {
        let stride = self.cells.len();
        for credit in rows {
            if let Some(cell) = self.cells.cell(credit.day, credit.class)
                && let Some(count) = self.counts.get_mut(index(credit.org) * stride + cell)
            {
                *count = count.wrapping_add(1); // a joint lecture may have left less than none for now
            }
        }
    }

    /// One for each host, less one where two neighbouring hosts meet: each subtree is left with exactly one.
    fn add_joint(&mut self, columns: &Columns, rows: &[Credit], hosts: &mut Vec<u32>) {
        let counted = |credit: &&Credit| self.cells.cell(credit.day, credit.class).is_some();
        let Some(cell) = rows
            .iter()
            .find_map(|credit| self.cells.cell(credit.day, credit.class))
        else {
            return;
        };
        hosts.clear();
        hosts.extend(rows.iter().filter(counted).map(|credit| credit.org));
        hosts.retain(|&org| index(org) < columns.len());
        hosts.sort_unstable();
        hosts.dedup();
        let stride = self.cells.len();
        let mut before = NONE;
        for &org in &*hosts {
            let count = &mut self.counts[index(org) * stride + cell];
            *count = count.wrapping_add(1);
            let meeting = columns.common_ancestor(before, org);
            if meeting != NONE {
                let count = &mut self.counts[index(meeting) * stride + cell];
                *count = count.wrapping_sub(1);
            }
            before = org;
        }
    }

    fn climb(&mut self, columns: &Columns) {
        let stride = self.cells.len();
        for (org, &parent) in columns.parents().iter().enumerate().rev() {
            if parent != NONE {
                let (upper, lower) = self.counts.split_at_mut(org * stride);
                let above = &mut upper[index(parent) * stride..][..stride];
                for (sum, part) in above.iter_mut().zip(&lower[..stride]) {
                    *sum = sum.wrapping_add(*part);
                }
            }
        }
    }
}
