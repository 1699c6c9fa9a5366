//! How far a passage goes beyond the last seed: greedy alignment with a drop-off (Zhang, Schwartz, Wagner, Miller
//! 2000, as in megablast). A letter that agrees earns, an edit costs; the end is where the sum was highest, and
//! the search gives up when it has fallen well below that.
//!
//! Must not know what the letters mean.

/// What an edit costs, where an agreeing letter on both sides earns 2: below two thirds of agreement the sum falls.
const EDIT: i32 = 6;
/// Given up this far below the best: six edits in a row.
const DROP: i32 = 24;
/// Letters inserted or left out, at most, on balance.
const DRIFT: usize = 40;
/// Edits at most; a copy with more of them between two seeds is none.
const EDITS: i32 = 2000;
/// No way leads here.
const NONE: i32 = i32::MIN / 2;

/// How far a passage goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// Letters of the first side.
    pub first: u32,
    /// Letters of the second side.
    pub second: u32,
    /// Letters that agree, less two or so for every edit.
    pub score: u32,
}

/// How far the passage goes on both sides, of at most `bounds` letters. `same(i, j)`: whether the letters `i` and
/// `j` from the beginning agree.
pub fn stretch(bounds: (usize, usize), same: impl Fn(usize, usize) -> bool) -> Reach {
    let mut ways = Ways {
        furthest: vec![NONE; 2 * DRIFT + 3],
        bounds,
        best: 0,
        end: (0, 0),
    };
    ways.slide(DRIFT + 1, 0, 0, &same);
    let mut alive = (DRIFT + 1, DRIFT + 1);
    for edits in 1..=EDITS {
        let Some(next) = ways.step(alive, edits, &same) else {
            break;
        };
        alive = next;
    }
    let number = |count: usize| u32::try_from(count).unwrap_or_default();
    let score = u32::try_from(ways.best / 2).unwrap_or_default();
    Reach {
        first: number(ways.end.0),
        second: number(ways.end.1),
        score,
    }
}

struct Ways {
    /// Of each diagonal (index − DRIFT − 1 = drift of the first side): the furthest letter of the first side.
    furthest: Vec<i32>,
    bounds: (usize, usize),
    best: i32,
    end: (usize, usize),
}

impl Ways {
    /// One edit more on every diagonal; the diagonals still worth following.
    fn step(
        &mut self,
        (low, high): (usize, usize),
        edits: i32,
        same: &impl Fn(usize, usize) -> bool,
    ) -> Option<(usize, usize)> {
        let (low, high) = (low.saturating_sub(1).max(1), (high + 1).min(2 * DRIFT + 1));
        let mut alive: Option<(usize, usize)> = None;
        // What the diagonal below reached one edit ago, before it was written over.
        let mut below = self.at(low - 1);
        for diagonal in low..=high {
            let here = self.at(diagonal);
            let reached = (here + 1).max(below + 1).max(self.at(diagonal + 1));
            below = here;
            if self.slide(diagonal, reached, edits, same) {
                alive = Some((alive.map_or(diagonal, |(first, _)| first), diagonal));
            }
        }
        alive
    }

    fn at(&self, diagonal: usize) -> i32 {
        self.furthest.get(diagonal).copied().unwrap_or(NONE)
    }

    /// Follows agreeing letters from `reached` on; false when the diagonal is not worth following.
    fn slide(
        &mut self,
        diagonal: usize,
        reached: i32,
        edits: i32,
        same: &impl Fn(usize, usize) -> bool,
    ) -> bool {
        let end = self.follow(diagonal, reached, same);
        let sum = end.map_or(NONE, |(i, j)| sum(i, j) - EDIT * edits);
        let is_alive = sum + DROP >= self.best;
        if let (Some((i, j)), true) = (end, sum > self.best) {
            self.best = sum;
            self.end = (i, j);
        }
        let reached = end.filter(|_| is_alive).and_then(|(i, _)| i32::try_from(i).ok());
        if let Some(slot) = self.furthest.get_mut(diagonal) {
            *slot = reached.unwrap_or(NONE);
        }
        is_alive
    }

    fn follow(
        &self,
        diagonal: usize,
        reached: i32,
        same: &impl Fn(usize, usize) -> bool,
    ) -> Option<(usize, usize)> {
        let mut i = usize::try_from(reached).ok()?;
        let mut j = (i + DRIFT + 1).checked_sub(diagonal)?;
        if i > self.bounds.0 || j > self.bounds.1 {
            return None;
        }
        while i < self.bounds.0 && j < self.bounds.1 && same(i, j) {
            i += 1;
            j += 1;
        }
        Some((i, j))
    }
}

fn sum(i: usize, j: usize) -> i32 {
    i32::try_from(i + j).unwrap_or(i32::MAX)
}
