//! A lecture (党课; 场次): what was planned, what was held, and the states it passes through.
//! A state carries its facts; a transition takes the old state and can refuse. Must not judge whether a lecture
//! counts towards a duty: `obligation` does.

mod checking;
mod parts;
mod planning;
mod recording;
mod speaking;
mod state;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

pub use checking::Correction;
pub use parts::{ClassHours, Stands};
pub use planning::{Change, Draft, Notice, days_left_if_near, is_gone};
pub use recording::{Approval, Backfill, Record};
pub use speaking::{Review, class_at};
pub use state::{Signature, StateKind};

use crate::id::{LectureId, OrganisationId, PersonId};

/// One sitting.
#[derive(Clone, PartialEq, Debug)]
pub struct Lecture {
    /// Its id.
    pub id: LectureId,
    /// Where it stands.
    pub state: LectureState,
    /// The day it was planned for.
    pub planned_on: Option<Date>,
    /// When it was actually held.
    pub held: Option<Held>,
    /// 党课题目.
    pub title: String,
    /// Lecture kind id of the pack.
    pub kind: String,
    /// 形式: format tags; one lecture may have several.
    pub forms: Vec<String>,
    /// 专题党课.
    pub themed: bool,
    /// 地点, a village-level name at most.
    pub venue: Option<String>,
    /// Host first, then co-hosts (E11).
    pub hosts: Vec<Host>,
    /// Who spoke, the main speaker first.
    pub speakers: Vec<Speaker>,
    /// 应到人数 of all hosts together.
    pub expected: Option<u32>,
    /// 实到人数 of all hosts together.
    pub present: Option<u32>,
    /// Parts: talk, site, practice (N4); empty when it was one talk.
    pub parts: Vec<Part>,
    /// How the record came in.
    pub origin: Origin,
    /// The period label it was given to make up (补讲), if it was.
    pub makes_up: Option<String>,
    /// 备注.
    pub note: Option<String>,
    /// Counts corrections, from 1 (E16).
    pub version: u32,
}

/// When a lecture was held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Held {
    /// The day it began.
    pub began_on: Date,
    /// The day it ended: the day it belongs to unless a rule says otherwise (E9, E37).
    pub ended_on: Date,
    /// When it began, if known to the minute.
    pub starts_at: Option<Timestamp>,
    /// When it ended, if known to the minute.
    pub ends_at: Option<Timestamp>,
}

impl Held {
    /// Held within one day, the hour unknown (a row of a ledger).
    #[must_use]
    pub fn on(day: Date) -> Held {
        Held {
            began_on: day,
            ended_on: day,
            starts_at: None,
            ends_at: None,
        }
    }
}

/// An organisation that held the lecture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Host {
    /// Which.
    pub organisation: OrganisationId,
    /// Its own head count expected, when counted apart.
    pub expected: Option<u32>,
    /// Its own head count present, when counted apart.
    pub present: Option<u32>,
}

/// Who spoke, with the class *at the time of the lecture* (E7).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    /// The id of this entry, under which the name is kept.
    pub id: Uuid,
    /// 主讲人; absent once erased.
    pub name: Option<String>,
    /// Speaker class id of the pack.
    pub class: String,
    /// The person on record, when known.
    pub person: Option<PersonId>,
    /// The unit a leader came from (E14).
    pub unit: Option<OrganisationId>,
}

/// A part of a lecture (台上讲、现场看、实地教).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// `talk`, `site` or `practice`.
    pub sort: PartSort,
    /// Where.
    pub venue: Option<String>,
    /// Planned minutes, or those held.
    pub minutes: u32,
    /// False when it fell out (E25: rain).
    pub was_held: bool,
}

/// Sorts of parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PartSort {
    /// 台上讲.
    Talk,
    /// 现场看.
    Site,
    /// 实地教.
    Practice,
}

/// How a record came in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// A row of a ledger that was imported: outside backfill rules and timeliness.
    Ledger,
    /// Recorded by the branch itself.
    Branch,
    /// 代填: recorded by the township on its behalf (X2).
    OnBehalf,
    /// Invented, for a demonstration.
    Demo,
}

impl Origin {
    /// The word the store keeps.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Origin::Ledger => "ledger",
            Origin::Branch => "branch",
            Origin::OnBehalf => "on-behalf",
            Origin::Demo => "demo",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Origin> {
        [Origin::Ledger, Origin::Branch, Origin::OnBehalf, Origin::Demo]
            .into_iter()
            .find(|origin| origin.word() == word)
    }
}

/// Where a lecture stands. A lecture counts when recorded or verified; sent back, until its deadline passes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LectureState {
    /// To be held.
    Planned,
    /// Held, not yet recorded.
    Delivered,
    /// 等同意补录: told so late that an office must agree first (E12).
    Waiting {
        /// When it was told.
        at: Timestamp,
        /// By whom.
        by: String,
        /// Why it comes late.
        reason: String,
    },
    /// 不同意补录: an office did not agree. It never counted, and counts once it is handed in again and agreed to.
    Declined {
        /// When.
        at: Timestamp,
        /// By whom.
        by: String,
        /// Why.
        reason: String,
    },
    /// 已记录.
    Recorded {
        /// When the record was received.
        at: Timestamp,
        /// By whom.
        by: String,
    },
    /// 已核验.
    Verified {
        /// When.
        at: Timestamp,
        /// By whom.
        by: String,
    },
    /// 退回: counts until the deadline passes, and is shown apart.
    SentBack {
        /// When.
        at: Timestamp,
        /// By whom.
        by: String,
        /// Why.
        reason: String,
        /// Last day on which it still counts.
        until: Date,
    },
    /// 未成讲: cancelled, also after people came (E38); never counts.
    Cancelled {
        /// When.
        at: Timestamp,
        /// By whom.
        by: String,
        /// Why.
        reason: String,
    },
}

impl Lecture {
    /// The day it belongs to: that of its actual end (E9).
    #[must_use]
    pub fn ended_on(&self) -> Option<Date> {
        self.held.map(|held| held.ended_on)
    }

    /// Whether it counts as a session as of a day ("A lecture counts", metrics): held by then, and recorded,
    /// verified, or sent back with the deadline still ahead.
    #[must_use]
    pub fn counts_as_of(&self, day: Date) -> bool {
        let held = self.ended_on().is_some_and(|ended| ended <= day);
        held && match &self.state {
            LectureState::Recorded { .. } | LectureState::Verified { .. } => true,
            LectureState::SentBack { until, .. } => day <= *until,
            LectureState::Planned
            | LectureState::Delivered
            | LectureState::Waiting { .. }
            | LectureState::Declined { .. }
            | LectureState::Cancelled { .. } => false,
        }
    }

    /// 应到 and 实到 as 到课率 adds them up on a day: of a lecture that counts and says both; a missing number is no nought.
    #[must_use]
    pub fn turnout_as_of(&self, day: Date) -> Option<(u32, u32)> {
        self.expected.zip(self.present).filter(|_| self.counts_as_of(day))
    }

    /// The main speaker's class at the time.
    #[must_use]
    pub fn main_class(&self) -> Option<&str> {
        self.speakers.first().map(|speaker| speaker.class.as_str())
    }

    /// Whether several organisations held it together (联合开展).
    #[must_use]
    pub fn is_joint(&self) -> bool {
        self.hosts.len() > 1
    }

    /// Whether the organisation is among its hosts.
    #[must_use]
    pub fn is_hosted_by(&self, organisation: OrganisationId) -> bool {
        self.hosts.iter().any(|host| host.organisation == organisation)
    }
}
