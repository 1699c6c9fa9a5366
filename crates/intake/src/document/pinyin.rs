//! Pinyin in brackets behind the characters it spells: 课(ke), 开讲(kāi jiǎng), 严(yan2).
//!
//! It must not take a word for pinyin: letters go only where they spell the very characters before them.

use pinyin::ToPinyinMulti;

/// Characters a bracket may spell at most.
const LONGEST: usize = 12;
/// Letters of the longest syllable (zhuang).
const SYLLABLE: usize = 6;

/// Whether the inside of a bracket spells the characters that stand at the end of the text before it.
pub(super) fn spells(inside: &str, before: &str) -> bool {
    if inside.chars().all(|c| is_bopomofo(c) || c.is_whitespace()) && !inside.trim().is_empty() {
        return true;
    }
    let Some(letters) = letters(inside) else {
        return false;
    };
    let before: Vec<char> = before
        .chars()
        .rev()
        .filter(|c| !is_mark(*c))
        .take(LONGEST)
        .collect();
    is_spelt(&letters, &before)
}

/// Plain small letters of something that may be pinyin: tones off, ü as v; none where anything else stands there.
fn letters(inside: &str) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    for c in inside.chars() {
        match c {
            'a'..='z' | 'A'..='Z' => plain.push(u8::try_from(c.to_ascii_lowercase()).ok()?),
            // Tones as digits, and what parts syllables.
            '0'..='5' | ' ' | '\'' | '’' | '-' | '·' | '\u{300}'..='\u{30C}' => {}
            other => plain.push(toneless(other)?),
        }
    }
    let is_short = plain.len() <= LONGEST * SYLLABLE;
    (!plain.is_empty() && is_short).then_some(plain)
}

fn toneless(c: char) -> Option<u8> {
    Some(match c {
        'ā' | 'á' | 'ǎ' | 'à' | 'Ā' | 'Á' | 'Ǎ' | 'À' | 'ă' | 'ɑ' => b'a',
        'ē' | 'é' | 'ě' | 'è' | 'Ē' | 'É' | 'Ě' | 'È' | 'ĕ' | 'ê' => b'e',
        'ī' | 'í' | 'ǐ' | 'ì' | 'ĭ' => b'i',
        'ō' | 'ó' | 'ǒ' | 'ò' | 'Ō' | 'Ó' | 'Ǒ' | 'Ò' | 'ŏ' => b'o',
        'ū' | 'ú' | 'ǔ' | 'ù' | 'ŭ' => b'u',
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'ü' | 'Ü' => b'v',
        'ń' | 'ň' | 'ǹ' => b'n',
        'ḿ' => b'm',
        'ɡ' => b'g',
        _ => return None,
    })
}

/// Whether the letters can be cut from their end into readings of the characters, the nearest one first.
fn is_spelt(letters: &[u8], before: &[char]) -> bool {
    // How many letters may be left over after each character, from all ways of reading those so far.
    let mut left = vec![letters.len()];
    for c in before {
        let readings = readings(*c);
        let mut next = Vec::new();
        for end in left {
            let rest = letters.get(..end).unwrap_or_default();
            let ends = readings
                .iter()
                .filter(|reading| rest.ends_with(reading.as_bytes()));
            next.extend(ends.map(|reading| end - reading.len()));
        }
        if next.contains(&0) {
            return true;
        }
        next.dedup();
        left = next;
    }
    false
}

/// How a character may be read, without tones; ü as v and, as people without the key write it, as u.
fn readings(c: char) -> Vec<String> {
    let Some(all) = c.to_pinyin_multi() else {
        return Vec::new();
    };
    let mut found: Vec<String> = Vec::new();
    for reading in all {
        let plain = reading.plain().replace('ü', "v");
        if plain.contains('v') {
            found.push(plain.replace('v', "u"));
            found.push(plain.replace('v', "yu"));
        }
        found.push(plain);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_bopomofo(c: char) -> bool {
    matches!(c, '\u{3105}'..='\u{312F}' | 'ˊ' | 'ˇ' | 'ˋ' | '˙')
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || "“”\"《》、，".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_of_the_characters_before_are_pinyin() {
        for (before, inside) in [
            ("党课", "ke"),
            ("严", "yán"),
            ("開講", "kai jiang"),
            ("开讲", "kāijiǎng"),
            ("重", "chong"),
            ("重", "zhong4"),
            ("本著", "zhe"),
            ("绿", "lü"),
            ("旅", "lv"),
            ("西安", "Xi'an"),
            ("“七一", "qi yi"),
            ("课", "ㄎㄜˋ"),
        ] {
            assert!(spells(inside, before), "{before}({inside})");
        }
    }

    #[test]
    fn words_are_no_pinyin() {
        for (before, inside) in [
            ("人工智能", "AI"),
            ("演示文稿", "PPT"),
            ("苹果", "pan"),
            ("方案", "试行"),
            ("党课", "kemu"),
            ("开讲", "jiangkai"),
            ("", "ke"),
            ("课", ""),
            ("课", "1"),
        ] {
            assert!(!spells(inside, before), "{before}({inside})");
        }
    }
}
