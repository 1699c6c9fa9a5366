//! The given rounds of returns (收表), aligned and merged township by township: exactly what the truth says, with
//! numbers and without. Skipped where the data is not at hand.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at what must not be"
)]

#[path = "returns_data/rounds.rs"]
mod rounds;

use std::collections::BTreeSet;

use domain::returns::{Alignment, CellVerdict, Certainty, FormRow, NumberTrust, RowKind, align, merge_row};
use rounds::{Came, Round, columns, folder, rounds};

/// Number of the sent row, column, what it was, what it is now.
type Changed = BTreeSet<(i64, String, String, String)>;
/// Organisation, date, title, speaker, how many were present.
type New = BTreeSet<[String; 5]>;

#[derive(Default, PartialEq, Eq, Debug)]
struct Merged {
    new: New,
    changed: Changed,
    gone: BTreeSet<i64>,
    same: usize,
}

fn merged(round: &Round, numbered: bool) -> (Merged, Vec<String>) {
    let (mut all, mut asked) = (Merged::default(), Vec::new());
    for came in &round.came {
        let sent = round.sent_to(&came.town);
        let mut returned = came.rows.clone();
        if !numbered {
            for row in &mut returned {
                row.number = None;
            }
        }
        let aligned = align(&sent, &returned, &columns());
        asked.extend(questions(came, &aligned, numbered));
        add(&mut all, &sent, &returned, &aligned);
    }
    (all, asked)
}

/// Whatever a clerk would be asked.
fn questions(came: &Came, aligned: &Alignment, numbered: bool) -> Vec<String> {
    let trust = if numbered {
        NumberTrust::Believed
    } else {
        NumberTrust::Absent
    };
    let mut asked: Vec<String> = aligned
        .pairs
        .iter()
        .filter(|pair| matches!(pair.certainty, Certainty::Doubtful { .. }))
        .map(|pair| format!("{}: {pair:?}", came.file))
        .collect();
    if !aligned.repeated.is_empty() {
        asked.push(format!("{}: repeated {:?}", came.file, aligned.repeated));
    }
    if aligned.numbers != trust {
        asked.push(format!("{}: numbers {:?}", came.file, aligned.numbers));
    }
    asked
}

fn add(all: &mut Merged, sent: &[FormRow], returned: &[FormRow], aligned: &Alignment) {
    for pair in &aligned.pairs {
        let (row, came) = (&sent[pair.sent], &returned[pair.returned]);
        let merge = merge_row(row, Some(row), Some(came));
        match merge.kind {
            RowKind::Same => all.same += 1,
            RowKind::Changed => all.changed.extend(merge.cells.iter().map(|cell| {
                assert_eq!(cell.verdict, CellVerdict::Returned);
                let value = |row: &FormRow| row.value(&cell.column).to_owned();
                (row.number.unwrap(), cell.column.clone(), value(row), value(came))
            })),
            other => panic!("held is what was sent: {other:?}"),
        }
    }
    all.gone
        .extend(aligned.gone.iter().map(|at| sent[*at].number.unwrap()));
    all.new.extend(aligned.new.iter().map(|at| {
        ["org", "date", "topic", "speaker", "present"].map(|key| returned[*at].value(key).to_owned())
    }));
}

/// What the truth says, in the same words.
fn told(round: &Round) -> Merged {
    let text = |value: &serde_json::Value| match value.as_str() {
        Some(text) => intake::fold(text),
        None if value.is_null() => String::new(),
        None => value.to_string(),
    };
    let list = |key: &str| round.truth[key].as_array().unwrap().clone();
    Merged {
        new: list("new")
            .iter()
            .map(|row| ["org", "date", "topic", "speaker", "present"].map(|key| text(&row[key])))
            .collect(),
        changed: list("changed")
            .iter()
            .map(|cell| {
                let number = cell["no"].as_i64().unwrap();
                (
                    number,
                    text(&cell["field"]),
                    text(&cell["was"]),
                    text(&cell["now"]),
                )
            })
            .collect(),
        gone: list("gone")
            .iter()
            .map(|number| number.as_i64().unwrap())
            .collect(),
        same: usize::try_from(round.truth["same"].as_u64().unwrap()).unwrap(),
    }
}

fn every_round_is_merged_exactly(numbered: bool) {
    let Some(folder) = folder() else {
        return;
    };
    for round in rounds(&folder) {
        let (merged, asked) = merged(&round, numbered);
        assert_eq!(round.came.len(), 16);
        let told = told(&round);
        let differs = |one: &Changed, other: &Changed| one.difference(other).cloned().collect::<Vec<_>>();
        assert_eq!(
            (
                differs(&merged.changed, &told.changed),
                differs(&told.changed, &merged.changed)
            ),
            (Vec::new(), Vec::new()),
            "round {}: changed too much, too little",
            round.number
        );
        assert_eq!(merged, told, "round {}", round.number);
        assert_eq!(
            asked,
            Vec::<String>::new(),
            "round {}: nobody is asked",
            round.number
        );
    }
}

#[test]
fn x7_the_given_rounds_are_merged_exactly() {
    every_round_is_merged_exactly(true);
}

#[test]
fn x7_the_given_rounds_are_merged_exactly_without_numbers() {
    every_round_is_merged_exactly(false);
}
