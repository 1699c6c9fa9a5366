//! What others make of the same texts, through `benches/peers.py`: `datasketch` and `copydetect` of `PyPI`, as they
//! come. They are installed into the build folder; where that cannot be done they are left out.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::heap::Heap;

/// Documents the peers get: their cost is the same for each, and they are slow.
const DOCUMENTS: usize = 2_000;
const PACKAGES: [&str; 2] = ["datasketch==2.0.0", "copydetect==0.5.0"];

pub fn ask(heap: &Heap) {
    let Some(python) = python() else {
        println!("SKIPPED: datasketch and copydetect: pip cannot install them here");
        return;
    };
    let file = std::env::temp_dir().join(format!("originality-{}.txt", std::process::id()));
    let texts: Vec<String> = heap
        .texts
        .iter()
        .take(DOCUMENTS)
        .map(|text| text.replace('\n', " "))
        .collect();
    std::fs::write(&file, texts.join("\n")).unwrap();
    for peer in ["datasketch", "copydetect"] {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/originality/peers.py");
        let told = Command::new(&python).arg(script).arg(&file).arg(peer).output();
        match told {
            Ok(told) if told.status.success() => print!("{}", String::from_utf8_lossy(&told.stdout)),
            Ok(told) => println!(
                "SKIPPED: {peer}: {}",
                String::from_utf8_lossy(&told.stderr).trim()
            ),
            Err(error) => println!("SKIPPED: {peer}: {error}"),
        }
    }
    std::fs::remove_file(&file).unwrap();
}

/// A Python that has both, made in the build folder.
fn python() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/peers");
    let python = folder.join("bin/python");
    let succeeds = |command: &mut Command| command.output().is_ok_and(|told| told.status.success());
    if !succeeds(Command::new(&python).args(["-c", "import datasketch, copydetect"])) {
        let is_made = succeeds(Command::new("python3").args(["-m", "venv"]).arg(&folder));
        let install = ["-m", "pip", "install", "--quiet"];
        if !is_made || !succeeds(Command::new(&python).args(install).args(PACKAGES)) {
            return None;
        }
    }
    Some(python)
}
