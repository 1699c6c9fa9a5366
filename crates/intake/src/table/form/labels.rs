//! Single cells to be filled in: behind a label with a colon, or in the blank beside one.
//!
//! It must not know what a label means.

use super::LabelCell;
use super::grid::Grid;
use super::time;
use crate::fold::squeezed;

/// A label is no longer, in characters.
const LONGEST: usize = 20;

/// The single cells in the rows that are meant.
pub(super) fn labels(grid: &Grid<'_>, is_meant: &dyn Fn(usize) -> bool) -> Vec<LabelCell> {
    let rows = grid.filled().filter(|row| is_meant(*row));
    rows.flat_map(|row| of_row(grid, row)).collect()
}

fn of_row(grid: &Grid<'_>, row: usize) -> Vec<LabelCell> {
    let filled = grid.filled_columns(row);
    let several = filled.len() >= 2;
    let mut found = Vec::new();
    for column in filled {
        let text = grid.text(row, column);
        let label = squeezed(&text);
        if !grid.is_text(row, column) || label.chars().count() > LONGEST {
            continue;
        }
        let beside = grid.end(row, column) + 1;
        let is_blank =
            beside < grid.width && grid.is_blank(row, beside) && grid.origin(row, beside) == (row, beside);
        let is_framed = is_blank && grid.end(row, beside) > beside;
        // Kept as the sender wrote it.
        let before = label.ends_with(':').then(|| grid.cell(row, column).written());
        let label = label.trim_end_matches(':').to_owned();
        let place = match (&before, is_framed, is_blank) {
            // A merged blank beside it was made for the value.
            (_, true, _) => Some((beside, None)),
            (Some(_), ..) => Some((column, before.clone())),
            (None, false, true) if several => Some((beside, None)),
            _ => None,
        };
        if let Some((column, before)) = place.filter(|_| !label.is_empty()) {
            let (name, time) = time::read(&label);
            found.push(LabelCell {
                label,
                name,
                time,
                row,
                column,
                before,
            });
        }
    }
    found
}
