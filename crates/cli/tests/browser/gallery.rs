//! Pictures of the pages in `tests/gallery.toml`, into `target/gallery`; started by `cargo xtask gallery`.
//! It must not be run with the tests: it proves nothing, people look at what it makes.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

mod harness;
#[path = "../program/mod.rs"]
#[expect(dead_code, reason = "shared with the stories, which need other parts")]
mod program;

use std::process::ExitCode;

use harness::{Album, Serving, target_folder};
use program::{Place, root};

fn main() -> ExitCode {
    let text = std::fs::read_to_string(root().join("tests/gallery.toml")).unwrap();
    let album = match Album::read(&text) {
        Ok(album) => album,
        Err(why) => {
            eprintln!("tests/gallery.toml: {why}");
            return ExitCode::FAILURE;
        }
    };
    let folder = target_folder("gallery");
    let outcomes = if let Some(base) = std::env::var_os("KAIJIANG_GALLERY_BASE") {
        album.take("gallery", (&base.into_string().unwrap(), None), &folder)
    } else {
        let place = Place::sqlite();
        let serving = Serving::demo(&place);
        album.take("gallery", (serving.base(), Some(&serving)), &folder)
    };
    for outcome in &outcomes {
        match outcome {
            Ok(file) => println!("{}", file.display()),
            Err(why) => println!("FAILED: {why}"),
        }
    }
    if outcomes.is_empty() || outcomes.iter().any(Result::is_err) {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
