//! Keeps the data safe: up to date, copied, brought back, moved to the other engine.
//! Must not look into it.

use std::path::Path;

use domain::access::{Action, TargetKind};
use store::{Moved, Store, StoreError, StoreSettings};

use crate::app::permit;
use crate::{Actor, App, Failure, Refusal, Settings};

impl Settings {
    fn store(&self) -> StoreSettings {
        StoreSettings {
            url: self.database.clone(),
            signing_key: self.signing_key.clone(),
            entropy: std::sync::Arc::clone(&self.entropy),
        }
    }
}

/// The whole database into one SQLite file, while others read and write.
///
/// # Errors
/// When the actor may not, the file exists, or the database fails.
pub async fn back_up(app: &App, actor: &Actor, file: &Path) -> Result<(), Failure> {
    permit(actor, Action::Create, TargetKind::Backup)?;
    Ok(app.store().backup(file).await?)
}

/// Verifies a backup; answers how many entries its histories have.
///
/// # Errors
/// When the file cannot be read, is no backup, does not verify, or was made by a newer program.
pub async fn check_backup(file: &Path, settings: &Settings) -> Result<i64, Failure> {
    let store = Store::open_backup(file, &settings.store())
        .await
        .map_err(unreadable)?;
    let checked = entries_of(&store).await;
    store.close().await;
    checked
}

async fn entries_of(store: &Store) -> Result<i64, Failure> {
    let mut entries = 0;
    for tree in store.trees().await.map_err(unreadable)? {
        let verified = store.verify(tree, None).await.map_err(unreadable)?;
        if !verified.ok {
            return Err(Refusal::BackupBroken(verified.first_bad).into());
        }
        entries += verified.entries;
    }
    Ok(entries)
}

/// What an engine says of a file that is none of ours helps nobody.
fn unreadable(error: StoreError) -> Failure {
    match error {
        StoreError::Migration { .. } | StoreError::SigningKey(_) | StoreError::File { .. } => error.into(),
        _ => Refusal::BackupBroken(None).into(),
    }
}

/// Verifies a backup and brings it into the database that `settings` name, which must be empty.
///
/// # Errors
/// When the backup does not verify, the database holds data already, or one of them fails.
pub async fn restore(file: &Path, settings: &Settings) -> Result<(), Failure> {
    let store = Store::restore(file, &settings.store()).await?;
    store.close().await;
    Ok(())
}

/// The whole database to another, row for row, compared and verified.
///
/// # Errors
/// When the actor may not, the target holds data, or the copies differ.
pub async fn move_to(app: &App, actor: &Actor, to: &Settings) -> Result<Vec<Moved>, Failure> {
    permit(actor, Action::Create, TargetKind::Backup)?;
    let target = Store::open(&to.store()).await?;
    let moved = app.store().move_into(&target).await?;
    target.close().await;
    Ok(moved)
}
