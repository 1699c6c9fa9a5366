//! The history as it is read: sentences and names, no words of the program; and one of each whom to ask for.

use std::collections::BTreeSet;

use app::{DrawnUp, KnownItem, PlanEntry, draw_up_plan};
use domain::access::{Relation, Role};
use domain::plan::Arrangement;

use super::bar::TO_THE_TOP;
use super::county::{County, text};
use super::world::operator;

/// What stands between tags.
fn texts(page: &str) -> Vec<&str> {
    let pieces = page.split('>').skip(1);
    let texts = pieces.filter_map(|piece| piece.split('<').next());
    texts.map(str::trim).filter(|text| !text.is_empty()).collect()
}

/// What lists offer.
fn choices(page: &str) -> Vec<&str> {
    let options = page.split("<option").skip(1);
    options
        .filter_map(|piece| texts(piece).first().copied())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn x8_an_entry_is_told_in_words() {
    let county = County::new().await;
    let plan = PlanEntry {
        organisation: county.organisation(Relation::Descendant).await,
        duty: "quarterly".to_owned(),
        period: "2020-Q4".to_owned(),
        known: KnownItem::OneMoreThan(0),
        says: Arrangement {
            topic: Some("一亩茶园一本账".to_owned()),
            kind: "theory".to_owned(),
            ..Arrangement::default()
        },
        reason: None,
    };
    let drawn = draw_up_plan(&county.site.app, &operator(), &[plan])
        .await
        .unwrap();
    let DrawnUp::Kept {
        number: Some(number), ..
    } = drawn
    else {
        panic!("{drawn:?}");
    };
    // Two accounts of one role at one place read alike.
    county.guest(Role::Inspector, Relation::Own, None).await;
    county.guest(Role::Inspector, Relation::Own, None).await;
    let auditor = county.guest(Role::Auditor, Relation::Ancestor, None).await;
    county.set(TO_THE_TOP).await;
    let ours =
        |text: &&str| text.len() > 3 && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'-' | b'_'));
    for lang in ["zh-Hans", "en"] {
        let path = format!("/history/{number}?lang={lang}");
        let page = text(county.look(Some(&auditor), &path).await).await;
        assert!(page.contains("一亩茶园一本账"), "{page}");
        for word in ["tell_again", "tell again", "open", "[]", "items"] {
            let told = texts(&page);
            assert!(!told.contains(&word), "{word} in {lang}");
        }
        let page = text(
            county
                .look(Some(&auditor), &format!("/history?lang={lang}"))
                .await,
        )
        .await;
        let choices = choices(&page);
        let raw: Vec<&&str> = choices
            .iter()
            .filter(|text| ours(text) && text.contains('-'))
            .collect();
        assert!(raw.is_empty(), "{raw:?}");
        let who = page.split("name=\"actor\"").nth(1).unwrap();
        let (who, _) = who.split_once("</select>").unwrap();
        let who = self::choices(who);
        let once: BTreeSet<&str> = who.iter().copied().collect();
        assert_eq!(once.len(), who.len(), "{who:?}");
    }
}
