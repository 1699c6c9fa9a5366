//! Verifying a tree: entries against the signed root, changes against entries, rows against changes.
//! Must not repair or write anything.

use domain::id::TreeId;
use jiff::Timestamp;
use tlog_tiles::tlog::{self, Hash, HashReader};
use uuid::Uuid;

use crate::audit::{self, VERIFIER_KEYS, hash_of, signed, unsigned};
use crate::db::Conn;
use crate::error::StoreError;
use crate::history::{AuditEntryRow, AuditNodeRow};
use crate::query::stored_page;
use crate::sql;
use crate::store::Store;
use crate::tables::Row;
use crate::trees::MetaRow;
use crate::value::{Value, hex};
use crate::verify_rows;

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Why {
    /// An entry is not there.
    EntryMissing,
    /// An entry is there that the signed head does not cover.
    EntryExtra,
    /// An entry was changed, or its signed root was.
    EntryAltered,
    /// A stored hash was changed, is missing, or is one too many.
    HashAltered,
    /// The head was changed, or is not signed by the key it must be signed by.
    HeadAltered,
    /// Change lines were changed, added, removed or put in another order.
    ChangesAltered,
    /// Change lines are there that belong to no entry.
    ChangesStray,
    /// A row is not there.
    RowMissing,
    /// A row is there that the history does not know.
    RowExtra,
    /// A row is not as last written; personal values count too.
    RowAltered,
    /// A row was moved in or out of an import.
    BatchAltered,
    /// The list of published imports was changed.
    ImportAltered,
    /// A person's key is gone though the values are not erased.
    KeyMissing,
    /// A key is there that nobody needs.
    KeyExtra,
    /// A kept answer was changed, added or removed.
    AnswerAltered,
    /// The outside checkpoint is not signed by the key it must be signed by, or is of another tree.
    CheckpointUnsigned,
    /// The outside checkpoint is newer than the history: the data were rolled back.
    RolledBack,
    /// The outside checkpoint is of another history: this one was rewritten.
    Rewritten,
}

impl Why {
    /// All of them.
    pub const ALL: [Why; 18] = [
        Why::EntryMissing,
        Why::EntryExtra,
        Why::EntryAltered,
        Why::HashAltered,
        Why::HeadAltered,
        Why::ChangesAltered,
        Why::ChangesStray,
        Why::RowMissing,
        Why::RowExtra,
        Why::RowAltered,
        Why::BatchAltered,
        Why::ImportAltered,
        Why::KeyMissing,
        Why::KeyExtra,
        Why::AnswerAltered,
        Why::CheckpointUnsigned,
        Why::RolledBack,
        Why::Rewritten,
    ];

    /// The word that answers and sentences name it by; it stays.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Why::EntryMissing => "entry-missing",
            Why::EntryExtra => "entry-extra",
            Why::EntryAltered => "entry-altered",
            Why::HashAltered => "hash-altered",
            Why::HeadAltered => "head-altered",
            Why::ChangesAltered => "changes-altered",
            Why::ChangesStray => "changes-stray",
            Why::RowMissing => "row-missing",
            Why::RowExtra => "row-extra",
            Why::RowAltered => "row-altered",
            Why::BatchAltered => "batch-altered",
            Why::ImportAltered => "import-altered",
            Why::KeyMissing => "key-missing",
            Why::KeyExtra => "key-extra",
            Why::AnswerAltered => "answer-altered",
            Why::CheckpointUnsigned => "checkpoint-unsigned",
            Why::RolledBack => "rolled-back",
            Why::Rewritten => "rewritten",
        }
    }
}

/// Whose public key the answer rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyTrust {
    /// The key file here: nobody without that file can have signed.
    OwnFile,
    /// No key file here: the keys are those that the data themselves name, and who can alter the data can add one.
    FromData,
}

impl KeyTrust {
    /// The word that answers name it by; it stays.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            KeyTrust::OwnFile => "own",
            KeyTrust::FromData => "from-data",
        }
    }
}

/// The first thing that is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FirstBad {
    /// The entry concerned; for a row, the one that last wrote it.
    pub number: Option<i64>,
    /// The table.
    pub table: Option<&'static str>,
    /// Key of the row, a JSON list.
    pub key: Option<String>,
    /// What is wrong.
    pub why: Why,
}

/// The outcome.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified {
    /// How many entries there are.
    pub entries: i64,
    /// How many change lines.
    pub changes: i64,
    /// How many rows were compared.
    pub rows: i64,
    /// Root of the hash tree, as recomputed, in hexadecimal.
    pub root: String,
    /// The signed checkpoint, to be printed and kept outside.
    pub checkpoint: String,
    /// Whose key the head, and the checkpoint kept outside, were held against.
    pub key: KeyTrust,
    /// Whether all is well.
    pub ok: bool,
    /// What is wrong first.
    pub first_bad: Option<FirstBad>,
}

/// Stops the work at the first fault.
pub(crate) enum Stop {
    Bad(FirstBad),
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

pub(crate) fn bad<T>(why: Why, number: Option<i64>) -> Result<T, Stop> {
    Err(Stop::Bad(FirstBad {
        number,
        table: None,
        key: None,
        why,
    }))
}

/// All hashes in storage order.
struct Hashes(Vec<Hash>);

impl HashReader for Hashes {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog::Error> {
        let get = |at: &u64| usize::try_from(*at).ok().and_then(|at| self.0.get(at)).copied();
        indexes
            .iter()
            .map(|at| get(at).ok_or(tlog::Error::IndexesNotInTree))
            .collect()
    }
}

/// What an entry says, for comparing.
pub(crate) struct Known {
    pub at: Timestamp,
    pub change_set: Uuid,
    pub changes: i64,
    pub sha256: String,
    pub staged: bool,
    /// Key, and the JSON that names request and answer.
    pub answered: Option<(String, String)>,
}

pub(crate) const PAGE: i64 = 4000;

/// The work in progress.
pub(crate) struct Verifier {
    pub conn: Conn,
    pub tree: Uuid,
    hashes: Hashes,
    pub known: Vec<Known>,
    pub changes: i64,
    pub rows: i64,
    note: String,
}

impl Store {
    /// Verifies a tree, and its history against a checkpoint that was kept outside (signed note text).
    ///
    /// # Errors
    /// When the tree does not exist or the database fails; what is wrong with the data is in the answer.
    pub async fn verify(&self, tree: TreeId, outside: Option<&str>) -> Result<Verified, StoreError> {
        let conn = self.inner.db.read().await?;
        let mut work = Verifier {
            conn,
            tree: tree.0,
            hashes: Hashes(Vec::new()),
            known: Vec::new(),
            changes: 0,
            rows: 0,
            note: String::new(),
        };
        let own_key = self.inner.signing.existing_verifier_key()?;
        let key = own_key.as_ref().map_or(KeyTrust::FromData, |_| KeyTrust::OwnFile);
        let outcome = work.run(own_key, outside).await;
        let entries = i64::try_from(work.known.len()).unwrap_or(i64::MAX);
        let root = tlog::tree_hash(unsigned(entries), &work.hashes).unwrap_or_default();
        let first_bad = match outcome {
            Ok(()) => None,
            Err(Stop::Bad(bad)) => Some(bad),
            Err(Stop::Store(StoreError::Damaged { column, .. })) => Some(FirstBad {
                number: None,
                table: Some(column),
                key: None,
                why: Why::RowAltered,
            }),
            Err(Stop::Store(error)) => return Err(error),
        };
        Ok(Verified {
            entries,
            changes: work.changes,
            rows: work.rows,
            root: hex(&root.0),
            checkpoint: work.note,
            key,
            ok: first_bad.is_none(),
            first_bad,
        })
    }

    /// The signed checkpoint of a tree as it stands.
    ///
    /// # Errors
    /// When the tree does not exist or the database fails.
    pub async fn checkpoint(&self, tree: TreeId) -> Result<String, StoreError> {
        let mut conn = self.inner.db.read().await?;
        match conn.one(&sql::HEAD, &[Value::Id(tree.0)]).await?.as_deref() {
            Some([_, _, Value::Text(note)]) => Ok(note.clone()),
            _ => Err(StoreError::NoTree),
        }
    }
}

/// Public keys that, as the data say, ever signed here; one's own first.
pub(crate) async fn verifier_keys(conn: &mut Conn, own: Option<String>) -> Result<Vec<String>, StoreError> {
    let rows = stored_page(conn, MetaRow::TABLE, Uuid::nil(), None, 10_000).await?;
    let mut keys: Vec<String> = own.into_iter().collect();
    for row in rows {
        let row = MetaRow::from_values(row)?;
        if row.key.starts_with(VERIFIER_KEYS) && !keys.contains(&row.value) {
            keys.push(row.value);
        }
    }
    Ok(keys)
}

impl Verifier {
    async fn run(&mut self, own_key: Option<String>, outside: Option<&str>) -> Result<(), Stop> {
        let Some(head) = self.conn.one(&sql::HEAD, &[Value::Id(self.tree)]).await? else {
            return Err(Stop::Store(StoreError::NoTree));
        };
        // `meta` is no part of the history: who can write there could name a key of their own.
        let keys = match own_key {
            Some(own) => vec![own],
            None => verifier_keys(&mut self.conn, None).await?,
        };
        self.read_entries().await?;
        self.check_head(&head, &keys).await?;
        if let Some(outside) = outside {
            self.check_outside(outside, &keys)?;
        }
        let last = self.check_changes().await?;
        verify_rows::check(self, last).await
    }

    /// Reads the entries and computes all hashes anew.
    async fn read_entries(&mut self) -> Result<(), Stop> {
        let mut after: Option<Vec<Value>> = None;
        loop {
            let page = stored_page(
                &mut self.conn,
                AuditEntryRow::TABLE,
                self.tree,
                after.as_deref(),
                PAGE,
            )
            .await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.clone());
            for row in page {
                let entry = AuditEntryRow::from_values(row.into_iter().skip(1).collect())?;
                let index = u64::try_from(self.known.len()).unwrap_or(u64::MAX);
                let wanted = signed(index) + 1;
                if entry.number != wanted {
                    let why = if entry.number > wanted {
                        Why::EntryMissing
                    } else {
                        Why::EntryExtra
                    };
                    return bad(why, Some(wanted));
                }
                let hashes = tlog::stored_hashes(index, audit::leaf(&entry).as_bytes(), &self.hashes);
                self.hashes
                    .0
                    .extend(hashes.map_err(|e| StoreError::damaged("audit_node", e))?);
                self.known.push(known(entry));
            }
        }
    }

    /// The signed head decides: it is what cannot be made anew without the key.
    async fn check_head(&mut self, head: &[Value], keys: &[String]) -> Result<(), Stop> {
        let count = unsigned(i64::try_from(self.known.len()).unwrap_or(i64::MAX));
        let [Value::Int(number), root, Value::Text(note)] = head else {
            return bad(Why::HeadAltered, None);
        };
        self.note.clone_from(note);
        let opened = crate::signing::opened(note, self.tree, keys);
        let (size, signed_root) = match opened {
            Some(opened) => opened,
            // A tree being made in this very moment has no entry yet.
            None if count == 0 && *number == 0 && note.is_empty() => return Ok(()),
            None => return bad(Why::HeadAltered, Some(*number)),
        };
        if size > count {
            return bad(Why::EntryMissing, Some(signed(count) + 1));
        }
        if size < count {
            return bad(Why::EntryExtra, Some(signed(size) + 1));
        }
        let root_now = tlog::tree_hash(count, &self.hashes).unwrap_or_default();
        let differing = self.differing_hash().await?;
        if root_now != signed_root {
            return bad(Why::EntryAltered, differing.filter(|at| *at <= signed(count)));
        }
        if let Some(number) = differing {
            return bad(Why::HashAltered, Some(number));
        }
        if *number != signed(size) || hash_of(root) != Some(signed_root) {
            return bad(Why::HeadAltered, Some(signed(size)));
        }
        Ok(())
    }

    /// Number of the entry whose stored hashes are the first to differ.
    async fn differing_hash(&mut self) -> Result<Option<i64>, StoreError> {
        let mut after: Option<Vec<Value>> = None;
        let mut next = 0_u64;
        let number_at = |at: u64| {
            let (level, n) = tlog::split_stored_hash_index(at);
            signed(((n + 1) << level.min(62)).max(1))
        };
        loop {
            let page = stored_page(
                &mut self.conn,
                AuditNodeRow::TABLE,
                self.tree,
                after.as_deref(),
                PAGE,
            )
            .await?;
            let Some(last) = page.last() else { break };
            after = Some(last.clone());
            for row in &page {
                let [_, Value::Int(at), hash] = row.as_slice() else {
                    continue;
                };
                let stands = usize::try_from(next)
                    .ok()
                    .and_then(|at| self.hashes.0.get(at))
                    .copied();
                if unsigned(*at) != next || *at < 0 || stands.is_none() || hash_of(hash) != stands {
                    return Ok(Some(number_at(next)));
                }
                next += 1;
            }
        }
        let count = u64::try_from(self.hashes.0.len()).unwrap_or(u64::MAX);
        Ok((next != count).then(|| number_at(next)))
    }

    fn check_outside(&self, outside: &str, keys: &[String]) -> Result<(), Stop> {
        let Some((size, root)) = crate::signing::opened(outside, self.tree, keys) else {
            return bad(Why::CheckpointUnsigned, None);
        };
        let count = u64::try_from(self.known.len()).unwrap_or(u64::MAX);
        if size > count {
            return bad(Why::RolledBack, Some(signed(count) + 1));
        }
        match tlog::tree_hash(size, &self.hashes) {
            Ok(here) if here == root => Ok(()),
            _ => bad(Why::Rewritten, Some(signed(size))),
        }
    }
}

fn known(entry: AuditEntryRow) -> Known {
    let body: serde_json::Value = entry.body.parse().unwrap_or_default();
    let text = |of: &serde_json::Value, name: &str| of.get(name).and_then(|v| v.as_str()).map(str::to_owned);
    let answered = body.get("idempotency").and_then(|said| {
        let (key, request) = (text(said, "key")?, text(said, "request_sha256")?);
        Some((key, format!("{request} {}", text(said, "answer_sha256")?)))
    });
    Known {
        at: entry.at,
        change_set: entry.change_set,
        changes: entry.changes,
        sha256: entry.changes_sha256,
        staged: body
            .get("staged")
            .and_then(serde_json::Value::as_bool)
            .unwrap_or(false),
        answered,
    }
}
