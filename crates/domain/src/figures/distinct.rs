//! Counts of things that stand at several organisations at once (a joint lecture, a member who moved): in every
//! subtree each of them is one. Must not know what is counted.

use super::columns::{NONE, index};

/// Counts on their way: own ones first, then [`Distinct::summed`].
#[derive(Clone, Debug)]
pub struct Distinct<'a> {
    /// Parent of each organisation in preorder, [`NONE`] for a root.
    parents: &'a [u32],
    cells: usize,
    counts: Vec<u32>,
}

/// Counts of every organisation with all below it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sums {
    cells: usize,
    counts: Vec<u32>,
}

impl<'a> Distinct<'a> {
    /// Nothing yet; `cells` different counts for each organisation. `parents` are in preorder: each before its own.
    #[must_use]
    pub fn new(parents: &'a [u32], cells: usize) -> Self {
        Self {
            parents,
            cells,
            counts: vec![0; parents.len() * cells],
        }
    }

    /// Adds one thing, weighing so much, that stands at these organisations: sorted, each once. One for each place,
    /// less one where two neighbouring places meet: every subtree is left with exactly one.
    pub fn add(&mut self, orgs: &[u32], cell: usize, weight: u32) {
        let mut before = NONE;
        for &org in orgs {
            self.change(org, cell, weight);
            if let Some(meeting) = self.common_ancestor(before, org) {
                self.change(meeting, cell, weight.wrapping_neg());
            }
            before = org;
        }
    }

    fn change(&mut self, org: u32, cell: usize, weight: u32) {
        let at = index(org) * self.cells + cell;
        if let Some(count) = self.counts.get_mut(at).filter(|_| cell < self.cells) {
            // Less than none for now, where two places below meet.
            *count = count.wrapping_add(weight);
        }
    }

    /// In preorder the deeper of two different organisations on one path has the greater number.
    fn common_ancestor(&self, mut one: u32, mut other: u32) -> Option<u32> {
        while one != NONE && other != NONE && one != other {
            let deeper = if one > other { &mut one } else { &mut other };
            *deeper = self.parents.get(index(*deeper)).copied().unwrap_or(NONE);
        }
        (one == other && one != NONE).then_some(one)
    }

    /// Adds each organisation to the one above it, last first.
    #[must_use]
    pub fn summed(mut self) -> Sums {
        let cells = self.cells;
        for (org, &parent) in self.parents.iter().enumerate().rev() {
            let (upper, lower) = self.counts.split_at_mut(org * cells);
            let start = index(parent).saturating_mul(cells);
            let above = upper.get_mut(start..start.saturating_add(cells));
            for (sum, part) in above.into_iter().flatten().zip(lower) {
                *sum = sum.wrapping_add(*part);
            }
        }
        Sums {
            cells,
            counts: self.counts,
        }
    }
}

impl Sums {
    /// A count of an organisation and all below it.
    #[must_use]
    pub fn of(&self, org: u32, cell: usize) -> u32 {
        let at = index(org).saturating_mul(self.cells).saturating_add(cell);
        let count = self.counts.get(at).filter(|_| cell < self.cells);
        count.copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e11_in_every_subtree_a_thing_at_several_places_is_one() {
        // 0 ─┬─ 1 ─┬─ 2
        //    │     └─ 3
        //    └─ 4 ─── 5
        let parents = [NONE, 0, 1, 1, 0, 4];
        for (places, expected) in [
            (vec![2], [1, 1, 1, 0, 0, 0]),
            (vec![2, 3], [1, 1, 1, 1, 0, 0]),
            (vec![2, 3, 5], [1, 1, 1, 1, 1, 1]),
            (vec![1, 3], [1, 1, 0, 1, 0, 0]),
            (vec![0, 2, 5], [1, 1, 1, 0, 1, 1]),
        ] {
            let mut counts = Distinct::new(&parents, 2);
            counts.add(&places, 1, 3);
            let sums = counts.summed();
            let found: Vec<u32> = (0..6).map(|org| sums.of(org, 1)).collect();
            assert_eq!(found, expected.map(|one| one * 3), "{places:?}");
            assert!((0..6).all(|org| sums.of(org, 0) == 0));
        }
    }
}
