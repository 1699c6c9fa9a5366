//! Strata (分层): how many are drawn in each, and what no failure proves when all bad records may sit in the worst one.
//! Must not report an uneven draw as if it were a simple one.

use num_bigint::BigUint;

use super::exact::Chance;
use super::{Bound, MOST_DRAWN, MOST_RECORDS, Plan, Proportion, Unplannable, bound};

/// A stratum: how many records it has, and how many of them are drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stratum {
    /// Records in it.
    pub records: u64,
    /// Drawn of them.
    pub drawn: u64,
}

/// Where the bad records would have to sit so that a draw most likely misses all of them.
#[derive(Clone, PartialEq, Debug)]
pub struct Placement {
    /// Bad records in each stratum.
    pub bad: Vec<u64>,
    /// The chance that none of them is drawn.
    pub missed: f64,
}

/// How many are drawn of each stratum.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quotas {
    /// In all.
    pub drawn: u64,
    /// Of each.
    pub each: Vec<u64>,
}

/// The worst placement of `bad` records: max Π C(Ns−Ks, ns)/C(Ns, ns). One bad record at a time goes where the chance to
/// miss all of them loses least; that is exact, since each logarithm is concave in Ks.
///
/// # Errors
/// More drawn than there are in a stratum, more bad ones than records, or too many to reckon.
pub fn worst_placement(strata: &[Stratum], bad: u64) -> Result<Placement, Unplannable> {
    look(strata, bad)?;
    let placed = place(strata, bad);
    let missed = missed(strata, &placed).shown();
    Ok(Placement { bad: placed, missed })
}

fn look(strata: &[Stratum], bad: u64) -> Result<(), Unplannable> {
    let records: u64 = strata
        .iter()
        .map(|stratum| stratum.records.min(MOST_RECORDS + 1))
        .sum();
    let drawn: u64 = strata
        .iter()
        .map(|stratum| stratum.drawn.min(MOST_RECORDS + 1))
        .sum();
    if records == 0 {
        return Err(Unplannable::NoRecords);
    }
    if records > MOST_RECORDS {
        return Err(Unplannable::TooManyRecords(MOST_RECORDS));
    }
    if bad > records || strata.iter().any(|stratum| stratum.drawn > stratum.records) {
        return Err(Unplannable::MoreDrawnThanThere);
    }
    if drawn > MOST_DRAWN {
        return Err(Unplannable::TooManyDrawn(MOST_DRAWN));
    }
    Ok(())
}

fn place(strata: &[Stratum], bad: u64) -> Vec<u64> {
    let mut placed = vec![0_u64; strata.len()];
    for _ in 0..bad {
        // What one more costs: (Ns−Ks−ns)/(Ns−Ks), compared by cross products; the first of equals.
        let mut best: Option<(usize, u64, u64)> = None;
        for (at, (stratum, already)) in strata.iter().zip(&placed).enumerate() {
            let left = stratum.records - already;
            let kept = left.saturating_sub(stratum.drawn);
            let is_better = best.is_none_or(|(_, best_kept, best_left)| {
                u128::from(kept) * u128::from(best_left) > u128::from(best_kept) * u128::from(left)
            });
            if left > 0 && is_better {
                best = Some((at, kept, left));
            }
        }
        if let Some(here) = best.and_then(|(at, _, _)| placed.get_mut(at)) {
            *here += 1;
        }
    }
    placed
}

fn missed(strata: &[Stratum], placed: &[u64]) -> Chance {
    let mut chance = Chance {
        ways: BigUint::from(1_u8),
        all: BigUint::from(1_u8),
    };
    for (stratum, bad) in strata.iter().zip(placed) {
        let (few, many) = (stratum.drawn.min(*bad), stratum.drawn.max(*bad));
        for step in 0..few {
            chance.ways *= (stratum.records - step).saturating_sub(many);
            chance.all *= stratum.records - step;
        }
    }
    chance
}

/// So many drawn in proportion: by largest remainder, at least one of each, ties in the order of the strata.
///
/// # Errors
/// Fewer than there are strata, or more than there are records; a stratum without records.
pub fn proportional(records: &[u64], drawn: u64) -> Result<Vec<u64>, Unplannable> {
    let strata = u64::try_from(records.len()).unwrap_or(u64::MAX);
    let all: u128 = records.iter().map(|count| u128::from(*count)).sum();
    if strata == 0 || records.contains(&0) {
        return Err(Unplannable::NoRecords);
    }
    if all > u128::from(MOST_RECORDS) {
        return Err(Unplannable::TooManyRecords(MOST_RECORDS));
    }
    if u128::from(drawn) > all {
        return Err(Unplannable::MoreDrawnThanThere);
    }
    if drawn < strata {
        return Err(Unplannable::FewerThanStrata(strata));
    }
    let share = |count: u64| u128::from(count) * u128::from(drawn);
    // What is rounded up to one has had its remainder.
    let mut shares: Vec<(u64, u128)> = records
        .iter()
        .map(|count| {
            let floor = u64::try_from(share(*count) / all).unwrap_or_default();
            (floor.max(1), if floor == 0 { 0 } else { share(*count) % all })
        })
        .collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(shares.get(*at).map(|(_, remainder)| *remainder)));
    let given: u64 = shares.iter().map(|(count, _)| *count).sum();
    let (missing, over) = (drawn.saturating_sub(given), given.saturating_sub(drawn));
    adjust(&mut shares, &order.iter(), missing, |count| count + 1, |_| true);
    adjust(
        &mut shares,
        &order.iter().rev(),
        over,
        |count| count - 1,
        |count| count > 1,
    );
    Ok(shares.into_iter().map(|(count, _)| count).collect())
}

/// Changes one stratum after the other, round and round, until `times` are changed.
fn adjust<'a>(
    shares: &mut [(u64, u128)],
    order: &(impl Iterator<Item = &'a usize> + Clone),
    times: u64,
    change: impl Fn(u64) -> u64,
    may: impl Fn(u64) -> bool,
) {
    let mut left = times;
    while left > 0 {
        let before = left;
        for at in order.clone() {
            if let Some((count, _)) = shares.get_mut(*at).filter(|(count, _)| left > 0 && may(*count)) {
                *count = change(*count);
                left -= 1;
            }
        }
        if left == before {
            break;
        }
    }
}

/// The smallest draw in proportion that would show too many bad records, wherever they sit, when none fails.
///
/// # Errors
/// As [`Plan::new`], and strata without records.
pub fn stratified_size(
    records: &[u64],
    tolerable: Proportion,
    confidence: Proportion,
) -> Result<Quotas, Unplannable> {
    let all: u64 = records.iter().map(|count| (*count).min(MOST_RECORDS + 1)).sum();
    let too_many = Plan::new(all, tolerable, confidence, 0)?.too_many();
    let first = u64::try_from(records.len()).unwrap_or(u64::MAX);
    for drawn in first..=all.min(MOST_DRAWN) {
        let each = proportional(records, drawn)?;
        let strata: Vec<Stratum> = records
            .iter()
            .zip(&each)
            .map(|(records, drawn)| Stratum {
                records: *records,
                drawn: *drawn,
            })
            .collect();
        if !missed(&strata, &place(&strata, too_many)).is_above(confidence.rest()) {
            return Ok(Quotas { drawn, each });
        }
    }
    Err(Unplannable::TooManyDrawn(MOST_DRAWN))
}

/// What each stratum's own result proves, when the risk is shared among all of them (Bonferroni): all bounds hold at once
/// with the confidence asked for. `failed` stands beside each stratum.
///
/// # Errors
/// Numbers that cannot be, or are too large to reckon.
pub fn bounds_by_stratum(
    results: &[(Stratum, u64)],
    confidence: Proportion,
) -> Result<Vec<Bound>, Unplannable> {
    let strata = u64::try_from(results.len()).unwrap_or(u64::MAX);
    let each = confidence.rest().shared_by(strata).rest();
    results
        .iter()
        .map(|(stratum, failed)| bound(stratum.records, stratum.drawn, *failed, each))
        .collect()
}
