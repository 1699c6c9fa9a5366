//! Rows of returns (收表): what was sent out to whom, what came back, what was made of it, and what tables mean.
//! Must not compare or match: it keeps what it is given.

use domain::id::{OrganisationId, ReturnFileId, ReturnId, ReturnMergeId};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::tables::table;
use crate::value::Json;

table! {
    /// A return: a form, who fills it and by when.
    ReturnRow = Tracked "return_round" by ["organisation_id"]
    key {
        /// The id.
        id: ReturnId,
    }
    has {
        /// The office that sends it out and merges what comes back.
        organisation_id: OrganisationId,
        /// What it is called, one of a kind in its office.
        name: String,
        /// The form, as the domain words it.
        form: String,
        /// First day of what it asks about.
        from_on: Option<Date>,
        /// Last day.
        until_on: Option<Date>,
        /// Who fills it, as the domain words it.
        filled_by: String,
        /// When it is wanted back.
        due_at: Option<Timestamp>,
        /// What the covering notice says besides.
        note: Option<String>,
        /// `open` or `closed`.
        state: String,
        /// Who opened it, as the history words it.
        opened_by: String,
        /// When.
        opened_at: Timestamp,
        /// Counts changes.
        version: u32,
    }
}

table! {
    /// An organisation that is asked, and how it answers.
    ReturnPartRow = Tracked "return_part" by []
    key {
        /// The return.
        return_id: ReturnId,
        /// Who is asked.
        organisation_id: OrganisationId,
    }
    has {
        /// How many rows were sent.
        rows: u32,
        /// When its answer came, the latest if several.
        answered_at: Option<Timestamp>,
        /// How often it was reminded.
        asked: u32,
        /// When last.
        asked_at: Option<Timestamp>,
    }
}

table! {
    /// What was sent to one organisation: against this it is compared what comes back.
    ReturnSentRow = Unlogged "return_sent" by []
    key {
        /// The return.
        return_id: ReturnId,
        /// To whom.
        organisation_id: OrganisationId,
    }
    has {
        /// The number of the history it was read at.
        audit_number: i64,
        /// The rows, a JSON list.
        rows: Json,
    }
}

table! {
    /// A file that came back.
    ReturnFileRow = Unlogged "return_file" by ["return_id"]
    key {
        /// The id.
        id: ReturnFileId,
    }
    has {
        /// The return.
        return_id: ReturnId,
        /// Whose answer it is, once that is known.
        organisation_id: Option<OrganisationId>,
        /// What it was called.
        file_name: String,
        /// SHA-256 of its bytes, in hexadecimal.
        sha256: String,
        /// `taken`, `asked` (something must be answered first) or `replaced` by a later one.
        state: String,
        /// How many rows were read.
        rows: u32,
        /// What was answered to what was in doubt, JSON.
        answers: Json,
        /// Who brought it, as the history words it.
        came_by: String,
        /// When.
        came_at: Timestamp,
        /// The bytes.
        bytes: Vec<u8>,
    }
}

table! {
    /// What merging one file changed, so that it can be undone whole.
    ReturnMergeRow = Unlogged "return_merge" by ["return_id"]
    key {
        /// The id.
        id: ReturnMergeId,
    }
    has {
        /// The return.
        return_id: ReturnId,
        /// The file.
        file_id: ReturnFileId,
        /// The entry by which it was merged.
        audit_number: i64,
        /// When.
        merged_at: Timestamp,
        /// The entry by which it was undone.
        undone_number: Option<i64>,
        /// The rows as they were before, JSON.
        changes: Json,
    }
}

table! {
    /// What the columns and cells of a table mean, by the fingerprint of its header.
    FormTieRow = Tracked "form_tie" by []
    key {
        /// The fingerprint.
        fingerprint: String,
    }
    has {
        /// What the table is called.
        name: String,
        /// What is tied to what, JSON.
        ties: Json,
        /// Who said so, as the history words it.
        kept_by: String,
        /// When.
        kept_at: Timestamp,
    }
}
