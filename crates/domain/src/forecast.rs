//! Who will likely be late: by the day of the period on which an organisation usually had its duty done.
//! An advice with its ground, never a standing; must not count lectures: it reads proofs.

use jiff::civil::Date;

use crate::obligation::{Proof, Standing};
use crate::period::{Period, days_between, plus_days};

/// What may be expected of an obligation that is still open, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Forecast {
    /// A complete plan item lies ahead.
    Planned {
        /// Its day.
        on: Date,
    },
    /// In half of the periods in which it was done, it was done by this day, which lies ahead.
    UsuallyBy {
        /// Day of the period, from 1, by the length of this one.
        day: i32,
        /// Days of the period.
        of: i32,
        /// The day in the calendar.
        on: Date,
    },
    /// Its usual day has gone by, or lies after the end of the period.
    Behind {
        /// Its usual day of the period, from 1.
        usual: i32,
        /// Today's.
        today: i32,
    },
    /// Owed in earlier periods and done in none.
    NeverDone {
        /// How many.
        periods: usize,
    },
    /// No earlier period was owed.
    NoHistory,
}

/// A forecast with the obligation and the record it rests on.
#[derive(Clone, PartialEq, Debug)]
pub struct Outlook<'a> {
    /// The obligation and where it stands.
    pub proof: Proof<'a>,
    /// What may be expected.
    pub forecast: Forecast,
    /// Earlier periods in which it was done.
    pub done: usize,
    /// Earlier periods in which it was owed.
    pub owed: usize,
}

impl Forecast {
    /// Whether it will likely be late if nobody asks.
    #[must_use]
    pub fn is_likely_late(self) -> bool {
        matches!(self, Forecast::Behind { .. } | Forecast::NeverDone { .. })
    }

    /// Smaller is riskier: never done, then the furthest behind, then unknown, then the latest usual day, then planned.
    fn order(self) -> (u8, i32) {
        match self {
            Forecast::NeverDone { .. } => (0, 0),
            Forecast::Behind { usual, today } => (1, usual.saturating_sub(today)),
            Forecast::NoHistory => (2, 0),
            Forecast::UsuallyBy { day, of, .. } => (3, of.saturating_sub(day)),
            Forecast::Planned { .. } => (4, 0),
        }
    }
}

impl Outlook<'_> {
    /// Sorts the riskiest first: by the forecast, then the fewest days left, then the poorest record.
    pub(crate) fn order(&self) -> ((u8, i32), i32, i32) {
        let left = days_between(self.proof.as_of, self.proof.obligation.period.last);
        let share = self.done.saturating_mul(1000).checked_div(self.owed).unwrap_or(0);
        (
            self.forecast.order(),
            left,
            i32::try_from(share).unwrap_or(i32::MAX),
        )
    }
}

/// What may be expected of an obligation; none when it is no longer open. `earlier` are the proofs of earlier periods
/// of the same organisation and duty, as of today.
#[must_use]
pub fn forecast<'a>(proof: Proof<'a>, earlier: &[Proof<'_>], today: Date) -> Option<Outlook<'a>> {
    if !proof.standing.is_open() {
        return None;
    }
    let period = &proof.obligation.period;
    let owed = earlier.iter().filter(|other| other.standing.kind().is_active());
    let days: Vec<Option<i32>> = owed.map(|other| usual_day(other, period)).collect();
    let mut done: Vec<i32> = days.iter().flatten().copied().collect();
    done.sort_unstable();
    let forecast = match (proof.planned_on, median(&done)) {
        (Some(on), _) => Forecast::Planned { on },
        (None, None) if days.is_empty() => Forecast::NoHistory,
        (None, None) => Forecast::NeverDone { periods: days.len() },
        (None, Some(usual)) => {
            let (now, of) = (days_between(period.first, today).saturating_add(1), period.days());
            if now > usual || usual > of {
                Forecast::Behind { usual, today: now }
            } else {
                Forecast::UsuallyBy {
                    day: usual,
                    of,
                    on: plus_days(period.first, usual - 1),
                }
            }
        }
    };
    Some(Outlook {
        proof,
        forecast,
        done: done.len(),
        owed: days.len(),
    })
}

/// The day of its period on which an earlier obligation was done, by the length of this one.
fn usual_day(proof: &Proof<'_>, now: &Period) -> Option<i32> {
    let (Standing::Met { on, .. } | Standing::MadeUp { on, .. }) = proof.standing else {
        return None;
    };
    let then = &proof.obligation.period;
    // What was carried over was there on the first day.
    let day = days_between(then.first, on).saturating_add(1).max(1);
    let scaled = i64::from(day) * i64::from(now.days());
    let length = i64::from(then.days().max(1));
    i32::try_from((scaled + length - 1) / length).ok()
}

/// The middle of sorted days; of two middles the mean, rounded up.
fn median(sorted: &[i32]) -> Option<i32> {
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get(sorted.len().saturating_sub(1) / 2)?;
    Some(lower + (upper - lower + 1) / 2)
}
