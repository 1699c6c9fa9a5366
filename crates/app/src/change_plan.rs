//! One item of a plan: how it came to say what it says, and dropping it with a reason.
//! Must not take an item away: what was planned stays on record.

use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, PlanItemId};
use domain::plan::PlanRefusal;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};
use store::{PlanItemRow, RowChange};

use crate::keyed::{Begun, Request};
use crate::plans::PlanState;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// Which item is not to be held, and why.
pub struct DropPlanItem<'a> {
    /// The item.
    pub item: PlanItemId,
    /// The version the page was made from.
    pub version: u32,
    /// Why.
    pub reason: &'a str,
    /// The caller's key: the same request again is answered, not done again.
    pub key: Option<&'a str>,
}

/// 取消: drops an item of a plan. It stays on record with its reason, and plans nothing any more.
///
/// # Errors
/// When the actor may not, no reason is given, it is not open or was changed meanwhile, or the database fails.
pub async fn drop_plan_item(app: &App, actor: &Actor, command: DropPlanItem<'_>) -> Result<i64, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let organisation = place_of(app, &snapshot, command.item).await?;
    snapshot.permit(actor, (Action::Change, TargetKind::Plan), organisation)?;
    let reason = command.reason.trim();
    if reason.is_empty() {
        return Err(Refusal::Plan(PlanRefusal::ReasonMissing).into());
    }
    let asked = format!("drop-plan-item {} {reason}", command.item);
    let request = Request::new(app, command.key, &asked);
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    let row: Option<PlanItemRow> = tx.get((command.item,)).await?;
    let refusal = match &row {
        Some(row) if PlanState::parse(&row.state) != PlanState::Open => Some(PlanRefusal::NotOpen),
        Some(row) if row.version == command.version => None,
        _ => Some(PlanRefusal::ChangedMeanwhile),
    };
    let (Some(row), None) = (row, &refusal) else {
        tx.give_up().await?;
        return Err(Refusal::Plan(refusal.unwrap_or(PlanRefusal::NotOpen)).into());
    };
    tx.save(&[PlanItemRow {
        state: PlanState::Dropped.word().to_owned(),
        reason: Some(reason.to_owned()),
        version: row.version.saturating_add(1),
        ..row
    }])
    .await?;
    let detail = json!({ "item": command.item.to_string(), "organisation": organisation.to_string() });
    request
        .commit(tx, app.entry(actor, "drop-plan-item", &detail))
        .await
}

/// The organisation of an item, held and dropped ones too; the root for one that is not there, so that the answer is
/// that for a stranger's.
pub(crate) async fn place_of(
    app: &App,
    snapshot: &Snapshot,
    item: PlanItemId,
) -> Result<OrganisationId, Failure> {
    let found = found_at(app, snapshot, item).await?;
    Ok(found.unwrap_or(OrganisationId(snapshot.tree.0)))
}

/// The organisation of an item that is there.
pub(crate) async fn found_at(
    app: &App,
    snapshot: &Snapshot,
    item: PlanItemId,
) -> Result<Option<OrganisationId>, Failure> {
    let mut reading = app.store().read(snapshot.tree).await?;
    let row: Option<PlanItemRow> = reading.get((item,)).await?;
    Ok(row.map(|row| row.organisation_id))
}

/// What an item said at one time, as the history keeps it: without names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanVersion {
    /// Number in the history.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who, as the history words it.
    pub actor: String,
    /// Where it stood.
    pub state: PlanState,
    /// The day.
    pub on: Option<Date>,
    /// The minute it begins.
    pub starts_minute: Option<u32>,
    /// The topic.
    pub topic: Option<String>,
    /// Kind id.
    pub kind: String,
    /// Where.
    pub venue: Option<String>,
    /// Whether a speaker was named.
    pub has_speaker: bool,
    /// Whether it was another than before.
    pub speaker_changed: bool,
    /// Why.
    pub reason: Option<String>,
}

/// All versions of an item, the first one first. Who may read the item may read them.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn plan_versions(app: &App, actor: &Actor, item: PlanItemId) -> Result<Vec<PlanVersion>, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let organisation = place_of(app, &snapshot, item).await?;
    snapshot.permit(actor, (Action::Read, TargetKind::Plan), organisation)?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let changes = reading.history_of::<PlanItemRow>((item,)).await?;
    let mut versions: Vec<PlanVersion> = Vec::new();
    let mut speaker = (Value::Null, Value::Null);
    for change in &changes {
        let Some(values) = values(change) else { continue };
        let now = (values.get(SPEAKER), values.get(PERSON));
        versions.push(PlanVersion {
            speaker_changed: !versions.is_empty() && now != speaker,
            ..version(change, &values)
        });
        speaker = now;
    }
    Ok(versions)
}

/// A change line read by the names of its columns.
struct Values(Vec<Value>);

const SPEAKER: &str = "speaker";
const PERSON: &str = "speaker_person_id";

fn values(change: &RowChange) -> Option<Values> {
    let after: Value = serde_json::from_str(change.after.as_deref()?).ok()?;
    Some(Values(after.as_array()?.clone()))
}

impl Values {
    fn get(&self, column: &str) -> Value {
        let table = <PlanItemRow as store::Row>::TABLE;
        let beside_key = table.columns.iter().skip(table.keys);
        let at = beside_key.map(|known| known.name).position(|name| name == column);
        at.and_then(|at| self.0.get(at)).cloned().unwrap_or(Value::Null)
    }

    fn text(&self, column: &str) -> Option<String> {
        self.get(column).as_str().map(str::to_owned)
    }
}

fn version(change: &RowChange, values: &Values) -> PlanVersion {
    let minute = values.get("starts_minute").as_u64();
    PlanVersion {
        number: change.number.0,
        at: change.at,
        actor: change.actor.clone(),
        state: PlanState::parse(&values.text("state").unwrap_or_default()),
        on: values.text("planned_on").and_then(|on| on.parse().ok()),
        starts_minute: minute.and_then(|minute| u32::try_from(minute).ok()),
        topic: values.text("topic"),
        kind: values.text("kind").unwrap_or_default(),
        venue: values.text("venue"),
        has_speaker: !values.get(SPEAKER).is_null() || !values.get(PERSON).is_null(),
        speaker_changed: false,
        reason: values.text("reason"),
    }
}
