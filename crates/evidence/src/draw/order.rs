//! Tickets and their order: whom a seed draws, and who replaces whom.
//! Must not draw again: one seed gives one list, and replacements only go further down it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Frame, Line, Seed, hash_of};

/// The heaviest weight a record may have (6.7).
pub const HEAVIEST: u32 = 8;

/// Risk weights by id of record, 1 where none is given; published before the draw. A record of weight w has w chances to
/// be first, so the first drawn is drawn in exact proportion. What such a draw finds shows trouble, and is no rate.
pub type Weights = BTreeMap<String, u32>;

/// A record with its ticket.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Its stratum.
    pub stratum: String,
    /// Its id.
    pub id: String,
    /// The smallest of its hashes, in hexadecimal.
    pub ticket: String,
}

/// Whom a seed drew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drawn {
    /// Drawn, in the order of their tickets.
    pub drawn: Vec<Listed>,
    /// The others, in the same order: in its stratum, the next of them takes the place of one that cannot be checked, and
    /// the first of them come when the check goes on.
    pub replacements: Vec<Listed>,
}

/// Why nothing can be drawn so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OrderRefusal {
    /// A stratum that the frame does not have.
    NoSuchStratum {
        /// Which.
        stratum: String,
    },
    /// More asked of a stratum than it has.
    TooFew {
        /// Which.
        stratum: String,
        /// How many it has.
        records: u64,
    },
    /// A weight of a record that the frame does not have.
    NoSuchRecord {
        /// Which.
        id: String,
    },
    /// A weight outside 1 to [`HEAVIEST`].
    NoSuchWeight {
        /// Of which record.
        id: String,
    },
}

/// All records of a frame in the order a seed gives them: by ticket, then by id. The ticket is the smallest of
/// sha256(seed + "," + id + "," + j) for j from 1 to the record's weight.
///
/// # Errors
/// Weights of other records, or outside their limits.
pub fn order(frame: &Frame, seed: &Seed, weights: &Weights) -> Result<Vec<Listed>, OrderRefusal> {
    let known: BTreeSet<&str> = frame.lines().iter().map(|line| line.id.as_str()).collect();
    for (id, weight) in weights {
        if !known.contains(id.as_str()) {
            return Err(OrderRefusal::NoSuchRecord { id: id.clone() });
        }
        if !(1..=HEAVIEST).contains(weight) {
            return Err(OrderRefusal::NoSuchWeight { id: id.clone() });
        }
    }
    let ticket = |line: &Line| {
        let weight = weights.get(&line.id).copied().unwrap_or(1);
        let hashes = (1..=weight).map(|chance| hash_of(&format!("{},{},{chance}", seed.as_str(), line.id)));
        hashes.min().unwrap_or_default()
    };
    let mut listed: Vec<Listed> = frame
        .lines()
        .iter()
        .map(|line| Listed {
            stratum: line.stratum.clone(),
            id: line.id.clone(),
            ticket: ticket(line),
        })
        .collect();
    listed.sort_by(|a, b| (&a.ticket, &a.id).cmp(&(&b.ticket, &b.id)));
    Ok(listed)
}

/// Draws so many of each stratum; a stratum without a size is not drawn from.
///
/// # Errors
/// Sizes that the frame cannot give, or weights as [`order`].
pub fn draw(
    frame: &Frame,
    seed: &Seed,
    sizes: &BTreeMap<String, u64>,
    weights: &Weights,
) -> Result<Drawn, OrderRefusal> {
    let strata = frame.strata();
    for (stratum, size) in sizes {
        let Some(records) = strata.get(stratum.as_str()).copied() else {
            return Err(OrderRefusal::NoSuchStratum {
                stratum: stratum.clone(),
            });
        };
        if *size > records {
            return Err(OrderRefusal::TooFew {
                stratum: stratum.clone(),
                records,
            });
        }
    }
    let mut left = sizes.clone();
    let mut found = Drawn {
        drawn: Vec::new(),
        replacements: Vec::new(),
    };
    for listed in order(frame, seed, weights)? {
        match left.get_mut(&listed.stratum).filter(|left| **left > 0) {
            Some(left) => {
                *left -= 1;
                found.drawn.push(listed);
            }
            None => found.replacements.push(listed),
        }
    }
    Ok(found)
}

impl Drawn {
    /// Who takes the place of the `nth` one in a stratum that cannot be checked (from 0): the order is fixed by the draw,
    /// and nobody may choose another.
    #[must_use]
    pub fn replacement(&self, stratum: &str, nth: usize) -> Option<&Listed> {
        self.replacements
            .iter()
            .filter(|listed| listed.stratum == stratum)
            .nth(nth)
    }
}
