//! The draft of a plan in words (F1): what a notice asks and tells, each with its sentence.
//! Must not decide anything.

use domain::plan_draft::{Closeness, DutyDrafted, DutyKind, FigureDrafted, PlanDraft, ReminderDrafted};
use domain::rule_set::RuleSet;

use crate::Words;

impl Words {
    /// What was found in a notice, for people: a line for each thing, its sentence below it.
    #[must_use]
    pub fn plan_draft(&self, draft: &PlanDraft, rules: &RuleSet) -> Vec<String> {
        let duties = draft.duties.iter();
        let duties = duties.map(|duty| (self.duty_drafted(duty, rules), &duty.sentence));
        let reminders = draft.reminders.iter();
        let reminders = reminders.map(|reminder| (self.reminder_drafted(reminder), &reminder.sentence));
        let figures = draft.figures.iter();
        let figures = figures.map(|figure| (self.figure_drafted(figure), &figure.sentence));
        let mut lines = self.part(self.say("draft-duties", &[]), duties.collect());
        lines.extend(self.part(self.say("draft-reminders", &[]), reminders.collect()));
        lines.extend(self.part(self.say("draft-figures", &[]), figures.collect()));
        lines
    }

    fn part(&self, heading: String, found: Vec<(String, &String)>) -> Vec<String> {
        let mut lines = vec![heading];
        if found.is_empty() {
            lines.push(format!("  {}", self.say("draft-nothing", &[])));
        }
        for (line, sentence) in found {
            lines.push(format!("  {line}"));
            let sentence = [("text", sentence.as_str().into())];
            lines.push(format!("    {}", self.say("draft-sentence", &sentence)));
        }
        lines
    }

    fn duty_drafted(&self, duty: &DutyDrafted, rules: &RuleSet) -> String {
        let kind = match duty.kind {
            DutyKind::Lecture => self.say("draft-kind-lecture", &[]),
            DutyKind::Themed => self.say("draft-kind-themed", &[]),
            DutyKind::Micro => self.say("draft-kind-micro", &[]),
        };
        let asked = [
            ("rhythm", self.rhythm(&duty.rhythm).into()),
            ("count", duty.minimum.into()),
            ("kind", kind.into()),
        ];
        let mut parts = vec![self.say("draft-duty", &asked)];
        if !duty.who.is_empty() {
            parts.push(self.say("draft-who", &[("who", duty.who.clone().into())]));
        }
        let known = rules
            .duties
            .iter()
            .find(|known| Some(&known.id) == duty.duty.as_ref());
        parts.push(match known {
            Some(known) => self.say("draft-known", &[("name", known.name.clone().into())]),
            None => self.say("draft-unknown", &[]),
        });
        self.joined(&parts)
    }

    fn reminder_drafted(&self, reminder: &ReminderDrafted) -> String {
        let said = [
            ("rhythm", self.rhythm(&reminder.rhythm).into()),
            ("text", reminder.citation.clone().into()),
        ];
        self.say("draft-reminder", &said)
    }

    fn figure_drafted(&self, figure: &FigureDrafted) -> String {
        let key = match figure.closeness {
            Closeness::Exact => "draft-figure-exact",
            Closeness::More => "draft-figure-more",
            Closeness::Nearly => "draft-figure-nearly",
            Closeness::About => "draft-figure-about",
        };
        let said = [
            ("name", figure.name.clone().into()),
            ("value", figure.value.to_string().into()),
            ("unit", figure.unit.clone().into()),
        ];
        self.say(key, &said)
    }
}
