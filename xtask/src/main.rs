//! Every habit is one word: `cargo xtask test`, `check`, `tidy`, `bench`, `gallery`.
//!
//! CI runs `test` and `check` and has no steps of its own. Nothing here is part of the product.

mod bench;
mod browser;
mod check;
mod data_dir;
mod debian;
mod gallery;
mod office;
mod place;
mod postgres;
mod run;
mod tally;
mod test;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask test  [-- ARGS]         set up what is missing, then run every test on SQLite and PostgreSQL
                                    and every trip through the pages in a real browser
                                    (ARGS go to `cargo test`, for example: -- -p kaijiang-store)
cargo xtask check                   format, lints, tidy, documentation: what a reviewer should not have to say
cargo xtask tidy                    the house rules only (arrows, sizes, names, SQL, translations)
cargo xtask bench [NAME] [-- ARGS]  the benchmarks whose name contains NAME, in the release profile
cargo xtask gallery [--base URL]    pictures of the pages in tests/gallery.toml, of a demonstration or of the
                                    server at URL, to target/gallery";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (verb, rest) = words
        .split_first()
        .map_or(("", [].as_slice()), |(verb, rest)| (verb.as_str(), rest));
    let outcome = run::watch_for_interruption().and_then(|()| match verb {
        "test" => test::run(after_dashes(rest)),
        "check" => check::run(),
        "tidy" => tidy::run(),
        "gallery" => gallery::run(rest),
        "bench" => bench::run(before_dashes(rest), after_dashes(rest)),
        "" | "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(true)
        }
        other => Err(anyhow::anyhow!("there is no verb `{other}`\n\n{USAGE}")),
    });
    run::clean_up();
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn before_dashes(words: &[String]) -> &[String] {
    words.split(|word| word == "--").next().unwrap_or_default()
}

fn after_dashes(words: &[String]) -> &[String] {
    let start = words
        .iter()
        .position(|word| word == "--")
        .map_or(words.len(), |at| at + 1);
    words.get(start..).unwrap_or_default()
}
