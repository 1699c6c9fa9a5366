//! Where a duty, a person's duty or a lecture stands, in a few words.
//! Must not explain: `proof` does.

use domain::id::OrganisationId;
use domain::lecture::{Lecture, LectureState, StateKind};
use domain::obligation::{Standing, StandingKind};
use domain::organisation::ClosureReason;
use domain::person_duty::PersonState;
use domain::refusal::Approver;
use domain::rule_set::RuleSet;

use crate::Words;

impl Words {
    /// 已讲, 逾期未讲; met, overdue.
    #[must_use]
    pub fn standing_kind(&self, kind: StandingKind) -> String {
        let key = match kind {
            StandingKind::Met => "standing-kind-met",
            StandingKind::MadeUp => "standing-kind-made-up",
            StandingKind::Due => "standing-kind-due",
            StandingKind::AtRisk => "standing-kind-at-risk",
            StandingKind::Overdue => "standing-kind-overdue",
            StandingKind::Excused => "standing-kind-excused",
            StandingKind::Closed => "standing-kind-closed",
        };
        self.say(key, &[])
    }

    /// A standing with its figure: 逾期未讲，已过62天; `name` tells what a successor is called.
    #[must_use]
    pub fn standing(&self, standing: &Standing, name: &dyn Fn(OrganisationId) -> Option<String>) -> String {
        match standing {
            Standing::Due { in_days: 0 } => self.say("standing-due-today", &[]),
            Standing::Due { in_days } => self.say("standing-due", &[("days", (*in_days).into())]),
            Standing::AtRisk { in_days: 0 } => self.say("standing-at-risk-today", &[]),
            Standing::AtRisk { in_days } => self.say("standing-at-risk", &[("days", (*in_days).into())]),
            Standing::Met { by: _, on } => self.say("standing-met", &[("on", self.date(*on).into())]),
            Standing::MadeUp { by: _, on, late_by } => self.say(
                "standing-made-up",
                &[("on", self.date(*on).into()), ("days", (*late_by).into())],
            ),
            Standing::Excused { by: Some(_) } => self.say("standing-excused", &[]),
            Standing::Excused { by: None } => self.say("standing-excused-by-rule", &[]),
            Standing::Overdue { for_days } => self.say("standing-overdue", &[("days", (*for_days).into())]),
            Standing::Closed { into } => match into.and_then(name) {
                Some(successor) => self.say("standing-closed-into", &[("into", successor.into())]),
                None => self.say("standing-closed", &[]),
            },
        }
    }

    /// Where a personal duty stands.
    #[must_use]
    pub fn person_state(&self, state: PersonState) -> String {
        match state {
            PersonState::Met => self.say("person-state-met", &[]),
            PersonState::Due { in_days } => self.say("person-state-due", &[("days", in_days.into())]),
            PersonState::Overdue { for_days } => {
                self.say("person-state-overdue", &[("days", for_days.into())])
            }
        }
    }

    /// Where a lecture stands.
    #[must_use]
    pub fn lecture_state(&self, state: &LectureState) -> String {
        match state {
            LectureState::Planned => self.say("lecture-state-planned", &[]),
            LectureState::Delivered => self.say("lecture-state-delivered", &[]),
            LectureState::Waiting { .. } => self.say("lecture-state-waiting", &[]),
            LectureState::Declined { .. } => self.say("lecture-state-declined", &[]),
            LectureState::Recorded { .. } => self.say("lecture-state-recorded", &[]),
            LectureState::Verified { .. } => self.say("lecture-state-verified", &[]),
            LectureState::SentBack { until, .. } => {
                self.say("lecture-state-sent-back", &[("until", self.date(*until).into())])
            }
            LectureState::Cancelled { .. } => self.say("lecture-state-cancelled", &[]),
        }
    }

    /// Where a lecture stands; of one that waits for an office to agree, which (E12).
    #[must_use]
    pub fn lecture_standing(&self, lecture: &Lecture, rules: &RuleSet) -> String {
        match lecture.waits_for(rules) {
            Some(Approver::Township) => self.say("lecture-state-waiting-township", &[]),
            Some(Approver::County) => self.say("lecture-state-waiting-county", &[]),
            None => self.lecture_state(&lecture.state),
        }
    }

    /// The name of a state: 已记录, 已核验, 退回.
    #[must_use]
    pub fn lecture_state_kind(&self, state: StateKind) -> String {
        let key = match state {
            StateKind::Planned => "ledger-state-planned",
            StateKind::Delivered => "ledger-state-delivered",
            StateKind::Recorded => "ledger-state-recorded",
            StateKind::Verified => "ledger-state-verified",
            StateKind::SentBack => "ledger-state-sent-back",
            StateKind::Cancelled => "ledger-state-cancelled",
        };
        self.say(key, &[])
    }

    /// Why an organisation ended.
    #[must_use]
    pub fn closure(&self, why: ClosureReason) -> String {
        let key = match why {
            ClosureReason::Merged => "closure-merged",
            ClosureReason::Split => "closure-split",
            ClosureReason::Ended => "closure-ended",
            ClosureReason::Dissolved => "closure-dissolved",
        };
        self.say(key, &[])
    }
}
