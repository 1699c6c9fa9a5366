//! A person's page, and what officers change there.
//! Must not show a name that is hidden, nor change anything by itself: the application does both.

use app::{
    AppointPerson, CorrectPerson, EndMembership, EndPost, ErasePerson, Failure, Leaving, MoveMember,
    PersonSeen, SeePerson, Succession, appoint_person, correct_person, end_membership, end_post_of,
    erase_person, find_organisation, move_member, see_person,
};
use askama::Template;
use axum::http::StatusCode;
use domain::access::{Action, TargetKind};
use domain::id::{LectureId, OrganisationId, PersonId};
use domain::lecture::Lecture;
use domain::person::{Membership, Post};
use jiff::civil::Date;

use crate::answer::{Answer, Reply, Trouble};
use crate::posted::Posted;
use crate::route::{Place, Policy, Route, get, post};
use crate::told::{Called, dates, member_kind, name, refused};
use crate::view::View;
use crate::visit::Visit;

const READ: Policy = Policy::May(Action::Read, TargetKind::Person, Place::Person);
const CHANGE: Policy = Policy::May(Action::Change, TargetKind::Person, Place::Person);

/// The routes of a person's page.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/people/{person}", READ, show),
        post("/people/{person}/name", READ, unmask),
        post("/people/{person}/move", CHANGE, move_to),
        post("/people/{person}/correct", CHANGE, correct),
        post("/people/{person}/end", CHANGE, end),
        // Posts are the organisation's: the application asks for the right over it.
        post("/people/{person}/appoint", READ, appoint),
        post("/people/{person}/posts/{post}/end", READ, end_post),
        post(
            "/people/{person}/erase",
            Policy::May(Action::Erase, TargetKind::Person, Place::Person),
            erase,
        ),
    ]
}

struct HomeRow {
    called: Called,
    address: String,
    dates: String,
}

struct PostRow {
    post: String,
    called: Called,
    dates: String,
    /// Where to end it, when it is held and may be ended.
    end: Option<String>,
}

struct LectureRow {
    day: String,
    title: String,
    address: String,
    where_held: String,
    how: Option<String>,
}

#[derive(Template)]
#[template(path = "officer/person.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what the page offers, each for itself"
)]
struct Page<'a> {
    v: View<'a>,
    address: String,
    name: String,
    kind: String,
    birth_month: Option<String>,
    is_erased: bool,
    is_masked: bool,
    homes: Vec<HomeRow>,
    posts: Vec<PostRow>,
    given: Vec<LectureRow>,
    given_count: usize,
    heard: Vec<LectureRow>,
    heard_count: usize,
    may_change: bool,
    may_appoint: bool,
    may_erase: bool,
    /// The organisation where they are at home.
    home: Option<OrganisationId>,
    branches: Vec<String>,
    home_name: String,
    kinds: Vec<(String, String, bool)>,
    post_kinds: Vec<(String, String)>,
    leavings: Vec<(String, String)>,
    keeps_month: bool,
    real_name: String,
    real_month: String,
    today: String,
    key: String,
    wrong: Option<String>,
    said: Option<String>,
}

/// Lectures shown; the count is of all.
const SHOWN: usize = 30;

async fn show(visit: Visit) -> Answer {
    page(visit, (None, None)).await
}

/// Shows a name that is hidden, for a reason that is kept for the person to see.
async fn unmask(visit: Visit, posted: Posted) -> Answer {
    page(visit, (posted.field("reason").map(str::to_owned), None)).await
}

async fn page(visit: Visit, (reason, wrong): (Option<String>, Option<String>)) -> Answer {
    let ask = SeePerson {
        person: visit.place("person")?,
        reason: reason.as_deref(),
    };
    let seen = see_person(&visit.site.app, &visit.actor, ask).await?;
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(Reply::page(&filled(&visit, &seen, wrong))?.with_status(status))
}

fn filled<'a>(visit: &'a Visit, seen: &PersonSeen, wrong: Option<String>) -> Page<'a> {
    let (words, rules) = (&visit.words, &visit.programme.rules);
    let address = format!("/people/{}", seen.person.id);
    let home = seen.homes.iter().find(|home| home.until.is_none());
    let said = visit.query("said").filter(|said| SAID.contains(said));
    let kinds = rules.member_kinds.iter().map(|kind| kind.id.clone());
    let own = (seen.person.kind == "holder").then(|| seen.person.kind.clone());
    Page {
        name: name(visit, Some(&seen.person)),
        kind: member_kind(visit, &seen.person.kind),
        birth_month: seen.person.birth_month.clone(),
        is_erased: seen.person.name.is_none(),
        is_masked: seen.is_masked,
        homes: seen
            .homes
            .iter()
            .map(|home| home_row(visit, seen, home))
            .collect(),
        posts: seen
            .posts
            .iter()
            .map(|post| post_row(visit, seen, &address, post))
            .collect(),
        given_count: seen.given.len(),
        given: lectures(visit, seen, seen.given.iter().map(|id| (*id, None))),
        heard_count: seen.heard.len(),
        heard: lectures(
            visit,
            seen,
            seen.heard.iter().map(|(id, how)| (*id, Some(how.as_str()))),
        ),
        may_change: seen.may.change,
        may_appoint: seen.may.appoint,
        may_erase: seen.may.erase,
        home: home.map(|home| home.organisation),
        branches: branches(visit, seen),
        home_name: home_name(visit, seen),
        kinds: kinds
            .chain(own)
            .map(|id| (id.clone(), member_kind(visit, &id), id == seen.person.kind))
            .collect(),
        post_kinds: rules
            .posts
            .iter()
            .map(|post| (post.id.clone(), words.post(&post.id, rules)))
            .collect(),
        leavings: leavings(visit),
        keeps_month: rules.keeps("birth_month"),
        real_name: seen.person.name.clone().unwrap_or_default(),
        real_month: seen.person.birth_month.clone().unwrap_or_default(),
        today: visit.programme.today.to_string(),
        key: visit.site.app.new_id().to_string(),
        wrong,
        said: said.map(|said| words.say(&format!("person-said-{said}"), &[])),
        address,
        v: View::new(visit),
    }
}

/// Where they are at home, else where they hold a post.
fn home_name(visit: &Visit, seen: &PersonSeen) -> String {
    let home = seen.homes.iter().find(|home| home.until.is_none());
    let at = home.map(|home| home.organisation);
    let at = at.or_else(|| seen.posts.first().map(|post| post.organisation));
    at.map(|at| Called::by(visit, &seen.snapshot, at).name)
        .unwrap_or_default()
}

fn leavings(visit: &Visit) -> Vec<(String, String)> {
    let all = Leaving::ALL.into_iter();
    all.map(|why| {
        let key = format!("leaving-{}", why.word());
        (why.word().to_owned(), visit.words.say(&key, &[]))
    })
    .collect()
}

/// What can be said after something was done.
const SAID: [&str; 6] = ["added", "moved", "corrected", "ended", "appointed", "erased"];

fn home_row(visit: &Visit, seen: &PersonSeen, home: &Membership) -> HomeRow {
    HomeRow {
        called: Called::by(visit, &seen.snapshot, home.organisation),
        address: format!("/people?org={}", home.organisation),
        dates: dates(visit, home.from, home.until),
    }
}

fn post_row(visit: &Visit, seen: &PersonSeen, address: &str, post: &Post) -> PostRow {
    let is_held = post.until.is_none();
    PostRow {
        post: visit.words.post(&post.role, &visit.programme.rules),
        called: Called::by(visit, &seen.snapshot, post.organisation),
        dates: dates(visit, post.from, post.until),
        end: (is_held && seen.may.appoint).then(|| format!("{address}/posts/{}/end", post.id)),
    }
}

fn lectures<'s>(
    visit: &Visit,
    seen: &PersonSeen,
    of: impl Iterator<Item = (LectureId, Option<&'s str>)>,
) -> Vec<LectureRow> {
    let row = |(id, how): (LectureId, Option<&str>)| {
        let lecture = seen.snapshot.lecture(id)?;
        let day = lecture.ended_on().map(|on| visit.words.date(on));
        Some(LectureRow {
            day: day.unwrap_or_default(),
            title: lecture.title.clone(),
            address: format!("/lectures/{id}"),
            where_held: hosts(visit, seen, lecture),
            // A sign-in from a sheet is the common case and needs no word.
            how: how
                .filter(|how| *how != "sheet")
                .and_then(|how| visit.words.find(&format!("attendance-how-{how}"), &[])),
        })
    };
    of.take(SHOWN).filter_map(row).collect()
}

fn hosts(visit: &Visit, seen: &PersonSeen, lecture: &Lecture) -> String {
    let hosts = lecture.hosts.iter();
    let names: Vec<String> = hosts
        .map(|host| Called::by(visit, &seen.snapshot, host.organisation).name)
        .collect();
    visit.words.list(&names)
}

/// Names to choose from where somebody is to go; only for who may choose.
fn branches(visit: &Visit, seen: &PersonSeen) -> Vec<String> {
    if !seen.may.change && !seen.may.appoint {
        return Vec::new();
    }
    let board = seen.snapshot.board();
    let scope = board.tree().scope(visit.home()).iter();
    let open = scope.filter(|id| {
        let found = seen.snapshot.facts.organisation(**id);
        found.is_some_and(|found| found.closed.is_none())
    });
    open.map(|id| Called::by(visit, &seen.snapshot, *id).name)
        .collect()
}

fn who(visit: &Visit) -> Result<PersonId, Trouble> {
    visit.place("person")
}

/// On to the page that says so, or the page with what was refused.
async fn done<T>(visit: Visit, result: Result<T, Failure>, said: &str) -> Answer {
    match refused(&visit, result)? {
        Ok(_) => Reply::see_other(&format!("/people/{}?said={said}", who(&visit)?)),
        Err(wrong) => page(visit, (None, Some(wrong))).await,
    }
}

fn day(visit: &Visit, posted: &Posted, field: &str) -> Date {
    posted.field_as(field).unwrap_or(visit.programme.today)
}

async fn named(visit: &Visit, posted: &Posted) -> Result<OrganisationId, Failure> {
    let typed = posted.field("organisation").unwrap_or_default();
    find_organisation(&visit.site.app, &visit.actor, typed).await
}

async fn move_to(visit: Visit, posted: Posted) -> Answer {
    let person = who(&visit)?;
    let result = match named(&visit, &posted).await {
        Ok(to) => {
            let command = MoveMember {
                person,
                to,
                on: day(&visit, &posted, "on"),
                key: posted.field("key"),
            };
            move_member(&visit.site.app, &visit.actor, command).await
        }
        Err(failure) => Err(failure),
    };
    done(visit, result, "moved").await
}

async fn correct(visit: Visit, posted: Posted) -> Answer {
    let command = CorrectPerson {
        person: who(&visit)?,
        name: posted.field("name").unwrap_or_default(),
        birth_month: posted.field("birth-month"),
        kind: posted.field("kind").unwrap_or_default(),
        key: posted.field("key"),
    };
    let result = correct_person(&visit.site.app, &visit.actor, command).await;
    done(visit, result, "corrected").await
}

async fn end(visit: Visit, posted: Posted) -> Answer {
    let why = posted.field("why").and_then(Leaving::parse);
    let command = EndMembership {
        person: who(&visit)?,
        last: day(&visit, &posted, "last"),
        why: why.unwrap_or(Leaving::Ended),
        key: posted.field("key"),
    };
    let result = end_membership(&visit.site.app, &visit.actor, command).await;
    match refused(&visit, result)? {
        // Whoever kept the roster may not see them any more: back to the roster.
        Ok(_) => {
            let home = posted.field_as("home").unwrap_or_else(|| visit.home());
            Reply::see_other(&format!("/people?org={home}&said=ended"))
        }
        Err(wrong) => page(visit, (None, Some(wrong))).await,
    }
}

async fn appoint(visit: Visit, posted: Posted) -> Answer {
    let person = who(&visit)?;
    let result = match named(&visit, &posted).await {
        Ok(organisation) => {
            let command = AppointPerson {
                organisation,
                post: posted.field("post").unwrap_or_default(),
                person,
                from: day(&visit, &posted, "from"),
                succession: match posted.field("succession") {
                    Some("joins") => Succession::Joins,
                    _ => Succession::Replaces,
                },
                key: posted.field("key"),
            };
            appoint_person(&visit.site.app, &visit.actor, command).await
        }
        Err(failure) => Err(failure),
    };
    done(visit, result, "appointed").await
}

async fn end_post(visit: Visit, posted: Posted) -> Answer {
    let command = EndPost {
        post: visit.place("post")?,
        last: day(&visit, &posted, "last"),
        key: posted.field("key"),
    };
    let result = end_post_of(&visit.site.app, &visit.actor, command).await;
    done(visit, result, "ended").await
}

async fn erase(visit: Visit, posted: Posted) -> Answer {
    let person = who(&visit)?.to_string();
    let Some(reason) = posted.field("reason") else {
        let wrong = visit.words.advice_on("people-refusal-reason-missing", &[]);
        return page(visit, (None, Some(wrong))).await;
    };
    let command = ErasePerson {
        tree: None,
        person: &person,
        reason,
        key: posted.field("key"),
    };
    let result = erase_person(&visit.site.app, &visit.actor, command).await;
    done(visit, result, "erased").await
}
