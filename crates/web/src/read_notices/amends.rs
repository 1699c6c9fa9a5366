//! What a settled plan changes, before and after, who would stand elsewhere, and the button that puts it in force.
//! Must not reckon anything: the application does.

use app::adopt_plan::{AdoptPlan, PlanAmends, ShiftGroup, adopt_plan, see_plan_amends};
use askama::Template;
use axum::http::StatusCode;
use domain::obligation::StandingKind;
use domain::plan_draft::{Amended, Outcome, RhythmOutcome, SettledDuty};
use domain::rule_set::RuleSet;
use i18n::{duty_lines, person_duty_lines};
use uuid::Uuid;

use super::sheet::{State, rhythm_told, state};
use crate::answer::{Answer, Reply};
use crate::posted::Posted;
use crate::told::{Called, refused};
use crate::view::View;
use crate::visit::Visit;

/// Names that are listed of one group.
const MOST_NAMES: usize = 40;

/// A duty of the plan, and what becomes of the rules by it.
struct Change {
    number: usize,
    name: String,
    sentence: String,
    state: State,
    /// What the rule says now and would not say any more; of one that stays what it asks.
    before: Vec<String>,
    /// What it would say that it does not say now.
    after: Vec<String>,
    /// The whole rule as it would be.
    whole: Vec<String>,
}

/// Lines of a new rule that are shown at once: who owes what, who answers for it, from when.
const FIRST_LINES: usize = 3;

/// A rhythm of the plan.
struct Rhythm {
    citation: String,
    how_often: String,
    what: String,
}

/// Those who would stand elsewhere alike.
struct Shifted {
    duty: String,
    period: String,
    change: String,
    count: usize,
    names: Vec<(String, String)>,
    more: usize,
}

#[derive(Template)]
#[template(path = "read_notices/amends.html")]
struct Page<'a> {
    v: View<'a>,
    address: String,
    title: String,
    wrong: Option<String>,
    number: Option<i64>,
    is_whole: bool,
    changes_anything: bool,
    changes: Vec<Change>,
    left: Vec<String>,
    reminders: Vec<Rhythm>,
    shifts: Vec<Shifted>,
    day: String,
    reason: String,
    sha256: String,
}

/// The page.
pub(super) async fn show(visit: Visit) -> Answer {
    let upload: Uuid = visit.place("upload")?;
    page(&visit, upload, None).await
}

async fn page(visit: &Visit, upload: Uuid, wrong: Option<String>) -> Answer {
    let seen = see_plan_amends(&visit.site.app, &visit.actor, upload).await?;
    let words = &visit.words;
    let notice = &seen.notice;
    let refused = match &seen.amended {
        Ok(_) => None,
        Err(refusal) => Some(words.amend_refusal(refusal).text(words)),
    };
    let reason = words.say(
        "amends-reason-filled",
        &[("name", notice.plan.source.as_str().into())],
    );
    let amended = seen.amended.as_ref().ok();
    let left = notice.plan.duties.iter().filter(|duty| !duty.taken);
    Reply::page(&Page {
        address: super::address(notice.id),
        title: super::titled(visit, &notice.plan.source),
        wrong: wrong.or(refused),
        number: notice.number,
        is_whole: amended.is_some(),
        changes_anything: amended.is_some_and(Amended::changes_anything),
        changes: amended.map_or_else(Vec::new, |amended| changes(visit, &seen, amended)),
        left: left.map(|duty| duty.citation.clone()).collect(),
        reminders: amended.map_or_else(Vec::new, |amended| reminders(visit, &seen, amended)),
        shifts: amended.map_or_else(Vec::new, |amended| shifts(visit, &seen, amended)),
        day: words.date(notice.from),
        reason: if notice.plan.source.is_empty() {
            String::new()
        } else {
            reason
        },
        sha256: seen.sha256.clone(),
        v: View::new(visit),
    })
}

fn changes(visit: &Visit, seen: &PlanAmends, amended: &Amended) -> Vec<Change> {
    let duties = seen.notice.plan.duties.iter().zip(&amended.duties).enumerate();
    let taken = duties.filter(|(_, (duty, _))| duty.taken);
    taken
        .map(|(place, (duty, outcome))| {
            let (before, after) = lines(visit, seen, (duty, outcome, &amended.rules));
            let is_lecture = *outcome != Outcome::NoLecture;
            let only = |these: &[String], others: &[String]| -> Vec<String> {
                let own = these.iter().filter(|line| !others.contains(line));
                own.cloned().collect()
            };
            Change {
                number: place + 1,
                name: if is_lecture {
                    duty.name.clone()
                } else {
                    duty.citation.clone()
                },
                sentence: duty.sentence.clone(),
                state: state(outcome),
                whole: if after.is_empty() {
                    before.clone()
                } else {
                    after.clone()
                },
                after: match outcome {
                    Outcome::Adds(_) => after.iter().take(FIRST_LINES).cloned().collect(),
                    _ => only(&after, &before),
                },
                before: match outcome {
                    Outcome::Same(_) => before.into_iter().take(1).collect(),
                    _ => only(&before, &after),
                },
            }
        })
        .collect()
}

/// The rule as it is, and as it would be; a line for each thing it says.
fn lines(
    visit: &Visit,
    seen: &PlanAmends,
    (duty, outcome, amended): (&SettledDuty, &Outcome, &RuleSet),
) -> (Vec<String>, Vec<String>) {
    let words = &visit.words;
    let of_person = duty.whom.post.is_some();
    let rules = &*seen.notice.rules;
    let said = |rules: &RuleSet, id: &str| {
        if of_person {
            let found = rules.person_duties.iter().rfind(|known| known.id == id);
            found.map(|found| person_duty_lines(found, rules, words))
        } else {
            let found = rules.duties.iter().rfind(|known| known.id == id);
            found.map(|found| duty_lines(found, rules, words))
        }
    };
    let named = |rules: &RuleSet, id: &str| said(rules, id).unwrap_or_default();
    let nothing = Vec::new;
    match outcome {
        Outcome::Left | Outcome::NoLecture | Outcome::Open => (nothing(), nothing()),
        Outcome::Same(id) => (named(rules, id), nothing()),
        // What replaces a duty of persons has an id of its own and stands last.
        Outcome::Changes(id) if of_person => {
            let new = amended.person_duties.iter().rfind(|known| {
                known.effective_from == seen.notice.from && Some(&known.post) == duty.whom.post.as_ref()
            });
            let after = new.map(|new| person_duty_lines(new, amended, words));
            (named(rules, id), after.unwrap_or_default())
        }
        Outcome::Changes(id) => (named(rules, id), named(amended, id)),
        Outcome::Adds(id) => (nothing(), named(amended, id)),
    }
}

fn reminders(visit: &Visit, seen: &PlanAmends, amended: &Amended) -> Vec<Rhythm> {
    let reminders = seen.notice.plan.reminders.iter().zip(&amended.reminders);
    reminders
        .filter(|(_, outcome)| **outcome != RhythmOutcome::Left)
        .map(|(reminder, outcome)| Rhythm {
            citation: reminder.citation.clone(),
            how_often: visit.words.rhythm(&reminder.rhythm),
            what: rhythm_told(visit, reminder, *outcome),
        })
        .collect()
}

fn shifts(visit: &Visit, seen: &PlanAmends, amended: &Amended) -> Vec<Shifted> {
    let words = &visit.words;
    let standing = |kind: Option<StandingKind>| match kind {
        Some(kind) => words.standing_kind(kind),
        None => words.say("standing-kind-none", &[]),
    };
    let shown = |group: &ShiftGroup| Shifted {
        // What is owed no more is called as it is called now.
        duty: match group.would_be {
            Some(_) => words.duty_by_id(&group.duty, &amended.rules),
            None => words.duty_by_id(&group.duty, &seen.notice.rules),
        },
        period: words.report_period(&group.period),
        change: words.say(
            "amends-change",
            &[
                ("was", standing(group.was).into()),
                ("would", standing(group.would_be).into()),
            ],
        ),
        count: group.organisations.len(),
        names: group
            .organisations
            .iter()
            .take(MOST_NAMES)
            .map(|id| {
                let called = Called::by(visit, &seen.snapshot, *id);
                (format!("/organisations/{id}"), called.name)
            })
            .collect(),
        more: group.organisations.len().saturating_sub(MOST_NAMES),
    };
    seen.shifts.iter().map(shown).collect()
}

/// Puts the plan in force.
pub(super) async fn adopt(visit: Visit, posted: Posted) -> Answer {
    let upload: Uuid = visit.place("upload")?;
    let command = AdoptPlan {
        upload,
        sha256: posted.field("rules").unwrap_or_default(),
        reason: posted.field("reason").unwrap_or_default(),
    };
    let done = adopt_plan(&visit.site.app, &visit.actor, command).await;
    match refused(&visit, done)? {
        Ok(_) => Reply::see_other(&format!("{}/plan", super::address(upload))),
        Err(wrong) => {
            let reply = page(&visit, upload, Some(wrong)).await?;
            Ok(reply.with_status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// The rules with the plan in them, as a file.
pub(super) async fn rules_file(visit: Visit) -> Answer {
    let upload: Uuid = visit.place("upload")?;
    let seen = see_plan_amends(&visit.site.app, &visit.actor, upload).await?;
    let amended = seen.amended.map_err(app::Refusal::Amend)?;
    Reply::file("rules.toml", "application/toml", amended.text.into_bytes())
}
