//! A file is brought in by steps: looked at first (试导入), questions answered, then brought in without being sent again.
//! Must not decide about rows: `import` does, and what it says is handed on.

use std::sync::Arc;
use std::time::Duration;

use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, TreeId};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{Json, UploadRow};
use uuid::Uuid;

use crate::errand::{Errands, Stage};
use crate::import::{Answer, Decision, Import, Kind, Mode, Step, import};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, notice_page, uploads};

/// How far the import of a file is, and what it came to.
pub type ImportStage = Stage<Step, Answer>;

/// Imports on their way.
pub(crate) type Imports = Errands<Step, Answer>;

/// A file somebody brings.
pub struct BringFile<'a> {
    /// What is in it.
    pub kind: Kind,
    /// What it is called.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A file that was brought, and how far its import is.
pub struct UploadSeen {
    /// The id.
    pub id: Uuid,
    /// What is in it.
    pub kind: Kind,
    /// What it is called.
    pub file_name: String,
    /// When it came.
    pub came_at: Timestamp,
    /// The entry by which it was brought in, once it was.
    pub number: Option<i64>,
    /// Questions answered so far.
    pub decisions: Vec<Decision>,
    /// Whether it is looked at only, or brought in.
    pub mode: Mode,
    /// How far it is.
    pub stage: ImportStage,
}

/// Files are kept this long.
pub(crate) const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24);
/// Most files of one person that wait at a time; the earliest goes first.
const MOST_WAITING: usize = 3;

/// Takes a file and begins to look at it. Nothing is changed yet.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn bring_file(app: &Arc<App>, actor: &Actor, file: BringFile<'_>) -> Result<Uuid, Failure> {
    let tree = permit_import(app, actor).await?;
    let row = UploadRow {
        id: app.new_id(),
        owner: actor.word.clone(),
        kind: file.kind.word().to_owned(),
        file_name: file.name.chars().take(200).collect(),
        answers: Json::of(&json!([])),
        came_at: app.now(),
        number: None,
        bytes: file.bytes,
    };
    uploads::keep(app, tree, &row, |held| stale(held, (app.now(), &actor.word))).await?;
    let id = row.id;
    begin(app, actor, row, Mode::DryRun);
    Ok(id)
}

/// Files to clear away: those kept long enough, and the earliest of who brings another. Notices are none of them: what
/// a person settled of one is kept with it.
pub(crate) fn stale(held: &[UploadRow], (now, owner): (Timestamp, &str)) -> Vec<(Uuid,)> {
    let held: Vec<&UploadRow> = held.iter().filter(|row| row.kind != notice_page::KIND).collect();
    let is_old = |row: &&UploadRow| row.came_at.duration_until(now) > KEPT_FOR;
    let mut own: Vec<&UploadRow> = held.iter().copied().filter(|row| row.owner == owner).collect();
    own.sort_by_key(|row| std::cmp::Reverse((row.came_at, row.id)));
    let over = own.into_iter().skip(MOST_WAITING - 1);
    let mut gone: Vec<(Uuid,)> = held
        .iter()
        .copied()
        .filter(is_old)
        .chain(over)
        .map(|row| (row.id,))
        .collect();
    gone.sort_unstable();
    gone.dedup();
    gone
}

/// Looks at a file again with these answers, or brings it in.
///
/// # Errors
/// When the actor may not, the file is not theirs or was cleared away, or the database fails.
pub async fn run_upload(
    app: &Arc<App>,
    actor: &Actor,
    upload: Uuid,
    (decisions, mode): (Vec<Decision>, Mode),
) -> Result<(), Failure> {
    let tree = permit_import(app, actor).await?;
    let mut row = own(app, actor, (tree, upload)).await?;
    let mut kept = answers(&row)?;
    for decision in decisions {
        kept.retain(|known| (&known.sheet, known.row) != (&decision.sheet, decision.row));
        kept.push(decision);
    }
    row.answers = Json::of(&json!(
        kept.iter()
            .map(|kept| json!({ "sheet": kept.sheet, "row": kept.row, "organisation": kept.organisation }))
            .collect::<Vec<_>>()
    ));
    uploads::change(app, tree, &row).await?;
    begin(app, actor, row, mode);
    Ok(())
}

/// How far a file is, after waiting a moment for its end. One that nobody is looking at any more is looked at anew.
///
/// # Errors
/// When the actor may not, the file is not theirs or was cleared away, or the database fails.
pub async fn see_upload(
    app: &Arc<App>,
    actor: &Actor,
    upload: Uuid,
    patience: Duration,
) -> Result<UploadSeen, Failure> {
    let tree = permit_import(app, actor).await?;
    let row = own(app, actor, (tree, upload)).await?;
    let applied = app.imports().stage(&key(upload, Mode::Apply), patience).await;
    let (mode, stage) = match applied {
        Some(stage) => (Mode::Apply, stage),
        None => (Mode::DryRun, looked_at(app, actor, &row, patience).await),
    };
    // Read again: what was brought in meanwhile has its number now.
    let row = own(app, actor, (tree, upload)).await?;
    Ok(UploadSeen {
        id: upload,
        kind: Kind::parse(&row.kind).unwrap_or(Kind::Lectures),
        decisions: answers(&row)?,
        file_name: row.file_name,
        came_at: row.came_at,
        number: row.number,
        mode,
        stage,
    })
}

async fn looked_at(app: &Arc<App>, actor: &Actor, row: &UploadRow, patience: Duration) -> ImportStage {
    let key = key(row.id, Mode::DryRun);
    if app.imports().stage(&key, Duration::ZERO).await.is_none() {
        begin(app, actor, row.clone(), Mode::DryRun);
    }
    let stage = app.imports().stage(&key, patience).await;
    stage.unwrap_or(Stage::Running(Step::Reading))
}

/// Files of one's own that wait, the latest first.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn list_uploads(app: &App, actor: &Actor) -> Result<Vec<(Uuid, String, Timestamp)>, Failure> {
    let tree = permit_import(app, actor).await?;
    let mut reading = app.store().read(tree).await?;
    let rows: Vec<UploadRow> = reading.by("owner", actor.word.clone()).await?;
    let mut waiting: Vec<_> = rows
        .into_iter()
        .filter(|row| Kind::parse(&row.kind).is_some())
        .filter(|row| row.number.is_none() && row.came_at.duration_until(app.now()) <= KEPT_FOR)
        .map(|row| (row.id, row.file_name, row.came_at))
        .collect();
    waiting.sort_by_key(|(id, _, came_at)| std::cmp::Reverse((*came_at, *id)));
    Ok(waiting)
}

/// Begins the work itself.
fn begin(app: &Arc<App>, actor: &Actor, row: UploadRow, mode: Mode) {
    let (app, actor) = (Arc::clone(app), actor.clone());
    let (key, now) = (key(row.id, mode), app.now());
    let doing = Arc::clone(&app);
    app.imports()
        .begin(&key, (now, Step::Reading), move |teller| async move {
            let app = doing;
            let decisions = answers(&row)?;
            let kind = Kind::parse(&row.kind).unwrap_or(Kind::Lectures);
            let progress = |step: Step| {
                teller.send_replace(Stage::Running(step));
            };
            let command = Import {
                kind,
                name: &row.file_name,
                file: &row.bytes,
                decisions: &decisions,
                mode,
                tree: None,
                rules: "",
                vocabulary: "",
                progress: &progress,
            };
            let answer = import(&app, &actor, command).await?;
            if mode == Mode::Apply {
                note_number(&app, row, answer.number).await?;
            }
            Ok(answer)
        });
}

async fn note_number(app: &App, row: UploadRow, number: Option<i64>) -> Result<(), Failure> {
    let tree = app.tree(None).await?;
    uploads::change(app, tree, &UploadRow { number, ..row }).await
}

fn key(upload: Uuid, mode: Mode) -> String {
    match mode {
        Mode::DryRun => format!("look/{upload}"),
        Mode::Apply => format!("bring/{upload}"),
    }
}

fn answers(row: &UploadRow) -> Result<Vec<Decision>, Failure> {
    let kept = row.answers.parse()?;
    Ok(serde_json::from_value(kept).unwrap_or_default())
}

async fn permit_import(app: &App, actor: &Actor) -> Result<TreeId, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let root = OrganisationId(snapshot.tree.0);
    snapshot.permit(actor, (Action::Create, TargetKind::Import), root)?;
    Ok(snapshot.tree)
}

/// A file of one's own; the same answer for another's and for none.
async fn own(app: &App, actor: &Actor, (tree, upload): (TreeId, Uuid)) -> Result<UploadRow, Failure> {
    let is_own = |row: &UploadRow| row.owner == actor.word && Kind::parse(&row.kind).is_some();
    uploads::found(app, (tree, upload), is_own).await
}
