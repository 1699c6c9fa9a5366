//! Programs end with their keeper, and the way in is found in what they print.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::harness::{Serving, Supervised, path_in};
use crate::program::Place;

#[test]
fn a_program_ends_with_its_keeper() {
    let folder = tempfile::tempdir().unwrap().keep();
    let mut command = Command::new("sh");
    command.args(["-c", "echo id $$; echo on the other >&2; exec sleep 600"]);
    let program = Supervised::start(&command, Some(&folder));
    let line = program.line_with("id ", Duration::from_secs(10)).unwrap();
    assert!(
        program
            .line_with("on the other", Duration::from_secs(10))
            .is_some()
    );
    let is_alive = || {
        let id = line.trim_start_matches("id ");
        Command::new("kill")
            .args(["-0", id])
            .stderr(Stdio::null())
            .status()
            .unwrap()
            .success()
    };
    assert!(is_alive() && !program.has_ended() && folder.exists());
    drop(program);
    assert!(!is_alive() && !folder.exists());
}

#[test]
fn a_program_that_ends_by_itself_is_noticed() {
    let mut command = Command::new("sh");
    command.args(["-c", "echo no; exit 1"]);
    let program = Supervised::start(&command, None);
    assert_eq!(program.line_with("yes", Duration::from_mins(1)), None);
    assert!(program.has_ended());
}

#[test]
fn the_way_in_is_the_address_without_its_server() {
    let cases = [
        ("支部书记：http://127.0.0.1:8080/s/abc?x=1", Some("/s/abc?x=1")),
        ("  http://127.0.0.1:8080/ （管理员）", Some("/")),
        ("见 http://127.0.0.1:8080。", Some("/")),
        ("county: http://127.0.0.1:8080/a, password x", Some("/a")),
        ("no address", None),
    ];
    for (line, path) in cases {
        assert_eq!(path_in(line).as_deref(), path, "{line}");
    }
}

/// What the program said is in the failure: one need not guess why it does not serve.
#[test]
fn a_program_that_does_not_serve_is_told_in_its_own_words() {
    let place = Place::sqlite();
    let start = || drop(Serving::start(&place, &["no-such-command"]));
    let failure = std::panic::catch_unwind(std::panic::AssertUnwindSafe(start)).unwrap_err();
    let said = *failure.downcast::<String>().unwrap();
    assert!(
        said.contains("it ended") && said.contains("no-such-command"),
        "{said}"
    );
}
