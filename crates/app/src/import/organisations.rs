//! The list of organisations (党组织基本情况表) against those on record.
//! Must not read cells or write rows: lines come in, a plan goes out.

mod family;

use std::collections::HashMap;

use domain::id::OrganisationId;
use domain::import_refusal::{ImportRefusal, ImportWarning};
use domain::naming::fold_name;
use domain::organisation::{ClosureReason, Organisation};
use domain::rule_set::RuleSet;
use jiff::civil::Date;
use store::{OrganisationParentRow, OrganisationRow, PostRow};

use super::lines::OrganisationLine;
use super::plan::{Differences, Plan};
use super::words::Words;
use super::{Context, SINCE_BEFORE_RECORDS};
use crate::appoint::holder;
use family::Family;

/// A line with its kind known.
struct Candidate<'a> {
    line: &'a OrganisationLine,
    kind: &'a str,
    id: OrganisationId,
    held: Option<&'a Organisation>,
}

/// Decides what each line does.
pub fn plan(lines: &[OrganisationLine], context: &Context<'_>) -> Plan {
    let mut plan = Plan::default();
    let candidates = candidates(lines, context, &mut plan);
    let family = Family::of(&candidates, context.facts);
    for candidate in &candidates {
        match family.place(candidate) {
            Ok(relations) => {
                let row = row_of(candidate, relations.successor, context.rules);
                settle(candidate, row, relations.parent, context, &mut plan);
            }
            Err(why) => plan.refuse(&candidate.line.place, why),
        }
    }
    plan
}

/// Lines of a known kind, each name once; the others are refused.
fn candidates<'a>(
    lines: &'a [OrganisationLine],
    context: &'a Context<'a>,
    plan: &mut Plan,
) -> Vec<Candidate<'a>> {
    let kinds = Words::organisation_kinds(context.rules);
    let held: HashMap<String, &Organisation> = context
        .facts
        .organisations
        .iter()
        .map(|o| (fold_name(&o.full_name), o))
        .collect();
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut candidates = Vec::with_capacity(lines.len());
    for line in lines {
        let name = fold_name(&line.name);
        if let Some(first_row) = seen.get(&name) {
            plan.refuse(
                &line.place,
                ImportRefusal::Duplicate {
                    first_row: *first_row,
                },
            );
            continue;
        }
        seen.insert(name.clone(), line.place.row);
        let kind = match kinds.read(&line.kind) {
            Ok(kind) => kind,
            Err(why) => {
                plan.refuse(&line.place, why);
                continue;
            }
        };
        if let (Some(founded), Some(closed)) = (line.founded_on, line.closed_on)
            && closed <= founded
        {
            let why = ImportRefusal::EndsBeforeItBegins {
                from: founded,
                until: closed,
            };
            plan.refuse(&line.place, why);
            continue;
        }
        let held = held.get(&name).copied();
        let id = held.map_or_else(
            || OrganisationId(context.new_id()),
            |organisation| organisation.id,
        );
        candidates.push(Candidate { line, kind, id, held });
    }
    take_root(&mut candidates, context);
    candidates
}

/// A first import that was cut short left a tree without organisations: its root takes the id the tree has.
fn take_root(candidates: &mut [Candidate<'_>], context: &Context<'_>) {
    let first = candidates
        .iter_mut()
        .find(|candidate| candidate.line.parent.is_none());
    if let (Some(first), Some(root), true) = (first, context.root, context.facts.organisations.is_empty()) {
        first.id = root;
    }
}

/// The row a line makes. What it leaves blank says nothing against what is held.
fn row_of(candidate: &Candidate<'_>, successor: Option<OrganisationId>, rules: &RuleSet) -> OrganisationRow {
    let line = candidate.line;
    let closure = candidate.held.and_then(|held| held.closed);
    let successor = successor.or(closure.and_then(|closure| closure.into));
    let closed_on = line.closed_on.or(closure.map(|closure| closure.on));
    let temporary = rules
        .organisation_kind(candidate.kind)
        .is_some_and(|kind| kind.temporary);
    let reason = closed_on.map(|_| match (successor, temporary) {
        (Some(_), _) => ClosureReason::Merged,
        (None, true) => ClosureReason::Ended,
        (None, false) => ClosureReason::Dissolved,
    });
    OrganisationRow {
        id: candidate.id,
        number: line
            .number
            .or(candidate.held.and_then(|held| held.number))
            .and_then(|number| u32::try_from(number).ok()),
        kind: candidate.kind.to_owned(),
        full_name: line.name.clone(),
        founded_on: line
            .founded_on
            .or(candidate.held.and_then(|held| held.founded_on)),
        closed_on,
        close_reason: reason.map(|reason| reason.word().to_owned()),
        successor_id: successor,
        split_from: candidate.held.and_then(|held| held.split_from),
        note: line.note.clone(),
    }
}

/// Adds a new organisation, or notes what the line corrects in a held one.
fn settle(
    candidate: &Candidate<'_>,
    row: OrganisationRow,
    parent: Option<OrganisationId>,
    context: &Context<'_>,
    plan: &mut Plan,
) {
    let Some(held) = candidate.held else {
        let from_on = row.founded_on.unwrap_or(SINCE_BEFORE_RECORDS);
        plan.accepted += 1;
        plan.add.parents.push(OrganisationParentRow {
            organisation_id: row.id,
            from_on,
            parent_id: parent,
        });
        if let Some(name) = &candidate.line.secretary {
            appoint(row.id, name, from_on, context, plan);
        }
        plan.add.organisations.push(row);
        return;
    };
    let mut differences = Differences::default();
    let kind = |id: &str| {
        let kind = context.rules.organisation_kind(id);
        kind.and_then(|kind| kind.names.first().cloned())
            .unwrap_or_else(|| id.to_owned())
    };
    let name = |id: Option<OrganisationId>| id.map(|id| context.name(id).to_owned());
    differences.field("kind", &kind(&held.kind), &kind(&row.kind));
    differences.field("founded_on", &held.founded_on, &row.founded_on);
    differences.field(
        "closed_on",
        &held.closed.map(|closure| closure.on),
        &row.closed_on,
    );
    let into = held.closed.and_then(|closure| closure.into);
    if into != row.successor_id {
        let now = candidate.line.merged_into.clone();
        differences.note("merged_into", &name(into), &now);
    }
    let above = held.parent_on(context.today);
    if above != parent {
        differences.note("parent", &name(above), &candidate.line.parent);
        // 转隶: it stands under the new parent from today; what was before stays (E3).
        let from_on = context.today;
        plan.replace.parents.push(OrganisationParentRow {
            organisation_id: row.id,
            from_on,
            parent_id: parent,
        });
    }
    hand_over(candidate, context, &mut differences, plan);
    if plan.compared(&candidate.line.place, differences.0) {
        plan.replace.organisations.push(row);
    }
}

/// A new name in the column of the holder: the old one leaves the post, the new one takes it (E20).
fn hand_over(
    candidate: &Candidate<'_>,
    context: &Context<'_>,
    differences: &mut Differences,
    plan: &mut Plan,
) {
    let (Some(name), Some(role)) = (&candidate.line.secretary, &context.rules.sheet_rules.holder_post) else {
        return;
    };
    let facts = context.facts;
    let post = facts
        .posts
        .iter()
        .find(|p| p.organisation == candidate.id && p.role == *role && p.held_on(context.today));
    let holder = post.and_then(|post| facts.person(post.person)?.name.clone());
    if holder.as_ref() == Some(name) {
        return;
    }
    if context.erased.has(name, None, candidate.id) {
        let name = name.clone();
        plan.warn(&candidate.line.place, ImportWarning::ErasedName { name });
        return;
    }
    differences.field("holder", &holder, &Some(name.clone()));
    if let Some(post) = post {
        plan.replace.posts.push(PostRow {
            id: post.id,
            organisation_id: post.organisation,
            role: post.role.clone(),
            person_id: post.person,
            from_on: post.from,
            until_on: Some(context.today.yesterday().unwrap_or(context.today)),
        });
    }
    appoint(candidate.id, name, context.today, context, plan);
}

fn appoint(organisation: OrganisationId, name: &str, from_on: Date, context: &Context<'_>, plan: &mut Plan) {
    let Some(role) = &context.rules.sheet_rules.holder_post else {
        return;
    };
    let (person, post) = holder(
        &|| context.new_id(),
        name.to_owned(),
        (organisation, role, from_on),
    );
    plan.add.people.push(person);
    plan.add.posts.push(post);
}
