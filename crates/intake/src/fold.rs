//! One spelling for characters that look the same: full-width digits, letters, punctuation and spaces.
//!
//! It must not change what a text says: no case folding, no traditional to simplified, no synonyms.

use std::borrow::Cow;

/// The text with full-width forms of ASCII made half-width, exotic spaces made plain ones, characters without
/// width and no-break spaces removed, and the ends trimmed.
#[must_use]
pub fn fold(text: &str) -> String {
    folded(text).into_owned()
}

/// As [`fold`], without a copy when there is nothing to change.
#[must_use]
pub fn folded(text: &str) -> Cow<'_, str> {
    if text.chars().all(stays) {
        return Cow::Borrowed(text.trim());
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{FF01}'..='\u{FF5E}' => out.push(half_width(c)),
            '\u{3000}' | '\u{2000}'..='\u{200A}' | '\u{205F}' | '\u{1680}' | '\t' => out.push(' '),
            _ if is_dropped(c) => {}
            _ => out.push(c),
        }
    }
    let trimmed = out.trim();
    if trimmed.len() == out.len() {
        Cow::Owned(out)
    } else {
        Cow::Owned(trimmed.to_owned())
    }
}

/// The text as it may stand on a paper: as [`fold`], but full-width punctuation stays, as Chinese is written.
#[must_use]
pub fn written(text: &str) -> String {
    let is_mark = |c: char| matches!(c, '\u{FF01}'..='\u{FF5E}') && !half_width(c).is_ascii_alphanumeric();
    let kept = |c: char| if is_mark(c) { c.to_string() } else { folded_char(c) };
    let text: String = text.chars().map(kept).collect();
    text.trim().to_owned()
}

fn folded_char(c: char) -> String {
    match c {
        ' ' | '\n' | '\r' => c.to_string(),
        _ if c.is_whitespace() => " ".to_owned(),
        _ => fold(c.encode_utf8(&mut [0; 4])),
    }
}

/// True when nothing of the text is left after folding.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_dropped(c))
}

/// The folded text without any white space, line breaks included.
#[must_use]
pub fn squeezed(text: &str) -> String {
    folded(text).chars().filter(|c| !c.is_whitespace()).collect()
}

fn stays(c: char) -> bool {
    // the commonest characters first
    if matches!(c, '\0'..='\u{8}' | '\n'..='\u{7F}' | '\u{4E00}'..='\u{9FFF}') {
        return true;
    }
    let changed = matches!(
        c,
        '\t' | '\u{FF01}'..='\u{FF5E}' | '\u{3000}' | '\u{2000}'..='\u{200A}' | '\u{205F}' | '\u{1680}'
    );
    !changed && !is_dropped(c)
}

fn is_dropped(c: char) -> bool {
    matches!(
        c,
        '\u{00A0}' | '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}'
    )
}

fn half_width(c: char) -> char {
    u32::from(c)
        .checked_sub(0xFEE0)
        .and_then(char::from_u32)
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_keeps_its_marks() {
        for (text, kept) in [
            (" 第９轮：沟渠（七），ＡＢ！　", "第9轮：沟渠（七），AB！"),
            ("一\u{200B}课\t二", "一课 二"),
            ("A: b", "A: b"),
            ("　", ""),
        ] {
            assert_eq!(written(text), kept);
        }
    }

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (given, expected) in [
            ("２０２０．５．１", "2020.5.1"),
            ("　龙建红　", "龙建红"),
            ("张\u{200B}三\u{FEFF}", "张三"),
            ("张\u{A0}三", "张三"),
            ("（周五）：Ａｂ！", "(周五):Ab!"),
            ("甲　乙", "甲 乙"),
            ("甲、乙。", "甲、乙。"),
            (" \r\n ", ""),
            ("", ""),
        ] {
            assert_eq!(fold(given), expected, "{given:?}");
        }
        assert_eq!(squeezed("出 生\n年　月"), "出生年月");
    }
}
