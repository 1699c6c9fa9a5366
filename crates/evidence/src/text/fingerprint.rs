//! Seeds of a text: winnowing (Schleimer, Wilkerson, Aiken, SIGMOD 2003). Of every window of [`WINDOW`]
//! neighbouring k-grams the one with the least hash is a seed, the rightmost of equals; so two texts that share
//! [`GUARANTEE`] letters share a seed in them, and about two of eleven k-grams are kept.
//!
//! Must not know where a text comes from.

#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "the hot loop of every index; lengths are set in the same function, and hashes are cut on purpose"
)]

/// Letters of a k-gram.
pub const SEED_LETTERS: usize = 5;
/// K-grams of a window.
pub const WINDOW: usize = GUARANTEE - SEED_LETTERS + 1;
/// Letters shared from which a shared seed is certain.
pub const GUARANTEE: usize = 13;

/// A k-gram that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seed {
    /// Its hash, evenly spread.
    pub hash: u32,
    /// The letter it begins at.
    pub at: u32,
}

/// The seeds of a text in their order. A text shorter than a window has its least one; shorter than a k-gram, none.
pub fn fingerprint(letters: &[u16], seeds: &mut Vec<Seed>) {
    seeds.clear();
    let Some((head, rest)) = letters.split_at_checked(SEED_LETTERS - 1) else {
        return;
    };
    if rest.is_empty() {
        return;
    }
    seeds.resize(rest.len(), Seed { hash: 0, at: 0 });
    let mut kept = Kept {
        seeds,
        count: 0,
        last: u64::MAX,
    };
    let mut grams = Grams {
        head: head
            .iter()
            .fold(0, |all, letter| (all << 16) | u64::from(*letter)),
        at: 0,
    };
    // Blocks of a window's length: a window is the end of one block and the beginning of the next
    // (van Herk 1992), three comparisons a k-gram whatever its length.
    let mut block = [u64::MAX; WINDOW];
    let mut least = [u64::MAX; WINDOW + 1];
    let mut blocks = rest.chunks(WINDOW);
    if let Some(first) = blocks.next() {
        grams.keys(first, &mut block);
        ends(&block, &mut least);
        kept.take(least[0]);
    }
    for letters in blocks {
        let keys = &mut block[..letters.len()];
        grams.keys(letters, keys);
        let mut ahead = u64::MAX;
        for (key, end) in keys.iter().zip(&least[1..]) {
            ahead = ahead.min(*key);
            kept.take(ahead.min(*end));
        }
        ends(&block, &mut least);
    }
    let count = kept.count;
    seeds.truncate(count);
    for seed in seeds {
        // The least of several is small: spread it again, or the index would lean to one side.
        let hash = seed.hash.wrapping_mul(0x9E37_79B1);
        *seed = Seed {
            hash: hash ^ (hash >> 15),
            at: !seed.at,
        };
    }
}

/// The least key of each end of a block.
fn ends(block: &[u64; WINDOW], least: &mut [u64; WINDOW + 1]) {
    for i in (0..WINDOW).rev() {
        least[i] = block[i].min(least[i + 1]);
    }
}

/// Seeds kept, of which `count` count: written always, counted when new, so that nothing has to be guessed.
struct Kept<'a> {
    seeds: &'a mut [Seed],
    count: usize,
    last: u64,
}

impl Kept<'_> {
    fn take(&mut self, key: u64) {
        self.seeds[self.count] = Seed {
            hash: (key >> 32) as u32,
            at: key as u32,
        };
        self.count += usize::from(key != self.last);
        self.last = key;
    }
}

/// The k-grams of a text, one letter after the other.
struct Grams {
    /// The letters before, sixteen bits each.
    head: u64,
    at: u32,
}

impl Grams {
    /// Hash above, place below, turned so that of equal hashes the rightmost is the least.
    fn keys(&mut self, letters: &[u16], keys: &mut [u64]) {
        for (letter, key) in letters.iter().zip(keys) {
            let mixed = self.head.wrapping_mul(0x9E37_79B9_7F4A_7C15)
                ^ u64::from(*letter).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
            let hash = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            *key = (hash & 0xFFFF_FFFF_0000_0000) | u64::from(!self.at);
            self.head = (self.head << 16) | u64::from(*letter);
            self.at += 1;
        }
    }
}

const _: () = assert!(SEED_LETTERS == 5, "four letters fill the head of a k-gram");
