//! Charts as SVG made here: a gauge in a row, columns over time, one bar of parts. They read in black and white (hatched,
//! numbered, written beside) and by ear (each has a title). Must not count: numbers come in.

use i18n::Words;

/// The width of a whole gauge, and of a bar of parts.
const WHOLE: u64 = 1000;

/// A bar in a row: how far it is.
#[derive(Clone)]
pub(crate) struct Gauge {
    /// What it shows, to be read aloud.
    pub title: String,
    /// Class, start and width of each part.
    pub parts: Vec<(&'static str, u64, u64)>,
    /// Where the bar is cut into single ones, since a share of so few says too much (E31).
    pub cuts: Vec<u64>,
}

impl Gauge {
    /// Done, may be late and overdue of a whole; below `smallest_group` each is one piece.
    pub fn new(whole: u32, parts: [(&'static str, u32); 3], title: String, smallest_group: u32) -> Gauge {
        let is_few = whole < smallest_group;
        let whole = u64::from(whole).max(1);
        let place = |count: u64| count.saturating_mul(WHOLE).checked_div(whole).unwrap_or(0);
        let (mut found, mut seen) = (Vec::new(), 0_u64);
        for (class, count) in parts.into_iter().filter(|(_, count)| *count > 0) {
            let start = place(seen);
            seen = seen.saturating_add(u64::from(count)).min(whole);
            found.push((class, start, place(seen).saturating_sub(start)));
        }
        let cuts = if is_few {
            (1..whole).map(place).collect()
        } else {
            Vec::new()
        };
        Gauge {
            title,
            parts: found,
            cuts,
        }
    }
}

/// Columns over time.
pub(crate) struct Columns {
    /// What they show.
    pub title: String,
    /// The same in one sentence, to be read aloud.
    pub told: String,
    /// Width of the drawing.
    pub width: u64,
    /// Each column.
    pub all: Vec<Column>,
}

/// One column.
pub(crate) struct Column {
    /// Left edge, top, width and height.
    pub left: u64,
    pub top: u64,
    pub width: u64,
    pub height: u64,
    /// Middle, for what is written over and under it.
    pub middle: u64,
    /// What is written under it.
    pub label: String,
    /// What is written over it.
    pub number: String,
}

/// Height of the tallest column, and what stands over the columns.
const TALLEST: u64 = 96;
const ABOVE: u64 = 18;
/// From column to column, and how wide one is.
const STEP: u64 = 45;
const THICK: u64 = 28;

impl Columns {
    /// Columns from labels and numbers.
    pub fn new(counts: &[(String, u32)], title: String, words: &Words) -> Columns {
        let most = counts.iter().map(|(_, count)| u64::from(*count)).max();
        let most = most.unwrap_or(0).max(1);
        let mut columns = Vec::new();
        for ((label, count), at) in counts.iter().zip(0_u64..) {
            let height = (u64::from(*count) * TALLEST).div_ceil(most);
            let left = at * STEP + (STEP - THICK) / 2;
            columns.push(Column {
                left,
                top: ABOVE + TALLEST - height,
                width: THICK,
                height,
                middle: left + THICK / 2,
                label: label.clone(),
                number: words.number(u64::from(*count)),
            });
        }
        let told: Vec<String> = columns
            .iter()
            .map(|column| format!("{} {}", column.label, column.number))
            .collect();
        Columns {
            told: words.list(&told),
            width: u64::try_from(counts.len()).unwrap_or(1).max(1) * STEP,
            title,
            all: columns,
        }
    }
}

/// A part of a bar of parts.
pub(crate) struct Part {
    /// Its number in the list beside the bar.
    pub number: usize,
    /// Start and width.
    pub start: u64,
    pub width: u64,
    /// Middle.
    pub middle: u64,
    /// Wide enough to write the number in.
    pub is_wide: bool,
}

/// One bar of parts: all counts together are the whole.
pub(crate) fn parts(counts: &[u32]) -> Vec<Part> {
    let whole: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let place = |count: u64| count.saturating_mul(WHOLE).checked_div(whole).unwrap_or(0);
    let mut seen = 0_u64;
    let mut parts = Vec::new();
    for (count, number) in counts.iter().zip(1..) {
        let start = place(seen);
        seen = seen.saturating_add(u64::from(*count));
        let width = place(seen).saturating_sub(start);
        parts.push(Part {
            number,
            start,
            width,
            middle: start + width / 2,
            is_wide: width >= WHOLE / 40,
        });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_bar_fill_it_without_gaps() {
        for counts in [
            vec![261, 768, 353, 259, 105, 130, 24],
            vec![1, 1, 1],
            vec![0, 5, 0],
        ] {
            let parts = parts(&counts);
            let mut end = 0;
            for part in &parts {
                assert_eq!(part.start, end);
                end = part.start + part.width;
            }
            assert_eq!(end, WHOLE, "{counts:?}");
        }
        assert!(parts(&[0, 0]).iter().all(|part| part.width == 0));
    }

    #[test]
    fn e31_a_gauge_of_few_shows_each_of_them() {
        let few = Gauge::new(4, [("m", 3), ("r", 0), ("o", 1)], String::new(), 5);
        assert_eq!(few.parts, [("m", 0, 750), ("o", 750, 250)]);
        assert_eq!(few.cuts, [250, 500, 750]);
        let none = Gauge::new(0, [("m", 0), ("r", 0), ("o", 0)], String::new(), 0);
        assert!(none.parts.is_empty());
    }
}
