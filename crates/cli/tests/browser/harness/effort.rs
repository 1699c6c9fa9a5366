//! The budgets of `tests/effort.toml`, and the line of figures for each task done.
//! It must not soften: a task without a budget fails as one above it does.

use std::collections::BTreeMap;
use std::io::Write as _;

use serde::Deserialize;

use super::counts::Counts;
use super::files::target_folder;

const FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/effort.toml"));

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budgets {
    person: Person,
    task: BTreeMap<String, Budget>,
}

/// What a person adds to the machine's time, in seconds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub page: f64,
    pub tap: f64,
    pub field: f64,
    pub character: f64,
}

/// The most a task may cost; what is not named has no limit.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// Who does what, for the reader of the file.
    pub says: String,
    pub pages: Option<usize>,
    pub taps: Option<usize>,
    pub fields: Option<usize>,
    /// The least, of the fields.
    pub prefilled: Option<usize>,
    pub characters: Option<usize>,
    pub kilobytes: Option<f64>,
    /// Machine and person together.
    pub seconds: Option<f64>,
}

impl Person {
    /// The time the task takes a person: the machine's, and for each page, tap, filled field and character an allowance.
    pub fn seconds(&self, counts: &Counts) -> f64 {
        let times = |count: usize, each: f64| f64::from(u32::try_from(count).unwrap()) * each;
        counts.seconds
            + times(counts.pages, self.page)
            + times(counts.taps, self.tap)
            + times(counts.filled, self.field)
            + times(counts.characters, self.character)
    }
}

impl Budget {
    /// What is above the budget, in words; empty when nothing is.
    pub fn excess(&self, counts: &Counts, seconds: f64) -> Vec<String> {
        let most = [
            ("pages", counts.pages, self.pages),
            ("taps", counts.taps, self.taps),
            ("fields", counts.fields, self.fields),
            ("characters", counts.characters, self.characters),
        ];
        let above = most.iter().filter_map(|(what, count, most)| {
            let most = most.filter(|most| count > most)?;
            Some(format!("{count} {what}, at most {most}"))
        });
        let least = self.prefilled.filter(|least| counts.prefilled < *least);
        let least = least.map(|least| format!("{} prefilled, at least {least}", counts.prefilled));
        let measures = [
            ("kB", counts.kilobytes, self.kilobytes),
            ("seconds", seconds, self.seconds),
        ];
        let heavy = measures.iter().filter_map(|(what, measure, most)| {
            let most = most.filter(|most| measure > most)?;
            Some(format!("{measure:.1} {what}, at most {most}"))
        });
        above.chain(least).chain(heavy).collect()
    }
}

/// Compares with the task's budget: the seconds that it takes a person, or what is above.
pub fn judge(task: &str, counts: &Counts) -> (f64, Result<(), String>) {
    let budgets: Budgets = toml::from_str(FILE).unwrap();
    let seconds = budgets.person.seconds(counts);
    let Some(budget) = budgets.task.get(task) else {
        return (seconds, Err(format!("no task {task:?} in tests/effort.toml")));
    };
    let excess = budget.excess(counts, seconds).join("; ");
    let verdict = if excess.is_empty() {
        Ok(())
    } else {
        Err(format!("{task} ({}): {excess}; {counts:?}", budget.says))
    };
    (seconds, verdict)
}

/// Writes the line of figures, then fails when the task is above its budget.
#[track_caller]
pub fn settle(task: &str, test: &str, counts: &Counts) {
    let (seconds, verdict) = judge(task, counts);
    write_line(task, test, counts, seconds);
    if let Err(why) = verdict {
        panic!("{why}");
    }
}

fn write_line(task: &str, test: &str, counts: &Counts, seconds: f64) {
    let file = target_folder("").join("effort.tsv");
    let line = format!(
        "{task}\t{test}\tpages {}\tloaded {}\ttaps {}\tfields {}\tfilled {}\tprefilled {}\tcharacters {}\tkB {:.1}\tmachine s {:.1}\tperson s {seconds:.1}\n",
        counts.pages,
        counts.loaded,
        counts.taps,
        counts.fields,
        counts.filled,
        counts.prefilled,
        counts.characters,
        counts.kilobytes,
        counts.seconds,
    );
    // One write: tests run beside each other.
    let mut file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(file)
        .unwrap();
    file.write_all(line.as_bytes()).unwrap();
}
