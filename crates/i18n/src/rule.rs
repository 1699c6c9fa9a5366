//! The rules of a pack as sentences: every field of every rule is said, so that `rules show` leaves nothing out.
//! Must not interpret: what a field does is decided in the domain.

mod asked;
mod counts;
mod draft;
mod person;
mod programme;

use domain::organisation::ClosureReason;
use domain::rule_set::{Duty, Exemption, FoundedInside, Inherit, RuleSet, TakesOver};

use crate::{Value, Words};

pub use asked::{Asked, Measured, what_is_asked};
pub use person::{person_duty_lines, person_duty_sentence};
pub use programme::{Section, rules_shown};

/// The whole rule as one paragraph.
#[must_use]
pub fn rule_sentence(duty: &Duty, rules: &RuleSet, words: &Words) -> String {
    words.joined(&duty_lines(duty, rules, words))
}

/// The whole rule, one sentence a line: what is owed, what counts, founding and ending, lateness, its ground.
#[must_use]
pub fn duty_lines(duty: &Duty, rules: &RuleSet, words: &Words) -> Vec<String> {
    let teller = Teller { duty, rules, words };
    let mut lines = vec![teller.asks()];
    lines.extend(teller.under());
    lines.push(teller.owner());
    lines.extend(teller.since());
    lines.extend(teller.counts());
    lines.extend(teller.beginning_and_end());
    lines.extend(teller.lateness());
    lines.extend(duty.exempt.iter().map(|exemption| teller.exempt(exemption)));
    lines.push(teller.ground());
    lines
}

/// The rule as an explanation needs it: what is asked, what counts, its ground and the pack's version.
pub(crate) fn rule_in_brief(duty: &Duty, rules: &RuleSet, words: &Words) -> Vec<String> {
    let teller = Teller { duty, rules, words };
    let version = words.say(
        "rule-version",
        &[
            ("programme", words.programme(rules).into()),
            ("version", rules.version.as_str().into()),
            ("from", words.date(duty.effective_from).into()),
        ],
    );
    let what_counts = words.joined(&teller.what_counts());
    vec![
        teller.asks(),
        what_counts,
        words.joined(&[teller.ground(), version]),
    ]
}

pub(super) struct Teller<'a> {
    duty: &'a Duty,
    rules: &'a RuleSet,
    words: &'a Words,
}

impl Teller<'_> {
    fn say(&self, key: &str, figures: &[(&'static str, Value<'_>)]) -> String {
        self.words.say(key, figures)
    }

    fn asks(&self) -> String {
        let (duty, words) = (self.duty, self.words);
        let key = if duty.counts.themed {
            "rule-asks-themed"
        } else {
            "rule-asks"
        };
        let asked = self.say(
            key,
            &[
                ("duty", words.duty(duty, self.rules).into()),
                ("kinds", kinds(&duty.kinds, self.rules, words).into()),
                ("rhythm", words.rhythm(&duty.period).into()),
                ("minimum", duty.minimum.into()),
            ],
        );
        words.opening(&asked)
    }

    fn under(&self) -> Option<String> {
        let under = self.words.list(&self.duty.under);
        (!under.is_empty()).then(|| self.say("rule-under", &[("under", under.into())]))
    }

    fn owner(&self) -> String {
        match &self.duty.owner_post {
            Some(post) => self.say(
                "rule-owner",
                &[("post", self.words.post(post, self.rules).into())],
            ),
            None => self.say("rule-owner-none", &[]),
        }
    }

    /// From when, until when, and which period is the first.
    fn since(&self) -> Vec<String> {
        let (duty, words) = (self.duty, self.words);
        let from = words.date(duty.effective_from);
        let mut lines = vec![match duty.effective_until {
            Some(until) => {
                let until = words.date(until);
                self.say(
                    "rule-from-until",
                    &[("from", from.into()), ("until", until.into())],
                )
            }
            None => self.say("rule-from", &[("from", from.into())]),
        }];
        let is_first = !self
            .rules
            .duties
            .iter()
            .any(|other| other.id == duty.id && other.effective_from < duty.effective_from);
        if is_first {
            let begins = duty.effective_from.max(self.rules.starts_on);
            let mut first = duty.period.period_of(begins);
            if first.last < begins {
                first = duty.period.next(&first);
            }
            let first = words.the_period(&first, &duty.period);
            lines.push(self.say("rule-first-period", &[("period", first.into())]));
        } else {
            lines.push(match duty.takes_over {
                TakesOver::AfterRunningPeriod => self.say("rule-takes-over-after-running-period", &[]),
                TakesOver::AtOnce => self.say("rule-takes-over-at-once", &[]),
            });
        }
        lines
    }

    /// 成立、撤销、合并 (E1, E2, E5).
    fn beginning_and_end(&self) -> [String; 3] {
        let (duty, words) = (self.duty, self.words);
        let founded = match (duty.founded_by, duty.founded_inside) {
            (Some(day), _) => self.say("rule-founded-by", &[("day", words.day_of_year(day).into())]),
            (None, FoundedInside::NextPeriod) => self.say("rule-founded-inside-next-period", &[]),
            (None, FoundedInside::ThisPeriod) => self.say("rule-founded-inside-this-period", &[]),
            (None, FoundedInside::ByMidpoint) => self.say("rule-founded-inside-by-midpoint", &[]),
        };
        let merged = words.closure(ClosureReason::Merged);
        let closed = match duty.not_closed_before {
            Some(day) => self.say(
                "rule-not-closed-before",
                &[("day", words.day_of_year(day).into())],
            ),
            None => self.say("rule-closed-inside", &[]),
        };
        let inherit = match duty.inherit {
            Inherit::Any => self.say("rule-inherit-any", &[("merged", merged.into())]),
            Inherit::None => self.say("rule-inherit-none", &[("merged", merged.into())]),
        };
        [founded, closed, inherit]
    }

    /// At risk, overdue, made up, carried.
    fn lateness(&self) -> [String; 4] {
        let duty = self.duty;
        let at_risk = match duty.at_risk_days {
            0 => self.say("rule-at-risk-never", &[]),
            days => self.say("rule-at-risk", &[("days", days.into())]),
        };
        let overdue = match duty.grace_days {
            0 => self.say("rule-overdue", &[]),
            days => self.say("rule-grace", &[("days", days.into())]),
        };
        let make_up = match duty.make_up_days {
            0 => self.say("rule-make-up-none", &[]),
            days => self.say("rule-make-up", &[("days", days.into())]),
        };
        let carry = match duty.carry {
            0 => self.say("rule-carry-none", &[]),
            most => self.say("rule-carry", &[("most", most.into())]),
        };
        [at_risk, overdue, make_up, carry]
    }

    fn exempt(&self, exemption: &Exemption) -> String {
        let words = self.words;
        let named = exemption
            .kinds
            .iter()
            .map(|id| words.organisation_kind(id, self.rules));
        let below = exemption
            .organisations
            .iter()
            .map(|name| self.say("rule-exempt-below", &[("organisation", name.as_str().into())]));
        let who: Vec<String> = named.chain(below).collect();
        let when = match (exemption.from, exemption.until) {
            (None, None) => self.say("rule-exempt-always", &[]),
            (Some(from), None) => self.say("rule-exempt-from", &[("from", words.date(from).into())]),
            (None, Some(until)) => self.say("rule-exempt-until", &[("until", words.date(until).into())]),
            (Some(from), Some(until)) => self.say(
                "rule-exempt-from-until",
                &[
                    ("from", words.date(from).into()),
                    ("until", words.date(until).into()),
                ],
            ),
        };
        let figures = [
            ("who", words.list(&who).into()),
            ("when", when.into()),
            ("reason", exemption.reason.as_str().into()),
        ];
        self.say("rule-exempt", &figures)
    }

    fn ground(&self) -> String {
        let duty = self.duty;
        ground(
            "duty-",
            &duty.id,
            &duty.citation,
            duty.source.as_deref(),
            (self.rules, self.words),
        )
    }
}

/// 依据：“…”（…）。
fn ground(
    prefix: &str,
    id: &str,
    citation: &str,
    source: Option<&str>,
    (rules, words): (&RuleSet, &Words),
) -> String {
    if citation.trim().is_empty() {
        return words.say("rule-ground-none", &[]);
    }
    let citation = words.citation(prefix, id, citation, rules);
    match source {
        Some(source) => {
            let source = words.source(prefix, id, source, rules);
            words.say(
                "rule-ground",
                &[("citation", citation.into()), ("source", source.into())],
            )
        }
        None => words.say("rule-ground-without-source", &[("citation", citation.into())]),
    }
}

fn kinds(ids: &[String], rules: &RuleSet, words: &Words) -> String {
    let names: Vec<String> = ids.iter().map(|id| words.organisation_kind(id, rules)).collect();
    words.list(&names)
}
