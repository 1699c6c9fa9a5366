//! A temporary folder that an unprivileged user may own, and that user.
//!
//! PostgreSQL refuses to run as root. When we are root, its programs run as another user.

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::place;

/// An account without rights of its own.
#[derive(Clone, Debug)]
pub struct Servant {
    pub name: String,
    uid: u32,
    gid: u32,
}

impl Servant {
    /// `None` when we are not root and need nobody else.
    pub fn find() -> Result<Option<Servant>> {
        if !is_root()? {
            return Ok(None);
        }
        let known = ["kaijiang-test", "postgres"].into_iter().find_map(Servant::named);
        if let Some(servant) = known {
            return Ok(Some(servant));
        }
        let made = Command::new("useradd")
            .args([
                "--system",
                "--no-create-home",
                "--shell",
                "/bin/false",
                "kaijiang-test",
            ])
            .status()
            .is_ok_and(|status| status.success());
        if made {
            println!("created the system user kaijiang-test (PostgreSQL refuses to run as root)");
        }
        Servant::named("kaijiang-test")
            .or_else(|| Servant::named("nobody"))
            .map(Some)
            .context("no unprivileged user to run PostgreSQL as, and none could be created")
    }

    fn named(name: &str) -> Option<Servant> {
        Some(Servant {
            name: name.to_owned(),
            uid: id("-u", name)?,
            gid: id("-g", name)?,
        })
    }
}

/// A command that runs as the servant, and that dies with us even if we are killed.
pub fn command(program: &Path, servant: Option<&Servant>) -> Result<Command> {
    let setpriv = place::program("setpriv");
    let Some(servant) = servant else {
        let Some(setpriv) = setpriv else {
            return Ok(Command::new(program));
        };
        let mut command = Command::new(setpriv);
        command.args(["--pdeathsig", "QUIT"]).arg(program);
        return Ok(command);
    };
    if let Some(setpriv) = setpriv {
        let mut command = Command::new(setpriv);
        command
            .args([
                "--reuid",
                &servant.uid.to_string(),
                "--regid",
                &servant.gid.to_string(),
            ])
            .args(["--clear-groups", "--pdeathsig", "QUIT"])
            .arg(program);
        return Ok(command);
    }
    if let Some(runuser) = place::program("runuser") {
        let mut command = Command::new(runuser);
        command.args(["-u", &servant.name, "--"]).arg(program);
        return Ok(command);
    }
    bail!(
        "neither `setpriv` nor `runuser` is here to run PostgreSQL as `{}`",
        servant.name
    )
}

/// Makes an empty folder that only the servant (or we) may read.
pub fn make(servant: Option<&Servant>) -> Result<PathBuf> {
    let base = std::env::temp_dir();
    sweep(&base);
    for attempt in 0..100 {
        let folder = base.join(format!("kaijiang-test-{}-{attempt}", std::process::id()));
        match std::fs::create_dir(&folder) {
            Ok(()) => {
                std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700))?;
                if let Some(servant) = servant {
                    chown(&folder, Some(servant.uid), Some(servant.gid))?;
                }
                return Ok(folder);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error).with_context(|| format!("cannot make {}", folder.display())),
        }
    }
    bail!("no free name for a temporary folder in {}", base.display())
}

/// Removes what was left by runs that were killed and could not clean up.
fn sweep(base: &Path) {
    let is_alive = |process: &str| !Path::new("/proc").is_dir() || Path::new("/proc").join(process).exists();
    for entry in std::fs::read_dir(base).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let rest = name.to_str().and_then(|name| name.strip_prefix("kaijiang-test-"));
        let process = rest
            .and_then(|rest| rest.split_once('-'))
            .map(|(process, _)| process);
        if process.is_some_and(|process| process.parse::<u32>().is_ok() && !is_alive(process)) {
            let _ = std::fs::remove_file(entry.path()).or_else(|_| std::fs::remove_dir_all(entry.path()));
        }
    }
}

/// Whether we are root.
pub fn is_root() -> Result<bool> {
    let itself = std::fs::metadata("/proc/self").map(|meta| meta.uid());
    match itself {
        Ok(uid) => Ok(uid == 0),
        Err(_) => id("-u", "")
            .map(|uid| uid == 0)
            .context("cannot tell which user we are"),
    }
}

fn id(which: &str, name: &str) -> Option<u32> {
    let mut command = Command::new("id");
    command.arg(which);
    if !name.is_empty() {
        command.arg(name);
    }
    let output = command.output().ok().filter(|output| output.status.success())?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}
