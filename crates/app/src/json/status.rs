//! The figures of an organisation.

use domain::obligation::StandingKind;
use domain::status::{DutyTally, Status};
use serde_json::{Map, Value, json};

use crate::Snapshot;

/// The document of a status.
#[must_use]
pub fn status(status: &Status, snapshot: &Snapshot) -> Value {
    let classes: Map<String, Value> = status
        .speaker_classes
        .iter()
        .map(|(id, count)| (id.clone(), Value::from(*count)))
        .collect();
    let people: Vec<Value> = status
        .person_duties
        .iter()
        .map(|tally| {
            json!({
                "duty": tally.duty, "period": tally.period, "active": tally.active,
                "met": tally.met, "due": tally.due, "overdue": tally.overdue,
            })
        })
        .collect();
    json!({
        "as_of": status.as_of.to_string(),
        "known_at": snapshot.facts.known_at,
        "organisations": status.organisations,
        "organisations_active": status.organisations_active,
        "branches": status.branches,
        "members": status.members,
        "sessions": status.sessions,
        "joint": status.joint,
        "micro": status.micro,
        "sessions_by_quarter": status.sessions_by_quarter,
        "covered": status.covered,
        "attendances": status.attendances,
        "speaker_classes": classes,
        "duties": status.duties.iter().map(|tally| duty(tally, snapshot)).collect::<Vec<_>>(),
        "person_duties": people,
    })
}

fn duty(tally: &DutyTally, snapshot: &Snapshot) -> Value {
    let names: Vec<&str> = tally.overdue.iter().filter_map(|id| snapshot.name(*id)).collect();
    let mut document = Map::new();
    document.insert("duty".into(), tally.duty.as_str().into());
    document.insert("period".into(), tally.period.as_str().into());
    document.insert("active".into(), tally.active().into());
    for kind in StandingKind::ALL {
        document.insert(kind.key().into(), tally.of(kind).into());
    }
    document.insert("overdue_organisations".into(), names.into());
    Value::Object(document)
}
