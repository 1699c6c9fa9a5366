//! A notice that was read, and the plan that is drafted from it (F1).

use domain::period::Rhythm;
use domain::plan_draft::{Amount, DutyDrafted, FigureDrafted, ReminderDrafted};
use serde_json::{Value, json};

use crate::draft_plan::PlanDrafted;

/// The document of a draft.
#[must_use]
pub fn plan_draft(drafted: &PlanDrafted) -> Value {
    let draft = &drafted.draft;
    json!({
        "text": drafted.text,
        "duties": draft.duties.iter().map(duty).collect::<Vec<Value>>(),
        "reminders": draft.reminders.iter().map(reminder).collect::<Vec<Value>>(),
        "figures": draft.figures.iter().map(figure).collect::<Vec<Value>>(),
        "broken_pages": drafted.broken_pages,
    })
}

fn duty(duty: &DutyDrafted) -> Value {
    let document = json!({
        "kind": duty.kind.word(),
        "minimum": duty.minimum,
        "who": duty.who,
        "citation": duty.citation,
        "sentence": duty.sentence,
        "duty": duty.duty,
        "doubts": duty.doubts.iter().map(|doubt| doubt.word()).collect::<Vec<&str>>(),
    });
    in_rhythm(document, duty.rhythm)
}

fn reminder(reminder: &ReminderDrafted) -> Value {
    let document = json!({
        "kind": reminder.kind,
        "citation": reminder.citation,
        "sentence": reminder.sentence,
    });
    in_rhythm(document, reminder.rhythm)
}

/// With its `period`, or the `window` of the year.
fn in_rhythm(mut document: Value, rhythm: Rhythm) -> Value {
    let (key, value) = match rhythm {
        Rhythm::Window { from, until } => (
            "window",
            json!({ "from": from.to_string(), "until": until.to_string() }),
        ),
        named => ("period", json!(named.to_string())),
    };
    if let Some(fields) = document.as_object_mut() {
        fields.insert(key.to_owned(), value);
    }
    document
}

fn figure(figure: &FigureDrafted) -> Value {
    json!({
        "name": figure.name,
        "value": number(figure.value),
        "unit": figure.unit,
        "closeness": figure.closeness.word(),
        "key": figure.key,
        "sentence": figure.sentence,
    })
}

/// A whole number as one, 96.5 as itself.
fn number(amount: Amount) -> Value {
    match amount.as_whole() {
        Some(whole) => json!(whole),
        None => json!(amount.to_string().parse::<f64>().unwrap_or_default()),
    }
}
