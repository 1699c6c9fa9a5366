//! Why a figure of a bulletin or a month is what it is: its records, as they were known when it was read.
//! Must not name a person: of people, how many at which home.

use app::explain_bulletin::{FigureExplained, explain_bulletin};
use app::summarise::explain_month;
use askama::Template;
use domain::id::OrganisationId;
use domain::obligation::StandingKind;
use domain::status::Records;

use crate::answer::{Answer, Reply, Trouble};
use crate::view::View;
use crate::visit::Visit;

/// Records on one page.
const PAGE: usize = 50;

/// A record.
#[derive(Default)]
struct Item {
    name: String,
    full: String,
    address: String,
    when: String,
    note: String,
    said: String,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "report/records.html")]
struct Page<'a> {
    v: View<'a>,
    title: String,
    unit: String,
    count: u32,
    means: String,
    known: String,
    key: String,
    back: String,
    items: Vec<Item>,
    shown: String,
    earlier: String,
    later: String,
}

/// A figure of a bulletin: `?key=…`.
pub async fn of_bulletin(visit: Visit) -> Answer {
    let id = visit.place("bulletin")?;
    let key = visit.query("key").ok_or(Trouble::NotFound)?;
    let explained = explain_bulletin(&visit.site.app, &visit.actor, (id, key)).await?;
    page(&visit, &explained, format!("/bulletins/{id}"))
}

/// A figure of a month: `?key=…`.
pub async fn of_month(visit: Visit) -> Answer {
    let key = visit.query("key").ok_or(Trouble::NotFound)?;
    let month = visit.place_text("month").unwrap_or_default();
    let explained = explain_month(&visit.site.app, &visit.actor, (visit.home(), key)).await?;
    page(&visit, &explained, format!("/months/{month}"))
}

/// The page of a figure's records, with a way back to where it stands.
pub(crate) fn page(visit: &Visit, explained: &FigureExplained, back: String) -> Answer {
    let (words, rules) = (&visit.words, &visit.programme.rules);
    let lister = Lister { visit, explained };
    let all = lister.len();
    let page: usize = visit.query_as("page").unwrap_or(1);
    let page = page.clamp(1, all.div_ceil(PAGE).max(1));
    let first = (page - 1) * PAGE;
    let items = lister.items(first);
    let end = first + items.len();
    let to = |page: usize, is_there: bool| {
        let address = is_there.then(|| visit.address_with("page", &page.to_string()));
        address.unwrap_or_default()
    };
    let figures = [
        ("first", (first + 1).into()),
        ("last", end.into()),
        ("count", all.into()),
    ];
    let title = [
        ("unit", String::new().into()),
        ("period", words.report_period(&explained.key.period).into()),
        ("figure", words.report_figure(&explained.key.what, rules).into()),
    ];
    Reply::page(&Page {
        title: words
            .say("bulletin-figure-at", &title)
            .trim_matches([' ', ','])
            .to_owned(),
        unit: explained
            .snapshot
            .short_name(explained.organisation)
            .unwrap_or_default()
            .to_owned(),
        count: explained.count,
        means: words.report_means(&explained.key.what),
        known: words.say(
            "records-known-at",
            &[("number", explained.known_at.to_string().into())],
        ),
        key: explained.key.to_string(),
        back,
        shown: if all > PAGE {
            words.say("figure-shown", &figures)
        } else {
            String::new()
        },
        earlier: to(page.saturating_sub(1), page > 1),
        later: to(page.saturating_add(1), end < all),
        items,
        v: View::new(visit),
    })
}

struct Lister<'a> {
    visit: &'a Visit,
    explained: &'a FigureExplained,
}

impl Lister<'_> {
    fn len(&self) -> usize {
        match &self.explained.records {
            Records::People(homes) => homes.len(),
            records => records.len(),
        }
    }

    fn items(&self, first: usize) -> Vec<Item> {
        match &self.explained.records {
            Records::Organisations(all) => {
                let some = all.iter().skip(first).take(PAGE);
                some.map(|(id, kind)| self.standing(*id, *kind)).collect()
            }
            Records::Lectures(all) => {
                let lectures = all.iter().skip(first).take(PAGE);
                let lectures = lectures.filter_map(|id| self.explained.snapshot.lecture(*id));
                lectures.map(|lecture| self.lecture(lecture)).collect()
            }
            Records::People(homes) => {
                let some = homes.iter().skip(first).take(PAGE);
                some.map(|(home, people)| Item {
                    note: self
                        .visit
                        .words
                        .say("figure-people", &[("count", people.len().into())]),
                    ..self.place(*home)
                })
                .collect()
            }
            Records::Expected(_) | Records::Persons(_) => Vec::new(),
        }
    }

    fn place(&self, id: OrganisationId) -> Item {
        let snapshot = &self.explained.snapshot;
        let is_linked = self.explained.linked.contains(&id);
        Item {
            name: snapshot.short_path(id, self.explained.organisation),
            full: snapshot.name(id).unwrap_or_default().to_owned(),
            address: if is_linked {
                format!("/organisations/{id}")
            } else {
                String::new()
            },
            ..Item::default()
        }
    }

    fn standing(&self, id: OrganisationId, kind: StandingKind) -> Item {
        Item {
            said: self.visit.words.standing_kind(kind),
            class: match kind {
                StandingKind::Met | StandingKind::MadeUp => "met",
                StandingKind::Overdue => "over",
                StandingKind::AtRisk => "risk",
                _ => "none",
            },
            ..self.place(id)
        }
    }

    fn lecture(&self, lecture: &domain::lecture::Lecture) -> Item {
        let (snapshot, words) = (&self.explained.snapshot, &self.visit.words);
        let hosts = lecture.hosts.iter().map(|host| host.organisation);
        let names: Vec<String> = hosts
            .clone()
            .map(|host| snapshot.short_path(host, self.explained.organisation))
            .collect();
        let is_linked = hosts.clone().any(|host| self.explained.linked.contains(&host));
        let heads = lecture.expected.zip(lecture.present);
        Item {
            name: words.say("lecture-title", &[("title", lecture.title.as_str().into())]),
            full: lecture.title.clone(),
            address: if is_linked {
                format!("/lectures/{}", lecture.id)
            } else {
                String::new()
            },
            when: lecture
                .ended_on()
                .map(|on| words.weekday_date(on))
                .unwrap_or_default(),
            note: words.list(&names),
            said: heads.map_or_else(String::new, |(expected, present)| {
                let heads = [("present", present.into()), ("expected", expected.into())];
                words.say("records-heads", &heads)
            }),
            class: "none",
        }
    }
}
