//! Every hand-written statement, and the list of all. Must not run anything.

use std::sync::LazyLock;

use crate::db::Statement;
use crate::texts;
pub(crate) use crate::texts::{CHUNKS, of, views};
use crate::value::Kind;
use crate::value::Kind::{Bytes, Id, Int, Text};

macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:literal [$($takes:expr),*] -> [$($gives:expr),*];)*) => {
        $($(#[$doc])* pub(crate) const $name: Statement = Statement {
            name: stringify!($name), sql: $sql, takes: &[$($takes),*], gives: &[$($gives),*],
        };)*
        const WRITTEN: &[Statement] = &[$($name),*];
    };
}

statements! {
    /// The head of a tree.
    HEAD = "SELECT number, root_hash, note FROM audit_head WHERE root_id = $1" [Id] -> [Int, Bytes, Text];
    /// Moves the head on.
    SET_HEAD = "UPDATE audit_head SET number = $2, root_hash = $3, note = $4 WHERE root_id = $1"
        [Id, Int, Bytes, Text] -> [];
    /// All trees.
    TREES = "SELECT root_id FROM audit_head UNION SELECT root_id FROM tree ORDER BY root_id" [] -> [Id];
    /// Keys of subjects, eight at a time.
    KEYS = "SELECT subject_id, key FROM subject_key WHERE root_id = $1 \
            AND subject_id IN ($2, $3, $4, $5, $6, $7, $8, $9)" [Id, Id, Id, Id, Id, Id, Id, Id, Id] -> [Id, Bytes];
    /// Hashes at positions, sixteen at a time.
    NODES = "SELECT position, hash FROM audit_node WHERE root_id = $1 AND position IN \
             ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
        [Id, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int] -> [Int, Bytes];
    /// Which change set each entry made.
    ENTRY_SETS = "SELECT number, change_set, changes FROM audit_entry WHERE root_id = $1 AND number > $2 \
                  AND number <= $3 ORDER BY number LIMIT $4" [Id, Int, Int, Int] -> [Int, Id, Int];
    /// Changes that belong to no entry and no open stage.
    STRAY_CHANGES = "SELECT c.change_set, c.table_name, c.row_key FROM audit_change c WHERE c.root_id = $1 \
               AND c.change_set NOT IN (SELECT e.change_set FROM audit_entry e WHERE e.root_id = $1) \
               AND c.change_set NOT IN (SELECT s.change_set FROM stage s WHERE s.root_id = $1) LIMIT 1"
        [Id] -> [Id, Text, Text];
    /// Changes of one change set, paged by position.
    CHANGES_OF = "SELECT position, table_name, row_key, after FROM audit_change \
                  WHERE root_id = $1 AND change_set = $2 AND position > $3 ORDER BY position LIMIT $4"
        [Id, Id, Int, Int] -> [Int, Text, Text, Text];
    /// Says what became of an open stage; touches no row when that was said before.
    STAGE_SAY = "UPDATE stage SET began_at = $3 WHERE root_id = $1 AND change_set = $2 AND began_at >= 0"
        [Id, Id, Int] -> [];
    /// Holds an open stage against those who would clear it away; touches no row when it is gone.
    STAGE_HOLD = "UPDATE stage SET began_at = began_at WHERE root_id = $1 AND change_set = $2 AND began_at >= 0"
        [Id, Id] -> [];
    /// Takes changes of an abandoned stage away.
    DROP_CHANGES = "DELETE FROM audit_change WHERE root_id = $1 AND change_set = $2 AND position > $3 AND position <= $4"
        [Id, Id, Int, Int] -> [];
    /// Lectures held in a time, both days included.
    LECTURES_HELD = "SELECT id FROM v_lecture WHERE root_id = $1 AND held_on >= $2 AND held_on <= $3 \
                     ORDER BY held_on, id" [Id, Kind::Date, Kind::Date] -> [Id];
    /// An organisation and all that hang below it on a day.
    BELOW = "WITH RECURSIVE below(id) AS (SELECT o.id FROM v_organisation o WHERE o.root_id = $1 AND o.id = $2 \
             UNION SELECT p.organisation_id FROM below b JOIN v_organisation_parent p ON p.root_id = $1 \
               AND p.parent_id = b.id AND p.from_on <= $3 \
             WHERE NOT EXISTS (SELECT 1 FROM v_organisation_parent l WHERE l.root_id = $1 \
               AND l.organisation_id = p.organisation_id AND l.from_on > p.from_on AND l.from_on <= $3)) \
             SELECT id FROM below ORDER BY id" [Id, Id, Kind::Date] -> [Id];
    /// Entries, newest first.
    ENTRIES_BACK = "SELECT number, at, actor, action, body, change_set, changes, changes_sha256 FROM audit_entry \
             WHERE root_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3"
        [Id, Int, Int] -> [Int, Kind::Time, Text, Text, Kind::Json, Id, Int, Text];
    /// The changes of one row, oldest first.
    ROW_HISTORY = "SELECT e.number, e.at, e.actor, e.action, c.after FROM audit_change c \
             JOIN audit_entry e ON e.root_id = c.root_id AND e.change_set = c.change_set \
             WHERE c.root_id = $1 AND c.table_name = $2 AND c.row_key = $3 ORDER BY e.number, c.position"
        [Id, Text, Text] -> [Int, Kind::Time, Text, Text, Text];
    /// Earlier changes of up to eight rows, oldest first, found in one scan.
    ROWS_BEFORE = "SELECT e.number, c.table_name, c.row_key, c.after FROM audit_change c \
             JOIN audit_entry e ON e.root_id = c.root_id AND e.change_set = c.change_set \
             WHERE c.root_id = $1 AND e.number < $2 AND c.row_key IN ($3, $4, $5, $6, $7, $8, $9, $10) \
             ORDER BY e.number, c.position"
        [Id, Int, Text, Text, Text, Text, Text, Text, Text, Text] -> [Int, Text, Text, Text];
}

/// How many change sets `changes_in` asks for at once.
pub(crate) const SETS: usize = 64;

/// Changes of several change sets. No join: without statistics PostgreSQL plans one badly.
pub(crate) static CHANGES_IN: LazyLock<Statement> = LazyLock::new(|| {
    texts::make(
        "CHANGES_IN".to_owned(),
        format!(
            "SELECT change_set, position, table_name, row_key, after FROM audit_change WHERE root_id = $1 \
             AND change_set IN ({}) ORDER BY change_set, position",
            texts::numbered(2, SETS)
        ),
        vec![Id; SETS + 1],
        vec![Id, Int, Text, Text, Text],
    )
});

/// Every statement, for `prepare_all` and for lists.
#[must_use]
pub fn all_statements() -> Vec<Statement> {
    let mut all = WRITTEN.to_vec();
    all.push(*CHANGES_IN);
    for text in texts::every() {
        all.extend([text.get, text.delete, text.anything]);
        all.extend(text.visible);
        all.extend(text.stored);
        all.extend(&text.under);
        all.extend(text.by.values());
        all.extend(text.upsert);
        all.extend(text.insert);
        if let Some(bulk) = &text.bulk {
            all.extend(bulk.aside);
            all.extend([bulk.bring_in, bulk.take_away, bulk.unstage, bulk.aside_at]);
            all.extend(bulk.clear_aside);
        }
    }
    all
}
