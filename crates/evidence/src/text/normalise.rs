//! A text as letters that can be compared, each with its place in the original.
//!
//! Left out: punctuation, spaces, invisible characters, broken bytes (U+FFFD), readings in brackets. Folded:
//! traditional characters, width, case. Offsets are code points of the text as given.
//!
//! Must not compare anything.

#![expect(
    clippy::indexing_slicing,
    reason = "one step a character at a gigabyte a second; every index is below a length set in the same function"
)]

use std::ops::Range;

use super::letters::{self, OPENING};
use super::pinyin;

/// Letters of a text and where each stands. One value can read text after text without asking for memory.
#[derive(Debug, Default, Clone)]
pub struct Normalised {
    letters: Vec<u16>,
    places: Vec<u32>,
    count: usize,
    length: u32,
}

impl Normalised {
    /// The text, normalised.
    #[must_use]
    pub fn new(text: &str) -> Normalised {
        let mut normalised = Normalised::default();
        normalised.read(text);
        normalised
    }

    /// Reads another text in place of the one it held.
    pub fn read(&mut self, text: &str) {
        // Never more letters than bytes; what was there before is written over.
        if self.letters.len() < text.len() {
            self.letters.resize(text.len(), 0);
            self.places.resize(text.len(), 0);
        }
        let (letters, places) = (&mut self.letters[..], &mut self.places[..]);
        let table = letters::table();
        let (mut count, mut at) = (0_usize, 0_u32);
        let mut rest = text.chars();
        while let Some(character) = rest.next() {
            let letter = usize::try_from(u32::from(character))
                .ok()
                .and_then(|code| table.get(code))
                .copied()
                .unwrap_or_else(|| letters::beyond(character));
            if letter == OPENING {
                if let Some(reading) = reading(rest.as_str(), &letters[..count]) {
                    rest = rest.as_str()[reading.bytes..].chars();
                    at += reading.characters;
                }
                at += 1;
                continue;
            }
            letters[count] = letter;
            places[count] = at;
            count += usize::from(letter != letters::NOTHING);
            at += 1;
        }
        self.count = count;
        self.length = at;
    }

    /// The letters.
    #[must_use]
    pub fn letters(&self) -> &[u16] {
        self.letters.get(..self.count).unwrap_or_default()
    }

    /// How many letters there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// True when nothing was left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Code points of the original.
    #[must_use]
    pub fn original_length(&self) -> u32 {
        self.length
    }

    /// The place of a letter in the original; the end of the text for a letter beyond the last.
    #[must_use]
    pub fn place(&self, letter: usize) -> u32 {
        self.places
            .get(..self.count)
            .and_then(|places| places.get(letter))
            .copied()
            .unwrap_or(self.length)
    }

    /// What a range of letters covers in the original: from its first letter up to the letter after its last, with
    /// the punctuation and readings between; so ranges that touch in letters touch in the original.
    #[must_use]
    pub fn original(&self, letters: Range<usize>) -> Range<u32> {
        self.place(letters.start)..self.place(letters.end)
    }
}

/// A reading annotates the Chinese characters right before it: never more syllables than those.
fn reading(after: &str, before: &[u16]) -> Option<pinyin::Reading> {
    let annotated = before
        .iter()
        .rev()
        .take(8)
        .take_while(|letter| letters::is_han(**letter))
        .count();
    if annotated == 0 {
        return None;
    }
    pinyin::reading(after, letters::table(), annotated)
}
