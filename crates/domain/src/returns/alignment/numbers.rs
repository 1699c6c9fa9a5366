//! Whether the numbers (序号) of a returned file came back with their rows. Must not pair rows.

use std::collections::HashMap;

use super::super::NumberTrust;
use super::table::{BLANK, Row, Table};

/// What the numbers say.
pub(super) struct Numbers {
    pub trust: NumberTrust,
    /// For each returned row the sent row that has its number, if exactly one has.
    pub claims: Vec<Option<usize>>,
    /// The share of numbers that came back with their rows, as far as can be seen.
    pub right: f64,
}

impl Numbers {
    /// Looks whether rows of the same number say the same things. The township that numbered its rows anew points at
    /// wrong ones, from the first row that it struck out.
    pub fn new(table: &Table<'_>) -> Self {
        let claims = claims(table);
        let mut agreement: HashMap<usize, f64> = HashMap::new();
        let mut is_any_claimed = false;
        for (returned, claim) in table.returned.iter().zip(&claims) {
            let Some((at, sent)) = claim.and_then(|at| Some((at, table.sent.get(at)?))) else {
                continue;
            };
            is_any_claimed = true;
            if let Some(share) = agrees(table, sent, returned) {
                let best = agreement.entry(at).or_default();
                *best = best.max(share);
            }
        }
        let count = |is_good: bool| {
            f64::from(
                u32::try_from(
                    agreement
                        .values()
                        .filter(|share| (**share >= 0.5) == is_good)
                        .count(),
                )
                .unwrap_or(u32::MAX),
            )
        };
        let (good, bad) = (count(true), count(false));
        let trust = if !is_any_claimed {
            NumberTrust::Absent
        } else if good >= 3.0 * bad {
            NumberTrust::Believed
        } else {
            NumberTrust::NotBelieved
        };
        Self {
            trust,
            claims: if trust == NumberTrust::Believed {
                claims
            } else {
                vec![None; table.returned.len()]
            },
            right: (good + 1.0) / (good + bad + 2.0),
        }
    }
}

/// Which sent row each returned row's number names.
fn claims(table: &Table<'_>) -> Vec<Option<usize>> {
    let mut named: HashMap<i64, Option<usize>> = HashMap::new();
    for (at, row) in table.sent.iter().enumerate() {
        if let Some(number) = row.number {
            named
                .entry(number)
                .and_modify(|seen| *seen = None)
                .or_insert(Some(at));
        }
    }
    table
        .returned
        .iter()
        .map(|row| *named.get(&row.number?)?)
        .collect()
}

/// The share of identity cells in which both say the same; of all cells, where no identity can be compared.
fn agrees(table: &Table<'_>, sent: &Row, returned: &Row) -> Option<f64> {
    let identities = table.identities();
    let share = |columns: std::ops::Range<usize>| {
        let told = columns
            .map(|column| (sent.value(column), returned.value(column)))
            .filter(|(one, other)| *one != BLANK && *other != BLANK);
        let (mut same, mut all) = (0.0, 0.0);
        for (one, other) in told {
            all += 1.0;
            same += if one == other { 1.0 } else { 0.0 };
        }
        (all > 0.0).then(|| same / all)
    };
    share(0..identities).or_else(|| share(identities..table.columns.len()))
}
