//! A sheet asked by row and column, merged areas included.
//!
//! It must not judge what is a header and what is not.

use std::collections::BTreeMap;

use super::super::cell::Cell;
use super::super::skipped::{FOOTNOTES, TOTALS};
use super::super::workbook::{Region, Row, Sheet};
use crate::fold::{fold, squeezed};

/// More merged areas than any form has; the rest is taken for plain cells.
const MOST: usize = 10_000;
/// So many rows are looked at.
const DEEPEST: usize = 2_000;

/// A sheet asked by row and column.
pub(super) struct Grid<'a> {
    rows: BTreeMap<usize, &'a Row>,
    /// By row, the areas that lie over it.
    regions: BTreeMap<usize, Vec<Region>>,
    /// How many columns there are.
    pub(super) width: usize,
}

impl<'a> Grid<'a> {
    pub(super) fn new(sheet: &'a Sheet) -> Grid<'a> {
        let rows: BTreeMap<usize, &Row> = sheet
            .rows
            .iter()
            .take(DEEPEST)
            .map(|row| (row.number, row))
            .collect();
        let mut regions: BTreeMap<usize, Vec<Region>> = BTreeMap::new();
        for region in sheet.merged.iter().take(MOST) {
            for row in region.first_row..=region.last_row.min(region.first_row.saturating_add(DEEPEST)) {
                regions.entry(row).or_default().push(*region);
            }
        }
        let cells = rows.values().map(|row| row.cells.len());
        let merged = sheet
            .merged
            .iter()
            .take(MOST)
            .map(|region| region.last_column + 1);
        let width = cells.chain(merged).max().unwrap_or_default().min(512);
        Grid { rows, regions, width }
    }

    /// The filled rows, from the top.
    pub(super) fn filled(&self) -> impl Iterator<Item = usize> + '_ {
        self.rows.keys().copied()
    }

    /// The filled rows from one on.
    pub(super) fn rows_from(&self, first: usize) -> impl Iterator<Item = usize> + '_ {
        self.rows.range(first..).map(|(row, _)| *row)
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> &Cell {
        static EMPTY: Cell = Cell::Empty;
        self.rows.get(&row).map_or(&EMPTY, |found| found.cell(column))
    }

    /// What stands in the cell itself.
    pub(super) fn text(&self, row: usize, column: usize) -> String {
        fold(&self.cell(row, column).text())
    }

    pub(super) fn is_blank(&self, row: usize, column: usize) -> bool {
        self.cell(row, column).is_blank()
    }

    pub(super) fn is_text(&self, row: usize, column: usize) -> bool {
        let cell = self.cell(row, column);
        matches!(cell, Cell::Text(_)) && !cell.is_blank()
    }

    /// The merged area over a cell.
    pub(super) fn region(&self, row: usize, column: usize) -> Option<Region> {
        let over = self.regions.get(&row)?.iter();
        over.copied()
            .find(|region| (region.first_column..=region.last_column).contains(&column))
    }

    /// What a person sees in a cell: what stands in it, or in the area over it.
    pub(super) fn shown(&self, row: usize, column: usize) -> String {
        let own = self.text(row, column);
        match self.region(row, column) {
            Some(region) if own.is_empty() => self.text(region.first_row, region.first_column),
            _ => own,
        }
    }

    /// The place of the text that a person sees in a cell.
    pub(super) fn origin(&self, row: usize, column: usize) -> (usize, usize) {
        let region = self.region(row, column).filter(|_| self.is_blank(row, column));
        region.map_or((row, column), |region| (region.first_row, region.first_column))
    }

    /// The last column of a cell, that of its area when it is the upper left one.
    pub(super) fn end(&self, row: usize, column: usize) -> usize {
        let region = self
            .region(row, column)
            .filter(|region| (region.first_row, region.first_column) == (row, column));
        region.map_or(column, |region| region.last_column)
    }

    /// The columns in which something stands in a row.
    pub(super) fn filled_columns(&self, row: usize) -> Vec<usize> {
        (0..self.width)
            .filter(|column| !self.is_blank(row, *column))
            .collect()
    }

    /// The cells between two rows that lie under a merged one.
    pub(super) fn covered(&self, first: usize, last: usize) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (row, regions) in self.regions.range(first..=last.max(first)) {
            for region in regions {
                for column in region.first_column..=region.last_column.min(self.width) {
                    if (region.first_row, region.first_column) != (*row, column) {
                        found.push((*row, column));
                    }
                }
            }
        }
        found
    }

    /// All texts with their row, from the top.
    pub(super) fn texts(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for row in self.filled() {
            for column in self.filled_columns(row) {
                found.push((row, self.text(row, column)));
            }
        }
        found
    }

    /// Whether a row stands below the table: a remark across it, or who filled it in.
    pub(super) fn is_foot(&self, row: usize) -> bool {
        let filled = self.filled_columns(row);
        let Some(first) = filled.first().copied() else {
            return false;
        };
        let text = squeezed(&self.text(row, first));
        let is_across = filled.len() == 1 && (self.end(row, first) - first + 1) * 2 > self.width.max(2);
        let opens = |text: &str, name: &&str| {
            text.strip_prefix(*name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '(', '.', '1']))
        };
        let is_remark = FOOTNOTES.iter().any(|name| opens(&text, name));
        (is_across && !is_total(&text)) || is_remark || text.ends_with(':')
    }
}

/// Whether a row of this name is a total.
pub(super) fn is_total(name: &str) -> bool {
    let name = squeezed(name);
    TOTALS.iter().any(|total| name.contains(total))
}
