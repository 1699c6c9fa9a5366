//! The tree as links that can be cut and tied anew, for counters that follow moves.
#![expect(
    clippy::indexing_slicing,
    reason = "hot: numbers below the length the links were made with"
)]

use super::columns::{NONE, index};

/// Parent, first child and neighbours of every organisation.
#[derive(Clone, Debug)]
pub(super) struct Links {
    parents: Vec<u32>,
    first: Vec<u32>,
    next: Vec<u32>,
    before: Vec<u32>,
}

impl Links {
    pub fn new(parents: &[u32]) -> Self {
        let none = vec![NONE; parents.len()];
        let mut links = Self {
            parents: none.clone(),
            first: none.clone(),
            next: none.clone(),
            before: none,
        };
        for (org, &parent) in (0_u32..).zip(parents) {
            links.tie(org, parent);
        }
        links
    }

    pub fn parents(&self) -> &[u32] {
        &self.parents
    }

    /// The organisation and all above it.
    pub fn path(&self, org: u32) -> impl Iterator<Item = u32> + '_ {
        let known = (index(org) < self.parents.len()).then_some(org);
        std::iter::successors(known, |&org| {
            Some(self.parents[index(org)]).filter(|&parent| parent != NONE)
        })
    }

    /// The organisation and all below it.
    pub fn subtree(&self, root: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(root), move |&org| {
            if self.first[index(org)] != NONE {
                return Some(self.first[index(org)]);
            }
            let up = self.path(org).take_while(|&each| each != root);
            up.map(|each| self.next[index(each)]).find(|&next| next != NONE)
        })
    }

    pub fn move_to(&mut self, org: u32, parent: u32) {
        let (before, next) = (self.before[index(org)], self.next[index(org)]);
        if before != NONE {
            self.next[index(before)] = next;
        } else if self.parents[index(org)] != NONE {
            self.first[index(self.parents[index(org)])] = next;
        }
        if next != NONE {
            self.before[index(next)] = before;
        }
        self.tie(org, parent);
    }

    fn tie(&mut self, org: u32, parent: u32) {
        self.parents[index(org)] = parent;
        self.before[index(org)] = NONE;
        self.next[index(org)] = NONE;
        if parent != NONE {
            let next = std::mem::replace(&mut self.first[index(parent)], org);
            self.next[index(org)] = next;
            if next != NONE {
                self.before[index(next)] = org;
            }
        }
    }
}
