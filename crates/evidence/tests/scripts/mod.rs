//! Scripts to look for copies in: letters drawn from a seed, so that nothing is shared by accident.

use kaijiang_evidence::text::{Corpus, Index, Normalised, Relation, Report, Scratch, Search, Thresholds};

/// A text of so many characters, some far more frequent than others as in writing; the same from the same seed.
pub fn draw(seed: u64, length: usize) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x1234_5678;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state >> 11
    };
    // Below 0x9000 stand hardly any traditional characters that fold onto others by chance of the draw.
    (0..length)
        .map(|_| {
            char::from_u32(0x4E00 + u32::try_from((next() % 1500) * (next() % 1500) / 1500).unwrap()).unwrap()
        })
        .collect()
}

/// The text with one letter of so many left out, doubled or replaced in turn.
pub fn edited(text: &str, every: usize) -> String {
    let edit = |(at, letter): (usize, char)| match (at % every, at / every % 3) {
        (0, 0) => String::new(),
        (0, 1) => format!("{letter}们"),
        (0, _) => "的".to_owned(),
        _ => letter.to_string(),
    };
    text.chars()
        .enumerate()
        .map(|(at, letter)| edit((at + 1, letter)))
        .collect()
}

struct Texts(Vec<String>);

impl Corpus for Texts {
    fn read(&self, document: u32, into: &mut Normalised) {
        into.read(
            self.0
                .get(usize::try_from(document).unwrap())
                .map_or("", String::as_str),
        );
    }
}

/// Documents and quotable texts that can be asked.
pub struct Heap {
    index: Index,
    texts: Texts,
    quotable_index: Index,
    quotable: Texts,
}

impl Heap {
    pub fn of(texts: &[&str], quotable: &[&str]) -> Heap {
        let own = |texts: &[&str]| Texts(texts.iter().map(|text| (*text).to_owned()).collect());
        let fill = |mut index: Index, texts: &[&str]| {
            for text in texts {
                index.add(Normalised::new(text).letters()).unwrap();
            }
            index
        };
        Heap {
            index: fill(Index::default(), texts),
            texts: own(texts),
            quotable_index: fill(Index::small(), quotable),
            quotable: own(quotable),
        }
    }

    pub fn ask(&self, script: &str, relation: impl Fn(u32) -> Relation) -> Report {
        let search = Search {
            index: &self.index,
            corpus: &self.texts,
            quotable_index: &self.quotable_index,
            quotable: &self.quotable,
            limits: Thresholds::default(),
        };
        search.report(&Normalised::new(script), relation, &mut Scratch::default())
    }
}
