//! One spelling for text: width, spaces, case, numerals. Must not know organisations or packs.

/// Characters that show nothing and are no space.
const INVISIBLE: [char; 6] = [
    '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{ad}',
];
/// The dots that stand between the parts of a name (阿依古丽·买买提).
const MIDDLE_DOTS: [char; 10] = ['·', '•', '・', '‧', '∙', '⋅', '●', '．', '･', '᛫'];

/// Whether a character is written without spaces around it.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{303f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '·')
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        '“' | '”' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Half width, lower case, one space between words and none around characters that take none.
pub(super) fn fold(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars().filter(|c| !INVISIBLE.contains(c)).map(narrow) {
        if c == ' ' {
            space = true;
            continue;
        }
        let needs_none = is_cjk(c) || found.chars().next_back().is_none_or(is_cjk);
        if space && !needs_none {
            found.push(' ');
        }
        space = false;
        found.extend(c.to_lowercase());
    }
    found
}

/// One spelling of a person's name (姓名): `田　兴` is `田兴`, and every dot between parts is `·`. The case of letters
/// is kept.
#[must_use]
pub fn fold_name(text: &str) -> String {
    let dotted: String = text
        .chars()
        .filter(|c| !INVISIBLE.contains(c))
        .map(|c| if MIDDLE_DOTS.contains(&c) { '·' } else { narrow(c) })
        .collect();
    let is_han = dotted.chars().any(|c| is_cjk(c) && c != '·');
    let mut found = String::with_capacity(dotted.len());
    let mut space = false;
    for c in dotted.chars() {
        // A full stop between Chinese characters is a dot someone could not type.
        let c = if is_han && c == '.' { '·' } else { c };
        if c == ' ' {
            space = !found.is_empty();
            continue;
        }
        let needs_none = is_cjk(c) || found.chars().next_back().is_some_and(is_cjk);
        if space && !needs_none {
            found.push(' ');
        }
        space = false;
        found.push(c);
    }
    found
}

/// The number at the start of a text, in digits or Chinese numerals, and the bytes it takes.
pub(super) fn numeral_at_start(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return Some((text.get(..digits)?.parse().ok()?, digits));
    }
    let length: usize = text
        .chars()
        .take_while(|c| chinese_digit(*c).is_some())
        .map(char::len_utf8)
        .sum();
    Some((chinese_number(text.get(..length)?)?, length))
}

/// The number at the end of a text, and where it begins.
pub(super) fn numeral_at_end(text: &str) -> Option<(u32, usize)> {
    let is_digit = |c: &char| c.is_ascii_digit();
    let is_chinese = |c: &char| chinese_digit(*c).is_some();
    for run in [
        text.chars()
            .rev()
            .take_while(is_digit)
            .map(char::len_utf8)
            .sum::<usize>(),
        text.chars()
            .rev()
            .take_while(is_chinese)
            .map(char::len_utf8)
            .sum::<usize>(),
    ] {
        let start = text.len() - run;
        if let Some((number, _)) = text
            .get(start..)
            .filter(|t| !t.is_empty())
            .and_then(numeral_at_start)
        {
            return Some((number, start));
        }
    }
    None
}

/// The value of a numeral; ten and a hundred are 10 and 100.
pub(crate) fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        _ => return None,
    })
}

/// Reads 十二, 二十, 一百零三, and digit by digit 一二.
fn chinese_number(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 7 {
        return None;
    }
    let by_digit = !text.contains(['十', '百']);
    let (mut total, mut digit) = (0_u32, None);
    for value in text.chars().map(chinese_digit) {
        let value = value?;
        if by_digit {
            total = total.checked_mul(10)?.checked_add(value)?;
        } else if value >= 10 {
            total = total.checked_add(digit.take().unwrap_or(1).max(1) * value)?;
        } else {
            digit = Some(value);
        }
    }
    total.checked_add(digit.unwrap_or(0))
}

/// Where `text` goes on after `start`, at the end of a word.
pub(super) fn cut_after(text: &str, start: &str) -> Option<usize> {
    let rest = text
        .strip_prefix(start)
        .filter(|rest| !rest.is_empty() && !start.is_empty())?;
    let inside_a_word = start.chars().next_back().is_some_and(is_word) && rest.starts_with(is_word);
    (!inside_a_word).then_some(start.len())
}

/// What stands before `end`, at the start of a word.
pub(super) fn before_end<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let rest = text.strip_suffix(end).filter(|_| !end.is_empty())?;
    let inside_a_word = end.starts_with(is_word) && rest.chars().next_back().is_some_and(is_word);
    (!inside_a_word).then(|| rest.trim_end())
}

/// Two pieces of a name in one, with a space where words need one.
pub(super) fn join(head: &str, tail: &str) -> String {
    let needs_none = head.chars().next_back().is_none_or(is_cjk)
        || tail.chars().next().is_none_or(|c| is_cjk(c) || c.is_whitespace());
    if needs_none {
        format!("{head}{tail}")
    } else {
        format!("{head} {tail}")
    }
}

/// Letters that make words with spaces between.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !is_cjk(c)
}
