//! A draw nobody can steer (S2, E32): the worked example of the reference, what is refused, and the same draw made by a
//! script of another language.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::Command;

use kaijiang_evidence::draw::{
    Assigned, Frame, Inspector, Line, OrderRefusal, Seed, SeedRefusal, Share, Weights, assign, draw, hash_of,
    order, seed, swap,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn reference() -> Value {
    serde_json::from_str(include_str!("reference/values.json")).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(text).collect()
}

/// The worked example, put together from what it says is published.
struct Example {
    vector: Value,
    frame: Frame,
    weights: Weights,
    shares: Vec<Share>,
}

fn example() -> Example {
    let vector = reference()["kaijiang_draw_v1_proposed"].clone();
    let records = vector["records"].as_array().unwrap();
    let line = |record: &Value| Line {
        id: text(&record["id"]).to_owned(),
        stratum: text(&record["stratum"]).to_owned(),
        record: hash_of(&format!("record {}", text(&record["id"]))),
    };
    let weight = |record: &Value| {
        (
            text(&record["id"]).to_owned(),
            u32::try_from(record["weight"].as_u64().unwrap()).unwrap(),
        )
    };
    let shares = vector["reveals"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(party, reveal)| Share {
            party: party.clone(),
            commit: text(&vector["commits"][party]).to_owned(),
            reveal: Some(text(reveal).to_owned()),
        });
    Example {
        frame: Frame::freeze(records.iter().map(line)).unwrap(),
        weights: records.iter().map(weight).collect(),
        shares: shares.collect(),
        vector,
    }
}

impl Example {
    fn seed(&self) -> Seed {
        let (id, public) = (text(&self.vector["draw_id"]), text(&self.vector["public_value"]));
        seed(id, &self.frame.sha256(), &self.shares, public).unwrap().0
    }
}

#[test]
fn s2_the_worked_example() {
    let example = example();
    let vector = &example.vector;
    assert_eq!(example.frame.sha256(), text(&vector["frame_sha256"]));
    for share in &example.shares {
        let commit = Share::commit(
            text(&vector["draw_id"]),
            &share.party,
            share.reveal.as_ref().unwrap(),
        );
        assert_eq!(commit.unwrap(), share.commit);
    }
    let seed = example.seed();
    assert_eq!(seed.as_str(), text(&vector["seed"]));
    let plain = order(&example.frame, &seed, &Weights::new()).unwrap();
    let ids: Vec<&str> = plain.iter().map(|listed| listed.id.as_str()).collect();
    assert_eq!(ids, texts(&vector["order_unweighted"]));
    assert_eq!(plain[0].ticket, text(&vector["first_ticket"]));
    let weighted = order(&example.frame, &seed, &example.weights).unwrap();
    let ids: Vec<&str> = weighted.iter().map(|listed| listed.id.as_str()).collect();
    assert_eq!(ids, texts(&vector["order_weighted"]));
    let sizes = BTreeMap::from([("1".to_owned(), 3), ("2".to_owned(), 3)]);
    let told = draw(&example.frame, &seed, &sizes, &Weights::new()).unwrap();
    for (stratum, first) in vector["stratified_first_3_each"].as_object().unwrap() {
        let of = told.drawn.iter().filter(|listed| listed.stratum == *stratum);
        assert_eq!(
            of.map(|listed| listed.id.as_str()).collect::<Vec<_>>(),
            texts(first)
        );
    }
    assert_eq!(told.drawn.len() + told.replacements.len(), 12);
    // Replacements go on down the same list.
    let next = plain.iter().filter(|listed| listed.stratum == "1").nth(3);
    assert_eq!(told.replacement("1", 0), next);
    assert_eq!(told.replacement("1", 3), None, "six records, three drawn");
}

#[test]
fn s2_e32_inspectors_are_drawn_too_and_never_of_the_unit_itself() {
    let example = example();
    let vector = &example.vector;
    let seed = example.seed();
    let inspectors: Vec<Inspector> = vector["inspectors_home"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(id, home)| Inspector {
            id: id.clone(),
            barred: BTreeSet::from([text(home).to_owned()]),
        })
        .collect();
    // In the example a record belongs to the township of its stratum: T1 or T2.
    let records: Vec<(String, BTreeSet<String>)> = order(&example.frame, &seed, &Weights::new())
        .unwrap()
        .into_iter()
        .map(|listed| (listed.id, BTreeSet::from([format!("T{}", listed.stratum)])))
        .collect();
    let assigned = assign(&records, &inspectors, &seed);
    let first = vector["assignment_first6"].as_array().unwrap();
    for (told, expected) in assigned.iter().zip(first) {
        assert_eq!(
            vec![told.record.as_str(), told.inspector.as_deref().unwrap()],
            texts(expected)
        );
    }
    // E32: the one drawn turns out to be related. Somebody else takes this record, the others stay.
    let (record, before) = (&assigned[0].record, assigned[0].inspector.as_deref());
    let after = swap(&assigned, record, &inspectors, &seed);
    assert!(after.is_some() && after.as_deref() != before);
    assert_eq!(
        after,
        swap(&assigned, record, &inspectors, &seed),
        "the same again"
    );
    // Everybody is barred from a joint record of all three: somebody from outside is needed.
    let joint = (
        "S-joint".to_owned(),
        BTreeSet::from(["T1", "T2", "T3"].map(str::to_owned)),
    );
    let told: Vec<Assigned> = assign(&[joint], &inspectors, &seed);
    assert_eq!(told[0].inspector, None);
}

#[test]
fn s2_who_does_not_reveal_is_named_and_the_draw_goes_on() {
    let mut example = example();
    let (id, public) = ("D-2020Q4-01", "ssq-2020131:04,05,08,12,20,31+09");
    example.shares[0].reveal = None;
    let frame = example.frame.sha256();
    let (told, used) = seed(id, &frame, &example.shares, public).unwrap();
    assert_eq!(used.missing, ["auditor"]);
    assert_eq!(used.revealed, ["county", "township"]);
    assert_ne!(told.as_str(), text(&example.vector["seed"]));
    // No other input gives the same seed.
    let changed = [
        seed("D-2020Q4-02", &frame, &example.shares, public),
        seed(id, &hash_of("another frame"), &example.shares, public),
        seed(id, &frame, &example.shares, "ssq-2020131:04,05,08,12,20,31+10"),
    ];
    for other in changed {
        assert!(other.is_err() || other.unwrap().0 != told);
    }
}

#[test]
fn s2_a_seed_that_somebody_could_have_bent_is_refused() {
    let secret = "a3f5c0de11223344556677889900aabb";
    let weak = |reveal| Share::commit("D", "county", reveal).unwrap_err();
    for reveal in [
        "",
        "1234",
        "A3F5C0DE11223344556677889900AABB",
        "a3f5c0de11223344556677889900aab\n",
    ] {
        assert_eq!(
            weak(reveal),
            SeedRefusal::WeakSecret {
                party: "county".into()
            }
        );
    }
    for name in ["", "a:b", "public", "a\nb", " county"] {
        assert!(Share::commit("D", name, secret).is_err(), "{name:?}");
    }
    let share = |party: &str, reveal: &str| Share {
        party: party.into(),
        commit: Share::commit("D", party, reveal).unwrap(),
        reveal: Some(reveal.into()),
    };
    let frame = hash_of("frame");
    let ask = |shares: &[Share]| seed("D", &frame, shares, "6").map(|_| ()).unwrap_err();
    let mut other = share("county", secret);
    other.reveal = Some("b3f5c0de11223344556677889900aabb".into());
    assert_eq!(
        ask(&[other]),
        SeedRefusal::OtherSecret {
            party: "county".into()
        }
    );
    let twice = [share("county", secret), share("county", secret)];
    assert_eq!(
        ask(&twice),
        SeedRefusal::Twice {
            party: "county".into()
        }
    );
    let mut copied = share("township", secret);
    copied.commit = share("county", secret).commit;
    copied.reveal = None;
    assert_eq!(
        ask(&[share("county", secret), copied]),
        SeedRefusal::CopiedCommit {
            party: "township".into()
        }
    );
    assert_eq!(
        seed("D", &frame, &[], "1\npublic:2").unwrap_err(),
        SeedRefusal::NotAField {
            value: "1\npublic:2".into()
        }
    );
    assert_eq!(Seed::read("12"), Err(SeedRefusal::NotASeed));
}

#[test]
fn s2_sizes_and_weights_that_the_frame_cannot_give_are_refused() {
    let example = example();
    let seed = example.seed();
    let ask = |stratum: &str, size| {
        draw(
            &example.frame,
            &seed,
            &BTreeMap::from([(stratum.to_owned(), size)]),
            &Weights::new(),
        )
        .err()
    };
    assert_eq!(
        ask("3", 1),
        Some(OrderRefusal::NoSuchStratum { stratum: "3".into() })
    );
    assert_eq!(
        ask("1", 7),
        Some(OrderRefusal::TooFew {
            stratum: "1".into(),
            records: 6
        })
    );
    let weigh =
        |id: &str, weight| order(&example.frame, &seed, &Weights::from([(id.to_owned(), weight)])).err();
    assert_eq!(
        weigh("S-2020-0001", 9),
        Some(OrderRefusal::NoSuchWeight {
            id: "S-2020-0001".into()
        })
    );
    assert_eq!(
        weigh("S-2020-0001", 0),
        Some(OrderRefusal::NoSuchWeight {
            id: "S-2020-0001".into()
        })
    );
    assert_eq!(
        weigh("S-9", 1),
        Some(OrderRefusal::NoSuchRecord { id: "S-9".into() })
    );
}

/// docs/draw.py, which shares nothing with us but the description, gives the same list.
#[test]
fn s2_a_script_of_another_language_repeats_the_draw() {
    let Ok(version) = Command::new("python3").arg("--version").output() else {
        skipped("s2_a_script_of_another_language_repeats_the_draw", "no python3");
        return;
    };
    assert!(version.status.success());
    let example = example();
    let sizes = BTreeMap::from([("1".to_owned(), 2), ("2".to_owned(), 3)]);
    let told = draw(&example.frame, &example.seed(), &sizes, &example.weights).unwrap();
    let vector = &example.vector;
    let published = json!({
        "draw": vector["draw_id"], "frame": example.frame.to_string(), "frame_sha256": example.frame.sha256(),
        "commits": vector["commits"], "reveals": vector["reveals"], "public": vector["public_value"],
        "seed": vector["seed"], "sizes": sizes, "weights": example.weights,
    });
    let file = std::env::temp_dir().join(format!("kaijiang-draw-{}.json", std::process::id()));
    std::fs::write(&file, published.to_string()).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/draw.py");
    let output = Command::new("python3").arg(script).arg(&file).output().unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let (mut drawn, mut replacements) = (Vec::new(), Vec::new());
    for line in std::str::from_utf8(&output.stdout).unwrap().lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let list = if fields[0] == "drawn" {
            &mut drawn
        } else {
            &mut replacements
        };
        list.push([fields[1], fields[2], fields[3]].map(str::to_owned));
    }
    let ours = |listed: &[kaijiang_evidence::draw::Listed]| -> Vec<[String; 3]> {
        listed
            .iter()
            .map(|one| [one.stratum.clone(), one.id.clone(), one.ticket.clone()])
            .collect()
    };
    assert_eq!(
        (drawn, replacements),
        (ours(&told.drawn), ours(&told.replacements))
    );
}

/// Notes that a test did not run, and why.
fn skipped(test: &str, why: &str) {
    if let Some(list) = std::env::var_os("KAIJIANG_TEST_SKIPS") {
        let file = std::fs::OpenOptions::new().create(true).append(true).open(list);
        writeln!(file.unwrap(), "SKIPPED: {test}: {why}").unwrap();
    }
}

/// Other people's draws by SHA-256 come out right with our hash: Rivest's sampler, all ten cases and the big transcript.
#[test]
fn s2_rivests_sampler() {
    let all = reference();
    let rivest = &all["rivest_sampler"];
    let pick = |seed: &str, number: usize, all: u64| {
        // The hash modulo N, four bits at a time.
        let hash = hash_of(&format!("{seed},{number}"));
        1 + hash.chars().fold(0, |rest, digit| {
            (rest * 16 + u64::from(digit.to_digit(16).unwrap())) % all
        })
    };
    for case in rivest["cases_with_replacement"].as_array().unwrap() {
        for (pick_told, number) in case["picks"].as_array().unwrap().iter().zip(1..) {
            let told = pick(text(&case["seed"]), number, case["N"].as_u64().unwrap());
            assert_eq!(Some(told), pick_told.as_u64());
        }
    }
    let apple = &rivest["big_apple_without_replacement"];
    let (seed, all) = (text(&apple["seed"]), apple["N"].as_u64().unwrap());
    let mut picks: Vec<u64> = Vec::new();
    for number in 1.. {
        let told = pick(seed, number, all);
        if !picks.contains(&told) {
            picks.push(told);
        }
        if Some(picks.len()) == apple["n"].as_u64().and_then(|n| usize::try_from(n).ok()) {
            break;
        }
    }
    let expected: Vec<u64> = apple["picks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_u64().unwrap())
        .collect();
    assert_eq!(picks, expected);
}

/// And consistent-sampler, which orders by fractions made of the decimal digits of the hash, read backwards.
#[test]
fn s2_consistent_sampler() {
    let all = reference();
    let oracle = &all["consistent_sampler_oracle"];
    let digits = |input: &str| -> String {
        let mut decimal: Vec<u8> = vec![0];
        for digit in hash_of(input).chars().map(|digit| digit.to_digit(16).unwrap()) {
            let mut carry = digit;
            for place in &mut decimal {
                carry += u32::from(*place) * 16;
                *place = u8::try_from(carry % 10).unwrap();
                carry /= 10;
            }
            while carry > 0 {
                decimal.push(u8::try_from(carry % 10).unwrap());
                carry /= 10;
            }
        }
        decimal.resize(decimal.len().max(64), 0);
        decimal.iter().map(|place| char::from(b'0' + place)).collect()
    };
    let nines = |fraction: &str| fraction[2..].chars().take_while(|digit| *digit == '9').count();
    let trimmed = |fraction: &str| fraction[..(2 + nines(fraction) + 18).min(fraction.len())].to_owned();
    let first = |seed: &str, id: &str| format!("0.{}", digits(&format!("{}{id}", hash_of(seed))));
    let next = |fraction: &str| {
        (1..1000)
            .map(|count| {
                format!(
                    "{}{}",
                    &fraction[..2 + nines(fraction)],
                    digits(&format!("{fraction}:{count}"))
                )
            })
            .find(|next| next.as_str() > fraction)
            .unwrap()
    };
    let row = |fraction: &str, id: &str, round: u64| json!([trimmed(fraction), id, round]);
    let seed = text(&oracle["seed"]);
    let mut told: Vec<(String, String)> = (1..=20)
        .map(|number| format!("S{number:04}"))
        .map(|id| (first(seed, &id), id))
        .collect();
    told.sort();
    let told: Vec<Value> = told
        .iter()
        .take(8)
        .map(|(fraction, id)| row(fraction, id, 1))
        .collect();
    assert_eq!(Value::from(told), oracle["first8"]);
    let mut heap: Vec<(String, &str, u64)> = ["A", "B", "C"].map(|id| (first("abc", id), id, 1)).to_vec();
    let mut told = Vec::new();
    while told.len() < 8 {
        heap.sort();
        let (fraction, id, round) = heap.remove(0);
        heap.push((next(&fraction), id, round + 1));
        told.push(row(&fraction, id, round));
    }
    assert_eq!(
        Value::from(told),
        oracle["with_replacement_seed_abc_ids_A_B_C_first8"]
    );
}

/// 6.8: over many seeds every record is drawn as often as any other, and a weight of five counts five times for the first.
#[test]
fn s2_tickets_favour_nobody() {
    let ids: Vec<String> = (0..20).map(|number| format!("S-{number}")).collect();
    let lines = ids.iter().map(|id| Line {
        id: id.clone(),
        stratum: "1".into(),
        record: hash_of(id),
    });
    let frame = Frame::freeze(lines).unwrap();
    let weights = Weights::from([("S-3".to_owned(), 5)]);
    let (mut hits, mut heavy, seeds) = (BTreeMap::<String, u32>::new(), 0_u32, 4000_u32);
    for number in 0..seeds {
        let seed = Seed::read(&hash_of(&number.to_string())).unwrap();
        for listed in order(&frame, &seed, &Weights::new()).unwrap().into_iter().take(5) {
            *hits.entry(listed.id).or_insert(0) += 1;
        }
        heavy += u32::from(order(&frame, &seed, &weights).unwrap()[0].id == "S-3");
    }
    // Expected 1,000 each, with a standard deviation of 27 (a quarter of 4,000, without replacement).
    let chi: f64 = hits
        .values()
        .map(|hits| (f64::from(*hits) - 1000.0).powi(2) / 1000.0)
        .sum::<f64>()
        / 0.75;
    assert_eq!(hits.len(), 20);
    assert!(chi < 43.8, "chi-square {chi} with 19 degrees: p under 0.001");
    // 5 of 24: 833, with a standard deviation of 26.
    assert!((f64::from(heavy) - 833.3).abs() < 80.0, "{heavy} of {seeds}");
}

proptest! {
    /// More records later go on down the same list, and a stratum's draw does not hang on the others.
    #[test]
    fn s2_a_longer_draw_begins_with_the_shorter(
        strata in proptest::collection::vec(0_u8..3, 3..40), key in any::<u64>(), share in 0_u64..100,
    ) {
        let lines = strata.iter().enumerate().map(|(at, stratum)| Line {
            id: format!("S-{at}"), stratum: stratum.to_string(), record: hash_of("x"),
        });
        let frame = Frame::freeze(lines).unwrap();
        let seed = Seed::read(&hash_of(&key.to_string())).unwrap();
        let sizes = |more: u64| -> BTreeMap<String, u64> {
            frame.strata().iter().map(|(id, all)| ((*id).to_owned(), (all * share / 100 + more).min(*all))).collect()
        };
        let (short, long) = (sizes(0), sizes(1));
        let ids = |sizes: &BTreeMap<String, u64>, stratum: &str| -> Vec<String> {
            let told = draw(&frame, &seed, sizes, &Weights::new()).unwrap();
            told.drawn.into_iter().filter(|one| one.stratum == stratum).map(|one| one.id).collect()
        };
        for (stratum, size) in &short {
            let (first, then) = (ids(&short, stratum), ids(&long, stratum));
            prop_assert_eq!(u64::try_from(first.len()).unwrap(), *size);
            prop_assert!(then.starts_with(&first));
            let alone = BTreeMap::from([(stratum.clone(), *size)]);
            prop_assert_eq!(ids(&alone, stratum), first);
        }
    }
}
