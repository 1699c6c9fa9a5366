//! The facts a figure rests on: what the store hands over and `obligation` and `figures` reckon with.
//! Must not reckon: no counts here.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::id::{ExcusalId, LectureId, OrganisationId, PersonId, PlanItemId};
use crate::lecture::Lecture;
use crate::organisation::Organisation;
use crate::person::{Membership, PairedVillage, Person, Post};

/// All facts of one tree, as known at one audit number. Organisations, people and lectures come in the order of
/// their ids.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Facts {
    /// The audit number they were read at.
    pub known_at: u64,
    /// Organisations, closed ones too.
    pub organisations: Vec<Organisation>,
    /// People on record.
    pub people: Vec<Person>,
    /// Homes of members.
    pub memberships: Vec<Membership>,
    /// Posts held.
    pub posts: Vec<Post>,
    /// Units and the villages they support.
    pub paired_villages: Vec<PairedVillage>,
    /// Lectures in every state.
    pub lectures: Vec<Lecture>,
    /// Named sign-ins.
    pub attendances: Vec<Attendance>,
    /// Exemptions granted.
    pub excusals: Vec<Excusal>,
    /// What is planned.
    pub plan_items: Vec<PlanItem>,
}

impl Facts {
    /// The organisation with an id.
    #[must_use]
    pub fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        let at = self
            .organisations
            .binary_search_by_key(&id, |organisation| organisation.id);
        at.ok().and_then(|at| self.organisations.get(at))
    }

    /// The person with an id.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        let at = self.people.binary_search_by_key(&id, |person| person.id);
        at.ok().and_then(|at| self.people.get(at))
    }

    /// The lecture with an id.
    #[must_use]
    pub fn lecture(&self, id: LectureId) -> Option<&Lecture> {
        let at = self.lectures.binary_search_by_key(&id, |lecture| lecture.id);
        at.ok().and_then(|at| self.lectures.get(at))
    }
}

/// One person at one lecture (签到).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Attendance {
    /// Where.
    pub lecture: LectureId,
    /// Who.
    pub person: PersonId,
    /// When signed in, if known.
    pub at: Option<Timestamp>,
}

/// 免讲: an exemption granted to an organisation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Excusal {
    /// Its id.
    pub id: ExcusalId,
    /// To whom.
    pub organisation: OrganisationId,
    /// Of which duty; none: of all.
    pub duty: Option<String>,
    /// First day.
    pub from: Date,
    /// Last day; none: until revoked.
    pub until: Option<Date>,
    /// Why.
    pub reason: String,
}

/// 计划安排: complete only with speaker, content and time (F1).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanItem {
    /// Its id.
    pub id: PlanItemId,
    /// Whose.
    pub organisation: OrganisationId,
    /// For which duty.
    pub duty: String,
    /// When.
    pub on: Option<Date>,
    /// On what.
    pub topic: Option<String>,
    /// By whom.
    pub speaker: Option<String>,
}

impl PlanItem {
    /// Whether speaker, content and time are all there (明确主讲人、授课内容、授课时间).
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.on.is_some() && self.topic.is_some() && self.speaker.is_some()
    }
}
