//! Rows of organisations (党组织；单位) and of where they hang in the tree over time.
//! Must not know levels or rules.

use domain::id::OrganisationId;
use jiff::civil::Date;

use crate::tables::table;

table! {
    /// An organisation, from founding to closing.
    OrganisationRow = Bulk "organisation" by ["kind", "number"]
    key {
        /// Its id.
        id: OrganisationId,
    }
    has {
        /// Number for people to type and say.
        number: Option<u32>,
        /// Level and kind, by the rule pack.
        kind: String,
        /// Full official name.
        full_name: String,
        /// Founded on (成立).
        founded_on: Option<Date>,
        /// Closed on (撤销).
        closed_on: Option<Date>,
        /// Why it was closed.
        close_reason: Option<String>,
        /// What it was merged into (并入).
        successor_id: Option<OrganisationId>,
        /// What it was split from (分设).
        split_from: Option<OrganisationId>,
        /// A remark.
        note: Option<String>,
    }
}

table! {
    /// From a day on, an organisation hangs under this parent.
    OrganisationParentRow = Bulk "organisation_parent" by ["parent_id"]
    key {
        /// The organisation.
        organisation_id: OrganisationId,
        /// First day.
        from_on: Date,
    }
    has {
        /// The parent; none for the root.
        parent_id: Option<OrganisationId>,
    }
}
