//! Bulletins and months: their sums agree in every invented county, places are compared only with their like, a number
//! that is dropped is told, and what later records change is put right in the next one.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[path = "cases/county.rs"]
mod county;
#[path = "cases/overlays.rs"]
mod overlays;

use county::counties;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use kaijiang_domain::bulletin::{
    Became, Bound, Issue, Key, Paragraph, Part, Piece, Plain, Proofread, Source, What, agree, bound, compose,
    corrections, pieces, proofread,
};
use kaijiang_domain::facts::Facts;
use kaijiang_domain::id::{LectureId, OrganisationId, PersonId};
use kaijiang_domain::lecture::{Held, Host, Lecture, LectureState, Origin, Speaker};
use kaijiang_domain::obligation::StandingKind;
use kaijiang_domain::organisation::{Organisation, Parentage};
use kaijiang_domain::period::{Period, Rhythm};
use kaijiang_domain::person::Membership;
use kaijiang_domain::rule_set::RuleSet;
use kaijiang_domain::status::{Board, Overview, Records};
use kaijiang_domain::summary::{Summary, summarise};
use kaijiang_domain::workday::Workdays;
use overlays::rules as random_rules;
use proptest::prelude::*;
use uuid::Uuid;

fn rules() -> RuleSet {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../rules/party-lecture/rules.toml"
    );
    RuleSet::read(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn org(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

fn quarter(label: &str) -> Period {
    Rhythm::Quarter.labelled(label).unwrap()
}

/// Asks something of the source of a quarter, looked at from a day.
fn with_source<T>(
    (facts, rules): (&Facts, &RuleSet),
    (period, today): (&Period, Date),
    ask: impl FnOnce(&Source<'_>) -> T,
) -> T {
    let overview = Overview::of(&Board::of_period(facts, rules, (today, period)));
    let workdays = Workdays::monday_to_friday();
    // A number is the day of October on which the record came in; ids of the invented counties are small.
    let filed_on = |id: LectureId| Date::new(2020, 10, i8::try_from(id.0.as_u128() % 28).unwrap() + 1).ok();
    ask(&Source::new((facts, rules), &overview, &workdays, &filed_on))
}

fn issue(facts: &Facts, (label, today): (&str, Date)) -> Issue {
    let (rules, period) = (rules(), quarter(label));
    with_source((facts, &rules), (&period, today), |source| {
        compose(source, (org(0), &period), Vec::new()).unwrap()
    })
}

const AFTER: Date = date(2020, 10, 15);

/// A county: two townships (1, 2) with six and two branches, and an organ (3) that is a branch itself. Branches 10 to 15
/// stand below 1, 20 and 21 below 2.
fn county() -> Facts {
    let named = |n: u128, kind: &str, parent: Option<u128>| Organisation {
        id: org(n),
        number: None,
        kind: kind.to_owned(),
        full_name: format!("{n}"),
        founded_on: None,
        closed: None,
        split_from: None,
        parents: vec![Parentage {
            from: date(2000, 1, 1),
            parent: parent.map(org),
        }],
    };
    let mut organisations = vec![
        named(0, "county-committee", None),
        named(1, "committee", Some(0)),
        named(2, "committee", Some(0)),
        named(3, "branch", Some(0)),
    ];
    organisations.extend((10..16).map(|n| named(n, "branch", Some(1))));
    organisations.extend((20..22).map(|n| named(n, "branch", Some(2))));
    let lectures = [(10, 1), (11, 2), (12, 3), (20, 4), (21, 5)];
    let memberships = (10..22).filter(|n| !(16..20).contains(n)).map(|n| Membership {
        person: PersonId(Uuid::from_u128(n)),
        organisation: org(n),
        from: date(2000, 1, 1),
        until: None,
    });
    Facts {
        known_at: 7,
        organisations,
        lectures: lectures
            .map(|(host, n)| lecture(n, &[host], date(2020, 8, 3)))
            .into(),
        memberships: memberships.collect(),
        ..Facts::default()
    }
}

fn lecture(n: u128, hosts: &[u128], on: Date) -> Lecture {
    let host = |n: &u128| Host {
        organisation: org(*n),
        expected: None,
        present: None,
    };
    let (at, by) = (Timestamp::UNIX_EPOCH, String::new());
    Lecture {
        id: LectureId(Uuid::from_u128(n)),
        state: LectureState::Recorded { at, by },
        planned_on: None,
        held: Some(Held::on(on)),
        title: format!("第{n}课"),
        kind: "theory".to_owned(),
        forms: Vec::new(),
        themed: false,
        venue: None,
        hosts: hosts.iter().map(host).collect(),
        speakers: vec![Speaker {
            id: Uuid::from_u128(n),
            name: Some("张三".to_owned()),
            class: "secretary".to_owned(),
            person: None,
            unit: None,
        }],
        expected: Some(10),
        present: Some(8),
        parts: Vec::new(),
        origin: Origin::Ledger,
        makes_up: None,
        note: None,
        version: 1,
    }
}

fn row(issue: &Issue, n: u128) -> &kaijiang_domain::bulletin::Row {
    issue.units.iter().find(|row| row.organisation == org(n)).unwrap()
}

#[test]
fn s5_a_quarter_says_what_was_owed_and_held() {
    let issue = issue(&county(), ("2020-Q3", AFTER));
    let duty = issue.total.duty("quarterly").unwrap();
    assert_eq!((duty.owing, duty.done(), duty.undone), (9, 5, 4));
    assert_eq!(
        (issue.total.sessions, issue.total.expected, issue.total.present),
        (5, 50, 40)
    );
    assert_eq!(issue.known_at, 7);
    // The window around 1 July ends in this quarter and is told of in its bulletin.
    assert_eq!(issue.total.duty("july-1").unwrap().undone, 9);
    let missed = issue
        .problems
        .iter()
        .find(|problem| problem.key == Key::duty("quarterly", Became::Undone, &issue.period))
        .unwrap();
    assert_eq!(missed.count, 4);
    let units: Vec<_> = missed
        .units
        .iter()
        .map(|one| (one.unit, one.count, one.places.clone()))
        .collect();
    assert_eq!(
        units,
        [
            (Some(org(1)), 3, vec![org(13), org(14), org(15)]),
            (Some(org(3)), 1, vec![org(3)]),
        ]
    );
    assert_eq!(missed.post.as_deref(), Some("secretary"));
    // Those had missed the second quarter as well.
    assert_eq!(
        issue.frozen(&Key::duty("quarterly", Became::Again, &issue.period)),
        Some(4)
    );
    // Fifteen workdays after Thursday 15 October.
    assert_eq!(issue.put_right_by, date(2020, 11, 5));
    assert!(issue.year_before.is_none(), "the programme did not run then");
}

#[test]
fn s5_the_same_quarter_a_year_before_stands_beside_it() {
    let mut facts = county();
    facts.lectures.push(lecture(6, &[10], date(2021, 9, 1)));
    let issue = issue(&facts, ("2021-Q3", date(2021, 10, 15)));
    assert_eq!(issue.period_before.as_deref(), Some("2020-Q3"));
    let before = issue.year_before.as_ref().unwrap();
    assert_eq!((issue.total.sessions, before.sessions), (1, 5));
    assert_eq!(before.duty("quarterly").unwrap().done(), 5);
    let key = Key::plain(Plain::Sessions, &quarter("2020-Q3"));
    assert_eq!(issue.frozen(&key), Some(5));
}

#[test]
fn e31_units_are_compared_with_their_like_and_small_ones_not_at_all() {
    let mut facts = county();
    let mut kinds = facts.organisations.clone();
    kinds.iter_mut().filter(|one| one.id == org(2)).for_each(|one| {
        // The second township has five more branches that all delivered.
        one.number = Some(2);
    });
    facts.organisations = kinds;
    for n in 22..27 {
        let mut branch = facts.organisations[4].clone();
        branch.id = org(n);
        branch.parents[0].parent = Some(org(2));
        facts.organisations.push(branch);
        facts.lectures.push(lecture(n, &[n], date(2020, 9, 1)));
    }
    let told = issue(&facts, ("2020-Q3", AFTER));
    // 7 of 7 comes before 3 of 6; an organ with one branch is no township and too small to be compared.
    assert_eq!(
        (row(&told, 1).rank, row(&told, 2).rank, row(&told, 3).rank),
        (Some(2), Some(1), None)
    );
    let kinds: Vec<(&str, usize)> = told
        .by_category()
        .iter()
        .map(|(compared, rows)| (compared.kind, rows.len()))
        .collect();
    assert_eq!(kinds, [("committee", 2), ("branch", 1)]);
    assert_eq!(told.by_category()[0].1[0].organisation, org(2));
    assert!(told.is_enough(5) && !told.is_enough(4));
    // Two branches that delivered are no example for others to look at; seven are, but for the window.
    assert!(told.leading.is_empty());
    let small = issue(&county(), ("2020-Q3", AFTER));
    assert_eq!(row(&small, 2).rank, None, "two branches");
}

#[test]
fn e31_departments_of_the_county_stand_in_no_ranking_of_townships() {
    let mut facts = county();
    // A second township and the departments, both called 党委, with as many branches as the first township; all of the
    // departments' delivered.
    for (n, name) in [(1, "中共甲县乙镇委员会"), (2, "中共甲县丙镇委员会")] {
        facts.organisations[n].full_name = name.to_owned();
    }
    facts.organisations[3].full_name = "中共甲县直属机关工作委员会".to_owned();
    facts.organisations[3].kind = "committee".to_owned();
    for (parent, ids) in [(2, 22..27), (3, 30..37)] {
        for n in ids {
            let mut branch = facts.organisations[4].clone();
            branch.id = org(n);
            branch.parents[0].parent = Some(org(parent));
            facts.organisations.push(branch);
            if parent == 3 {
                facts.lectures.push(lecture(n, &[n], date(2020, 9, 1)));
            }
        }
    }
    let told = issue(&facts, ("2020-Q3", AFTER));
    let groups: Vec<(Option<&str>, usize)> = told
        .by_category()
        .iter()
        .map(|(compared, rows)| (compared.category, rows.len()))
        .collect();
    assert_eq!(groups, [(None, 2), (Some("organs"), 1)]);
    // 3 of 6 before 2 of 7; the departments, with all of theirs, stand alone and have no place.
    assert_eq!(
        (row(&told, 1).rank, row(&told, 2).rank, row(&told, 3).rank),
        (Some(1), Some(2), None)
    );
    // What was frozen before there were categories is still read.
    let kept = toml::to_string(row(&told, 1)).unwrap();
    assert!(!kept.contains("category"), "{kept}");
    let read: kaijiang_domain::bulletin::Row = toml::from_str(&kept).unwrap();
    assert_eq!(read, *row(&told, 1));
}

#[test]
fn e3_a_bulletin_tells_of_the_tree_at_the_end_of_its_quarter() {
    let mut facts = county();
    facts.organisations[4].parents.push(Parentage {
        from: date(2020, 10, 8),
        parent: Some(org(2)),
    });
    let told = issue(&facts, ("2020-Q3", AFTER));
    assert_eq!((row(&told, 1).sessions, row(&told, 2).sessions), (3, 2));
    // Today it stands elsewhere.
    let rules = rules();
    let board = Board::new(&facts, &rules, AFTER);
    assert!(board.tree().is_within(org(10), org(2)));
}

#[test]
fn f7_a_joint_lecture_over_two_townships_is_one_session_and_the_sums_agree() {
    let mut facts = county();
    facts.lectures.push(lecture(9, &[10, 20, 3], date(2020, 9, 9)));
    let told = issue(&facts, ("2020-Q3", AFTER));
    assert_eq!((told.total.sessions, told.shared), (6, 2));
    assert_eq!(told.units.iter().map(|row| row.sessions).sum::<u32>(), 8);
    assert_eq!(agree(&told), Ok(()));
}

#[test]
fn f7_nothing_is_said_where_sums_do_not_agree() {
    let whole = issue(&county(), ("2020-Q3", AFTER));
    assert_eq!(agree(&whole), Ok(()));
    let mut classes = whole.clone();
    classes.total.classes[1] -= 1;
    let refused = agree(&classes).unwrap_err();
    assert_eq!((refused.says, refused.adds_up_to), (5, 4));
    assert_eq!(refused.key.what, What::Plain(Plain::Sessions));
    let mut townships = whole.clone();
    townships.units[0].duties[0].met += 1;
    townships.units[0].duties[0].owing += 1;
    assert_eq!(
        agree(&townships).unwrap_err().key,
        Key::duty("quarterly", Became::Owing, &whole.period)
    );
    let mut held = whole.clone();
    held.units[0].sessions += 1;
    held.units[0].classes[1] += 1;
    assert_eq!(agree(&held).unwrap_err().adds_up_to, 6);
    let mut covered = whole.clone();
    covered.total.covered = covered.total.members + 1;
    assert!(agree(&covered).is_err());
    let mut problem = whole;
    problem.problems[0].count += 1;
    assert!(agree(&problem).is_err());
}

#[test]
fn e16_what_later_records_change_is_put_right_once() {
    let published = issue(&county(), ("2020-Q3", AFTER));
    let mut facts = county();
    // Two records come in after the bulletin, and one is taken back.
    facts.lectures.push(lecture(6, &[13], date(2020, 9, 20)));
    facts.lectures.push(lecture(7, &[14], date(2020, 9, 21)));
    facts.lectures[4].state = LectureState::Cancelled {
        at: Timestamp::UNIX_EPOCH,
        by: String::new(),
        reason: String::new(),
    };
    let now = issue(&facts, ("2020-Q3", AFTER));
    let found = corrections(("甲通〔2020〕3号", &published), &now, &[]);
    let of = |key: &Key| {
        let one = found.iter().find(|one| one.key == *key);
        one.map(|one| (one.was, one.now))
    };
    let done = Key::duty("quarterly", Became::Done, &published.period);
    assert_eq!(of(&done), Some((5, 6)));
    assert_eq!(of(&done.at(org(1))), Some((3, 5)));
    assert_eq!(of(&done.at(org(2))), Some((2, 1)));
    assert_eq!(of(&done.at(org(3))), None, "unchanged");
    assert_eq!(of(&Key::plain(Plain::Sessions, &published.period)), Some((5, 6)));
    // Once told, it is not told again; what changes after that is.
    let again = corrections(("甲通〔2020〕3号", &published), &now, &found);
    assert_eq!(again, []);
    let back = corrections(("甲通〔2020〕3号", &published), &published, &found);
    let back = back.iter().find(|one| one.key == done).unwrap();
    assert_eq!((back.was, back.now), (6, 5));
}

#[test]
fn s5_a_number_that_is_dropped_or_altered_is_told() {
    let paragraph = |text: &str| Paragraph {
        part: Part::Overall,
        text: text.to_owned(),
    };
    let composed = [paragraph(
        "2020年第三季度共开展{sessions}场次，覆盖{coverage}人。",
    )];
    let names = ["sessions", "coverage", "members"].map(str::to_owned);
    let read = |text: &str| proofread(&composed, &[paragraph(text)], &names);
    assert_eq!(
        read("2020年第三季度覆盖{coverage}人，{sessions}场次。一、二。"),
        []
    );
    assert_eq!(
        read("2020年第三季度共{sessions}场，{coverage}人，共{members}人。"),
        []
    );
    assert_eq!(
        read("2020年第三季度共开展500场次，覆盖{coverage}人。"),
        [
            Proofread::Dropped("sessions".into()),
            Proofread::Typed("500".into())
        ]
    );
    assert_eq!(
        read("共开展{sessions}{laughs}，{coverage}"),
        [Proofread::Unknown("laughs".into())]
    );
    assert_eq!(
        read("{sessions}{coverage}达83.5%，２倍"),
        [Proofread::Typed("83.5%".into()), Proofread::Typed("２".into())]
    );
    assert_eq!(
        pieces("a{b}{ c}d{"),
        [
            Piece::Text("a"),
            Piece::Name("b"),
            Piece::Name(" c"),
            Piece::Text("d{")
        ]
    );
}

#[test]
fn f7_every_figure_of_the_texts_is_the_one_that_is_frozen() {
    let told = issue(&county(), ("2020-Q3", AFTER));
    let mut names = Vec::new();
    for (name, bound) in bound(&told) {
        let figures = match &bound {
            Bound::Count(figure) => vec![figure],
            Bound::Share(part, whole) => vec![part, whole],
        };
        for figure in figures {
            assert_eq!(told.frozen(&figure.key), Some(figure.count), "{name}");
        }
        names.push(name);
    }
    for needed in [
        "sessions",
        "coverage-share",
        "quarterly-share",
        "class-leader",
        "quarterly-again",
        "quarterly-undone@1",
    ] {
        assert!(names.iter().any(|name| name == needed), "{needed}");
    }
    let mut once = names.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), names.len(), "each name is one figure");
}

fn month(facts: &Facts, label: &str, today: Date) -> Summary {
    let rules = rules();
    let period = Rhythm::Month.labelled(label).unwrap();
    with_source((facts, &rules), (&period, today), |source| {
        summarise(source, (org(0), &period))
    })
}

#[test]
fn s5_a_month_says_what_was_held_against_the_month_before_and_who_may_be_late() {
    let mut facts = county();
    facts.lectures.push(lecture(6, &[13, 20], date(2020, 9, 20)));
    let september = month(&facts, "2020-09", date(2020, 9, 30));
    assert_eq!((september.total.sessions, september.total.before), (1, Some(5)));
    let sessions: Vec<(u32, Option<u32>)> = september
        .units
        .iter()
        .map(|row| (row.sessions, row.before))
        .collect();
    assert_eq!(sessions, [(1, Some(3)), (1, Some(2)), (0, Some(0))]);
    assert_eq!(september.duties.len(), 1, "the quarter, not the window");
    let duty = september.total.duties[0];
    assert_eq!((duty.owing, duty.done, duty.late), (9, 6, 3));
    let late: Vec<(OrganisationId, Option<OrganisationId>, StandingKind)> = september
        .late
        .iter()
        .map(|one| (one.organisation, one.unit, one.kind))
        .collect();
    assert_eq!(
        late,
        [
            (org(14), Some(org(1)), StandingKind::AtRisk),
            (org(15), Some(org(1)), StandingKind::AtRisk),
            (org(3), Some(org(3)), StandingKind::AtRisk),
        ]
    );
    // In July the window was over half-way through.
    let july = month(&facts, "2020-07", date(2020, 7, 31));
    let overdue = july.late.iter().filter(|one| one.kind == StandingKind::Overdue);
    assert_eq!(overdue.filter(|one| one.duty == "july-1").count(), 9);
    let may = month(&facts, "2020-05", date(2020, 5, 31));
    assert_eq!(may.total.before, None, "the programme began in May");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn f7_in_every_county_the_sums_agree_and_figures_are_their_records(
        (county, rules) in (counties(), random_rules())
    ) {
        let rules = rules.told();
        let facts = county.facts(&rules);
        let today = county.today(&rules);
        let periods = Rhythm::Quarter.periods(rules.starts_on, today);
        for period in &periods {
            with_source((&facts, &rules), (period, today), |source| {
                for top in facts.organisations.iter().map(|one| one.id) {
                    let issue = compose(source, (top, period), Vec::new()).unwrap();
                    for (_, figure) in bound(&issue) {
                        let Bound::Count(figure) = figure else { continue };
                        prop_assert_eq!(source.count(&figure.key, top), Some(figure.count), "{}", figure.key);
                        let records = source.records(&figure.key, top).unwrap();
                        let carried = matches!(
                            figure.key.what,
                            What::Plain(plain) if !plain.is_number_of_records()
                        );
                        if !carried {
                            prop_assert_eq!(records.len(), usize::try_from(figure.count).unwrap(), "{}", figure.key);
                        }
                    }
                    for unit in &issue.units {
                        let key = Key::plain(Plain::Sessions, period).at(unit.organisation);
                        prop_assert_eq!(source.count(&key, top), Some(unit.sessions));
                        if let Some(Records::Lectures(all)) = source.records(&key, top) {
                            prop_assert_eq!(all.len(), usize::try_from(unit.sessions).unwrap());
                        }
                    }
                }
                Ok(())
            })?;
        }
    }
}
