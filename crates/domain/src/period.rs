//! Periods: the stretches of the calendar a duty is owed in (week, month, quarter, "around 1 July").
//! Must not know what day it is today.

use std::fmt;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

/// A day of any year, written `06-15` in a rule pack.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct MonthDay {
    /// 1–12.
    pub month: i8,
    /// 1–31; the 29th of February is read as the 28th in a common year.
    pub day: i8,
}

impl MonthDay {
    /// Reads `06-15`.
    #[must_use]
    pub fn parse(text: &str) -> Option<MonthDay> {
        let (month, day) = text.split_once('-')?;
        let found = MonthDay {
            month: month.parse().ok()?,
            day: day.parse().ok()?,
        };
        // 2020 is a leap year: every day that can exist exists in it.
        Date::new(2020, found.month, found.day).ok().map(|_| found)
    }

    /// That day in one year.
    #[must_use]
    pub fn in_year(self, year: i16) -> Date {
        Date::new(year, self.month, self.day)
            .or_else(|_| Date::new(year, self.month, 28))
            .unwrap_or(Date::MAX)
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// How often a duty falls due (周期).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rhythm {
    /// Monday to Sunday, numbered after ISO 8601.
    Week,
    /// A calendar month.
    Month,
    /// January–February, March–April …
    TwoMonths,
    /// 每季度: a calendar quarter.
    Quarter,
    /// January–June, July–December.
    Half,
    /// A calendar year.
    Year,
    /// Once a year between two days, both included ("七一"前后: 15 June to 15 July).
    Window {
        /// First day.
        from: MonthDay,
        /// Last day.
        until: MonthDay,
    },
}

/// One period of a rhythm: the third quarter of 2020.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day, included.
    pub first: Date,
    /// Last day, included.
    pub last: Date,
    /// `2020-Q3`, `2020-09`, `2020-W39`, `2020-H2`, `2020-B5` (two months), or the year of a yearly window.
    pub label: String,
}

impl Period {
    /// Whether the day lies in it.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// Days from the first to the last, both counted.
    #[must_use]
    pub fn days(&self) -> i32 {
        days_between(self.first, self.last) + 1
    }

    /// The middle day: what is founded after it owes from the next period (E2).
    #[must_use]
    pub fn midpoint(&self) -> Date {
        plus_days(self.first, (self.days() - 1) / 2)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label)
    }
}

/// Whole days from `from` to `to`; negative when `to` is earlier.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span: Span| span.get_days())
}

/// The day so many days later (or earlier); stays at the end of the calendar instead of failing.
#[must_use]
pub fn plus_days(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

impl Rhythm {
    /// The period a day lies in. A yearly window gives the window of that day's year, even when the day is
    /// outside it: ask [`Period::contains`].
    #[must_use]
    pub fn period_of(self, day: Date) -> Period {
        let year = day.year();
        match self {
            Rhythm::Week => {
                let week = day.iso_week_date();
                let first = plus_days(day, -i32::from(day.weekday().to_monday_zero_offset()));
                Period {
                    first,
                    last: plus_days(first, 6),
                    label: format!("{:04}-W{:02}", week.year(), week.week()),
                }
            }
            Rhythm::Month => months(year, day.month(), 1, format!("{year:04}-{:02}", day.month())),
            Rhythm::TwoMonths => parts(year, day.month(), 2, 'B'),
            Rhythm::Quarter => parts(year, day.month(), 3, 'Q'),
            Rhythm::Half => parts(year, day.month(), 6, 'H'),
            Rhythm::Year => months(year, 1, 12, format!("{year:04}")),
            Rhythm::Window { from, until } => window(year, from, until),
        }
    }

    /// The period after this one.
    #[must_use]
    pub fn next(self, period: &Period) -> Period {
        match self {
            Rhythm::Window { from, until } => window(period.first.year().saturating_add(1), from, until),
            _ => self.period_of(plus_days(period.last, 1)),
        }
    }

    /// The period before this one.
    #[must_use]
    pub fn previous(self, period: &Period) -> Period {
        match self {
            Rhythm::Window { from, until } => window(period.first.year().saturating_sub(1), from, until),
            _ => self.period_of(plus_days(period.first, -1)),
        }
    }

    /// The period that a label names: `2020-Q3`, `2020-09`, `2020-W39`, `2020`.
    #[must_use]
    pub fn labelled(self, label: &str) -> Option<Period> {
        let year: i16 = label.get(0..4)?.parse().ok()?;
        let rest = label.get(4..)?.strip_prefix('-').unwrap_or_default();
        let number = |prefix: char| rest.strip_prefix(prefix).and_then(|n| n.parse::<i8>().ok());
        let found = match self {
            Rhythm::Week => {
                let first = jiff::civil::ISOWeekDate::new(year, number('W')?, Weekday::Monday).ok()?;
                self.period_of(first.date())
            }
            Rhythm::Month => self.period_of(Date::new(year, rest.parse().ok()?, 1).ok()?),
            Rhythm::TwoMonths => self.period_of(first_month(year, number('B')?, 2)?),
            Rhythm::Quarter => self.period_of(first_month(year, number('Q')?, 3)?),
            Rhythm::Half => self.period_of(first_month(year, number('H')?, 6)?),
            Rhythm::Year | Rhythm::Window { .. } => self.period_of(Date::new(year, 1, 1).ok()?),
        };
        (found.label == label).then_some(found)
    }

    /// Every period that begins on or before `until`, from the one `since` lies in.
    #[must_use]
    pub fn periods(self, since: Date, until: Date) -> Vec<Period> {
        let mut found = Vec::new();
        let mut period = self.period_of(since);
        if period.last < since {
            period = self.next(&period);
        }
        while period.first <= until {
            let following = self.next(&period);
            found.push(period);
            period = following;
        }
        found
    }
}

fn first_month(year: i16, part: i8, months: i8) -> Option<Date> {
    let month = part.checked_sub(1)?.checked_mul(months)?.checked_add(1)?;
    Date::new(year, month, 1).ok()
}

fn parts(year: i16, month: i8, length: i8, letter: char) -> Period {
    let part = (month - 1) / length;
    months(
        year,
        part * length + 1,
        length,
        format!("{year:04}-{letter}{}", part + 1),
    )
}

fn months(year: i16, first_month: i8, length: i8, label: String) -> Period {
    let first = Date::new(year, first_month, 1).unwrap_or(Date::MAX);
    let last_month = Date::new(year, first_month + length - 1, 1).unwrap_or(Date::MAX);
    Period {
        first,
        last: last_month.last_of_month(),
        label,
    }
}

fn window(year: i16, from: MonthDay, until: MonthDay) -> Period {
    // A window may run over New Year (20 December to 10 January): it belongs to the year it begins in.
    let end_year = if until < from {
        year.saturating_add(1)
    } else {
        year
    };
    Period {
        first: from.in_year(year),
        last: until.in_year(end_year),
        label: format!("{year:04}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const WINDOW: Rhythm = Rhythm::Window {
        from: MonthDay { month: 6, day: 15 },
        until: MonthDay { month: 7, day: 15 },
    };

    /// Rhythm, a day in the period, its label, first and last day.
    const PERIODS: [(Rhythm, Date, &str, Date, Date); 8] = [
        (
            Rhythm::Quarter,
            date(2020, 8, 3),
            "2020-Q3",
            date(2020, 7, 1),
            date(2020, 9, 30),
        ),
        (
            Rhythm::Month,
            date(2020, 2, 29),
            "2020-02",
            date(2020, 2, 1),
            date(2020, 2, 29),
        ),
        (
            Rhythm::Week,
            date(2020, 9, 23),
            "2020-W39",
            date(2020, 9, 21),
            date(2020, 9, 27),
        ),
        // The ISO year of 1 January 2021 is 2020.
        (
            Rhythm::Week,
            date(2021, 1, 1),
            "2020-W53",
            date(2020, 12, 28),
            date(2021, 1, 3),
        ),
        (
            Rhythm::Half,
            date(2020, 12, 31),
            "2020-H2",
            date(2020, 7, 1),
            date(2020, 12, 31),
        ),
        (
            Rhythm::TwoMonths,
            date(2020, 4, 30),
            "2020-B2",
            date(2020, 3, 1),
            date(2020, 4, 30),
        ),
        (
            Rhythm::Year,
            date(2020, 4, 30),
            "2020",
            date(2020, 1, 1),
            date(2020, 12, 31),
        ),
        (
            WINDOW,
            date(2020, 11, 1),
            "2020",
            date(2020, 6, 15),
            date(2020, 7, 15),
        ),
    ];

    #[test]
    fn labels_name_their_periods() {
        for (rhythm, day, label, first, last) in PERIODS {
            let period = rhythm.period_of(day);
            assert_eq!(
                (period.label.as_str(), period.first, period.last),
                (label, first, last)
            );
            assert_eq!(rhythm.labelled(label), Some(period.clone()), "{label}");
            assert_eq!(rhythm.previous(&rhythm.next(&period)), period);
        }
        assert_eq!(Rhythm::Quarter.labelled("2020-Q5"), None);
        assert_eq!(Rhythm::Quarter.labelled("2020-09"), None);
    }

    #[test]
    fn periods_run_from_the_one_the_programme_began_in() {
        let periods = Rhythm::Quarter.periods(date(2020, 5, 1), date(2020, 12, 1));
        let labels: Vec<String> = periods.into_iter().map(|period| period.label).collect();
        assert_eq!(labels, ["2020-Q2", "2020-Q3", "2020-Q4"]);
    }
}
