//! Reading typed rows: what a `Reading` and a `Tx` can both be asked.
//! Must not write, and must not count or judge: it hands out rows.

use std::ops::{Deref, DerefMut};

use domain::id::{LectureId, OrganisationId, TreeId};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::audit::AuditNumber;
use crate::db::{Conn, Statement};
use crate::error::StoreError;
use crate::history::AuditEntryRow;
use crate::sql;
use crate::tables::{Row, Table};
use crate::trees::{MetaRow, TreeRow};
use crate::value::{Cell, Key, Value};

/// A connection with a tree in view.
pub struct Queries {
    pub(crate) conn: Conn,
    pub(crate) tree: TreeId,
}

/// A snapshot to read from; it does not change while it is held.
pub struct Reading {
    pub(crate) queries: Queries,
}

impl Deref for Reading {
    type Target = Queries;
    fn deref(&self) -> &Queries {
        &self.queries
    }
}

impl DerefMut for Reading {
    fn deref_mut(&mut self) -> &mut Queries {
        &mut self.queries
    }
}

/// One change of one row, with the entry that made it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowChange {
    /// Number of the entry.
    pub number: AuditNumber,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// The values after the change as a JSON list; none when the row was removed.
    pub after: Option<String>,
}

impl Queries {
    /// The tree in view.
    #[must_use]
    pub fn tree_id(&self) -> TreeId {
        self.tree
    }

    /// Number of the last entry of the history.
    ///
    /// # Errors
    /// When the tree does not exist or the database fails.
    pub async fn number(&mut self) -> Result<AuditNumber, StoreError> {
        match self
            .conn
            .one(&sql::HEAD, &[Value::Id(self.tree.0)])
            .await?
            .as_deref()
        {
            Some([Value::Int(number), ..]) => Ok(AuditNumber(*number)),
            _ => Err(StoreError::NoTree),
        }
    }

    /// The tree's own row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tree(&mut self) -> Result<Option<TreeRow>, StoreError> {
        self.get(()).await
    }

    /// One row by its key.
    ///
    /// # Errors
    /// When the database fails or a stored value is damaged.
    pub async fn get<R: Row>(&mut self, key: R::Key) -> Result<Option<R>, StoreError> {
        let values = self.scoped(R::TABLE, key.values());
        self.conn
            .one(&sql::of(R::TABLE).get, &values)
            .await?
            .map(R::from_values)
            .transpose()
    }

    /// All rows of the tree, in key order.
    ///
    /// # Errors
    /// When the database fails or a stored value is damaged.
    pub async fn all<R: Row>(&mut self) -> Result<Vec<R>, StoreError> {
        let mut rows: Vec<R> = Vec::new();
        loop {
            let page = self.page(rows.last().map(R::key), R::TABLE.page_rows()).await?;
            let full = i64::try_from(page.len()).is_ok_and(|n| n == R::TABLE.page_rows());
            rows.extend(page);
            if !full {
                return Ok(rows);
            }
        }
    }

    /// Up to `limit` rows in key order, after a key.
    ///
    /// # Errors
    /// When the database fails or a stored value is damaged.
    pub async fn page<R: Row>(&mut self, after: Option<R::Key>, limit: i64) -> Result<Vec<R>, StoreError> {
        let [first, further] = &sql::of(R::TABLE).visible;
        let statement = if after.is_some() { further } else { first };
        let mut values = self.scoped(R::TABLE, after.map(Key::values).unwrap_or_default());
        values.push(Value::Int(limit));
        self.typed(statement, &values).await
    }

    /// Rows whose key begins with these values (such as all hosts of a lecture), in key order.
    ///
    /// # Errors
    /// When there are no such leading columns, the database fails, or a stored value is damaged.
    pub async fn under<R: Row>(&mut self, beginning: impl Key) -> Result<Vec<R>, StoreError> {
        let beginning = beginning.values();
        let statement = beginning
            .len()
            .checked_sub(1)
            .and_then(|n| sql::of(R::TABLE).under.get(n))
            .ok_or_else(|| StoreError::setting(R::TABLE.name, "no key begins with that many columns"))?;
        let values = self.scoped(R::TABLE, beginning);
        self.typed(statement, &values).await
    }

    /// Rows by one of the table's finder columns, in key order.
    ///
    /// # Errors
    /// When the column is no finder, the database fails, or a stored value is damaged.
    pub async fn by<R: Row>(&mut self, column: &'static str, value: impl Cell) -> Result<Vec<R>, StoreError> {
        let statement = sql::of(R::TABLE)
            .by
            .get(column)
            .ok_or_else(|| StoreError::setting(column, "no finder of the table"))?;
        let values = self.scoped(R::TABLE, vec![value.into_value()]);
        self.typed(statement, &values).await
    }

    /// Ids of the lectures held from one day to another, both included, in order of the day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lectures_held(&mut self, from: Date, to: Date) -> Result<Vec<LectureId>, StoreError> {
        let values = [Value::Id(self.tree.0), Value::Date(from), Value::Date(to)];
        self.ids(&sql::LECTURES_HELD, &values).await
    }

    /// An organisation and all that hang below it on a day, in order of their ids.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn below(&mut self, top: OrganisationId, on: Date) -> Result<Vec<OrganisationId>, StoreError> {
        self.ids(
            &sql::BELOW,
            &[Value::Id(self.tree.0), Value::Id(top.0), Value::Date(on)],
        )
        .await
    }

    /// Entries of the history before a number, newest first.
    ///
    /// # Errors
    /// When the database fails or a stored value is damaged.
    pub async fn entries_before(
        &mut self,
        before: AuditNumber,
        limit: i64,
    ) -> Result<Vec<AuditEntryRow>, StoreError> {
        let values = [Value::Id(self.tree.0), Value::Int(before.0), Value::Int(limit)];
        self.typed(&sql::ENTRIES_BACK, &values).await
    }

    /// Everything that happened to one row, oldest first.
    ///
    /// # Errors
    /// When the database fails or a stored value is damaged.
    pub async fn history_of<R: Row>(&mut self, key: R::Key) -> Result<Vec<RowChange>, StoreError> {
        let key = crate::change::list_json(&key.values());
        let values = [
            Value::Id(self.tree.0),
            Value::Text(R::TABLE.name.to_owned()),
            Value::Text(key),
        ];
        let rows = self.conn.all(&sql::ROW_HISTORY, &values).await?;
        rows.into_iter()
            .map(|row| match <[Value; 5]>::try_from(row) {
                Ok([number, at, actor, action, after]) => Ok(RowChange {
                    number: AuditNumber(i64::from_value(number)?),
                    at: Timestamp::from_value(at)?,
                    actor: String::from_value(actor)?,
                    action: String::from_value(action)?,
                    after: Option::from_value(after)?,
                }),
                Err(_) => Err(StoreError::damaged("audit_change", "too few columns")),
            })
            .collect()
    }

    /// A setting that travels with the data.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn meta(&mut self, key: &str) -> Result<Option<String>, StoreError> {
        meta(&mut self.conn, key).await
    }

    async fn typed<R: Row>(&mut self, statement: &Statement, values: &[Value]) -> Result<Vec<R>, StoreError> {
        self.conn
            .all(statement, values)
            .await?
            .into_iter()
            .map(R::from_values)
            .collect()
    }

    async fn ids<I: Cell>(&mut self, statement: &Statement, values: &[Value]) -> Result<Vec<I>, StoreError> {
        let rows = self.conn.all(statement, values).await?;
        rows.into_iter().flatten().map(I::from_value).collect()
    }

    /// The values with the tree in front, when a tree owns the table.
    pub(crate) fn scoped(&self, table: &Table, values: Vec<Value>) -> Vec<Value> {
        table
            .is_owned()
            .then_some(Value::Id(self.tree.0))
            .into_iter()
            .chain(values)
            .collect()
    }
}

pub(crate) async fn meta(conn: &mut Conn, key: &str) -> Result<Option<String>, StoreError> {
    let row = conn
        .one(&sql::of(MetaRow::TABLE).get, &[Value::Text(key.to_owned())])
        .await?;
    Ok(row.map(MetaRow::from_values).transpose()?.map(|row| row.value))
}

/// Up to `limit` stored rows of a table after a stored row, with `root_id` and `batch`.
pub(crate) async fn stored_page(
    conn: &mut Conn,
    table: &'static Table,
    tree: Uuid,
    after: Option<&[Value]>,
    limit: i64,
) -> Result<Vec<Vec<Value>>, StoreError> {
    let [first, further] = &sql::of(table).stored;
    let keys = table.stored_key().count();
    let (statement, mut values) = match after {
        Some(row) => (further, row.iter().take(keys).cloned().collect()),
        None if table.is_owned() => (first, vec![Value::Id(tree)]),
        None => (first, Vec::new()),
    };
    values.push(Value::Int(limit));
    conn.all(statement, &values).await
}
