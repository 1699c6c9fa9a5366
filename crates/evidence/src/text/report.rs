//! What was found of one text: sources with their passages, and four shares that are never one number.
//!
//! Must not word anything, and must not say who is to blame.

use super::chain::Passage;

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
    /// The same told apart.
    pub shares: Shares,
    /// The sources, the one that accounts for most first.
    pub matches: Vec<Match>,
}
