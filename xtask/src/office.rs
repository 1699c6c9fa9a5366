//! What measures printed papers: Poppler renders a pdf, `LibreOffice` prints a docx. It must not ship either.

use std::process::{Command, Stdio};

use crate::{debian, place};

/// Each program, what it answers to, and the package that has it.
const PROGRAMS: [(&str, &str, &str); 2] = [
    ("pdftoppm", "-v", "poppler-utils"),
    ("soffice", "--version", "libreoffice-writer-nogui"),
];

/// Installs what is missing. Tests that find it missing all the same list themselves as skipped.
pub fn provide() {
    let missing: Vec<&str> = PROGRAMS
        .iter()
        .filter(|(program, argument, _)| !answers(program, argument))
        .map(|(_, _, package)| *package)
        .collect();
    if missing.is_empty() {
        return;
    }
    print!("measuring papers: ");
    if let Err(why) = debian::install(&missing) {
        println!("warning: papers will not be measured: {why:#}");
    }
}

/// Whether a program is here; a stub that only tells how to install the real one fails.
fn answers(program: &str, argument: &str) -> bool {
    place::program(program).is_some_and(|path| {
        Command::new(path)
            .arg(argument)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    })
}
