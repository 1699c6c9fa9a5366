//! What holds of every county, however its organisations come and go: small invented counties under both packs and
//! under random changes of their rules.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the counties are made here"
)]

#[path = "cases/county.rs"]
mod county;
#[path = "cases/overlays.rs"]
mod overlays;

use std::collections::{BTreeMap, BTreeSet};

use county::counties;
use jiff::civil::Date;
use kaijiang_domain::facts::Facts;
use kaijiang_domain::id::OrganisationId;
use kaijiang_domain::obligation::{Standing, StandingKind};
use kaijiang_domain::period::plus_days;
use kaijiang_domain::rule_set::RuleSet;
use kaijiang_domain::status::{Board, DutyTally, Status};
use overlays::rules;
use proptest::prelude::*;

type Stands = BTreeMap<(String, String, OrganisationId), Standing>;

/// Every standing below an organisation, by its proof.
fn stands(board: &Board<'_>, rules: &RuleSet, top: OrganisationId) -> Stands {
    let mut found = Stands::new();
    for occurrence in rules.occurrences(board.today()) {
        for id in board.tree().scope(top) {
            if let Some(proof) = board.proof(*id, occurrence.clone()) {
                let key = (occurrence.duty.id.clone(), occurrence.period.label.clone(), *id);
                assert!(
                    found.insert(key, proof.standing).is_none(),
                    "two standings of one obligation"
                );
            }
        }
    }
    found
}

/// The tallies of one organisation, counted proof by proof.
fn plain(board: &Board<'_>, rules: &RuleSet, top: OrganisationId, kind: Option<&str>) -> Vec<DutyTally> {
    let of_kind = |id: OrganisationId| kind.is_none_or(|kind| board.organisation(id).unwrap().kind == kind);
    let tally = |occurrence: &kaijiang_domain::rule_set::Occurrence<'_>| {
        let (duty, period) = (occurrence.duty.id.clone(), occurrence.period.label.clone());
        let (mut counts, mut overdue) = (BTreeMap::new(), Vec::new());
        for id in board.tree().scope(top).iter().filter(|id| of_kind(**id)) {
            let again = rules.occurrence(&duty, &period, board.today()).unwrap();
            if let Some(proof) = board.proof(*id, again) {
                *counts.entry(proof.standing.kind()).or_default() += 1;
                overdue.extend((proof.standing.kind() == StandingKind::Overdue).then_some(*id));
            }
        }
        DutyTally {
            duty,
            period,
            counts,
            overdue,
        }
    };
    rules.occurrences(board.today()).iter().map(tally).collect()
}

/// From the best standing to the worst; an exemption is neither.
fn rank(standing: &Standing) -> u8 {
    match standing.kind() {
        StandingKind::Excused | StandingKind::Closed => 0,
        StandingKind::Met => 1,
        StandingKind::MadeUp => 2,
        StandingKind::Due => 3,
        StandingKind::AtRisk => 4,
        StandingKind::Overdue => 5,
    }
}

fn all(facts: &Facts) -> Vec<OrganisationId> {
    facts
        .organisations
        .iter()
        .map(|organisation| organisation.id)
        .collect()
}

fn add_up(status: &Status) {
    let classes: u32 = status.speaker_classes.iter().map(|(_, count)| count).sum();
    assert_eq!(classes, status.sessions, "classes");
    assert_eq!(
        status.sessions_by_quarter.values().sum::<u32>(),
        status.sessions,
        "quarters"
    );
    for tally in &status.duties {
        let each: BTreeSet<_> = tally.overdue.iter().collect();
        assert_eq!(
            each.len(),
            tally.overdue.len(),
            "an organisation twice among the overdue"
        );
        assert_eq!(
            tally.overdue.len(),
            usize::try_from(tally.of(StandingKind::Overdue)).unwrap()
        );
    }
}

/// The facts as they were on a day: nothing that happened later.
fn until(facts: &Facts, day: Date) -> Facts {
    let mut known = facts.clone();
    known
        .lectures
        .retain(|lecture| lecture.ended_on().is_none_or(|ended| ended <= day));
    for organisation in &mut known.organisations {
        organisation.closed = organisation.closed.filter(|closure| closure.on <= day);
        let first = organisation.parents[0];
        organisation.parents.retain(|parentage| parentage.from <= day);
        if organisation.parents.is_empty() {
            organisation.parents.push(first);
        }
    }
    known.memberships.retain(|home| home.from <= day);
    // What is named before it was founded stays.
    let hosts = known
        .lectures
        .iter()
        .flat_map(|lecture| &lecture.hosts)
        .map(|host| host.organisation);
    let homes = known.memberships.iter().map(|home| home.organisation);
    let named: BTreeSet<_> = hosts.chain(homes).collect();
    known
        .organisations
        .retain(|organisation| organisation.founded_by(day) || named.contains(&organisation.id));
    known.posts.retain(|post| post.from <= day);
    for post in &mut known.posts {
        post.until = post.until.filter(|until| *until < day);
    }
    known
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn f7_the_sweep_says_what_the_proofs_say(
        (county, rules) in (counties(), rules()),
        // Many weeks on, more slots than one sweep takes.
        later in prop_oneof![3 => Just(0_i32), 1 => Just(500)],
    ) {
        let (rules, facts) = (rules.told(), county.facts(&rules.told()));
        let board = Board::new(&facts, &rules, plus_days(county.today(&rules), later));
        let branch = rules.organisation_kinds.iter().find(|kind| kind.branch).unwrap().id.clone();
        for kind in [None, Some(branch.as_str()), Some("none such")] {
            let tallies = board.tallies_by_organisation(kind);
            for top in all(&facts) {
                prop_assert_eq!(tallies.of(top), plain(&board, &rules, top, kind));
            }
        }
    }

    #[test]
    fn f7_figures_add_up_and_every_obligation_stands_once((county, rules) in (counties(), rules())) {
        let rules = rules.told();
        let facts = county.facts(&rules);
        let board = Board::new(&facts, &rules, county.today(&rules));
        for top in all(&facts) {
            let status = board.status(top, None);
            add_up(&status);
            let counted: u32 = status.duties.iter().flat_map(|tally| tally.counts.values()).sum();
            prop_assert_eq!(usize::try_from(counted).unwrap(), stands(&board, &rules, top).len());
        }
    }

    #[test]
    fn f7_above_is_the_sum_of_below_and_a_joint_lecture_is_one((county, rules) in (counties(), rules())) {
        let rules = rules.told();
        let facts = county.facts(&rules);
        let board = Board::new(&facts, &rules, county.today(&rules));
        let tallies = board.tallies_by_organisation(None);
        for top in all(&facts) {
            let own = stands(&board, &rules, top);
            let children: Vec<_> =
                all(&facts).into_iter().filter(|id| board.tree().parent(*id) == Some(top)).collect();
            for (at, tally) in tallies.of(top).into_iter().enumerate() {
                for kind in StandingKind::ALL {
                    let below: u32 = children.iter().map(|child| tallies.of(*child)[at].of(kind)).sum();
                    let here = own.get(&(tally.duty.clone(), tally.period.clone(), top));
                    let here = u32::from(here.is_some_and(|standing| standing.kind() == kind));
                    prop_assert_eq!(tally.of(kind), below + here);
                }
            }
            let scope: BTreeSet<_> = board.tree().scope(top).iter().copied().collect();
            let held = facts.lectures.iter().filter(|lecture| lecture.counts_as_of(board.today()));
            let here = held.filter(|one| one.hosts.iter().any(|host| scope.contains(&host.organisation)));
            prop_assert_eq!(usize::try_from(board.status(top, None).sessions).unwrap(), here.count());
        }
    }

    #[test]
    fn e1_e3_a_move_or_a_merger_loses_no_lecture((county, rules) in (counties(), rules())) {
        let rules = rules.told();
        let facts = county.facts(&rules);
        let today = county.today(&rules);
        let mut still = facts.clone();
        for organisation in &mut still.organisations {
            organisation.closed = None;
            organisation.parents.truncate(1);
        }
        let top = facts.organisations[0].id;
        let (moved, unmoved) = (Board::new(&facts, &rules, today), Board::new(&still, &rules, today));
        let (moved, unmoved) = (moved.status(top, None), unmoved.status(top, None));
        prop_assert_eq!(moved.sessions, unmoved.sessions);
        prop_assert_eq!(moved.speaker_classes, unmoved.speaker_classes);
        prop_assert_eq!(moved.sessions_by_quarter, unmoved.sessions_by_quarter);
    }

    #[test]
    fn f4_no_standing_gets_better_by_taking_a_lecture_away(
        (county, rules) in (counties(), rules()),
        pick in any::<prop::sample::Index>(),
    ) {
        let mut rules = rules.told();
        for duty in &mut rules.duties {
            // A limit gives its place to the next joint lecture.
            duty.counts.joint_limit_per_year = None;
        }
        let facts = county.facts(&rules);
        let today = county.today(&rules);
        let mut fewer = facts.clone();
        if !fewer.lectures.is_empty() {
            fewer.lectures.remove(pick.index(facts.lectures.len()));
        }
        let top = facts.organisations[0].id;
        let with = stands(&Board::new(&facts, &rules, today), &rules, top);
        let without = stands(&Board::new(&fewer, &rules, today), &rules, top);
        prop_assert_eq!(with.len(), without.len());
        for (key, standing) in &with {
            let other = &without[key];
            prop_assert!(rank(standing) <= rank(other), "{:?}: {:?} and without {:?}", key, standing, other);
        }
    }

    #[test]
    fn f7_what_comes_after_the_day_never_matters((county, rules) in (counties(), rules()), back in 0_i32..200) {
        let rules = rules.told();
        let facts = county.facts(&rules);
        let day = plus_days(county.today(&rules), -back);
        let known = until(&facts, day);
        let (now, then) = (Board::new(&facts, &rules, day), Board::new(&known, &rules, day));
        let top = facts.organisations[0].id;
        prop_assert_eq!(now.status(top, None), then.status(top, None));
        prop_assert_eq!(stands(&now, &rules, top), stands(&then, &rules, top));
    }
}
