//! What happens to organisations while the programme runs: founded, merged, closed, for a time only.
//! Must not hold lectures; it only says of whom a story needs one.

use jiff::civil::Date;

use super::random::Random;
use super::tree::{Habit, Node, Role, Tree, filled};
use super::words::Words;
use crate::import::lines::OrganisationLine;

/// Writes the events into the tree. The temporary branch comes last in the list.
pub(super) fn happen(tree: &mut Tree, words: &Words, periods: &[(Date, Date)], random: &mut Random) {
    let events = &words.events;
    let count = events.founded.len() + events.merged.len() + events.closed.len();
    let mut places = spread(&tree.nodes, count).into_iter();
    for (day, at) in events.founded.iter().zip(&mut places) {
        if let Some(node) = tree.nodes.get_mut(at) {
            node.line.founded_on = Some(*day);
        }
    }
    for (nth, (day, at)) in events.merged.iter().zip(&mut places).enumerate() {
        let period = periods
            .iter()
            .position(|span| span.0 <= *day && *day <= span.1)
            .unwrap_or(0);
        // Of the first pair, only the one that ends spoke in the period: its lecture credits the other (E1).
        merge(tree, at, *day, (nth == 0).then_some(period));
    }
    for (day, at) in events.closed.iter().zip(&mut places) {
        if let Some(node) = tree.nodes.get_mut(at) {
            node.line.closed_on = Some(*day);
            node.line.note = Some(words.notes.closed.clone());
        }
    }
    add_temporary(tree, words, random);
}

/// Branches spread over the county, each with an elder sister just before it.
fn spread(nodes: &[Node], count: usize) -> Vec<usize> {
    let pairs: Vec<usize> = nodes
        .iter()
        .zip(nodes.iter().skip(1))
        .enumerate()
        .filter(|(_, (one, next))| {
            one.role == Role::Branch && next.role == Role::Branch && one.parent == next.parent
        })
        .map(|(at, _)| at + 1)
        .collect();
    if pairs.len() < 3 * count {
        return Vec::new();
    }
    (1..=count)
        .filter_map(|nth| pairs.get(pairs.len() * nth / (count + 1)).copied())
        .collect()
}

fn merge(tree: &mut Tree, at: usize, day: Date, told: Option<usize>) {
    let into = at.checked_sub(1).and_then(|elder| tree.nodes.get_mut(elder));
    let Some(into) = into else { return };
    if let Some(period) = told {
        into.habit = Habit::Silent(period);
    }
    let into = into.line.name.clone();
    if let Some(node) = tree.nodes.get_mut(at) {
        node.line.closed_on = Some(day);
        node.line.merged_into = Some(into);
        node.habit = told.map_or(Habit::Usual, Habit::Sure);
    }
}

/// A branch for one task, without members of its own (E4).
fn add_temporary(tree: &mut Tree, words: &Words, random: &mut Random) {
    let temporary = &words.events.temporary;
    let place = temporary.group.checked_rem(tree.groups.len()).unwrap_or(0);
    let Some(group) = tree.groups.get(place) else {
        return;
    };
    let secretary = super::people::invent(&words.people, None, random);
    let line = OrganisationLine {
        name: filled(&temporary.name, &[("{group}", &group.name)]),
        kind: temporary.kind.clone(),
        parent: tree.nodes.get(group.node).map(|node| node.line.name.clone()),
        secretary: Some(secretary),
        founded_on: Some(temporary.from),
        closed_on: Some(temporary.until),
        note: Some(words.notes.temporary.clone()),
        ..OrganisationLine::default()
    };
    tree.nodes.push(Node {
        line,
        parent: Some(group.node),
        role: Role::Temporary,
        group: Some(place),
        village: None,
        unit: None,
        habit: Habit::Usual,
    });
}
