//! Rows of lectures (党课场次): the sitting, its hosts, speakers, parts and attendance.
//! Must not know states or kinds: those words are the domain's.

use domain::id::{LectureId, OrganisationId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::tables::table;
use crate::value::Json;

table! {
    /// One sitting.
    LectureRow = Bulk "lecture" by ["held_on"]
    key {
        /// The id.
        id: LectureId,
    }
    has {
        /// State, as the domain words it.
        state: String,
        /// Day it is planned for.
        planned_on: Option<Date>,
        /// Day it ended, to which it belongs.
        held_on: Option<Date>,
        /// Day it began, when another.
        began_on: Option<Date>,
        /// When it began.
        starts_at: Option<Timestamp>,
        /// When it ended.
        ends_at: Option<Timestamp>,
        /// Title (题目).
        title: String,
        /// Kind (党课类型).
        kind: String,
        /// Formats (形式), a JSON list.
        forms: Json,
        /// Whether it is a themed lecture (专题党课).
        themed: bool,
        /// Venue (场所).
        venue: Option<String>,
        /// People expected (应到).
        expected: Option<u32>,
        /// People present (实到).
        present: Option<u32>,
        /// Where the record came from.
        origin: String,
        /// When the state was entered.
        state_at: Timestamp,
        /// Who brought it there.
        state_by: String,
        /// Why (sent back, cancelled).
        reason: Option<String>,
        /// A remark.
        note: Option<String>,
        /// The period it was given to make up (补讲), as `2020-Q3`.
        makes_up: Option<String>,
        /// Sent back (退回): the last day on which it still counts.
        counts_until: Option<Date>,
        /// Counts changes.
        version: u32,
    }
}

table! {
    /// An organisation that held the lecture.
    LectureHostRow = Bulk "lecture_host" by ["organisation_id"]
    key {
        /// The lecture.
        lecture_id: LectureId,
        /// Order among the hosts.
        position: u32,
    }
    has {
        /// The host.
        organisation_id: OrganisationId,
        /// People expected from it.
        expected: Option<u32>,
        /// People present from it.
        present: Option<u32>,
    }
}

table! {
    /// A speaker (主讲人) of a lecture: one of our people, a unit, or somebody named only.
    LectureSpeakerRow = Bulk "lecture_speaker" by ["lecture_id", "person_id"]
    key {
        /// The id, also the subject of the name.
        id: Uuid,
    }
    has {
        /// The lecture.
        lecture_id: LectureId,
        /// Order among the speakers.
        position: u32,
        /// The name as written, when it is no person of ours.
        name: Option<String> as personal("id", "to say who gave the lecture",
            "as long as the lecture's record; erased on request"),
        /// What kind of speaker.
        class: String,
        /// The person, when known.
        person_id: Option<PersonId>,
        /// The unit, when known.
        unit_id: Option<OrganisationId>,
    }
}

table! {
    /// A part of a lecture, at its place and length.
    LecturePartRow = Bulk "lecture_part" by []
    key {
        /// The lecture.
        lecture_id: LectureId,
        /// Order among the parts.
        position: u32,
    }
    has {
        /// Which part.
        part: String,
        /// Where, if elsewhere.
        venue: Option<String>,
        /// How long.
        minutes: u32,
        /// Whether it took place.
        held: bool,
    }
}

table! {
    /// A person was there (签到).
    AttendanceRow = Bulk "attendance" by ["person_id"]
    key {
        /// The lecture.
        lecture_id: LectureId,
        /// The person.
        person_id: PersonId,
    }
    has {
        /// When.
        at: Option<Timestamp>,
        /// How it is known.
        how: String,
    }
}
