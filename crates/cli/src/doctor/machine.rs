//! What `doctor` asks the machine itself: space on the disk, the key file, fonts.
//! Must not look at data.

use std::path::Path;

use app::paper_fonts::fonts_at_hand;
use i18n::{Doctor, Words};

use super::Finding;

/// Least space that should be free, in bytes: a year of a county with its photos fits into it.
const LEAST_SPACE: u64 = 1024 * 1024 * 1024;
/// Free space where the data are.
pub fn disk(folder: &Path) -> Finding {
    match fs4::available_space(folder) {
        Ok(free) => {
            let detail = format!("{} MiB, {}", free / (1024 * 1024), folder.display());
            if free < LEAST_SPACE {
                Finding::wrong(Doctor::Disk, detail)
            } else {
                Finding::fine(Doctor::Disk, detail)
            }
        }
        Err(error) => Finding::wrong(Doctor::Disk, format!("{}: {error}", folder.display())),
    }
}

/// The key that signs the history: there, readable, and nobody else's to read.
pub fn key(path: &Path) -> Finding {
    let shown = path.display();
    match std::fs::metadata(path) {
        Ok(found) if others_may_read(&found) => Finding::wrong(Doctor::Key, format!("{shown}: chmod 600")),
        Ok(_) => match std::fs::read(path) {
            Ok(_) => Finding::fine(Doctor::Key, shown.to_string()),
            Err(error) => Finding::wrong(Doctor::Key, format!("{shown}: {error}")),
        },
        Err(error) => Finding::wrong(Doctor::Key, format!("{shown}: {error}")),
    }
}

#[cfg(unix)]
fn others_may_read(found: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    found.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn others_may_read(_: &std::fs::Metadata) -> bool {
    false
}

/// The fonts papers are set in: 小标宋, 仿宋, 楷体, 黑体.
pub fn fonts(folder: Option<&Path>, words: &Words) -> Finding {
    let all = fonts_at_hand(folder);
    let lacking = all.iter().filter(|one| !one.is_wanted);
    let lacking: Vec<String> = lacking
        .map(|one| words.doctor_font(one.wanted, one.family))
        .collect();
    if lacking.is_empty() {
        let families: Vec<&str> = all.iter().filter_map(|one| one.family).collect();
        Finding::fine(Doctor::Fonts, words.list(&families))
    } else {
        Finding::wrong(Doctor::Fonts, words.list(&lacking))
    }
}
