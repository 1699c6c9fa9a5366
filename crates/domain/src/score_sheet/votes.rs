//! Votes (民主测评): the mean of each electorate, with the highest and lowest left out, weighed together.
//! Must not show who voted how: ballots come without names.

use serde::Deserialize;

use super::Points;
use super::points::round;

/// Who votes, and how their votes are taken.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Electorate {
    /// Its id.
    pub id: String,
    /// What it is called (评委、群众代表).
    pub name: String,
    /// Its weight in per cent.
    pub weight: u32,
    /// 去掉几个最高分.
    #[serde(default)]
    pub trim_high: u32,
    /// 去掉几个最低分.
    #[serde(default)]
    pub trim_low: u32,
    /// Fewest ballots, before any is left out; with fewer there is no result (E31).
    pub least: u32,
}

/// What an electorate said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Voted {
    /// Its id.
    pub electorate: String,
    /// Ballots cast.
    pub ballots: u32,
    /// Left out, highest and lowest.
    pub left_out: (u32, u32),
    /// The mean of the others, rounded to hundredths to be shown.
    pub mean: Points,
    /// Its weight in per cent.
    pub weight: u32,
}

/// An exact mean: a sum of hundredths over a count.
pub(super) type Mean = (i128, i128);

impl Electorate {
    pub(super) fn leaves_some(&self) -> bool {
        self.least > self.trim_high.saturating_add(self.trim_low)
    }

    /// The mean of ballots, each kept between nothing and the most; none with too few of them.
    pub(super) fn mean(&self, ballots: &[Points], (floor, max): (Points, Points)) -> Option<(Voted, Mean)> {
        let count = u32::try_from(ballots.len()).ok()?;
        if count < self.least || !self.leaves_some() {
            return None;
        }
        let mut sorted: Vec<Points> = ballots.iter().map(|ballot| (*ballot).clamp(floor, max)).collect();
        sorted.sort();
        let kept = count - self.trim_high - self.trim_low;
        let (skip, take) = (usize::try_from(self.trim_low).ok()?, usize::try_from(kept).ok()?);
        let sum: i128 = sorted
            .iter()
            .skip(skip)
            .take(take)
            .map(|ballot| i128::from(ballot.in_hundredths()))
            .sum();
        let mean = (sum, i128::from(kept));
        let shown = i64::try_from(round(mean.0, mean.1)?).ok()?;
        Some((
            Voted {
                electorate: self.id.clone(),
                ballots: count,
                left_out: (self.trim_high, self.trim_low),
                mean: Points::hundredths(shown),
                weight: self.weight,
            },
            mean,
        ))
    }
}

/// Means weighed together in per cent; rounded once, at the end.
pub(super) fn weighed(means: &[(Mean, u32)]) -> Option<Points> {
    let mut sum: Mean = (0, 1);
    for ((part, whole), weight) in means {
        sum = (
            sum.0.checked_mul(*whole)? + part.checked_mul(i128::from(*weight))?.checked_mul(sum.1)?,
            sum.1.checked_mul(*whole)?,
        );
    }
    let rounded = round(sum.0, sum.1.checked_mul(100)?)?;
    i64::try_from(rounded).ok().map(Points::hundredths)
}
