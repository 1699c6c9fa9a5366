//! How long a file takes to read, beside the bare parser: `cargo run --release --example reading_speed FILE`.
#![expect(clippy::unwrap_used, reason = "a measuring stick, run by hand")]

use std::io::Cursor;
use std::time::{Duration, Instant};

use calamine::Reader;
use kaijiang_intake::{ColumnSpec, Identity, Limits, read_workbook, take_table};

fn best(mut work: impl FnMut() -> usize) -> (Duration, usize) {
    let mut best = (Duration::MAX, 0);
    for _ in 0..15 {
        let start = Instant::now();
        let rows = work();
        let took = start.elapsed();
        if took < best.0 {
            best = (took, rows);
        }
    }
    best
}

fn main() {
    let bytes = std::fs::read(std::env::args().nth(1).unwrap()).unwrap();
    let column = |key, name: &str, required| ColumnSpec { key, names: vec![name.to_owned()], required, fill_down: false };
    let columns = [column("no", "序号", true), column("title", "党课题目", false), column("place", "地点", false)];
    let bare = best(|| {
        let book = calamine::open_workbook_auto_from_rs(Cursor::new(&bytes));
        book.map_or(0, |mut book| book.worksheets().iter().map(|(_, range)| range.height()).sum())
    });
    let read = best(|| {
        let book = read_workbook(&bytes, &Limits::default()).unwrap();
        book.sheets.iter().map(|sheet| sheet.rows.len()).sum()
    });
    let whole = best(|| {
        let book = read_workbook(&bytes, &Limits::default()).unwrap();
        let table = |sheet| take_table(sheet, &columns, &Identity::default()).map_or(0, |t| t.rows.len());
        book.sheets.into_iter().map(table).sum()
    });
    for (what, (took, rows)) in [("bare parser", bare), ("read_workbook", read), ("and take_table", whole)] {
        println!("{what:16} {took:>12.2?} {rows} rows");
    }
}
