//! How quick the returns (收表) of a round are told apart and merged, beside daff on the same decoded tables:
//! `cargo bench -p kaijiang-app --bench returns`. CPU time of one thread in one run; must not judge.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench that cannot set up has nothing to say"
)]

#[path = "../../tests/returns_data/rounds.rs"]
#[expect(dead_code, reason = "shared with the test, which needs other parts")]
mod rounds;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use domain::returns::{Alignment, FormRow, align, merge_row};
use rounds::{Round, columns, folder, rounds};
use serde_json::json;

const RUNS: u32 = 9;

/// What was sent to a township, and what came back.
type Tables = (Vec<FormRow>, Vec<FormRow>);

fn main() {
    let Some(folder) = folder() else {
        println!("SKIPPED: the given returns are not here");
        return;
    };
    println!("CPU ms of a round, tables decoded; median of {RUNS}.");
    for round in rounds(&folder) {
        for numbered in [true, false] {
            measure(&round, numbered);
        }
    }
    large(&rounds(&folder));
}

fn measure(round: &Round, numbered: bool) {
    let tables: Vec<Tables> = round
        .came
        .iter()
        .map(|came| {
            let mut tables = (round.sent_to(&came.town), came.rows.clone());
            if !numbered {
                for row in tables.0.iter_mut().chain(&mut tables.1) {
                    row.number = None;
                }
            }
            tables
        })
        .collect();
    let (took, rows) = median(|| {
        tables
            .iter()
            .map(|(sent, came)| decide(sent, came))
            .sum::<usize>()
    });
    let name = if numbered { "with numbers" } else { "without" };
    println!(
        "round {}, {name}: {} files, {rows} pairs: ours {:.1}",
        round.number,
        tables.len(),
        took.as_secs_f64() * 1000.0
    );
    if let Some((theirs, exact)) = daff(&tables, numbered) {
        println!(
            "  daff {theirs:.1}, {:.1} x ours; its rows are ours in {exact} of {} files",
            theirs / (took.as_secs_f64() * 1000.0),
            tables.len()
        );
    }
}

/// Aligns and merges a file; how many pairs.
fn decide(sent: &[FormRow], came: &[FormRow]) -> usize {
    let aligned = align(sent, came, &columns());
    for pair in &aligned.pairs {
        let row = &sent[pair.sent];
        std::hint::black_box(merge_row(row, Some(row), Some(&came[pair.returned])));
    }
    aligned.pairs.len()
}

/// All of a county in one file, seven times over: thirteen thousand rows, without numbers.
fn large(rounds: &[Round]) {
    let (mut sent, mut came) = (Vec::new(), Vec::new());
    for copy in 0..7 {
        let apart = |row: &FormRow| {
            let mut row = row.clone();
            row.number = None;
            for key in ["org", "speaker"] {
                if let Some(cell) = row.cells.get_mut(key) {
                    cell.value.push_str(&copy.to_string());
                }
            }
            row
        };
        sent.extend(rounds[0].sent.iter().map(apart));
        came.extend(rounds[0].came.iter().flat_map(|came| &came.rows).map(apart));
    }
    let (took, pairs) = median(|| decide(&sent, &came));
    println!(
        "{} rows sent, {} back, one file without numbers, {pairs} pairs: ours {:.1}",
        sent.len(),
        came.len(),
        took.as_secs_f64() * 1000.0
    );
}

/// CPU ms of daff over the same tables, and in how many files it pairs the same rows. `None`: it is not here.
fn daff(tables: &[Tables], numbered: bool) -> Option<(f64, usize)> {
    let keys: Vec<String> = columns().into_iter().map(|column| column.key).collect();
    let plain = |rows: &[FormRow]| {
        let header = std::iter::once("no").chain(keys.iter().map(String::as_str));
        let mut table = vec![header.map(str::to_owned).collect::<Vec<String>>()];
        table.extend(rows.iter().map(|row| {
            let number = row.number.map(|number| number.to_string()).unwrap_or_default();
            std::iter::once(number)
                .chain(keys.iter().map(|key| row.value(key).to_owned()))
                .collect()
        }));
        if !numbered {
            for row in &mut table {
                row.remove(0);
            }
        }
        table
    };
    let all: Vec<_> = tables
        .iter()
        .map(|(sent, came)| {
            let aligned = align(sent, came, &columns());
            json!({"sent": plain(sent), "came": plain(came), "pairs": pairs(&aligned)})
        })
        .collect();
    let file = std::env::temp_dir().join(format!("returns-{}.json", std::process::id()));
    std::fs::write(
        &file,
        serde_json::to_vec(&json!({"numbered": numbered, "files": all})).unwrap(),
    )
    .unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/returns/peer.py");
    let answer = Command::new("python3")
        .arg(script)
        .arg(&file)
        .arg(RUNS.to_string())
        .output();
    std::fs::remove_file(&file).unwrap();
    let answer = answer.ok().filter(|answer| answer.status.success());
    let Some(answer) = answer else {
        println!("  SKIPPED: daff is not here (pip install daff)");
        return None;
    };
    let text = String::from_utf8(answer.stdout).unwrap();
    let (took, exact) = text.trim().split_once(' ')?;
    Some((took.parse().unwrap(), exact.parse().unwrap()))
}

fn pairs(aligned: &Alignment) -> Vec<(usize, usize)> {
    aligned
        .pairs
        .iter()
        .map(|pair| (pair.sent, pair.returned))
        .collect()
}

fn median<T>(work: impl Fn() -> T) -> (Duration, T) {
    let mut took = Vec::new();
    let mut answer = None;
    for _ in 0..RUNS {
        let start = cpu_time::ThreadTime::now();
        answer = Some(work());
        took.push(start.elapsed());
    }
    took.sort_unstable();
    (took[took.len() / 2], answer.unwrap())
}
