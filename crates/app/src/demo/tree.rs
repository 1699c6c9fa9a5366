//! The organisations of an invented county, each after its parent, without their history and people.
//! Must not know members or lectures.

use jiff::civil::Date;

use super::Size;
use super::calendar::any_day;
use super::random::Random;
use super::words::{Named, TreeWords, Words};
use crate::import::lines::{OrganisationLine, Place};

/// Fewer organisations than this are no county.
const FEWEST: u32 = 12;
/// More than this and villages would run out of names.
const MOST: u32 = 40_000;
/// Units of the organs: one in so many organisations.
const PER_UNIT: u32 = 24;

/// An organisation with what the generator remembers of it.
pub(super) struct Node {
    pub(super) line: OrganisationLine,
    pub(super) parent: Option<usize>,
    pub(super) role: Role,
    /// Place among the townships and the organs.
    pub(super) group: Option<usize>,
    /// Place among the villages.
    pub(super) village: Option<usize>,
    /// Place among the units.
    pub(super) unit: Option<usize>,
    pub(super) habit: Habit,
}

impl Node {
    /// Whether it owes lectures.
    pub(super) fn is_branch(&self) -> bool {
        matches!(self.role, Role::Branch | Role::Unit)
    }

    /// First and last day within a span.
    pub(super) fn open_within(&self, span: (Date, Date)) -> Option<(Date, Date)> {
        let last = self
            .line
            .closed_on
            .map_or(Date::MAX, |day| day.yesterday().unwrap_or(day));
        super::calendar::shared(span, (self.line.founded_on.unwrap_or(Date::MIN), last))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Root,
    Group,
    Village,
    Branch,
    Unit,
    Temporary,
}

/// What a story needs of a branch in one period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Habit {
    Usual,
    /// Holds its lecture for certain.
    Sure(usize),
    /// Holds nothing.
    Silent(usize),
}

/// A township, or the organs.
pub(super) struct Group {
    /// Short name, for sheets.
    pub(super) name: String,
    pub(super) completion: u32,
    /// Its own place among the nodes.
    pub(super) node: usize,
}

/// All organisations.
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) groups: Vec<Group>,
    /// Places of the villages among the nodes.
    pub(super) villages: Vec<usize>,
    /// Places of the units among the nodes.
    pub(super) units: Vec<usize>,
}

/// Grows the tree.
pub(super) fn grow(words: &Words, size: &Size, random: &mut Random) -> Tree {
    let wanted = size.organisations.clamp(FEWEST, MOST);
    let mut grower = Grower::new(words, random);
    let names = &words.tree;
    let townships = (wanted / words.per_group.max(1)).max(1);
    let townships = townships.min(u32::try_from(names.groups.len()).unwrap_or(1));
    let units = u32::try_from(names.units.len())
        .unwrap_or(0)
        .min(wanted / PER_UNIT);
    let organs = if units > 0 { units + 1 } else { 0 };
    // The root and the temporary branch come on top.
    let below = wanted.saturating_sub(2 + townships + organs);
    let root = grower.add(&names.root, &[], None, Role::Root);
    for (group, share) in names.groups.iter().zip(shares(below, townships, grower.random)) {
        grower.township(root, group, share);
    }
    if units > 0 {
        grower.organs(root, units);
    }
    grower.repeat_one_village();
    grower.tree
}

/// Splits a number over townships of unequal size.
fn shares(total: u32, among: u32, random: &mut Random) -> Vec<u32> {
    let weights: Vec<u32> = (0..among).map(|_| random.between(72, 128)).collect();
    let all: u32 = weights.iter().sum();
    let (mut seen, mut given) = (0_u32, 0_u32);
    weights
        .iter()
        .map(|weight| {
            seen += weight;
            let until = u64::from(total) * u64::from(seen) / u64::from(all.max(1));
            let share = u32::try_from(until).unwrap_or(total) - given;
            given += share;
            share
        })
        .collect()
}

struct Grower<'a> {
    words: &'a TreeWords,
    random: &'a mut Random,
    tree: Tree,
    /// Names of villages in an order of chance, dealt one after the other.
    village_names: Vec<String>,
    dealt: usize,
}

impl<'a> Grower<'a> {
    fn new(words: &'a Words, random: &'a mut Random) -> Grower<'a> {
        let names = &words.tree;
        let combine = |first: &String| -> Vec<String> {
            names
                .village_second
                .iter()
                .map(|second| format!("{first}{second}"))
                .collect()
        };
        let mut village_names: Vec<String> = names.village_first.iter().flat_map(combine).collect();
        random.shuffle(&mut village_names);
        let tree = Tree {
            nodes: Vec::new(),
            groups: Vec::new(),
            villages: Vec::new(),
            units: Vec::new(),
        };
        Grower {
            words: names,
            random,
            tree,
            village_names,
            dealt: 0,
        }
    }

    fn add(&mut self, named: &Named, fill: &[(&str, &str)], parent: Option<usize>, role: Role) -> usize {
        let level = match role {
            Role::Root => 0,
            Role::Group => 1,
            Role::Village => 2,
            Role::Branch | Role::Unit | Role::Temporary => 3,
        };
        let above = parent.and_then(|at| self.tree.nodes.get(at));
        let span = self.words.founded.get(level).copied().unwrap_or_default();
        let earliest = above
            .and_then(|node| node.line.founded_on)
            .unwrap_or(span.0)
            .max(span.0);
        let line = OrganisationLine {
            place: Place::default(),
            name: filled(&named.name, fill),
            kind: named.kind.clone(),
            parent: above.map(|node| node.line.name.clone()),
            founded_on: Some(any_day((earliest, span.1.max(earliest)), self.random)),
            ..OrganisationLine::default()
        };
        let (group, village) = above.map_or((None, None), |node| (node.group, node.village));
        self.tree.nodes.push(Node {
            line,
            parent,
            role,
            group,
            village,
            unit: None,
            habit: Habit::Usual,
        });
        self.tree.nodes.len() - 1
    }

    fn enter_group(&mut self, name: &str, completion: u32, node: usize) {
        let place = self.tree.groups.len();
        self.tree.groups.push(Group {
            name: name.to_owned(),
            completion,
            node,
        });
        if let Some(node) = self.tree.nodes.get_mut(node) {
            node.group = Some(place);
        }
    }

    fn township(&mut self, root: usize, group: &super::words::GroupWords, share: u32) {
        let words = self.words;
        let fill = [("{group}", group.name.as_str())];
        let township = self.add(&words.group, &fill, Some(root), Role::Group);
        self.enter_group(&group.name, group.completion, township);
        if words.village.name.is_empty() {
            self.branches(township, &fill, share);
            return;
        }
        let (fewest, most) = words.village_branches;
        let mut left = share;
        while left > 0 {
            let drawn = self.random.between(fewest, most);
            // What would be too few for one more village joins this one.
            let count = if left > drawn + fewest + 1 {
                drawn
            } else {
                left - 1
            };
            self.village(township, &group.name, count);
            left -= 1 + count;
        }
    }

    fn village(&mut self, township: usize, group: &str, branches: u32) {
        let words = self.words;
        let place = self.dealt.checked_rem(self.village_names.len()).unwrap_or(0);
        self.dealt += 1;
        let name = self.village_names.get(place).cloned().unwrap_or_default();
        let fill = [("{group}", group), ("{village}", name.as_str())];
        let village = self.add(&words.village, &fill, Some(township), Role::Village);
        let rank = self.tree.villages.len();
        self.tree.villages.push(village);
        if let Some(node) = self.tree.nodes.get_mut(village) {
            node.village = Some(rank);
        }
        self.branches(village, &fill, branches);
    }

    fn branches(&mut self, parent: usize, fill: &[(&str, &str)], count: u32) {
        let words = self.words;
        for number in 1..=count {
            let place = usize::try_from(number - 1).unwrap_or(0);
            let number = words
                .numbers
                .get(place)
                .cloned()
                .unwrap_or_else(|| number.to_string());
            let mut fill = fill.to_vec();
            fill.push(("{number}", &number));
            self.add(&words.branch, &fill, Some(parent), Role::Branch);
        }
    }

    fn organs(&mut self, root: usize, units: u32) {
        let words = self.words;
        let organs = self.add(&words.unit_group, &[], Some(root), Role::Group);
        self.enter_group(&words.organs, words.unit_completion, organs);
        for (rank, unit) in words
            .units
            .iter()
            .take(usize::try_from(units).unwrap_or(0))
            .enumerate()
        {
            let at = self.add(&words.unit, &[("{unit}", unit)], Some(organs), Role::Unit);
            self.tree.units.push(at);
            if let Some(node) = self.tree.nodes.get_mut(at) {
                node.unit = Some(rank);
            }
        }
    }

    /// Two villages of one name in two townships (E42): the last township's first takes the name of the first
    /// township's first.
    fn repeat_one_village(&mut self) {
        let nodes = &self.tree.nodes;
        let Some(first) = self.tree.villages.first().and_then(|at| nodes.get(*at)) else {
            return;
        };
        let township = self
            .tree
            .villages
            .last()
            .and_then(|at| nodes.get(*at))
            .and_then(|node| node.group);
        let is_there = |at: &&usize| nodes.get(**at).is_some_and(|node| node.group == township);
        let Some(other) = self
            .tree
            .villages
            .iter()
            .find(is_there)
            .and_then(|at| nodes.get(*at))
        else {
            return;
        };
        let (Some(from), Some(name)) = (other.village, self.village_names.first().cloned()) else {
            return;
        };
        if first.group == township {
            return;
        }
        let old = self
            .village_names
            .get(from.checked_rem(self.village_names.len()).unwrap_or(0))
            .cloned();
        let Some(old) = old else { return };
        for node in self
            .tree
            .nodes
            .iter_mut()
            .filter(|node| node.village == Some(from))
        {
            node.line.name = node.line.name.replacen(&old, &name, 1);
            if node.role == Role::Branch {
                node.line.parent = node
                    .line
                    .parent
                    .as_ref()
                    .map(|parent| parent.replacen(&old, &name, 1));
            }
        }
    }
}

/// A name with its blanks filled.
pub(super) fn filled(pattern: &str, fill: &[(&str, &str)]) -> String {
    let mut name = pattern.to_owned();
    for (blank, word) in fill {
        name = name.replace(blank, word);
    }
    name
}
