//! How quick an import of 20,000 lectures is, against bare calamine reading the same file in the same run.
//! Prints CPU seconds of the whole process; must not judge.
#![expect(clippy::unwrap_used, reason = "a bench that cannot set up has nothing to say")]

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx};
use documents::xlsx::{CellValue, Sheet, table};
use jiff::Timestamp;
use kaijiang_app::demo::{County, SEED, Size, county};
use kaijiang_app::import::{Answer, Import, Kind, Lines, Mode, Read, import, import_lines};
use kaijiang_app::{Actor, App, Clock, Entropy, Settings};

/// Organisations of the county: two lectures to each.
const ORGANISATIONS: u32 = 10_000;
const NOW: &str = "2020-12-01T09:00:00+08:00";
const RULES: &str = include_str!("../../../rules/party-lecture/rules.toml");
/// Headers of the ledger, as the pack names its columns.
const COLUMNS: [&str; 11] = [
    "number",
    "on",
    "organisations",
    "title",
    "kind",
    "form",
    "speaker",
    "speaker_class",
    "venue",
    "expected",
    "present",
];

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        NOW.parse().unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// Numbers that never repeat: enough for ids and keys of a bench.
struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            let next = self
                .0
                .fetch_add(1, Ordering::Relaxed)
                .wrapping_mul(0x9E37_79B9_7F4A_7C15);
            for (byte, value) in part.iter_mut().zip(next.to_be_bytes()) {
                *byte = value;
            }
        }
    }
}

fn settings(database: &str, folder: &Path) -> Settings {
    Settings {
        database: database.to_owned(),
        signing_key: folder.join("audit.key"),
        now: NOW.parse().ok(),
        clock: Arc::new(Still),
        entropy: Arc::new(Counting(AtomicU64::new(1))),
    }
}

/// User and system time of this process so far.
fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let ticks = |at: usize| {
        fields
            .get(at)
            .and_then(|field| field.parse::<u64>().ok())
            .unwrap_or_default()
    };
    // Linux counts these in hundredths of a second.
    Duration::from_millis((ticks(11) + ticks(12)) * 10)
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration, Duration) {
    let (cpu_before, began) = (cpu(), Instant::now());
    let done = work();
    (done, cpu().saturating_sub(cpu_before), began.elapsed())
}

/// The ledger as a clerk would have it; `note` changes every row.
fn ledger(county: &County, note: &str) -> Vec<u8> {
    let rules = domain::rule_set::RuleSet::read(RULES).unwrap();
    let names = rules.sheets.get("lectures").unwrap();
    let header = COLUMNS
        .iter()
        .chain(&["note"])
        .map(|key| names.get(*key).and_then(|names| names.first().cloned()).unwrap())
        .collect();
    let count = |count: Option<u32>| count.map_or(CellValue::Blank, CellValue::from);
    let rows = county.lectures.iter().map(|line| {
        vec![
            line.number.map_or(CellValue::Blank, CellValue::Int),
            CellValue::Date(line.on),
            line.organisations.clone().into(),
            line.title.clone().into(),
            line.kind.clone().into(),
            line.form.clone().into(),
            line.speaker.clone().into(),
            line.speaker_class.clone().into(),
            line.venue.clone().unwrap_or_default().into(),
            count(line.expected),
            count(line.present),
            note.into(),
        ]
    });
    table(&[Sheet {
        name: "ledger".to_owned(),
        header,
        rows: rows.collect(),
    }])
    .unwrap()
}

fn command<'a>(kind: Kind, name: &'a str, file: &'a [u8]) -> Import<'a> {
    Import {
        kind,
        name,
        file,
        decisions: &[],
        mode: Mode::Apply,
        tree: None,
        rules: RULES,
        vocabulary: "",
        progress: &|_| {},
    }
}

async fn engine(name: &str, database: &str, files: [&[u8]; 2], county: &County) {
    let folder = tempfile::tempdir().unwrap();
    let app = App::open(&settings(database, folder.path())).await.unwrap();
    let actor = Actor::operator(jiff::civil::date(2020, 12, 1));
    let lines = Lines::Organisations(Read::of(county.organisations.clone()));
    let organisations = command(Kind::Organisations, "organisations", b"bench");
    import_lines(&app, &actor, &organisations, lines).await.unwrap();
    let [first, changed] = files;
    for (what, file) in [("new", first), ("unchanged", first), ("changed", changed)] {
        app.forget_lane_hold();
        let (cpu_before, began) = (cpu(), Instant::now());
        let answer = import(&app, &actor, command(Kind::Lectures, "ledger.xlsx", file))
            .await
            .unwrap();
        report(
            name,
            what,
            &answer,
            (
                cpu().saturating_sub(cpu_before),
                began.elapsed(),
                app.longest_lane_hold(),
            ),
        );
    }
    app.close().await;
}

fn report(engine: &str, what: &str, answer: &Answer, (cpu, wall, hold): (Duration, Duration, Duration)) {
    let rows = f64::from(answer.read) / cpu.as_secs_f64().max(0.01);
    println!(
        "  {engine:<10} {what:<10} {:>6} rows  {:>6.2} s CPU of this process  {:>6.2} s wall  {rows:>8.0} rows/s  \
         longest lane hold {:>4} ms  (new {}, changed {}, unchanged {}, refused {})",
        answer.read,
        cpu.as_secs_f64(),
        wall.as_secs_f64(),
        hold.as_millis(),
        answer.accepted,
        answer.changed.len(),
        answer.unchanged,
        answer.refused.len(),
    );
}

#[tokio::main]
async fn main() {
    let county = county(SEED, &Size::scaled(ORGANISATIONS));
    let (first, changed) = (ledger(&county, ""), ledger(&county, "x"));
    println!(
        "ledger of {} lectures, {} bytes of xlsx",
        county.lectures.len(),
        first.len()
    );
    let (rows, cpu, wall) = timed(|| {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(first.clone())).unwrap();
        book.worksheet_range_at(0).unwrap().unwrap().rows().count()
    });
    println!(
        "  calamine   bare       {rows:>6} rows  {:>6.2} s CPU  {:>6.2} s wall",
        cpu.as_secs_f64(),
        wall.as_secs_f64()
    );
    let folder = tempfile::tempdir().unwrap();
    let file = format!("sqlite:{}", folder.path().join("bench.db").display());
    engine("sqlite", &file, [&first, &changed], &county).await;
    #[expect(clippy::disallowed_methods, reason = "the bench is told where a server is")]
    match std::env::var("KAIJIANG_TEST_POSTGRES") {
        Ok(server) => {
            let mut maintenance = <sqlx::PgConnection as sqlx::Connection>::connect(&server)
                .await
                .unwrap();
            let name = format!("bench_{}", std::process::id());
            let make = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
            sqlx::query(make).execute(&mut maintenance).await.unwrap();
            let base = server.rsplit_once('/').map_or(server.as_str(), |(base, _)| base);
            engine("postgres", &format!("{base}/{name}"), [&first, &changed], &county).await;
            let drop = sqlx::AssertSqlSafe(format!("DROP DATABASE {name}"));
            sqlx::query(drop).execute(&mut maintenance).await.unwrap();
        }
        Err(_) => println!("  postgres   not present"),
    }
}
