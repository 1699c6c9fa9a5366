//! Days with a time of day, as papers tell them. Must not know what time it is.

use i18n::Words;
use jiff::civil::{Date, Time};

/// 9月25日, where the year is told elsewhere.
pub(crate) fn short(words: &Words, day: Date) -> String {
    let number = |number: i8| i32::from(number).into();
    words.say(
        "date-short",
        &[("month", number(day.month())), ("day", number(day.day()))],
    )
}

/// 9月25日（周五） 19:30; nothing when there is no day.
pub(crate) fn say(words: &Words, day: Option<Date>, time: Option<Time>) -> Option<String> {
    let date = words.weekday_date(day?);
    let Some(time) = time else { return Some(date) };
    let time = time.strftime("%H:%M").to_string();
    Some(words.say("paper-date-time", &[("date", date.into()), ("time", time.into())]))
}
