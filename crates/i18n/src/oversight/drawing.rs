//! Plans and draws in words: what a plan lacks, how far a draw has come, why it is refused.
//! Must not draw.

use domain::inspection::{
    Announced, Choosing, DrawRefusal, DrawingRefusal, DrawingStage, InspectionKind, PlanField, PlanRefusal,
    SampleRefusal,
};
use jiff::Timestamp;

use crate::{Advice, Words};

impl Words {
    /// 巡查、抽查、自查.
    #[must_use]
    pub fn inspection_kind(&self, kind: InspectionKind) -> String {
        let key = match kind {
            InspectionKind::Patrol => "inspection-kind-patrol",
            InspectionKind::SpotCheck => "inspection-kind-spot-check",
            InspectionKind::SelfCheck => "inspection-kind-self-check",
        };
        self.say(key, &[])
    }

    /// Whether those inspected know before.
    #[must_use]
    pub fn announced(&self, announced: Announced) -> String {
        let key = match announced {
            Announced::Yes => "inspection-announced-yes",
            Announced::No => "inspection-announced-no",
        };
        self.say(key, &[])
    }

    /// How records come to be checked.
    #[must_use]
    pub fn choosing(&self, choosing: Choosing) -> String {
        let key = match choosing {
            Choosing::Random => "inspection-choosing-random",
            Choosing::Weighted => "inspection-choosing-weighted",
            Choosing::Picked => "inspection-choosing-picked",
        };
        self.say(key, &[])
    }

    /// What a plan of a draw says in one place.
    #[must_use]
    pub fn draw_plan_field(&self, field: PlanField) -> String {
        let key = match field {
            PlanField::Question => "inspection-field-question",
            PlanField::Population => "inspection-field-population",
            PlanField::Period => "inspection-field-period",
            PlanField::Strata => "inspection-field-strata",
            PlanField::Tolerable => "inspection-field-tolerable",
            PlanField::Confidence => "inspection-field-confidence",
            PlanField::Size => "inspection-field-size",
            PlanField::Failed => "inspection-field-failed",
            PlanField::DrawnBy => "inspection-field-drawn-by",
            PlanField::Inspectors => "inspection-field-inspectors",
            PlanField::OnFailure => "inspection-field-on-failure",
            PlanField::PublicValue => "inspection-field-public-value",
            PlanField::Parties => "inspection-field-secrets",
        };
        self.say(key, &[])
    }

    /// Why a plan of a draw is not registered.
    #[must_use]
    pub fn draw_plan_refusal(&self, refusal: &PlanRefusal) -> Advice {
        match refusal {
            PlanRefusal::Incomplete(fields) => {
                let fields: Vec<String> = fields.iter().map(|field| self.draw_plan_field(*field)).collect();
                self.advice(
                    "inspection-plan-incomplete",
                    &[("fields", self.list(&fields).into())],
                )
            }
            PlanRefusal::QuotasDoNotAddUp { sum, drawn } => self.advice(
                "inspection-plan-quotas",
                &[
                    ("sum", self.number(*sum).into()),
                    ("drawn", self.number(*drawn).into()),
                ],
            ),
            PlanRefusal::TooFewRandom { least } => self.advice(
                "inspection-plan-too-few-random",
                &[("least", self.number(*least).into())],
            ),
        }
    }

    /// How far a draw has come.
    #[must_use]
    pub fn drawing_stage(&self, stage: DrawingStage) -> String {
        let key = match stage {
            DrawingStage::Registered => "drawing-stage-registered",
            DrawingStage::Frozen => "drawing-stage-frozen",
            DrawingStage::Drawn => "drawing-stage-drawn",
            DrawingStage::Finished => "drawing-stage-finished",
            DrawingStage::Aborted => "drawing-stage-aborted",
        };
        self.say(key, &[])
    }

    /// Why a step of a draw is refused. `moment` words an instant in the county's time.
    #[must_use]
    pub fn drawing_refusal(&self, refusal: &DrawingRefusal, moment: &dyn Fn(Timestamp) -> String) -> Advice {
        let party = |key: &str, party: &str| self.advice(key, &[("who", party.into())]);
        match refusal {
            DrawingRefusal::TimesOutOfOrder => self.advice("drawing-refusal-times", &[]),
            DrawingRefusal::WrongStage(stage) => self.advice(
                "drawing-refusal-wrong-stage",
                &[("stage", self.drawing_stage(*stage).into())],
            ),
            DrawingRefusal::TooEarly { from } => {
                self.advice("drawing-refusal-too-early", &[("from", moment(*from).into())])
            }
            DrawingRefusal::TooLate { until } => {
                self.advice("drawing-refusal-too-late", &[("until", moment(*until).into())])
            }
            DrawingRefusal::NotAParty { party: name } => party("drawing-refusal-not-in-the-plan", name),
            DrawingRefusal::Twice { party: name } => party("drawing-refusal-twice", name),
            DrawingRefusal::NotCommitted { party: name } => party("drawing-refusal-not-committed", name),
            DrawingRefusal::NobodyCommitted => self.advice("drawing-refusal-nobody-committed", &[]),
            DrawingRefusal::WordsNeeded => self.advice("drawing-refusal-words-needed", &[]),
            DrawingRefusal::StillToCheck { left } => self.advice(
                "drawing-refusal-still-to-check",
                &[("left", self.number(*left).into())],
            ),
        }
    }

    /// Why no size or bound can be told.
    #[must_use]
    pub fn sample_refusal(&self, refusal: SampleRefusal) -> Advice {
        let with = |key: &str, number: u64| self.advice(key, &[("number", self.number(number).into())]);
        match refusal {
            SampleRefusal::NoRecords => self.advice("sample-refusal-no-records", &[]),
            SampleRefusal::TooManyRecords { most } => with("sample-refusal-too-many-records", most),
            SampleRefusal::NothingTolerable => self.advice("sample-refusal-nothing-tolerable", &[]),
            SampleRefusal::AllTolerable => self.advice("sample-refusal-all-tolerable", &[]),
            SampleRefusal::NoSuchConfidence => self.advice("sample-refusal-no-such-confidence", &[]),
            SampleRefusal::TooManyAllowed { most } => with("sample-refusal-too-many-allowed", most),
            SampleRefusal::MoreDrawnThanThere => self.advice("sample-refusal-more-drawn", &[]),
            SampleRefusal::TooManyDrawn { most } => with("sample-refusal-too-many-drawn", most),
            SampleRefusal::MoreFailedThanDrawn => self.advice("sample-refusal-more-failed", &[]),
            SampleRefusal::FewerThanStrata { strata } => with("sample-refusal-fewer-than-strata", strata),
            SampleRefusal::RatesOutOfOrder => self.advice("sample-refusal-rates", &[]),
        }
    }

    /// Why no frame, seed or list comes of it.
    #[must_use]
    pub fn draw_refusal(&self, refusal: &DrawRefusal) -> Advice {
        let name = |key: &str, name: &str| self.advice(key, &[("name", name.into())]);
        let line = |key: &str, line: u64| self.advice(key, &[("line", self.number(line).into())]);
        match refusal {
            DrawRefusal::EmptyFrame => self.advice("draw-refusal-empty-frame", &[]),
            DrawRefusal::NotALine { line: at } => line("draw-refusal-not-a-line", *at),
            DrawRefusal::OutOfOrder { line: at } => line("draw-refusal-out-of-order", *at),
            DrawRefusal::NotAField { value } => name("draw-refusal-not-a-field", value),
            DrawRefusal::NotAHash { record } => name("draw-refusal-not-a-hash", record),
            DrawRefusal::Twice { what } => name("draw-refusal-twice", what),
            DrawRefusal::WeakSecret { party } => name("draw-refusal-weak-secret", party),
            DrawRefusal::OtherSecret { party } => name("draw-refusal-other-secret", party),
            DrawRefusal::CopiedCommit { party } => name("draw-refusal-copied-commit", party),
            DrawRefusal::NotASeed => self.advice("draw-refusal-not-a-seed", &[]),
            DrawRefusal::NoSuchStratum { stratum } => name("draw-refusal-no-such-stratum", stratum),
            DrawRefusal::TooFew { stratum, records } => self.advice(
                "draw-refusal-too-few",
                &[
                    ("name", stratum.as_str().into()),
                    ("records", self.number(*records).into()),
                ],
            ),
            DrawRefusal::NoSuchWeight { record } => name("draw-refusal-no-such-weight", record),
        }
    }
}
