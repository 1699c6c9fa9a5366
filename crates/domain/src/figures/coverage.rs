//! Coverage (覆盖人数): distinct people who were present, by the organisation they belong to.
#![expect(
    clippy::indexing_slicing,
    reason = "hot: ranges of runs are made in order, within the length"
)]

use super::columns::{Columns, NONE, index};

/// Who was present at what: people in runs of the same lecture.
#[derive(Clone, Default, Debug)]
pub struct Attendances {
    people: Vec<u32>,
    /// Lecture and first row of each run.
    runs: Vec<(u32, usize)>,
}

impl Attendances {
    /// Nothing yet, with room for `rows`.
    #[must_use]
    pub fn with_capacity(rows: usize) -> Self {
        Self {
            people: Vec::with_capacity(rows),
            runs: Vec::new(),
        }
    }

    /// Adds a person present at a lecture, or an accepted make-up of it. Rows of one lecture may come apart;
    /// they are quickest side by side.
    pub fn push(&mut self, lecture: u32, person: u32) {
        if self.runs.last().is_none_or(|run| run.0 != lecture) {
            self.runs.push((lecture, self.people.len()));
        }
        self.people.push(person);
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// No rows at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }
}

/// Distinct people covered, for every organisation with its subtree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coverage {
    people: Vec<u32>,
    attendances: u64,
}

impl Coverage {
    /// Counts people present at a lecture that counts. `homes` has the organisation of each person
    /// ([`NONE`] for one who belongs to none here); nobody is in two.
    #[must_use]
    pub fn new(
        columns: &Columns,
        homes: &[u32],
        attendances: &Attendances,
        counts: impl Fn(u32) -> bool,
    ) -> Self {
        let mut present = vec![0_u64; homes.len().div_ceil(64)];
        let mut rows = 0;
        let ends = attendances
            .runs
            .iter()
            .skip(1)
            .map(|run| run.1)
            .chain([attendances.people.len()]);
        for (&(lecture, start), end) in attendances.runs.iter().zip(ends) {
            if counts(lecture) {
                rows += end - start;
                for &person in &attendances.people[start..end] {
                    if let Some(word) = present.get_mut(index(person >> 6)) {
                        *word |= 1 << (person & 63);
                    }
                }
            }
        }
        let mut people = vec![0_u32; columns.len()];
        for (chunk, &word) in homes.chunks(64).zip(&present) {
            for (bit, &home) in chunk.iter().enumerate() {
                if word >> bit & 1 == 1
                    && let Some(count) = people.get_mut(index(home))
                {
                    *count += 1;
                }
            }
        }
        for (org, &parent) in columns.parents().iter().enumerate().rev() {
            if parent != NONE {
                people[index(parent)] += people[org];
            }
        }
        Self {
            people,
            attendances: u64::try_from(rows).unwrap_or(u64::MAX),
        }
    }

    /// Distinct people of this organisation and all below it who were present (覆盖党员).
    #[must_use]
    pub fn people(&self, org: u32) -> u32 {
        self.people.get(index(org)).copied().unwrap_or(0)
    }

    /// Attendances at lectures that count (人次).
    #[must_use]
    pub fn attendances(&self) -> u64 {
        self.attendances
    }
}
