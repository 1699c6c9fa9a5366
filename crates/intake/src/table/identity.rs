//! Numbers that must not be kept: identity numbers, and long numbers of any kind.
//!
//! Identity columns are dropped before anything else; what is left with a long number is for the caller to refuse.

use super::cell::Cell;
use super::workbook::Row;

/// A column is told by its content from this many identity numbers on.
const ENOUGH: usize = 3;

/// The columns in which most filled cells look like identity numbers.
pub(super) fn columns_of_numbers(rows: &[Row], width: usize) -> Vec<usize> {
    let mut counts = vec![(0_usize, 0_usize); width];
    for row in rows {
        for (cell, (filled, alike)) in row.cells.iter().zip(counts.iter_mut()) {
            if *cell != Cell::Empty {
                *filled += 1;
                *alike += usize::from(looks_like_identity(cell));
            }
        }
    }
    let told = |(_, (filled, alike)): &(usize, (usize, usize))| *alike >= ENOUGH && alike * 2 > *filled;
    counts
        .into_iter()
        .enumerate()
        .filter(told)
        .map(|(column, _)| column)
        .collect()
}

/// Fifteen to nineteen digits, the last may be X, some may be masked with asterisks.
fn looks_like_identity(cell: &Cell) -> bool {
    match cell {
        Cell::Number(number) => (1e14..1e19).contains(number) && number.fract() == 0.0,
        Cell::Text(text) if text.len() >= 15 && text.starts_with(begins_number) => {
            let seen = cell.seen();
            let mut digits = 0_usize;
            let mut length = 0_usize;
            for c in seen.chars().filter(|c| !c.is_whitespace()) {
                length += 1;
                match c {
                    '0'..='9' => digits += 1,
                    '*' => {}
                    'x' | 'X' if length == 18 => {}
                    _ => return false,
                }
            }
            (15..=19).contains(&length) && digits >= 6
        }
        _ => false,
    }
}

/// Most texts are told by their first character.
fn begins_number(c: char) -> bool {
    c.is_ascii_digit() || c == '*' || !(c.is_alphanumeric() && c < '\u{FF00}')
}

/// How many digits there are, of either width; full-width ones end in two bytes that no half-width text has.
fn digits(text: &str) -> usize {
    text.bytes()
        .filter(|byte| byte.is_ascii_digit() || *byte == 0xBC)
        .count()
}

/// A number of more than fifteen digits, alone or inside a text, also when written with spaces.
pub(super) fn has_long_number(cell: &Cell) -> bool {
    match cell {
        Cell::Number(number) => number.abs() >= 1e15,
        Cell::Text(text) if text.len() >= 16 && digits(text) >= 16 => {
            let seen = cell.seen();
            longest_run(&seen) >= 16 || spaced(&seen)
        }
        _ => false,
    }
}

/// True for a text in which no number of more than fifteen digits stands.
pub(super) fn is_clean(text: &str) -> bool {
    longest_run(text) < 16
}

fn longest_run(text: &str) -> usize {
    let (mut longest, mut run) = (0_usize, 0_usize);
    for byte in text.bytes() {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// The whole cell is one number in groups: `530128 19840901 0017`.
fn spaced(text: &str) -> bool {
    let mut length = 0_usize;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        length += 1;
        let last = length == 18 && matches!(c, 'x' | 'X');
        if !(c.is_ascii_digit() || last) {
            return false;
        }
    }
    (16..=19).contains(&length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(t: &str) -> Cell {
        Cell::Text(t.to_owned())
    }

    #[test]
    fn long_numbers() {
        for cell in [
            Cell::Number(5_301_195_601_010_017.0),
            Cell::Number(1e15),
            Cell::Number(-1e15),
            text("530128198409010017"),
            text("53012819840901001X"),
            text("５３０１２８１９８４０９０１００１７"),
            text("证号530128198409010017备查"),
            text("530128 19840901 0017"),
            text("6222021234567890123"),
        ] {
            assert!(has_long_number(&cell), "{cell:?}");
        }
        for cell in [
            Cell::Empty,
            Cell::Number(18_075_113_635.0),
            Cell::Number(999_999_999_999_999.0),
            text("530128840901001"),
            text("13800000000 13900000000"),
            text("13800000000、13900000000"),
            text("2020-05-01 18:47:00"),
            text("中共云岭县柏营镇清屯村第一支部委员会"),
        ] {
            assert!(!has_long_number(&cell), "{cell:?}");
        }
    }

    #[test]
    fn columns_by_content() {
        let row = |cells: Vec<Cell>| Row { number: 1, cells };
        let id = || text("53012819840901001X");
        let rows = [
            row(vec![Cell::Number(1.0), id(), id(), text("13800000000")]),
            row(vec![
                Cell::Number(2.0),
                text("530128840901001"),
                text("乙"),
                text("13800000000"),
            ]),
            row(vec![
                Cell::Number(3.0),
                Cell::Number(5_301_195_601_010_017.0),
                text("丙"),
            ]),
            row(vec![Cell::Number(4.0), text("530128********0017"), id()]),
            row(vec![Cell::Number(5.0), text("无")]),
        ];
        assert_eq!(columns_of_numbers(&rows, 4), [1]);
        assert_eq!(columns_of_numbers(&rows[..2], 4), Vec::<usize>::new());
    }
}
