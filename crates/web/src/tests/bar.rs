//! The ways a page offers: each role is led where it may go, and nowhere else.

use axum::http::StatusCode;
use domain::access::{Relation, Role};

use super::county::{County, Guest, ROLES, text};

/// What the county's own officers may do is asked of the whole tree: their grants are at its root.
pub const TO_THE_TOP: &str = "UPDATE account_grant SET organisation_id = \
    (SELECT id FROM organisation WHERE full_name = '中共甲县委员会')";

/// Addresses of the links in a piece of a page.
fn links(page: &str) -> Vec<&str> {
    let pieces = page.split("href=\"").skip(1);
    pieces.filter_map(|piece| piece.split('"').next()).collect()
}

async fn page(county: &County, guest: &Guest, path: &str) -> String {
    text(county.look(Some(guest), path).await).await
}

#[tokio::test(flavor = "multi_thread")]
async fn x1_every_way_of_the_bar_is_open() {
    let county = County::new().await;
    for role in ROLES {
        let me = county.person(Relation::Own).await;
        let guest = county.guest(role, Relation::Own, Some(me)).await;
        if matches!(role, Role::CountyOfficer | Role::Auditor) {
            county.set(TO_THE_TOP).await;
        }
        let shown = page(&county, &guest, "/account").await;
        let (_, bar) = shown.split_once("<nav>").unwrap();
        let (bar, _) = bar.split_once("</nav>").unwrap();
        let ways = links(bar);
        for way in &ways {
            let status = county.look(Some(&guest), way).await.status();
            // The members of a branch are for its secretary, and here a general branch stands in the middle.
            assert!(
                status == StatusCode::OK || *way == "/branch/members",
                "{role:?} {way}: {status}"
            );
        }
        let expected: &[&str] = match role {
            Role::CountyOfficer => &["/enter", "/history", "/accounts"],
            Role::TownshipOfficer => &["/enter", "/accounts"],
            Role::Auditor => &["/history", "/accounts"],
            _ => &[],
        };
        let missing: Vec<_> = expected.iter().filter(|way| !ways.contains(way)).collect();
        assert!(missing.is_empty(), "{role:?} is not led to {missing:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x1_an_organisation_leads_to_its_exemptions_whoever_may_look() {
    let county = County::new().await;
    let place = county.organisation(Relation::Own).await;
    let address = format!("/organisations/{place}");
    for role in ROLES {
        let guest = county.guest(role, Relation::Own, None).await;
        let shown = page(&county, &guest, &address).await;
        let ways = links(&shown);
        let way = ways.iter().find(|way| way.starts_with("/excusals"));
        let is_led = !matches!(role, Role::Member);
        assert_eq!(way.is_some(), is_led, "{role:?}");
        if let Some(way) = way {
            assert_eq!(
                county.look(Some(&guest), way).await.status(),
                StatusCode::OK,
                "{role:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x1_only_who_may_take_the_history_away_is_asked_why() {
    let county = County::new().await;
    for (role, may) in [(Role::CountyOfficer, false), (Role::Auditor, true)] {
        let guest = county.guest(role, Relation::Ancestor, None).await;
        county.set(TO_THE_TOP).await;
        let shown = page(&county, &guest, "/history/verify").await;
        assert!(shown.contains("id=\"verify-go\""), "{role:?}");
        assert_eq!(shown.contains("/history/export"), may, "{role:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x2_a_branch_shows_a_member_nothing_to_record_or_mend() {
    let county = County::new().await;
    let lecture = county.lecture(Relation::Own).await;
    let officer = county.guest(Role::CountyOfficer, Relation::Ancestor, None).await;
    let form = "reason=qiandaobiao&until=2020-12-20&key=k1";
    let sent = county
        .send(&officer, &format!("/lectures/{lecture}/send-back"), form)
        .await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    for (role, keeps) in [(Role::Secretary, true), (Role::Member, false)] {
        let me = county.person(Relation::Own).await;
        let guest = county.guest(role, Relation::Own, Some(me)).await;
        let shown = page(&county, &guest, "/branch").await;
        assert_eq!(shown.contains("qiandaobiao"), keeps, "{role:?}");
        assert_eq!(shown.contains("/record\""), keeps, "{role:?}");
        let main = shown.split_once("<main").unwrap().1;
        for way in links(main).into_iter().filter(|way| way.starts_with('/')) {
            let status = county.look(Some(&guest), way).await.status();
            assert_eq!(status, StatusCode::OK, "{role:?} {way}");
        }
    }
}
