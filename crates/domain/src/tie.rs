//! What the columns and cells of a table from above mean (X7): a [`Tie`] names a figure, a field of a record or nothing
//! for each, is settled once by a person, and remembered by the fingerprint of the table's header.
//!
//! Must not count (reports do, by their keys), read sheets, or know a name: what figures and fields are called comes in.
//! Nothing is invented: what is not known stays [`Meaning::Unknown`] and is filled in by hand.

mod meaning;
mod proposing;
#[cfg(test)]
mod tests;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use meaning::{Meaning, NoMeaning, When};
pub use proposing::{Because, Named, Proposal, Proposals, Sureness, Vocabulary, propose};

use crate::worded::worded;

worded! {
    /// What a row of a table is.
    pub enum RowsOf {
        /// One of the units right below the organisation, and perhaps their total.
        Units = "units",
        /// A lecture.
        Lectures = "lectures",
        /// An organisation below.
        Organisations = "organisations",
        /// There are none: single cells only.
        Nothing = "nothing",
    }
}

/// What a table means, by its columns from the left and its single cells from the top.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Tie {
    /// What its rows are.
    pub rows: RowsOf,
    /// What its columns mean.
    pub columns: Vec<Meaning>,
    /// What its single cells mean.
    pub cells: Vec<Meaning>,
}

/// A table as it is asked, without its values.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AskedTable {
    /// The texts above it.
    pub titles: Vec<String>,
    /// Its columns, from the left.
    pub columns: Vec<AskedPlace>,
    /// Its single cells, from the top.
    pub cells: Vec<AskedPlace>,
    /// How many of its rows are named by an organisation.
    pub named_rows: usize,
}

/// A column or a cell as it is asked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AskedPlace {
    /// What stands over or beside it, without times; the group first.
    pub name: Vec<String>,
    /// The time it tells.
    pub when: When,
}

impl Tie {
    /// Whether it fits a table: as many columns and cells.
    #[must_use]
    pub fn fits(&self, table: &AskedTable) -> bool {
        self.columns.len() == table.columns.len() && self.cells.len() == table.cells.len()
    }
}

/// Why a table from above is not filled in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TableRefusal {
    /// It is an `.xls`, an `.et` or a text: it would lose its look.
    OldFormat,
    /// Nothing in it that could be filled in was found.
    NoTable,
    /// Neither its title nor the one who asks says for which period it is.
    NoPeriod,
    /// What was told of its columns does not fit it, or is no meaning.
    OddTie,
}

impl Serialize for RowsOf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for RowsOf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RowsOf, D::Error> {
        let word = String::deserialize(deserializer)?;
        RowsOf::parse(&word).ok_or_else(|| D::Error::custom(word))
    }
}
