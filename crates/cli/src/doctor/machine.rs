//! What `doctor` asks the machine itself: space on the disk, the key file, fonts.
//! Must not look at data.

use std::path::{Path, PathBuf};

use i18n::Doctor;

use super::Finding;

/// Least space that should be free, in bytes: a year of a county with its photos fits into it.
const LEAST_SPACE: u64 = 1024 * 1024 * 1024;
/// Where systems keep fonts.
const FONT_FOLDERS: [&str; 5] = [
    "/usr/local/share/fonts",
    "/usr/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:\\Windows\\Fonts",
];
/// How files of fonts with Chinese characters are named, by the style of official papers: song, hei, kai.
const FONTS: [(&str, &[&str]); 3] = [
    (
        "FangSong/Song",
        &["fang", "fzfs", "song", "sun", "serifcjk", "serifsc", "uming"],
    ),
    (
        "HeiTi",
        &["simhei", "hei", "sanscjk", "sanssc", "msyh", "wqy", "pingfang"],
    ),
    ("KaiTi", &["kai", "ukai"]),
];
/// How deep folders of fonts are looked through.
const DEEPEST: usize = 6;

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

/// Fonts that papers need.
pub fn fonts(own: &str) -> Finding {
    let folders = FONT_FOLDERS.iter().map(PathBuf::from);
    let own = (!own.is_empty()).then(|| PathBuf::from(own));
    let mut files = Vec::new();
    for folder in own.into_iter().chain(folders) {
        collect(&folder, DEEPEST, &mut files);
    }
    let has = |marks: &[&str]| {
        files
            .iter()
            .any(|file| marks.iter().any(|mark| file.contains(mark)))
    };
    let missing: Vec<&str> = FONTS
        .iter()
        .filter(|(_, marks)| !has(marks))
        .map(|(name, _)| *name)
        .collect();
    if missing.is_empty() {
        Finding::fine(Doctor::Fonts, files.len().to_string())
    } else {
        Finding::wrong(Doctor::Fonts, missing.join(", "))
    }
}

/// Names of font files below a folder, in small letters without hyphens.
fn collect(folder: &Path, deep: usize, files: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy().to_lowercase().replace(['-', '_', ' '], "");
        if path.is_dir() {
            if deep > 0 {
                collect(&path, deep - 1, files);
            }
        } else if [".ttf", ".ttc", ".otf", ".otc"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            files.push(name);
        }
    }
}
