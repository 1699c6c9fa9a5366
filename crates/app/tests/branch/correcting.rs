//! 改一下: done, refused, forbidden, sent twice; what came back is answered; files come and go later.

use app::approve_late::{DeclineLate, approve_late, decline_late};
use app::correct_lecture::{CorrectLecture, correct_lecture, to_correct};
use app::materials::{Upload, see_materials};
use app::record_lecture::{Names, Recorded, Said};
use app::see_branch::see_branch;
use app::{Actor, App, Failure, Refusal};
use domain::access::Role;
use domain::id::{LectureId, MaterialId};
use domain::lecture::LectureState;
use domain::material::MaterialSort;
use domain::obligation::StandingKind;
use domain::refusal::{Approver, CorrectRefusal, DeclineRefusal, FactsRefusal, RecordRefusal};
use jiff::civil::date;
use kaijiang_app as app;

use super::world::{on_both, stranger};
use super::{
    branch, county, forbidden, least, lecture, person, picture, quarter, record, refused, secretary, seen,
    send_back, somebody, township,
};

async fn correct(
    app: &App,
    actor: &Actor,
    key: &str,
    (lecture, said): (LectureId, Said),
    (files, take_out): (Vec<Upload>, Vec<MaterialId>),
) -> Result<Recorded, Failure> {
    let command = CorrectLecture {
        key,
        lecture,
        said,
        files,
        take_out,
    };
    correct_lecture(app, actor, command).await
}

fn nothing() -> (Vec<Upload>, Vec<MaterialId>) {
    (Vec::new(), Vec::new())
}

#[tokio::test(flavor = "multi_thread")]
async fn e16_a_correction_is_another_version_with_its_reason() {
    on_both("e16_a_correction_is_another_version", |world| async move {
        let app = &world.app;
        county(app).await;
        let secretary = secretary(app).await;
        let id = record(app, &secretary, "k", least(app).await)
            .await
            .unwrap()
            .lecture;
        let said = to_correct(app, &secretary, id).await.unwrap().offer.said;
        let silent = Said {
            present: Some(3),
            ..said.clone()
        };
        assert!(matches!(
            refused(correct(app, &secretary, "a", (id, silent.clone()), nothing()).await),
            Refusal::Correct(CorrectRefusal::ReasonNeeded)
        ));
        let same = Said {
            reason: Some("看看".to_owned()),
            ..said.clone()
        };
        assert!(matches!(
            refused(correct(app, &secretary, "b", (id, same), nothing()).await),
            Refusal::Correct(CorrectRefusal::NothingChanged)
        ));
        let wrong = Said {
            expected: Some(2),
            reason: Some("数错了".to_owned()),
            ..silent.clone()
        };
        assert!(matches!(
            refused(correct(app, &secretary, "c", (id, wrong), nothing()).await),
            Refusal::Correct(CorrectRefusal::Facts(FactsRefusal::Arithmetic { .. }))
        ));
        let neighbour = somebody(app, Role::Secretary, "中共甲县乙镇丁村支部委员会").await;
        let mended = Said {
            title: "搬迁那天".to_owned(),
            reason: Some("数错了".to_owned()),
            ..silent
        };
        for actor in [stranger(), neighbour] {
            forbidden(correct(app, &actor, "d", (id, mended.clone()), nothing()).await);
            forbidden(to_correct(app, &actor, id).await);
        }
        let first = correct(app, &secretary, "e", (id, mended.clone()), nothing())
            .await
            .unwrap();
        let again = correct(app, &secretary, "e", (id, mended), nothing())
            .await
            .unwrap();
        assert_eq!(first, again);
        let kept = lecture(app, id).await;
        assert_eq!(
            (kept.version, kept.present, kept.title.as_str()),
            (2, Some(3), "搬迁那天")
        );
        assert_eq!(kept.speakers.len(), 1);
        assert_eq!(seen(app).await.facts.lectures.len(), 1);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fewer_present_than_named_are_asked_about_and_the_ticks_are_as_on_record() {
    on_both("fewer_present_than_named", |world| async move {
        let app = &world.app;
        county(app).await;
        let secretary = secretary(app).await;
        let absent = vec![person(app, "吴六").await];
        let told = Said {
            names: Names::AllBut(absent.clone()),
            ..least(app).await
        };
        let id = record(app, &secretary, "k", told).await.unwrap().lecture;
        let said = to_correct(app, &secretary, id).await.unwrap().offer.said;
        assert_eq!(
            said.names,
            Names::AllBut(absent),
            "the ticks are not those on record"
        );
        let named = said.present.unwrap();
        let signed_in = |seen: &app::Snapshot| seen.facts.attendances.len();
        assert_eq!(signed_in(&seen(app).await), usize::try_from(named).unwrap());
        let same = Said {
            reason: Some("看看".to_owned()),
            ..said.clone()
        };
        assert!(matches!(
            refused(correct(app, &secretary, "a", (id, same), nothing()).await),
            Refusal::Correct(CorrectRefusal::NothingChanged)
        ));
        let fewer = |names| Said {
            present: Some(named - 1),
            reason: Some("数错了".to_owned()),
            names,
            ..said.clone()
        };
        for (key, names) in [("b", said.names.clone()), ("c", Names::NotTicked)] {
            assert!(matches!(
                refused(correct(app, &secretary, key, (id, fewer(names)), nothing()).await),
                Refusal::NamedMoreThanPresent { .. }
            ));
        }
        let two = vec![person(app, "吴六").await, person(app, "郑七").await];
        correct(app, &secretary, "d", (id, fewer(Names::AllBut(two))), nothing())
            .await
            .unwrap();
        let kept = lecture(app, id).await.present.unwrap();
        assert_eq!(
            (kept, signed_in(&seen(app).await)),
            (named - 1, usize::try_from(kept).unwrap())
        );
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_back_is_answered() {
    on_both("what_came_back_is_answered", |world| async move {
        let app = &world.app;
        county(app).await;
        let secretary = secretary(app).await;
        let id = record(app, &secretary, "k", least(app).await)
            .await
            .unwrap()
            .lecture;
        send_back(&world, id, date(2020, 12, 5)).await;
        assert_eq!(
            see_branch(app, &secretary, branch(app).await)
                .await
                .unwrap()
                .sent_back,
            [id]
        );
        world.set_day(date(2020, 12, 6));
        assert_eq!(
            quarter(app, "中共甲县乙镇丙村支部委员会", "2020-Q4").await,
            StandingKind::AtRisk
        );
        // Nothing in the record itself was wrong: the reason answers.
        let secretary = super::secretary(app).await;
        let said = to_correct(app, &secretary, id).await.unwrap().offer.said;
        assert!(matches!(
            refused(correct(app, &secretary, "a", (id, said.clone()), nothing()).await),
            Refusal::Correct(CorrectRefusal::ReasonNeeded)
        ));
        let answered = Said {
            reason: Some("当天点过名，就是11人".to_owned()),
            ..said
        };
        correct(app, &secretary, "b", (id, answered), nothing())
            .await
            .unwrap();
        assert!(matches!(
            lecture(app, id).await.state,
            LectureState::Recorded { .. }
        ));
        assert_eq!(
            quarter(app, "中共甲县乙镇丙村支部委员会", "2020-Q4").await,
            StandingKind::Met
        );
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_comes_and_goes_later_without_a_reason() {
    on_both("a_photo_comes_and_goes_later", |world| async move {
        let app = &world.app;
        county(app).await;
        let secretary = secretary(app).await;
        let id = record(app, &secretary, "k", least(app).await)
            .await
            .unwrap()
            .lecture;
        let said = to_correct(app, &secretary, id).await.unwrap().offer.said;
        let photo = |shade| Upload {
            sort: MaterialSort::Photo,
            name: "a.png".to_owned(),
            bytes: picture(shade),
        };
        let three = (1..=3).map(photo).collect();
        correct(app, &secretary, "a", (id, said.clone()), (three, Vec::new()))
            .await
            .unwrap();
        let files = see_materials(app, &secretary, id).await.unwrap().files;
        assert_eq!(files.len(), 3);
        assert_eq!(
            lecture(app, id).await.version,
            1,
            "a photo is no other version of the record"
        );
        // One out, one in: the budget is of those that stay.
        let exchange = (vec![photo(4)], vec![files[0].id]);
        let done = correct(app, &secretary, "b", (id, said), exchange).await.unwrap();
        assert_eq!(done.left, []);
        let now = see_materials(app, &secretary, id).await.unwrap().files;
        assert_eq!(now.len(), 3);
        assert!(now.iter().all(|file| file.id != files[0].id));
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_an_office_is_mended_and_waits_on() {
    on_both("what_waits_for_an_office_is_mended", |world| async move {
        let app = &world.app;
        county(app).await;
        let secretary = secretary(app).await;
        let late = Said {
            on: Some(date(2020, 11, 16)),
            reason: Some("停电".to_owned()),
            ..least(app).await
        };
        let id = record(app, &secretary, "k", late).await.unwrap().lecture;
        let said = to_correct(app, &secretary, id).await.unwrap().offer.said;
        let mended = Said {
            present: Some(2),
            ..said
        };
        correct(app, &secretary, "a", (id, mended), nothing())
            .await
            .unwrap();
        let kept = lecture(app, id).await;
        assert_eq!(kept.present, Some(2));
        assert!(matches!(kept.state, LectureState::Waiting { by, reason, .. } if by == secretary.word && reason == "停电"));
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e12_what_was_not_agreed_to_is_mended_and_waits_anew() {
    on_both("e12_what_was_not_agreed_to_is_mended", |world| async move {
        let app = &world.app;
        county(app).await;
        let (secretary, township) = (secretary(app).await, township(app).await);
        let late = Said {
            on: Some(date(2020, 11, 16)),
            reason: Some("停电".to_owned()),
            ..least(app).await
        };
        let id = record(app, &secretary, "k", late).await.unwrap().lecture;
        let decline = |key: &'static str, actor: Actor, reason: &'static str| async move {
            let lecture = id;
            decline_late(app, &actor, DeclineLate { lecture, reason, key }).await
        };
        forbidden(decline("a", secretary.clone(), "不行").await);
        let elsewhere = somebody(app, Role::TownshipOfficer, "中共甲县戊镇委员会").await;
        forbidden(decline("b", elsewhere, "不行").await);
        forbidden(decline("c", stranger(), "不行").await);
        let silent = refused(decline("d", township.clone(), " ").await);
        assert!(matches!(
            silent,
            Refusal::NotDeclined(DeclineRefusal::ReasonNeeded)
        ));
        let number = decline("e", township.clone(), "人数不对").await.unwrap();
        assert_eq!(decline("e", township.clone(), "人数不对").await.unwrap(), number);
        let again = refused(decline("f", township.clone(), "人数不对").await);
        assert!(matches!(
            again,
            Refusal::NotDeclined(DeclineRefusal::WrongState(_))
        ));
        let branch = branch(app).await;
        let home = see_branch(app, &secretary, branch).await.unwrap();
        assert_eq!((home.sent_back, home.waiting), (vec![id], Vec::new()));
        let name = "中共甲县乙镇丙村支部委员会";
        assert_eq!(
            quarter(app, name, "2020-Q4").await,
            StandingKind::Due,
            "it counted"
        );
        // Handed in again it says why, and waits anew: a correction does not get round the office.
        let said = to_correct(app, &secretary, id).await.unwrap().offer.said;
        let silent = correct(app, &secretary, "g", (id, said.clone()), nothing()).await;
        assert!(matches!(
            refused(silent),
            Refusal::Record(RecordRefusal::ReasonNeeded { .. })
        ));
        let mended = Said {
            present: Some(2),
            reason: Some("停电，人数已改".to_owned()),
            ..said
        };
        let waits = correct(app, &secretary, "h", (id, mended), nothing())
            .await
            .unwrap();
        assert_eq!(waits.waits_for, Some(Approver::Township));
        assert_eq!(quarter(app, name, "2020-Q4").await, StandingKind::Due);
        approve_late(app, &township, (id, "i")).await.unwrap();
        assert_eq!(quarter(app, name, "2020-Q4").await, StandingKind::Met);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e12_a_day_moved_back_by_a_correction_waits_as_a_late_record_does() {
    on_both("e12_a_day_moved_back_by_a_correction_waits", |world| async move {
        let app = &world.app;
        county(app).await;
        let secretary = secretary(app).await;
        let id = record(app, &secretary, "k", least(app).await)
            .await
            .unwrap()
            .lecture;
        let said = to_correct(app, &secretary, id).await.unwrap().offer.said;
        let one_day = Said {
            on: Some(date(2020, 11, 27)),
            reason: Some("记错了一天".to_owned()),
            ..said.clone()
        };
        assert_eq!(
            correct(app, &secretary, "a", (id, one_day), nothing())
                .await
                .unwrap()
                .waits_for,
            None
        );
        let months = Said {
            on: Some(date(2020, 9, 25)),
            reason: Some("其实是九月".to_owned()),
            ..said
        };
        let waits = correct(app, &secretary, "b", (id, months), nothing())
            .await
            .unwrap();
        assert_eq!(waits.waits_for, Some(Approver::County));
        let name = "中共甲县乙镇丙村支部委员会";
        assert_eq!(
            quarter(app, name, "2020-Q3").await,
            StandingKind::Overdue,
            "backdated past everybody"
        );
        assert_eq!(quarter(app, name, "2020-Q4").await, StandingKind::Due);
        world
    })
    .await;
}
