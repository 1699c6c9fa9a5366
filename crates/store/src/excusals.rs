//! Rows of excusals (免讲). Must not decide what an excusal covers.

use domain::id::{ExcusalId, OrganisationId};
use jiff::civil::Date;

use crate::tables::table;

table! {
    /// An organisation need not deliver for a time.
    ExcusalRow = Tracked "excusal" by ["organisation_id"]
    key {
        /// The id.
        id: ExcusalId,
    }
    has {
        /// The organisation.
        organisation_id: OrganisationId,
        /// Which duty; none for all.
        duty: Option<String>,
        /// First day.
        from_on: Date,
        /// First day no more.
        until_on: Option<Date>,
        /// Why.
        reason: String,
        /// Who granted it.
        granted_by: String,
    }
}
