//! The browser for trips through the pages, and axe-core, which they load. It must not ship either.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{debian, place, run};

/// The variable by which tests learn where the browser is.
pub const VARIABLE: &str = "KAIJIANG_TEST_BROWSER";
/// The variable by which tests learn where `axe.min.js` is.
pub const AXE_VARIABLE: &str = "KAIJIANG_TEST_AXE";
/// Names under which Chromium is installed.
const PROGRAMS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const FONTS: &str = "fonts-noto-cjk";

/// Finds a browser that runs, or installs one with fonts for Chinese, and returns its path.
///
/// A browser named by the environment is used as it is.
pub fn provide() -> Result<String> {
    if let Some(path) = place::setting(VARIABLE) {
        println!("browser: using {VARIABLE} as it is set");
        return Ok(path);
    }
    let path = if let Some(path) = find() {
        path
    } else {
        print!("browser: ");
        debian::install(&["chromium", FONTS])?;
        find().context("apt-get brought no browser that runs")?
    };
    if !writes_chinese() {
        print!("fonts for Chinese: ");
        if let Err(why) = debian::install(&[FONTS]) {
            // Trips read words, not pictures: they can do without, screenshots cannot.
            println!("warning: screenshots will show boxes: {why:#}");
        }
    }
    println!(
        "browser: {} ({})",
        version(&path).unwrap_or_default(),
        path.display()
    );
    Ok(path.display().to_string())
}

fn find() -> Option<PathBuf> {
    let found = PROGRAMS.iter().filter_map(|name| place::program(name));
    // A stub that only tells how to install the real one answers no version.
    found.into_iter().find(|path| version(path).is_some())
}

fn version(path: &Path) -> Option<String> {
    let output = Command::new(path)
        .arg("--version")
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && text.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(text)
}

/// Whether some font has Chinese characters; yes when nobody can tell.
fn writes_chinese() -> bool {
    let Some(list) = place::program("fc-list") else {
        return true;
    };
    Command::new(list)
        .args([":lang=zh", "family"])
        .output()
        .map_or(true, |output| !output.stdout.is_empty())
}

/// Fetches axe-core 4 into `target/` by the ordinary npm client, once, and returns the path of `axe.min.js`.
///
/// A file named by the environment is used as it is.
pub fn provide_axe() -> Result<String> {
    if let Some(path) = place::setting(AXE_VARIABLE) {
        println!("axe-core: using {AXE_VARIABLE} as it is set");
        return Ok(path);
    }
    let folder = place::root().join("target/axe");
    let file = folder.join("node_modules/axe-core/axe.min.js");
    if !file.is_file() {
        fetch_axe(&folder)?;
    }
    if !file.is_file() {
        bail!("npm brought no {}", file.display());
    }
    println!("axe-core: {}", file.display());
    Ok(file.display().to_string())
}

fn fetch_axe(folder: &Path) -> Result<()> {
    let npm = place::program("npm").context("axe-core needs npm, which is not installed")?;
    std::fs::create_dir_all(folder)?;
    let log = std::fs::File::create(folder.join("npm.log"))?;
    println!("axe-core: fetching axe-core@4 by npm");
    let mut command = Command::new(npm);
    command
        .args(["install", "--prefix"])
        .arg(folder)
        .args([
            "--no-save",
            "--no-package-lock",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ])
        .args(["--fetch-retries", "1", "--fetch-timeout", "60000", "axe-core@4"])
        .stdout(Stdio::from(log.try_clone()?))
        .stderr(Stdio::from(log));
    if !run::succeeds(&mut command)? {
        let said = std::fs::read_to_string(folder.join("npm.log")).unwrap_or_default();
        let last: Vec<&str> = said.lines().take(5).collect();
        bail!("npm did not bring axe-core@4:\n{}", last.join("\n"));
    }
    Ok(())
}
