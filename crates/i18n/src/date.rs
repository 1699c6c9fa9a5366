//! Days and periods in words (2020年9月30日; 30 September 2020), all in one place.
//! Must not know what day it is today.

use domain::period::{MonthDay, Period, Rhythm};
use jiff::civil::Date;

use crate::{Value, Words};

/// From a day to a day, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dates {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

type Arguments = Vec<(&'static str, Value<'static>)>;

fn arguments(day: Date) -> Arguments {
    vec![
        // As text, since a year is never grouped (2,020).
        ("year", day.year().to_string().into()),
        ("month", i32::from(day.month()).into()),
        ("day", i32::from(day.day()).into()),
        ("weekday", i32::from(day.weekday().to_monday_one_offset()).into()),
    ]
}

impl Words {
    /// 2020年9月30日; 30 September 2020.
    #[must_use]
    pub fn date(&self, day: Date) -> String {
        self.say("date", &arguments(day))
    }

    /// 9月30日; 30 September.
    #[must_use]
    pub fn day_of_year(&self, day: MonthDay) -> String {
        self.say(
            "date-short",
            &[
                ("month", i32::from(day.month).into()),
                ("day", i32::from(day.day).into()),
            ],
        )
    }

    /// 9月25日（周五）; Friday 25 September.
    #[must_use]
    pub fn weekday_date(&self, day: Date) -> String {
        self.say("date-weekday", &arguments(day))
    }

    /// 2020年9月; September 2020.
    #[must_use]
    pub fn month(&self, day: Date) -> String {
        self.say("month", &arguments(day))
    }

    /// 2020年6月15日至7月15日; 15 June to 15 July 2020.
    #[must_use]
    pub fn dates(&self, dates: Dates) -> String {
        let Dates { first, last } = dates;
        let short = |day: Date| self.say("date-short", &arguments(day));
        if (first.year(), first.month()) == (last.year(), last.month()) {
            let mut filled = arguments(first);
            filled.push(("last-day", i32::from(last.day()).into()));
            return self.say("date-range-in-month", &filled);
        }
        let (same_year, chinese) = (first.year() == last.year(), self.locale().is_chinese());
        let from = if same_year && !chinese {
            short(first)
        } else {
            self.date(first)
        };
        let until = if same_year && chinese {
            short(last)
        } else {
            self.date(last)
        };
        self.say("date-range", &[("first", from.into()), ("last", until.into())])
    }

    /// A period as a name: 2020年第三季度; third quarter of 2020.
    #[must_use]
    pub fn period(&self, period: &Period, rhythm: &Rhythm) -> String {
        let (key, arguments) = self.period_arguments(period, *rhythm);
        self.say(&["period-", key].concat(), &arguments)
    }

    /// A period by its label, as a name; the label itself where the rhythm does not fit.
    #[must_use]
    pub fn period_named(&self, label: &str, rhythm: &Rhythm) -> String {
        rhythm
            .labelled(label)
            .map_or_else(|| label.to_owned(), |period| self.period(&period, rhythm))
    }

    /// A period inside a sentence: 2020年第三季度; the third quarter of 2020.
    #[must_use]
    pub fn the_period(&self, period: &Period, rhythm: &Rhythm) -> String {
        let (key, arguments) = self.period_arguments(period, *rhythm);
        self.say(&["the-period-", key].concat(), &arguments)
    }

    fn period_arguments(&self, period: &Period, rhythm: Rhythm) -> (&'static str, Arguments) {
        let dates = self.dates(Dates {
            first: period.first,
            last: period.last,
        });
        let mut filled = arguments(period.first);
        filled.push(("dates", dates.into()));
        // The number in the label: 2020-Q3, 2020-W39. A week's year is the label's (2020-W53 ends in 2021).
        let number = period
            .label
            .get(6..)
            .and_then(|digits| digits.parse::<i32>().ok())
            .unwrap_or_default();
        filled.push(("number", number.into()));
        let key = match rhythm {
            Rhythm::Week => {
                let year = period.label.get(..4).unwrap_or_default().to_owned();
                filled.push(("label-year", year.into()));
                "week"
            }
            Rhythm::Month => "month",
            Rhythm::TwoMonths => "two-months",
            Rhythm::Quarter => "quarter",
            Rhythm::Half => "half",
            Rhythm::Year => "year",
            Rhythm::Window { from, until } => match self.window_name(from, until) {
                Some(name) => {
                    filled.push(("window", name.into()));
                    "named-window"
                }
                None => "window",
            },
        };
        (key, filled)
    }

    /// What the pack calls a yearly window: `window-06-15-to-07-15 = “七一”前后`.
    pub(crate) fn window_name(&self, from: MonthDay, until: MonthDay) -> Option<String> {
        self.find_in("window-", &format!("{from}-to-{until}"))
    }

    /// How often: 每季度; each quarter.
    #[must_use]
    pub fn rhythm(&self, rhythm: &Rhythm) -> String {
        match rhythm {
            Rhythm::Week => self.say("rhythm-week", &[]),
            Rhythm::Month => self.say("rhythm-month", &[]),
            Rhythm::TwoMonths => self.say("rhythm-two-months", &[]),
            Rhythm::Quarter => self.say("rhythm-quarter", &[]),
            Rhythm::Half => self.say("rhythm-half", &[]),
            Rhythm::Year => self.say("rhythm-year", &[]),
            Rhythm::Window { from, until } => {
                let first = self.day_of_year(*from);
                let last = self.day_of_year(*until);
                match self.window_name(*from, *until) {
                    Some(name) => self.say(
                        "rhythm-named-window",
                        &[
                            ("window", name.into()),
                            ("first", first.into()),
                            ("last", last.into()),
                        ],
                    ),
                    None => self.say("rhythm-window", &[("first", first.into()), ("last", last.into())]),
                }
            }
        }
    }

    /// A period by its label when the rhythm is unknown or does not fit: the label itself.
    #[must_use]
    pub fn labelled(&self, label: &str, rhythm: &Rhythm) -> String {
        rhythm
            .labelled(label)
            .map_or_else(|| label.to_owned(), |period| self.the_period(&period, rhythm))
    }
}
