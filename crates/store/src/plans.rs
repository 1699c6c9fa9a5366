//! Rows of plans (计划安排): who speaks when on what.
//! Must not judge what is complete: the domain does.

use domain::id::{LectureId, OrganisationId, PersonId, PlanItemId};
use jiff::civil::Date;

use crate::tables::table;
use crate::value::Json;

table! {
    /// An item of a plan.
    PlanItemRow = Tracked "plan_item" by ["organisation_id", "lecture_id", "speaker_person_id"]
    key {
        /// The id.
        id: PlanItemId,
    }
    has {
        /// Whose.
        organisation_id: OrganisationId,
        /// For which duty.
        duty: String,
        /// For which period, as `2020-Q3`.
        period: String,
        /// Day it is planned for.
        planned_on: Option<Date>,
        /// Minute of the day at which it begins.
        starts_minute: Option<u32>,
        /// Topic (课题).
        topic: Option<String>,
        /// Kind (党课类型).
        kind: String,
        /// Formats (形式), a JSON list.
        forms: Json,
        /// Venue (场所).
        venue: Option<String>,
        /// The speaker's name (主讲人).
        speaker: Option<String> as personal("id", "to say who is to give a lecture",
            "as long as the plan; erased on request"),
        /// What kind of speaker.
        speaker_class: Option<String>,
        /// The person, when known.
        speaker_person_id: Option<PersonId>,
        /// `open`, `held` or `dropped`.
        state: String,
        /// The lecture it became.
        lecture_id: Option<LectureId>,
        /// Why it was last changed so near its day, or dropped.
        reason: Option<String>,
        /// Counts changes.
        version: u32,
    }
}
