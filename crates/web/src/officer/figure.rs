//! Why a figure is what it is: what it means in one sentence, and exactly the records it is made of.
//! Must not count: the figure and its records come from one overview.

use app::{FigureSeen, SeeFigure, see_figure};
use askama::Template;
use domain::id::{LectureId, OrganisationId, PersonId};
use domain::obligation::StandingKind;
use domain::person_duty::PersonState;
use domain::status::{Asked, Expected, Figure, PersonOwes, Records};

use super::asked::{Link, Question, day_told, way_up};
use super::board::sign_of;
use super::forecast::ground;
use crate::answer::{Answer, Reply, Trouble};
use crate::view::View;
use crate::visit::Visit;

/// Records on one page.
const PAGE: usize = 50;

/// A record.
#[derive(Default)]
pub(super) struct Item {
    pub name: String,
    pub full: String,
    pub address: String,
    /// Its day.
    pub when: String,
    pub note: String,
    pub sign: &'static str,
    pub class: &'static str,
    pub said: String,
    pub why: String,
    /// Shown when opened.
    pub more: String,
}

#[derive(Template)]
#[template(path = "officer/figure.html")]
struct Page<'a> {
    v: View<'a>,
    crumbs: Vec<Link>,
    name: String,
    label: String,
    title: String,
    day: String,
    count: u32,
    means: String,
    counted_so: String,
    back: String,
    items: Vec<Item>,
    shown: String,
    earlier: String,
    later: String,
}

/// The records of a figure.
pub async fn show(visit: Visit) -> Answer {
    let organisation = visit.place("organisation")?;
    let word = visit.place_text("figure").unwrap_or_default();
    let figure = Figure::parse(word)
        .filter(|figure| is_known(*figure, &visit))
        .ok_or(Trouble::NotFound)?;
    let question = Question::of(&visit);
    let ask = SeeFigure {
        organisation,
        figure,
        duty: question.duty.as_deref(),
        period: question.period.as_deref(),
        as_of: question.as_of,
    };
    let seen = see_figure(&visit.site.app, &visit.actor, ask).await?;
    let asked = seen.overview.asked(seen.choice).ok_or(Trouble::NotFound)?;
    let about = question.about(asked);
    let lister = Lister {
        seen: &seen,
        asked,
        about: &about,
        visit: &visit,
        top: organisation,
    };
    let turned = lister.turn();
    Reply::page(&Page {
        crumbs: way_up(&seen.snapshot, &seen.above, &about),
        name: seen
            .snapshot
            .short_name(organisation)
            .unwrap_or_default()
            .to_owned(),
        label: label(figure, asked, &visit),
        title: super::standing::title(asked, &visit),
        day: day_told(seen.snapshot.as_of, &visit.words),
        count: seen.count,
        means: means(figure, asked, &visit),
        counted_so: lister.counted_so(),
        back: about.standing(organisation),
        items: turned.items,
        shown: turned.shown,
        earlier: turned.earlier,
        later: turned.later,
        v: View::new(&visit),
    })
}

fn is_known(figure: Figure, visit: &Visit) -> bool {
    match figure {
        Figure::Class(at) => at < visit.programme.rules.speaker_classes.len(),
        _ => true,
    }
}

/// Fills a page with records.
struct Lister<'a> {
    seen: &'a FigureSeen,
    asked: Asked<'a>,
    about: &'a Question,
    visit: &'a Visit,
    top: OrganisationId,
}

/// One page of records with the ways to the others.
struct Turned {
    items: Vec<Item>,
    shown: String,
    earlier: String,
    later: String,
}

impl Lister<'_> {
    /// The page asked for.
    fn turn(&self) -> Turned {
        let all = self.len();
        let page: usize = self.visit.query_as("page").unwrap_or(1);
        let page = page.clamp(1, all.div_ceil(PAGE).max(1));
        let first = (page - 1) * PAGE;
        let items = self.items(first);
        let end = first + items.len();
        let to = |page: usize, is_there: bool| {
            let address = is_there.then(|| self.visit.address_with("page", &page.to_string()));
            address.unwrap_or_default()
        };
        let figures = [
            ("first", (first + 1).into()),
            ("last", end.into()),
            ("count", all.into()),
        ];
        let shown = (all > PAGE).then(|| self.visit.words.say("figure-shown", &figures));
        Turned {
            items,
            shown: shown.unwrap_or_default(),
            earlier: to(page.saturating_sub(1), page > 1),
            later: to(page.saturating_add(1), end < all),
        }
    }

    /// Lines in all: of people, their homes.
    fn len(&self) -> usize {
        match &self.seen.records {
            Records::People(homes) => homes.len(),
            records => records.len(),
        }
    }

    /// What the lines add up to, where they are not one each.
    fn counted_so(&self) -> String {
        match &self.seen.records {
            Records::People(homes) => {
                let counts = [("homes", homes.len().into()), ("count", self.seen.count.into())];
                self.visit.words.say("figure-by-home", &counts)
            }
            _ => String::new(),
        }
    }

    fn items(&self, first: usize) -> Vec<Item> {
        match &self.seen.records {
            Records::Organisations(all) => {
                let some = all.iter().skip(first).take(PAGE);
                some.map(|(id, kind)| self.organisation(*id, *kind)).collect()
            }
            Records::Expected(all) => {
                let some = all.iter().skip(first).take(PAGE);
                some.map(|one| self.expected(one)).collect()
            }
            Records::Persons(all) => {
                let some = all.iter().skip(first).take(PAGE);
                some.map(|one| self.person(one)).collect()
            }
            Records::Lectures(all) => {
                let some = all.iter().skip(first).take(PAGE);
                some.filter_map(|id| self.lecture(*id)).collect()
            }
            Records::People(homes) => {
                let some = homes.iter().skip(first).take(PAGE);
                some.map(|(home, people)| self.people(*home, people)).collect()
            }
        }
    }

    fn place(&self, id: OrganisationId) -> Item {
        Item {
            name: self.seen.snapshot.short_path(id, self.top),
            full: self.seen.snapshot.name(id).unwrap_or_default().to_owned(),
            address: self.about.organisation(id),
            ..Item::default()
        }
    }

    fn organisation(&self, id: OrganisationId, kind: StandingKind) -> Item {
        let (sign, class) = sign_of(kind, false);
        Item {
            sign,
            class,
            said: self.visit.words.standing_kind(kind),
            why: self.about.why(id, self.asked),
            ..self.place(id)
        }
    }

    fn expected(&self, one: &Expected) -> Item {
        Item {
            note: ground(
                one,
                self.asked.period(),
                self.seen.snapshot.as_of,
                &self.visit.words,
            ),
            ..self.organisation(one.organisation, one.kind)
        }
    }

    fn person(&self, one: &PersonOwes) -> Item {
        let (snapshot, words) = (&self.seen.snapshot, &self.visit.words);
        let person = snapshot
            .facts
            .person(one.person)
            .and_then(|person| person.name.clone());
        let is_named = self.seen.named.contains(&one.organisation);
        let (sign, class) = match one.state {
            PersonState::Met => ("✓", "met"),
            PersonState::Due { .. } => ("·", "none"),
            PersonState::Overdue { .. } => ("×", "over"),
        };
        Item {
            note: person.filter(|_| is_named).unwrap_or_default(),
            sign,
            class,
            said: words.person_state(one.state),
            ..self.place(one.organisation)
        }
    }

    fn lecture(&self, id: LectureId) -> Option<Item> {
        let (snapshot, words) = (&self.seen.snapshot, &self.visit.words);
        let lecture = snapshot.lecture(id)?;
        let hosts = lecture.hosts.iter();
        let hosts: Vec<String> = hosts
            .map(|host| snapshot.short_path(host.organisation, self.top))
            .collect();
        Some(Item {
            name: words.say("lecture-title", &[("title", lecture.title.as_str().into())]),
            full: lecture.title.clone(),
            address: format!("/lectures/{id}"),
            when: lecture
                .ended_on()
                .map(|on| words.weekday_date(on))
                .unwrap_or_default(),
            note: words.list(&hosts),
            said: words.lecture_kind(&lecture.kind, &snapshot.rules),
            class: "none",
            ..Item::default()
        })
    }

    fn people(&self, home: OrganisationId, people: &[PersonId]) -> Item {
        let (snapshot, words) = (&self.seen.snapshot, &self.visit.words);
        let mut names = Vec::new();
        if self.seen.named.contains(&home) {
            let found = people
                .iter()
                .filter_map(|id| snapshot.facts.person(*id)?.name.as_deref());
            names.extend(found);
        }
        Item {
            note: words.say("figure-people", &[("count", people.len().into())]),
            more: words.list(&names),
            ..self.place(home)
        }
    }
}

/// What a figure is called on its card and page.
pub(super) fn label(figure: Figure, asked: Asked<'_>, visit: &Visit) -> String {
    let words = &visit.words;
    if matches!(asked, Asked::Persons(_)) && figure == Figure::Owing {
        return words.say("figure-owing-persons", &[]);
    }
    let key = match figure {
        Figure::Owing => "figure-owing",
        Figure::Done => "figure-done",
        Figure::Undone => "figure-undone",
        Figure::Late => "figure-late",
        Figure::Overdue => "figure-overdue",
        Figure::Excused => "figure-excused",
        Figure::Closed => "figure-closed",
        Figure::Sessions => "figure-sessions",
        Figure::Joint => "figure-joint",
        Figure::Micro => "figure-micro",
        Figure::Covered => "figure-covered",
        Figure::Members => "figure-members",
        Figure::Class(at) => {
            let class = visit.programme.rules.speaker_classes.get(at);
            let name = class.map(|class| words.speaker_class(&class.id, &visit.programme.rules));
            return words.say("figure-class", &[("class", name.unwrap_or_default().into())]);
        }
    };
    words.say(key, &[])
}

/// The same over a column.
pub(super) fn short_label(figure: Figure, visit: &Visit) -> String {
    let key = match figure {
        Figure::Done => "column-standing-done",
        Figure::Undone => "column-standing-undone",
        Figure::Late => "column-standing-late",
        Figure::Overdue => "column-standing-overdue",
        Figure::Covered => "column-standing-covered",
        _ => "column-standing-sessions",
    };
    visit.words.say(key, &[])
}

/// The definition in one sentence, as the metrics fix it.
fn means(figure: Figure, asked: Asked<'_>, visit: &Visit) -> String {
    let is_personal = matches!(asked, Asked::Persons(_));
    let key = match figure {
        Figure::Owing if is_personal => "figure-owing-persons-means",
        Figure::Owing => "figure-owing-means",
        Figure::Done => "figure-done-means",
        Figure::Undone => "figure-undone-means",
        Figure::Late => "figure-late-means",
        Figure::Overdue => "figure-overdue-means",
        Figure::Excused => "figure-excused-means",
        Figure::Closed => "figure-closed-means",
        Figure::Sessions => "figure-sessions-means",
        Figure::Joint => "figure-joint-means",
        Figure::Micro => "figure-micro-means",
        Figure::Covered => "figure-covered-means",
        Figure::Members => "figure-members-means",
        Figure::Class(_) => "figure-class-means",
    };
    visit.words.say(key, &[])
}
