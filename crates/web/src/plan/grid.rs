//! The plan of a township row by row, and of a county by its townships.
//! Must not count what is owed: the slots come counted.

use app::{Filled, PlanSeen, PlanSlot, PlanState};
use askama::Template;
use domain::id::OrganisationId;
use domain::plan::{Warned, Warning};

use super::form::shown;
use super::words::{Quarters, State, Thought, plan_of, quarters, state, thought};
use crate::answer::{Answer, Reply};
use crate::told::Called;
use crate::view::View;
use crate::visit::Visit;

/// More rows than this are summed up by the organisations right below.
const MOST_ROWS: usize = 150;
/// Warnings shown at once.
const MOST_THOUGHTS: usize = 20;

/// A place in a plan, as a row.
struct Row {
    whose: Called,
    address: String,
    duty: String,
    when: String,
    topic: String,
    kind: String,
    speaker: String,
    venue: String,
    state: State,
    item: Option<String>,
    thoughts: usize,
}

/// How many places stand how.
#[derive(Default)]
struct Counts {
    all: u32,
    held: u32,
    complete: u32,
    incomplete: u32,
    nothing: u32,
    thoughts: u32,
}

/// An organisation right below, summed up.
struct Sum {
    whose: Called,
    address: String,
    counts: Counts,
}

#[derive(Template)]
#[template(path = "plan/grid.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each shows or hides one thing of the page"
)]
struct Page<'a> {
    v: View<'a>,
    whose: Called,
    top: String,
    period: String,
    year: String,
    quarters: Quarters,
    told: Option<&'static str>,
    counts: Counts,
    rows: Vec<Row>,
    sums: Vec<Sum>,
    thoughts: Vec<Thought>,
    more_thoughts: usize,
    may_change: bool,
    may_print: bool,
    at_home: bool,
    reads_notices: bool,
    only_lacking: bool,
    lacking_address: String,
    all_address: String,
}

/// Whether the table says it already: what lacks and what is not planned has a row.
pub fn is_in_table(warned: &Warned) -> bool {
    matches!(warned.what, Warning::Incomplete(_) | Warning::Gap { .. })
}

/// The page.
pub(super) fn page(visit: &Visit, seen: &PlanSeen, reads_notices: bool) -> Answer {
    let only_lacking = visit.query("show") == Some("lacking");
    let sums = if seen.slots.len() > MOST_ROWS {
        sums(seen)
    } else {
        Vec::new()
    };
    let rows = if sums.is_empty() {
        let wanted = seen.slots.iter().filter(|slot| !only_lacking || lacks(slot));
        wanted.map(|slot| row(visit, seen, slot)).collect()
    } else {
        Vec::new()
    };
    let all: Vec<&Warned> = seen.warned.iter().filter(|warned| !is_in_table(warned)).collect();
    let shown = all.iter().take(MOST_THOUGHTS);
    Reply::page(&Page {
        whose: Called::by(visit, &seen.snapshot, seen.top),
        top: seen.top.to_string(),
        period: seen.quarter.label.clone(),
        year: seen.quarter.first.year().to_string(),
        quarters: quarters(visit, &seen.quarter),
        told: visit.query("told").map(|_| "plan-told-kept"),
        counts: counted(&seen.slots, &seen.warned),
        rows,
        sums,
        thoughts: shown
            .map(|warned| thought(visit, (&seen.snapshot, seen.top), warned))
            .collect(),
        more_thoughts: all.len().saturating_sub(MOST_THOUGHTS),
        may_change: seen.slots.iter().any(|slot| slot.may_change),
        may_print: seen.may_print,
        at_home: seen.top == visit.home(),
        reads_notices,
        only_lacking,
        lacking_address: visit.address_with("show", "lacking"),
        all_address: visit.address_with("show", ""),
        v: View::new(visit),
    })
}

fn lacks(slot: &PlanSlot) -> bool {
    match &slot.filled {
        Filled::Item(item) => item.state == PlanState::Open && !item.missing.is_empty(),
        Filled::Nothing => true,
        Filled::Lecture(_) => false,
    }
}

fn row(visit: &Visit, seen: &PlanSeen, slot: &PlanSlot) -> Row {
    let rules = &seen.snapshot.rules;
    let says = match &slot.filled {
        // What is only proposed stands in the form, not in the plan.
        Filled::Nothing => domain::plan::Arrangement::default(),
        Filled::Item(_) | Filled::Lecture(_) => shown(slot, &app::Proposal::default(), seen),
    };
    let item = match &slot.filled {
        Filled::Item(item) => Some(item.id),
        Filled::Lecture(_) | Filled::Nothing => None,
    };
    let about = seen
        .warned
        .iter()
        .filter(|warned| item.is_some() && warned.item == item && !is_in_table(warned));
    Row {
        whose: Called::below(seen.top, &seen.snapshot, slot.organisation),
        address: plan_of(seen, slot.organisation),
        duty: visit.words.duty_by_id(&slot.duty, rules),
        when: visit.words.plan_when(says.on, says.starts_minute),
        topic: says.topic.unwrap_or_default(),
        kind: if says.kind.is_empty() {
            String::new()
        } else {
            visit.words.lecture_kind(&says.kind, rules)
        },
        speaker: says.speaker.map(|speaker| speaker.name).unwrap_or_default(),
        venue: says.venue.unwrap_or_default(),
        state: state(visit, slot),
        item: item.map(|item| item.to_string()),
        thoughts: about.count(),
    }
}

fn counted<'a>(
    slots: impl IntoIterator<Item = &'a PlanSlot>,
    warned: impl IntoIterator<Item = &'a Warned>,
) -> Counts {
    let mut counts = Counts::default();
    for slot in slots {
        counts.all += 1;
        match &slot.filled {
            Filled::Lecture(_) => counts.held += 1,
            Filled::Item(item) if item.state == PlanState::Held => counts.held += 1,
            Filled::Item(item) if item.missing.is_empty() => counts.complete += 1,
            Filled::Item(_) => counts.incomplete += 1,
            Filled::Nothing => counts.nothing += 1,
        }
    }
    let thoughts = warned.into_iter().filter(|warned| !is_in_table(warned));
    counts.thoughts = u32::try_from(thoughts.count()).unwrap_or(u32::MAX);
    counts
}

/// The organisations right below, in the order of the tree.
fn sums(seen: &PlanSeen) -> Vec<Sum> {
    let board = seen.snapshot.board();
    let tree = board.tree();
    let right_below = tree.scope(seen.top).iter().copied();
    let right_below = right_below.filter(|id| tree.parent(*id) == Some(seen.top));
    right_below
        .map(|below| {
            let within = |id: OrganisationId| tree.is_within(id, below);
            let slots = seen.slots.iter().filter(|slot| within(slot.organisation));
            let warned = seen.warned.iter().filter(|warned| within(warned.organisation));
            Sum {
                whose: Called::below(seen.top, &seen.snapshot, below),
                address: plan_of(seen, below),
                counts: counted(slots, warned),
            }
        })
        .filter(|sum| sum.counts.all > 0)
        .collect()
}
