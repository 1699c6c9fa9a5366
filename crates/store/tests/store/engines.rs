//! The two engines agree: statements, tables, values, order.

use crate::world::{entry, id, lecture, on_both, organisation, parent, person, plant, tree};
use domain::id::{LectureId, OrganisationId, PersonId};
use jiff::civil::date;
use kaijiang_store as store;
use store::lectures::LectureRow;
use store::organisations::OrganisationRow;
use store::people::PersonRow;
use store::{Seen, StoreError, TABLES};

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_prepares_runs_and_decodes() {
    on_both("every_statement_prepares_runs_and_decodes", |world| async move {
        let prepared = world.store.prepare_all().await.unwrap();
        assert_eq!(world.store.try_all().await.unwrap(), prepared);
        println!("{prepared} statements");
        assert!(prepared > 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn catalogs_are_what_the_tables_say() {
    on_both("catalogs_are_what_the_tables_say", |world| async move {
        let catalog = world.store.catalog().await.unwrap();
        for table in TABLES {
            let keys: Vec<_> = table.stored_key().map(|c| c.name).collect();
            let mut wanted: Vec<_> = table
                .stored()
                .map(|c| {
                    let place = keys.iter().position(|k| *k == c.name).map_or(0, |n| n + 1);
                    (c.name.to_owned(), c.nullable, i64::try_from(place).unwrap())
                })
                .collect();
            wanted.sort();
            let found: Vec<_> = catalog
                .iter()
                .filter(|(name, ..)| name == table.name)
                .map(|(_, column, nullable, key)| (column.clone(), *nullable, *key))
                .collect();
            assert_eq!(found, wanted, "{}", table.name);
        }
        let tables: std::collections::BTreeSet<_> = catalog.iter().map(|row| row.0.clone()).collect();
        let known = TABLES.len() + TABLES.iter().filter(|t| t.is_bulk()).count() + 1;
        assert_eq!(tables.len(), known, "{tables:?}");
    })
    .await;
}

#[test]
fn personal_columns_say_why_and_how_long() {
    let personal: Vec<_> = TABLES
        .iter()
        .flat_map(|t| t.personal())
        .filter_map(|c| c.personal)
        .collect();
    assert_eq!(personal.len(), 6);
    for column in personal {
        assert!(
            column.purpose.len() > 10 && column.retention.len() > 10,
            "{column:?}"
        );
    }
    for table in TABLES {
        for column in table.columns {
            let looks = ["name", "birth", "phone", "card"]
                .iter()
                .any(|word| column.name.starts_with(word));
            let about_people = [
                "person",
                "lecture_speaker",
                "membership",
                "post",
                "account",
                "material",
            ]
            .contains(&table.name);
            assert!(
                !looks || !about_people || column.personal.is_some(),
                "{}.{}",
                table.name,
                column.name
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_come_back_as_saved_with_nulls_of_every_kind() {
    on_both(
        "rows_come_back_as_saved_with_nulls_of_every_kind",
        |world| async move {
            plant(&world.store).await;
            let mut tx = world.store.write(tree()).await.unwrap();
            let bare = LectureRow {
                held_on: None,
                starts_at: None,
                venue: None,
                expected: None,
                present: None,
                ..lecture(11)
            };
            tx.save(&[lecture(10), bare.clone()]).await.unwrap();
            tx.save(&[organisation(2), organisation(3)]).await.unwrap();
            tx.save(&[person(5)]).await.unwrap();
            assert_eq!(
                tx.get::<LectureRow>((bare.id,)).await.unwrap(),
                Some(bare.clone())
            );
            tx.commit(entry("save")).await.unwrap();
            let mut reading = world.store.read(tree()).await.unwrap();
            assert_eq!(reading.all::<LectureRow>().await.unwrap(), [lecture(10), bare]);
            assert_eq!(
                reading.get::<PersonRow>((PersonId(id(5)),)).await.unwrap(),
                Some(person(5))
            );
            assert_eq!(reading.get::<PersonRow>((PersonId(id(6)),)).await.unwrap(), None);
            let days = (date(2020, 7, 1), date(2020, 9, 30));
            assert_eq!(
                reading.lectures_held(days.0, days.1).await.unwrap(),
                [LectureId(id(10))]
            );
            assert_eq!(reading.tree().await.unwrap().unwrap().name, "甲县");
            assert_eq!(
                reading
                    .history_of::<LectureRow>((LectureId(id(10)),))
                    .await
                    .unwrap()
                    .len(),
                1
            );
            assert_eq!(
                reading.by::<OrganisationRow>("number", 3_u32).await.unwrap(),
                [organisation(3)]
            );
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subtree_follows_its_parents_over_time() {
    on_both("a_subtree_follows_its_parents_over_time", |world| async move {
        plant(&world.store).await;
        let mut tx = world.store.write(tree()).await.unwrap();
        tx.save(&(1..=5).map(organisation).collect::<Vec<_>>())
            .await
            .unwrap();
        let mut moved = parent(4, Some(3));
        moved.from_on = date(2020, 7, 1);
        let rows = [
            parent(1, None),
            parent(2, Some(1)),
            parent(3, Some(1)),
            parent(4, Some(2)),
            parent(5, Some(4)),
            moved,
        ];
        tx.save(&rows).await.unwrap();
        tx.commit(entry("found")).await.unwrap();
        let mut reading = world.store.read(tree()).await.unwrap();
        let ids = |numbers: &[u64]| numbers.iter().map(|n| OrganisationId(id(*n))).collect::<Vec<_>>();
        let (two, three) = (OrganisationId(id(2)), OrganisationId(id(3)));
        assert_eq!(
            reading.below(two, date(2020, 6, 30)).await.unwrap(),
            ids(&[2, 4, 5])
        );
        assert_eq!(reading.below(two, date(2020, 7, 1)).await.unwrap(), ids(&[2]));
        assert_eq!(
            reading.below(three, date(2020, 7, 1)).await.unwrap(),
            ids(&[3, 4, 5])
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn order_is_by_bytes_on_both() {
    on_both("order_is_by_bytes_on_both", |world| async move {
        plant(&world.store).await;
        let mut tx = world.store.write(tree()).await.unwrap();
        for key in ["乙", "B", "a", "甲", "Z", "é"] {
            tx.set_meta(key, "x").await.unwrap();
        }
        tx.commit(entry("settings")).await.unwrap();
        let mut reading = world.store.read(tree()).await.unwrap();
        let keys: Vec<_> = reading
            .all::<store::trees::MetaRow>()
            .await
            .unwrap()
            .into_iter()
            .map(|row| row.key)
            .collect();
        let mut sorted = keys.clone();
        sorted.sort();
        assert_eq!(keys, sorted);
        assert_eq!(keys.len(), 7);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_does_not_move() {
    on_both("a_snapshot_does_not_move", |world| async move {
        plant(&world.store).await;
        let mut reading = world.store.read(tree()).await.unwrap();
        let mut tx = world.store.write(tree()).await.unwrap();
        tx.save(&[organisation(2)]).await.unwrap();
        let number = tx.commit(entry("found")).await.unwrap();
        assert_eq!(reading.number().await.unwrap().0, number.0 - 1);
        assert!(reading.all::<OrganisationRow>().await.unwrap().is_empty());
        let mut later = world.store.read(tree()).await.unwrap();
        assert_eq!(later.number().await.unwrap(), number);
        assert_eq!(later.all::<OrganisationRow>().await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dropping_gives_everything_up() {
    on_both("dropping_gives_everything_up", |world| async move {
        let number = plant(&world.store).await;
        let mut tx = world.store.write(tree()).await.unwrap();
        tx.save(&[organisation(2), organisation(3)]).await.unwrap();
        tx.save(&[person(4)]).await.unwrap();
        drop(tx);
        let mut tx = world.store.write(tree()).await.unwrap();
        assert!(tx.all::<OrganisationRow>().await.unwrap().is_empty());
        tx.save(&[organisation(5)]).await.unwrap();
        assert_eq!(tx.commit(entry("found")).await.unwrap().0, number.0 + 1);
        assert!(matches!(
            world.store.create_tree(tree()).await,
            Err(StoreError::TreeExists)
        ));
        let nowhere = domain::id::TreeId(id(99));
        assert!(matches!(
            world.store.write(nowhere).await,
            Err(StoreError::NoTree)
        ));
        assert!(matches!(world.store.read(nowhere).await, Err(StoreError::NoTree)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_writers_at_once_get_gapless_numbers() {
    on_both(
        "a_hundred_writers_at_once_get_gapless_numbers",
        |world| async move {
            let first = plant(&world.store).await;
            let commits = world.store.commits();
            let tasks: Vec<_> = (0..100)
                .map(|n| {
                    let store = world.store.clone();
                    tokio::spawn(async move {
                        let mut tx = store.write(tree()).await.unwrap();
                        tx.save(&[organisation(100 + n)]).await.unwrap();
                        tx.commit(entry("found")).await.unwrap().0
                    })
                })
                .collect();
            let mut numbers = Vec::new();
            for task in tasks {
                numbers.push(task.await.unwrap());
            }
            numbers.sort_unstable();
            assert_eq!(numbers, (first.0 + 1..=first.0 + 100).collect::<Vec<_>>());
            let mut reading = world.store.read(tree()).await.unwrap();
            assert_eq!(reading.all::<OrganisationRow>().await.unwrap().len(), 100);
            let commits = world.store.commits() - commits;
            println!(
                "{commits} commits for 100 writers, longest hold {:?}",
                world.store.longest_lane_hold()
            );
            assert!(commits < 100);
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_is_answered_once() {
    on_both("the_same_request_is_answered_once", |world| async move {
        plant(&world.store).await;
        let tasks: Vec<_> = (0..40)
            .map(|n| {
                let store = world.store.clone();
                tokio::spawn(async move {
                    let key = format!("key {}", n % 4);
                    let mut tx = store.write(tree()).await.unwrap();
                    match tx.seen(&key, "abc").await.unwrap() {
                        Seen::New => {
                            tx.save(&[organisation(200 + n)]).await.unwrap();
                            let answer = store::Json(format!("\"{n}\""));
                            tx.commit_with_answer(entry("found"), &key, "abc", answer.clone())
                                .await
                                .unwrap();
                            (n % 4, answer)
                        }
                        Seen::Same(answer) => (n % 4, answer),
                        Seen::Other => panic!("other"),
                    }
                })
            })
            .collect();
        let mut answers = std::collections::BTreeSet::new();
        for task in tasks {
            answers.insert(task.await.unwrap());
        }
        assert_eq!(answers.len(), 4);
        let mut tx = world.store.write(tree()).await.unwrap();
        assert_eq!(tx.all::<OrganisationRow>().await.unwrap().len(), 4);
        assert_eq!(tx.seen("key 1", "other").await.unwrap(), Seen::Other);
    })
    .await;
}
