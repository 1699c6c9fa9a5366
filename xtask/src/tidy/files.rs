//! The files to look at: what git tracks or would track. Ignored files are nobody's business.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Every text file of the checkout with its path from the root, in order of path.
pub fn tracked(root: &Path) -> Result<Vec<(String, String)>> {
    let output = Command::new("git")
        .current_dir(root)
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .output()
        .context("cannot run git, which tells the files to look at")?;
    if !output.status.success() {
        bail!(
            "git ls-files failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let mut paths: Vec<&str> = output
        .stdout
        .split(|byte| *byte == 0)
        .filter_map(|path| std::str::from_utf8(path).ok())
        .collect();
    paths.sort_unstable();
    paths.dedup();
    // A file that is listed but gone was deleted a moment ago; a file that is no UTF-8 is no text.
    let texts = paths
        .into_iter()
        .filter(|path| !path.is_empty())
        .filter_map(|path| {
            let text = std::fs::read_to_string(root.join(path)).ok()?;
            Some((path.to_owned(), text))
        });
    Ok(texts.collect())
}

/// Whether the code rules apply to the file.
pub fn is_ours(path: &str) -> bool {
    has_extension(path, "rs")
        && ["crates/", "xtask/", "tests/"]
            .iter()
            .any(|folder| path.starts_with(folder))
}

/// Whether the path ends in the extension, as we write it.
pub fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|found| found == extension)
}
