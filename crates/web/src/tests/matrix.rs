//! Fault 21: each cell of role × route × relation × state of the grant is tried, and answers as the table of rights says;
//! what is denied looks like what is not there.

use axum::http::StatusCode;
use domain::access::{
    Action, Actor, Decision, Grant, GrantState, Relation, Role, Target, TargetKind, decide,
};
use domain::id::{OrganisationId, PersonId};
use jiff::civil::date;
use uuid::Uuid;

use super::county::{County, Guest, RELATIONS, ROLES, text};
use crate::route::{Method, Place, Policy, routes};

/// A grant's state, and what makes it so.
const STATES: [(GrantState, &str); 5] = [
    (GrantState::Active, "UPDATE account_grant SET state = 'active'"),
    (GrantState::Invited, "UPDATE account_grant SET state = 'invited'"),
    (
        GrantState::Suspended,
        "UPDATE account_grant SET state = 'suspended'",
    ),
    (GrantState::Moved, "UPDATE account_grant SET state = 'moved'"),
    (GrantState::Ended, "UPDATE account_grant SET state = 'ended'"),
];

/// What the paths of the county look like to the table of rights: the grant is in the middle.
fn path(relation: Relation) -> Vec<OrganisationId> {
    let places: &[u128] = match relation {
        Relation::Own | Relation::Oneself => &[1, 2, 3],
        Relation::Descendant => &[1, 2, 3, 4],
        Relation::Ancestor => &[1, 2],
        Relation::Sibling => &[1, 2, 30],
        Relation::Cousin => &[1, 20, 300],
        Relation::OtherTree | Relation::Machine => &[9],
    };
    places
        .iter()
        .map(|n| OrganisationId(Uuid::from_u128(*n)))
        .collect()
}

fn is_allowed(role: Role, (action, kind): (Action, TargetKind), relation: Relation, about_me: bool) -> bool {
    let me = PersonId(Uuid::from_u128(7));
    let grant = Grant {
        role,
        path: path(Relation::Own),
        from: date(2020, 1, 1),
        until: None,
        state: GrantState::Active,
    };
    let actor = Actor {
        person: Some(me),
        grants: vec![grant],
        on: date(2020, 12, 1),
    };
    let target = Target {
        person: about_me.then_some(me),
        ..Target::of(kind, path(relation))
    };
    decide(&actor, action, &target) == Decision::Allowed
}

/// A path with its places filled by things that stand so to the grant; none when there is no such thing here.
async fn filled(county: &County, (path, place): (&str, Place), relation: Relation) -> Option<String> {
    let (name, id) = match place {
        Place::Tree | Place::Home => return Some(path.to_owned()),
        Place::Organisation => ("{organisation}", county.organisation(relation).await.0),
        Place::Lecture => ("{lecture}", county.lecture(relation).await.0),
        Place::Person => ("{person}", county.person(relation).await.0),
        Place::PlanItem | Place::Account | Place::Material | Place::Bulletin | Place::Return => {
            return None;
        }
    };
    Some(path.replace(name, &id.to_string()))
}

/// Parts of paths that are no thing with a place: a value that leads nowhere.
fn with_labels(path: &str) -> String {
    let mut out = String::new();
    for piece in path.split('/').skip(1) {
        out.push('/');
        out.push_str(if piece.starts_with('{') { "nothing" } else { piece });
    }
    out
}

/// Looked at: a page or a place to go on to. Hidden: as if it were not there, or a way to sign in.
fn is_hidden(status: StatusCode, location: &str) -> bool {
    let is_told_nothing = status == StatusCode::NOT_FOUND || status == StatusCode::UNAUTHORIZED;
    is_told_nothing || location.starts_with("/sign-in")
}

/// Pages that ask for more than their row says, so that some who may take the row find nothing there.
const NARROWER: [(&str, &str); 4] = [
    ("/lectures/{lecture}/receipt", "only for who may record there"),
    ("/accounts/new", "only for who may hand out an officer's role"),
    ("/branch/members", "only for a branch's secretary"),
    (
        "/organisations/{organisation}/plan/fill",
        "only where something of one's own is to be planned",
    ),
];

async fn number(county: &County) -> u64 {
    let snapshot = app::snapshot(&county.site.app, &super::world::operator(), app::Ask::default()).await;
    snapshot.unwrap().facts.known_at
}

async fn try_cell(county: &County, guest: &Guest, (method, path): (Method, &str)) -> bool {
    let response = match method {
        Method::Get => county.look(Some(guest), path).await,
        Method::Post => county.send(guest, path, "").await,
    };
    let location = response.headers().get("location");
    let location = location
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let status = response.status();
    assert_ne!(
        status,
        StatusCode::INTERNAL_SERVER_ERROR,
        "{path}: {}",
        text(response).await
    );
    is_hidden(status, &location)
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_21_every_cell_answers_as_the_table_says() {
    try_all(&County::new().await, &STATES).await;
}

/// The policy rows are the first lock; the second is asked by the record, and must hold alone.
#[tokio::test(flavor = "multi_thread")]
async fn fault_21_the_record_is_asked_even_without_policy_rows() {
    try_all(&County::without_policy().await, &STATES[..1]).await;
}

async fn try_all(county: &County, states: &[(GrantState, &'static str)]) {
    let mut cells = 0;
    let mut leaks = Vec::new();
    for role in ROLES {
        let me = county.person(Relation::Own).await;
        let guest = county.guest(role, Relation::Own, Some(me)).await;
        for (state, statement) in states.iter().copied() {
            county.set(statement).await;
            for route in routes() {
                let Policy::May(action, kind, place) = route.policy else {
                    continue;
                };
                for relation in RELATIONS {
                    let Some(path) = filled(county, (route.path, place), relation).await else {
                        continue;
                    };
                    let stands = match place {
                        Place::Home => Relation::Own,
                        Place::Tree => Relation::Ancestor,
                        _ => relation,
                    };
                    let about_me = place == Place::Person && relation == Relation::Own;
                    let allowed =
                        state == GrantState::Active && is_allowed(role, (action, kind), stands, about_me);
                    // What is allowed may still not be there: a path of labels is only tried where it is denied.
                    let has_labels = path.contains('{');
                    if allowed && NARROWER.iter().any(|(narrow, _)| *narrow == route.path) {
                        continue;
                    }
                    if allowed && (has_labels || route.method() == Method::Post) {
                        continue;
                    }
                    cells += 1;
                    let path = if has_labels { with_labels(&path) } else { path };
                    let before = number(county).await;
                    let hidden = try_cell(county, &guest, (route.method(), &path)).await;
                    // Without the row a form may be found wanting before anybody asks who sent it: nothing is done.
                    let undone = county.site.without_policy && route.method() == Method::Post;
                    let hidden = hidden || undone && number(county).await == before;
                    if hidden == allowed {
                        leaks.push(format!(
                            "{role:?} {state:?} {relation:?} {path}: allowed {allowed}, hidden {hidden}"
                        ));
                    }
                }
            }
        }
        county.set("UPDATE account_grant SET state = 'active'").await;
    }
    println!("{cells} cells");
    assert_eq!(leaks, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_21_a_stranger_sees_only_what_is_for_anyone() {
    let county = County::new().await;
    for route in routes() {
        if route.policy == Policy::Anyone {
            continue;
        }
        let path = with_labels(route.path);
        let response = match route.method() {
            Method::Get => county.look(None, &path).await,
            Method::Post => {
                let request = axum::http::Request::post(&path);
                county.ask(request, None, axum::body::Body::empty()).await
            }
        };
        let status = response.status();
        let location = response.headers().get("location").cloned();
        let signs_in = location.is_some_and(|to| to.to_str().unwrap().starts_with("/sign-in"));
        assert!(
            signs_in || status == StatusCode::NOT_FOUND || status == StatusCode::UNAUTHORIZED,
            "{} {path}: {status}",
            route.path
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_21_denied_and_absent_are_one_answer() {
    let county = County::new().await;
    let guest = county.guest(Role::Secretary, Relation::Own, None).await;
    let elsewhere = county.organisation(Relation::Cousin).await;
    let absent = Uuid::from_u128(0xdead);
    let page = |id: String| format!("/organisations/{id}/standing");
    let denied = county.look(Some(&guest), &page(elsewhere.to_string())).await;
    let missing = county.look(Some(&guest), &page(absent.to_string())).await;
    assert_eq!(
        (denied.status(), missing.status()),
        (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
    );
    let (denied, missing) = (text(denied).await, text(missing).await);
    assert_eq!(
        denied.replace(&elsewhere.to_string(), ""),
        missing.replace(&absent.to_string(), "")
    );
}
