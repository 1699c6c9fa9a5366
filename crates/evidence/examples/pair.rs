#![allow(
    clippy::all,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::pedantic,
    missing_docs,
    reason = "x"
)]
use kaijiang_evidence::text::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let (x, y) = (
        std::fs::read_to_string(&a[1]).unwrap(),
        std::fs::read_to_string(&a[2]).unwrap(),
    );
    let (x, y) = (Normalised::new(&x), Normalised::new(&y));
    let (mut p, mut q) = (vec![], vec![]);
    fingerprint(x.letters(), &mut p);
    fingerprint(y.letters(), &mut q);
    let mut h = vec![];
    for s in &p {
        for t in &q {
            if s.hash == t.hash {
                h.push(Hit {
                    at: s.at,
                    source_at: t.at,
                    is_rare: true,
                });
            }
        }
    }
    for p in passages_between(x.letters(), y.letters(), &mut h) {
        println!("{p:?}");
    }
}
