//! tmp
use kaijiang_intake::*;
fn main() {
    for f in std::env::args().skip(1) {
        let b = std::fs::read(&f).unwrap();
        match read_workbook(&b, &Limits::default()) {
            Err(e) => println!("{f}: {e}"),
            Ok(mut w) => {
                let m = form_marks(&b, &mut w, &Limits::default());
                let w0 = read_workbook(&b, &Limits::default()).unwrap();
                let names: Vec<_> = w0.sheets.iter().map(|s| s.name.clone()).collect();
                // strip header marks to force
                let mut w2 = w0.clone();
                for s in &mut w2.sheets {
                    for r in &mut s.rows {
                        for c in &mut r.cells {
                            if let Cell::Text(t) = c {
                                if t.starts_with("kaijiang-row") {
                                    *c = Cell::Empty
                                }
                            }
                        }
                    }
                }
                let m2 = form_marks(&b, &mut w2, &Limits::default());
                println!(
                    "{f}: {:?} sheets {:?} own {:?} rows {} book {:?}",
                    w.format,
                    names,
                    m.sheets.iter().map(|s| s.forms.len()).collect::<Vec<_>>(),
                    m.sheets.iter().map(|s| s.rows.len()).sum::<usize>(),
                    m2.book.len()
                );
            }
        }
    }
}
