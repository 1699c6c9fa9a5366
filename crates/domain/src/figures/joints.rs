//! Lectures of several organisations, found by any of them: a move must count them anew.
#![expect(
    clippy::indexing_slicing,
    reason = "hot: lectures and hosts are numbered as they are remembered"
)]

use super::columns::{NONE, index};

/// A lecture of several organisations.
#[derive(PartialEq, Eq)]
pub(super) struct Joint {
    /// In the order of their numbers, none twice.
    pub hosts: Vec<u32>,
    pub cell: usize,
}

/// All of them, and those of each organisation.
pub(super) struct Joints {
    all: Vec<Joint>,
    of: Vec<Vec<u32>>,
}

impl Joints {
    pub fn new(organisations: usize) -> Self {
        Self {
            all: Vec::new(),
            of: vec![Vec::new(); organisations],
        }
    }

    /// The lectures of these organisations, each once.
    pub fn of(&self, orgs: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut met = Vec::new();
        for org in orgs {
            met.extend_from_slice(&self.of[index(org)]);
        }
        met.sort_unstable();
        met.dedup();
        met
    }

    pub fn get(&self, at: u32) -> &Joint {
        &self.all[index(at)]
    }

    pub fn remember(&mut self, joint: Joint) {
        let at = u32::try_from(self.all.len()).unwrap_or(NONE);
        for &host in &joint.hosts {
            self.of[index(host)].push(at);
        }
        self.all.push(joint);
    }

    /// Forgets one lecture of these hosts; the last one takes its number.
    pub fn forget(&mut self, joint: &Joint) {
        let hosts = &joint.hosts;
        let Some(held) = hosts.first().map(|&host| &self.of[index(host)]) else {
            return;
        };
        let same = |at: &&u32| self.get(**at) == joint;
        let Some(&at) = held.iter().find(same) else { return };
        for &host in hosts {
            self.of[index(host)].retain(|&each| each != at);
        }
        self.all.swap_remove(index(at));
        let last = u32::try_from(self.all.len()).unwrap_or(NONE);
        if last != at {
            for &host in &self.all[index(at)].hosts {
                for each in self.of[index(host)].iter_mut().filter(|each| **each == last) {
                    *each = at;
                }
            }
        }
    }
}
