//! Other engines on the same columns, through `benches/peers.py`: the same rows, or the bench fails.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use kaijiang_domain::figures::NONE;

use crate::world::{Size, World, is_themed, kind_of};
use crate::{ratio, say};

const ENGINES: [&str; 4] = ["polars", "duckdb", "postgres", "sqlite"];

/// What we measured and counted.
pub struct Ours {
    pub duty: Duration,
    pub counts: Vec<u32>,
    pub covered: Option<(Duration, Vec<u32>)>,
}

pub fn compare(size: &Size, world: &World, inner: &[u32], ours: &Ours) {
    let folder = std::env::temp_dir().join(format!("roll-up-{}-{}", size.name, std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    write_columns(&folder, world);
    for (task, took, counts) in [
        Some(("duty", ours.duty, &ours.counts)),
        ours.covered
            .as_ref()
            .map(|(took, people)| ("people", *took, people)),
    ]
    .into_iter()
    .flatten()
    {
        let mut best: Option<(Duration, &str)> = None;
        for engine in ENGINES {
            if let Some((peer, version)) = ask(size, engine, task, &folder) {
                check(&folder.join(format!("{engine}.{task}")), counts, inner, engine);
                let times = format!("{:.1} x ours", ratio(peer, took));
                say(&format!("{task}, {engine} {version}, same rows"), peer, &times);
                best = best.into_iter().chain([(peer, engine)]).min();
            }
        }
        if let Some((peer, engine)) = best {
            println!(
                "  => {task}: {:.1} x quicker than the best engine ({engine})",
                ratio(peer, took)
            );
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Median CPU time of a peer and its version, if it is here and the size is not beyond it.
fn ask(size: &Size, engine: &str, task: &str, folder: &Path) -> Option<(Duration, String)> {
    let slow = matches!(engine, "postgres" | "sqlite");
    if slow && size.name == "nation" {
        println!("  {:<44}{:>12}", format!("{task}, {engine}"), "left out: minutes");
        return None;
    }
    if engine == "postgres" && std::env::var_os("KAIJIANG_TEST_POSTGRES").is_none() {
        println!("  {:<44}{:>12}", format!("{task}, {engine}"), "not present");
        return None;
    }
    let Some(version) = run(engine, "check", 1, folder) else {
        println!("  {:<44}{:>12}", format!("{task}, {engine}"), "not present");
        return None;
    };
    let runs = match (slow, size.name) {
        (_, "county") => 21,
        (true, _) => 1,
        (false, _) => 5,
    };
    let answer = run(engine, task, runs, folder).unwrap_or_else(|| panic!("{engine} failed at {task}"));
    let millis: f64 = answer.trim().parse().unwrap();
    Some((Duration::from_secs_f64(millis / 1e3), version.trim().to_owned()))
}

fn run(engine: &str, task: &str, runs: usize, folder: &Path) -> Option<String> {
    let python = std::env::var_os("KAIJIANG_BENCH_PYTHON").unwrap_or_else(|| "python3".into());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers.py");
    let mut command = Command::new(python);
    command
        .arg(script)
        .arg(folder)
        .args([engine, task, &runs.to_string()]);
    if task == "check" {
        command.stderr(std::process::Stdio::null());
    } else {
        command.stderr(std::process::Stdio::inherit());
    }
    let output = command.output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn check(answer: &PathBuf, ours: &[u32], inner: &[u32], engine: &str) {
    let bytes = std::fs::read(answer).unwrap();
    let theirs: Vec<u32> = bytes
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes(word.try_into().unwrap()))
        .collect();
    assert_eq!(
        theirs.len(),
        ours.len(),
        "{engine} gives another number of figures"
    );
    let width = ours.len() / inner.len();
    for ((ours, theirs), org) in ours.chunks(width).zip(theirs.chunks(width)).zip(inner) {
        assert_eq!(ours, theirs, "{engine} says otherwise of organisation {org}");
    }
}

fn write_columns(folder: &Path, world: &World) {
    let write = |name: &str, column: &mut dyn Iterator<Item = u32>| {
        let bytes: Vec<u8> = column.flat_map(u32::to_le_bytes).collect();
        std::fs::write(folder.join(name), bytes).unwrap();
    };
    let parents = world.columns.parents();
    let path = |org: u32, level: usize| {
        let mut up: Vec<u32> = std::iter::successors(Some(org), |&org| {
            Some(parents[org as usize]).filter(|&parent| parent != NONE)
        })
        .collect();
        up.reverse();
        up.get(level).copied().unwrap_or(NONE)
    };
    let orgs = || 0..world.columns.len() as u32;
    write("orgs.id", &mut orgs());
    for level in 0..4 {
        write(&format!("orgs.a{level}"), &mut orgs().map(|org| path(org, level)));
    }
    for (at, name) in ["owed", "excused", "closed", "planned"].into_iter().enumerate() {
        write(
            &format!("orgs.{name}"),
            &mut world.flags.iter().map(|flags| u32::from(flags[at])),
        );
    }
    let credits = world.credits.rows();
    write("credits.org", &mut credits.iter().map(|credit| credit.org));
    write(
        "credits.day",
        &mut credits.iter().map(|credit| u32::from(credit.day)),
    );
    write(
        "credits.kind",
        &mut credits.iter().map(|credit| u32::from(kind_of(credit.class))),
    );
    write(
        "credits.themed",
        &mut credits.iter().map(|credit| u32::from(is_themed(credit.class))),
    );
    write("people.id", &mut (0..world.homes.len() as u32));
    write("people.home", &mut world.homes.iter().copied());
    write("lectures.id", &mut (0..world.lectures.len() as u32));
    write(
        "lectures.day",
        &mut world.lectures.iter().map(|lecture| u32::from(lecture.0)),
    );
    write("seats.lecture", &mut world.seat_rows.iter().map(|row| row.0));
    write("seats.person", &mut world.seat_rows.iter().map(|row| row.1));
}
