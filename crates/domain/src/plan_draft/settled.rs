//! What a person made of a draft (F1): each thing taken or left, changed where the words were read wrongly, and what is
//! still asked. Must not answer for the person: what the words leave open stays open.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::whom::Whom;
use super::{DutyDoubt, DutyDrafted, DutyKind, FigureDrafted, PlanDraft};
use crate::period::Rhythm;
use crate::rule_set::RuleSet;
use crate::worded::worded;

/// A plan as a person settled it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct SettledPlan {
    /// What the document is called: the rules cite it.
    pub source: String,
    /// From which day it holds; none: not said yet.
    pub from: Option<Date>,
    /// What it asks.
    pub duties: Vec<SettledDuty>,
    /// What its office does in a rhythm.
    pub reminders: Vec<SettledReminder>,
    /// What it tells in figures, for comparison.
    pub figures: Vec<FigureDrafted>,
}

/// A duty as a person settled it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SettledDuty {
    /// Whether it is part of the plan.
    pub taken: bool,
    /// What is held; none: not said yet.
    pub held: Option<Held>,
    /// How often in a period.
    pub minimum: Option<u32>,
    /// The period, or the window of the year.
    pub rhythm: Option<Rhythm>,
    /// Of whom it is asked; nobody: not said yet.
    pub whom: Whom,
    /// What it is called.
    pub name: String,
    /// What becomes of the rules in force; none: as they suggest.
    pub change: Option<DutyChange>,
    /// Who is asked, as it is written.
    pub who: String,
    /// The words it rests on.
    pub citation: String,
    /// The sentence they stand in.
    pub sentence: String,
}

worded! {
    /// What is held so often.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Held {
        /// A lecture.
        Lecture = "lecture",
        /// A themed one.
        Themed = "themed",
        /// A micro lecture.
        Micro = "micro",
        /// Something else (会议): no duty to lecture.
        Other = "other",
    }
}

impl From<DutyKind> for Held {
    fn from(kind: DutyKind) -> Held {
        match kind {
            DutyKind::Lecture => Held::Lecture,
            DutyKind::Themed => Held::Themed,
            DutyKind::Micro => Held::Micro,
        }
    }
}

/// What becomes of the rules in force.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyChange {
    /// It is asked beside what is asked now.
    Adds,
    /// It takes the place of this duty of the rules.
    Changes(String),
}

/// Something an office does in a rhythm, as a person settled it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SettledReminder {
    /// Whether it is part of the plan.
    pub taken: bool,
    /// `reminder`, `summary`, `bulletin` …
    pub kind: String,
    /// How often.
    pub rhythm: Rhythm,
    /// The words it rests on.
    pub citation: String,
    /// The sentence they stand in.
    pub sentence: String,
}

/// What is still to be said about a duty that is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Question {
    /// What is held.
    What,
    /// How often, as a whole number.
    Minimum,
    /// In which period, or between which days.
    When,
    /// Of whom it is asked.
    Who,
    /// Whether it takes the place of a rule in force, or comes beside it.
    Change,
}

impl SettledPlan {
    /// A draft as it was read, before a person changes anything: what its words leave open is open.
    #[must_use]
    pub fn of(draft: &PlanDraft, source: String) -> SettledPlan {
        SettledPlan {
            source,
            from: None,
            duties: draft.duties.iter().map(SettledDuty::of).collect(),
            reminders: draft
                .reminders
                .iter()
                .map(|reminder| SettledReminder {
                    taken: true,
                    kind: reminder.kind.clone(),
                    rhythm: reminder.rhythm,
                    citation: reminder.citation.clone(),
                    sentence: reminder.sentence.clone(),
                })
                .collect(),
            figures: draft.figures.clone(),
        }
    }

    /// What is still to be said: the place of the duty, and the question.
    #[must_use]
    pub fn questions(&self, rules: &RuleSet, on: Date) -> Vec<(usize, Question)> {
        let duties = self.duties.iter().enumerate();
        duties
            .flat_map(|(place, duty)| {
                let asked = duty.questions(rules, on).into_iter();
                asked.map(move |question| (place, question))
            })
            .collect()
    }
}

impl SettledDuty {
    fn of(drafted: &DutyDrafted) -> SettledDuty {
        let is_open = drafted.doubts.contains(&DutyDoubt::What);
        SettledDuty {
            taken: true,
            held: (!is_open).then(|| drafted.kind.into()),
            minimum: Some(drafted.minimum),
            rhythm: Some(drafted.rhythm),
            whom: drafted.whom.clone().unwrap_or_default(),
            name: String::new(),
            change: None,
            who: drafted.who.clone(),
            citation: drafted.citation.clone(),
            sentence: drafted.sentence.clone(),
        }
    }

    /// One that a person adds, resting on a sentence: everything about it is asked.
    #[must_use]
    pub fn resting_on(sentence: &str) -> SettledDuty {
        SettledDuty {
            taken: true,
            held: None,
            minimum: None,
            rhythm: None,
            whom: Whom::default(),
            name: String::new(),
            change: None,
            who: String::new(),
            citation: sentence.to_owned(),
            sentence: sentence.to_owned(),
        }
    }

    /// What is still to be said about it, by the rules as they will be in force on a day.
    #[must_use]
    pub fn questions(&self, rules: &RuleSet, on: Date) -> Vec<Question> {
        if !self.taken || self.held == Some(Held::Other) {
            return Vec::new();
        }
        let missing = [
            (self.held.is_none(), Question::What),
            (self.minimum.is_none(), Question::Minimum),
            (self.rhythm.is_none(), Question::When),
            (
                self.whom.kinds.is_empty() && self.whom.post.is_none(),
                Question::Who,
            ),
        ];
        let mut asked: Vec<Question> = missing
            .into_iter()
            .filter_map(|(is_missing, question)| is_missing.then_some(question))
            .collect();
        if asked.is_empty() && self.change.is_none() && super::amend::may_replace(self, rules, on) {
            asked.push(Question::Change);
        }
        asked
    }
}
