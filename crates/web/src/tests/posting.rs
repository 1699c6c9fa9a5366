//! Fault 20: a form without its token, with another's, or from another site does nothing.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::access::{Relation, Role};

use super::county::{County, ROLES, text};
use crate::route::{Method, routes};

/// Where a form comes from, and whether its token is right.
const STRANGE: [(&str, &str, &str); 5] = [
    ("without a token", "", ""),
    ("with another's token", "other", ""),
    ("with a made-up token", "made-up", ""),
    ("from another site", "own", "https://elsewhere.example"),
    ("from another port", "own", "http://localhost:9"),
];

#[tokio::test(flavor = "multi_thread")]
async fn fault_20_strange_forms_do_nothing() {
    let county = County::new().await;
    let other = county.guest(Role::CountyOfficer, Relation::Cousin, None).await;
    for role in ROLES {
        let guest = county.guest(role, Relation::Own, None).await;
        for route in routes().iter().filter(|route| route.method() == Method::Post) {
            let path = route
                .path
                .split('/')
                .map(|piece| if piece.starts_with('{') { "nothing" } else { piece })
                .collect::<Vec<_>>()
                .join("/");
            for (how, token, origin) in STRANGE {
                let token = match token {
                    "own" => guest.token.as_str(),
                    "other" => other.token.as_str(),
                    other => other,
                };
                let mut request = Request::post(&path)
                    .header("host", "localhost")
                    .header("content-type", "application/x-www-form-urlencoded");
                if !origin.is_empty() {
                    request = request.header("origin", origin);
                }
                let body = Body::from(format!("token={token}"));
                let status = county.ask(request, Some(&guest), body).await.status();
                // Who may not take the route does not even learn that the form was strange.
                assert!(
                    status == StatusCode::FORBIDDEN || status == StatusCode::NOT_FOUND,
                    "{how}: {role:?} {path}: {status}"
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x2_a_phone_is_asked_before_it_is_out() {
    let county = County::new().await;
    let guest = county.guest(Role::CountyOfficer, Relation::Own, None).await;
    assert_eq!(
        county.look(Some(&guest), "/standing").await.status(),
        StatusCode::OK
    );
    // Without a password the way back in is paper: one tap does not lock anybody out.
    let asked = county.send(&guest, "/sign-out", "").await;
    assert_eq!(asked.headers().get("location").unwrap(), "/sign-out");
    let page = text(county.look(Some(&guest), "/sign-out").await).await;
    assert!(
        page.contains("新的启用单") && page.contains("name=\"sure\""),
        "{page}"
    );
    assert!(!page.contains("<script"), "it works without scripts");
    let still = text(county.look(Some(&guest), "/standing").await).await;
    assert!(still.contains("href=\"/sign-out\"") && !still.contains("action=\"/sign-out\""));
    county.send(&guest, "/sign-out", "sure=1").await;
    let after = county.look(Some(&guest), "/standing").await;
    assert_eq!(after.status(), StatusCode::SEE_OTHER);
}
