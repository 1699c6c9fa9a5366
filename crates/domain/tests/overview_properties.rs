//! The overview that pages are shown from says of every organisation what the board says, in small invented counties
//! under both packs and under random changes of their rules.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the counties are made here"
)]

#[path = "cases/county.rs"]
mod county;
#[path = "cases/overlays.rs"]
mod overlays;

use std::collections::BTreeMap;

use county::counties;
use kaijiang_domain::facts::Facts;
use kaijiang_domain::id::OrganisationId;
use kaijiang_domain::obligation::StandingKind;
use kaijiang_domain::period::plus_days;
use kaijiang_domain::status::{Board, DutyTally, Figure, Overview, PersonTally, Records, Slot, Sort};
use overlays::rules;
use proptest::prelude::*;

fn all(facts: &Facts) -> impl Iterator<Item = OrganisationId> + '_ {
    facts.organisations.iter().map(|organisation| organisation.id)
}

/// The tallies of an organisation as the overview counts and lists them.
fn tallies(overview: &Overview, top: OrganisationId) -> Vec<DutyTally> {
    let tally = |slot: &Slot| {
        let counts = overview.counts(slot, top);
        let listed: Vec<_> = overview.standings(slot, top).collect();
        let mut by_kind = BTreeMap::new();
        for kind in StandingKind::ALL {
            let count = counts.of(kind);
            let in_list = listed.iter().filter(|(_, other)| *other == kind).count();
            assert_eq!(usize::try_from(count).unwrap(), in_list, "a count and its list");
            if count > 0 {
                by_kind.insert(kind, count);
            }
        }
        let overdue = listed.iter().filter(|(_, kind)| *kind == StandingKind::Overdue);
        DutyTally {
            duty: slot.duty.clone(),
            period: slot.period.label.clone(),
            counts: by_kind,
            overdue: overdue.map(|(id, _)| *id).collect(),
        }
    };
    overview.slots().iter().map(tally).collect()
}

fn person_tallies(overview: &Overview, top: OrganisationId) -> Vec<PersonTally> {
    let slots = overview.person_slots().iter();
    slots
        .map(|slot| {
            let counts = overview.person_counts(slot, top);
            assert_eq!(
                usize::try_from(counts.active()).unwrap(),
                overview.persons(slot, top).count(),
                "a count and its list"
            );
            PersonTally {
                duty: slot.duty.clone(),
                period: slot.period.label.clone(),
                active: counts.active(),
                met: counts.met,
                due: counts.due,
                overdue: counts.overdue,
            }
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn f7_the_overview_says_what_the_board_says((county, rules) in (counties(), rules())) {
        let rules = rules.told();
        let facts = county.facts(&rules);
        let board = Board::new(&facts, &rules, county.today(&rules));
        let overview = Overview::of(&board);
        let held = overview.held(None);
        for top in all(&facts) {
            let status = board.status(top, None);
            let (on_record, below) = (overview.inventory(top), held.of(top));
            prop_assert_eq!(
                (on_record.organisations, on_record.organisations_active, on_record.branches, on_record.members),
                (status.organisations, status.organisations_active, status.branches, status.members)
            );
            prop_assert_eq!(
                (below.sessions, below.joint, below.micro, below.attendances, below.covered),
                (status.sessions, status.joint, status.micro, status.attendances, status.covered)
            );
            let classes: Vec<u32> = status.speaker_classes.iter().map(|(_, count)| *count).collect();
            prop_assert_eq!(&below.classes, &classes);
            prop_assert_eq!(tallies(&overview, top), status.duties);
            prop_assert_eq!(person_tallies(&overview, top), status.person_duties);
        }
    }

    #[test]
    fn f7_a_period_counts_what_was_held_in_it((county, rules) in (counties(), rules())) {
        let rules = rules.told();
        let facts = county.facts(&rules);
        let board = Board::new(&facts, &rules, county.today(&rules));
        let overview = Overview::of(&board);
        for slot in overview.slots() {
            let span = &slot.period;
            let mut inside = facts.clone();
            inside.lectures.retain(|lecture| lecture.ended_on().is_some_and(|on| span.contains(on)));
            let plain = Board::new(&inside, &rules, county.today(&rules));
            let held = overview.held(Some(span));
            for top in all(&facts) {
                let (status, below) = (plain.status(top, None), held.of(top));
                prop_assert_eq!(
                    (below.sessions, below.joint, below.covered, below.attendances),
                    (status.sessions, status.joint, status.covered, status.attendances)
                );
                let lectures = overview.sittings(top, Some(span), Sort::Any);
                let last = lectures.first().and_then(|id| facts.lecture(*id)?.ended_on());
                prop_assert_eq!(below.last_on, last);
            }
        }
    }

    #[test]
    fn f7_every_figure_is_as_long_as_its_list((county, rules) in (counties(), rules())) {
        let rules = rules.told();
        let facts = county.facts(&rules);
        let board = Board::new(&facts, &rules, county.today(&rules));
        let overview = Overview::of(&board);
        let figures = (0..rules.speaker_classes.len()).map(Figure::Class).chain(Figure::PLAIN);
        let figures: Vec<Figure> = figures.collect();
        for asked in overview.choices().into_iter().filter_map(|choice| overview.asked(choice)) {
            for top in all(&facts) {
                for figure in &figures {
                    prop_assert_eq!(Figure::parse(&figure.word()), Some(*figure));
                    let records = overview.records(*figure, asked, top);
                    let count = usize::try_from(overview.figure(*figure, asked, top)).unwrap();
                    prop_assert_eq!(records.len(), count, "{:?}", figure);
                    if let Records::People(homes) = records {
                        prop_assert!(homes.iter().all(|(home, _)| overview.tree().is_within(*home, top)));
                    }
                }
            }
        }
    }

    #[test]
    fn f4_who_may_be_late_is_open_and_forecast_so((county, rules) in (counties(), rules())) {
        let rules = rules.told();
        let facts = county.facts(&rules);
        let board = Board::new(&facts, &rules, county.today(&rules));
        // Near the end of a period somebody is at risk.
        for today in [board.today(), plus_days(board.today(), 40)] {
            let board = Board::new(&facts, &rules, today);
            let overview = Overview::of(&board);
            for top in all(&facts) {
                let late: BTreeMap<_, _> = board
                    .forecast(top)
                    .into_iter()
                    .filter(|outlook| {
                        outlook.forecast.is_likely_late()
                            || outlook.proof.standing.kind() == StandingKind::AtRisk
                    })
                    .map(|outlook| {
                        let owed = outlook.proof.obligation;
                        ((owed.duty.id.clone(), owed.period.label, owed.organisation.id), outlook.forecast)
                    })
                    .collect();
                let mut told = BTreeMap::new();
                for slot in overview.slots() {
                    let some: Vec<_> =
                        overview.expected(slot, top).filter(|one| one.may_be_late()).collect();
                    prop_assert_eq!(some.len(), usize::try_from(overview.counts(slot, top).late).unwrap());
                    for one in some {
                        let key = (slot.duty.clone(), slot.period.label.clone(), one.organisation);
                        told.insert(key, one.forecast);
                    }
                }
                prop_assert_eq!(told, late);
            }
        }
    }
}
