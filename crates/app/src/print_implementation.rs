//! 实施方案 (F1): the draft of an organisation's plan for a year, from the rules and from what is planned already, for people
//! to go on writing. Must not sign, number or date it.

use std::collections::BTreeSet;

use documents::implementation_plan::{ImplementationPlan, Measure, Stage, official};
use documents::official;
use documents::schedule::ScheduleRow;
use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, PersonId};
use domain::period::{Period, Rhythm};
use i18n::{Words, what_is_asked};
use jiff::civil::Date;
use serde_json::json;

use crate::print_papers::{PaperForm, Printed, named, note, write};
use crate::print_schedule::rows_of;
use crate::see_plan::{Filled, PlanSeen, PlanSlot, SeePlan, see_plan};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// Lines of the schedule that are attached; of more the plan says only how many there are.
const MOST_LINES: usize = 400;

/// What is asked for.
#[derive(Clone, Copy)]
pub struct PrintImplementation {
    /// Whose plan.
    pub top: OrganisationId,
    /// For which year; none: the running one.
    pub year: Option<i16>,
}

/// The draft of a plan for a year.
///
/// # Errors
/// When the actor may not, the paper cannot be written, or the database fails.
pub async fn print_implementation(
    app: &App,
    actor: &Actor,
    ask: PrintImplementation,
    (form, words): (PaperForm, &Words),
) -> Result<Printed, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Export, TargetKind::Plan), ask.top)?;
    let first = ask.year.and_then(|year| Date::new(year, 1, 1).ok());
    let year = Rhythm::Year.period_of(first.unwrap_or(snapshot.as_of));
    let mut quarters = Vec::new();
    let mut day = year.first;
    while day <= year.last {
        let label = Rhythm::Quarter.period_of(day).label;
        let seen = see_plan(
            app,
            actor,
            SeePlan {
                top: ask.top,
                period: Some(&label),
            },
        )
        .await?;
        let Ok(next) = seen.quarter.last.tomorrow() else {
            break;
        };
        day = next;
        quarters.push(seen);
    }
    let (plan, people) = plan(&snapshot, ask.top, (&year, &quarters), words);
    let detail = json!({ "organisation": ask.top.to_string(), "period": year.label });
    note(
        app,
        (&snapshot, actor),
        ("print-implementation", &detail),
        &people,
    )
    .await?;
    let paper = official::official(&official(&plan, words), words);
    let name = plan.title.replace('\n', "");
    write(app, paper, (form, name)).await
}

/// The plan, and who is named in it.
fn plan(
    snapshot: &Snapshot,
    top: OrganisationId,
    (year, quarters): (&Period, &[PlanSeen]),
    words: &Words,
) -> (ImplementationPlan, BTreeSet<PersonId>) {
    let rules = &snapshot.rules;
    let asked = what_is_asked(rules, (year.first, year.last), words);
    let period = words.period(year, &Rhythm::Year);
    let issuer = named(snapshot, top);
    let title = &words.say(
        "plan-paper-title",
        &[
            ("period", period.as_str().into()),
            ("programme", words.programme(rules).into()),
        ],
    );
    let quoted = |source: &String| words.say("lecture-title", &[("title", source.as_str().into())]);
    let measure = |measured: i18n::Measured| Measure {
        name: measured.name,
        text: measured.text,
    };
    let goals = std::iter::once(scope(snapshot, top, words)).chain(asked.duties);
    let schedule: Vec<ScheduleRow> = quarters
        .iter()
        .flat_map(|quarter| rows_of(quarter, |slot| is_of(quarter, slot), words))
        .collect();
    let is_attached = schedule.len() <= MOST_LINES;
    let people = if is_attached {
        people(quarters)
    } else {
        BTreeSet::new()
    };
    let plan = ImplementationPlan {
        issuer: issuer.clone(),
        number: String::new(),
        // The name of who issues it stands in a line of its own: no break falls into it.
        title: [issuer.as_str(), title].join("\n"),
        addressee: addressee(snapshot, top, words),
        basis: asked.sources.iter().map(quoted).collect(),
        period,
        goals: goals.collect(),
        measures: asked.measures.into_iter().map(measure).collect(),
        stages: quarters
            .iter()
            .map(|quarter| stage(quarter, top, words))
            .collect(),
        schedule: if is_attached { schedule } else { Vec::new() },
        signed_by: issuer,
        signed_on: None,
    };
    (plan, people)
}

/// Where and by whom it is carried out.
fn scope(snapshot: &Snapshot, top: OrganisationId, words: &Words) -> String {
    let board = snapshot.board();
    let is_branch = |id: &&OrganisationId| {
        let found = snapshot.facts.organisation(**id);
        found.is_some_and(|found| found.existed_on(snapshot.as_of) && snapshot.rules.is_branch(&found.kind))
    };
    let count = board.tree().scope(top).iter().filter(is_branch).count();
    let count = words.number(u64::try_from(count).unwrap_or(u64::MAX));
    let arguments = [
        ("organisation", named(snapshot, top).into()),
        ("count", count.into()),
        ("programme", words.programme(&snapshot.rules).into()),
    ];
    words.say("plan-paper-scope", &arguments)
}

/// Those right below; nobody where there are none.
fn addressee(snapshot: &Snapshot, top: OrganisationId, words: &Words) -> String {
    let board = snapshot.board();
    if board.tree().scope(top).len() > 1 {
        words.say("plan-paper-addressee", &[])
    } else {
        String::new()
    }
}

/// What a quarter asks, duty by duty, and how much of it is planned.
fn stage(seen: &PlanSeen, top: OrganisationId, words: &Words) -> Stage {
    // What is over is owed too, though its empty places are no places of a plan any more.
    let board = seen.snapshot.board();
    let mut owed: Vec<(&str, u32)> = Vec::new();
    for proof in board.owing(top, &seen.quarter) {
        let obligation = &proof.obligation;
        if !seen.quarter.contains(obligation.period.last) {
            continue;
        }
        match owed.iter_mut().find(|(duty, _)| *duty == obligation.duty.id) {
            Some((_, count)) => *count = count.saturating_add(obligation.minimum),
            None => owed.push((&obligation.duty.id, obligation.minimum)),
        }
    }
    let sentence = |(duty, owed): (&str, u32)| {
        let slots = seen.slots.iter().filter(|slot| slot.duty == duty);
        let planned = slots.filter(|slot| is_of(seen, slot)).count();
        let planned = words.number(u64::try_from(planned).unwrap_or(u64::MAX));
        let arguments = [
            ("duty", words.duty_by_id(duty, &seen.snapshot.rules).into()),
            ("owed", words.number(owed.into()).into()),
            ("settled", planned.into()),
        ];
        words.say("plan-paper-duty", &arguments)
    };
    let said: Vec<String> = owed.into_iter().map(sentence).collect();
    Stage {
        when: words.period(&seen.quarter, &Rhythm::Quarter),
        text: if said.is_empty() {
            words.say("plan-paper-nothing", &[])
        } else {
            words.joined(&said)
        },
    }
}

/// Whether somebody planned it or held it, and its time ends in the quarter: one that lies in two quarters is counted in
/// the second.
fn is_of(seen: &PlanSeen, slot: &PlanSlot) -> bool {
    is_settled(slot) && seen.quarter.contains(slot.period.last)
}

/// Whether somebody planned it, or held it without a plan.
fn is_settled(slot: &PlanSlot) -> bool {
    !matches!(slot.filled, Filled::Nothing)
}

/// The people whose names are in the schedule.
fn people(quarters: &[PlanSeen]) -> BTreeSet<PersonId> {
    let slots = quarters.iter().flat_map(|quarter| &quarter.slots);
    slots
        .filter_map(crate::print_schedule::speaker_on_record)
        .collect()
}
