//! Puts pieces on pages: what leads stays with what follows, the head of a table stands again on each page, and a
//! piece that is higher than a page stands alone. Must not change a piece.

use super::lines::HAIR;
use super::marks::{Item, Mark, Piece, Point};

/// What is drawn on each page, from the upper left corner between its margins; at least one page.
pub(super) fn pages(items: Vec<Item<'_>>, depth: f64) -> Vec<Vec<Mark<'_>>> {
    let needs = needs(&items, depth);
    let mut pages = Pages {
        depth,
        done: Vec::new(),
        page: Piece::default(),
        is_fresh: true,
    };
    for (item, need) in items.into_iter().zip(needs) {
        match item {
            Item::Piece(piece) => pages.put(piece, need),
            Item::Foot(piece) => pages.sink(piece),
            Item::White(height) => pages.leave(height),
            Item::Leading(height) if !pages.is_fresh => pages.leave(height),
            Item::Leading(_) => {}
            Item::NextPage => pages.next(),
        }
    }
    let last = pages.page.marks;
    if !pages.is_fresh || pages.done.is_empty() {
        pages.done.push(last);
    }
    pages.done
}

/// How much room each item wants on its page, with what it must not be parted from.
fn needs(items: &[Item], depth: f64) -> Vec<f64> {
    let mut needs = Vec::with_capacity(items.len());
    let mut next = 0.0;
    for item in items.iter().rev() {
        next = match item {
            // What leads more than a page can hold leads nothing.
            Item::Piece(piece) if piece.leads && piece.height + next <= depth + HAIR => piece.height + next,
            Item::Piece(piece) | Item::Foot(piece) => piece.height,
            Item::White(height) | Item::Leading(height) => height + next,
            Item::NextPage => 0.0,
        };
        needs.push(next);
    }
    needs.reverse();
    needs
}

struct Pages<'a> {
    depth: f64,
    done: Vec<Vec<Mark<'a>>>,
    page: Piece<'a>,
    /// Whether nothing stands on the page yet.
    is_fresh: bool,
}

impl<'a> Pages<'a> {
    fn put(&mut self, piece: Piece<'a>, need: f64) {
        if self.page.height + need > self.depth + HAIR {
            self.next();
        }
        if self.is_fresh
            && let Some(head) = &piece.head
        {
            self.append(Piece::clone(head));
        }
        self.append(piece);
    }

    fn append(&mut self, piece: Piece<'a>) {
        let (height, y) = (piece.height, self.page.height);
        self.page.draw(piece, Point { x: 0.0, y });
        self.leave(height);
    }

    /// At the foot of this page, or of the next when there is no room.
    fn sink(&mut self, piece: Piece<'a>) {
        if self.page.height + piece.height > self.depth + HAIR {
            self.next();
        }
        self.page.height = self.page.height.max(self.depth - piece.height);
        self.append(piece);
    }

    fn leave(&mut self, height: f64) {
        self.page.height += height;
        self.is_fresh = false;
    }

    /// Begins a page, unless the one at hand is new.
    fn next(&mut self) {
        if !self.is_fresh {
            self.done.push(std::mem::take(&mut self.page).marks);
            self.is_fresh = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::marks::Stroke;
    use super::*;

    /// A piece that can be told by where it draws a line.
    fn piece(height: f64, name: f64) -> Piece<'static> {
        let mut piece = Piece {
            height,
            ..Piece::default()
        };
        piece.rule((name, 0.0), (name, 0.0), Stroke::Plain);
        piece
    }

    fn put(items: Vec<Item<'static>>) -> Vec<Vec<(f64, f64)>> {
        let place = |mark: &Mark| match mark {
            Mark::Rule { from, .. } => (from.x, from.y),
            other => panic!("{other:?}"),
        };
        pages(items, 100.0)
            .iter()
            .map(|page| page.iter().map(place).collect())
            .collect()
    }

    #[test]
    fn a_piece_that_does_not_fit_begins_a_page_and_white_is_left_behind() {
        let items = vec![
            Item::Piece(piece(60.0, 1.0)),
            Item::White(30.0),
            Item::Piece(piece(20.0, 2.0)),
            Item::Piece(piece(300.0, 3.0)),
            Item::NextPage,
            Item::NextPage,
            Item::Piece(piece(100.0, 4.0)),
            Item::NextPage,
        ];
        let expected = [
            vec![(1.0, 0.0)],
            vec![(2.0, 0.0)],
            vec![(3.0, 0.0)],
            vec![(4.0, 0.0)],
        ];
        assert_eq!(put(items), expected);
        assert_eq!(put(Vec::new()), [vec![]]);
    }

    #[test]
    fn what_stands_at_the_foot_goes_to_the_last_page_with_room() {
        let foot = |name| Item::Foot(piece(30.0, name));
        let items = vec![Item::Piece(piece(60.0, 1.0)), foot(2.0)];
        assert_eq!(put(items), [vec![(1.0, 0.0), (2.0, 70.0)]]);
        let items = vec![
            Item::Piece(piece(80.0, 1.0)),
            foot(2.0),
            Item::Piece(piece(10.0, 3.0)),
        ];
        assert_eq!(
            put(items),
            [vec![(1.0, 0.0)], vec![(2.0, 70.0)], vec![(3.0, 0.0)]]
        );
    }

    #[test]
    fn what_leads_goes_with_what_follows() {
        let leading = |height, name| {
            Item::Piece(Piece {
                leads: true,
                ..piece(height, name)
            })
        };
        let items = vec![
            Item::Piece(piece(50.0, 1.0)),
            leading(20.0, 2.0),
            Item::White(10.0),
            Item::Piece(piece(40.0, 3.0)),
        ];
        assert_eq!(put(items), [vec![(1.0, 0.0)], vec![(2.0, 0.0), (3.0, 30.0)]]);
        let items = vec![
            leading(20.0, 1.0),
            Item::Piece(piece(90.0, 2.0)),
            leading(5.0, 3.0),
        ];
        assert_eq!(put(items), [vec![(1.0, 0.0)], vec![(2.0, 0.0), (3.0, 90.0)]]);
    }

    #[test]
    fn a_head_stands_again_on_every_page() {
        let head = Rc::new(piece(10.0, 0.0));
        let row = |name| {
            Item::Piece(Piece {
                head: Some(Rc::clone(&head)),
                ..piece(40.0, name)
            })
        };
        let mut items = vec![Item::Piece(Piece {
            leads: true,
            ..Piece::clone(&head)
        })];
        items.extend([1.0, 2.0, 3.0].map(row));
        let first = vec![(0.0, 0.0), (1.0, 10.0), (2.0, 50.0)];
        assert_eq!(put(items), [first, vec![(0.0, 0.0), (3.0, 10.0)]]);
    }
}
