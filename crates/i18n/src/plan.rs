//! Plans in words: what an item lacks, what to think over, why it is not kept.
//! Must not find anything: `domain::plan` does.

use domain::id::OrganisationId;
use domain::period::Rhythm;
use domain::plan::{PlanRefusal, Warning, time_of};
use domain::refusal::Missing;
use domain::rule_set::RuleSet;
use jiff::civil::Date;

use crate::{Advice, Words};

impl Words {
    /// What an item of a plan still lacks: 主讲人、授课内容.
    #[must_use]
    pub fn plan_lacks(&self, missing: &[Missing]) -> String {
        let words: Vec<String> = missing.iter().map(|what| self.plan_part(*what)).collect();
        self.list(&words)
    }

    fn plan_part(&self, what: Missing) -> String {
        match what {
            Missing::Host => self.say("plan-part-host", &[]),
            Missing::Speaker => self.say("plan-part-speaker", &[]),
            Missing::Content => self.say("plan-part-content", &[]),
            Missing::Time => self.say("plan-part-time", &[]),
        }
    }

    /// Something to think over in a plan, and what may be done about it.
    #[must_use]
    pub fn plan_warning(
        &self,
        warning: &Warning,
        (rules, name): (&RuleSet, &dyn Fn(OrganisationId) -> String),
    ) -> Advice {
        match warning {
            Warning::Incomplete(missing) => self.advice(
                "plan-warning-incomplete",
                &[("missing", self.plan_lacks(missing).into())],
            ),
            Warning::Gap {
                duty,
                period,
                lacking,
            } => {
                let period = self.labelled(&period.label, &rhythm_of(duty, rules));
                let duty = self.duty_by_id(duty, rules);
                let arguments = [
                    ("duty", duty.into()),
                    ("period", period.into()),
                    ("lacking", (*lacking).into()),
                ];
                self.advice("plan-warning-gap", &arguments)
            }
            Warning::RepeatedTopic { topic, times } => self.advice(
                "plan-warning-repeated-topic",
                &[("topic", topic.as_str().into()), ("times", (*times).into())],
            ),
            Warning::OverUsed { speaker, times, most } => self.advice(
                "plan-warning-over-used",
                &[
                    ("speaker", speaker.as_str().into()),
                    ("times", (*times).into()),
                    ("most", (*most).into()),
                ],
            ),
            Warning::SpeakerTwice { speaker, other } => self.advice(
                "plan-warning-speaker-twice",
                &[
                    ("speaker", speaker.as_str().into()),
                    ("other", name(*other).into()),
                ],
            ),
            Warning::TooFar {
                speaker,
                other,
                km,
                minutes,
            } => self.advice(
                "plan-warning-too-far",
                &[
                    ("speaker", speaker.as_str().into()),
                    ("other", name(*other).into()),
                    ("km", (*km).into()),
                    ("minutes", (*minutes).into()),
                ],
            ),
            Warning::VenueTwice { venue, other } => self.advice(
                "plan-warning-venue-twice",
                &[("venue", venue.as_str().into()), ("other", name(*other).into())],
            ),
            Warning::SpeakerGone { speaker, class } => {
                let class = self.speaker_class(class, rules);
                self.advice(
                    "plan-warning-speaker-gone",
                    &[("speaker", speaker.as_str().into()), ("class", class.into())],
                )
            }
            Warning::OutsidePeriod { on, period } => self.advice(
                "plan-warning-outside-period",
                &[
                    ("on", self.weekday_date(*on).into()),
                    ("first", self.date(period.first).into()),
                    ("last", self.date(period.last).into()),
                ],
            ),
            Warning::DayOver { on } => {
                self.advice("plan-warning-day-over", &[("on", self.weekday_date(*on).into())])
            }
        }
    }

    /// Why an item of a plan is not kept so.
    #[must_use]
    pub fn plan_refusal(&self, refusal: &PlanRefusal) -> Advice {
        match refusal {
            PlanRefusal::Schedule(schedule) => self.schedule_refusal(schedule),
            PlanRefusal::ChangedMeanwhile => self.advice("plan-refusal-changed-meanwhile", &[]),
            PlanRefusal::NotOpen => self.advice("plan-refusal-not-open", &[]),
            PlanRefusal::NothingOwed => self.advice("plan-refusal-nothing-owed", &[]),
            PlanRefusal::ReasonMissing => self.advice("plan-refusal-reason-missing", &[]),
        }
    }

    /// 9月25日（周五）15:00, as far as it is known.
    #[must_use]
    pub fn plan_when(&self, on: Option<Date>, starts_minute: Option<u32>) -> String {
        let time = starts_minute.and_then(time_of);
        let time = time.map(|time| time.strftime("%H:%M").to_string());
        match (on, time) {
            (Some(on), Some(time)) => {
                let arguments = [("on", self.weekday_date(on).into()), ("time", time.into())];
                self.say("plan-when", &arguments)
            }
            (Some(on), None) => self.weekday_date(on),
            (None, time) => time.unwrap_or_default(),
        }
    }
}

/// How often a duty falls due, by the version in force last.
fn rhythm_of(duty: &str, rules: &RuleSet) -> Rhythm {
    let found = rules.duties.iter().rfind(|known| known.id == duty);
    found.map_or(Rhythm::Quarter, |duty| duty.period)
}
