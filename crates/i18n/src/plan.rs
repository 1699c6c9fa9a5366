//! Plans in words: what an item lacks, what to think over, why it is not kept.
//! Must not find anything: `domain::plan` does.

use domain::id::OrganisationId;
use domain::period::Rhythm;
use domain::plan::{PlanRefusal, Warning, time_of};
use domain::refusal::Missing;
use domain::rule_set::RuleSet;
use jiff::civil::Date;

use crate::{Advice, Value, Words};

type Arguments = Vec<(&'static str, Value<'static>)>;

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
        let (key, arguments) = self.warning_arguments(warning, (rules, name));
        self.advice(key, &arguments)
    }

    fn warning_arguments(
        &self,
        warning: &Warning,
        (rules, name): (&RuleSet, &dyn Fn(OrganisationId) -> String),
    ) -> (&'static str, Arguments) {
        let text = |text: &String| text.clone().into();
        match warning {
            Warning::Incomplete(missing) => {
                let missing = self.plan_lacks(missing).into();
                ("plan-warning-incomplete", vec![("missing", missing)])
            }
            Warning::Gap { .. }
            | Warning::SpeakerGone { .. }
            | Warning::OutsidePeriod { .. }
            | Warning::DayOver { .. } => self.time_arguments(warning, rules),
            Warning::RepeatedTopic { topic, times } => (
                "plan-warning-repeated-topic",
                vec![("topic", text(topic)), ("times", (*times).into())],
            ),
            Warning::OverUsed { speaker, times, most } => (
                "plan-warning-over-used",
                vec![
                    ("speaker", text(speaker)),
                    ("times", (*times).into()),
                    ("most", (*most).into()),
                ],
            ),
            Warning::SpeakerTwice { speaker, other } => (
                "plan-warning-speaker-twice",
                vec![("speaker", text(speaker)), ("other", name(*other).into())],
            ),
            Warning::TooFar {
                speaker,
                other,
                km,
                minutes,
            } => (
                "plan-warning-too-far",
                vec![
                    ("speaker", text(speaker)),
                    ("other", name(*other).into()),
                    ("km", (*km).into()),
                    ("minutes", (*minutes).into()),
                ],
            ),
            Warning::VenueTwice { venue, other } => (
                "plan-warning-venue-twice",
                vec![("venue", text(venue)), ("other", name(*other).into())],
            ),
        }
    }

    /// Those of a day, a period or a post.
    fn time_arguments(&self, warning: &Warning, rules: &RuleSet) -> (&'static str, Arguments) {
        match warning {
            Warning::Gap {
                duty,
                period,
                lacking,
            } => {
                let period = self.labelled(&period.label, &rhythm_of(duty, rules)).into();
                let duty = self.duty_by_id(duty, rules).into();
                let arguments = vec![("duty", duty), ("period", period), ("lacking", (*lacking).into())];
                ("plan-warning-gap", arguments)
            }
            Warning::SpeakerGone { speaker, class } => {
                let class = self.speaker_class(class, rules).into();
                let arguments = vec![("speaker", speaker.clone().into()), ("class", class)];
                ("plan-warning-speaker-gone", arguments)
            }
            Warning::OutsidePeriod { on, period } => {
                let arguments = vec![
                    ("on", self.weekday_date(*on).into()),
                    ("first", self.date(period.first).into()),
                    ("last", self.date(period.last).into()),
                ];
                ("plan-warning-outside-period", arguments)
            }
            Warning::DayOver { on } => {
                let on = self.weekday_date(*on).into();
                ("plan-warning-day-over", vec![("on", on)])
            }
            Warning::Incomplete(_)
            | Warning::RepeatedTopic { .. }
            | Warning::OverUsed { .. }
            | Warning::SpeakerTwice { .. }
            | Warning::TooFar { .. }
            | Warning::VenueTwice { .. } => ("plan-thoughts", Vec::new()),
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
