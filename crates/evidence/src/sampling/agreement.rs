//! Whether two reviewers see the same (6.9, 复核一致率): a tenth of the records is looked at a second time, blind.
//! Must not show kappa alone: with rare failures it collapses though nearly all is agreed upon.

use num_bigint::BigUint;

use super::exact::shown;

/// What two reviewers said of the same records.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TwoReviews {
    /// Good for both.
    pub both_good: u32,
    /// Good for the first alone.
    pub first_alone: u32,
    /// Good for the second alone.
    pub second_alone: u32,
    /// Bad for both.
    pub both_bad: u32,
}

/// How far they agree. Shown together or not at all.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Agreement {
    /// The share agreed upon.
    pub agreed: f64,
    /// Cohen's kappa (1960); none where both said one and the same of every record.
    pub kappa: Option<f64>,
    /// Gwet's AC1 (2008).
    pub ac1: f64,
}

impl TwoReviews {
    /// How far the two agree; none without a record.
    #[must_use]
    pub fn agreement(self) -> Option<Agreement> {
        let of = |count: u32| u128::from(count);
        let all = of(self.both_good) + of(self.first_alone) + of(self.second_alone) + of(self.both_bad);
        if all == 0 {
            return None;
        }
        let agreed = of(self.both_good) + of(self.both_bad);
        let (first, second) = (
            of(self.both_good) + of(self.first_alone),
            of(self.both_good) + of(self.second_alone),
        );
        // Agreement by chance over n², for kappa; over 2n², for AC1.
        let by_chance = first * second + (all - first) * (all - second);
        let good = first + second;
        let by_guess = good * (2 * all - good);
        Some(Agreement {
            agreed: quotient(agreed, 0, all),
            kappa: (by_chance < all * all).then(|| quotient(agreed * all, by_chance, all * all - by_chance)),
            ac1: quotient(2 * agreed * all, by_guess, 2 * all * all - by_guess),
        })
    }
}

/// (more − less) / whole.
fn quotient(more: u128, less: u128, whole: u128) -> f64 {
    let size = shown(&BigUint::from(more.abs_diff(less)), &BigUint::from(whole));
    if more < less { -size } else { size }
}
