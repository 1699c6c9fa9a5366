//! What is drawn, and pieces of it that are put below each other. Lengths are points, from left and from above; must
//! not know of pages or of a file.

use std::collections::VecDeque;
use std::rc::Rc;

use super::lines::{Glyph, HAIR};
use crate::paper::{Anchor, Ink, Photo, Picture};

/// Something to draw.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark<'a> {
    /// Letters that begin at a point on their base line.
    Letters { at: Point, glyphs: Rc<[Glyph]> },
    /// A line from one point to another.
    Rule { from: Point, to: Point, stroke: Stroke },
    /// A picture with its upper left corner and its width.
    Picture {
        at: Point,
        width: f64,
        picture: &'a Picture,
    },
    /// The place with this number.
    Anchor { at: Point, anchor: &'a Anchor },
    /// A photo with its upper left corner, its width and its height.
    Photo {
        at: Point,
        size: (f64, f64),
        photo: &'a Photo,
    },
}

/// A place, from left and from above.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stroke {
    /// Around cells.
    Plain,
    /// To cut along.
    Cut,
    /// So many hundredths of a millimetre thick.
    Drawn(u16, Ink),
}

impl Mark<'_> {
    fn move_by(&mut self, by: Point) {
        match self {
            Mark::Letters { at, .. }
            | Mark::Picture { at, .. }
            | Mark::Photo { at, .. }
            | Mark::Anchor { at, .. } => *at = at.plus(by),
            Mark::Rule { from, to, .. } => {
                *from = from.plus(by);
                *to = to.plus(by);
            }
        }
    }
}

impl Point {
    fn plus(self, other: Point) -> Point {
        Point {
            x: self.x + other.x,
            y: self.y + other.y,
        }
    }
}

/// Marks that stay together.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Piece<'a> {
    /// How high it is.
    pub height: f64,
    /// What is drawn, from its upper left corner.
    pub marks: Vec<Mark<'a>>,
    /// Whether it stays on the page of what follows.
    pub leads: bool,
    /// What stands above it where it begins a page.
    pub head: Option<Rc<Piece<'a>>>,
}

/// What is put below each other.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item<'a> {
    /// Marks.
    Piece(Piece<'a>),
    /// Marks at the foot of the page.
    Foot(Piece<'a>),
    /// White.
    White(f64),
    /// White between lines, which a page does not begin with.
    Leading(f64),
    /// What follows begins a new page.
    NextPage,
}

impl<'a> Piece<'a> {
    /// Draws another piece on this one, which does not grow by it.
    pub(super) fn draw(&mut self, piece: Piece<'a>, at: Point) {
        self.marks.extend(piece.marks.into_iter().map(|mut mark| {
            mark.move_by(at);
            mark
        }));
    }

    /// Draws a line.
    pub(super) fn rule(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        let point = |(x, y)| Point { x, y };
        self.marks.push(Mark::Rule {
            from: point(from),
            to: point(to),
            stroke,
        });
    }

    /// All items below each other. Where pages were to begin is forgotten.
    pub(super) fn stacked(items: impl IntoIterator<Item = Item<'a>>) -> Piece<'a> {
        let mut all = Piece::default();
        let mut is_first = true;
        for item in items {
            match item {
                Item::Piece(piece) | Item::Foot(piece) => {
                    let (height, y) = (piece.height, all.height);
                    all.draw(piece, Point { x: 0.0, y });
                    all.height += height;
                }
                Item::Leading(_) if is_first => {}
                Item::White(height) | Item::Leading(height) => all.height += height,
                Item::NextPage => {}
            }
            is_first = false;
        }
        all
    }
}

/// Stacks that stand beside each other, cut into slices that are no higher than a limit: one piece for each stack.
pub(super) fn slices(stacks: Vec<Vec<Item<'_>>>, limit: f64) -> Vec<Vec<Piece<'_>>> {
    let mut rest: Vec<VecDeque<Item>> = stacks.into_iter().map(VecDeque::from).collect();
    let mut slices = Vec::new();
    loop {
        slices.push(rest.iter_mut().map(|stack| slice(stack, limit)).collect());
        if rest.iter().all(VecDeque::is_empty) {
            return slices;
        }
    }
}

/// Takes what fits below the limit, and at least one item.
fn slice<'a>(stack: &mut VecDeque<Item<'a>>, limit: f64) -> Piece<'a> {
    let mut taken = Vec::new();
    let mut height = 0.0;
    while let Some(item) = stack.front() {
        height += match item {
            Item::Piece(piece) | Item::Foot(piece) => piece.height,
            Item::Leading(_) if taken.is_empty() => 0.0,
            Item::White(white) | Item::Leading(white) => *white,
            Item::NextPage => 0.0,
        };
        if height > limit + HAIR && !taken.is_empty() {
            break;
        }
        taken.extend(stack.pop_front());
    }
    Piece::stacked(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(height: f64) -> Item<'static> {
        Item::Piece(Piece {
            height,
            ..Piece::default()
        })
    }

    #[test]
    fn slices_take_what_fits_and_do_not_begin_with_the_white_between_lines() {
        let lines = |count| {
            let mut lines = vec![piece(10.0)];
            lines.extend((1..count).flat_map(|_| [Item::Leading(2.0), piece(10.0)]));
            lines
        };
        let heights = |limit| -> Vec<Vec<f64>> {
            slices(vec![lines(3), lines(1)], limit)
                .iter()
                .map(|slice| slice.iter().map(|piece| piece.height).collect())
                .collect()
        };
        assert_eq!(heights(40.0), [[34.0, 10.0]]);
        assert_eq!(heights(25.0), [[24.0, 10.0], [10.0, 0.0]]);
        assert_eq!(
            heights(1.0).concat(),
            [10.0, 10.0, 0.0, 0.0, 10.0, 0.0, 0.0, 0.0, 10.0, 0.0]
        );
        assert_eq!(slices(Vec::new(), 1.0), [[]]);
    }
}
