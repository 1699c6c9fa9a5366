//! 活动报道: a month on one page; photos only with the consent of the people on them.

use app::materials::Upload;
use app::print_news::{Consent, PrintNews, photos_of, print_news};
use app::print_papers::PaperForm;
use app::summarise::{Summarise, see_month};
use app::{Ask, Refusal, snapshot};
use domain::access::Role;
use domain::bulletin::BulletinRefusal;
use domain::id::{MaterialId, OrganisationId};
use domain::material::MaterialSort;
use i18n::{Locale, Words};
use kaijiang_app as app;

use crate::world::{self, on_both, operator};
use crate::{county, least, picture, record_with, refused, secretary, somebody};

#[tokio::test(flavor = "multi_thread")]
async fn s5_a_page_of_news_shows_photos_only_with_consent() {
    on_both("s5_a_page_of_news", |world| async move {
        let app = &world.app;
        county(app).await;
        let photo = |shade| Upload {
            sort: MaterialSort::Photo,
            name: "a.png".to_owned(),
            bytes: picture(shade),
        };
        let files = (1..=3).map(photo).collect();
        record_with(app, &secretary(app).await, "k", (least(app).await, None, files))
            .await
            .unwrap();
        let seen = snapshot(app, &operator(), Ask::default()).await.unwrap();
        let officer = somebody(app, Role::CountyOfficer, "中共甲县委员会").await;
        let month = Summarise {
            organisation: OrganisationId(seen.tree.0),
            month: Some("2020-11"),
        };
        let words = Words::new(Locale::ZhHans, Some(world::pack().vocabulary));
        let november = see_month(app, &officer, month).await.unwrap();
        let offered = photos_of(app, &officer, &november).await.unwrap();
        assert_eq!(offered.len(), 3);
        let all: Vec<MaterialId> = offered.iter().map(|one| one.material).collect();
        let ask = |photos, consent| PrintNews {
            month,
            photos,
            consent,
            form: PaperForm::Docx,
        };
        let unasked = print_news(app, &officer, (ask(&all[..1], Consent::NotAsked), &words)).await;
        assert!(matches!(
            refused(unasked),
            Refusal::Bulletin(BulletinRefusal::ConsentMissing)
        ));
        let four = [all[0], all[1], all[2], all[0]];
        let many = print_news(app, &officer, (ask(&four, Consent::Given), &words)).await;
        assert!(matches!(
            refused(many),
            Refusal::Bulletin(BulletinRefusal::TooManyPhotos(3))
        ));
        let plain = print_news(app, &officer, (ask(&[], Consent::NotAsked), &words))
            .await
            .unwrap();
        let shown = print_news(app, &officer, (ask(&all, Consent::Given), &words))
            .await
            .unwrap();
        assert_eq!((pictures(&plain.bytes), pictures(&shown.bytes)), (0, 3));
        assert_eq!(shown.name, "甲县2020年11月开展党课1场次.docx");
        // Nobody is named: neither who spoke nor who was there.
        let text = document(&shown.bytes);
        assert!(
            text.contains("易地搬迁的那一天") && text.contains("丙村支部"),
            "{text}"
        );
        for name in ["孙三", "吴六", "郑七"] {
            assert!(!text.contains(name), "{name}");
        }
        // The photos of a township are not another's to take.
        let elsewhere = somebody(app, Role::TownshipOfficer, "中共甲县戊镇委员会").await;
        assert!(
            print_news(app, &elsewhere, (ask(&all, Consent::Given), &words))
                .await
                .is_err()
        );
        world
    })
    .await;
}

fn part(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Vec<(String, Vec<u8>)> {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let mut found = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if wanted(&name) {
            found.push((name, content));
        }
    }
    found
}

fn pictures(bytes: &[u8]) -> usize {
    part(bytes, |name| {
        name.starts_with("word/media/") && !name.ends_with('/')
    })
    .len()
}

fn document(bytes: &[u8]) -> String {
    let found = part(bytes, |name| name == "word/document.xml");
    String::from_utf8(found[0].1.clone()).unwrap()
}
