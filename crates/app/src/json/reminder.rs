//! What a Monday tells whom.

use domain::reminder::{Matter, Need, Notice, Open};
use i18n::Words;
use serde_json::{Value, json};

use crate::ReminderSeen;

/// The document of a reminder; texts are in the language of the words.
#[must_use]
pub fn reminder(seen: &ReminderSeen, words: &Words) -> Value {
    let groups: Vec<Value> = seen
        .group_texts(words)
        .into_iter()
        .map(|group| {
            json!({
                "organisation": seen.snapshot.name(group.organisation),
                "count": group.count,
                "text": group.text,
            })
        })
        .collect();
    let notices: Vec<Value> = seen.notices.iter().map(|one| notice(seen, one, words)).collect();
    json!({
        "period": seen.period,
        "on": seen.run.on.to_string(),
        "made": seen.made.is_some(),
        "text": seen.own_group_text(words),
        "groups": groups,
        "notices": notices,
    })
}

fn notice(seen: &ReminderSeen, notice: &Notice, words: &Words) -> Value {
    json!({
        "to": notice.to.word(),
        "organisation": seen.snapshot.name(notice.organisation),
        "text": seen.text(notice, words),
        "short": seen.short_text(notice, words),
        "needs": notice.needs.iter().map(|one| need(seen, one)).collect::<Vec<_>>(),
        "late_records": notice.late_records,
    })
}

fn need(seen: &ReminderSeen, need: &Need) -> Value {
    let mut told = json!({
        "organisation": seen.snapshot.name(need.organisation),
        "until": need.matter.last_day().to_string(),
        "weeks": need.weeks,
        "vacant": need.is_vacant,
    });
    let more = match &need.matter {
        Matter::SentBack { lecture, .. } => json!({ "state": "sent-back", "lecture": lecture.to_string() }),
        Matter::Owed {
            duty,
            period,
            lacking,
            open,
        } => json!({
            "state": state(*open), "duty": duty, "period": period.label, "lacking": lacking,
        }),
    };
    if let (Some(told), Value::Object(more)) = (told.as_object_mut(), more) {
        told.extend(more);
    }
    told
}

fn state(open: Open) -> &'static str {
    match open {
        Open::NotPlanned { .. } => "not-planned",
        Open::AtRisk { .. } => "at-risk",
        Open::Slipped { .. } => "slipped",
        Open::RecordLate { .. } => "record-late",
        Open::MakeUp { .. } => "make-up",
    }
}
