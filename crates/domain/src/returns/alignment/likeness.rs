//! How alike two texts of a column are: dates by the slips of a pen, counts by size, all else by letters. Must not
//! weigh what that means for the rows.

use jiff::civil::Date;

/// How alike two values are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Likeness {
    /// The same value.
    Equal,
    /// One slip apart: a day, a month, a letter, a remark put in.
    Close,
    /// They have much in common.
    Near,
    /// Nothing to speak of.
    Apart,
}

/// Texts longer than this are compared by their beginnings.
const LONGEST: usize = 64;

/// A value, read once.
pub(super) enum Said {
    Date(Date),
    Count(i64),
    Text(Vec<char>),
}

impl Said {
    pub fn of(text: &str) -> Self {
        if let Ok(date) = text.parse::<Date>() {
            return Self::Date(date);
        }
        match text.parse::<i64>() {
            Ok(count) => Self::Count(count),
            Err(_) => Self::Text(text.chars().take(LONGEST).collect()),
        }
    }
}

/// How alike two *different* values are.
pub(super) fn likeness(one: &Said, other: &Said) -> Likeness {
    match (one, other) {
        (Said::Date(one), Said::Date(other)) => of_dates(*one, *other),
        (Said::Count(one), Said::Count(other)) => of_counts(*one, *other),
        (Said::Text(one), Said::Text(other)) => of_texts(one, other),
        _ => Likeness::Apart,
    }
}

/// A day off, the same day of the month before or of another year, or day and month exchanged are slips.
fn of_dates(one: Date, other: Date) -> Likeness {
    let days = one
        .since(other)
        .map_or(i32::MAX, |span| span.get_days().saturating_abs());
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    let apart = (months(one) - months(other)).abs();
    let is_slip = one.day() == other.day() && (apart == 1 || apart % 12 == 0);
    let is_turned = one.year() == other.year() && one.day() == other.month() && one.month() == other.day();
    if days <= 1 || is_slip || is_turned {
        Likeness::Close
    } else if days <= 7 || (apart == 0 && one.day() % 10 == other.day() % 10) {
        Likeness::Near
    } else {
        Likeness::Apart
    }
}

fn of_counts(one: i64, other: i64) -> Likeness {
    let (apart, most) = (one.abs_diff(other), one.unsigned_abs().max(other.unsigned_abs()));
    if apart <= 2 || apart.saturating_mul(10) <= most {
        Likeness::Close
    } else if apart.saturating_mul(3) <= most {
        Likeness::Near
    } else {
        Likeness::Apart
    }
}

/// A letter off or a remark put in is a slip; half of the letters, or the first of a short name, is something.
fn of_texts(one: &[char], other: &[char]) -> Likeness {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let holds = short.len() >= 2 && long.windows(short.len()).any(|part| part == short);
    let edits = edits(short, long);
    if holds || (edits <= 1 && long.len() >= 3) || edits * 5 <= long.len() {
        Likeness::Close
    } else if edits * 2 <= long.len() || (long.len() <= 4 && short.first() == long.first()) {
        Likeness::Near
    } else {
        Likeness::Apart
    }
}

/// How many letters must be put in, taken out or replaced (Levenshtein 1965).
fn edits(short: &[char], long: &[char]) -> usize {
    let same_start = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (
        short.get(same_start..).unwrap_or_default(),
        long.get(same_start..).unwrap_or_default(),
    );
    let mut costs: Vec<usize> = (0..=short.len()).collect();
    for (row, letter) in long.iter().enumerate() {
        let mut diagonal = row;
        let mut left = row + 1;
        let mut costs = costs.iter_mut();
        if let Some(first) = costs.next() {
            *first = left;
        }
        for (cost, other) in costs.zip(short) {
            let replaced = diagonal + usize::from(letter != other);
            diagonal = *cost;
            left = replaced.min(left + 1).min(*cost + 1);
            *cost = left;
        }
    }
    costs.last().copied().unwrap_or(long.len())
}

#[cfg(test)]
mod tests {
    use super::{Likeness, Said, edits, likeness};

    fn alike(one: &str, other: &str) -> Likeness {
        likeness(&Said::of(one), &Said::of(other))
    }

    #[test]
    fn x7_slips_of_dates_are_close() {
        for (one, other) in [
            ("2020-06-30", "2020-07-01"),
            ("2020-06-15", "2020-07-15"),
            ("2020-06-15", "2021-06-15"),
            ("2020-03-07", "2020-07-03"),
        ] {
            assert_eq!(alike(one, other), Likeness::Close, "{one} {other}");
        }
        assert_eq!(alike("2020-06-10", "2020-06-16"), Likeness::Near);
        assert_eq!(alike("2020-06-03", "2020-06-13"), Likeness::Near);
        assert_eq!(alike("2020-06-03", "2020-08-14"), Likeness::Apart);
    }

    #[test]
    fn x7_a_remark_put_in_and_a_letter_off_are_close() {
        assert_eq!(alike("河长巡河记", "河长巡河记(修订)"), Likeness::Close);
        assert_eq!(alike("河长巡河记", "河长循河记"), Likeness::Close);
        assert_eq!(alike("张文生", "张文荣"), Likeness::Close);
        assert_eq!(alike("陆成", "陆改名"), Likeness::Near);
        assert_eq!(alike("河长巡河记", "易地搬迁的那一天"), Likeness::Apart);
        assert_eq!(alike("13", "15"), Likeness::Close);
        assert_eq!(alike("13", "40"), Likeness::Apart);
    }

    #[test]
    fn x7_letters_are_counted_as_levenshtein_counts() {
        let letters = |text: &str| text.chars().collect::<Vec<char>>();
        for (one, other, count) in [
            ("", "", 0),
            ("", "abc", 3),
            ("kitten", "sitting", 3),
            ("ab", "ba", 2),
            ("abc", "abd", 1),
        ] {
            assert_eq!(edits(&letters(one), &letters(other)), count, "{one} {other}");
        }
    }
}
