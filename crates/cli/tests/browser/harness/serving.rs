//! The real program serving on a free loopback port, for as long as a test needs it.
//! It must not guess when the program is ready: `GET /healthz` tells.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::supervised::Supervised;
use crate::program::{NOW, Place, command_in};

/// How long a start may take: a demonstration county is made first, by an unoptimised program.
const STARTING: Duration = Duration::from_mins(3);

static SHARED: OnceLock<Serving> = OnceLock::new();

/// A server that stops when dropped, or when the test process ends.
pub struct Serving {
    program: Supervised,
    base: String,
    folder: PathBuf,
    database: String,
}

impl Serving {
    /// `kaijiang serve` on this place's county.
    pub fn serve(place: &Place) -> Self {
        Self::start(place, &["serve"])
    }

    /// `kaijiang demo` in this place's empty folder.
    pub fn demo(place: &Place) -> Self {
        Self::start(place, &["demo"])
    }

    /// One demonstration for all trips that only look: made at the first call, gone with the test process.
    pub fn shared_demo() -> &'static Self {
        SHARED.get_or_init(|| {
            let mut place = Place::sqlite();
            // The keeper of the program outlives this process and removes the folder.
            place.dir.disable_cleanup(true);
            let folder = place.dir.path().to_path_buf();
            Self::start_in(&place, &["demo"], Some(&folder))
        })
    }

    /// Any command of the program that serves; `--listen 127.0.0.1:PORT` is added.
    pub fn start(place: &Place, words: &[&str]) -> Self {
        Self::start_in(place, words, None)
    }

    fn start_in(place: &Place, words: &[&str], rubbish: Option<&Path>) -> Self {
        let mut last = String::new();
        for _ in 0..3 {
            // Another program may take the port between our look and the server's: hence three tries.
            let port = free_port();
            let listen = format!("127.0.0.1:{port}");
            let command = place.command(&[words, &["--listen", &listen]].concat());
            if let Some(folder) = rubbish {
                std::fs::create_dir_all(folder).unwrap();
            }
            let program = Supervised::start(&command, rubbish);
            match wait_until_healthy(&program, port) {
                Ok(()) => {
                    let base = format!("http://{listen}");
                    let (folder, database) = (place.dir.path().to_path_buf(), place.url.clone());
                    return Self {
                        program,
                        base,
                        folder,
                        database,
                    };
                }
                Err(why) => last = why,
            }
            // One that lives but does not answer had its port.
            if !program.has_ended() {
                break;
            }
        }
        panic!("{words:?} does not serve: {last}");
    }

    /// The address without a slash at its end: `http://127.0.0.1:40123`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Everything the program printed until now.
    pub fn said(&self) -> String {
        self.program.said()
    }

    /// The path and query of the first address at or below the first printed line that contains the word: the way in
    /// that `demo` prints for a role. It opens once.
    pub fn link_with(&self, word: &str) -> String {
        let began = Instant::now();
        loop {
            let said = self.said();
            let from = said.find(word).map(|at| &said[at..]);
            // The last line may still be on its way.
            let whole = from.and_then(|text| path_in(&text[..=text.rfind('\n')?]));
            if let Some(path) = whole {
                return path;
            }
            assert!(
                began.elapsed() < Duration::from_secs(10),
                "no address after {word:?} in:\n{said}"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// A command of the program on the same database, at the moment the demonstration stands at: its document.
    #[track_caller]
    pub fn beside(&self, words: &[&str]) -> Value {
        let words = [words, &["--now", NOW, "--json"]].concat();
        let output = command_in(&self.folder, &self.database, &words).output().unwrap();
        assert!(output.status.success(), "{words:?}: {output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// A new one-time way in for an account of this kind: the path of its link.
    #[track_caller]
    pub fn way_in(&self, words: &[&str]) -> String {
        let slip = self.beside(&[&["user", "add"], words].concat());
        path_in(slip["link"].as_str().unwrap()).unwrap()
    }

    /// The password that `demo` prints for a login.
    #[track_caller]
    pub fn password_of(&self, login: &str) -> String {
        let wanted = format!("{login}，");
        let line = self.program.line_with(&wanted, Duration::from_secs(10));
        let line = line.unwrap_or_else(|| panic!("no login {login:?} in:\n{}", self.said()));
        line.rsplit(' ').next().unwrap().to_owned()
    }
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// The path and query of the first `http` address in a text.
pub fn path_in(text: &str) -> Option<String> {
    let from = text.find("http://").or_else(|| text.find("https://"))?;
    let address = text[from..]
        .split(|c: char| c.is_whitespace() || "\"'<>,，。；）".contains(c))
        .next()?;
    let rest = address.split_once("://")?.1;
    Some(rest.find('/').map_or("/".to_owned(), |at| rest[at..].to_owned()))
}

fn wait_until_healthy(program: &Supervised, port: u16) -> Result<(), String> {
    let began = Instant::now();
    while began.elapsed() < STARTING {
        if status_of(port, "/healthz") == Some(200) {
            return Ok(());
        }
        if program.has_ended() {
            return Err(format!("it ended; it said:\n{}", program.said()));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Err(format!(
        "no answer 200 from /healthz; it said:\n{}",
        program.said()
    ))
}

/// The status of `GET path`; none when nothing answers.
pub fn status_of(port: u16, path: &str) -> Option<u16> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    )
    .ok()?;
    let mut answer = Vec::new();
    stream.take(4096).read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer);
    answer.split_whitespace().nth(1)?.parse().ok()
}
