//! Moving everything to another database, on the same engine or the other: row for row, in key order, then
//! compared row for row and verified. Must not change a row on the way.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::Conn;
use crate::error::StoreError;
use crate::query::stored_page;
use crate::sql;
use crate::store::Store;
use crate::tables::{TABLES, Table};
use crate::value::{Value, hex};
use crate::writing::write_rows;

/// What was moved of one table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// The table.
    pub table: &'static str,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 over all rows in key order, the same on both sides.
    pub sha256: String,
}

impl Store {
    /// Copies everything into `target`, which must be empty, and compares. Others may go on reading and
    /// writing here meanwhile; what they write after the beginning is not copied.
    ///
    /// # Errors
    /// When the target holds data, a database fails, or the copies differ. Then the target is left empty,
    /// except after a failed verification.
    pub async fn move_into(&self, target: &Store) -> Result<Vec<Moved>, StoreError> {
        let mut from = self.inner.db.read().await?;
        let trees = from.all(&sql::TREES, &[]).await?;
        let trees: Vec<Uuid> = trees.iter().flatten().filter_map(id).collect();
        let mut to = target.inner.db.write().await?;
        for table in TABLES {
            if !to.all(&sql::of(table).anything, &[]).await?.is_empty() {
                to.rollback().await?;
                return Err(StoreError::NotEmpty);
            }
        }
        let mut moved = Vec::new();
        for table in TABLES {
            let (rows, sha256) = copy(&mut from, Some(&mut to), table, &trees).await?;
            moved.push(Moved {
                table: table.name,
                rows,
                sha256,
            });
        }
        for (table, there) in TABLES.iter().zip(&moved) {
            let (rows, sha256) = copy(&mut to, None, table, &trees).await?;
            if (rows, &sha256) != (there.rows, &there.sha256) {
                to.rollback().await?;
                return Err(StoreError::MoveDiffers(table.name));
            }
        }
        to.commit().await?;
        for tree in trees {
            target.verify_or_fail(domain::id::TreeId(tree)).await?;
        }
        Ok(moved)
    }

    pub(crate) async fn verify_or_fail(&self, tree: domain::id::TreeId) -> Result<(), StoreError> {
        let verified = self.verify(tree, None).await?;
        match verified.first_bad {
            None => Ok(()),
            Some(bad) => Err(StoreError::Unverified(format!("{bad:?}").into())),
        }
    }
}

fn id(value: &Value) -> Option<Uuid> {
    if let Value::Id(id) = value {
        Some(*id)
    } else {
        None
    }
}

/// Reads a table of all trees in key order, writes it when there is somewhere to, and digests it.
async fn copy(
    from: &mut Conn,
    mut to: Option<&mut Conn>,
    table: &'static Table,
    trees: &[Uuid],
) -> Result<(u64, String), StoreError> {
    let mut hash = Sha256::new();
    let mut rows = 0;
    let nobody = [Uuid::nil()];
    for tree in if table.is_owned() { trees } else { &nobody } {
        let mut after: Option<Vec<Value>> = None;
        loop {
            let page = stored_page(from, table, *tree, after.as_deref(), table.page_rows()).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.clone());
            for row in &page {
                hash.update(crate::change::list_json(row).as_bytes());
                hash.update(b"\n");
                rows += 1;
            }
            if let Some(to) = to.as_deref_mut() {
                write_rows(to, &sql::of(table).insert, &page).await?;
            }
        }
    }
    Ok((rows, hex(&hash.finalize())))
}
