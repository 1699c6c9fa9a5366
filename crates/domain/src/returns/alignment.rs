//! Which returned row is which sent row. Must not say what changed in it.
//!
//! 1. Are the numbers (序号) believed? They are, when rows of the same number mostly say the same.
//! 2. Rows that say the same, and are the only ones that do, are pairs.
//! 3. What is left is weighed, each open row with each it could be: record linkage after Fellegi & Sunter (1969).
//! 4. The best assignment of all is taken, not the best pair first: two rows that both look like one are told apart.
//! 5. How sure a pair is depends on what is said for it and on what else could be had for about as much.

mod assignment;
mod candidates;
mod evidence;
mod exact;
mod judging;
mod likeness;
mod numbers;
mod table;

use std::collections::HashMap;

use super::{Alignment, Certainty, FormColumn, FormRow, NumberTrust, Pair};
use assignment::{Edge, assign};
use candidates::Candidates;
use evidence::Evidence;
use exact::{Settled, settle};
use judging::{ASKED, FLOOR, Weighed};
use numbers::Numbers;
use table::{BLANK, Table, Value};

/// Decides for every returned row which sent row it is, and for every sent row whether it came back.
///
/// Each sent row is in exactly one of `pairs` and `gone`, each returned one in exactly one of `pairs`, `new` and
/// `repeated`. The order of rows decides nothing, except which of two rows that say the same is which.
#[must_use]
pub fn align(sent: &[FormRow], returned: &[FormRow], columns: &[FormColumn]) -> Alignment {
    let table = Table::new(sent, returned, columns);
    let numbers = Numbers::new(&table);
    let mut settled = settle(&table, &numbers);
    let mut certainties = HashMap::new();
    let copies = copies(&table, &numbers, &settled);
    weigh(&table, &numbers, &mut settled, &mut certainties, &copies);
    take_renamed(&numbers, &mut settled, &mut certainties, &copies);
    gather(&table, &numbers, &settled, certainties)
}

/// Open returned rows that say in every cell what a settled one says, and whose number names no open row.
fn copies(table: &Table<'_>, numbers: &Numbers, settled: &Settled) -> Vec<bool> {
    let said: std::collections::HashSet<&[Value]> = table
        .returned
        .iter()
        .enumerate()
        .filter(|(at, _)| !settled.is_returned_open(*at))
        .map(|(_, row)| row.values.as_slice())
        .collect();
    table
        .returned
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let claim = numbers.claims.get(at).copied().flatten();
            settled.is_returned_open(at)
                && said.contains(row.values.as_slice())
                && row.values.iter().any(|value| *value != BLANK)
                && !claim.is_some_and(|sent| settled.is_sent_open(sent))
        })
        .collect()
}

/// Weighs what is open and settles the best of it.
fn weigh(
    table: &Table<'_>,
    numbers: &Numbers,
    settled: &mut Settled,
    certainties: &mut HashMap<usize, Certainty>,
    copies: &[bool],
) {
    let sent = settled.open_sent();
    let returned: Vec<usize> = settled
        .open_returned()
        .into_iter()
        .filter(|at| !copies.get(*at).copied().unwrap_or(false))
        .collect();
    if sent.is_empty() || returned.is_empty() {
        return;
    }
    let candidates = Candidates::new(table, numbers, &sent, returned.len());
    let expected = Expected::new(numbers, settled, sent.len());
    let mut evidence = Evidence::new(table, &returned);
    let places: HashMap<usize, usize> = sent.iter().enumerate().map(|(place, at)| (*at, place)).collect();
    let mut edges: Vec<Vec<Edge>> = Vec::with_capacity(returned.len());
    for other in &returned {
        let mut of_row = Vec::new();
        for one in candidates.of(*other) {
            let rows = (table.sent.get(one), table.returned.get(*other), places.get(&one));
            let (Some(row), Some(came), Some(place)) = rows else {
                continue;
            };
            if let Some(bits) = evidence.bits(row, came) {
                let mut gain = bits + expected.bits(one, *other) - FLOOR;
                // Lectures of a series say nothing for each other, but somebody would still ask.
                if expected.is_free(*other) && evidence.is_all_but_one(row, came) {
                    gain = gain.max(ASKED);
                }
                if gain > 0.0 {
                    of_row.push(Edge { sent: *place, gain });
                }
            }
        }
        edges.push(of_row);
    }
    let mates = assign(&edges, sent.len());
    let weighed = Weighed::new(table, (&sent, &returned), &edges, &mates);
    for (other, (came, mate)) in returned.iter().zip(&mates).enumerate() {
        if let Some((mate, one)) = mate.and_then(|mate| Some((mate, *sent.get(mate)?))) {
            let strange = match (table.sent.get(one), table.returned.get(*came)) {
                // A number that is believed says that it is this row, however strange.
                (Some(row), Some(said)) if !expected.is_named(one, *came) => evidence.strange(row, said),
                _ => 0,
            };
            certainties.insert(*came, weighed.certainty(mate, other, strange));
            settled.pair(one, *came);
        }
    }
}

/// What is expected of a pair before its cells are looked at, by the numbers.
struct Expected<'a> {
    numbers: &'a Numbers,
    /// Bits for the row that a number names, and against all others.
    named: f64,
    not_named: f64,
    /// Bits for any one row, when the number is missing or unknown.
    free: f64,
}

impl<'a> Expected<'a> {
    fn new(numbers: &'a Numbers, settled: &Settled, open_sent: usize) -> Self {
        let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let one_of_all = -(count(open_sent) + 1.0).log2();
        let odds = |share: f64| (share / (1.0 - share)).log2();
        let free = if numbers.trust == NumberTrust::Believed {
            let without = || {
                let all = numbers.claims.iter().enumerate();
                all.filter(|(_, claim)| claim.is_none())
            };
            let old = without().filter(|(at, _)| !settled.is_returned_open(*at)).count();
            odds((count(old) + 0.2) / (count(without().count()) + 1.5))
        } else {
            0.0
        };
        Self {
            numbers,
            named: odds(numbers.right),
            not_named: (1.0 - numbers.right).log2() + one_of_all,
            free: free + one_of_all,
        }
    }

    fn is_free(&self, returned: usize) -> bool {
        self.numbers.claims.get(returned).copied().flatten().is_none()
    }

    fn is_named(&self, sent: usize, returned: usize) -> bool {
        self.numbers.claims.get(returned).copied().flatten() == Some(sent)
    }

    fn bits(&self, sent: usize, returned: usize) -> f64 {
        match self.numbers.claims.get(returned).copied().flatten() {
            Some(claim) if claim == sent => self.named,
            Some(_) => self.not_named,
            None => self.free,
        }
    }
}

/// A believed number names a row, even if all else was written over: somebody may have reused the line, so it is asked.
fn take_renamed(
    numbers: &Numbers,
    settled: &mut Settled,
    certainties: &mut HashMap<usize, Certainty>,
    copies: &[bool],
) {
    for (returned, claim) in numbers.claims.iter().enumerate() {
        let is_copy = copies.get(returned).copied().unwrap_or(false);
        if let Some(sent) = claim
            && !is_copy
            && settled.is_returned_open(returned)
            && settled.is_sent_open(*sent)
        {
            settled.pair(*sent, returned);
            certainties.insert(returned, Certainty::Doubtful { rivals: Vec::new() });
        }
    }
}

/// Names rows as they were given; what is open on both sides is gone, new or repeated.
fn gather(
    table: &Table<'_>,
    numbers: &Numbers,
    settled: &Settled,
    mut certainties: HashMap<usize, Certainty>,
) -> Alignment {
    let given_sent = |at: usize| table.sent.get(at).map(|row| row.given);
    let given_returned = |at: usize| table.returned.get(at).map(|row| row.given);
    let mut pairs = Vec::new();
    for (returned, sent) in settled.of_returned.iter().enumerate() {
        if let Some((sent, came)) = sent.and_then(|sent| Some((given_sent(sent)?, given_returned(returned)?)))
        {
            let certainty = match certainties.remove(&returned) {
                Some(Certainty::Doubtful { rivals }) => Certainty::Doubtful {
                    rivals: rivals.into_iter().filter_map(given_sent).collect(),
                },
                other => other.unwrap_or(Certainty::Certain),
            };
            pairs.push(Pair {
                sent,
                returned: came,
                certainty,
            });
        }
    }
    let mut gone: Vec<usize> = settled.open_sent().into_iter().filter_map(given_sent).collect();
    let (mut new, mut repeated) = split_repeated(table, settled);
    pairs.sort_by_key(|pair| pair.returned);
    gone.sort_unstable();
    new.sort_unstable();
    repeated.sort_unstable();
    Alignment {
        pairs,
        gone,
        new,
        repeated,
        numbers: numbers.trust,
    }
}

/// Open returned rows: new, unless another row has the same identity in full (or, where there is none, says the same).
fn split_repeated(table: &Table<'_>, settled: &Settled) -> (Vec<usize>, Vec<(usize, usize)>) {
    let width = match table.identities() {
        0 => table.columns.len(),
        identities => identities,
    };
    let key = |at: usize| {
        let key = table.returned.get(at)?.values.get(..width)?;
        (!key.is_empty() && !key.contains(&BLANK)).then_some(key)
    };
    let mut first: HashMap<&[Value], usize> = HashMap::new();
    for (at, sent) in settled.of_returned.iter().enumerate() {
        if let (Some(key), true) = (key(at), sent.is_some()) {
            first.entry(key).or_insert(at);
        }
    }
    let (mut new, mut repeated) = (Vec::new(), Vec::new());
    let mut open = settled.open_returned();
    open.sort_by_key(|at| table.returned.get(*at).map(|row| row.given));
    for at in open {
        let Some(given) = table.returned.get(at).map(|row| row.given) else {
            continue;
        };
        let earlier = key(at).map(|key| *first.entry(key).or_insert(at));
        match earlier.filter(|earlier| *earlier != at) {
            Some(earlier) => {
                repeated.extend(table.returned.get(earlier).map(|row| (given, row.given)));
            }
            None => new.push(given),
        }
    }
    (new, repeated)
}
