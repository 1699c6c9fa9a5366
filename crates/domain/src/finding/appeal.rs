//! Appeals (申诉): against each step that falls on a unit, with a deadline for the answer. While one is open no deadline runs.
//! Must not decide one.

use jiff::civil::Date;

use super::{Finding, FindingRefusal, Stage, StepKind};
use crate::id::AccountId;
use crate::rule_set::OversightRule;
use crate::workday::Workdays;

/// A step that one may appeal against: the last that fell on the unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Contested {
    /// Which: an order, a failed re-check, a declined extension, a re-opening.
    pub step: StepKind,
    /// Who took it: somebody else answers.
    pub by: AccountId,
    /// When.
    pub on: Date,
}

/// An appeal that waits for its answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Appeal {
    /// Against what.
    pub against: Contested,
    /// When it was made.
    pub on: Date,
    /// Until when it is answered.
    pub due: Date,
}

impl Contested {
    /// The last day an appeal can be made.
    #[must_use]
    pub fn until(&self, rules: &OversightRule, workdays: &Workdays) -> Date {
        workdays.plus_workdays(self.on, rules.appeal_workdays)
    }
}

impl Finding {
    pub(super) fn appealed(
        &mut self,
        on: Date,
        rules: &OversightRule,
        workdays: &Workdays,
    ) -> Result<(), FindingRefusal> {
        let against = self.contestable.ok_or(FindingRefusal::NothingToContest)?;
        let until = against.until(rules, workdays);
        if on > until {
            return Err(FindingRefusal::AppealOver { until });
        }
        self.contestable = None;
        self.appeal = Some(Appeal {
            against,
            on,
            due: workdays.plus_workdays(on, rules.answer_workdays),
        });
        Ok(())
    }

    /// 申诉成立: what was contested is taken back.
    pub(super) fn upheld(&mut self, appeal: Appeal, on: Date, rules: &OversightRule, workdays: &Workdays) {
        self.resume(appeal, on, workdays);
        match appeal.against.step {
            StepKind::Fail => {
                // Looked at once more, by another person than the first time.
                self.stage = Stage::Proven;
                self.worked_on_by.push(appeal.against.by);
                self.due = Some(workdays.plus_workdays(on, rules.recheck_workdays));
            }
            StepKind::Decline => self.extend(rules, workdays),
            StepKind::Reopen => {
                self.end(Stage::Closed);
                self.reopened = self.reopened.saturating_sub(1);
            }
            _ => self.end(Stage::Withdrawn),
        }
    }

    /// The deadline goes on by the workdays for which the appeal was open.
    pub(super) fn resume(&mut self, appeal: Appeal, on: Date, workdays: &Workdays) {
        self.appeal = None;
        let open = workdays.workdays_between(appeal.on, on);
        // What was late before the appeal stays late by as much.
        self.due = self.due.map(|due| workdays.plus_workdays(due, open));
    }
}
