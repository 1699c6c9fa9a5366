//! 同意补录: what comes so late that an office must agree waits for it, and counts once it does (E12).
//! Must not let anybody agree to their own record (回避).

use domain::access::{Action, TargetKind};
use domain::id::{LectureId, OrganisationId};
use domain::lecture::{Approval, Lecture, LectureState, Record, Signature};
use domain::refusal::Approver;
use jiff::tz::TimeZone;
use serde_json::json;
use store::{AuditEntry, LectureRow};

use crate::correct_lecture::found;
use crate::keyed::{Begun, BegunAnswer, Request};
use crate::lecture_rows::{Filed, save_lecture};
use crate::packs::workdays;
use crate::record_lecture::office;
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
    let one = |lecture: &Lecture| {
        let host = lecture.hosts.first()?.organisation;
        let needs = lecture.waits_for(&snapshot.rules)?;
        snapshot.path(host).contains(&top).then(|| Waiting {
            lecture: lecture.id,
            reason: lecture.state.reason().unwrap_or_default().to_owned(),
            needs,
            may: may_agree(&snapshot, actor, lecture),
        })
    };
    Ok(snapshot.facts.lectures.iter().filter_map(one).collect())
}

/// Whether it waits for an office that the actor holds, and was told by somebody else.
pub(crate) fn may_agree(snapshot: &Snapshot, actor: &Actor, lecture: &Lecture) -> bool {
    let LectureState::Waiting { by, .. } = &lecture.state else {
        return false;
    };
    let host = lecture.hosts.first().map(|host| host.organisation);
    let level = host.and_then(|host| office(actor, snapshot, host));
    let needs = lecture.waits_for(&snapshot.rules);
    *by != actor.word && needs.is_some_and(|needs| level >= Some(needs))
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

/// Which late record is not agreed to, and why.
pub struct DeclineLate<'a> {
    /// The lecture.
    pub lecture: LectureId,
    /// Why not: the branch reads it.
    pub reason: &'a str,
    /// The key of the page.
    pub key: &'a str,
}

/// 不同意补录: it goes back to the branch with the reason; it did not count and does not, until it is handed in again
/// and agreed to (E12).
///
/// # Errors
/// When the actor may not, no reason is said, it is their own record, it waits for a higher office, or the database
/// fails.
pub async fn decline_late(app: &App, actor: &Actor, command: DeclineLate<'_>) -> Result<i64, Failure> {
    let (id, reason) = (command.lecture, command.reason.trim());
    let snapshot = look(app, Ask::default()).await?;
    let (lecture, host) = found(&snapshot, (actor, Action::Approve), id)?;
    let key = format!("decline {}", command.key);
    let request = Request::new(app, Some(&key), &format!("decline-late {id} {reason}"));
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    let row: Option<LectureRow> = tx.get((id,)).await?;
    let row = row.ok_or(Failure::Busy)?;
    let by = Signature {
        by: actor.word.clone(),
        at: app.now(),
        today: snapshot.as_of,
    };
    let level = office(actor, &snapshot, host);
    let declined = lecture.clone().decline(reason, (by, level), &snapshot.rules);
    let declined = declined.map_err(Refusal::NotDeclined)?;
    let filed = Filed {
        at: row.state_at,
        by: &row.state_by,
        reason: None,
    };
    save_lecture(&mut tx, Some(&lecture), (&declined, filed)).await?;
    let detail = json!({ "lecture": id.to_string() });
    let entry = AuditEntry {
        reason: Some(reason.to_owned()),
        ..app.entry(actor, "decline-late-record", &detail)
    };
    request.commit(tx, entry).await
}
