//! Rows of the rhythm (每周一提醒、每月一汇总、每季度一通报): what was run, what it told whom, what was sent.
//! Must not say what falls due: the domain does.

use domain::id::OrganisationId;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::tables::table;
use crate::value::Json;

table! {
    /// A run. Of a kind and a period there is one row, so there is one run, however many servers try.
    RhythmRunRow = Tracked "rhythm_run" by []
    key {
        /// `reminder`, `summary` or `bulletin`.
        kind: String,
        /// The week, month or quarter.
        period: String,
    }
    has {
        /// The day it fell due.
        due_on: Date,
        /// `made`, or `passed-over` when a newer reminder was made instead.
        making: String,
        /// The day it was reckoned for.
        as_of: Date,
        /// The number of the history it was reckoned at: by it, it can be reckoned again.
        audit_number: i64,
        /// When it was made.
        made_at: Timestamp,
        /// How many notices there were.
        notices: u32,
        /// The digest of what it said, as canonical JSON; none when it was passed over.
        sha256: Option<String>,
    }
}

table! {
    /// A notice of a reminder to one desk, as it was on that day.
    NoticeRow = Unlogged "notice" by ["organisation_id"]
    key {
        /// The week.
        period: String,
        /// `secretary`, `township` or `county`.
        recipient: String,
        /// The desk's organisation.
        organisation_id: OrganisationId,
    }
    has {
        /// What is to be done, a JSON list.
        needs: Json,
        /// Late records that wait for the desk.
        late_records: u32,
    }
}

table! {
    /// What is sent through a channel outside, once a period.
    DeliveryRow = Unlogged "delivery" by []
    key {
        /// The name of the channel in the settings.
        channel: String,
        /// The week.
        period: String,
    }
    has {
        /// `waiting`, `sending`, `sent`, `failed` or `unknown`.
        state: String,
        /// How often it was tried.
        tries: u32,
        /// Not to be tried before.
        next_at: Timestamp,
        /// When it was last tried.
        tried_at: Option<Timestamp>,
        /// What the other side answered.
        said: Option<String>,
    }
}
