//! The letter that stands for a character: simplified, narrow, lower case; nothing for punctuation and noise.
//! The table is made once from Unicode's NFKC and the dictionary of `OpenCC`, never by hand.
//!
//! Must not look at more than one character: brackets are `normalise.rs`'s.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use unicode_normalization::UnicodeNormalization;

/// Stands for "leave out"; no letter has this number.
pub const NOTHING: u16 = 0;
/// Stands for an opening bracket, which may open a reading.
pub const OPENING: u16 = 1;

const PLANE: usize = 0x1_0000;
/// Rare characters beyond the first plane share the numbers of the private area: a collision costs a hint,
/// never an offset.
const PRIVATE: u32 = 0xE000;
const PRIVATE_SIZE: u32 = 0x1900;

static TABLE: LazyLock<Box<[u16]>> = LazyLock::new(make);

/// The table from code point to letter, of the first plane.
pub fn table() -> &'static [u16] {
    &TABLE
}

/// The letter of a character beyond the first plane.
pub fn beyond(character: char) -> u16 {
    if !character.is_alphanumeric() {
        return NOTHING;
    }
    u16::try_from(PRIVATE + u32::from(character) % PRIVATE_SIZE).unwrap_or(NOTHING)
}

/// True for a Chinese character of the first plane.
pub fn is_han(letter: u16) -> bool {
    matches!(letter, 0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF)
        || u32::from(letter) >= PRIVATE
}

/// True for a bracket that may open a reading.
pub fn opens(character: char) -> bool {
    matches!(
        character,
        '(' | '（' | '[' | '［' | '【' | '〔' | '〈' | '<' | '{' | '｛' | '﹙'
    )
}

/// True for a bracket that may close a reading.
pub fn closes(character: char) -> bool {
    matches!(
        character,
        ')' | '）' | ']' | '］' | '】' | '〕' | '〉' | '>' | '}' | '｝' | '﹚'
    )
}

fn make() -> Box<[u16]> {
    let plain: Vec<char> = (0..PLANE)
        .map(|code| {
            u32::try_from(code)
                .ok()
                .and_then(char::from_u32)
                .map_or('\0', plain)
        })
        .collect();
    let simplified = simplified(&plain);
    let mut table = vec![NOTHING; PLANE].into_boxed_slice();
    for ((code, slot), character) in (0_u32..).zip(table.iter_mut()).zip(simplified) {
        *slot = match char::from_u32(code) {
            Some(original) if opens(original) => OPENING,
            Some(_) if character.is_alphanumeric() => letter_of(character),
            _ => NOTHING,
        };
    }
    table
}

fn letter_of(character: char) -> u16 {
    u16::try_from(u32::from(character)).unwrap_or_else(|_| beyond(character))
}

/// Narrow and in lower case, where that is one character.
fn plain(character: char) -> char {
    let mut composed = std::iter::once(character).nfkc();
    let narrow = match (composed.next(), composed.next()) {
        (Some(one), None) => one,
        _ => character,
    };
    let mut lower = narrow.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => narrow,
    }
}

/// Each character simplified on its own; where the dictionary cannot be had, as it is.
fn simplified(plain: &[char]) -> Vec<char> {
    let Ok(dictionary) = OpenCC::from_config(BuiltinConfig::T2s) else {
        return plain.to_vec();
    };
    // A line each, so that no phrase of the dictionary spans two.
    let lines: String = plain
        .iter()
        .map(|c| {
            if is_han_character(*c) {
                format!("{c}\n")
            } else {
                "\n".to_owned()
            }
        })
        .collect();
    let converted = dictionary.convert(&lines);
    plain
        .iter()
        .zip(converted.split('\n'))
        .map(|(own, line)| line.chars().next().unwrap_or(*own))
        .collect()
}

fn is_han_character(character: char) -> bool {
    u16::try_from(u32::from(character)).is_ok_and(|letter| letter < 0xE000 && is_han(letter))
}
