//! The member's door: one's own lectures and hours, what is coming, who looked, what is held.
//! Must not show anybody else's data: the application hands out one's own only.

mod copy;

use app::{LookSeen, MyData, kept_for, my_data, take_my_data};
use askama::Template;
use domain::id::LectureId;

use crate::answer::{Answer, Reply, Trouble};
use crate::route::{Policy, Route, get};
use crate::told::{Called, dates, member_kind, name, organisation, who};
use crate::view::View;
use crate::visit::Visit;

/// The routes of the member's door.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/me", Policy::SignedIn, show),
        get("/me/data.json", Policy::SignedIn, json),
        get("/me/data.xlsx", Policy::SignedIn, xlsx),
    ]
}

struct LectureRow {
    day: String,
    title: String,
    place: String,
    how: Option<String>,
}

struct YearRow {
    year: i16,
    sessions: u32,
    hours: Option<String>,
    assumed: Option<String>,
}

struct HeldRow {
    what: String,
    value: String,
    purpose: String,
    retention: String,
}

#[derive(Template)]
#[template(path = "member/me.html")]
struct Page<'a> {
    v: View<'a>,
    name: String,
    kind: String,
    home: Called,
    years: Vec<YearRow>,
    coming: Vec<LectureRow>,
    heard: Vec<LectureRow>,
    heard_count: usize,
    given: Vec<LectureRow>,
    given_count: usize,
    looks: Vec<(String, String)>,
    looks_left: usize,
    held: Vec<HeldRow>,
    contacts: Vec<String>,
    county: String,
}

/// Rows shown of a sort on a phone; all are in the copy.
const SHOWN: usize = 20;

async fn show(visit: Visit) -> Answer {
    let mine = my_data(&visit.site.app, &visit.actor).await?;
    let home = mine.homes.iter().find(|home| home.held_on(mine.snapshot.as_of));
    let heard = mine.heard.iter().map(|(id, how)| (*id, Some(how.as_str())));
    let given = mine.given.iter().map(|id| (*id, None));
    Reply::page(&Page {
        name: name(&visit, Some(&mine.person)),
        kind: member_kind(&visit, &mine.person.kind),
        home: home
            .map(|home| Called::by(&visit, &mine.snapshot, home.organisation))
            .unwrap_or_default(),
        years: years(&visit, &mine),
        coming: coming(&visit, &mine),
        heard: heard
            .take(SHOWN)
            .filter_map(|of| lecture(&visit, &mine, of))
            .collect(),
        heard_count: mine.heard.len(),
        given: given
            .take(SHOWN)
            .filter_map(|of| lecture(&visit, &mine, of))
            .collect(),
        given_count: mine.given.len(),
        looks: mine
            .looks
            .iter()
            .take(SHOWN)
            .map(|seen| look(&visit, &mine, seen))
            .collect(),
        looks_left: mine.looks.len().saturating_sub(SHOWN),
        held: held(&visit, &mine),
        contacts: contacts(&visit, &mine),
        county: organisation(&mine.snapshot, visit.programme.root),
        v: View::new(&visit),
    })
}

fn years(visit: &Visit, mine: &MyData) -> Vec<YearRow> {
    let hours = |tenths: u32| {
        let whole = format!("{}.{}", tenths / 10, tenths % 10);
        let text = whole.strip_suffix(".0").unwrap_or(&whole).to_owned();
        visit.words.say("me-hours", &[("number", text.into())])
    };
    let row = |year: &app::YearHeard| YearRow {
        year: year.year,
        sessions: year.sessions,
        hours: (year.hours.minutes > 0).then(|| hours(year.hours.tenths())),
        assumed: year.assumed.map(|minutes| {
            visit
                .words
                .say("me-hours-assumed", &[("minutes", minutes.into())])
        }),
    };
    mine.years.iter().map(row).collect()
}

fn coming(visit: &Visit, mine: &MyData) -> Vec<LectureRow> {
    let row = |item: &domain::facts::PlanItem| LectureRow {
        day: item.on.map(|on| visit.words.weekday_date(on)).unwrap_or_default(),
        title: item
            .topic
            .clone()
            .unwrap_or_else(|| visit.words.say("me-topic-open", &[])),
        place: item.speaker.clone().unwrap_or_default(),
        how: None,
    };
    mine.coming.iter().take(SHOWN).map(row).collect()
}

fn lecture(visit: &Visit, mine: &MyData, (id, how): (LectureId, Option<&str>)) -> Option<LectureRow> {
    let lecture = mine.snapshot.lecture(id)?;
    let hosts = lecture.hosts.iter();
    let hosts: Vec<String> = hosts
        .map(|host| Called::by(visit, &mine.snapshot, host.organisation).name)
        .collect();
    Some(LectureRow {
        day: lecture
            .ended_on()
            .map(|on| visit.words.date(on))
            .unwrap_or_default(),
        title: lecture.title.clone(),
        place: visit.words.list(&hosts),
        how: how
            .filter(|how| *how != "sheet")
            .and_then(|how| visit.words.find(&format!("attendance-how-{how}"), &[])),
    })
}

/// 谁（身份）、什么时候、看了什么.
fn look(visit: &Visit, mine: &MyData, seen: &LookSeen) -> (String, String) {
    let words = &visit.words;
    let what = words.say(&format!("look-{}", seen.what), &[]);
    let who = who(visit, &mine.snapshot, &seen.who);
    let key = if seen.times > 1 {
        "look-said-times"
    } else {
        "look-said"
    };
    let mut said = words.say(
        key,
        &[
            ("who", who.into()),
            ("what", what.into()),
            ("count", seen.times.into()),
        ],
    );
    if let Some(reason) = &seen.reason {
        let why = words.say("look-reason", &[("reason", reason.as_str().into())]);
        said = words.joined(&[said, why]);
    }
    (words.weekday_date(seen.on), said)
}

/// Each field with what it is for and how long it is kept; what the store says of a column is worded by its name.
fn held(visit: &Visit, mine: &MyData) -> Vec<HeldRow> {
    let words = &visit.words;
    let row = |field: &app::HeldField| {
        let key = format!("{}-{}", field.table, field.column).replace('_', "-");
        let said = |of: &str| words.say(&format!("held-{of}-{key}"), &[]);
        HeldRow {
            what: said("what"),
            value: value(visit, mine, field),
            purpose: said("purpose"),
            retention: match kept_for(field.table, field.column) {
                Some(_) => said("retention"),
                None => words.say("held-retention-record", &[]),
            },
        }
    };
    mine.held.iter().map(row).collect()
}

fn value(visit: &Visit, mine: &MyData, field: &app::HeldField) -> String {
    let words = &visit.words;
    let count = |number: usize| words.say("held-count", &[("count", number.into())]);
    let joined = |parts: Vec<String>| words.list(&parts);
    match (field.table, field.column) {
        ("person", "kind") => member_kind(visit, &mine.person.kind),
        ("membership", _) => joined(
            mine.homes
                .iter()
                .map(|home| {
                    let at = organisation(&mine.snapshot, home.organisation);
                    format!("{at} {}", dates(visit, home.from, home.until))
                })
                .collect(),
        ),
        ("post", _) if !mine.posts.is_empty() => joined(
            mine.posts
                .iter()
                .map(|post| {
                    let role = words.post(&post.role, &visit.programme.rules);
                    format!("{role} {}", dates(visit, post.from, post.until))
                })
                .collect(),
        ),
        ("attendance", _) => count(mine.heard.len()),
        ("lecture_speaker", _) => count(mine.given.len()),
        ("person_view", _) => count(mine.looks.len()),
        _ => field
            .value
            .clone()
            .unwrap_or_else(|| words.say("held-nothing", &[])),
    }
}

fn contacts(visit: &Visit, mine: &MyData) -> Vec<String> {
    let posts = mine.contacts.iter();
    posts
        .map(|post| {
            let role = visit.words.post(&post.role, &visit.programme.rules);
            format!("{role} {}", name(visit, mine.snapshot.facts.person(post.person)))
        })
        .collect()
}

async fn json(visit: Visit) -> Answer {
    let mine = take_my_data(&visit.site.app, &visit.actor).await?;
    let text = serde_json::to_vec_pretty(&copy::document(&mine)).map_err(|_| Trouble::Template)?;
    Reply::file("kaijiang-my-data.json", "application/json", text)
}

async fn xlsx(visit: Visit) -> Answer {
    let mine = take_my_data(&visit.site.app, &visit.actor).await?;
    let bytes = copy::workbook(&visit, &mine).ok_or(Trouble::Template)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Reply::file(&format!("{}.xlsx", visit.words.say("me-file", &[])), kind, bytes)
}
