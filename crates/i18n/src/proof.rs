//! The proof of a standing in words: what was owed and why, what counted, what did not, what to do next.
//! It prints what `domain::obligation::standing` returned, so it cannot drift. Must not judge anything again.

mod next;
mod reason;

use domain::id::{ExcusalId, LectureId, OrganisationId};
use domain::lecture::Lecture;
use domain::obligation::{Counted, Ground, How, NotCounted, Proof, Standing, Via};
use domain::refusal::Approver;
use domain::rule_set::{Duty, FoundedInside, RuleSet};
use jiff::civil::Date;

use crate::{Words, rule};

/// What a sentence says of a lecture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LectureBrief {
    /// The day it was held.
    pub on: Option<Date>,
    /// The day it was planned for.
    pub planned_on: Option<Date>,
    /// Its title.
    pub title: String,
    /// The main speaker; absent once erased.
    pub speaker: Option<String>,
    /// The main speaker's class id, if there is a speaker.
    pub class: Option<String>,
    /// Its kind id.
    pub kind: String,
    /// Where.
    pub venue: Option<String>,
    /// Its number in the ledger.
    pub number: Option<String>,
    /// Whose agreement it waits for, where it does (E12).
    pub waits_for: Option<Approver>,
}

impl LectureBrief {
    /// The brief of a lecture on record.
    #[must_use]
    pub fn of(lecture: &Lecture, number: Option<String>) -> LectureBrief {
        LectureBrief {
            on: lecture.ended_on(),
            planned_on: lecture.planned_on,
            title: lecture.title.clone(),
            speaker: lecture.speakers.first().and_then(|speaker| speaker.name.clone()),
            class: lecture.main_class().map(str::to_owned),
            kind: lecture.kind.clone(),
            venue: lecture.venue.clone(),
            number,
            waits_for: None,
        }
    }
}

/// Where an explanation finds what a proof names only by id.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The rules.
    pub rules: &'a RuleSet,
    /// A lecture.
    pub lecture: &'a dyn Fn(LectureId) -> Option<LectureBrief>,
    /// An organisation's full name.
    pub organisation: &'a dyn Fn(OrganisationId) -> Option<String>,
    /// Why an exemption was granted.
    pub excusal: &'a dyn Fn(ExcusalId) -> Option<String>,
}

/// A lecture in an explanation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Which.
    pub lecture: LectureId,
    /// Day, title, speaker, place.
    pub text: String,
    /// How it counted, or why not.
    pub reason: String,
    /// The reason's code: `in-period`, `kind`, `after` …
    pub code: &'static str,
}

/// A standing explained.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation {
    /// Who, when, what, and where it stands.
    pub headline: String,
    /// The rule, its ground and version.
    pub rule: Vec<String>,
    /// Why it is owed, or why not.
    pub owed: Vec<String>,
    /// What counted, by day.
    pub counted: Vec<Line>,
    /// What did not, by day.
    pub not_counted: Vec<Line>,
    /// What to do now, or what would change the standing.
    pub next: Vec<String>,
}

impl Explanation {
    /// The whole as lines of a terminal or a page of text.
    #[must_use]
    pub fn lines(&self, words: &Words) -> Vec<String> {
        let mut lines = vec![self.headline.clone()];
        let mut part = |heading: &str, texts: Vec<String>, none: Option<&str>| {
            lines.push(String::new());
            lines.push(words.say(heading, &[]));
            lines.extend(texts.iter().map(|text| format!("  · {text}")));
            lines.extend(
                none.filter(|_| texts.is_empty())
                    .map(|key| format!("  {}", words.say(key, &[]))),
            );
        };
        let lectures = |list: &[Line]| {
            list.iter()
                .map(|line| {
                    let filled = [
                        ("lecture", line.text.as_str().into()),
                        ("reason", line.reason.as_str().into()),
                    ];
                    words.say("proof-lecture", &filled)
                })
                .collect::<Vec<String>>()
        };
        part("heading-rule", self.rule.clone(), None);
        part("heading-owed", self.owed.clone(), None);
        part("heading-counted", lectures(&self.counted), Some("none-counted"));
        part(
            "heading-not-counted",
            lectures(&self.not_counted),
            Some("none-not-counted"),
        );
        part("heading-next", self.next.clone(), None);
        lines
    }
}

/// Explains a standing.
#[must_use]
pub fn explain(proof: &Proof<'_>, sources: &Sources<'_>, words: &Words) -> Explanation {
    let teller = Teller {
        proof,
        sources,
        words,
    };
    Explanation {
        headline: teller.headline(),
        rule: rule::rule_in_brief(proof.obligation.duty, sources.rules, words),
        owed: teller.owed(),
        counted: proof
            .counted
            .iter()
            .map(|counted| teller.counted(counted))
            .collect(),
        not_counted: proof
            .not_counted
            .iter()
            .map(|other| teller.not_counted(other))
            .collect(),
        next: teller.next(),
    }
}

struct Teller<'a> {
    proof: &'a Proof<'a>,
    sources: &'a Sources<'a>,
    words: &'a Words,
}

impl Teller<'_> {
    fn duty(&self) -> &Duty {
        self.proof.obligation.duty
    }

    fn name(&self, id: OrganisationId) -> String {
        (self.sources.organisation)(id).unwrap_or_else(|| id.to_string())
    }

    /// The period as a name.
    fn period(&self) -> String {
        self.words
            .the_period(&self.proof.obligation.period, &self.duty().period)
    }

    fn headline(&self) -> String {
        let words = self.words;
        let standing = self.standing();
        words.say(
            "proof-headline",
            &[
                (
                    "organisation",
                    self.proof.obligation.organisation.full_name.as_str().into(),
                ),
                ("duty", words.duty(self.duty(), self.sources.rules).into()),
                (
                    "period",
                    words
                        .period(&self.proof.obligation.period, &self.duty().period)
                        .into(),
                ),
                ("standing", standing.into()),
            ],
        )
    }

    /// The standing, and how far it got when something counted but not enough.
    fn standing(&self) -> String {
        let (words, counted) = (self.words, self.proof.counted.len());
        let owed = self.proof.obligation.minimum;
        let figures = [("counted", counted.into()), ("minimum", owed.into())];
        match &self.proof.standing {
            Standing::Due { .. } | Standing::AtRisk { .. } if self.is_over() => {
                words.say("standing-in-grace", &figures)
            }
            Standing::Overdue { for_days } if counted > 0 => {
                let [first, second] = figures;
                words.say(
                    "standing-overdue-short",
                    &[first, second, ("days", (*for_days).into())],
                )
            }
            Standing::Due { in_days } if counted > 0 => {
                let [first, second] = figures;
                words.say(
                    "standing-due-short",
                    &[first, second, ("days", (*in_days).into())],
                )
            }
            other => words.standing(other, self.sources.organisation),
        }
    }

    fn is_over(&self) -> bool {
        self.proof.as_of > self.proof.obligation.period.last
    }

    fn owed(&self) -> Vec<String> {
        let (words, obligation) = (self.words, &self.proof.obligation);
        let minimum = obligation.minimum;
        let mut lines = vec![match &obligation.ground {
            Ground::Owed => self.owed_whole(),
            Ground::OwedSince(founded) => {
                let key = match self.duty().founded_inside {
                    FoundedInside::ThisPeriod => "ground-owed-since-this-period",
                    FoundedInside::ByMidpoint => "ground-owed-since-by-midpoint",
                    FoundedInside::NextPeriod => "ground-owed-since-split",
                };
                let figures = [
                    ("founded", words.date(*founded).into()),
                    ("middle", words.date(obligation.period.midpoint()).into()),
                    ("minimum", minimum.into()),
                ];
                words.say(key, &figures)
            }
            Ground::ExemptByRule(reason) => {
                words.say("ground-exempt-by-rule", &[("reason", reason.as_str().into())])
            }
            Ground::ClosedInside(on, into) => {
                let on = words.date(*on);
                match into {
                    Some(into) => words.say(
                        "ground-closed-inside-into",
                        &[("on", on.into()), ("into", self.name(*into).into())],
                    ),
                    None => words.say("ground-closed-inside", &[("on", on.into())]),
                }
            }
        }];
        if let Standing::Excused { by: Some(id) } = &self.proof.standing {
            let reason = (self.sources.excusal)(*id).unwrap_or_default();
            lines.push(words.say("ground-excused", &[("reason", reason.into())]));
        }
        lines
    }

    fn owed_whole(&self) -> String {
        let (words, obligation) = (self.words, &self.proof.obligation);
        let minimum = ("minimum", obligation.minimum.into());
        let Some(founded) = obligation.organisation.founded_on else {
            return words.say("ground-owed-unknown", &[minimum]);
        };
        let founded = ("founded", words.date(founded).into());
        if let Some(by) = self.duty().founded_by {
            let by = words.date(by.in_year(obligation.period.first.year()));
            return words.say("ground-owed-founded-by", &[founded, minimum, ("by", by.into())]);
        }
        let first = words.date(obligation.period.first);
        words.say("ground-owed", &[founded, minimum, ("first", first.into())])
    }

    fn counted(&self, counted: &Counted) -> Line {
        let words = self.words;
        let (how, code) = match counted.how {
            How::InPeriod => (
                words.say("how-in-period", &[("period", self.period().into())]),
                "in-period",
            ),
            How::MakeUp => (
                words.say("how-make-up", &[("period", self.period().into())]),
                "make-up",
            ),
            How::Carried => (words.say("how-carried", &[]), "carried"),
        };
        let via = match counted.via {
            Via::Own => None,
            Via::Joint { place: 0 } => Some(words.say("via-joint-host", &[])),
            Via::Joint { place: _ } => Some(words.say("via-joint", &[])),
            Via::Inherited { from, merged_on } => Some(words.say(
                "via-inherited",
                &[
                    ("from", self.name(from).into()),
                    ("on", words.date(merged_on).into()),
                ],
            )),
        };
        let reason = std::iter::once(how).chain(via).collect::<Vec<_>>();
        let reason = words.joined(&reason);
        Line {
            lecture: counted.lecture,
            text: self.lecture(counted.lecture, Some(counted.on)),
            reason,
            code,
        }
    }

    fn not_counted(&self, other: &NotCounted) -> Line {
        let (reason, code) = self.reason(other);
        Line {
            lecture: other.lecture,
            text: self.lecture(other.lecture, other.on),
            reason,
            code,
        }
    }

    /// 2020年8月12日，《…》，主讲人某某（书记），某村活动室，理论党课，台账第12号.
    fn lecture(&self, id: LectureId, on: Option<Date>) -> String {
        let (words, rules) = (self.words, self.sources.rules);
        let Some(brief) = (self.sources.lecture)(id) else {
            return id.to_string();
        };
        let mut parts = Vec::new();
        match (on.or(brief.on), brief.planned_on) {
            (Some(day), _) => parts.push(words.date(day)),
            (None, Some(day)) => parts.push(words.say("lecture-planned", &[("on", words.date(day).into())])),
            (None, None) => {}
        }
        parts.push(words.say("lecture-title", &[("title", brief.title.as_str().into())]));
        let class = brief.class.as_deref().map(|id| words.speaker_class(id, rules));
        match (brief.speaker, class) {
            (Some(name), Some(class)) => {
                parts.push(words.say(
                    "lecture-speaker",
                    &[("name", name.into()), ("class", class.into())],
                ));
            }
            (None, Some(class)) => parts.push(words.say("lecture-speaker-class", &[("class", class.into())])),
            (Some(name), None) => parts.push(words.say("lecture-speaker-name", &[("name", name.into())])),
            (None, None) => {}
        }
        parts.extend(
            brief
                .venue
                .map(|venue| words.say("lecture-venue", &[("venue", venue.into())])),
        );
        parts.push(words.lecture_kind(&brief.kind, rules));
        parts.extend(
            brief
                .number
                .map(|number| words.say("lecture-number", &[("number", number.into())])),
        );
        words.clauses(&parts)
    }
}
