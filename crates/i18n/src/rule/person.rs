//! The duties of persons, as sentences.
//! Must not say who holds a post.

use domain::period::Rhythm;
use domain::person_duty::PersonStanding;
use domain::rule_set::{PersonDuty, RuleSet};

use super::{ground, kinds};
use crate::Words;

/// The whole rule of a personal duty as one paragraph.
#[must_use]
pub fn person_duty_sentence(duty: &PersonDuty, rules: &RuleSet, words: &Words) -> String {
    words.joined(&person_duty_lines(duty, rules, words))
}

/// The same, one sentence a line.
#[must_use]
pub fn person_duty_lines(duty: &PersonDuty, rules: &RuleSet, words: &Words) -> Vec<String> {
    let mut lines = vec![asks(duty, rules, words)];
    let from = words.date(duty.effective_from);
    lines.push(match duty.effective_until {
        Some(until) => {
            let until = words.date(until);
            words.say(
                "rule-from-until",
                &[("from", from.into()), ("until", until.into())],
            )
        }
        None => words.say("rule-from", &[("from", from.into())]),
    });
    let classes: Vec<String> = duty
        .speaker_classes
        .iter()
        .map(|id| words.speaker_class(id, rules))
        .collect();
    lines.push(if classes.is_empty() {
        words.say("rule-counts-all-classes", &[])
    } else {
        words.say("rule-person-classes", &[("classes", words.list(&classes).into())])
    });
    if duty.supported_village {
        lines.push(words.say("rule-person-supported-village", &[]));
    }
    if duty.multi {
        lines.push(words.say("rule-person-multi", &[]));
    }
    lines.push(match duty.period {
        Rhythm::Half | Rhythm::Year => words.say("rule-person-prorated", &[]),
        Rhythm::Week | Rhythm::Month | Rhythm::TwoMonths | Rhythm::Quarter | Rhythm::Window { .. } => {
            words.say("rule-person-whole", &[])
        }
    });
    lines.push(ground(
        "person-duty-",
        &duty.id,
        &duty.citation,
        duty.source.as_deref(),
        (rules, words),
    ));
    lines
}

pub(super) fn asks(duty: &PersonDuty, rules: &RuleSet, words: &Words) -> String {
    let post = words.post(&duty.post, rules);
    let who = if duty.kinds.is_empty() {
        words.say("rule-person-post", &[("post", post.into())])
    } else {
        let kinds = kinds(&duty.kinds, rules, words);
        words.say(
            "rule-person-post-of-kinds",
            &[("post", post.into()), ("kinds", kinds.into())],
        )
    };
    let asked = words.say(
        "rule-person-asks",
        &[
            ("duty", words.person_duty(duty, rules).into()),
            ("who", who.into()),
            ("rhythm", words.rhythm(&duty.period).into()),
            ("minimum", duty.minimum.into()),
        ],
    );
    words.opening(&asked)
}

impl Words {
    /// 领导班子带头讲 2020年：应讲1次，已讲0次，……
    #[must_use]
    pub fn person_standing(&self, standing: &PersonStanding<'_>, name: &str, rules: &RuleSet) -> String {
        self.say(
            "person-headline",
            &[
                ("name", name.into()),
                ("post", self.post(&standing.post.role, rules).into()),
                ("duty", self.person_duty(standing.duty, rules).into()),
                (
                    "period",
                    self.period(&standing.period, &standing.duty.period).into(),
                ),
                ("minimum", standing.minimum.into()),
                ("counted", standing.counted.len().into()),
                ("state", self.person_state(standing.state).into()),
            ],
        )
    }
}
