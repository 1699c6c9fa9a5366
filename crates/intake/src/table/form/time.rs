//! Times in headers and titles (2020年第三季度, 1—9月累计, 去年同期): read apart from what is counted, so that the same
//! table of another period is the same table.
//!
//! It must not know today, nor which period a table is for.

use crate::fold::squeezed;

/// The time a header or a title tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HeaderTime {
    /// The year.
    pub year: Option<i16>,
    /// The part of it.
    pub part: Option<YearPart>,
    /// From when on it is counted, or with what compared.
    pub relation: Option<TimeRelation>,
}

/// A part of a year, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearPart {
    /// 第三季度.
    Quarter(i8),
    /// 上半年.
    Half(i8),
    /// 9月.
    Month(i8),
}

/// How a time lies to the one the table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeRelation {
    /// 累计: from the beginning of the year.
    YearSoFar,
    /// 上季度, 上月: the period before.
    Before,
    /// 去年同期: the same period a year earlier.
    YearBefore,
}

impl HeaderTime {
    /// What two texts tell together; the first counts where both say something.
    pub(super) fn or(self, other: HeaderTime) -> HeaderTime {
        HeaderTime {
            year: self.year.or(other.year),
            part: self.part.or(other.part),
            relation: self.relation.or(other.relation),
        }
    }
}

/// Words for a relation, the longer ones first.
const RELATIONS: [(&str, TimeRelation); 14] = [
    ("去年同期", TimeRelation::YearBefore),
    ("上年同期", TimeRelation::YearBefore),
    ("同期", TimeRelation::YearBefore),
    ("上一季度", TimeRelation::Before),
    ("上季度", TimeRelation::Before),
    ("上个月", TimeRelation::Before),
    ("上月", TimeRelation::Before),
    ("上期", TimeRelation::Before),
    ("本年累计", TimeRelation::YearSoFar),
    ("全年累计", TimeRelation::YearSoFar),
    ("年初以来", TimeRelation::YearSoFar),
    ("累计", TimeRelation::YearSoFar),
    ("截至", TimeRelation::YearSoFar),
    ("至今", TimeRelation::YearSoFar),
];
/// Words for the period a table is for: they tell nothing.
const OWN: [&str; 6] = ["本季度", "本年度", "本月份", "本月", "本季", "本期"];

/// A text without its times and relations, and the time it tells.
pub(super) fn read(text: &str) -> (String, HeaderTime) {
    let (bare, mut time) = scan(text);
    let mut bare = bare;
    for (word, relation) in RELATIONS {
        if bare.contains(word) {
            bare = bare.replace(word, "");
            time.relation = time.relation.or(Some(relation));
        }
    }
    (bare, time)
}

/// The text without years, quarters, months and days: 2020年第三季度场次 and 四季度场次 are 场次.
pub(super) fn timeless(text: &str) -> String {
    scan(text).0
}

fn scan(text: &str) -> (String, HeaderTime) {
    let text: Vec<char> = squeezed(text).to_lowercase().chars().collect();
    let (mut bare, mut time) = (String::new(), HeaderTime::default());
    let mut rest = text.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let told = told(rest, &mut time);
        if told > 0 {
            rest = rest.get(told..).unwrap_or_default();
        } else {
            bare.push(*first);
            rest = after;
        }
    }
    (bare, time)
}

/// How many characters at the front tell a time.
fn told(text: &[char], time: &mut HeaderTime) -> usize {
    let begins = |word: &str| {
        let mut letters = text.iter();
        word.chars().all(|c| letters.next() == Some(&c))
    };
    if let Some(own) = OWN.iter().find(|word| begins(word)) {
        return own.chars().count();
    }
    for (word, half) in [("上半年", 1), ("下半年", 2)] {
        if begins(word) {
            time.part = time.part.or(Some(YearPart::Half(half)));
            return 3;
        }
    }
    let ordinal = usize::from(text.first() == Some(&'第'));
    let quarter = text.get(ordinal).copied().and_then(quarter);
    if let Some(quarter) = quarter
        && text.get(ordinal + 1..ordinal + 3) == Some(&['季', '度'])
    {
        time.part = time.part.or(Some(YearPart::Quarter(quarter)));
        return ordinal + 3;
    }
    number(text, time)
}

fn quarter(c: char) -> Option<i8> {
    match c {
        '一' | '1' => Some(1),
        '二' | '2' => Some(2),
        '三' | '3' => Some(3),
        '四' | '4' => Some(4),
        _ => None,
    }
}

/// A number with a unit of time, or a range of such.
fn number(text: &[char], time: &mut HeaderTime) -> usize {
    let digits = text.iter().take_while(|c| c.is_ascii_digit()).count();
    let number: String = text.iter().take(digits).collect();
    match text.get(digits) {
        Some('年') if digits > 0 => {
            time.year = time.year.or(number.parse().ok());
            // 2020年度
            digits + 1 + usize::from(text.get(digits + 1) == Some(&'度'))
        }
        Some('月') if digits > 0 => {
            let month = number.parse().ok().filter(|month| (1..=12).contains(month));
            time.part = time.part.or(month.map(YearPart::Month));
            digits + 1 + usize::from(text.get(digits + 1) == Some(&'份'))
        }
        Some('日') if digits > 0 => digits + 1,
        Some('-' | '~' | '至' | '—' | '.' | '/') if digits > 0 => {
            let more = told(text.get(digits + 1..).unwrap_or_default(), time);
            if more == 0 {
                return 0;
            }
            if number == "1" {
                // 1-9月: from January on.
                time.relation = time.relation.or(Some(TimeRelation::YearSoFar));
            }
            digits + 1 + more
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x7_a_header_is_the_same_in_every_period() {
        for (text, left) in [
            ("2020年第三季度场次", "场次"),
            ("四季度 场次", "场次"),
            ("1-9月累计", "累计"),
            ("截至9月30日", "截至"),
            ("2020年度", ""),
            ("上半年（场）", "(场)"),
            ("本季度场次", "场次"),
            ("第一支部", "第一支部"),
            ("表1", "表1"),
            ("5-", "5-"),
        ] {
            assert_eq!(timeless(text), left, "{text}");
        }
    }

    #[test]
    fn x7_the_time_of_a_header_is_read() {
        let time = |year, part, relation| HeaderTime { year, part, relation };
        let so_far = Some(TimeRelation::YearSoFar);
        for (text, bare, expected) in [
            (
                "清源市统计表（2020年第三季度）",
                "清源市统计表()",
                time(Some(2020), Some(YearPart::Quarter(3)), None),
            ),
            ("一季度", "", time(None, Some(YearPart::Quarter(1)), None)),
            ("9月份场次", "场次", time(None, Some(YearPart::Month(9)), None)),
            (
                "1—9月累计场次",
                "场次",
                time(None, Some(YearPart::Month(9)), so_far),
            ),
            ("去年同期", "", time(None, None, Some(TimeRelation::YearBefore))),
            ("上季度场次", "场次", time(None, None, Some(TimeRelation::Before))),
            ("13月", "", time(None, None, None)),
            ("场次", "场次", time(None, None, None)),
        ] {
            assert_eq!(read(text), (bare.to_owned(), expected), "{text}");
        }
    }
}
