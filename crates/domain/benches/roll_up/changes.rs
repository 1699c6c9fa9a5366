//! A million changes, one at a time, and a recompute that must say the same of every organisation.

use std::time::Duration;

use cpu_time::ThreadTime;
use kaijiang_domain::figures::{Columns, Counters, Credits, KindSet, RollUp, Sessions, preorder, sweep};

use crate::world::{self, Dice, SLOTS, SPEAKERS, World};

const KINDS: [&str; 6] = [
    "lecture added",
    "lecture removed",
    "excusal granted",
    "excusal revoked",
    "move of a branch",
    "move of a township",
];
const BATCH: usize = 1_000;
const BATCHES: usize = 1_000;

enum Change {
    Add(u16, Vec<(u32, u16)>),
    Remove(u16, Vec<(u32, u16)>),
    Excuse(u32, u64),
    Revoke(u32, u64),
    Move(u32, u32),
}

pub fn measure(world: &World) {
    let mut counters = Counters::new(
        &world.columns,
        &world.credits,
        &world::rules(),
        &world::cells(),
        world::today(),
    );
    let mut dice = Dice(7);
    let mut lectures = world.lectures.clone();
    let mut excusals: Vec<(u32, u64)> = Vec::new();
    let mut spent = [(Duration::ZERO, 0_u32); KINDS.len()];
    for batch in 0..BATCHES {
        // six of ten batches are lectures coming and going
        let kind = [0, 1, 0, 2, 0, 3, 1, 4, 0, 4][batch % 10];
        // whole townships move far less often than branches
        let kind = if batch % 250 == 249 { 5 } else { kind };
        let changes: Vec<Change> = (0..BATCH)
            .map(|_| draw(kind, world, &mut lectures, &mut excusals, &mut dice))
            .collect();
        let start = ThreadTime::now();
        for change in &changes {
            apply(&mut counters, change);
        }
        spent[kind].0 += start.elapsed();
        spent[kind].1 += BATCH as u32;
    }
    for (name, (took, count)) in KINDS.iter().zip(spent) {
        let one = took.as_secs_f64() * 1e6 / f64::from(count);
        println!("  {name:<44}{one:>12.3}  microseconds each, the whole path, {count} of them");
    }
    let all: Duration = spent.iter().map(|each| each.0).sum();
    let one = all.as_secs_f64() * 1e6 / (BATCH * BATCHES) as f64;
    println!("  {:<44}{one:>12.3}  microseconds each", "all of them");
    compare(world, &counters, &lectures, &excusals);
    println!(
        "  after {} changes every count equals a recompute",
        BATCH * BATCHES
    );
}

fn draw(
    kind: usize,
    world: &World,
    lectures: &mut Vec<(u16, Vec<(u32, u16)>)>,
    excusals: &mut Vec<(u32, u64)>,
    dice: &mut Dice,
) -> Change {
    let branch = |dice: &mut Dice| world.branches[dice.below(world.branches.len() as u32) as usize];
    let parent = |org: u32| world.columns.parents()[org as usize];
    match kind {
        0 => {
            let lecture = world::lecture(&world.branches, dice);
            lectures.push(lecture.clone());
            Change::Add(lecture.0, lecture.1)
        }
        1 => {
            let (day, named) = lectures.swap_remove(dice.below(lectures.len() as u32) as usize);
            Change::Remove(day, named)
        }
        2 => {
            let excusal = (branch(dice), 1 << dice.below(SLOTS as u32));
            excusals.push(excusal);
            Change::Excuse(excusal.0, excusal.1)
        }
        3 => {
            let (org, slot) = excusals.swap_remove(dice.below(excusals.len() as u32) as usize);
            Change::Revoke(org, slot)
        }
        4 => Change::Move(branch(dice), parent(branch(dice))),
        _ => Change::Move(parent(branch(dice)), parent(parent(branch(dice)))),
    }
}

fn apply(counters: &mut Counters, change: &Change) {
    match change {
        Change::Add(day, named) => counters.add(*day, named),
        Change::Remove(day, named) => counters.remove(*day, named),
        Change::Excuse(org, slot) => counters.excuse(*org, *slot),
        Change::Revoke(org, slot) => counters.revoke(*org, *slot),
        Change::Move(org, parent) => counters.move_to(*org, *parent).unwrap(),
    }
}

fn compare(world: &World, counters: &Counters, lectures: &[(u16, Vec<(u32, u16)>)], excusals: &[(u32, u64)]) {
    let parents: Vec<u32> = (0..world.columns.len() as u32)
        .map(|org| counters.parent(org))
        .collect();
    let numbering = preorder(&parents).unwrap();
    let kinds = numbering
        .order
        .iter()
        .map(|&old| world.columns.kinds()[old as usize])
        .collect();
    let number = |old: u32| numbering.number[old as usize];
    let mut columns = Columns::new(numbering.parents.clone(), kinds, SLOTS).unwrap();
    for (old, &[owed, excused, closed, planned]) in (0..).zip(&world.flags) {
        columns.owe(number(old), u64::from(owed));
        columns.excuse(number(old), u64::from(excused));
        columns.close(number(old), u64::from(closed));
        columns.plan(number(old), u64::from(planned));
    }
    for &(org, slot) in excusals {
        columns.excuse(number(org), slot);
    }
    let mut credits = Credits::default();
    for (day, named) in lectures {
        credits.push(
            *day,
            &named
                .iter()
                .map(|&(org, class)| (number(org), class))
                .collect::<Vec<_>>(),
        );
    }
    let outcomes = sweep(&columns, &credits, &world::rules(), world::today());
    let roll_up = RollUp::new(&columns, &outcomes, KindSet::ALL);
    let sessions = Sessions::new(&columns, &credits, world::cells());
    for old in 0..world.columns.len() as u32 {
        for slot in 0..SLOTS {
            assert_eq!(counters.tally(old, slot), roll_up.tally(number(old), slot));
        }
        for speaker in 0..SPEAKERS as u8 {
            for quarter in 0..4 {
                let count = counters.sessions(old, speaker, quarter);
                assert_eq!(count, sessions.count(number(old), speaker, quarter));
            }
        }
    }
}
