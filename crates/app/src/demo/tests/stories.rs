//! Whether the default county tells what it should: who meets the duties, who speaks, which edge cases happen.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday, date};

use super::{by_name, hosts, pack};
use crate::demo::{County, Flavour, SEED, Size, county};
use crate::import::lines::{LectureLine, OrganisationLine};

const QUARTERS: [(Date, Date); 3] = [
    (date(2020, 5, 1), date(2020, 6, 30)),
    (date(2020, 7, 1), date(2020, 9, 30)),
    (date(2020, 10, 1), date(2020, 12, 31)),
];
const WINDOW: (Date, Date) = (date(2020, 6, 15), date(2020, 7, 15));

fn within(day: Date, span: (Date, Date)) -> bool {
    span.0 <= day && day <= span.1
}

/// Branches on record through a span, and those of them that held a lecture in it which counts.
fn held_by(
    county: &County,
    span: (Date, Date),
    meets: impl Fn(&LectureLine) -> bool,
) -> (usize, BTreeSet<String>) {
    let held: BTreeSet<&str> = county
        .lectures
        .iter()
        .filter(|lecture| within(lecture.on, span) && meets(lecture))
        .flat_map(|lecture| hosts(&Size::default(), lecture))
        .collect();
    let owing: Vec<&OrganisationLine> = county
        .organisations
        .iter()
        .filter(|line| line.kind == "党支部" && line.founded_on.unwrap() < span.0)
        .filter(|line| line.closed_on.is_none_or(|day| day > span.1))
        .collect();
    let met = owing.iter().filter(|line| held.contains(line.name.as_str()));
    (owing.len(), met.map(|line| line.name.clone()).collect())
}

fn is_full(lecture: &LectureLine) -> bool {
    lecture.kind != "微党课"
}

#[test]
fn the_sums_are_believable() {
    let county = county(SEED, &Size::default());
    let sum = |of: fn(&LectureLine) -> Option<u32>| county.lectures.iter().filter_map(of).sum::<u32>();
    let (expected, present) = (sum(|line| line.expected), sum(|line| line.present));
    assert!(
        (75..=92).contains(&(present * 100 / expected)),
        "{present} of {expected}"
    );
    let covered: BTreeSet<_> = county
        .sign_ins
        .iter()
        .map(|line| (&line.branch, &line.name, &line.birth_month))
        .collect();
    assert!((6500..9500).contains(&covered.len()), "{}", covered.len());
    let count = |of: &dyn Fn(&LectureLine) -> bool| county.lectures.iter().filter(|line| of(line)).count();
    assert!((100..170).contains(&count(&|line| line.kind == "微党课")));
    assert!((30..110).contains(&count(&|line| line.organisations.contains('、'))));
    assert!((150..400).contains(&count(&|line| line.note.as_deref() == Some("挂包村讲课"))));
    let on = |weekday| count(&|line| line.on.weekday() == weekday);
    assert!(on(Weekday::Friday) > 2 * on(Weekday::Sunday));
}

#[test]
fn some_meet_their_duties_and_some_do_not() {
    let county = county(SEED, &Size::default());
    for (span, range) in QUARTERS.into_iter().zip([70..90, 65..85, 40..65]) {
        let (owing, met) = held_by(&county, span, is_full);
        assert!(
            range.contains(&(met.len() * 100 / owing)),
            "{} of {owing}",
            met.len()
        );
        let (_, heard) = held_by(&county, span, |_| true);
        assert!(met.len() < heard.len(), "someone has only a micro lecture");
        assert!(heard.len() < owing - 50, "some have nothing at all");
    }
    let (owing, met) = held_by(&county, QUARTERS[0], is_full);
    assert!(met.len() < owing);
    let of = |township: &str| {
        let all = county.organisations.iter().filter(|line| line.kind == "党支部");
        let all = all.filter(|line| line.name.contains(township)).count();
        met.iter().filter(|name| name.contains(township)).count() * 100 / all
    };
    assert!((92..=98).contains(&of("榕湾镇")));
    assert!((40..=50).contains(&of("樟垭乡")));
}

#[test]
fn the_lectures_of_july_1_lie_mostly_in_the_window() {
    let county = county(SEED, &Size::default());
    let rules = pack(Flavour::PartyLecture);
    let themed = |line: &LectureLine| rules.is_themed_title(&line.title);
    let (owing, met) = held_by(&county, WINDOW, themed);
    assert!(
        (55..75).contains(&(met.len() * 100 / owing)),
        "{} of {owing}",
        met.len()
    );
    let outside = county
        .lectures
        .iter()
        .filter(|line| themed(line) && !within(line.on, WINDOW))
        .count();
    assert!((10..60).contains(&outside), "{outside}");
}

#[test]
fn most_secretaries_speak_themselves() {
    let county = county(SEED, &Size::default());
    let organisations = by_name(&county);
    let spoke: BTreeSet<&str> = county
        .lectures
        .iter()
        .filter(|line| line.speaker_class == "书记")
        .map(|line| (hosts(&Size::default(), line)[0], line.speaker.as_str()))
        .filter(|(host, speaker)| organisations[host].secretary.as_deref() == Some(*speaker))
        .map(|(host, _)| host)
        .collect();
    let branches = county
        .organisations
        .iter()
        .filter(|line| line.kind == "党支部")
        .count();
    assert!(
        (55..90).contains(&(spoke.len() * 100 / branches)),
        "{} of {branches}",
        spoke.len()
    );
    let heads: BTreeSet<&str> = county.unit_heads.iter().map(|head| head.name.as_str()).collect();
    let by_heads = county
        .lectures
        .iter()
        .filter(|line| line.speaker_class == "县直单位主要领导");
    assert!(
        by_heads
            .map(|line| line.speaker.as_str())
            .all(|speaker| heads.contains(speaker))
    );
    let names = by_name(&county);
    for head in &county.unit_heads {
        assert!(names.contains_key(head.unit.as_str()) && !head.villages.is_empty());
        assert!(
            head.villages
                .iter()
                .all(|village| names[village.as_str()].kind == "党总支")
        );
    }
}

#[test]
fn the_stories_of_the_edge_cases_are_there() {
    let county = county(SEED, &Size::default());
    let merged: Vec<_> = county
        .organisations
        .iter()
        .filter(|line| line.merged_into.is_some())
        .collect();
    assert_eq!(merged.len(), 2);
    // E1: of the first pair only the one that ended spoke in the quarter, before it ended.
    let (_, met) = held_by(&county, QUARTERS[1], |_| true);
    let heir = merged[0].merged_into.as_deref().unwrap();
    assert!(!met.contains(heir));
    let spoke = |line: &&LectureLine| {
        within(line.on, QUARTERS[1]) && is_full(line) && line.organisations.contains(&merged[0].name)
    };
    assert!(county.lectures.iter().any(|line| spoke(&line)));
    // E4
    let temporary: Vec<_> = county
        .organisations
        .iter()
        .filter(|line| line.kind == "临时党支部")
        .collect();
    assert!(temporary.len() == 1 && temporary[0].closed_on.is_some());
    assert!(
        county
            .lectures
            .iter()
            .any(|line| line.organisations == temporary[0].name)
    );
    assert!(county.members.iter().all(|line| line.branch != temporary[0].name));
    // E5 and a branch closed without an heir.
    let founded = county
        .organisations
        .iter()
        .filter(|line| line.founded_on > Some(date(2020, 5, 1)));
    assert_eq!(founded.count(), 3);
    let closed = |line: &&OrganisationLine| line.closed_on.is_some() && line.merged_into.is_none();
    assert_eq!(county.organisations.iter().filter(closed).count(), 2);
    // E42
    let mut villages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in county.organisations.iter().filter(|line| line.kind == "党总支") {
        let (township, rest) = line.name.split_once(['镇', '乡']).unwrap();
        villages.entry(rest).or_default().insert(township);
    }
    assert_eq!(
        villages.values().filter(|townships| townships.len() == 2).count(),
        1
    );
    let mut names: BTreeMap<_, u32> = BTreeMap::new();
    for line in &county.members {
        *names.entry((&line.branch, &line.name)).or_default() += 1;
    }
    assert!(names.values().filter(|count| **count == 2).count() >= 10);
}

/// Ten times the county takes about ten times as long: nothing is looked up by walking.
#[test]
fn a_ledger_of_twenty_thousand_is_made() {
    let county = county(SEED, &Size::scaled(10_000));
    assert_eq!(county.lectures.len(), 20_000);
    assert_eq!(county.members.len(), 100_000);
}
