//! Head counts and other plain numbers people write.
//!
//! It must not guess: "about thirty" is refused, and so is a negative number.

use super::cell::{Cell, whole};
use crate::fold::squeezed;

/// Why a cell is not a count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoCount {
    /// The cell is empty.
    #[error("blank")]
    Blank,
    /// Below nought.
    #[error("negative: {0}")]
    Negative(String),
    /// Not a whole number.
    #[error("not whole: {0}")]
    Fraction(String),
    /// More than any count can be.
    #[error("too large: {0}")]
    TooLarge(String),
    /// Not a number at all.
    #[error("unreadable: {0}")]
    Unreadable(String),
}

/// Units that may follow a count.
const UNITS: [&str; 6] = ["人次", "人", "名", "个", "位", "场"];

/// The count in a cell: `29`, `29人`, `２９`, `29.0`.
///
/// # Errors
/// When the cell is blank, or holds anything but one whole number with at most a unit behind it.
pub fn read_count(cell: &Cell) -> Result<u32, NoCount> {
    match cell {
        Cell::Number(number) => of_number(*number, cell),
        Cell::Text(text) => of_text(text),
        Cell::Empty => Err(NoCount::Blank),
        Cell::Date(_) | Cell::Bool(_) | Cell::Error(_) => Err(NoCount::Unreadable(cell.text())),
    }
}

fn of_number(number: f64, cell: &Cell) -> Result<u32, NoCount> {
    if !number.is_finite() {
        return Err(NoCount::Unreadable(cell.text()));
    }
    if number < 0.0 {
        return Err(NoCount::Negative(cell.text()));
    }
    if number.fract() != 0.0 {
        return Err(NoCount::Fraction(cell.text()));
    }
    let whole = whole(number).ok_or_else(|| NoCount::TooLarge(cell.text()))?;
    u32::try_from(whole).map_err(|_| NoCount::TooLarge(cell.text()))
}

fn of_text(text: &str) -> Result<u32, NoCount> {
    let squeezed = squeezed(text);
    if squeezed.is_empty() {
        return Err(NoCount::Blank);
    }
    let bare = UNITS
        .iter()
        .find_map(|unit| squeezed.strip_suffix(unit))
        .unwrap_or(&squeezed);
    let numeric = bare.strip_prefix('-').unwrap_or(bare);
    let plain = numeric.starts_with(|c: char| c.is_ascii_digit())
        && numeric.chars().all(|c| c.is_ascii_digit() || c == '.')
        && !numeric.ends_with('.');
    match bare.parse::<f64>() {
        Ok(number) if plain => of_number(number, &Cell::Text(text.to_owned())),
        _ => Err(NoCount::Unreadable(squeezed)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(t: &str) -> Cell {
        Cell::Text(t.to_owned())
    }

    #[test]
    fn counts() {
        for (cell, expected) in [
            (Cell::Number(29.0), 29),
            (Cell::Number(0.0), 0),
            (text("29"), 29),
            (text("29人"), 29),
            (text(" 29 人"), 29),
            (text("２９"), 29),
            (text("29.0"), 29),
            (text("12名"), 12),
            (text("30人次"), 30),
            (text("007"), 7),
        ] {
            assert_eq!(read_count(&cell), Ok(expected), "{cell:?}");
        }
    }

    #[test]
    fn what_is_no_count() {
        for cell in [
            text("约30人"),
            text("30多"),
            text("三十"),
            text("10-12"),
            text("1e3"),
            text("inf"),
            text("5."),
            text(".5"),
            text("1,200"),
            text("人"),
            Cell::Bool(true),
            Cell::Number(f64::NAN),
        ] {
            assert!(
                matches!(read_count(&cell), Err(NoCount::Unreadable(_))),
                "{cell:?}"
            );
        }
        assert_eq!(read_count(&Cell::Empty), Err(NoCount::Blank));
        assert_eq!(read_count(&text("　")), Err(NoCount::Blank));
        assert!(matches!(
            read_count(&Cell::Number(-1.0)),
            Err(NoCount::Negative(_))
        ));
        assert!(matches!(read_count(&text("-3人")), Err(NoCount::Negative(_))));
        assert!(matches!(
            read_count(&Cell::Number(1.5)),
            Err(NoCount::Fraction(_))
        ));
        assert!(matches!(read_count(&text("2.5")), Err(NoCount::Fraction(_))));
        assert!(matches!(
            read_count(&Cell::Number(1e12)),
            Err(NoCount::TooLarge(_))
        ));
        assert!(matches!(
            read_count(&text("99999999999999999999")),
            Err(NoCount::TooLarge(_))
        ));
    }
}
