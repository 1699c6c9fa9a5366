//! 记一场: done, refused, forbidden, sent twice; and every edge it meets.

use app::enter_for_others::{Became, Row, enter_rows};
use app::materials::{Copy, Upload, hand_out, see_materials};
use app::record_lecture::{FromPlan, Names, Said, Spoke, offer};
use app::see_branch::see_branch;
use app::{Refusal, approve_late};
use domain::access::Role;
use domain::lecture::{LectureState, Origin};
use domain::material::{FileRefusal, MaterialSort, ScriptAnswer};
use domain::obligation::StandingKind;
use domain::refusal::{Approver, FactsRefusal, Missing, RecordRefusal};
use jiff::civil::{date, time};
use kaijiang_app as app;
use store::PlanItemRow;

use super::world::{on_both, stranger};
use super::{
    beside, branch, county, forbidden, least, lecture, organisation, person, picture, plan_item, quarter,
    record, record_with, refused, secretary, seen, somebody, township,
};

const BRANCH: &str = "中共甲县乙镇丙村支部委员会";

#[tokio::test(flavor = "multi_thread")]
async fn x6_a_lecture_without_photos_script_or_names_counts() {
    on_both(
        "x6_a_lecture_without_photos_script_or_names_counts",
        |world| async move {
            let app = &world.app;
            county(app).await;
            assert_eq!(quarter(app, BRANCH, "2020-Q4").await, StandingKind::Due);
            let secretary = secretary(app).await;
            let recorded = record(app, &secretary, "a", least(app).await).await.unwrap();
            assert_eq!((recorded.waits_for, recorded.left), (None, Vec::new()));
            assert_eq!(quarter(app, BRANCH, "2020-Q4").await, StandingKind::Met);
            let kept = lecture(app, recorded.lecture).await;
            assert_eq!(kept.origin, Origin::Branch);
            assert!(matches!(kept.state, LectureState::Recorded { .. }));
            assert_eq!(
                (kept.present, kept.venue.as_deref(), kept.forms.len()),
                (None, None, 0)
            );
            let materials = see_materials(app, &secretary, recorded.lecture).await.unwrap();
            assert_eq!((materials.script, materials.files.len()), (None, 0));
            world
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_and_strangers_are_turned_away() {
    on_both(
        "what_cannot_be_is_refused_and_strangers_are_turned_away",
        |world| async move {
            let app = &world.app;
            county(app).await;
            let secretary = secretary(app).await;
            let base = least(app).await;
            let facts =
                |said: Said, expected: FactsRefusal| (said, Refusal::Record(RecordRefusal::Facts(expected)));
            let cases = [
                facts(
                    Said::default(),
                    FactsRefusal::Incomplete(vec![Missing::Speaker, Missing::Content, Missing::Time]),
                ),
                facts(
                    Said {
                        title: "  ".to_owned(),
                        ..base.clone()
                    },
                    FactsRefusal::Incomplete(vec![Missing::Content]),
                ),
                facts(
                    Said {
                        on: Some(date(2020, 12, 2)),
                        ..base.clone()
                    },
                    FactsRefusal::Future {
                        on: date(2020, 12, 2),
                        today: date(2020, 12, 1),
                    },
                ),
                facts(
                    Said {
                        ended_on: Some(date(2020, 11, 29)),
                        ..base.clone()
                    },
                    FactsRefusal::EndsBeforeItBegins,
                ),
                facts(
                    Said {
                        expected: Some(3),
                        present: Some(4),
                        ..base.clone()
                    },
                    FactsRefusal::Arithmetic {
                        expected: 3,
                        present: 4,
                    },
                ),
                facts(
                    Said {
                        kind: Some("sermon".to_owned()),
                        ..base.clone()
                    },
                    FactsRefusal::UnknownKind {
                        kind: "sermon".to_owned(),
                    },
                ),
                facts(
                    Said {
                        co_hosts: BRANCH.to_owned(),
                        ..base.clone()
                    },
                    FactsRefusal::HostTwice,
                ),
            ];
            for (number, (said, expected)) in cases.into_iter().enumerate() {
                let found = refused(record(app, &secretary, &format!("k{number}"), said).await);
                assert_eq!(format!("{found:?}"), format!("{expected:?}"));
            }
            let ambiguous = Said {
                co_hosts: "丙村支部".to_owned(),
                ..base.clone()
            };
            let Refusal::AmbiguousOrganisation { candidates, .. } =
                refused(record(app, &secretary, "j1", ambiguous).await)
            else {
                panic!("丙村 is in two townships (E42)");
            };
            assert_eq!(candidates.len(), 2);
            let unknown = Said {
                co_hosts: "无名支部".to_owned(),
                ..base.clone()
            };
            assert!(matches!(
                refused(record(app, &secretary, "j2", unknown).await),
                Refusal::UnknownOrganisation(_)
            ));
            let neighbour = somebody(app, Role::Secretary, "中共甲县乙镇丁村支部委员会").await;
            let member = somebody(app, Role::Member, BRANCH).await;
            let inspector = somebody(app, Role::Inspector, "中共甲县委员会").await;
            for actor in [stranger(), neighbour, member, inspector] {
                forbidden(record(app, &actor, "s", base.clone()).await);
            }
            assert!(seen(app).await.facts.lectures.is_empty(), "something was kept");
            world
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sent_twice_it_is_one_lecture() {
    on_both("sent_twice_it_is_one_lecture", |world| async move {
        let app = &world.app;
        county(app).await;
        let secretary = secretary(app).await;
        let said = least(app).await;
        let photo = || Upload {
            sort: MaterialSort::Photo,
            name: "a.png".to_owned(),
            bytes: picture(7),
        };
        let first = record_with(app, &secretary, "k", (said.clone(), None, vec![photo()]))
            .await
            .unwrap();
        // The answer was lost on a weak line; the phone sends it again the next day, when it would have been asked why.
        world.set_day(date(2020, 12, 20));
        let again = record_with(app, &secretary, "k", (said.clone(), None, vec![photo()]))
            .await
            .unwrap();
        assert_eq!(again, first);
        assert_eq!(seen(app).await.facts.lectures.len(), 1);
        let other = Said {
            present: Some(9),
            ..said.clone()
        };
        assert!(matches!(
            refused(record_with(app, &secretary, "k", (other, None, vec![photo()])).await),
            Refusal::KeyUsed(_)
        ));
        world.set_day(date(2020, 12, 1));
        // Another page, the same lecture: asked about, never doubled by mistake.
        let Refusal::RecordedAlready(known) = refused(record(app, &secretary, "k2", said.clone()).await)
        else {
            panic!("doubled");
        };
        assert_eq!(known, first.lecture);
        let really = Said {
            is_another: true,
            ..said
        };
        record(app, &secretary, "k3", really).await.unwrap();
        assert_eq!(seen(app).await.facts.lectures.len(), 2);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e6_a_substitute_is_recorded_and_the_plan_keeps_who_was_planned() {
    on_both("e6_a_substitute_is_recorded", |world| async move {
        let app = &world.app;
        county(app).await;
        let item = plan_item(&world, date(2020, 11, 30), "我家的变化").await;
        let secretary = secretary(app).await;
        let offered = offer(app, &secretary, (branch(app).await, FromPlan::Nearest))
            .await
            .unwrap();
        // Taken from the plan: title, speaker, kind, form, place, time; and the roster of the day.
        assert_eq!(offered.item.as_ref().map(|item| item.id), Some(item));
        assert_eq!(offered.said.title, "我家的变化");
        assert_eq!(offered.speakers[0].name, "吴六");
        assert_eq!(offered.said.starts, Some(time(15, 0, 0, 0)));
        assert_eq!(offered.said.venue.as_deref(), Some("农家院坝"));
        assert_eq!((offered.said.expected, offered.roster.len()), (Some(3), 3));
        let sick = Said {
            speaker: Some(Spoke::Named {
                name: "刘老师".to_owned(),
                class: "school-teacher".to_owned(),
            }),
            on: Some(date(2020, 11, 30)),
            ..offered.said
        };
        let recorded = record_with(app, &secretary, "k", (sick, Some(item), Vec::new()))
            .await
            .unwrap();
        let kept = lecture(app, recorded.lecture).await;
        assert_eq!(kept.speakers[0].name.as_deref(), Some("刘老师"));
        assert_eq!(kept.main_class(), Some("school-teacher"));
        let store = beside(&world).await;
        let tree = app.tree(None).await.unwrap();
        let row: PlanItemRow = store
            .read(tree)
            .await
            .unwrap()
            .get((item,))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (row.state.as_str(), row.lecture_id),
            ("held", Some(recorded.lecture))
        );
        assert_eq!(
            row.speaker_person_id,
            Some(person(app, "吴六").await),
            "the plan forgot who was planned"
        );
        store.close().await;
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e7_the_class_is_that_of_the_day() {
    on_both("e7_the_class_is_that_of_the_day", |world| async move {
        let app = &world.app;
        county(app).await;
        let secretary = secretary(app).await;
        let said = Said {
            speaker: Some(Spoke::OnRecord {
                person: person(app, "孙三").await,
                // What a page says is used only where no post gives a class.
                class: "other".to_owned(),
            }),
            ..least(app).await
        };
        let recorded = record(app, &secretary, "k", said).await.unwrap();
        assert_eq!(
            lecture(app, recorded.lecture).await.main_class(),
            Some("secretary")
        );
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e9_it_belongs_to_the_day_it_ended() {
    on_both("e9_it_belongs_to_the_day_it_ended", |world| async move {
        let app = &world.app;
        world.set_day(date(2020, 10, 9));
        county(app).await;
        let item = plan_item(&world, date(2020, 9, 30), "守夜的人").await;
        let over_midnight = Said {
            on: Some(date(2020, 9, 30)),
            starts: Some(time(22, 30, 0, 0)),
            ended_on: Some(date(2020, 10, 1)),
            ..least(app).await
        };
        let secretary = secretary(app).await;
        let recorded = record_with(app, &secretary, "k", (over_midnight, Some(item), Vec::new()))
            .await
            .unwrap();
        let kept = lecture(app, recorded.lecture).await;
        assert_eq!(kept.ended_on(), Some(date(2020, 10, 1)));
        assert_eq!(kept.planned_on, Some(date(2020, 9, 30)));
        assert_eq!(quarter(app, BRANCH, "2020-Q3").await, StandingKind::Overdue);
        assert_eq!(quarter(app, BRANCH, "2020-Q4").await, StandingKind::Met);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e11_held_together_it_is_one_session_and_credits_both() {
    on_both("e11_held_together_it_is_one_session", |world| async move {
        let app = &world.app;
        county(app).await;
        let said = Said {
            co_hosts: "中共甲县乙镇丁村支部".to_owned(),
            // The number of the own roster, as the page fills it in: the other branch brings its own.
            expected: Some(3),
            present: Some(4),
            ..least(app).await
        };
        let secretary = secretary(app).await;
        let recorded = record(app, &secretary, "k", said).await.unwrap();
        let kept = lecture(app, recorded.lecture).await;
        let heads: Vec<_> = kept.hosts.iter().map(|host| host.expected).collect();
        assert_eq!((kept.expected, heads), (Some(4), vec![Some(3), Some(1)]));
        for name in [BRANCH, "中共甲县乙镇丁村支部委员会"] {
            assert_eq!(quarter(app, name, "2020-Q4").await, StandingKind::Met, "{name}");
        }
        let snapshot = seen(app).await;
        let top = snapshot.find(None).unwrap();
        assert_eq!(snapshot.status(top, None).unwrap().sessions, 1);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e12_what_comes_late_says_why_and_waits_for_an_office() {
    on_both("e12_what_comes_late_says_why", |world| async move {
        let app = &world.app;
        county(app).await;
        let (secretary, township) = (secretary(app).await, township(app).await);
        // Monday 16 November; by 1 December more than three workdays have gone.
        let late = Said {
            on: Some(date(2020, 11, 16)),
            ..least(app).await
        };
        assert!(matches!(
            refused(record(app, &secretary, "k", late.clone()).await),
            Refusal::Record(RecordRefusal::ReasonNeeded { .. })
        ));
        let why = Said {
            reason: Some("停电".to_owned()),
            ..late
        };
        let waits = record(app, &secretary, "k", why.clone()).await.unwrap();
        assert_eq!(waits.waits_for, Some(Approver::Township));
        assert!(matches!(
            lecture(app, waits.lecture).await.state,
            LectureState::Waiting { by, reason, .. } if by == secretary.word && reason == "停电"
        ));
        assert_eq!(
            quarter(app, BRANCH, "2020-Q4").await,
            StandingKind::Due,
            "it counted before anybody agreed"
        );
        assert_eq!(
            see_branch(app, &secretary, branch(app).await)
                .await
                .unwrap()
                .waiting,
            [waits.lecture]
        );
        // The branch cannot agree to its own; another township neither.
        let approve = |key: &'static str, actor: app::Actor| async move {
            approve_late::approve_late(app, &actor, (waits.lecture, key)).await
        };
        forbidden(approve("a", secretary.clone()).await);
        forbidden(
            approve(
                "b",
                somebody(app, Role::TownshipOfficer, "中共甲县戊镇委员会").await,
            )
            .await,
        );
        let top = organisation(app, "中共甲县乙镇委员会").await;
        let waiting = approve_late::waiting_below(app, &township, top).await.unwrap();
        assert_eq!((waiting[0].reason.as_str(), waiting[0].may), ("停电", true));
        let number = approve("c", township.clone()).await.unwrap();
        assert_eq!(
            approve("c", township.clone()).await.unwrap(),
            number,
            "agreed to twice"
        );
        let LectureState::Recorded { by, .. } = lecture(app, waits.lecture).await.state else {
            panic!("not recorded");
        };
        assert_eq!(by, secretary.word, "the record is the branch's, not the office's");
        assert_eq!(quarter(app, BRANCH, "2020-Q4").await, StandingKind::Met);
        // More than thirty days: the county's to agree to.
        let very_late = Said {
            on: Some(date(2020, 10, 15)),
            title: "秋收".to_owned(),
            ..why
        };
        let waits = record(app, &secretary, "v", very_late).await.unwrap();
        assert_eq!(waits.waits_for, Some(Approver::County));
        let needs = refused(approve_late::approve_late(app, &township, (waits.lecture, "d")).await);
        assert!(matches!(
            needs,
            Refusal::Record(RecordRefusal::ApprovalNeeded {
                by: Approver::County,
                ..
            })
        ));
        let county_officer = somebody(app, Role::CountyOfficer, "中共甲县委员会").await;
        approve_late::approve_late(app, &county_officer, (waits.lecture, "e"))
            .await
            .unwrap();
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x2_entered_for_a_branch_it_says_so_and_the_office_that_enters_agrees() {
    on_both("x2_entered_for_a_branch_it_says_so", |world| async move {
        let app = &world.app;
        county(app).await;
        let township = township(app).await;
        let late = Said {
            on: Some(date(2020, 11, 16)),
            reason: Some("没有网络".to_owned()),
            ..least(app).await
        };
        let recorded = record(app, &township, "k", late).await.unwrap();
        assert_eq!(recorded.waits_for, None, "the office that enters it has agreed");
        assert_eq!(lecture(app, recorded.lecture).await.origin, Origin::OnBehalf);
        let row = Row {
            branch: "丁村支部".to_owned(),
            on: "2020-10-15".to_owned(),
            title: "秋收".to_owned(),
            speaker: "李四".to_owned(),
            kind: "故事".to_owned(),
            reason: "没有网络".to_owned(),
            ..Row::default()
        };
        let top = organisation(app, "中共甲县乙镇委员会").await;
        let became = enter_rows(app, &township, (top, &[("r".to_owned(), row)]))
            .await
            .unwrap();
        let Became::Recorded(recorded) = &became[0] else {
            panic!("{became:?}")
        };
        assert_eq!(recorded.waits_for, Some(Approver::County), "thirty days are over");
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e40_names_are_ticked_on_the_roster_of_the_day() {
    on_both(
        "e40_names_are_ticked_on_the_roster_of_the_day",
        |world| async move {
            let app = &world.app;
            county(app).await;
            let secretary = secretary(app).await;
            let away = person(app, "郑七").await;
            let ticked = Said {
                names: Names::AllBut(vec![away]),
                expected: Some(3),
                ..least(app).await
            };
            let too_few = Said {
                present: Some(1),
                ..ticked.clone()
            };
            assert!(matches!(
                refused(record(app, &secretary, "few", too_few).await),
                Refusal::NamedMoreThanPresent { named: 2, present: 1 }
            ));
            let recorded = record(app, &secretary, "k", ticked).await.unwrap();
            assert_eq!(lecture(app, recorded.lecture).await.present, Some(2));
            let snapshot = seen(app).await;
            let there: Vec<_> = snapshot.facts.attendances.iter().map(|one| one.person).collect();
            assert_eq!(there.len(), 2);
            assert!(!there.contains(&away));
            world
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x6_a_bad_file_holds_no_record_up() {
    on_both("x6_a_bad_file_holds_no_record_up", |world| async move {
        let app = &world.app;
        county(app).await;
        let secretary = secretary(app).await;
        let file = |sort, name: &str, bytes: Vec<u8>| Upload {
            sort,
            name: name.to_owned(),
            bytes,
        };
        let photos = (1..=4).map(|shade| file(MaterialSort::Photo, "p.png", picture(shade)));
        let mut files: Vec<Upload> = photos.collect();
        files.push(file(
            MaterialSort::Script,
            "a.svg",
            b"<svg onload='alert(1)'/>".to_vec(),
        ));
        files.push(file(
            MaterialSort::Script,
            "讲稿.txt",
            "同志们：".as_bytes().to_vec(),
        ));
        let said = Said {
            script: Some(ScriptAnswer::Attached),
            ..least(app).await
        };
        let recorded = record_with(app, &secretary, "k", (said, None, files))
            .await
            .unwrap();
        assert_eq!(recorded.left, [FileRefusal::TooMany, FileRefusal::OtherKind]);
        let materials = see_materials(app, &secretary, recorded.lecture).await.unwrap();
        assert_eq!(materials.script, Some(ScriptAnswer::Attached));
        let sorts: Vec<_> = materials.files.iter().map(|file| file.sort).collect();
        assert_eq!(
            sorts.iter().filter(|sort| **sort == MaterialSort::Photo).count(),
            3
        );
        let photo = materials
            .files
            .iter()
            .find(|file| file.sort == MaterialSort::Photo)
            .unwrap();
        let handed = hand_out(app, &secretary, (photo.id, Copy::HandedOut))
            .await
            .unwrap()
            .unwrap();
        assert_ne!(handed.bytes, picture(1), "a picture went out as it was sent");
        assert_eq!(&handed.bytes[..3], b"\xFF\xD8\xFF");
        assert!(
            hand_out(app, &secretary, (photo.id, Copy::Small))
                .await
                .unwrap()
                .is_some()
        );
        // A file is seen by whoever may see its lecture, and by nobody else.
        let neighbour = somebody(app, Role::Secretary, "中共甲县乙镇丁村支部委员会").await;
        for actor in [stranger(), neighbour] {
            forbidden(hand_out(app, &actor, (photo.id, Copy::HandedOut)).await);
            forbidden(see_materials(app, &actor, recorded.lecture).await);
        }
        world
    })
    .await;
}
