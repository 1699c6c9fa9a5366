//! Which rows and held lectures claim each other, and which days a file speaks of. Must not decide.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::LedgerRow;

/// The days a file speaks of, so that a row can be left out of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Range {
    /// The two earliest days.
    first: (Option<Date>, Option<Date>),
    /// The two latest.
    last: (Option<Date>, Option<Date>),
}

impl Range {
    pub(super) fn of(rows: &[LedgerRow]) -> Range {
        let mut days: Vec<Date> = rows.iter().map(|row| row.on).collect();
        days.sort_unstable();
        let back = || days.iter().rev().copied();
        Range {
            first: (days.first().copied(), days.get(1).copied()),
            last: (back().next(), back().nth(1)),
        }
    }

    /// Whether the rows beside one of this day reach to `held`; a file of one row says nothing against it.
    pub(super) fn reaches(&self, held: Date, row: Date) -> bool {
        let (Some(second_first), Some(second_last)) = (self.first.1, self.last.1) else {
            return true;
        };
        let first = self.first.0.filter(|first| *first != row).unwrap_or(second_first);
        let last = self.last.0.filter(|last| *last != row).unwrap_or(second_last);
        first <= held && held <= last
    }
}

/// Which rows would like which held lectures, and how many fields differ.
#[derive(Default)]
pub(super) struct Claims {
    by_row: BTreeMap<usize, Vec<(usize, usize)>>,
    by_held: BTreeMap<usize, Vec<(usize, usize)>>,
}

pub(super) type Wanted = BTreeMap<usize, Vec<usize>>;

impl Claims {
    pub(super) fn add(&mut self, row: usize, held: usize, differing: usize) {
        self.by_row.entry(row).or_default().push((differing, held));
        self.by_held.entry(held).or_default().push((differing, row));
    }

    /// For each side, those on the other with the fewest differing fields.
    pub(super) fn best(&self) -> (Wanted, Wanted) {
        (nearest(&self.by_row), nearest(&self.by_held))
    }
}

fn nearest(claims: &BTreeMap<usize, Vec<(usize, usize)>>) -> Wanted {
    let best = claims.iter().map(|(side, found)| {
        let fewest = found.iter().map(|(differing, _)| *differing).min().unwrap_or(0);
        let mut others: Vec<usize> = found
            .iter()
            .filter(|(differing, _)| *differing == fewest)
            .map(|(_, other)| *other)
            .collect();
        others.sort_unstable();
        others.dedup();
        (*side, others)
    });
    best.collect()
}
