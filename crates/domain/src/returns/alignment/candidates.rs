//! Which open rows are worth weighing against each other. Must not weigh them.

use std::collections::{BTreeSet, HashMap};

use super::numbers::Numbers;
use super::table::{BLANK, Row, Table, Value};

/// So many pairs are weighed without asking further.
const ALL: usize = 100_000;

/// Sent rows that may share what makes them candidates; what more share tells none of them.
const TOO_COMMON: usize = 48;

/// For each open returned row the open sent rows it may be.
pub(super) struct Candidates<'a> {
    table: &'a Table<'a>,
    numbers: &'a Numbers,
    open_sent: &'a [usize],
    /// By one identity value or two of them; `None` where everything is weighed.
    shared: Option<HashMap<Shared, Vec<usize>>>,
}

/// One or two columns with a value each.
type Shared = ((usize, Value), Option<(usize, Value)>);

impl<'a> Candidates<'a> {
    pub fn new(
        table: &'a Table<'a>,
        numbers: &'a Numbers,
        open_sent: &'a [usize],
        open_returned: usize,
    ) -> Self {
        let is_small = open_sent.len().saturating_mul(open_returned) <= ALL;
        let shared = (!is_small).then(|| {
            let mut shared: HashMap<Shared, Vec<usize>> = HashMap::new();
            for at in open_sent {
                for key in table.sent.get(*at).into_iter().flat_map(|row| keys(table, row)) {
                    shared.entry(key).or_default().push(*at);
                }
            }
            shared.retain(|_, rows| rows.len() <= TOO_COMMON);
            shared
        });
        Self {
            table,
            numbers,
            open_sent,
            shared,
        }
    }

    pub fn of(&self, returned: usize) -> Vec<usize> {
        let (Some(shared), Some(row)) = (&self.shared, self.table.returned.get(returned)) else {
            return self.open_sent.to_vec();
        };
        let claim = self.numbers.claims.get(returned).copied().flatten();
        let claim = claim.filter(|claim| self.open_sent.binary_search(claim).is_ok());
        let found: BTreeSet<usize> = keys(self.table, row)
            .into_iter()
            .filter_map(|key| shared.get(&key))
            .flatten()
            .copied()
            .chain(claim)
            .collect();
        found.into_iter().collect()
    }
}

/// Each identity value of a row alone, and each two together.
fn keys(table: &Table<'_>, row: &Row) -> Vec<Shared> {
    let told: Vec<(usize, Value)> = (0..table.identities())
        .map(|column| (column, row.value(column)))
        .filter(|(_, value)| *value != BLANK)
        .collect();
    let mut keys: Vec<Shared> = told.iter().map(|one| (*one, None)).collect();
    for (at, one) in told.iter().enumerate() {
        keys.extend(told.iter().skip(at + 1).map(|other| (*one, Some(*other))));
    }
    keys
}
