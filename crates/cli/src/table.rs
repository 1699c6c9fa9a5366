//! Lays out tables for a terminal, Chinese characters taking two columns.
//! Must not choose words.

use unicode_width::UnicodeWidthStr;

/// Lines of a table: the first columns as text to the left, the others as figures to the right.
#[must_use]
pub fn lay_out(heads: &[String], rows: &[Vec<String>], texts: usize) -> Vec<String> {
    let width = |column: usize| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.width());
        cells
            .chain(heads.get(column).map(|head| head.width()))
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let line = |cells: &[String]| {
        let padded: Vec<String> = cells
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, width))| {
                let blank = " ".repeat(width.saturating_sub(cell.width()));
                if column < texts {
                    format!("{cell}{blank}")
                } else {
                    format!("{blank}{cell}")
                }
            })
            .collect();
        padded.join("  ").trim_end().to_owned()
    };
    let rule = widths
        .iter()
        .map(|width| "─".repeat(*width))
        .collect::<Vec<_>>()
        .join("  ");
    let mut lines = vec![line(heads), rule];
    lines.extend(rows.iter().map(|row| line(row)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_characters_take_two_columns() {
        let lines = lay_out(
            &["要求".into(), "已讲".into()],
            &[vec!["七一".into(), "9".into()], vec!["a".into(), "1,234".into()]],
            1,
        );
        assert_eq!(
            lines,
            ["要求   已讲", "────  ─────", "七一      9", "a     1,234"]
        );
    }
}
