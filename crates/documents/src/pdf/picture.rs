//! Draws a paper as one picture, for chat groups in which nobody opens a file: one tall page, as long as what stands
//! on it. Must not set a line otherwise than the pdf does: it draws the same marks. Photos are left out.

use std::collections::BTreeMap;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use zeno::{Command, Mask, Placement, Point as PathPoint};

use super::layout::mm;
use super::letters::Letters;
use super::lines::Glyph;
use super::marks::{Mark, Point, Stroke};
use super::{WriteError, sheets};
use crate::fonts::{FontAt, Fonts};
use crate::paper::{Ink, Page, Paper};

/// A picture of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The file, as png.
    pub bytes: Vec<u8>,
    /// How wide it is, in pixels.
    pub width: u32,
    /// How high.
    pub height: u32,
}

/// Higher than any list, in millimetres: what does not fit is left to the pdf.
const TALLEST: u16 = 3000;
/// White below what stands last, in points.
const BELOW: f64 = 24.0;
/// The colours a pixel can have: from white to black, from white to red.
const SHADES: u8 = 127;

/// Draws a paper, so many pixels wide.
///
/// # Errors
/// As [`super::write`].
pub fn picture(paper: &Paper, fonts: &Fonts, width: u32) -> Result<Drawn, WriteError> {
    let tall = Paper {
        page: Page {
            height: TALLEST,
            ..paper.page
        },
        footer: None,
        ..paper.clone()
    };
    let letters = Letters::of(&tall, fonts)?;
    // A picture has no pages to refer to.
    let nowhere = BTreeMap::new();
    let sheets = sheets(&tall, &letters, &nowhere);
    let marks = sheets
        .first()
        .map(|sheet| sheet.body.as_slice())
        .unwrap_or_default();
    let scale = f64::from(width) / mm(tall.page.width.into());
    let corner = Point {
        x: mm(tall.page.margins.left.into()),
        y: mm(tall.page.margins.top.into()),
    };
    let height = pixels((corner.y + bottom(marks) + BELOW) * scale);
    let mut canvas = Canvas::new(width, height);
    let mut pens = Pens::new(fonts);
    for mark in marks {
        draw(&mut canvas, &mut pens, mark, (corner, scale));
    }
    let bytes = canvas
        .png()
        .map_err(|error| WriteError::Typesetter(error.to_string()))?;
    Ok(Drawn { bytes, width, height })
}

/// How far down the marks reach, in points.
fn bottom(marks: &[Mark<'_>]) -> f64 {
    let reach = |mark: &Mark<'_>| match mark {
        Mark::Letters { at, glyphs } => {
            at.y + glyphs.iter().map(|glyph| glyph.size / 4.0).fold(0.0, f64::max)
        }
        Mark::Rule { from, to, .. } => from.y.max(to.y),
        Mark::Picture { at, width, .. } => at.y + width,
        Mark::Photo { at, .. } | Mark::Anchor { at, .. } => at.y,
    };
    marks.iter().map(reach).fold(0.0, f64::max)
}

fn draw(canvas: &mut Canvas, pens: &mut Pens<'_>, mark: &Mark<'_>, (corner, scale): (Point, f64)) {
    let place = |at: Point| ((corner.x + at.x) * scale, (corner.y + at.y) * scale);
    match mark {
        Mark::Letters { at, glyphs } => {
            let (mut x, y) = place(*at);
            for glyph in glyphs.iter() {
                pens.letter(canvas, glyph, (x, y, scale));
                x += glyph.advance() * scale;
            }
        }
        Mark::Rule { from, to, stroke } => {
            let (from, to) = (place(*from), place(*to));
            let ink = match stroke {
                Stroke::Drawn(_, ink) => *ink,
                Stroke::Plain | Stroke::Cut => Ink::Black,
            };
            canvas.bar(from, to, ink);
        }
        Mark::Picture { at, width, picture } => {
            let (left, top) = place(*at);
            let rows = picture.squares();
            let across = u32::try_from(rows.first().map_or(1, Vec::len)).unwrap_or(1);
            let side = width * scale / f64::from(across.max(1));
            for (down, row) in (0_u32..).zip(rows) {
                for (right, _) in (0_u32..).zip(row).filter(|(_, is_dark)| **is_dark) {
                    let corner = (left + f64::from(right) * side, top + f64::from(down) * side);
                    canvas.bar(corner, (corner.0 + side, corner.1 + side), Ink::Black);
                }
            }
        }
        Mark::Photo { .. } | Mark::Anchor { .. } => {}
    }
}

/// Font files with the letters drawn of them.
struct Pens<'a> {
    fonts: &'a Fonts,
    files: BTreeMap<FontAt, Option<(Vec<u8>, u32)>>,
    drawn: BTreeMap<(FontAt, u16, u64), (Vec<u8>, Placement)>,
}

impl<'a> Pens<'a> {
    fn new(fonts: &'a Fonts) -> Pens<'a> {
        Pens {
            fonts,
            files: BTreeMap::new(),
            drawn: BTreeMap::new(),
        }
    }

    fn letter(&mut self, canvas: &mut Canvas, glyph: &Glyph, (x, y, scale): (f64, f64, f64)) {
        let (font, Some(number)) = (glyph.letter.font, glyph.letter.glyph) else {
            return;
        };
        let size = glyph.size * scale;
        let key = (font, number, size.to_bits());
        if !self.drawn.contains_key(&key) {
            let drawn = self.outlined(font, number, size).unwrap_or_default();
            self.drawn.insert(key, drawn);
        }
        if let Some((mask, placement)) = self.drawn.get(&key) {
            canvas.stamp((mask, *placement), (whole(x), whole(y)), glyph.ink);
        }
    }

    fn outlined(&mut self, font: FontAt, number: u16, size: f64) -> Option<(Vec<u8>, Placement)> {
        let fonts = self.fonts;
        let file = self.files.entry(font).or_insert_with(|| fonts.file(font));
        let (bytes, index) = file.as_ref()?;
        let outlines = FontRef::from_index(bytes, *index).ok()?.outline_glyphs();
        let mut pen = Pen::default();
        let settings = DrawSettings::unhinted(Size::new(single(size)), LocationRef::default());
        outlines
            .get(GlyphId::from(number))?
            .draw(settings, &mut pen)
            .ok()?;
        Some(Mask::new(pen.path.as_slice()).render())
    }
}

/// Takes an outline as a path whose y counts down.
#[derive(Default)]
struct Pen {
    path: Vec<Command>,
}

fn point(x: f32, y: f32) -> PathPoint {
    PathPoint::new(x, -y)
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.push(Command::MoveTo(point(x, y)));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.path.push(Command::LineTo(point(x, y)));
    }
    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.path.push(Command::QuadTo(point(cx0, cy0), point(x, y)));
    }
    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let curve = Command::CurveTo(point(cx0, cy0), point(cx1, cy1), point(x, y));
        self.path.push(curve);
    }
    fn close(&mut self) {
        self.path.push(Command::Close);
    }
}

/// Pixels: how dark each is, black shades below, red ones above.
struct Canvas {
    width: u32,
    height: u32,
    shades: Vec<u8>,
}

impl Canvas {
    fn new(width: u32, height: u32) -> Canvas {
        let size = usize::try_from(u64::from(width) * u64::from(height)).unwrap_or_default();
        Canvas {
            width,
            height,
            shades: vec![0; size],
        }
    }

    fn darken(&mut self, (x, y): (i64, i64), (alpha, ink): (u8, Ink)) {
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else {
            return;
        };
        if x >= self.width || y >= self.height || alpha < 2 {
            return;
        }
        let at = u64::from(y) * u64::from(self.width) + u64::from(x);
        let shade = usize::try_from(at).ok().and_then(|at| self.shades.get_mut(at));
        if let Some(shade) = shade {
            let dark = (*shade & SHADES).max(alpha / 2);
            *shade = match ink {
                Ink::Black => dark,
                Ink::Red => dark | (SHADES + 1),
            };
        }
    }

    fn stamp(&mut self, (mask, placement): (&[u8], Placement), (x, y): (i64, i64), ink: Ink) {
        let Ok(wide) = usize::try_from(placement.width) else {
            return;
        };
        for (down, row) in (0_i64..).zip(mask.chunks(wide.max(1))) {
            for (right, alpha) in (0_i64..).zip(row) {
                let at = (
                    x + i64::from(placement.left) + right,
                    y + i64::from(placement.top) + down,
                );
                self.darken(at, (*alpha, ink));
            }
        }
    }

    /// A bar from one corner to the other, at least a pixel wide and high.
    fn bar(&mut self, from: (f64, f64), to: (f64, f64), ink: Ink) {
        let (left, right) = (whole(from.0.min(to.0)), whole(from.0.max(to.0)));
        let (top, bottom) = (whole(from.1.min(to.1)), whole(from.1.max(to.1)));
        for y in top..bottom.max(top + 1) {
            for x in left..right.max(left + 1) {
                self.darken((x, y), (u8::MAX, ink));
            }
        }
    }

    fn png(&self) -> Result<Vec<u8>, png::EncodingError> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(palette());
        encoder.write_header()?.write_image_data(&self.shades)?;
        Ok(bytes)
    }
}

/// From white to black, then from white to red.
fn palette() -> Vec<u8> {
    let light = |shade: u8| u8::MAX - shade.saturating_mul(2);
    let black = (0..=SHADES).flat_map(|shade| [light(shade); 3]);
    let red = (0..=SHADES).flat_map(|shade| [u8::MAX - shade / 3, light(shade), light(shade)]);
    black.chain(red).collect()
}

/// A length in whole pixels.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "there is no other way from a length to a pixel; what is out of range is cut off"
)]
fn whole(length: f64) -> i64 {
    length.round() as i64
}

fn pixels(length: f64) -> u32 {
    u32::try_from(whole(length)).unwrap_or(1).max(1)
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "outlines are drawn in single precision"
)]
fn single(length: f64) -> f32 {
    length as f32
}
