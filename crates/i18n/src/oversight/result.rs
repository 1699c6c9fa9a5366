//! What a draw shows, in sentences one can say aloud.
//! Must not say a share without its bound, nor "at random" of records that somebody chose.

use domain::inspection::{Conclusion, Honesty, Proven, ReadOut, Reason, RecordKind, Verdict};

use crate::{Advice, Value, Words};

/// A size as a plan shows it before it is chosen.
#[derive(Clone, PartialEq, Debug)]
pub struct PlannedSize {
    /// What sort of records.
    pub kind: RecordKind,
    /// Records of the frame.
    pub records: u64,
    /// How many are drawn.
    pub drawn: u64,
    /// Failures allowed.
    pub allowed: u64,
    /// So many would be too many.
    pub too_many: u64,
    /// The confidence, in per cent as written.
    pub confidence_percent: String,
    /// A good unit has so many bad ones.
    pub quarter: u64,
    /// And fails all the same so often, in per cent rounded to whole ones.
    pub good_fails_percent: u32,
}

impl Words {
    /// How many are drawn, what that shows, and how often a good unit would still fail.
    #[must_use]
    pub fn planned_size(&self, size: &PlannedSize) -> String {
        self.say(
            "inspection-size",
            &[
                ("kind", size.kind.word().into()),
                ("records", self.number(size.records).into()),
                ("drawn", self.number(size.drawn).into()),
                ("allowed", size.allowed.into()),
                ("toomany", self.number(size.too_many).into()),
                ("confidence", size.confidence_percent.as_str().into()),
                ("quarter", self.number(size.quarter).into()),
                ("fails", size.good_fails_percent.into()),
            ],
        )
    }

    /// What a result may be said to show.
    #[must_use]
    pub fn conclusion(&self, conclusion: &Conclusion) -> String {
        match conclusion {
            Conclusion::NoneFailed(proven) => self.say("inspection-none-failed", &self.proven(proven)),
            Conclusion::Within(proven) => self.say("inspection-within", &self.proven(proven)),
            Conclusion::NotShown(proven) if proven.failed == 0 => {
                self.say("inspection-none-failed-not-shown", &self.proven(proven))
            }
            Conclusion::NotShown(proven) => self.say("inspection-not-shown", &self.proven(proven)),
            Conclusion::Shows { checked, failed } => self.say(
                "inspection-shows",
                &[
                    ("checked", self.number(*checked).into()),
                    ("failed", self.number(*failed).into()),
                ],
            ),
        }
    }

    fn proven<'a>(&self, proven: &'a Proven) -> [(&'static str, Value<'a>); 10] {
        [
            ("kind", proven.kind.word().into()),
            ("records", self.number(proven.records).into()),
            ("drawn", self.number(proven.drawn).into()),
            ("failed", self.number(proven.failed).into()),
            ("least", self.number(proven.least).into()),
            ("most", self.number(proven.most).into()),
            ("toomany", self.number(proven.too_many).into()),
            ("tolerable", proven.tolerable_percent.as_str().into()),
            ("confidence", proven.confidence_percent.as_str().into()),
            ("risk", proven.risk_percent.as_str().into()),
        ]
    }

    /// Why no result is told yet.
    #[must_use]
    pub fn read_out(&self, why: ReadOut) -> Advice {
        match why {
            ReadOut::StillToCheck { left } => self.advice(
                "drawing-refusal-still-to-check",
                &[("left", self.number(left).into())],
            ),
            ReadOut::NothingChecked => self.advice("inspection-nothing-checked", &[]),
        }
    }

    /// What a record that was drawn counts as.
    #[must_use]
    pub fn verdict(&self, verdict: Verdict) -> String {
        let reason = match verdict {
            Verdict::Passed => return self.say("inspection-verdict-passed", &[]),
            Verdict::Failed => return self.say("inspection-verdict-failed", &[]),
            Verdict::NotProduced => return self.say("inspection-verdict-not-produced", &[]),
            Verdict::Replaced(Reason::NothingDue) => "inspection-reason-nothing-due",
            Verdict::Replaced(Reason::OutOfReach) => "inspection-reason-out-of-reach",
            Verdict::Replaced(Reason::ElsewhereInHand) => "inspection-reason-elsewhere",
        };
        let reason = self.say(reason, &[]);
        self.say("inspection-verdict-replaced", &[("reason", reason.into())])
    }

    /// 自查与检查的差距.
    #[must_use]
    pub fn honesty(&self, honesty: Honesty) -> String {
        self.say(
            "inspection-honesty",
            &[
                ("alike", honesty.alike.into()),
                ("glossed", honesty.glossed_over.into()),
                ("stricter", honesty.stricter.into()),
            ],
        )
    }
}
