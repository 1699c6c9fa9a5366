//! Why an organisation stands where it stands.

use domain::lecture::Lecture;
use domain::obligation::Proof;
use i18n::{Explanation, Line, Words, rule_sentence};
use serde_json::{Value, json};

use crate::Snapshot;

/// The document of a proof and of what was said of it.
#[must_use]
pub fn explanation(
    proof: &Proof<'_>,
    explanation: &Explanation,
    snapshot: &Snapshot,
    words: &Words,
) -> Value {
    let duty = proof.obligation.duty;
    let line = |line: &Line| {
        let lecture = snapshot.lecture(line.lecture);
        json!({
            "lecture": line.lecture.to_string(),
            "number": snapshot.ledger_number(line.lecture),
            "on": lecture.and_then(Lecture::ended_on).map(|on| on.to_string()),
            "title": lecture.map(|lecture| lecture.title.as_str()),
            "reason": line.code,
            "text": format!("{} {}", line.text, line.reason),
        })
    };
    json!({
        "organisation": proof.obligation.organisation.full_name,
        "duty": duty.id,
        "period": proof.obligation.period.label,
        "as_of": proof.as_of.to_string(),
        "standing": proof.standing.kind().key(),
        "minimum": proof.obligation.minimum,
        "rule": {
            "id": duty.id,
            "version": snapshot.rules.version,
            "effective_from": duty.effective_from.to_string(),
            "citation": duty.citation,
            "source": duty.source,
            "sentence": rule_sentence(duty, &snapshot.rules, words),
        },
        "counted": explanation.counted.iter().map(line).collect::<Vec<_>>(),
        "not_counted": explanation.not_counted.iter().map(line).collect::<Vec<_>>(),
        "sentences": explanation.lines(words),
    })
}
