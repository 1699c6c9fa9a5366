//! A card told as a county tells it (S1, E31, X6): each point with its ground, nothing silent, nobody beside the unlike.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use std::collections::BTreeMap;

use jiff::civil::date;
use kaijiang_domain::bulletin::Key;
use kaijiang_domain::id::{AccountId, OrganisationId};
use kaijiang_domain::period::{Period, Rhythm};
use kaijiang_domain::rule_set::{OversightRule, RuleSet};
use kaijiang_domain::score_sheet::{
    Answers, Cut, Frozen, Ground, Mark, Points, ScoreRefusal, ScoreSheet, Scorecard, SheetMistake, TurnedOn,
    Whom, appeal, places, recalculate, score,
};
use kaijiang_domain::workday::Workdays;
use uuid::Uuid;

const PARTY: &str = include_str!("../../../rules/party-lecture/score-sheet.toml");

fn sheet() -> ScoreSheet {
    ScoreSheet::read(PARTY).unwrap()
}

fn year() -> Period {
    Rhythm::Year.labelled("2020").unwrap()
}

fn whom(number: u128, kind: &str, category: Option<&str>) -> Whom {
    Whom {
        organisation: OrganisationId(Uuid::from_u128(number)),
        kind: kind.into(),
        category: category.map(str::to_owned),
    }
}

fn account() -> AccountId {
    AccountId(Uuid::from_u128(9))
}

fn turned_on() -> TurnedOn {
    TurnedOn {
        sheet: "secretary-lectures".into(),
        since: date(2020, 1, 1),
        by: account(),
    }
}

fn points(text: &str) -> Points {
    Points::parse(text).unwrap()
}

/// Figures by their keys without the organisation.
type Figures = BTreeMap<&'static str, u32>;

fn figures() -> Figures {
    BTreeMap::from([
        ("quarterly/2020/done", 38),
        ("quarterly/2020/owing", 40),
        ("quarterly/2020/again", 0),
        ("july-1/2020/undone", 1),
        ("late-records/2020", 3),
        ("sent-back/2020", 12),
        ("class/leader/2020", 5),
        ("micro/2020", 8),
    ])
}

fn ballots(text: &str) -> Vec<Points> {
    text.split(' ').map(points).collect()
}

/// A card; `change` changes what is answered.
fn card(whom: Whom, figures: &Figures, change: impl FnOnce(&mut Answers<'_>)) -> Scorecard {
    let figure = |key: &Key| {
        let whole = Key {
            organisation: None,
            ..key.clone()
        }
        .to_string();
        figures.get(whole.as_str()).copied()
    };
    let mut answers = Answers {
        figure: &figure,
        marks: BTreeMap::from([(
            "report".to_owned(),
            Mark {
                points: points("8.5"),
                by: account(),
                reason: "上年问题有一条没有整改".into(),
            },
        )]),
        ballots: BTreeMap::from([
            (("vote".to_owned(), "judges".to_owned()), ballots("10 9 9 8.5 1")),
            (
                ("vote".to_owned(), "audience".to_owned()),
                ballots("9 9 8 8 7 10"),
            ),
        ]),
        vetoes: BTreeMap::new(),
    };
    change(&mut answers);
    score(&sheet(), whom, &year(), &turned_on(), &answers).unwrap()
}

fn branch(number: u128) -> Whom {
    whom(number, "branch", None)
}

#[test]
fn s1_every_point_says_what_it_rests_on() {
    let card = card(branch(7), &figures(), |_| ());
    let told: Vec<(String, String)> = card
        .lines()
        .map(|line| {
            (
                line.item.clone(),
                line.points.map_or("—".into(), |points| points.to_string()),
            )
        })
        .collect();
    let expected = [
        ("quarterly", "38"), // 40 × 38/40
        ("july-1", "15"),    // 20 − 5
        ("late", "8.5"),     // 10 − 3 × 0.5
        ("sent-back", "0"),  // 10 − 12, kept at 0
        ("report", "8.5"),
        ("vote", "8.73"),       // 70 % of 8.8333 (10 and 1 left out), 30 % of 8.5
        ("leaders-first", "3"), // 5, capped
        ("micro", "2"),         // 8 are two threes
    ];
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(item, points)| ((*item).into(), (*points).into()))
        .collect();
    assert_eq!(told, expected);
    assert_eq!(
        (card.bonus, card.bonus_cut, card.total),
        (points("5"), Cut::No, points("83.73"))
    );
    assert_eq!(card.grade.as_deref(), Some("fairly-good"));
    for line in card.lines() {
        match &line.ground {
            Ground::Figure {
                key, value, steps, ..
            } => {
                assert_eq!(key.organisation, Some(card.whom.organisation), "{key}");
                assert!(steps <= value);
            }
            Ground::Share { key, of, .. } => assert_ne!(key, of),
            Ground::Marked { reason, .. } => assert!(!reason.is_empty()),
            Ground::Votes(voted) => {
                assert_eq!(voted.iter().map(|one| one.weight).sum::<u32>(), 100);
                assert_eq!((voted[0].mean, voted[0].left_out), (points("8.83"), (1, 1)));
            }
            other => panic!("{other:?}"),
        }
    }
    let sent_back = card.lines().find(|line| line.item == "sent-back").unwrap();
    assert!(matches!(
        sent_back.ground,
        Ground::Figure {
            value: 12,
            cut: Cut::AtLeast,
            ..
        }
    ));
}

#[test]
fn s1_all_bonus_items_together_have_a_cap() {
    let mut many = figures();
    many.insert("micro/2020", 300);
    let card = card(branch(7), &many, |_| ());
    assert_eq!(
        (card.bonus, card.bonus_cut),
        (points("5"), Cut::AtMost),
        "3 and 3 are cut to 5"
    );
}

#[test]
fn s1_what_is_missing_gives_no_grade_and_no_frozen_card() {
    let mut unknown = figures();
    unknown.remove("late-records/2020");
    let card = card(branch(7), &unknown, |answers| {
        answers.marks.clear();
        answers
            .ballots
            .insert(("vote".into(), "audience".into()), ballots("9 9 8 8"));
    });
    assert_eq!(card.missing, ["late", "report", "vote"]);
    assert_eq!(card.grade, None);
    let vote = card.lines().find(|line| line.item == "vote").unwrap();
    assert_eq!(
        vote.ground,
        Ground::TooFewVotes {
            electorate: "audience".into(),
            least: 5
        },
        "E31"
    );
    let refused = Frozen::of(card, account(), date(2021, 1, 11)).unwrap_err();
    assert_eq!(
        refused,
        ScoreRefusal::Incomplete {
            items: vec!["late".into(), "report".into(), "vote".into()]
        }
    );
}

#[test]
fn s1_what_nobody_owes_is_left_out_of_what_could_be_reached() {
    let mut none_owed = figures();
    none_owed.extend([("quarterly/2020/owing", 0), ("quarterly/2020/done", 0)]);
    let card = card(branch(7), &none_owed, |_| ());
    assert_eq!((card.total, card.reachable), (points("45.73"), points("60")));
    assert_eq!(card.in_full, points("76.22"), "45.73 of 60");
    assert_eq!(card.grade.as_deref(), Some("fair"));
}

#[test]
fn s1_a_veto_gives_the_lowest_grade_and_is_argued() {
    let mut twice = figures();
    twice.insert("quarterly/2020/again", 1);
    let by_figure = card(branch(7), &twice, |_| ());
    assert_eq!(by_figure.grade.as_deref(), Some("poor"));
    assert_eq!(by_figure.total, points("83.73"), "its points stay to be seen");
    assert!(matches!(&by_figure.vetoes[0], (id, Ground::Figure { value: 1, .. }) if id == "undone-twice"));
    let called = |reason: &str| {
        card(branch(7), &figures(), |answers| {
            let mark = Mark {
                points: Points::default(),
                by: account(),
                reason: reason.into(),
            };
            answers.vetoes.insert("fabricated".into(), mark.clone());
            answers.vetoes.insert("undone-twice".into(), mark);
        })
    };
    assert_eq!(
        called("第三季度的记录是编的").vetoes.len(),
        1,
        "what a figure calls nobody else calls"
    );
    assert_eq!(called(" ").vetoes, [], "without a reason there is none");
}

#[test]
fn x6_nothing_is_scored_until_a_county_turns_it_on() {
    let figure = |_: &Key| Some(1);
    let answers = Answers {
        figure: &figure,
        marks: BTreeMap::new(),
        ballots: BTreeMap::new(),
        vetoes: BTreeMap::new(),
    };
    let ask = |on: TurnedOn, whom: Whom| score(&sheet(), whom, &year(), &on, &answers).err();
    let late = TurnedOn {
        since: date(2020, 1, 2),
        ..turned_on()
    };
    assert_eq!(
        ask(late, branch(7)),
        Some(ScoreRefusal::Off),
        "what was not announced before the year began"
    );
    let other = TurnedOn {
        sheet: "another".into(),
        ..turned_on()
    };
    assert_eq!(ask(other, branch(7)), Some(ScoreRefusal::Off));
    let kind = ScoreRefusal::OtherKind {
        kind: "temporary-branch".into(),
    };
    assert_eq!(ask(turned_on(), whom(7, "temporary-branch", None)), Some(kind));
    assert_eq!(ask(turned_on(), branch(7)), None);
}

#[test]
fn s1_a_frozen_card_is_contested_in_time_and_changed_with_a_trace() {
    let frozen = Frozen::of(card(branch(7), &figures(), |_| ()), account(), date(2021, 1, 11)).unwrap();
    let workdays = Workdays::read(include_str!("../../../rules/workdays/cn.toml")).unwrap();
    let rules = OversightRule::default();
    let contest =
        |item: &str, reason: &str, on| appeal(&frozen, (item, reason), on, &sheet(), (&rules, &workdays));
    assert_eq!(
        contest("late", "有一场是停电补录的", date(2021, 1, 18)),
        Ok(date(2021, 2, 1))
    );
    let over = contest("late", "迟了", date(2021, 1, 19));
    assert_eq!(
        over,
        Err(ScoreRefusal::AppealOver {
            until: date(2021, 1, 18)
        })
    );
    assert_eq!(
        contest("late", " ", date(2021, 1, 12)),
        Err(ScoreRefusal::ReasonNeeded)
    );
    let none = contest("smiles", "x", date(2021, 1, 12));
    assert_eq!(
        none,
        Err(ScoreRefusal::NoSuchItem {
            item: "smiles".into()
        })
    );
    let mut fewer = figures();
    fewer.insert("late-records/2020", 2);
    let now = || card(branch(7), &fewer, |_| ());
    let by = (account(), date(2021, 1, 20));
    assert_eq!(
        recalculate(&frozen, now(), by, " ").err(),
        Some(ScoreRefusal::ReasonNeeded)
    );
    let same = recalculate(&frozen, card(branch(7), &figures(), |_| ()), by, "再算一遍");
    assert_eq!(same.err(), Some(ScoreRefusal::NothingChanged));
    let other = recalculate(&frozen, card(branch(8), &fewer, |_| ()), by, "申诉成立");
    assert_eq!(other.err(), Some(ScoreRefusal::OtherCard));
    let told = recalculate(&frozen, now(), by, "申诉成立：1场不算迟报").unwrap();
    let lines: Vec<_> = told
        .changes
        .iter()
        .map(|change| (change.item.as_str(), change.was, change.now))
        .collect();
    assert_eq!(lines, [("late", Some(points("8.5")), Some(points("9")))]);
    assert_eq!(told.total, (points("83.73"), points("84.23")));
}

#[test]
fn e31_cards_are_compared_only_with_their_like() {
    let with = |whom: Whom, late: u32, again: u32| {
        let mut changed = figures();
        changed.extend([("late-records/2020", late), ("quarterly/2020/again", again)]);
        Frozen::of(card(whom, &changed, |_| ()), account(), date(2021, 1, 11)).unwrap()
    };
    let cards = [
        with(whom(1, "committee", None), 3, 0),
        with(whom(2, "committee", None), 0, 0),
        with(whom(3, "committee", None), 3, 0),
        with(whom(4, "committee", Some("organs")), 0, 0),
        with(whom(5, "branch", None), 1, 0),
        with(whom(6, "branch", None), 2, 0),
        with(whom(7, "branch", None), 0, 1),
    ];
    let told = places(&cards);
    let of = |kind: &str, category: Option<&str>| {
        let placed = told.get(&(kind.to_owned(), category.map(str::to_owned)))?;
        Some(
            placed
                .iter()
                .map(|(place, who)| (*place, who.0.as_u128()))
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(
        of("committee", None),
        Some(vec![(1, 2), (2, 1), (2, 3)]),
        "equals share a place"
    );
    assert_eq!(
        of("committee", Some("organs")),
        None,
        "nobody to be compared with"
    );
    assert_eq!(
        of("branch", None),
        Some(vec![(1, 5), (2, 6)]),
        "with a veto there is no place"
    );
}

/// What is wrong with a sheet, and in which line.
#[test]
fn x6_s1_a_sheet_with_a_mistake_is_refused_with_its_line() {
    let mistake = |from: &str, to: &str| {
        assert!(PARTY.contains(from), "{from}");
        let text = PARTY.replacen(from, to, 1);
        let mistakes = ScoreSheet::read(&text).unwrap_err().mistakes;
        let (line, mistake) = mistakes.into_iter().next().unwrap();
        (text.lines().nth(line - 1).unwrap().trim().to_owned(), mistake)
    };
    for key in ["present", "check-ins", "clicks"] {
        let (line, told) = mistake("figure = \"late-records\"", &format!("figure = \"{key}\""));
        assert_eq!(told, SheetMistake::CountsPeople { key: key.into() });
        assert_eq!(line, format!("figure = \"{key}\""));
    }
    let (line, told) = mistake("figure = \"micro\"", "figure = \"mikro\"");
    assert_eq!(
        (line.as_str(), told),
        (
            "figure = \"mikro\"",
            SheetMistake::NoFigure { key: "mikro".into() }
        )
    );
    let (line, told) = mistake("max = 40", "max = 45");
    assert_eq!(line, "id = \"held\"");
    assert!(matches!(told, SheetMistake::DoesNotAddUp { block: Some(_), sum, .. } if sum == points("65")));
    let (line, told) = mistake("total = 100", "total = 110");
    assert_eq!(line, "total = 110");
    assert!(matches!(told, SheetMistake::DoesNotAddUp { block: None, .. }));
    let (_, told) = mistake("id = \"sent-back\"", "id = \"late\"");
    assert_eq!(told, SheetMistake::Twice { id: "late".into() });
    let (_, told) = mistake("delta = 0.5", "delta = 0");
    assert!(matches!(told, SheetMistake::NoRoom { .. }));
    for (from, to) in [("weight = 70", "weight = 60"), ("trim_low = 1", "trim_low = 4")] {
        assert!(matches!(mistake(from, to).1, SheetMistake::BadVote { .. }));
    }
    assert_eq!(mistake("from = 0", "from = 10").1, SheetMistake::NoLowestGrade);
    for (from, to) in [
        (
            "method = \"manual\"",
            "method = \"manual\"\nfigure = \"sessions\"",
        ),
        ("delta = 0.5", "delta = 0.555"),
        ("bonus_cap = 5", "bonus_cup = 5"),
    ] {
        assert!(
            matches!(mistake(from, to).1, SheetMistake::NotToml { .. }),
            "{to}"
        );
    }
}

/// Sheets that ship fit their packs.
#[test]
fn s1_a_sheet_names_only_what_its_pack_knows() {
    let toolbox = include_str!("../../../rules/toolbox-talk/score-sheet.toml");
    for (sheet, pack) in [
        (PARTY, include_str!("../../../rules/party-lecture/rules.toml")),
        (toolbox, include_str!("../../../rules/toolbox-talk/rules.toml")),
    ] {
        let rules = RuleSet::read(pack).unwrap();
        assert_eq!(
            ScoreSheet::read(sheet).unwrap().unknown_to(&rules),
            Vec::<String>::new()
        );
    }
    let rules = RuleSet::read(include_str!("../../../rules/toolbox-talk/rules.toml")).unwrap();
    assert!(sheet().unknown_to(&rules).contains(&"quarterly".to_owned()));
}
