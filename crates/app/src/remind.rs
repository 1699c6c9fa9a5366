//! 每周一提醒 is made: its notices are kept with the run, in one transaction, so that there is one of each week
//! however many servers try (E35). Must not word a notice: whoever reads one reads it in their own language.

use domain::access::{Action, TargetKind};
use domain::id::TreeId;
use domain::reminder::{Need, Notice, Reminder};
use domain::rhythm::{Making, Run};
use jiff::civil::Date;
use serde_json::json;
use store::{Json, NoticeRow, RhythmRunRow, StoreError};

use crate::app::permit;
use crate::packs::workdays;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// What the row of a run says of how it was made.
const MADE: &str = "made";
const PASSED_OVER: &str = "passed-over";

/// What came of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It was made now.
    Made,
    /// Somebody made it before.
    MadeBefore,
}

/// A run with what it says, to be kept.
pub(crate) struct Keeping<'a> {
    /// Which.
    pub(crate) run: &'a Run,
    /// The day it was reckoned for.
    pub(crate) as_of: Date,
    /// What it says, for its digest; none when it was passed over.
    pub(crate) content: Option<serde_json::Value>,
    /// Its notices.
    pub(crate) notices: Vec<NoticeRow>,
}

/// Makes the reminder of a week.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn make_reminder(
    app: &App,
    actor: &Actor,
    (tree, run): (TreeId, &Run),
) -> Result<Outcome, Failure> {
    permit(actor, Action::Create, TargetKind::Standing)?;
    let today = look_at(app, tree, None).await?;
    // Made late, it says what is still to be done now, not what was on the day it was due (E35).
    let as_of = run.due_on.max(today.as_of);
    let snapshot = look_at(app, tree, Some(as_of)).await?;
    let rows = {
        let board = snapshot.board();
        let notices = Reminder::of(&board, &workdays(&snapshot.rules)).notices(&board);
        notices
            .iter()
            .map(|notice| row(&run.period, notice))
            .collect::<Result<Vec<_>, _>>()?
    };
    let keeping = Keeping {
        content: Some(json!(rows.iter().map(said).collect::<Vec<_>>())),
        notices: rows,
        run,
        as_of,
    };
    keep_run(app, actor, &snapshot, keeping).await
}

/// Keeps that a run was passed over.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn pass_over(app: &App, actor: &Actor, (tree, run): (TreeId, &Run)) -> Result<Outcome, Failure> {
    permit(actor, Action::Create, TargetKind::Standing)?;
    let snapshot = look_at(app, tree, None).await?;
    let keeping = Keeping {
        run,
        as_of: snapshot.as_of,
        content: None,
        notices: Vec::new(),
    };
    keep_run(app, actor, &snapshot, keeping).await
}

/// A tree on a day; none: today.
pub(crate) async fn look_at(app: &App, tree: TreeId, as_of: Option<Date>) -> Result<Snapshot, Failure> {
    let tree = tree.to_string();
    let ask = Ask {
        tree: Some(&tree),
        as_of,
        known_at: None,
    };
    look(app, ask).await
}

/// Keeps a run, unless it is kept already.
pub(crate) async fn keep_run(
    app: &App,
    actor: &Actor,
    snapshot: &Snapshot,
    keeping: Keeping<'_>,
) -> Result<Outcome, Failure> {
    let Keeping {
        run,
        as_of,
        content,
        notices,
    } = keeping;
    let mut tx = app.store().write(snapshot.tree).await?;
    let key = (run.kind.word().to_owned(), run.period.clone());
    // Whoever comes second has waited for the head's lock, and sees the row.
    if tx.get::<RhythmRunRow>(key).await?.is_some() {
        tx.give_up().await?;
        return Ok(Outcome::MadeBefore);
    }
    let making = if content.is_some() {
        Making::Make
    } else {
        Making::PassOver
    };
    tx.save(&[RhythmRunRow {
        kind: run.kind.word().to_owned(),
        period: run.period.clone(),
        due_on: run.due_on,
        making: word(making).to_owned(),
        as_of,
        audit_number: i64::try_from(snapshot.facts.known_at).unwrap_or(i64::MAX),
        made_at: app.now(),
        notices: u32::try_from(notices.len()).unwrap_or(u32::MAX),
        sha256: content.map(|content| store::sha256_hex(Json::of(&content).0.as_bytes())),
    }])
    .await?;
    tx.save_unlogged(&notices).await?;
    let detail = json!({ "kind": run.kind.word(), "period": run.period, "notices": notices.len() });
    tx.commit(app.entry(actor, entry_word(making), &detail)).await?;
    Ok(Outcome::Made)
}

fn word(making: Making) -> &'static str {
    match making {
        Making::Make => MADE,
        Making::PassOver => PASSED_OVER,
    }
}

fn entry_word(making: Making) -> &'static str {
    match making {
        Making::Make => "make-run",
        Making::PassOver => "pass-over-run",
    }
}

fn row(period: &str, notice: &Notice) -> Result<NoticeRow, Failure> {
    let needs = serde_json::to_value(&notice.needs);
    let needs = needs.map_err(|_| StoreError::damaged("notice", "a need that cannot be written"))?;
    Ok(NoticeRow {
        period: period.to_owned(),
        recipient: notice.to.word().to_owned(),
        organisation_id: notice.organisation,
        needs: Json::of(&needs),
        late_records: notice.late_records,
    })
}

fn said(row: &NoticeRow) -> serde_json::Value {
    json!([
        row.recipient,
        row.organisation_id.to_string(),
        row.needs.0,
        row.late_records
    ])
}

/// What a kept notice says is to be done.
pub(crate) fn kept_needs(kept: &Json) -> Result<Vec<Need>, Failure> {
    let needs = serde_json::from_value(kept.parse()?);
    Ok(needs.map_err(|_| StoreError::damaged("notice", "needs that cannot be read"))?)
}
