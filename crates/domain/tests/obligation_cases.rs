//! The case tables of `cases/`, written as the programme speaks: organisations with their dates, lectures, and where
//! each duty must stand on which day, with what counted and why the rest did not.
//!
//! Where an edge case is tested (`mission`, E1–E44, as far as the domain answers it):
//!
//! | edge | tables here | elsewhere in this crate |
//! |---|---|---|
//! | F4 F5 F6 F7 L3 | party.toml, persons.toml, talks.toml, forecast.toml | `src/rule_set/schedule.rs` |
//! | E1 merged | merging.toml, talks.toml | |
//! | E2 split, E5 founded inside | founding.toml, talks.toml | |
//! | E3 moved | founding.toml | `src/organisation.rs` |
//! | E4 temporary | founding.toml, talks.toml | `src/attendance/tests.rs` |
//! | E6 substitute, E7 class at the time, E14, E15 | persons.toml | `lecture_cases.rs` |
//! | S5 who is reminded of what | reminders.toml | `src/rhythm.rs` |
//! | E8, E43 holidays | edges.toml (the window only) | `src/reminder.rs`, `src/rhythm.rs` |
//! | E9, E37 days | edges.toml | `lecture_cases.rs` |
//! | E10 offline | | none: no rule of the domain yet |
//! | E11 joint | edges.toml, talks.toml | `lecture_cases.rs`, `src/naming/tests.rs` |
//! | E12 late records | edges.toml (the ledger) | `lecture_cases.rs` |
//! | E13 carry, make-up | edges.toml, talks.toml | |
//! | E16, E25 | | `lecture_cases.rs` |
//! | E21–E24, E31, E40 | | `src/attendance/tests.rs`; E31 also `src/figures/share.rs` |
//! | E26 | | `src/ledger_match/tests.rs` |
//! | E38 cancelled | edges.toml | `lecture_cases.rs` |
//! | E39 rules changed | rules.toml | `src/rule_set/schedule.rs` |
//! | E27, E41 two places | | `src/plan/tests.rs` |
//! | E42 two of one name | | `src/naming/tests.rs` |

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the cases are made here"
)]

#[path = "cases/reminded.rs"]
mod reminded;
#[path = "cases/story.rs"]
mod story;
#[path = "cases/told.rs"]
mod told;

use std::collections::BTreeMap;

use jiff::civil::Date;
use kaijiang_domain::facts::Facts;
use kaijiang_domain::forecast::{Forecast, Outlook};
use kaijiang_domain::id::LectureId;
use kaijiang_domain::obligation::{Counted, How, NotCounted, Proof, Reason, Standing, Via};
use kaijiang_domain::person_duty::{PersonStanding, PersonState};
use kaijiang_domain::rule_set::RuleSet;
use kaijiang_domain::status::{Board, Status};
use story::Names;
use told::{Case, FiguresWanted, ForecastWanted, PersonWanted, StandingWanted, Table};

const PACKS: [(&str, &str); 2] = [
    (
        "party-lecture",
        include_str!("../../../rules/party-lecture/rules.toml"),
    ),
    (
        "toolbox-talk",
        include_str!("../../../rules/toolbox-talk/rules.toml"),
    ),
];

/// Runs every case of a table and tells all that differ at once.
fn run(text: &str) {
    let table: Table = toml::from_str(text).unwrap_or_else(|error| panic!("{error}"));
    let pack = PACKS.iter().find(|(name, _)| *name == table.pack).unwrap().1;
    let wrong: Vec<String> = table
        .cases
        .iter()
        .flat_map(|case| Running::new(case, pack).wrong())
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

struct Running<'c> {
    case: &'c Case,
    rules: RuleSet,
    facts: Facts,
    names: Names,
}

impl<'c> Running<'c> {
    fn new(case: &'c Case, pack: &str) -> Self {
        let (rules, mut names) = (case.rules(pack), Names::default());
        let facts = case.facts(&rules, &mut names);
        Running {
            case,
            rules,
            facts,
            names,
        }
    }

    fn board(&self, on: Date) -> Board<'_> {
        Board::new(&self.facts, &self.rules, on)
    }

    fn wrong(mut self) -> Vec<String> {
        let case = self.case;
        for wanted in &case.stands {
            self.names.id(&wanted.of);
        }
        let mut found = Vec::new();
        for wanted in &case.stands {
            found.extend(self.compare_standing(wanted));
        }
        for wanted in &case.persons {
            found.extend(self.compare_person(wanted));
        }
        for wanted in &case.figures {
            found.extend(self.compare_figures(wanted));
        }
        for wanted in &case.forecasts {
            found.extend(self.compare_forecast(wanted));
        }
        for wanted in &case.reminders {
            found.extend(self.compare_reminder(wanted));
        }
        let wanted = [
            case.reminders.len(),
            case.stands.len(),
            case.persons.len(),
            case.figures.len(),
            case.forecasts.len(),
        ];
        assert!(wanted.iter().sum::<usize>() > 0, "{} expects nothing", case.id);
        found
    }

    fn compare_standing(&mut self, wanted: &StandingWanted) -> Vec<String> {
        let of = self.names.organisation(&wanted.of);
        let board = self.board(wanted.on.0);
        let occurrence = self.rules.occurrence(&wanted.duty, &wanted.period, wanted.on.0);
        let proof = occurrence.and_then(|occurrence| board.proof(of, occurrence));
        let place = format!(
            "{}: {} {} {}",
            self.case.id, wanted.of, wanted.duty, wanted.period
        );
        let place = format!("{place} on {}", wanted.on.0);
        let Some(proof) = proof else {
            return differ(&place, &wanted.is, "nothing owed");
        };
        let mut found = differ(&place, &wanted.is, &self.standing(&proof));
        let counted: Vec<String> = proof
            .counted
            .iter()
            .map(|counted| self.counted(counted))
            .collect();
        let not: Vec<String> = proof
            .not_counted
            .iter()
            .map(|other| self.not_counted(other))
            .collect();
        if let Some(wanted) = &wanted.counted {
            found.extend(differ(
                &format!("{place}, counted"),
                &wanted.join("; "),
                &counted.join("; "),
            ));
        }
        if let Some(wanted) = &wanted.not {
            found.extend(differ(
                &format!("{place}, not counted"),
                &wanted.join("; "),
                &not.join("; "),
            ));
        }
        found
    }

    fn standing(&self, proof: &Proof<'_>) -> String {
        let several = match proof.obligation.minimum {
            1 => String::new(),
            minimum => format!(" of {minimum}"),
        };
        let said = match &proof.standing {
            Standing::Due { in_days } => format!("due in {in_days}"),
            Standing::AtRisk { in_days } => format!("at risk in {in_days}"),
            Standing::Met { by, on } => format!("met by {} on {on}", self.lecture(*by)),
            Standing::MadeUp { by, on, late_by } => {
                format!("made up by {} on {on} late by {late_by}", self.lecture(*by))
            }
            Standing::Excused { by } => if by.is_some() { "excused" } else { "exempt" }.to_owned(),
            Standing::Overdue { for_days } => format!("overdue for {for_days}"),
            Standing::Closed { into: Some(into) } => format!("closed into {}", self.names.name(into.0)),
            Standing::Closed { into: None } => "closed".to_owned(),
        };
        said + &several
    }

    fn lecture(&self, id: LectureId) -> &str {
        self.names.name(id.0)
    }

    fn counted(&self, counted: &Counted) -> String {
        let via = match counted.via {
            Via::Own => String::new(),
            Via::Joint { place } => format!(" joint {place}"),
            Via::Inherited { from, .. } => format!(" from {}", self.names.name(from.0)),
        };
        let how = match counted.how {
            How::InPeriod => "",
            How::MakeUp => " made up",
            How::Carried => " carried",
        };
        format!("{}{via}{how}", self.lecture(counted.lecture))
    }

    fn not_counted(&self, other: &NotCounted) -> String {
        let reason = match &other.reason {
            Reason::NotHeld => "not held".to_owned(),
            Reason::NotRecorded => "not recorded".to_owned(),
            Reason::Waiting => "waiting".to_owned(),
            Reason::Declined => "declined".to_owned(),
            Reason::SentBack => "sent back".to_owned(),
            Reason::Cancelled => "cancelled".to_owned(),
            Reason::Kind(kind) => format!("kind {kind}"),
            Reason::NotThemed => "not themed".to_owned(),
            Reason::SpeakerClass(class) => format!("class {class}"),
            Reason::Before(on) => format!("before, {on}"),
            Reason::After(on) => format!("after, {on}"),
            Reason::MakesUp(label) => format!("makes up {label}"),
            Reason::Joint => "joint".to_owned(),
            Reason::JointLimit(limit) => format!("joint limit {limit}"),
            Reason::NotInherited(from) => format!("not inherited from {}", self.names.name(from.0)),
        };
        format!("{}: {reason}", self.lecture(other.lecture))
    }

    fn compare_person(&mut self, wanted: &PersonWanted) -> Vec<String> {
        let who = self.names.id(&wanted.who);
        let board = self.board(wanted.on.0);
        let place = format!(
            "{}: {} {} {}",
            self.case.id, wanted.who, wanted.duty, wanted.period
        );
        let place = format!("{place} on {}", wanted.on.0);
        let standings = board.person_standings();
        let mut mine = standings.iter().filter(|standing| {
            standing.person.0 == who
                && standing.duty.id == wanted.duty
                && standing.period.label == wanted.period
        });
        let standing = mine.next();
        assert_eq!(mine.count(), 0, "{place}: shown twice");
        let mut found = differ(
            &place,
            &wanted.is,
            &standing.map_or("nothing owed".into(), person_stands),
        );
        if let (Some(wanted), Some(standing)) = (&wanted.counted, standing) {
            let counted: Vec<&str> = standing.counted.iter().map(|(id, _)| self.lecture(*id)).collect();
            found.extend(differ(
                &format!("{place}, counted"),
                &wanted.join("; "),
                &counted.join("; "),
            ));
        }
        found
    }

    fn compare_forecast(&mut self, wanted: &ForecastWanted) -> Vec<String> {
        let top = self.names.organisation(story::TOP);
        let board = self.board(wanted.on.0);
        let told = |outlook: &Outlook<'_>| {
            let owed = &outlook.proof.obligation;
            let said = match outlook.forecast {
                Forecast::Planned { on } => format!("planned on {on}"),
                Forecast::UsuallyBy { day, of, on } => format!("usually by day {day} of {of}, {on}"),
                Forecast::Behind { usual, today } => format!("behind, day {today}, usually {usual}"),
                Forecast::NeverDone { periods } => format!("never done in {periods}"),
                Forecast::NoHistory => "no history".to_owned(),
            };
            let place = format!("{} {} {}", owed.organisation.full_name, owed.duty.id, owed.period);
            format!("{place}: {said} ({} of {})", outlook.done, outlook.owed)
        };
        let is: Vec<String> = board.forecast(top).iter().map(told).collect();
        let place = format!("{}: forecast on {}", self.case.id, wanted.on.0);
        differ(
            &place,
            &wanted.is.join("\n           "),
            &is.join("\n           "),
        )
    }

    fn compare_figures(&mut self, wanted: &FiguresWanted) -> Vec<String> {
        let of = self.names.organisation(&wanted.of);
        let status = self.board(wanted.on.0).status(of, None);
        let place = format!("{}: {} on {}", self.case.id, wanted.of, wanted.on.0);
        let mut found = Vec::new();
        let mut figure = |name: &str, wanted: Option<u32>, is: u32| {
            if let Some(wanted) = wanted {
                found.extend(differ(
                    &format!("{place}, {name}"),
                    &wanted.to_string(),
                    &is.to_string(),
                ));
            }
        };
        figure("sessions", wanted.sessions, status.sessions);
        figure("joint", wanted.joint, status.joint);
        figure("micro", wanted.micro, status.micro);
        figure("branches", wanted.branches, status.branches);
        figure("active", wanted.active, status.organisations_active);
        let sum = status.speaker_classes.iter().map(|(_, count)| count).sum();
        figure("sum of classes", Some(status.sessions), sum);
        for (name, wanted, is) in [
            ("quarters", &wanted.quarters, status.sessions_by_quarter.clone()),
            (
                "classes",
                &wanted.classes,
                above_none(status.speaker_classes.iter().cloned()),
            ),
        ] {
            if let Some(wanted) = wanted {
                found.extend(differ(
                    &format!("{place}, {name}"),
                    &format!("{wanted:?}"),
                    &format!("{is:?}"),
                ));
            }
        }
        for (duty, wanted) in wanted.duties.iter().flatten() {
            let is = tally(&status, duty);
            found.extend(differ(
                &format!("{place}, {duty}"),
                &format!("{wanted:?}"),
                &format!("{is:?}"),
            ));
        }
        found
    }
}

fn above_none(counts: impl Iterator<Item = (String, u32)>) -> BTreeMap<String, u32> {
    counts.filter(|(_, count)| *count > 0).collect()
}

fn tally(status: &Status, duty: &str) -> BTreeMap<String, u32> {
    let named =
        |tally: &&kaijiang_domain::status::DutyTally| format!("{} {}", tally.duty, tally.period) == duty;
    let counts = status.duties.iter().find(named).map(|tally| &tally.counts);
    counts
        .into_iter()
        .flatten()
        .map(|(kind, count)| (kind.key().to_owned(), *count))
        .collect()
}

fn person_stands(standing: &PersonStanding<'_>) -> String {
    let said = match standing.state {
        PersonState::Met => "met".to_owned(),
        PersonState::Due { in_days } => format!("due in {in_days}"),
        PersonState::Overdue { for_days } => format!("overdue for {for_days}"),
    };
    format!("{said} with {} of {}", standing.counted.len(), standing.minimum)
}

fn differ(place: &str, wanted: &str, is: &str) -> Vec<String> {
    if wanted == is {
        Vec::new()
    } else {
        vec![format!("{place}:\n    wanted {wanted}\n    is     {is}")]
    }
}

#[test]
fn f4_f5_f7_the_duties_of_the_notice() {
    run(include_str!("cases/party.toml"));
}

#[test]
fn f4_forecasts() {
    run(include_str!("cases/forecast.toml"));
}

#[test]
fn s5_reminders() {
    run(include_str!("cases/reminders.toml"));
}

#[test]
fn e1_mergers() {
    run(include_str!("cases/merging.toml"));
}

#[test]
fn e2_e3_e4_e5_founding_splitting_moving() {
    run(include_str!("cases/founding.toml"));
}

#[test]
fn f6_e6_e7_e14_e15_persons() {
    run(include_str!("cases/persons.toml"));
}

#[test]
fn e9_e11_e12_e13_e37_e38_e43_lectures() {
    run(include_str!("cases/edges.toml"));
}

#[test]
fn e39_rules_that_change() {
    run(include_str!("cases/rules.toml"));
}

#[test]
fn the_same_stories_under_toolbox_talks() {
    run(include_str!("cases/talks.toml"));
}
