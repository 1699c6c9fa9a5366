//! What a sample proves, against every value of the reference (S2): `reference/values.json` was made with scipy,
//! statsmodels, rlacalc and consistent-sampler, and holds what tables print. Integers must be the same, floating numbers
//! within 1e-9.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use std::path::Path;

use kaijiang_evidence::sampling::{
    Bound, Checked, Going, Plan, Proportion, Sequential, Stratum, TwoReviews, bound, bound_at_any_time,
    bounds_by_stratum, chance_to_meet, clean_needed_at_any_time, interval_without_limit, overstatement,
    poisson_factor, proportional, quick_size, share_overstated, size_without_limit, stratified_size,
    worst_placement,
};
use serde_json::Value;

fn reference() -> Value {
    serde_json::from_str(include_str!("reference/values.json")).unwrap()
}

fn rows(value: &Value) -> &[Value] {
    let rows = value.as_array().unwrap();
    assert!(!rows.is_empty());
    rows
}

fn whole(row: &Value, key: &str) -> u64 {
    row[key].as_u64().unwrap_or_else(|| panic!("{key} in {row}"))
}

fn wholes(row: &Value) -> Vec<u64> {
    row.as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_u64().unwrap())
        .collect()
}

fn share(row: &Value, key: &str) -> Proportion {
    row[key].to_string().parse().unwrap()
}

/// The confidence that leaves this risk.
fn sure(row: &Value, key: &str) -> Proportion {
    share(row, key).rest()
}

fn percent(percent: u64) -> Proportion {
    Proportion::percent(percent).unwrap()
}

#[track_caller]
fn close(told: f64, expected: &Value) {
    let expected = expected.as_f64().unwrap();
    let scale = expected.abs().max(1.0);
    assert!(
        (told - expected).abs() <= 1e-9 * scale,
        "{told} beside {expected}"
    );
}

#[test]
fn s2_the_copy_of_the_reference_is_the_reference() {
    let given =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/audit/reference-values.json");
    let Ok(text) = std::fs::read_to_string(given) else {
        return;
    };
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), reference());
}

#[test]
fn s2_discovery_sizes_and_their_risk() {
    let all = reference();
    let mut off = (i64::MAX, i64::MIN);
    let rows = rows(&all["discovery_c0"]["rows"]);
    for row in rows {
        let plan = Plan::new(whole(row, "N"), share(row, "p"), sure(row, "alpha"), 0).unwrap();
        let size = plan.size();
        assert_eq!(size.too_many, whole(row, "K0"), "{row}");
        assert_eq!(size.drawn, whole(row, "n"), "{row}");
        close(size.passes_at_too_many, &row["miss_at_n"]);
        let of = |key: &str| u32::try_from(whole(row, key)).unwrap();
        let quick = quick_size(of("N"), of("K0"), share(row, "alpha"));
        assert_eq!(quick, whole(row, "n_approx"), "{row}");
        let difference = i64::try_from(quick).unwrap() - i64::try_from(size.drawn).unwrap();
        off = (off.0.min(difference), off.1.max(difference));
    }
    let told = &all["discovery_c0"]["approx_minus_exact"];
    assert_eq!(
        off,
        (told["min"].as_i64().unwrap(), told["max"].as_i64().unwrap())
    );
}

#[test]
fn s2_plans_that_allow_failures_and_what_they_do_to_a_good_unit() {
    for row in rows(&reference()["acceptance_plan_c"]["rows"]) {
        let (records, allowed) = (whole(row, "N"), whole(row, "c"));
        let size = Plan::new(records, share(row, "p"), sure(row, "alpha"), allowed)
            .unwrap()
            .size();
        assert_eq!(
            (size.too_many, size.drawn),
            (whole(row, "K0"), whole(row, "n")),
            "{row}"
        );
        close(size.passes_at_too_many, &row["accept_prob_if_K0"]);
        close(
            size.passes_at_quarter,
            &row["accept_prob_if_true_rate_quarter_of_p"],
        );
    }
    // 6.2, as the chapter prints it: 1,400 records, 5 %.
    for (allowed, drawn, passes) in [(0, 58, 46), (1, 91, 67), (2, 121, 80), (3, 148, 89)] {
        let size = Plan::new(1400, percent(5), percent(95), allowed).unwrap().size();
        assert_eq!(size.drawn, drawn);
        let shown = (size.passes_at_quarter * 100.0).round();
        assert!(
            (shown - f64::from(passes)).abs() < 0.5,
            "{allowed} allowed: {shown} %"
        );
    }
}

/// The table of 6.2 at 95 %, no failure allowed.
#[test]
fn s2_the_table_of_sizes() {
    for (records, sizes) in [
        (62, [59, 48, 32, 21, 12]),
        (100, [95, 78, 45, 25, 13]),
        (200, [155, 105, 51, 27, 13]),
        (1000, [258, 138, 57, 29, 14]),
        (1200, [264, 140, 57, 29, 14]),
        (1400, [269, 141, 58, 29, 14]),
        (13_000, [295, 148, 59, 29, 14]),
    ] {
        for (tolerable, drawn) in [1, 2, 5, 10, 20].into_iter().zip(sizes) {
            let size = Plan::new(records, percent(tolerable), percent(95), 0)
                .unwrap()
                .size();
            assert_eq!(size.drawn, drawn, "{records} records, {tolerable} %");
        }
    }
    for (tolerable, drawn) in [(1, 299), (2, 149), (5, 59), (10, 29), (20, 14)] {
        assert_eq!(size_without_limit(percent(tolerable), percent(95), 0), Ok(drawn));
    }
}

#[test]
fn s2_sizes_without_limit_as_the_guide_prints_them() {
    let all = reference();
    let infinite = &all["binomial_infinite"];
    for (key, confidence) in [("c0_alpha05", 95), ("c0_alpha10", 90)] {
        for (tolerable, drawn) in infinite[key].as_object().unwrap() {
            let tolerable = percent(tolerable.parse().unwrap());
            assert_eq!(
                size_without_limit(tolerable, percent(confidence), 0).ok(),
                drawn.as_u64()
            );
        }
    }
    for (allowed, drawn) in infinite["p5_alpha05_by_c"].as_object().unwrap() {
        let allowed = allowed.parse().unwrap();
        assert_eq!(
            size_without_limit(percent(5), percent(95), allowed).ok(),
            drawn.as_u64()
        );
    }
    for row in rows(&all["pps_with_replacement"]["rows"]) {
        let worth = Proportion::new(whole(row, "B"), whole(row, "W")).unwrap();
        assert_eq!(
            size_without_limit(worth, sure(row, "alpha"), 0).ok(),
            row["draws"].as_u64()
        );
    }
}

#[test]
fn s2_bounds_after_the_check() {
    for row in rows(&reference()["hypergeom_bounds"]["rows"]) {
        let (records, drawn, failed) = (whole(row, "N"), whole(row, "n"), whole(row, "x"));
        let confidence = sure(row, "alpha_one_sided");
        let told = bound(records, drawn, failed, confidence).unwrap();
        assert_eq!(
            (told.least, told.most),
            (whole(row, "K_lower"), whole(row, "K_upper")),
            "{row}"
        );
        let rate = |bad| Proportion::new(bad, records).unwrap().shown();
        close(rate(told.least), &row["rate_lower"]);
        close(rate(told.most), &row["rate_upper"]);
        let ends = interval_without_limit(drawn, failed, confidence).unwrap();
        close(ends.least, &row["cp_lower_infinite"]);
        close(ends.most, &row["cp_upper_infinite"]);
    }
    // 6.3, as the chapter prints it.
    for (records, drawn, failed, least, most) in [
        (1400, 58, 0, 0, 69),
        (1400, 58, 1, 2, 109),
        (1400, 58, 2, 9, 144),
        (1400, 58, 3, 21, 177),
        (1400, 58, 5, 50, 239),
        (1400, 143, 0, 0, 27),
        (1400, 143, 3, 9, 72),
        (1400, 143, 5, 21, 98),
        (62, 20, 0, 0, 7),
        (62, 20, 3, 4, 19),
    ] {
        assert_eq!(
            bound(records, drawn, failed, percent(95)),
            Ok(Bound { least, most })
        );
    }
    assert_eq!(bound(62, 20, 1, percent(95)).unwrap().most, 11);
}

#[test]
fn s2_limits_and_factors_as_tables_print_them() {
    let all = reference();
    for row in rows(&all["aicpa_a3_upper_limits_5pct"]["rows"]) {
        let ends = interval_without_limit(whole(row, "n"), whole(row, "x"), percent(95)).unwrap();
        close(ends.most, &row["upper"]);
    }
    for (found, factor) in rows(&all["poisson_factors_95"]["values"]).iter().enumerate() {
        close(poisson_factor(u32::try_from(found).unwrap(), percent(95)), factor);
    }
}

#[test]
fn s2_bad_records_may_all_sit_in_the_worst_stratum() {
    let all = reference();
    let strata = &all["stratified_zero_found"];
    for row in rows(&strata["rows"]) {
        let parts: Vec<Stratum> = rows(&row["strata_N_n"])
            .iter()
            .map(|part| Stratum {
                records: part[0].as_u64().unwrap(),
                drawn: part[1].as_u64().unwrap(),
            })
            .collect();
        let worst = worst_placement(&parts, whole(row, "K0")).unwrap();
        assert_eq!(worst.bad, wholes(&row["worst_placement"]));
        close(worst.missed, &row["worst_p"]);
    }
    for row in rows(&strata["min_total_proportional"]) {
        let records = wholes(&row["N"]);
        let (tolerable, confidence) = (share(row, "p"), sure(row, "alpha"));
        let quotas = stratified_size(&records, tolerable, confidence).unwrap();
        assert_eq!(
            (quotas.drawn, &quotas.each),
            (whole(row, "n_total"), &wholes(&row["alloc"]))
        );
        let plan = Plan::new(records.iter().sum(), tolerable, confidence, 0).unwrap();
        assert_eq!(
            (plan.too_many(), plan.size().drawn),
            (whole(row, "K0"), whole(row, "unstratified_n"))
        );
        assert_eq!(proportional(&records, quotas.drawn), Ok(quotas.each));
    }
    // 6.4: a draw that is uneven proves less.
    let uneven = [(200, 30), (1200, 30)].map(|(records, drawn)| Stratum { records, drawn });
    assert!((worst_placement(&uneven, 70).unwrap().missed - 0.161_063).abs() < 1e-6);
    // Bonferroni: each of two strata at 97.5 %.
    let results = uneven.map(|stratum| (stratum, 1));
    let each = bounds_by_stratum(&results, percent(95)).unwrap();
    assert_eq!(each[1], bound(1200, 30, 1, "97.5%".parse().unwrap()).unwrap());
}

#[test]
fn s2_going_on_or_stopping() {
    for row in rows(&reference()["sprt"]["rows"]) {
        let check = Sequential::new(
            share(row, "p0"),
            share(row, "p1"),
            share(row, "alpha"),
            share(row, "beta"),
        );
        let check = check.unwrap();
        let lines = check.lines();
        close(lines.good, &row["h_accept"]);
        close(lines.bad, &row["h_reject"]);
        close(lines.slope, &row["slope"]);
        let width = row["step_bad"].as_f64().unwrap() - row["step_good"].as_f64().unwrap();
        close(lines.bad * width, &row["lnA"]);
        close(-lines.good * width, &row["lnB"]);
        close(-lines.slope * width, &row["step_good"]);
        close(width * (1.0 - lines.slope), &row["step_bad"]);
        for (told, key) in lines.average.into_iter().zip(["asn_p0", "asn_p1", "asn_s"]) {
            close(told, &row[key]);
        }
        assert_eq!(lines.clean_to_pass, whole(row, "n_accept_zero_bad"));
        assert_eq!(lines.failed_to_fail, whole(row, "min_bad_to_reject_first_n"));
        // The whole numbers decide where the lines are drawn.
        let clean = u32::try_from(lines.clean_to_pass).unwrap();
        assert_eq!(check.going(clean - 1, 0), Going::On);
        assert_eq!(check.going(clean, 0), Going::Good);
        let failed = u32::try_from(lines.failed_to_fail).unwrap();
        assert_eq!(check.going(failed - 1, failed - 1), Going::On);
        assert_eq!(check.going(failed, failed), Going::Bad);
    }
    let other = Sequential::new(percent(2), percent(10), percent(5), percent(5)).unwrap();
    assert_eq!(other.lines().clean_to_pass, 35);
}

#[test]
fn s2_bounds_for_those_who_look_after_every_record() {
    let all = reference();
    for row in rows(&all["anytime_ppr"]["rows"]) {
        let (records, drawn, failed) = (whole(row, "N"), whole(row, "n"), whole(row, "x"));
        let told = bound_at_any_time(records, drawn, failed, sure(row, "alpha")).unwrap();
        assert_eq!(
            (told.least, told.most),
            (whole(row, "K_low"), whole(row, "K_high")),
            "{row}"
        );
        close(
            Proportion::new(told.most, records).unwrap().shown(),
            &row["rate_high"],
        );
        let fixed = bound(records, drawn, failed, sure(row, "alpha")).unwrap();
        assert_eq!(fixed.most, whole(row, "fixed_n_upper"));
    }
    for row in rows(&all["anytime_ppr"]["n_zero_found_to_rule_out_K0"]) {
        let (records, too_many) = (whole(row, "N"), whole(row, "K0"));
        let needed = clean_needed_at_any_time(records, too_many, percent(95));
        assert_eq!(needed.ok(), row["anytime_n"].as_u64(), "{row}");
        let share = Proportion::new(too_many, records).unwrap();
        let plan = Plan::new(records, share, percent(95), 0).unwrap();
        assert_eq!(
            (plan.too_many(), plan.size().drawn),
            (too_many, whole(row, "fixed_n"))
        );
    }
}

#[test]
fn s2_reported_totals() {
    let all = reference();
    // A taint of 0.4: six tenths were found.
    let tainted = |row: &Value| -> Vec<Checked> {
        let taints = row["taints"].as_array().unwrap();
        let one = |taint: &Value| {
            let taint = format!("{:.0}", taint.as_f64().unwrap() * 100.0);
            Checked {
                reported: 100,
                found: 100 - taint.parse::<u64>().unwrap(),
            }
        };
        taints.iter().map(one).collect()
    };
    for row in rows(&all["stringer_bound"]["rows"]) {
        let total = u32::try_from(whole(row, "BV")).unwrap();
        let told = overstatement(total, whole(row, "n"), &tainted(row), percent(95)).unwrap();
        close(told, &row["upper_overstatement"]);
    }
    for row in rows(&all["kaplan_markov"]["rows"]) {
        let drawn = u32::try_from(whole(row, "n")).unwrap();
        let taints: Vec<Checked> = tainted(row)
            .iter()
            .map(|one| Checked {
                reported: one.reported,
                found: one.found,
            })
            .collect();
        close(share_overstated(drawn, share(row, "rho"), &taints), &row["p"]);
    }
}

/// The same P in the words of elections (rlacalc): ρ is the margin over twice γ, an overstatement by one a taint of 1/2γ.
#[test]
fn s2_an_oracle_of_other_people() {
    let all = reference();
    let oracle = &all["rlacalc_oracle"];
    for row in rows(&oracle["KM_P_value"]) {
        // γ = 1.03905: 2γ = 20781/10000.
        assert_eq!(row["gamma"].to_string(), "1.03905");
        let margin = row["margin"].to_string();
        let decimals = margin.strip_prefix("0.").unwrap();
        let padded = format!("{decimals:0<4}");
        let scale = 10_u64.pow(u32::try_from(padded.len()).unwrap() - 4);
        let margin: u64 = padded.parse().unwrap();
        let overstated = Proportion::new(margin, 20_781 * scale).unwrap();
        let overstatements = usize::try_from(whole(row, "o1")).unwrap();
        let tainted = vec![
            Checked {
                reported: 20_781,
                found: 10_781
            };
            overstatements
        ];
        for never in ["o2", "u1", "u2"] {
            assert_eq!(whole(row, never), 0);
        }
        let drawn = u32::try_from(whole(row, "n")).unwrap();
        close(share_overstated(drawn, overstated, &tainted), &row["p"]);
        if let Some(published) = row.get("published_in_docstring") {
            close(share_overstated(drawn, overstated, &tainted), published);
        }
    }
    // Its quick estimate, −2γ·ln α/margin, is never below the exact number.
    let needed = size_without_limit(Proportion::new(500, 20_781).unwrap(), percent(90), 0).unwrap();
    let quick = (-2.0 * 1.03905 * 0.1_f64.ln() / 0.05).ceil();
    close(quick, &oracle["nmin_alpha10_margin5_no_errors"]);
    assert_eq!(needed, 95);
}

#[test]
fn s2_roll_call_of_those_marked_present() {
    for row in rows(&reference()["roll_call"]["rows"]) {
        let chance = chance_to_meet(whole(row, "N"), whole(row, "proxies"), whole(row, "n")).unwrap();
        close(chance, &row["p_detect"]);
    }
}

#[test]
fn s2_two_reviewers() {
    for row in rows(&reference()["reviewer_agreement"]["rows"]) {
        let of = |key: &str| u32::try_from(whole(row, key)).unwrap();
        let reviews = TwoReviews {
            both_good: of("both_ok"),
            first_alone: of("r1_ok_only"),
            second_alone: of("r2_ok_only"),
            both_bad: of("both_bad"),
        };
        let told = reviews.agreement().unwrap();
        close(told.agreed, &row["agree"]);
        close(told.kappa.unwrap(), &row["cohen_kappa"]);
        close(told.ac1, &row["gwet_ac1"]);
    }
    let one_mind = TwoReviews {
        both_good: 40,
        ..TwoReviews::default()
    };
    let told = one_mind.agreement().unwrap();
    assert_eq!((told.kappa, told.agreed), (None, 1.0));
    assert!((told.ac1 - 1.0).abs() < 1e-12);
    assert_eq!(TwoReviews::default().agreement(), None);
}
