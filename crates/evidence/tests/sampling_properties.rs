//! What holds of every sample (S2): sizes are the smallest there are, more records never need fewer, bounds hold as often as
//! they promise, and brute force finds nothing worse.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use kaijiang_evidence::sampling::{
    Plan, Proportion, Stratum, bound, bound_at_any_time, interval_without_limit, proportional,
    stratified_size, worst_placement,
};
use proptest::prelude::*;

fn percent(percent: u64) -> Proportion {
    Proportion::percent(percent).unwrap()
}

/// C(n, k) with small numbers, by Pascal.
fn choose(n: u64, k: u64) -> u128 {
    if k > n {
        return 0;
    }
    (0..k).fold(1, |ways, step| ways * u128::from(n - step) / u128::from(step + 1))
}

/// Ways to draw at most `found` of `bad`.
fn at_most(records: u64, bad: u64, drawn: u64, found: u64) -> u128 {
    (0..=found)
        .map(|hit| {
            if hit > drawn {
                0
            } else {
                choose(bad, hit) * choose(records - bad, drawn - hit)
            }
        })
        .sum()
}

/// Small numbers that repeat (`SplitMix64`), for draws in tests.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below
    }

    /// How many bad ones a draw without replacement finds, after each record.
    fn found(&mut self, records: u64, bad: u64, drawn: u64) -> Vec<u64> {
        let (mut left, mut bad, mut found) = (records, bad, 0);
        let mut so_far = Vec::new();
        for _ in 0..drawn {
            if self.next(left) < bad {
                bad -= 1;
                found += 1;
            }
            left -= 1;
            so_far.push(found);
        }
        so_far
    }
}

proptest! {
    #[test]
    fn s2_a_size_is_the_smallest_that_is_enough(
        records in 2_u64..60, tolerable in 1_u64..60, confidence in 50_u64..100, allowed in 0_u64..4,
    ) {
        let Ok(plan) = Plan::new(records, percent(tolerable), percent(confidence), allowed) else {
            return Ok(());
        };
        let size = plan.size();
        let is_enough = |drawn| {
            let ways = at_most(records, size.too_many, drawn, allowed);
            ways * 100 <= u128::from(100 - confidence) * choose(records, drawn)
        };
        prop_assert!(is_enough(size.drawn));
        prop_assert!(!(1..size.drawn).any(is_enough));
    }

    #[test]
    fn s2_bounds_are_those_found_by_trying_every_number(
        records in 1_u64..40, drawn in 0_u64..40, failed in 0_u64..40, confidence in 50_u64..100,
    ) {
        let drawn = drawn.min(records);
        let failed = failed.min(drawn);
        let risk = u128::from(100 - confidence);
        let all = choose(records, drawn);
        let upper = (0..=records).filter(|bad| at_most(records, *bad, drawn, failed) * 100 > risk * all).max();
        let below = |bad: u64| failed.checked_sub(1).map_or(0, |less| at_most(records, bad, drawn, less));
        let lower = (0..=records).find(|bad| (all - below(*bad)) * 100 > risk * all);
        let told = bound(records, drawn, failed, percent(confidence)).unwrap();
        prop_assert_eq!((Some(told.least), Some(told.most)), (lower, upper));
        // Looking after every record costs width, and never lies inside what one look gives.
        let kept: Vec<u64> = (0..=records)
            .filter(|bad| drawn <= records && *bad >= failed && records - bad >= drawn - failed)
            .filter(|bad| {
                let ways = choose(*bad, failed) * choose(records - bad, drawn - failed) * u128::from(records + 1);
                ways * 100 > risk * choose(records + 1, drawn + 1)
            })
            .collect();
        let told = bound_at_any_time(records, drawn, failed, percent(confidence)).unwrap();
        prop_assert_eq!((kept.first(), kept.last()), (Some(&told.least), Some(&told.most)));
    }

    #[test]
    fn s2_more_asked_never_needs_fewer(
        records in 10_u64..3000, tolerable in 1_u64..30, confidence in 60_u64..99, allowed in 0_u64..3,
    ) {
        let size = |records, tolerable, confidence, allowed| {
            Plan::new(records, percent(tolerable), percent(confidence), allowed).map(|plan| plan.size().drawn)
        };
        let Ok(here) = size(records, tolerable, confidence, allowed) else { return Ok(()); };
        prop_assert!(size(records, tolerable, confidence + 1, allowed).unwrap() >= here, "surer");
        prop_assert!(size(records, tolerable + 1, confidence, allowed).unwrap() <= here, "more tolerable");
        if let Ok(more) = size(records, tolerable, confidence, allowed + 1) {
            prop_assert!(more > here, "one more failure allowed");
        }
    }

    #[test]
    fn s2_one_more_failure_never_proves_less(
        records in 1_u64..2000, drawn in 1_u64..200, failed in 0_u64..50, confidence in 60_u64..99,
    ) {
        let drawn = drawn.min(records);
        let failed = failed.min(drawn);
        let here = bound(records, drawn, failed, percent(confidence)).unwrap();
        prop_assert!(here.least <= here.most && here.most <= records);
        if failed < drawn {
            let more = bound(records, drawn, failed + 1, percent(confidence)).unwrap();
            prop_assert!(more.least >= here.least && more.most >= here.most);
        }
        let surer = bound(records, drawn, failed, percent(confidence + 1)).unwrap();
        prop_assert!(surer.least <= here.least && surer.most >= here.most);
        // A counted population is never told worse than one without limit, but for the rounding up to whole records.
        let ends = interval_without_limit(drawn, failed, percent(confidence)).unwrap();
        let most = Proportion::new(here.most, records).unwrap().shown();
        prop_assert!(most <= ends.most + 1e-12);
    }

    #[test]
    fn s2_no_placement_is_worse_than_the_worst(
        strata in proptest::collection::vec((1_u64..9, 0_u64..9), 1..4), bad in 0_u64..20,
    ) {
        let strata: Vec<Stratum> =
            strata.iter().map(|(records, drawn)| Stratum { records: *records, drawn: *drawn.min(records) }).collect();
        let records: u64 = strata.iter().map(|stratum| stratum.records).sum();
        let bad = bad.min(records);
        let told = worst_placement(&strata, bad).unwrap();
        prop_assert_eq!(told.bad.iter().sum::<u64>(), bad);
        let misses = |placed: &[u64]| strata.iter().zip(placed).fold((1_u128, 1_u128), |(ways, all), (stratum, bad)| {
            (ways * choose(stratum.records - bad, stratum.drawn), all * choose(stratum.records, stratum.drawn))
        });
        let (ours, _) = misses(&told.bad);
        let mut placements: Vec<Vec<u64>> = vec![vec![]];
        for stratum in &strata {
            placements = placements.iter().flat_map(|so_far| (0..=stratum.records).map(move |bad| {
                let mut next = so_far.clone();
                next.push(bad);
                next
            })).collect();
        }
        let worst = placements.iter().filter(|placed| placed.iter().sum::<u64>() == bad).map(|placed| misses(placed).0).max();
        prop_assert_eq!(Some(ours), worst);
    }

    #[test]
    fn s2_quotas_add_up_and_leave_no_stratum_out(
        records in proptest::collection::vec(1_u64..500, 1..20), drawn in 0_u64..600,
    ) {
        let all: u64 = records.iter().sum();
        let strata = u64::try_from(records.len()).unwrap();
        match proportional(&records, drawn) {
            Ok(each) => {
                prop_assert_eq!(each.iter().sum::<u64>(), drawn);
                prop_assert!(each.iter().zip(&records).all(|(drawn, records)| *drawn >= 1 && drawn <= records));
            }
            Err(_) => prop_assert!(drawn < strata || drawn > all),
        }
    }
}

/// What is promised with 95 % holds in 95 of 100 draws at least, whatever the truth is.
#[test]
fn s2_bounds_hold_as_often_as_they_promise() {
    let seed = 20_201_201;
    println!("seed {seed}");
    let mut numbers = Numbers(seed);
    for (records, bad, drawn) in [
        (1400, 70, 58),
        (1400, 14, 143),
        (62, 7, 20),
        (200, 100, 45),
        (300, 3, 100),
    ] {
        let told: Vec<_> = (0..=drawn)
            .map(|failed| bound(records, drawn, failed, percent(95)).unwrap())
            .collect();
        let (mut under, mut over) = (0, 0);
        for _ in 0..4000 {
            let failed = *numbers.found(records, bad, drawn).last().unwrap();
            let bound = told[usize::try_from(failed).unwrap()];
            under += u32::from(bound.most < bad);
            over += u32::from(bound.least > bad);
        }
        // 5 % of 4,000, and three standard deviations of the simulation itself.
        let limit = 200 + 42;
        assert!(
            under <= limit && over <= limit,
            "{records}/{bad}/{drawn}: {under}, {over} of 4000 wrong"
        );
    }
}

/// 6.5 (b): looking after every record is wrong in 5 of 100 whole runs at most; with the bound for one look it is wrong far
/// more often, which is why it must not be used so.
#[test]
fn s2_looking_after_every_record_keeps_its_promise() {
    let seed = 20_201_202;
    println!("seed {seed}");
    let mut numbers = Numbers(seed);
    let (records, bad) = (60, 6);
    let table = |any: bool| -> Vec<Vec<(u64, u64)>> {
        (0..=records)
            .map(|drawn| {
                (0..=drawn)
                    .map(|failed| {
                        let ask = if any { bound_at_any_time } else { bound };
                        let told = ask(records, drawn, failed, percent(95)).unwrap();
                        (told.least, told.most)
                    })
                    .collect()
            })
            .collect()
    };
    let (any, once) = (table(true), table(false));
    let (mut wrong, mut peeking) = (0, 0);
    for _ in 0..4000 {
        let found = numbers.found(records, bad, records);
        let is_out = |table: &[Vec<(u64, u64)>], low: bool| {
            found.iter().enumerate().any(|(at, failed)| {
                let (least, most) = table[at + 1][usize::try_from(*failed).unwrap()];
                most < bad || (low && least > bad)
            })
        };
        wrong += u32::from(is_out(&any, true));
        peeking += u32::from(is_out(&once, false));
    }
    assert!(wrong <= 200, "{wrong} of 4000 runs were wrong at some moment");
    assert!(peeking > 200, "{peeking}");
}

/// The stratified size is enough, and one record fewer is not.
#[test]
fn s2_a_stratified_size_is_the_smallest() {
    for records in [vec![200, 1200], vec![30, 30, 140], vec![11; 9]] {
        let quotas = stratified_size(&records, percent(5), percent(95)).unwrap();
        let all: u64 = records.iter().sum();
        let too_many = percent(5).of(all);
        let missed = |drawn| {
            let each = proportional(&records, drawn).unwrap();
            let strata: Vec<Stratum> = records
                .iter()
                .zip(each)
                .map(|(records, drawn)| Stratum {
                    records: *records,
                    drawn,
                })
                .collect();
            worst_placement(&strata, too_many).unwrap().missed
        };
        assert!(missed(quotas.drawn) <= 0.05 && missed(quotas.drawn - 1) > 0.05);
    }
}
