//! Puts fonts into a pdf: the glyphs used and no others, with the characters they stand for, so that a text can be
//! searched and copied. Must not choose a font or place a letter.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Rect, Ref, Str};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::file::{Builder, single};
use super::letters::Letters;
use super::lines::Glyph;
use super::marks::Mark;
use super::{Sheet, WriteError};
use crate::fonts::{FontAt, Fonts, Program, directories};

/// What the sheets use of the fonts.
pub(super) struct Used<'a> {
    fonts: &'a Fonts,
    programs: &'a BTreeMap<FontAt, Program>,
    glyphs: BTreeMap<FontAt, Glyphs>,
}

/// The glyphs used of one font.
#[derive(Default)]
struct Glyphs {
    /// The characters each glyph stands for. Some stand for several: a radical and the character it is.
    characters: BTreeMap<u16, BTreeSet<char>>,
    numbers: GlyphRemapper,
}

/// A glyph in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shown {
    /// The font.
    pub font: Slot,
    /// Its number there.
    pub number: u16,
}

/// A font in the file. A glyph stands for one character in it: a second one needs a further layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    font: FontAt,
    layer: usize,
}

const IDENTITY: SystemInfo = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

impl<'a> Used<'a> {
    /// What the sheets use.
    pub(super) fn by(sheets: &[Sheet], letters: &'a Letters, fonts: &'a Fonts) -> Used<'a> {
        let mut glyphs: BTreeMap<FontAt, Glyphs> = BTreeMap::new();
        let marks = sheets
            .iter()
            .flat_map(|sheet| sheet.body.iter().chain(&sheet.footer));
        for mark in marks {
            let Mark::Letters { glyphs: line, .. } = mark else {
                continue;
            };
            for glyph in line.iter() {
                if let Some(number) = glyph.letter.glyph {
                    let of_font = glyphs.entry(glyph.letter.font).or_default();
                    of_font.characters.entry(number).or_default().insert(glyph.c);
                }
            }
        }
        for of_font in glyphs.values_mut() {
            let used: Vec<u16> = of_font.characters.keys().copied().collect();
            of_font.numbers = GlyphRemapper::new_from_glyphs_sorted(&used);
        }
        Used {
            fonts,
            programs: &letters.programs,
            glyphs,
        }
    }

    /// A letter as the file knows it; none for what is not seen.
    pub(super) fn shown(&self, glyph: &Glyph) -> Option<Shown> {
        let font = glyph.letter.font;
        let of_font = self.glyphs.get(&font)?;
        let number = glyph.letter.glyph?;
        let characters = of_font.characters.get(&number)?;
        // What stands for all that is missing is the same box each time.
        let layer = if number == 0 {
            0
        } else {
            characters.iter().position(|c| *c == glyph.c)?
        };
        Some(Shown {
            font: Slot { font, layer },
            number: of_font.numbers.get(number)?,
        })
    }

    /// Writes the fonts, and tells where each is.
    ///
    /// # Errors
    /// When a font cannot be read any more or is broken.
    pub(super) fn write(&self, file: &mut Builder) -> Result<BTreeMap<Slot, Ref>, WriteError> {
        let mut slots = BTreeMap::new();
        for (font, glyphs) in &self.glyphs {
            let Some(program) = self.programs.get(font) else {
                continue;
            };
            let broken = |why: String| WriteError::Typesetter(format!("{}: {why}", program.name));
            let (bytes, index) = self
                .fonts
                .file(*font)
                .ok_or_else(|| broken("unreadable".to_owned()))?;
            let subset =
                subsetter::subset(&bytes, index, &glyphs.numbers).map_err(|why| broken(why.to_string()))?;
            drop(bytes);
            let name = format!("{}+{}", tag(&subset), program.name);
            let descendant = descendant(file, &name, program, glyphs, &subset);
            let layers = glyphs.characters.iter().filter(|(glyph, _)| **glyph > 0);
            let layers = layers.map(|(_, characters)| characters.len()).max().unwrap_or(1);
            for layer in 0..layers {
                let to_unicode = to_unicode(file, glyphs, layer);
                let id = file.next();
                let mut whole = file.pdf.type0_font(id);
                whole
                    .base_font(Name(name.as_bytes()))
                    .encoding_predefined(Name(b"Identity-H"))
                    .descendant_font(descendant)
                    .to_unicode(to_unicode);
                whole.finish();
                slots.insert(Slot { font: *font, layer }, id);
            }
        }
        Ok(slots)
    }
}

/// Six letters that tell one subset of a font from another.
fn tag(subset: &[u8]) -> String {
    let digest = Sha256::digest(subset);
    digest
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect()
}

/// Writes a font with its outlines.
fn descendant(file: &mut Builder, name: &str, program: &Program, glyphs: &Glyphs, subset: &[u8]) -> Ref {
    let (id, descriptor_id, outlines_id) = (file.next(), file.next(), file.next());
    let outlines = compact(subset);
    let kind = if outlines.is_some() {
        CidFontType::Type0
    } else {
        CidFontType::Type2
    };
    let mut font = file.pdf.cid_font(id);
    font.subtype(kind)
        .base_font(Name(name.as_bytes()))
        .system_info(IDENTITY)
        .font_descriptor(descriptor_id)
        .default_width(1000.0);
    if outlines.is_none() {
        font.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    let mut widths = font.widths();
    for (number, glyph) in (0_u16..).zip(glyphs.numbers.remapped_gids()) {
        let width = program.width(glyph) * 1000.0;
        if (width - 1000.0).abs() > f64::EPSILON {
            widths.consecutive(number, [single(width)]);
        }
    }
    widths.finish();
    font.finish();
    let thousandths = |ems: f64| single((ems * 1000.0).round());
    let [left, bottom, right, top] = program.reach.all.map(thousandths);
    let mut descriptor = file.pdf.font_descriptor(descriptor_id);
    descriptor
        .name(Name(name.as_bytes()))
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(left, bottom, right, top))
        .italic_angle(0.0)
        .ascent(thousandths(program.reach.ascent))
        .descent(thousandths(program.reach.descent))
        .cap_height(thousandths(program.reach.ascent))
        .stem_v(80.0);
    match outlines {
        Some(_) => descriptor.font_file3(outlines_id),
        None => descriptor.font_file2(outlines_id),
    };
    descriptor.finish();
    file.font(outlines_id, outlines.as_deref(), subset);
    id
}

/// The outlines alone, of a font that has them in the compact form.
fn compact(font: &[u8]) -> Option<Vec<u8>> {
    let mut font = Cursor::new(font);
    let fonts = directories(&mut font)?;
    fonts.first()?.table(&mut font, *b"CFF ")
}

/// Writes which characters the glyphs stand for.
fn to_unicode(file: &mut Builder, glyphs: &Glyphs, layer: usize) -> Ref {
    let mut map = UnicodeCmap::<u16>::new(Name(b"Custom"), IDENTITY);
    for (glyph, characters) in &glyphs.characters {
        // A layer without a character of its own for a glyph does not show it.
        if let (Some(number), Some(c)) = (glyphs.numbers.get(*glyph), characters.iter().nth(layer))
            && *glyph > 0
        {
            map.pair(number, *c);
        }
    }
    let id = file.next();
    let packed = file.packed(map.finish().as_slice());
    file.pdf.stream(id, &packed).filter(Filter::FlateDecode);
    id
}
