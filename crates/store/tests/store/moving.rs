//! Moving between engines, backups while in use, restoring, and disks that fail.

use crate::world::{World, at, entry, host, id, lecture, organisation, person, plant, speaker, tree};
use domain::id::PersonId;
use kaijiang_store as store;
use store::lectures::LectureRow;
use store::organisations::OrganisationRow;
use store::{AuditNumber, Store, StoreError};

async fn fill(store: &Store) -> AuditNumber {
    plant(store).await;
    let mut tx = store.write(tree()).await.unwrap();
    tx.save(&(2..300).map(organisation).collect::<Vec<_>>())
        .await
        .unwrap();
    tx.save(&(30..60).map(person).collect::<Vec<_>>()).await.unwrap();
    tx.commit_with_answer(entry("found"), "key", "request", store::Json("1".to_owned()))
        .await
        .unwrap();
    let mut tx = store.write(tree()).await.unwrap();
    tx.erase(PersonId(id(31)), at(4)).await.unwrap();
    let head = tx.commit(entry("erase")).await.unwrap();
    let mut stage = store.stage(tree()).await.unwrap();
    stage
        .insert(&(1000..1400).map(lecture).collect::<Vec<_>>())
        .await
        .unwrap();
    stage
        .insert(&(1000..1400).map(|n| host(n, 2)).collect::<Vec<_>>())
        .await
        .unwrap();
    stage
        .insert(
            &(1000..1400)
                .map(|n| speaker(n + 5000, n, None))
                .collect::<Vec<_>>(),
        )
        .await
        .unwrap();
    stage.publish(head, &entry("import")).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_moves_to_the_other_engine_and_back() {
    let Some(server) = World::postgres("everything_moves_to_the_other_engine_and_back").await else {
        return;
    };
    let file = World::sqlite().await;
    let back = World::sqlite().await;
    let number = fill(&file.store).await;
    let there = file.store.move_into(&server.store).await.unwrap();
    assert!(matches!(
        file.store.move_into(&server.store).await,
        Err(StoreError::NotEmpty)
    ));
    let here = server.store.move_into(&back.store).await.unwrap();
    assert_eq!(there, here);
    assert!(there.iter().map(|moved| moved.rows).sum::<u64>() > 3000);
    for world in [&file, &server, &back] {
        let verified = world.store.verify(tree(), None).await.unwrap();
        assert!(verified.ok, "{:?}", verified.first_bad);
        let mut reading = world.store.read(tree()).await.unwrap();
        assert_eq!(reading.number().await.unwrap(), number);
        assert_eq!(reading.all::<LectureRow>().await.unwrap().len(), 400);
    }
    // Life goes on there.
    let mut tx = server.store.write(tree()).await.unwrap();
    tx.save(&[organisation(5000)]).await.unwrap();
    assert_eq!(tx.commit(entry("found")).await.unwrap().0, number.0 + 1);
    assert!(server.store.verify(tree(), None).await.unwrap().ok);
    for world in [file, server, back] {
        world.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_taken_under_load_is_whole() {
    crate::world::on_both("a_backup_taken_under_load_is_whole", |world| async move {
        let before = fill(&world.store).await;
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let store = world.store.clone();
        let writer = tokio::spawn(async move {
            let mut n = 10_000;
            while !*stopped.borrow() {
                let mut tx = store.write(tree()).await.unwrap();
                tx.save(&[organisation(n)]).await.unwrap();
                tx.commit(entry("found")).await.unwrap();
                n += 1;
            }
            n - 10_000
        });
        let file = world.path("backup.db");
        world.store.backup(&file).await.unwrap();
        stop.send(true).unwrap();
        let written = writer.await.unwrap();
        assert!(written > 0);
        assert!(matches!(
            world.store.backup(&file).await,
            Err(StoreError::NotEmpty)
        ));
        let names: Vec<_> = std::fs::read_dir(world.dir.path())
            .unwrap()
            .map(|f| f.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with("backup"))
            .collect();
        assert_eq!(names, ["backup.db"]);

        // On an empty machine there is no key file: the copy verifies by the key it carries.
        let mut settings = world.settings.clone();
        settings.url = format!("sqlite:{}", world.path("restored.db").display());
        settings.signing_key = world.path("new.key");
        let restored = Store::restore(&file, &settings).await.unwrap();
        let mut reading = restored.read(tree()).await.unwrap();
        assert!(reading.number().await.unwrap() >= before);
        assert!(reading.all::<OrganisationRow>().await.unwrap().len() >= 298);
        assert!(restored.verify(tree(), None).await.unwrap().ok);
        let mut tx = restored.write(tree()).await.unwrap();
        tx.save(&[organisation(77)]).await.unwrap();
        tx.commit(entry("go on")).await.unwrap();
        assert!(restored.verify(tree(), None).await.unwrap().ok);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bent_backup_is_not_restored() {
    use sqlx::{Connection, Executor};
    let world = World::sqlite().await;
    fill(&world.store).await;
    let file = world.path("backup.db");
    world.store.backup(&file).await.unwrap();
    let mut db = sqlx::SqliteConnection::connect(&format!("sqlite:{}", file.display()))
        .await
        .unwrap();
    db.execute("UPDATE lecture SET present = 999 WHERE title = '开讲 1100'")
        .await
        .unwrap();
    db.close().await.unwrap();
    let mut settings = world.settings.clone();
    settings.url = format!("sqlite:{}", world.path("restored.db").display());
    assert!(matches!(
        Store::restore(&file, &settings).await,
        Err(StoreError::Unverified(_))
    ));
    assert!(!world.path("restored.db").exists());
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn units_left_half_way_do_not_hold_up_others() {
    let world = World::sqlite().await;
    plant(&world.store).await;
    let tasks: Vec<_> = (0..200_u64)
        .map(|n| {
            let store = world.store.clone();
            tokio::spawn(async move {
                let work = async {
                    let mut tx = store.write(tree()).await.unwrap();
                    tx.save(&[organisation(100 + n)]).await.unwrap();
                    if n % 3 == 0 {
                        return None;
                    }
                    Some(tx.commit(entry("found")).await.unwrap().0)
                };
                // Some callers lose patience at an odd moment.
                if n % 5 == 0 {
                    tokio::time::timeout(std::time::Duration::from_micros(n * 40), work)
                        .await
                        .ok()
                        .flatten()
                } else {
                    work.await
                }
            })
        })
        .collect();
    let mut told = Vec::new();
    for task in tasks {
        told.extend(task.await.unwrap());
    }
    let verified = world.store.verify(tree(), None).await.unwrap();
    assert!(verified.ok, "{:?}", verified.first_bad);
    let mut reading = world.store.read(tree()).await.unwrap();
    let rows = reading.all::<OrganisationRow>().await.unwrap().len();
    assert!(
        rows >= told.len() && told.len() >= 100,
        "{rows} rows, {} told",
        told.len()
    );
    assert_eq!(i64::try_from(rows).unwrap() + 1, verified.entries);
    drop(reading);
    world.end().await;
}
