//! The figures a sentence tells: 活动1400余场次, 覆盖党员1.3万余名.
//! Must not take for a figure what is asked (至少1次), a date, an order (第一) or a way of speaking (三个一).

use std::ops::Range;

use super::number::{Number, number};
use super::sentence::Sentence;
use super::words::NoticeWords;
use super::{Closeness, FigureDrafted};
use crate::rule_set::DraftRule;

/// A bound stands at most so many letters before its number.
const BOUND: usize = 10;
/// A name is no longer than this.
const LONGEST: usize = 40;

/// A number with its unit, found in a sentence.
struct Told<'a> {
    sentence: &'a Sentence,
    words: &'a NoticeWords,
    number: Number,
    /// Where the number begins, with the words about how close it is.
    start: usize,
    /// Where its unit ends, with the same.
    end: usize,
    unit: Range<usize>,
    closeness: Closeness,
}

/// The figures of a sentence; none in the places given.
pub(super) fn figures(
    sentence: &Sentence,
    taken: &[Range<usize>],
    words: &NoticeWords,
    rule: &DraftRule,
) -> Vec<FigureDrafted> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < sentence.len() {
        let Some(number) = number(sentence.from(at)) else {
            at += 1;
            continue;
        };
        let end = at + number.length;
        let told = told(sentence, at, number, words);
        found.extend(
            told.filter(|told| told.is_figure(at, taken))
                .map(|told| told.figure(rule)),
        );
        at = end;
    }
    found
}

fn told<'a>(sentence: &'a Sentence, at: usize, number: Number, words: &'a NoticeWords) -> Option<Told<'a>> {
    let counting = &words.counting;
    let mut end = at + number.length;
    let mut closeness = Closeness::Exact;
    if let Some(length) = sentence.word_at(end, &counting.more_after) {
        closeness = Closeness::More;
        end += length;
    }
    let unit = sentence
        .word_at(end, &counting.measures)
        .or_else(|| sentence.word_at(end, &counting.loose_measures))?;
    let unit = end..end + unit;
    end = unit.end;
    let mut start = at;
    for (before, means) in [
        (&counting.more_before, Closeness::More),
        (&counting.nearly_before, Closeness::Nearly),
        (&counting.about_before, Closeness::About),
    ] {
        if let Some(length) = sentence.word_before(at, before) {
            (start, closeness) = (at - length, means);
        }
    }
    if let Some(length) = sentence.word_at(end, &counting.about_after) {
        (end, closeness) = (end + length, Closeness::About);
    }
    Some(Told {
        sentence,
        words,
        number,
        start,
        end,
        unit,
        closeness,
    })
}

impl Told<'_> {
    fn is_figure(&self, at: usize, taken: &[Range<usize>]) -> bool {
        let (sentence, counting) = (self.sentence, &self.words.counting);
        let is_part = sentence
            .before(at)
            .is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
        let is_vague = matches!(sentence.before(at), Some('数' | '几' | '每'));
        let is_ordinal = sentence.word_before(at, &counting.ordinal_before).is_some();
        let is_taken = taken.iter().any(|place| place.contains(&at));
        let is_bound = sentence.word_at(self.end, &counting.bound_after).is_some()
            || sentence.has(at.saturating_sub(BOUND)..at, &self.words.asking.least);
        let clause = sentence.clause(at);
        let is_rate = (clause.start..at).any(|place| sentence.letter(place) == Some('每'));
        let is_speech = sentence.is_named(at) || self.is_way_of_speaking();
        !(is_part || is_vague || is_ordinal || is_taken || is_bound || is_rate || is_speech)
    }

    /// 三个一, 百场: small or round without a word about how close it is.
    fn is_way_of_speaking(&self) -> bool {
        let counting = &self.words.counting;
        let is_small = self.number.amount.is_below(counting.smallest);
        let is_loose = self
            .sentence
            .word_at(self.unit.start, &counting.measures)
            .is_none();
        self.closeness == Closeness::Exact
            && (self.number.bare || is_small && (is_loose || self.number.spelled))
    }

    fn figure(&self, rule: &DraftRule) -> FigureDrafted {
        FigureDrafted {
            name: self.name(),
            value: self.number.amount,
            unit: self.sentence.written(self.unit.clone()),
            closeness: self.closeness,
            key: self.key(rule),
            sentence: String::new(),
        }
    }

    /// What was counted: what stands before the number, or behind it where that only says whose it is.
    fn name(&self) -> String {
        let clause = self.sentence.clause(self.start);
        let mut from = clause.start.max(self.start.saturating_sub(LONGEST));
        if let Some(length) = self.sentence.word_at(from, &self.words.asking.opens_thing) {
            from += length;
        }
        let before = self.sentence.written(from..self.start);
        let behind = self.end..clause.end.min(self.end + LONGEST);
        let end = self.sentence.find(behind.clone(), &self.words.asking.thing_ends);
        let end = end.map_or(behind.end, |found| found.start);
        let behind = self.sentence.written(behind.start..end);
        let (before, behind) = (bare(&before), bare(&behind));
        // 对27家单位进行约谈: one character names nothing.
        let says_nothing = before.chars().nth(1).is_none() || before.ends_with('的');
        if !behind.is_empty() && says_nothing {
            behind.to_owned()
        } else {
            before.to_owned()
        }
    }

    fn key(&self, rule: &DraftRule) -> Option<String> {
        let clause = self.sentence.clause(self.start);
        let unit = self.unit.len();
        let fits = rule.figures.iter().find(|figure| {
            self.sentence.word_at(self.unit.start, &figure.units) == Some(unit)
                && (figure.words.is_empty() || self.sentence.has(clause.clone(), &figure.words))
        });
        fits.map(|figure| figure.key.clone())
    }
}

fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "，,、；;。：:（）()".contains(c))
}
