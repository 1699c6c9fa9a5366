//! One step of a finding: who may take it, at which stage, and what becomes of the finding.
//! Must not know days that are not the pack's.

use jiff::civil::Date;

use super::{Contested, Doer, Finding, FindingRefusal, Part, Stage, Step, StepKind};
use crate::rule_set::OversightRule;
use crate::workday::Workdays;

impl StepKind {
    /// Who may take it.
    #[must_use]
    pub fn part(self) -> Part {
        match self {
            StepKind::Order | StepKind::Close | StepKind::Extend | StepKind::Decline | StepKind::Withdraw => {
                Part::Office
            }
            StepKind::Measure | StepKind::Prove | StepKind::AskExtension | StepKind::Appeal => {
                Part::Responsible
            }
            StepKind::Pass | StepKind::Fail | StepKind::Reopen => Part::Inspector,
            StepKind::Uphold | StepKind::Dismiss => Part::Above,
        }
    }

    /// At which stages it may be taken.
    #[must_use]
    pub fn stages(self) -> &'static [Stage] {
        match self {
            StepKind::Order => &[Stage::Found],
            // Measures may be put right until proof is in.
            StepKind::Measure => &[Stage::Ordered, Stage::Measured],
            StepKind::Prove => &[Stage::Measured],
            StepKind::Pass | StepKind::Fail => &[Stage::Proven],
            StepKind::Close => &[Stage::Rechecked],
            StepKind::AskExtension | StepKind::Extend | StepKind::Decline => {
                &[Stage::Ordered, Stage::Measured]
            }
            StepKind::Reopen => &[Stage::Closed],
            StepKind::Appeal | StepKind::Uphold | StepKind::Dismiss => &[
                Stage::Ordered,
                Stage::Measured,
                Stage::Proven,
                Stage::Rechecked,
                Stage::Closed,
            ],
            StepKind::Withdraw => &[Stage::Found, Stage::Ordered, Stage::Measured, Stage::Proven],
        }
    }
}

impl Finding {
    /// The finding after a step.
    ///
    /// # Errors
    /// Why the step cannot be taken; the finding is as it was.
    pub fn take(
        &self,
        step: Step<'_>,
        by: Doer,
        on: Date,
        (rules, workdays): (&OversightRule, &Workdays),
    ) -> Result<Finding, FindingRefusal> {
        self.permit(step, by, on)?;
        let mut next = self.clone();
        let contested = Contested {
            step: step.kind,
            by: by.account,
            on,
        };
        match step.kind {
            StepKind::Order => next.begin(Stage::Ordered, contested, rules, workdays),
            StepKind::Measure => next.worked(Stage::Measured, by),
            StepKind::Prove => {
                next.worked(Stage::Proven, by);
                next.extension_asked = None;
                next.due = Some(workdays.plus_workdays(on, rules.recheck_workdays));
            }
            StepKind::Pass => next.stage = Stage::Rechecked,
            StepKind::Fail => next.begin(Stage::Measured, contested, rules, workdays),
            StepKind::Close => {
                next.end(Stage::Closed);
                next.closed_on = Some(on);
            }
            StepKind::AskExtension => next.ask_extension(on, rules)?,
            StepKind::Extend => {
                next.answered()?;
                next.extend(rules, workdays);
            }
            StepKind::Decline => {
                next.answered()?;
                next.contestable = Some(contested);
            }
            StepKind::Reopen => {
                let until = self.relapse_until(rules).unwrap_or(Date::MIN);
                if on > until {
                    return Err(FindingRefusal::NoRelapse { until });
                }
                next.reopened += 1;
                next.begin(Stage::Ordered, contested, rules, workdays);
            }
            StepKind::Appeal => next.appealed(on, rules, workdays)?,
            StepKind::Uphold | StepKind::Dismiss => {
                next.answer_appeal(step.kind, by, on, (rules, workdays))?;
            }
            StepKind::Withdraw => next.end(Stage::Withdrawn),
        }
        Ok(next)
    }

    /// What holds of every step.
    fn permit(&self, step: Step<'_>, by: Doer, on: Date) -> Result<(), FindingRefusal> {
        let kind = step.kind;
        if !kind.stages().contains(&self.stage) {
            return Err(FindingRefusal::WrongStage(self.stage));
        }
        if by.part != kind.part() {
            return Err(FindingRefusal::WrongPart(kind.part()));
        }
        let last = self.last_day();
        if on < last {
            return Err(FindingRefusal::BeforeLastStep { on: last });
        }
        let is_answer = matches!(kind, StepKind::Uphold | StepKind::Dismiss);
        match &self.appeal {
            Some(appeal) if !is_answer => return Err(FindingRefusal::AppealOpen { until: appeal.due }),
            None if is_answer => return Err(FindingRefusal::NoAppeal),
            _ => {}
        }
        if kind.asks_words() && step.said.trim().is_empty() {
            return Err(FindingRefusal::WordsNeeded(kind));
        }
        let looks_again = matches!(kind, StepKind::Pass | StepKind::Fail);
        let knows_it = by.account == self.found_by || self.worked_on_by.contains(&by.account);
        if looks_again && knows_it {
            return Err(FindingRefusal::AnotherPersonNeeded);
        }
        Ok(())
    }

    fn last_day(&self) -> Date {
        let days = [
            Some(self.found_on),
            self.contestable.map(|step| step.on),
            self.appeal.map(|appeal| appeal.on),
            self.extension_asked,
            self.closed_on,
        ];
        days.into_iter().flatten().max().unwrap_or(Date::MIN)
    }

    /// A deadline begins; a failed re-check gives the whole of it again, since other measures are needed.
    fn begin(&mut self, stage: Stage, contested: Contested, rules: &OversightRule, workdays: &Workdays) {
        self.stage = stage;
        self.due = Some(workdays.plus_workdays(contested.on, rules.rectify.of(self.severity)));
        self.contestable = Some(contested);
    }

    fn worked(&mut self, stage: Stage, by: Doer) {
        self.stage = stage;
        if !self.worked_on_by.contains(&by.account) {
            self.worked_on_by.push(by.account);
        }
    }

    /// The deadline is moved once more.
    pub(super) fn extend(&mut self, rules: &OversightRule, workdays: &Workdays) {
        self.extensions += 1;
        self.due = self
            .due
            .map(|due| workdays.plus_workdays(due, rules.extension_workdays));
    }

    /// It is over: no deadline runs, and nothing can be contested.
    pub(super) fn end(&mut self, stage: Stage) {
        self.stage = stage;
        self.due = None;
        self.contestable = None;
    }

    fn ask_extension(&mut self, on: Date, rules: &OversightRule) -> Result<(), FindingRefusal> {
        if self.extensions >= rules.extensions {
            return Err(FindingRefusal::ExtendedAlready {
                most: rules.extensions,
            });
        }
        if self.extension_asked.is_some() {
            return Err(FindingRefusal::AskedAlready);
        }
        if let Some(due) = self.due.filter(|due| on > *due) {
            return Err(FindingRefusal::DeadlineOver { due });
        }
        self.extension_asked = Some(on);
        Ok(())
    }

    /// An extension that was asked for in time is granted or declined later too: the office's delay is not the unit's.
    fn answered(&mut self) -> Result<(), FindingRefusal> {
        self.extension_asked
            .take()
            .map(|_| ())
            .ok_or(FindingRefusal::NotAsked)
    }

    fn answer_appeal(
        &mut self,
        kind: StepKind,
        by: Doer,
        on: Date,
        (rules, workdays): (&OversightRule, &Workdays),
    ) -> Result<(), FindingRefusal> {
        let appeal = self.appeal.ok_or(FindingRefusal::NoAppeal)?;
        if appeal.against.by == by.account {
            return Err(FindingRefusal::AnotherPersonNeeded);
        }
        if kind == StepKind::Uphold {
            self.upheld(appeal, on, rules, workdays);
        } else {
            self.resume(appeal, on, workdays);
        }
        Ok(())
    }
}
