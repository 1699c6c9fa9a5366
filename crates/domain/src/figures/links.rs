//! The tree as links that can be cut and tied anew, for counters that follow moves.
#![expect(
    clippy::indexing_slicing,
    reason = "hot: numbers below the length the links were made with"
)]

use super::columns::{NONE, index};

/// Why an organisation cannot move.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum MoveRefusal {
    /// One of the two is not in the tree.
    #[error("no such organisation")]
    Unknown,
    /// The new parent is the organisation itself or below it.
    #[error("an organisation cannot move below itself")]
    BelowItself,
}

/// One organisation's parent, first child and neighbours: side by side, for one trip to memory.
#[derive(Clone, Copy)]
struct Link {
    parent: u32,
    first: u32,
    next: u32,
    before: u32,
}

/// Links of every organisation.
pub(super) struct Links(Vec<Link>);

impl Links {
    pub fn new(parents: &[u32]) -> Self {
        let none = Link {
            parent: NONE,
            first: NONE,
            next: NONE,
            before: NONE,
        };
        let mut links = Self(vec![none; parents.len()]);
        for (org, &parent) in (0_u32..).zip(parents) {
            links.tie(org, parent);
        }
        links
    }

    pub fn parent(&self, org: u32) -> u32 {
        self.0.get(index(org)).map_or(NONE, |link| link.parent)
    }

    /// The organisation and all above it.
    pub fn path(&self, org: u32) -> impl Iterator<Item = u32> + '_ {
        let known = (index(org) < self.0.len()).then_some(org);
        std::iter::successors(known, |&org| {
            Some(self.0[index(org)].parent).filter(|&parent| parent != NONE)
        })
    }

    /// The organisation and all below it.
    pub fn subtree(&self, root: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(root), move |&org| {
            if self.0[index(org)].first != NONE {
                return Some(self.0[index(org)].first);
            }
            let up = self.path(org).take_while(|&each| each != root);
            up.map(|each| self.0[index(each)].next).find(|&next| next != NONE)
        })
    }

    /// Can the organisation move under this parent ([`NONE`]: become a root)?
    pub fn may_move(&self, org: u32, parent: u32) -> Result<(), MoveRefusal> {
        let known = |org: u32| index(org) < self.0.len();
        if !known(org) || !(known(parent) || parent == NONE) {
            return Err(MoveRefusal::Unknown);
        }
        if self.path(parent).any(|above| above == org) {
            return Err(MoveRefusal::BelowItself);
        }
        Ok(())
    }

    pub fn move_to(&mut self, org: u32, parent: u32) {
        let Link {
            parent: old,
            next,
            before,
            ..
        } = self.0[index(org)];
        if before != NONE {
            self.0[index(before)].next = next;
        } else if old != NONE {
            self.0[index(old)].first = next;
        }
        if next != NONE {
            self.0[index(next)].before = before;
        }
        self.tie(org, parent);
    }

    fn tie(&mut self, org: u32, parent: u32) {
        let mut next = NONE;
        if parent != NONE {
            next = std::mem::replace(&mut self.0[index(parent)].first, org);
        }
        if next != NONE {
            self.0[index(next)].before = org;
        }
        self.0[index(org)] = Link {
            parent,
            next,
            before: NONE,
            ..self.0[index(org)]
        };
    }
}
