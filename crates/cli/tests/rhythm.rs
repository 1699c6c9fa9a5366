//! A quarter of the invented county, day by day, by the real program: thirteen Mondays, three summaries, one bulletin,
//! each once, though it is killed at random and two of it run at a time. A failure prints the seed; `KAIJIANG_SEED`
//! runs it again.
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with the stories, which need other parts")]
mod program;

use std::collections::BTreeMap;
use std::process::{Child, Stdio};
use std::time::Duration;

use jiff::civil::{Date, date};
use program::{Place, Seeded, on_both};
use serde_json::Value;

/// Of so many days with something due, on one is the program killed.
const KILLED: usize = 2;

/// The invented county, on the engine of the place.
fn county(place: &Place) {
    if place.is_sqlite() {
        place.done(&["demo", "--no-serve"]);
        return;
    }
    let first = Place::sqlite();
    first.done(&["demo", "--no-serve"]);
    first.done(&["move", "--to", &place.url]);
    let key = first.path("data/audit.key");
    std::fs::create_dir_all(place.path("data")).unwrap();
    std::fs::copy(key, place.path("data/audit.key")).unwrap();
}

struct Quarter<'a> {
    place: &'a Place,
    dice: Seeded,
    /// What was said to be made, and how often.
    said: BTreeMap<(String, String), u32>,
    killed: u32,
}

impl Quarter<'_> {
    fn begun(&self, day: Date) -> Child {
        let now = format!("{day}T09:00:00+08:00");
        let mut command = self.place.command(&["remind", "--json", "--now", &now]);
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// Two of the program at a time, one of which may be killed; then one that is let run.
    fn day(&mut self, day: Date) {
        let (mut one, two) = (self.begun(day), self.begun(day));
        if self.dice.below(KILLED) == 0 {
            let pause = u64::try_from(self.dice.below(400)).unwrap();
            std::thread::sleep(Duration::from_millis(pause));
            if one.try_wait().unwrap().is_none() {
                one.kill().unwrap();
                self.killed += 1;
            }
        }
        self.heard(vec![one, two]);
        self.heard(vec![self.begun(day)]);
    }

    fn heard(&mut self, programs: Vec<Child>) {
        let ended = programs
            .into_iter()
            .map(|child| child.wait_with_output().unwrap());
        for output in ended.filter(|output| output.status.success()) {
            let told: Value = serde_json::from_slice(&output.stdout).unwrap();
            for run in told["runs"].as_array().unwrap() {
                let text = |key: &str| run[key].as_str().unwrap().to_owned();
                *self.said.entry((text("kind"), text("period"))).or_default() += 1;
            }
        }
    }
}

/// Mondays, the Thursday after Spring Festival, and the days around the fifth and the fifteenth workday.
fn may_be_due(day: Date) -> bool {
    let is_monday = day.weekday() == jiff::civil::Weekday::Monday;
    is_monday || day == date(2021, 2, 18) || matches!(day.day(), 5 | 8 | 22)
}

/// What the history says was made since the quarter began, by kind.
fn made(place: &Place, kind: &str) -> Vec<String> {
    let text = if place.is_sqlite() {
        "period"
    } else {
        "period::text"
    };
    let order = "ORDER BY period";
    place.ask(&format!(
        "SELECT {text} FROM rhythm_run WHERE kind = '{kind}' AND due_on >= '2021-01-01' AND making = 'made' {order}"
    ))
}

fn count(place: &Place, statement: &str) -> String {
    let text = if place.is_sqlite() {
        "CAST(COUNT(*) AS TEXT)"
    } else {
        "COUNT(*)::text"
    };
    place.ask(&statement.replace("COUNT", text)).concat()
}

fn quarter(place: &Place) {
    county(place);
    let seed = std::env::var_os("KAIJIANG_SEED");
    let seed = seed.map_or(20_213, |seed| seed.into_string().unwrap().parse().unwrap());
    println!("seed {seed}");
    // What was due in December, before the quarter.
    place.done(&["remind", "--now", "2020-12-31T09:00:00+08:00"]);
    let before = entries(place);
    let mut quarter = Quarter {
        place,
        dice: Seeded::new(seed),
        said: BTreeMap::new(),
        killed: 0,
    };
    let mut day = date(2021, 1, 1);
    while day <= date(2021, 3, 31) {
        if may_be_due(day) {
            quarter.day(day);
        } else if day.day() % 10 == 0 {
            // Days on which nothing is due.
            quarter.heard(vec![quarter.begun(day)]);
        }
        day = day.tomorrow().unwrap();
    }
    println!("{} killed", quarter.killed);
    assert!(quarter.killed > 4, "only {} were killed", quarter.killed);

    each_once(place, &quarter.said);
    let after = entries(place);
    assert_eq!(after - before, 13 + 3 + 1, "entries of the history");
    place.verify();
}

/// How many runs the history says were made.
fn entries(place: &Place) -> u32 {
    let made = "SELECT COUNT FROM audit_entry WHERE action = 'make-run'";
    count(place, made).parse().unwrap()
}

fn each_once(place: &Place, said: &BTreeMap<(String, String), u32>) {
    // Spring Festival takes Monday 15 February: its reminder went out on Thursday the 18th, in the same week.
    let mondays: Vec<String> = (1..=13).map(|week| format!("2021-W{week:02}")).collect();
    assert_eq!(made(place, "reminder"), mondays);
    assert_eq!(made(place, "summary"), ["2020-12", "2021-01", "2021-02"]);
    assert_eq!(made(place, "bulletin"), ["2020-Q4"]);
    assert!(said.values().all(|times| *times == 1), "said twice: {said:?}");
    assert_eq!(count(place, "SELECT COUNT FROM bulletin"), "1");
    assert_eq!(
        count(
            place,
            "SELECT COUNT FROM audit_entry WHERE action = 'compose-bulletin'"
        ),
        "1"
    );
    // Each reminder has its notices, whole.
    for week in mondays {
        let kept = place.json(&["remind", "--dry-run", "--on", &monday(&week)]);
        assert_eq!(kept["made"], true, "{week}");
        let promised = place.ask(&format!(
            "SELECT {} FROM rhythm_run WHERE kind = 'reminder' AND period = '{week}'",
            if place.is_sqlite() {
                "CAST(notices AS TEXT)"
            } else {
                "notices::text"
            }
        ));
        let notices = kept["notices"].as_array().unwrap().len();
        assert_eq!(promised, [notices.to_string()], "{week}");
    }
}

fn monday(week: &str) -> String {
    let number: i8 = week[6..].parse().unwrap();
    let week = jiff::civil::ISOWeekDate::new(2021, number, jiff::civil::Weekday::Monday);
    week.unwrap().date().to_string()
}

#[test]
fn e35_a_quarter_day_by_day_with_two_programs_killed_at_random() {
    on_both(
        "e35_a_quarter_day_by_day_with_two_programs_killed_at_random",
        quarter,
    );
}

#[test]
fn s5_a_dry_run_keeps_nothing() {
    on_both("s5_a_dry_run_keeps_nothing", |place| {
        county(place);
        let before = place.verify()["entries"].clone();
        let shown = place.json(&["remind", "--dry-run", "--on", "2020-12-07"]);
        assert_eq!(shown["period"], "2020-W50");
        assert_eq!(shown["made"], false);
        assert_eq!(place.verify()["entries"], before);
    });
}
