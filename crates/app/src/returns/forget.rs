//! What returns hold of a person goes when the person is erased, and with the return when it is closed (X5).
//! Must not touch a record: `erase_person` does.

use std::collections::BTreeSet;

use domain::id::{OrganisationId, ReturnId};
use domain::naming::fold_name;
use store::{ReturnFileRow, ReturnMergeRow, ReturnSentRow, Tx};

use super::form::organisations;
use super::sent;
use crate::Failure;

/// Takes a name out of what was sent for these organisations. A merge that holds the name cannot be undone any more:
/// undoing it would bring the name back.
///
/// # Errors
/// When the database fails.
pub(crate) async fn forget(
    tx: &mut Tx,
    name: &str,
    places: &BTreeSet<OrganisationId>,
) -> Result<(), Failure> {
    let name = fold_name(name);
    let all: Vec<ReturnSentRow> = tx.all().await?;
    for row in all {
        let mut rows = sent::read(&row.rows)?;
        let mut is_changed = false;
        rows.retain_mut(|sent| {
            let theirs = organisations(&sent.row).iter().any(|host| places.contains(host));
            if theirs && sent.row.value("speaker") == name {
                sent.row.cells.remove("speaker");
                is_changed = true;
            }
            // The row of a roster is of nobody else.
            let is_them = theirs && sent.row.value("name") == name;
            is_changed |= is_them;
            !is_them
        });
        if is_changed {
            let rows = sent::written(&rows);
            tx.save_unlogged(&[ReturnSentRow { rows, ..row }]).await?;
        }
    }
    let merges: Vec<ReturnMergeRow> = tx.all().await?;
    let holding = merges.iter().filter(|merge| merge.changes.0.contains(&name));
    let gone: Vec<_> = holding.map(|merge| (merge.id,)).collect();
    Ok(tx.remove_unlogged::<ReturnMergeRow>(gone).await?)
}

/// Takes away what was kept of a return only to merge it: the files, what was sent, how to undo.
///
/// # Errors
/// When the database fails.
pub(super) async fn clear(tx: &mut Tx, id: ReturnId) -> Result<(), Failure> {
    let files: Vec<ReturnFileRow> = tx.by("return_id", id).await?;
    let emptied: Vec<ReturnFileRow> = files
        .into_iter()
        .map(|file| ReturnFileRow {
            bytes: Vec::new(),
            ..file
        })
        .collect();
    tx.save_unlogged(&emptied).await?;
    let sent: Vec<ReturnSentRow> = tx.under((id,)).await?;
    let mut keys = Vec::new();
    for row in &sent {
        keys.push((row.return_id, row.organisation_id));
    }
    tx.remove_unlogged::<ReturnSentRow>(keys).await?;
    let merges: Vec<ReturnMergeRow> = tx.by("return_id", id).await?;
    let merges: Vec<_> = merges.iter().map(|merge| (merge.id,)).collect();
    Ok(tx.remove_unlogged::<ReturnMergeRow>(merges).await?)
}
