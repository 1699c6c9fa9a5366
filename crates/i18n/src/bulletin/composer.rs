//! The paragraphs of a bulletin as they are composed: sentences in which figures stand by name.
//! Must not reckon, and must not name a person.

use domain::bulletin::{
    Became, Correction, DutyRow, Issue, Key, Paragraph, Part, Plain, Problem, Wanting, What, name_of,
};
use domain::id::OrganisationId;
use domain::rule_set::RuleSet;

use crate::{Dates, Value, Words};

type Arguments = Vec<(&'static str, Value<'static>)>;

/// A figure's place in a text: its name in braces.
fn place(name: &str) -> Value<'static> {
    format!("{{{name}}}").into()
}

/// Places that are named among units of a kind.
const FOREMOST: u32 = 3;

/// Composes the paragraphs.
pub(super) struct Composer<'a> {
    words: &'a Words,
    issue: &'a Issue,
    rules: &'a RuleSet,
}

impl<'a> Composer<'a> {
    /// A composer of a bulletin.
    pub(super) fn new(words: &'a Words, issue: &'a Issue, rules: &'a RuleSet) -> Composer<'a> {
        Composer { words, issue, rules }
    }

    fn period(&self) -> String {
        self.words.report_period(&self.issue.period.label)
    }

    pub(super) fn title(&self) -> String {
        let programme = self.words.programme(self.rules);
        let filled = [("period", self.period().into()), ("programme", programme.into())];
        self.words.say("bulletin-title", &filled)
    }

    pub(super) fn paragraphs(&self) -> Vec<Paragraph> {
        let mut found = vec![(Part::Basis, self.basis())];
        found.extend(self.overall().into_iter().map(|text| (Part::Overall, text)));
        found.extend(self.highlights().into_iter().map(|text| (Part::Highlights, text)));
        found.extend(self.problems().into_iter().map(|text| (Part::Problems, text)));
        found.extend(self.demands().into_iter().map(|text| (Part::Demands, text)));
        let corrections = self.issue.corrections.iter().zip(1..);
        found.extend(corrections.map(|(one, at)| (Part::Corrections, self.correction(one, at))));
        let paragraph = |(part, text)| Paragraph { part, text };
        found.into_iter().map(paragraph).collect()
    }

    fn basis(&self) -> String {
        let dates = self.words.dates(Dates {
            first: self.issue.period.first,
            last: self.issue.period.last,
        });
        let filled = [
            ("programme", self.words.programme(self.rules).into()),
            ("period", self.period().into()),
            ("dates", dates.into()),
            ("day", self.words.date(self.issue.as_of).into()),
            ("number", self.issue.known_at.to_string().into()),
        ];
        self.words.say("bulletin-basis", &filled)
    }

    fn overall(&self) -> Vec<String> {
        let sessions: Arguments = vec![
            ("period", self.period().into()),
            ("name", self.issue.name(self.issue.organisation).to_owned().into()),
            ("sessions", place("sessions")),
            ("themed", place("themed")),
            ("micro", place("micro")),
            ("joint", place("joint")),
        ];
        let mut found = vec![self.words.say("bulletin-sessions", &sessions)];
        found.extend(self.issue.total.duties.iter().map(|duty| self.duty(duty)));
        found.push(self.classes());
        let people: Arguments = vec![
            ("coverage", place("coverage")),
            ("members", place("members")),
            ("coverage-share", place("coverage-share")),
            ("expected", place("expected")),
            ("present", place("present")),
            ("turnout-share", place("turnout-share")),
        ];
        found.push(self.words.say("bulletin-people", &people));
        found.extend(self.year_before());
        found
    }

    fn duty(&self, duty: &DutyRow) -> String {
        let name = |became| place(&name_of(&What::Duty(duty.duty.clone(), became)));
        let filled: Arguments = vec![
            ("duty", self.words.duty_by_id(&duty.duty, self.rules).into()),
            ("owing", name(Became::Owing)),
            ("done", name(Became::Done)),
            ("made-up", name(Became::MadeUp)),
            ("share", place(&format!("{}-share", duty.duty))),
            ("undone", name(Became::Undone)),
            ("excused", name(Became::Excused)),
            ("closed", name(Became::Closed)),
        ];
        let mut said = vec![self.words.say("bulletin-duty", &filled)];
        if duty.made_up > 0 {
            said.push(self.words.say("bulletin-duty-made-up", &filled));
        }
        if duty.excused > 0 {
            said.push(self.words.say("bulletin-duty-excused", &filled));
        }
        if duty.closed > 0 {
            said.push(self.words.say("bulletin-duty-closed", &filled));
        }
        self.words.joined(&said)
    }

    fn classes(&self) -> String {
        let class = |class: &String| {
            let filled: Arguments = vec![
                ("class", self.words.speaker_class(class, self.rules).into()),
                ("count", place(&name_of(&What::Class(class.clone())))),
            ];
            self.words.say("bulletin-class", &filled)
        };
        let all: Vec<String> = self.issue.classes.iter().map(class).collect();
        let filled: Arguments = vec![("classes", self.words.list(&all).into())];
        self.words.say("bulletin-classes", &filled)
    }

    fn year_before(&self) -> Option<String> {
        let label = self.issue.period_before.as_ref()?;
        let filled: Arguments = vec![
            ("period", self.words.report_period(label).into()),
            ("sessions", place("before-sessions")),
            ("coverage", place("before-coverage")),
        ];
        Some(self.words.say("bulletin-year-before", &filled))
    }

    fn names(&self, ids: &[OrganisationId]) -> String {
        let names: Vec<&str> = ids.iter().map(|id| self.issue.name(*id)).collect();
        self.words.list(&names)
    }

    fn highlights(&self) -> Vec<String> {
        let mut found = Vec::new();
        if !self.issue.leading.is_empty() {
            let units = self.names(&self.issue.leading);
            found.push(self.words.say("bulletin-leading", &[("units", units.into())]));
        }
        found.extend(self.foremost());
        if found.is_empty() {
            found.push(self.words.say("bulletin-leading-none", &[]));
        }
        if !self.issue.lectures.is_empty() {
            let shown = self.issue.lectures.iter().map(|shown| {
                let filled = [
                    ("title", shown.title.clone().into()),
                    ("host", self.issue.name(shown.host).to_owned().into()),
                    ("day", self.words.date(shown.on).into()),
                ];
                self.words.say("bulletin-shown", &filled)
            });
            let shown: Vec<String> = shown.collect();
            let lectures = self.words.list(&shown);
            found.push(
                self.words
                    .say("bulletin-shown-all", &[("lectures", lectures.into())]),
            );
        }
        found
    }

    /// The first three of each kind of unit, where there are more to compare them with.
    fn foremost(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (compared, units) in self.issue.by_category() {
            let ranked = units.iter().filter(|unit| unit.rank.is_some()).count();
            let first = units
                .iter()
                .filter(|unit| unit.rank.is_some_and(|rank| rank <= FOREMOST));
            let first: Vec<OrganisationId> = first.map(|unit| unit.organisation).collect();
            let duty = units.first().and_then(|unit| unit.duties.first());
            let Some(duty) = duty.filter(|_| ranked > first.len()) else {
                continue;
            };
            let filled: Arguments = vec![
                ("kind", self.words.compared_units(compared, self.rules).into()),
                ("duty", self.words.duty_by_id(&duty.duty, self.rules).into()),
                ("units", self.names(&first).into()),
            ];
            found.push(self.words.say("bulletin-foremost", &filled));
        }
        found
    }

    fn problems(&self) -> Vec<String> {
        let problems = &self.issue.problems;
        if problems.is_empty() {
            return vec![self.words.say("bulletin-no-problem", &[])];
        }
        let number = |(problem, at): (&Problem, u32)| {
            let filled: Arguments = vec![("number", at.into()), ("text", self.problem(problem).into())];
            self.words.say("bulletin-numbered", &filled)
        };
        problems.iter().zip(1..).map(number).collect()
    }

    fn problem(&self, problem: &Problem) -> String {
        let name = name_of(&problem.key.what);
        let unit = |(wanting, at): (&Wanting, usize)| match wanting.unit {
            Some(unit) => {
                let filled: Arguments = vec![
                    ("unit", self.issue.name(unit).to_owned().into()),
                    ("count", place(&format!("{name}@{at}"))),
                ];
                self.words.say("bulletin-unit-count", &filled)
            }
            None => self.words.say("bulletin-itself", &[]),
        };
        let units: Vec<String> = problem.units.iter().zip(1..).map(unit).collect();
        let duty = match &problem.key.what {
            What::Duty(duty, _) => self.words.duty_by_id(duty, self.rules),
            _ => String::new(),
        };
        let filled: Arguments = vec![
            ("duty", duty.into()),
            ("count", place(&name)),
            ("units", self.words.list(&units).into()),
        ];
        let key = match &problem.key.what {
            What::Duty(_, Became::Again) => "bulletin-problem-again",
            What::Plain(Plain::Late) => "bulletin-problem-late",
            What::Plain(Plain::SentBack) => "bulletin-problem-sent-back",
            _ => "bulletin-problem-undone",
        };
        self.words.say(key, &filled)
    }

    fn demands(&self) -> Vec<String> {
        let day = self.words.date(self.issue.put_right_by);
        let mut found: Vec<String> = Vec::new();
        for problem in &self.issue.problems {
            let filled: Arguments = vec![
                (
                    "number",
                    u32::try_from(found.len()).unwrap_or(0).saturating_add(1).into(),
                ),
                ("text", self.demand(problem, &day).into()),
            ];
            found.push(self.words.say("bulletin-numbered", &filled));
        }
        let last = if found.is_empty() {
            "bulletin-demand-go-on"
        } else {
            "bulletin-demand-look-again"
        };
        found.push(self.words.say(last, &[("day", day.into())]));
        found
    }

    fn demand(&self, problem: &Problem, day: &str) -> String {
        let duty = match &problem.key.what {
            What::Duty(duty, _) => self.words.duty_by_id(duty, self.rules),
            _ => String::new(),
        };
        let filled: Arguments = vec![
            ("duty", duty.into()),
            ("post", self.words.bulletin_post(problem, self.rules).into()),
            ("day", day.to_owned().into()),
            ("workdays", self.rules.record.timely_workdays.into()),
        ];
        let key = match &problem.key.what {
            What::Duty(_, Became::Again) => "bulletin-demand-again",
            What::Plain(Plain::Late) => "bulletin-demand-late",
            What::Plain(Plain::SentBack) => "bulletin-demand-sent-back",
            _ => "bulletin-demand-undone",
        };
        self.words.say(key, &filled)
    }

    fn correction(&self, one: &Correction, at: u32) -> String {
        let figure = self.figure_at(&one.key);
        let filled: Arguments = vec![
            ("number", at.into()),
            ("bulletin", one.number.clone().into()),
            ("figure", figure.into()),
            ("was", place(&format!("correction-{at}-was"))),
            ("now", place(&format!("correction-{at}-now"))),
        ];
        self.words.say("bulletin-correction", &filled)
    }

    /// 雾溪镇2020年第三季度每季度党课已完成.
    fn figure_at(&self, key: &Key) -> String {
        let whole = self.issue.organisation;
        let filled: Arguments = vec![
            (
                "unit",
                self.issue
                    .name(key.organisation.unwrap_or(whole))
                    .to_owned()
                    .into(),
            ),
            ("period", self.words.report_period(&key.period).into()),
            ("figure", self.words.report_figure(&key.what, self.rules).into()),
        ];
        self.words.say("bulletin-figure-at", &filled)
    }
}
