//! The real program on both engines: a fresh place for each story, and everything it ever said kept to look through.

use std::cell::RefCell;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;
use sqlx::{Connection, Executor, Row};

/// The moment the stories stand at.
pub const NOW: &str = "2020-12-01T09:00:00+08:00";

/// `SplitMix64`: the same numbers from the same seed.
pub struct Seeded(u64);

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

/// Notes that a test did not run, and why.
pub fn skip(test: &str, why: &str) {
    if let Some(list) = std::env::var_os("KAIJIANG_TEST_SKIPS") {
        let file = std::fs::OpenOptions::new().create(true).append(true).open(list);
        writeln!(file.unwrap(), "SKIPPED: {test}: {why}").unwrap();
    }
}

/// The program to run.
pub fn program() -> PathBuf {
    std::env::var_os("KAIJIANG_TEST_BINARY")
        .map_or_else(|| env!("CARGO_BIN_EXE_kaijiang").into(), PathBuf::from)
}

/// Waits for something of sqlx.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(future)
}

/// A database on a server, gone when dropped.
pub struct Database {
    server: String,
    name: String,
    pub url: String,
}

static NUMBER: AtomicU64 = AtomicU64::new(0);

impl Database {
    /// A new one on the server that the tests were given; none without a server.
    pub fn new() -> Option<Self> {
        let server = std::env::var_os("KAIJIANG_TEST_POSTGRES")?.into_string().unwrap();
        Some(Self::on(&server))
    }

    /// A new one on a server of one's own.
    pub fn on(server: &str) -> Self {
        let number = NUMBER.fetch_add(1, Ordering::SeqCst);
        let name = format!("kaijiang_cli_{}_{number}", std::process::id());
        admin(server, &format!("CREATE DATABASE {name}"));
        let (address, options) = server.split_once('?').map_or((server, ""), |(a, b)| (a, b));
        let base = address.rsplit_once('/').filter(|(left, _)| !left.ends_with('/'));
        let base = base.map_or(address, |(left, _)| left);
        let mark = if options.is_empty() { "" } else { "?" };
        Self {
            server: server.to_owned(),
            url: format!("{base}/{name}{mark}{options}"),
            name,
        }
    }
}

fn admin(server: &str, statement: &str) {
    wait(async {
        let mut connection = sqlx::PgConnection::connect(server).await.unwrap();
        connection
            .execute(sqlx::AssertSqlSafe(statement.to_owned()))
            .await
            .unwrap();
    });
}

impl Drop for Database {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            admin(&self.server, &format!("DROP DATABASE {} WITH (FORCE)", self.name));
        }
    }
}

/// What the program said, and how it ended.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Said {
    /// The one document on stdout.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("no single document ({error}): {self:?}"))
    }
}

/// The program with these words, in a folder whose `data` is its own, on a database.
pub fn command_in(folder: &Path, url: &str, words: &[&str]) -> Command {
    let mut command = Command::new(program());
    command
        .env_remove("KAIJIANG_DATABASE")
        .env_remove("KAIJIANG_DATA")
        .env_remove("KAIJIANG_LANG")
        .current_dir(folder)
        .stdin(Stdio::null())
        .arg("--data")
        .arg(folder.join("data"));
    if !words.contains(&"--database") {
        command.args(["--database", url]);
    }
    command.args(words);
    command
}

/// A data folder and a database to run the program on.
pub struct Place {
    pub dir: tempfile::TempDir,
    pub url: String,
    pub heard: RefCell<String>,
    server: Option<Database>,
}

impl Place {
    pub fn sqlite() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("data/kaijiang.db").display());
        Self {
            dir,
            url,
            heard: RefCell::default(),
            server: None,
        }
    }

    pub fn postgres(database: Database) -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
            url: database.url.clone(),
            heard: RefCell::default(),
            server: Some(database),
        }
    }

    pub fn is_sqlite(&self) -> bool {
        self.server.is_none()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file and answers its path as text.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }

    /// The program with these words, on this place's database.
    pub fn command(&self, words: &[&str]) -> Command {
        command_in(self.dir.path(), &self.url, words)
    }

    pub fn run(&self, words: &[&str]) -> Said {
        let output = self.command(words).output().unwrap();
        let said = Said {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        self.heard
            .borrow_mut()
            .extend([said.out.as_str(), said.err.as_str()]);
        said
    }

    /// Runs and expects success.
    pub fn done(&self, words: &[&str]) -> Said {
        let said = self.run(words);
        assert_eq!(said.code, Some(0), "{words:?}: {said:?}");
        said
    }

    /// Runs with `--json` and expects success and one document.
    pub fn json(&self, words: &[&str]) -> Value {
        self.done(&[words, &["--json"]].concat()).json()
    }

    /// Runs and expects a refusal: exit 1, the reason on stderr, nothing on stdout.
    pub fn refused(&self, words: &[&str]) -> Said {
        let said = self.run(words);
        assert_eq!(said.code, Some(1), "{words:?}: {said:?}");
        assert_eq!(said.out, "", "{words:?}");
        assert!(!said.err.trim().is_empty(), "{words:?}: no reason given");
        said
    }

    /// Verifies the history.
    pub fn verify(&self) -> Value {
        let verified = self.json(&["audit", "verify"]);
        assert_eq!(verified["ok"], true, "{verified}");
        verified
    }

    /// Whatever the engine keeps: the bytes of its files, or every row of every table as text.
    pub fn kept(&self) -> Vec<u8> {
        let Some(database) = &self.server else {
            let mut all = Vec::new();
            for ending in ["", "-wal", "-journal"] {
                let path = self.path(&format!("data/kaijiang.db{ending}"));
                all.extend(std::fs::read(path).unwrap_or_default());
            }
            return all;
        };
        wait(every_row(&database.url)).into_bytes()
    }

    /// Texts that a statement answers, asked of the engine itself.
    pub fn ask(&self, statement: &str) -> Vec<String> {
        let statement = sqlx::AssertSqlSafe(statement.to_owned());
        wait(async {
            if self.is_sqlite() {
                let mut connection = sqlx::SqliteConnection::connect(&self.url).await.unwrap();
                let rows = connection.fetch_all(statement).await.unwrap();
                return rows.iter().map(|row| row.get(0)).collect();
            }
            let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
            let rows = connection.fetch_all(statement).await.unwrap();
            rows.iter().map(|row| row.get(0)).collect()
        })
    }
}

impl Drop for Place {
    /// A folder that a failure left behind is there to be looked at.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.dir.disable_cleanup(true);
            println!("kept: {}", self.dir.path().display());
        }
    }
}

async fn every_row(url: &str) -> String {
    let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
    let names = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'";
    let tables = connection.fetch_all(names).await.unwrap();
    let mut all = String::new();
    for table in tables {
        let table: String = table.get(0);
        let statement = sqlx::AssertSqlSafe(format!("SELECT t::text FROM \"{table}\" t"));
        for row in connection.fetch_all(statement).await.unwrap() {
            all.push_str(row.get(0));
            all.push('\n');
        }
    }
    all
}

/// Runs one body on both engines; without a server on SQLite only, which is noted.
pub fn on_both(test: &str, body: impl Fn(&Place)) {
    body(&Place::sqlite());
    match Database::new() {
        Some(database) => body(&Place::postgres(database)),
        None => skip(test, "the PostgreSQL half: KAIJIANG_TEST_POSTGRES is not set"),
    }
}

/// Whether `part` occurs in `all`.
pub fn contains(all: &[u8], part: &str) -> bool {
    let part = part.as_bytes();
    all.windows(part.len()).any(|window| window == part)
}

/// The project's root.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// Two documents say the same; else the first place where they differ, not both whole.
#[track_caller]
pub fn same(left: &Value, right: &Value, what: &str) {
    if let Some((place, left, right)) = difference(left, right, String::new()) {
        let cut = |value: &Value| value.to_string().chars().take(200).collect::<String>();
        panic!("{what}: {place}: {} is not {}", cut(&left), cut(&right));
    }
}

fn difference(left: &Value, right: &Value, place: String) -> Option<(String, Value, Value)> {
    if left == right {
        return None;
    }
    let deeper = match (left, right) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys());
            keys.map(|key| (key.clone(), left[key].clone(), right[key].clone()))
                .find(|(_, a, b)| a != b)
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs
                .map(|(at, (a, b))| (at.to_string(), a.clone(), b.clone()))
                .find(|(_, a, b)| a != b)
        }
        _ => None,
    };
    match deeper {
        Some((key, a, b)) => difference(&a, &b, format!("{place}/{key}")),
        None => Some((place, left.clone(), right.clone())),
    }
}
