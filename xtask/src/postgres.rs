//! A PostgreSQL cluster for one test run: made in a temporary folder, on a free port, gone afterwards.
//!
//! It never touches a server that is already there. The data is thrown away, so it is stopped the quick way.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::data_dir::{self, Servant};
use crate::{debian, place, run};

/// The variable by which tests learn where the server is.
pub const VARIABLE: &str = "KAIJIANG_TEST_POSTGRES";
const USER: &str = "kaijiang";
const STARTING: Duration = Duration::from_mins(1);
const STOPPING: Duration = Duration::from_secs(20);

/// Starts a cluster that is stopped by `run::clean_up`, and returns its address.
///
/// A server named by the environment is used as it is.
pub fn provide() -> Result<String> {
    if let Some(address) = place::setting(VARIABLE) {
        println!("PostgreSQL: using {VARIABLE} as it is set");
        return Ok(address);
    }
    let programs = match find_programs() {
        Some(folder) => folder,
        None => install()?,
    };
    let servant = Servant::find()?;
    let began = Instant::now();
    let folder = data_dir::make(servant.as_ref())?;
    let for_cleanup = folder.clone();
    run::at_the_end(move || {
        let _ = std::fs::remove_dir_all(for_cleanup);
    });
    make_cluster(&programs, &folder, servant.as_ref())?;
    let port = start_on_free_port(&programs, &folder, servant.as_ref())?;
    println!(
        "PostgreSQL: {} on 127.0.0.1:{port}{}, ready in {:.1} s; it is stopped at the end",
        version(&programs),
        servant
            .map(|servant| format!(" as user {}", servant.name))
            .unwrap_or_default(),
        began.elapsed().as_secs_f64(),
    );
    Ok(format!("postgres://{USER}@127.0.0.1:{port}/postgres"))
}

/// The folder that holds both `initdb` and `postgres`: the search path first, then the newest of Debian's.
fn find_programs() -> Option<PathBuf> {
    let is_complete = |folder: &PathBuf| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    let on_path = place::program("initdb")
        .and_then(|file| file.canonicalize().ok())
        .and_then(|file| file.parent().map(Path::to_path_buf))
        .filter(is_complete);
    on_path.or_else(|| {
        let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
            .ok()?
            .filter_map(|entry| {
                let entry = entry.ok()?;
                Some((
                    entry.file_name().to_str()?.parse().ok()?,
                    entry.path().join("bin"),
                ))
            })
            .filter(|(_, folder)| is_complete(folder))
            .collect();
        versions.sort();
        versions.pop().map(|(_, folder)| folder)
    })
}

fn install() -> Result<PathBuf> {
    print!("PostgreSQL: ");
    debian::install(&["postgresql"])?;
    find_programs().context("apt-get brought no `initdb` and `postgres`")
}

fn make_cluster(programs: &Path, folder: &Path, servant: Option<&Servant>) -> Result<()> {
    let output = data_dir::command(&programs.join("initdb"), servant)?
        .arg("--pgdata")
        .arg(folder.join("data"))
        .args([
            "--username",
            USER,
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C",
            "--no-sync",
        ])
        .current_dir(folder)
        .output()
        .context("cannot run initdb")?;
    if !output.status.success() {
        bail!("initdb failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

fn start_on_free_port(programs: &Path, folder: &Path, servant: Option<&Servant>) -> Result<u16> {
    let mut last = None;
    for _ in 0..3 {
        // Another program may take the port between our look and the server's: hence three tries.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        match start(programs, folder, port, servant) {
            Ok(mut server) => {
                let folder = folder.to_path_buf();
                run::at_the_end(move || stop(&mut server, &folder));
                return Ok(port);
            }
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| anyhow::anyhow!("PostgreSQL did not start")))
}

fn start(programs: &Path, folder: &Path, port: u16, servant: Option<&Servant>) -> Result<Child> {
    let log = folder.join("server.log");
    let log_file = std::fs::File::create(&log)?;
    let sockets = folder.to_string_lossy();
    let mut server = data_dir::command(&programs.join("postgres"), servant)?
        .arg("-D")
        .arg(folder.join("data"))
        .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"])
        .args([
            "-c",
            &format!("unix_socket_directories={sockets}"),
            "-c",
            "max_connections=200",
        ])
        .current_dir(folder)
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::from(log_file.try_clone()?))
        .stderr(Stdio::from(log_file))
        .spawn()
        .context("cannot run postgres")?;
    let began = Instant::now();
    while began.elapsed() < STARTING {
        if server.try_wait()?.is_some() {
            bail!(
                "PostgreSQL ended at once:\n{}",
                std::fs::read_to_string(&log).unwrap_or_default()
            );
        }
        let is_ready = std::fs::read_to_string(folder.join("data/postmaster.pid"))
            .is_ok_and(|text| text.lines().last().is_some_and(|line| line.trim() == "ready"));
        if is_ready && TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(server);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    stop(&mut server, folder);
    bail!(
        "PostgreSQL was not ready within a minute:\n{}",
        std::fs::read_to_string(&log).unwrap_or_default()
    )
}

fn stop(server: &mut Child, folder: &Path) {
    // The child may be a wrapper that changed the user; the server's own number is in its file.
    let pid_file = std::fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
    let pid = pid_file
        .lines()
        .next()
        .map_or_else(|| server.id().to_string(), str::to_owned);
    run::signal("QUIT", &pid);
    let began = Instant::now();
    while began.elapsed() < STOPPING {
        if matches!(server.try_wait(), Ok(Some(_)) | Err(_)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let _ = server.kill();
    let _ = server.wait();
}

fn version(programs: &Path) -> String {
    let output = Command::new(programs.join("postgres")).arg("--version").output();
    let text = output
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default();
    text.split_whitespace()
        .nth(2)
        .unwrap_or("of unknown version")
        .to_owned()
}
