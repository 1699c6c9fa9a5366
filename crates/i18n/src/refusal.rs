//! Why a step of a lecture or an attendance is refused: what happened, and what to do next.
//! Must not refuse anything.

use domain::lecture::StateKind;
use domain::refusal::{
    Approver, AttendanceRefusal, CancelRefusal, CorrectRefusal, DeclineRefusal, DeliverRefusal, FactsRefusal,
    Missing, PartRefusal, RecordRefusal, ScheduleRefusal, SendBackRefusal, SubstituteRefusal, VerifyRefusal,
};

use crate::{Advice, Words};

impl Words {
    /// A lecture cannot be planned so.
    #[must_use]
    pub fn schedule_refusal(&self, refusal: &ScheduleRefusal) -> Advice {
        match refusal {
            ScheduleRefusal::Incomplete(missing) => self.incomplete(missing),
            ScheduleRefusal::UnknownKind { kind } => self.unknown_lecture_kind(kind),
            ScheduleRefusal::DayOver { on, today: _ } => {
                self.advice("schedule-refusal-day-over", &[("on", self.date(*on).into())])
            }
            ScheduleRefusal::ReasonNeeded { days_left } => {
                self.advice("schedule-refusal-reason-needed", &[("days", (*days_left).into())])
            }
            ScheduleRefusal::WrongState(state) => self.wrong_state(*state),
        }
    }

    /// A lecture cannot be said to have been held so.
    #[must_use]
    pub fn deliver_refusal(&self, refusal: &DeliverRefusal) -> Advice {
        match refusal {
            DeliverRefusal::Facts(facts) => self.facts_refusal(facts),
            DeliverRefusal::WrongState(state) => self.wrong_state(*state),
        }
    }

    /// What is said of a lecture cannot be.
    #[must_use]
    pub fn facts_refusal(&self, refusal: &FactsRefusal) -> Advice {
        match refusal {
            FactsRefusal::Incomplete(missing) => self.incomplete(missing),
            FactsRefusal::UnknownKind { kind } => self.unknown_lecture_kind(kind),
            FactsRefusal::Future { on, today: _ } => {
                self.advice("facts-refusal-future", &[("on", self.date(*on).into())])
            }
            FactsRefusal::EndsBeforeItBegins => self.advice("facts-refusal-ends-before-it-begins", &[]),
            FactsRefusal::Arithmetic { expected, present } => self.advice(
                "facts-refusal-arithmetic",
                &[("expected", (*expected).into()), ("present", (*present).into())],
            ),
            FactsRefusal::HostsDoNotAddUp { sum, whole } => self.advice(
                "facts-refusal-hosts-do-not-add-up",
                &[("sum", (*sum).into()), ("whole", (*whole).into())],
            ),
            FactsRefusal::HostTwice => self.advice("facts-refusal-host-twice", &[]),
        }
    }

    /// A lecture cannot be recorded so.
    #[must_use]
    pub fn record_refusal(&self, refusal: &RecordRefusal) -> Advice {
        match refusal {
            RecordRefusal::Facts(facts) => self.facts_refusal(facts),
            RecordRefusal::ReasonNeeded { workdays } => self.advice(
                "record-refusal-reason-needed",
                &[("workdays", (*workdays).into())],
            ),
            RecordRefusal::ApprovalNeeded { by, days } => {
                let key = match by {
                    Approver::Township => "record-refusal-approval-needed-township",
                    Approver::County => "record-refusal-approval-needed-county",
                };
                self.advice(key, &[("days", (*days).into())])
            }
            RecordRefusal::OwnApproval => self.advice("record-refusal-own-approval", &[]),
            RecordRefusal::WrongState(state) => self.wrong_state(*state),
        }
    }

    /// A record cannot be verified.
    #[must_use]
    pub fn verify_refusal(&self, refusal: &VerifyRefusal) -> Advice {
        match refusal {
            VerifyRefusal::OwnWork => self.advice("verify-refusal-own-work", &[]),
            VerifyRefusal::WrongState(state) => self.wrong_state(*state),
        }
    }

    /// A record cannot be sent back so.
    #[must_use]
    pub fn send_back_refusal(&self, refusal: &SendBackRefusal) -> Advice {
        match refusal {
            SendBackRefusal::ReasonNeeded => self.reason_needed(),
            SendBackRefusal::DeadlineOver { until, today: _ } => self.advice(
                "send-back-refusal-deadline-over",
                &[("until", self.date(*until).into())],
            ),
            SendBackRefusal::WrongState(state) => self.wrong_state(*state),
        }
    }

    /// A late record cannot be declined so.
    #[must_use]
    pub fn decline_refusal(&self, refusal: &DeclineRefusal) -> Advice {
        match refusal {
            DeclineRefusal::ReasonNeeded => self.reason_needed(),
            DeclineRefusal::OwnWork => self.advice("decline-refusal-own-work", &[]),
            DeclineRefusal::OfficeNeeded(Approver::Township) => {
                self.advice("decline-refusal-office-township", &[])
            }
            DeclineRefusal::OfficeNeeded(Approver::County) => {
                self.advice("decline-refusal-office-county", &[])
            }
            DeclineRefusal::WrongState(_) => self.advice("decline-refusal-wrong-state", &[]),
        }
    }

    /// A record cannot be corrected so.
    #[must_use]
    pub fn correct_refusal(&self, refusal: &CorrectRefusal) -> Advice {
        match refusal {
            CorrectRefusal::ReasonNeeded => self.reason_needed(),
            CorrectRefusal::NothingChanged => self.advice("correct-refusal-nothing-changed", &[]),
            CorrectRefusal::Facts(facts) => self.facts_refusal(facts),
            CorrectRefusal::WrongState(state) => self.wrong_state(*state),
        }
    }

    /// A lecture cannot be cancelled.
    #[must_use]
    pub fn cancel_refusal(&self, refusal: &CancelRefusal) -> Advice {
        match refusal {
            CancelRefusal::ReasonNeeded => self.reason_needed(),
            CancelRefusal::WrongState(state) => self.wrong_state(*state),
        }
    }

    /// A speaker cannot be replaced so.
    #[must_use]
    pub fn substitute_refusal(&self, refusal: &SubstituteRefusal) -> Advice {
        match refusal {
            SubstituteRefusal::NoSpeaker => self.advice("substitute-refusal-no-speaker", &[]),
            SubstituteRefusal::SameSpeaker => self.advice("substitute-refusal-same-speaker", &[]),
            SubstituteRefusal::WrongState(state) => self.wrong_state(*state),
        }
    }

    /// A part cannot fall out.
    #[must_use]
    pub fn part_refusal(&self, refusal: &PartRefusal) -> Advice {
        match refusal {
            PartRefusal::NoSuchPart => self.advice("part-refusal-no-such-part", &[]),
            PartRefusal::FellOutAlready => self.advice("part-refusal-fell-out-already", &[]),
            PartRefusal::WrongState(state) => self.wrong_state(*state),
        }
    }

    /// An attendance or its make-up is not counted.
    #[must_use]
    pub fn attendance_refusal(&self, refusal: AttendanceRefusal) -> Advice {
        match refusal {
            AttendanceRefusal::NotOnTheRoster => self.advice("attendance-refusal-not-on-the-roster", &[]),
            AttendanceRefusal::WasPresent => self.advice("attendance-refusal-was-present", &[]),
            AttendanceRefusal::MadeUpAlready => self.advice("attendance-refusal-made-up-already", &[]),
            AttendanceRefusal::OutsideTheTime { last } => self.advice(
                "attendance-refusal-outside-the-time",
                &[("last", self.date(last).into())],
            ),
            AttendanceRefusal::NotHeld => self.advice("attendance-refusal-not-held", &[]),
            AttendanceRefusal::NotEnough => self.advice("attendance-refusal-not-enough", &[]),
        }
    }

    fn incomplete(&self, missing: &[Missing]) -> Advice {
        let named: Vec<String> = missing
            .iter()
            .map(|missing| match missing {
                Missing::Host => self.say("missing-host", &[]),
                Missing::Speaker => self.say("missing-speaker", &[]),
                Missing::Content => self.say("missing-content", &[]),
                Missing::Time => self.say("missing-time", &[]),
            })
            .collect();
        self.advice("refusal-incomplete", &[("missing", self.list(&named).into())])
    }

    fn unknown_lecture_kind(&self, kind: &str) -> Advice {
        self.advice("refusal-unknown-lecture-kind", &[("kind", kind.into())])
    }

    fn reason_needed(&self) -> Advice {
        self.advice("refusal-reason-needed", &[])
    }

    /// What cannot be done in the state a lecture is in, and what can.
    fn wrong_state(&self, state: StateKind) -> Advice {
        let key = match state {
            StateKind::Planned => "refusal-wrong-state-planned",
            StateKind::Delivered => "refusal-wrong-state-delivered",
            StateKind::Recorded => "refusal-wrong-state-recorded",
            StateKind::Verified => "refusal-wrong-state-verified",
            StateKind::SentBack => "refusal-wrong-state-sent-back",
            StateKind::Cancelled => "refusal-wrong-state-cancelled",
        };
        self.advice(key, &[])
    }
}
