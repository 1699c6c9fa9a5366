//! The days of the programme: which a lecture likely falls on, and the periods of its duty.
//! Must not know branches or lectures.

use jiff::ToSpan;
use jiff::civil::Date;

use super::random::Random;
use super::words::{Length, Words};

/// The days from the first to the last, each with a weight.
pub(super) struct Days {
    first: Date,
    last: Date,
    /// The weights of all days before; one more entry than days.
    sums: Vec<u64>,
}

impl Days {
    /// The days of a flavour.
    pub(super) fn new(words: &Words) -> Days {
        let calendar = &words.calendar;
        let mut sums = vec![0];
        let mut total = 0_u64;
        let mut day = words.from;
        while day <= words.until {
            let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
            let usual = calendar.weekdays.get(weekday).copied().unwrap_or(1);
            let weight = if calendar.quiet.contains(&day) {
                calendar.quiet_weight
            } else {
                usual
            };
            total += u64::from(weight);
            sums.push(total);
            day = day.saturating_add(1.day());
        }
        Days {
            first: words.from,
            last: words.until,
            sums,
        }
    }

    /// A day of a span, by weight; none when the span lies outside.
    pub(super) fn pick(&self, span: (Date, Date), random: &mut Random) -> Option<Date> {
        let (from, until) = (span.0.max(self.first), span.1.min(self.last));
        let start = self.place(from)?;
        let end = self.place(until)?.checked_add(1)?;
        let low = *self.sums.get(start)?;
        let high = *self.sums.get(end)?;
        if start >= end || low >= high {
            return None;
        }
        let drawn = low + random.below(high - low);
        let at = self.sums.partition_point(|sum| *sum <= drawn).checked_sub(1)?;
        Some(self.first.saturating_add(i64::try_from(at).ok()?.days()))
    }

    fn place(&self, day: Date) -> Option<usize> {
        usize::try_from(days_between(self.first, day)).ok()
    }
}

/// Days from one to another.
pub(super) fn days_between(from: Date, until: Date) -> i32 {
    from.until(until).map_or(0, |span| span.get_days())
}

/// A day of a span, each as likely.
pub(super) fn any_day(span: (Date, Date), random: &mut Random) -> Date {
    let days = u64::try_from(days_between(span.0, span.1)).unwrap_or(0);
    let drawn = i64::try_from(random.below(days + 1)).unwrap_or(0);
    span.0.saturating_add(drawn.days())
}

/// The periods that lie in the programme's days, the first and the last cut to them.
pub(super) fn periods(words: &Words) -> Vec<(Date, Date)> {
    let mut found = Vec::new();
    let mut from = words.from;
    while from <= words.until {
        let last = last_day(from, words.period).min(words.until);
        found.push((from, last));
        from = last.saturating_add(1.day());
    }
    found
}

/// The last day of the period a day lies in.
fn last_day(day: Date, length: Length) -> Date {
    match length {
        Length::Quarter => {
            let months = 2 - (day.month() - 1).rem_euclid(3);
            day.first_of_month()
                .saturating_add(months.months())
                .last_of_month()
        }
        Length::Week => day.saturating_add((6 - day.weekday().to_monday_zero_offset()).days()),
    }
}

/// What two spans share.
pub(super) fn shared(one: (Date, Date), other: (Date, Date)) -> Option<(Date, Date)> {
    let both = (one.0.max(other.0), one.1.min(other.1));
    (both.0 <= both.1).then_some(both)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date};

    use super::super::Flavour;
    use super::super::random::Random;
    use super::super::words::words;
    use super::{Days, periods};

    #[test]
    fn periods_are_cut_to_the_programme() {
        let county = periods(&words(Flavour::PartyLecture));
        assert_eq!(county[0], (date(2020, 5, 1), date(2020, 6, 30)));
        assert_eq!(county[1], (date(2020, 7, 1), date(2020, 9, 30)));
        assert_eq!(county[2], (date(2020, 10, 1), date(2020, 11, 30)));
        let company = periods(&words(Flavour::ToolboxTalk));
        assert_eq!(company.len(), 10);
        assert_eq!(company[9], (date(2026, 3, 9), date(2026, 3, 15)));
    }

    #[test]
    fn days_keep_to_their_span_and_their_weekdays() {
        let days = Days::new(&words(Flavour::PartyLecture));
        let mut random = Random::new(7);
        let span = (date(2020, 8, 3), date(2020, 8, 16));
        let drawn: Vec<_> = (0..2000).map(|_| days.pick(span, &mut random).unwrap()).collect();
        assert!(drawn.iter().all(|day| span.0 <= *day && *day <= span.1));
        let on = |weekday| drawn.iter().filter(|day| day.weekday() == weekday).count();
        assert!(on(Weekday::Friday) > 2 * on(Weekday::Sunday));
        assert!(
            days.pick((date(2019, 1, 1), date(2019, 2, 1)), &mut random)
                .is_none()
        );
        assert!(
            days.pick((date(2020, 8, 3), date(2020, 8, 2)), &mut random)
                .is_none()
        );
    }
}
