//! The same request twice is one change with one answer: a key that the caller made up tells.
//! Must not be used for imports: there the content of the file tells, row by row.

use domain::id::TreeId;
use serde_json::json;
use store::{AuditEntry, Json, Seen, Tx};

use crate::{App, Failure, Refusal};

/// How a request begins.
pub(crate) enum Begun {
    /// It was answered before, by the entry of this number.
    Before(i64),
    /// It is new.
    Now(Box<Tx>),
}

/// How a request begins whose answer is more than a number.
pub(crate) enum BegunAnswer {
    /// It was answered before, with this.
    Before(serde_json::Value),
    /// It is new.
    Now(Box<Tx>),
}

/// A request and the key it came with.
pub(crate) struct Request {
    key: String,
    sha256: String,
}

impl Request {
    /// What is asked, under the caller's key; without one the request stands alone.
    pub(crate) fn new(app: &App, key: Option<&str>, asked: &str) -> Request {
        let key = key.map_or_else(|| app.new_id().to_string(), str::to_owned);
        Request {
            key,
            sha256: store::sha256_hex(asked.as_bytes()),
        }
    }

    /// Opens a transaction on the tree, unless the request was answered before.
    ///
    /// # Errors
    /// When the key came with another request, or the database fails.
    pub(crate) async fn begin(&self, app: &App, tree: TreeId) -> Result<Begun, Failure> {
        Ok(match self.begin_answer(app, tree).await? {
            BegunAnswer::Now(tx) => Begun::Now(tx),
            BegunAnswer::Before(answer) => {
                let number = answer.get("number").and_then(serde_json::Value::as_i64);
                Begun::Before(number.unwrap_or_default())
            }
        })
    }

    /// As [`Request::begin`], for an answer that says more.
    ///
    /// # Errors
    /// As [`Request::begin`].
    pub(crate) async fn begin_answer(&self, app: &App, tree: TreeId) -> Result<BegunAnswer, Failure> {
        let mut tx = app.store().write(tree).await?;
        let answer = match tx.seen(&self.key, &self.sha256).await? {
            Seen::New => return Ok(BegunAnswer::Now(Box::new(tx))),
            Seen::Same(answer) => answer.parse()?,
            Seen::Other => return Err(Refusal::KeyUsed(self.key.clone()).into()),
        };
        tx.give_up().await?;
        Ok(BegunAnswer::Before(answer))
    }

    /// Commits and keeps an answer of one's own under the key.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn commit_answer(
        self,
        tx: Box<Tx>,
        entry: AuditEntry,
        answer: &serde_json::Value,
    ) -> Result<i64, Failure> {
        let answer = Json::of(answer);
        Ok(tx
            .commit_with_answer(entry, &self.key, &self.sha256, answer)
            .await?
            .0)
    }

    /// Commits and keeps the answer under the key.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn commit(self, mut tx: Box<Tx>, entry: AuditEntry) -> Result<i64, Failure> {
        // The head is locked by this transaction, so the next number is its own.
        let number = tx.number().await?.0.saturating_add(1);
        let answer = Json::of(&json!({ "number": number }));
        Ok(tx
            .commit_with_answer(entry, &self.key, &self.sha256, answer)
            .await?
            .0)
    }
}
