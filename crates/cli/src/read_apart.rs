//! The whole life of a process that reads one document (F1, S3): the document on stdin, the answer on stdout.
//! Must not be called by people: the program calls itself, so that what a parser of others does to its memory, its
//! time or its stack is done to nobody else.

use std::process::ExitCode;

use app::read_document::{MOST_MEMORY, MOST_TIME, answer_apart};

/// Bounds this process, reads the document, answers.
pub fn run() -> ExitCode {
    // Without bounds nothing is read: whoever asked bounds the time from outside, and nobody else the memory.
    if bound().is_err() {
        return ExitCode::FAILURE;
    }
    match answer_apart(std::io::stdin().lock(), std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

#[cfg(unix)]
fn bound() -> std::io::Result<()> {
    use rlimit::Resource;
    Resource::AS.set(MOST_MEMORY, MOST_MEMORY)?;
    Resource::CPU.set(MOST_TIME.as_secs(), MOST_TIME.as_secs())?;
    // A process that runs into its bounds leaves no picture of what it read on the disk.
    Resource::CORE.set(0, 0)
}

/// Elsewhere only the time is bounded, from outside.
#[cfg(not(unix))]
fn bound() -> std::io::Result<()> {
    let _ = (MOST_MEMORY, MOST_TIME);
    Ok(())
}
