//! Sets tables: ruled cells, rows that stay whole, a head that can be repeated. Must not know what a cell means.

use std::rc::Rc;

use super::layout::{Setter, edges, mm};
use super::marks::{Item, Piece, Point, Stroke, slices};
use crate::paper::{Cell, Table};

/// The white to the left and right of what stands in a cell, in millimetres.
const BESIDE: f64 = 1.4;
/// The white above and below it, in millimetres.
const AROUND: f64 = 1.2;
/// How high a head is at least within that white, in millimetres.
const HEAD: f64 = 5.0;
/// How high a row is at least, in millimetres.
const LEAST: u16 = 3;

/// A row of cells, each from one edge to another.
struct RowOfCells<'a> {
    cells: Vec<(&'a Cell, f64, f64)>,
    /// Where the row ends.
    end: f64,
    least: f64,
}

impl<'a> Setter<'a> {
    /// A table, in a column so wide.
    pub(super) fn table(&self, table: &'a Table, width: f64) -> Vec<Item<'a>> {
        let shares: &[u16] = if table.shares.is_empty() {
            &[1]
        } else {
            &table.shares
        };
        let edges = edges(width, shares);
        let least = mm(HEAD) + 2.0 * mm(AROUND);
        let heads: Vec<Item> = split(&table.head, &edges, least)
            .iter()
            .flat_map(|row| self.row(row, self.depth))
            .map(Item::Piece)
            .collect();
        let head = (!heads.is_empty()).then(|| Rc::new(Piece::stacked(heads)));
        let (mut items, mut depth) = (Vec::new(), self.depth);
        if let Some(head) = &head {
            let leads = true;
            items.push(Item::Piece(Piece {
                leads,
                ..Piece::clone(head)
            }));
            depth -= head.height;
        }
        // A head that leaves no room for rows is not repeated.
        let head = head.filter(|head| head.height < self.depth / 2.0);
        if head.is_none() {
            depth = self.depth;
        }
        for row in &table.rows {
            for cells in split(&row.cells, &edges, mm(row.height.max(LEAST).into())) {
                items.extend(self.row(&cells, depth).into_iter().map(|piece| {
                    let head = head.clone();
                    Item::Piece(Piece { head, ..piece })
                }));
            }
        }
        items
    }

    /// A row: one piece, unless it is higher than a page.
    fn row(&self, row: &RowOfCells<'a>, depth: f64) -> Vec<Piece<'a>> {
        let stacks = row.cells.iter().map(|(cell, from, to)| {
            let width = (to - from - 2.0 * mm(BESIDE)).max(0.0);
            self.text(cell.style.look(), &cell.text, width)
        });
        let slices = slices(stacks.collect(), depth - 2.0 * mm(AROUND));
        let is_whole = slices.len() == 1;
        slices
            .into_iter()
            .map(|texts| ruled(row, texts, is_whole))
            .collect()
    }
}

/// The cells of a row between edges. What does not fit in the columns goes to a further row; columns without a cell
/// are room to write.
fn split<'a>(cells: &'a [Cell], edges: &[f64], least: f64) -> Vec<RowOfCells<'a>> {
    static BLANK: Cell = Cell::nothing();
    let columns = edges.len().saturating_sub(1);
    let edge = |at: usize| edges.get(at).copied().unwrap_or_default();
    let mut rows: Vec<RowOfCells> = Vec::new();
    let mut at = columns;
    for cell in cells {
        let span = usize::from(cell.span.max(1)).min(columns);
        if at + span > columns {
            at = 0;
            rows.push(RowOfCells {
                cells: Vec::new(),
                end: edge(columns),
                least,
            });
        }
        if let Some(row) = rows.last_mut() {
            row.cells.push((cell, edge(at), edge(at + span)));
        }
        at += span;
    }
    for row in &mut rows {
        let end = row.cells.last().map_or(0.0, |(_, _, to)| *to);
        let missing = edges.windows(2).filter_map(|pair| match pair {
            [from, to] if *from >= end => Some((&BLANK, *from, *to)),
            _ => None,
        });
        row.cells.extend(missing);
    }
    rows
}

/// Texts in a row of cells with rules around them.
fn ruled<'a>(row: &RowOfCells, texts: Vec<Piece<'a>>, is_whole: bool) -> Piece<'a> {
    let inner = texts.iter().map(|text| text.height).fold(0.0, f64::max);
    let least = if is_whole { row.least } else { 0.0 };
    let height = (inner + 2.0 * mm(AROUND)).max(least);
    let mut piece = Piece {
        height,
        ..Piece::default()
    };
    for (text, (_, from, _)) in texts.into_iter().zip(&row.cells) {
        let y = if is_whole {
            (height - text.height) / 2.0
        } else {
            mm(AROUND)
        };
        let x = from + mm(BESIDE);
        piece.draw(text, Point { x, y });
    }
    for y in [0.0, height] {
        piece.rule((0.0, y), (row.end, y), Stroke::Plain);
    }
    let left = row.cells.iter().map(|(_, from, _)| *from);
    for x in left.chain([row.end]) {
        piece.rule((x, 0.0), (x, height), Stroke::Plain);
    }
    piece
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(cells: &[Cell]) -> Vec<Vec<(String, f64, f64)>> {
        split(cells, &edges(90.0, &[1, 1, 1]), 1.0)
            .iter()
            .map(|row| {
                let place = |(cell, from, to): &(&Cell, f64, f64)| (cell.text.clone(), *from, *to);
                row.cells.iter().map(place).collect()
            })
            .collect()
    }

    #[test]
    fn cells_that_do_not_fit_go_below_and_columns_without_a_cell_are_blank() {
        let cell = |text: &str, from, to| (text.to_owned(), from, to);
        assert_eq!(
            places(&[
                Cell::value("a"),
                Cell::value("b").over(3),
                Cell::value("c").over(9)
            ]),
            [
                vec![cell("a", 0.0, 30.0), cell("", 30.0, 60.0), cell("", 60.0, 90.0)],
                vec![cell("b", 0.0, 90.0)],
                vec![cell("c", 0.0, 90.0)],
            ]
        );
        assert!(places(&[]).is_empty());
    }

    #[test]
    fn shares_of_nothing_are_nothing() {
        assert_eq!(edges(90.0, &[0, 0]), [0.0, 90.0, 90.0]);
        assert_eq!(edges(90.0, &[]), [0.0]);
    }
}
