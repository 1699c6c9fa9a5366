//! Where things are: the workspace root, programs, settings from the environment. It changes nothing.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A setting of the developer or of CI; empty counts as absent.
pub fn setting(name: &str) -> Option<String> {
    std::env::var_os(name)
        .and_then(|value| value.into_string().ok())
        .filter(|value| !value.is_empty())
}

/// Whether a skipped test is a failure.
pub fn is_ci() -> bool {
    setting("CI").is_some_and(|value| value != "false" && value != "0")
}

/// The root of the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The cargo that started us, so that the toolchain stays the same.
pub fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Looks a program up on the search path.
pub fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}
