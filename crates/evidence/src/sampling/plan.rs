//! How many records a spot check needs (抽查多少): the smallest draw that would show trouble of a stated size, and how
//! often it would fail a unit that is good.
//! Must not draw.

use super::Proportion;
use super::exact::{Lot, first_where};

/// Most records a plan is reckoned for: beyond it, one plan could keep a server busy for minutes.
pub const MOST_RECORDS: u64 = 1_000_000;
/// Most failures a plan may allow, for the same reason.
pub const MOST_ALLOWED: u64 = 200;
/// Most records drawn (or left undrawn) that a result is reckoned for, for the same reason.
pub const MOST_DRAWN: u64 = 5_000;

/// Why nothing can be planned or concluded so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unplannable {
    /// There are no records.
    NoRecords,
    /// More records than are reckoned for, with the most there may be.
    TooManyRecords(u64),
    /// A tolerable rate of nothing: only looking at every record could prove that.
    NothingTolerable,
    /// A tolerable rate of all: there is nothing to find.
    AllTolerable,
    /// A confidence of all or of nothing: no sample gives it.
    NoSuchConfidence,
    /// As many failures are allowed as would be too many; the most that may be allowed stands beside it.
    TooManyAllowed(u64),
    /// More drawn than there are records.
    MoreDrawnThanThere,
    /// More drawn than is reckoned for, with the most there may be.
    TooManyDrawn(u64),
    /// More failed than were drawn.
    MoreFailedThanDrawn,
    /// Fewer to be drawn than there are strata: each needs one.
    FewerThanStrata(u64),
    /// The first rate of a sequential check is not below the second.
    RatesOutOfOrder,
}

/// What a spot check is to show (6.1 of the draw's plan): of `records`, no more than a tolerable share is bad, with a stated
/// risk of being wrong, though `allowed` of those drawn may fail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Plan {
    records: u64,
    tolerable: Proportion,
    risk: Proportion,
    allowed: u64,
}

/// How many to draw, and what that means for a good unit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Size {
    /// How many records to draw.
    pub drawn: u64,
    /// The smallest number of bad records that is too many: the tolerable share, rounded up.
    pub too_many: u64,
    /// The chance to pass with just as many bad ones as are too many: at most the risk.
    pub passes_at_too_many: f64,
    /// A good unit: a quarter of `too_many`, rounded, halves to the even number.
    pub quarter: u64,
    /// The chance that such a good unit passes. Where it is small, the plan is harsh, and that is to be shown before it
    /// is chosen.
    pub passes_at_quarter: f64,
}

/// Whether a sample can show, with such a risk of being wrong, that no more than a share is bad.
pub(super) fn can_be_shown(tolerable: Proportion, risk: Proportion) -> Result<(), Unplannable> {
    if tolerable.is_nothing() {
        return Err(Unplannable::NothingTolerable);
    }
    if tolerable.is_all() {
        return Err(Unplannable::AllTolerable);
    }
    if risk.is_nothing() || risk.is_all() {
        return Err(Unplannable::NoSuchConfidence);
    }
    Ok(())
}

impl Plan {
    /// A plan.
    ///
    /// # Errors
    /// What makes it senseless or too large to reckon.
    pub fn new(
        records: u64,
        tolerable: Proportion,
        confidence: Proportion,
        allowed: u64,
    ) -> Result<Plan, Unplannable> {
        let risk = confidence.rest();
        if records == 0 {
            return Err(Unplannable::NoRecords);
        }
        if records > MOST_RECORDS {
            return Err(Unplannable::TooManyRecords(MOST_RECORDS));
        }
        can_be_shown(tolerable, risk)?;
        let most = (tolerable.of(records) - 1).min(MOST_ALLOWED);
        if allowed > most {
            return Err(Unplannable::TooManyAllowed(most));
        }
        Ok(Plan {
            records,
            tolerable,
            risk,
            allowed,
        })
    }

    /// The smallest number of bad records that is too many: K0 = ⌈p·N⌉.
    #[must_use]
    pub fn too_many(&self) -> u64 {
        self.tolerable.of(self.records)
    }

    /// The smallest draw: n = min { n : P(X ≤ c | N, K0, n) ≤ α }, hypergeometric, in whole numbers (Aslam, Popa, Rivest
    /// 2007; GB/T 2828.11-2008 for small populations).
    #[must_use]
    pub fn size(&self) -> Size {
        let too_many = self.too_many();
        let passes = |bad, drawn| {
            let lot = Lot {
                records: self.records,
                bad,
                drawn,
            };
            lot.at_most(self.allowed)
        };
        let drawn = first_where(1, self.records, |drawn| {
            !passes(too_many, drawn).is_above(self.risk)
        });
        let quarter = quarter_of(too_many);
        Size {
            drawn,
            too_many,
            passes_at_too_many: passes(too_many, drawn).shown(),
            quarter,
            passes_at_quarter: passes(quarter, drawn).shown(),
        }
    }

    /// The chance that a unit with so many bad records passes when so many are drawn.
    ///
    /// # Errors
    /// More drawn, or more bad, than there are records.
    pub fn chance_to_pass(&self, bad: u64, drawn: u64) -> Result<f64, Unplannable> {
        if drawn > self.records || bad > self.records {
            return Err(Unplannable::MoreDrawnThanThere);
        }
        let lot = Lot {
            records: self.records,
            bad,
            drawn,
        };
        Ok(lot.at_most(self.allowed).shown())
    }
}

/// A quarter, halves to the even number.
fn quarter_of(number: u64) -> u64 {
    let (whole, left) = (number / 4, number % 4);
    match left {
        3 => whole + 1,
        2 => whole + whole % 2,
        _ => whole,
    }
}

/// The quick estimate for no failure allowed, ⌈(1−α^(1/K0))·(N−(K0−1)/2)⌉ (Aslam, Popa, Rivest 2007; Cannon and Roe
/// 1982): what somebody can check by hand. Exact or one too many in all reference cases, and never used to decide.
#[must_use]
pub fn quick_size(records: u32, too_many: u32, risk: Proportion) -> u64 {
    let bad = f64::from(too_many.max(1));
    let share = 1.0 - risk.shown().powf(1.0 / bad);
    let estimate = (share * (f64::from(records) - (bad - 1.0) / 2.0)).ceil();
    num_traits::cast(estimate).unwrap_or(u64::from(records))
}

/// 点名抽查: the chance to meet at least one of `proxies` people marked present who were not there, when `called` of
/// `marked` names are drawn and called: 1 − C(N−b, n)/C(N, n).
///
/// # Errors
/// More proxies or more names called than are marked.
pub fn chance_to_meet(marked: u64, proxies: u64, called: u64) -> Result<f64, Unplannable> {
    if proxies > marked || called > marked {
        return Err(Unplannable::MoreDrawnThanThere);
    }
    if marked > MOST_RECORDS {
        return Err(Unplannable::TooManyRecords(MOST_RECORDS));
    }
    let lot = Lot {
        records: marked,
        bad: proxies,
        drawn: called,
    };
    Ok(lot.at_least(1).shown())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(percent: u64) -> Proportion {
        Proportion::percent(percent).unwrap()
    }

    #[test]
    fn s2_a_plan_that_makes_no_sense_is_refused() {
        let plan = |records, tolerable, confidence, allowed| {
            Plan::new(records, percent(tolerable), percent(confidence), allowed).err()
        };
        for (records, tolerable, confidence, allowed, why) in [
            (0, 5, 95, 0, Unplannable::NoRecords),
            (1_000_001, 5, 95, 0, Unplannable::TooManyRecords(1_000_000)),
            (1400, 0, 95, 0, Unplannable::NothingTolerable),
            (1400, 100, 95, 0, Unplannable::AllTolerable),
            (1400, 5, 100, 0, Unplannable::NoSuchConfidence),
            (1400, 5, 0, 0, Unplannable::NoSuchConfidence),
            (1400, 5, 95, 70, Unplannable::TooManyAllowed(69)),
            (10, 5, 95, 1, Unplannable::TooManyAllowed(0)),
        ] {
            assert_eq!(plan(records, tolerable, confidence, allowed), Some(why));
        }
        assert_eq!(plan(1400, 5, 95, 69), None);
    }

    #[test]
    fn s2_a_quarter_rounds_halves_to_the_even_number() {
        for (number, quarter) in [
            (4, 1),
            (10, 2),
            (70, 18),
            (50, 12),
            (6, 2),
            (2, 0),
            (3, 1),
            (28, 7),
        ] {
            assert_eq!(quarter_of(number), quarter, "a quarter of {number}");
        }
    }
}
