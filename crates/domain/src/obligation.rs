//! What each organisation owes, and where it stands: the rule reads as the notice reads.
//!
//! [`standing`] returns its proof: what counted, what did not, by which rule. Whatever explains a figure prints
//! that proof, so an explanation cannot drift from the figure. Must not read a clock: today is an argument.

mod counting;
mod credit;
mod lending;
mod owed;

use jiff::civil::Date;

pub(crate) use counting::View;
pub use credit::{Credits, Delivery, Via};
pub use owed::{Scope, obligation, obligations_for};
pub(crate) use owed::{ground, is_prorated, prorated};

use crate::facts::{Excusal, PlanItem};
use crate::id::{ExcusalId, LectureId, OrganisationId};
use crate::organisation::Organisation;
use crate::period::{Period, days_between, plus_days};
use crate::rule_set::Duty;

/// 应讲任务: one duty of one organisation in one period.
#[derive(Clone, PartialEq, Debug)]
pub struct Obligation<'a> {
    /// Whose.
    pub organisation: &'a Organisation,
    /// By which version of which rule.
    pub duty: &'a Duty,
    /// For which period.
    pub period: Period,
    /// How many lectures.
    pub minimum: u32,
    /// Why it is owed at all, or why not.
    pub ground: Ground,
}

/// Why an obligation is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ground {
    /// The organisation was there in time and owes the whole minimum.
    Owed,
    /// Founded inside the period, early enough to owe (E2, E5).
    OwedSince(Date),
    /// The rule exempts it.
    ExemptByRule(String),
    /// 并入 or 撤销 inside the period: not active at its end (E1).
    ClosedInside(Date, Option<OrganisationId>),
}

/// 完成情况: where an obligation stands on a day. What is not due yet is no obligation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Still time.
    Due {
        /// Days to the end of the period.
        in_days: i32,
    },
    /// Still time, but little, and nothing counted or completely planned.
    AtRisk {
        /// Days to the end of the period.
        in_days: i32,
    },
    /// Done.
    Met {
        /// The lecture that completed the minimum.
        by: LectureId,
        /// Its day.
        on: Date,
    },
    /// 补讲: done in the make-up window.
    MadeUp {
        /// The lecture that completed the minimum.
        by: LectureId,
        /// Its day.
        on: Date,
        /// Days after the end of the period.
        late_by: i32,
    },
    /// 免讲.
    Excused {
        /// The grant; none when the rule itself exempts.
        by: Option<ExcusalId>,
    },
    /// 逾期未讲.
    Overdue {
        /// Days since the end of the period.
        for_days: i32,
    },
    /// The organisation ended inside the period.
    Closed {
        /// Its successor.
        into: Option<OrganisationId>,
    },
}

/// The standings without their facts, in the order reports list them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
#[expect(missing_docs, reason = "see Standing")]
pub enum StandingKind {
    Met,
    MadeUp,
    Due,
    AtRisk,
    Overdue,
    Excused,
    Closed,
}

impl Standing {
    /// Whether there is still time and something to do.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.kind().is_open()
    }

    /// Which standing it is.
    #[must_use]
    pub fn kind(&self) -> StandingKind {
        match self {
            Standing::Met { .. } => StandingKind::Met,
            Standing::MadeUp { .. } => StandingKind::MadeUp,
            Standing::Due { .. } => StandingKind::Due,
            Standing::AtRisk { .. } => StandingKind::AtRisk,
            Standing::Overdue { .. } => StandingKind::Overdue,
            Standing::Excused { .. } => StandingKind::Excused,
            Standing::Closed { .. } => StandingKind::Closed,
        }
    }
}

impl StandingKind {
    /// All, in order.
    pub const ALL: [StandingKind; 7] = [
        StandingKind::Met,
        StandingKind::MadeUp,
        StandingKind::Due,
        StandingKind::AtRisk,
        StandingKind::Overdue,
        StandingKind::Excused,
        StandingKind::Closed,
    ];

    /// Whether such an organisation is among those with an active duty (the denominator of completion).
    #[must_use]
    pub fn is_active(self) -> bool {
        !matches!(self, StandingKind::Excused | StandingKind::Closed)
    }

    /// Whether there is still time and something to do.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, StandingKind::Due | StandingKind::AtRisk)
    }

    /// The key in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            StandingKind::Met => "met",
            StandingKind::MadeUp => "made_up",
            StandingKind::Due => "due",
            StandingKind::AtRisk => "at_risk",
            StandingKind::Overdue => "overdue",
            StandingKind::Excused => "excused",
            StandingKind::Closed => "closed",
        }
    }
}

/// A lecture that counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counted {
    /// Which.
    pub lecture: LectureId,
    /// The day it belongs to.
    pub on: Date,
    /// How it came to this organisation.
    pub via: Via,
    /// Whether it counted from the period before (E13) or as a make-up.
    pub how: How,
}

/// In which way a lecture counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// Held inside the period.
    InPeriod,
    /// 补讲: held in the make-up window.
    MakeUp,
    /// Left over from the period before, where the rule allows it (E13).
    Carried,
}

/// A lecture that did not count, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotCounted {
    /// Which.
    pub lecture: LectureId,
    /// The day it belongs to, if held.
    pub on: Option<Date>,
    /// Why not.
    pub reason: Reason,
}

/// Why a lecture does not count towards an obligation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// Planned, not held.
    NotHeld,
    /// Held, not recorded.
    NotRecorded,
    /// 等同意补录: told late, and an office has not agreed yet (E12).
    Waiting,
    /// 不同意补录: an office did not agree (E12).
    Declined,
    /// 退回, and its deadline passed.
    SentBack,
    /// 未成讲 (E38).
    Cancelled,
    /// Its kind does not count (a micro lecture, L3).
    Kind(String),
    /// Not a themed lecture.
    NotThemed,
    /// Its speaker's class does not count.
    SpeakerClass(String),
    /// Held before the period.
    Before(Date),
    /// Held after the period and its make-up window (E9: planned in it, held after it).
    After(Date),
    /// Given to make up another period.
    MakesUp(String),
    /// Joint lectures do not count for co-hosts, or not at all.
    Joint,
    /// More joint lectures than the rule counts in a year.
    JointLimit(u32),
    /// Of an organisation merged in, where the rule inherits none, or of another period (E1).
    NotInherited(OrganisationId),
}

/// A standing and what it rests on.
#[derive(Clone, PartialEq, Debug)]
pub struct Proof<'a> {
    /// What was owed.
    pub obligation: Obligation<'a>,
    /// The day it was asked of.
    pub as_of: Date,
    /// Where it stands.
    pub standing: Standing,
    /// What counted, by day.
    pub counted: Vec<Counted>,
    /// What did not, by day, with the reason.
    pub not_counted: Vec<NotCounted>,
    /// The complete plan that keeps it from being at risk.
    pub planned_on: Option<Date>,
}

/// Lectures this many days around a period are named among those that did not count.
const NEAR_DAYS: i32 = 31;

/// Where an obligation stands on a day, with the proof.
///
/// `delivered` are the lectures credited to this organisation, `excusals` and `plan` its own.
/// 每季度至少安排1次党课; at risk: due, nothing counted, fewer than `at_risk_days` left, and no complete plan item
/// before the end (F4).
#[must_use]
pub fn standing<'a>(
    obligation: Obligation<'a>,
    delivered: &[Delivery<'_>],
    excusals: &[&Excusal],
    plan: &[&PlanItem],
    today: Date,
) -> Proof<'a> {
    let view = View {
        delivered,
        excusals,
        today,
    };
    let tally = counting::tally(&obligation, view);
    let planned_on = next_plan((obligation.duty, &obligation.period), plan, today);
    let standing = conclude(&obligation, &tally.counted, excusals, planned_on, today);
    Proof {
        obligation,
        as_of: today,
        standing,
        counted: tally.counted,
        not_counted: tally.not_counted,
        planned_on,
    }
}

fn conclude(
    obligation: &Obligation<'_>,
    counted: &[Counted],
    excusals: &[&Excusal],
    planned_on: Option<Date>,
    today: Date,
) -> Standing {
    if let Some(exempt) = exemption(
        &obligation.ground,
        (obligation.duty, &obligation.period),
        excusals,
    ) {
        return exempt;
    }
    let needed = usize::try_from(obligation.minimum).unwrap_or(usize::MAX);
    let last = obligation.period.last;
    if let Some(completing) = needed.checked_sub(1).and_then(|index| counted.get(index)) {
        let (by, on) = (completing.lecture, completing.on);
        return match completing.how {
            How::MakeUp => Standing::MadeUp {
                by,
                on,
                late_by: days_between(last, on),
            },
            How::InPeriod | How::Carried => Standing::Met { by, on },
        };
    }
    let in_days = days_between(today, last);
    if today > plus_days(last, days(obligation.duty.grace_days)) {
        Standing::Overdue { for_days: -in_days }
    } else if counted.is_empty() && in_days < days(obligation.duty.at_risk_days) && planned_on.is_none() {
        Standing::AtRisk {
            in_days: in_days.max(0),
        }
    } else {
        Standing::Due {
            in_days: in_days.max(0),
        }
    }
}

/// Closed and exempt organisations owe nothing, whatever they did.
pub(crate) fn exemption(
    ground: &Ground,
    (duty, period): (&Duty, &Period),
    excusals: &[&Excusal],
) -> Option<Standing> {
    match ground {
        Ground::ClosedInside(_, into) => return Some(Standing::Closed { into: *into }),
        Ground::ExemptByRule(_) => return Some(Standing::Excused { by: None }),
        Ground::Owed | Ground::OwedSince(_) => {}
    }
    excusals
        .iter()
        .find(|excusal| covers(excusal, duty, period))
        .map(|excusal| Standing::Excused { by: Some(excusal.id) })
}

/// An exemption covers a period when it holds on its last day.
fn covers(excusal: &Excusal, duty: &Duty, period: &Period) -> bool {
    let of_duty = excusal.duty.as_ref().is_none_or(|id| *id == duty.id);
    of_duty && excusal.from <= period.last && excusal.until.is_none_or(|until| until >= period.last)
}

/// The next complete plan item that still lies before the end of the period (F4).
pub(crate) fn next_plan((duty, period): (&Duty, &Period), plan: &[&PlanItem], today: Date) -> Option<Date> {
    plan.iter()
        .filter(|item| item.duty == duty.id && item.is_complete())
        .filter_map(|item| item.on)
        .filter(|on| *on >= today && period.contains(*on))
        .min()
}

/// Ten thousand years: no rule means more, and the calendar ends.
const MOST_DAYS: u32 = 3_652_500;

/// A rule's days as the calendar counts them.
pub(crate) fn days(count: u32) -> i32 {
    i32::try_from(count.min(MOST_DAYS)).unwrap_or(i32::MAX)
}
