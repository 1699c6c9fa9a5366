//! Texts compared: normalised, fingerprinted, looked up, chained into passages, reported in four shares.
//!
//! The way of a script: [`Normalised`] letters with their places in the original → seeds ([`fingerprint`]) →
//! an [`Index`] that says where each seed stands → chains of seeds that tolerate drift → passages stretched to
//! their true ends → a [`Report`].
//!
//! Must not read files or know who wrote what: authors and dates are the caller's, as numbers.

mod chain;
mod fingerprint;
mod index;
mod letters;
mod normalise;
mod pinyin;
mod report;
mod search;
mod shard;
mod stretch;

pub use chain::{Hit, Passage, passages_between};
pub use fingerprint::{GUARANTEE, SEED_LETTERS, Seed, fingerprint};
pub use index::{Full, Index, Row};
pub use normalise::Normalised;
pub use report::{Match, Relation, Report, Shares, Thresholds};
pub use search::{Corpus, Scratch, Search, compare};
