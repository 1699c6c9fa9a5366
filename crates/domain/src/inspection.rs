//! Inspections (巡查、抽查、自查; S2): what a plan must say before anything is drawn, in which order a draw is made, what each record
//! counts as, and what the result may be said to show. Read me first.
//!
//! Numbers and hashes come from outside (`evidence::sampling`, `evidence::draw`); here stand the rules. Must not draw, and
//! must not reckon a bound.

mod drawing;
mod refusal;
mod result;

pub use drawing::{Drawing, DrawingRefusal, DrawingStage, DrawingStep, Timetable};
pub use refusal::{DrawRefusal, SampleRefusal};
pub use result::{Checked, Conclusion, Honesty, Proven, ReadOut, Reason, Tally, Verdict, honesty, tally};

use crate::rule_set::OversightRule;
use crate::worded::worded;

worded! {
    /// What sort of inspection.
    pub enum InspectionKind {
        /// 巡查: an irregular visit.
        Patrol = "patrol",
        /// 抽查: of records drawn.
        SpotCheck = "spot-check",
        /// 自查: of an organisation by itself.
        SelfCheck = "self-check",
    }

    /// What sort of records are drawn.
    pub enum RecordKind {
        /// 场次.
        Session = "session",
        /// 签到记录.
        Attendance = "attendance",
    }

    /// Whether those inspected know before.
    pub enum Announced {
        /// 事先通知.
        Yes = "announced",
        /// 不打招呼.
        No = "unannounced",
    }

    /// How records come to be checked: only a simple random draw proves a rate.
    pub enum Choosing {
        /// 随机抽取.
        Random = "random",
        /// 按风险加权抽取.
        Weighted = "weighted",
        /// 定向抽取: somebody chose them.
        Picked = "picked",
    }

    /// What a plan must say before its draw (6.1).
    pub enum PlanField {
        /// What is asked.
        Question = "question",
        /// Which records belong to it, as a rule.
        Population = "population",
        /// Of which time.
        Period = "period",
        /// Quotas by stratum.
        Strata = "strata",
        /// The tolerable rate.
        Tolerable = "tolerable",
        /// The confidence.
        Confidence = "confidence",
        /// How many are drawn.
        Size = "size",
        /// What counts as failed.
        Failed = "failed",
        /// Who draws.
        DrawnBy = "drawn-by",
        /// Who inspects.
        Inspectors = "inspectors",
        /// What happens on failure.
        OnFailure = "on-failure",
        /// Which public value, of which day.
        PublicValue = "public-value",
        /// Who commits to secrets: two parties at least.
        Parties = "parties",
    }
}

/// A plan as it is registered, before the draw. Texts are the office's; numbers are those that `evidence` reckons with.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DrawPlan {
    /// What is asked.
    pub question: String,
    /// Which records belong to it.
    pub population: String,
    /// Label of the period.
    pub period: String,
    /// Stratum and how many are drawn of it.
    pub quotas: Vec<(String, u64)>,
    /// The tolerable rate as written (`5%`).
    pub tolerable: String,
    /// The confidence as written (`95%`).
    pub confidence: String,
    /// Failures allowed.
    pub allowed: u64,
    /// How many are drawn in all.
    pub drawn: u64,
    /// How many of them are a simple random draw; the others are weighted or picked.
    pub random: u64,
    /// What counts as failed.
    pub failed: String,
    /// Who draws.
    pub drawn_by: String,
    /// Ids of those who may be drawn as inspectors.
    pub inspectors: Vec<String>,
    /// What happens on failure.
    pub on_failure: String,
    /// Which public value.
    pub public_value: String,
    /// Who commits to secrets.
    pub parties: Vec<String>,
}

/// Why a plan cannot be registered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlanRefusal {
    /// Something is not said.
    Incomplete(Vec<PlanField>),
    /// Quotas that do not add up to what is drawn.
    QuotasDoNotAddUp {
        /// What they add up to.
        sum: u64,
        /// What is drawn.
        drawn: u64,
    },
    /// Too few of the checks are a simple random draw (6.7).
    TooFewRandom {
        /// How many must be.
        least: u64,
    },
}

impl DrawPlan {
    /// Looks whether the plan can be registered.
    ///
    /// # Errors
    /// What it lacks, or what in it does not fit together.
    pub fn check(&self, rules: &OversightRule) -> Result<(), PlanRefusal> {
        let missing: Vec<PlanField> = PlanField::ALL
            .iter()
            .copied()
            .filter(|field| !self.says(*field))
            .collect();
        if !missing.is_empty() {
            return Err(PlanRefusal::Incomplete(missing));
        }
        let sum: u64 = self.quotas.iter().map(|(_, drawn)| *drawn).sum();
        if sum != self.drawn {
            return Err(PlanRefusal::QuotasDoNotAddUp {
                sum,
                drawn: self.drawn,
            });
        }
        let share = u128::from(self.drawn) * u128::from(rules.random_percent.min(100));
        let least = u64::try_from(share.div_ceil(100)).unwrap_or(self.drawn);
        if self.random < least || self.random > self.drawn {
            return Err(PlanRefusal::TooFewRandom { least });
        }
        Ok(())
    }

    fn says(&self, field: PlanField) -> bool {
        let said = |text: &str| !text.trim().is_empty();
        match field {
            PlanField::Question => said(&self.question),
            PlanField::Population => said(&self.population),
            PlanField::Period => said(&self.period),
            PlanField::Strata => !self.quotas.is_empty(),
            PlanField::Tolerable => said(&self.tolerable),
            PlanField::Confidence => said(&self.confidence),
            PlanField::Size => self.drawn > 0,
            PlanField::Failed => said(&self.failed),
            PlanField::DrawnBy => said(&self.drawn_by),
            PlanField::Inspectors => !self.inspectors.is_empty(),
            PlanField::OnFailure => said(&self.on_failure),
            PlanField::PublicValue => said(&self.public_value),
            PlanField::Parties => self.parties.len() >= 2,
        }
    }
}
