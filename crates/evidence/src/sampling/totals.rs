//! Reported totals (6.6: “13,000 took part”): records drawn in proportion to what they report, and what was found there.
//! Must not use a record drawn otherwise.

use num_bigint::BigUint;

use super::exact::Chance;
use super::{Proportion, Unplannable, interval_without_limit};

/// What one drawn record reported, and what was found of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Checked {
    /// Reported.
    pub reported: u64,
    /// Found; more than was reported counts as all of it.
    pub found: u64,
}

impl Checked {
    /// 虚报的份额: what of the reported was not there.
    fn taint(self) -> f64 {
        Proportion::new(self.found.min(self.reported), self.reported)
            .map_or(0.0, |found| found.rest().shown())
    }
}

/// P of Kaplan and Markov (Stark 2009): the chance, at most, of a result as good as this one if a share of `overstated` of
/// the total or more was not there: Π (1−ρ)/(1−tᵢ) over all draws. Within the risk: less is overstated. `drawn` counts
/// all draws, `tainted` are those in which less was found than reported.
#[must_use]
pub fn share_overstated(drawn: u32, overstated: Proportion, tainted: &[Checked]) -> f64 {
    let rest = overstated.rest();
    let mut chance = Chance {
        ways: rest.part().pow(drawn),
        all: rest.whole().pow(drawn),
    };
    for checked in tainted {
        let found = checked.found.min(checked.reported);
        if found == 0 {
            // Nothing there at all: the bound is no longer one, and nothing is shown.
            return 1.0;
        }
        chance.ways *= BigUint::from(checked.reported);
        chance.all *= BigUint::from(found);
    }
    chance.shown().min(1.0)
}

/// Stringer's bound (1963): at most so much of the `total` was not there, after `drawn` draws of which some were tainted.
/// Each factor is an end of Clopper and Pearson, good to 1e-15; the sum of k tainted draws is good to k + 1 times that.
///
/// # Errors
/// More tainted than drawn, or more draws than are reckoned for.
pub fn overstatement(
    total: u32,
    drawn: u64,
    tainted: &[Checked],
    confidence: Proportion,
) -> Result<f64, Unplannable> {
    let mut taints: Vec<f64> = tainted.iter().map(|checked| checked.taint()).collect();
    taints.sort_by(|a, b| b.total_cmp(a));
    let most = |failed: u64| interval_without_limit(drawn, failed, confidence).map(|ends| ends.most);
    let mut before = most(0)?;
    let mut sum = before;
    for (taint, failed) in taints.iter().zip(1_u64..) {
        let now = most(failed)?;
        sum += (now - before) * taint;
        before = now;
    }
    Ok(f64::from(total) * sum)
}
