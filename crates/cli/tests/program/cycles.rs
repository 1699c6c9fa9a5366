//! Kill cycles: the real program is killed in the middle of imports, one or several at once, and looked at afterwards.
//! What was acknowledged is there whole, nothing is there by half, nothing twice, the figures equal a recount.

use std::collections::BTreeMap;
use std::fmt;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use jiff::ToSpan as _;
use jiff::civil::date;
use serde_json::Value;

use crate::program::{NOW, Place, Seeded};

const BRANCHES: usize = 24;
/// Cycles on one database; then a fresh one, so that a cycle stays quick.
const ON_ONE: usize = 12;

/// What the cycles came to.
#[derive(Default)]
pub struct Tally {
    pub cycles: usize,
    /// Processes killed while they ran.
    pub killed: usize,
    /// Connections that the server ended under a running program.
    pub cut_off: usize,
    /// Imports acknowledged in a cycle, in spite of it all.
    pub acknowledged: usize,
    /// Imports that were stored and never acknowledged.
    pub stored_unacknowledged: usize,
    /// Cycles after which rows of an unfinished import lay in the database, unseen.
    pub left_unseen: usize,
    /// First imports, tables included, that were killed.
    pub killed_at_birth: usize,
    pub took: Duration,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} cycles in {:.1} s: {} killed, {} cut off, {} acknowledged, {} stored unacknowledged, {} left rows unseen, \
             {} killed at birth; 0 lost, 0 by half, 0 doubled",
            self.cycles,
            self.took.as_secs_f64(),
            self.killed,
            self.cut_off,
            self.acknowledged,
            self.stored_unacknowledged,
            self.left_unseen,
            self.killed_at_birth
        )
    }
}

/// What one file is to do.
#[derive(Clone, Copy)]
enum Deed {
    /// Rows that are new.
    Add,
    /// The rows of an earlier file with another venue.
    Correct,
}

/// A ledger of one county, and whether it was stored.
struct File {
    number: usize,
    venue: u32,
}

struct County<'a> {
    place: &'a Place,
    dice: Seeded,
    rows: usize,
    writers: usize,
    files: Vec<File>,
    next: usize,
    typical: Duration,
}

/// How much there is to do.
#[derive(Clone, Copy)]
pub struct Course {
    pub cycles: usize,
    /// Rows of a file.
    pub rows: usize,
    /// Most processes at one database.
    pub writers: usize,
    pub seed: u64,
}

/// Runs cycles until there were so many.
pub fn run(place: impl Fn() -> Place, course: Course) -> Tally {
    let Course {
        cycles,
        rows,
        writers,
        seed,
    } = course;
    println!("KAIJIANG_SEED={seed}");
    let began = Instant::now();
    let mut tally = Tally::default();
    let mut dice = Seeded::new(seed);
    while tally.cycles < cycles {
        let place = place();
        let mut county = County {
            place: &place,
            dice: Seeded::new(dice.next()),
            rows,
            writers,
            files: Vec::new(),
            next: 1,
            typical: Duration::ZERO,
        };
        county.be_born(&mut tally);
        county.calibrate();
        for _ in 0..ON_ONE.min(cycles - tally.cycles) {
            county.cycle(&mut tally);
            tally.cycles += 1;
        }
        place.verify();
    }
    tally.took = began.elapsed();
    tally
}

impl County<'_> {
    /// The first import is killed too: with it the tables are made, and the tree.
    fn be_born(&mut self, tally: &mut Tally) {
        let file = self.place.file("organisations.csv", organisations());
        let words = ["import", "organisations", &file, "--now", NOW, "--json"];
        for _ in 0..3 {
            let began = Instant::now();
            let mut child = self.spawn(&words);
            std::thread::sleep(Duration::from_millis(self.dice.next() % 250));
            let is_running = child.try_wait().unwrap().is_none();
            child.kill().unwrap();
            child.wait().unwrap();
            tally.killed_at_birth += usize::from(is_running);
            self.typical = began.elapsed();
        }
        self.place.done(&words);
        let status = self.place.json(&["status"]);
        assert_eq!(
            status["organisations"],
            BRANCHES + 2,
            "after a first import that was killed"
        );
    }

    fn calibrate(&mut self) {
        let file = self.file(Deed::Add, self.next);
        let began = Instant::now();
        let answer = self.place.json(&["import", "lectures", &file]);
        self.typical = began.elapsed();
        assert_eq!(answer["accepted"], self.rows, "{answer}");
        self.files.push(File {
            number: self.next,
            venue: 0,
        });
        self.next += 1;
    }

    fn spawn(&self, words: &[&str]) -> Child {
        let mut command = self.place.command(words);
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn cycle(&mut self, tally: &mut Tally) {
        let writers = 1 + self.dice.below(self.writers);
        let deeds: Vec<(Deed, usize)> = (0..writers).map(|at| self.deed(at)).collect();
        let files: Vec<String> = deeds
            .iter()
            .map(|(deed, number)| self.file(*deed, *number))
            .collect();
        let before = sessions(&self.place.json(&["status"]));
        let mut running: Vec<Child> = files
            .iter()
            .map(|file| self.spawn(&["import", "lectures", file, "--json"]))
            .collect();
        self.strike(&mut running, tally);
        let acknowledged: Vec<bool> = running.into_iter().map(was_acknowledged).collect();
        tally.acknowledged += acknowledged.iter().filter(|was| **was).count();
        self.look(before, &deeds, &acknowledged);
        if self.place.ask("SELECT CAST(count(*) AS TEXT) FROM stage") != ["0"] {
            tally.left_unseen += 1;
        }
        for ((deed, file), was_acknowledged) in deeds.iter().zip(&files).zip(acknowledged) {
            let was_stored = self.again(deed.0, file);
            assert!(
                was_stored || !was_acknowledged,
                "an acknowledged import is gone: {file}"
            );
            tally.stored_unacknowledged += usize::from(was_stored && !was_acknowledged);
            self.note(*deed);
        }
        self.recount();
        if self.dice.below(3) == 0 {
            self.place.verify();
        }
    }

    fn deed(&mut self, at: usize) -> (Deed, usize) {
        // Two corrections of one file at once would have no one right outcome.
        let target = at;
        if self.dice.below(3) == 0 && target < self.files.len() {
            return (Deed::Correct, self.files[target].number);
        }
        self.next += 1;
        (Deed::Add, self.next - 1)
    }

    /// Kills one of them or all, at a random moment of the time an import takes; on a server sometimes the server
    /// cuts them off instead.
    fn strike(&mut self, running: &mut [Child], tally: &mut Tally) {
        let share = 10 + self.dice.below(100 + 40 * (running.len() - 1));
        let micros = self.typical.as_micros() * u128::try_from(share).unwrap() / 100;
        std::thread::sleep(Duration::from_micros(u64::try_from(micros).unwrap()));
        if !self.place.is_sqlite() && self.dice.below(4) == 0 {
            let cut = "SELECT CAST(pg_terminate_backend(pid) AS TEXT) FROM pg_stat_activity \
                       WHERE datname = current_database() AND pid <> pg_backend_pid()";
            tally.cut_off += self.place.ask(cut).len();
            return;
        }
        let all = self.dice.below(2) == 0;
        let one = self.dice.below(running.len());
        for (at, child) in running.iter_mut().enumerate() {
            if all || at == one {
                tally.killed += usize::from(child.try_wait().unwrap().is_none());
                child.kill().unwrap();
            }
        }
    }

    /// Right after the blow: whole files or nothing, and all that was acknowledged.
    fn look(&self, before: usize, deeds: &[(Deed, usize)], acknowledged: &[bool]) {
        let now = sessions(&self.place.json(&["status"]));
        let added = now - before;
        let adds = |is: &dyn Fn(bool) -> bool| {
            let pairs = deeds.iter().zip(acknowledged);
            pairs
                .filter(|((deed, _), was)| matches!(deed, Deed::Add) && is(**was))
                .count()
        };
        assert_eq!(
            added % self.rows,
            0,
            "{added} of {} rows: an import is there by half",
            self.rows
        );
        let files = added / self.rows;
        let least = adds(&|was| was);
        assert!(
            (least..=adds(&|_| true)).contains(&files),
            "{files} files are there, {least} were acknowledged"
        );
    }

    /// The same file again until it is through; whether all of it was there already. Never a part of it.
    fn again(&self, deed: Deed, file: &str) -> bool {
        let said = (0..8)
            .map(|_| self.place.run(&["import", "lectures", file, "--json"]))
            .find(|said| said.code == Some(0));
        let answer = said
            .unwrap_or_else(|| panic!("{file} does not go through"))
            .json();
        let figure = |key: &str| usize::try_from(answer[key].as_u64().unwrap()).unwrap();
        assert_eq!(answer["refused"], Value::Array(Vec::new()), "{file}");
        let unchanged = figure("unchanged");
        assert!(
            unchanged == 0 || unchanged == self.rows,
            "{file} was there by half: {unchanged} of {}",
            self.rows
        );
        let fresh = match deed {
            Deed::Add => figure("accepted"),
            Deed::Correct => figure("changed"),
        };
        assert_eq!(unchanged + fresh, self.rows, "{file}: {answer}");
        unchanged == self.rows
    }

    fn note(&mut self, (deed, number): (Deed, usize)) {
        match deed {
            Deed::Add => self.files.push(File { number, venue: 0 }),
            Deed::Correct => self
                .files
                .iter_mut()
                .filter(|file| file.number == number)
                .for_each(|file| file.venue += 1),
        }
    }

    /// The figures, counted from the files.
    fn recount(&self) {
        let status = self.place.json(&["status"]);
        let rows: Vec<Lesson> = self
            .files
            .iter()
            .flat_map(|file| (0..self.rows).map(|at| lesson(file.number, at)))
            .collect();
        assert_eq!(status["sessions"], rows.len());
        assert_eq!(
            status["micro"],
            rows.iter().filter(|row| row.kind == "微党课").count()
        );
        let mut quarters: BTreeMap<String, usize> = BTreeMap::new();
        let mut classes = BTreeMap::from([("secretary", 0), ("other", 0)]);
        for row in &rows {
            *quarters
                .entry(format!("2020-Q{}", (row.on.month() + 2) / 3))
                .or_default() += 1;
            *classes.entry(row.class.1).or_default() += 1;
        }
        assert_eq!(status["sessions_by_quarter"], serde_json::json!(quarters));
        for (class, count) in classes {
            assert_eq!(status["speaker_classes"][class], count, "{class}");
        }
    }

    /// Writes the file; a correction has the venue after the one that is held.
    fn file(&self, deed: Deed, number: usize) -> String {
        let held = self
            .files
            .iter()
            .find(|file| file.number == number)
            .map_or(0, |file| file.venue);
        let venue = match deed {
            Deed::Add => 0,
            Deed::Correct => held + 1,
        };
        let mut text =
            "序号,开展时间,党组织,党课题目,类型,主讲人,主讲人身份,地点,应到人数,实到人数\n".to_owned();
        for at in 0..self.rows {
            let Lesson { on, kind, class } = lesson(number, at);
            let (numbered, branch, present) = (number * 10_000 + at, at % BRANCHES, at % 20);
            let cells = [
                numbered.to_string(),
                on.to_string(),
                format!("中共甲县乙镇第{branch}村支部委员会"),
                format!("第{number}册第{at}课"),
                kind.to_owned(),
                format!("讲员{number}号{at}"),
                class.0.to_owned(),
                format!("会场{venue}"),
                "20".to_owned(),
                present.to_string(),
            ];
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        self.place.file(&format!("ledger-{number}-{venue}.csv"), text)
    }
}

struct Lesson {
    on: jiff::civil::Date,
    kind: &'static str,
    class: (&'static str, &'static str),
}

fn lesson(file: usize, at: usize) -> Lesson {
    let days = i32::try_from((file * 37 + at * 13) % 200).unwrap();
    Lesson {
        on: date(2020, 5, 1) + days.days(),
        kind: if at.is_multiple_of(11) {
            "微党课"
        } else {
            "理论党课"
        },
        class: if at.is_multiple_of(3) {
            ("书记", "secretary")
        } else {
            ("其他", "other")
        },
    }
}

fn organisations() -> String {
    let mut text =
        "党组织全称,党组织类别,上级党组织\n中共甲县委员会,县委,\n中共甲县乙镇委员会,党委,中共甲县委员会\n"
            .to_owned();
    for branch in 0..BRANCHES {
        let cells = [
            &format!("中共甲县乙镇第{branch}村支部委员会"),
            "党支部",
            "中共甲县乙镇委员会",
        ];
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

fn sessions(status: &Value) -> usize {
    usize::try_from(status["sessions"].as_u64().unwrap()).unwrap()
}

/// Acknowledged is what printed its entry's number, or ended well.
fn was_acknowledged(child: Child) -> bool {
    let output = child.wait_with_output().unwrap();
    let printed =
        serde_json::from_slice::<Value>(&output.stdout).is_ok_and(|answer| answer["audit_number"].is_i64());
    printed || output.status.success()
}
