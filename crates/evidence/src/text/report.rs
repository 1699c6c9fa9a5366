//! What was found of one text: sources with their passages, and four shares that are never one number.
//!
//! Must not word anything, and must not say who is to blame.

use std::ops::Range;

use super::chain::Passage;

/// From where on a passage, a source and a text count. The unit is a letter copied to the letter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// A passage shorter than this is a turn of phrase.
    pub shortest: u32,
    /// A passage with less evidence says nothing.
    pub worth: f64,
    /// A source with less evidence against it is not named.
    pub named: f64,
    /// Evidence against one source from which a person should look.
    pub flagged: f64,
    /// Evidence against all sources together from which a person should look, though each is little.
    pub patchwork: f64,
    /// More of a text than this is no outline, however many others have the same.
    pub outline: f64,
}

impl Default for Thresholds {
    /// Three lines of a printed page flag. The gap they lie in, and what moving them does, is in DESIGN.md.
    fn default() -> Thresholds {
        Thresholds {
            shortest: 24,
            worth: 18.0,
            named: 26.0,
            flagged: 52.0,
            patchwork: 156.0,
            outline: 0.5,
        }
    }
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

/// A source and what of it stands in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The source's number in the index.
    pub source: u32,
    /// Part of the text (quotable passages left out) found in it, 0 to 1.
    pub share: f64,
    /// The passages, in the order of the text.
    pub passages: Vec<Passage>,
}

/// Parts of a text, 0 to 1 each, of all its letters.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Shares {
    /// In quotable texts.
    pub quotable: f64,
    /// Set phrases and outlines: in so many documents that nobody copied them from one.
    pub set_phrases: f64,
    /// In earlier scripts of the same author.
    pub own_earlier: f64,
    /// In somebody else's earlier scripts.
    pub others: f64,
}

/// What was found of one text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Whether a person should look.
    pub is_flagged: bool,
    /// Part of the text (quotable passages left out) found in earlier documents, 0 to 1.
    pub share: f64,
    /// All of the text told apart.
    pub shares: Shares,
    /// The sources, the one that accounts for most first.
    pub matches: Vec<Match>,
}

/// A source with its passages, none of them another source's.
pub struct Found {
    /// The source's number in the index.
    pub source: u32,
    /// How it stands to the text.
    pub relation: Relation,
    /// In the order of the text.
    pub passages: Vec<Passage>,
}

impl Found {
    /// Letters that agree, over all passages.
    pub fn score(&self) -> u32 {
        self.passages.iter().map(|passage| passage.score).sum()
    }
}

/// How much a passage says, in letters copied to the letter: less where its letters agree here and there only, and
/// where its seeds are everybody's.
pub fn evidence(passage: &Passage) -> f64 {
    let rarity = f64::from(passage.rare) / f64::from((passage.rare + passage.common).max(1));
    agreement(passage) * rarity
}

fn agreement(passage: &Passage) -> f64 {
    let score = f64::from(passage.score);
    score * (score / f64::from(passage.length().max(1))).min(1.0).sqrt()
}

/// Whether a passage is a set phrase or part of an outline: most of what it shares, many have.
pub fn is_set_phrase(passage: &Passage) -> bool {
    passage.rare * 2 < passage.common
}

/// Weighs what was found of a text of so many letters, of which the quoted ones are nobody's.
pub fn weigh(letters: usize, quoted: &[Range<u32>], found: Vec<Found>, limits: &Thresholds) -> Report {
    let all = f64::from(u32::try_from(letters).unwrap_or(u32::MAX)).max(1.0);
    let quotable = f64::from(quoted.iter().map(|range| range.end - range.start).sum::<u32>());
    let own = (all - quotable).max(1.0);
    let set_phrases = found
        .iter()
        .map(|found| length(found.passages.iter().filter(|p| is_set_phrase(p))))
        // An empty sum of floats is −0.
        .fold(0.0, |sum, length| sum + length);
    // A circulated script is in many documents too, but nobody's outline is half a script.
    let is_outline = set_phrases <= limits.outline * own;
    let mut report = Report::default();
    report.shares.quotable = quotable / all;
    if is_outline {
        report.shares.set_phrases = set_phrases / all;
    }
    let mut together = 0.0;
    for mut found in found {
        found
            .passages
            .retain(|passage| !(is_outline && is_set_phrase(passage)));
        let weight = if is_outline { evidence } else { agreement };
        let evidence = found.passages.iter().map(weight).sum::<f64>();
        if evidence < limits.named {
            continue;
        }
        together += evidence;
        report.is_flagged |= evidence >= limits.flagged;
        report.take(found, all, own);
    }
    report.is_flagged |= together >= limits.patchwork;
    report
        .matches
        .sort_by(|a, b| b.share.total_cmp(&a.share).then(a.source.cmp(&b.source)));
    report
}

impl Report {
    fn take(&mut self, found: Found, all: f64, own: f64) {
        let letters = length(found.passages.iter());
        self.share += letters / own;
        match found.relation {
            Relation::Own => self.shares.own_earlier += letters / all,
            Relation::Other | Relation::NotEarlier => self.shares.others += letters / all,
        }
        self.matches.push(Match {
            source: found.source,
            share: letters / own,
            passages: found.passages,
        });
    }
}

fn length<'a>(passages: impl Iterator<Item = &'a Passage>) -> f64 {
    f64::from(passages.map(Passage::length).sum::<u32>())
}
