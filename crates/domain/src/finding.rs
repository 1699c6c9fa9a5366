//! A finding on its way to being closed (发现的问题 → 整改通知书 → 整改措施 → 佐证 → 复查 → 销号; S8): who may do what next, until when, and
//! what is said against it. Read me first.
//!
//! A finding belongs to an organisation and to a *post*: whoever holds the post answers for it, and a new holder inherits it
//! with its deadline (E20). Steps are taken one after another by [`Finding::take`]; it is total: each stage, step and part
//! gives a new finding or one [`FindingRefusal`]. Days and months are the pack's (`[oversight]`).
//! Must not say what is wrong with a lecture: inspectors do.

mod appeal;
mod interview;
mod taking;

use jiff::civil::Date;

pub use appeal::{Appeal, Contested};
pub use interview::{Interview, InterviewRefusal, Minutes, Reader};

use crate::id::{AccountId, FindingId, InspectionId, OrganisationId, PersonId};
use crate::period::plus_days;
use crate::person::Post;
use crate::rule_set::OversightRule;
use crate::worded::worded;
use crate::workday::Workdays;

worded! {
    /// 严重程度.
    pub enum Severity {
        /// 轻微.
        Slight = "slight",
        /// 一般.
        Ordinary = "ordinary",
        /// 严重.
        Serious = "serious",
    }

    /// How far a finding has come.
    pub enum Stage {
        /// 已发现: on record, nothing ordered yet.
        Found = "found",
        /// 已发整改通知书: the deadline runs.
        Ordered = "ordered",
        /// 已报整改措施.
        Measured = "measured",
        /// 已交佐证: waits for the re-check.
        Proven = "proven",
        /// 复查合格: waits to be closed.
        Rechecked = "rechecked",
        /// 销号.
        Closed = "closed",
        /// 撤销: an appeal was upheld, or it was no finding.
        Withdrawn = "withdrawn",
    }

    /// What is done with a finding.
    pub enum StepKind {
        /// 发整改通知书.
        Order = "order",
        /// 报整改措施.
        Measure = "measure",
        /// 交佐证.
        Prove = "prove",
        /// 复查合格.
        Pass = "pass",
        /// 复查不合格.
        Fail = "fail",
        /// 销号.
        Close = "close",
        /// 申请延期.
        AskExtension = "ask-extension",
        /// 同意延期.
        Extend = "extend",
        /// 不同意延期.
        Decline = "decline",
        /// 反弹，重新整改.
        Reopen = "reopen",
        /// 申诉.
        Appeal = "appeal",
        /// 申诉成立.
        Uphold = "uphold",
        /// 申诉不成立.
        Dismiss = "dismiss",
        /// 撤销.
        Withdraw = "withdraw",
    }

    /// As what somebody acts. Which of them an account may act as is decided by its grants (`crate::access`).
    pub enum Part {
        /// 检查人员.
        Inspector = "inspector",
        /// The holder of the responsible post (责任人).
        Responsible = "responsible",
        /// The office that gave the order (下达整改的机关).
        Office = "office",
        /// The office one level up (上一级).
        Above = "above",
    }
}

/// Who does something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Doer {
    /// Who.
    pub account: AccountId,
    /// As what.
    pub part: Part,
}

/// A step with what is said of it: measures, what the proof is, a reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step<'a> {
    /// What is done.
    pub kind: StepKind,
    /// Measures, proof or reason; may be empty where [`StepKind::asks_words`] says no.
    pub said: &'a str,
}

impl StepKind {
    /// Whether something must be said with it.
    #[must_use]
    pub fn asks_words(self) -> bool {
        !matches!(
            self,
            StepKind::Order | StepKind::Pass | StepKind::Close | StepKind::Extend
        )
    }
}

/// Something found wanting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Its id.
    pub id: FindingId,
    /// The inspection it comes from; none: it was found otherwise.
    pub inspection: Option<InspectionId>,
    /// Where.
    pub organisation: OrganisationId,
    /// The post that answers for it (`secretary`): never a name, so that it follows the post (E20).
    pub post: String,
    /// How bad.
    pub severity: Severity,
    /// The article it rests on (依据条款).
    pub article: String,
    /// Who found it.
    pub found_by: AccountId,
    /// When.
    pub found_on: Date,
    /// How far it has come.
    pub stage: Stage,
    /// Until when proof is due; none before an order.
    pub due: Option<Date>,
    /// How often the deadline was extended.
    pub extensions: u32,
    /// Since when an extension is asked for.
    pub extension_asked: Option<Date>,
    /// When it was last closed.
    pub closed_on: Option<Date>,
    /// How often it was re-opened.
    pub reopened: u32,
    /// Who filed measures or proof: they may not re-check.
    pub worked_on_by: Vec<AccountId>,
    /// The last step that one may appeal against.
    pub contestable: Option<Contested>,
    /// The appeal that is open.
    pub appeal: Option<Appeal>,
}

/// Why a step cannot be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FindingRefusal {
    /// Not at this stage.
    WrongStage(Stage),
    /// Not as this part; who may.
    WrongPart(Part),
    /// Nothing is said.
    WordsNeeded(StepKind),
    /// Not by whoever found it, or worked on it: another person (复查必须换人).
    AnotherPersonNeeded,
    /// No extension is left.
    ExtendedAlready {
        /// How many there may be.
        most: u32,
    },
    /// Nobody asked for an extension.
    NotAsked,
    /// It was asked for already.
    AskedAlready,
    /// After the deadline no extension is given.
    DeadlineOver {
        /// When it was.
        due: Date,
    },
    /// An appeal is open: it is answered first.
    AppealOpen {
        /// Until when.
        until: Date,
    },
    /// No appeal is open.
    NoAppeal,
    /// There is no step one could appeal against.
    NothingToContest,
    /// The days for an appeal are over.
    AppealOver {
        /// The last day it could be made.
        until: Date,
    },
    /// Longer ago than a relapse: it is a new finding.
    NoRelapse {
        /// The last day of the time.
        until: Date,
    },
    /// A day before the last step.
    BeforeLastStep {
        /// When that was.
        on: Date,
    },
}

/// What is owed about a finding on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Waiting {
    /// For the order.
    Order,
    /// For measures and proof, until the day.
    Rectification {
        /// The deadline.
        due: Date,
    },
    /// Proof is late: the office one level up hears of it, once.
    Overdue {
        /// The deadline.
        due: Date,
        /// Workdays since.
        workdays: u32,
    },
    /// For an answer to who asked for more time before the deadline, which is over now: the office's fault and no unit's.
    Extension {
        /// When it was asked for.
        asked: Date,
    },
    /// For the re-check, until the day.
    Recheck {
        /// Until when.
        due: Date,
    },
    /// The re-check is late; this is the office's fault and no unit's.
    RecheckLate {
        /// Until when it was due.
        due: Date,
    },
    /// For being closed.
    Closing,
    /// For an answer to an appeal, until the day; meanwhile no deadline runs.
    Answer {
        /// Until when.
        due: Date,
    },
    /// The answer is late: whoever owes it is one level up of who took the step.
    AnswerLate {
        /// Until when it was due.
        due: Date,
    },
    /// 回头看: closed, and looked at again until the day.
    LookingBack {
        /// Last day.
        until: Date,
    },
    /// For nothing.
    Nothing,
}

impl Waiting {
    /// Whether the office one level up hears of it (逾期升级一级).
    #[must_use]
    pub fn is_escalated(self) -> bool {
        matches!(
            self,
            Waiting::Overdue { .. }
                | Waiting::Extension { .. }
                | Waiting::RecheckLate { .. }
                | Waiting::AnswerLate { .. }
        )
    }
}

/// A finding as it is first put on record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Its id.
    pub id: FindingId,
    /// The inspection it comes from.
    pub inspection: Option<InspectionId>,
    /// Where.
    pub organisation: OrganisationId,
    /// The post that answers for it.
    pub post: String,
    /// How bad.
    pub severity: Severity,
    /// The article it rests on.
    pub article: String,
}

impl Finding {
    /// Puts a finding on record.
    #[must_use]
    pub fn of(found: Found, by: AccountId, on: Date) -> Finding {
        Finding {
            id: found.id,
            inspection: found.inspection,
            organisation: found.organisation,
            post: found.post,
            severity: found.severity,
            article: found.article,
            found_by: by,
            found_on: on,
            stage: Stage::Found,
            due: None,
            extensions: 0,
            extension_asked: None,
            closed_on: None,
            reopened: 0,
            worked_on_by: Vec::new(),
            contestable: None,
            appeal: None,
        }
    }

    /// Who answers for it on a day: whoever holds the post then. Nobody: the post is vacant, and the office answers (E20).
    #[must_use]
    pub fn responsible(&self, posts: &[Post], on: Date) -> Option<PersonId> {
        posts
            .iter()
            .filter(|post| post.organisation == self.organisation && post.role == self.post)
            .filter(|post| post.held_on(on))
            .max_by_key(|post| post.from)
            .map(|post| post.person)
    }

    /// What it waits for on a day.
    #[must_use]
    pub fn waiting(&self, on: Date, rules: &OversightRule, workdays: &Workdays) -> Waiting {
        if let Some(appeal) = &self.appeal {
            let due = appeal.due;
            return if on > due {
                Waiting::AnswerLate { due }
            } else {
                Waiting::Answer { due }
            };
        }
        match (self.stage, self.due) {
            (Stage::Found, _) => Waiting::Order,
            (Stage::Ordered | Stage::Measured, Some(due)) if on > due => match self.extension_asked {
                Some(asked) => Waiting::Extension { asked },
                None => Waiting::Overdue {
                    due,
                    workdays: workdays.workdays_between(due, on),
                },
            },
            (Stage::Ordered | Stage::Measured, Some(due)) => Waiting::Rectification { due },
            (Stage::Proven, Some(due)) if on > due => Waiting::RecheckLate { due },
            (Stage::Proven, Some(due)) => Waiting::Recheck { due },
            (Stage::Rechecked, _) => Waiting::Closing,
            (Stage::Closed, _) => match self.relapse_until(rules) {
                Some(until) if on <= until => Waiting::LookingBack { until },
                _ => Waiting::Nothing,
            },
            (Stage::Withdrawn | Stage::Ordered | Stage::Measured | Stage::Proven, _) => Waiting::Nothing,
        }
    }

    /// The last day on which the same thing found again re-opens it (回头看).
    #[must_use]
    pub fn relapse_until(&self, rules: &OversightRule) -> Option<Date> {
        let months = jiff::Span::new().try_months(rules.relapse_months).ok()?;
        let after = self.closed_on?.checked_add(months).ok()?;
        Some(plus_days(after, -1))
    }

    /// Everything somebody may do with it on a day, in the order of [`StepKind::ALL`].
    #[must_use]
    pub fn deeds(&self, by: Doer, on: Date, rules: &OversightRule, workdays: &Workdays) -> Vec<StepKind> {
        // What must be said is not said yet: the deed is there all the same.
        let may = |kind: &StepKind| {
            let step = Step {
                kind: *kind,
                said: "…",
            };
            self.take(step, by, on, (rules, workdays)).is_ok()
        };
        StepKind::ALL.iter().copied().filter(may).collect()
    }
}
