//! Where rows and cells stand in the XML of a sheet, by byte.
//!
//! Must not change anything.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::book::{position, prefix};
use super::super::{FillError, attribute, broken};

/// Where the cells of a sheet stand.
#[derive(Default)]
pub(super) struct Layout {
    /// The prefix of its elements, with a colon; mostly none.
    pub(super) prefix: String,
    pub(super) rows: Vec<RowAt>,
    /// Where another row at the end would stand.
    pub(super) inner_end: usize,
    /// Whether it holds no row, `<sheetData/>`.
    pub(super) is_bare: bool,
    /// Formats of columns: first, last, number of the format.
    columns: Vec<(usize, usize, String)>,
}

/// Where a row stands.
#[derive(Default)]
pub(super) struct RowAt {
    /// Its number, as a person counts.
    pub(super) number: usize,
    pub(super) start: usize,
    /// Where another cell at its end would stand.
    pub(super) inner_end: usize,
    pub(super) end: usize,
    /// Whether it holds no cell, `<row …/>`.
    pub(super) is_bare: bool,
    /// The number of its format, for cells that are not there.
    pub(super) style: Option<String>,
    /// Its height and format, as attributes.
    pub(super) look: String,
    pub(super) cells: Vec<CellAt>,
}

/// Where a cell stands.
#[derive(Default)]
pub(super) struct CellAt {
    pub(super) column: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) style: Option<String>,
    pub(super) has_formula: bool,
    /// Where what its formula last gave stands.
    pub(super) result: Option<(usize, usize)>,
}

impl RowAt {
    /// The format of a cell of it.
    pub(super) fn style_of(&self, column: usize) -> Option<&str> {
        let cell = self.cells.iter().find(|cell| cell.column == column);
        cell.and_then(|cell| cell.style.as_deref())
    }

    /// The formats of its cells.
    pub(super) fn styles(&self) -> BTreeMap<usize, &str> {
        let styled = self.cells.iter();
        styled
            .filter_map(|cell| Some((cell.column, cell.style.as_deref()?)))
            .collect()
    }
}

impl Layout {
    pub(super) fn read(text: &str) -> Result<Layout, FillError> {
        let mut layout = Layout::default();
        let mut reader = Reader::from_str(text);
        let mut is_inside = false;
        loop {
            let start = position(&reader);
            let event = reader.read_event().map_err(broken)?;
            let end = position(&reader);
            match event {
                Event::Start(tag) if is_inside => layout.open(&tag, (start, end), Shape::Open),
                Event::Empty(tag) if is_inside => layout.open(&tag, (start, end), Shape::Bare),
                Event::End(tag) if tag.local_name().as_ref() == b"sheetData" => {
                    layout.inner_end = start;
                    return Ok(layout);
                }
                Event::End(tag) if is_inside => layout.close(tag.local_name().as_ref(), (start, end)),
                Event::Start(tag) if tag.local_name().as_ref() == b"sheetData" => {
                    layout.prefix = prefix(tag.name().as_ref());
                    is_inside = true;
                }
                Event::Empty(tag) if tag.local_name().as_ref() == b"sheetData" => {
                    layout.prefix = prefix(tag.name().as_ref());
                    (layout.inner_end, layout.is_bare) = (end, true);
                    return Ok(layout);
                }
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == b"col" => {
                    layout.columns.extend(column(&tag));
                }
                Event::Eof => return Err(broken("no sheetData")),
                _ => {}
            }
        }
    }

    /// The row right above that is there, when it belongs to the body.
    pub(super) fn above(&self, number: usize, body: usize) -> Option<&RowAt> {
        let above = self.rows.iter().rev().find(|row| row.number < number)?;
        (above.number >= body).then_some(above)
    }

    /// The format of a column.
    pub(super) fn column_style(&self, column: usize) -> Option<&str> {
        let found = self
            .columns
            .iter()
            .find(|(first, last, _)| (*first..=*last).contains(&column));
        found.map(|(.., style)| style.as_str())
    }

    fn open(&mut self, tag: &BytesStart<'_>, (start, end): (usize, usize), shape: Shape) {
        match tag.local_name().as_ref() {
            b"row" => {
                let before = self.rows.last().map_or(0, |row| row.number);
                let number = attribute(tag, "r").and_then(|number| number.parse().ok());
                self.rows.push(RowAt {
                    number: number.unwrap_or(before + 1),
                    start,
                    inner_end: end,
                    end,
                    is_bare: shape == Shape::Bare,
                    style: attribute(tag, "s"),
                    look: look(tag),
                    cells: Vec::new(),
                });
            }
            b"c" => {
                let Some(row) = self.rows.last_mut() else { return };
                let next = row.cells.last().map_or(0, |cell| cell.column + 1);
                let column = attribute(tag, "r").and_then(|place| column_of(&place));
                row.cells.push(CellAt {
                    column: column.unwrap_or(next),
                    start,
                    end,
                    style: attribute(tag, "s"),
                    ..CellAt::default()
                });
            }
            b"f" => {
                if let Some(cell) = self.cell() {
                    cell.has_formula = true;
                }
            }
            b"v" => {
                if let Some(cell) = self.cell() {
                    cell.result = Some((start, end));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8], (start, end): (usize, usize)) {
        match name {
            b"row" => {
                if let Some(row) = self.rows.last_mut() {
                    (row.inner_end, row.end) = (start, end);
                }
            }
            b"c" => {
                if let Some(cell) = self.cell() {
                    cell.end = end;
                }
            }
            b"v" => {
                if let Some((_, last)) = self.cell().and_then(|cell| cell.result.as_mut()) {
                    *last = end;
                }
            }
            _ => {}
        }
    }

    fn cell(&mut self) -> Option<&mut CellAt> {
        self.rows.last_mut()?.cells.last_mut()
    }
}

/// Whether an element has anything in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Open,
    Bare,
}

/// Height and format of a row, to be said of another.
fn look(tag: &BytesStart<'_>) -> String {
    let mut look = String::new();
    for name in ["s", "customFormat", "ht", "customHeight"] {
        if let Some(value) = attribute(tag, name) {
            let value = quick_xml::escape::escape(value.as_str());
            look.extend([" ", name, "=\"", &*value, "\""]);
        }
    }
    look
}

fn column(tag: &BytesStart<'_>) -> Option<(usize, usize, String)> {
    let place = |name| attribute(tag, name)?.parse::<usize>().ok()?.checked_sub(1);
    Some((place("min")?, place("max")?, attribute(tag, "style")?))
}

/// The column of a place such as `AB12`, from 0.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let mut column = 0_usize;
    for letter in letters {
        let nth = usize::from(letter.to_ascii_uppercase().checked_sub(b'A')?) + 1;
        column = column.checked_mul(26)?.checked_add(nth)?;
    }
    column.checked_sub(1)
}

/// The letters over a column, from 0.
pub(in super::super) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let (above, nth) = ((rest - 1) / 26, (rest - 1) % 26);
        letters.push(u8::try_from(nth).map_or('?', |nth| char::from(b'A' + nth)));
        rest = above;
    }
    letters.iter().rev().collect()
}
