//! What holds of every return (收表), whatever hands it went through: no row is lost or counted twice, the order of
//! rows decides nothing, and a merge is fair to both sides.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the townships are made here"
)]

#[path = "returns/county.rs"]
#[expect(dead_code, reason = "shared with the attacks, which need other parts")]
mod county;

use std::collections::{BTreeMap, BTreeSet};

use county::{Dice, Hands, IDENTITY, Numbering, Rows, SUPPORTING, came_back, change, columns, row, township};
use kaijiang_domain::returns::{
    Alignment, CellVerdict, Certainty, FormRow, NumberTrust, RowKind, align, find_held, merge_row,
};
use proptest::prelude::*;

fn hands() -> impl Strategy<Value = Hands> {
    let numberings = vec![
        Numbering::Kept,
        Numbering::Continued,
        Numbering::HalfLost,
        Numbering::TwoSwapped,
        Numbering::Anew,
        Numbering::Dropped,
    ];
    let rows = prop_oneof![Just(Rows::Varied), Just(Rows::Alike)];
    (
        1..4_usize,
        1..8_usize,
        rows,
        proptest::sample::select(numberings),
        any::<bool>(),
    )
        .prop_map(|(cells, one_in, rows, numbering, resembling)| Hands {
            cells,
            one_in,
            rows,
            numbering,
            resembling,
        })
}

/// Every sent row once, every returned row once.
fn each_once(aligned: &Alignment, sent: usize, returned: usize) -> Result<(), TestCaseError> {
    let mut ours: Vec<usize> = aligned
        .pairs
        .iter()
        .map(|pair| pair.sent)
        .chain(aligned.gone.clone())
        .collect();
    let mut theirs: Vec<usize> = aligned.pairs.iter().map(|pair| pair.returned).collect();
    theirs.extend(&aligned.new);
    theirs.extend(aligned.repeated.iter().map(|(row, _)| row));
    ours.sort_unstable();
    theirs.sort_unstable();
    prop_assert_eq!(ours, (0..sent).collect::<Vec<_>>());
    prop_assert_eq!(theirs, (0..returned).collect::<Vec<_>>());
    for (row, earlier) in &aligned.repeated {
        let is_repeated = aligned.repeated.iter().any(|(other, _)| other == earlier);
        prop_assert!(
            row != earlier && !is_repeated,
            "what is repeated stands somewhere"
        );
    }
    Ok(())
}

/// What was decided, by what the rows say instead of where they stand.
fn by_what_they_say(aligned: &Alignment, sent: &[FormRow], returned: &[FormRow]) -> BTreeMap<String, usize> {
    let say = |rows: &[FormRow], at: usize| format!("{:?}", rows[at]);
    let pairs = aligned.pairs.iter().map(|pair| {
        let certainty = match &pair.certainty {
            Certainty::Doubtful { rivals } => {
                let rivals: BTreeSet<String> = rivals.iter().map(|at| say(sent, *at)).collect();
                format!("doubtful {rivals:?}")
            }
            other => format!("{other:?}"),
        };
        format!(
            "{} = {} {certainty}",
            say(sent, pair.sent),
            say(returned, pair.returned)
        )
    });
    let gone = aligned.gone.iter().map(|at| format!("gone {}", say(sent, *at)));
    let new = aligned.new.iter().map(|at| format!("new {}", say(returned, *at)));
    let mut counts = BTreeMap::new();
    for line in pairs.chain(gone).chain(new) {
        *counts.entry(line).or_default() += 1;
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn x7_no_row_is_lost_and_none_counted_twice(seed in any::<u64>(), count in 0..40_usize, hands in hands()) {
        let mut dice = Dice(seed);
        let sent = township(&mut dice, count, hands.rows);
        let mut came = if count < 2 { Vec::new() } else { came_back(&mut dice, &sent, hands).rows };
        for _ in 0..dice.roll(4).min(came.len()) {
            let copy = came[dice.roll(came.len())].clone();
            came.push(copy);
        }
        each_once(&align(&sent, &came, &columns()), sent.len(), came.len())?;
    }

    #[test]
    fn x7_the_order_of_rows_decides_nothing(seed in any::<u64>(), count in 2..40_usize, hands in hands()) {
        let mut dice = Dice(seed);
        let sent = township(&mut dice, count, hands.rows);
        let came = came_back(&mut dice, &sent, hands).rows;
        let before = by_what_they_say(&align(&sent, &came, &columns()), &sent, &came);
        let (mut other_sent, mut other_came) = (sent, came);
        dice.shuffle(&mut other_sent);
        dice.shuffle(&mut other_came);
        let after = align(&other_sent, &other_came, &columns());
        prop_assert_eq!(before, by_what_they_say(&after, &other_sent, &other_came));
    }

    #[test]
    fn x7_a_form_that_comes_back_as_it_went_is_certain(seed in any::<u64>(), count in 1..60_usize, numbered in any::<bool>()) {
        let mut dice = Dice(seed);
        let sent = township(&mut dice, count, Rows::Alike);
        let mut came = sent.clone();
        if !numbered {
            for row in &mut came {
 row.number = None;
 }
        }
        let aligned = align(&sent, &came, &columns());
        prop_assert_eq!(aligned.numbers, if numbered { NumberTrust::Believed } else { NumberTrust::Absent });
        prop_assert_eq!(aligned.pairs.len(), count);
        for pair in &aligned.pairs {
            prop_assert_eq!(&pair.certainty, &Certainty::Certain);
            prop_assert_eq!(merge_row(&sent[pair.sent], Some(&sent[pair.sent]), Some(&came[pair.returned])).kind, RowKind::Same);
        }
    }

    #[test]
    fn x7_a_merge_is_fair_to_both_sides(seed in any::<u64>(), ours in 0..4_usize, theirs in 0..4_usize) {
        let mut dice = Dice(seed);
        let sent = township(&mut dice, 1, Rows::Varied).remove(0);
        let (mut held, mut returned) = (sent.clone(), sent.clone());
        for (row, count) in [(&mut held, ours), (&mut returned, theirs)] {
            let mut keys: Vec<&str> = IDENTITY.iter().chain(&SUPPORTING).copied().collect();
            dice.shuffle(&mut keys);
            for key in keys.iter().take(count) {
 change(&mut dice, row, key);
 }
        }
        let turned = |verdict| match verdict {
            CellVerdict::Returned => CellVerdict::Held,
            CellVerdict::Held => CellVerdict::Returned,
            other => other,
        };
        let one = merge_row(&sent, Some(&held), Some(&returned));
        let other = merge_row(&sent, Some(&returned), Some(&held));
        prop_assert_eq!(one.cells.len(), other.cells.len());
        for (one, other) in one.cells.iter().zip(&other.cells) {
            prop_assert_eq!((&one.column, one.verdict), (&other.column, turned(other.verdict)));
            prop_assert_eq!((&one.sent, &one.held, &one.returned), (&other.sent, &other.returned, &other.held));
        }
        prop_assert_eq!(one.kind == RowKind::Conflict, other.kind == RowKind::Conflict);
    }
}

const SENT: [&str; 10] = [
    "茶坞村第一支部",
    "2020-05-18",
    "河长巡河记",
    "陆成",
    "理论",
    "课堂讲授",
    "书记",
    "乡党校",
    "12",
    "10",
];

fn with(cells: &[(&str, &str)]) -> FormRow {
    let mut row = row(1, &SENT);
    for (key, value) in cells {
        county::put(&mut row, key, value);
    }
    row
}

#[test]
fn x7_a_row_is_merged_cell_by_cell() {
    let sent = with(&[]);
    let kind = |held: &FormRow, returned: &FormRow| merge_row(&sent, Some(held), Some(returned)).kind;
    let (place, speaker) = (with(&[("place", "田间地头")]), with(&[("speaker", "陆改名")]));
    assert_eq!(kind(&sent, &sent), RowKind::Same);
    assert_eq!(kind(&place, &sent), RowKind::Same, "what is held stays");
    assert_eq!(kind(&sent, &place), RowKind::Changed);
    assert_eq!(
        kind(&speaker, &place),
        RowKind::Changed,
        "another cell of the row is no conflict"
    );
    assert_eq!(kind(&place, &place), RowKind::AlreadyHeld);
    assert_eq!(kind(&with(&[("place", "农家院坝")]), &place), RowKind::Conflict);
    let merge = merge_row(&sent, Some(&with(&[("place", "农家院坝")])), Some(&place));
    let cell = &merge.cells[0];
    assert_eq!(
        (
            cell.sent.as_str(),
            cell.held.as_str(),
            cell.returned.as_str(),
            cell.verdict
        ),
        ("乡党校", "农家院坝", "田间地头", CellVerdict::Conflict)
    );
}

#[test]
fn x7_an_empty_cell_and_a_lacking_column_are_no_change() {
    let (sent, held) = (with(&[]), with(&[("place", "田间地头")]));
    let mut lacking = with(&[("place", "")]);
    lacking.cells.remove("present");
    let merge = merge_row(&sent, Some(&held), Some(&lacking));
    assert_eq!(merge.kind, RowKind::Same);
    assert_eq!(merge.cells.len(), 1, "only ours: {:?}", merge.cells);
    assert_eq!(merge.cells[0].verdict, CellVerdict::Held);
    let cleared = with(&[("place", "")]);
    assert_eq!(
        merge_row(&sent, Some(&cleared), Some(&held)).kind,
        RowKind::Conflict,
        "cleared here, changed there"
    );
}

#[test]
fn x7_a_row_struck_out_on_one_side_and_changed_on_the_other_is_for_a_person() {
    let (sent, changed) = (with(&[]), with(&[("place", "田间地头")]));
    let kind = |held, returned| merge_row(&sent, held, returned).kind;
    assert_eq!(kind(Some(&sent), None), RowKind::Gone);
    assert_eq!(kind(Some(&changed), None), RowKind::GoneButChangedHere);
    assert_eq!(kind(None, Some(&sent)), RowKind::GoneHere);
    assert_eq!(kind(None, None), RowKind::GoneHere);
    assert_eq!(kind(None, Some(&changed)), RowKind::GoneHereButChanged);
    for kind in [
        RowKind::Conflict,
        RowKind::GoneButChangedHere,
        RowKind::GoneHereButChanged,
    ] {
        assert!(kind.needs_a_person());
    }
    assert!(!RowKind::Gone.needs_a_person());
}

#[test]
fn x7_a_new_row_that_was_entered_here_meanwhile_is_found() {
    let (new, twice) = (with(&[("present", "9")]), with(&[]));
    let (held, other) = (with(&[]), with(&[("date", "2020-05-19")]));
    let found = find_held(
        &[&new, &twice, &with(&[("speaker", "")])],
        &[&other, &held],
        &columns(),
    );
    assert_eq!(
        found,
        [Some(1), None, None],
        "each held row once, and not by half an identity"
    );
}

#[test]
fn x7_numbers_that_point_at_other_rows_are_not_believed() {
    let sent = township(&mut Dice(5), 30, Rows::Varied);
    let anew = |from: usize| -> Vec<FormRow> {
        let kept = sent
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != from)
            .map(|(_, row)| row.clone());
        let numbers = sent.iter().map(|row| row.number);
        kept.zip(numbers)
            .map(|(row, number)| FormRow { number, ..row })
            .collect()
    };
    // The second row was struck out, and every later one moved up to the number before.
    let came = anew(1);
    let aligned = align(&sent, &came, &columns());
    assert_eq!(aligned.numbers, NumberTrust::NotBelieved);
    assert_eq!((aligned.gone, aligned.new), (vec![1], vec![]));
    // The last but two: most numbers are right, and the exact rows settle the rest.
    let aligned = align(&sent, &anew(27), &columns());
    assert_eq!(aligned.numbers, NumberTrust::Believed);
    assert_eq!((aligned.gone, aligned.new), (vec![27], vec![]));
}

#[test]
fn x7_a_number_whose_row_was_written_over_is_asked() {
    let sent = township(&mut Dice(6), 30, Rows::Varied);
    let mut came = sent.clone();
    came[9] = FormRow {
        number: sent[9].number,
        ..row(0, &SENT)
    };
    let aligned = align(&sent, &came, &columns());
    let pair = aligned.pairs.iter().find(|pair| pair.returned == 9).unwrap();
    assert_eq!(
        (pair.sent, &pair.certainty),
        (9, &Certainty::Doubtful { rivals: vec![] })
    );
}

#[test]
fn x7_of_two_lectures_alike_a_person_is_asked_which_came_back() {
    let rows = [
        row(1, &SENT),
        row(
            2,
            &[
                "茶坞村第一支部",
                "2020-05-25",
                "河长巡河记",
                "陆成",
                "理论",
                "课堂讲授",
                "书记",
                "乡党校",
                "12",
                "10",
            ],
        ),
    ];
    let mut sent = township(&mut Dice(7), 20, Rows::Varied);
    let first = sent.len();
    sent.extend(rows);
    let mut came = sent[..first].to_vec();
    let mut between = row(
        0,
        &[
            "茶坞村第一支部",
            "2020-05-21",
            "河长巡河记",
            "陆成",
            "理论",
            "课堂讲授",
            "书记",
            "乡党校",
            "12",
            "10",
        ],
    );
    between.number = None;
    came.push(between);
    let aligned = align(&sent, &came, &columns());
    let pair = aligned.pairs.iter().find(|pair| pair.returned == first).unwrap();
    let Certainty::Doubtful { rivals } = &pair.certainty else {
        panic!("{pair:?}");
    };
    let mut named = rivals.clone();
    named.push(pair.sent);
    named.sort_unstable();
    assert_eq!(named, [first, first + 1]);
}

#[test]
fn x7_a_row_copied_whole_is_repeated_and_two_of_two_are_not() {
    let mut sent = township(&mut Dice(8), 20, Rows::Varied);
    let mut came = sent.clone();
    for row in &mut came {
        row.number = None;
    }
    came.push(came[3].clone());
    assert_eq!(align(&sent, &came, &columns()).repeated, [(20, 3)]);
    let twice = FormRow {
        number: Some(9_999),
        ..sent[3].clone()
    };
    sent.push(twice);
    let aligned = align(&sent, &came, &columns());
    assert_eq!((aligned.repeated, aligned.pairs.len()), (vec![], 21));
}
