//! How many times: 至少1次, 不少于两场, 一课.
//! Must not take about how many for how many: 200余次 tells what was done.

use std::ops::Range;

use super::number::number;
use super::sentence::Sentence;
use super::words::CountingWords;

/// A number of times.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Count {
    /// The number with its unit, and the second number of 1至2次.
    pub at: Range<usize>,
    /// How many.
    pub times: u32,
}

/// The first number of times inside.
pub(super) fn count(sentence: &Sentence, inside: Range<usize>, words: &CountingWords) -> Option<Count> {
    let mut at = inside.start;
    while at < inside.end {
        if let Some(count) = count_at(sentence, at, words).filter(|count| count.at.end <= inside.end) {
            return Some(count);
        }
        at += number(sentence.from(at)).map_or(1, |number| number.length);
    }
    None
}

/// A number of times that begins at a place.
pub(super) fn count_at(sentence: &Sentence, at: usize, words: &CountingWords) -> Option<Count> {
    if sentence.is_named(at) || sentence.word_before(at, &words.ordinal_before).is_some() {
        return None;
    }
    let found = number(sentence.from(at)).filter(|found| !found.bare)?;
    let times = u32::try_from(found.amount.as_whole()?)
        .ok()
        .filter(|times| *times > 0)?;
    let mut end = at + found.length;
    // 1至2次: the smaller is the least.
    if matches!(
        sentence.letter(end),
        Some('至' | '到' | '-' | '—' | '–' | '～' | '~')
    ) {
        let more = number(sentence.from(end + 1))?;
        end += 1 + more.length;
    }
    let unit = sentence.word_at(end, &words.times)?;
    Some(Count {
        at: at..end + unit,
        times,
    })
}
