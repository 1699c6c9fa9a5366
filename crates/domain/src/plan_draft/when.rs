//! When something is asked for: 每季度, 全年, “七一”前后, 6月下旬至7月上旬.
//! Must not look at what is asked.

use std::ops::Range;

use jiff::civil::Date;

use super::number::number;
use super::sentence::Sentence;
use super::words::{MonthWords, NoticeWords};
use crate::period::{MonthDay, Rhythm, plus_days};
use crate::rule_set::DraftRule;

/// A time that a sentence names.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct When {
    /// Where it stands.
    pub at: Range<usize>,
    /// The period, or the window of the year.
    pub rhythm: Rhythm,
    /// It asks only beside a word that asks (全年).
    pub wants_asking: bool,
    /// It is a period only where one time follows at once (一月一汇总).
    pub wants_once: bool,
}

/// All times of a sentence, in order.
pub(super) fn whens(sentence: &Sentence, words: &NoticeWords, rule: &DraftRule) -> Vec<When> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < sentence.len() {
        let when = rhythm(sentence, at, words).or_else(|| window(sentence, at, (words, rule)));
        at = when.as_ref().map_or(at + 1, |when| when.at.end);
        found.extend(when);
    }
    found
}

fn rhythm(sentence: &Sentence, at: usize, words: &NoticeWords) -> Option<When> {
    let fits = words.rhythms.iter().filter_map(|rhythm| {
        let length = sentence.word_at(at, &rhythm.words)?;
        // 第一季度 is a quarter, not each.
        let is_ordinal = sentence.word_before(at, &words.counting.ordinal_before).is_some();
        // 十一月 is a month, 2020年 a year.
        let is_rest = sentence
            .before(at)
            .is_some_and(|c| c == '十' || c.is_ascii_digit());
        let is_loose = rhythm.wants_once || rhythm.wants_asking;
        (!is_loose || !(is_ordinal || is_rest)).then_some((length, rhythm))
    });
    let (length, rhythm) = fits.max_by_key(|(length, _)| *length)?;
    Some(When {
        at: at..at + length,
        rhythm: rhythm.period,
        wants_asking: rhythm.wants_asking,
        wants_once: rhythm.wants_once,
    })
}

fn window(sentence: &Sentence, at: usize, (words, rule): (&NoticeWords, &DraftRule)) -> Option<When> {
    let named = rule.windows.iter().filter_map(|window| {
        let length = sentence.word_at(at, &window.names)?;
        Some((length, window.from, window.until))
    });
    let (length, from, until) = named
        .max_by_key(|(length, ..)| *length)
        .or_else(|| days(sentence, at, &words.month))?;
    Some(When {
        at: at..at + length,
        rhythm: Rhythm::Window { from, until },
        wants_asking: false,
        wants_once: false,
    })
}

/// A month, a part of it or a day.
struct Stretch {
    month: i8,
    from: i8,
    until: i8,
    end: usize,
}

/// 6月下旬至7月上旬, 6月至8月, 7月1日前后, 6月份, 12月底前.
fn days(sentence: &Sentence, at: usize, words: &MonthWords) -> Option<(usize, MonthDay, MonthDay)> {
    if sentence
        .before(at)
        .is_some_and(|c| c.is_ascii_digit() || c == '十')
    {
        return None;
    }
    let first = stretch(sentence, at, words)?;
    let from = MonthDay {
        month: first.month,
        day: first.from,
    };
    if let Some(length) = sentence.word_at(month_end(sentence, at, words)?, &words.before) {
        let end = month_end(sentence, at, words)? + length;
        let new_year = MonthDay { month: 1, day: 1 };
        return Some((end - at, new_year, last_day(first.month)));
    }
    if let Some(length) = sentence.word_at(first.end, &words.between) {
        let behind = first.end + length;
        let second = stretch(sentence, behind, words).or_else(|| same_month(sentence, behind, &first, words));
        if let Some(second) = second {
            let until = day_of(second.month, second.until);
            return Some((second.end - at, from, until));
        }
    }
    if let Some(length) = sentence.word_at(first.end, &words.around)
        && first.from == first.until
    {
        let middle = from.in_year(2021);
        let around = |days| month_day(plus_days(middle, days));
        return Some((
            first.end + length - at,
            around(-words.around_days),
            around(words.around_days),
        ));
    }
    // A month alone may date anything: 截至2020年11月.
    let is_month_alone = first.end == month_end(sentence, at, words)?;
    (!is_month_alone).then(|| (first.end - at, from, day_of(first.month, first.until)))
}

/// Where the word for month ends, if a month stands there.
fn month_end(sentence: &Sentence, at: usize, words: &MonthWords) -> Option<usize> {
    let end = at + number(sentence.from(at))?.length;
    Some(end + sentence.word_at(end, std::slice::from_ref(&words.name))?)
}

fn stretch(sentence: &Sentence, at: usize, words: &MonthWords) -> Option<Stretch> {
    let month = number(sentence.from(at))?.amount.as_whole()?;
    let month = i8::try_from(month)
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    let end = month_end(sentence, at, words)?;
    let part = words.parts.iter().find_map(|part| {
        let length = sentence.word_at(end, &part.words)?;
        Some((part.from, part.until, end + length))
    });
    let whole = (1, 31, end + usize::from(sentence.letter(end) == Some('份')));
    let (from, until, end) = part.or_else(|| day(sentence, end, words)).unwrap_or(whole);
    Some(Stretch {
        month,
        from,
        until,
        end,
    })
}

/// A day of the month that was named.
fn day(sentence: &Sentence, at: usize, words: &MonthWords) -> Option<(i8, i8, usize)> {
    let found = number(sentence.from(at))?;
    let day = i8::try_from(found.amount.as_whole()?)
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    let end = at + found.length;
    Some((day, day, end + sentence.word_at(end, &words.day)?))
}

/// 6月1日至30日.
fn same_month(sentence: &Sentence, at: usize, first: &Stretch, words: &MonthWords) -> Option<Stretch> {
    let (from, until, end) = day(sentence, at, words)?;
    Some(Stretch {
        month: first.month,
        from,
        until,
        end,
    })
}

/// The day, or the last one of a shorter month.
fn day_of(month: i8, day: i8) -> MonthDay {
    let last = last_day(month);
    MonthDay {
        month,
        day: day.min(last.day),
    }
}

fn last_day(month: i8) -> MonthDay {
    let first = MonthDay { month, day: 1 }.in_year(2021);
    month_day(first.last_of_month())
}

fn month_day(date: Date) -> MonthDay {
    MonthDay {
        month: date.month(),
        day: date.day(),
    }
}
