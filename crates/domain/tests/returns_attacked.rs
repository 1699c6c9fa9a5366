//! Returns (收表) made to mislead: how many pairs are right, how many are missed, how many a person is asked about.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the townships are made here"
)]

#[path = "returns/county.rs"]
mod county;

use county::{CameBack, Dice, Hands, Numbering, Rows, came_back, columns, township};
use kaijiang_domain::returns::{Certainty, align};

/// What came of one kind of hands over many townships.
#[derive(Default, Debug)]
struct Tally {
    /// Rows that came back, changed or not.
    truly: usize,
    /// Pairs that are right, nobody asked.
    right: usize,
    /// Pairs that are right, a person asked.
    asked: usize,
    /// Pairs that are wrong, nobody asked.
    wrong: usize,
    /// Pairs that are wrong, a person asked.
    asked_wrong: usize,
    /// Rows that came back, taken for new.
    missed: usize,
}

fn tally(all: &mut Tally, came: &CameBack, sent: &[kaijiang_domain::returns::FormRow]) {
    let aligned = align(sent, &came.rows, &columns());
    let mut found = 0;
    for pair in &aligned.pairs {
        let is_right = came.truth[pair.returned] == Some(pair.sent);
        let is_asked = matches!(pair.certainty, Certainty::Doubtful { .. });
        found += usize::from(came.truth[pair.returned].is_some());
        *match (is_right, is_asked) {
            (true, false) => &mut all.right,
            (true, true) => &mut all.asked,
            (false, false) => &mut all.wrong,
            (false, true) => &mut all.asked_wrong,
        } += 1;
    }
    let truly = came.truth.iter().flatten().count();
    all.truly += truly;
    all.missed += truly - found;
}

fn attacked(all: &mut Tally, hands: Hands, count: usize) {
    for seed in 0..u64::try_from(440 / count).unwrap() {
        let mut dice = Dice(seed * 7919 + 17);
        let sent = township(&mut dice, count, hands.rows);
        tally(all, &came_back(&mut dice, &sent, hands), &sent);
    }
}

/// Many kinds of hands over townships of so many rows.
fn attacked_every_way(rows: Rows, count: usize, cells: usize) -> Tally {
    let mut all = Tally::default();
    for numbering in [
        Numbering::Kept,
        Numbering::Continued,
        Numbering::HalfLost,
        Numbering::TwoSwapped,
        Numbering::Anew,
        Numbering::Dropped,
    ] {
        for resembling in [false, true] {
            let hands = Hands {
                cells,
                one_in: 8,
                rows,
                numbering,
                resembling,
            };
            attacked(&mut all, hands, count);
        }
    }
    println!("{rows:?}, {count} rows, {cells} cells changed: {all:?}");
    all
}

/// At most so many in ten thousand of the rows that came back.
fn is_rare(count: usize, all: &Tally, most: usize) -> bool {
    count * 10_000 <= most * all.truly
}

#[test]
fn x7_where_one_cell_was_changed_no_row_is_missed_and_nobody_is_asked_in_vain() {
    for (rows, asked) in [(Rows::Varied, 10), (Rows::Alike, 30)] {
        let all = attacked_every_way(rows, 110, 1);
        assert_eq!(all.missed, 0, "{all:?}");
        assert!(is_rare(all.asked, &all, asked), "{all:?}");
        assert!(is_rare(all.wrong, &all, 10), "{all:?}");
    }
}

#[test]
fn x7_where_half_a_row_was_changed_wrong_pairs_are_asked_about() {
    for cells in [2, 3] {
        let all = attacked_every_way(Rows::Varied, 110, cells);
        assert!(is_rare(all.wrong, &all, 10), "{all:?}");
        assert!(is_rare(all.missed, &all, 20), "{all:?}");
        assert!(is_rare(all.asked, &all, 60), "{all:?}");
    }
}

#[test]
fn x7_a_short_form_tells_less_and_is_still_told_apart() {
    for rows in [Rows::Varied, Rows::Alike] {
        let all = attacked_every_way(rows, 14, 2);
        assert!(is_rare(all.wrong, &all, 100), "{all:?}");
        assert!(is_rare(all.missed, &all, 100), "{all:?}");
    }
}
