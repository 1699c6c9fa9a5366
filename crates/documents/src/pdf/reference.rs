//! Sets lines that tell on which page something is: a text, dots, the number at the right end. Must not know how pages are
//! made: which anchor is where is given, from a first setting without numbers.

use std::rc::Rc;

use super::layout::{Setter, tenths};
use super::lines::Glyph;
use super::marks::{Item, Mark, Piece, Point};
use super::texts::LEADER;
use crate::paper::{Look, Reference};

/// What is left for the number and the white beside it, in ems.
const ROOM: f64 = 3.0;
/// The white between the text and the dots, and between them and the number, in ems.
const GAP: f64 = 0.4;

impl<'a> Setter<'a> {
    /// A text with the number of the page of an anchor.
    pub(super) fn reference(&self, reference: &Reference, width: f64) -> Vec<Item<'a>> {
        let look = reference.style.look();
        let size = f64::from(look.size);
        let mut items = self.text(look, &reference.text, width - ROOM * size);
        let page = self.pages.get(&reference.anchor);
        let number = self.glyphs(look, &page.map(ToString::to_string).unwrap_or_default());
        let right = width - tenths(look.inset.right) - wide(&number);
        // The white below may be part of the last line, never its letters.
        if let Some(Item::Piece(last)) = items.last_mut()
            && let Some((at, end)) = ends(last)
        {
            let dots = self.dots(look, (end + GAP * size, right - GAP * size));
            let from = right - GAP * size - wide(&dots);
            put(last, dots, Point { x: from, ..at });
            put(last, number, Point { x: right, ..at });
        }
        items
    }

    /// As many dots as there is room for.
    fn dots(&self, look: Look, (from, to): (f64, f64)) -> Vec<Glyph> {
        let Some(dot) = self.glyphs(look, LEADER).first().copied() else {
            return Vec::new();
        };
        let mut dots = Vec::new();
        let mut room = to - from;
        while dot.advance() > 0.0 && room >= dot.advance() {
            dots.push(dot);
            room -= dot.advance();
        }
        dots
    }
}

fn wide(glyphs: &[Glyph]) -> f64 {
    glyphs.iter().map(Glyph::advance).sum()
}

/// Where the letters of a line stand, and where they end.
fn ends(piece: &Piece) -> Option<(Point, f64)> {
    piece.marks.iter().rev().find_map(|mark| match mark {
        Mark::Letters { at, glyphs } => Some((*at, at.x + wide(glyphs))),
        _ => None,
    })
}

fn put(piece: &mut Piece, glyphs: Vec<Glyph>, at: Point) {
    if !glyphs.is_empty() {
        piece.marks.push(Mark::Letters {
            at,
            glyphs: Rc::from(glyphs),
        });
    }
}
