//! Breaks a text into lines: where Unicode (UAX #14) and Chinese printing allow it, as late as there is room, and
//! anywhere in a word that is longer than a line. Must not squeeze or hyphenate: a full-width character is one em wide
//! wherever a line is broken, and what is moved apart to fill a line is moved after that.

use super::letters::Letter;
use crate::breaks;
use crate::paper::Ink;

/// A letter of a size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    /// The letter.
    pub letter: Letter,
    /// The character it stands for.
    pub c: char,
    /// Its size in points.
    pub size: f64,
    /// How much nearer than by itself the next letter stands, in points; below nought: how much further.
    pub nearer: f64,
    /// Its colour.
    pub ink: Ink,
}

impl Glyph {
    /// How far the next letter stands from it, in points.
    pub(super) fn advance(&self) -> f64 {
        self.letter.width * self.size - self.nearer
    }
}

/// A line as it is printed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Its letters, without the white at its end.
    pub glyphs: Vec<Glyph>,
    /// How wide they are together, in points.
    pub width: f64,
}

/// How much room there is, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Room {
    /// In the first line.
    pub first: f64,
    /// In the others.
    pub others: f64,
}

/// Less than any printer shows; sums of widths may be so far off.
pub(super) const HAIR: f64 = 0.001;

/// The lines of a text without line feeds; at least one, which may be empty.
pub(super) fn broken(text: &[Glyph], room: Room) -> Vec<Line> {
    let chars: Vec<char> = text.iter().map(|glyph| glyph.c).collect();
    let breaks = breaks::after(&chars);
    let mut lines = Vec::new();
    let (mut rest, mut breaks) = (text, &breaks[..]);
    let mut room = room;
    loop {
        let count = fitting(rest, breaks, room.first);
        let (line, after) = rest.split_at(count);
        lines.push(trimmed(line));
        if after.is_empty() {
            return lines;
        }
        rest = after;
        breaks = breaks.get(count..).unwrap_or_default();
        room.first = room.others;
    }
}

fn trimmed(line: &[Glyph]) -> Line {
    let length = line.iter().rposition(|glyph| !glyph.c.is_whitespace());
    let glyphs = line.get(..length.map_or(0, |last| last + 1)).unwrap_or_default();
    Line {
        glyphs: glyphs.to_vec(),
        width: glyphs.iter().map(Glyph::advance).sum(),
    }
}

/// Moves the letters of a line apart until it is so wide: between characters and at spaces, not within a word.
pub(super) fn stretched(mut line: Line, width: f64) -> Line {
    let is_wide = |c: char| c >= '\u{2e80}' || matches!(c, '\u{2014}' | '\u{2018}'..='\u{201d}' | '\u{2026}');
    let next = line.glyphs.iter().skip(1).map(|glyph| glyph.c);
    let may: Vec<bool> = line
        .glyphs
        .iter()
        .zip(next)
        .map(|(glyph, next)| is_wide(glyph.c) || is_wide(next) || glyph.c == ' ')
        .collect();
    let places = may.iter().filter(|may| **may).count();
    let missing = width - line.width;
    let Some(places) = u32::try_from(places).ok().filter(|places| *places > 0) else {
        return line;
    };
    let most = line.glyphs.first().map_or(0.0, |glyph| glyph.size) / 2.0;
    // An address below a short line would tear it apart.
    if missing <= HAIR || missing > most * f64::from(places) {
        return line;
    }
    let further = missing / f64::from(places);
    for (glyph, _) in line.glyphs.iter_mut().zip(may).filter(|(_, may)| *may) {
        glyph.nearer -= further;
    }
    line.width = width;
    line
}

/// How many letters the next line takes: at least one, unless there is none.
fn fitting(text: &[Glyph], breaks: &[bool], room: f64) -> usize {
    let mut width = 0.0;
    let mut last = None;
    for (i, (glyph, may_break)) in text.iter().zip(breaks).enumerate() {
        width += glyph.advance();
        // White at the end of a line may stand out.
        if !glyph.c.is_whitespace() && width > room + HAIR {
            return last.unwrap_or(i.max(1));
        }
        if *may_break {
            last = Some(i + 1);
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fonts::FontAt;

    fn set(text: &str) -> Vec<Glyph> {
        let glyph = |c: char| Glyph {
            letter: Letter {
                font: FontAt::default(),
                glyph: Some(1),
                width: if c > '\u{2000}' { 1.0 } else { 0.5 },
            },
            c,
            size: 16.0,
            nearer: 0.0,
            ink: Ink::Black,
        };
        text.chars().map(glyph).collect()
    }

    fn lines(text: &str, ems: f64) -> Vec<String> {
        let room = Room {
            first: ems * 16.0,
            others: ems * 16.0,
        };
        let line = |line: &Line| line.glyphs.iter().map(|glyph| glyph.c).collect();
        broken(&set(text), room).iter().map(line).collect()
    }

    #[test]
    fn chinese_breaks_anywhere_but_before_what_closes_and_after_what_opens() {
        assert_eq!(lines("葵渡村第四支部", 3.0), ["葵渡村", "第四支", "部"]);
        assert_eq!(lines("他来了，我走了。", 3.0), ["他来", "了，我", "走了。"]);
        assert_eq!(lines("讲的是《水渠》", 4.0), ["讲的是", "《水渠》"]);
        assert_eq!(lines("他说的“水渠”在", 4.0), ["他说的", "“水渠”", "在"]);
        assert_eq!(lines("支部（第四）人", 3.0), ["支部", "（第", "四）人"]);
        assert_eq!(lines("买买提·阿里", 3.0), ["买买", "提·阿", "里"]);
        assert_eq!(lines("看——这里", 2.0), ["看", "——", "这里"]);
    }

    #[test]
    fn words_and_numbers_stay_whole_while_a_line_can_hold_them() {
        assert_eq!(
            lines("the ditch of thirty years", 5.0),
            ["the ditch", "of thirty", "years"]
        );
        assert_eq!(lines("在10月16日", 3.0), ["在10月", "16日"]);
        assert_eq!(lines("a b         ", 1.5), ["a b"]);
        assert_eq!(lines("it’s so", 3.0), ["it’s", "so"]);
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken_where_the_line_ends() {
        assert_eq!(lines("址：aaaaaaaa", 2.0), ["址：", "aaaa", "aaaa"]);
        assert_eq!(lines("村村", 0.0), ["村", "村"]);
        assert_eq!(lines("", 0.0), [""]);
    }

    #[test]
    fn twenty_eight_characters_of_size_three_take_twenty_eight_ems() {
        let text = "村".repeat(29);
        let room = Room {
            first: 28.0 * 16.0,
            others: 28.0 * 16.0,
        };
        let lines = broken(&set(&text), room);
        let found: Vec<(usize, u64)> = lines
            .iter()
            .map(|line| (line.glyphs.len(), line.width.to_bits()))
            .collect();
        assert_eq!(found, [(28, 448_f64.to_bits()), (1, 16_f64.to_bits())]);
    }

    #[test]
    fn a_line_is_filled_between_characters_and_not_within_words() {
        let line = Line {
            glyphs: set("村ab村 c"),
            width: 60.0,
        };
        let filled = stretched(line.clone(), 64.0);
        let nearer: Vec<f64> = filled.glyphs.iter().map(|glyph| glyph.nearer).collect();
        assert_eq!(nearer, [-1.0, 0.0, -1.0, -1.0, -1.0, 0.0]);
        assert_eq!(stretched(line.clone(), 60.0), line);
        assert_eq!(stretched(line.clone(), 300.0), line, "not torn apart");
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_and_no_line_too_long(text in "[ a-c村，。《》“”0-9·]{0,60}", ems in 1..30_u8) {
            let broken = lines(&text, f64::from(ems));
            let squeezed = |text: &str| text.replace(' ', "");
            prop_assert_eq!(squeezed(&broken.concat()), squeezed(&text));
            for line in &broken {
                let width: f64 = set(line).iter().map(Glyph::advance).sum();
                prop_assert!(width <= f64::from(ems) * 16.0 + HAIR, "{}", line);
            }
        }
    }
}
