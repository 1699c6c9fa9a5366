//! Runs other programs, and cleans up behind them however the run ends.
//!
//! Each program gets its own process group. On Ctrl-C, SIGTERM or SIGHUP the group is stopped and the
//! cleanups run, so that neither a test server nor its folder stays behind.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};

/// The process group of the program that runs now; 0 when none does.
static GROUP: AtomicU32 = AtomicU32::new(0);
static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static CLEANUPS: Mutex<Vec<Box<dyn FnOnce() + Send>>> = Mutex::new(Vec::new());

fn cleanups() -> MutexGuard<'static, Vec<Box<dyn FnOnce() + Send>>> {
    CLEANUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Arranges that an interruption stops what runs and cleans up before it ends this program.
pub fn watch_for_interruption() -> Result<()> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        eprintln!("\ninterrupted: stopping");
        let group = GROUP.swap(0, Ordering::SeqCst);
        if group != 0 {
            signal("TERM", &format!("-{group}"));
        }
        clean_up();
        std::process::exit(130);
    })
    .context("cannot watch for Ctrl-C")
}

/// Registers work for the end of the run, whether it ends well or not.
pub fn at_the_end(work: impl FnOnce() + Send + 'static) {
    cleanups().push(Box::new(work));
}

/// Does the registered work, newest first. The lock is held meanwhile, so that an interruption waits.
pub fn clean_up() {
    let mut waiting = cleanups();
    while let Some(work) = waiting.pop() {
        work();
    }
}

/// Sends a signal by the `kill` program: this workspace forbids unsafe code.
pub fn signal(name: &str, process: &str) -> bool {
    Command::new("kill")
        .args(["-s", name, "--", process])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs a program to its end and tells whether it succeeded.
pub fn succeeds(command: &mut Command) -> Result<bool> {
    let mut child = start(command)?;
    finish(&mut child)
}

/// Runs a program and hands over each line of its standard output as it comes.
pub fn for_each_line(command: &mut Command, mut each: impl FnMut(&str)) -> Result<bool> {
    let mut child = start(command.stdout(Stdio::piped()))?;
    let output = child.stdout.take().context("no standard output to read")?;
    let mut reader = BufReader::new(output);
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes)? > 0 {
        each(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']));
        bytes.clear();
    }
    finish(&mut child)
}

/// Prints a line at once; a closed pipe is not our fault.
pub fn print_line(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

fn start(command: &mut Command) -> Result<Child> {
    let name = command.get_program().to_string_lossy().into_owned();
    let child = command
        .stdin(Stdio::null())
        .process_group(0)
        .spawn()
        .with_context(|| format!("cannot start `{name}`"))?;
    GROUP.store(child.id(), Ordering::SeqCst);
    Ok(child)
}

fn finish(child: &mut Child) -> Result<bool> {
    let status = child.wait()?;
    GROUP.store(0, Ordering::SeqCst);
    while INTERRUPTED.load(Ordering::SeqCst) {
        // The handler ends the program when it is done; a verdict on half a run would mislead.
        std::thread::park();
    }
    Ok(status.success())
}
