//! What each record drawn counts as, and what the whole may be said to show (6.10).
//! Must not give a rate without its bounds, a rate of one branch out of a county's draw, or any rate of records that were
//! picked or weighted.

use std::collections::BTreeMap;

use super::{Choosing, RecordKind};
use crate::worded::worded;

worded! {
    /// Why a record that was drawn is not checked, and the next of the draw's own order takes its place (E29, E32).
    pub enum Reason {
        /// 没有到期任务: nothing is due there yet; the plan is looked at instead.
        NothingDue = "nothing-due",
        /// 去不了: the place cannot be reached.
        OutOfReach = "out-of-reach",
        /// 另案处理: somebody else is looking into it.
        ElsewhereInHand = "elsewhere-in-hand",
    }
}

/// What a record that was drawn counts as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// 合格.
    Passed,
    /// 不合格.
    Failed,
    /// 拿不出来: it cannot be produced, and counts as failed.
    NotProduced,
    /// The next takes its place. Never to be used for a record that is hard to find: that is [`Verdict::NotProduced`].
    Replaced(Reason),
}

/// A record with what it counts as.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    /// Id of the record.
    pub record: String,
    /// Its stratum.
    pub stratum: String,
    /// How it came to be checked.
    pub choosing: Choosing,
    /// What it counts as; none: not looked at yet.
    pub verdict: Option<Verdict>,
}

/// What was drawn at random and checked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Checked at random.
    pub drawn: u64,
    /// Failed among them, those that could not be produced included.
    pub failed: u64,
    /// Could not be produced, among those failed.
    pub not_produced: u64,
    /// Replaced, each with its reason.
    pub replaced: Vec<(String, Reason)>,
    /// Still to be looked at.
    pub left: u64,
    /// Checked and failed in each stratum.
    pub strata: BTreeMap<String, (u64, u64)>,
    /// Checked among those picked or weighted: they show trouble, and no rate.
    pub elsewhere: u64,
    /// Failed among these.
    pub failed_elsewhere: u64,
}

/// Counts what was found.
#[must_use]
pub fn tally(checked: &[Checked]) -> Tally {
    let mut tally = Tally::default();
    for one in checked {
        let is_failed = matches!(one.verdict, Some(Verdict::Failed | Verdict::NotProduced));
        match one.verdict {
            None => tally.left += 1,
            Some(Verdict::Replaced(reason)) => tally.replaced.push((one.record.clone(), reason)),
            Some(_) if one.choosing != Choosing::Random => {
                tally.elsewhere += 1;
                tally.failed_elsewhere += u64::from(is_failed);
            }
            Some(verdict) => {
                tally.drawn += 1;
                tally.failed += u64::from(is_failed);
                tally.not_produced += u64::from(verdict == Verdict::NotProduced);
                let stratum = tally.strata.entry(one.stratum.clone()).or_default();
                stratum.0 += 1;
                stratum.1 += u64::from(is_failed);
            }
        }
    }
    tally
}

/// What a random draw proves, in numbers that `evidence::sampling` reckoned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proven {
    /// What sort of records.
    pub kind: RecordKind,
    /// Records of the frame.
    pub records: u64,
    /// Drawn and checked.
    pub drawn: u64,
    /// Failed.
    pub failed: u64,
    /// At least so many of all are bad.
    pub least: u64,
    /// At most so many.
    pub most: u64,
    /// So many would be too many.
    pub too_many: u64,
    /// The tolerable rate, in per cent as written (`5`).
    pub tolerable_percent: String,
    /// The confidence, in per cent as written (`95`).
    pub confidence_percent: String,
    /// The risk, in per cent as written (`5`).
    pub risk_percent: String,
}

/// What may be said of a result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Conclusion {
    /// 全部合格, and fewer than too many are bad.
    NoneFailed(Proven),
    /// Some failed, and still fewer than too many are bad.
    Within(Proven),
    /// It cannot be said that fewer than too many are bad (不能认定): put right level by level, and go on down the list.
    NotShown(Proven),
    /// Picked or weighted records: what was found, and no rate.
    Shows {
        /// Checked.
        checked: u64,
        /// Failed.
        failed: u64,
    },
}

/// Why no result is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReadOut {
    /// Records are still to be checked.
    StillToCheck {
        /// How many.
        left: u64,
    },
    /// Nothing was checked.
    NothingChecked,
}

impl Conclusion {
    /// What picked and weighted records show, apart from the random ones; none where there were none.
    #[must_use]
    pub fn elsewhere(tally: &Tally) -> Option<Conclusion> {
        (tally.elsewhere > 0).then_some(Conclusion::Shows {
            checked: tally.elsewhere,
            failed: tally.failed_elsewhere,
        })
    }

    /// What a random draw may be said to show, of the whole frame it was drawn from: there is no such thing for one unit of
    /// it, of which too few were drawn.
    ///
    /// # Errors
    /// Not all is checked yet.
    pub fn of(tally: &Tally, proven: Proven) -> Result<Conclusion, ReadOut> {
        if tally.left > 0 {
            return Err(ReadOut::StillToCheck { left: tally.left });
        }
        if tally.drawn == 0 {
            return Err(ReadOut::NothingChecked);
        }
        Ok(if proven.most >= proven.too_many {
            Conclusion::NotShown(proven)
        } else if proven.failed == 0 {
            Conclusion::NoneFailed(proven)
        } else {
            Conclusion::Within(proven)
        })
    }
}

/// 自查与检查的差距: what a unit said of itself beside what the inspector said of the same items.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Honesty {
    /// Said alike.
    pub alike: u32,
    /// The unit said good, the inspector bad.
    pub glossed_over: u32,
    /// The unit said bad, the inspector good: stricter with itself, which is no fault.
    pub stricter: u32,
    /// Said by one of them alone: not compared.
    pub not_compared: u32,
}

/// Compares a self-check with an inspection, item by item; `true` is good.
#[must_use]
pub fn honesty(self_check: &BTreeMap<String, bool>, inspector: &BTreeMap<String, bool>) -> Honesty {
    let mut told = Honesty::default();
    for (item, own) in self_check {
        match (own, inspector.get(item)) {
            (_, None) => told.not_compared += 1,
            (true, Some(false)) => told.glossed_over += 1,
            (false, Some(true)) => told.stricter += 1,
            _ => told.alike += 1,
        }
    }
    let alone = inspector
        .keys()
        .filter(|item| !self_check.contains_key(*item))
        .count();
    told.not_compared += u32::try_from(alone).unwrap_or(u32::MAX);
    told
}
