//! 核验、退回、未成讲: what is decided about a record after it is filed. Many records are verified in one request,
//! each with its own outcome.
//! Must not judge by what was shown: each record is read again in the transaction that changes it.

use domain::access::{Action, TargetKind};
use domain::id::LectureId;
use domain::lecture::{Lecture, LectureState, Signature, StateKind};
use domain::refusal::VerifyRefusal;
use jiff::civil::Date;
use serde_json::json;
use store::{AuditEntry, FactRows, LectureRow, Queries};

use crate::keyed::{Begun, Request};
use crate::record_lecture::reopen_item;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot, Thing, permit_thing};

/// Which records are found in order.
pub struct VerifyLectures<'a> {
    /// The lectures; each once.
    pub lectures: &'a [LectureId],
    /// The caller's key: the same request again is answered, not done again.
    pub key: Option<&'a str>,
}

/// What became of each record.
pub struct LecturesVerified {
    /// The number of the entry made; none when no record was verified.
    pub number: Option<i64>,
    /// Each lecture of the request with its outcome, in its order.
    pub outcomes: Vec<(LectureId, Result<(), Failure>)>,
}

/// 核验: finds records in order. One that may not be verified does not keep the others from it.
///
/// # Errors
/// When the key came with another request, or the database fails.
pub async fn verify_lectures(
    app: &App,
    actor: &Actor,
    command: VerifyLectures<'_>,
) -> Result<LecturesVerified, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let ids: Vec<String> = command.lectures.iter().map(ToString::to_string).collect();
    let asked = format!("verify-lectures {}", ids.join(" "));
    let request = Request::new(app, command.key, &asked);
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(verified_before(actor, (&snapshot, number), command.lectures)),
        Begun::Now(tx) => tx,
    };
    let by = signature(app, actor, &snapshot);
    let mut outcomes = Vec::with_capacity(command.lectures.len());
    let mut rows = Vec::new();
    for id in command.lectures {
        let verified = match may(&snapshot, actor, Action::Approve, *id) {
            Ok(()) => on_record(&mut tx, *id).await?.and_then(|(row, lecture)| {
                let lecture = lecture.verify(by.clone()).map_err(Refusal::NotVerified)?;
                Ok(stated(row, &lecture.state))
            }),
            Err(failure) => Err(failure),
        };
        outcomes.push((*id, verified.map(|row| rows.push(row))));
    }
    if rows.is_empty() {
        tx.give_up().await?;
        return Ok(LecturesVerified {
            number: None,
            outcomes,
        });
    }
    tx.save(&rows).await?;
    let done: Vec<String> = rows.iter().map(|row| row.id.to_string()).collect();
    let entry = app.entry(actor, "verify-lectures", &json!({ "lectures": done }));
    let number = request.commit(tx, entry).await?;
    Ok(LecturesVerified {
        number: Some(number),
        outcomes,
    })
}

/// The answer to a request that was answered before: what this actor verified is verified.
fn verified_before(
    actor: &Actor,
    (snapshot, number): (&Snapshot, i64),
    lectures: &[LectureId],
) -> LecturesVerified {
    let outcome = |id: &LectureId| {
        let outcome = may(snapshot, actor, Action::Approve, *id).and_then(|()| {
            let state = snapshot.lecture(*id).map(|lecture| &lecture.state);
            match state {
                Some(LectureState::Verified { by, .. }) if *by == actor.word => Ok(()),
                other => {
                    let kind = other.map_or(StateKind::Planned, LectureState::kind);
                    Err(Refusal::NotVerified(VerifyRefusal::WrongState(kind)).into())
                }
            }
        });
        (*id, outcome)
    };
    LecturesVerified {
        number: Some(number),
        outcomes: lectures.iter().map(outcome).collect(),
    }
}

/// Which record needs work, and why.
pub struct SendBackLecture<'a> {
    /// The lecture.
    pub lecture: LectureId,
    /// What is to be mended.
    pub reason: &'a str,
    /// The last day on which it still counts unmended.
    pub until: Date,
    /// The caller's key: the same request again is answered, not done again.
    pub key: Option<&'a str>,
}

/// 退回: the record needs work; it counts until the deadline passes.
///
/// # Errors
/// When the actor may not, nothing says why, the deadline or the state does not allow it, or the database fails.
pub async fn send_back_lecture(
    app: &App,
    actor: &Actor,
    command: SendBackLecture<'_>,
) -> Result<i64, Failure> {
    let (id, reason, until) = (command.lecture, command.reason.trim(), command.until);
    permit_thing(
        app,
        actor,
        (Action::Approve, TargetKind::Lecture),
        Thing::Lecture(id),
    )
    .await?;
    let step = Step {
        lecture: id,
        action: "send-back-lecture",
        reason,
        asked: format!("send-back-lecture {id} {until} {reason}"),
        key: command.key,
    };
    let decide = |lecture: Lecture, by: Signature| {
        let decided = lecture.send_back(reason, until, by);
        decided.map_err(|refusal| Refusal::NotSentBack(refusal).into())
    };
    take(app, actor, step, decide).await
}

/// Which lecture did not come about, and why.
pub struct CancelLecture<'a> {
    /// The lecture.
    pub lecture: LectureId,
    /// Why.
    pub reason: &'a str,
    /// The caller's key: the same request again is answered, not done again.
    pub key: Option<&'a str>,
}

/// 未成讲: it did not come about, also after people had come (E38). What is verified is sent back first.
///
/// # Errors
/// When the actor may not, nothing says why, the state does not allow it, or the database fails.
pub async fn cancel_lecture(app: &App, actor: &Actor, command: CancelLecture<'_>) -> Result<i64, Failure> {
    let (id, reason) = (command.lecture, command.reason.trim());
    permit_thing(
        app,
        actor,
        (Action::Change, TargetKind::Lecture),
        Thing::Lecture(id),
    )
    .await?;
    let step = Step {
        lecture: id,
        action: "cancel-lecture",
        reason,
        asked: format!("cancel-lecture {id} {reason}"),
        key: command.key,
    };
    let decide = |lecture: Lecture, by: Signature| {
        let decided = lecture.cancel(reason, by);
        decided.map_err(|refusal| Refusal::NotCancelled(refusal).into())
    };
    take(app, actor, step, decide).await
}

/// A step of one lecture, with its reason.
struct Step<'a> {
    lecture: LectureId,
    action: &'a str,
    reason: &'a str,
    asked: String,
    key: Option<&'a str>,
}

/// Takes a lecture from one state to the next, with an entry that says why.
async fn take(
    app: &App,
    actor: &Actor,
    step: Step<'_>,
    decide: impl FnOnce(Lecture, Signature) -> Result<Lecture, Failure>,
) -> Result<i64, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let request = Request::new(app, step.key, &step.asked);
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    let by = signature(app, actor, &snapshot);
    let (row, lecture) = on_record(&mut tx, step.lecture).await??;
    let lecture = decide(lecture, by)?;
    tx.save(&[stated(row, &lecture.state)]).await?;
    if lecture.state.kind() == StateKind::Cancelled {
        reopen_item(&mut tx, step.lecture).await?;
    }
    let detail = json!({ "lecture": step.lecture.to_string() });
    let entry = AuditEntry {
        reason: Some(step.reason.to_owned()),
        ..app.entry(actor, step.action, &detail)
    };
    request.commit(tx, entry).await
}

fn may(snapshot: &Snapshot, actor: &Actor, action: Action, id: LectureId) -> Result<(), Failure> {
    let host = snapshot.lecture(id).and_then(|lecture| lecture.hosts.first());
    let place = host.map_or(domain::id::OrganisationId(uuid::Uuid::nil()), |host| {
        host.organisation
    });
    snapshot.permit(actor, (action, TargetKind::Lecture), place)
}

fn signature(app: &App, actor: &Actor, snapshot: &Snapshot) -> Signature {
    Signature {
        by: actor.word.clone(),
        at: app.now(),
        today: app.today(&snapshot.rules),
    }
}

/// A lecture as it stands in this transaction: its own row, and the whole put together.
async fn on_record(
    tx: &mut Queries,
    id: LectureId,
) -> Result<Result<(LectureRow, Lecture), Failure>, Failure> {
    let Some(row) = tx.get::<LectureRow>((id,)).await? else {
        return Ok(Err(Refusal::NoLecture.into()));
    };
    let rows = FactRows {
        lectures: vec![row.clone()],
        hosts: tx.under((id,)).await?,
        speakers: tx.by("lecture_id", id).await?,
        parts: tx.under((id,)).await?,
        ..FactRows::default()
    };
    let lecture = rows.facts(0)?.lectures.pop();
    Ok(lecture
        .map(|lecture| (row, lecture))
        .ok_or_else(|| Refusal::NoLecture.into()))
}

/// The row of a lecture in another state.
fn stated(row: LectureRow, state: &LectureState) -> LectureRow {
    let row = LectureRow {
        state: state.kind().word().to_owned(),
        reason: None,
        counts_until: None,
        ..row
    };
    match state {
        LectureState::Planned | LectureState::Delivered => row,
        LectureState::Recorded { at, by } | LectureState::Verified { at, by } => LectureRow {
            state_at: *at,
            state_by: by.clone(),
            ..row
        },
        LectureState::SentBack {
            at,
            by,
            reason,
            until,
        } => LectureRow {
            state_at: *at,
            state_by: by.clone(),
            reason: Some(reason.clone()),
            counts_until: Some(*until),
            ..row
        },
        LectureState::Waiting { at, by, reason }
        | LectureState::Declined { at, by, reason }
        | LectureState::Cancelled { at, by, reason } => LectureRow {
            state_at: *at,
            state_by: by.clone(),
            reason: Some(reason.clone()),
            ..row
        },
    }
}
