//! Sets the blocks of a paper in a column: lines, rules and pictures, in points. Must not know on which page something
//! stands, or read a font: letters are given.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::letters::Letters;
use super::lines::{Glyph, HAIR, Line, Room, broken, stretched};
use super::marks::{Item, Mark, Piece, Point, Stroke, slices};
use crate::paper::{
    Align, Anchor, Block, Column, Entry, Inset, Look, Parts, Photo, Picture, Pitch, RULE, Rule, Style, lines,
};

/// How far letters reach above the line they stand on, in ems; the rest of the em is below.
const ABOVE: f64 = 0.85;
/// The white between lines, in ems.
const LEADING: f64 = 0.35;
/// The white between columns, in millimetres.
const GUTTER: f64 = 4.0;
/// The white above and below an entry, in millimetres.
const AROUND_ENTRY: f64 = 0.5;
/// The white above and below what stands in a part, in millimetres.
const AROUND_PART: f64 = 3.0;

/// Sets blocks for one kind of page.
pub(super) struct Setter<'a> {
    /// The letters.
    pub letters: &'a Letters,
    /// How much height a page has.
    pub depth: f64,
    /// On which page each anchor is.
    pub pages: &'a BTreeMap<u32, usize>,
}

/// A text in lines, and how they are put.
struct Paragraph {
    lines: Vec<Line>,
    align: Align,
    inset: Inset,
    size: f64,
    pitch: Pitch,
}

/// Tenths of a point in points.
pub(super) fn tenths<N: Into<f64>>(length: N) -> f64 {
    length.into() / 10.0
}

/// Millimetres in points.
pub(super) fn mm(length: f64) -> f64 {
    length * 72.0 / 25.4
}

impl<'a> Setter<'a> {
    /// Blocks, in a column so wide.
    pub(super) fn blocks(&self, blocks: &'a [Block], width: f64) -> Vec<Item<'a>> {
        blocks.iter().flat_map(|block| self.block(block, width)).collect()
    }

    fn block(&self, block: &'a Block, width: f64) -> Vec<Item<'a>> {
        match block {
            Block::Text(style, text) => self.text(style.look(), text, width),
            Block::Entry(entry) => self.entry(entry, width),
            Block::Table(table) => self.table(table, width),
            Block::Picture(picture) => vec![Item::Piece(drawn(picture, width))],
            Block::Beside(columns) => self.beside(columns, width),
            Block::Together(blocks) => self.together(self.blocks(blocks, width)),
            Block::Parts(parts) => self.parts(parts, width),
            Block::Space(height) => vec![Item::White(mm((*height).into()))],
            Block::Blank(style) => vec![Item::White(line_height(style.look()))],
            Block::Ends(style, [left, right]) => self.ends(style.look(), (left, right), width),
            Block::Rule(rule) => vec![Item::Piece(ruled(*rule, width))],
            Block::Anchor(anchor) => vec![Item::Piece(anchored(anchor))],
            Block::Reference(reference) => self.reference(reference, width),
            Block::Photo(photo) => vec![Item::Piece(shown(photo, width))],
            Block::Foot(blocks) => vec![Item::Foot(Piece::stacked(self.blocks(blocks, width)))],
            // Sheets are told apart before: within other blocks there is one kind.
            Block::PageBreak | Block::Sheet(_) => vec![Item::NextPage],
        }
    }

    /// A text of one look.
    pub(super) fn text(&self, look: Look, text: &str, width: f64) -> Vec<Item<'a>> {
        let inset = look.inset;
        let others = width - tenths(inset.left) - tenths(inset.right);
        let room = Room {
            first: others - tenths(inset.first),
            others,
        };
        let given = lines(text);
        let set = given.iter().map(|line| self.glyphs(look, line));
        let mut room = room;
        let mut broken_lines = Vec::new();
        for line in set {
            let mut lines = broken(&line, room);
            if look.align == Align::Justified
                && let Some(last) = lines.pop()
            {
                let widths = std::iter::once(room.first).chain(std::iter::repeat(room.others));
                broken_lines.extend(
                    lines
                        .into_iter()
                        .zip(widths)
                        .map(|(line, width)| stretched(line, width)),
                );
                lines = vec![last];
            }
            broken_lines.extend(lines);
            room.first = room.others;
        }
        let paragraph = Paragraph {
            lines: broken_lines,
            align: look.align,
            inset,
            size: f64::from(look.size),
            pitch: look.pitch,
        };
        let items = paragraph.items(width);
        around(items, mm(look.before.into()), mm(look.after.into()), look.leads)
    }

    /// A label with its value behind it.
    fn entry(&self, entry: &Entry, width: f64) -> Vec<Item<'a>> {
        let value = if entry.value.is_empty() {
            RULE
        } else {
            &entry.value
        };
        let look = Style::Line.look();
        let label = lines(&entry.label);
        let mut set: Vec<Vec<Glyph>> = label
            .iter()
            .map(|line| self.glyphs(Style::Label.look(), line))
            .collect();
        for (i, line) in lines(value).iter().enumerate() {
            let line = self.glyphs(look, line);
            match set.last_mut() {
                Some(last) if i == 0 => last.extend(line),
                _ => set.push(line),
            }
        }
        let room = Room {
            first: width,
            others: width,
        };
        let paragraph = Paragraph {
            lines: set.iter().flat_map(|line| broken(line, room)).collect(),
            align: Align::Left,
            inset: Inset::default(),
            size: look.size.into(),
            pitch: Pitch::Natural,
        };
        let white = mm(AROUND_ENTRY);
        around(paragraph.items(width), white, white, false)
    }

    /// Two texts on one line, at its ends; below each other when the line is too short.
    fn ends(&self, look: Look, (left, right): (&str, &str), width: f64) -> Vec<Item<'a>> {
        let left_items = self.text(look, left, width);
        if right.is_empty() {
            return left_items;
        }
        let to_the_right = Look {
            align: Align::Right,
            ..look
        };
        let right_items = self.text(to_the_right, right, width);
        let wide = |text: &str| -> f64 {
            let glyphs = lines(text).concat();
            self.glyphs(look, &glyphs).iter().map(Glyph::advance).sum()
        };
        let room = width - tenths(look.inset.left) - tenths(look.inset.right);
        let mut piece = Piece::stacked(right_items);
        if wide(left) + wide(right) + f64::from(look.size) > room {
            return left_items.into_iter().chain([Item::Piece(piece)]).collect();
        }
        piece.draw(Piece::stacked(left_items), Point::default());
        vec![Item::Piece(piece)]
    }

    pub(super) fn glyphs(&self, look: Look, line: &str) -> Vec<Glyph> {
        let nearer = match look.pitch {
            Pitch::Natural => 0.0,
            Pitch::Grid { nearer, .. } => f64::from(nearer) / 100.0,
        };
        let glyph = |c| {
            let letter = self.letters.get(look.face, c)?;
            let size = f64::from(look.size);
            Some(Glyph {
                letter,
                c,
                size,
                nearer,
                ink: look.ink,
            })
        };
        line.chars().filter_map(glyph).collect()
    }

    /// On one page, if one can hold it.
    fn together(&self, items: Vec<Item<'a>>) -> Vec<Item<'a>> {
        let piece = Piece::stacked(items.clone());
        if piece.height <= self.depth + HAIR {
            vec![Item::Piece(piece)]
        } else {
            items
        }
    }

    fn beside(&self, columns: &'a [Column], width: f64) -> Vec<Item<'a>> {
        let gutter = mm(GUTTER);
        let gaps = columns.iter().skip(1).map(|_| gutter).sum::<f64>();
        let shares: Vec<u16> = columns.iter().map(|column| column.share).collect();
        let edges = edges((width - gaps).max(0.0), &shares);
        let mut places = Vec::new();
        let mut stacks = Vec::new();
        let mut left = 0.0;
        for (column, edge) in columns.iter().zip(edges.windows(2)) {
            let [from, to] = edge else { continue };
            places.push(from + left);
            stacks.push(self.blocks(&column.blocks, to - from));
            left += gutter;
        }
        slices(stacks, self.depth)
            .into_iter()
            .map(|slice| Item::Piece(side_by_side(slice, &places)))
            .collect()
    }

    fn parts(&self, parts: &'a Parts, width: f64) -> Vec<Item<'a>> {
        let per_page = parts.per_page.max(1);
        let least = self.depth / f64::from(per_page);
        let mut items = Vec::new();
        for page in parts.parts.chunks(per_page.into()) {
            items.push(Item::NextPage);
            for (i, part) in (1_u16..).zip(page) {
                let set = self.blocks(part, width);
                items.extend(self.part(set, (width, least), i < per_page));
            }
        }
        // The first part stands where the blocks before it end.
        items.into_iter().skip(1).collect()
    }

    /// A part so wide and at least so high, with a line to cut along below it.
    fn part(&self, items: Vec<Item<'a>>, (width, least): (f64, f64), has_cut: bool) -> Vec<Item<'a>> {
        let white = mm(AROUND_PART);
        let inner = Piece::stacked(items.clone());
        let height = (inner.height + 2.0 * white).max(least);
        let cut = |piece: &mut Piece| {
            if has_cut {
                let y = piece.height;
                piece.rule((0.0, y), (width, y), Stroke::Cut);
            }
        };
        if height > self.depth + HAIR {
            let mut end = Piece::default();
            cut(&mut end);
            let mut flowing = vec![Item::White(white)];
            flowing.extend(items);
            flowing.extend([Item::White(white), Item::Piece(end)]);
            return flowing;
        }
        let mut piece = Piece {
            height,
            ..Piece::default()
        };
        let y = (height - inner.height) / 2.0;
        piece.draw(inner, Point { x: 0.0, y });
        cut(&mut piece);
        vec![Item::Piece(piece)]
    }
}

impl Paragraph {
    /// Its lines, of which the first and the last do not stand alone on a page.
    fn items<'a>(mut self, width: f64) -> Vec<Item<'a>> {
        let count = self.lines.len();
        let leading = self.size * LEADING;
        let mut items = Vec::new();
        for (i, line) in std::mem::take(&mut self.lines).into_iter().enumerate() {
            let largest = line.glyphs.iter().map(|glyph| glyph.size).reduce(f64::max);
            let size = largest.unwrap_or(self.size);
            let x = self.begins(line.width, i == 0, width);
            let (height, leads) = match self.pitch {
                Pitch::Natural => (size, count > 1 && (i == 0 || i + 2 == count)),
                Pitch::Grid { line, .. } => (f64::from(line) / 100.0, false),
            };
            let mut piece = Piece {
                height,
                leads,
                ..Piece::default()
            };
            if !line.glyphs.is_empty() {
                let y = (height - size) / 2.0 + size * ABOVE;
                piece.marks.push(Mark::Letters {
                    at: Point { x, y },
                    glyphs: Rc::from(line.glyphs),
                });
            }
            if i > 0 && self.pitch == Pitch::Natural {
                items.push(Item::Leading(leading));
            }
            items.push(Item::Piece(piece));
        }
        items
    }

    /// Where a line so wide begins.
    fn begins(&self, line: f64, is_first: bool, width: f64) -> f64 {
        let first = if is_first { tenths(self.inset.first) } else { 0.0 };
        let left = tenths(self.inset.left) + first;
        let spare = width - left - tenths(self.inset.right) - line;
        match self.align {
            Align::Left | Align::Justified => left,
            Align::Centre => left + (spare / 2.0).max(0.0),
            Align::Right => left + spare.max(0.0),
        }
    }
}

/// How high a line of a look is, with the white below it.
fn line_height(look: Look) -> f64 {
    match look.pitch {
        Pitch::Natural => f64::from(look.size) * (1.0 + LEADING),
        Pitch::Grid { line, .. } => f64::from(line) / 100.0,
    }
}

fn ruled<'a>(rule: Rule, width: f64) -> Piece<'a> {
    let height = mm(f64::from(rule.weight) / 100.0);
    let mut piece = Piece {
        height,
        ..Piece::default()
    };
    let y = height / 2.0;
    piece.rule((0.0, y), (width, y), Stroke::Drawn(rule.weight, rule.ink));
    piece
}

/// Nothing, at the place of an anchor; stays with what follows.
fn anchored(anchor: &Anchor) -> Piece<'_> {
    Piece {
        marks: vec![Mark::Anchor {
            at: Point::default(),
            anchor,
        }],
        leads: true,
        ..Piece::default()
    }
}

/// A photo in the middle of a column.
fn shown(photo: &Photo, width: f64) -> Piece<'_> {
    let size = photo.size(width, mm(1.0));
    let x = ((width - size.0) / 2.0).max(0.0);
    Piece {
        height: size.1,
        marks: vec![Mark::Photo {
            at: Point { x, y: 0.0 },
            size,
            photo,
        }],
        ..Piece::default()
    }
}

/// White above the first and below the last of some pieces, which may lead what follows.
fn around(mut items: Vec<Item<'_>>, before: f64, after: f64, leads: bool) -> Vec<Item<'_>> {
    if items.is_empty() {
        return vec![Item::White(before + after)];
    }
    if let Some(Item::Piece(first)) = items.first_mut() {
        let inner = std::mem::take(first);
        first.height = inner.height + before;
        first.leads = inner.leads;
        first.draw(inner, Point { x: 0.0, y: before });
    }
    if let Some(Item::Piece(last)) = items.last_mut() {
        last.height += after;
        last.leads = last.leads || leads;
    }
    items
}

/// Pieces beside each other, all in the middle of the highest.
fn side_by_side<'a>(pieces: Vec<Piece<'a>>, places: &[f64]) -> Piece<'a> {
    let height = pieces.iter().map(|piece| piece.height).fold(0.0, f64::max);
    let mut all = Piece {
        height,
        ..Piece::default()
    };
    for (piece, x) in pieces.into_iter().zip(places) {
        let y = (height - piece.height) / 2.0;
        all.draw(piece, Point { x: *x, y });
    }
    all
}

fn drawn(picture: &Picture, width: f64) -> Piece<'_> {
    let width = mm(picture.side.into()).min(width);
    let squares = picture.squares();
    let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let (across, down) = (count(squares.first().map_or(0, Vec::len)), count(squares.len()));
    Piece {
        height: if across > 0.0 { width * down / across } else { 0.0 },
        marks: vec![Mark::Picture {
            at: Point::default(),
            width,
            picture,
        }],
        ..Piece::default()
    }
}

/// Where columns begin and end in a width that they share: one more than there are shares.
pub(super) fn edges(width: f64, shares: &[u16]) -> Vec<f64> {
    let all: f64 = shares.iter().map(|share| f64::from(*share)).sum();
    let mut edges = vec![0.0];
    let mut sum = 0.0;
    for share in shares {
        sum += f64::from(*share);
        edges.push(if all > 0.0 { width * sum / all } else { width });
    }
    edges
}
