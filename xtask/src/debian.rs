//! Installs Debian packages, quietly. It must not touch anything when we are not root.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{data_dir, place, run};

/// Installs the packages; what `apt-get` says goes to a file in `target/`, and is shown when it fails.
pub fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    let Some(apt) = place::program("apt-get") else {
        bail!("not installed, and there is no apt-get to install them ({names})");
    };
    if !data_dir::is_root()? {
        bail!("not installed, and only root may install them (apt-get install {names})");
    }
    println!("not installed; running apt-get update && apt-get install -y {names}");
    let log = log_file()?;
    let apt_get = |words: &[&str]| -> Result<bool> {
        let file = std::fs::OpenOptions::new().append(true).open(&log)?;
        let mut command = Command::new(&apt);
        command
            .args([
                "-q",
                "-y",
                "-o",
                "Acquire::Retries=2",
                "-o",
                "DPkg::Lock::Timeout=120",
            ])
            .args(words)
            .envs([("DEBIAN_FRONTEND", "noninteractive"), ("LC_ALL", "C")])
            .stdout(Stdio::from(file.try_clone()?))
            .stderr(Stdio::from(file));
        run::succeeds(&mut command)
    };
    // A list that cannot be refreshed may still be good enough: hence no stop between the two.
    let is_updated = apt_get(&["update"])?;
    let install = [&["install", "--no-install-recommends"], packages].concat();
    if apt_get(&install)? {
        return Ok(());
    }
    let said = std::fs::read_to_string(&log).unwrap_or_default();
    let lines: Vec<&str> = said.lines().collect();
    let last = lines.get(lines.len().saturating_sub(6)..).unwrap_or_default();
    bail!(
        "apt-get did not bring {names} (update succeeded: {is_updated}); the end of {}:\n{}",
        log.display(),
        last.join("\n")
    )
}

fn log_file() -> Result<PathBuf> {
    let folder = place::root().join("target");
    std::fs::create_dir_all(&folder)?;
    let log = folder.join("apt.log");
    std::fs::write(&log, "").with_context(|| format!("cannot write {}", log.display()))?;
    Ok(log)
}
