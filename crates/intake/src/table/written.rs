//! The grammar of dates written as text, Chinese numerals and weekdays included.
//!
//! It must not decide whether a day exists or a year is believable; [`super::date`] does.

use jiff::civil::Time;

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Written {
    Blank,
    /// A bare number; whether it is `20200501` or a count of days is for the column to say.
    Number(f64),
    TwoDigitYear,
    Year,
    Month {
        year: i16,
        month: i8,
    },
    Day {
        year: i16,
        month: i8,
        day: i8,
        time: Option<Time>,
    },
    Unreadable,
}

/// Reads a folded text.
pub(super) fn parse(text: &str) -> Written {
    let text = spaced(text.trim_matches(['\'', '"', '`']));
    if text.is_empty() {
        return Written::Blank;
    }
    if let Some(bare) = bare_number(&text) {
        return bare;
    }
    let mut scan = Scan { rest: &text };
    scan.date().unwrap_or(Written::Unreadable)
}

/// Without white space, but for one space where two numbers would run together.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if out.ends_with(is_numeral) && word.starts_with(is_numeral) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Only digits, or a count of days with its fraction; `2020.5` is a month and no number here.
fn bare_number(text: &str) -> Option<Written> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(match text.len() {
            0..=9 => text.parse().map_or(Written::Unreadable, Written::Number),
            12 | 14 => compact(text).unwrap_or(Written::Unreadable),
            _ => Written::Unreadable,
        });
    }
    let (whole, fraction) = text.split_once('.')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let days = whole.len() == 5 && digits(whole) && digits(fraction);
    days.then(|| text.parse().map_or(Written::Unreadable, Written::Number))
}

/// `20200501184700`
fn compact(text: &str) -> Option<Written> {
    let two = |at: usize| text.get(at..at + 2)?.parse::<i8>().ok();
    let second = if text.len() == 14 { two(12)? } else { 0 };
    Some(Written::Day {
        year: text.get(..4)?.parse().ok()?,
        month: two(4)?,
        day: two(6)?,
        time: Some(Time::new(two(8)?, two(10)?, second, 0).ok()?),
    })
}

struct Scan<'a> {
    rest: &'a str,
}

impl Scan<'_> {
    fn date(&mut self) -> Option<Written> {
        let token = self.token();
        if token.is_empty() {
            return None;
        }
        // 20200501 with a time or weekday behind it
        if token.len() == 8 && token.bytes().all(|b| b.is_ascii_digit()) {
            let number = |from: usize, to: usize| token.get(from..to)?.parse::<i16>().ok();
            let (month, day) = (
                i8::try_from(number(4, 6)?).ok()?,
                i8::try_from(number(6, 8)?).ok()?,
            );
            return self.tail(number(0, 4)?, month, day);
        }
        if !self.take_any(&['年', '-', '/', '.', '。', '·', '\\', '—', '–', '_', ',', ' ']) {
            return None;
        }
        let year = match year_of(&token) {
            Some(year) => year,
            None if token.chars().count() == 2 && self.starts_with_number() => {
                return Some(Written::TwoDigitYear);
            }
            None => return None,
        };
        if self.rest.is_empty() {
            return Some(Written::Year);
        }
        let month = i8::try_from(small_number(&self.token())?).ok()?;
        let closed = self.take_any(&['月']);
        let parted = self.take_any(&['-', '/', '.', '。', '·', '\\', '—', '–', '_', ',', ' ']);
        if self.rest.is_empty() || (closed && ["份", "生", "出生"].contains(&self.rest)) {
            return Some(Written::Month { year, month });
        }
        if !closed && !parted {
            return None;
        }
        let day = i8::try_from(small_number(&self.token())?).ok()?;
        self.tail(year, month, day)
    }

    /// What may follow a day: its sign, a weekday, a part of the day, a time or a span of times.
    fn tail(&mut self, year: i16, month: i8, day: i8) -> Option<Written> {
        let _ = self.take_any(&['日', '号', '.', '。']);
        self.weekday()?;
        let afternoon = self.part_of_day();
        let _ = self.take_any(&['T', 't', ',', ' ']);
        let time = if self.rest.is_empty() {
            None
        } else {
            Some(self.time(afternoon)?)
        };
        if time.is_some() && self.take_any(&['-', '~', '至', '到', '—', '–']) {
            let afternoon = self.part_of_day();
            self.time(afternoon)?;
        }
        self.weekday()?;
        self.rest.is_empty().then_some(Written::Day {
            year,
            month,
            day,
            time,
        })
    }

    fn time(&mut self, mut afternoon: bool) -> Option<Time> {
        let hour = i8::try_from(small_number(&self.token())?).ok()?;
        let (mut minute, mut second) = (0, 0);
        if self.take_any(&[':']) {
            minute = i8::try_from(small_number(&self.token())?).ok()?;
            if self.take_any(&[':']) {
                second = i8::try_from(small_number(&self.token())?).ok()?;
                if self.take_any(&['.']) {
                    self.token();
                }
            }
        } else if self.take_any(&['时', '点']) {
            let _ = self.take_any(&['整', '钟']);
            if self.take_any(&['半']) {
                minute = 30;
            } else if self.starts_with_number() {
                minute = i8::try_from(small_number(&self.token())?).ok()?;
                if self.take_any(&['分']) && self.starts_with_number() {
                    second = i8::try_from(small_number(&self.token())?).ok()?;
                    let _ = self.take_any(&['秒']);
                }
            }
        } else {
            return None;
        }
        for mark in ["PM", "pm", "AM", "am"] {
            if let Some(rest) = self.rest.strip_prefix(mark) {
                self.rest = rest;
                afternoon |= mark.eq_ignore_ascii_case("pm");
                break;
            }
        }
        for zone in ["+08:00", "+0800", "+08"] {
            if let Some(rest) = self.rest.strip_prefix(zone) {
                self.rest = rest;
                break;
            }
        }
        let hour = if afternoon && (1..12).contains(&hour) {
            hour + 12
        } else {
            hour
        };
        Time::new(hour, minute, second, 0).ok()
    }

    /// True for the hours after noon.
    fn part_of_day(&mut self) -> bool {
        for (word, afternoon) in [
            ("上午", false),
            ("早上", false),
            ("早晨", false),
            ("凌晨", false),
            ("中午", false),
            ("下午", true),
            ("晚上", true),
            ("傍晚", true),
        ] {
            if let Some(rest) = self.rest.strip_prefix(word) {
                self.rest = rest;
                return afternoon;
            }
        }
        false
    }

    /// `(周五)`, `星期五`, `[礼拜天]`; fails on a bracket that holds anything else.
    fn weekday(&mut self) -> Option<()> {
        let opened = self.take_any(&['(', '[', '【', '〔']);
        let mut found = false;
        for word in ["星期", "礼拜", "周"] {
            if let Some(rest) = self.rest.strip_prefix(word) {
                self.rest = rest;
                found = self.take_any(&['一', '二', '三', '四', '五', '六', '日', '天', '末']);
                break;
            }
        }
        if opened && !self.take_any(&[')', ']', '】', '〕']) {
            return None;
        }
        (found || !opened).then_some(())
    }

    /// The digits or Chinese numerals next in line.
    fn token(&mut self) -> String {
        let end = self
            .rest
            .find(|c: char| !is_numeral(c))
            .unwrap_or(self.rest.len());
        let (token, rest) = self.rest.split_at(end);
        self.rest = rest;
        token.to_owned()
    }

    fn starts_with_number(&self) -> bool {
        self.rest.starts_with(is_numeral)
    }

    fn take_any(&mut self, wanted: &[char]) -> bool {
        let Some(rest) = self.rest.strip_prefix(wanted) else {
            return false;
        };
        self.rest = rest;
        true
    }
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || matches!(c, '十' | '廿' | '卅' | '元' | '正')
}

/// The digit a character stands for.
fn digit(c: char) -> Option<i16> {
    Some(match c {
        '〇' | '○' | '零' | '◯' | 'Ο' | 'O' | 'o' | '０' | '洞' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => i16::try_from(c.to_digit(10)?).ok()?,
    })
}

/// Exactly four digits of either script.
fn year_of(token: &str) -> Option<i16> {
    if token.chars().count() != 4 {
        return None;
    }
    token
        .chars()
        .try_fold(0_i16, |year, c| year.checked_mul(10)?.checked_add(digit(c)?))
}

/// A number below a hundred: `5`, `05`, `十一`, `二十三`, `廿三`, `卅`, `元`, `二三`.
fn small_number(token: &str) -> Option<i16> {
    let chars: Vec<char> = token.chars().collect();
    match *chars.as_slice() {
        ['元' | '正'] => Some(1),
        ['十'] => Some(10),
        ['廿'] => Some(20),
        ['卅'] => Some(30),
        ['十', unit] => Some(10 + digit(unit)?),
        ['廿', unit] => Some(20 + digit(unit)?),
        ['卅', unit] => Some(30 + digit(unit)?),
        [ten, '十'] => Some(digit(ten)? * 10),
        [unit] => digit(unit),
        [ten, '十', unit] | [ten, unit] => Some(digit(ten)? * 10 + digit(unit)?),
        _ => None,
    }
}
