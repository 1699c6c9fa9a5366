//! Points (分), in hundredths: 0.5 is half a point exactly.
//! Must not be a floating number.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

use serde::{Deserialize, Deserializer, de};

/// Points in hundredths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Hash)]
pub struct Points(i64);

/// No sheet gives more, in hundredths: so that no sum runs over.
const MOST: i64 = 1_000_000_000;

impl Points {
    /// So many hundredths.
    #[must_use]
    pub fn hundredths(hundredths: i64) -> Points {
        Points(hundredths.clamp(-MOST, MOST))
    }

    /// In hundredths.
    #[must_use]
    pub fn in_hundredths(self) -> i64 {
        self.0
    }

    /// Reads `10`, `0.5`, `-2.25`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Points> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_digit());
        if !is_number(whole) || !is_number(part) || part.len() > 2 {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let part: i64 = format!("{part:0<2}").parse().ok()?;
        let hundredths = whole.checked_mul(100)?.checked_add(part)?;
        (hundredths <= MOST).then_some(Points(sign * hundredths))
    }

    /// So many times as much.
    #[must_use]
    pub fn times(self, times: u32) -> Points {
        Points::hundredths(self.0.saturating_mul(i64::from(times)))
    }

    /// Times `part` over `whole`, halves away from nothing; nothing of nothing is none.
    #[must_use]
    pub fn share(self, part: u64, whole: u64) -> Option<Points> {
        let product = i128::from(self.0) * i128::from(part);
        let rounded = round(product, i128::from(whole))?;
        i64::try_from(rounded).ok().map(Points::hundredths)
    }
}

/// A quotient in whole numbers, halves away from nothing.
pub(super) fn round(part: i128, whole: i128) -> Option<i128> {
    if whole <= 0 {
        return None;
    }
    let size = (part.abs() * 2 + whole) / (whole * 2);
    Some(if part < 0 { -size } else { size })
}

impl Add for Points {
    type Output = Points;
    fn add(self, other: Points) -> Points {
        Points::hundredths(self.0.saturating_add(other.0))
    }
}

impl Sub for Points {
    type Output = Points;
    fn sub(self, other: Points) -> Points {
        Points::hundredths(self.0.saturating_sub(other.0))
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Points>>(points: I) -> Points {
        points.fold(Points::default(), Add::add)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let sign = if self.0 < 0 { "-" } else { "" };
        match part {
            0 => write!(f, "{sign}{whole}"),
            part if part % 10 == 0 => write!(f, "{sign}{whole}.{}", part / 10),
            part => write!(f, "{sign}{whole}.{part:02}"),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Whole(i64),
    Decimal(f64),
    Text(String),
}

/// A number or a text; a decimal is read by its shortest digits, which are those that were written.
impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Points, D::Error> {
        let text = match Written::deserialize(reader)? {
            Written::Whole(whole) => whole.to_string(),
            Written::Decimal(decimal) => decimal.to_string(),
            Written::Text(text) => text,
        };
        Points::parse(&text).ok_or_else(|| de::Error::custom(format!("no points `{text}`")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s1_points_are_exact_hundredths() {
        for (text, hundredths) in [
            ("10", 1000),
            ("0.5", 50),
            ("-2.25", -225),
            ("0", 0),
            ("0.05", 5),
            ("7.0", 700),
        ] {
            assert_eq!(Points::parse(text), Some(Points(hundredths)), "{text}");
        }
        for wrong in [
            "",
            "-",
            ".5",
            "5.",
            "1.234",
            "1e3",
            "十",
            "99999999999999999999",
            "1 ",
        ] {
            assert_eq!(Points::parse(wrong), None, "{wrong}");
        }
        for (hundredths, text) in [
            (1000, "10"),
            (50, "0.5"),
            (-225, "-2.25"),
            (5, "0.05"),
            (-40, "-0.4"),
        ] {
            assert_eq!(Points(hundredths).to_string(), text);
        }
        // Two thirds of 10 are 6.67; an eighth of 0.1 is 0.0125.
        assert_eq!(Points(1000).share(2, 3), Some(Points(667)));
        assert_eq!(Points(-1).share(1, 2), Some(Points(-1)));
        assert_eq!(Points(1000).share(0, 0), None);
    }
}
