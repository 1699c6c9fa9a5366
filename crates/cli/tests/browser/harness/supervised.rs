//! A program that ends when its keeper does: when it is dropped, and also when the whole test process is gone,
//! however it went. It must not outlive the tests, and must not be looked up by name to be ended.

use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Starts the program, waits until nobody holds the other end of its input any more, and ends the program by its id.
/// `$0` is a folder to remove afterwards, or empty.
const KEEPER: &str = r#"
"$@" & program=$!
exec >/dev/null 2>&1
trap : INT TERM HUP
read -r _
kill "$program"
(sleep 10; kill -9 "$program") & last=$!
wait "$program"
kill "$last"
[ -z "$0" ] || rm -rf "$0" || { sleep 1; rm -rf "$0"; }
"#;

/// A running program and everything it said.
pub struct Supervised {
    keeper: Child,
    said: Arc<Mutex<String>>,
    open: Arc<AtomicUsize>,
}

impl Supervised {
    /// Starts the command. The folder, if any, is removed when the program has ended.
    pub fn start(command: &Command, folder: Option<&Path>) -> Self {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(KEEPER).arg(folder.unwrap_or(Path::new("")));
        shell.arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            shell.current_dir(folder);
        }
        shell
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut keeper = shell.spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let open = Arc::new(AtomicUsize::new(2));
        listen(keeper.stdout.take().unwrap(), &said, &open);
        listen(keeper.stderr.take().unwrap(), &said, &open);
        Self { keeper, said, open }
    }

    /// Everything said until now, on both outputs, line by line as it came.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Whether the program closed its outputs, which it does when it ends.
    pub fn has_ended(&self) -> bool {
        self.open.load(Ordering::SeqCst) == 0
    }

    /// The first line that contains the word; waits for it.
    pub fn line_with(&self, word: &str, patience: Duration) -> Option<String> {
        let began = Instant::now();
        loop {
            let has_ended = self.has_ended();
            let found = self
                .said()
                .lines()
                .find(|line| line.contains(word))
                .map(str::to_owned);
            if found.is_some() || has_ended || began.elapsed() > patience {
                return found;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn listen(output: impl Read + Send + 'static, said: &Arc<Mutex<String>>, open: &Arc<AtomicUsize>) {
    let (said, open) = (Arc::clone(said), Arc::clone(open));
    std::thread::spawn(move || {
        let mut reader = BufReader::new(output);
        let mut bytes = Vec::new();
        while reader.read_until(b'\n', &mut bytes).is_ok_and(|count| count > 0) {
            said.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes));
            bytes.clear();
        }
        open.fetch_sub(1, Ordering::SeqCst);
    });
}

impl Drop for Supervised {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        drop(self.keeper.wait());
    }
}
