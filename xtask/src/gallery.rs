//! `cargo xtask gallery [--base URL]`: pictures of the pages in `tests/gallery.toml`, to be looked at.
//!
//! The pictures are taken by the browser harness of the tests; this file only sets up and starts it.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{browser, place, run, test};

/// The variable by which the gallery learns which server to visit; without it, it starts a demonstration.
const BASE: &str = "KAIJIANG_GALLERY_BASE";

/// Takes the pictures; tells whether all could be taken.
pub fn run(words: &[String]) -> Result<bool> {
    let base = match words {
        [] => None,
        [flag, url] if flag == "--base" => Some(url.trim_end_matches('/').to_owned()),
        other => bail!(
            "gallery takes `--base URL` and nothing else, not `{}`",
            other.join(" ")
        ),
    };
    let browser = browser::provide()?;
    let mut command = Command::new(place::cargo());
    command
        .current_dir(place::root())
        .args(["test", "--quiet", "--package", test::PROGRAM, "--test", "gallery"])
        .env(browser::VARIABLE, browser)
        .env_remove(BASE);
    if let Some(base) = base {
        command.env(BASE, base);
    } else {
        let words = [
            "--package",
            test::PROGRAM,
            "--bin",
            "kaijiang",
            "--test",
            "gallery",
        ];
        let Some(program) = test::executable(&words)? else {
            bail!("the program does not build");
        };
        command.env(test::BINARY, program);
    }
    run::succeeds(&mut command)
}
