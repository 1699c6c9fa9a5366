//! Dates, moments and months, in every form people write them.
//!
//! It must not guess a century, a month from a range, or a day that does not exist: what cannot be read is
//! refused with the text that stood there.

use jiff::civil::{Date, DateTime, Time, date};

use super::cell::{Cell, whole};
use super::written::{Written, parse};

/// A month, as birth months are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// The year.
    pub year: i16,
    /// The month, from 1 to 12.
    pub month: i8,
    /// True when a number such as 1998.1 may as well have been 1998.10.
    pub ambiguous: bool,
}

/// Why a cell is not a date, or not a month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoDate {
    /// The cell is empty.
    #[error("blank")]
    Blank,
    /// The year has two digits.
    #[error("two-digit year: {0}")]
    TwoDigitYear(String),
    /// There is a year but no month, or a month but no day.
    #[error("incomplete: {0}")]
    Incomplete(String),
    /// There is no such day, such as 30 February.
    #[error("impossible: {0}")]
    Impossible(String),
    /// Before 1900 or after 2100.
    #[error("out of range: {0}")]
    OutOfRange(String),
    /// Not a date at all.
    #[error("unreadable: {0}")]
    Unreadable(String),
}

/// Years that are believed.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;
/// 1927-05-18 and 2100-12-31 as spreadsheets count days: five digits. Smaller numbers are years, ages and counts.
const SERIALS: std::ops::RangeInclusive<i64> = 10_000..=73_415;

/// The day in a cell; a time that follows it is dropped.
///
/// # Errors
/// When the cell is blank or holds no complete, existing date between 1900 and 2100.
pub fn read_date(cell: &Cell) -> Result<Date, NoDate> {
    read_moment(cell).map(DateTime::date)
}

/// The day and time in a cell; without a time it is midnight.
///
/// # Errors
/// When the cell is blank or holds no complete, existing date between 1900 and 2100.
pub fn read_moment(cell: &Cell) -> Result<DateTime, NoDate> {
    match cell {
        Cell::Empty => Err(NoDate::Blank),
        Cell::Date(moment) => believed(*moment, cell),
        Cell::Number(number) => moment_of_number(*number, cell),
        Cell::Text(_) => match parse(&cell.seen()) {
            Written::Blank => Err(NoDate::Blank),
            Written::Number(number) => moment_of_number(number, cell),
            Written::TwoDigitYear => Err(NoDate::TwoDigitYear(cell.text())),
            Written::Unreadable => Err(NoDate::Unreadable(cell.text())),
            Written::Year | Written::Month { .. } => Err(NoDate::Incomplete(cell.text())),
            Written::Day {
                year,
                month,
                day,
                time,
            } => on(year, month, day, time, cell),
        },
        Cell::Bool(_) | Cell::Error(_) => Err(NoDate::Unreadable(cell.text())),
    }
}

/// The month in a cell; a day that follows it is dropped, but must exist.
///
/// # Errors
/// When the cell is blank or holds no month between 1900 and 2100.
pub fn read_month(cell: &Cell) -> Result<Month, NoDate> {
    match cell {
        Cell::Number(number) => month_of_number(*number, cell),
        Cell::Text(_) => match parse(&cell.seen()) {
            Written::Month { year, month } => month_of(year, month, cell),
            Written::Number(number) => month_of_number(number, cell),
            _ => read_date(cell).map(month_in),
        },
        _ => read_date(cell).map(month_in),
    }
}

fn month_in(day: Date) -> Month {
    Month {
        year: day.year(),
        month: day.month(),
        ambiguous: false,
    }
}

fn on(year: i16, month: i8, day: i8, time: Option<Time>, cell: &Cell) -> Result<DateTime, NoDate> {
    if !YEARS.contains(&year) {
        return Err(NoDate::OutOfRange(cell.text()));
    }
    let day = Date::new(year, month, day).map_err(|_| NoDate::Impossible(cell.text()))?;
    Ok(day.to_datetime(time.unwrap_or(Time::midnight())))
}

fn month_of(year: i16, month: i8, cell: &Cell) -> Result<Month, NoDate> {
    if !YEARS.contains(&year) {
        return Err(NoDate::OutOfRange(cell.text()));
    }
    if !(1..=12).contains(&month) {
        return Err(NoDate::Impossible(cell.text()));
    }
    Ok(Month {
        year,
        month,
        ambiguous: false,
    })
}

fn believed(moment: DateTime, cell: &Cell) -> Result<DateTime, NoDate> {
    if YEARS.contains(&moment.year()) {
        Ok(moment)
    } else {
        Err(NoDate::OutOfRange(cell.text()))
    }
}

fn moment_of_number(number: f64, cell: &Cell) -> Result<DateTime, NoDate> {
    let Some(days) = whole(number.floor()) else {
        return Err(NoDate::Unreadable(cell.text()));
    };
    let fraction = number - number.floor();
    match days {
        1_000_000..=99_999_999 if fraction == 0.0 => {
            let (year, month, day) = split(days);
            on(year, month, day, None, cell)
        }
        1_900..=2_100 | 190_000..=210_099 => Err(NoDate::Incomplete(cell.text())),
        days if SERIALS.contains(&days) => {
            serial(days, fraction).ok_or_else(|| NoDate::Unreadable(cell.text()))
        }
        _ => Err(NoDate::Unreadable(cell.text())),
    }
}

/// A day as spreadsheets count, with the fraction of the day as its time.
fn serial(days: i64, fraction: f64) -> Option<DateTime> {
    let seconds = whole((fraction * 86_400.0).round())?;
    let start = date(1899, 12, 30).at(0, 0, 0, 0);
    start
        .checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()?
        .checked_add(jiff::Span::new().try_seconds(seconds).ok()?)
        .ok()
}

fn month_of_number(number: f64, cell: &Cell) -> Result<Month, NoDate> {
    let Some(integer) = whole(number.floor()) else {
        return Err(NoDate::Unreadable(cell.text()));
    };
    if number.fract() != 0.0 && (1_900..=2_100).contains(&integer) {
        return decimal_month(cell);
    }
    if number.fract() == 0.0 && (190_000..=210_099).contains(&integer) {
        let (year, month, _) = split(integer * 100);
        return month_of(year, month, cell);
    }
    moment_of_number(number, cell).map(|moment| month_in(moment.date()))
}

/// A number such as 1968.5 or 1980.12. A trailing nought is lost in a number, so 1980.1 may be October.
fn decimal_month(cell: &Cell) -> Result<Month, NoDate> {
    let shown = cell.text();
    let parts = shown.split_once('.').and_then(|(year, month)| {
        (month.len() <= 2).then_some(())?;
        Some((year.parse::<i16>().ok()?, month.parse::<i8>().ok()?, month == "1"))
    });
    let Some((year, month, ambiguous)) = parts else {
        return Err(NoDate::Unreadable(shown));
    };
    month_of(year, month, cell).map(|found| Month { ambiguous, ..found })
}

/// The digits of `20200501` apart; impossible parts become 0.
fn split(digits: i64) -> (i16, i8, i8) {
    (
        i16::try_from(digits / 10_000).unwrap_or_default(),
        i8::try_from(digits / 100 % 100).unwrap_or_default(),
        i8::try_from(digits % 100).unwrap_or_default(),
    )
}

#[cfg(test)]
#[path = "date_tests.rs"]
mod tests;
