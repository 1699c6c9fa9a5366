//! What merged regions show: the value of their upper left cell, everywhere inside.
//!
//! It walks a sheet from top to bottom and never lays a region out as cells.

use super::cell::Cell;
use super::workbook::{Region, Row, Sheet};

/// More regions than any form has; the rest is not filled.
const MOST: usize = 200_000;

/// The merged regions that cover the row the walk has come to.
pub(super) struct Merged<'a> {
    sheet: &'a Sheet,
    /// A region wider than this shows its value in its first column only: it is a remark across the table.
    widest: usize,
    /// Still to come, the nearest last.
    ahead: Vec<Region>,
    /// By column: the last row of the region over it, its first column, and its value.
    over: Vec<Option<(usize, usize, &'a Cell)>>,
}

impl<'a> Merged<'a> {
    pub(super) fn new(sheet: &'a Sheet, widest: usize) -> Self {
        let width = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut ahead: Vec<Region> = sheet.merged.iter().take(MOST).copied().collect();
        ahead.sort_by_key(|region| std::cmp::Reverse((region.first_row, region.first_column)));
        Self {
            sheet,
            widest,
            ahead,
            over: vec![None; width],
        }
    }

    /// Moves on to a row below the last one.
    pub(super) fn advance(&mut self, row: &Row) {
        while self
            .ahead
            .last()
            .is_some_and(|region| region.first_row <= row.number)
        {
            let Some(region) = self.ahead.pop() else { break };
            if region.last_row < row.number {
                continue;
            }
            let Some(value) = self.value(&region) else {
                continue;
            };
            let wide = region.last_column - region.first_column >= self.widest;
            let last = if wide {
                region.first_column
            } else {
                region.last_column
            };
            let end = last.saturating_add(1).min(self.over.len());
            for place in self.over.get_mut(region.first_column..end).unwrap_or_default() {
                *place = Some((region.last_row, region.first_column, value));
            }
        }
    }

    fn value(&self, region: &Region) -> Option<&'a Cell> {
        let at = self
            .sheet
            .rows
            .binary_search_by_key(&region.first_row, |row| row.number)
            .ok()?;
        let cell = self.sheet.rows.get(at)?.cells.get(region.first_column)?;
        (!cell.is_blank()).then_some(cell)
    }

    /// The cell of the row the walk stands on, or what the region over it shows.
    pub(super) fn cell<'b>(&self, row: &'b Row, column: usize) -> &'b Cell
    where
        'a: 'b,
    {
        let own = row.cell(column);
        if *own != Cell::Empty && !own.is_blank() {
            return own;
        }
        match self.over.get(column) {
            Some(Some((last_row, _, value))) if *last_row >= row.number => value,
            _ => own,
        }
    }

    /// True when the cell shows the value of a column to its left.
    pub(super) fn from_left(&self, row: &Row, column: usize) -> bool {
        let covered = matches!(self.over.get(column), Some(Some((last_row, first, _)))
            if *last_row >= row.number && *first < column);
        covered && row.cell(column).is_blank()
    }
}
