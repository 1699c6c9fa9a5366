//! Writes what is drawn on sheets as a pdf. Must not set a text, choose a font, or write the time: the identifier of the
//! file is a digest of what stands in it.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Locale;
use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::types::LineCapStyle;
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use sha2::{Digest, Sha256};

use super::embed::{Slot, Used};
use super::layout::mm;
use super::lines::Glyph;
use super::marks::{Mark, Point, Stroke};
use super::outline;
use super::photos::Photos;
use super::{Sheet, WriteError};
use crate::paper::{Ink, Paper, Picture, lines};

/// The lines of cells, in points.
const THIN: f64 = 0.6;
/// How dark a line to cut along is: 0 is black, 1 white.
const CUT: f64 = 90.0 / 255.0;
/// A dash of it and the gap behind it, in points.
const DASH: f64 = 3.0;
/// How hard streams are packed.
const PACKED: u8 = 6;

/// A pdf that is being written.
pub(super) struct Builder {
    /// What is written so far.
    pub pdf: Pdf,
    last: i32,
    digest: Sha256,
}

impl Builder {
    /// A number for the next object.
    pub(super) fn next(&mut self) -> Ref {
        self.last += 1;
        Ref::new(self.last)
    }

    /// A stream packed, which counts for the identifier of the file.
    pub(super) fn packed(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.digest.update(bytes);
        compress_to_vec_zlib(bytes, PACKED)
    }

    /// Bytes that count for the identifier of the file.
    pub(super) fn count(&mut self, bytes: &[u8]) {
        self.digest.update(bytes);
    }

    /// The outlines of a font: compact ones, else the font.
    pub(super) fn font(&mut self, id: Ref, compact: Option<&[u8]>, whole: &[u8]) {
        let packed = self.packed(compact.unwrap_or(whole));
        let mut stream = self.pdf.stream(id, &packed);
        stream.filter(Filter::FlateDecode);
        if compact.is_some() {
            stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        } else {
            let length = i32::try_from(whole.len()).unwrap_or(i32::MAX);
            stream.pair(Name(b"Length1"), length);
        }
    }
}

/// The sheets of a paper as a file.
///
/// # Errors
/// When a font cannot be put into it.
pub(super) fn written(paper: &Paper, sheets: &[Sheet], used: &Used) -> Result<Vec<u8>, WriteError> {
    let mut file = Builder {
        pdf: Pdf::new(),
        last: 0,
        digest: Sha256::new(),
    };
    let (catalog, tree, resources) = (file.next(), file.next(), file.next());
    let title = lines(&paper.title).join(" ");
    let list = outline::has_any(sheets).then(|| file.next());
    describe(&mut file, paper, &title, (catalog, tree, list));
    let fonts = used.write(&mut file)?;
    let names = names(&fonts);
    let photos = Photos::write(&mut file, sheets);
    let ids: Vec<(Ref, Ref)> = sheets.iter().map(|_| (file.next(), file.next())).collect();
    let count = i32::try_from(ids.len()).unwrap_or(i32::MAX);
    let mut pages = file.pdf.pages(tree);
    pages.kids(ids.iter().map(|(page, _)| *page)).count(count);
    pages.finish();
    if let Some(list) = list {
        outline::write(&mut file, list, sheets, &ids);
    }
    for (sheet, (id, content)) in sheets.iter().zip(ids) {
        let size = (mm(sheet.page.width.into()), mm(sheet.page.height.into()));
        let drawing = Drawing {
            used,
            names: &names,
            photos: &photos,
            height: size.1,
        };
        let drawn = drawn(sheet, &drawing);
        let packed = file.packed(&drawn);
        file.pdf.stream(content, &packed).filter(Filter::FlateDecode);
        let mut page = file.pdf.page(id);
        page.parent(tree)
            .media_box(Rect::new(0.0, 0.0, single(size.0), single(size.1)))
            .contents(content)
            .pair(Name(b"Resources"), resources);
    }
    let mut dictionary = file.pdf.indirect(resources).dict();
    let mut listed = dictionary.insert(Name(b"Font")).dict();
    for (slot, id) in &fonts {
        if let Some(name) = names.get(slot) {
            listed.pair(Name(name.as_bytes()), *id);
        }
    }
    listed.finish();
    photos.list(&mut dictionary);
    dictionary.finish();
    file.digest.update(&title);
    let identifier = file.digest.finalize().get(..16).unwrap_or_default().to_vec();
    file.pdf.set_file_id((identifier.clone(), identifier));
    Ok(file.pdf.finish())
}

/// Title and language.
fn describe(file: &mut Builder, paper: &Paper, title: &str, (catalog, tree, list): (Ref, Ref, Option<Ref>)) {
    let language = match paper.locale {
        Locale::ZhHans => "zh-CN",
        Locale::ZhHant => "zh-TW",
        Locale::En => "en-GB",
    };
    let mut root = file.pdf.catalog(catalog);
    root.pages(tree).lang(TextStr(language));
    if let Some(list) = list {
        root.outlines(list);
    }
    root.viewer_preferences().display_doc_title(true);
    root.finish();
    let information = file.next();
    file.pdf
        .document_info(information)
        .title(TextStr(title))
        .creator(TextStr("kaijiang"))
        .producer(TextStr("kaijiang"));
}

/// What each font is called on the pages.
fn names(fonts: &BTreeMap<Slot, Ref>) -> BTreeMap<Slot, String> {
    let name = |(number, slot): (usize, &Slot)| (*slot, format!("F{number}"));
    fonts.keys().enumerate().map(name).collect()
}

/// A length for the file, to a thousandth of a point, which no printer can show.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "the file is written in single precision and there is no other way to it"
)]
pub(super) fn single(length: f64) -> f32 {
    ((length * 1000.0).round() / 1000.0) as f32
}

struct Drawing<'a> {
    used: &'a Used<'a>,
    names: &'a BTreeMap<Slot, String>,
    photos: &'a Photos,
    /// How high the page is: a pdf counts from below.
    height: f64,
}

fn drawn(sheet: &Sheet, drawing: &Drawing) -> Vec<u8> {
    let margins = sheet.page.margins;
    let (left, bottom) = (mm(margins.left.into()), mm(margins.bottom.into()));
    let mut content = Content::new();
    content
        .set_line_width(single(THIN))
        .set_line_cap(LineCapStyle::ProjectingSquareCap);
    let top = Point {
        x: left,
        y: mm(margins.top.into()),
    };
    drawing.marks(&mut content, &sheet.body, top);
    let below = Point {
        x: left,
        y: drawing.height - bottom + sheet.below,
    };
    drawing.marks(&mut content, &sheet.footer, below);
    content.finish().to_vec()
}

impl Drawing<'_> {
    /// Marks, from a corner of theirs on the page.
    fn marks(&self, content: &mut Content, marks: &[Mark], corner: Point) {
        let place = |at: Point| (corner.x + at.x, self.height - corner.y - at.y);
        // The rule below a row is also the one above the next: drawn once.
        let mut ruled = BTreeSet::new();
        for mark in marks {
            match mark {
                Mark::Letters { at, glyphs } => self.letters(content, glyphs, place(*at)),
                Mark::Picture { at, width, picture } => squares(content, picture, place(*at), *width),
                Mark::Photo { at, size, photo } => self.photos.draw(content, photo, place(*at), *size),
                Mark::Anchor { .. } => {}
                Mark::Rule { from, to, stroke } => {
                    let (from, to) = (place(*from), place(*to));
                    let key = [from.0, from.1, to.0, to.1].map(|length| single(length).to_bits());
                    if ruled.insert(key) {
                        rule(content, from, to, *stroke);
                    }
                }
            }
        }
    }

    fn letters(&self, content: &mut Content, glyphs: &[Glyph], (mut x, y): (f64, f64)) {
        let key = |glyph: &Glyph| {
            self.used.shown(glyph).map(|shown| {
                (
                    shown.font,
                    glyph.size.to_bits(),
                    glyph.nearer.to_bits(),
                    glyph.ink,
                )
            })
        };
        let (mut nearer, mut ink) = (0.0, Ink::Black);
        content.begin_text();
        for run in glyphs.chunk_by(|one, next| key(one) == key(next)) {
            if let Some(first) = run.first()
                && let Some(shown) = self.used.shown(first)
                && let Some(name) = self.names.get(&shown.font)
            {
                let text: Vec<u8> = run
                    .iter()
                    .filter_map(|glyph| self.used.shown(glyph))
                    .flat_map(|shown| shown.number.to_be_bytes())
                    .collect();
                if first.nearer.to_bits() != f64::to_bits(nearer) {
                    nearer = first.nearer;
                    content.set_char_spacing(single(-nearer));
                }
                if first.ink != ink {
                    ink = first.ink;
                    fill(content, ink);
                }
                content
                    .set_font(Name(name.as_bytes()), single(first.size))
                    .set_text_matrix([1.0, 0.0, 0.0, 1.0, single(x), single(y)])
                    .show(Str(&text));
            }
            x += run.iter().map(Glyph::advance).sum::<f64>();
        }
        // Both last beyond the text.
        if nearer.to_bits() != 0.0_f64.to_bits() {
            content.set_char_spacing(0.0);
        }
        if ink != Ink::Black {
            fill(content, Ink::Black);
        }
        content.end_text();
    }
}

fn fill(content: &mut Content, ink: Ink) {
    match ink {
        Ink::Black => content.set_fill_gray(0.0),
        Ink::Red => content.set_fill_rgb(1.0, 0.0, 0.0),
    };
}

fn rule(content: &mut Content, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
    if stroke == Stroke::Cut {
        content
            .save_state()
            .set_stroke_gray(single(CUT))
            .set_line_cap(LineCapStyle::ButtCap)
            .set_dash_pattern([single(DASH); 2], 0.0);
    }
    if let Stroke::Drawn(weight, ink) = stroke {
        content
            .save_state()
            .set_line_cap(LineCapStyle::ButtCap)
            .set_line_width(single(mm(f64::from(weight) / 100.0)));
        match ink {
            Ink::Black => content.set_stroke_gray(0.0),
            Ink::Red => content.set_stroke_rgb(1.0, 0.0, 0.0),
        };
    }
    content
        .move_to(single(from.0), single(from.1))
        .line_to(single(to.0), single(to.1))
        .stroke();
    if stroke != Stroke::Plain {
        content.restore_state();
    }
}

/// A picture as one area of rectangles, so that no seam shows between them.
fn squares(content: &mut Content, picture: &Picture, (x, y): (f64, f64), width: f64) {
    let rows = picture.squares();
    let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let across = count(rows.first().map_or(0, Vec::len));
    if across <= 0.0 {
        return;
    }
    // So small a unit wants more digits than a length.
    let side = single(width / across * 1000.0) / 1000.0;
    content
        .save_state()
        .transform([side, 0.0, 0.0, -side, single(x), single(y)]);
    for (down, row) in rows.iter().enumerate() {
        let mut left = 0;
        for run in row.chunk_by(|one, other| one == other) {
            if run.first() == Some(&true) {
                let [x, y, wide] = [left, down, run.len()].map(|number| single(count(number)));
                content.rect(x, y, wide, 1.0);
            }
            left += run.len();
        }
    }
    content.fill_nonzero().restore_state();
}
