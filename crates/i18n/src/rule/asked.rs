//! What a pack asks, as a plan for a year says it: on what it rests, what is to be reached, what is done for it.
//! Must not say more than the rules do, nor how they are reckoned: `rules_shown` does that.

use domain::rule_set::RuleSet;
use jiff::civil::Date;

use super::programme::{
    bulletin_line, escalate_line, record_lines, rectify_line, reminder_line, summary_line,
};
use super::{Teller, ground, person};
use crate::Words;

/// What a pack asks.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// The documents it rests on, each once.
    pub sources: Vec<String>,
    /// What is to be reached, duty by duty, each with its ground.
    pub duties: Vec<String>,
    /// What is done so that it is.
    pub measures: Vec<Measured>,
}

/// Something that is done.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Measured {
    /// What, in a few words.
    pub name: String,
    /// How and when.
    pub text: String,
}

/// What the duties of a pack ask that hold between two days, and the rhythm that sees to it.
#[must_use]
pub fn what_is_asked(rules: &RuleSet, (from, until): (Date, Date), words: &Words) -> Asked {
    let mut asked = Asked::default();
    let holds = |since: Date, ends: Option<Date>| since <= until && ends.is_none_or(|ends| ends >= from);
    let mut rests_on = |source: String| {
        if !asked.sources.contains(&source) {
            asked.sources.push(source);
        }
    };
    for id in rules.duty_ids() {
        // Of several versions the last one that begins by then.
        let versions = rules.duties.iter().filter(|duty| duty.id == id);
        let in_force = versions.filter(|duty| holds(duty.effective_from, duty.effective_until));
        let Some(duty) = in_force.max_by_key(|duty| duty.effective_from) else {
            continue;
        };
        let teller = Teller { duty, rules, words };
        let lines = [
            Some(teller.asks()),
            teller.under(),
            Some(teller.owner()),
            Some(teller.ground()),
        ];
        let lines: Vec<String> = lines.into_iter().flatten().collect();
        asked.duties.push(words.joined(&lines));
        if let Some(source) = &duty.source {
            rests_on(words.source("duty-", id, source, rules));
        }
    }
    for duty in &rules.person_duties {
        if holds(duty.effective_from, duty.effective_until) {
            let rests = ground(
                "person-duty-",
                &duty.id,
                &duty.citation,
                duty.source.as_deref(),
                (rules, words),
            );
            asked
                .duties
                .push(words.joined(&[person::asks(duty, rules, words), rests]));
            if let Some(source) = &duty.source {
                rests_on(words.source("person-duty-", &duty.id, source, rules));
            }
        }
    }
    asked.measures = measures(rules, words);
    asked
}

fn measures(rules: &RuleSet, words: &Words) -> Vec<Measured> {
    let measure = |key: &str, lines: &[String]| Measured {
        name: words.say(key, &[]),
        text: words.joined(lines),
    };
    vec![
        measure(
            "asked-reminders",
            &[reminder_line(rules, words), escalate_line(rules, words)],
        ),
        measure("asked-summaries", &[summary_line(rules, words)]),
        measure(
            "asked-bulletins",
            &[bulletin_line(rules, words), rectify_line(rules, words)],
        ),
        measure("asked-records", &record_lines(rules, words)),
    ]
}
