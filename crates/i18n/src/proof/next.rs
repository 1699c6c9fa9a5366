//! What to do now, or what would change a standing.
//! Must not promise what the rule does not say.

use domain::obligation::{NotCounted, Reason, Standing};
use domain::period::plus_days;

use super::Teller;

impl Teller<'_> {
    /// The advice, the most pressing first.
    pub(super) fn next(&self) -> Vec<String> {
        let words = self.words;
        match &self.proof.standing {
            Standing::Met { .. } => vec![words.say("next-met", &[])],
            Standing::MadeUp { .. } => vec![words.say("next-made-up", &[])],
            Standing::Excused { .. } => vec![words.say("next-excused", &[])],
            Standing::Closed { into: Some(into) } => {
                vec![words.say("next-closed-into", &[("into", self.name(*into).into())])]
            }
            Standing::Closed { into: None } => vec![words.say("next-closed", &[])],
            Standing::Due { .. } | Standing::AtRisk { .. } if self.is_over() => {
                vec![words.say("next-in-grace", &[("until", self.grace_ends().into())])]
            }
            Standing::Due { .. } => self.still_time("next-due"),
            Standing::AtRisk { .. } => self.still_time("next-at-risk"),
            Standing::Overdue { .. } => self.late(),
        }
    }

    fn missing(&self) -> usize {
        usize::try_from(self.proof.obligation.minimum)
            .unwrap_or(usize::MAX)
            .saturating_sub(self.proof.counted.len())
    }

    fn grace_ends(&self) -> String {
        let grace = i32::try_from(self.duty().grace_days).unwrap_or(i32::MAX);
        self.words
            .date(plus_days(self.proof.obligation.period.last, grace))
    }

    fn still_time(&self, key: &str) -> Vec<String> {
        let words = self.words;
        let last = words.date(self.proof.obligation.period.last);
        let mut lines = vec![words.say(key, &[("last", last.into()), ("missing", self.missing().into())])];
        lines.extend(
            self.proof
                .planned_on
                .map(|on| words.say("next-planned", &[("on", words.date(on).into())])),
        );
        lines.extend(self.unrecorded());
        lines
    }

    fn late(&self) -> Vec<String> {
        let (words, period) = (self.words, &self.proof.obligation.period);
        let until = plus_days(
            period.last,
            i32::try_from(self.duty().make_up_days).unwrap_or(i32::MAX),
        );
        let figures = [
            ("period", self.period().into()),
            ("until", words.date(until).into()),
            ("missing", self.missing().into()),
        ];
        let key = if until == period.last {
            "next-overdue-no-make-up"
        } else if self.proof.as_of <= until {
            "next-overdue-make-up"
        } else {
            "next-overdue-make-up-over"
        };
        let mut lines = vec![words.say(key, &figures)];
        lines.extend(self.unrecorded());
        lines.push(words.say("next-overdue-unreported", &[("period", self.period().into())]));
        lines.push(words.say("next-overdue-excusal", &[]));
        lines
    }

    /// Lectures of the period that only wait for their record, or for an office to agree to it.
    fn unrecorded(&self) -> Vec<String> {
        let inside =
            |on: Option<jiff::civil::Date>| on.is_some_and(|on| self.proof.obligation.period.contains(on));
        let here = || self.proof.not_counted.iter().filter(|other| inside(other.on));
        let is_open = |other: &&NotCounted| {
            matches!(
                other.reason,
                Reason::NotRecorded | Reason::SentBack | Reason::Declined
            )
        };
        let counts = [
            ("next-unrecorded", here().filter(is_open).count()),
            (
                "next-waiting",
                here().filter(|other| other.reason == Reason::Waiting).count(),
            ),
        ];
        let told = counts.into_iter().filter(|(_, count)| *count > 0);
        told.map(|(key, count)| self.words.say(key, &[("count", count.into())]))
            .collect()
    }
}
