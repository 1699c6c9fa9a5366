//! Workdays (工作日): public holidays and make-up workdays (调休) as data, one file a country.
//! Must not read files: the text of a calendar comes in, a calendar or its mistakes go out.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use thiserror::Error;
use toml::Spanned;

use crate::period::plus_days;

/// A calendar of workdays.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Workdays {
    name: String,
    /// First and last year known; none: Monday to Friday is all there is to know.
    years: Option<(i16, i16)>,
    off: BTreeSet<Date>,
    worked: BTreeSet<Date>,
}

/// A calendar that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{} mistakes in a workday calendar, the first in line {}", .mistakes.len(), .mistakes.first().map_or(0, |m| m.0))]
pub struct WorkdaysMisread {
    /// Line (from 1) and mistake, in order.
    pub mistakes: Vec<(usize, WorkdayMistake)>,
}

/// One mistake.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WorkdayMistake {
    /// The text is no such TOML; the reader's own words.
    NotToml {
        /// What the reader said.
        said: String,
    },
    /// `covers` is not `first..last`.
    NoSuchYears {
        /// What stands there.
        value: String,
    },
    /// A table that is not of a year, or of one outside `covers`.
    NotCovered {
        /// What stands there.
        year: String,
    },
    /// A year that `covers` promises and no table gives.
    MissingYear {
        /// Which.
        year: i16,
    },
    /// Neither a day nor `first..last`.
    NoSuchDay {
        /// What stands there.
        value: String,
    },
    /// A range that ends before it begins.
    EndsBeforeItBegins {
        /// What stands there.
        value: String,
    },
    /// A day under another year's table.
    OtherYear {
        /// What stands there.
        value: String,
    },
    /// A make-up workday that is no Saturday or Sunday.
    NotAWeekend {
        /// What stands there.
        value: String,
    },
    /// A day both off and worked.
    OffAndWorked {
        /// Which.
        day: Date,
    },
}

type Mistakes = Vec<(usize, WorkdayMistake)>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    covers: Spanned<String>,
    #[serde(default)]
    year: BTreeMap<Spanned<String>, YearTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearTable {
    #[serde(default)]
    holidays: Vec<Spanned<String>>,
    #[serde(default)]
    workdays: Vec<Spanned<String>>,
}

impl Workdays {
    /// Monday to Friday, for a programme without a calendar.
    #[must_use]
    pub fn monday_to_friday() -> Workdays {
        Workdays::default()
    }

    /// Reads and checks a calendar.
    ///
    /// # Errors
    /// All mistakes found, each with its line.
    pub fn read(text: &str) -> Result<Workdays, WorkdaysMisread> {
        let file: File = toml::from_str(text).map_err(|error| {
            let line = line_of(text, error.span().map_or(0, |span| span.start));
            let said = error.message().to_owned();
            WorkdaysMisread {
                mistakes: vec![(line, WorkdayMistake::NotToml { said })],
            }
        })?;
        let mut mistakes = Mistakes::new();
        let mut found = Workdays {
            name: file.name,
            ..Workdays::default()
        };
        let covers_line = line_of(text, file.covers.span().start);
        let years = read_years(file.covers.as_ref());
        if years.is_none() {
            let value = file.covers.as_ref().clone();
            mistakes.push((covers_line, WorkdayMistake::NoSuchYears { value }));
        }
        found.years = Some(years.unwrap_or((i16::MIN, i16::MAX)));
        let mut given = BTreeSet::new();
        for (name, table) in &file.year {
            if let Some(year) = name.as_ref().parse().ok().filter(|year| found.covers(*year)) {
                given.insert(year);
                found.read_year(text, year, table, &mut mistakes);
            } else {
                let year = name.as_ref().clone();
                mistakes.push((
                    line_of(text, name.span().start),
                    WorkdayMistake::NotCovered { year },
                ));
            }
        }
        if let Some((first, last)) = years {
            let missing = (first..=last).filter(|year| !given.contains(year));
            mistakes.extend(missing.map(|year| (covers_line, WorkdayMistake::MissingYear { year })));
        }
        mistakes.sort_by_key(|(line, _)| *line);
        if mistakes.is_empty() {
            Ok(found)
        } else {
            Err(WorkdaysMisread { mistakes })
        }
    }

    fn read_year(&mut self, text: &str, year: i16, table: &YearTable, mistakes: &mut Mistakes) {
        for (spans, is_worked) in [(&table.holidays, false), (&table.workdays, true)] {
            for span in spans {
                let line = line_of(text, span.span().start);
                let value = span.as_ref();
                match read_days(value, year, is_worked) {
                    Ok(days) if is_worked => {
                        let both = days.iter().filter(|day| self.off.contains(day));
                        mistakes.extend(both.map(|day| (line, WorkdayMistake::OffAndWorked { day: *day })));
                        self.worked.extend(days);
                    }
                    Ok(days) => self.off.extend(days),
                    Err(mistake) => mistakes.push((line, mistake)),
                }
            }
        }
    }

    /// The calendar's own name (`cn`).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the holidays of a year are known. Of a year that is not, Monday to Friday is assumed, and what is
    /// reckoned in it may shift once they are: say so beside it.
    #[must_use]
    pub fn covers(&self, year: i16) -> bool {
        self.years
            .is_none_or(|(first, last)| (first..=last).contains(&year))
    }

    /// The years from one day to another whose holidays are not known.
    #[must_use]
    pub fn uncovered(&self, from: Date, until: Date) -> Vec<i16> {
        (from.year()..=until.year())
            .filter(|year| !self.covers(*year))
            .collect()
    }

    /// Whether a day is worked.
    #[must_use]
    pub fn is_workday(&self, day: Date) -> bool {
        let weekend = is_weekend(day);
        (self.worked.contains(&day) || !weekend) && !self.off.contains(&day)
    }

    /// The day itself if it is worked, else the last before it that is.
    #[must_use]
    pub fn last_workday(&self, day: Date) -> Date {
        let mut found = day;
        while !self.is_workday(found) && found > Date::MIN {
            found = plus_days(found, -1);
        }
        found
    }

    /// The day itself if it is worked, else the first that is.
    #[must_use]
    pub fn next_workday(&self, day: Date) -> Date {
        let mut found = day;
        while !self.is_workday(found) && found < Date::MAX {
            found = plus_days(found, 1);
        }
        found
    }

    /// The workday that many workdays after a day; the day itself is not counted.
    #[must_use]
    pub fn plus_workdays(&self, day: Date, workdays: u32) -> Date {
        let mut found = day;
        for _ in 0..workdays {
            if found == Date::MAX {
                break;
            }
            found = self.next_workday(plus_days(found, 1));
        }
        found
    }

    /// Workdays after one day up to another: 0 on the same day, 1 from a Friday to the Monday.
    #[must_use]
    pub fn workdays_between(&self, from: Date, until: Date) -> u32 {
        let mut count = 0;
        let mut day = from;
        while day < until {
            day = plus_days(day, 1);
            count += u32::from(self.is_workday(day));
        }
        count
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at)
        .map_or(1, |before| before.matches('\n').count() + 1)
}

fn read_years(text: &str) -> Option<(i16, i16)> {
    let (first, last) = text.split_once("..")?;
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first <= last).then_some((first, last))
}

/// The days of `2020-10-01` or `2020-10-01..2020-10-08`.
fn read_days(value: &str, year: i16, is_worked: bool) -> Result<Vec<Date>, WorkdayMistake> {
    let owned = || value.to_owned();
    let (first, last) = value.split_once("..").unwrap_or((value, value));
    let day = |text: &str| {
        text.trim()
            .parse::<Date>()
            .map_err(|_| WorkdayMistake::NoSuchDay { value: owned() })
    };
    let (first, last) = (day(first)?, day(last)?);
    if last < first {
        return Err(WorkdayMistake::EndsBeforeItBegins { value: owned() });
    }
    if first.year() != year || last.year() != year {
        return Err(WorkdayMistake::OtherYear { value: owned() });
    }
    let days: Vec<Date> = std::iter::successors(Some(first), |day| Some(plus_days(*day, 1)))
        .take_while(|day| *day <= last)
        .collect();
    if is_worked && !days.iter().copied().all(is_weekend) {
        return Err(WorkdayMistake::NotAWeekend { value: owned() });
    }
    Ok(days)
}
