//! What counts towards a duty, as sentences.
//! Must not judge a lecture.

use domain::rule_set::{Attribution, JointShare};

use super::Teller;

impl Teller<'_> {
    /// Kinds, theme, speakers, joint lectures, the day.
    pub(super) fn counts(&self) -> Vec<String> {
        let mut lines = self.what_counts();
        lines.push(match self.duty.counts.joint {
            JointShare::Full => self.say("rule-joint-full", &[]),
            JointShare::HostOnly => self.say("rule-joint-host-only", &[]),
            JointShare::None => self.say("rule-joint-none", &[]),
        });
        let limit = self.duty.counts.joint_limit_per_year;
        lines.extend(limit.map(|most| self.say("rule-joint-limit", &[("most", most.into())])));
        lines.push(match self.duty.attribution {
            Attribution::ActualEnd => self.say("rule-attribution-actual-end", &[]),
            Attribution::ActualStart => self.say("rule-attribution-actual-start", &[]),
        });
        lines
    }

    /// Kinds, theme and speakers.
    pub(super) fn what_counts(&self) -> Vec<String> {
        let mut lines = vec![self.kinds_that_count()];
        if self.duty.counts.themed {
            lines.push(self.say("rule-counts-themed", &[]));
        }
        lines.push(self.classes_that_count());
        lines
    }

    fn kinds_that_count(&self) -> String {
        let (counted, words) = (&self.duty.counts.lecture_kinds, self.words);
        let others: Vec<String> = self
            .rules
            .lecture_kinds
            .iter()
            .filter(|kind| !counted.is_empty() && !counted.contains(&kind.id))
            .map(|kind| words.lecture_kind(&kind.id, self.rules))
            .collect();
        if others.is_empty() {
            return self.say("rule-counts-all-kinds", &[]);
        }
        let counted: Vec<String> = counted
            .iter()
            .map(|id| words.lecture_kind(id, self.rules))
            .collect();
        let figures = [
            ("kinds", words.list(&counted).into()),
            ("others", words.list(&others).into()),
        ];
        self.say("rule-counts-kinds", &figures)
    }

    fn classes_that_count(&self) -> String {
        let classes = &self.duty.counts.speaker_classes;
        if classes.is_empty() {
            return self.say("rule-counts-all-classes", &[]);
        }
        let names: Vec<String> = classes
            .iter()
            .map(|id| self.words.speaker_class(id, self.rules))
            .collect();
        self.say(
            "rule-counts-classes",
            &[("classes", self.words.list(&names).into())],
        )
    }
}
