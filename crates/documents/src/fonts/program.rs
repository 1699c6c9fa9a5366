//! One font, read for one paper: glyphs, their widths, and what a pdf says of a font. Must not hold outlines; they are
//! taken from the file when the pdf is written.

use std::io::{Read, Seek};

use super::characters::Characters;
use super::names;
use super::tables::{Directory, i16_at, u16_at};

/// What is known of a font.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Program {
    /// Its name for printers.
    pub name: String,
    /// How high its letters reach, how low, and how far all of them: left, bottom, right, top. In ems.
    pub reach: Reach,
    /// The glyphs of its characters.
    pub characters: Characters,
    units: f64,
    widths: Vec<u8>,
    wide: usize,
}

/// How far letters reach, in ems.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reach {
    /// Above the line.
    pub ascent: f64,
    /// Below the line, as a negative number.
    pub descent: f64,
    /// Left, bottom, right and top of all letters together.
    pub all: [f64; 4],
}

impl Program {
    /// Reads a font. None when a table that it needs is missing or broken.
    pub(crate) fn read<R: Read + Seek>(file: &mut R, directory: &Directory) -> Option<Program> {
        let mut table = |tag| directory.table(file, tag);
        let (head, lines) = (table(*b"head")?, table(*b"hhea")?);
        let units = f64::from(u16_at(&head, 18).filter(|units| *units > 0)?);
        let ems = |table: &[u8], at| Some(f64::from(i16_at(table, at)?) / units);
        let reach = Reach {
            ascent: ems(&lines, 4)?,
            descent: ems(&lines, 6)?,
            all: [ems(&head, 36)?, ems(&head, 38)?, ems(&head, 40)?, ems(&head, 42)?],
        };
        Some(Program {
            name: names::for_printers(&table(*b"name").unwrap_or_default()),
            reach,
            characters: Characters::read(&table(*b"cmap")?)?,
            units,
            widths: table(*b"hmtx")?,
            wide: u16_at(&lines, 34)?.into(),
        })
    }

    /// How wide a glyph is, in ems.
    pub(crate) fn width(&self, glyph: u16) -> f64 {
        // Glyphs behind the last width are as wide as it.
        let at = usize::from(glyph).min(self.wide.saturating_sub(1));
        u16_at(&self.widths, at * 4).map_or(0.0, |width| f64::from(width) / self.units)
    }
}
