//! The rows of both sides with their values numbered, in an order that does not depend on the order they came in.
//! Must not judge how alike values are.

use std::collections::HashMap;

use super::super::{ColumnWeight, FormColumn, FormRow};

/// A value of a column. [`BLANK`] says nothing; the others are numbered in the order of their texts.
pub(super) type Value = u32;

/// The value of an empty or absent cell.
pub(super) const BLANK: Value = 0;

/// A column that both sides fill somewhere, so that it can tell something.
pub(super) struct Column<'a> {
    pub is_identity: bool,
    /// The texts, from value 1 on.
    pub texts: Vec<&'a str>,
}

/// A row by its values, one per column of the table.
pub(super) struct Row {
    /// Its index in what was given.
    pub given: usize,
    pub number: Option<i64>,
    pub values: Vec<Value>,
}

impl Row {
    pub fn value(&self, column: usize) -> Value {
        self.values.get(column).copied().unwrap_or(BLANK)
    }
}

/// Both sides. Rows are named by their place here, which depends on what they say alone.
pub(super) struct Table<'a> {
    /// Those of identity first.
    pub columns: Vec<Column<'a>>,
    pub sent: Vec<Row>,
    pub returned: Vec<Row>,
}

impl<'a> Table<'a> {
    pub fn new(sent: &'a [FormRow], returned: &'a [FormRow], columns: &[FormColumn]) -> Self {
        let mut table = Self {
            columns: Vec::new(),
            sent: rows(sent),
            returned: rows(returned),
        };
        for weight in [ColumnWeight::Identity, ColumnWeight::Supporting] {
            for column in columns.iter().filter(|column| column.weight == weight) {
                table.take(column, sent, returned);
            }
        }
        let silent: Vec<&str> = columns
            .iter()
            .filter(|column| column.weight == ColumnWeight::Silent)
            .map(|column| column.key.as_str())
            .collect();
        settle(&mut table.sent, sent, &silent);
        settle(&mut table.returned, returned, &silent);
        table
    }

    /// Numbers the values of one column; leaves it out where one side says nothing in it.
    fn take(&mut self, column: &FormColumn, sent: &'a [FormRow], returned: &'a [FormRow]) {
        let is_filled = |rows: &[FormRow]| rows.iter().any(|row| !row.value(&column.key).is_empty());
        if !is_filled(sent) || !is_filled(returned) {
            return;
        }
        let mut texts: Vec<&str> = sent
            .iter()
            .chain(returned)
            .map(|row| row.value(&column.key))
            .filter(|text| !text.is_empty())
            .collect();
        texts.sort_unstable();
        texts.dedup();
        let numbered: HashMap<&str, Value> = texts.iter().copied().zip(1..).collect();
        for (rows, given) in [(&mut self.sent, sent), (&mut self.returned, returned)] {
            for (row, said) in rows.iter_mut().zip(given) {
                let value = numbered.get(said.value(&column.key)).copied();
                row.values.push(value.unwrap_or(BLANK));
            }
        }
        self.columns.push(Column {
            is_identity: column.weight == ColumnWeight::Identity,
            texts,
        });
    }

    /// How many of the first columns are of identity.
    pub fn identities(&self) -> usize {
        self.columns.iter().filter(|column| column.is_identity).count()
    }
}

fn rows(given: &[FormRow]) -> Vec<Row> {
    given
        .iter()
        .enumerate()
        .map(|(given, row)| Row {
            given,
            number: row.number,
            values: Vec::new(),
        })
        .collect()
}

/// Sorts rows by what they say. Those that say the same in every column are left in the order they came in.
fn settle(rows: &mut [Row], given: &[FormRow], silent: &[&str]) {
    rows.sort_by(|one, other| {
        let said = |row: &Row| given.get(row.given);
        one.values
            .cmp(&other.values)
            .then(one.number.cmp(&other.number))
            .then_with(|| {
                let notes = |row| silent.iter().map(move |key| said(row).map(|row| row.value(key)));
                notes(one).cmp(notes(other))
            })
    });
}
