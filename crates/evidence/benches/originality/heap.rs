//! The documents of the bench: those given to work with, repeated and varied, or drawn where there are none.

use std::collections::HashMap;
use std::path::Path;

use kaijiang_evidence::text::{Corpus, Normalised};
use serde_json::Value;

/// Characters that change places with each other in a variation: of like frequency, so that a variation reads like
/// another writer's text and not like another language.
const PEERS: usize = 200;
/// Characters of a drawn text, the mean of the given ones.
const DRAWN: usize = 1_570;

/// Texts in the order of their days.
pub struct Heap {
    pub texts: Vec<String>,
    pub bytes: usize,
    pub made_of: &'static str,
}

impl Corpus for Heap {
    fn read(&self, document: u32, into: &mut Normalised) {
        into.read(self.texts.get(document as usize).map_or("", String::as_str));
    }
}

/// So many documents.
pub fn fill(count: usize) -> Heap {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/originality/small");
    let given = std::fs::read_to_string(folder.join("docs.jsonl"))
        .map(|text| given(&text))
        .unwrap_or_default();
    let (texts, made_of) = if given.is_empty() {
        println!("SKIPPED: the given documents: they are not here, so texts are drawn");
        (
            (0..count).map(|number| drawn(number as u64 + 1)).collect(),
            "drawn",
        )
    } else {
        (varied(&given, count), "the given ones repeated and varied")
    };
    let texts: Vec<String> = texts;
    Heap {
        bytes: texts.iter().map(String::len).sum(),
        texts,
        made_of,
    }
}

fn given(lines: &str) -> Vec<String> {
    let documents = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut dated: Vec<(String, String)> = documents
        .map(|document| {
            let field = |name: &str| document[name].as_str().unwrap().to_owned();
            (field("date"), field("text"))
        })
        .collect();
    dated.sort();
    dated.into_iter().map(|(_, text)| text).collect()
}

fn varied(given: &[String], count: usize) -> Vec<String> {
    let ranked = ranked(given);
    let mut texts = Vec::with_capacity(count);
    for variation in 0.. {
        let changed = changed(&ranked, variation);
        for text in given {
            if texts.len() == count {
                return texts;
            }
            texts.push(
                text.chars()
                    .map(|c| changed.get(&c).copied().unwrap_or(c))
                    .collect(),
            );
        }
    }
    texts
}

/// Chinese characters, the most frequent first.
fn ranked(given: &[String]) -> Vec<char> {
    let mut counts: HashMap<char, usize> = HashMap::new();
    for character in given
        .iter()
        .flat_map(|text| text.chars())
        .filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c))
    {
        *counts.entry(character).or_default() += 1;
    }
    let mut ranked: Vec<(char, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|(character, count)| (std::cmp::Reverse(*count), *character));
    ranked.into_iter().map(|(character, _)| character).collect()
}

fn changed(ranked: &[char], variation: u64) -> HashMap<char, char> {
    let mut changed = HashMap::new();
    if variation == 0 {
        return changed;
    }
    let mut random = Random(variation);
    for peers in ranked.chunks(PEERS) {
        let mut others = peers.to_vec();
        for last in (1..others.len()).rev() {
            others.swap(last, random.below(last + 1));
        }
        changed.extend(peers.iter().copied().zip(others));
    }
    changed
}

/// Characters by a law like that of writing: the n-th as often as 1/n or so.
fn drawn(seed: u64) -> String {
    let mut random = Random(seed);
    let character = |_| {
        let rank = (random.below(3000) + 1) * (random.below(3000) + 1) / 3000;
        char::from_u32(0x4E00 + rank as u32).unwrap()
    };
    (0..DRAWN).map(character).collect()
}

/// `SplitMix64`: the same numbers from the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }
}
