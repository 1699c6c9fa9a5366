//! A noisy text made readable: simplified characters, no pinyin in brackets, nothing invisible, plain digits.
//!
//! It must not change what the text says: punctuation and paragraphs stay, and so do brackets with words in them.
//! Where a place in the original matters, this is not the tool: it keeps no map back.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use super::pinyin;

/// Loaded once: reading the dictionary takes longer than any text.
static SIMPLIFIED: LazyLock<Option<OpenCC>> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).ok());

/// Characters inside a bracket, beyond which it holds no pinyin.
const LONGEST_BRACKET: usize = 80;

/// The text, cleaned: a line for each paragraph, none blank.
#[must_use]
pub fn clean(text: &str) -> String {
    let visible: String = text.chars().filter_map(plain).collect();
    let bare = without_pinyin(&visible);
    let lines = bare.lines().map(close_up).filter(|line| !line.is_empty());
    simplified(&lines.collect::<Vec<_>>().join("\n"))
}

/// Letters, digits and spaces in their plain width; none for what has no width. Marks stay as Chinese is written.
fn plain(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => Some(c),
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c).saturating_sub(0xFEE0)),
        '％' => Some('%'),
        '．' => Some('.'),
        _ if c.is_whitespace() => Some(' '),
        _ if c.is_control() || is_invisible(c) => None,
        _ => Some(c),
    }
}

/// Without width, or telling only a direction or a form.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Takes out each bracket that spells the characters before it; one behind another is looked at too.
fn without_pinyin(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['(', '（', '[', '［', '〔', '【']) {
        let (before, bracket) = rest.split_at(open);
        kept.push_str(before);
        let mut letters = bracket.chars();
        let opening = letters.next().unwrap_or_default();
        match inside(letters.as_str()) {
            Some((inside, after)) if pinyin::spells(inside, &kept) => rest = after,
            _ => {
                kept.push(opening);
                rest = letters.as_str();
            }
        }
    }
    kept.push_str(rest);
    kept
}

/// What stands inside a bracket that was just opened, and what follows it.
fn inside(text: &str) -> Option<(&str, &str)> {
    let ends = text.char_indices().take(LONGEST_BRACKET);
    let mut marks = ends.filter(|(_, c)| !c.is_alphanumeric());
    let (end, closing) = marks.find(|(_, c)| is_bracket(*c) || *c == '\n')?;
    let after = text.get(end + closing.len_utf8()..)?;
    let is_closed = matches!(closing, ')' | '）' | ']' | '］' | '〕' | '】');
    is_closed.then_some((text.get(..end)?, after))
}

fn is_bracket(c: char) -> bool {
    matches!(
        c,
        '(' | ')' | '（' | '）' | '[' | ']' | '［' | '］' | '〔' | '〕' | '【' | '】'
    )
}

/// Spaces stand between words of letters only, one at a time.
fn close_up(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut gap = None;
    for c in line.trim().chars() {
        if c == ' ' || c == '\t' {
            // A tab parts cells: it stays, whatever stands beside it.
            gap = if gap == Some('\t') { gap } else { Some(c) };
            continue;
        }
        let before = out.chars().next_back();
        match gap.take() {
            Some('\t') => out.push('\t'),
            Some(_) if before.is_some_and(|b| b.is_ascii() && c.is_ascii()) => out.push(' '),
            _ => {}
        }
        out.push(c);
    }
    out
}

fn simplified(text: &str) -> String {
    let Some(converter) = SIMPLIFIED.as_ref() else {
        return text.to_owned();
    };
    let simple = converter.convert(text);
    // In a text of simplified characters 著 is itself.
    if simple == text || !simple.contains('著') {
        return simple;
    }
    let letters: Vec<char> = simple.chars().collect();
    let at = |place: Option<usize>| place.and_then(|place| letters.get(place)).copied();
    let with_particle = |(place, c): (usize, &char)| match c {
        '著' if !is_of_a_word(at(place.checked_sub(1)), at(place.checked_add(1))) => '着',
        other => *other,
    };
    letters.iter().enumerate().map(with_particle).collect()
}

/// Whether 著 between these belongs to a word about writing or renown (著作, 名著, 显著), and is not the particle 着,
/// which traditional texts write with the same character.
fn is_of_a_word(before: Option<char>, after: Option<char>) -> bool {
    matches!(
        before,
        Some(
            '名' | '原'
                | '专'
                | '土'
                | '巨'
                | '昭'
                | '卓'
                | '论'
                | '遗'
                | '编'
                | '译'
                | '拙'
                | '合'
                | '撰'
                | '较'
                | '所'
                | '新'
                | '显'
        )
    ) || matches!(after, Some('作' | '名' | '述' | '称' | '者'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_noise_goes_and_words_stay() {
        for (noisy, cleaned) in [
            ("嚴(yán)格按照方案(an)要求", "严格按照方案要求"),
            ("壓實(shí)(shi)各級(jí)黨組織", "压实各级党组织"),
            ("開講（kai jiang）啦", "开讲啦"),
            ("制作课件(PPT)，方案（试行）", "制作课件(PPT)，方案（试行）"),
            ("党\u{200B}课\u{FEFF}开　讲", "党课开讲"),
            ("共 １４００ 余场次", "共1400余场次"),
            (
                "本著(zhe)實際、看著書、讀名著，講著課",
                "本着实际、看着书、读名著，讲着课",
            ),
            ("鲁迅著《呐喊》", "鲁迅著《呐喊》"),
            ("use of APP and PPT 课件", "use of APP and PPT课件"),
            ("甲\t乙\r\n\r\n  丙", "甲\t乙\n丙"),
            ("课(ke", "课(ke"),
            ("〔2020〕15号", "〔2020〕15号"),
            ("《關(guān)於開展“黨課(ke)”活動》", "《关于开展“党课”活动》"),
        ] {
            assert_eq!(clean(noisy), cleaned, "{noisy}");
        }
    }
}
