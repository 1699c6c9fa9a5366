//! One text beside another: `kaijiang originality compare`.
//! Must not decide who copied from whom.

use std::ops::Range;

use evidence::text::{self, Normalised, Passage, Thresholds};

/// A passage that stands in both texts, in code points of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPassage {
    /// Where it stands in the first.
    pub here: Range<u32>,
    /// Where it stands in the second.
    pub there: Range<u32>,
    /// Its text in the first.
    pub text: String,
    /// Its text in the second.
    pub source_text: String,
}

/// What two texts share.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Part of the first that stands in the second, 0 to 1.
    pub share: f64,
    /// The passages, in the order of the first.
    pub passages: Vec<SharedPassage>,
}

/// What of the first text stands in the second.
#[must_use]
pub fn compare(first: &str, second: &str) -> Compared {
    let (here, there) = (Normalised::new(first), Normalised::new(second));
    let passages = text::compare(&here, &there, &Thresholds::default());
    let letters: u32 = passages.iter().map(Passage::length).sum();
    let all = f64::from(u32::try_from(here.len()).unwrap_or(u32::MAX)).max(1.0);
    let shared = |passage: &Passage| {
        let places = places(passage, &here, &there);
        SharedPassage {
            text: cut(first, &places.0),
            source_text: cut(second, &places.1),
            here: places.0,
            there: places.1,
        }
    };
    Compared {
        share: f64::from(letters) / all,
        passages: passages.iter().map(shared).collect(),
    }
}

/// Where a passage stands in both originals.
pub fn places(passage: &Passage, text: &Normalised, source: &Normalised) -> (Range<u32>, Range<u32>) {
    let index = |letters: &Range<u32>| {
        let end = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        end(letters.start)..end(letters.end)
    };
    (
        text.original(index(&passage.letters)),
        source.original(index(&passage.source)),
    )
}

fn cut(text: &str, range: &Range<u32>) -> String {
    let length = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    text.chars()
        .skip(length(range.start))
        .take(length(range.end - range.start))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn s3_the_passage_is_shown_as_each_wrote_it() {
        let (one, other) = (
            "我先说一句自己的话。为贯彻落实县委关于乡村振兴的决策部署，我们组织党员到田间地头看一看新修的水渠。",
            "大家好！為貫徹(guan)落實縣委關於鄉村振興的決策部署，我們組織黨員到田間地頭看一看新修的水渠。再会",
        );
        let compared = compare(one, other);
        assert_eq!(compared.passages.len(), 1);
        let passage = &compared.passages[0];
        assert_eq!(passage.text, one.chars().skip(10).collect::<String>());
        assert!(
            passage.source_text.starts_with("為貫徹(guan)落實") && passage.source_text.ends_with("水渠。")
        );
        assert!((compared.share - 36.0 / 45.0).abs() < 0.05, "{}", compared.share);
    }
}
