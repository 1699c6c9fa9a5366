//! Inspections and findings in words (巡查、抽查、自查，整改，约谈): stages, deeds, deadlines, reasons to say no, and what a draw shows in
//! sentences that one can say aloud. Must not decide anything: `domain::finding` and `domain::inspection` do.

mod drawing;
mod result;

pub use result::PlannedSize;

use domain::finding::{FindingRefusal, InterviewRefusal, Part, Severity, Stage, StepKind, Waiting};
use domain::rule_set::OversightRule;

use crate::{Advice, Words};

impl Words {
    /// 轻微、一般、严重.
    #[must_use]
    pub fn severity(&self, severity: Severity) -> String {
        let key = match severity {
            Severity::Slight => "finding-severity-slight",
            Severity::Ordinary => "finding-severity-ordinary",
            Severity::Serious => "finding-severity-serious",
        };
        self.say(key, &[])
    }

    /// How far a finding has come.
    #[must_use]
    pub fn finding_stage(&self, stage: Stage) -> String {
        let key = match stage {
            Stage::Found => "finding-stage-found",
            Stage::Ordered => "finding-stage-ordered",
            Stage::Measured => "finding-stage-measured",
            Stage::Proven => "finding-stage-proven",
            Stage::Rechecked => "finding-stage-rechecked",
            Stage::Closed => "finding-stage-closed",
            Stage::Withdrawn => "finding-stage-withdrawn",
        };
        self.say(key, &[])
    }

    /// What is done with a finding, as a button says it.
    #[must_use]
    pub fn finding_step(&self, step: StepKind) -> String {
        let key = match step {
            StepKind::Order => "finding-step-order",
            StepKind::Measure => "finding-step-measure",
            StepKind::Prove => "finding-step-prove",
            StepKind::Pass => "finding-step-pass",
            StepKind::Fail => "finding-step-fail",
            StepKind::Close => "finding-step-close",
            StepKind::AskExtension => "finding-step-ask-extension",
            StepKind::Extend => "finding-step-extend",
            StepKind::Decline => "finding-step-decline",
            StepKind::Reopen => "finding-step-reopen",
            StepKind::Appeal => "finding-step-appeal",
            StepKind::Uphold => "finding-step-uphold",
            StepKind::Dismiss => "finding-step-dismiss",
            StepKind::Withdraw => "finding-step-withdraw",
        };
        self.say(key, &[])
    }

    /// As what somebody acts on a finding.
    #[must_use]
    pub fn finding_part(&self, part: Part) -> String {
        let key = match part {
            Part::Inspector => "finding-part-inspector",
            Part::Responsible => "finding-part-responsible",
            Part::Office => "finding-part-office",
            Part::Above => "finding-part-above",
        };
        self.say(key, &[])
    }

    /// What a finding waits for, and until when.
    #[must_use]
    pub fn finding_waiting(&self, waiting: Waiting) -> String {
        let until = |key: &str, day| self.say(key, &[("day", self.date(day).into())]);
        match waiting {
            Waiting::Order => self.say("finding-waiting-order", &[]),
            Waiting::Rectification { due } => until("finding-waiting-rectification", due),
            Waiting::Overdue { due, workdays } => self.say(
                "finding-waiting-overdue",
                &[("day", self.date(due).into()), ("workdays", workdays.into())],
            ),
            Waiting::Extension { asked } => until("finding-waiting-extension", asked),
            Waiting::Recheck { due } => until("finding-waiting-recheck", due),
            Waiting::RecheckLate { due } => until("finding-waiting-recheck-late", due),
            Waiting::Closing => self.say("finding-waiting-closing", &[]),
            Waiting::Answer { due } => until("finding-waiting-answer", due),
            Waiting::AnswerLate { due } => until("finding-waiting-answer-late", due),
            Waiting::LookingBack { until: day } => until("finding-waiting-looking-back", day),
            Waiting::Nothing => self.say("finding-waiting-nothing", &[]),
        }
    }

    /// Why a step of a finding is refused, and what to do.
    #[must_use]
    pub fn finding_refusal(&self, refusal: &FindingRefusal) -> Advice {
        let on = |key: &str, day| self.advice(key, &[("day", self.date(day).into())]);
        match refusal {
            FindingRefusal::WrongStage(stage) => self.advice(
                "finding-refusal-wrong-stage",
                &[("stage", self.finding_stage(*stage).into())],
            ),
            FindingRefusal::WrongPart(part) => self.advice(
                "finding-refusal-wrong-part",
                &[("part", self.finding_part(*part).into())],
            ),
            FindingRefusal::WordsNeeded(step) => self.advice(
                "finding-refusal-words-needed",
                &[("step", self.finding_step(*step).into())],
            ),
            FindingRefusal::AnotherPersonNeeded => self.advice("finding-refusal-another-person", &[]),
            FindingRefusal::ExtendedAlready { most } => {
                self.advice("finding-refusal-extended-already", &[("most", (*most).into())])
            }
            FindingRefusal::NotAsked => self.advice("finding-refusal-not-asked", &[]),
            FindingRefusal::AskedAlready => self.advice("finding-refusal-asked-already", &[]),
            FindingRefusal::DeadlineOver { due } => on("finding-refusal-deadline-over", *due),
            FindingRefusal::AppealOpen { until } => on("finding-refusal-appeal-open", *until),
            FindingRefusal::NoAppeal => self.advice("finding-refusal-no-appeal", &[]),
            FindingRefusal::NothingToContest => self.advice("finding-refusal-nothing-to-contest", &[]),
            FindingRefusal::AppealOver { until } => on("finding-refusal-appeal-over", *until),
            FindingRefusal::NoRelapse { until } => on("finding-refusal-no-relapse", *until),
            FindingRefusal::BeforeLastStep { on: day } => on("finding-refusal-before-last-step", *day),
        }
    }

    /// Why a step of an interview is refused, and what to do.
    #[must_use]
    pub fn interview_refusal(&self, refusal: InterviewRefusal) -> Advice {
        match refusal {
            InterviewRefusal::WithOneself => self.advice("interview-refusal-with-oneself", &[]),
            InterviewRefusal::NotTheParty => self.advice("interview-refusal-not-the-one", &[]),
            InterviewRefusal::WordsNeeded => self.advice("interview-refusal-words-needed", &[]),
            InterviewRefusal::Future { on } => {
                self.advice("interview-refusal-future", &[("day", self.date(on).into())])
            }
            InterviewRefusal::NotHeld => self.advice("interview-refusal-not-held", &[]),
            InterviewRefusal::HeldAlready => self.advice("interview-refusal-held-already", &[]),
            InterviewRefusal::AgreedAlready => self.advice("interview-refusal-agreed-already", &[]),
        }
    }

    /// The numbers of inspections and findings, one sentence a line.
    #[must_use]
    pub fn oversight_lines(&self, rules: &OversightRule) -> Vec<String> {
        vec![
            self.say(
                "oversight-rectify",
                &[
                    ("slight", rules.rectify.slight.into()),
                    ("ordinary", rules.rectify.ordinary.into()),
                    ("serious", rules.rectify.serious.into()),
                ],
            ),
            match rules.extensions {
                0 => self.say("oversight-no-extension", &[]),
                times => self.say(
                    "oversight-extension",
                    &[("times", times.into()), ("days", rules.extension_workdays.into())],
                ),
            },
            self.say(
                "oversight-recheck",
                &[
                    ("days", rules.recheck_workdays.into()),
                    ("months", rules.relapse_months.into()),
                ],
            ),
            self.say(
                "oversight-appeal",
                &[
                    ("days", rules.appeal_workdays.into()),
                    ("answer", rules.answer_workdays.into()),
                ],
            ),
            self.say(
                "oversight-draw",
                &[
                    ("random", rules.random_percent.into()),
                    ("second", rules.second_percent.into()),
                ],
            ),
        ]
    }
}
