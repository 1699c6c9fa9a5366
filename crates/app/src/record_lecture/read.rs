//! Days, times and numbers as people type them where a phone has no picker.
//! Must not guess: what cannot be read is none.

use intake::Cell;
use jiff::civil::{Date, Time};

/// The numbers a text is made of, when it begins with one: whatever stands between them.
fn numbers(text: &str) -> Option<Vec<i16>> {
    let folded = intake::fold(text);
    if !folded.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = folded.split(|c: char| !c.is_ascii_digit());
    digits
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect()
}

/// A day as it is typed or picked: 2020-09-25, 2020年9月25日, 9月25日 (of the year of `today`).
#[must_use]
pub fn read_day(text: &str, today: Date) -> Option<Date> {
    let (year, month, day) = match *numbers(text)?.as_slice() {
        [year @ 1900..=2100, month, day] => (year, month, day),
        [month, day] => (today.year(), month, day),
        _ => return intake::read_date(&Cell::Text(text.to_owned())).ok(),
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A time of day as it is typed or picked: 15:00, 15：00, 15点, 15点30.
#[must_use]
pub fn read_time(text: &str) -> Option<Time> {
    let (hour, minute) = match *numbers(text)?.as_slice() {
        [hour] => (hour, 0),
        [hour, minute] | [hour, minute, _] => (hour, minute),
        _ => return None,
    };
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}

/// A number of people as it is typed: 11, 11人, １１.
#[must_use]
pub fn read_heads(text: &str) -> Option<u32> {
    intake::read_count(&Cell::Text(text.to_owned())).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::{read_day, read_heads, read_time};

    #[test]
    fn what_people_type_is_read() {
        let today = date(2020, 12, 1);
        for text in [
            "2020-09-25",
            "2020年9月25日",
            "9月25日",
            "9月25号",
            "9-25",
            "9.25",
        ] {
            assert_eq!(read_day(text, today), Some(date(2020, 9, 25)), "{text}");
        }
        assert_eq!(read_day("昨天", today), None);
        assert_eq!(read_day("2月30日", today), None);
        for (text, expected) in [
            ("15:00", (15, 0)),
            ("15：30", (15, 30)),
            ("9点", (9, 0)),
            ("9点5分", (9, 5)),
        ] {
            assert_eq!(
                read_time(text),
                Some(time(expected.0, expected.1, 0, 0)),
                "{text}"
            );
        }
        assert_eq!(read_time("下午"), None);
        for (text, expected) in [
            ("11", Some(11)),
            ("11人", Some(11)),
            ("１１", Some(11)),
            ("十几个", None),
            ("-1", None),
        ] {
            assert_eq!(read_heads(text), expected, "{text}");
        }
    }
}
