//! What merged regions show: the value of their upper left cell, everywhere inside.
//!
//! It walks a sheet from top to bottom and never lays a region out as cells.

use std::rc::Rc;

use super::cell::Cell;
use super::workbook::{Region, Row};

/// More regions than any form has; the rest is not filled.
const MOST: usize = 200_000;

/// The merged regions that cover the row the walk has come to.
pub(super) struct Merged {
    /// A region wider than this shows its value in its first column only: it is a remark across the table.
    widest: usize,
    /// Still to come, the nearest last.
    ahead: Vec<Region>,
    /// By column, the region over it.
    over: Vec<Option<Cover>>,
}

struct Cover {
    last_row: usize,
    first_column: usize,
    value: Rc<Cell>,
}

impl Merged {
    pub(super) fn new(regions: &[Region], width: usize, widest: usize) -> Self {
        let mut ahead: Vec<Region> = regions.iter().take(MOST).copied().collect();
        ahead.sort_by_key(|region| std::cmp::Reverse((region.first_row, region.first_column)));
        Self {
            widest,
            ahead,
            over: (0..width).map(|_| None).collect(),
        }
    }

    /// Moves on to a row below the last one.
    pub(super) fn advance(&mut self, row: &Row) {
        while let Some(region) = self.ahead.pop_if(|region| region.first_row <= row.number) {
            // a region that began in a row without cells shows nothing
            let value = row.cell(region.first_column);
            if region.first_row < row.number || value.is_blank() {
                continue;
            }
            let value = Rc::new(value.clone());
            let wide = region.last_column - region.first_column >= self.widest;
            let last = if wide {
                region.first_column
            } else {
                region.last_column
            };
            let end = last.saturating_add(1).min(self.over.len());
            for place in self.over.get_mut(region.first_column..end).unwrap_or_default() {
                let (last_row, first_column) = (region.last_row, region.first_column);
                *place = Some(Cover {
                    last_row,
                    first_column,
                    value: Rc::clone(&value),
                });
            }
        }
    }

    /// The cell of the row the walk stands on, or what the region over it shows.
    pub(super) fn cell<'a>(&'a self, row: &'a Row, column: usize) -> &'a Cell {
        let own = row.cell(column);
        match self.over.get(column) {
            Some(Some(cover)) if cover.last_row >= row.number && own.is_blank() => &cover.value,
            _ => own,
        }
    }

    /// Puts what the regions show into the blank cells of the row the walk stands on.
    pub(super) fn fill(&self, row: &mut Row) {
        for (column, place) in self.over.iter().enumerate() {
            let Some(cover) = place else { continue };
            if cover.last_row < row.number || !row.cell(column).is_blank() {
                continue;
            }
            if row.cells.len() <= column {
                row.cells.resize(column + 1, Cell::Empty);
            }
            if let Some(cell) = row.cells.get_mut(column) {
                *cell = Cell::clone(&cover.value);
            }
        }
    }

    /// True when the cell shows the value of a column to its left.
    pub(super) fn is_continued(&self, row: &Row, column: usize) -> bool {
        let covered = matches!(self.over.get(column), Some(Some(cover))
            if cover.last_row >= row.number && cover.first_column < column);
        covered && row.cell(column).is_blank()
    }
}
