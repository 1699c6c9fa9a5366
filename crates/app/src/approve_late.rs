//! 同意补录: what comes so late that an office must agree waits for it, and counts once it does (E12).
//! Must not let anybody agree to their own record (回避).

use domain::access::{Action, TargetKind};
use domain::id::{LectureId, OrganisationId};
use domain::lecture::{Approval, Lecture, LectureState, Record, Signature};
use domain::refusal::{Approver, RecordRefusal};
use jiff::tz::TimeZone;
use serde_json::json;
use store::{AuditEntry, LectureRow};

use crate::correct_lecture::found;
use crate::keyed::{BegunAnswer, Request};
use crate::lecture_rows::{Filed, save_lecture};
use crate::record_lecture::{office, workdays};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// A late record that waits for an office.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// The lecture.
    pub lecture: LectureId,
    /// Why it comes late, in the words of who recorded it.
    pub reason: String,
    /// Whose approval it needs.
    pub needs: Approver,
    /// Whether the one who looks may give it.
    pub may: bool,
}

/// The late records below an organisation that wait for an office (E12).
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn waiting_below(app: &App, actor: &Actor, top: OrganisationId) -> Result<Vec<Waiting>, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::List, TargetKind::Lecture), top)?;
    let mut waiting = Vec::new();
    let mut reading = app.store().read(snapshot.tree).await?;
    let held = snapshot
        .facts
        .lectures
        .iter()
        .filter(|lecture| lecture.state == LectureState::Delivered);
    for lecture in held {
        let Some(host) = lecture.hosts.first().map(|host| host.organisation) else {
            continue;
        };
        if !snapshot.path(host).contains(&top) {
            continue;
        }
        let row: Option<LectureRow> = reading.get((lecture.id,)).await?;
        let Some(row) = row else { continue };
        if let Some(needs) = needed(&snapshot, lecture, &row) {
            let level = office(actor, &snapshot, host);
            let is_other = row.state_by != actor.word;
            waiting.push(Waiting {
                lecture: lecture.id,
                reason: row.reason.unwrap_or_default(),
                needs,
                may: is_other && level.is_some_and(|level| level >= needs),
            });
        }
    }
    Ok(waiting)
}

/// As it was filed: who, when, on which day.
fn as_filed(snapshot: &Snapshot, row: &LectureRow) -> Signature {
    let zone = TimeZone::get(&snapshot.rules.time_zone).unwrap_or(TimeZone::UTC);
    Signature {
        by: row.state_by.clone(),
        at: row.state_at,
        today: zone.to_datetime(row.state_at).date(),
    }
}

/// Whose approval a lecture that is held and told still lacks.
fn needed(snapshot: &Snapshot, lecture: &Lecture, row: &LectureRow) -> Option<Approver> {
    let record = Record {
        reason: row.reason.clone(),
        ..Record::default()
    };
    let by = as_filed(snapshot, row);
    match lecture
        .clone()
        .record(record, by, &snapshot.rules, &workdays(&snapshot.rules))
    {
        Err(RecordRefusal::ApprovalNeeded { by, days: _ }) => Some(by),
        _ => None,
    }
}

/// 同意补录: an office agrees that a record comes late; it counts from now on, as filed when it was (E12).
///
/// # Errors
/// When the actor may not, approves their own record, it waits for a higher office, or the database fails.
pub async fn approve_late(app: &App, actor: &Actor, (id, key): (LectureId, &str)) -> Result<i64, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let (lecture, host) = found(&snapshot, (actor, Action::Approve), id)?;
    let request = Request::new(
        app,
        Some(&format!("approve {key}")),
        &format!("approve-late {id}"),
    );
    let mut tx = match request.begin_answer(app, snapshot.tree).await? {
        BegunAnswer::Before(answer) => {
            return Ok(answer
                .get("number")
                .and_then(serde_json::Value::as_i64)
                .unwrap_or_default());
        }
        BegunAnswer::Now(tx) => tx,
    };
    let row: Option<LectureRow> = tx.get((id,)).await?;
    let row = row.ok_or(Failure::Busy)?;
    let level = office(actor, &snapshot, host);
    let record = Record {
        reason: row.reason.clone(),
        approval: level.map(|level| Approval {
            level,
            by: actor.word.clone(),
        }),
        ..Record::default()
    };
    let by = as_filed(&snapshot, &row);
    let recorded = lecture
        .clone()
        .record(record, by, &snapshot.rules, &workdays(&snapshot.rules));
    let (recorded, _) = recorded.map_err(Refusal::Record)?;
    let filed = Filed {
        at: row.state_at,
        by: &row.state_by,
        reason: row.reason.as_deref(),
    };
    save_lecture(&mut tx, Some(&lecture), (&recorded, filed)).await?;
    let number = tx.number().await?.0.saturating_add(1);
    let detail = json!({ "lecture": id.to_string() });
    let entry = AuditEntry {
        reason: row.reason.clone(),
        ..app.entry(actor, "approve-late-record", &detail)
    };
    request
        .commit_answer(tx, entry, &json!({ "number": number }))
        .await
}
