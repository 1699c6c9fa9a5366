//! The glyph and the width of each character of a paper, from the first font at hand that has it. Must not place a
//! letter or write a file.

use std::collections::{BTreeMap, BTreeSet};

use super::WriteError;
use crate::faces::FaceFonts;
use crate::fonts::{BOLD, FontAt, Fonts, Program, REGULAR, Setting};
use crate::paper::{Face, Paper};
use i18n::Locale;

use super::texts;

/// A character as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Letter {
    /// The font.
    pub font: FontAt,
    /// The glyph; none for what is not seen.
    pub glyph: Option<u16>,
    /// How wide it is, in ems.
    pub width: f64,
}

/// The letters of a paper.
#[derive(Debug)]
pub(super) struct Letters {
    table: BTreeMap<(Face, char), Letter>,
    /// The fonts that its letters are taken from.
    pub programs: BTreeMap<FontAt, Program>,
    /// What each kind of letter is set in.
    pub settings: BTreeMap<Face, Setting>,
    /// The characters that no font has.
    pub missing: BTreeSet<char>,
}

/// Reads fonts once.
struct Reader<'a> {
    fonts: &'a Fonts,
    programs: BTreeMap<FontAt, Option<Program>>,
    missing: BTreeSet<char>,
}

impl Letters {
    /// The letters of a paper.
    ///
    /// # Errors
    /// When no font at hand can stand for one that is wanted.
    pub(super) fn of(paper: &Paper, fonts: &Fonts) -> Result<Letters, WriteError> {
        let mut reader = Reader {
            fonts,
            programs: BTreeMap::new(),
            missing: BTreeSet::new(),
        };
        let (mut table, mut settings) = (BTreeMap::new(), BTreeMap::new());
        for (face, characters) in texts::characters(paper) {
            let wanted = FaceFonts::of(face);
            let no_font = WriteError::NoFont {
                wanted: wanted.name(),
            };
            let Some(setting) = fonts.setting(face, paper.locale) else {
                return Err(no_font);
            };
            let families: Vec<&str> = std::iter::once(setting.family)
                .chain(wanted.wanted.iter().copied())
                .chain(wanted.substitutes(paper.locale))
                .collect();
            let order = fonts.order(&families, weight(face, &setting, paper.locale));
            let Some(main) = order.iter().copied().find(|at| reader.program(*at).is_some()) else {
                return Err(no_font);
            };
            for c in characters {
                table.insert((face, c), reader.letter(&order, main, c));
            }
            settings.insert(face, setting);
        }
        let programs = reader.programs.into_iter();
        Ok(Letters {
            table,
            programs: programs
                .filter_map(|(at, program)| Some((at, program?)))
                .collect(),
            settings,
            missing: reader.missing,
        })
    }

    /// A character of a kind of letter; none when the paper does not have it.
    pub(super) fn get(&self, face: Face, c: char) -> Option<Letter> {
        self.table.get(&(face, c)).copied()
    }
}

/// A title face is heavy by itself; what stands for it is made so.
fn weight(face: Face, setting: &Setting, locale: Locale) -> u16 {
    if face == Face::Title && (!setting.is_wanted || locale == Locale::En) {
        BOLD
    } else {
        REGULAR
    }
}

impl Reader<'_> {
    fn program(&mut self, at: FontAt) -> Option<&Program> {
        let fonts = self.fonts;
        let program = self.programs.entry(at).or_insert_with(|| fonts.program(at));
        program.as_ref()
    }

    fn letter(&mut self, order: &[FontAt], main: FontAt, c: char) -> Letter {
        let unseen = |width| Letter {
            font: main,
            glyph: None,
            width,
        };
        if is_unseen(c) {
            return unseen(0.0);
        }
        for font in order.iter().copied().filter(|at| self.fonts.has(*at, c)) {
            if let Some(program) = self.program(font)
                && let Some(glyph) = program.characters.glyph(c)
            {
                let width = program.width(glyph);
                return Letter {
                    font,
                    glyph: Some(glyph),
                    width,
                };
            }
        }
        if c.is_whitespace() {
            return unseen(if c == '\u{3000}' { 1.0 } else { 0.25 });
        }
        self.missing.insert(c);
        Letter {
            font: main,
            glyph: Some(0),
            width: self.program(main).map_or(1.0, |program| program.width(0)),
        }
    }
}

/// Marks without a shape of their own, which fonts may have or not: joiners, variants, soft hyphens.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}
