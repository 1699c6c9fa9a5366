//! Whether the words in a bracket are a reading: `（ｊｉａｎɡ）`, `(jiǎng)`, `[dang ke]`, `(shi4)`.
//! The syllables are those of the scheme for the Chinese phonetic alphabet (GB/T 16159).
//!
//! Must not know the text around it.

use super::letters::{NOTHING, OPENING, closes};

/// A bracket longer than this, in characters, holds no reading.
const LONGEST: usize = 48;

/// Initial, and the finals that go with it; `v` is ü.
const SYLLABLES: [(&str, &str); 24] = [
    ("", "a ai an ang ao e ei en eng er o ou yo"),
    ("b", "a ai an ang ao ei en eng i ian iao ie in ing o u"),
    ("p", "a ai an ang ao ei en eng i ian iao ie in ing o ou u"),
    ("m", "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u"),
    ("f", "a an ang ei en eng o ou u"),
    (
        "d",
        "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    ),
    ("t", "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo"),
    (
        "n",
        "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve ue un",
    ),
    (
        "l",
        "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve ue",
    ),
    (
        "g",
        "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    ),
    (
        "k",
        "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    ),
    (
        "h",
        "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    ),
    ("j", "i ia ian iang iao ie in ing iong iu u uan ue un"),
    ("q", "i ia ian iang iao ie in ing iong iu u uan ue un"),
    ("x", "i ia ian iang iao ie in ing iong iu u uan ue un"),
    (
        "zh",
        "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    ),
    (
        "ch",
        "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    ),
    ("sh", "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo"),
    ("r", "an ang ao e en eng i ong ou u ua uan ui un uo"),
    ("z", "a ai an ang ao e ei en eng i ong ou u uan ui un uo"),
    ("c", "a ai an ang ao e en eng i ong ou u uan ui un uo"),
    ("s", "a ai an ang ao e en eng i ong ou u uan ui un uo"),
    ("y", "a an ang ao e i in ing o ong ou u uan ue un"),
    ("w", "a ai an ang ao ei en eng o u"),
];

/// A reading found: what it takes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Bytes after the opening bracket, the closing one included.
    pub bytes: usize,
    /// The same in characters.
    pub characters: u32,
}

/// The reading that begins right after an opening bracket, for at most `most` characters annotated; `None` when
/// the bracket holds anything else or never closes.
pub fn reading(after: &str, table: &[u16], most: usize) -> Option<Reading> {
    let mut word = String::new();
    for (count, (at, character)) in after.char_indices().take(LONGEST).enumerate() {
        if closes(character) {
            let bytes = at + character.len_utf8();
            let characters = u32::try_from(count + 1).ok()?;
            return is_reading(&word, most).then_some(Reading { bytes, characters });
        }
        // A capital begins a name: (China), (WTO).
        if character.is_uppercase() {
            return None;
        }
        if let Some(vowel) = vowel_of(character) {
            word.push(vowel);
            continue;
        }
        match letter_of(character, table) {
            NOTHING => {}
            letter => word.push(latin(letter)?),
        }
    }
    None
}

fn letter_of(character: char, table: &[u16]) -> u16 {
    usize::try_from(u32::from(character))
        .ok()
        .and_then(|code| table.get(code))
        .copied()
        .unwrap_or(OPENING)
}

/// A Latin letter, or a number of a tone.
fn latin(letter: u16) -> Option<char> {
    match u8::try_from(letter).map(char::from) {
        Ok(character @ ('a'..='z' | '0'..='5')) => Some(character),
        // The script g of phonetic fonts.
        _ if letter == 0x0261 => Some('g'),
        _ => None,
    }
}

/// A vowel with a tone on it, without.
fn vowel_of(character: char) -> Option<char> {
    Some(match character {
        'ā' | 'á' | 'ǎ' | 'à' | 'ă' => 'a',
        'ē' | 'é' | 'ě' | 'è' | 'ê' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' | 'ĭ' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' | 'ŏ' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' | 'ŭ' => 'u',
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
        'ń' | 'ň' | 'ǹ' => 'n',
        _ => return None,
    })
}

fn is_reading(word: &str, most: usize) -> bool {
    !word.is_empty() && split(word, most)
}

/// Whether the word is at most so many syllables, each with or without the number of a tone.
fn split(word: &str, most: usize) -> bool {
    if word.is_empty() {
        return true;
    }
    if most == 0 {
        return false;
    }
    (1..=word.len().min(6)).rev().any(|length| {
        word.get(..length).is_some_and(is_syllable)
            && word.get(length..).is_some_and(|rest| {
                split(
                    rest.strip_prefix(|c: char| c.is_ascii_digit()).unwrap_or(rest),
                    most - 1,
                )
            })
    })
}

fn is_syllable(word: &str) -> bool {
    SYLLABLES.iter().any(|(initial, finals)| {
        word.strip_prefix(initial)
            .is_some_and(|rest| finals.split(' ').any(|each| each == rest))
    })
}
