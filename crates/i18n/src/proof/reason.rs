//! Why a lecture did not count, with the figure that decided.
//! Must not judge: the reason comes from the domain.

use domain::obligation::{NotCounted, Reason};
use domain::period::plus_days;
use domain::refusal::Approver;
use domain::rule_set::{Inherit, JointShare};
use jiff::civil::Date;

use super::Teller;
use crate::Value;

impl Teller<'_> {
    /// The sentence and the code.
    pub(super) fn reason(&self, other: &NotCounted) -> (String, &'static str) {
        let (words, rules) = (self.words, self.sources.rules);
        let say = |key: &str, figures: &[(&'static str, Value<'_>)]| words.say(key, figures);
        match &other.reason {
            Reason::NotHeld => (say("reason-not-held", &[]), "not-held"),
            Reason::NotRecorded => (say("reason-not-recorded", &[]), "not-recorded"),
            Reason::Waiting => (self.waiting(other), "waiting"),
            Reason::Declined => (say("reason-declined", &[]), "declined"),
            Reason::SentBack => (say("reason-sent-back", &[]), "sent-back"),
            Reason::Cancelled => (say("reason-cancelled", &[]), "cancelled"),
            Reason::Kind(kind) => {
                let counted: Vec<String> = self
                    .duty()
                    .counts
                    .lecture_kinds
                    .iter()
                    .map(|id| words.lecture_kind(id, rules))
                    .collect();
                let figures = [
                    ("kind", words.lecture_kind(kind, rules).into()),
                    ("counted", words.list(&counted).into()),
                ];
                (say("reason-kind", &figures), "kind")
            }
            Reason::NotThemed => (say("reason-not-themed", &[]), "not-themed"),
            Reason::SpeakerClass(class) => {
                let classes = &self.duty().counts.speaker_classes;
                let counted: Vec<String> = classes.iter().map(|id| words.speaker_class(id, rules)).collect();
                let figures = [
                    ("class", words.speaker_class(class, rules).into()),
                    ("counted", words.list(&counted).into()),
                ];
                (say("reason-speaker-class", &figures), "speaker-class")
            }
            Reason::Before(_) => {
                let first = words.date(self.proof.obligation.period.first);
                let figures = [("period", self.period().into()), ("first", first.into())];
                (say("reason-before", &figures), "before")
            }
            Reason::After(on) => (self.after(*on, other), "after"),
            Reason::MakesUp(label) => {
                let other = words.labelled(label, &self.duty().period);
                (say("reason-makes-up", &[("other", other.into())]), "makes-up")
            }
            Reason::Joint => (say(self.joint_key(), &[]), "joint"),
            Reason::JointLimit(limit) => (
                say("reason-joint-limit", &[("limit", (*limit).into())]),
                "joint-limit",
            ),
            Reason::NotInherited(from) => {
                let key = match self.duty().inherit {
                    Inherit::None => "reason-not-inherited",
                    Inherit::Any => "reason-not-inherited-other-period",
                };
                (say(key, &[("from", self.name(*from).into())]), "not-inherited")
            }
        }
    }

    /// What the rule says of joint lectures.
    fn joint_key(&self) -> &'static str {
        match self.duty().counts.joint {
            JointShare::HostOnly => "reason-joint-host-only",
            JointShare::None | JointShare::Full => "reason-joint-none",
        }
    }

    /// Told late: whose agreement it waits for (E12).
    fn waiting(&self, other: &NotCounted) -> String {
        let brief = (self.sources.lecture)(other.lecture);
        let key = match brief.and_then(|brief| brief.waits_for) {
            Some(Approver::Township) => "reason-waiting-township",
            Some(Approver::County) => "reason-waiting-county",
            None => "reason-waiting",
        };
        self.words.say(key, &[])
    }

    /// Held after the period: too late to make up, or needed by its own period (E9: planned in, held after).
    fn after(&self, on: Date, other: &NotCounted) -> String {
        let (words, period) = (self.words, &self.proof.obligation.period);
        let until = plus_days(
            period.last,
            i32::try_from(self.duty().make_up_days).unwrap_or(i32::MAX),
        );
        let key = if until == period.last {
            "reason-after-no-make-up"
        } else if on > until {
            "reason-after-make-up-over"
        } else {
            "reason-after-own-period"
        };
        let figures = [
            ("period", self.period().into()),
            ("last", words.date(period.last).into()),
            ("until", words.date(until).into()),
        ];
        let said = words.say(key, &figures);
        let planned = (self.sources.lecture)(other.lecture).and_then(|brief| brief.planned_on);
        match planned.filter(|day| period.contains(*day)) {
            Some(day) => {
                let planned = words.say(
                    "reason-after-planned-inside",
                    &[("planned", words.date(day).into())],
                );
                words.joined(&[said, planned])
            }
            None => said,
        }
    }
}
