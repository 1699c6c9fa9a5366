//! Finds the header of an empty table: the first row whose short texts lie over most columns, and the rows below that
//! name parts of its groups.
//!
//! It must not know any name that a header may have.

use super::super::cell::{Cell, whole};
use super::FormColumn;
use super::grid::Grid;
use crate::fold::squeezed;

/// The header lies among this many filled rows.
const AMONG: usize = 40;
/// A header has no more rows.
const LEVELS: usize = 3;
/// A header is no longer, in characters.
const LONGEST: usize = 40;

/// The rows of a header.
pub(super) struct Heading {
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Heading {
    pub(super) fn find(grid: &Grid<'_>) -> Option<Heading> {
        let first = grid.filled().take(AMONG).find(|row| opens(grid, *row))?;
        let mut last = foot(grid, (first, first));
        while last < first + LEVELS - 1 && continues(grid, last) {
            last = foot(grid, (first, last + 1));
        }
        Some(Heading { first, last })
    }

    /// The columns with what stands over each.
    pub(super) fn columns(&self, grid: &Grid<'_>) -> Vec<FormColumn> {
        let mut columns: Vec<FormColumn> = Vec::new();
        for column in 0..grid.width {
            let mut header: Vec<String> = Vec::new();
            let mut seen = Vec::new();
            for row in self.first..=self.last {
                let mut text = squeezed(&grid.shown(row, column));
                let origin = grid.origin(row, column);
                let is_below = (row + 1..=self.last).any(|below| !grid.is_blank(below, column));
                if text.is_empty() && is_below && grid.region(row, column).is_none() {
                    // A group that is not merged stands over its first column only.
                    let left = columns.last().filter(|left| left.column + 1 == column);
                    text = left
                        .and_then(|left| left.header.get(row - self.first))
                        .cloned()
                        .unwrap_or_default();
                }
                if !text.is_empty() && !seen.contains(&origin) {
                    header.push(text);
                    seen.push(origin);
                }
            }
            if !header.is_empty() {
                columns.push(FormColumn::new(column, header));
            }
        }
        columns
    }

    /// The first row below, less a row that only counts the columns.
    pub(super) fn below(&self, grid: &Grid<'_>) -> usize {
        let below = self.last + 1;
        if counts_columns(grid, below) {
            below + 1
        } else {
            below
        }
    }
}

/// Whether a row can open a header.
fn opens(grid: &Grid<'_>, row: usize) -> bool {
    let filled = grid.filled_columns(row);
    let is_header = |column: &usize| {
        let text = squeezed(&grid.text(row, *column));
        grid.is_text(row, *column) && !text.contains(':') && text.chars().count() <= LONGEST
    };
    let across: usize = filled
        .iter()
        .map(|column| grid.end(row, *column) - column + 1)
        .sum();
    filled.len() >= 2 && filled.iter().all(is_header) && across * 10 >= grid.width * 6
}

/// The last row of the areas that begin in the header so far.
fn foot(grid: &Grid<'_>, (first, last): (usize, usize)) -> usize {
    let ends = (first..=last)
        .flat_map(|row| (0..grid.width).filter_map(move |column| Some((row, grid.region(row, column)?))));
    ends.filter(|(row, region)| region.first_row == *row)
        .map(|(_, region)| region.last_row)
        .filter(|end| *end < first + LEVELS)
        .chain([last])
        .max()
        .unwrap_or(last)
}

/// Whether the row below a header names parts of its groups: all its texts stand under groups, or under blanks.
fn continues(grid: &Grid<'_>, last: usize) -> bool {
    let below = last + 1;
    let is_open = |column: &usize| match grid.region(last, *column) {
        Some(region) => region.last_row == last && region.last_column > region.first_column,
        None => grid.is_blank(last, *column),
    };
    let filled = grid.filled_columns(below);
    filled.len() >= 2
        && !counts_columns(grid, below)
        && filled
            .iter()
            .all(|column| grid.is_text(below, *column) && is_open(column))
}

/// 栏次: 甲, 1, 2, 3.
fn counts_columns(grid: &Grid<'_>, row: usize) -> bool {
    let filled = grid.filled_columns(row);
    let is_letter = |text: &str| {
        let mut letters = text.chars();
        let is_one = matches!(
            letters.next(),
            Some('甲' | '乙' | '丙' | '丁' | '戊' | 'A'..='E' | 'a'..='e' | '栏')
        );
        is_one && matches!(letters.next(), None | Some('次'))
    };
    let mut counted = 0_i64;
    let mut numbers = 0_usize;
    for column in &filled {
        let number = match grid.cell(row, *column) {
            Cell::Number(number) => whole(*number),
            cell => {
                let text = squeezed(&cell.text());
                if is_letter(&text) {
                    continue;
                }
                text.trim_matches(['(', ')']).parse().ok()
            }
        };
        counted += 1;
        if number != Some(counted) {
            return false;
        }
        numbers += 1;
    }
    numbers >= 2 && filled.len() * 10 >= grid.width * 6
}
