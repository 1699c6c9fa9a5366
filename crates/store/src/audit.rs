//! The tamper-evident history: entries as leaves of a C2SP hash tree with a signed head.
//! Must not change an entry: it appends only.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tlog_tiles::tlog::{self, Hash, HashReader};
use uuid::Uuid;

use crate::change::ChangeSet;
use crate::db::Conn;
use crate::error::StoreError;
use crate::history::{AuditEntryRow, AuditNodeRow};
use crate::signing::Signing;
use crate::sql;
use crate::tables::Row;
use crate::trees::MetaRow;
use crate::value::{Json, Value, hex, push_json_text};
use crate::writing::write_rows;

/// Number of an entry: gapless, in the order of commits, from 1; 0 before the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct AuditNumber(pub i64);

/// Whether the time of an entry was given by hand or read from the clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// Set, for rehearsals and tests.
    Set,
    /// The real clock.
    Real,
}

/// What is said about a change (操作留痕).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who. No name of a person: an id or a role.
    pub actor: String,
    /// What was done, as a word of the glossary.
    pub action: String,
    /// Why, when one was asked for.
    pub reason: Option<String>,
    /// Which clock.
    pub clock: Clock,
    /// Anything else, as JSON. No personal values: it cannot be erased.
    pub detail: Json,
}

/// An answer to be kept with the entry, so that the same request gets it again.
pub(crate) struct Answered<'a> {
    pub key: &'a str,
    pub request_sha256: &'a str,
    pub answer: &'a Json,
}

/// Longest leaf, so that C2SP entry bundles can carry it (16-bit lengths).
const LONGEST_LEAF: usize = 65_535;

/// Where `meta` keeps the public keys that ever signed.
pub(crate) const VERIFIER_KEYS: &str = "verifier_key/";

fn body(entry: &AuditEntry, staged: bool, answered: Option<&Answered<'_>>) -> Result<String, StoreError> {
    // Only parsed to refuse what is no JSON: the text itself is kept.
    let _checked: serde_json::Value = entry.detail.parse()?;
    let clock = match entry.clock {
        Clock::Set => "set",
        Clock::Real => "real",
    };
    let mut out = format!("{{\"clock\":\"{clock}\",\"detail\":{}", entry.detail.0);
    if let Some(answered) = answered {
        out.push_str(",\"idempotency\":");
        out.push_str(&idempotency_json(
            answered.key,
            answered.request_sha256,
            answered.answer,
        ));
    }
    if let Some(reason) = &entry.reason {
        out.push_str(",\"reason\":");
        push_json_text(reason, &mut out);
    }
    out.push_str(if staged {
        ",\"staged\":true}"
    } else {
        ",\"staged\":false}"
    });
    Ok(out)
}

/// How an entry names the answer that was given.
pub(crate) fn idempotency_json(key: &str, request_sha256: &str, answer: &Json) -> String {
    let mut out = format!(
        "{{\"answer_sha256\":\"{}\",\"key\":",
        hex(&Sha256::digest(answer.0.as_bytes()))
    );
    push_json_text(key, &mut out);
    out.push_str(",\"request_sha256\":");
    push_json_text(request_sha256, &mut out);
    out.push('}');
    out
}

/// The leaf: canonical JSON over every column of the entry; the body stands in it as it is kept.
#[must_use]
pub fn leaf(entry: &AuditEntryRow) -> String {
    let mut out = String::from("{\"action\":");
    push_json_text(&entry.action, &mut out);
    out.push_str(",\"actor\":");
    push_json_text(&entry.actor, &mut out);
    let (at, body, set) = (
        entry.at.as_microsecond(),
        &entry.body.0,
        entry.change_set.hyphenated(),
    );
    for part in [
        ",\"at\":",
        &at.to_string(),
        ",\"body\":",
        body,
        ",\"change_set\":\"",
        &set.to_string(),
    ] {
        out.push_str(part);
    }
    out.push_str("\",\"changes\":");
    out.push_str(&entry.changes.to_string());
    out.push_str(",\"changes_sha256\":");
    push_json_text(&entry.changes_sha256, &mut out);
    out.push_str(",\"number\":");
    out.push_str(&entry.number.to_string());
    out.push('}');
    out
}

/// Hashes by storage position.
#[derive(Default)]
pub(crate) struct Nodes(pub BTreeMap<u64, Hash>);

impl HashReader for Nodes {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog::Error> {
        indexes
            .iter()
            .map(|at| self.0.get(at).copied().ok_or(tlog::Error::IndexesNotInTree))
            .collect()
    }
}

pub(crate) fn hash_of(value: &Value) -> Option<Hash> {
    match value {
        Value::Bytes(bytes) => <[u8; 32]>::try_from(bytes.as_slice()).ok().map(Hash),
        _ => None,
    }
}

pub(crate) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn broken(error: &tlog::Error) -> StoreError {
    StoreError::damaged("audit_node", error)
}

/// The old hashes that appending leaf `index` needs.
async fn edge(conn: &mut Conn, tree: Uuid, index: u64) -> Result<Nodes, StoreError> {
    let mut wanted: Vec<u64> = tlog::sub_tree_index(0, index, Vec::new());
    wanted.extend(
        (0_u8..64)
            .take_while(|i| (index >> i) & 1 == 1)
            .map(|i| tlog::stored_hash_index(i, (index >> i) - 1)),
    );
    wanted.sort_unstable();
    wanted.dedup();
    let mut nodes = Nodes::default();
    for part in wanted.chunks(16) {
        let padding = part.first().copied().unwrap_or_default();
        let mut values = vec![Value::Id(tree)];
        let positions = part.iter().copied().chain(std::iter::repeat(padding)).take(16);
        values.extend(positions.map(|at| Value::Int(signed(at))));
        for row in conn.all(&sql::NODES, &values).await? {
            if let [Value::Int(at), hash] = row.as_slice()
                && let Some(hash) = hash_of(hash)
            {
                nodes.0.insert(unsigned(*at), hash);
            }
        }
    }
    Ok(nodes)
}

/// What goes into one entry.
pub(crate) struct Append<'a> {
    pub tree: Uuid,
    /// Number of the last entry so far.
    pub head: i64,
    pub entry: &'a AuditEntry,
    pub changes: &'a ChangeSet,
    pub staged: bool,
    pub answered: Option<&'a Answered<'a>>,
}

/// Appends one entry with its hashes and signs the new head. The caller holds the head's lock.
pub(crate) async fn append(
    conn: &mut Conn,
    signing: &Signing,
    what: &Append<'_>,
) -> Result<AuditNumber, StoreError> {
    let tree = what.tree;
    let row = AuditEntryRow {
        number: what.head + 1,
        // Kept to the microsecond; the leaf must say the same.
        at: Timestamp::from_microsecond(what.entry.at.as_microsecond()).unwrap_or_default(),
        actor: what.entry.actor.clone(),
        action: what.entry.action.clone(),
        body: Json(body(what.entry, what.staged, what.answered)?),
        change_set: what.changes.id,
        changes: what.changes.count,
        changes_sha256: what.changes.sha256(),
    };
    let leaf = leaf(&row);
    if leaf.len() > LONGEST_LEAF {
        return Err(StoreError::setting("audit entry", "detail is too long"));
    }
    let index = unsigned(what.head);
    let mut nodes = edge(conn, tree, index).await?;
    let new = tlog::stored_hashes(index, leaf.as_bytes(), &nodes).map_err(|e| broken(&e))?;
    let first = tlog::stored_hash_index(0, index);
    let mut stored = Vec::new();
    for (at, hash) in (first..).zip(new) {
        nodes.0.insert(at, hash);
        stored.push(vec![
            Value::Id(tree),
            Value::Int(signed(at)),
            Value::Bytes(hash.0.to_vec()),
        ]);
    }
    let root = tlog::tree_hash(index + 1, &nodes).map_err(|e| broken(&e))?;
    let note = signing.sign(tree, index + 1, root)?;
    let mut values = vec![Value::Id(tree)];
    values.extend(row.into_values());
    write_rows(conn, &sql::of(AuditEntryRow::TABLE).insert, &[values]).await?;
    write_rows(conn, &sql::of(AuditNodeRow::TABLE).insert, &stored).await?;
    let head = [
        Value::Id(tree),
        Value::Int(what.head + 1),
        Value::Bytes(root.0.to_vec()),
        Value::Text(note),
    ];
    if conn.run(&sql::SET_HEAD, &head).await? != 1 {
        return Err(StoreError::NoTree);
    }
    Ok(AuditNumber(what.head + 1))
}

/// Notes the public key in `meta`, so that a restored copy can be verified without the key file.
pub(crate) async fn note_key(conn: &mut Conn, signing: &Signing) -> Result<(), StoreError> {
    let key = signing.verifier_key()?;
    let id = key.split('+').nth(1).unwrap_or_default();
    let row = vec![
        Value::Text(format!("{VERIFIER_KEYS}{id}")),
        Value::Text(key.clone()),
    ];
    write_rows(conn, &sql::of(MetaRow::TABLE).upsert, &[row]).await
}
