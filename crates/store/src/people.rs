//! Rows of people: who they are, where they belong, what posts they hold, whom a unit supports.
//! Must not hold more about a person than the programme needs.

use domain::id::{OrganisationId, PersonId, PostId};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::tables::table;

table! {
    /// A person. Name and month of birth are personal and can be erased.
    PersonRow = Bulk "person" by []
    key {
        /// The id.
        id: PersonId,
    }
    has {
        /// The name (姓名).
        name: Option<String> as personal("id", "to say who gave or heard a lecture",
            "while a member or speaker of the tree; erased on request or three years after the last record"),
        /// Year and month of birth, `1998-07`.
        birth_month: Option<String> as personal("id", "to tell people of the same name apart",
            "while a member or speaker of the tree; erased with the name"),
        /// Member or not.
        kind: String,
        /// When the personal values were erased.
        erased_at: Option<Timestamp>,
    }
}

table! {
    /// A person belongs to an organisation for a time.
    MembershipRow = Bulk "membership" by ["organisation_id"]
    key {
        /// The person.
        person_id: PersonId,
        /// The organisation.
        organisation_id: OrganisationId,
        /// First day.
        from_on: Date,
    }
    has {
        /// First day no more.
        until_on: Option<Date>,
    }
}

table! {
    /// A post held by a person over a time.
    PostRow = Bulk "post" by ["organisation_id", "person_id"]
    key {
        /// The id.
        id: PostId,
    }
    has {
        /// Where.
        organisation_id: OrganisationId,
        /// Which role (支部书记 …).
        role: String,
        /// Who.
        person_id: PersonId,
        /// First day.
        from_on: Date,
        /// First day no more.
        until_on: Option<Date>,
    }
}

table! {
    /// A unit supports a village (挂包村) for a time.
    PairedVillageRow = Tracked "paired_village" by ["village_id"]
    key {
        /// The unit.
        unit_id: OrganisationId,
        /// The village.
        village_id: OrganisationId,
        /// First day.
        from_on: Date,
    }
    has {
        /// First day no more.
        until_on: Option<Date>,
    }
}

table! {
    /// Somebody was erased: a keyed hash of what a sheet would name them by, so that no sheet brings them back.
    /// Without the secret, which stands beside it and not in the history, it says nothing.
    ErasedMarkRow = Unlogged "erased_mark" by []
    key {
        /// HMAC-SHA256 in hexadecimal.
        mark: String,
    }
    has {
        /// When it was made.
        made_at: Timestamp,
    }
}
