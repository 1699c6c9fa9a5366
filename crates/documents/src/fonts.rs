//! The fonts at hand for a pdf: an operator's folder first, then the system's.
//!
//! Reads font files and nothing else. No font is part of the program: those that offices use may not be given away.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

use crate::faces::FaceFonts;
use crate::paper::Face;

/// Where Debian, macOS and Windows keep fonts.
pub const SYSTEM_FOLDERS: [&str; 5] = [
    "/usr/local/share/fonts",
    "/usr/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:\\Windows\\Fonts",
];

/// The fonts at hand. Only where they are is kept, not what is in them: a Chinese font has twenty megabytes.
#[derive(Debug)]
pub struct Fonts {
    book: LazyHash<FontBook>,
    places: Vec<Place>,
}

/// A font in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    path: PathBuf,
    index: u32,
}

/// What a kind of letter is set in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Setting {
    /// The family.
    pub family: &'static str,
    /// Whether it is what was wanted.
    pub is_wanted: bool,
}

/// A Chinese kind of letter, and the font at hand for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtHand {
    /// The font wanted, as offices know it.
    pub wanted: &'static str,
    /// The family a pdf is set in; none: no pdf with such letters can be written here.
    pub family: Option<&'static str>,
    /// Whether that is the font wanted.
    pub is_wanted: bool,
}

/// How deep folders of fonts are looked through.
const DEEPEST: usize = 6;
/// Larger than any font; what is larger is not read.
const LARGEST: u64 = 128 << 20;

impl Fonts {
    /// Looks through folders, the first before the others, for the fonts that papers can use. What cannot be read is
    /// passed over: a missing font is told when a paper is written. Takes some tenths of a second: do it once.
    #[must_use]
    pub fn in_folders<P: AsRef<Path>>(folders: &[P]) -> Fonts {
        let families = families();
        let mut files = Vec::new();
        for folder in folders {
            font_files(folder.as_ref(), DEEPEST, &mut files);
        }
        let mut book = FontBook::new();
        let mut places = Vec::new();
        for path in files {
            let Ok(data) = fs::read(&path) else { continue };
            for (info, index) in FontInfo::iter(&data).zip(0_u32..) {
                if families.contains(&info.family.to_lowercase()) {
                    let path = path.clone();
                    book.push(info);
                    places.push(Place { path, index });
                }
            }
        }
        Fonts {
            book: LazyHash::new(book),
            places,
        }
    }

    /// The fonts of the system.
    #[must_use]
    pub fn of_the_system() -> Fonts {
        Fonts::in_folders(&SYSTEM_FOLDERS)
    }

    /// Each Chinese kind of letter with the font at hand for it: 小标宋, 仿宋, 楷体, 黑体.
    #[must_use]
    pub fn chinese(&self) -> [AtHand; 4] {
        [Face::Title, Face::Body, Face::Note, Face::Heading].map(|face| {
            let setting = self.setting(face);
            AtHand {
                wanted: FaceFonts::of(face).name(),
                family: setting.as_ref().map(|setting| setting.family),
                is_wanted: setting.is_some_and(|setting| setting.is_wanted),
            }
        })
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// Reads a font.
    pub(crate) fn load(&self, index: usize) -> Option<Font> {
        let place = self.places.get(index)?;
        let data = fs::read(&place.path).ok()?;
        Font::new(Bytes::new(data), place.index)
    }

    /// What a kind of letter is set in: the font wanted, else the best substitute at hand.
    pub(crate) fn setting(&self, face: Face) -> Option<Setting> {
        let fonts = FaceFonts::of(face);
        let wanted = fonts.wanted.into_iter().map(|family| (family, true));
        let substitutes = fonts.substitutes.into_iter().map(|family| (family, false));
        wanted
            .chain(substitutes)
            .find(|(family, _)| self.book.contains_family(&family.to_lowercase()))
            .map(|(family, is_wanted)| Setting { family, is_wanted })
    }

    /// Whether any font at hand has the character.
    pub(crate) fn can_print(&self, c: char) -> bool {
        (0..self.places.len())
            .filter_map(|index| self.book.info(index))
            .any(|info| info.coverage.contains(u32::from(c)))
    }
}

/// All families that papers can use, in small letters.
fn families() -> BTreeSet<String> {
    Face::ALL
        .into_iter()
        .map(FaceFonts::of)
        .flat_map(|fonts| [fonts.wanted, fonts.substitutes].concat())
        .map(str::to_lowercase)
        .collect()
}

/// The font files below a folder, in order of their paths, so that the same folder gives the same paper.
fn font_files(folder: &Path, deeper: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if let Some(deeper) = deeper.checked_sub(1) {
                font_files(&path, deeper, files);
            }
        } else if is_font(&path) && fs::metadata(&path).is_ok_and(|file| file.len() <= LARGEST) {
            files.push(path);
        }
    }
}

fn is_font(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| {
            ["ttf", "ttc", "otf", "otc"]
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_folder_no_font() {
        let fonts = Fonts::in_folders(&["/there/is/no/such/folder"]);
        assert_eq!(fonts.setting(Face::Body), None);
        let [title, ..] = fonts.chinese();
        assert_eq!((title.wanted, title.family), ("方正小标宋简体", None));
        assert!(!fonts.can_print('讲'));
    }
}
