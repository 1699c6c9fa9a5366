//! Proves the history untouched, and hands out a copy that can be proved elsewhere.
//! Must not repair anything.

use domain::access::{Action, TargetKind};
use store::Verified;

use crate::app::permit;
use crate::{Actor, App, Failure};

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
    permit(actor, Action::Read, TargetKind::Audit)?;
    let tree = app.tree(tree).await?;
    Ok(app.store().verify(tree, checkpoint).await?)
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
    permit(actor, Action::Export, TargetKind::Audit)?;
    let tree = app.tree(tree).await?;
    Ok(app.store().export(tree, sink).await?)
}
