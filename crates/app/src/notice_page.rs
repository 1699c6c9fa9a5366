//! A notice from above on its page (F1): brought or pasted, read, looked at beside what was read from it, and settled by a
//! person. What was settled stays with the notice.
//! Must not put anything in force: `adopt_plan` does, when a person has read what it changes.

use std::sync::Arc;

use domain::access::{Action, Denial, TargetKind};
use domain::id::OrganisationId;
use domain::plan_draft::{AmendRefusal, Held, Question, SettledDuty, SettledPlan};
use domain::rule_set::RuleSet;
use i18n::Words;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Json, UploadRow};
use uuid::Uuid;

use crate::draft_plan::{PlanDrafted, draft_plan};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot, uploads};

/// What the word of such a file is, beside those of imports.
pub(crate) const KIND: &str = "notice";
/// Notices are kept this long: a plan is for a year.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(400 * 24);
/// Most notices of a county that are kept beside those whose plan is in force; the earliest goes first.
const MOST_KEPT: usize = 60;
/// Letters of the text as it stands in the document that are kept beside the cleaned one.
const MOST_ORIGINAL: usize = 60_000;
/// A first line of more letters is no title.
const LONGEST_TITLE: usize = 60;

/// A notice somebody brings.
pub struct BringNotice<'a> {
    /// What the file is called; empty for one that was pasted.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A notice in the list of those that are kept.
pub struct NoticeListed {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// What the file is called.
    pub file_name: String,
    /// When it came.
    pub came_at: Timestamp,
    /// What became of its plan.
    pub state: PlanStage,
}

/// What became of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlanStage {
    /// No person confirmed it yet.
    Open,
    /// It is confirmed, and would change the rules.
    Confirmed,
    /// It is confirmed, and the rules ask all of it already.
    AsInForce,
    /// It was put in force by this entry of the history.
    InForce(i64),
}

impl PlanStage {
    fn of(row: &UploadRow, kept: &Kept, snapshot: &Snapshot) -> PlanStage {
        if let Some(number) = row.number {
            return PlanStage::InForce(number);
        }
        if kept.confirmed_at.is_none() {
            return PlanStage::Open;
        }
        let on = begins_on(&kept.plan, snapshot);
        if kept.plan.would_change(&snapshot.rules, on) {
            PlanStage::Confirmed
        } else {
            PlanStage::AsInForce
        }
    }
}

/// What there is on the page of notices.
pub struct NoticeDesk {
    /// Notices that are kept, the latest first.
    pub notices: Vec<NoticeListed>,
    /// What they are read by.
    pub snapshot: Snapshot,
}

/// A notice with what was read from it and what a person made of that.
pub struct NoticeSeen {
    /// Its id.
    pub id: Uuid,
    /// What the file is called; empty for one that was pasted.
    pub file_name: String,
    /// Its text, cleaned: a line for each paragraph.
    pub text: String,
    /// The same as it stands in the document; empty where cleaning changed nothing.
    pub original: String,
    /// Pages of a PDF that could not be read.
    pub broken_pages: Vec<usize>,
    /// The plan as it is settled so far.
    pub plan: SettledPlan,
    /// The day it begins: the one that was said, else the first of the next period of the bulletin.
    pub from: Date,
    /// What is still to be said.
    pub questions: Vec<(usize, Question)>,
    /// When a person confirmed it.
    pub confirmed_at: Option<Timestamp>,
    /// The entry by which it was put in force.
    pub number: Option<i64>,
    /// The rules in force.
    pub rules: Arc<RuleSet>,
    /// Today.
    pub today: Date,
}

/// What is kept of a notice beside its bytes.
#[derive(Serialize, Deserialize)]
pub(crate) struct Kept {
    text: String,
    original: String,
    broken_pages: Vec<usize>,
    pub(crate) plan: SettledPlan,
    confirmed_at: Option<Timestamp>,
}

impl Kept {
    fn of(row: &UploadRow) -> Result<Kept, Failure> {
        let kept = serde_json::from_value(row.answers.parse()?);
        // Nobody but this file writes it: what cannot be read any more is as if it had been cleared away.
        kept.map_err(|_| Failure::Forbidden(Denial::OutOfScope(Vec::new())))
    }

    fn json(&self) -> Json {
        Json::of(&serde_json::to_value(self).unwrap_or_default())
    }
}

/// The notices that are kept.
///
/// # Errors
/// When the actor may not change the rules, or the database fails.
pub async fn see_notice_desk(app: &App, actor: &Actor) -> Result<NoticeDesk, Failure> {
    let snapshot = permitted(app, actor).await?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let rows: Vec<UploadRow> = reading.all().await?;
    drop(reading);
    let is_kept = |row: &UploadRow| row.kind == KIND && row.came_at.duration_until(app.now()) <= KEPT_FOR;
    let mut notices = Vec::new();
    for row in rows.into_iter().filter(is_kept) {
        let kept = Kept::of(&row)?;
        notices.push(NoticeListed {
            state: PlanStage::of(&row, &kept, &snapshot),
            id: row.id,
            title: kept.plan.source,
            file_name: row.file_name,
            came_at: row.came_at,
        });
    }
    notices.sort_by_key(|notice| std::cmp::Reverse((notice.came_at, notice.id)));
    Ok(NoticeDesk { notices, snapshot })
}

/// Takes a notice and reads it. Nothing of the rules is changed.
///
/// # Errors
/// When the actor may not change the rules, no text comes out of it, or the database fails.
pub async fn bring_notice(app: &App, actor: &Actor, brought: BringNotice<'_>) -> Result<Uuid, Failure> {
    let snapshot = permitted(app, actor).await?;
    let (reader, rules, bytes) = (
        app.documents().clone(),
        Arc::clone(&snapshot.rules),
        brought.bytes,
    );
    // A document may take a while, and a process of its own.
    let reading = tokio::task::spawn_blocking(move || {
        let drafted = draft_plan(&bytes, &reader, &rules);
        (bytes, drafted)
    });
    let Ok((bytes, drafted)) = reading.await else {
        let refusal = domain::document::DocumentRefusal::TookTooMuch;
        return Err(Refusal::Document(refusal).into());
    };
    let drafted = drafted?;
    // What becomes part of the rules is named in their own language.
    let words = app.pack(None).await?.unwrap_or_default().words(None);
    let kept = Kept {
        plan: named(&drafted, brought.name, (&snapshot.rules, &words)),
        original: if drafted.original == drafted.text {
            String::new()
        } else {
            drafted.original.chars().take(MOST_ORIGINAL).collect()
        },
        text: drafted.text,
        broken_pages: drafted.broken_pages,
        confirmed_at: None,
    };
    let row = UploadRow {
        id: app.new_id(),
        owner: actor.word.clone(),
        kind: KIND.to_owned(),
        file_name: brought.name.chars().take(200).collect(),
        answers: kept.json(),
        came_at: app.now(),
        number: None,
        bytes,
    };
    let id = row.id;
    uploads::keep(app, snapshot.tree, &row, |held| stale(held, app.now())).await?;
    Ok(id)
}

/// Notices to clear away before another is kept: those of long ago, and where there are many the earliest whose plan is
/// not in force.
fn stale(held: &[UploadRow], now: Timestamp) -> Vec<(Uuid,)> {
    let held = held.iter().filter(|row| row.kind == KIND);
    let (old, mut kept): (Vec<&UploadRow>, Vec<&UploadRow>) =
        held.partition(|row| row.came_at.duration_until(now) > KEPT_FOR);
    kept.retain(|row| row.number.is_none());
    kept.sort_by_key(|row| std::cmp::Reverse((row.came_at, row.id)));
    let over = kept.into_iter().skip(MOST_KEPT - 1);
    old.into_iter().chain(over).map(|row| (row.id,)).collect()
}

/// The plan as it was read, with a title for the notice and a name for each duty.
fn named(drafted: &PlanDrafted, file_name: &str, (rules, words): (&RuleSet, &Words)) -> SettledPlan {
    let first = drafted.text.lines().next().unwrap_or_default();
    let is_title = first.chars().count() <= LONGEST_TITLE && !first.ends_with(['。', '，', '；']);
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let title = if is_title { first } else { stem };
    let mut plan = SettledPlan::of(&drafted.draft, title.to_owned());
    for (duty, drafted) in plan.duties.iter_mut().zip(&drafted.draft.duties) {
        duty.name = match &drafted.duty {
            Some(known) => words.duty_by_id(known, rules),
            None => words.drafted_name(drafted.kind.into(), drafted.rhythm),
        };
    }
    plan
}

/// A notice with its plan.
///
/// # Errors
/// When the actor may not change the rules, it was cleared away, or the database fails.
pub async fn look_at_notice(app: &App, actor: &Actor, upload: Uuid) -> Result<NoticeSeen, Failure> {
    let (snapshot, row, kept) = brought_before(app, actor, upload).await?;
    let from = begins_on(&kept.plan, &snapshot);
    Ok(NoticeSeen {
        id: upload,
        file_name: row.file_name,
        questions: kept.plan.questions(&snapshot.rules, from),
        text: kept.text,
        original: kept.original,
        broken_pages: kept.broken_pages,
        plan: kept.plan,
        from,
        confirmed_at: kept.confirmed_at,
        number: row.number,
        today: snapshot.as_of,
        rules: snapshot.rules,
    })
}

/// The day a plan begins: the one that was said, else the first of the next period of the bulletin.
fn begins_on(plan: &SettledPlan, snapshot: &Snapshot) -> Date {
    let rhythm = snapshot.rules.bulletin.period;
    let next = rhythm.next(&rhythm.period_of(snapshot.as_of)).first;
    plan.from.unwrap_or(next)
}

/// Whether a person only looks on, or confirms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Settling {
    /// Keeps what was said so far.
    Keeps,
    /// Confirms it: nothing may be open.
    Confirms,
}

/// Keeps what a person made of a plan; confirming it needs every question answered.
///
/// # Errors
/// When the actor may not change the rules, the plan is in force already, something is open that is to be confirmed, or the
/// database fails.
pub async fn settle_notice(
    app: &App,
    actor: &Actor,
    upload: Uuid,
    (plan, settling): (SettledPlan, Settling),
) -> Result<(), Failure> {
    let (snapshot, row, kept) = brought_before(app, actor, upload).await?;
    if let Some(number) = row.number {
        return Err(Refusal::Amend(AmendRefusal::InForce(number)).into());
    }
    let words = app.pack(None).await?.unwrap_or_default().words(None);
    let mut plan = plan;
    plan.duties.iter_mut().for_each(|duty| name_unnamed(duty, &words));
    let open = plan.questions(&snapshot.rules, begins_on(&plan, &snapshot)).len();
    let is_confirmed = settling == Settling::Confirms && open == 0;
    let answers = Kept {
        plan,
        confirmed_at: is_confirmed.then(|| app.now()),
        ..kept
    };
    let row = UploadRow {
        answers: answers.json(),
        ..row
    };
    uploads::change(app, snapshot.tree, &row).await?;
    // What was said is kept even where it is not enough.
    if settling == Settling::Confirms && open > 0 {
        return Err(Refusal::Amend(AmendRefusal::Open(open)).into());
    }
    Ok(())
}

/// A name for a duty that has none.
fn name_unnamed(duty: &mut SettledDuty, words: &Words) {
    if let (true, Some(rhythm)) = (duty.name.trim().is_empty(), duty.rhythm) {
        duty.name = words.drafted_name(duty.held.unwrap_or(Held::Lecture), rhythm);
    }
}

/// Takes a notice away whose plan is not in force.
///
/// # Errors
/// When the actor may not change the rules, the plan is in force already, or the database fails.
pub async fn drop_notice(app: &App, actor: &Actor, upload: Uuid) -> Result<(), Failure> {
    let (snapshot, row, _) = brought_before(app, actor, upload).await?;
    if let Some(number) = row.number {
        return Err(Refusal::Amend(AmendRefusal::InForce(number)).into());
    }
    let mut tx = app.store().write_unlogged(snapshot.tree).await?;
    tx.remove::<UploadRow>(vec![(row.id,)]).await?;
    Ok(tx.commit().await?)
}

/// The file as it was brought: its name and its bytes.
///
/// # Errors
/// When the actor may not change the rules, it was cleared away, or the database fails.
pub async fn take_notice(app: &App, actor: &Actor, upload: Uuid) -> Result<(String, Vec<u8>), Failure> {
    let (_, row, _) = brought_before(app, actor, upload).await?;
    Ok((row.file_name, row.bytes))
}

/// Whether the actor may have notices read here: for a page that leads there.
///
/// # Errors
/// When the database fails.
pub async fn may_read_notices(app: &App, actor: &Actor) -> Result<bool, Failure> {
    match permitted(app, actor).await {
        Ok(_) => Ok(true),
        Err(Failure::Forbidden(_)) => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// A plan leads to rules of the whole tree: whoever may change those.
async fn permitted(app: &App, actor: &Actor) -> Result<Snapshot, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let root = OrganisationId(snapshot.tree.0);
    snapshot.permit(actor, (Action::Change, TargetKind::Rules), root)?;
    Ok(snapshot)
}

/// A notice that is kept; the same answer for none.
pub(crate) async fn brought_before(
    app: &App,
    actor: &Actor,
    upload: Uuid,
) -> Result<(Snapshot, UploadRow, Kept), Failure> {
    let snapshot = permitted(app, actor).await?;
    let row = uploads::found(app, (snapshot.tree, upload), |row| row.kind == KIND).await?;
    let kept = Kept::of(&row)?;
    Ok((snapshot, row, kept))
}
