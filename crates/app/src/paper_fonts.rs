//! The fonts papers are set in: those of the operator's folder, then those of the system.
//! Must not look for them before a paper wants them: reading a system's fonts takes a moment.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub use documents::pdf::AtHand;
use documents::pdf::{Fonts, SYSTEM_FOLDERS};

/// Fonts that are looked for once, at the first paper.
#[derive(Default)]
pub(crate) struct PaperFonts {
    folder: OnceLock<PathBuf>,
    found: OnceLock<Fonts>,
}

impl PaperFonts {
    /// Names the folder to look through first.
    pub fn look_first_in(&self, folder: PathBuf) {
        drop(self.folder.set(folder));
    }

    /// The fonts.
    pub fn get(&self) -> &Fonts {
        let folder = self.folder.get().map(PathBuf::as_path);
        self.found.get_or_init(|| fonts_of(folder))
    }
}

fn fonts_of(folder: Option<&Path>) -> Fonts {
    let system = SYSTEM_FOLDERS.iter().map(Path::new);
    let folders: Vec<&Path> = folder.into_iter().chain(system).collect();
    Fonts::in_folders(&folders)
}

/// What papers would be set in with this folder of fonts, or with none, for `doctor`.
#[must_use]
pub fn fonts_at_hand(folder: Option<&Path>) -> [AtHand; 4] {
    fonts_of(folder).chinese()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_gone_leaves_the_fonts_of_the_system() {
        let fonts = PaperFonts::default();
        fonts.look_first_in(PathBuf::from("/nowhere/at/all"));
        assert_eq!(fonts.get().chinese(), fonts_at_hand(None));
    }
}
