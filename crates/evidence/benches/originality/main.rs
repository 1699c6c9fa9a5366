//! What a heap of scripts costs, beside a floor and what others offer: `cargo xtask bench originality`.
//! CPU time of one thread. Another number of documents: `cargo xtask bench originality -- 100000`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a bench over texts it drew itself"
)]

mod heap;
mod peers;

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;
use heap::Heap;
use kaijiang_evidence::text::{Index, Normalised, Relation, Scratch, Search, Seed, Thresholds, fingerprint};

/// Documents, when no other number is given.
const DOCUMENTS: usize = 20_000;
/// Documents asked about, and added one by one.
const ASKED: usize = 4_000;

fn main() {
    let given = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok());
    let heap = heap::fill(given.unwrap_or(DOCUMENTS));
    println!(
        "{} documents, {:.1} MB, {}; CPU time of one thread",
        heap.texts.len(),
        heap.bytes as f64 / 1e6,
        heap.made_of
    );
    floor(&heap);
    let index = index(&heap);
    ask(&heap, &index);
    add(&heap, index);
    peers::ask(&heap);
}

/// What no index can go below: letters, seeds, and the seeds in order.
fn floor(heap: &Heap) {
    let mut normalised = Normalised::default();
    normalised.read("made once");
    let (letters, ()) = timed(|| {
        for text in &heap.texts {
            normalised.read(black_box(text));
        }
    });
    rate(heap, "floor: normalise", letters);
    let mut seeds: Vec<Seed> = Vec::new();
    let (winnowed, mut all) = timed(|| {
        let mut all = Vec::new();
        for text in &heap.texts {
            normalised.read(text);
            fingerprint(normalised.letters(), &mut seeds);
            all.extend(
                seeds
                    .iter()
                    .map(|seed| (u64::from(seed.hash) << 32) | u64::from(seed.at)),
            );
        }
        all
    });
    rate(heap, "floor: normalise, winnow", winnowed);
    let (sorted, ()) = timed(|| all.sort_unstable());
    rate(heap, "floor: normalise, winnow, sort", winnowed + sorted);
    println!(
        "  {:.3} of the text is 6 bytes for each of its {} seeds",
        6.0 * all.len() as f64 / heap.bytes as f64,
        all.len()
    );
}

fn index(heap: &Heap) -> Index {
    let mut normalised = Normalised::default();
    let (took, index) = timed(|| {
        let mut index = Index::default();
        for text in &heap.texts {
            normalised.read(text);
            index.load(normalised.letters()).unwrap();
        }
        index.settle();
        index
    });
    rate(heap, "ours: normalise, index", took);
    println!(
        "  index {:.3} of the text",
        index.bytes() as f64 / heap.bytes as f64
    );
    index
}

/// Passages and shares of documents spread over the heap, each against all before it.
fn ask(heap: &Heap, index: &Index) {
    let nothing = Index::small();
    let search = Search {
        index,
        corpus: heap,
        quotable_index: &nothing,
        quotable: heap,
        limits: Thresholds::default(),
    };
    let (mut normalised, mut scratch) = (Normalised::default(), Scratch::default());
    let step = heap.texts.len().div_ceil(ASKED).max(1);
    let (mut times, mut flagged) = (Vec::new(), 0);
    for number in (0..heap.texts.len()).step_by(step) {
        let earlier = |other: u32| {
            if (other as usize) < number {
                Relation::Other
            } else {
                Relation::NotEarlier
            }
        };
        let (took, report) = timed(|| {
            normalised.read(&heap.texts[number]);
            search.report(&normalised, earlier, &mut scratch)
        });
        times.push(took);
        flagged += usize::from(report.is_flagged);
    }
    spread("ours: query with passages", &mut times);
    println!("  {flagged} of {} flagged", times.len());
}

/// One script more, again and again, on top of all.
fn add(heap: &Heap, mut index: Index) {
    let mut normalised = Normalised::default();
    let mut times = Vec::new();
    for text in heap.texts.iter().take(ASKED) {
        let (took, _) = timed(|| {
            normalised.read(text);
            index.add(normalised.letters()).unwrap()
        });
        times.push(took);
    }
    spread("ours: one script added", &mut times);
    println!(
        "  index {:.3} of the text then",
        index.bytes() as f64 / heap.bytes as f64 / (1.0 + times.len() as f64 / heap.texts.len() as f64)
    );
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let began = ThreadTime::now();
    let done = work();
    (began.elapsed(), done)
}

fn rate(heap: &Heap, what: &str, took: Duration) {
    let seconds = took.as_secs_f64();
    println!(
        "{what:<34}{:>9.0} documents/s{:>8.0} MB/s",
        heap.texts.len() as f64 / seconds,
        heap.bytes as f64 / 1e6 / seconds
    );
}

fn spread(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |hundredths: usize| times[(times.len() - 1) * hundredths / 100].as_secs_f64() * 1e3;
    println!(
        "{what:<34}p50 {:.3} ms, p99 {:.3} ms, max {:.3} ms",
        at(50),
        at(99),
        at(100)
    );
}
