//! Which fonts a kind of letter is set in: reads `data/faces.txt`. Names of fonts are data of the formats, as offices
//! have them; nothing here opens a font or says a word to anybody.

use i18n::Locale;

use crate::paper::Face;

const FACES: &str = include_str!("../data/faces.txt");

/// The fonts of one kind of letter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FaceFonts {
    /// For Latin letters in docx.
    pub latin: &'static str,
    /// What is wanted, under all its names; the first stands in docx.
    pub wanted: Vec<&'static str>,
    /// What a pdf is set in when none of these is at hand, the best first.
    substitutes: Vec<&'static str>,
    /// The same for traditional characters, before the others.
    traditional: Vec<&'static str>,
}

impl FaceFonts {
    /// The fonts of a kind of letter.
    pub(crate) fn of(face: Face) -> FaceFonts {
        let fields = FACES
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('|').map(str::trim).collect::<Vec<_>>())
            .find(|fields| fields.first() == Some(&face.key()))
            .unwrap_or_default();
        let field = |i: usize| fields.get(i).copied().unwrap_or_default();
        let names = |i: usize| {
            let names = field(i).split(',').map(str::trim);
            names.filter(|name| !name.is_empty()).collect()
        };
        FaceFonts {
            latin: field(1),
            wanted: names(2),
            substitutes: names(3),
            traditional: names(4),
        }
    }

    /// What stands for the font wanted, the best first: shapes of characters differ from language to language.
    pub(crate) fn substitutes(&self, locale: Locale) -> impl Iterator<Item = &'static str> + '_ {
        let traditional: &[&str] = if locale == Locale::ZhHant {
            &self.traditional
        } else {
            &[]
        };
        traditional.iter().chain(&self.substitutes).copied()
    }

    /// All families, wanted or not.
    pub(crate) fn families(&self) -> Vec<&'static str> {
        [&self.wanted[..], &self.substitutes, &self.traditional].concat()
    }

    /// The name the office knows it by.
    pub(crate) fn name(&self) -> &'static str {
        self.wanted.first().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_name_the_fonts_that_offices_have() {
        let names: Vec<&str> = Face::ALL.map(|face| FaceFonts::of(face).name()).into();
        assert_eq!(
            names,
            [
                "方正小标宋简体",
                "仿宋_GB2312",
                "楷体_GB2312",
                "黑体",
                "宋体",
                "Consolas"
            ]
        );
        for face in Face::ALL {
            let fonts = FaceFonts::of(face);
            assert!(!fonts.latin.is_empty() && !fonts.substitutes.is_empty());
        }
    }

    #[test]
    fn traditional_characters_have_fonts_of_their_own() {
        let first = |locale| FaceFonts::of(Face::Body).substitutes(locale).next();
        assert_eq!(first(Locale::ZhHans), Some("Noto Serif CJK SC"));
        assert_eq!(first(Locale::ZhHant), Some("Noto Serif CJK TC"));
    }
}
