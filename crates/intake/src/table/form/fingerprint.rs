//! The fingerprint of an empty table: what its header says and how its parts lie to each other, without any period.
//!
//! It must stay the same for good: what tables mean is remembered by it.

use sha2::{Digest, Sha256};

use super::LabelCell;
use super::grid::Grid;
use super::heading::Heading;
use super::time::timeless;

/// The fingerprint of a header.
pub(super) fn of_header(grid: &Grid<'_>, heading: &Heading) -> String {
    let mut cells = Vec::new();
    for row in heading.first..=heading.last {
        for column in grid.filled_columns(row) {
            let wide = grid.end(row, column) - column + 1;
            cells.push((
                row - heading.first,
                column,
                wide,
                timeless(&grid.text(row, column)),
            ));
        }
    }
    let left = cells
        .iter()
        .map(|(_, column, ..)| *column)
        .min()
        .unwrap_or_default();
    let mut digest = Sha256::new();
    for (row, column, wide, text) in cells {
        digest.update(format!("{row} {} {wide} {text}\n", column - left));
    }
    hex(&digest.finalize())
}

/// The fingerprint of a form of single cells.
pub(super) fn of_labels(labels: &[LabelCell]) -> String {
    let mut digest = Sha256::new();
    for label in labels {
        digest.update(format!("{}\n", timeless(&label.label)));
    }
    hex(&digest.finalize())
}

fn hex(bytes: &[u8]) -> String {
    let digit = |part: u8| char::from_digit(u32::from(part), 16).unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}
