//! Proves the history untouched, and hands out a copy that can be proved elsewhere.
//! Must not repair anything.

use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use domain::access::{Action, Target, TargetKind};
use domain::id::{OrganisationId, TreeId};
use jiff::Timestamp;
use serde_json::json;
use store::history::AuditHeadRow;
use store::{StoreError, Verified};

use crate::app::permit_to;
use crate::change_person::reason_in;
use crate::errand::{Errands, Stage};
use crate::{Actor, App, Failure};

/// What a verification in the background found.
#[derive(Debug)]
pub struct Checked {
    /// What was found.
    pub verified: Verified,
    /// It was held against a checkpoint kept outside.
    pub has_checkpoint: bool,
}

/// How far a verification is: since when it runs, or what it found.
pub type VerifyStage = Stage<Timestamp, Checked>;

/// Verifications on their way.
pub(crate) type Verifications = Errands<Timestamp, Checked>;

/// Verifies the history of a tree, and that it continues an earlier checkpoint, when one is given.
///
/// # Errors
/// When the actor may not, there is no such tree, or the database fails. A broken history is an answer.
pub async fn verify_audit(
    app: &App,
    actor: &Actor,
    tree: Option<&str>,
    checkpoint: Option<&str>,
) -> Result<Verified, Failure> {
    let tree = permit_audit(app, actor, (Action::Read, tree)).await?;
    Ok(app.store().verify(tree, checkpoint).await?)
}

/// Begins a verification in the background; one that is on its way goes on.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn begin_verification(
    app: &Arc<App>,
    actor: &Actor,
    checkpoint: Option<&str>,
) -> Result<(), Failure> {
    let tree = permit_audit(app, actor, (Action::Read, None)).await?;
    let (doing, outside, now) = (Arc::clone(app), checkpoint.map(str::to_owned), app.now());
    app.verifications()
        .begin(&tree.to_string(), (now, now), move |_| async move {
            Ok(Checked {
                verified: doing.store().verify(tree, outside.as_deref()).await?,
                has_checkpoint: outside.is_some(),
            })
        });
    Ok(())
}

/// What a copy of the history is held against.
pub struct VerificationSeen {
    /// How many entries there are.
    pub entries: i64,
    /// The signed checkpoint of now (C2SP signed note), to be kept outside.
    pub checkpoint: String,
    /// The public keys that signed, one's own first (C2SP `vkey`).
    pub keys: Vec<String>,
    /// The verification asked for last, if there was one of late.
    pub stage: Option<VerifyStage>,
    /// When it began.
    pub began_at: Option<Timestamp>,
}

/// How a verification stands, after waiting a moment for its end.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_verification(
    app: &App,
    actor: &Actor,
    patience: Duration,
) -> Result<VerificationSeen, Failure> {
    let tree = permit_audit(app, actor, (Action::Read, None)).await?;
    let key = tree.to_string();
    let stage = app.verifications().stage(&key, patience).await;
    let head: Option<AuditHeadRow> = app.store().read(tree).await?.get(()).await?;
    let head = head.ok_or(StoreError::NoTree)?;
    Ok(VerificationSeen {
        entries: head.number,
        checkpoint: head.note,
        keys: app.store().verifier_keys().await?,
        began_at: app.verifications().since(&key),
        stage,
    })
}

/// Writes the history as C2SP tiles through `sink` (path, bytes).
///
/// # Errors
/// When the actor may not, there is no such tree, the database fails or the sink does.
pub async fn export_audit(
    app: &App,
    actor: &Actor,
    tree: Option<&str>,
    sink: store::Sink<'_>,
) -> Result<(), Failure> {
    let tree = permit_audit(app, actor, (Action::Export, tree)).await?;
    Ok(app.store().export(tree, sink).await?)
}

/// As [`export_audit`], with the reason kept in the history before the copy is made: the copy holds the entry.
///
/// # Errors
/// As [`export_audit`], and when no reason is given.
pub async fn take_history(
    app: &App,
    actor: &Actor,
    reason: &str,
    sink: store::Sink<'_>,
) -> Result<(), Failure> {
    let tree = permit_audit(app, actor, (Action::Export, None)).await?;
    let reason = reason_in(reason)?;
    let mut entry = app.entry(actor, "export-audit", &json!({}));
    entry.reason = Some(reason.to_owned());
    app.store().write(tree).await?.commit(entry).await?;
    Ok(app.store().export(tree, sink).await?)
}

/// The history is of the tree as a whole. Facts are not read for it: a history is verified because they may be broken.
async fn permit_audit(
    app: &App,
    actor: &Actor,
    (action, tree): (Action, Option<&str>),
) -> Result<TreeId, Failure> {
    let tree = app.tree(tree).await?;
    let root = vec![OrganisationId(tree.0)];
    permit_to(actor, action, &Target::of(TargetKind::Audit, root))?;
    Ok(tree)
}

/// As [`take_history`], all files in one archive.
///
/// # Errors
/// As [`take_history`].
pub async fn history_archive(app: &App, actor: &Actor, reason: &str) -> Result<Vec<u8>, Failure> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let broken = |cause: String| StoreError::File {
        path: "archive".into(),
        cause: cause.into(),
    };
    let mut sink = |path: &str, bytes: &[u8]| {
        archive
            .start_file(path, options)
            .map_err(|error| broken(error.to_string()))?;
        archive
            .write_all(bytes)
            .map_err(|error| broken(error.to_string()))
    };
    take_history(app, actor, reason, &mut sink).await?;
    let written = archive.finish().map_err(|error| broken(error.to_string()))?;
    Ok(written.into_inner())
}
