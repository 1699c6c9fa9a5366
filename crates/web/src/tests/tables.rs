//! Tables from above on their pages: brought, looked at, settled, taken away; and whose they are.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::access::{Relation, Role};

use super::county::{County, Guest, text};

const QUARTER: &[u8] = include_bytes!("../../../intake/tests/from_above/quarter.xlsx");

/// Brings a file; the status and where the answer leads.
async fn brought(
    county: &County,
    guest: &Guest,
    (fields, file): (&[(&str, &str)], &[u8]),
) -> (StatusCode, String, String) {
    let mut body = Vec::new();
    for (name, value) in [("token", guest.token.as_str())].iter().chain(fields) {
        body.extend(
            format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    body.extend(b"--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--x--\r\n");
    let request = Request::post("/tables").header("content-type", "multipart/form-data; boundary=x");
    let answer = county.ask(request, Some(guest), Body::from(body)).await;
    let location = answer
        .headers()
        .get("location")
        .map(|to| to.to_str().unwrap().to_owned());
    (answer.status(), location.unwrap_or_default(), text(answer).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn x7_a_table_is_looked_at_settled_and_taken_away() {
    let county = County::new().await;
    let officer = county.guest(Role::CountyOfficer, Relation::Ancestor, None).await;
    let (status, page, _) = brought(&county, &officer, (&[], QUARTER)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(page.starts_with("/tables/"), "{page}");
    let answer = county.look(Some(&officer), &page).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let shown = text(answer).await;
    assert!(shown.contains("第一次见到这张表"), "{shown}");
    assert!(shown.contains("name=\"column:0:2\""), "{shown}");
    // What is settled on the page holds when it is looked at again.
    let form = "do=look&period=2020-Q4&column:0:2=unknown";
    let answer = county.send(&officer, &page, form).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let again = text(county.look(Some(&officer), &page).await).await;
    assert!(again.contains("<option value=\"2020-Q4\" selected>"), "{again}");
    let answer = county.send(&officer, &page, "do=fill").await;
    assert_eq!(answer.status(), StatusCode::OK);
    let disposition = answer.headers().get("content-disposition").unwrap();
    assert!(disposition.to_str().unwrap().starts_with("attachment"));
    // Who is below the root has it filled in, but settles nothing for others.
    let (_, next, _) = brought(&county, &officer, (&[], QUARTER)).await;
    let next = text(county.look(Some(&officer), &next).await).await;
    assert!(!next.contains("value=\"keep\""), "{next}");
}

#[tokio::test(flavor = "multi_thread")]
async fn x7_a_table_is_shown_to_nobody_but_who_brought_it() {
    let county = County::new().await;
    let one = county.guest(Role::CountyOfficer, Relation::Own, None).await;
    let other = county.guest(Role::CountyOfficer, Relation::Own, None).await;
    let (_, page, _) = brought(&county, &one, (&[], QUARTER)).await;
    for form in ["do=fill", "do=keep", "do=look"] {
        let answer = county.send(&other, &page, form).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{form}");
    }
    assert_eq!(
        county.look(Some(&other), &page).await.status(),
        StatusCode::NOT_FOUND
    );
    // Nor is a figure told of an organisation elsewhere, whatever is asked of one's own table.
    let elsewhere = county.organisation(Relation::Cousin).await;
    let own = county.organisation(Relation::Own).await;
    let figure = |of: String| format!("{page}/figure?key=sessions/2020-Q4/{of}");
    let answer = county.look(Some(&one), &figure(elsewhere.to_string())).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let answer = county.look(Some(&one), &figure(own.to_string())).await;
    assert_eq!(answer.status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn x7_what_cannot_be_filled_in_is_told_with_what_to_do() {
    let county = County::new().await;
    let officer = county.guest(Role::CountyOfficer, Relation::Own, None).await;
    let (status, _, said) = brought(&county, &officer, (&[], "乡镇,场次,人次\n甲镇,,\n".as_bytes())).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said.contains("另存为"), "{said}");
    let (status, _, said) = brought(&county, &officer, (&[], b"")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said.contains("还没有选文件"), "{said}");
    let cousin = county.organisation(Relation::Cousin).await.to_string();
    let fields = [("organisation", cousin.as_str())];
    let (status, _, _) = brought(&county, &officer, (&fields, QUARTER)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
