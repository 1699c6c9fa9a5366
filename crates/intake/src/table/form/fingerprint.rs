//! The fingerprint of an empty table: what its header says and how its parts lie to each other, without any period.
//!
//! It must stay the same for good: what tables mean is remembered by it.

use sha2::{Digest, Sha256};

use super::LabelCell;
use super::grid::Grid;
use super::heading::Heading;
use crate::fold::squeezed;

/// The fingerprint of a header.
pub(super) fn of_header(grid: &Grid<'_>, heading: &Heading) -> String {
    let mut cells = Vec::new();
    for row in heading.first..=heading.last {
        for column in grid.filled_columns(row) {
            let wide = grid.end(row, column) - column + 1;
            cells.push((
                row - heading.first,
                column,
                wide,
                timeless(&grid.text(row, column)),
            ));
        }
    }
    let left = cells
        .iter()
        .map(|(_, column, ..)| *column)
        .min()
        .unwrap_or_default();
    let mut digest = Sha256::new();
    for (row, column, wide, text) in cells {
        digest.update(format!("{row} {} {wide} {text}\n", column - left));
    }
    hex(&digest.finalize())
}

/// The fingerprint of a form of single cells.
pub(super) fn of_labels(labels: &[LabelCell]) -> String {
    let mut digest = Sha256::new();
    for label in labels {
        digest.update(format!("{}\n", timeless(&label.label)));
    }
    hex(&digest.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The text without years, quarters, months and days: 2020年第三季度场次 and 四季度场次 are 场次.
pub(super) fn timeless(text: &str) -> String {
    let text: Vec<char> = squeezed(text).to_lowercase().chars().collect();
    let mut out = String::new();
    let mut rest = text.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let told = told(rest);
        if told > 0 {
            rest = rest.get(told..).unwrap_or_default();
        } else {
            out.push(*first);
            rest = after;
        }
    }
    out
}

/// How many characters at the front tell a time.
fn told(text: &[char]) -> usize {
    let begins = |words: &[&str]| {
        let found = words.iter().find(|word| {
            let mut letters = text.iter();
            word.chars().all(|c| letters.next() == Some(&c))
        });
        found.map_or(0, |word| word.chars().count())
    };
    let named = begins(&["上半年", "下半年", "本季度", "本年度", "本月"]);
    if named > 0 {
        return named;
    }
    let ordinal = usize::from(text.first() == Some(&'第'));
    let quarter = text.get(ordinal).is_some_and(|c| "一二三四1234".contains(*c));
    if quarter && text.get(ordinal + 1..ordinal + 3) == Some(&['季', '度']) {
        return ordinal + 3;
    }
    let digits = text.iter().take_while(|c| c.is_ascii_digit()).count();
    match text.get(digits) {
        Some('年' | '月' | '日') if digits > 0 => digits + 1,
        Some('-' | '~' | '至' | '—' | '.' | '/') if digits > 0 => {
            let more = told(text.get(digits + 1..).unwrap_or_default());
            if more > 0 { digits + 1 + more } else { 0 }
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::timeless;

    #[test]
    fn x7_a_header_is_the_same_in_every_period() {
        for (text, left) in [
            ("2020年第三季度场次", "场次"),
            ("四季度 场次", "场次"),
            ("1-9月累计", "累计"),
            ("截至9月30日", "截至"),
            ("2020年度", "度"),
            ("上半年（场）", "(场)"),
            ("第一支部", "第一支部"),
            ("表1", "表1"),
            ("5-", "5-"),
        ] {
            assert_eq!(timeless(text), left, "{text}");
        }
    }
}
