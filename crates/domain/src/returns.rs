//! Returns (收表): rows sent out, rows held now, rows that came back; which is which ([`align`]), and what changed
//! ([`merge_row`]). Must not know any form or read cells: columns come by key, cells in one spelling, and what a
//! number or an organisation *means* was settled before.
//!
//! Three rules stand above the rest (X7). A cell that came back empty, or a column the file lacks, is no change and
//! never clears anything. Nothing vanishes: each sent row is paired or gone, each returned one paired, new or
//! repeated. And what is decided does not depend on the order of rows, unless they say the same.

mod alignment;
mod merge;

use std::collections::BTreeMap;

pub use alignment::align;
pub use merge::{find_held, merge_row};

/// A cell in one spelling.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FormCell {
    /// What cells are compared by: an ISO date, a count in decimal, ids of organisations, a folded name. An empty
    /// one says nothing.
    pub value: String,
    /// What people read.
    pub shown: String,
}

/// A row of a form.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FormRow {
    /// 序号, where the row carries one.
    pub number: Option<i64>,
    /// The cells by column. A column that is absent says nothing.
    pub cells: BTreeMap<String, FormCell>,
}

impl FormRow {
    /// What the cell of a column is compared by; empty where the row says nothing.
    #[must_use]
    pub fn value(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", |cell| &cell.value)
    }

    fn shown(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", |cell| &cell.shown)
    }
}

/// How much a column tells about which row is meant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ColumnWeight {
    /// It says which thing the row is about: organisation, date, title, speaker.
    Identity,
    /// It belongs to the thing, but many share it: kind, form, venue, counts.
    Supporting,
    /// Nothing: notes.
    Silent,
}

/// A column of a form, and how it takes part in telling rows apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormColumn {
    /// Its key in [`FormRow::cells`].
    pub key: String,
    /// How much it tells.
    pub weight: ColumnWeight,
}

/// Which returned row is which sent row. Rows are named by their index in what was given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alignment {
    /// Rows that are the same one, in the order of the returned rows.
    pub pairs: Vec<Pair>,
    /// Sent rows that did not come back.
    pub gone: Vec<usize>,
    /// Returned rows that were not sent.
    pub new: Vec<usize>,
    /// Returned rows that say what another returned row says, and which one that is: itself paired or new.
    pub repeated: Vec<(usize, usize)>,
    /// What became of the numbers.
    pub numbers: NumberTrust,
}

/// A sent row and the returned row that is it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pair {
    /// The sent row.
    pub sent: usize,
    /// The returned row.
    pub returned: usize,
    /// How sure that is.
    pub certainty: Certainty,
}

/// How sure a pair is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Certainty {
    /// A careful clerk would not ask.
    Certain,
    /// Very likely the same; shown as such, and taken unless somebody objects.
    Likely,
    /// A person decides.
    Doubtful {
        /// Other sent rows it could as well be, best first. Empty: the question is only whether it is a new row.
        rivals: Vec<usize>,
    },
}

/// What became of the numbers (序号).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NumberTrust {
    /// They came back with their rows.
    Believed,
    /// They point at other rows: numbered anew or sorted away from them.
    NotBelieved,
    /// None of them came back.
    Absent,
}

/// A sent row, beside what is held now and what came back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowMerge {
    /// What is to be done about it.
    pub kind: RowKind,
    /// Cells that any side changed since the row was sent, by column.
    pub cells: Vec<CellMerge>,
}

/// What a sent row has become.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RowKind {
    /// It came back as it was sent: what is held stays, changed here or not.
    Same,
    /// They changed it, and all they changed is held already: nothing is left to do.
    AlreadyHeld,
    /// They changed cells that were not changed here, or not otherwise.
    Changed,
    /// Both sides changed a cell, and not to the same: a person decides.
    Conflict,
    /// It did not come back; here it is as it was sent.
    Gone,
    /// It did not come back, but was changed here since: removing it would lose that, so a person looks.
    GoneButChangedHere,
    /// It is not held any more, and they did not change it either, or sent it back no more.
    GoneHere,
    /// It is not held any more, but they changed it: a person decides.
    GoneHereButChanged,
}

impl RowKind {
    /// Whether it is never taken along with all others, but by itself.
    #[must_use]
    pub fn needs_a_person(self) -> bool {
        matches!(
            self,
            Self::Conflict | Self::GoneButChangedHere | Self::GoneHereButChanged
        )
    }
}

/// A cell of a sent row, as people read it on each side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CellMerge {
    /// The column.
    pub column: String,
    /// What was sent.
    pub sent: String,
    /// What is held now; what was sent, where the held row does not say.
    pub held: String,
    /// What came back; what was sent, where nothing came back for it.
    pub returned: String,
    /// Who changed it.
    pub verdict: CellVerdict,
}

/// Who changed a cell since it was sent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CellVerdict {
    /// Only they.
    Returned,
    /// Only we.
    Held,
    /// Both, to the same.
    Both,
    /// Both, to different values.
    Conflict,
}
