//! Rows of bulletins (通报): words people wrote, figures frozen with them, and the papers made of both.
//! Must not reckon a figure or read what is frozen: it keeps what it is given.

use domain::id::{BulletinId, OrganisationId};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::tables::table;
use crate::value::Json;

table! {
    /// A bulletin.
    BulletinRow = Tracked "bulletin" by ["organisation_id"]
    key {
        /// The id.
        id: BulletinId,
    }
    has {
        /// Who issues it: it tells of this organisation with all below it.
        organisation_id: OrganisationId,
        /// The quarter, as `2020-Q3`.
        period: String,
        /// `draft`, `approved` or `published`.
        state: String,
        /// The language it is written in.
        language: String,
        /// Its words: paragraphs in which figures stand by name.
        words: Json,
        /// Its figures, as they were when it was composed.
        figures: Json,
        /// The day they are told from.
        as_of: Date,
        /// The number of the history they were read at.
        audit_number: i64,
        /// 发文字号, given by the office.
        number: Option<String>,
        /// Who composed or last changed it, as the history words it.
        composed_by: String,
        /// When.
        composed_at: Timestamp,
        /// Who agreed to it.
        approved_by: Option<String>,
        /// When.
        approved_at: Option<Timestamp>,
        /// Who published it.
        published_by: Option<String>,
        /// When.
        published_at: Option<Timestamp>,
        /// SHA-256 of the published paper as docx, in hexadecimal.
        docx_sha256: Option<String>,
        /// SHA-256 of the published paper as pdf, where it could be set.
        pdf_sha256: Option<String>,
        /// Counts changes.
        version: u32,
    }
}
