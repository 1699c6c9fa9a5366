//! What is still to be done on a day: what is owed and neither held nor planned, and records that were sent back.
//! Must not say anything to whoever has nothing to do: met, excused, closed and planned are silent.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::reminder_days;
use crate::facts::{Facts, PlanItem};
use crate::id::{LectureId, OrganisationId};
use crate::lecture::{Lecture, LectureState};
use crate::obligation::{Proof, Standing, StandingKind};
use crate::period::{Period, days_between, plus_days};
use crate::rule_set::{Duty, Escalation, Occurrence};
use crate::status::Board;
use crate::workday::Workdays;

/// Everything still to be done below the root of a tree on a day.
#[derive(Clone, PartialEq, Debug)]
pub struct Reminder {
    /// The day.
    pub on: Date,
    /// In the order of the tree, then of the pack's duties, then by time.
    pub needs: Vec<Need>,
}

/// Something an organisation still has to do.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Need {
    /// Whose.
    pub organisation: OrganisationId,
    /// What.
    pub matter: Matter,
    /// How many reminders it has been in before this one.
    pub weeks: u32,
    /// How far up it is told.
    pub step: Step,
    /// Nobody holds the accountable post: the organisation above answers for it (F2).
    pub is_vacant: bool,
}

/// What is to be done.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    /// A duty is open.
    Owed {
        /// Which duty.
        duty: String,
        /// In which period.
        period: Period,
        /// Lectures still lacking.
        lacking: u32,
        /// How it stands.
        open: Open,
    },
    /// 退回: a record was sent back, to be mended.
    SentBack {
        /// Which.
        lecture: LectureId,
        /// Last day on which it still counts.
        until: Date,
    },
}

impl Matter {
    /// The last day on which something can still be done about it.
    #[must_use]
    pub fn last_day(&self) -> Date {
        match self {
            Matter::SentBack { until, .. }
            | Matter::Owed {
                open: Open::RecordLate { until, .. } | Open::MakeUp { until, .. },
                ..
            } => *until,
            Matter::Owed { period, .. } => period.last,
        }
    }
}

/// How an open duty stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Open {
    /// Nothing is planned yet.
    NotPlanned {
        /// Days to the end of the period.
        in_days: i32,
    },
    /// Little time is left and nothing is planned.
    AtRisk {
        /// Days to the end of the period.
        in_days: i32,
    },
    /// The planned day has gone by and nothing was recorded.
    Slipped {
        /// The planned day.
        planned_on: Date,
        /// Days to the end of the period.
        in_days: i32,
    },
    /// 逾期: what was held inside the period may still be recorded (E12).
    RecordLate {
        /// Days since the end of the period.
        for_days: i32,
        /// Until when, with the township's approval.
        until: Date,
    },
    /// 逾期: it may still be made up.
    MakeUp {
        /// Days since the end of the period.
        for_days: i32,
        /// Until when.
        until: Date,
    },
}

/// How far up something is told (S5: after 1, 2 and 3 weeks).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Whoever has to do it.
    Secretary,
    /// The township too.
    Township,
    /// The township is asked to phone or to go there.
    Phone,
    /// The county too.
    County,
}

impl Step {
    fn after(weeks: u32, rule: Escalation) -> Step {
        if weeks >= rule.county {
            Step::County
        } else if weeks >= rule.phone {
            Step::Phone
        } else if weeks >= rule.township {
            Step::Township
        } else {
            Step::Secretary
        }
    }
}

impl Reminder {
    /// What is still to be done on the day of the board.
    #[must_use]
    pub fn of(board: &Board<'_>, workdays: &Workdays) -> Reminder {
        let today = board.today();
        let asking = Asking {
            board,
            workdays,
            holders: holders(board.facts(), today),
        };
        let mut needs = asking.owed();
        needs.extend(asking.sent_back());
        let place = |id: OrganisationId| board.tree().range(id).map(|(at, _)| at);
        // Stable: duties stay in the order of the pack, what was sent back comes after them.
        needs.sort_by_key(|need| place(need.organisation));
        Reminder { on: today, needs }
    }

    /// What an organisation and all below it still have to do.
    pub fn below<'a>(&'a self, board: &'a Board<'_>, top: OrganisationId) -> impl Iterator<Item = &'a Need> {
        let tree = board.tree();
        self.needs
            .iter()
            .filter(move |need| tree.is_within(need.organisation, top))
    }
}

struct Asking<'b, 'a> {
    board: &'b Board<'a>,
    workdays: &'b Workdays,
    /// Who holds which post where.
    holders: BTreeSet<(OrganisationId, &'a str)>,
}

fn holders(facts: &Facts, today: Date) -> BTreeSet<(OrganisationId, &str)> {
    let held = facts.posts.iter().filter(|post| post.held_on(today));
    held.map(|post| (post.organisation, post.role.as_str())).collect()
}

impl<'a> Asking<'_, 'a> {
    fn owed(&self) -> Vec<Need> {
        let mut found = Vec::new();
        for (occurrence, standings) in self.board.standing_kinds() {
            if self.last_day(&occurrence) < self.board.today() {
                continue;
            }
            let order = self.board.tree().preorder().iter();
            let undone = order.zip(standings).filter(|(_, kind)| {
                matches!(
                    kind,
                    Some(StandingKind::Due | StandingKind::AtRisk | StandingKind::Overdue)
                )
            });
            found.extend(undone.filter_map(|(id, _)| self.need(*id, &occurrence)));
        }
        found
    }

    /// The last day on which something can still be done about a duty in a period.
    fn last_day(&self, occurrence: &Occurrence<'_>) -> Date {
        let rules = self.board.rules();
        let days = occurrence.duty.make_up_days.max(rules.record.township_days);
        plus_days(occurrence.period.last, i32::try_from(days).unwrap_or(i32::MAX))
    }

    fn need(&self, id: OrganisationId, occurrence: &Occurrence<'a>) -> Option<Need> {
        let proof = self.board.proof(id, occurrence.clone())?;
        let duty = proof.obligation.duty;
        let open = self.open(&proof)?;
        let counted = u32::try_from(proof.counted.len()).unwrap_or(u32::MAX);
        let matter = Matter::Owed {
            duty: duty.id.clone(),
            lacking: proof.obligation.minimum.saturating_sub(counted).max(1),
            period: proof.obligation.period.clone(),
            open,
        };
        let weeks = match open {
            // Nothing presses yet: whoever is reminded each week from the first day on stops reading.
            Open::NotPlanned { .. } => 0,
            _ => self.reminders_since(pressing_since(&proof.obligation.period, duty)),
        };
        let post = duty.owner_post.as_deref();
        let is_vacant = post.is_some_and(|post| !self.holders.contains(&(id, post)));
        Some(self.told(id, matter, (weeks, is_vacant)))
    }

    fn told(&self, organisation: OrganisationId, matter: Matter, (weeks, is_vacant): (u32, bool)) -> Need {
        let step = Step::after(weeks, self.board.rules().reminder.escalate);
        Need {
            organisation,
            matter,
            weeks,
            step: if is_vacant { step.max(Step::Township) } else { step },
            is_vacant,
        }
    }

    fn open(&self, proof: &Proof<'_>) -> Option<Open> {
        let slipped = |in_days| {
            let planned_on = self.slipped(proof)?;
            Some(Open::Slipped { planned_on, in_days })
        };
        match proof.standing {
            Standing::Due { in_days } if proof.planned_on.is_none() => {
                Some(slipped(in_days).unwrap_or(Open::NotPlanned { in_days }))
            }
            Standing::AtRisk { in_days } => Some(slipped(in_days).unwrap_or(Open::AtRisk { in_days })),
            Standing::Overdue { for_days } => self.still_possible(proof, for_days),
            _ => None,
        }
    }

    /// What can still be done after the end of a period, the longer way first.
    fn still_possible(&self, proof: &Proof<'_>, for_days: i32) -> Option<Open> {
        let day = |days: u32| {
            plus_days(
                proof.obligation.period.last,
                i32::try_from(days).unwrap_or(i32::MAX),
            )
        };
        let (make_up, record) = (
            day(proof.obligation.duty.make_up_days),
            day(self.board.rules().record.township_days),
        );
        let today = self.board.today();
        if today <= make_up {
            Some(Open::MakeUp {
                for_days,
                until: make_up,
            })
        } else if today <= record {
            Some(Open::RecordLate {
                for_days,
                until: record,
            })
        } else {
            None
        }
    }

    /// The last planned day of a duty's period that has gone by without a record.
    fn slipped(&self, proof: &Proof<'_>) -> Option<Date> {
        let obligation = &proof.obligation;
        let is_for = |item: &&&PlanItem| item.duty == obligation.duty.id;
        let planned = self
            .board
            .plan_of(obligation.organisation.id)
            .iter()
            .filter(is_for);
        let days = planned.filter_map(|item| item.on);
        days.filter(|on| obligation.period.contains(*on) && *on < self.board.today())
            .max()
    }

    fn sent_back(&self) -> Vec<Need> {
        let lectures = self.board.facts().lectures.iter();
        lectures.filter_map(|lecture| self.to_mend(lecture)).collect()
    }

    fn to_mend(&self, lecture: &Lecture) -> Option<Need> {
        let LectureState::SentBack { at, until, .. } = &lecture.state else {
            return None;
        };
        let host = lecture.hosts.first()?.organisation;
        let zone = TimeZone::get(&self.board.rules().time_zone).unwrap_or(TimeZone::UTC);
        let sent_on = zone.to_datetime(*at).date();
        let today = self.board.today();
        if sent_on > today || *until < today {
            return None;
        }
        let matter = Matter::SentBack {
            lecture: lecture.id,
            until: *until,
        };
        Some(self.told(host, matter, (self.reminders_since(sent_on), false)))
    }

    /// How many reminders went out from a day on, today's not counted.
    fn reminders_since(&self, day: Date) -> u32 {
        let yesterday = plus_days(self.board.today(), -1);
        if yesterday < day {
            return 0;
        }
        let rule = &self.board.rules().reminder;
        u32::try_from(reminder_days(day, yesterday, rule, self.workdays).len()).unwrap_or(u32::MAX)
    }
}

/// The first day on which a duty without a plan is at risk.
fn pressing_since(period: &Period, duty: &Duty) -> Date {
    let days = i32::try_from(duty.at_risk_days).unwrap_or(i32::MAX);
    let since = plus_days(period.last, days.saturating_neg().saturating_add(1));
    if days_between(period.first, since) < 0 {
        period.first
    } else {
        since
    }
}
