//! Passages that two texts share, from the seeds they share: seeds that follow one another on both sides with
//! little drift make a chain, a chain is stretched to where the texts part, neighbours are joined. (Seed, extend,
//! filter: the order of the best text-alignment systems at PAN 2014.)
//!
//! Must not decide whether a passage is a copy.

use std::cmp::Reverse;
use std::ops::Range;

use super::stretch::stretch;

/// Letters between two seeds of one chain, at most: with 15 % of the letters edited a gap is longer once in a
/// few thousand.
pub const GAP: u32 = 64;
/// Letters between two stretched passages that are one, at most.
const JOIN: u32 = 32;

/// A seed that stands in both texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The letter it begins at in the text asked about.
    pub at: u32,
    /// The letter it begins at in the source.
    pub source_at: u32,
    /// False when it stands in so many documents that it says nothing.
    pub is_rare: bool,
}

/// A stretch of letters of two texts that is the same but for edits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// Letters of the text asked about.
    pub letters: Range<u32>,
    /// Letters of the source.
    pub source: Range<u32>,
    /// Seeds in it.
    pub seeds: u32,
    /// Of these, those that stand in few documents.
    pub rare: u32,
    /// Seeds of the text in it that stand in so many documents that they say nothing, shared or not.
    pub common: u32,
    /// Letters that agree, less two or so for every edit.
    pub score: u32,
}

impl Passage {
    /// Letters of the text asked about.
    #[must_use]
    pub fn length(&self) -> u32 {
        self.letters.end - self.letters.start
    }

    /// Whether a seed lies within, on both sides.
    fn holds(&self, hit: Hit) -> bool {
        self.letters.contains(&hit.at) && self.source.contains(&hit.source_at)
    }

    fn count(&mut self, hits: &[Hit]) {
        let number = |count: usize| u32::try_from(count).unwrap_or_default();
        self.seeds += number(hits.len());
        self.rare += number(hits.iter().filter(|hit| hit.is_rare).count());
    }
}

/// The passages of a text (letters) and a source (letters), from the seeds they share; in the order of the text.
#[must_use]
pub fn passages_between(text: &[u16], source: &[u16], hits: &mut [Hit]) -> Vec<Passage> {
    let mut chains = chains(hits);
    chains.sort_by_key(|chain| Reverse(chain.len()));
    let mut passages: Vec<Passage> = Vec::new();
    for chain in &chains {
        let mut rest = chain.as_slice();
        while let Some(first) = rest.first().filter(|_| rest.len() > 1) {
            let holder = passages.iter_mut().position(|passage| passage.holds(*first));
            let at = holder.unwrap_or_else(|| {
                passages.push(stretched(*first, text, source));
                passages.len() - 1
            });
            let Some(passage) = passages.get_mut(at) else {
                break;
            };
            let inside = rest.iter().take_while(|hit| passage.holds(**hit)).count().max(1);
            let (taken, left) = rest.split_at(inside);
            passage.count(taken);
            rest = left;
        }
    }
    passages.retain(|passage| passage.seeds > 1);
    passages.sort_by_key(|passage| (passage.letters.start, passage.source.start));
    one_each(joined(passages))
}

/// Whether seeds follow one another for so many letters of the text that reading the source is worth it.
pub fn is_promising(hits: &mut [Hit], letters: u32) -> bool {
    let span = |chain: &Vec<Hit>| {
        chain
            .last()
            .zip(chain.first())
            .map_or(0, |(last, first)| last.at - first.at)
    };
    chains(hits).iter().map(span).sum::<u32>() >= letters
}

/// Chains of at least two seeds.
fn chains(hits: &mut [Hit]) -> Vec<Vec<Hit>> {
    hits.sort_unstable();
    let mut open: Vec<Vec<Hit>> = Vec::new();
    let mut closed: Vec<Vec<Hit>> = Vec::new();
    for hit in hits.iter() {
        close(&mut open, &mut closed, hit.at);
        let best = open
            .iter_mut()
            .filter_map(|chain| drift(*chain.last()?, *hit).map(|drift| (drift, chain)))
            .min_by_key(|(drift, _)| *drift);
        match best {
            Some((_, chain)) => chain.push(*hit),
            None => open.push(vec![*hit]),
        }
    }
    closed.append(&mut open);
    closed.retain(|chain| chain.len() > 1);
    closed
}

/// Chains that no seed from `at` on can follow are done.
fn close(open: &mut Vec<Vec<Hit>>, closed: &mut Vec<Vec<Hit>>, at: u32) {
    let mut i = 0;
    while let Some(chain) = open.get(i) {
        if chain.last().is_some_and(|last| at <= last.at + GAP) {
            i += 1;
        } else {
            closed.push(open.swap_remove(i));
        }
    }
}

/// By how many letters a hit is off the course of a chain that ends in `last`; `None` when it does not follow.
fn drift(last: Hit, hit: Hit) -> Option<u32> {
    let ahead = hit.at.checked_sub(last.at).filter(|step| *step > 0)?;
    let source_ahead = hit
        .source_at
        .checked_sub(last.source_at)
        .filter(|step| *step > 0)?;
    let drift = ahead.abs_diff(source_ahead);
    (source_ahead <= GAP && drift <= 3 + ahead.min(source_ahead) / 4).then_some(drift)
}

/// What agrees on both sides of a seed.
fn stretched(seed: Hit, text: &[u16], source: &[u16]) -> Passage {
    let (before, after) = split(text, seed.at);
    let (source_before, source_after) = split(source, seed.source_at);
    let back = stretch((before.len(), source_before.len()), |i, j| {
        before.get(before.len() - 1 - i) == source_before.get(source_before.len() - 1 - j)
    });
    let ahead = stretch((after.len(), source_after.len()), |i, j| {
        after.get(i) == source_after.get(j)
    });
    Passage {
        letters: seed.at - back.first..seed.at + ahead.first,
        source: seed.source_at - back.second..seed.source_at + ahead.second,
        score: back.score + ahead.score,
        ..Passage::default()
    }
}

fn split(letters: &[u16], at: u32) -> (&[u16], &[u16]) {
    let at = usize::try_from(at).unwrap_or(usize::MAX);
    letters.split_at_checked(at).unwrap_or((letters, &[]))
}

/// Passages that follow one another on both sides with little between them are one.
fn joined(passages: Vec<Passage>) -> Vec<Passage> {
    let mut joined: Vec<Passage> = Vec::new();
    for next in passages {
        let last = joined
            .iter_mut()
            .rev()
            .take(4)
            .find(|last| continues(last, &next));
        if let Some(last) = last {
            last.letters.end = last.letters.end.max(next.letters.end);
            last.source.end = last.source.end.max(next.source.end);
            last.seeds += next.seeds;
            last.rare += next.rare;
            last.score += next.score;
        } else {
            joined.push(next);
        }
    }
    joined
}

fn continues(last: &Passage, next: &Passage) -> bool {
    let gap = i64::from(next.letters.start) - i64::from(last.letters.end);
    let source_gap = i64::from(next.source.start) - i64::from(last.source.end);
    let is_later = next.letters.start >= last.letters.start && next.source.start >= last.source.start;
    let limit = i64::from(JOIN);
    is_later && gap <= limit && source_gap <= limit && (gap - source_gap).abs() <= limit / 2
}

/// Where passages of one source cover the same letters of the text, the one with more seeds has them.
fn one_each(mut passages: Vec<Passage>) -> Vec<Passage> {
    passages.sort_by_key(|passage| {
        (
            Reverse(passage.score),
            passage.letters.start,
            passage.source.start,
        )
    });
    let mut taken: Vec<Passage> = Vec::new();
    for passage in passages {
        if let Some(left) = beside(passage, &taken) {
            taken.push(left);
        }
    }
    taken.sort_by_key(|passage| passage.letters.start);
    taken
}

/// What is left of a passage beside those taken; `None` when that is less than half.
pub fn beside(passage: Passage, taken: &[Passage]) -> Option<Passage> {
    let whole = passage.length();
    let mut left = passage;
    for other in taken {
        if other.letters.end <= left.letters.start || other.letters.start >= left.letters.end {
            continue;
        }
        let head = other.letters.start.saturating_sub(left.letters.start);
        let tail = left.letters.end.saturating_sub(other.letters.end);
        let cut = left.length() - head.max(tail);
        if head >= tail {
            left.letters.end -= cut;
            left.source.end = left.source.end.saturating_sub(cut).max(left.source.start);
        } else {
            left.letters.start += cut;
            left.source.start = (left.source.start + cut).min(left.source.end);
        }
    }
    let length = left.length();
    if length == 0 || length * 2 < whole {
        return None;
    }
    let part = |seeds: u32| seeds * length / whole;
    Some(Passage {
        seeds: part(left.seeds),
        rare: part(left.rare),
        score: part(left.score),
        ..left
    })
}
