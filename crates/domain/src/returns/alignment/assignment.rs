//! The best assignment of returned rows to sent rows: the one with the greatest sum of gains, not the one a greedy
//! hand would make. Must not know what gains mean.
//!
//! Jonker & Volgenant's shortest augmenting paths (1987) over the edges that there are: a returned row may also stay
//! alone, at no gain. Exact for any graph; the work grows with the edges, and rows that share no edge cost nothing
//! together.
#![expect(
    clippy::indexing_slicing,
    reason = "indices are made by the caller and counted here"
)]

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// A sent row that a returned one may be, and what is gained by it; more than nothing.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Edge {
    pub sent: usize,
    pub gain: f64,
}

/// A length that sorts.
#[derive(PartialEq)]
struct Length(f64);

impl Eq for Length {}

impl PartialOrd for Length {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Length {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

struct Search<'a> {
    edges: &'a [Vec<Edge>],
    /// Prices of returned and sent rows; a length is a cost less both, never below nothing.
    price_returned: Vec<f64>,
    price_sent: Vec<f64>,
    mate_of_returned: Vec<Option<usize>>,
    mate_of_sent: Vec<Option<usize>>,
}

/// Where a path ends.
enum End {
    /// At a sent row that is free.
    Free(usize),
    /// At a returned row that stays alone from now on.
    Alone(usize),
}

/// For each returned row its sent row, or none. `edges` has a list for each returned row.
pub(super) fn assign(edges: &[Vec<Edge>], sent: usize) -> Vec<Option<usize>> {
    let mut search = Search {
        edges,
        price_returned: vec![0.0; edges.len()],
        price_sent: vec![0.0; sent],
        mate_of_returned: vec![None; edges.len()],
        mate_of_sent: vec![None; sent],
    };
    for returned in 0..edges.len() {
        search.augment(returned);
    }
    search.mate_of_returned
}

impl Search<'_> {
    /// Takes one more returned row in, along the shortest path.
    fn augment(&mut self, start: usize) {
        let least = self.edges[start]
            .iter()
            .map(|edge| -edge.gain - self.price_sent[edge.sent])
            .fold(0.0, f64::min);
        self.price_returned[start] = least;
        let mut came_from: std::collections::HashMap<usize, usize> = std::collections::HashMap::new();
        let mut settled: Vec<(usize, f64)> = Vec::new();
        let mut heap = BinaryHeap::new();
        let (mut at, mut length) = (start, 0.0);
        let (mut alone, mut alone_at) = (f64::INFINITY, start);
        let mut best: std::collections::HashMap<usize, f64> = std::collections::HashMap::new();
        let end = loop {
            let here = length - self.price_returned[at];
            if here < alone {
                (alone, alone_at) = (here, at);
            }
            for edge in &self.edges[at] {
                let next = here - edge.gain - self.price_sent[edge.sent];
                if best.get(&edge.sent).is_none_or(|known| next < *known) {
                    best.insert(edge.sent, next);
                    came_from.insert(edge.sent, at);
                    heap.push(Reverse((Length(next), edge.sent)));
                }
            }
            let nearest = loop {
                match heap.pop() {
                    Some(Reverse((Length(found), sent))) if best.get(&sent).is_some_and(|b| *b < found) => {}
                    other => break other,
                }
            };
            match nearest {
                Some(Reverse((Length(found), sent))) if found < alone => {
                    let Some(mate) = self.mate_of_sent[sent] else {
                        length = found;
                        break End::Free(sent);
                    };
                    settled.push((sent, found));
                    best.insert(sent, f64::NEG_INFINITY);
                    (at, length) = (mate, found);
                }
                _ => {
                    length = alone;
                    break End::Alone(alone_at);
                }
            }
        };
        self.reprice(start, &settled, length);
        self.turn(start, &end, &came_from);
    }

    fn reprice(&mut self, start: usize, settled: &[(usize, f64)], length: f64) {
        self.price_returned[start] += length;
        for (sent, found) in settled {
            if let Some(mate) = self.mate_of_sent[*sent] {
                self.price_returned[mate] += length - found;
                self.price_sent[*sent] -= length - found;
            }
        }
    }

    /// Gives every returned row on the path the sent row it was reached for.
    fn turn(&mut self, start: usize, end: &End, came_from: &std::collections::HashMap<usize, usize>) {
        let mut freed = match end {
            End::Free(sent) => Some(*sent),
            End::Alone(returned) => self.mate_of_returned[*returned].take(),
        };
        if matches!(end, End::Alone(returned) if *returned == start) {
            return;
        }
        while let Some(sent) = freed {
            let Some(returned) = came_from.get(&sent).copied() else {
                return;
            };
            let before = self.mate_of_returned[returned].replace(sent);
            self.mate_of_sent[sent] = Some(returned);
            freed = if returned == start { None } else { before };
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Edge, assign};

    fn total(edges: &[Vec<Edge>], mates: &[Option<usize>]) -> f64 {
        edges
            .iter()
            .zip(mates)
            .filter_map(|(edges, mate)| edges.iter().find(|edge| Some(edge.sent) == *mate))
            .map(|edge| edge.gain)
            .sum()
    }

    /// Tries everything.
    fn greatest(edges: &[Vec<Edge>], taken: &mut Vec<bool>) -> f64 {
        let Some((first, rest)) = edges.split_first() else {
            return 0.0;
        };
        let mut best = greatest(rest, taken);
        for edge in first {
            if !taken[edge.sent] {
                taken[edge.sent] = true;
                best = best.max(edge.gain + greatest(rest, taken));
                taken[edge.sent] = false;
            }
        }
        best
    }

    proptest! {
        #[test]
        fn x7_no_other_assignment_gains_more(
            gains in proptest::collection::vec(proptest::collection::vec(0_u32..12, 6), 0..7),
        ) {
            let edges: Vec<Vec<Edge>> = gains
                .iter()
                .map(|row| {
                    row.iter()
                        .enumerate()
                        .filter(|(_, gain)| **gain > 4)
                        .map(|(sent, gain)| Edge { sent, gain: f64::from(*gain - 4) })
                        .collect()
                })
                .collect();
            let mates = assign(&edges, 6);
            let mut named: Vec<usize> = mates.iter().flatten().copied().collect();
            let count = named.len();
            named.sort_unstable();
            named.dedup();
            prop_assert_eq!(named.len(), count, "a sent row is taken once");
            prop_assert!((total(&edges, &mates) - greatest(&edges, &mut vec![false; 6])).abs() < 1e-9);
        }
    }
}
