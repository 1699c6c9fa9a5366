//! Members, secretaries and speakers of an invented county. Must not know lectures.

use std::collections::BTreeSet;
use std::ops::Range;

use super::random::Random;
use super::tree::{Node, Role, Tree, filled};
use super::words::{People, Words};
use super::{Size, UnitHead};
use crate::import::lines::{MemberLine, Place};

/// Percent of members who are away all year.
const AWAY: u32 = 9;
/// One branch in so many has no secretary.
const VACANT: u64 = 90;
/// Organisations of a county of the usual size.
const USUAL: u32 = 950;

/// Everyone.
pub(super) struct Everyone {
    pub(super) members: Vec<MemberLine>,
    /// The members of each node, by its place.
    pub(super) of_node: Vec<Range<usize>>,
    /// Who can come at all, by place among the members.
    pub(super) away: Vec<bool>,
    pub(super) unit_heads: Vec<UnitHead>,
    /// Two for each village.
    pub(super) teams: Vec<String>,
    pub(super) teachers: Vec<String>,
    pub(super) guests: Vec<String>,
}

/// Fills the branches and names the secretaries.
pub(super) fn settle(tree: &mut Tree, words: &Words, size: &Size, random: &mut Random) -> Everyone {
    let people = &words.people;
    let sizes = sizes(&tree.nodes, people, size.members, random);
    let namesakes = namesakes(tree, words, random);
    let mut members = Vec::new();
    let mut of_node = Vec::with_capacity(tree.nodes.len());
    for (at, (node, count)) in tree.nodes.iter_mut().zip(&sizes).enumerate() {
        let start = members.len();
        let clan = node.village;
        branch(&mut members, people, &node.line.name, (*count, clan), random);
        if namesakes.contains(&at) {
            repeat_a_name(members.get_mut(start..).unwrap_or_default());
        }
        let first = members.get(start).map(|member| member.name.clone());
        let vacant = node.role == Role::Branch && random.below(VACANT) == 0;
        if node.line.secretary.is_none() && !vacant {
            node.line.secretary = first.or_else(|| Some(invent(people, None, random)));
        }
        of_node.push(start..members.len());
    }
    place_all(tree, &mut members, &of_node, words);
    let away = members.iter().map(|_| random.percent(AWAY)).collect();
    let mut several =
        |count: usize| -> Vec<String> { (0..count).map(|_| invent(people, None, random)).collect() };
    let teams = several(2 * tree.villages.len());
    let (teachers, guests) = (several(people.teachers), several(people.guests));
    let heads = several(tree.units.len());
    Everyone {
        members,
        of_node,
        away,
        unit_heads: unit_heads(tree, heads),
        teams,
        teachers,
        guests,
    }
}

/// The heads of units, and the villages their units support, dealt in turn.
fn unit_heads(tree: &Tree, names: Vec<String>) -> Vec<UnitHead> {
    let name_of = |at: &usize| tree.nodes.get(*at).map(|node| node.line.name.clone());
    let villages: Vec<String> = tree.villages.iter().filter_map(name_of).collect();
    let units = tree.units.len().max(1);
    let heads = names
        .into_iter()
        .zip(tree.units.iter().filter_map(name_of))
        .enumerate();
    heads
        .map(|(rank, (name, unit))| {
            let villages = villages.iter().skip(rank).step_by(units).cloned().collect();
            UnitHead { unit, name, villages }
        })
        .collect()
}

/// How many members each node has; together as many as wanted, as far as the bounds allow.
fn sizes(nodes: &[Node], people: &People, wanted: u32, random: &mut Random) -> Vec<u32> {
    let (low, high) = people.size;
    let span = high.saturating_sub(low);
    let mut sizes: Vec<u32> = nodes
        .iter()
        .map(|node| {
            let drawn = low + random.between(0, span / 2) + random.between(0, span - span / 2);
            if node.is_branch() { drawn } else { 0 }
        })
        .collect();
    let mut total: u32 = sizes.iter().sum();
    // First by chance, so that the largest and the smallest stay; then all.
    for pass in 0..=2 * span {
        for size in sizes.iter_mut().filter(|size| **size > 0) {
            if pass < span && random.percent(50) {
                continue;
            }
            if total < wanted && *size < high {
                *size += 1;
                total += 1;
            } else if total > wanted && *size > low {
                *size -= 1;
                total -= 1;
            }
        }
    }
    sizes
}

/// Places of the branches in which two people share a name.
fn namesakes(tree: &Tree, words: &Words, random: &mut Random) -> BTreeSet<usize> {
    let nodes = u32::try_from(tree.nodes.len()).unwrap_or(u32::MAX);
    let wanted = u64::from(words.people.namesakes) * u64::from(nodes) / u64::from(USUAL);
    let drawn = (0..wanted).map(|_| random.place(tree.nodes.len()));
    drawn
        .filter(|at| tree.nodes.get(*at).is_some_and(Node::is_branch))
        .collect()
}

/// The members of one branch; no two share a name.
fn branch(
    members: &mut Vec<MemberLine>,
    people: &People,
    branch: &str,
    (count, clan): (u32, Option<usize>),
    random: &mut Random,
) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for _ in 0..count {
        let mut name = invent(people, clan, random);
        for _ in 0..20 {
            if !taken.contains(&name) {
                break;
            }
            name = invent(people, None, random);
        }
        taken.insert(name.clone());
        let second = random.percent(people.second_kind);
        let kind = if second { &people.kinds.1 } else { &people.kinds.0 };
        let birth_month = people.born.map(|(from, until)| {
            // One accepted on probation is seldom old.
            let from = if second {
                until.saturating_sub(25).max(from)
            } else {
                from
            };
            format!("{}-{:02}", random.between(from, until), random.between(1, 12))
        });
        members.push(MemberLine {
            place: Place::default(),
            branch: branch.to_owned(),
            name,
            birth_month,
            kind: kind.clone(),
        });
    }
}

/// Gives the last member the name of the second, unless they were born in one month.
fn repeat_a_name(branch: &mut [MemberLine]) {
    let [_, second, .., last] = branch else { return };
    if second.birth_month != last.birth_month {
        last.name.clone_from(&second.name);
    }
}

/// A name. In a village every third comes from one of three families.
pub(super) fn invent(people: &People, village: Option<usize>, random: &mut Random) -> String {
    let mut family = random.word(&people.families);
    if let Some(village) = village.filter(|_| random.percent(33)) {
        let step = village.saturating_mul(3).saturating_add(random.place(3));
        let place = step.checked_rem(people.families.len()).unwrap_or(0);
        family = people.families.get(place).map_or(family, String::as_str);
    }
    let double = !people.given_first.is_empty() && random.percent(72);
    let given = if double {
        format!(
            "{}{}",
            random.word(&people.given_first),
            random.word(&people.given_second)
        )
    } else {
        random.word(&people.given_single).to_owned()
    };
    filled(&people.name, &[("{family}", family), ("{given}", &given)])
}

/// Numbers the rows, as the sheets show them: titles above, one roster for each township.
fn place_all(tree: &mut Tree, members: &mut [MemberLine], of_node: &[Range<usize>], words: &Words) {
    for (row, node) in (0_u32..).zip(&mut tree.nodes) {
        node.line.number = Some(i64::from(row) + 1);
        node.line.place = super::place(&words.sheets.organisations, row);
    }
    let mut next: Vec<u32> = vec![0; tree.groups.len()];
    for (node, range) in tree.nodes.iter().zip(of_node) {
        let group = node.group.unwrap_or(0);
        let sheet = tree
            .groups
            .get(group)
            .map_or(words.sheets.members.as_str(), |group| &group.name);
        let rows = members.get_mut(range.clone()).unwrap_or_default();
        for member in rows {
            if let Some(row) = next.get_mut(group) {
                member.place = super::place(sheet, *row);
                *row += 1;
            }
        }
    }
}
