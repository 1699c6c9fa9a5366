//! One cell of a sheet, and the text a person sees in it.
//!
//! It must not guess what a cell means: a number in a date column is still a number here.

use std::borrow::Cow;

use jiff::civil::{DateTime, Time};

use crate::fold::{folded, is_blank, written};

/// The value of a cell. A formula stands for the value it last had.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A text, as written.
    Text(String),
    /// A number that is not shown as a date.
    Number(f64),
    /// A number shown as a date or a moment.
    Date(DateTime),
    /// A truth value.
    Bool(bool),
    /// What a formula shows that failed, `#N/A`.
    Error(String),
}

impl Cell {
    /// Whether it holds a number of more than fifteen digits, alone or inside a text: an identity number, perhaps.
    #[must_use]
    pub fn has_long_number(&self) -> bool {
        super::identity::has_long_number(self)
    }

    /// As a person sees it: whole numbers without `.0`, full-width characters folded, the ends trimmed.
    #[must_use]
    pub fn text(&self) -> String {
        self.seen().into_owned()
    }

    /// As it may stand on a paper: as [`Cell::text`], but a text keeps its full-width marks.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Text(text) => written(text),
            _ => self.text(),
        }
    }

    /// As [`Cell::text`], without a copy when the cell already reads so.
    #[must_use]
    pub fn seen(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => folded(text),
            Self::Number(number) => Cow::Owned(shown(*number)),
            Self::Date(moment) if moment.time() == Time::midnight() => Cow::Owned(moment.date().to_string()),
            Self::Date(moment) => Cow::Owned(moment.strftime("%Y-%m-%d %H:%M:%S").to_string()),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
            Self::Error(text) => Cow::Borrowed(text),
        }
    }

    /// True when a person sees nothing in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => is_blank(text),
            _ => false,
        }
    }
}

/// A number with at most fifteen significant digits, as spreadsheets show it.
fn shown(number: f64) -> String {
    if let Some(whole) = whole(number) {
        return whole.to_string();
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded.abs() < 1e21 {
        format!("{rounded}")
    } else {
        format!("{rounded:e}")
    }
}

/// The number as an integer, when it is one and small enough to be exact or nearly so.
#[must_use]
pub fn whole(number: f64) -> Option<i64> {
    if number.fract() != 0.0 || number.abs() >= 9.0e18 {
        return None;
    }
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "a whole number inside the range of i64"
    )]
    let whole = number as i64;
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_read_as_a_person_sees_them() {
        for (cell, expected) in [
            (Cell::Empty, ""),
            (Cell::Text(" 彭林生　".into()), "彭林生"),
            (Cell::Text("２９人".into()), "29人"),
            (Cell::Number(29.0), "29"),
            (Cell::Number(-3.0), "-3"),
            (Cell::Number(1968.5), "1968.5"),
            (Cell::Number(0.1 + 0.2), "0.3"),
            (Cell::Number(18_075_113_635.0), "18075113635"),
            (Cell::Number(5_301_195_601_010_017.0), "5301195601010017"),
            (Cell::Number(f64::NAN), "NaN"),
            (Cell::Bool(true), "TRUE"),
            (Cell::Error("#N/A".into()), "#N/A"),
            (
                Cell::Date(jiff::civil::date(2020, 5, 1).at(0, 0, 0, 0)),
                "2020-05-01",
            ),
            (
                Cell::Date(jiff::civil::date(2020, 5, 1).at(18, 47, 0, 0)),
                "2020-05-01 18:47:00",
            ),
        ] {
            assert_eq!(cell.text(), expected);
        }
        assert!(Cell::Text("\u{3000}\u{200B}".into()).is_blank());
        assert!(!Cell::Number(0.0).is_blank());
    }
}
