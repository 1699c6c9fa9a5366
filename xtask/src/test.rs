//! `cargo xtask test`: sets up what is missing, then runs every test on both engines through the real binary.
//!
//! What was not run is said plainly; with CI=true it is a failure.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::tally::Tally;
use crate::{browser, office, place, postgres, run};

/// The variable by which tests find the program they are to run.
pub const BINARY: &str = "KAIJIANG_TEST_BINARY";
/// The package of the program.
pub const PROGRAM: &str = "kaijiang-cli";
/// The package of the papers.
const PAPERS: &str = "kaijiang-documents";
/// The variable that names the file to which a test that must skip appends `SKIPPED: <test>: <why>`.
const SKIPS: &str = "KAIJIANG_TEST_SKIPS";

/// Runs the tests; tells whether all is well.
pub fn run(arguments: &[String]) -> Result<bool> {
    let began = Instant::now();
    let mut tally = Tally::default();
    let Some(binary) = build(arguments)? else {
        return Ok(conclude(&tally, began, Some("the workspace does not build")));
    };
    println!("built in {:.0} s", began.elapsed().as_secs_f64());
    let skips = skips_file()?;
    let mut command = Command::new(place::cargo());
    command
        .current_dir(place::root())
        .args(["test", "--no-fail-fast"])
        .args(is_whole(arguments).then_some("--workspace"))
        .args(arguments)
        .env(SKIPS, &skips);
    if let Some(binary) = binary.path {
        command.env(BINARY, binary);
    }
    provide(
        &mut command,
        &mut tally,
        "PostgreSQL half",
        (postgres::VARIABLE, postgres::provide()),
    );
    if has_program(arguments) {
        let browser = (browser::VARIABLE, browser::provide());
        provide(&mut command, &mut tally, "trip in a browser", browser);
        let axe = (browser::AXE_VARIABLE, browser::provide_axe());
        provide(&mut command, &mut tally, "check of a page by axe-core", axe);
    }
    if has_package(arguments, PAPERS) {
        office::provide();
    }
    let effort = place::root().join("target/effort.tsv");
    let _ = std::fs::remove_file(&effort);
    let succeeded = run::for_each_line(&mut command, |line| {
        tally.read(line);
        run::print_line(line);
    })?;
    tally.read_skips(&std::fs::read_to_string(&skips).unwrap_or_default());
    if let Ok(figures) = std::fs::read_to_string(&effort) {
        println!("\nwhat tasks cost (tests/effort.toml says what they may):\n{figures}");
    }
    run::clean_up();
    let trouble = match (succeeded, tally.failed) {
        (false, 0) => Some("a test binary did not build, or ended without a result: see above"),
        (true, 0) if tally.passed == 0 && arguments.is_empty() => Some("no test ran at all"),
        _ => None,
    };
    Ok(conclude(&tally, began, trouble))
}

/// Tells the tests where something is, or that they have to do without it.
fn provide(command: &mut Command, tally: &mut Tally, what: &str, found: (&str, Result<String>)) {
    match found {
        (variable, Ok(value)) => {
            command.env(variable, value);
        }
        (variable, Err(why)) => {
            println!("every {what} will be skipped: {why:#}");
            command.env_remove(variable);
            tally.skipped.push(format!("every {what}: {why:#}"));
        }
    }
}

/// Says what was skipped and prints the closing line, which CI reads.
fn conclude(tally: &Tally, began: Instant, trouble: Option<&str>) -> bool {
    println!();
    for skip in &tally.skipped {
        println!("SKIPPED: {skip}");
    }
    let skips_fail = place::is_ci() && !tally.skipped.is_empty();
    if skips_fail {
        println!("failed: CI is set, and there a skipped test is a failure");
    }
    let mut failed = tally.failed;
    if let Some(trouble) = trouble {
        println!("failed: {trouble}");
        failed = failed.max(1);
    }
    println!("tests took {:.0} s", began.elapsed().as_secs_f64());
    run::print_line(
        &Tally {
            failed,
            passed: tally.passed,
            skipped: tally.skipped.clone(),
        }
        .summary(),
    );
    failed == 0 && !skips_fail
}

/// What building gave.
pub struct Built {
    pub path: Option<PathBuf>,
}

/// Builds everything the tests need in one go, with the very features `cargo test` will ask for.
///
/// A selection of packages waits for the program only when the program's own package is among them.
fn build(arguments: &[String]) -> Result<Option<Built>> {
    if is_whole(arguments) {
        let path = executable(&["--workspace", "--bins", "--tests"])?;
        return Ok(path.map(|path| Built { path: Some(path) }));
    }
    if !has_program(arguments) {
        println!("{PROGRAM} is not among the packages: {BINARY} is not set");
        return Ok(Some(Built { path: None }));
    }
    let path = executable(&["--package", PROGRAM, "--bins", "--tests"])?;
    if path.is_none() {
        println!("the program does not build; tests that run it will miss {BINARY}");
    }
    Ok(Some(Built { path }))
}

/// Runs `cargo build` and returns the path of the `kaijiang` program it names.
pub fn executable(arguments: &[&str]) -> Result<Option<PathBuf>> {
    let mut path = None;
    let mut command = Command::new(place::cargo());
    command.current_dir(place::root()).arg("build").args(arguments);
    command.args(["--message-format", "json-render-diagnostics"]);
    let succeeded = run::for_each_line(&mut command, |line| {
        if let Some(found) = named_executable(line) {
            path = Some(found);
        }
    })?;
    Ok(path.filter(|_| succeeded))
}

fn named_executable(line: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    let is_program = message.pointer("/target/name")?.as_str()? == "kaijiang"
        && message.pointer("/profile/test")?.as_bool() == Some(false);
    let path = message.pointer("/executable")?.as_str()?;
    is_program.then(|| PathBuf::from(path))
}

/// Whether tests of the program itself are among those to run.
fn has_program(arguments: &[String]) -> bool {
    has_package(arguments, PROGRAM)
}

fn has_package(arguments: &[String], package: &str) -> bool {
    is_whole(arguments) || arguments.iter().any(|word| word.ends_with(package))
}

fn is_whole(arguments: &[String]) -> bool {
    let cargo_arguments = arguments.split(|word| word == "--").next().unwrap_or_default();
    !cargo_arguments
        .iter()
        .any(|word| word.starts_with("-p") || word.starts_with("--package"))
}

fn skips_file() -> Result<PathBuf> {
    let name = format!("kaijiang-test-{}-skips", std::process::id());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, "").with_context(|| format!("cannot write {}", path.display()))?;
    let for_cleanup: Box<Path> = path.clone().into();
    run::at_the_end(move || {
        let _ = std::fs::remove_file(for_cleanup);
    });
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::{has_program, is_whole, named_executable, provide};

    #[test]
    fn the_program_is_found_among_the_messages() {
        let line = r#"{"target":{"name":"kaijiang"},"profile":{"test":false},"executable":"/x/kaijiang"}"#;
        assert_eq!(named_executable(line), Some("/x/kaijiang".into()));
        assert_eq!(
            named_executable(&line.replace("false", "true")),
            None,
            "the test harness is not it"
        );
        assert_eq!(named_executable("warning: noise"), None);
    }

    #[test]
    fn a_selection_of_packages_is_not_the_whole() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(is_whole(&words("--release")));
        assert!(!is_whole(&words("-p kaijiang-domain")));
        assert!(
            is_whole(&words("-- -p")),
            "what follows the dashes goes to the test binaries"
        );
    }

    #[test]
    fn trips_need_the_program() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(has_program(&[]));
        assert!(has_program(&words("-p kaijiang-cli --test browser")));
        assert!(!has_program(&words("-p kaijiang-domain")));
    }

    #[test]
    fn what_cannot_be_had_is_said_and_hidden_from_the_tests() {
        let mut tally = super::Tally::default();
        let mut command = super::Command::new("cargo");
        provide(&mut command, &mut tally, "trip", ("A", Ok("/a".to_owned())));
        provide(
            &mut command,
            &mut tally,
            "check",
            ("B", Err(anyhow::anyhow!("no npm"))),
        );
        let given: Vec<_> = command.get_envs().collect();
        assert_eq!(given, [("A".as_ref(), Some("/a".as_ref())), ("B".as_ref(), None)]);
        assert_eq!(tally.skipped, ["every check: no npm"]);
    }
}
