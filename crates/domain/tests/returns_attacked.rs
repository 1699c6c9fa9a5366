//! Returns (收表) made to mislead: how many pairs are right, how many are missed, how many a person is asked about.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the townships are made here"
)]

#[path = "returns/county.rs"]
#[expect(dead_code, reason = "shared with the properties, which need other parts")]
mod county;

use county::{CameBack, Dice, Hands, Numbering, came_back, columns, township};
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

fn attacked(hands: Hands, townships: u64) -> Tally {
    let mut all = Tally::default();
    for seed in 0..townships {
        let mut dice = Dice(seed * 7919 + 17);
        let sent = township(&mut dice, 110);
        tally(&mut all, &came_back(&mut dice, &sent, hands), &sent);
    }
    all
}

#[test]
fn x7_report() {
    for numbering in [
        Numbering::Kept,
        Numbering::Continued,
        Numbering::HalfLost,
        Numbering::TwoSwapped,
        Numbering::Anew,
        Numbering::Dropped,
    ] {
        for cells in 1..=3 {
            for resembling in [false, true] {
                let tally = attacked(
                    Hands {
                        cells,
                        numbering,
                        resembling,
                    },
                    40,
                );
                println!("{numbering:?} {cells} {resembling}: {tally:?}");
            }
        }
    }
}
