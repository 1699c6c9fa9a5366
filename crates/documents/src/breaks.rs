//! Where a line may end: as Unicode (UAX #14) and Chinese printing allow it. Must not know how wide a character is.

use unicode_linebreak::linebreaks;

/// After which characters a line may end.
pub(crate) fn after(chars: &[char]) -> Vec<bool> {
    let read: String = (0..chars.len()).filter_map(|i| read_as(chars, i)).collect();
    let mut ends = linebreaks(&read).map(|(end, _)| end).peekable();
    read.char_indices()
        .map(|(at, c)| ends.next_if_eq(&(at + c.len_utf8())).is_some())
        .collect()
}

/// How a character is to be read where Unicode cannot know that the text beside it is Chinese: quotation marks open
/// and close, and a dot between the parts of a name does not begin a line.
fn read_as(chars: &[char], i: usize) -> Option<char> {
    let c = *chars.get(i)?;
    let is_chinese = |at: Option<usize>| {
        at.and_then(|at| chars.get(at))
            .is_some_and(|c| ('\u{2e80}'..).contains(c))
    };
    let beside_chinese = || is_chinese(i.checked_sub(1)) || is_chinese(i.checked_add(1));
    Some(match c {
        '‘' | '“' if beside_chinese() => '\u{ff08}',
        '’' | '”' if beside_chinese() => '\u{ff09}',
        '·' | '•' | '‧' if beside_chinese() => '\u{30fb}',
        _ => c,
    })
}
