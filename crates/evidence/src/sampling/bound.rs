//! What a result proves (6.3): how many of all records can be bad, when so many of those drawn failed.
//! Must not tell a rate without its bound.

use num_bigint::BigUint;

use super::exact::{Lot, choose, first_where};
use super::{MOST_DRAWN, MOST_RECORDS, Proportion, Unplannable};

/// How many of all records are bad: from `least` to `most`, each with the confidence asked for on its own side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bound {
    /// At least so many.
    pub least: u64,
    /// At most so many.
    pub most: u64,
}

fn look(records: u64, drawn: u64, failed: u64, risk: Proportion) -> Result<(), Unplannable> {
    if records == 0 {
        Err(Unplannable::NoRecords)
    } else if records > MOST_RECORDS {
        Err(Unplannable::TooManyRecords(MOST_RECORDS))
    } else if drawn > records {
        Err(Unplannable::MoreDrawnThanThere)
    } else if drawn.min(records - drawn) > MOST_DRAWN {
        Err(Unplannable::TooManyDrawn(MOST_DRAWN))
    } else if failed > drawn {
        Err(Unplannable::MoreFailedThanDrawn)
    } else if risk.is_nothing() || risk.is_all() {
        Err(Unplannable::NoSuchConfidence)
    } else {
        Ok(())
    }
}

/// After `failed` of `drawn` simple random records failed: the most is max { K : P(X ≤ x) > α }, the least
/// min { K : P(X ≥ x) > α }, hypergeometric, each one-sided.
///
/// # Errors
/// Numbers that cannot be, or are too large to reckon.
pub fn bound(records: u64, drawn: u64, failed: u64, confidence: Proportion) -> Result<Bound, Unplannable> {
    let risk = confidence.rest();
    look(records, drawn, failed, risk)?;
    let lot = |bad| Lot { records, bad, drawn };
    // As many as failed are bad for certain, and as many as passed are good.
    let (fewest, greatest) = (failed, records - drawn + failed);
    let most = first_where(fewest, greatest + 1, |bad| {
        bad > greatest || !lot(bad).at_most(failed).is_above(risk)
    });
    let least = first_where(fewest, greatest, |bad| lot(bad).at_least(failed).is_above(risk));
    Ok(Bound {
        least: if failed == 0 { 0 } else { least },
        most: most.saturating_sub(1),
    })
}

/// The same for somebody who looks after every record and stops when they like: true at every moment at once, and wider
/// for that. A number K is kept while C(K,x)·C(N−K,n−x)·(N+1) > α·C(N+1,n+1) (Waudby-Smith and Ramdas 2020, with an even
/// prior).
///
/// # Errors
/// Numbers that cannot be, or are too large to reckon.
pub fn bound_at_any_time(
    records: u64,
    drawn: u64,
    failed: u64,
    confidence: Proportion,
) -> Result<Bound, Unplannable> {
    let risk = confidence.rest();
    look(records, drawn, failed, risk)?;
    if drawn == 0 {
        return Ok(Bound {
            least: 0,
            most: records,
        });
    }
    let limit = risk.part() * choose(records + 1, drawn + 1);
    let is_kept = |bad: u64| {
        let ways: BigUint = choose(bad, failed) * choose(records - bad, drawn - failed);
        ways * (records + 1) * risk.whole() > limit
    };
    let (fewest, greatest) = (failed, records - drawn + failed);
    // The likeliest number is always kept, and what is kept lies around it in one piece.
    let likeliest = u128::from(failed) * u128::from(records + 1) / u128::from(drawn);
    let likeliest = u64::try_from(likeliest)
        .unwrap_or(greatest)
        .clamp(fewest, greatest);
    let beyond = first_where(likeliest, greatest + 1, |bad| bad > greatest || !is_kept(bad));
    Ok(Bound {
        least: first_where(fewest, likeliest, is_kept),
        most: beyond.saturating_sub(1),
    })
}

/// How many clean records in a row rule out that `too_many` are bad, for somebody who looks after every one; none where
/// even all records would not, as there is nothing to rule out.
///
/// # Errors
/// Numbers that cannot be, or are too large to reckon.
pub fn clean_needed_at_any_time(
    records: u64,
    too_many: u64,
    confidence: Proportion,
) -> Result<u64, Unplannable> {
    let risk = confidence.rest();
    look(records, 0, 0, risk)?;
    if too_many == 0 {
        return Err(Unplannable::NothingTolerable);
    }
    if too_many > records {
        return Err(Unplannable::AllTolerable);
    }
    // (n+1)·C(N−K,n)/C(N,n) rises and then falls, so once it is under the risk it stays there; the same fraction with the
    // draw and the bad ones changed about keeps the numbers short.
    Ok(first_where(1, records, |drawn| {
        let lot = Lot {
            records,
            bad: too_many,
            drawn,
        };
        let none = lot.at_most(0);
        none.ways * (drawn + 1) * risk.whole() <= risk.part() * none.all
    }))
}
