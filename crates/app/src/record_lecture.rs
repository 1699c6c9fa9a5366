//! 记一场: a lecture that was held goes on record, from one page, once however often the page is sent.
//! Must not ask for what may be missing (X6): only the domain's facts hold a record up.

mod decide;
mod offer;
mod people;
mod read;

use domain::access::{Action, TargetKind};
use domain::id::{LectureId, OrganisationId, PersonId, PlanItemId};
use domain::lecture::{Lecture, Origin};
use domain::material::{FileRefusal, ScriptAnswer};
use domain::period::days_between;
use domain::refusal::Approver;
use jiff::civil::{Date, Time};
use serde_json::{Value, json};
use store::{AttendanceRow, AuditEntry, PlanItemRow, Tx};

use crate::keyed::{BegunAnswer, Request};
use crate::lecture_rows::{Filed, save_lecture};
use crate::materials::{self, Taken, Upload};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

pub(crate) use decide::{Decided, co_hosts, filed_late, held, office, spoken};
pub use offer::{FromPlan, Offer, Offered, PlanNext, offer};
pub(crate) use offer::{planned, script_said};
pub use people::{OnRoster, Spoke};
pub(crate) use people::{roster_on, rosters};
pub use read::{read_day, read_heads, read_time};

/// What is said of a lecture that was held. Nothing but speaker, content and time must be there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Said {
    /// The day it began.
    pub on: Option<Date>,
    /// When it began.
    pub starts: Option<Time>,
    /// The day it ended, when another (E9).
    pub ended_on: Option<Date>,
    /// 题目.
    pub title: String,
    /// Somebody says that it is themed, whatever the title says.
    pub themed: bool,
    /// Kind id of the pack.
    pub kind: Option<String>,
    /// 形式.
    pub forms: Vec<String>,
    /// Where.
    pub venue: Option<String>,
    /// Who spoke.
    pub speaker: Option<Spoke>,
    /// 应到.
    pub expected: Option<u32>,
    /// 实到.
    pub present: Option<u32>,
    /// Who was there, by the roster.
    pub names: Names,
    /// 与谁一起办的: names as people write them.
    pub co_hosts: String,
    /// How the script stands.
    pub script: Option<ScriptAnswer>,
    /// 备注.
    pub note: Option<String>,
    /// Why it comes late, or what is corrected.
    pub reason: Option<String>,
    /// It is another lecture, though one of that day and title is on record.
    pub is_another: bool,
}

/// Whether people were ticked on the roster.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Names {
    /// Nobody was: a head count is enough.
    #[default]
    NotTicked,
    /// All of the roster came but these.
    AllBut(Vec<PersonId>),
}

/// A lecture to go on record.
pub struct RecordLecture<'a> {
    /// The key of the page: sent twice, it is one lecture.
    pub key: &'a str,
    /// Who held it.
    pub organisation: OrganisationId,
    /// The item of the plan it fulfils.
    pub plan_item: Option<PlanItemId>,
    /// What is said of it.
    pub said: Said,
    /// Files.
    pub files: Vec<Upload>,
}

/// What became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
    /// The lecture.
    pub lecture: LectureId,
    /// The number of its entry in the history: its receipt.
    pub number: i64,
    /// Whose approval it waits for (E12); none: it counts.
    pub waits_for: Option<Approver>,
    /// Files that were not taken.
    pub left: Vec<FileRefusal>,
}

/// Records a lecture.
///
/// # Errors
/// When the actor may not, what is said cannot be, the key came with something else, or the database fails.
pub async fn record_lecture(
    app: &App,
    actor: &Actor,
    command: RecordLecture<'_>,
) -> Result<Recorded, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Create, TargetKind::Lecture), command.organisation)?;
    let asked = asked(&command);
    let RecordLecture {
        key,
        organisation,
        plan_item,
        said,
        files,
    } = command;
    let room = usize::try_from(snapshot.rules.record.most_photos).unwrap_or(usize::MAX);
    let (taken, left) = materials::take(files, room).await;
    let request = Request::new(app, Some(&format!("record {key}")), &asked);
    let mut tx = match request.begin_answer(app, snapshot.tree).await? {
        BegunAnswer::Before(answer) => return Ok(Recorded::of(&answer)),
        BegunAnswer::Now(tx) => tx,
    };
    let planned = open_item(&mut tx, organisation, (plan_item, said.on)).await?;
    let decided = decide::decide(app, actor, (&snapshot, organisation, &said, planned.as_ref()))?;
    save(&mut tx, app, (actor, &decided, &said, planned), taken).await?;
    let recorded = Recorded {
        lecture: decided.lecture.id,
        // The head is locked by this transaction, so the next number is its own.
        number: tx.number().await?.0.saturating_add(1),
        waits_for: decided.waits_for,
        left,
    };
    let entry = entry(app, actor, &snapshot, &decided);
    request.commit_answer(tx, entry, &recorded.answer()).await?;
    Ok(recorded)
}

/// What would become of a lecture; writes nothing.
pub(crate) fn tried(
    app: &App,
    actor: &Actor,
    (snapshot, organisation, said): (&Snapshot, OrganisationId, &Said),
) -> Result<Decided, Failure> {
    decide::decide(app, actor, (snapshot, organisation, said, None))
}

/// What tells one request from another. Names of people stay out: a hash of a name can be guessed.
fn asked(command: &RecordLecture<'_>) -> String {
    let said = &command.said;
    let speaker = said.speaker.as_ref().map(Spoke::without_name);
    let prints = materials::fingerprints(&command.files);
    let head = (command.organisation, command.plan_item, &said.title, &said.kind);
    let time = (said.on, said.starts, said.ended_on, said.themed);
    let rest = (&said.forms, &said.venue, said.expected, said.present);
    let more = (&said.names, &said.co_hosts, said.script, &said.note);
    format!("record {head:?} {time:?} {speaker:?} {rest:?} {more:?} {prints:?}")
}

impl Recorded {
    pub(crate) fn answer(&self) -> Value {
        let left: Vec<&str> = self.left.iter().map(|why| why.code()).collect();
        let waits_for = self.waits_for.map(approver_word);
        json!({ "lecture": self.lecture.to_string(), "number": self.number, "waits_for": waits_for, "left": left })
    }

    pub(crate) fn of(answer: &Value) -> Recorded {
        let text = |key: &str| answer.get(key).and_then(Value::as_str);
        let left = answer.get("left").and_then(Value::as_array).cloned();
        let left = left.unwrap_or_default();
        Recorded {
            lecture: text("lecture")
                .and_then(|id| id.parse().ok())
                .unwrap_or(LectureId(uuid::Uuid::nil())),
            number: answer.get("number").and_then(Value::as_i64).unwrap_or_default(),
            waits_for: match text("waits_for") {
                Some("county") => Some(Approver::County),
                Some(_) => Some(Approver::Township),
                None => None,
            },
            left: left
                .iter()
                .filter_map(|code| FileRefusal::parse(code.as_str()?))
                .collect(),
        }
    }
}

fn approver_word(approver: Approver) -> &'static str {
    match approver {
        Approver::Township => "township",
        Approver::County => "county",
    }
}

/// The item of the plan, if it is still open, the organisation's own, and planned for about the day of the lecture: a
/// page that was filled in for one lecture and used for another leaves the plan as it is.
async fn open_item(
    tx: &mut Tx,
    organisation: OrganisationId,
    (item, held): (Option<PlanItemId>, Option<Date>),
) -> Result<Option<PlanItemRow>, Failure> {
    let Some(item) = item else { return Ok(None) };
    let row: Option<PlanItemRow> = tx.get((item,)).await?;
    let is_near = |row: &PlanItemRow| match (row.planned_on, held) {
        (Some(planned), Some(held)) => days_between(planned, held).abs() <= offer::NEAR_DAYS,
        _ => true,
    };
    Ok(row.filter(|row| row.organisation_id == organisation && row.state == offer::OPEN && is_near(row)))
}

/// 未成讲: what was planned is to be held again.
pub(crate) async fn reopen_item(tx: &mut Tx, lecture: LectureId) -> Result<(), Failure> {
    let rows: Vec<PlanItemRow> = tx.by("lecture_id", lecture).await?;
    let open = |row: PlanItemRow| PlanItemRow {
        state: offer::OPEN.to_owned(),
        lecture_id: None,
        version: row.version.saturating_add(1),
        ..row
    };
    let rows: Vec<PlanItemRow> = rows.into_iter().map(open).collect();
    Ok(tx.save(&rows).await?)
}

async fn save(
    tx: &mut Tx,
    app: &App,
    (actor, decided, said, planned): (&Actor, &Decided, &Said, Option<PlanItemRow>),
    taken: Vec<Taken>,
) -> Result<(), Failure> {
    let lecture = &decided.lecture;
    let filed = Filed {
        at: app.now(),
        by: &actor.word,
        reason: said.reason.as_deref().filter(|_| decided.is_backfilled),
    };
    save_lecture(tx, None, (lecture, filed)).await?;
    save_attendance(tx, lecture.id, &decided.present).await?;
    let script = offer::script_said(said.script, &taken);
    materials::save_script(tx, lecture.id, script).await?;
    materials::save(tx, app, (lecture.id, actor), taken).await?;
    // The plan keeps what was planned, the lecture what was held (E6, E9).
    if let Some(row) = planned {
        let held = PlanItemRow {
            state: HELD.to_owned(),
            lecture_id: Some(lecture.id),
            version: row.version.saturating_add(1),
            ..row
        };
        tx.save(&[held]).await?;
    }
    Ok(())
}

/// The state of a plan item that became a lecture.
const HELD: &str = "held";
/// Ticked on the roster afterwards, not signed in one by one (E34).
const FROM_ROSTER: &str = "roster";

/// Saves who was there.
pub(crate) async fn save_attendance(
    tx: &mut Tx,
    lecture_id: LectureId,
    present: &[PersonId],
) -> Result<(), Failure> {
    let row = |person_id: &PersonId| AttendanceRow {
        lecture_id,
        person_id: *person_id,
        at: None,
        how: FROM_ROSTER.to_owned(),
    };
    let rows: Vec<AttendanceRow> = present.iter().map(row).collect();
    Ok(tx.save(&rows).await?)
}

fn entry(app: &App, actor: &Actor, snapshot: &Snapshot, decided: &Decided) -> AuditEntry {
    let lecture = &decided.lecture;
    let hosts: Vec<String> = lecture
        .hosts
        .iter()
        .map(|host| host.organisation.to_string())
        .collect();
    let detail = json!({
        "lecture": lecture.id.to_string(),
        "organisations": hosts,
        "origin": lecture.origin.word(),
        "held_on": lecture.ended_on().map(|on| on.to_string()),
        "backfilled": decided.is_backfilled,
        "approved_at": decided.approved.map(approver_word),
        "waits_for": decided.waits_for.map(approver_word),
        "rules": snapshot.rules.version,
    });
    AuditEntry {
        reason: decided.reason.clone(),
        ..app.entry(actor, "record-lecture", &detail)
    }
}

/// Whether the record is the branch's own, or entered for it (代填).
#[must_use]
pub(crate) fn origin(actor: &Actor, organisation: OrganisationId) -> Origin {
    let on = actor.rights.on;
    let own =
        |grant: &domain::access::Grant| grant.is_in_force(on) && grant.path.last() == Some(&organisation);
    if actor.rights.grants.iter().any(own) {
        Origin::Branch
    } else {
        Origin::OnBehalf
    }
}

/// A lecture of the same day and title that the organisation has on record.
pub(crate) fn recorded_already(snapshot: &Snapshot, wanted: &Lecture) -> Option<LectureId> {
    let host = wanted.hosts.first()?.organisation;
    let same = |lecture: &&Lecture| {
        lecture.id != wanted.id
            && lecture.ended_on() == wanted.ended_on()
            && lecture.title == wanted.title
            && lecture.is_hosted_by(host)
            && !matches!(lecture.state, domain::lecture::LectureState::Cancelled { .. })
    };
    snapshot
        .facts
        .lectures
        .iter()
        .find(same)
        .map(|lecture| lecture.id)
}
