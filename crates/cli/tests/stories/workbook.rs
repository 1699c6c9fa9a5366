//! Reads sheets back, changes cells and writes them anew: what a clerk does between two imports.

use documents::xlsx::{CellValue, Sheet, table};
use intake::{Cell, Limits, read_workbook};

/// The rows of the first sheet, with its name; row numbers as the sheet shows them.
pub struct Rows {
    pub sheet: String,
    pub numbers: Vec<usize>,
    pub cells: Vec<Vec<CellValue>>,
}

impl Rows {
    pub fn read(bytes: &[u8]) -> Self {
        let mut workbook = read_workbook(bytes, &Limits::default()).unwrap();
        let sheet = workbook.sheets.remove(0);
        Self {
            sheet: sheet.name,
            numbers: sheet.rows.iter().map(|row| row.number).collect(),
            cells: sheet
                .rows
                .iter()
                .map(|row| row.cells.iter().map(value).collect())
                .collect(),
        }
    }

    /// The column under a header, looked for in the first rows.
    pub fn column(&self, header: &str) -> usize {
        let at = |row: &Vec<CellValue>| row.iter().position(|cell| *cell == CellValue::from(header));
        self.cells.iter().take(5).find_map(at).unwrap()
    }

    /// The index of the row that holds a number in the column of numbers.
    pub fn numbered(&self, number: u32) -> usize {
        let wanted = number.to_string();
        let column = self.column("序号");
        self.cells
            .iter()
            .position(|row| row.get(column).is_some_and(|cell| text(cell) == wanted))
            .unwrap()
    }

    pub fn set(&mut self, row: usize, header: &str, value: impl Into<CellValue>) {
        let column = self.column(header);
        let row = &mut self.cells[row];
        row.resize(row.len().max(column + 1), CellValue::Blank);
        row[column] = value.into();
    }

    pub fn get(&self, row: usize, header: &str) -> String {
        self.cells[row]
            .get(self.column(header))
            .map(text)
            .unwrap_or_default()
    }

    /// The same rows in the same places.
    pub fn bytes(&self) -> Vec<u8> {
        let (first, rest) = self.cells.split_first().unwrap();
        let sheet = Sheet {
            name: self.sheet.clone(),
            header: first.iter().map(text).collect(),
            rows: rest.to_vec(),
        };
        table(&[sheet]).unwrap()
    }
}

/// The text of a cell.
pub fn text(value: &CellValue) -> String {
    match value {
        CellValue::Blank => String::new(),
        CellValue::Text(text) => text.clone(),
        CellValue::Int(number) => number.to_string(),
        CellValue::Number(number) => number.to_string(),
        CellValue::Date(date) => date.to_string(),
        CellValue::Moment(moment) => moment.to_string(),
    }
}

fn value(cell: &Cell) -> CellValue {
    match cell {
        Cell::Empty => CellValue::Blank,
        Cell::Number(number) => CellValue::Number(*number),
        Cell::Date(moment) => CellValue::Moment(*moment),
        Cell::Text(_) | Cell::Bool(_) | Cell::Error(_) => CellValue::Text(cell.text()),
    }
}

/// A workbook of one sheet made of texts.
pub fn sheet_of(name: &str, header: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let sheet = Sheet {
        name: name.to_owned(),
        header: header.iter().map(|&text| text.to_owned()).collect(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(|cell| CellValue::from(cell.as_str())).collect())
            .collect(),
    };
    table(&[sheet]).unwrap()
}
