//! One row of a table, its cells asked for by key.
//!
//! It must not hold a cell of an identity column.

use std::borrow::Cow;
use std::sync::Arc;

use super::cell::Cell;
use super::identity::has_long_number;

/// One row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct RawRow {
    /// Its number in the sheet, as a person counts.
    pub row: usize,
    /// The cells of the kept columns in order, merged and filled ones included. No identity column is among them.
    pub original: Vec<Cell>,
    pub(super) columns: Arc<Columns>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// Key and place in `original`.
    pub(super) keys: Vec<(&'static str, usize)>,
    pub(super) headers: Vec<String>,
}

static EMPTY: Cell = Cell::Empty;

impl RawRow {
    /// The cell of a column; empty when the table has no such column.
    #[must_use]
    pub fn get(&self, key: &str) -> &Cell {
        let place = self
            .columns
            .keys
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, place)| *place);
        place.and_then(|place| self.original.get(place)).unwrap_or(&EMPTY)
    }

    /// The text of a column as a person sees it.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.get(key).text()
    }

    /// The text of a column as it may stand on a paper.
    #[must_use]
    pub fn written(&self, key: &str) -> String {
        self.get(key).written()
    }

    /// As [`RawRow::text`], without a copy where there is nothing to change.
    #[must_use]
    pub fn seen(&self, key: &str) -> Cow<'_, str> {
        self.get(key).seen()
    }

    /// True when the table has the column, filled or not.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.columns.keys.iter().any(|(known, _)| *known == key)
    }

    /// The header of the first kept column that holds a number of more than fifteen digits.
    #[must_use]
    pub fn long_number(&self) -> Option<&str> {
        let place = self.original.iter().position(has_long_number)?;
        Some(self.columns.headers.get(place).map_or("", String::as_str))
    }
}
