//! Imports, erasure and verification: what is seen when, and what is found when data are bent.

use std::collections::BTreeMap;

use crate::world::{
    World, at, entry, host, id, lecture, on_both, organisation, person, plant, speaker, tree,
};
use domain::id::{LectureId, PersonId};
use kaijiang_store as store;
use store::lectures::{LectureHostRow, LectureRow, LectureSpeakerRow};
use store::organisations::OrganisationRow;
use store::people::PersonRow;
use store::{PublishError, Store, Why};

async fn assert_verifies(store: &Store) -> store::Verified {
    let verified = store.verify(tree(), None).await.unwrap();
    assert!(verified.ok, "{:?}", verified.first_bad);
    verified
}

async fn count<R: store::Row>(store: &Store) -> usize {
    store.read(tree()).await.unwrap().all::<R>().await.unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_is_seen_whole_or_not_at_all() {
    on_both("an_import_is_seen_whole_or_not_at_all", |world| async move {
        let store = &world.store;
        plant(store).await;
        let mut tx = store.write(tree()).await.unwrap();
        tx.save(&[lecture(10), lecture(11), lecture(12)]).await.unwrap();
        tx.save(&[person(5)]).await.unwrap();
        let head = tx.commit(entry("record")).await.unwrap();

        let mut stage = store.stage(tree()).await.unwrap();
        stage
            .insert(&(100..700).map(lecture).collect::<Vec<_>>())
            .await
            .unwrap();
        stage
            .insert(&(100..700).map(|n| speaker(n + 5000, n, None)).collect::<Vec<_>>())
            .await
            .unwrap();
        let changed = LectureRow {
            title: "改".to_owned(),
            ..lecture(10)
        };
        stage.replace(std::slice::from_ref(&changed)).await.unwrap();
        stage.remove::<LectureRow>([(LectureId(id(11)),)]).await.unwrap();
        assert_eq!(count::<LectureRow>(store).await, 3);
        assert_eq!(count::<LectureSpeakerRow>(store).await, 0);
        assert_verifies(store).await;

        // Somebody writes in between.
        let mut tx = store.write(tree()).await.unwrap();
        tx.save(&[organisation(7)]).await.unwrap();
        let moved = tx.commit(entry("found")).await.unwrap();
        match stage.publish(head, &entry("import")).await {
            Err(PublishError::HeadMoved(now)) => assert_eq!(now, moved),
            other => panic!("{other:?}"),
        }
        assert_eq!(count::<LectureRow>(store).await, 3);
        let mut before = store.read(tree()).await.unwrap();
        let number = stage.publish(moved, &entry("import")).await.unwrap();
        assert_eq!(number.0, moved.0 + 1);
        assert_eq!(before.all::<LectureRow>().await.unwrap().len(), 3);
        assert_eq!(count::<LectureRow>(store).await, 602);
        assert_eq!(count::<LectureSpeakerRow>(store).await, 600);
        let mut reading = store.read(tree()).await.unwrap();
        assert_eq!(
            reading.get::<LectureRow>((LectureId(id(10)),)).await.unwrap(),
            Some(changed)
        );
        let verified = assert_verifies(store).await;
        assert_eq!(verified.changes, 5 + 1202 + 1);

        // Rows of the import are changed and removed like any others.
        let mut tx = store.write(tree()).await.unwrap();
        tx.save(&[LectureRow {
            title: "又改".to_owned(),
            ..lecture(200)
        }])
        .await
        .unwrap();
        tx.remove::<LectureRow>([(LectureId(id(201)),)]).await.unwrap();
        tx.commit(entry("correct")).await.unwrap();
        assert_eq!(count::<LectureRow>(store).await, 601);
        assert_verifies(store).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_abandoned_or_crashed_import_leaves_nothing() {
    on_both(
        "an_abandoned_or_crashed_import_leaves_nothing",
        |world| async move {
            let store = &world.store;
            let head = plant(store).await;
            let mut tx = store.write(tree()).await.unwrap();
            tx.save(&[PersonRow {
                name: None,
                birth_month: None,
                ..person(5)
            }])
            .await
            .unwrap();
            tx.commit(entry("person")).await.unwrap();
            let stored = |store: Store| async move {
                let mut sizes = BTreeMap::new();
                for name in ["lecture", "person", "audit_change", "subject_key", "stage"] {
                    sizes.insert(name, rows_of(&store, name).await);
                }
                sizes
            };
            let clean = stored(store.clone()).await;
            for crash in [false, true] {
                let mut stage = store.stage(tree()).await.unwrap();
                stage
                    .insert(&(100..900).map(lecture).collect::<Vec<_>>())
                    .await
                    .unwrap();
                stage
                    .insert(&(100..300).map(person).collect::<Vec<_>>())
                    .await
                    .unwrap();
                stage.replace(&[person(5)]).await.unwrap();
                if crash {
                    // The handle is gone, as after a crash: the next import clears up.
                    drop(stage);
                    let next = store.stage(tree()).await.unwrap();
                    next.abandon().await.unwrap();
                } else {
                    stage.abandon().await.unwrap();
                }
                assert_eq!(stored(store.clone()).await, clean);
                assert_verifies(store).await;
            }
            let _ = head;
        },
    )
    .await;
}

async fn rows_of(store: &Store, table: &str) -> usize {
    let table = store::tables::table_named(table).unwrap();
    store.stored_rows(tree(), table).await.unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn erasure_leaves_no_trace_and_verifies() {
    on_both("erasure_leaves_no_trace_and_verifies", |world| async move {
        let store = &world.store;
        plant(store).await;
        let mut tx = store.write(tree()).await.unwrap();
        tx.save(&[person(5), person(6)]).await.unwrap();
        tx.save(&[lecture(10)]).await.unwrap();
        let named = LectureSpeakerRow {
            name: Some("张五".to_owned()),
            ..speaker(20, 10, Some(5))
        };
        tx.save(&[named, speaker(21, 10, None)]).await.unwrap();
        let before = tx.commit(entry("record")).await.unwrap();
        assert_verifies(store).await;
        assert_eq!(rows_of(store, "subject_key").await, 4);

        let mut tx = store.write(tree()).await.unwrap();
        tx.erase(PersonId(id(5)), at(9)).await.unwrap();
        tx.commit(entry("erase")).await.unwrap();
        assert_eq!(rows_of(store, "subject_key").await, 2);
        let mut reading = store.read(tree()).await.unwrap();
        let row = reading
            .get::<PersonRow>((PersonId(id(5)),))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (row.name, row.birth_month, row.erased_at),
            (None, None, Some(at(9)))
        );
        let row = reading
            .get::<LectureSpeakerRow>((id(20),))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.name, None);
        assert_verifies(store).await;

        // As known before: the person is there, the name is not in the history.
        let people = reading.rows_at::<PersonRow>(before).await.unwrap();
        assert_eq!(people.len(), 2);
        assert!(people.iter().all(|p| p.name.is_none() && p.erased_at.is_none()));
        assert_eq!(
            reading.rows_at::<LectureRow>(before).await.unwrap(),
            [lecture(10)]
        );
        let history = reading.history_of::<PersonRow>((PersonId(id(5)),)).await.unwrap();
        assert!(
            history
                .iter()
                .all(|change| !change.after.as_deref().unwrap_or("").contains('张'))
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_replayed_as_known_at_each_number() {
    on_both("rows_are_replayed_as_known_at_each_number", |world| async move {
        let store = &world.store;
        plant(store).await;
        let mut seen = Vec::new();
        for n in 0..12_u64 {
            let mut tx = store.write(tree()).await.unwrap();
            tx.save(&[organisation(n + 2), noted(n)]).await.unwrap();
            if n > 4 {
                tx.remove::<OrganisationRow>([(domain::id::OrganisationId(id(n - 3)),)])
                    .await
                    .unwrap();
            }
            let now = tx.all::<OrganisationRow>().await.unwrap();
            seen.push((tx.commit(entry("step")).await.unwrap(), now));
        }
        let mut reading = store.read(tree()).await.unwrap();
        for (number, rows) in seen {
            assert_eq!(reading.rows_at::<OrganisationRow>(number).await.unwrap(), rows);
        }
    })
    .await;
}

/// The same organisation with another note each time.
fn noted(n: u64) -> OrganisationRow {
    OrganisationRow {
        note: Some(format!("第{n}次")),
        ..organisation(500)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outside_checkpoint_finds_rollback_and_rewriting() {
    let world = World::sqlite().await;
    let store = &world.store;
    plant(store).await;
    let early = store.checkpoint(tree()).await.unwrap();
    assert!(early.starts_with("kaijiang/"));
    let copy = world.path("early.db");
    store.backup(&copy).await.unwrap();
    let mut tx = store.write(tree()).await.unwrap();
    tx.save(&[lecture(10)]).await.unwrap();
    tx.commit(entry("record")).await.unwrap();
    let late = store.checkpoint(tree()).await.unwrap();
    for note in [&early, &late] {
        assert!(store.verify(tree(), Some(note)).await.unwrap().ok);
    }
    let old = Store::open_backup(&copy, &world.settings).await.unwrap();
    assert!(old.verify(tree(), Some(&early)).await.unwrap().ok);
    let why = |verified: store::Verified| verified.first_bad.unwrap().why;
    assert_eq!(
        why(old.verify(tree(), Some(&late)).await.unwrap()),
        Why::RolledBack
    );
    // Another history, signed by the same key.
    let mut settings = world.settings.clone();
    settings.url = format!("sqlite:{}", world.path("other.db").display());
    let other = Store::open(&settings).await.unwrap();
    let mut tx = other.create_tree(tree()).await.unwrap();
    tx.save(&[organisation(1)]).await.unwrap();
    tx.commit(entry("other")).await.unwrap();
    assert_eq!(
        why(other.verify(tree(), Some(&early)).await.unwrap()),
        Why::Rewritten
    );
    let forged = early.replace("\n1\n", "\n2\n");
    assert_eq!(
        why(store.verify(tree(), Some(&forged)).await.unwrap()),
        Why::CheckpointUnsigned
    );
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_exported_history_verifies_on_its_own() {
    let world = World::sqlite().await;
    let store = &world.store;
    plant(store).await;
    for n in 0..300_u64 {
        let mut tx = store.write(tree()).await.unwrap();
        tx.save(&[organisation(n + 2)]).await.unwrap();
        tx.commit(entry("found")).await.unwrap();
    }
    let mut files = BTreeMap::new();
    let mut sink = |path: &str, bytes: &[u8]| {
        files.insert(path.to_owned(), bytes.to_vec());
        Ok(())
    };
    store.export(tree(), &mut sink).await.unwrap();
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    for name in [
        "checkpoint",
        "tile/0/000",
        "tile/0/001.p/45",
        "tile/1/000.p/1",
        "tile/entries/000",
    ] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    // By the specification alone: leaves from the bundles, root from the leaves, lines from the changes.
    let mut leaves = Vec::new();
    for (_, bundle) in files.iter().filter(|(name, _)| name.starts_with("tile/entries/")) {
        let mut rest = bundle.as_slice();
        while let Some((length, after)) = rest.split_at_checked(2) {
            let (leaf, others) = after.split_at(usize::from(u16::from_be_bytes([length[0], length[1]])));
            leaves.push(leaf.to_vec());
            rest = others;
        }
    }
    assert_eq!(leaves.len(), 301);
    let note = String::from_utf8(files["checkpoint"].clone()).unwrap();
    let root = merkle(&leaves);
    assert_eq!(
        note.lines().nth(2).unwrap(),
        tlog_tiles::tlog::Hash(root).to_string()
    );
    assert_eq!(files["tile/0/000"].len(), 256 * 32);
    world.end().await;
}

/// RFC 6962, written down again.
fn merkle(leaves: &[Vec<u8>]) -> [u8; 32] {
    use sha2::{Digest, Sha256};
    if let [leaf] = leaves {
        return Sha256::new()
            .chain_update([0])
            .chain_update(leaf)
            .finalize()
            .into();
    }
    let left = leaves.len().next_power_of_two() / 2;
    let (a, b) = leaves.split_at(left);
    Sha256::new()
        .chain_update([1])
        .chain_update(merkle(a))
        .chain_update(merkle(b))
        .finalize()
        .into()
}

/// Measures; run it in the release profile with `--ignored --nocapture`.
#[tokio::test(flavor = "multi_thread")]
async fn a_large_import_never_holds_the_lane_long() {
    let size: u64 =
        std::env::var_os("KAIJIANG_IMPORT").map_or(2_000, |n| n.into_string().unwrap().parse().unwrap());
    on_both("a_large_import_never_holds_the_lane_long", |world| async move {
        let store = &world.store;
        plant(store).await;
        let began = std::time::Instant::now();
        let mut stage = store.stage(tree()).await.unwrap();
        let lectures: Vec<_> = (0..size).map(|n| lecture(1_000_000 + n)).collect();
        stage.insert(&lectures).await.unwrap();
        stage.insert(&(0..size).map(|n| host(1_000_000 + n, 7)).collect::<Vec<LectureHostRow>>()).await.unwrap();
        let speakers: Vec<_> = (0..size).map(|n| speaker(3_000_000 + n, 1_000_000 + n, None)).collect();
        stage.insert(&speakers).await.unwrap();
        let portions = store.longest_lane_hold();
        store.forget_lane_hold();
        let head = stage.began_at();
        let head = stage.publish(head, &entry("import")).await.unwrap();
        println!(
            "{:?}: {size} lectures in {:?}, longest portion {portions:?}, publish {:?}",
            store.engine(),
            began.elapsed(),
            store.longest_lane_hold()
        );
        let mut stage = store.stage(tree()).await.unwrap();
        let changed: Vec<_> = lectures.iter().map(|l| LectureRow { title: "改".to_owned(), version: 2, ..l.clone() }).collect();
        stage.replace(&changed).await.unwrap();
        let portions = store.longest_lane_hold();
        store.forget_lane_hold();
        stage.publish(head, &entry("import again")).await.unwrap();
        let publish = store.longest_lane_hold();
        let began = std::time::Instant::now();
        let verified = assert_verifies(store).await;
        println!(
            "{:?}: {size} replaced, longest portion {portions:?}, publish {publish:?}; verified {} changes and {} rows in {:?}",
            store.engine(), verified.changes, verified.rows, began.elapsed()
        );
        assert!(publish.as_millis() < 2_000, "{publish:?}");
    })
    .await;
}
