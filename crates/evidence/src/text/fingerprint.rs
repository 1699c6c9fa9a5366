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
    let Some(count) = (letters.len() + 1).checked_sub(SEED_LETTERS).filter(|count| *count > 0) else {
        return;
    };
    let keys = keys(letters, count);
    let mut least = [u64::MAX; WINDOW + 1];
    let mut kept = u64::MAX;
    // Blocks of a window's length: a window is the end of one block and the beginning of the next
    // (van Herk 1992), three comparisons a k-gram whatever its length.
    let mut start = 0;
    while start == 0 || start + WINDOW <= count {
        let block = &keys[start..(start + WINDOW).min(count)];
        least[block.len()] = u64::MAX;
        for i in (0..block.len()).rev() {
            least[i] = block[i].min(least[i + 1]);
        }
        keep(least[0], &mut kept, seeds);
        let following = &keys[(start + block.len()).min(count)..(start + 2 * WINDOW - 1).min(count)];
        let mut ahead = u64::MAX;
        for (i, key) in following.iter().enumerate() {
            ahead = ahead.min(*key);
            keep(least[i + 1].min(ahead), &mut kept, seeds);
        }
        start += WINDOW;
    }
}

fn keep(key: u64, kept: &mut u64, seeds: &mut Vec<Seed>) {
    if key != *kept {
        *kept = key;
        // The least of several is small: spread it again, or the index would lean to one side.
        let hash = ((key >> 32) as u32).wrapping_mul(0x9E37_79B1);
        seeds.push(Seed { hash: hash ^ (hash >> 15), at: !(key as u32) });
    }
}

/// Hash above, place below, turned so that of equal hashes the rightmost is the least.
fn keys(letters: &[u16], count: usize) -> Vec<u64> {
    let mut keys = Vec::with_capacity(count);
    keys.extend(letters.windows(SEED_LETTERS).enumerate().map(|(at, gram)| {
        let hash = hash(gram);
        (hash & 0xFFFF_FFFF_0000_0000) | u64::from(!(at as u32))
    }));
    keys
}

fn hash(gram: &[u16]) -> u64 {
    let head = gram.iter().take(4).fold(0_u64, |all, letter| (all << 16) | u64::from(*letter));
    let tail = gram.iter().skip(4).fold(0_u64, |all, letter| (all << 16) | u64::from(*letter));
    let mixed = head.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ tail.wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}
