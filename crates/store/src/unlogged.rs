//! Writing what is no history: sessions, tries to sign in, the bytes of files.
//! Must not write any other table: a change of those needs an entry.

use std::ops::{Deref, DerefMut};

use domain::id::TreeId;

use crate::db::Conn;
use crate::error::StoreError;
use crate::query::Queries;
use crate::sql;
use crate::store::Store;
use crate::tables::{Role, Row, Table};
use crate::tx::{Tx, locked_head};
use crate::value::{Key, Value};
use crate::writing::write_rows;

/// A transaction on the tables of one tree that are no history. Dropping it gives everything up.
pub struct Unlogged {
    queries: Queries,
}

impl Deref for Unlogged {
    type Target = Queries;
    fn deref(&self) -> &Queries {
        &self.queries
    }
}

impl DerefMut for Unlogged {
    fn deref_mut(&mut self) -> &mut Queries {
        &mut self.queries
    }
}

impl Store {
    /// A transaction on the tables of a tree that are no history. Takes no lock on the tree.
    ///
    /// # Errors
    /// When writes are stopped or the database fails.
    pub async fn write_unlogged(&self, tree: TreeId) -> Result<Unlogged, StoreError> {
        let conn = self.inner.db.write().await?;
        Ok(Unlogged {
            queries: Queries { conn, tree },
        })
    }
}

impl Store {
    /// As [`Store::write_unlogged`], with nobody else writing to the tree meanwhile: what was read stays true until it
    /// is kept. For counting tries and taking a code once.
    ///
    /// # Errors
    /// When the tree does not exist, writes are stopped, or the database fails.
    pub async fn write_unlogged_alone(&self, tree: TreeId) -> Result<Unlogged, StoreError> {
        let mut conn = self.inner.db.write().await?;
        match locked_head(&mut conn, tree).await {
            Ok(Some(_)) => Ok(Unlogged {
                queries: Queries { conn, tree },
            }),
            Ok(None) => {
                conn.rollback().await?;
                Err(StoreError::NoTree)
            }
            Err(error) => Err(error),
        }
    }
}

impl Unlogged {
    /// Saves rows: new ones are inserted, others overwritten.
    ///
    /// # Errors
    /// When the table is history, or the database fails.
    pub async fn save<R: Row>(&mut self, rows: &[R]) -> Result<(), StoreError> {
        save(&mut self.queries, rows).await
    }

    /// Removes rows.
    ///
    /// # Errors
    /// When the table is history, or the database fails.
    pub async fn remove<R: Row>(&mut self, keys: impl IntoIterator<Item = R::Key>) -> Result<(), StoreError> {
        remove::<R>(&mut self.queries, keys).await
    }

    /// Keeps everything. Returns after the disk has it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.queries.conn.commit().await
    }
}

impl Tx {
    /// Saves rows that are no history in the same transaction as those that are: a file with its lecture.
    ///
    /// # Errors
    /// When the table is history, or the database fails.
    pub async fn save_unlogged<R: Row>(&mut self, rows: &[R]) -> Result<(), StoreError> {
        save(self, rows).await
    }

    /// Removes rows that are no history in the same transaction as those that are: the sessions of an account that
    /// ends.
    ///
    /// # Errors
    /// When the table is history, or the database fails.
    pub async fn remove_unlogged<R: Row>(
        &mut self,
        keys: impl IntoIterator<Item = R::Key>,
    ) -> Result<(), StoreError> {
        remove::<R>(self, keys).await
    }
}

async fn remove<R: Row>(
    queries: &mut Queries,
    keys: impl IntoIterator<Item = R::Key>,
) -> Result<(), StoreError> {
    check(R::TABLE)?;
    for key in keys {
        let values = queries.scoped(R::TABLE, key.values());
        queries.conn.run(&sql::of(R::TABLE).delete, &values).await?;
    }
    Ok(())
}

async fn save<R: Row>(queries: &mut Queries, rows: &[R]) -> Result<(), StoreError> {
    check(R::TABLE)?;
    let conn: &mut Conn = &mut queries.conn;
    for row in rows {
        // One at a time: an upsert of several must not meet the same row twice, and these come singly.
        let mut values = vec![Value::Id(queries.tree.0)];
        values.extend(row.clone().into_values());
        write_rows(conn, &sql::of(R::TABLE).upsert, &[values]).await?;
    }
    Ok(())
}

fn check(table: &Table) -> Result<(), StoreError> {
    if table.role == Role::Unlogged {
        Ok(())
    } else {
        Err(StoreError::setting(
            table.name,
            "is history: a change needs an entry",
        ))
    }
}
