//! Shares for reports: a percentage of very few says too much about each, so it is left out (E31).

/// A share as a report may print it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Share {
    /// Tenths of a percent, half rounded up: 987 is 98.7 %.
    Percent {
        /// Tenths of a percent.
        tenths: u64,
    },
    /// Too few for a percentage: the counts alone are shown.
    Suppressed {
        /// How many of them.
        part: u64,
        /// How many in all.
        whole: u64,
    },
}

/// The share of `part` in `whole`, suppressed when `whole` is below `least` or nothing.
#[must_use]
pub fn share(part: u64, whole: u64, least: u64) -> Share {
    let rounded = u128::from(part) * 2000 + u128::from(whole);
    match rounded.checked_div(u128::from(whole) * 2) {
        Some(tenths) if whole >= least => Share::Percent {
            tenths: u64::try_from(tenths).unwrap_or(u64::MAX),
        },
        _ => Share::Suppressed { part, whole },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_needs_a_denominator_of_at_least_k() {
        assert_eq!(share(1, 3, 5), Share::Suppressed { part: 1, whole: 3 });
        assert_eq!(share(0, 0, 0), Share::Suppressed { part: 0, whole: 0 });
        assert_eq!(share(4, 5, 5), Share::Percent { tenths: 800 });
        assert_eq!(share(1, 16, 5), Share::Percent { tenths: 63 });
        assert_eq!(share(u64::MAX, 1, 1), Share::Percent { tenths: u64::MAX });
    }
}
