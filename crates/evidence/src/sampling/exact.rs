//! Whole numbers of any length: ways to choose, and tails of the hypergeometric distribution as fractions.
//! Must not round anything but what is shown.

use num_bigint::BigUint;
use num_traits::{ToPrimitive, Zero};

use super::Proportion;

/// A chance as a fraction.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Chance {
    pub ways: BigUint,
    pub all: BigUint,
}

impl Chance {
    /// Whether it is above a share.
    pub fn is_above(&self, share: Proportion) -> bool {
        &self.ways * share.whole() > share.part() * &self.all
    }

    /// To be shown.
    pub fn shown(&self) -> f64 {
        shown(&self.ways, &self.all)
    }

    pub fn rest(&self) -> Chance {
        Chance {
            ways: &self.all - &self.ways,
            all: self.all.clone(),
        }
    }
}

/// Bits of a quotient that are reckoned before it is rounded to the 53 a floating number has.
const BITS: u64 = 64;

/// A quotient as a floating number, to within two units of its last place; nothing divided by nothing is 0.
pub(super) fn shown(part: &BigUint, whole: &BigUint) -> f64 {
    if part.is_zero() || whole.is_zero() {
        return 0.0;
    }
    // Both are shortened or lengthened so that the quotient has the bits.
    let shift = (whole.bits() + BITS).saturating_sub(part.bits());
    let quotient = ((part << shift) / whole).to_f64().unwrap_or(f64::INFINITY);
    let exponent = i32::try_from(shift).unwrap_or(i32::MAX);
    // In two steps, since 2^-1100 alone would be nothing.
    let half = exponent / 2;
    quotient * 2.0_f64.powi(-half) * 2.0_f64.powi(half - exponent)
}

/// Ways to choose `chosen` of `all` (组合数).
pub(super) fn choose(all: u64, chosen: u64) -> BigUint {
    if chosen > all {
        return BigUint::ZERO;
    }
    let steps = chosen.min(all - chosen);
    let mut ways = BigUint::from(1_u8);
    // Several steps at once, as long as their products fit a machine's number: after each whole step the division comes
    // out even.
    let (mut up, mut down) = (1_u64, 1_u64);
    for step in 0..steps {
        let together = up.checked_mul(all - step).zip(down.checked_mul(step + 1));
        if together.is_none() {
            ways = ways * up / down;
        }
        (up, down) = together.unwrap_or((all - step, step + 1));
    }
    ways * up / down
}

/// A lot drawn without replacement: `drawn` of `records`, of which `bad` are bad.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Lot {
    pub records: u64,
    pub bad: u64,
    pub drawn: u64,
}

impl Lot {
    /// Chance of at most `found` bad ones: P(X ≤ x) of the hypergeometric distribution.
    ///
    /// Drawing `drawn` of which `bad` are bad is the same as marking `bad` of which `drawn` are drawn; the smaller of
    /// the two is taken as the draw, so that the numbers stay short.
    pub fn at_most(self, found: u64) -> Chance {
        let (few, many) = (self.drawn.min(self.bad), self.drawn.max(self.bad));
        let all = choose(self.records, few);
        let others = self.records - many;
        let first = few.saturating_sub(others);
        if found < first {
            return Chance {
                ways: BigUint::ZERO,
                all,
            };
        }
        if found >= few {
            return Chance {
                ways: all.clone(),
                all,
            };
        }
        let mut term = choose(many, first) * choose(others, few - first);
        let mut ways = term.clone();
        for so_far in first..found {
            // Two products of numbers up to a million each.
            term *= (many - so_far) * (few - so_far);
            term /= (so_far + 1) * (others + so_far + 1 - few);
            ways += &term;
        }
        Chance { ways, all }
    }

    /// Chance of at least `found` bad ones: P(X ≥ x).
    pub fn at_least(self, found: u64) -> Chance {
        if let Some(less) = found.checked_sub(1) {
            return self.at_most(less).rest();
        }
        let all = BigUint::from(1_u8);
        Chance {
            ways: all.clone(),
            all,
        }
    }
}

/// The first number from `from` to `until` for which something that stays true once it is true holds; `until` where
/// it never is. In growing strides first, since asking of large numbers is dear and answers are mostly small.
pub(super) fn first_where(from: u64, until: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high, mut stride) = (from, until, 1_u64);
    loop {
        let ahead = low.saturating_add(stride);
        if ahead >= until {
            break;
        }
        if holds(ahead) {
            high = ahead;
            break;
        }
        low = ahead + 1;
        stride = stride.saturating_mul(2);
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s2_tails_are_those_of_every_lot_counted_out() {
        for records in 1..=12_u64 {
            for (bad, drawn) in (0..=records).flat_map(|bad| (0..=records).map(move |drawn| (bad, drawn))) {
                let lot = Lot { records, bad, drawn };
                let mut counted = [0_u64; 14];
                for set in 0_u32..1 << records {
                    if u64::from(set.count_ones()) == drawn {
                        let hit = (set & ((1_u32 << bad) - 1)).count_ones();
                        counted[usize::try_from(hit).unwrap()] += 1;
                    }
                }
                let all: u64 = counted.iter().sum();
                for found in 0..=13_u64 {
                    let at_most: u64 = counted.iter().take(usize::try_from(found).unwrap() + 1).sum();
                    let told = lot.at_most(found);
                    assert_eq!(&told.ways * all, &told.all * at_most, "{lot:?} {found}");
                    let told = lot.at_least(found);
                    let at_least: u64 = counted.iter().skip(usize::try_from(found).unwrap()).sum();
                    assert_eq!(&told.ways * all, &told.all * at_least, "{lot:?} {found}");
                }
            }
        }
    }

    #[test]
    fn s2_the_first_number_is_found_wherever_it_is() {
        for (from, until) in [(0, 0), (0, 1), (3, 90), (5, 5)] {
            for first in from..=until {
                assert_eq!(first_where(from, until, |number| number >= first), first);
            }
            assert_eq!(first_where(from, until, |_| false), until);
        }
        assert_eq!(first_where(0, 1 << 60, |number| number >= 1 << 59), 1 << 59);
    }

    #[test]
    fn s2_what_is_shown_is_the_nearest_floating_number_or_its_neighbour() {
        let big = |n: u64| BigUint::from(n);
        for (part, whole, expected) in [
            (1, 3, 1.0 / 3.0),
            (2, 3, 2.0 / 3.0),
            (7, 1, 7.0),
            (0, 5, 0.0),
            (1, 10, 0.1),
        ] {
            let error = (shown(&big(part), &big(whole)) - expected).abs();
            assert!(error <= 2.0 * f64::EPSILON * expected, "{part}/{whole}");
        }
        let tiny = shown(&big(1), &(big(1) << 1060_u32));
        assert!(tiny > 0.0 && tiny < 1e-300);
        assert!((shown(&(big(3) << 900_u32), &(big(1) << 900_u32)) - 3.0).abs() < 1e-15);
    }
}
