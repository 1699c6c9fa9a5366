//! Plans in words: what an item lacks, what to think over, why it is not kept.
//! Must not find anything: `domain::plan` does.

use domain::id::OrganisationId;
use domain::period::Rhythm;
use domain::plan::{NoticeTo, PlanRefusal, Warning, time_of};
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

/// A notice of a planned lecture, as it is pasted into a group. What is empty is not told.
pub struct LectureNotice<'a> {
    /// To whom it goes.
    pub to: NoticeTo,
    /// Who holds it.
    pub organisation: &'a str,
    /// Day and time.
    pub when: String,
    /// Its topic.
    pub topic: &'a str,
    /// Who speaks.
    pub speaker: &'a str,
    /// Where.
    pub venue: &'a str,
}

impl Words {
    /// 【党课开讲啦】通知：丙村支部定于9月11日（周五）15:00讲党课 …, a line for each thing.
    #[must_use]
    pub fn notice_text(&self, notice: &LectureNotice<'_>, rules: &RuleSet) -> String {
        let head = match notice.to {
            NoticeTo::Above => "notice-text-above",
            NoticeTo::Members => "notice-text-members",
        };
        let arguments = [
            ("programme", self.programme(rules).into()),
            ("organisation", notice.organisation.into()),
            ("when", notice.when.as_str().into()),
        ];
        let mut lines = vec![self.say(head, &arguments)];
        for (key, name, value) in [
            ("notice-text-topic", "topic", notice.topic),
            ("notice-text-speaker", "speaker", notice.speaker),
            ("notice-text-venue", "venue", notice.venue),
        ] {
            if !value.is_empty() {
                lines.push(self.say(key, &[(name, value.into())]));
            }
        }
        lines.join("\n")
    }

    /// To whom a notice goes and when its lecture is: 通知党员：明天，12月2日（周三）.
    #[must_use]
    pub fn notice_due(&self, to: NoticeTo, (held_on, days_left): (Date, i32)) -> String {
        let key = match to {
            NoticeTo::Above => "notice-due-above",
            NoticeTo::Members => "notice-due-members",
        };
        let arguments = [
            ("date", self.weekday_date(held_on).into()),
            ("days", days_left.into()),
        ];
        self.say(key, &arguments)
    }
}
