//! 人员: the roster of an organisation and all below it.
//! Must not pick who is on it: the application does.

use app::{AddMember, PeopleSeen, PersonLine, SeePeople, add_member, see_people, take_people, text_workbook};
use askama::Template;
use axum::http::StatusCode;
use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;

use crate::answer::{Answer, Reply, Trouble};
use crate::posted::Posted;
use crate::route::{Place, Policy, Route, get, post};
use crate::told::{Called, member_kind, organisation, refused};
use crate::view::View;
use crate::visit::{Visit, encoded};

/// The routes of the roster.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get(
            "/people",
            Policy::May(Action::List, TargetKind::Person, Place::Home),
            show,
        ),
        get(
            "/people/roster.xlsx",
            Policy::May(Action::Export, TargetKind::Person, Place::Home),
            take,
        ),
        post(
            "/people",
            Policy::May(Action::List, TargetKind::Person, Place::Home),
            add,
        ),
    ]
}

/// A row of the roster.
struct Row {
    address: String,
    name: String,
    is_erased: bool,
    birth_month: Option<String>,
    kind: String,
    home: Called,
    posts: String,
}

/// Something to choose: its word, its name, whether it is chosen.
type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "officer/people.html")]
struct Page<'a> {
    v: View<'a>,
    organisation: OrganisationId,
    called: Called,
    parent: Option<(String, Called)>,
    below: Vec<(String, Called)>,
    rows: Vec<Row>,
    count: usize,
    name: String,
    kinds: Vec<Choice>,
    posts: Vec<Choice>,
    place: String,
    pages: usize,
    earlier: Option<String>,
    later: Option<String>,
    is_masked: bool,
    may_add: bool,
    /// Where the roster asked for is taken away, for who may.
    take: Option<String>,
    today: String,
    key: String,
    wrong: Option<String>,
    said: Option<String>,
    typed: Typed,
    keeps_month: bool,
}

/// What was typed into the form that was refused.
#[derive(Default)]
struct Typed {
    name: String,
    birth_month: String,
    kind: String,
    from: String,
}

async fn show(visit: Visit) -> Answer {
    let top = visit.asked_for()?;
    page(visit, top, (None, Typed::default())).await
}

async fn page(visit: Visit, top: OrganisationId, (wrong, typed): (Option<String>, Typed)) -> Answer {
    let at: usize = visit.query_as("page").unwrap_or(1).max(1);
    let ask = SeePeople {
        top,
        name: visit.query("name"),
        kind: visit.query("kind"),
        post: visit.query("post"),
        page: at,
    };
    let seen = see_people(&visit.site.app, &visit.actor, ask).await?;
    let rules = &visit.programme.rules;
    let words = &visit.words;
    let kinds = rules.member_kinds.iter().map(|kind| kind.id.as_str());
    let kinds: Vec<&str> = kinds.chain(["holder"]).collect();
    let chosen_kind = Some(typed.kind.as_str())
        .filter(|kind| !kind.is_empty())
        .or(ask.kind);
    let choice = |id: &str, name: String, chosen: Option<&str>| (id.to_owned(), name, chosen == Some(id));
    let status = status_of(wrong.as_ref());
    let turned = |page: usize| visit.address_with("page", &page.to_string());
    let posts = rules.posts.iter();
    let reply = Reply::page(&Page {
        organisation: top,
        called: Called::by(&visit, &seen.snapshot, top),
        parent: parent(&visit, &seen, top),
        below: below(&seen, top),
        rows: seen
            .people
            .iter()
            .map(|line| row(&visit, line, |id| Called::below(top, &seen.snapshot, id)))
            .collect(),
        count: seen.count,
        name: visit.query("name").unwrap_or_default().to_owned(),
        kinds: kinds
            .into_iter()
            .map(|id| choice(id, member_kind(&visit, id), chosen_kind))
            .collect(),
        posts: posts
            .map(|post| choice(&post.id, words.post(&post.id, rules), ask.post))
            .collect(),
        place: words.say("page-of", &[("number", at.into()), ("count", seen.pages.into())]),
        pages: seen.pages,
        earlier: (at > 1).then(|| turned(at - 1)),
        later: (at < seen.pages).then(|| turned(at + 1)),
        is_masked: seen.is_masked,
        may_add: seen.may_add,
        take: seen.may_take.then(|| take_address(&visit, top)),
        today: visit.programme.today.to_string(),
        key: visit.site.app.new_id().to_string(),
        wrong,
        said: (visit.query("said") == Some("ended")).then(|| words.say("person-said-ended", &[])),
        typed,
        keeps_month: rules.keeps("birth_month"),
        v: View::new(&visit),
    })?;
    Ok(reply.with_status(status))
}

/// A page that says no says so to programs too.
fn status_of(wrong: Option<&String>) -> StatusCode {
    if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    }
}

fn row(visit: &Visit, line: &PersonLine, called: impl Fn(OrganisationId) -> Called) -> Row {
    let (words, rules) = (&visit.words, &visit.programme.rules);
    let post = |(at, role): &(OrganisationId, String)| {
        let post = words.post(role, rules);
        if Some(*at) == line.home || line.home.is_none() {
            post
        } else {
            let at = called(*at).name;
            words.say("post-at", &[("post", post.into()), ("organisation", at.into())])
        }
    };
    let posts: Vec<String> = line.posts.iter().map(post).collect();
    let home = line.home.or(line.posts.first().map(|(at, _)| *at));
    Row {
        address: format!("/people/{}", line.id),
        is_erased: line.name.is_none(),
        name: line
            .name
            .clone()
            .unwrap_or_else(|| words.say("person-erased", &[])),
        birth_month: line.birth_month.clone(),
        kind: member_kind(visit, &line.kind),
        home: home.map(&called).unwrap_or_default(),
        posts: words.list(&posts),
    }
}

/// The organisation above, where the visitor's own part of the tree goes on.
fn parent(visit: &Visit, seen: &PeopleSeen, top: OrganisationId) -> Option<(String, Called)> {
    if top == visit.home() {
        return None;
    }
    let path = seen.snapshot.path(top);
    let above = path.iter().rev().nth(1)?;
    Some((
        format!("/people?org={above}"),
        Called::by(visit, &seen.snapshot, *above),
    ))
}

/// The organisations right below.
fn below(seen: &PeopleSeen, top: OrganisationId) -> Vec<(String, Called)> {
    let board = seen.snapshot.board();
    let tree = board.tree();
    let below = tree.scope(top).iter().filter(|id| tree.parent(**id) == Some(top));
    below
        .map(|id| {
            let called = Called::below(top, &seen.snapshot, *id);
            (format!("/people?org={id}"), called)
        })
        .collect()
}

/// Where the roster asked for is taken away.
fn take_address(visit: &Visit, top: OrganisationId) -> String {
    let asked = ["name", "kind", "post"].into_iter();
    let asked = asked.filter_map(|name| Some(format!("&{name}={}", encoded(visit.query(name)?))));
    format!("/people/roster.xlsx?org={top}{}", asked.collect::<String>())
}

/// The roster asked for as a workbook.
async fn take(visit: Visit) -> Answer {
    let top = visit.asked_for()?;
    let ask = SeePeople {
        top,
        name: visit.query("name"),
        kind: visit.query("kind"),
        post: visit.query("post"),
        page: 1,
    };
    let taken = take_people(&visit.site.app, &visit.actor, ask).await?;
    let say = |key: &str| visit.words.say(key, &[]);
    let head = vec![
        say("people-name"),
        say("people-month"),
        say("people-kind"),
        say("people-home"),
        say("people-post"),
    ];
    let rows = taken.people.iter().map(|line| {
        let row = row(&visit, line, |id| Called::in_full(&taken.snapshot, id));
        let month = row.birth_month.unwrap_or_default();
        vec![row.name, month, row.kind, row.home.full, row.posts]
    });
    let sheet = (say("people-title"), head, rows.collect());
    let bytes = text_workbook(vec![sheet]).ok_or(Trouble::Template)?;
    let name = format!(
        "{} {}.xlsx",
        organisation(&taken.snapshot, top),
        say("people-title")
    );
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Reply::file(&name, kind, bytes)
}

async fn add(visit: Visit, posted: Posted) -> Answer {
    let organisation: OrganisationId = posted.field_as("organisation").ok_or(Trouble::NotFound)?;
    let command = AddMember {
        organisation,
        name: posted.field("name").unwrap_or_default(),
        birth_month: posted.field("birth-month"),
        kind: posted.field("kind").unwrap_or_default(),
        from: posted.field_as("from").unwrap_or(visit.programme.today),
        key: posted.field("key"),
    };
    let done = add_member(&visit.site.app, &visit.actor, command).await;
    match refused(&visit, done)? {
        Ok(person) => Reply::see_other(&format!("/people/{person}?said={}", encoded("added"))),
        Err(wrong) => {
            let typed = |name: &str| posted.field(name).unwrap_or_default().to_owned();
            let typed = Typed {
                name: typed("name"),
                birth_month: typed("birth-month"),
                kind: typed("kind"),
                from: typed("from"),
            };
            page(visit, organisation, (Some(wrong), typed)).await
        }
    }
}
