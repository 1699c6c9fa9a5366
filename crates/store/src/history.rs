//! Rows that carry the history: entries, changes, tree hashes, the signed head, and what belongs to them.
//! Must not be written by anyone but `tx`, `stage` and `mover`.

use jiff::Timestamp;
use uuid::Uuid;

use crate::tables::table;
use crate::value::Json;

table! {
    /// The secret under which a person's values are committed to. Gone means erased.
    SubjectKeyRow = Kept "subject_key" by []
    key {
        /// The person, or the speaker named only.
        subject_id: Uuid,
    }
    has {
        /// Thirty-two random bytes.
        key: Vec<u8>,
    }
}

table! {
    /// What was answered to a request, so that the same request gets the same answer.
    IdempotencyRow = Kept "idempotency" by []
    key {
        /// The key the client made.
        key: String,
    }
    has {
        /// SHA-256 of the request, in hexadecimal.
        request_sha256: String,
        /// The entry it was written by.
        number: i64,
        /// The answer.
        answer: Json,
        /// When.
        at: Timestamp,
    }
}

table! {
    /// An import that is being staged, or was not cleared away yet.
    StageRow = Kept "stage" by []
    key {
        /// The change set.
        change_set: Uuid,
    }
    has {
        /// The head when it began; below zero once it was published or is being cleared away.
        began_at: i64,
    }
}

table! {
    /// An import that was published: its rows are visible.
    PublishedRow = Kept "published" by []
    key {
        /// The change set.
        change_set: Uuid,
    }
    has {
        /// The entry that published it.
        number: i64,
    }
}

table! {
    /// The head of a tree's history; one row per tree.
    AuditHeadRow = Kept "audit_head" by []
    key {}
    has {
        /// Number of the last entry.
        number: i64,
        /// Root of the hash tree over all entries.
        root_hash: Vec<u8>,
        /// The signed checkpoint (C2SP signed note).
        note: String,
    }
}

table! {
    /// One entry (操作留痕). The leaf of the hash tree is made of all its columns.
    AuditEntryRow = Kept "audit_entry" by ["change_set"]
    key {
        /// Gapless, from 1.
        number: i64,
    }
    has {
        /// When.
        at: Timestamp,
        /// Who.
        actor: String,
        /// What was done.
        action: String,
        /// Reason, clock and detail.
        body: Json,
        /// The change set.
        change_set: Uuid,
        /// How many changes.
        changes: i64,
        /// SHA-256 over the change lines, in hexadecimal.
        changes_sha256: String,
    }
}

table! {
    /// One changed row.
    AuditChangeRow = Kept "audit_change" by []
    key {
        /// The change set.
        change_set: Uuid,
        /// Order within it, from 0.
        position: i64,
    }
    has {
        /// Which table.
        table_name: String,
        /// Key of the row, a JSON list.
        row_key: String,
        /// The other values after the change, a JSON list; none when the row was removed.
        after: Option<String>,
    }
}

table! {
    /// A stored hash of the tree, by its C2SP position.
    AuditNodeRow = Kept "audit_node" by []
    key {
        /// Position in storage order.
        position: i64,
    }
    has {
        /// The hash.
        hash: Vec<u8>,
    }
}
