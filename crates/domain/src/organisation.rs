//! Organisations and the tree they form, with its history: founding, closing, merging, splitting, moving.
//! Must not know rules: what a kind of organisation owes is in `rule_set`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::id::OrganisationId;

/// A node of the tree (党组织; 单位), with every parent it has had.
#[derive(Clone, PartialEq, Debug)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// 序号 in the county's own list; orders siblings.
    pub number: Option<i64>,
    /// Kind id of the rule pack (`branch`, `township-committee`).
    pub kind: String,
    /// 党组织全称.
    pub full_name: String,
    /// First day; unknown means since before the records.
    pub founded_on: Option<Date>,
    /// How and when it ended, if it did.
    pub closed: Option<Closure>,
    /// The organisation it was split from (E2).
    pub split_from: Option<OrganisationId>,
    /// Parents over time, the earliest first.
    pub parents: Vec<Parentage>,
}

/// Under whom an organisation stood from a day on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parentage {
    /// First day under this parent.
    pub from: Date,
    /// The parent; none for the root.
    pub parent: Option<OrganisationId>,
}

/// The end of an organisation (撤销或合并).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Closure {
    /// The first day on which it no longer is.
    pub on: Date,
    /// Why.
    pub why: ClosureReason,
    /// The organisation it went into, when merged.
    pub into: Option<OrganisationId>,
}

/// Why an organisation ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClosureReason {
    /// 并入: merged into another (E1).
    Merged,
    /// 分设: split into others (E2).
    Split,
    /// A temporary organisation reached its end (E4).
    Ended,
    /// 撤销: dissolved.
    Dissolved,
}

impl ClosureReason {
    /// The word the store keeps.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ClosureReason::Merged => "merged",
            ClosureReason::Split => "split",
            ClosureReason::Ended => "ended",
            ClosureReason::Dissolved => "dissolved",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Merged, Self::Split, Self::Ended, Self::Dissolved]
            .into_iter()
            .find(|r| r.word() == word)
    }
}

impl Organisation {
    /// Whether it existed on a day.
    #[must_use]
    pub fn existed_on(&self, day: Date) -> bool {
        self.founded_by(day) && !self.closed_by(day)
    }

    /// Whether it had been founded by the end of a day.
    #[must_use]
    pub fn founded_by(&self, day: Date) -> bool {
        self.founded_on.is_none_or(|founded| founded <= day)
    }

    /// Whether it had ended by a day.
    #[must_use]
    pub fn closed_by(&self, day: Date) -> bool {
        self.closed.is_some_and(|closure| closure.on <= day)
    }

    /// Its parent on a day; before the first known parent, the first known one (records begin late).
    #[must_use]
    pub fn parent_on(&self, day: Date) -> Option<OrganisationId> {
        let known = self
            .parents
            .iter()
            .rfind(|p| p.from <= day)
            .or(self.parents.first());
        known.and_then(|parentage| parentage.parent)
    }
}

/// The tree as it stood on one day, organisations in preorder: each before all below it.
#[derive(Clone, Debug)]
pub struct Tree {
    order: Vec<OrganisationId>,
    place: BTreeMap<OrganisationId, Place>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    at: usize,
    end: usize,
    parent: Option<OrganisationId>,
}

impl Tree {
    /// Orders the organisations as of a day. Closed ones keep their last place; one whose parent is unknown, or
    /// that would be its own ancestor, stands at the top, so that nothing is lost.
    #[must_use]
    pub fn as_of(organisations: &[Organisation], day: Date) -> Tree {
        let mut children: BTreeMap<Option<OrganisationId>, Vec<&Organisation>> = BTreeMap::new();
        let known: BTreeMap<OrganisationId, &Organisation> =
            organisations.iter().map(|o| (o.id, o)).collect();
        for organisation in organisations {
            let parent = organisation
                .parent_on(day)
                .filter(|parent| known.contains_key(parent));
            children.entry(parent).or_default().push(organisation);
        }
        for siblings in children.values_mut() {
            siblings.sort_by(|a, b| sibling_order(a).cmp(&sibling_order(b)));
        }
        let mut tree = Tree {
            order: Vec::with_capacity(organisations.len()),
            place: BTreeMap::new(),
        };
        tree.place_below(None, &children);
        // What a cycle kept out of reach is placed at the top.
        for organisation in organisations {
            if !tree.place.contains_key(&organisation.id) {
                tree.place_one(organisation.id, None, &children);
            }
        }
        tree
    }

    fn place_below(
        &mut self,
        parent: Option<OrganisationId>,
        children: &BTreeMap<Option<OrganisationId>, Vec<&Organisation>>,
    ) {
        for child in children.get(&parent).into_iter().flatten() {
            self.place_one(child.id, parent, children);
        }
    }

    fn place_one(
        &mut self,
        id: OrganisationId,
        parent: Option<OrganisationId>,
        children: &BTreeMap<Option<OrganisationId>, Vec<&Organisation>>,
    ) {
        if self.place.contains_key(&id) {
            return;
        }
        let at = self.order.len();
        self.order.push(id);
        self.place.insert(
            id,
            Place {
                at,
                end: at + 1,
                parent,
            },
        );
        self.place_below(Some(id), children);
        let end = self.order.len();
        if let Some(place) = self.place.get_mut(&id) {
            place.end = end;
        }
    }

    /// All organisations in preorder.
    #[must_use]
    pub fn preorder(&self) -> &[OrganisationId] {
        &self.order
    }

    /// The organisation and all below it, in preorder; empty when it is unknown.
    #[must_use]
    pub fn scope(&self, id: OrganisationId) -> &[OrganisationId] {
        self.place
            .get(&id)
            .and_then(|place| self.order.get(place.at..place.end))
            .unwrap_or_default()
    }

    /// Whether `id` is `top` or stands below it.
    #[must_use]
    pub fn is_within(&self, id: OrganisationId, top: OrganisationId) -> bool {
        match (self.place.get(&id), self.place.get(&top)) {
            (Some(place), Some(above)) => (above.at..above.end).contains(&place.at),
            _ => false,
        }
    }

    /// The parent in this tree.
    #[must_use]
    pub fn parent(&self, id: OrganisationId) -> Option<OrganisationId> {
        self.place.get(&id).and_then(|place| place.parent)
    }

    /// The place in preorder and one past the end of its subtree.
    #[must_use]
    pub fn range(&self, id: OrganisationId) -> Option<(usize, usize)> {
        self.place.get(&id).map(|place| (place.at, place.end))
    }

    /// From the parent up to the root.
    pub fn ancestors(&self, id: OrganisationId) -> impl Iterator<Item = OrganisationId> + '_ {
        std::iter::successors(self.parent(id), |above| self.parent(*above))
    }
}

fn sibling_order(organisation: &Organisation) -> (i64, &str, OrganisationId) {
    (
        organisation.number.unwrap_or(i64::MAX),
        organisation.full_name.as_str(),
        organisation.id,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn node(n: u128, parents: &[(Date, Option<u128>)]) -> Organisation {
        Organisation {
            id: OrganisationId(Uuid::from_u128(n)),
            number: None,
            kind: "branch".into(),
            full_name: format!("{n}"),
            founded_on: None,
            closed: None,
            split_from: None,
            parents: parents
                .iter()
                .map(|(from, p)| Parentage {
                    from: *from,
                    parent: p.map(|n| OrganisationId(Uuid::from_u128(n))),
                })
                .collect(),
        }
    }

    #[test]
    fn e3_a_moved_township_stands_where_it_stood_on_the_day() {
        let early = date(2000, 1, 1);
        let nodes = [
            node(1, &[(early, None)]),
            node(2, &[(early, Some(1))]),
            node(3, &[(early, Some(1))]),
            node(4, &[(early, Some(2)), (date(2020, 8, 1), Some(3))]),
        ];
        let moved = nodes[3].id;
        assert!(Tree::as_of(&nodes, date(2020, 7, 31)).is_within(moved, nodes[1].id));
        let after = Tree::as_of(&nodes, date(2020, 8, 1));
        assert!(!after.is_within(moved, nodes[1].id));
        assert_eq!(after.scope(nodes[2].id), [nodes[2].id, moved]);
        assert_eq!(
            after.ancestors(moved).collect::<Vec<_>>(),
            [nodes[2].id, nodes[0].id]
        );
    }

    #[test]
    fn a_cycle_loses_no_organisation() {
        let early = date(2000, 1, 1);
        let nodes = [
            node(1, &[(early, Some(2))]),
            node(2, &[(early, Some(1))]),
            node(3, &[(early, Some(9))]),
        ];
        assert_eq!(Tree::as_of(&nodes, early).preorder().len(), 3);
    }
}
