//! Rows of imported ledgers (台账): which file, and what became of each of its lines.
//! Must not keep the file itself.

use domain::id::LectureId;
use jiff::Timestamp;
use uuid::Uuid;

use crate::tables::table;

table! {
    /// A file that was imported.
    LedgerRow = Bulk "ledger" by ["sha256"]
    key {
        /// The id.
        id: Uuid,
    }
    has {
        /// Name of the file.
        name: String,
        /// SHA-256 of the file, in hexadecimal.
        sha256: String,
        /// How many lines it had.
        rows: i64,
        /// When it was imported.
        imported_at: Timestamp,
        /// Number of the entry that imports it: entries are in order, clocks need not be.
        audit_number: i64,
    }
}

table! {
    /// What became of one line of a ledger.
    LedgerLineRow = Bulk "ledger_row" by ["lecture_id"]
    key {
        /// The ledger.
        ledger_id: Uuid,
        /// Number of the line in the file.
        number: i64,
    }
    has {
        /// The lecture it became.
        lecture_id: Option<LectureId>,
        /// Why it was refused.
        refusal: Option<String>,
    }
}
