//! Passages that two texts share, from the seeds they share: seeds that follow one another on both sides with
//! little drift make a chain, a chain is stretched to where the texts part, neighbours are joined. (Seed, extend,
//! filter: the order of the best text-alignment systems at PAN 2014.)
//!
//! Must not decide whether a passage is a copy.

use std::cmp::Reverse;
use std::ops::Range;

use super::fingerprint::SEED_LETTERS;
use super::stretch::stretch;

/// Letters between two seeds of one chain, at most: with 15 % of the letters edited a gap is longer once in a
/// few thousand.
const GAP: u32 = 64;
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Letters of the text asked about.
    pub letters: Range<u32>,
    /// Letters of the source.
    pub source: Range<u32>,
    /// Seeds in it.
    pub seeds: u32,
    /// Of these, those that stand in few documents.
    pub rare: u32,
    /// Letters that agree, less two or so for every edit.
    pub score: u32,
}

impl Passage {
    /// Letters of the text asked about.
    #[must_use]
    pub fn length(&self) -> u32 {
        self.letters.end - self.letters.start
    }

    /// Whether another lies within, on both sides.
    fn holds(&self, other: &Passage) -> bool {
        let holds = |own: &Range<u32>, range: &Range<u32>| own.start <= range.start && range.end <= own.end;
        holds(&self.letters, &other.letters) && holds(&self.source, &other.source)
    }
}

/// The passages of a text (letters) and a source (letters), from the seeds they share; in the order of the text.
#[must_use]
pub fn passages_between(text: &[u16], source: &[u16], hits: &mut [Hit]) -> Vec<Passage> {
    let mut chains = chains(hits);
    chains.sort_by_key(|chain| (Reverse(chain.seeds), chain.letters.start, chain.source.start));
    let mut passages: Vec<Passage> = Vec::new();
    for chain in chains {
        if let Some(passage) = passages.iter_mut().find(|passage| passage.holds(&chain)) {
            passage.seeds += chain.seeds;
            passage.rare += chain.rare;
        } else {
            passages.push(stretched(chain, text, source));
        }
    }
    passages.sort_by_key(|passage| (passage.letters.start, passage.source.start));
    one_each(joined(passages))
}

/// Chains of at least two seeds.
pub fn chains(hits: &mut [Hit]) -> Vec<Passage> {
    hits.sort_unstable();
    let mut open: Vec<Passage> = Vec::new();
    let mut closed: Vec<Passage> = Vec::new();
    let length = u32::try_from(SEED_LETTERS).unwrap_or_default();
    for hit in hits {
        open.retain(|chain| {
            let is_near = hit.at <= chain.letters.end + GAP;
            if !is_near {
                closed.push(chain.clone());
            }
            is_near
        });
        let ends = (hit.at + length, hit.source_at + length);
        let best = open
            .iter_mut()
            .filter_map(|chain| drift(chain, *hit).map(|drift| (drift, chain)))
            .min_by_key(|(drift, _)| *drift);
        if let Some((_, chain)) = best {
            chain.letters.end = ends.0;
            chain.source.end = ends.1;
            chain.seeds += 1;
            chain.rare += u32::from(hit.is_rare);
        } else {
            open.push(Passage {
                letters: hit.at..ends.0,
                source: hit.source_at..ends.1,
                seeds: 1,
                rare: u32::from(hit.is_rare),
                score: 0,
            });
        }
    }
    closed.extend(open);
    closed.retain(|chain| chain.seeds > 1);
    closed
}

/// By how many letters a hit is off the chain's course; `None` when it does not follow it.
fn drift(chain: &Passage, hit: Hit) -> Option<u32> {
    let length = u32::try_from(SEED_LETTERS).unwrap_or_default();
    let ahead = (hit.at + length).checked_sub(chain.letters.end).filter(|step| *step > 0)?;
    let source_ahead = (hit.source_at + length).checked_sub(chain.source.end).filter(|step| *step > 0)?;
    let drift = ahead.abs_diff(source_ahead);
    (source_ahead <= GAP + length && drift <= 3 + ahead.min(source_ahead) / 4).then_some(drift)
}

/// What of a chain agrees, from its first seed on to both sides: it may end before the chain does.
fn stretched(chain: Passage, text: &[u16], source: &[u16]) -> Passage {
    let (before, after) = split(text, chain.letters.start);
    let (source_before, source_after) = split(source, chain.source.start);
    let back = stretch((before.len(), source_before.len()), |i, j| {
        before.get(before.len() - 1 - i) == source_before.get(source_before.len() - 1 - j)
    });
    let ahead = stretch((after.len(), source_after.len()), |i, j| after.get(i) == source_after.get(j));
    Passage {
        letters: chain.letters.start - back.first..chain.letters.start + ahead.first,
        source: chain.source.start - back.second..chain.source.start + ahead.second,
        score: back.score + ahead.score,
        ..chain
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
        let last = joined.iter_mut().rev().take(4).find(|last| continues(last, &next));
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
    passages.sort_by_key(|passage| (Reverse(passage.score), passage.letters.start, passage.source.start));
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
    Some(Passage { seeds: part(left.seeds), rare: part(left.rare), score: part(left.score), ..left })
}
