//! Hundreds of kills: `cargo xtask bench crash`, or `cargo bench -p kaijiang-cli --bench crash -- CYCLES WRITERS`.
//! It stops at the first loss. Two thirds of the cycles run on SQLite, one third on a server, if there is one.
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench may stop at what must not be"
)]

#[path = "../tests/program/cycles.rs"]
mod cycles;
#[path = "../tests/program/mod.rs"]
#[expect(dead_code, reason = "shared with the stories, which need other parts")]
mod program;

use cycles::{Course, run};
use program::{Database, Place};

fn main() {
    let words: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse().ok())
        .collect();
    let (cycles, writers) = (
        words.first().copied().unwrap_or(500),
        words.get(1).copied().unwrap_or(1),
    );
    let course = |cycles, seed| Course {
        cycles,
        rows: 400,
        writers,
        seed,
    };
    println!("SQLite: {}", run(Place::sqlite, course(cycles * 2 / 3, 1)));
    if std::env::var_os("KAIJIANG_TEST_POSTGRES").is_none() {
        return println!("SKIPPED: PostgreSQL: KAIJIANG_TEST_POSTGRES is not set");
    }
    let place = || Place::postgres(Database::new().unwrap());
    println!("PostgreSQL: {}", run(place, course(cycles - cycles * 2 / 3, 2)));
}
