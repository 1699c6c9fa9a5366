//! Numbers as notices write them: 1400, 1,200, 1.3万, 一千二百, 3千2百, 一万二.
//! Must not guess: 数百 and 几十 are no numbers.

use serde::{Deserialize, Serialize};

use crate::naming::chinese_digit;

/// A number of at most six decimals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Amount {
    millionths: u64,
}

const ONE: u64 = 1_000_000;

impl Amount {
    /// A whole number.
    #[must_use]
    pub fn whole(number: u64) -> Option<Amount> {
        Some(Amount {
            millionths: number.checked_mul(ONE)?,
        })
    }

    /// The number, where it is whole.
    #[must_use]
    pub fn as_whole(self) -> Option<u64> {
        self.millionths
            .is_multiple_of(ONE)
            .then_some(self.millionths / ONE)
    }

    /// Below a whole number.
    pub(super) fn is_below(self, number: u64) -> bool {
        self.millionths < number.saturating_mul(ONE)
    }
}

/// 1400; 96.5.
impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, rest) = (self.millionths / ONE, self.millionths % ONE);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        write!(f, "{whole}.{}", format!("{rest:06}").trim_end_matches('0'))
    }
}

/// A number at the beginning of some letters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Number {
    pub amount: Amount,
    /// Letters of it.
    pub length: usize,
    /// Without a digit of ASCII: 一千二百.
    pub spelled: bool,
    /// Without any digit: 百, 千, 万, as in 百余名.
    pub bare: bool,
}

/// What has been read of a number.
#[derive(Default)]
struct Sum {
    /// Whole ten thousands.
    high: u64,
    /// Below the next ten thousand.
    low: u64,
    /// A digit, or several, that no unit followed yet.
    digits: Option<u64>,
    /// The last unit, for 一万二.
    unit: u64,
}

/// The number that begins the letters, as long as it goes.
pub(super) fn number(letters: &[char]) -> Option<Number> {
    let mut sum = Sum::default();
    let (mut at, mut spelled, mut has_digit) = (0, true, false);
    while let Some(c) = letters.get(at) {
        if c.is_ascii_digit() && sum.digits.is_none() {
            let (value, length) = ascii(letters.get(at..)?)?;
            sum.digits = Some(value);
            (spelled, has_digit) = (false, true);
            at += length;
        } else if let Some(digit) = digit(*c).filter(|_| spelled || sum.unit > 0) {
            sum.digit(digit)?;
            has_digit = true;
            at += 1;
        } else if let Some(unit) = unit(*c).filter(|_| at > 0 || *c != '亿') {
            sum.unit(unit)?;
            has_digit |= *c == '十';
            at += 1;
        } else {
            break;
        }
    }
    let millionths = sum.total(spelled)?;
    (at > 0).then_some(Number {
        amount: Amount { millionths },
        length: at,
        spelled,
        bare: !has_digit,
    })
}

impl Sum {
    fn digit(&mut self, digit: u64) -> Option<()> {
        let value = digit.checked_mul(ONE)?;
        self.digits = match self.digits {
            // 二〇二〇: digits one after another.
            Some(before) => Some(before.checked_mul(10)?.checked_add(value)?),
            // 一百零五: what follows is no tenth of the last unit.
            None if digit == 0 && self.unit > 0 => {
                self.unit = 1;
                None
            }
            None => Some(value),
        };
        Some(())
    }

    fn unit(&mut self, unit: u64) -> Option<()> {
        if unit >= 10_000 {
            let mut low = self.low.checked_add(self.digits.take().unwrap_or_default())?;
            if low == 0 && self.high == 0 {
                low = ONE;
            }
            self.high = self.high.checked_add(low)?.checked_mul(unit)?;
            self.low = 0;
        } else {
            let digits = self.digits.take().unwrap_or(ONE);
            self.low = self.low.checked_add(digits.checked_mul(unit)?)?;
        }
        self.unit = unit;
        Some(())
    }

    fn total(&self, spelled: bool) -> Option<u64> {
        let mut rest = self.digits.unwrap_or_default();
        // 一万二 is twelve thousand; 二十二 is not.
        if spelled && self.unit > 10 && rest < ONE * 10 {
            rest = rest.checked_mul(self.unit / 10)?;
        }
        self.high.checked_add(self.low)?.checked_add(rest)
    }
}

/// Digits with thousands parted and a fraction: 1,200; 1.35.
fn ascii(letters: &[char]) -> Option<(u64, usize)> {
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let (mut value, mut at, mut decimal, mut run) = (0_u64, 0, None, 0);
    while let Some(c) = letters.get(at) {
        let is_thousand = (1..=3).all(|more| is_digit(at + more)) && !is_digit(at + 4);
        match (c.to_digit(10), decimal) {
            (Some(digit), None) => {
                value = value
                    .checked_mul(10)?
                    .checked_add(u64::from(digit).checked_mul(ONE)?)?;
                run += 1;
            }
            (Some(digit), Some(place)) => {
                value = value.checked_add(u64::from(digit).checked_mul(place)?)?;
                decimal = Some(place / 10);
            }
            (None, None) if *c == '.' && is_digit(at + 1) => decimal = Some(ONE / 10),
            (None, None) if matches!(c, ',' | '，') && is_thousand && run <= 3 => run = 0,
            _ => break,
        }
        at += 1;
    }
    Some((value, at))
}

/// The value of a numeral below ten; 两 is two where things are counted.
fn digit(c: char) -> Option<u64> {
    let numeral = if c == '两' { '二' } else { c };
    chinese_digit(numeral).filter(|digit| *digit < 10).map(u64::from)
}

fn unit(c: char) -> Option<u64> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, usize)> {
        let letters: Vec<char> = text.chars().collect();
        number(&letters).map(|number| (number.amount.to_string(), number.length))
    }

    #[test]
    fn f1_numbers_of_notices() {
        for (text, value, length) in [
            ("1400余", "1400", 4),
            ("1,200人", "1200", 5),
            ("1，200人", "1200", 5),
            ("12,345,678元", "12345678", 10),
            ("1.3万余名", "13000", 4),
            ("1.35万", "13500", 5),
            ("96.5%", "96.5", 4),
            ("一千二百人", "1200", 4),
            ("一千二", "1200", 3),
            ("一万二", "12000", 3),
            ("十", "10", 1),
            ("十二", "12", 2),
            ("二十二", "22", 3),
            ("一百零五", "105", 4),
            ("一万零五百", "10500", 5),
            ("两万三千", "23000", 4),
            ("3千2百", "3200", 4),
            ("1万3千人", "13000", 4),
            ("二〇二〇年", "2020", 4),
            ("百余名", "100", 1),
            ("1.2亿元", "120000000", 4),
            ("三百五十六", "356", 5),
            ("5,各", "5", 1),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), length)), "{text}");
        }
        for text in ["余", "", "次", "，", "99999999999999999999", "亿"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
