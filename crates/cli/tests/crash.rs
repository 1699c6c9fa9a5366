//! The real program, killed in the middle of its writes: `cargo test -p kaijiang-cli --test crash`.
//! More cycles: `cargo xtask bench crash`. A failure prints the seed; `KAIJIANG_SEED` runs it again.
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[path = "program/cycles.rs"]
mod cycles;
#[expect(dead_code, reason = "shared with the stories, which need other parts")]
mod program;

use cycles::{Course, run};
use program::{Database, Place, skip};

fn course(cycles: usize, writers: usize, seed: u64) -> Course {
    let given = std::env::var_os("KAIJIANG_SEED").map(|seed| seed.into_string().unwrap().parse().unwrap());
    Course {
        cycles,
        rows: 120,
        writers,
        seed: given.unwrap_or(seed),
    }
}

fn on_postgres(test: &str, course: Course) {
    if std::env::var_os("KAIJIANG_TEST_POSTGRES").is_none() {
        return skip(test, "KAIJIANG_TEST_POSTGRES is not set");
    }
    println!("{}", run(|| Place::postgres(Database::new().unwrap()), course));
}

#[test]
fn nothing_acknowledged_is_lost_on_sqlite() {
    println!("{}", run(Place::sqlite, course(40, 1, 20_201)));
}

#[test]
fn nothing_acknowledged_is_lost_on_postgres() {
    on_postgres("nothing_acknowledged_is_lost_on_postgres", course(15, 1, 20_202));
}

#[test]
fn nothing_is_lost_by_several_writers_on_sqlite() {
    println!("{}", run(Place::sqlite, course(30, 3, 20_203)));
}

#[test]
fn nothing_is_lost_by_several_writers_on_postgres() {
    on_postgres(
        "nothing_is_lost_by_several_writers_on_postgres",
        course(15, 3, 20_204),
    );
}
