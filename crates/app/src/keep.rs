//! Keeps the data safe: up to date, copied, brought back, moved to the other engine.
//! Must not look into it.

use std::path::Path;

use domain::access::{Action, TargetKind};
use store::{Moved, Store, StoreSettings};

use crate::app::permit;
use crate::{Actor, App, Failure, Settings};

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

/// Verifies a backup; answers the entries of each tree in it.
///
/// # Errors
/// When the file cannot be read or does not verify.
pub async fn check_backup(file: &Path, settings: &Settings) -> Result<i64, Failure> {
    let store = Store::open_backup(file, &settings.store()).await?;
    let mut entries = 0;
    for tree in store.trees().await? {
        let verified = store.verify(tree, None).await?;
        if !verified.ok {
            return Err(Failure::Store(store::StoreError::Unverified(
                format!("{:?}", verified.first_bad).into(),
            )));
        }
        entries += verified.entries;
    }
    store.close().await;
    Ok(entries)
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
