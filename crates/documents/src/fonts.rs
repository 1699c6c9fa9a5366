//! The fonts at hand for a pdf: an operator's folder first, then the system's.
//!
//! Reads font files and nothing else. No font is part of the program: those that offices use may not be given away.

mod characters;
mod names;
mod program;
mod tables;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use i18n::Locale;

use crate::faces::FaceFonts;
use crate::paper::Face;
use characters::Characters;
pub(crate) use program::Program;
pub(crate) use tables::directories;
use tables::{Directory, u16_at};

/// Where Debian, macOS and Windows keep fonts.
pub const SYSTEM_FOLDERS: [&str; 5] = [
    "/usr/local/share/fonts",
    "/usr/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:\\Windows\\Fonts",
];

/// The fonts at hand. Only what they are is kept, not what is in them: a Chinese font has twenty megabytes.
#[derive(Debug)]
pub struct Fonts {
    places: Vec<Place>,
}

/// A font in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    path: PathBuf,
    index: u32,
    directory: Directory,
    /// The names of its family, in small letters.
    families: Vec<String>,
    /// How heavy it is: 400 is regular, 700 bold.
    weight: u16,
    is_slanted: bool,
    /// The characters it has, as ranges in order.
    ranges: Vec<(u32, u32)>,
}

/// Which of the fonts at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct FontAt(usize);

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

/// The weight of running text.
pub(crate) const REGULAR: u16 = 400;
/// The weight of what stands out.
pub(crate) const BOLD: u16 = 700;
/// Which bits tell italic and oblique letters.
const SLANTED: u16 = 0b10_0000_0001;
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
        let places = files.iter().flat_map(|path| fonts_in(path, &families)).collect();
        Fonts { places }
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
            let setting = self.setting(face, Locale::ZhHans);
            AtHand {
                wanted: FaceFonts::of(face).name(),
                family: setting.as_ref().map(|setting| setting.family),
                is_wanted: setting.is_some_and(|setting| setting.is_wanted),
            }
        })
    }

    /// What a kind of letter is set in: the font wanted, else the best substitute at hand.
    pub(crate) fn setting(&self, face: Face, locale: Locale) -> Option<Setting> {
        let fonts = FaceFonts::of(face);
        let wanted = fonts.wanted.iter().map(|family| (*family, true));
        let substitutes = fonts.substitutes(locale).map(|family| (family, false));
        wanted
            .chain(substitutes)
            .find(|(family, _)| self.places.iter().any(|place| place.is_of(family)))
            .map(|(family, is_wanted)| Setting { family, is_wanted })
    }

    /// The fonts to look for a character in: those of the families in their order, then all others, the nearest in
    /// weight first.
    pub(crate) fn order(&self, families: &[&str], weight: u16) -> Vec<FontAt> {
        let mut order: Vec<usize> = (0..self.places.len()).collect();
        let rank = |place: &Place| {
            let family = families.iter().position(|family| place.is_of(family));
            let off = place.weight.abs_diff(weight);
            (family.unwrap_or(families.len()), place.is_slanted, off)
        };
        order.sort_by_key(|at| self.places.get(*at).map(rank));
        order.into_iter().map(FontAt).collect()
    }

    /// Whether a font has a character.
    pub(crate) fn has(&self, at: FontAt, c: char) -> bool {
        let c = u32::from(c);
        self.places.get(at.0).is_some_and(|place| {
            let after = place.ranges.partition_point(|(start, _)| *start <= c);
            after
                .checked_sub(1)
                .and_then(|before| place.ranges.get(before))
                .is_some_and(|(_, end)| c <= *end)
        })
    }

    /// Reads a font, without its outlines.
    pub(crate) fn program(&self, at: FontAt) -> Option<Program> {
        let place = self.places.get(at.0)?;
        Program::read(&mut File::open(&place.path).ok()?, &place.directory)
    }

    /// The whole file a font is in, and which of the fonts in it it is.
    pub(crate) fn file(&self, at: FontAt) -> Option<(Vec<u8>, u32)> {
        let place = self.places.get(at.0)?;
        Some((fs::read(&place.path).ok()?, place.index))
    }
}

impl Place {
    fn is_of(&self, family: &str) -> bool {
        let family = family.to_lowercase();
        self.families.contains(&family)
    }
}

/// The fonts of a file that are of one of the families.
fn fonts_in(path: &Path, families: &BTreeSet<String>) -> Vec<Place> {
    let Ok(mut file) = File::open(path) else {
        return Vec::new();
    };
    let fonts = directories(&mut file).unwrap_or_default();
    let place = |(index, directory): (u32, Directory)| {
        let names = names::families(&directory.table(&mut file, *b"name")?);
        let is_wanted = names.iter().any(|name| families.contains(name));
        // Of fonts with outlines of another kind nothing could be put into a pdf.
        if !is_wanted || !(directory.has(*b"glyf") || directory.has(*b"CFF ")) {
            return None;
        }
        let style = directory.table(&mut file, *b"OS/2").unwrap_or_default();
        let characters = Characters::read(&directory.table(&mut file, *b"cmap")?)?;
        Some(Place {
            path: path.to_owned(),
            index,
            families: names,
            weight: u16_at(&style, 4).unwrap_or(REGULAR),
            is_slanted: u16_at(&style, 62).is_some_and(|bits| bits & SLANTED != 0),
            ranges: characters.ranges(),
            directory,
        })
    };
    (0..).zip(fonts).filter_map(place).collect()
}

/// All families that papers can use, in small letters.
fn families() -> BTreeSet<String> {
    Face::ALL
        .into_iter()
        .map(FaceFonts::of)
        .flat_map(|fonts| fonts.families())
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
        assert_eq!(fonts.setting(Face::Body, Locale::ZhHans), None);
        let [title, ..] = fonts.chinese();
        assert_eq!((title.wanted, title.family), ("方正小标宋简体", None));
        assert_eq!(fonts.order(&["SimSun"], REGULAR), []);
    }

    #[test]
    fn the_family_goes_before_the_weight_and_upright_before_slanted() {
        let place = |family: &str, weight, is_slanted| Place {
            path: PathBuf::new(),
            index: 0,
            directory: Directory::default(),
            families: vec![family.to_owned()],
            weight,
            is_slanted,
            ranges: vec![(0x61, 0x63), (0x4e00, 0x9fff)],
        };
        let fonts = Fonts {
            places: vec![
                place("simhei", 700, false),
                place("simsun", 700, true),
                place("simsun", 400, false),
                place("simsun", 900, false),
            ],
        };
        let order = |weight| {
            fonts
                .order(&["SimSun"], weight)
                .iter()
                .map(|at| at.0)
                .collect::<Vec<_>>()
        };
        assert_eq!(order(REGULAR), [2, 3, 1, 0]);
        assert_eq!(order(BOLD), [3, 2, 1, 0]);
        let has = |c| fonts.has(FontAt(0), c);
        assert_eq!(
            ['`', 'a', 'c', 'd', '讲', '\u{a000}'].map(has),
            [false, true, true, false, true, false]
        );
    }
}
