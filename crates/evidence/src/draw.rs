//! A draw nobody can steer and anybody can repeat (双随机、一公开; 6.8): read me first.
//!
//! First the [`Frame`] is frozen and its hash published. Then each party publishes the hash of a secret ([`Share::commit`]),
//! later the secret itself, and at last a public value that nobody could know before (a lottery result, dice thrown in the
//! meeting) is added: that makes the [`Seed`]. Each record's ticket is the hash of the seed with its id; the smallest
//! tickets are drawn, the next ones replace them in a fixed order, and inspectors follow from the same seed. Nothing here
//! is random: the same inputs give the same draw for ever, in any language (`docs/draw.py`).
//!
//! Must not know what a record is, choose a seed, or judge a result.

mod frame;
mod inspectors;
mod order;
mod seed;

pub use frame::{Frame, FrameRefusal, Line, Since};
pub use inspectors::{Assigned, Inspector, assign, swap};
pub use order::{Drawn, HEAVIEST, Listed, OrderRefusal, Weights, draw, order};
pub use seed::{Seed, SeedRefusal, Share, SharesUsed, seed};

use sha2::{Digest, Sha256};

/// SHA-256 of a text, as 64 lower-case hexadecimal digits.
#[must_use]
pub fn hash_of(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// Whether a text is a SHA-256 as [`hash_of`] writes it.
#[must_use]
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && is_hexadecimal(text)
}

/// Whether a text is made of lower-case hexadecimal digits alone.
fn is_hexadecimal(text: &str) -> bool {
    text.bytes()
        .all(|letter| matches!(letter, b'0'..=b'9' | b'a'..=b'f'))
}
