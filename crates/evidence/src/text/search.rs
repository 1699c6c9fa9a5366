//! One text asked of all documents: which passages of it stand where.
//!
//! Must not keep texts: they are read again from the [`Corpus`] where seeds meet. Must not weigh what it finds.

use std::cmp::Reverse;
use std::ops::Range;

use super::chain::{self, Hit, Passage, passages_between};
use super::fingerprint::{GUARANTEE, SEED_LETTERS, Seed, fingerprint};
use super::index::Index;
use super::normalise::Normalised;
use super::report::{self, Found, Relation, Report, Thresholds, evidence, is_set_phrase};

/// Letters between the first and the last seed of chains, from which a document is read again.
const PROMISING: u32 = 10;
/// Of a common seed the earliest places alone are looked at: enough to show what a set phrase is.
const EARLIEST: usize = 2;
/// Places of one seed in one text, at most, when two texts are compared.
const REPEATED: usize = 16;

/// Where the texts of the documents are.
pub trait Corpus {
    /// Reads a document; an unknown number reads as nothing.
    fn read(&self, document: u32, into: &mut Normalised);
}

/// Documents on hand, and texts that anybody may quote.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a, C> {
    /// Seeds of the documents.
    pub index: &'a Index,
    /// Their texts.
    pub corpus: &'a C,
    /// Seeds of the quotable texts.
    pub quotable_index: &'a Index,
    /// Their texts.
    pub quotable: &'a C,
    /// From where on something counts.
    pub limits: Thresholds,
}

/// Memory that questions share.
#[derive(Debug, Default)]
pub struct Scratch {
    seeds: Vec<Seed>,
    places: Vec<u32>,
    hits: Vec<u64>,
    /// Where the text asked about has seeds that stand in too many documents.
    common: Vec<u32>,
    source: Normalised,
}

impl<C: Corpus> Search<'_, C> {
    /// What is found of a text in the documents that `relation` calls earlier. The same for the same documents,
    /// whatever the order of questions and however many are asked at once.
    pub fn report(
        &self,
        text: &Normalised,
        relation: impl Fn(u32) -> Relation,
        scratch: &mut Scratch,
    ) -> Report {
        fingerprint(text.letters(), &mut scratch.seeds);
        let quoted = self.quoted(text, scratch);
        let found = self.found(text, &quoted, &relation, scratch);
        report::weigh(
            text.len(),
            &quoted,
            one_source_each(found, &self.limits),
            &self.limits,
        )
    }

    /// Letters that stand in quotable texts.
    fn quoted(&self, text: &Normalised, scratch: &mut Scratch) -> Vec<Range<u32>> {
        let mut quoted = Vec::new();
        for (document, mut hits) in gather(self.quotable_index, &[], usize::MAX, scratch) {
            self.quotable.read(document, &mut scratch.source);
            let passages = passages_between(text.letters(), scratch.source.letters(), &mut hits);
            let quoted_here = passages.into_iter().map(|passage| passage.letters);
            quoted.extend(quoted_here.filter(|letters| letters.len() >= GUARANTEE));
        }
        union(quoted)
    }

    fn found(
        &self,
        text: &Normalised,
        quoted: &[Range<u32>],
        relation: &impl Fn(u32) -> Relation,
        scratch: &mut Scratch,
    ) -> Vec<Found> {
        let mut found = Vec::new();
        for (source, mut hits) in gather(self.index, quoted, common_from(self.index.documents()), scratch) {
            let relation = relation(source);
            if relation == Relation::NotEarlier || !chain::is_promising(&mut hits, PROMISING) {
                continue;
            }
            self.corpus.read(source, &mut scratch.source);
            let passages = passages_between(text.letters(), scratch.source.letters(), &mut hits);
            let sides = (text.letters(), scratch.source.letters());
            let passages = passages
                .into_iter()
                .flat_map(|passage| outside(passage, quoted, (sides, &hits)));
            let counted = passages.map(|passage| Passage {
                common: within(&scratch.common, &passage.letters),
                ..passage
            });
            let passages: Vec<Passage> = counted
                .filter(|passage| says_something(passage, &self.limits))
                .collect();
            if !passages.is_empty() {
                found.push(Found {
                    source,
                    relation,
                    passages,
                });
            }
        }
        found
    }
}

/// The passages of a text that stand in one other.
#[must_use]
pub fn compare(text: &Normalised, source: &Normalised, limits: &Thresholds) -> Vec<Passage> {
    let (mut seeds, mut others) = (Vec::new(), Vec::new());
    fingerprint(text.letters(), &mut seeds);
    fingerprint(source.letters(), &mut others);
    others.sort_unstable();
    let mut hits = Vec::new();
    for seed in seeds {
        let from = others.partition_point(|other| other.hash < seed.hash);
        let same = others
            .iter()
            .skip(from)
            .take_while(|other| other.hash == seed.hash);
        let hit = |other: &Seed| Hit {
            at: seed.at,
            source_at: other.at,
            is_rare: true,
        };
        hits.extend(same.take(REPEATED).map(hit));
    }
    let mut passages = passages_between(text.letters(), source.letters(), &mut hits);
    passages.retain(|passage| says_something(passage, limits));
    passages
}

fn says_something(passage: &Passage, limits: &Thresholds) -> bool {
    passage.length() >= limits.shortest && (evidence(passage) >= limits.worth || is_set_phrase(passage))
}

/// A seed in more places than this is a set phrase or part of an outline. One text copied by a dozen stays below; an
/// outline that is handed out grows with the programme, though not as fast as the heap of scripts does.
fn common_from(documents: usize) -> usize {
    12 + documents.isqrt() / 6
}

/// Hits by document, in the order of documents; letters of a quoted passage are not asked about.
fn gather(index: &Index, quoted: &[Range<u32>], most: usize, scratch: &mut Scratch) -> Vec<(u32, Vec<Hit>)> {
    scratch.hits.clear();
    scratch.common.clear();
    let length = u32::try_from(SEED_LETTERS).unwrap_or_default();
    index.glance(&scratch.seeds);
    for seed in &scratch.seeds {
        if quoted
            .iter()
            .any(|range| range.start < seed.at + length && seed.at < range.end)
        {
            continue;
        }
        let is_rare = index.find(seed.hash, (EARLIEST, most), &mut scratch.places);
        if !is_rare {
            scratch.common.push(seed.at);
        }
        let pack = |place: &u32| (u64::from(*place) << 32) | (u64::from(seed.at) << 1) | u64::from(is_rare);
        scratch.hits.extend(scratch.places.iter().map(pack));
    }
    scratch.hits.sort_unstable();
    let mut groups: Vec<(u32, Vec<Hit>)> = Vec::new();
    let mut span = 0..0;
    for neighbours in scratch
        .hits
        .chunk_by(|one, next| (next >> 32) - (one >> 32) <= u64::from(chain::GAP))
    {
        // A seed alone makes no chain: most are, so they are passed over before anything is looked up.
        if neighbours.len() > 1 {
            sort_out(index, neighbours, &mut span, &mut groups);
        }
    }
    groups
}

/// Puts hits that stand close together to their documents.
fn sort_out(index: &Index, packed: &[u64], span: &mut Range<u32>, groups: &mut Vec<(u32, Vec<Hit>)>) {
    for hit in packed {
        let place = u32::try_from(hit >> 32).unwrap_or_default();
        let low = u32::try_from(hit & u64::from(u32::MAX)).unwrap_or_default();
        if !span.contains(&place) {
            let document = index.document_at(place);
            *span = index.span(document);
            groups.push((document, Vec::new()));
        }
        let hit = Hit {
            at: low >> 1,
            source_at: place - span.start,
            is_rare: low & 1 == 1,
        };
        if let Some((_, hits)) = groups.last_mut() {
            hits.push(hit);
        }
    }
}

fn within(sorted: &[u32], range: &Range<u32>) -> u32 {
    let until = |end: u32| sorted.partition_point(|at| *at < end);
    u32::try_from(until(range.end).saturating_sub(until(range.start))).unwrap_or_default()
}

/// What of a passage lies outside the quoted ranges, each piece found anew by its own seeds: a copy with a quotation in
/// its middle is copied before it and after it.
fn outside(
    passage: Passage,
    quoted: &[Range<u32>],
    ((text, source), hits): ((&[u16], &[u16]), &[Hit]),
) -> Vec<Passage> {
    let is_beside =
        |range: &Range<u32>| range.end <= passage.letters.start || passage.letters.end <= range.start;
    if quoted.iter().all(is_beside) {
        return vec![passage];
    }
    let mut found = Vec::new();
    for piece in left_over(&passage.letters, quoted) {
        let is_there = |hit: &&Hit| piece.contains(&hit.at) && passage.source.contains(&hit.source_at);
        let inside = hits.iter().filter(is_there).map(|hit| Hit {
            at: hit.at - piece.start,
            ..*hit
        });
        let mut inside: Vec<Hit> = inside.collect();
        let letters = part(text, &piece);
        let pieces = passages_between(letters, source, &mut inside).into_iter();
        found.extend(pieces.map(|found| Passage {
            letters: found.letters.start + piece.start..found.letters.end + piece.start,
            ..found
        }));
    }
    found
}

/// A range without those that are taken out of it; these are in order and apart.
fn left_over(whole: &Range<u32>, taken: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut left = Vec::new();
    let mut from = whole.start;
    for range in taken {
        if from < range.start.min(whole.end) {
            left.push(from..range.start.min(whole.end));
        }
        from = from.max(range.end);
    }
    if from < whole.end {
        left.push(from..whole.end);
    }
    left
}

fn part<'a>(letters: &'a [u16], range: &Range<u32>) -> &'a [u16] {
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    letters
        .get(place(range.start)..place(range.end))
        .unwrap_or_default()
}

/// Each letter goes to one source: to that which accounts for most, and of equals to the earliest.
fn one_source_each(mut found: Vec<Found>, limits: &Thresholds) -> Vec<Found> {
    found.sort_by_key(|found| (Reverse(found.score()), found.source));
    let mut taken: Vec<Passage> = Vec::new();
    for found in &mut found {
        let passages = std::mem::take(&mut found.passages).into_iter();
        let left = passages.filter_map(|passage| chain::beside(passage, &taken));
        found.passages = left
            .filter(|passage| passage.length() >= limits.shortest)
            .collect();
        taken.extend(found.passages.iter().cloned());
    }
    found.retain(|found| !found.passages.is_empty());
    found
}

fn union(mut ranges: Vec<Range<u32>>) -> Vec<Range<u32>> {
    ranges.sort_by_key(|range| range.start);
    let mut union: Vec<Range<u32>> = Vec::new();
    for range in ranges {
        match union.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => union.push(range),
        }
    }
    union
}
