//! The draft of a plan in words (F1): what a notice asks and tells, each with its sentence.
//! Must not decide anything.

use domain::bulletin::{Plain, What};
use domain::period::Rhythm;
use domain::plan_draft::{
    AmendRefusal, Closeness, DutyDoubt, DutyDrafted, FigureDrafted, Held, PlanDraft, Question,
    ReminderDrafted,
};
use domain::rule_set::RuleSet;

use crate::{Advice, Words};

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
        let asked = [
            ("rhythm", self.rhythm(&duty.rhythm).into()),
            ("count", duty.minimum.into()),
            ("kind", self.held(duty.kind.into()).into()),
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
        parts.extend(duty.doubts.iter().map(|doubt| match doubt {
            DutyDoubt::Who => self.say("draft-doubt-who", &[]),
            DutyDoubt::What => self.say("draft-doubt-what", &[]),
        }));
        self.joined(&parts)
    }

    /// What is held so often.
    #[must_use]
    pub fn held(&self, held: Held) -> String {
        self.say(
            match held {
                Held::Lecture => "draft-kind-lecture",
                Held::Themed => "draft-kind-themed",
                Held::Micro => "draft-kind-micro",
                Held::Other => "draft-kind-other",
            },
            &[],
        )
    }

    /// What a duty is called that a notice asks: 每月党课.
    #[must_use]
    pub fn drafted_name(&self, held: Held, rhythm: Rhythm) -> String {
        let rhythm = match rhythm {
            Rhythm::Window { from, until } => self.window_name(from, until).unwrap_or_else(|| {
                let days = [
                    ("first", self.day_of_year(from).into()),
                    ("last", self.day_of_year(until).into()),
                ];
                self.say("drafted-window", &days)
            }),
            named => self.rhythm(&named),
        };
        let parts = [("rhythm", rhythm.into()), ("kind", self.held(held).into())];
        self.say("drafted-name", &parts)
    }

    /// What a person still has to say about a duty of a plan.
    #[must_use]
    pub fn plan_question(&self, question: Question) -> String {
        self.say(
            match question {
                Question::What => "notice-asks-what",
                Question::Minimum => "notice-asks-minimum",
                Question::When => "notice-asks-when",
                Question::Who => "notice-asks-who",
                Question::Change => "notice-asks-change",
            },
            &[],
        )
    }

    /// Why the rules do not take a plan, and what to do.
    #[must_use]
    pub fn amend_refusal(&self, refusal: &AmendRefusal) -> Advice {
        match refusal {
            AmendRefusal::Open(count) => self.advice("amend-open", &[("count", (*count).into())]),
            AmendRefusal::Past(day) => self.advice("amend-past", &[("day", self.date(*day).into())]),
            AmendRefusal::NewerVersion(name) => self.advice("amend-newer", &[("duty", name.as_str().into())]),
            AmendRefusal::Moved => self.advice("amend-moved", &[]),
            AmendRefusal::InForce(number) => self.advice("amend-in-force", &[("number", (*number).into())]),
            AmendRefusal::Misread(misread) => {
                let told = misread.mistakes.first();
                told.map_or_else(
                    || self.advice("amend-moved", &[]),
                    |(_, mistake)| self.mistake(mistake),
                )
            }
        }
    }

    fn reminder_drafted(&self, reminder: &ReminderDrafted) -> String {
        let said = [
            ("rhythm", self.rhythm(&reminder.rhythm).into()),
            ("text", reminder.citation.clone().into()),
        ];
        self.say("draft-reminder", &said)
    }

    /// How much a figure of a notice is: 13000 名多.
    #[must_use]
    pub fn figure_value(&self, figure: &FigureDrafted) -> String {
        let key = match figure.closeness {
            Closeness::Exact => "notice-value-exact",
            Closeness::More => "notice-value-more",
            Closeness::Nearly => "notice-value-nearly",
            Closeness::About => "notice-value-about",
        };
        let said = [
            ("value", figure.value.to_string().into()),
            ("unit", figure.unit.as_str().into()),
        ];
        self.say(key, &said)
    }

    /// The figure of ours that a notice's may be, by the key its pack gives; none for one we do not have.
    #[must_use]
    pub fn figure_of_notice(&self, key: &str, rules: &RuleSet) -> Option<String> {
        let what = match key.strip_prefix("class/") {
            Some(class) => What::Class(class.to_owned()),
            None => What::Plain(Plain::parse(key)?),
        };
        Some(self.report_figure(&what, rules))
    }

    /// A figure of a notice: 覆盖党员：13000 名多.
    #[must_use]
    pub fn figure_drafted(&self, figure: &FigureDrafted) -> String {
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
