//! 台上讲、现场看、实地教 (N4): minutes held, class hours (学时), and parts that fall out (E25).

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{Held, Lecture, PartSort, StateKind};
use crate::period::{days_between, plus_days};
use crate::refusal::PartRefusal;
use crate::rule_set::Hours;

/// Without parts, beginning and end tell the minutes only of what is shorter than this.
const LONGEST_SITTING: SignedDuration = SignedDuration::from_hours(24);

/// 学时: minutes and how many make an hour, so that sums lose nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClassHours {
    /// Minutes held.
    pub minutes: u32,
    /// Minutes of one class hour.
    pub minutes_per_hour: u32,
}

impl ClassHours {
    /// Whole class hours.
    #[must_use]
    pub fn whole(self) -> u32 {
        self.minutes
            .checked_div(self.minutes_per_hour)
            .unwrap_or_default()
    }

    /// Tenths of class hours, rounded down: 15 is 1.5.
    #[must_use]
    pub fn tenths(self) -> u32 {
        self.minutes
            .saturating_mul(10)
            .checked_div(self.minutes_per_hour)
            .unwrap_or_default()
    }
}

/// Whether a lecture stands after a part fell out (E25).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stands {
    /// The talk is long enough.
    Yes,
    /// The talk is too short for a session: it is for a person to cancel it.
    TalkTooShort {
        /// Minutes of the talk held.
        minutes: u32,
        /// Minutes needed.
        least: u32,
    },
}

impl Lecture {
    /// A part falls out, as when rain stops the field visit: minutes and hours shrink, and the session stands while
    /// the talk is long enough (E25).
    ///
    /// # Errors
    /// The state, or no such part still to be held.
    pub fn cancel_part(mut self, index: usize, least_talk: u32) -> Result<(Lecture, Stands), PartRefusal> {
        self.is_one_of(&[StateKind::Planned, StateKind::Delivered])
            .map_err(PartRefusal::WrongState)?;
        let part = self.parts.get_mut(index).ok_or(PartRefusal::NoSuchPart)?;
        if !part.was_held {
            return Err(PartRefusal::FellOutAlready);
        }
        part.was_held = false;
        let talk = self
            .parts
            .iter()
            .filter(|part| part.was_held && part.sort == PartSort::Talk);
        let minutes = talk.fold(0_u32, |sum, part| sum.saturating_add(part.minutes));
        let stands = if minutes >= least_talk {
            Stands::Yes
        } else {
            Stands::TalkTooShort {
                minutes,
                least: least_talk,
            }
        };
        Ok((self, stands))
    }

    /// Minutes held: those of the parts, else from beginning to end; none when neither is known.
    #[must_use]
    pub fn minutes(&self) -> Option<u32> {
        if !self.parts.is_empty() {
            let held = self.parts.iter().filter(|part| part.was_held);
            return Some(held.fold(0, |sum, part| sum.saturating_add(part.minutes)));
        }
        let held = self.held?;
        minutes_between(held.starts_at?, held.ends_at?)
    }

    /// 学时 by the rule of the pack.
    #[must_use]
    pub fn hours(&self, rule: Hours) -> Option<ClassHours> {
        self.minutes().map(|minutes| ClassHours {
            minutes,
            minutes_per_hour: rule.minutes_per_hour,
        })
    }

    /// Minutes of each day. A sitting over midnight is split there when its times are known; a course of several days
    /// evenly, the first days taking what is over (E37: hours by day, the session in the year of its end).
    #[must_use]
    pub fn minutes_by_day(&self, zone: &TimeZone) -> Vec<(Date, u32)> {
        self.spread(self.minutes(), zone)
    }

    /// Minutes held, or those the pack takes a lecture to last where its record says no length.
    #[must_use]
    pub fn minutes_by(&self, rule: Hours) -> Option<u32> {
        self.minutes()
            .or(rule.lecture_minutes.filter(|_| self.held.is_some()))
    }

    fn spread(&self, minutes: Option<u32>, zone: &TimeZone) -> Vec<(Date, u32)> {
        let (Some(held), Some(minutes)) = (self.held, minutes) else {
            return Vec::new();
        };
        let split = before_midnight(held, zone).filter(|_| self.parts.is_empty());
        if let Some(first) = split {
            return vec![
                (held.began_on, first),
                (held.ended_on, minutes.saturating_sub(first)),
            ];
        }
        let days = u32::try_from(days_between(held.began_on, held.ended_on))
            .unwrap_or(0)
            .saturating_add(1);
        let each = minutes.checked_div(days).unwrap_or_default();
        let over = minutes.checked_rem(days).unwrap_or_default();
        (0..days)
            .map(|day| {
                let on = plus_days(held.began_on, i32::try_from(day).unwrap_or(i32::MAX));
                (on, each.saturating_add(u32::from(day < over)))
            })
            .collect()
    }

    /// 学时 that fall into a stretch of days (E37).
    #[must_use]
    pub fn hours_between(&self, first: Date, last: Date, rule: Hours, zone: &TimeZone) -> ClassHours {
        let minutes = self
            .spread(self.minutes_by(rule), zone)
            .into_iter()
            .filter(|(day, _)| first <= *day && *day <= last)
            .fold(0_u32, |sum, (_, minutes)| sum.saturating_add(minutes));
        ClassHours {
            minutes,
            minutes_per_hour: rule.minutes_per_hour,
        }
    }
}

fn minutes_between(from: Timestamp, until: Timestamp) -> Option<u32> {
    let length = from.duration_until(until);
    (length < LONGEST_SITTING)
        .then(|| u32::try_from(length.as_mins()).ok())
        .flatten()
}

/// Minutes before the midnight that one sitting runs over.
fn before_midnight(held: Held, zone: &TimeZone) -> Option<u32> {
    if days_between(held.began_on, held.ended_on) != 1 {
        return None;
    }
    let midnight = zone.to_timestamp(held.ended_on.at(0, 0, 0, 0)).ok()?;
    minutes_between(held.starts_at?, held.ends_at?)?;
    minutes_between(held.starts_at?, midnight)
}
