//! A filled table as it looks: its cells in their places, merged ones as one.
//! Must not put a value anywhere: it shows the file as it was filled.

use intake::{Limits, Region, Sheet, read_workbook};

use crate::fill_table::{TableFilled, cell_name};

/// Rows that are shown of one sheet.
const MOST_ROWS: usize = 80;
/// Columns that are shown of one sheet.
const MOST_COLUMNS: usize = 40;

/// A sheet as it looks once filled in.
pub struct SheetSeen {
    /// Its name.
    pub name: String,
    /// Its rows from the top.
    pub rows: Vec<GridRow>,
    /// Columns that are shown.
    pub columns: usize,
    /// Rows that are not shown.
    pub more: usize,
}

/// A row.
pub struct GridRow {
    /// Its number, as a person counts.
    pub number: usize,
    /// Its cells from the left, without those under a merged one.
    pub cells: Vec<GridCell>,
}

/// A cell.
pub struct GridCell {
    /// Where: `C5`.
    pub name: String,
    /// Its column, from 0.
    pub column: usize,
    /// What stands in it.
    pub text: String,
    /// Columns it takes.
    pub across: usize,
    /// Rows it takes.
    pub down: usize,
}

/// The sheets with a table, as filled in. Empty when the file cannot be read, which it was once.
pub(super) fn sheets(filled: &TableFilled) -> Vec<SheetSeen> {
    let Ok(book) = read_workbook(&filled.bytes, &Limits::default()) else {
        return Vec::new();
    };
    let of_table = |name: &str| book.sheets.iter().find(|sheet| sheet.name == name);
    let tables = filled.tables.iter();
    tables
        .filter_map(|table| of_table(&table.sheet))
        .map(|sheet| seen(sheet, filled))
        .collect()
}

fn seen(sheet: &Sheet, filled: &TableFilled) -> SheetSeen {
    let last = sheet.rows.iter().map(|row| row.number).max().unwrap_or_default();
    let widths = sheet.rows.iter().map(|row| row.cells.len());
    let columns = widths.max().unwrap_or_default().min(MOST_COLUMNS);
    let shown = last.min(MOST_ROWS);
    let row = |number: usize| {
        let cells = (0..columns).filter_map(|column| cell(sheet, filled, (number, column), columns));
        GridRow {
            number,
            cells: cells.collect(),
        }
    };
    SheetSeen {
        name: sheet.name.clone(),
        rows: (1..=shown).map(row).collect(),
        columns,
        more: last - shown,
    }
}

/// A cell; none for one that lies under a merged one.
fn cell(
    sheet: &Sheet,
    filled: &TableFilled,
    (row, column): (usize, usize),
    columns: usize,
) -> Option<GridCell> {
    let holds = |region: &&Region| {
        (region.first_row..=region.last_row).contains(&row)
            && (region.first_column..=region.last_column).contains(&column)
    };
    let merged = sheet.merged.iter().find(holds);
    if merged.is_some_and(|region| (region.first_row, region.first_column) != (row, column)) {
        return None;
    }
    let name = cell_name(row, column);
    let found = sheet.rows.iter().find(|found| found.number == row);
    let written = found
        .map(|found| found.cell(column).written())
        .unwrap_or_default();
    let value = filled
        .filled
        .iter()
        .find(|cell| cell.sheet == sheet.name && cell.cell == name);
    // A share is a bare number in the file; what stands behind a label keeps it.
    let text = match value {
        Some(value) if !written.contains(&value.value) => value.value.clone(),
        _ => written,
    };
    let last_column = merged
        .map_or(column, |region| region.last_column)
        .min(columns - 1);
    let last_row = merged
        .map_or(row, |region| region.last_row)
        .min(MOST_ROWS.max(row));
    Some(GridCell {
        name,
        column,
        text,
        across: last_column + 1 - column,
        down: last_row + 1 - row,
    })
}
