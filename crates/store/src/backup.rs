//! Backups: always one SQLite file, whatever the engine; and bringing one back.
//! Must not leave a half-made file under the final name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::db::Access;
use crate::error::StoreError;
use crate::mover::Moved;
use crate::signing::sync_folder_of;
use crate::store::{Store, StoreSettings};

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn sync(file: &Path) -> Result<(), StoreError> {
    let synced = std::fs::File::open(file).and_then(|file| file.sync_all());
    synced.map_err(|e| StoreError::file(file, &e))
}

impl Store {
    /// Copies everything into one SQLite file while others read and write.
    /// The signing key is not in it: keep that elsewhere.
    ///
    /// # Errors
    /// When the file exists, or a database or the file system fails.
    pub async fn backup(&self, file: &Path) -> Result<(), StoreError> {
        let half = beside(file, ".partial");
        if file.exists() {
            return Err(StoreError::NotEmpty);
        }
        remove_with_log(&half)?;
        if let Some(lane) = self.inner.db.lane() {
            lane.copy_into(&half.display().to_string()).await?;
        } else {
            self.move_into_file(&half).await?;
        }
        sync(&half)?;
        std::fs::rename(&half, file).map_err(|e| StoreError::file(file, &e))?;
        sync_folder_of(file)
    }

    /// As `move_into`, into a new file with nothing beside it.
    async fn move_into_file(&self, file: &Path) -> Result<Vec<Moved>, StoreError> {
        let settings = StoreSettings {
            url: format!("sqlite:{}", file.display()),
            signing_key: self.inner.signing.path().to_owned(),
            entropy: Arc::clone(&self.inner.entropy),
        };
        let target = Self::open(&settings).await?;
        let moved = self.move_into(&target).await?;
        target.inner.db.close_readers().await;
        if let Some(lane) = target.inner.db.lane()
            && !lane.seal().await?
        {
            return Err(StoreError::file(file, &"the log could not be closed"));
        }
        Ok(moved)
    }

    /// Verifies a backup and brings it into the database that `settings` name, which must be empty.
    ///
    /// # Errors
    /// When the backup does not verify (nothing is written then), the target holds data, or a database fails.
    pub async fn restore(file: &Path, settings: &StoreSettings) -> Result<Self, StoreError> {
        if !file.exists() {
            return Err(StoreError::file(file, &"is not there"));
        }
        let from = Self::open_backup(file, settings).await?;
        for tree in from.trees().await? {
            from.verify_or_fail(tree).await?;
        }
        let target = Self::open(settings).await?;
        from.move_into(&target).await?;
        from.close().await;
        Ok(target)
    }

    /// Opens a backup for reading; leaves no trace beside the file.
    ///
    /// # Errors
    /// When the file cannot be read, is no backup, or was made by a newer program.
    pub async fn open_backup(file: &Path, settings: &StoreSettings) -> Result<Self, StoreError> {
        let settings = StoreSettings {
            url: format!("sqlite:{}", file.display()),
            ..settings.clone()
        };
        let store = Self::open_with(&settings, Access::Frozen).await?;
        crate::migrate::refuse_newer(&store.inner.db).await?;
        Ok(store)
    }
}

fn remove_with_log(file: &Path) -> Result<(), StoreError> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let path = beside(file, ending);
        match std::fs::remove_file(&path) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(StoreError::file(&path, &e)),
            _ => {}
        }
    }
    Ok(())
}
