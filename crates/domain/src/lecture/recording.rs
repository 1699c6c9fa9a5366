//! Delivered and recorded, in time or late (补录, E12).

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Draft, Held, Host, Lecture, LectureState, Origin, Signature, Speaker, StateKind};
use crate::period::days_between;
use crate::refusal::{Approver, DeliverRefusal, FactsRefusal, Missing, RecordRefusal};
use crate::rule_set::RuleSet;
use crate::workday::Workdays;

/// 党课记录: what is filed after a lecture. What is not named stays as planned.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Record {
    /// When it was held.
    pub held: Option<Held>,
    /// 应到人数.
    pub expected: Option<u32>,
    /// 实到人数.
    pub present: Option<u32>,
    /// The hosts with their own head counts (E11).
    pub hosts: Option<Vec<Host>>,
    /// Who actually spoke.
    pub speakers: Option<Vec<Speaker>>,
    /// 备注.
    pub note: Option<String>,
    /// Why it comes late.
    pub reason: Option<String>,
    /// Who approved that it comes late.
    pub approval: Option<Approval>,
}

/// An approval of a late record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Approval {
    /// At which level.
    pub level: Approver,
    /// By whom.
    pub by: String,
}

/// How late a record is (补录). Counted apart from those in time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Backfill {
    /// A row of a ledger, or a demonstration: outside these rules and outside timeliness.
    OutsideRules,
    /// Within the free workdays.
    InTime,
    /// Later: a reason and the township's approval.
    Late {
        /// Days since the lecture.
        days: i32,
    },
    /// Later still: a reason and the county's approval.
    VeryLate {
        /// Days since the lecture.
        days: i32,
    },
}

impl Backfill {
    /// Whether it carries the badge 补录.
    #[must_use]
    pub fn is_backfilled(self) -> bool {
        matches!(self, Backfill::Late { .. } | Backfill::VeryLate { .. })
    }
}

impl Lecture {
    /// It was held without ever having been scheduled here, or otherwise than its plan item says (E6, E9): the record
    /// follows at once, and refuses what is not said. Of the draft, `on` is the day it was planned for, if it was.
    #[must_use]
    pub fn held_already(draft: Draft, held: Option<Held>, rules: &RuleSet) -> Lecture {
        draft.lecture(LectureState::Delivered, held, rules)
    }

    /// It was held; the record is still to come.
    ///
    /// # Errors
    /// The state, a day still to come, an end before the beginning.
    pub fn deliver(self, held: Held, today: Date) -> Result<Lecture, DeliverRefusal> {
        self.is_one_of(&[StateKind::Planned])
            .map_err(DeliverRefusal::WrongState)?;
        check_held(held, today).map_err(DeliverRefusal::Facts)?;
        Ok(Lecture {
            state: LectureState::Delivered,
            held: Some(held),
            ..self
        })
    }

    /// Files the record. Within the free workdays nothing more is asked; later a reason and the township's approval,
    /// later still the county's (E12).
    ///
    /// # Errors
    /// The state, facts that cannot be, a reason or an approval that is missing.
    pub fn record(
        mut self,
        record: Record,
        by: Signature,
        rules: &RuleSet,
        workdays: &Workdays,
    ) -> Result<(Lecture, Backfill), RecordRefusal> {
        self.is_one_of(&[StateKind::Planned, StateKind::Delivered])
            .map_err(RecordRefusal::WrongState)?;
        self.held = record.held.or(self.held);
        self.expected = record.expected.or(self.expected);
        self.present = record.present.or(self.present);
        self.hosts = record.hosts.unwrap_or(self.hosts);
        self.speakers = record.speakers.unwrap_or(self.speakers);
        self.note = record.note.or(self.note);
        self.check_facts(by.today, rules).map_err(RecordRefusal::Facts)?;
        let backfill = self.backfill(by.today, rules, workdays);
        if let Some(needed) = approver(backfill) {
            let since = self
                .ended_on()
                .map_or(0, |ended| workdays.workdays_between(ended, by.today));
            if record.reason.is_none_or(|reason| reason.trim().is_empty()) {
                return Err(RecordRefusal::ReasonNeeded { workdays: since });
            }
            // 代填: who enters for a branch is the office whose approval is asked; the words are the branch's (X2).
            let recorder = (self.origin != Origin::OnBehalf).then_some(by.by.as_str());
            check_approval(record.approval.as_ref(), needed, recorder)?;
        }
        Ok((self.recorded(by), backfill))
    }

    /// How late a record filed on a day is (E12).
    #[must_use]
    pub fn backfill(&self, filed_on: Date, rules: &RuleSet, workdays: &Workdays) -> Backfill {
        if matches!(self.origin, Origin::Ledger | Origin::Demo) {
            return Backfill::OutsideRules;
        }
        let Some(ended) = self.ended_on() else {
            return Backfill::InTime;
        };
        let days = days_between(ended, filed_on);
        if workdays.workdays_between(ended, filed_on) <= rules.record.free_workdays {
            Backfill::InTime
        } else {
            lateness(days, rules)
        }
    }

    /// 等同意补录: whose approval a late record waits for; none for what does not wait (E12).
    #[must_use]
    pub fn waits_for(&self, rules: &RuleSet) -> Option<Approver> {
        let LectureState::Waiting { at, .. } = &self.state else {
            return None;
        };
        let zone = TimeZone::get(&rules.time_zone).unwrap_or(TimeZone::UTC);
        let ended = self.ended_on()?;
        let days = days_between(ended, zone.to_datetime(*at).date());
        approver(lateness(days, rules)).map(|(office, _)| office)
    }

    /// The same, waiting for an office to agree: told by somebody for a reason (E12).
    #[must_use]
    pub fn waiting(self, (at, by): (Timestamp, &str), reason: Option<&str>) -> Lecture {
        Lecture {
            state: LectureState::Waiting {
                at,
                by: by.to_owned(),
                reason: reason.unwrap_or_default().to_owned(),
            },
            ..self
        }
    }

    /// 及时: whether a record filed on a day is in time; none for what lies outside timeliness.
    #[must_use]
    pub fn is_timely(&self, filed_on: Date, rules: &RuleSet, workdays: &Workdays) -> Option<bool> {
        let ended = self
            .ended_on()
            .filter(|_| !matches!(self.origin, Origin::Ledger | Origin::Demo))?;
        Some(workdays.workdays_between(ended, filed_on) <= rules.record.timely_workdays)
    }

    /// Whether what is said of a lecture that was held can be.
    pub(super) fn check_facts(&self, today: Date, rules: &RuleSet) -> Result<(), FactsRefusal> {
        self.check_complete().map_err(FactsRefusal::Incomplete)?;
        let held = self
            .held
            .ok_or_else(|| FactsRefusal::Incomplete(vec![Missing::Time]))?;
        check_held(held, today)?;
        if rules.lecture_kind(&self.kind).is_none() {
            return Err(FactsRefusal::UnknownKind {
                kind: self.kind.clone(),
            });
        }
        check_heads(self.expected, self.present)?;
        for (index, host) in self.hosts.iter().enumerate() {
            check_heads(host.expected, host.present)?;
            if self
                .hosts
                .iter()
                .take(index)
                .any(|earlier| earlier.organisation == host.organisation)
            {
                return Err(FactsRefusal::HostTwice);
            }
        }
        check_sum(self.expected, self.hosts.iter().map(|host| host.expected))?;
        check_sum(self.present, self.hosts.iter().map(|host| host.present))
    }
}

/// How late a record is that comes after the free workdays.
fn lateness(days: i32, rules: &RuleSet) -> Backfill {
    if i64::from(days) <= i64::from(rules.record.township_days) {
        Backfill::Late { days }
    } else {
        Backfill::VeryLate { days }
    }
}

fn approver(backfill: Backfill) -> Option<(Approver, i32)> {
    match backfill {
        Backfill::OutsideRules | Backfill::InTime => None,
        Backfill::Late { days } => Some((Approver::Township, days)),
        Backfill::VeryLate { days } => Some((Approver::County, days)),
    }
}

fn check_approval(
    approval: Option<&Approval>,
    (needed, days): (Approver, i32),
    recorder: Option<&str>,
) -> Result<(), RecordRefusal> {
    match approval.filter(|approval| approval.level >= needed) {
        Some(approval) if Some(approval.by.as_str()) == recorder => Err(RecordRefusal::OwnApproval),
        Some(_) => Ok(()),
        None => Err(RecordRefusal::ApprovalNeeded { by: needed, days }),
    }
}

fn check_held(held: Held, today: Date) -> Result<(), FactsRefusal> {
    let backwards = matches!((held.starts_at, held.ends_at), (Some(starts), Some(ends)) if ends < starts);
    if held.ended_on < held.began_on || backwards {
        return Err(FactsRefusal::EndsBeforeItBegins);
    }
    if held.ended_on > today {
        return Err(FactsRefusal::Future {
            on: held.ended_on,
            today,
        });
    }
    Ok(())
}

fn check_heads(expected: Option<u32>, present: Option<u32>) -> Result<(), FactsRefusal> {
    match (expected, present) {
        (Some(expected), Some(present)) if present > expected => {
            Err(FactsRefusal::Arithmetic { expected, present })
        }
        _ => Ok(()),
    }
}

/// Heads counted at every host add up to the whole: nobody is counted twice (E11).
fn check_sum(whole: Option<u32>, each: impl Iterator<Item = Option<u32>>) -> Result<(), FactsRefusal> {
    let counted: Option<Vec<u32>> = each.collect();
    match (whole, counted) {
        (Some(whole), Some(counted)) => {
            let sum: u64 = counted.into_iter().map(u64::from).sum();
            if sum == u64::from(whole) {
                Ok(())
            } else {
                Err(FactsRefusal::HostsDoNotAddUp { sum, whole })
            }
        }
        _ => Ok(()),
    }
}
