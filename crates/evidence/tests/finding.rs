//! Copies told from what everybody may say: S3 (理论脱离实际、照搬照抄), S4 (一份讲稿用几年), E19 (审阅), E33 (抽查).

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

mod scripts;

use std::ops::Range;

use kaijiang_evidence::text::{
    GUARANTEE, Index, Normalised, Passage, Relation, Report, Row, Seed, Thresholds, compare, fingerprint,
};
use proptest::prelude::*;
use scripts::{Heap, draw, edited};

fn one(report: &Report, source: u32) -> Vec<Range<u32>> {
    assert!(report.is_flagged, "{report:?}");
    assert_eq!(
        report.matches.first().map(|found| found.source),
        Some(source),
        "{report:?}"
    );
    report.matches[0]
        .passages
        .iter()
        .map(|passage| passage.letters.clone())
        .collect()
}

fn close(range: &Range<u32>, wanted: Range<u32>) {
    let near = |a: u32, b: u32| a.abs_diff(b) <= 3;
    assert!(
        near(range.start, wanted.start) && near(range.end, wanted.end),
        "{range:?}, wanted {wanted:?}"
    );
}

#[test]
fn s4_each_kind_of_copy_is_found_in_its_place() {
    let source = draw(1, 900);
    let own = draw(2, 700);
    let piece: String = source.chars().skip(300).take(200).collect();
    let put = |piece: &str| format!("{}{piece}{}", first(&own, 350), rest(&own, 350));
    for (name, script) in [
        ("as it is", put(&piece)),
        ("with spaces and marks", put(&after_each(&piece, "， "))),
        ("with readings", put(&after_each(&piece, "（ｊｉａｎｇ）"))),
        ("one letter of ten edited", put(&edited(&piece, 10))),
        ("one letter of seven edited", put(&edited(&piece, 7))),
    ] {
        let heap = Heap::of(&[&draw(3, 800), &source, &draw(4, 800)], &[]);
        let report = heap.ask(&script, |_| Relation::Other);
        let found = one(&report, 1);
        assert_eq!(found.len(), 1, "{name}");
        let length = u32::try_from(Normalised::new(&script).len()).unwrap() - 700;
        close(&found[0], 350..350 + length);
        assert!((report.shares.others - report.share).abs() < 0.01, "{name}");
        assert!(
            report.shares.own_earlier < 1e-9 && report.shares.quotable < 1e-9,
            "{name}"
        );
    }
}

#[test]
fn s4_traditional_characters_hide_nothing() {
    let (simplified, traditional) = (
        "为贯彻落实党中央关于乡村振兴战略的决策部署我们要认真组织广大党员学习领会会议精神把思想统一到实际行动上来这个问题说到底是一个认识问题也是责任问题",
        "為貫徹落實黨中央關於鄉村振興戰略的決策部署我們要認真組織廣大黨員學習領會會議精神把思想統一到實際行動上來這個問題說到底是一個認識問題也是責任問題",
    );
    let heap = Heap::of(&[simplified], &[]);
    let report = heap.ask(traditional, |_| Relation::Other);
    assert!(report.is_flagged && report.share > 0.99, "{report:?}");
}

#[test]
fn s3_paragraphs_in_another_order_are_still_a_copy() {
    let parts: Vec<String> = (10..15).map(|seed| draw(seed, 180)).collect();
    let heap = Heap::of(&[&parts.concat()], &[]);
    let turned = [3, 0, 4, 1, 2].map(|part: usize| parts[part].clone()).concat();
    let report = heap.ask(&turned, |_| Relation::Other);
    let found = one(&report, 0);
    assert!(report.share > 0.98, "{report:?}");
    assert!(
        found.windows(2).all(|pair| pair[0].end <= pair[1].start),
        "{found:?}"
    );
}

#[test]
fn s4_last_years_script_is_ones_own() {
    let last = format!(
        "{}二〇一九年全村收入三百二十一万元{}",
        draw(20, 400),
        draw(21, 400)
    );
    let this = last
        .replace("二〇一九", "二〇二〇")
        .replace("三百二十一", "四百零七");
    let heap = Heap::of(&[&draw(22, 500), &last], &[]);
    let report = heap.ask(&this, |number| {
        if number == 1 {
            Relation::Own
        } else {
            Relation::Other
        }
    });
    assert_eq!(one(&report, 1).len(), 1);
    assert!(
        report.shares.own_earlier > 0.98 && report.shares.others < 1e-9,
        "{:?}",
        report.shares
    );
}

#[test]
fn e19_a_quotable_passage_is_nobodys() {
    let law = draw(30, 260);
    let with_law = |seed: u64| format!("{}{law}{}", draw(seed, 300), draw(seed + 1, 300));
    let heap = Heap::of(&[&with_law(40)], &[&law]);
    let report = heap.ask(&with_law(50), |_| Relation::Other);
    assert!(!report.is_flagged && report.matches.is_empty(), "{report:?}");
    assert!(
        (report.shares.quotable - 260.0 / 860.0).abs() < 0.01,
        "{:?}",
        report.shares
    );
    // The same without the list is a copy.
    assert!(
        Heap::of(&[&with_law(40)], &[])
            .ask(&with_law(50), |_| Relation::Other)
            .is_flagged
    );
}

#[test]
fn e33_a_copy_is_found_on_both_sides_of_what_it_quotes() {
    let (law, before, after) = (draw(71, 120), draw(72, 300), draw(73, 320));
    let whole = format!("{before}{law}{after}");
    let heap = Heap::of(&[&whole], &[&law]);
    let report = heap.ask(&whole, |_| Relation::Other);
    assert!(report.is_flagged && report.share > 0.97, "{}", report.share);
    let passages = &report.matches[0].passages;
    assert_eq!(passages.len(), 2);
    close(&passages[0].letters, 0..300);
    close(&passages[1].letters, 420..740);
    close(&passages[1].source, 420..740);
}

#[test]
fn e33_an_outline_of_many_is_no_copy_and_a_copy_under_it_is() {
    let (opening, close) = (draw(60, 70), draw(61, 80));
    let under = |text: &str| format!("{opening}{text}{close}");
    let texts: Vec<String> = (0..40).map(|number| draw(100 + number, 600)).collect();
    let scripts: Vec<String> = texts.iter().map(|text| under(text)).collect();
    let heap = Heap::of(&scripts.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
    let honest = heap.ask(&under(&draw(99, 600)), |_| Relation::Other);
    assert!(!honest.is_flagged, "{honest:?}");
    assert!(
        (honest.shares.set_phrases - 150.0 / 750.0).abs() < 0.03,
        "{:?}",
        honest.shares
    );
    let copied = under(&format!(
        "{}{}",
        first(&draw(98, 600), 450),
        first(&texts[17], 150)
    ));
    let report = heap.ask(&copied, |_| Relation::Other);
    assert_eq!(one(&report, 17).len(), 1);
}

#[test]
fn s3_a_script_that_went_round_the_county_is_no_outline() {
    let script = draw(70, 900);
    let many = vec![script.as_str(); 60];
    let report = Heap::of(&many, &[]).ask(&script, |_| Relation::Other);
    assert!(report.is_flagged && report.share > 0.98, "{report:?}");
    assert_eq!(report.matches[0].source, 0, "the earliest");
}

#[test]
fn e33_of_two_that_copy_one_source_the_source_is_named() {
    let source = draw(80, 800);
    let piece: String = source.chars().skip(100).take(300).collect();
    let copy = format!("{}{}{}", draw(81, 300), edited(&piece, 12), draw(82, 300));
    let later = format!("{}{piece}{}", draw(83, 300), draw(84, 300));
    let heap = Heap::of(&[&source, &copy], &[]);
    assert_eq!(one(&heap.ask(&later, |_| Relation::Other), 0).len(), 1);
}

#[test]
fn e33_only_earlier_documents_are_sources() {
    let script = draw(90, 500);
    let heap = Heap::of(&[&script, &script], &[]);
    let earlier = |number| {
        if number == 0 {
            Relation::Other
        } else {
            Relation::NotEarlier
        }
    };
    let report = heap.ask(&script, earlier);
    assert_eq!(
        report
            .matches
            .iter()
            .map(|found| found.source)
            .collect::<Vec<_>>(),
        [0]
    );
    assert!(!heap.ask(&script, |_| Relation::NotEarlier).is_flagged);
}

#[test]
fn s3_a_turn_of_phrase_is_no_copy() {
    let phrase = draw(95, 30);
    let with = |seed| format!("{}{phrase}{}", draw(seed, 300), draw(seed + 1, 300));
    let report = Heap::of(&[&with(200)], &[]).ask(&with(210), |_| Relation::Other);
    assert!(!report.is_flagged, "{report:?}");
}

#[test]
fn nothing_and_little_are_asked_without_harm() {
    let heap = Heap::of(&["", "讲", "开讲啦"], &[""]);
    for script in ["", "讲", "开讲啦", "()（）。\u{FFFD}"] {
        assert_eq!(heap.ask(script, |_| Relation::Other).matches, []);
    }
    assert_eq!(
        Heap::of(&[], &[]).ask("党课开讲啦", |_| Relation::Other).matches,
        []
    );
}

#[test]
fn two_texts_side_by_side() {
    let (one, other) = (draw(300, 300), draw(301, 300));
    let both = [
        Normalised::new(&format!("{one}{other}")),
        Normalised::new(&format!("{other}{one}")),
    ];
    let passages = compare(&both[0], &both[1], &Thresholds::default());
    let ranges: Vec<_> = passages
        .iter()
        .map(|p: &Passage| (p.letters.clone(), p.source.clone()))
        .collect();
    assert_eq!(ranges.len(), 2, "{ranges:?}");
    close(&ranges[0].0, 0..300);
    close(&ranges[0].1, 300..600);
}

fn after_each(text: &str, mark: &str) -> String {
    text.chars()
        .flat_map(|letter| [letter.to_string(), mark.to_owned()])
        .collect()
}

fn first(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}

fn rest(text: &str, letters: usize) -> String {
    text.chars().skip(letters).collect()
}

fn seeds(letters: &[u16]) -> Vec<Seed> {
    let mut seeds = Vec::new();
    fingerprint(letters, &mut seeds);
    seeds
}

/// Letters of a small alphabet, where equal k-grams lie close together; or of a large one.
fn letters(length: Range<usize>) -> impl Strategy<Value = Vec<u16>> {
    (prop_oneof![Just(2_u16), Just(5), Just(3000)], length)
        .prop_flat_map(|(size, length)| prop::collection::vec(0x4E00..0x4E00 + size, length))
}

proptest! {
    #[test]
    fn thirteen_letters_shared_share_a_seed(
        shared in letters(GUARANTEE..40), before in letters(0..30), after in letters(0..30),
        other_before in letters(0..30), other_after in letters(0..30),
    ) {
        let text = [before.clone(), shared.clone(), after].concat();
        let other = [other_before.clone(), shared.clone(), other_after].concat();
        let inside = |letters: &[u16], from: usize| -> Vec<(u32, usize)> {
            let at = |seed: &Seed| usize::try_from(seed.at).unwrap();
            seeds(letters).iter().filter(|seed| at(seed) >= from && at(seed) + 5 <= from + shared.len())
                .map(|seed| (seed.hash, at(seed) - from)).collect()
        };
        let (ours, theirs) = (inside(&text, before.len()), inside(&other, other_before.len()));
        for start in 0..=shared.len() - GUARANTEE {
            let in_window = |seed: &&(u32, usize)| seed.1 >= start && seed.1 + 5 <= start + GUARANTEE;
            prop_assert!(ours.iter().filter(in_window).any(|seed| theirs.contains(seed)), "{start}");
        }
    }

    #[test]
    fn the_index_says_every_place_of_every_seed(texts in prop::collection::vec(letters(0..120), 1..20)) {
        let mut index = Index::default();
        let mut loaded = Index::default();
        let mut rows = Vec::new();
        for (number, text) in (0_u32..).zip(&texts) {
            prop_assert_eq!(index.add(text).unwrap(), number);
            prop_assert_eq!(loaded.load(text).unwrap(), number);
            rows.extend(seeds(text).iter().map(|seed| (seed.hash, number, seed.at)));
        }
        loaded.settle();
        for (hash, document, at) in rows {
            for index in [&index, &loaded] {
                let mut places = Vec::new();
                prop_assert!(index.find(hash, (2, usize::MAX), &mut places));
                prop_assert!(places.is_sorted());
                prop_assert!(places.contains(&(index.span(document).start + at)));
                prop_assert!(!index.find(hash, (0, 0), &mut places) && places.is_empty());
            }
        }
    }

    #[test]
    fn an_index_made_again_of_its_rows_is_the_same(texts in prop::collection::vec(letters(0..120), 1..20)) {
        let mut index = Index::default();
        for text in &texts {
            index.add(text).unwrap();
        }
        let mut rows: Vec<Row> = index.rows().collect();
        rows.sort_by_key(|row| (row.document, row.at));
        let mut again = Index::default();
        for (number, text) in (0_u32..).zip(&texts) {
            let own = rows.iter().filter(|row| row.document == number);
            let seeds: Vec<Seed> = own.map(|row| Seed { hash: row.hash, at: row.at }).collect();
            again.add_seeds(text.len(), &seeds).unwrap();
        }
        let sorted = |index: &Index| { let mut rows: Vec<Row> = index.rows().collect(); rows.sort_unstable(); rows };
        prop_assert_eq!(sorted(&index), sorted(&again));
    }

    #[test]
    fn what_is_found_agrees(seed in 0_u64..1000, from in 0_usize..300, length in 130_usize..300, every in 8_usize..40) {
        let source = draw(seed, 700);
        let piece: String = source.chars().skip(from).take(length).collect();
        let script = format!("{}{}{}", draw(seed + 1, 200), edited(&piece, every), draw(seed + 2, 200));
        let heap = Heap::of(&[&source], &[]);
        let report = heap.ask(&script, |_| Relation::Other);
        prop_assert!(report.is_flagged, "{:?}", report);
        for passage in &report.matches[0].passages {
            prop_assert!(passage.letters.end <= u32::try_from(script.chars().count()).unwrap());
            prop_assert!(passage.source.end <= 700);
            prop_assert!(passage.score <= passage.length());
        }
    }

    #[test]
    fn the_same_on_every_number_of_threads(seed in 0_u64..1000) {
        let scripts: Vec<String> = (0..12).map(|number| {
            format!("{}{}", draw(seed + number / 3, 200), draw(seed + 50 + number, 200))
        }).collect();
        let heap = Heap::of(&scripts.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
        let ask = |number: usize| heap.ask(&scripts[number], |other| {
            if usize::try_from(other).unwrap() < number { Relation::Other } else { Relation::NotEarlier }
        });
        let alone: Vec<Report> = (0..12).map(ask).collect();
        let together: Vec<Report> = std::thread::scope(|threads| {
            let asked: Vec<_> = (0..12).rev().map(|number| threads.spawn(move || ask(number))).collect();
            asked.into_iter().rev().map(|asked| asked.join().unwrap()).collect()
        });
        prop_assert_eq!(alone, together);
    }
}
