//! What counted lectures credit: one row for each organisation a lecture speaks for.

use jiff::civil::{Date, date};

/// A class no rule names: the row of a lecture taken back.
const VOID: u16 = u16::MAX;

/// Days since 1970-01-01, held to the ends of its range (the year 2149).
#[must_use]
pub fn day_number(on: Date) -> u16 {
    let days = on.duration_since(date(1970, 1, 1)).as_hours() / 24;
    u16::try_from(days.max(0)).unwrap_or(u16::MAX)
}

/// One organisation credited by one counted lecture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Credit {
    /// The organisation, in preorder.
    pub org: u32,
    /// The day of its actual end, as [`day_number`].
    pub day: u16,
    /// What the lecture is, for this organisation: an index into the rules' table of classes
    /// (kind × themed × speaker class × how it came: own, joint, inherited).
    pub class: u16,
}

/// Every credit of a tree, a lecture's rows side by side.
#[derive(Clone, Default, Debug)]
pub struct Credits {
    rows: Vec<Credit>,
    /// First row and number of rows of each lecture with more than one row.
    joint: Vec<(u32, u32)>,
}

impl Credits {
    /// Nothing yet, with room for `rows`.
    #[must_use]
    pub fn with_capacity(rows: usize) -> Self {
        Self {
            rows: Vec::with_capacity(rows),
            joint: Vec::new(),
        }
    }

    /// Adds a counted lecture: the organisations it credits with their classes, the host first.
    /// No organisation twice. Returns the row that [`Credits::void`] wants.
    pub fn push(&mut self, day: u16, credits: &[(u32, u16)]) -> usize {
        let first = self.rows.len();
        self.rows
            .extend(credits.iter().map(|&(org, class)| Credit { org, day, class }));
        if credits.len() > 1 {
            let row = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            self.joint.push((row(first), row(credits.len())));
        }
        first
    }

    /// Takes back the lecture whose first row this is.
    pub fn void(&mut self, first: usize) {
        let start = u32::try_from(first).unwrap_or(u32::MAX);
        let found = self.joint.binary_search_by_key(&start, |joint| joint.0).ok();
        let length = found.and_then(|at| self.joint.get(at)).map_or(1, |joint| joint.1);
        let length = usize::try_from(length).unwrap_or(0);
        for row in self.rows.iter_mut().skip(first).take(length) {
            row.class = VOID;
        }
    }

    /// All rows, in the order they were added.
    #[must_use]
    pub fn rows(&self) -> &[Credit] {
        &self.rows
    }

    /// First row and number of rows of each lecture that credits more than one organisation.
    pub(super) fn joint(&self) -> &[(u32, u32)] {
        &self.joint
    }
}
