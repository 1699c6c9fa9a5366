//! Breaks a long title into lines as official papers want it: a trapezoid or a diamond, words kept whole. Must not change
//! a character of it, or hold the words: those are in `data/title_words.txt`.

use std::collections::BTreeSet;

use crate::breaks;

const WORDS: &str = include_str!("../../data/title_words.txt");
/// How much a line holds, in halves of a character: 156 mm at size 2.
const ROOM: usize = 40;
/// More lines than this no title has; a longer one is broken as running text is.
const MOST_LINES: usize = 4;

/// What ending a line somewhere costs.
const IN_A_WORD: usize = 60;
const BEFORE_A_PARTICLE: usize = 25;
const ANYWHERE: usize = 8;
const AFTER_A_WORD: usize = 2;
/// What a line of text more costs.
const A_LINE: usize = 25;
/// What lines cost that are narrow in the middle, or as wide as each other.
const HOURGLASS: usize = 40;
const RECTANGLE: usize = 6;

/// The title with a line feed where a line ends. One that has line feeds is left as it is.
pub(super) fn broken(title: &str) -> String {
    let chars: Vec<char> = title.chars().collect();
    if title.contains('\n') || width(&chars) <= ROOM {
        return title.to_owned();
    }
    let costs = costs(&chars);
    let mut best: Option<(usize, Vec<usize>)> = None;
    let mut ends = Vec::new();
    try_all(&chars, &costs, &mut ends, &mut best);
    let Some((_, ends)) = best else {
        return title.to_owned();
    };
    let mut lines = String::new();
    for (at, c) in chars.iter().enumerate() {
        if ends.contains(&at) {
            lines.push('\n');
        }
        lines.push(*c);
    }
    lines
}

fn width(chars: &[char]) -> usize {
    chars
        .iter()
        .map(|c| if u32::from(*c) < 0x2000 { 1 } else { 2 })
        .sum()
}

/// What it costs to begin a line with each character; none where no line may begin.
fn costs(chars: &[char]) -> Vec<Option<usize>> {
    let may_end = breaks::after(chars);
    let text: String = chars.iter().collect();
    let (inner, ends) = words_in(&text, chars.len());
    let after = word_list("after");
    let before = word_list("before");
    let before_of = |at: usize| chars.get(..at).map(|before| before.iter().collect::<String>());
    let rest_of = |at: usize| chars.get(at..).map(|rest| rest.iter().collect::<String>());
    (0..chars.len())
        .map(|at| {
            let previous = at.checked_sub(1)?;
            may_end.get(previous).copied().filter(|may| *may)?;
            let is_number = chars.get(previous).is_some_and(char::is_ascii_digit);
            Some(if inner.contains(&at) || is_number {
                IN_A_WORD
            } else if rest_of(at).is_some_and(|rest| before.iter().any(|word| rest.starts_with(word))) {
                BEFORE_A_PARTICLE
            } else if before_of(at).is_some_and(|said| after.iter().any(|word| said.ends_with(word))) {
                0
            } else if ends.contains(&at) {
                AFTER_A_WORD
            } else {
                ANYWHERE
            })
        })
        .collect()
}

fn word_list(name: &str) -> Vec<&'static str> {
    let lines = WORDS.lines().filter_map(|line| line.split_once('|'));
    lines
        .filter(|(key, _)| key.trim() == name)
        .flat_map(|(_, words)| words.split_whitespace())
        .collect()
}

/// The places inside known words, and those behind them; the longest word that fits is taken.
fn words_in(text: &str, count: usize) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let words = word_list("whole");
    let (mut inner, mut ends) = (BTreeSet::new(), BTreeSet::new());
    let mut at = 0;
    let mut rest = text;
    while at < count {
        let fitting = words.iter().filter(|word| rest.starts_with(**word));
        let longest = fitting.max_by_key(|word| word.len());
        let step = longest.map_or(1, |word| word.chars().count());
        if longest.is_some() {
            inner.extend(at + 1..at + step);
            ends.insert(at + step);
        }
        let bytes: usize = rest.chars().take(step).map(char::len_utf8).sum();
        rest = rest.get(bytes..).unwrap_or_default();
        at += step;
    }
    (inner, ends)
}

/// Every way to break the title, the cheapest kept.
fn try_all(
    chars: &[char],
    costs: &[Option<usize>],
    ends: &mut Vec<usize>,
    best: &mut Option<(usize, Vec<usize>)>,
) {
    let from = ends.last().copied().unwrap_or_default();
    let rest = chars.get(from..).unwrap_or_default();
    if width(rest) <= ROOM {
        let cost = shape(chars, ends)
            + ends
                .iter()
                .filter_map(|end| costs.get(*end).copied()?)
                .sum::<usize>();
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            *best = Some((cost, ends.clone()));
        }
    }
    if ends.len() + 1 >= MOST_LINES {
        return;
    }
    for end in from + 1..chars.len() {
        if width(chars.get(from..end).unwrap_or_default()) > ROOM {
            break;
        }
        if costs.get(end).copied().flatten().is_some() {
            ends.push(end);
            try_all(chars, costs, ends, best);
            ends.pop();
        }
    }
}

/// What the outline of the lines costs.
fn shape(chars: &[char], ends: &[usize]) -> usize {
    let edges: Vec<usize> = std::iter::once(0)
        .chain(ends.iter().copied())
        .chain([chars.len()])
        .collect();
    let widths: Vec<usize> = edges
        .windows(2)
        .filter_map(|pair| match pair {
            [from, to] => Some(width(chars.get(*from..*to)?)),
            _ => None,
        })
        .collect();
    let widest = widths.iter().copied().max().unwrap_or_default();
    let uneven: usize = widths.iter().map(|width| (widest - width) / 3).sum();
    // A line much shorter than the widest looks forgotten.
    let forgotten = widths.iter().filter(|width| **width * 3 < widest).count() * HOURGLASS;
    let waists = widths.windows(3).filter(|three| match three {
        [above, middle, below] => middle < above && middle < below,
        _ => false,
    });
    let is_rectangle = widths.windows(2).all(|pair| match pair {
        [one, other] => one.abs_diff(*other) < 2,
        _ => false,
    });
    uneven
        + forgotten
        + waists.count() * HOURGLASS
        + ends.len() * A_LINE
        + if is_rectangle { RECTANGLE } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_keeps_its_words_and_stands_as_a_trapezoid_or_a_diamond() {
        let cases = [
            "云岭县党员教育中心关于2026年第三季度\n“党课开讲啦”活动开展情况的通报",
            "关于印发《“党课开讲啦”活动\n实施方案》的通知",
            "关于做好2026年“七一”专题党课工作的通知",
        ];
        for lines in cases {
            assert_eq!(broken(&lines.replace('\n', "")), lines);
        }
    }

    #[test]
    fn no_line_of_a_title_is_too_long_and_none_loses_a_character() {
        let long = "中共云岭县委组织部关于进一步规范全县农村基层党组织“党课开讲啦”活动档案资料收集整理归档工作的通知";
        let lines = broken(long);
        assert_eq!(lines.replace('\n', ""), long);
        let widths: Vec<usize> = lines
            .lines()
            .map(|line| width(&line.chars().collect::<Vec<_>>()))
            .collect();
        assert!(
            widths.len() == 3 && widths.iter().all(|width| *width <= ROOM),
            "{lines}"
        );
        assert!(widths[1] >= widths[0].min(widths[2]), "no waist: {lines}");
        let endless = "村".repeat(200);
        assert_eq!(broken(&endless), endless);
        assert_eq!(broken("甲\n乙"), "甲\n乙");
        assert_eq!(broken(""), "");
    }
}
