//! The implementation plan (实施方案) as an official paper: on what it rests, what it wants, how and when. Must not add a
//! sentence of its own but those that every such plan opens with.

use i18n::Words;
use jiff::civil::Date;

use crate::official::{Annex, Official, Part, Turned};
use crate::schedule::{self, ScheduleRow};

/// An implementation plan. What is empty is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImplementationPlan {
    /// Who issues it, as the red head says it.
    pub issuer: String,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// To whom it goes.
    pub addressee: String,
    /// The documents it rests on, with their marks: 《……》.
    pub basis: Vec<String>,
    /// From when to when it holds, as a sentence has it: 2026年.
    pub period: String,
    /// What is to be reached.
    pub goals: Vec<String>,
    /// What is done for it.
    pub measures: Vec<Measure>,
    /// What is done when.
    pub stages: Vec<Stage>,
    /// The lectures planned, as an annex on its side.
    pub schedule: Vec<ScheduleRow>,
    /// Who signs.
    pub signed_by: String,
    /// The day it bears.
    pub signed_on: Option<Date>,
}

/// Something that is done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measure {
    /// What, in a few words.
    pub name: String,
    /// How, by whom.
    pub text: String,
}

/// A stretch of time and what is done in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stage {
    /// When: 3月底前.
    pub when: String,
    /// What.
    pub text: String,
}

/// The plan as an official paper.
#[must_use]
pub fn official(plan: &ImplementationPlan, words: &Words) -> Official {
    let mut body = vec![Part::Paragraph(opening(plan, words))];
    let mut number = 0_u32;
    let mut section = |key: &str, parts: Vec<Part>| {
        if !parts.is_empty() {
            number += 1;
            let title = words.say(key, &[]);
            body.push(Part::Heading1(numbered("plan-heading", number, &title, words)));
            body.extend(parts);
        }
    };
    section("plan-goals", goals(plan, words));
    section("plan-measures", measures(plan, words));
    section("plan-stages", stages(plan, words));
    let title = words.say("schedule-title", &[("period", plan.period.as_str().into())]);
    let has_schedule = !plan.schedule.is_empty();
    let annex = has_schedule.then(|| Annex {
        title: title.clone(),
        parts: vec![Part::Table(schedule::table(&plan.schedule, words))],
        turned: Turned::OnItsSide,
    });
    Official {
        issuer: plan.issuer.clone(),
        number: plan.number.clone(),
        title: plan.title.clone(),
        addressee: plan.addressee.clone(),
        body,
        attachments: has_schedule.then_some(title).into_iter().collect(),
        signed_by: plan.signed_by.clone(),
        signed_on: plan.signed_on,
        annexes: annex.into_iter().collect(),
        ..Official::default()
    }
}

fn opening(plan: &ImplementationPlan, words: &Words) -> String {
    if plan.basis.is_empty() {
        words.say("plan-opening", &[])
    } else {
        words.say("plan-opening-basis", &[("names", words.list(&plan.basis).into())])
    }
}

fn numbered(key: &str, number: u32, text: &str, words: &Words) -> String {
    words.say(key, &[("number", number.into()), ("text", text.into())])
}

fn goals(plan: &ImplementationPlan, words: &Words) -> Vec<Part> {
    let many = plan.goals.len() > 1;
    let goal = |(number, text): (u32, &String)| {
        Part::Paragraph(if many {
            numbered("plan-item", number, text, words)
        } else {
            text.clone()
        })
    };
    (1..).zip(&plan.goals).map(goal).collect()
}

fn measures(plan: &ImplementationPlan, words: &Words) -> Vec<Part> {
    let measure = |(number, measure): (u32, &Measure)| {
        let name = Part::Heading2(numbered("plan-subheading", number, &measure.name, words));
        [name, Part::Paragraph(measure.text.clone())]
    };
    (1..).zip(&plan.measures).flat_map(measure).collect()
}

fn stages(plan: &ImplementationPlan, words: &Words) -> Vec<Part> {
    let stage = |(number, stage): (u32, &Stage)| {
        let arguments = [
            ("when", stage.when.as_str().into()),
            ("text", stage.text.as_str().into()),
        ];
        let text = words.say("plan-stage", &arguments);
        Part::Paragraph(numbered("plan-item", number, &text, words))
    };
    (1..).zip(&plan.stages).map(stage).collect()
}
