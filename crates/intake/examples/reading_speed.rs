//! How long a file takes to read, beside the bare parser: `cargo run --release --example reading_speed FILE`.
#![expect(clippy::unwrap_used, reason = "a measuring stick, run by hand")]

use std::io::Cursor;
use std::time::{Duration, Instant};

use calamine::Reader;
use kaijiang_intake::{ColumnSpec, Identity, Limits, read_workbook, take_table};

/// The best of fifteen rounds, the works taking turns so that a busy machine treats them alike.
fn best(works: &mut [(&str, &mut dyn FnMut() -> usize)]) {
    let mut best = vec![(Duration::MAX, 0); works.len()];
    for _ in 0..15 {
        for ((_, work), best) in works.iter_mut().zip(&mut best) {
            let start = Instant::now();
            let rows = work();
            let took = start.elapsed();
            if took < best.0 {
                *best = (took, rows);
            }
        }
    }
    for ((what, _), (took, rows)) in works.iter().zip(best) {
        println!("{what:16} {took:>12.2?} {rows} rows");
    }
}

fn main() {
    let bytes = std::fs::read(std::env::args().nth(1).unwrap()).unwrap();
    let column = |key, name: &str, required| ColumnSpec {
        key,
        names: vec![name.to_owned()],
        required,
        fill_down: false,
    };
    let columns = [
        column("no", "序号", true),
        column("title", "党课题目", false),
        column("place", "地点", false),
    ];
    let mut bare = || {
        let book = calamine::open_workbook_auto_from_rs(Cursor::new(&bytes));
        book.map_or(0, |mut book| {
            book.worksheets().iter().map(|(_, range)| range.height()).sum()
        })
    };
    let mut read = || {
        let book = read_workbook(&bytes, &Limits::default()).unwrap();
        book.sheets.iter().map(|sheet| sheet.rows.len()).sum()
    };
    let mut whole = || {
        let book = read_workbook(&bytes, &Limits::default()).unwrap();
        let table = |sheet| take_table(sheet, &columns, &Identity::default()).map_or(0, |t| t.rows.len());
        book.sheets.into_iter().map(table).sum()
    };
    best(&mut [
        ("bare parser", &mut bare),
        ("read_workbook", &mut read),
        ("and take_table", &mut whole),
    ]);
}
