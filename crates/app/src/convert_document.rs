//! Files of old formats, converted by `LibreOffice` where it is installed: `.doc` and `.wps` to docx, `.et` and `.xls`
//! to xlsx. The one place that calls it.
//! Must not read what comes out: the readers do, as they read what a person brings.

use std::fs::DirBuilder;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How long one file may take; the first start of a machine takes ten seconds of it.
const LONGEST: Duration = Duration::from_mins(1);
/// How often it is looked whether it is done.
const EVERY: Duration = Duration::from_millis(50);

/// Tells apart the folders of files converted at once.
static NEXT: AtomicU32 = AtomicU32::new(0);
/// One file after the other: a running `LibreOffice` takes some 200 MB, and ten people may bring a table at once.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// The file as `LibreOffice` converts it from one format, told by its ending, to another; none where it is not
/// installed, fails, or takes too long.
#[must_use]
pub fn convert_document(bytes: &[u8], from: &str, to: &str) -> Option<Vec<u8>> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = folder()?;
    let converted = converted(bytes, &folder, (from, to));
    // What is left behind is ours alone, and small.
    drop(std::fs::remove_dir_all(&folder));
    converted
}

/// A new folder that nobody else can look into.
fn folder() -> Option<PathBuf> {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("kaijiang-{}-{number}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(&folder).ok()?;
    Some(folder)
}

fn converted(bytes: &[u8], folder: &Path, (from, to): (&str, &str)) -> Option<Vec<u8>> {
    let file = folder.join("file").with_extension(from);
    std::fs::write(&file, bytes).ok()?;
    let out = folder.join("out");
    let office = Command::new("soffice")
        // A profile of its own: the user's may be open, and is none of our business.
        .arg(format!(
            "-env:UserInstallation=file://{}",
            folder.join("profile").display()
        ))
        .args(["--headless", "--convert-to", to, "--outdir"])
        .args([&out, &file])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if ended_well(office.ok()?) {
        std::fs::read(out.join("file").with_extension(to)).ok()
    } else {
        None
    }
}

/// Waits, not for ever.
fn ended_well(mut office: Child) -> bool {
    let mut waited = Duration::ZERO;
    while waited < LONGEST {
        match office.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(EVERY),
            Err(_) => break,
        }
        waited += EVERY;
    }
    drop(office.kill());
    drop(office.wait());
    false
}
