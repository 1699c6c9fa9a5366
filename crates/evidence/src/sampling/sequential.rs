//! Going on or stopping (6.5): records are looked at one by one until it is clear enough (Wald 1945).
//! Must not decide by the lines: they are drawn for people, the decision is made in whole numbers.

use super::{Proportion, Unplannable};

/// A sequential check: a unit at the good rate is failed with chance `false_alarm` at most, one at the bad rate passed with
/// chance `missed` at most.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sequential {
    good: Proportion,
    bad: Proportion,
    false_alarm: Proportion,
    missed: Proportion,
}

/// What to do after so many records.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Going {
    /// Enough: it is good.
    Good,
    /// Enough: it is bad.
    Bad,
    /// Look at another record.
    On,
}

/// The two lines of the check, for a picture: good at or under `slope·n − good`, bad at or over `slope·n + bad`; and how
/// many records it takes on average.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Lines {
    /// How far the lower line lies under the origin.
    pub good: f64,
    /// How far the upper line lies over the origin.
    pub bad: f64,
    /// Their slope.
    pub slope: f64,
    /// Clean records in a row after which it is good.
    pub clean_to_pass: u64,
    /// Failed records in a row after which it is bad.
    pub failed_to_fail: u64,
    /// Records looked at on average when the rate is good, when it is bad, and when it lies at the slope.
    pub average: [f64; 3],
}

impl Sequential {
    /// A check.
    ///
    /// # Errors
    /// Rates or risks of nothing or all, or a good rate that is not below the bad one.
    pub fn new(
        good: Proportion,
        bad: Proportion,
        false_alarm: Proportion,
        missed: Proportion,
    ) -> Result<Sequential, Unplannable> {
        if good.is_nothing() {
            return Err(Unplannable::NothingTolerable);
        }
        if bad.is_all() {
            return Err(Unplannable::AllTolerable);
        }
        if good.part() * bad.whole() >= bad.part() * good.whole() {
            return Err(Unplannable::RatesOutOfOrder);
        }
        let risks = [false_alarm, missed];
        if risks.iter().any(|risk| risk.is_nothing() || risk.is_all()) {
            return Err(Unplannable::NoSuchConfidence);
        }
        Ok(Sequential {
            good,
            bad,
            false_alarm,
            missed,
        })
    }

    /// What to do when `failed` of `looked_at` failed: the likelihood of the bad rate over that of the good one, against
    /// (1−β)/α and β/(1−α).
    #[must_use]
    pub fn going(&self, looked_at: u32, failed: u32) -> Going {
        let failed = failed.min(looked_at);
        let passed = looked_at - failed;
        let under = |rate: Proportion, other: Proportion| {
            rate.part().pow(failed) * rate.rest().part().pow(passed) * other.whole().pow(looked_at)
        };
        let (bad, good) = (under(self.bad, self.good), under(self.good, self.bad));
        let reaches = &bad * self.false_alarm.part() * self.missed.whole()
            >= &good * self.missed.rest().part() * self.false_alarm.whole();
        let falls = &bad * self.false_alarm.rest().part() * self.missed.whole()
            <= &good * self.missed.part() * self.false_alarm.whole();
        if reaches {
            Going::Bad
        } else if falls {
            Going::Good
        } else {
            Going::On
        }
    }

    /// The lines, to be drawn.
    #[must_use]
    pub fn lines(&self) -> Lines {
        let (p0, p1) = (self.good.shown(), self.bad.shown());
        let (alarm, missed) = (self.false_alarm.shown(), self.missed.shown());
        let (upper, lower) = (((1.0 - missed) / alarm).ln(), (missed / (1.0 - alarm)).ln());
        let (failed, passed) = ((p1 / p0).ln(), ((1.0 - p1) / (1.0 - p0)).ln());
        let width = failed - passed;
        let (good, bad, slope) = (-lower / width, upper / width, -passed / width);
        let whole = |number: f64| num_traits::cast(number.ceil()).unwrap_or(u64::MAX);
        Lines {
            good,
            bad,
            slope,
            clean_to_pass: whole(good / slope),
            failed_to_fail: whole(bad / (1.0 - slope)),
            average: [
                ((1.0 - alarm) * lower + alarm * upper) / (p0 * failed + (1.0 - p0) * passed),
                (missed * lower + (1.0 - missed) * upper) / (p1 * failed + (1.0 - p1) * passed),
                good * bad / (slope * (1.0 - slope)),
            ],
        }
    }
}
