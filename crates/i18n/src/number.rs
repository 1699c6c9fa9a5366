//! Numbers, shares and lists as a reader of each language writes them.
//! Must not round twice: a share is computed from counts.

use fluent_bundle::FluentValue;

use crate::{Locale, Words};

/// English groups thousands (13,000); Chinese does not (13000). Years are passed as text and stay ungrouped.
pub(crate) fn grouped<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(group(&number.as_string())),
        _ => None,
    }
}

fn group(digits: &str) -> String {
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let (sign, whole) = whole
        .strip_prefix('-')
        .map_or(("", whole), |unsigned| ("-", unsigned));
    let mut text = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

/// 甲、乙、丙; one, two and three.
pub(crate) fn list(locale: Locale, things: &[&str]) -> String {
    match (locale, things) {
        (Locale::ZhHans | Locale::ZhHant, _) => things.join("、"),
        (Locale::En, [first @ .., before, last]) if !first.is_empty() => {
            format!("{}, {before} and {last}", first.join(", "))
        }
        (Locale::En, _) => things.join(" and "),
    }
}

/// Things named in a sentence before the rest is only counted.
const NAMED: usize = 8;

impl Words {
    /// The first few of many, with the number of all: nobody reads a hundred names in a sentence.
    #[must_use]
    pub fn some_of<S: AsRef<str>>(&self, things: &[S]) -> String {
        if things.len() <= NAMED {
            return self.list(things);
        }
        let first: Vec<&str> = things.iter().take(NAMED).map(AsRef::as_ref).collect();
        let (names, count) = (self.list(&first), things.len());
        self.say("some-of", &[("names", names.into()), ("count", count.into())])
    }

    /// A whole number: 13000; 13,000.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        if self.locale().is_chinese() {
            digits
        } else {
            group(&digits)
        }
    }

    /// A share with one decimal: 83.3%; nothing of nothing is no share.
    #[must_use]
    pub fn percent(&self, part: u64, whole: u64) -> Option<String> {
        let thousandths = u128::from(part).checked_mul(1000)?;
        let rounded = thousandths
            .checked_add(u128::from(whole) / 2)?
            .checked_div(u128::from(whole))?;
        Some(format!("{}.{}%", rounded / 10, rounded % 10))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_in_each_language() {
        let (zh, en) = (Words::new(Locale::ZhHans, None), Words::new(Locale::En, None));
        assert_eq!(
            (zh.number(13_000), en.number(13_000)),
            ("13000".into(), "13,000".into())
        );
        assert_eq!(en.number(999), "999");
        assert_eq!(en.number(1_234_567), "1,234,567");
        assert_eq!(en.percent(5, 6), Some("83.3%".into()));
        assert_eq!(en.percent(1, 0), None);
        assert_eq!(zh.list(&["甲", "乙", "丙"]), "甲、乙、丙");
        assert_eq!(en.list(&["one", "two", "three"]), "one, two and three");
        assert_eq!(en.list(&["one", "two"]), "one and two");
        assert_eq!(en.list::<&str>(&[]), "");
    }
}
