//! How long a page of figures takes on the invented county, below the page itself: the figures of a day reckoned anew,
//! and each question put to them. Prints milliseconds by the clock; must not judge.
#![expect(clippy::unwrap_used, reason = "a bench that cannot set up has nothing to say")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use domain::status::{Board, Figure, Overview};
use jiff::Timestamp;
use kaijiang_app::demo::{SEED, Size, county};
use kaijiang_app::packs::PackText;
use kaijiang_app::{
    Actor, App, Ask, Clock, Entropy, SeeFigure, SeeForecast, SeeStanding, Settings, make_demo, see_figure,
    see_forecast, see_organisation, see_standing, snapshot,
};

const NOW: &str = "2020-12-01T09:00:00+08:00";
const RULES: &str = include_str!("../../../rules/party-lecture/rules.toml");
/// Questions of one sort.
const TIMES: u32 = 50;

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        NOW.parse().unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// Numbers that never repeat.
struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            let next = self.0.fetch_add(1, Ordering::Relaxed);
            let number = next.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes();
            for (byte, value) in part.iter_mut().zip(number) {
                *byte = value;
            }
        }
    }
}

async fn open(dir: &std::path::Path) -> App {
    let settings = Settings {
        database: format!("sqlite:{}", dir.join("k.db").display()),
        signing_key: dir.join("audit.key"),
        now: None,
        clock: Arc::new(Still),
        entropy: Arc::new(Counting(AtomicU64::new(1))),
    };
    App::open(&settings).await.unwrap()
}

/// Prints the mean of many.
fn told(what: &str, began: Instant) {
    let each = began.elapsed() / TIMES;
    println!("{what:<44} {:>9.2} ms", each.as_secs_f64() * 1000.0);
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let dir = tempfile::tempdir().unwrap();
    let app = open(dir.path()).await;
    let me = Actor::operator(jiff::civil::date(2020, 12, 1));
    let pack = PackText {
        rules: RULES.to_owned(),
        vocabulary: String::new(),
    };
    make_demo(&app, &me, county(SEED, &Size::default()), &pack, &|_| {})
        .await
        .unwrap();
    let seen = snapshot(&app, &me, Ask::default()).await.unwrap();
    let top = seen.find(None).unwrap();
    println!(
        "{} organisations, {} lectures, {} people, {} sign-ins",
        seen.facts.organisations.len(),
        seen.facts.lectures.len(),
        seen.facts.people.len(),
        seen.facts.attendances.len()
    );
    let began = Instant::now();
    for _ in 0..TIMES {
        let board = Board::new(&seen.facts, &seen.rules, seen.as_of);
        std::hint::black_box(Overview::of(&board));
    }
    told("the figures of a day, reckoned anew", began);
    questions(&app, &me, top).await;
    app.close().await;
}

async fn questions(app: &App, me: &Actor, top: domain::id::OrganisationId) {
    let standing = SeeStanding {
        top,
        as_of: None,
        duty: None,
        period: None,
    };
    let began = Instant::now();
    for _ in 0..TIMES {
        std::hint::black_box(see_standing(app, me, standing).await.unwrap());
    }
    told("the standing of the county", began);
    for figure in [Figure::Done, Figure::Sessions, Figure::Covered] {
        let ask = SeeFigure {
            organisation: top,
            figure,
            duty: None,
            period: None,
            as_of: None,
        };
        let began = Instant::now();
        for _ in 0..TIMES {
            std::hint::black_box(see_figure(app, me, ask).await.unwrap());
        }
        told(&format!("the records of a figure: {}", figure.word()), began);
    }
    let began = Instant::now();
    for _ in 0..TIMES {
        let ask = SeeForecast { top, as_of: None };
        std::hint::black_box(see_forecast(app, me, ask).await.unwrap());
    }
    told("who may be late", began);
    let began = Instant::now();
    for _ in 0..TIMES {
        std::hint::black_box(see_organisation(app, me, (top, None)).await.unwrap());
    }
    told("the page of an organisation", began);
}
