//! The real application on both engines: a fresh database each, a clock that is set by hand, seeded randomness.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use app::import::lines::{LectureLine, MemberLine, OrganisationLine, Place, SignInLine};
use app::import::{Answer, Import, Kind, Lines, Mode, Read, import, import_lines};
use app::{Actor, App, Clock, Entropy, Failure, Settings};
use domain::access;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kaijiang_app as app;
use sqlx::{Connection, Executor};

/// `SplitMix64`: the same numbers from the same seed.
pub struct Seeded(Mutex<u64>);

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }

    pub fn next(&self) -> u64 {
        let mut state = self.0.lock().unwrap();
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    pub fn one_in(&self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<'a, T>(&self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            let number = self.next().to_le_bytes();
            part.copy_from_slice(&number[..part.len()]);
        }
    }
}

/// A clock that stands where it was put: the real one, as far as the application knows.
pub struct HandClock(Mutex<Timestamp>);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// Notes that a test did not run, and why.
pub fn skip(test: &str, why: &str) {
    if let Some(list) = std::env::var_os("KAIJIANG_TEST_SKIPS") {
        let file = std::fs::OpenOptions::new().create(true).append(true).open(list);
        writeln!(file.unwrap(), "SKIPPED: {test}: {why}").unwrap();
    }
}

/// A fresh database on one engine, with the application open on it.
pub struct World {
    pub app: App,
    pub settings: Settings,
    clock: Arc<HandClock>,
    dir: tempfile::TempDir,
    server: Option<(String, String)>,
}

static NUMBER: AtomicU64 = AtomicU64::new(0);

impl World {
    pub async fn sqlite() -> World {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("k.db").display());
        Self::open(url, dir, None).await
    }

    /// None without a server.
    pub async fn postgres() -> Option<World> {
        let (url, server) = database().await?;
        Some(Self::open(url, tempfile::tempdir().unwrap(), Some(server)).await)
    }

    async fn open(url: String, dir: tempfile::TempDir, server: Option<(String, String)>) -> World {
        let clock = Arc::new(HandClock(Mutex::new(Timestamp::UNIX_EPOCH)));
        let ticking: Arc<dyn Clock> = clock.clone();
        let settings = Settings {
            database: url,
            signing_key: dir.path().join("audit.key"),
            now: None,
            clock: ticking,
            entropy: Arc::new(Seeded::new(
                0x5eed ^ (NUMBER.fetch_add(1, Ordering::SeqCst) << 32),
            )),
        };
        let world = World {
            app: App::open(&settings).await.unwrap(),
            settings,
            clock,
            dir,
            server,
        };
        world.set_day(jiff::civil::date(2020, 12, 1));
        world
    }

    /// Nine in the morning of a day, where the programme runs.
    pub fn set_day(&self, day: Date) {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        *self.clock.0.lock().unwrap() = zone.to_timestamp(day.at(9, 0, 0, 0)).unwrap();
    }

    /// Time goes by.
    pub fn pass(&self, time: jiff::SignedDuration) {
        let mut clock = self.clock.0.lock().unwrap();
        *clock = clock.saturating_add(time).unwrap();
    }

    pub fn is_sqlite(&self) -> bool {
        self.server.is_none()
    }

    /// The application opened once more on the same database.
    pub async fn app_again(&self) -> App {
        App::open(&self.settings).await.unwrap()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Settings of another database beside this one, with the same key.
    pub fn beside(&self, name: &str) -> Settings {
        Settings {
            database: format!("sqlite:{}", self.path(name).display()),
            ..self.settings.clone()
        }
    }

    pub async fn end(self) {
        self.app.close().await;
        drop(self.app);
        if let Some(server) = self.server {
            drop_database(&server).await;
        }
    }
}

/// Makes a database: its address, and what `drop_database` wants.
pub async fn database() -> Option<(String, (String, String))> {
    let server = std::env::var_os("KAIJIANG_TEST_POSTGRES")?.into_string().unwrap();
    let number = NUMBER.fetch_add(1, Ordering::SeqCst);
    let name = format!("kaijiang_app_{}_{number}", std::process::id());
    let mut admin = sqlx::PgConnection::connect(&server).await.unwrap();
    let statement = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
    admin.execute(statement).await.unwrap();
    let (address, options) = server
        .split_once('?')
        .map_or((server.as_str(), ""), |(a, b)| (a, b));
    let base = address.rsplit_once('/').filter(|(left, _)| !left.ends_with('/'));
    let base = base.map_or(address, |(left, _)| left);
    let mark = if options.is_empty() { "" } else { "?" };
    Some((format!("{base}/{name}{mark}{options}"), (server, name)))
}

pub async fn drop_database((server, name): &(String, String)) {
    let mut admin = sqlx::PgConnection::connect(server).await.unwrap();
    let statement = sqlx::AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"));
    admin.execute(statement).await.unwrap();
}

/// Runs one body on both engines; without a server on SQLite only, which is noted.
pub async fn on_both<F: Future<Output = World>>(test: &str, body: impl Fn(World) -> F) {
    Box::pin(body(World::sqlite().await)).await.end().await;
    match World::postgres().await {
        Some(world) => Box::pin(body(world)).await.end().await,
        None => skip(test, "the PostgreSQL half: KAIJIANG_TEST_POSTGRES is not set"),
    }
}

pub fn operator() -> Actor {
    Actor::operator(jiff::civil::date(2020, 12, 1))
}

/// Somebody without any right.
pub fn stranger() -> Actor {
    Actor {
        rights: access::Actor::anonymous(jiff::civil::date(2020, 12, 1)),
        word: "stranger".to_owned(),
    }
}

pub fn pack() -> &'static app::packs::Pack {
    app::packs::pack("party-lecture").unwrap()
}

/// An import of made-up lines.
pub async fn bring(app: &App, name: &str, lines: Lines, mode: Mode) -> Result<Answer, Failure> {
    let command = Import {
        kind: lines.kind(),
        name,
        file: name.as_bytes(),
        decisions: &[],
        mode,
        tree: None,
        rules: pack().rules,
        vocabulary: pack().vocabulary,
        progress: &|_| {},
    };
    import_lines(app, &operator(), &command, lines).await
}

/// An import of a file's bytes by somebody.
pub async fn bring_file(app: &App, actor: &Actor, kind: Kind, file: &str) -> Result<Answer, Failure> {
    let command = Import {
        kind,
        name: "file.csv",
        file: file.as_bytes(),
        decisions: &[],
        mode: Mode::Apply,
        tree: None,
        rules: pack().rules,
        vocabulary: pack().vocabulary,
        progress: &|_| {},
    };
    import(app, actor, command).await
}

fn placed<L>(lines: Vec<L>, place: impl Fn(&mut L) -> &mut Place) -> Vec<L> {
    let mut lines = lines;
    for (line, row) in lines.iter_mut().zip(2..) {
        *place(line) = Place {
            sheet: "1".to_owned(),
            row,
        };
    }
    lines
}

pub fn organisations(lines: Vec<OrganisationLine>) -> Lines {
    Lines::Organisations(Read::of(placed(lines, |line| &mut line.place)))
}

pub fn members(lines: Vec<MemberLine>) -> Lines {
    Lines::Members(Read::of(placed(lines, |line| &mut line.place)))
}

pub fn lectures(lines: Vec<LectureLine>) -> Lines {
    Lines::Lectures(Read::of(placed(lines, |line| &mut line.place)))
}

pub fn sign_ins(lines: Vec<SignInLine>) -> Lines {
    Lines::SignIn(Read::of(placed(lines, |line| &mut line.place)))
}

/// An officer of the whole tree.
pub async fn county_officer(app: &App) -> Actor {
    let seen = app::snapshot(app, &operator(), app::Ask::default())
        .await
        .unwrap();
    let grant = domain::access::Grant {
        role: domain::access::Role::CountyOfficer,
        path: vec![seen.find(None).unwrap()],
        from: jiff::civil::date(2020, 1, 1),
        until: None,
        state: domain::access::GrantState::Active,
    };
    Actor {
        rights: domain::access::Actor {
            grants: vec![grant],
            ..operator().rights
        },
        word: "county".to_owned(),
    }
}
