//! The names of the states, and who takes a lecture from one to the next.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Lecture, LectureState};

/// The state of a lecture without its facts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum StateKind {
    /// To be held.
    Planned,
    /// Held, not yet recorded, or told late and waiting for an office to agree.
    Delivered,
    /// 已记录.
    Recorded,
    /// 已核验.
    Verified,
    /// 退回.
    SentBack,
    /// 未成讲.
    Cancelled,
}

impl StateKind {
    /// All, in the order a lecture passes through them.
    pub const ALL: [StateKind; 6] = [
        StateKind::Planned,
        StateKind::Delivered,
        StateKind::Recorded,
        StateKind::Verified,
        StateKind::SentBack,
        StateKind::Cancelled,
    ];

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<StateKind> {
        StateKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The word the store keeps.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            StateKind::Planned => "planned",
            StateKind::Delivered => "delivered",
            StateKind::Recorded => "recorded",
            StateKind::Verified => "verified",
            StateKind::SentBack => "sent-back",
            StateKind::Cancelled => "cancelled",
        }
    }
}

impl LectureState {
    /// Its name.
    #[must_use]
    pub fn kind(&self) -> StateKind {
        match self {
            LectureState::Planned => StateKind::Planned,
            LectureState::Delivered | LectureState::Waiting { .. } => StateKind::Delivered,
            LectureState::Recorded { .. } => StateKind::Recorded,
            LectureState::Verified { .. } => StateKind::Verified,
            LectureState::SentBack { .. } | LectureState::Declined { .. } => StateKind::SentBack,
            LectureState::Cancelled { .. } => StateKind::Cancelled,
        }
    }

    /// Why it comes late, was not agreed to, was sent back or did not come about.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            LectureState::Waiting { reason, .. }
            | LectureState::Declined { reason, .. }
            | LectureState::SentBack { reason, .. }
            | LectureState::Cancelled { reason, .. } => Some(reason),
            LectureState::Planned
            | LectureState::Delivered
            | LectureState::Recorded { .. }
            | LectureState::Verified { .. } => None,
        }
    }

    /// Whether an office has still to agree to it (E12).
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        matches!(self, LectureState::Waiting { .. })
    }
}

/// Who takes a step, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The day of it in the time zone of the programme.
    pub today: Date,
}

impl Lecture {
    /// Goes on only from one of these states.
    pub(super) fn is_one_of(&self, states: &[StateKind]) -> Result<(), StateKind> {
        let state = self.state.kind();
        if states.contains(&state) {
            Ok(())
        } else {
            Err(state)
        }
    }

    pub(super) fn recorded(self, by: Signature) -> Lecture {
        Lecture {
            state: LectureState::Recorded { at: by.at, by: by.by },
            ..self
        }
    }
}
