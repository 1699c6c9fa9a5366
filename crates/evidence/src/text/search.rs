//! One text asked of all documents: which passages of it stand where.
//!
//! Must not keep texts: they are read again from the [`Corpus`] where seeds meet.

use std::cmp::Reverse;
use std::ops::Range;

use super::chain::{self, Hit, Passage, passages_between};
use super::fingerprint::{SEED_LETTERS, Seed, fingerprint};
use super::index::Index;
use super::normalise::Normalised;
use super::report::{Match, Report, Shares};

/// A passage shorter than this, in letters, is a turn of phrase.
const SHORTEST: u32 = 24;
/// Letters between the first and the last seed of chains, from which a document is read again.
const PROMISING: u32 = 10;
/// Evidence, in letters copied to the letter, below which a passage says nothing.
const WORTH: f64 = 18.0;
/// Evidence, in letters copied to the letter, from which a source is named.
const NAMED: f64 = 26.0;
/// Evidence against one source from which a person should look: three lines of a printed page.
const FLAGGED: f64 = 52.0;
/// Evidence against all sources together from which a person should look, each for itself being little.
const PATCHWORK: f64 = 3.0 * FLAGGED;
/// Of a common seed the earliest places alone are looked at.
const EARLIEST: usize = 2;

/// Where the texts of the documents are.
pub trait Corpus {
    /// Reads a document; an unknown number reads as nothing.
    fn read(&self, document: u32, into: &mut Normalised);
}

/// How a document stands to the text that is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Not earlier: no source.
    NotEarlier,
    /// Earlier, by the same author.
    Own,
    /// Earlier, by somebody else.
    Other,
}

/// Documents on hand, and texts that anybody may quote.
pub struct Search<'a, C> {
    /// Seeds of the documents.
    pub index: &'a Index,
    /// Their texts.
    pub corpus: &'a C,
    /// Seeds of the quotable texts.
    pub quotable_index: &'a Index,
    /// Their texts.
    pub quotable: &'a C,
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
    /// What is found of a text. The same for the same documents, whatever the order of questions.
    pub fn report(
        &self,
        text: &Normalised,
        relation: impl Fn(u32) -> Relation,
        scratch: &mut Scratch,
    ) -> Report {
        fingerprint(text.letters(), &mut scratch.seeds);
        let quoted = self.quoted(text, scratch);
        let found = self.found(text, &quoted, &relation, scratch);
        let chosen = choose(found);
        report(text, &quoted, chosen, &relation)
    }

    /// Letters that stand in quotable texts.
    fn quoted(&self, text: &Normalised, scratch: &mut Scratch) -> Vec<Range<u32>> {
        let groups = gather(self.quotable_index, &[], usize::MAX, scratch);
        let mut quoted = Vec::new();
        for (document, mut hits) in groups {
            self.quotable.read(document, &mut scratch.source);
            let passages = passages_between(text.letters(), scratch.source.letters(), &mut hits);
            quoted.extend(passages.into_iter().filter(|p| p.length() >= 13).map(|p| p.letters));
        }
        union(quoted)
    }

    fn found(
        &self,
        text: &Normalised,
        quoted: &[Range<u32>],
        relation: &impl Fn(u32) -> Relation,
        scratch: &mut Scratch,
    ) -> Vec<(u32, Vec<Passage>)> {
        let cut = common_from(self.index.documents());
        let groups = gather(self.index, quoted, cut, scratch);
        let mut found = Vec::new();
        for (document, mut hits) in groups {
            if relation(document) == Relation::NotEarlier {
                continue;
            }
            if !chain::is_promising(&mut hits, PROMISING) {
                continue;
            }
            self.corpus.read(document, &mut scratch.source);
            let mut passages = passages_between(text.letters(), scratch.source.letters(), &mut hits);
            passages = passages.into_iter().filter_map(|p| outside(p, quoted)).collect();
            passages.retain(|p| p.length() >= SHORTEST);
            for passage in &mut passages {
                passage.common = within(&scratch.common, &passage.letters);
            }
            passages.retain(|p| evidence(p) >= WORTH || p.rare * 2 < p.common);
            if !passages.is_empty() {
                found.push((document, passages));
            }
        }
        found
    }
}

/// A seed in more places than this is a set phrase or part of an outline. One text copied by a handful stays
/// below; an outline that a programme hands out grows with the programme.
fn common_from(documents: usize) -> usize {
    12 + documents.isqrt() / 6
}

/// Hits by document; letters of a quoted passage are not asked about.
fn gather(index: &Index, quoted: &[Range<u32>], cut: usize, scratch: &mut Scratch) -> Vec<(u32, Vec<Hit>)> {
    scratch.hits.clear();
    scratch.common.clear();
    let length = u32::try_from(SEED_LETTERS).unwrap_or_default();
    index.glance(&scratch.seeds);
    for seed in &scratch.seeds {
        if quoted.iter().any(|range| range.start < seed.at + length && seed.at < range.end) {
            continue;
        }
        let is_rare = index.find(seed.hash, (EARLIEST, cut), &mut scratch.places);
        if !is_rare {
            scratch.common.push(seed.at);
        }
        let packed = |place: &u32| (u64::from(*place) << 32) | (u64::from(seed.at) << 1) | u64::from(is_rare);
        scratch.hits.extend(scratch.places.iter().map(packed));
    }
    scratch.hits.sort_unstable();
    let mut groups: Vec<(u32, Vec<Hit>)> = Vec::new();
    let mut span = 0..0;
    for neighbours in scratch.hits.chunk_by(|one, next| (next >> 32) - (one >> 32) <= u64::from(chain::GAP)) {
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
            let document = index.document_at(place).0;
            *span = index.span(document);
            groups.push((document, Vec::new()));
        }
        let hit = Hit { at: low >> 1, source_at: place - span.start, is_rare: low & 1 == 1 };
        if let Some((_, hits)) = groups.last_mut() {
            hits.push(hit);
        }
    }
}

fn within(sorted: &[u32], range: &Range<u32>) -> u32 {
    let until = |end: u32| sorted.partition_point(|at| *at < end);
    u32::try_from(until(range.end) - until(range.start)).unwrap_or_default()
}

/// What of a passage lies outside the quoted ranges; `None` when less than half.
fn outside(passage: Passage, quoted: &[Range<u32>]) -> Option<Passage> {
    let taken: Vec<Passage> = quoted
        .iter()
        .map(|range| Passage { letters: range.clone(), source: 0..0, seeds: 0, rare: 0, common: 0, score: 0 })
        .collect();
    chain::beside(passage, &taken)
}

/// Each letter goes to one source: to that which accounts for most, and of equals to the earliest.
fn choose(mut found: Vec<(u32, Vec<Passage>)>) -> Vec<(u32, Vec<Passage>)> {
    let weight = |passages: &[Passage]| passages.iter().map(|p| p.score).sum::<u32>();
    found.sort_by_key(|(document, passages)| (Reverse(weight(passages)), *document));
    let mut chosen: Vec<(u32, Vec<Passage>)> = Vec::new();
    let mut taken: Vec<Passage> = Vec::new();
    for (document, passages) in found {
        let left: Vec<Passage> = passages
            .into_iter()
            .filter_map(|passage| chain::beside(passage, &taken))
            .filter(|passage| passage.length() >= SHORTEST)
            .collect();
        if !left.is_empty() {
            taken.extend(left.iter().cloned());
            chosen.push((document, left));
        }
    }
    chosen
}

fn report(
    text: &Normalised,
    quoted: &[Range<u32>],
    chosen: Vec<(u32, Vec<Passage>)>,
    relation: &impl Fn(u32) -> Relation,
) -> Report {
    let all = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX)).max(1.0);
    let quotable = f64::from(quoted.iter().map(|range| range.end - range.start).sum::<u32>());
    let own = (all - quotable).max(1.0);
    let mut report = Report { shares: Shares { quotable: quotable / all, ..Shares::default() }, ..Report::default() };
    let (mut copied, mut all_evidence) = (0.0, 0.0);
    for (source, passages) in chosen {
        let (set, rare): (Vec<Passage>, Vec<Passage>) = passages.into_iter().partition(|p| p.rare * 2 < p.common);
        report.shares.set_phrases += length(&set) / all;
        let evidence = rare.iter().map(evidence).sum::<f64>();
        if evidence < NAMED {
            continue;
        }
        let found = length(&rare);
        match relation(source) {
            Relation::Own => report.shares.own_earlier += found / all,
            _ => report.shares.others += found / all,
        }
        copied += found;
        all_evidence += evidence;
        report.is_flagged |= evidence >= FLAGGED;
        report.matches.push(Match { source, share: found / own, passages: rare });
    }
    report.is_flagged |= all_evidence >= PATCHWORK;
    report.matches.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.source.cmp(&b.source)));
    report.share = copied / own;
    report
}

/// How much a passage says, in letters copied to the letter: less where its letters agree here and there only, and
/// where its seeds are everybody's.
fn evidence(passage: &Passage) -> f64 {
    let score = f64::from(passage.score);
    let agreement = (score / f64::from(passage.length().max(1))).min(1.0);
    let rarity = f64::from(passage.rare) / f64::from((passage.rare + passage.common).max(1));
    score * agreement.sqrt() * rarity
}

fn length(passages: &[Passage]) -> f64 {
    f64::from(passages.iter().map(Passage::length).sum::<u32>())
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
