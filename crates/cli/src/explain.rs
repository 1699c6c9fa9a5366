//! `kaijiang explain`: why an organisation stands where it stands, from the proof of the standing itself.
//! Must not judge: `domain::obligation` did.

use app::Snapshot;
use domain::obligation::Proof;
use i18n::{Explanation, Line, Words, rule_sentence};
use serde_json::{Value, json};

use crate::args::{self, Common};
use crate::failure::Fault;
use crate::print;
use crate::session::Session;

/// Runs the command.
///
/// # Errors
/// When organisation, duty or period are unknown, nothing is owed, or the database fails.
pub async fn run(common: &Common, ask: &args::Explain) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    let snapshot = session.look(common, ask.as_of.as_deref(), ask.at).await?;
    let words = session.words(&snapshot.rules);
    let organisation = snapshot.find(Some(&ask.org))?;
    let occurrence = snapshot.occurrence(&ask.duty, &ask.period)?;
    let board = snapshot.board();
    let proof = snapshot.proof(&board, organisation, occurrence)?;
    let explanation = snapshot.explain(&proof, &words);
    if common.json {
        print(&document(&proof, &explanation, &snapshot, &words).to_string());
    } else {
        for line in explanation.lines(&words) {
            print(&line);
        }
    }
    Ok(())
}

/// The document of `--json`; its keys stay.
fn document(proof: &Proof<'_>, explanation: &Explanation, snapshot: &Snapshot, words: &Words) -> Value {
    let duty = proof.obligation.duty;
    let line = |line: &Line| {
        let lecture = snapshot.lecture(line.lecture);
        json!({
            "lecture": line.lecture.to_string(),
            "number": snapshot.ledger_number(line.lecture),
            "on": lecture.and_then(domain::lecture::Lecture::ended_on).map(|on| on.to_string()),
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
