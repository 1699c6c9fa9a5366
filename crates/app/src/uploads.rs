//! Files that somebody brought and has not done anything with yet: kept, changed and found again by the pages of imports,
//! tables and notices. Must not write the history, or permit: nothing is done yet, and each page knows whose a file is.

use domain::access::Denial;
use domain::id::TreeId;
use store::UploadRow;
use uuid::Uuid;

use crate::{App, Failure};

/// Keeps one more file; of those held, what `stale` names is cleared away.
pub(crate) async fn keep(
    app: &App,
    tree: TreeId,
    row: &UploadRow,
    stale: impl FnOnce(&[UploadRow]) -> Vec<(Uuid,)>,
) -> Result<(), Failure> {
    let mut tx = app.store().write_unlogged(tree).await?;
    let held: Vec<UploadRow> = tx.all().await?;
    tx.remove::<UploadRow>(stale(&held)).await?;
    tx.save(std::slice::from_ref(row)).await?;
    Ok(tx.commit().await?)
}

/// Keeps what somebody said of a file meanwhile.
pub(crate) async fn change(app: &App, tree: TreeId, row: &UploadRow) -> Result<(), Failure> {
    let mut tx = app.store().write_unlogged(tree).await?;
    tx.save(std::slice::from_ref(row)).await?;
    Ok(tx.commit().await?)
}

/// A file that is kept, where it is one that may be shown; the same answer for another's and for none.
pub(crate) async fn found(
    app: &App,
    (tree, upload): (TreeId, Uuid),
    may_be_shown: impl FnOnce(&UploadRow) -> bool,
) -> Result<UploadRow, Failure> {
    let mut reading = app.store().read(tree).await?;
    let row: Option<UploadRow> = reading.get((upload,)).await?;
    let row = row.filter(may_be_shown);
    row.ok_or(Failure::Forbidden(Denial::OutOfScope(Vec::new())))
}
