//! A county through a year: organisations come and go, ledgers arrive late and twice, rules change, people are
//! erased, two clerks import at once. After every step the figures are what plain counting says they are.
//! A failure names its seed and step; `KAIJIANG_SEED` runs that year again, on every engine there is.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

mod model;
#[path = "../world/mod.rs"]
#[expect(dead_code, reason = "shared with the commands, which need other parts")]
mod world;
mod year;

use world::{World, skip};
use year::Year;

/// Lives through a year; answers how many steps it had.
async fn live(world: World, seed: u64) -> usize {
    let began = std::time::Instant::now();
    println!(
        "KAIJIANG_SEED={seed} on {}",
        if world.is_sqlite() { "SQLite" } else { "PostgreSQL" }
    );
    let mut year = Year::begin(world, seed).await;
    while year.step().await {}
    let steps = year.end().await;
    println!("  {steps} steps in {:.1} s", began.elapsed().as_secs_f64());
    steps
}

fn seed() -> Option<u64> {
    std::env::var_os("KAIJIANG_SEED").map(|seed| seed.into_string().unwrap().parse().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_year_comes_out_right_on_sqlite() {
    let seeds = seed().map_or_else(|| (1..=3).collect(), |seed| vec![seed]);
    for seed in seeds {
        Box::pin(live(World::sqlite().await, seed)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_year_comes_out_right_on_postgres() {
    let Some(world) = World::postgres().await else {
        return skip(
            "a_year_comes_out_right_on_postgres",
            "KAIJIANG_TEST_POSTGRES is not set",
        );
    };
    Box::pin(live(world, seed().unwrap_or(7))).await;
}
