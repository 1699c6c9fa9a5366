//! How quick the figures are, beside engines that give the same rows: `cargo bench -p kaijiang-domain --bench roll_up`.
//! CPU time of one thread, median of several runs, data already loaded. Peers are measured when they are there.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    missing_docs,
    reason = "a bench over numbers it made itself"
)]

mod changes;
mod hand;
mod peers;
mod world;

use std::time::Duration;

use cpu_time::ThreadTime;
use kaijiang_domain::figures::{Coverage, KindSet, Outcome, RollUp, Sessions, day_number, sweep};
use world::{COUNTY, NATION, PROVINCE, SLOTS, Size, World};

fn main() {
    println!("CPU ms of one thread, median of several runs; every peer's rows are compared with ours.");
    for size in [&COUNTY, &PROVINCE, &NATION] {
        let world = world::build(size);
        println!(
            "\n{}: {} organisations, {} lectures ({} credits), {} people, {} attendances",
            size.name,
            size.organisations,
            size.lectures,
            world.credits.rows().len(),
            size.people,
            world.seat_rows.len(),
        );
        measure(size, &world);
    }
}

fn measure(size: &Size, world: &World) {
    let rules = world::rules();
    let inner = inner(world);
    let (duty, counts) = median(size.runs, || {
        let outcomes = sweep(&world.columns, &world.credits, &rules, world::today());
        let roll_up = RollUp::new(&world.columns, &outcomes, KindSet::ALL);
        // read out below the stopwatch: all a report of every organisation would read
        table(&roll_up, &inner)
    });
    say("duty, every ancestor", duty, "");
    let (by_hand, same) = median(size.runs, || hand::count(world, &inner));
    assert_eq!(counts, same, "the kernel written by hand must agree");
    say(
        "duty, rules written into the code",
        by_hand,
        &format!("ours is {:.2} x", ratio(duty, by_hand)),
    );
    let sessions = median(size.runs.min(15), || {
        Sessions::new(&world.columns, &world.credits, world::cells())
    })
    .0;
    say("sessions, 7 speaker classes x 4 quarters", sessions, "");
    let covered = (size.people > 0).then(|| {
        let (took, people) = median(size.runs.min(15), || cover(world, &inner));
        say("unique people, every ancestor", took, "");
        (took, people)
    });
    peers::compare(
        size,
        world,
        &inner,
        &peers::Ours {
            duty,
            counts,
            covered,
        },
    );
    if size.people > 0 {
        changes::measure(world);
    }
}

/// Organisations that have others below: those whose figures the peers are asked for too.
fn inner(world: &World) -> Vec<u32> {
    (0..world.columns.len() as u32)
        .filter(|&org| world.columns.subtree(org).len() > 1)
        .collect()
}

fn table(roll_up: &RollUp<'_>, inner: &[u32]) -> Vec<u32> {
    let mut counts = Vec::with_capacity(inner.len() * SLOTS * hand::OUTCOMES);
    for &org in inner {
        for slot in 0..SLOTS {
            let tally = roll_up.tally(org, slot);
            counts.extend(Outcome::ALL.map(|outcome| tally.of(outcome)));
        }
    }
    counts
}

fn cover(world: &World, inner: &[u32]) -> Vec<u32> {
    let last = day_number(world::today());
    let counts = |lecture: u32| world.lectures[lecture as usize].0 <= last;
    let coverage = Coverage::new(&world.columns, &world.homes, &world.seats, counts);
    inner.iter().map(|&org| coverage.people(org)).collect()
}

fn median<T>(runs: usize, mut work: impl FnMut() -> T) -> (Duration, T) {
    let mut took = Vec::with_capacity(runs);
    let mut last = work();
    for _ in 0..runs {
        let start = ThreadTime::now();
        last = std::hint::black_box(work());
        took.push(start.elapsed());
    }
    took.sort();
    (took[runs / 2], last)
}

#[must_use]
pub fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

pub fn say(what: &str, took: Duration, more: &str) {
    println!("  {what:<44}{:>12.3}  {more}", took.as_secs_f64() * 1e3);
}
