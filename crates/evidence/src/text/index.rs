//! Where each seed stands in all documents on hand. Documents are numbered as they come; a seed's place is one
//! number over all of them. The rows (hash, document, letter) are all there is to it: a database can hold them
//! and [`Index::add_seeds`] makes the same index of them.
//!
//! Must not keep texts, and must not decide what a shared seed means.

use super::fingerprint::{Seed, fingerprint};
use super::shard::Shard;

/// Shards, as a power of two: at a hundred thousand scripts a shard is four thousand seeds.
const SHARD_BITS: u32 = 13;

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
    starts: Vec<u32>,
    end: u32,
    seeds: Vec<Seed>,
}

impl Default for Index {
    fn default() -> Index {
        Index { shards: vec![Shard::default(); 1 << SHARD_BITS], starts: Vec::new(), end: 0, seeds: Vec::new() }
    }
}

impl Index {
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

    /// Takes the seeds of a document of so many letters in, as [`fingerprint`] made them or a database kept them.
    ///
    /// # Errors
    /// [`Full`] when there are no numbers left; nothing was taken in.
    pub fn add_seeds(&mut self, letters: usize, seeds: &[Seed]) -> Result<u32, Full> {
        let length = u32::try_from(letters).map_err(|_| Full)?;
        let document = u32::try_from(self.starts.len()).map_err(|_| Full)?;
        // One more, so that no two documents begin at one place and none touch.
        let end = self.end.checked_add(length).and_then(|end| end.checked_add(1)).ok_or(Full)?;
        for seed in seeds {
            let (shard, tag) = address(seed.hash);
            if let Some(shard) = self.shards.get_mut(shard) {
                shard.push(tag, self.end + seed.at);
            }
        }
        self.starts.push(self.end);
        self.end = end;
        Ok(document)
    }

    /// Merges everything, and gives back spare memory: worth it after many documents at once.
    pub fn settle(&mut self) {
        for shard in &mut self.shards {
            shard.settle();
        }
        self.starts.shrink_to_fit();
    }

    /// How many documents are in it.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.starts.len()
    }

    /// The places of a seed over all documents, in their order, put behind what `places` holds.
    pub fn find(&self, hash: u32, places: &mut Vec<u32>) {
        let (shard, tag) = address(hash);
        if let Some(shard) = self.shards.get(shard) {
            shard.find(tag, places);
        }
    }

    /// The document a place is in, and where that document's places begin.
    #[must_use]
    pub fn document_at(&self, place: u32) -> (u32, u32) {
        let number = self.starts.partition_point(|start| *start <= place).saturating_sub(1);
        let start = self.starts.get(number).copied().unwrap_or_default();
        (u32::try_from(number).unwrap_or_default(), start)
    }

    /// The places at which a document begins and the next one does.
    #[must_use]
    pub fn span(&self, document: u32) -> std::ops::Range<u32> {
        let number = usize::try_from(document).unwrap_or(usize::MAX);
        let start = self.starts.get(number).copied().unwrap_or(self.end);
        let end = self.starts.get(number.saturating_add(1)).copied().unwrap_or(self.end);
        start..end
    }

    /// Every row, shard by shard.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        (0_u32..).zip(&self.shards).flat_map(move |(number, shard)| {
            shard.rows().map(move |(tag, place)| {
                let (document, start) = self.document_at(place);
                Row { hash: hash_of(number, tag), document, at: place - start }
            })
        })
    }

    /// Bytes of memory held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.shards.iter().map(Shard::bytes).sum::<usize>() + self.starts.capacity() * 4
    }
}

/// Shard and tag of a hash: its first 13 bits, and the 16 after them.
fn address(hash: u32) -> (usize, u16) {
    let shard = usize::try_from(hash >> (32 - SHARD_BITS)).unwrap_or_default();
    let tag = u16::try_from((hash >> (16 - SHARD_BITS)) & 0xFFFF).unwrap_or_default();
    (shard, tag)
}

fn hash_of(shard: u32, tag: u16) -> u32 {
    (shard << (32 - SHARD_BITS)) | (u32::from(tag) << (16 - SHARD_BITS))
}
