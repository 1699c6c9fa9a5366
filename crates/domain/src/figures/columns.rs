//! The organisations of a tree as columns, numbered in preorder: a subtree is a range of numbers.
#![expect(
    clippy::indexing_slicing,
    reason = "numbers below the length, checked when the columns are made"
)]

use super::rules::MAX_SLOTS;
use super::slots::Duties;

/// No organisation: the parent of a root.
pub const NONE: u32 = u32::MAX;

/// Why organisations make no tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TreeRefusal {
    /// An organisation does not follow its parent's subtree: not in preorder, or a circle.
    #[error("organisation {org} is out of place")]
    OutOfPlace {
        /// The organisation at fault.
        org: u32,
    },
    /// Columns of different lengths, too many organisations or too many slots.
    #[error("the columns do not fit together")]
    Misfit,
}

/// A set of kinds of organisation (index into the pack's kinds).
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct KindSet([u64; 4]);

impl KindSet {
    /// Every kind.
    pub const ALL: Self = Self([u64::MAX; 4]);

    /// The set of these kinds.
    #[must_use]
    pub fn of(kinds: &[u8]) -> Self {
        let mut set = Self::default();
        for &kind in kinds {
            set.0[usize::from(kind >> 6)] |= 1 << (kind & 63);
        }
        set
    }

    /// Is this kind one of them?
    #[must_use]
    #[inline]
    pub fn has(&self, kind: u8) -> bool {
        self.0[usize::from(kind >> 6)] >> (kind & 63) & 1 == 1
    }
}

/// Organisations renumbered in preorder, children in the order they came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Numbering {
    /// Old number of each new one.
    pub order: Vec<u32>,
    /// New number of each old one.
    pub number: Vec<u32>,
    /// Parent by new numbers, [`NONE`] for a root.
    pub parents: Vec<u32>,
}

/// Numbers organisations in preorder, from the parent of each ([`NONE`] for a root).
///
/// # Errors
/// When a parent is unknown or the organisations run in a circle.
pub fn preorder(parents: &[u32]) -> Result<Numbering, TreeRefusal> {
    let count = u32::try_from(parents.len()).map_err(|_| TreeRefusal::Misfit)?;
    let (mut first_child, mut next) = (vec![NONE; parents.len()], vec![NONE; parents.len()]);
    let mut open = Vec::new();
    for org in (0..count).rev() {
        match parents[index(org)] {
            NONE => open.push(org),
            parent if parent < count => {
                next[index(org)] = first_child[index(parent)];
                first_child[index(parent)] = org;
            }
            _ => return Err(TreeRefusal::OutOfPlace { org }),
        }
    }
    let mut order = Vec::with_capacity(parents.len());
    let mut number = vec![NONE; parents.len()];
    while let Some(org) = open.pop() {
        number[index(org)] = u32::try_from(order.len()).unwrap_or(NONE);
        order.push(org);
        if next[index(org)] != NONE {
            open.push(next[index(org)]);
        }
        if first_child[index(org)] != NONE {
            open.push(first_child[index(org)]);
        }
    }
    if let Some(org) = (0..count).find(|&org| number[index(org)] == NONE) {
        return Err(TreeRefusal::OutOfPlace { org });
    }
    let up = |&org: &u32| number.get(index(parents[index(org)])).copied().unwrap_or(NONE);
    let parents = order.iter().map(up).collect();
    Ok(Numbering {
        order,
        number,
        parents,
    })
}

/// The organisations of a tree with their duties.
#[derive(Clone, Debug)]
pub struct Columns {
    parents: Vec<u32>,
    ends: Vec<u32>,
    kinds: Vec<u8>,
    /// The row of a roll-up that takes each organisation's own counts: its own, or for a leaf its parent's.
    pub(super) targets: Vec<u32>,
    /// Organisation of each row of a roll-up, in preorder.
    pub(super) rows: Vec<u32>,
    slots: usize,
    pub(super) words: Words,
    /// Organisation, slot and its own minimum, where it is less than the rule's (按季度折算).
    pub(super) minima: Vec<(u32, u8, u16)>,
}

/// Duties of every organisation, as narrow as the number of slots allows.
#[derive(Clone, Debug)]
pub(super) enum Words {
    Eight(Vec<Duties<u8>>),
    Sixteen(Vec<Duties<u16>>),
    All(Vec<Duties<u64>>),
}

impl Columns {
    /// Organisations in preorder, with the parent and the kind of each, and no duties yet.
    ///
    /// # Errors
    /// When the organisations are not in preorder (see [`preorder`]) or the columns do not fit.
    pub fn new(parents: Vec<u32>, kinds: Vec<u8>, slots: usize) -> Result<Self, TreeRefusal> {
        let count = u32::try_from(parents.len()).map_err(|_| TreeRefusal::Misfit)?;
        if kinds.len() != parents.len() || slots > MAX_SLOTS {
            return Err(TreeRefusal::Misfit);
        }
        let mut ends = vec![count; parents.len()];
        let mut path: Vec<u32> = Vec::new();
        for (org, &parent) in (0..count).zip(&parents) {
            while path.last().is_some_and(|&top| top != parent) {
                path.pop().inspect(|&left| ends[index(left)] = org);
            }
            if parent != NONE && path.is_empty() {
                return Err(TreeRefusal::OutOfPlace { org });
            }
            path.push(org);
        }
        let (targets, rows) = rows_of(&parents, &ends);
        let words = match slots {
            0..=8 => Words::Eight(vec![Duties::default(); parents.len()]),
            9..=16 => Words::Sixteen(vec![Duties::default(); parents.len()]),
            _ => Words::All(vec![Duties::default(); parents.len()]),
        };
        Ok(Self {
            parents,
            ends,
            kinds,
            targets,
            rows,
            slots,
            words,
            minima: Vec::new(),
        })
    }

    /// Number of organisations.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parents.len()
    }

    /// No organisations at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// Number of slots.
    #[must_use]
    pub fn slots(&self) -> usize {
        self.slots
    }

    /// Parent of each organisation, [`NONE`] for a root.
    #[must_use]
    pub fn parents(&self) -> &[u32] {
        &self.parents
    }

    /// Kind of each organisation.
    #[must_use]
    pub fn kinds(&self) -> &[u8] {
        &self.kinds
    }

    /// An organisation and all below it, as a range of numbers.
    #[must_use]
    pub fn subtree(&self, org: u32) -> std::ops::Range<u32> {
        org..self.ends.get(index(org)).copied().unwrap_or(org)
    }

    /// The organisation owes these slots.
    pub fn owe(&mut self, org: u32, slots: u64) {
        self.change(org, |duties| duties.owed |= slots);
    }

    /// The organisation is excused from these slots (免讲).
    pub fn excuse(&mut self, org: u32, slots: u64) {
        self.change(org, |duties| duties.excused |= slots);
    }

    /// These slots of the organisation closed with it (并入, 撤销).
    pub fn close(&mut self, org: u32, slots: u64) {
        self.change(org, |duties| duties.closed |= slots);
    }

    /// The organisation has a complete plan item for these slots.
    pub fn plan(&mut self, org: u32, slots: u64) {
        self.change(org, |duties| duties.planned |= slots);
    }

    /// The organisation is asked for less than the rule's minimum in this slot (E5).
    /// Has no effect on a slot whose minimum is one.
    pub fn prorate(&mut self, org: u32, slot: u8, minimum: u16) {
        self.minima.push((org, slot, minimum));
    }

    /// The lowest organisation that has both in its subtree, [`NONE`] if none has.
    #[must_use]
    pub fn common_ancestor(&self, one: u32, other: u32) -> u32 {
        let mut org = one;
        while org != NONE && !self.subtree(org).contains(&other) {
            org = self.parents.get(index(org)).copied().unwrap_or(NONE);
        }
        org
    }

    pub(super) fn duties(&self, org: u32) -> Duties<u64> {
        let duties = match &self.words {
            Words::Eight(words) => words.get(index(org)).map(|word| word.wide()),
            Words::Sixteen(words) => words.get(index(org)).map(|word| word.wide()),
            Words::All(words) => words.get(index(org)).copied(),
        };
        duties.unwrap_or_default()
    }

    fn change(&mut self, org: u32, change: impl FnOnce(&mut Duties<u64>)) {
        let mut duties = self.duties(org);
        change(&mut duties);
        match &mut self.words {
            Words::Eight(words) => words.get_mut(index(org)).map(|word| *word = Duties::cut(duties)),
            Words::Sixteen(words) => words.get_mut(index(org)).map(|word| *word = Duties::cut(duties)),
            Words::All(words) => words.get_mut(index(org)).map(|word| *word = duties),
        };
    }
}

fn rows_of(parents: &[u32], ends: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut rows: Vec<u32> = Vec::new();
    let mut targets: Vec<u32> = Vec::with_capacity(parents.len());
    for (org, (&parent, &end)) in (0..).zip(parents.iter().zip(ends)) {
        if end > org + 1 || parent == NONE {
            targets.push(u32::try_from(rows.len()).unwrap_or(NONE));
            rows.push(org);
        } else {
            targets.push(targets[index(parent)]);
        }
    }
    (targets, rows)
}

/// A number as an index.
#[expect(
    clippy::as_conversions,
    reason = "u32 to usize never loses on the machines we build for"
)]
#[inline]
pub(super) const fn index(org: u32) -> usize {
    org as usize
}
