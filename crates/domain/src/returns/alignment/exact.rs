//! Pairs that need no weighing: rows that say the same, and are the only ones that do. Must not look for likeness.

use std::collections::HashMap;

use super::numbers::Numbers;
use super::table::{BLANK, Row, Table, Value};

/// What is settled so far; `None` is open.
pub(super) struct Settled {
    pub of_sent: Vec<Option<usize>>,
    pub of_returned: Vec<Option<usize>>,
}

impl Settled {
    pub fn new(table: &Table<'_>) -> Self {
        Self {
            of_sent: vec![None; table.sent.len()],
            of_returned: vec![None; table.returned.len()],
        }
    }

    pub fn pair(&mut self, sent: usize, returned: usize) {
        if let (Some(of_sent), Some(of_returned)) =
            (self.of_sent.get_mut(sent), self.of_returned.get_mut(returned))
        {
            *of_sent = Some(returned);
            *of_returned = Some(sent);
        }
    }

    pub fn is_sent_open(&self, sent: usize) -> bool {
        matches!(self.of_sent.get(sent), Some(None))
    }

    pub fn is_returned_open(&self, returned: usize) -> bool {
        matches!(self.of_returned.get(returned), Some(None))
    }

    pub fn open_returned(&self) -> Vec<usize> {
        open(&self.of_returned)
    }

    pub fn open_sent(&self) -> Vec<usize> {
        open(&self.of_sent)
    }
}

fn open(of: &[Option<usize>]) -> Vec<usize> {
    of.iter()
        .enumerate()
        .filter(|(_, settled)| settled.is_none())
        .map(|(at, _)| at)
        .collect()
}

/// Settles, in this order: the same number and the same identity; the same in every cell; the same identity, of which
/// there is only one on each side. A row whose believed number names another row is left to be weighed.
pub(super) fn settle(table: &Table<'_>, numbers: &Numbers) -> Settled {
    let mut settled = Settled::new(table);
    let identities = table.identities();
    // Of two rows that carry one number, the one that changed nothing has it.
    for width in [table.columns.len(), identities] {
        for (returned, claim) in numbers.claims.iter().enumerate() {
            if let Some(sent) = claim
                && settled.is_sent_open(*sent)
                && settled.is_returned_open(returned)
                && says_nothing_else(table, width, *sent, returned)
            {
                settled.pair(*sent, returned);
            }
        }
    }
    take_groups(table, numbers, &mut settled, Which::All);
    take_groups(table, numbers, &mut settled, Which::OnlyOnes);
    settled
}

/// Whether none of the first cells of the returned row differs, and one agrees.
fn says_nothing_else(table: &Table<'_>, width: usize, sent: usize, returned: usize) -> bool {
    let (Some(sent), Some(returned)) = (table.sent.get(sent), table.returned.get(returned)) else {
        return false;
    };
    let mut told = (0..width)
        .map(|column| (sent.value(column), returned.value(column)))
        .filter(|(_, other)| *other != BLANK)
        .peekable();
    told.peek().is_some() && told.all(|(one, other)| one == other)
}

/// Which groups of rows are taken.
#[derive(Clone, Copy, PartialEq)]
enum Which {
    /// Those that say the same in every cell.
    All,
    /// Those of the same identity, in full, of which among *all* rows one is on each side.
    OnlyOnes,
}

impl Which {
    fn key<'a>(self, table: &Table<'_>, row: &'a Row) -> Option<&'a [Value]> {
        match self {
            Self::All => Some(row.values.as_slice()).filter(|key| key.iter().any(|value| *value != BLANK)),
            Self::OnlyOnes => row
                .values
                .get(..table.identities())
                .filter(|key| !key.is_empty() && !key.contains(&BLANK)),
        }
    }
}

type Groups<'a> = HashMap<&'a [Value], (Vec<usize>, Vec<usize>)>;

/// Pairs the open rows of both sides that say the same.
fn take_groups(table: &Table<'_>, numbers: &Numbers, settled: &mut Settled, which: Which) {
    let mut groups: Groups<'_> = HashMap::new();
    for (at, row) in table.sent.iter().enumerate() {
        if let Some(key) = which.key(table, row) {
            groups.entry(key).or_default().0.push(at);
        }
    }
    for (at, row) in table.returned.iter().enumerate() {
        if let Some((_, returned)) = which.key(table, row).and_then(|key| groups.get_mut(key)) {
            returned.push(at);
        }
    }
    let claimed: std::collections::HashSet<usize> = numbers.claims.iter().flatten().copied().collect();
    let may_be = |sent: &usize, returned: &usize| {
        let claim = numbers.claims.get(*returned).copied().flatten();
        claim == Some(*sent) || (claim.is_none() && !claimed.contains(sent))
    };
    let mut groups: Vec<(Vec<usize>, Vec<usize>)> = groups.into_values().collect();
    groups.sort_unstable();
    for (sent, returned) in groups {
        if which == Which::OnlyOnes && (sent.len() != 1 || returned.len() != 1) {
            continue;
        }
        let mut free: Vec<usize> = sent
            .into_iter()
            .filter(|sent| settled.is_sent_open(*sent))
            .collect();
        for returned in returned {
            if !settled.is_returned_open(returned) {
                continue;
            }
            if let Some(at) = free.iter().position(|sent| may_be(sent, &returned)) {
                settled.pair(free.remove(at), returned);
            }
        }
    }
}
