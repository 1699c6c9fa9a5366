//! The same for populations without limit, and for draws with replacement: binomial instead of hypergeometric.
//! Must not be used where the records are counted: those bounds are narrower.

use num_bigint::BigUint;

use super::exact::{choose, first_where};
use super::plan::can_be_shown;
use super::{MOST_ALLOWED, MOST_DRAWN, Proportion, Unplannable};

/// Two ends of a share.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interval {
    /// At least.
    pub least: f64,
    /// At most.
    pub most: f64,
}

/// Σ_{i ≤ found} C(n,i)·a^i·(b−a)^(n−i): chance of at most so many bad ones, over b^n.
fn at_most(drawn: u64, found: u64, part: &BigUint, whole: &BigUint) -> BigUint {
    let good = whole - part;
    let power = |base: &BigUint, times: u64| base.pow(u32::try_from(times).unwrap_or(u32::MAX));
    // By Horner: the highest power of what is good is taken out.
    let mut sum = BigUint::ZERO;
    for hit in 0..=found.min(drawn) {
        sum = sum * &good + choose(drawn, hit) * power(part, hit);
    }
    sum * power(&good, drawn.saturating_sub(found.min(drawn)))
}

/// The smallest number of draws for which at most `allowed` bad ones would be found with a chance within the risk, though a
/// share of `tolerable` is bad: n = min { n : BinomCDF(c; n, p) ≤ α } (AICPA table A-1). For draws in proportion to a
/// size, `tolerable` is the weight worth finding over the whole weight.
///
/// # Errors
/// A share or risk of nothing or all, or more draws than are reckoned for.
pub fn size_without_limit(
    tolerable: Proportion,
    confidence: Proportion,
    allowed: u64,
) -> Result<u64, Unplannable> {
    let risk = confidence.rest();
    can_be_shown(tolerable, risk)?;
    if allowed > MOST_ALLOWED {
        return Err(Unplannable::TooManyAllowed(MOST_ALLOWED));
    }
    let (part, whole) = (tolerable.part(), tolerable.whole());
    let is_enough = |drawn: u64| {
        let all = whole.pow(u32::try_from(drawn).unwrap_or(u32::MAX));
        at_most(drawn, allowed, &part, &whole) * risk.whole() <= risk.part() * all
    };
    let mut enough = allowed + 1;
    while !is_enough(enough) {
        if enough > MOST_DRAWN {
            return Err(Unplannable::TooManyDrawn(MOST_DRAWN));
        }
        enough *= 2;
    }
    Ok(first_where(allowed + 1, enough, is_enough))
}

/// Bits of a share that is searched for.
const BITS: u32 = 60;

/// The share of bad ones in a population without limit, after `failed` of `drawn`: Clopper and Pearson 1934, each end with
/// the confidence on its own side. Searched by halving with whole numbers: within 2⁻⁵⁹ of the true end.
///
/// # Errors
/// Numbers that cannot be, or more draws than are reckoned for.
pub fn interval_without_limit(
    drawn: u64,
    failed: u64,
    confidence: Proportion,
) -> Result<Interval, Unplannable> {
    /// Clopper–Pearson asks for powers of 60-bit numbers: fewer than `MOST_DRAWN`.
    const MOST: u64 = 500;
    let risk = confidence.rest();
    if drawn == 0 {
        return Err(Unplannable::NoRecords);
    }
    if failed > drawn {
        return Err(Unplannable::MoreFailedThanDrawn);
    }
    if drawn > MOST {
        return Err(Unplannable::TooManyDrawn(MOST));
    }
    if risk.is_nothing() || risk.is_all() {
        return Err(Unplannable::NoSuchConfidence);
    }
    let whole = BigUint::from(1_u8) << BITS;
    let all = whole.pow(u32::try_from(drawn).unwrap_or(u32::MAX));
    let is_above = |ways: BigUint| ways * risk.whole() > risk.part() * &all;
    let most = first_where(0, 1 << BITS, |part| {
        !is_above(at_most(drawn, failed, &BigUint::from(part), &whole))
    });
    let least = failed.checked_sub(1).map_or(0, |less| {
        first_where(0, 1 << BITS, |part| {
            is_above(&all - at_most(drawn, less, &BigUint::from(part), &whole))
        })
    });
    let shown = |part: u64| super::exact::shown(&BigUint::from(part), &whole);
    Ok(Interval {
        least: shown(least),
        most: if failed == drawn { 1.0 } else { shown(most) },
    })
}

/// The confidence factor of rare failures: λ with e^−λ·Σ_{i ≤ found} λ^i/i! = α; what auditing tables print as 3.00,
/// 4.75, 6.30. Halved 100 times in floating numbers; good to 1e-12, for tables only.
#[must_use]
pub fn poisson_factor(found: u32, confidence: Proportion) -> f64 {
    let risk = confidence.rest().shown();
    let at_most = |rate: f64| {
        let mut term = (-rate).exp();
        let mut sum = term;
        for step in 1..=found {
            term *= rate / f64::from(step);
            sum += term;
        }
        sum
    };
    let (mut low, mut high) = (0.0, 40.0 + 4.0 * f64::from(found));
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if at_most(middle) > risk {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}
