//! Bulletins on their pages: from draft to paper by two officers, and who reads what when.

use axum::http::StatusCode;
use domain::access::{Relation, Role};

use super::county::{County, Guest, text};

/// Where an answer leads.
async fn sent(county: &County, guest: &Guest, (path, form): (&str, &str)) -> (StatusCode, String, String) {
    let answer = county.send(guest, path, form).await;
    let status = answer.status();
    let location = answer
        .headers()
        .get("location")
        .map(|to| to.to_str().unwrap().to_owned());
    (status, location.unwrap_or_default(), text(answer).await)
}

async fn looked(county: &County, guest: &Guest, path: &str) -> (StatusCode, String) {
    let answer = county.look(Some(guest), path).await;
    (answer.status(), text(answer).await)
}

/// Addresses of the links that begin so.
fn links(page: &str, beginning: &str) -> Vec<String> {
    let pieces = page
        .split("href=\"")
        .skip(1)
        .filter_map(|piece| piece.split('"').next());
    let mut found: Vec<String> = pieces
        .filter(|address| address.starts_with(beginning))
        .map(|address| address.replace("&#38;", "&").replace("&amp;", "&"))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// The fields of the form as the page fills them, with one text in the place of another.
fn filled(page: &str, (from, to): (&str, &str)) -> String {
    let mut form = String::new();
    for piece in page.split("<textarea ").skip(1) {
        let name = piece.split("name=\"").nth(1).unwrap().split('"').next().unwrap();
        let text = piece
            .split_once('>')
            .unwrap()
            .1
            .split("</textarea>")
            .next()
            .unwrap();
        let text = text
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&#38;", "&");
        let text = text.replace(from, to);
        let text: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        form.extend([format!("&{name}={text}")]);
    }
    for name in ["version", "title", "issuer", "addressee"] {
        let mark = format!("name=\"{name}\" value=\"");
        let value = page.split(&mark).nth(1).unwrap().split('"').next().unwrap();
        let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
        form.extend([format!("&{name}={value}")]);
    }
    form
}

#[tokio::test(flavor = "multi_thread")]
#[expect(
    clippy::too_many_lines,
    reason = "one walk from draft to paper, told in its order"
)]
async fn s5_two_officers_bring_a_bulletin_from_draft_to_paper() {
    let county = County::new().await;
    let one = county.guest(Role::CountyOfficer, Relation::Own, None).await;
    let other = county.guest(Role::CountyOfficer, Relation::Own, None).await;
    let branch = county.guest(Role::Secretary, Relation::Descendant, None).await;
    let member = county.guest(Role::Member, Relation::Descendant, None).await;
    let (status, list) = looked(&county, &one, "/bulletins").await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        list.contains("value=\"2020-Q3\"") && !list.contains("value=\"2020-Q4\""),
        "only what is over"
    );
    let (status, bulletin, _) = sent(&county, &one, ("/bulletins", "period=2020-Q3&key=k1")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let again = sent(&county, &one, ("/bulletins", "period=2020-Q3&key=k1")).await;
    assert_eq!(again.1, bulletin, "a form sent twice is one draft");

    // Every figure leads to its records.
    let (_, page) = looked(&county, &one, &bulletin).await;
    let figures = links(&page, &format!("{bulletin}/figure"));
    assert!(figures.len() > 20, "{figures:?}");
    for figure in &figures {
        let (status, records) = looked(&county, &one, figure).await;
        assert_eq!(status, StatusCode::OK, "{figure}");
        assert!(records.contains("<h1>"), "{figure}");
    }

    // A draft is nobody else's to read.
    for guest in [&branch, &member] {
        assert_eq!(looked(&county, guest, &bulletin).await.0, StatusCode::NOT_FOUND);
        let paper = format!("{bulletin}/paper.docx");
        assert_eq!(looked(&county, guest, &paper).await.0, StatusCode::NOT_FOUND);
    }
    let (_, list) = looked(&county, &branch, "/bulletins").await;
    assert!(links(&list, "/bulletins/").is_empty());

    // A number typed in the place of a figure is told, and kept only when it is meant.
    let edit = format!("{bulletin}/edit");
    let (_, form) = looked(&county, &one, &edit).await;
    assert!(
        form.contains("{场次}"),
        "people read the names of figures in words"
    );
    let typed = filled(&form, ("{场次}", "88"));
    let (status, _, told) = sent(&county, &one, (&edit, &typed)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("“场次”") && told.contains("88"), "{told}");
    let meant = format!("{typed}&meant=yes");
    assert_eq!(
        sent(&county, &one, (&edit, &meant)).await.0,
        StatusCode::SEE_OTHER
    );
    let (_, form) = looked(&county, &one, &edit).await;
    let back = filled(&form, ("党课88场次", "党课{场次}场次"));
    assert_eq!(sent(&county, &one, (&edit, &back)).await.0, StatusCode::SEE_OTHER);

    // Another one agrees, the office numbers it, it is published and read.
    let (approve, number) = (format!("{bulletin}/approve"), format!("{bulletin}/number"));
    let publish = format!("{bulletin}/publish");
    assert_eq!(
        sent(&county, &one, (&approve, "key=a1")).await.0,
        StatusCode::NOT_FOUND
    );
    let early = sent(&county, &one, (&publish, "key=p1")).await;
    assert_eq!(early.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        sent(&county, &other, (&approve, "key=a2")).await.0,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        sent(&county, &one, (&number, "number=7&key=n1")).await.0,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        sent(&county, &one, (&publish, "key=p2")).await.0,
        StatusCode::SEE_OTHER
    );
    assert_eq!(looked(&county, &branch, &bulletin).await.0, StatusCode::OK);
    assert_eq!(looked(&county, &member, &bulletin).await.0, StatusCode::NOT_FOUND);
    let paper = county
        .look(Some(&branch), &format!("{bulletin}/paper.docx"))
        .await;
    assert_eq!(paper.status(), StatusCode::OK);
    let late = sent(&county, &one, (&edit, &back)).await;
    assert_eq!(late.0, StatusCode::UNPROCESSABLE_ENTITY, "frozen");
}

#[tokio::test(flavor = "multi_thread")]
async fn s5_a_month_leads_to_its_records_and_its_workbook() {
    let county = County::new().await;
    for role in [Role::CountyOfficer, Role::TownshipOfficer, Role::Inspector] {
        let guest = county.guest(role, Relation::Own, None).await;
        let (status, page) = looked(&county, &guest, "/months/2020-10").await;
        assert_eq!(status, StatusCode::OK, "{role:?}");
        for figure in links(&page, "/months/2020-10/figure") {
            assert_eq!(
                looked(&county, &guest, &figure).await.0,
                StatusCode::OK,
                "{role:?} {figure}"
            );
        }
        let book = county
            .look(Some(&guest), "/months/2020-10/summary.xlsx")
            .await
            .status();
        let may_take = role != Role::Inspector;
        assert_eq!(book == StatusCode::OK, may_take, "{role:?}");
        assert_eq!(page.contains("/news\""), may_take, "{role:?}");
    }
    let guest = county.guest(Role::CountyOfficer, Relation::Own, None).await;
    let (status, _) = looked(&county, &guest, "/months/2021-03").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}
