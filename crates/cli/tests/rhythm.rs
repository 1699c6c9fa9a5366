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

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use program::{Place, Seeded, on_both};
use serde_json::Value;

/// Of so many days with something due, on one is the program killed.
const KILLED: usize = 2;

/// The data folder of the invented county, made once: every place begins with a copy of it.
fn invented() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let place = Place::sqlite();
        place.done(&["demo", "--no-serve"]);
        // Where the next run of these tests clears it away.
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rhythm-county");
        if kept.exists() {
            std::fs::remove_dir_all(&kept).unwrap();
        }
        copied(&place.path("data"), &kept);
        kept
    })
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// The invented county, on the engine of the place.
fn county(place: &Place) {
    if place.is_sqlite() {
        copied(invented(), &place.path("data"));
        return;
    }
    let first = Place::sqlite();
    copied(invented(), &first.path("data"));
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

/// A chat group whose robot takes everything, and remembers it.
struct Group {
    url: String,
    got: Arc<Mutex<Vec<String>>>,
}

impl Group {
    fn opened() -> Group {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let group = Group {
            url: format!("http://{}/send", listener.local_addr().unwrap()),
            got: Arc::default(),
        };
        let got = Arc::clone(&group.got);
        std::thread::spawn(move || {
            for line in listener.incoming() {
                // Whoever calls may be killed at any time.
                drop(taken(&line.unwrap(), &got));
            }
        });
        group
    }
}

/// Takes one message and says so.
fn taken(mut line: &TcpStream, got: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut said = BufReader::new(line);
    let mut length = 0;
    loop {
        let mut head = String::new();
        said.read_line(&mut head)?;
        if let Some(value) = head.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if head.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    said.read_exact(&mut body)?;
    got.lock().unwrap().push(String::from_utf8(body).unwrap());
    line.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\nConnection: close\r\n\r\n{\"errcode\":0}")
}

/// What a server has to make on each of these days: across the end of a quarter, with a summary and a bulletin.
const SERVED: [(Date, &str, &str); 6] = [
    (date(2020, 12, 28), "reminder", "2020-W53"),
    (date(2021, 1, 4), "reminder", "2021-W01"),
    (date(2021, 1, 8), "summary", "2020-12"),
    (date(2021, 1, 11), "reminder", "2021-W02"),
    (date(2021, 1, 18), "reminder", "2021-W03"),
    (date(2021, 1, 22), "bulletin", "2020-Q4"),
];
/// How long a server may take before something is wrong.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server on a port of its own, whose clock goes on from a time of a day.
fn serving(place: &Place, (day, at): (Date, &str)) -> Child {
    let now = format!("{day}T{at}:00+08:00");
    let mut command = place.command(&["serve", "--listen", "127.0.0.1:0", "--now", &now]);
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn killed(mut server: Child) {
    server.kill().unwrap();
    server.wait().unwrap();
}

/// A day on which servers are killed at random, then one is left alone until it has made what is due.
fn served(place: &Place, dice: &mut Seeded, (day, kind, period): (Date, &str, &str)) {
    let (servers, times) = if place.is_sqlite() { (1, 2) } else { (2, 1) };
    for _ in 0..times {
        let begun: Vec<Child> = (0..servers).map(|_| serving(place, (day, "09:00"))).collect();
        for server in begun {
            let pause = u64::try_from(dice.below(700)).unwrap();
            std::thread::sleep(Duration::from_millis(pause));
            killed(server);
        }
    }
    // So much later that a message a killed server was sending is given up, for a person to look.
    let last: Vec<Child> = (0..servers).map(|_| serving(place, (day, "09:10"))).collect();
    let begun = Instant::now();
    while !made_all(place, kind).contains(&period.to_owned()) || !is_settled(place, (kind, period)) {
        assert!(begun.elapsed() < PATIENCE, "{kind} {period} was not made");
        std::thread::sleep(Duration::from_millis(100));
    }
    last.into_iter().for_each(killed);
}

/// Whether the group has its message, or a person is to look whether it has.
fn is_settled(place: &Place, (kind, period): (&str, &str)) -> bool {
    let settled = "state IN ('sent', 'unknown')";
    let rows = format!("SELECT COUNT FROM delivery WHERE period = '{period}' AND {settled}");
    kind != "reminder" || count(place, &rows) == "1"
}

/// What the history says was made, by kind.
fn made_all(place: &Place, kind: &str) -> Vec<String> {
    let text = if place.is_sqlite() {
        "period"
    } else {
        "period::text"
    };
    place.ask(&format!(
        "SELECT {text} FROM rhythm_run WHERE kind = '{kind}' AND making = 'made' ORDER BY period"
    ))
}

fn weeks_served(place: &Place) {
    county(place);
    let seed = std::env::var_os("KAIJIANG_SEED");
    let seed = seed.map_or(20_214, |seed| seed.into_string().unwrap().parse().unwrap());
    println!("seed {seed}");
    // What was due before.
    place.done(&["remind", "--now", "2020-12-27T09:00:00+08:00"]);
    let before: Vec<usize> = ["reminder", "summary", "bulletin"]
        .map(|kind| made_all(place, kind).len())
        .into();
    let entries_before = entries(place);
    let group = Group::opened();
    place.file(
        "data/kaijiang.toml",
        format!(
            "[[channel]]\nname = \"群\"\nkind = \"wecom\"\nurl = \"{}\"\n",
            group.url
        ),
    );
    let mut dice = Seeded::new(seed);
    for due in SERVED {
        served(place, &mut dice, due);
    }
    for (kind, before) in ["reminder", "summary", "bulletin"].into_iter().zip(before) {
        let expected: Vec<&str> = SERVED
            .iter()
            .filter(|due| due.1 == kind)
            .map(|due| due.2)
            .collect();
        assert_eq!(made_all(place, kind)[before..], expected, "{kind}");
    }
    let made = u32::try_from(SERVED.len()).unwrap();
    assert_eq!(entries(place) - entries_before, made, "entries of the history");
    let composed = "SELECT COUNT FROM audit_entry WHERE action = 'compose-bulletin'";
    assert_eq!(count(place, composed), "1");
    let got = group.got.lock().unwrap().clone();
    let different: BTreeSet<&String> = got.iter().collect();
    println!("{} messages to the group", got.len());
    assert_eq!(different.len(), got.len(), "a message twice");
    assert!(!got.is_empty() && got.len() <= 4, "{} messages", got.len());
    place.verify();
}

#[test]
fn e35_servers_killed_at_random_over_weeks_make_and_send_each_thing_once() {
    on_both(
        "e35_servers_killed_at_random_over_weeks_make_and_send_each_thing_once",
        weeks_served,
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
