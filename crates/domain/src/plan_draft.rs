//! What a notice (通知) asks and tells, as the draft of a plan: duties, rhythms and figures, each with its sentence (F1).
//!
//! Words decide: those of the language (`rules/notices`) and those of the pack (`[draft]`). Must not decide for a person:
//! a draft is confirmed by somebody who reads the sentences.

mod amend;
mod asked;
mod block;
mod count;
mod figure;
mod number;
mod sentence;
mod settled;
mod when;
mod whom;
mod words;

use serde::{Deserialize, Serialize};

use crate::period::Rhythm;
use crate::rule_set::RuleSet;

pub use amend::{AmendRefusal, Amended, Outcome, RhythmOutcome, amend, outcome, rhythm_outcome};
pub use number::Amount;
pub use sentence::sentences;
pub use settled::{DutyChange, Held, Question, SettledDuty, SettledPlan, SettledReminder};
pub use whom::{Whom, whom};
pub use words::NoticeWords;

use sentence::Sentence;

/// What was found in a notice.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PlanDraft {
    /// What it asks of organisations.
    pub duties: Vec<DutyDrafted>,
    /// What its office does in a rhythm.
    pub reminders: Vec<ReminderDrafted>,
    /// What it tells in figures.
    pub figures: Vec<FigureDrafted>,
}

/// A duty that a notice states (每季度至少安排1次党课).
#[derive(Clone, PartialEq, Debug)]
pub struct DutyDrafted {
    /// What is to be held.
    pub kind: DutyKind,
    /// How often in a period.
    pub minimum: u32,
    /// The period, or the window of the year.
    pub rhythm: Rhythm,
    /// Who is asked, as it is written; empty where nobody is named.
    pub who: String,
    /// The words it rests on.
    pub citation: String,
    /// The sentence they stand in.
    pub sentence: String,
    /// The pack's duty that asks the same.
    pub duty: Option<String>,
    /// Of whom the pack understands it to be asked; none: a person says.
    pub whom: Option<Whom>,
    /// What the words leave open: a person is asked, nothing is guessed.
    pub doubts: Vec<DutyDoubt>,
}

/// What a sentence leaves open about a duty it states.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DutyDoubt {
    /// Of whom it is asked: nobody is named, or nobody the pack knows.
    Who,
    /// What is held so often: no word of the pack for a lecture stands there.
    What,
}

impl DutyDoubt {
    /// `who`, `what`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            DutyDoubt::Who => "who",
            DutyDoubt::What => "what",
        }
    }
}

/// What is to be held.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyKind {
    /// 党课.
    Lecture,
    /// 专题党课.
    Themed,
    /// 微党课.
    Micro,
}

impl DutyKind {
    /// `lecture`, `themed`, `micro`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            DutyKind::Lecture => "lecture",
            DutyKind::Themed => "themed",
            DutyKind::Micro => "micro",
        }
    }
}

/// What an office does in a rhythm (每周一提醒, S5).
#[derive(Clone, PartialEq, Debug)]
pub struct ReminderDrafted {
    /// `reminder`, `summary`, `bulletin`, `inspection`, `meeting`, or a word of the pack's own.
    pub kind: String,
    /// How often.
    pub rhythm: Rhythm,
    /// The words it rests on.
    pub citation: String,
    /// The sentence they stand in.
    pub sentence: String,
}

/// A figure that a notice tells (1400余场次).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FigureDrafted {
    /// What was counted, as it is written.
    pub name: String,
    /// The number; of 1.3万 the whole.
    pub value: Amount,
    /// What it is counted in.
    pub unit: String,
    /// How close the number is.
    pub closeness: Closeness,
    /// The figure of ours that it may be.
    pub key: Option<String>,
    /// The sentence it stands in.
    pub sentence: String,
}

/// How close a number is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closeness {
    /// As it says.
    Exact,
    /// 余, 多, 超过.
    More,
    /// 近.
    Nearly,
    /// 约.
    About,
}

impl Closeness {
    /// `exact`, `more`, `nearly`, `about`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Closeness::Exact => "exact",
            Closeness::More => "more",
            Closeness::Nearly => "nearly",
            Closeness::About => "about",
        }
    }
}

/// Finds what a notice asks and tells. The text is clean: simplified, without pinyin, a line for each paragraph.
/// What is said twice is drafted once, with its first sentence.
#[must_use]
pub fn plan_draft(text: &str, words: &NoticeWords, rules: &RuleSet) -> PlanDraft {
    let mut draft = PlanDraft::default();
    for written in sentences(text) {
        let sentence = Sentence::new(written);
        let found = asked::asked(&sentence, words, &rules.draft);
        let figures = figure::figures(&sentence, &found.places, words, &rules.draft);
        for duty in found.duties {
            let sentence = written.to_owned();
            let known = known(&duty, rules);
            let whom = whom(&duty.who, rules);
            let who = whom.is_none().then_some(DutyDoubt::Who);
            draft.add_duty(DutyDrafted {
                sentence,
                duty: known,
                doubts: who.into_iter().chain(duty.doubts).collect(),
                whom,
                ..duty
            });
        }
        for reminder in found.reminders {
            let sentence = written.to_owned();
            draft.add_reminder(ReminderDrafted { sentence, ..reminder });
        }
        for figure in figures {
            let sentence = written.to_owned();
            draft.add_figure(FigureDrafted { sentence, ..figure });
        }
    }
    draft
}

impl PlanDraft {
    fn add_duty(&mut self, duty: DutyDrafted) {
        let is_same = |known: &DutyDrafted| {
            let same_people = known.who == duty.who || known.who.is_empty() || duty.who.is_empty();
            same_people && (known.kind, known.minimum, known.rhythm) == (duty.kind, duty.minimum, duty.rhythm)
        };
        if !self.duties.iter().any(is_same) {
            self.duties.push(duty);
        }
    }

    fn add_reminder(&mut self, reminder: ReminderDrafted) {
        let is_same =
            |known: &ReminderDrafted| (&known.kind, known.rhythm) == (&reminder.kind, reminder.rhythm);
        if !self.reminders.iter().any(is_same) {
            self.reminders.push(reminder);
        }
    }

    fn add_figure(&mut self, figure: FigureDrafted) {
        let is_same = |known: &FigureDrafted| {
            (&known.name, known.value, &known.unit) == (&figure.name, figure.value, &figure.unit)
        };
        if !self.figures.iter().any(is_same) {
            self.figures.push(figure);
        }
    }
}

/// The pack's duty that asks the same.
fn known(drafted: &DutyDrafted, rules: &RuleSet) -> Option<String> {
    let themed = drafted.kind == DutyKind::Themed;
    let same = rules.duties.iter().find(|duty| {
        let asks = (duty.period, duty.minimum) == (drafted.rhythm, drafted.minimum);
        asks && duty.counts.themed == themed && drafted.kind != DutyKind::Micro
    });
    same.map(|duty| duty.id.clone())
}
