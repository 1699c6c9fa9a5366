//! Parents and successors of the organisations in a file: every name meets one on record or in the file.
//! Must not accept a circle, nor an organisation whose parent was refused.

use std::collections::{HashMap, HashSet};

use domain::facts::Facts;
use domain::id::OrganisationId;
use domain::import_refusal::ImportRefusal;
use domain::naming::fold_name;

use super::Candidate;

/// Parent and successor of one organisation.
pub(super) struct Relations {
    pub parent: Option<OrganisationId>,
    pub successor: Option<OrganisationId>,
}

/// All organisations a name can mean, and which of them can be reached from the root.
pub(super) struct Family {
    by_name: HashMap<String, OrganisationId>,
    rooted: HashSet<OrganisationId>,
    root: Option<OrganisationId>,
}

impl Family {
    /// Gathers the names and follows every line up to the root.
    pub(super) fn of(candidates: &[Candidate<'_>], facts: &Facts) -> Family {
        let held = facts
            .organisations
            .iter()
            .map(|o| (fold_name(&o.full_name), o.id));
        let fresh = candidates.iter().map(|c| (fold_name(&c.line.name), c.id));
        let by_name: HashMap<String, OrganisationId> = held.chain(fresh).collect();
        let held_root = facts
            .organisations
            .iter()
            .find(|o| o.parents.iter().all(|p| p.parent.is_none()));
        let first_root = candidates.iter().find(|c| c.line.parent.is_none());
        let root = held_root.map(|o| o.id).or(first_root.map(|c| c.id));
        let mut family = Family {
            by_name,
            rooted: HashSet::new(),
            root,
        };
        family.rooted = family.reached(candidates, facts);
        family
    }

    /// Those whose parents lead to the root, or to an organisation on record.
    fn reached(&self, candidates: &[Candidate<'_>], facts: &Facts) -> HashSet<OrganisationId> {
        let mut rooted: HashSet<OrganisationId> = facts.organisations.iter().map(|o| o.id).collect();
        rooted.extend(self.root);
        let mut children: HashMap<OrganisationId, Vec<OrganisationId>> = HashMap::new();
        for candidate in candidates {
            if let Some(parent) = candidate.line.parent.as_ref().and_then(|name| self.find(name)) {
                children.entry(parent).or_default().push(candidate.id);
            }
        }
        let mut open: Vec<OrganisationId> = rooted.iter().copied().collect();
        while let Some(parent) = open.pop() {
            for child in children.get(&parent).into_iter().flatten() {
                if rooted.insert(*child) {
                    open.push(*child);
                }
            }
        }
        rooted
    }

    fn find(&self, name: &str) -> Option<OrganisationId> {
        self.by_name.get(&fold_name(name)).copied()
    }

    /// The relations of one line.
    ///
    /// # Errors
    /// When its parent or successor is unknown or was refused, or when it is a second root or in a circle.
    pub(super) fn place(&self, candidate: &Candidate<'_>) -> Result<Relations, ImportRefusal> {
        let line = candidate.line;
        let parent = match &line.parent {
            Some(name) => Some(
                self.find(name)
                    .ok_or_else(|| ImportRefusal::UnknownParent { name: name.clone() })?,
            ),
            None if self.root == Some(candidate.id) => None,
            None => {
                return Err(ImportRefusal::Missing {
                    column: "parent".into(),
                });
            }
        };
        if !self.rooted.contains(&candidate.id) {
            let name = line.parent.clone().unwrap_or_default();
            let above = self.find(&name);
            return Err(match above {
                // Its parent is in the file and was refused, or hangs in the air itself.
                Some(parent) if parent != candidate.id => ImportRefusal::UnknownParent { name },
                _ => ImportRefusal::Cycle { name },
            });
        }
        let successor = match &line.merged_into {
            Some(name) => Some(
                self.find(name)
                    .ok_or_else(|| ImportRefusal::UnknownSuccessor { name: name.clone() })?,
            ),
            None => None,
        };
        Ok(Relations { parent, successor })
    }
}
