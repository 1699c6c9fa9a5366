//! One bulletin as it reads: each figure leads to its records; and the steps from draft to paper.
//! Must not decide what may be done: the application says which deeds are open.

use app::Failure;
use app::print_papers::PaperForm;
use app::publish_bulletin::{
    BulletinStep, approve_bulletin, number_bulletin, publish_bulletin, take_bulletin,
};
use app::see_bulletin::{BulletinDeed, BulletinSeen, see_bulletin};
use askama::Template;
use axum::http::StatusCode;
use domain::bulletin::{Became, Bound, Key, Part, Piece, Plain, Row, Stage, What, pieces};
use domain::id::{BulletinId, LectureId};
use i18n::Words;

use super::list::look;
use super::names::key_of;
use crate::answer::{Answer, Reply};
use crate::posted::Posted;
use crate::told::{moment, refused};
use crate::view::View;
use crate::visit::{Visit, encoded};

/// A piece of a paragraph: a figure has an address.
pub(super) struct Shown {
    pub text: String,
    pub address: String,
}

/// A part of the text.
struct Section {
    heading: String,
    paragraphs: Vec<Vec<Shown>>,
}

/// A line of annex 1; without an address it stands over those of its kind.
struct Line {
    name: String,
    is_kind: bool,
    cells: Vec<Shown>,
}

/// A line of annex 2.
struct Wanting {
    what: String,
    unit: String,
    count: Shown,
    places: String,
    post: String,
}

#[derive(Template)]
#[template(path = "report/one.html")]
struct Page<'a> {
    v: View<'a>,
    id: BulletinId,
    title: String,
    issuer: String,
    addressee: String,
    tag: &'static str,
    number: String,
    period: String,
    period_label: String,
    state: String,
    look: &'static str,
    stage: Stage,
    when: String,
    sections: Vec<Section>,
    note_at_end: String,
    lectures: Vec<(String, String)>,
    heads: Vec<String>,
    lines: Vec<Line>,
    note: String,
    wanting: Vec<Wanting>,
    by: String,
    deeds: Vec<BulletinDeed>,
    key: String,
    wrong: Option<String>,
}

impl Page<'_> {
    fn may(&self, deed: &str) -> bool {
        let is_named = |one: &BulletinDeed| match one {
            BulletinDeed::Change => deed == "change",
            BulletinDeed::Approve => deed == "approve",
            BulletinDeed::WaitForAnother => deed == "wait",
            BulletinDeed::Publish => deed == "publish",
            BulletinDeed::Take => deed == "take",
        };
        self.deeds.iter().any(is_named)
    }

    fn is_done(&self, step: &str) -> bool {
        match step {
            "approve" => self.stage != Stage::Draft,
            "number" => !self.number.is_empty(),
            "publish" => self.stage == Stage::Published,
            _ => true,
        }
    }
}

/// The bulletin.
pub async fn show(visit: Visit) -> Answer {
    let id = visit.place("bulletin")?;
    page(visit, id, None).await
}

async fn page(visit: Visit, id: BulletinId, wrong: Option<String>) -> Answer {
    let one = see_bulletin(&visit.site.app, &visit.actor, id).await?;
    let seen = &one.bulletin;
    let words = &visit.words;
    let setter = Setter {
        visit: &visit,
        words: &one.words,
        seen,
    };
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let reply = Reply::page(&Page {
        id,
        title: seen.wording.title.clone(),
        issuer: seen.wording.issuer.clone(),
        addressee: setter.addressee(),
        tag: seen.locale.tag(),
        number: seen.number.clone().unwrap_or_default(),
        period: words.report_period(&seen.issue.period.label),
        period_label: seen.issue.period.label.clone(),
        state: words.bulletin_stage(seen.stage),
        look: look(seen.stage),
        stage: seen.stage,
        when: setter.when(),
        sections: setter.sections(),
        note_at_end: seen.wording.note.clone(),
        lectures: setter.lectures(&one.readable),
        heads: setter.heads(),
        lines: setter.lines(),
        note: words.say(
            "bulletin-annex-note",
            &[("people", seen.issue.smallest_group.into())],
        ),
        wanting: setter.wanting(),
        by: words.date(seen.issue.put_right_by),
        deeds: one.deeds,
        key: visit.site.app.new_id().to_string(),
        wrong,
        v: View::new(&visit),
    })?;
    Ok(reply.with_status(status))
}

/// Puts the page together.
struct Setter<'a> {
    visit: &'a Visit,
    /// In the language of the bulletin, for what stands on its paper.
    words: &'a Words,
    seen: &'a BulletinSeen,
}

impl Setter<'_> {
    fn addressee(&self) -> String {
        let to = self.seen.wording.addressee.as_str();
        if to.is_empty() {
            return String::new();
        }
        self.words.say("official-addressee", &[("to", to.into())])
    }

    /// What is worth a look, each with its page where the visitor may open it.
    fn lectures(&self, readable: &[LectureId]) -> Vec<(String, String)> {
        let (words, issue) = (&self.visit.words, &self.seen.issue);
        let told = |shown: &domain::bulletin::Shown| {
            let filled = [
                ("title", shown.title.as_str().into()),
                ("host", issue.name(shown.host).into()),
                ("day", words.date(shown.on).into()),
            ];
            let is_readable = readable.contains(&shown.lecture);
            let address = is_readable.then(|| format!("/lectures/{}", shown.lecture));
            (words.say("bulletin-shown", &filled), address.unwrap_or_default())
        };
        issue.lectures.iter().map(told).collect()
    }

    fn address(&self, key: &str) -> String {
        format!("/bulletins/{}/figure?key={}", self.seen.id, encoded(key))
    }

    fn figure(&self, bound: &Bound) -> Shown {
        Shown {
            text: self.words.bulletin_figure(bound, &self.seen.issue),
            address: self.address(&key_of(bound)),
        }
    }

    fn when(&self) -> String {
        let (key, at) = match (self.seen.published_at, self.seen.approved_at) {
            (Some(at), _) => ("bulletin-when-published", at),
            (None, Some(at)) => ("bulletin-when-approved", at),
            (None, None) => ("bulletin-when-composed", self.seen.composed_at),
        };
        let at = moment(self.visit, at);
        let number = self.seen.issue.known_at.to_string();
        self.visit
            .words
            .say(key, &[("at", at.into()), ("number", number.into())])
    }

    fn sections(&self) -> Vec<Section> {
        let names = self.seen.bound();
        let shown = |piece: Piece<'_>| match piece {
            Piece::Text(text) => Shown {
                text: text.to_owned(),
                address: String::new(),
            },
            Piece::Name(name) => match names.iter().find(|(known, _)| known == name) {
                Some((_, bound)) => self.figure(bound),
                None => Shown {
                    text: name.to_owned(),
                    address: String::new(),
                },
            },
        };
        let mut sections = Vec::new();
        for part in Part::ALL {
            let of_part = self.seen.wording.paragraphs.iter().filter(|one| one.part == part);
            let paragraphs: Vec<Vec<Shown>> = of_part
                .map(|one| pieces(&one.text).into_iter().map(shown).collect())
                .collect();
            if !paragraphs.is_empty() {
                sections.push(Section {
                    heading: self.words.bulletin_heading(part).unwrap_or_default(),
                    paragraphs,
                });
            }
        }
        sections
    }

    /// What stands in the columns of annex 1: figures, and shares of two of them.
    fn columns(&self) -> Vec<(String, What, Option<What>)> {
        let (words, rules) = (&self.visit.words, &self.visit.programme.rules);
        let mut columns = Vec::new();
        for duty in &self.seen.issue.total.duties {
            let of = |became| What::Duty(duty.duty.clone(), became);
            for became in [Became::Owing, Became::Done] {
                columns.push((words.report_figure(&of(became), rules), of(became), None));
            }
            let share = words.say("bulletin-head-share", &[]);
            columns.push((share, of(Became::Done), Some(of(Became::Owing))));
        }
        for plain in [Plain::Sessions, Plain::Themed] {
            let what = What::Plain(plain);
            columns.push((words.report_figure(&what, rules), what, None));
        }
        let turnout = words.say("bulletin-head-turnout", &[]);
        let (present, expected) = (What::Plain(Plain::Present), What::Plain(Plain::Expected));
        columns.push((turnout, present, Some(expected)));
        let covered = What::Plain(Plain::Coverage);
        columns.push((words.report_figure(&covered, rules), covered, None));
        columns
    }

    fn heads(&self) -> Vec<String> {
        self.columns().into_iter().map(|(head, _, _)| head).collect()
    }

    fn lines(&self) -> Vec<Line> {
        let issue = &self.seen.issue;
        let (words, rules) = (&self.visit.words, &self.visit.programme.rules);
        let mut lines = Vec::new();
        for (compared, rows) in issue.by_category() {
            lines.push(Line {
                name: words.compared_units(compared, rules),
                is_kind: true,
                cells: Vec::new(),
            });
            lines.extend(rows.into_iter().map(|row| self.line(row)));
        }
        lines.push(Line {
            name: words.say("bulletin-row-whole", &[]),
            ..self.line(&issue.total)
        });
        lines
    }

    fn line(&self, row: &Row) -> Line {
        let issue = &self.seen.issue;
        let of = |what: &What| row.of(what, &issue.classes).unwrap_or_default();
        let cell = |(_, what, whole): (String, What, Option<What>)| {
            let text = match &whole {
                Some(whole) => {
                    let parts = (of(&what), of(whole));
                    self.visit.words.report_share(parts, issue.smallest_group)
                }
                None => self.visit.words.number(u64::from(of(&what))),
            };
            let key = Key::of(what, &issue.period);
            let key = if row.organisation == issue.organisation {
                key
            } else {
                key.at(row.organisation)
            };
            Shown {
                text,
                address: self.address(&key.to_string()),
            }
        };
        Line {
            name: issue.name(row.organisation).to_owned(),
            is_kind: false,
            cells: self.columns().into_iter().map(cell).collect(),
        }
    }

    fn wanting(&self) -> Vec<Wanting> {
        let issue = &self.seen.issue;
        let (words, rules) = (&self.visit.words, &self.visit.programme.rules);
        let mut found = Vec::new();
        for problem in &issue.problems {
            for wanting in &problem.units {
                let key = match wanting.unit {
                    Some(unit) => problem.key.at(unit),
                    None => problem.key.clone(),
                };
                let names: Vec<&str> = wanting.places.iter().map(|id| issue.name(*id)).collect();
                found.push(Wanting {
                    what: words.bulletin_problem(problem, rules),
                    unit: wanting.unit.map_or_else(
                        || words.say("bulletin-itself", &[]),
                        |unit| issue.name(unit).to_owned(),
                    ),
                    count: Shown {
                        text: words.number(u64::from(wanting.count)),
                        address: self.address(&key.to_string()),
                    },
                    places: words.list(&names),
                    post: words.bulletin_post(problem, rules),
                });
            }
        }
        found
    }
}

/// Agrees to it.
pub async fn approve(visit: Visit, posted: Posted) -> Answer {
    let step = step(&visit, &posted)?;
    let done = approve_bulletin(&visit.site.app, &visit.actor, step).await;
    back(visit, done).await
}

/// Gives it its number.
pub async fn number(visit: Visit, posted: Posted) -> Answer {
    let step = step(&visit, &posted)?;
    let number = posted.field("number").unwrap_or_default();
    let done = number_bulletin(&visit.site.app, &visit.actor, (step, number)).await;
    back(visit, done).await
}

/// Publishes it.
pub async fn publish(visit: Visit, posted: Posted) -> Answer {
    let step = step(&visit, &posted)?;
    let done = publish_bulletin(&visit.site.app, &visit.actor, step).await;
    back(visit, done).await
}

fn step<'a>(visit: &Visit, posted: &'a Posted) -> Result<BulletinStep<'a>, crate::answer::Trouble> {
    Ok(BulletinStep {
        bulletin: visit.place("bulletin")?,
        key: posted.field("key"),
    })
}

async fn back(visit: Visit, done: Result<i64, Failure>) -> Answer {
    let id = visit.place("bulletin")?;
    match refused(&visit, done)? {
        Ok(_) => Reply::see_other(&format!("/bulletins/{id}")),
        Err(wrong) => page(visit, id, Some(wrong)).await,
    }
}

/// The paper.
pub async fn paper(visit: Visit, form: PaperForm) -> Answer {
    let id = visit.place("bulletin")?;
    let paper = take_bulletin(&visit.site.app, &visit.actor, (id, form)).await?;
    Reply::printed(paper)
}
