//! A share between nothing and all, kept as two whole numbers: 5 % is 5 of 100, and stays so.
//! Must not be made from a floating number.

use std::fmt;
use std::str::FromStr;

use num_bigint::BigUint;

/// A share between 0 and 1, exactly. Two that are equal are written alike: they are kept in lowest terms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Proportion {
    part: u64,
    whole: u64,
}

/// What cannot be read as a share.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoProportion(pub String);

impl fmt::Display for NoProportion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no share between 0 and 1: {}", self.0)
    }
}

impl std::error::Error for NoProportion {}

impl Proportion {
    /// `part` of `whole`; none where the whole is nothing or less than the part.
    #[must_use]
    pub fn new(part: u64, whole: u64) -> Option<Proportion> {
        let common = greatest_common_divisor(part, whole);
        (whole > 0 && part <= whole).then(|| Proportion {
            part: part / common,
            whole: whole / common,
        })
    }

    /// So many per cent.
    #[must_use]
    pub fn percent(percent: u64) -> Option<Proportion> {
        Proportion::new(percent, 100)
    }

    /// What it lacks to the whole: 5 % of 95 %.
    #[must_use]
    pub fn rest(self) -> Proportion {
        Proportion {
            part: self.whole - self.part,
            whole: self.whole,
        }
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self.part == 0
    }

    /// Whether it is all.
    #[must_use]
    pub fn is_all(self) -> bool {
        self.part == self.whole
    }

    /// The smallest number of records that is at least this share of `records`: 5 % of 62 are 4.
    #[must_use]
    pub fn of(self, records: u64) -> u64 {
        let product = u128::from(self.part) * u128::from(records);
        u64::try_from(product.div_ceil(u128::from(self.whole))).unwrap_or(records)
    }

    /// One so many times smaller; the whole's limits are kept by halving the precision of what cannot be written.
    #[must_use]
    pub fn shared_by(self, among: u64) -> Proportion {
        let among = among.max(1);
        match self.whole.checked_mul(among) {
            Some(whole) => Proportion::new(self.part, whole).unwrap_or(self),
            None => Proportion {
                part: self.part / among,
                whole: self.whole,
            },
        }
    }

    pub(super) fn part(self) -> BigUint {
        BigUint::from(self.part)
    }

    pub(super) fn whole(self) -> BigUint {
        BigUint::from(self.whole)
    }

    /// To be shown, or for lines that are drawn: never to decide.
    #[must_use]
    pub fn shown(self) -> f64 {
        super::exact::shown(&self.part(), &self.whole())
    }
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    let (mut a, mut b) = (a, b);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

/// `0.95`, `95%` or `19/20`.
impl FromStr for Proportion {
    type Err = NoProportion;
    fn from_str(text: &str) -> Result<Proportion, NoProportion> {
        read(text.trim()).ok_or_else(|| NoProportion(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Proportion> {
    if let Some((part, whole)) = text.split_once('/') {
        return Proportion::new(part.trim().parse().ok()?, whole.trim().parse().ok()?);
    }
    let (number, per) = match text.strip_suffix(['%', '\u{ff05}']) {
        Some(number) => (number.trim_end(), 100),
        None => (text, 1),
    };
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let digits = format!("{whole}{decimals}");
    let is_number = !digits.is_empty() && digits.bytes().all(|letter| letter.is_ascii_digit());
    let scale = 10_u64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    Proportion::new(
        digits.parse().ok().filter(|_| is_number)?,
        scale.checked_mul(per)?,
    )
}

impl fmt::Display for Proportion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s2_a_share_is_read_as_people_write_it() {
        let of = |part, whole| Proportion::new(part, whole).unwrap();
        for (text, expected) in [
            ("0.95", of(95, 100)),
            ("95%", of(95, 100)),
            ("95 ％", of(95, 100)),
            ("2.5%", of(25, 1000)),
            (".05", of(1, 20)),
            ("1/20", of(1, 20)),
            ("1", of(1, 1)),
            ("0", of(0, 1)),
        ] {
            assert_eq!(text.parse(), Ok(expected), "{text}");
        }
        for wrong in [
            "",
            "%",
            "1.01",
            "101%",
            "-0.1",
            "0,05",
            "1/0",
            "5e-2",
            "+1",
            "0.00000000000000000000001",
        ] {
            assert!(wrong.parse::<Proportion>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn s2_a_share_of_records_is_rounded_up() {
        let five = Proportion::percent(5).unwrap();
        for (records, expected) in [
            (0, 0),
            (1, 1),
            (20, 1),
            (21, 2),
            (62, 4),
            (1400, 70),
            (u64::MAX, 922_337_203_685_477_581),
        ] {
            assert_eq!(five.of(records), expected, "5 % of {records}");
        }
        assert_eq!(five.rest(), Proportion::percent(95).unwrap());
        assert_eq!(five.shared_by(16).to_string(), "1/320");
    }
}
