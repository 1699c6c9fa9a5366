//! Where each seed stands in all documents on hand. Documents are numbered as they come; a seed's place is one
//! number over all of them. The rows (hash, document, letter) are all there is to it: a database can hold them
//! and [`Index::add_seeds`] makes the same index of them.
//!
//! Must not keep texts, and must not decide what a shared seed means.

use super::fingerprint::{Seed, fingerprint};
use super::shard::Shard;

/// Shards, as a power of two: at a hundred thousand scripts a shard is four thousand seeds.
const SHARD_BITS: u32 = 13;
/// Shards of an index of few texts.
const SMALL_SHARD_BITS: u32 = 6;
/// Seeds that are put in before they are merged, when many documents come at once.
const BATCH: usize = 1 << 21;

/// The index has no number left: four thousand million letters are in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

/// A row of the index: all that must be kept of a seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The part of the hash that is looked up.
    pub hash: u32,
    /// The document.
    pub document: u32,
    /// The letter the seed begins at.
    pub at: u32,
}

/// Seeds of many documents.
#[derive(Debug, Clone)]
pub struct Index {
    shards: Vec<Shard>,
    shard_bits: u32,
    starts: Vec<u32>,
    end: u32,
    seeds: Vec<Seed>,
    unsettled: usize,
}

impl Default for Index {
    fn default() -> Index {
        Index::with_shards(SHARD_BITS)
    }
}

impl Index {
    /// An index of a few hundred texts.
    #[must_use]
    pub fn small() -> Index {
        Index::with_shards(SMALL_SHARD_BITS)
    }

    fn with_shards(shard_bits: u32) -> Index {
        let shards = vec![Shard::default(); 1 << shard_bits];
        Index {
            shards,
            shard_bits,
            starts: Vec::new(),
            end: 0,
            seeds: Vec::new(),
            unsettled: 0,
        }
    }

    /// Takes a document in and says its number. No work but its own, whatever is on hand.
    ///
    /// # Errors
    /// [`Full`] when there are no numbers left; nothing was taken in.
    pub fn add(&mut self, letters: &[u16]) -> Result<u32, Full> {
        let mut seeds = std::mem::take(&mut self.seeds);
        fingerprint(letters, &mut seeds);
        let added = self.add_seeds(letters.len(), &seeds);
        self.seeds = seeds;
        added
    }

    /// Takes one of many documents in: [`Index::settle`] must follow before anything is asked.
    ///
    /// # Errors
    /// [`Full`] when there are no numbers left; nothing was taken in.
    pub fn load(&mut self, letters: &[u16]) -> Result<u32, Full> {
        let mut seeds = std::mem::take(&mut self.seeds);
        fingerprint(letters, &mut seeds);
        let number = self.number(letters.len())?;
        for seed in &seeds {
            let (shard, tag) = self.address(seed.hash);
            if let Some(shard) = self.shards.get_mut(shard) {
                shard.put(tag, number.start + seed.at);
            }
        }
        self.unsettled += seeds.len();
        self.seeds = seeds;
        if self.unsettled > BATCH {
            self.settle();
        }
        Ok(number.document)
    }

    /// Takes the seeds of a document of so many letters in, as [`fingerprint`] made them or a database kept them.
    ///
    /// # Errors
    /// [`Full`] when there are no numbers left; nothing was taken in.
    pub fn add_seeds(&mut self, letters: usize, seeds: &[Seed]) -> Result<u32, Full> {
        let number = self.number(letters)?;
        for seed in seeds {
            let (shard, tag) = self.address(seed.hash);
            if let Some(shard) = self.shards.get_mut(shard) {
                shard.push(tag, number.start + seed.at);
            }
        }
        Ok(number.document)
    }

    /// The next document's number and its first place.
    fn number(&mut self, letters: usize) -> Result<Number, Full> {
        let length = u32::try_from(letters).map_err(|_| Full)?;
        let document = u32::try_from(self.starts.len()).map_err(|_| Full)?;
        let start = self.end;
        // One more, so that no two documents begin at one place and none touch.
        self.end = start
            .checked_add(length)
            .and_then(|end| end.checked_add(1))
            .ok_or(Full)?;
        self.starts.push(start);
        Ok(Number { document, start })
    }

    /// Merges everything, and gives back spare memory: worth it after many documents at once.
    pub fn settle(&mut self) {
        for shard in &mut self.shards {
            shard.settle();
        }
        self.unsettled = 0;
        self.starts.shrink_to_fit();
    }

    /// How many documents are in it.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.starts.len()
    }

    /// The places of a seed over all documents in their order, put into `places`: the first `few` of them when there
    /// are more than `most`. True when there were not.
    pub fn find(&self, hash: u32, (few, most): (usize, usize), places: &mut Vec<u32>) -> bool {
        let (shard, tag) = self.address(hash);
        self.shards
            .get(shard)
            .is_none_or(|shard| shard.find(tag, (few, most), places))
    }

    /// Reads what [`Index::find`] will need of these seeds, all at once.
    pub fn glance(&self, seeds: &[Seed]) {
        let glance = |seed: &Seed| {
            let (shard, tag) = self.address(seed.hash);
            self.shards.get(shard).map_or(0, |shard| shard.glance(tag))
        };
        std::hint::black_box(seeds.iter().map(glance).fold(0, |all, one| all ^ one));
    }

    /// The document a place is in.
    #[must_use]
    pub fn document_at(&self, place: u32) -> u32 {
        let number = self
            .starts
            .partition_point(|start| *start <= place)
            .saturating_sub(1);
        u32::try_from(number).unwrap_or_default()
    }

    /// The places at which a document begins and the next one does.
    #[must_use]
    pub fn span(&self, document: u32) -> std::ops::Range<u32> {
        let number = usize::try_from(document).unwrap_or(usize::MAX);
        let start = self.starts.get(number).copied().unwrap_or(self.end);
        let end = self
            .starts
            .get(number.saturating_add(1))
            .copied()
            .unwrap_or(self.end);
        start..end
    }

    /// Every row, shard by shard.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        (0_u32..).zip(&self.shards).flat_map(move |(number, shard)| {
            shard.rows().map(move |(tag, place)| {
                let document = self.document_at(place);
                Row {
                    hash: self.hash(number, tag),
                    document,
                    at: place - self.span(document).start,
                }
            })
        })
    }

    /// Bytes of memory held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.shards.iter().map(Shard::bytes).sum::<usize>() + self.starts.capacity() * 4
    }

    /// Shard and tag of a hash: its first bits, and the sixteen after them.
    fn address(&self, hash: u32) -> (usize, u16) {
        let shard = usize::try_from(hash >> (32 - self.shard_bits)).unwrap_or_default();
        let tag = u16::try_from((hash >> (16 - self.shard_bits)) & 0xFFFF).unwrap_or_default();
        (shard, tag)
    }

    fn hash(&self, shard: u32, tag: u16) -> u32 {
        (shard << (32 - self.shard_bits)) | (u32::from(tag) << (16 - self.shard_bits))
    }
}

struct Number {
    document: u32,
    start: u32,
}
