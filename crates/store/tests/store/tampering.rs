//! A hand in the file: random edits, deletions, insertions and swaps over all tables, each found by `verify`.

use std::collections::BTreeMap;

use crate::filled::fill;
use crate::world::{Seeded, World, entry, organisation, tree};
use kaijiang_store as store;
use sqlx::{Connection, Executor, Row, SqliteConnection};
use store::tables::Role;
use store::{Kind, Store, TABLES, Table, Why};

fn literal(kind: Kind, dice: &Seeded) -> String {
    let n = dice.next();
    match kind {
        Kind::Id => format!("x'{:032x}'", u128::from(n) << 13),
        Kind::Text => format!("'bent {n}'"),
        Kind::Int | Kind::Time => format!("{}", n % 1_000_000),
        Kind::Date => format!("'2021-0{}-1{}'", n % 9 + 1, n % 7),
        Kind::Json => format!("'[{n}]'"),
        Kind::Bytes => format!("x'{n:016x}{n:016x}{n:016x}{n:016x}'"),
    }
}

/// One row, as a condition that finds it again.
async fn some_row(db: &mut SqliteConnection, table: &Table, dice: &Seeded) -> String {
    let parts: Vec<_> = table
        .stored_key()
        .map(|c| format!("'{} = ' || quote({})", c.name, c.name))
        .collect();
    let sql = format!("SELECT {} FROM {}", parts.join(" || ' AND ' || "), table.name);
    let rows = db.fetch_all(sqlx::AssertSqlSafe(sql)).await.unwrap();
    assert!(!rows.is_empty(), "{} is empty", table.name);
    rows[dice.below(rows.len())].get(0)
}

/// Bends something; answers what, or None when the engine would not have it or nothing was changed.
async fn bend(db: &mut SqliteConnection, table: &'static Table, dice: &Seeded) -> Option<String> {
    let columns: Vec<_> = table.stored().collect();
    let row = some_row(db, table, dice).await;
    let sql = match dice.below(10) {
        0..=4 => {
            let column = columns[dice.below(columns.len())];
            let value = if column.nullable && dice.below(3) == 0 {
                "NULL".to_owned()
            } else {
                literal(column.kind, dice)
            };
            format!(
                "UPDATE {0} SET {1} = {value} WHERE {row} AND {1} IS NOT {value}",
                table.name, column.name
            )
        }
        5 | 6 => format!("DELETE FROM {} WHERE {row}", table.name),
        7 | 8 => {
            // A copy under another key (the last key column, so that it stays in the tree).
            let last = table.stored_key().last().unwrap();
            let columns_with = |with: &str| {
                columns
                    .iter()
                    .map(|c| if c.name == last.name { with } else { c.name })
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            format!(
                "INSERT INTO {0} ({1}) SELECT {2} FROM {0} WHERE {row}",
                table.name,
                columns_with(last.name),
                columns_with(&literal(last.kind, dice))
            )
        }
        _ => {
            // Two rows change places in one column.
            let other = some_row(db, table, dice).await;
            let free: Vec<_> = columns.iter().skip(table.stored_key().count()).collect();
            let column = free[dice.below(free.len())].name;
            format!(
                "UPDATE {0} SET {column} = CASE WHEN {row} THEN (SELECT {column} FROM {0} WHERE {other}) \
                 ELSE (SELECT {column} FROM {0} WHERE {row}) END WHERE (({row}) OR ({other})) AND \
                 (SELECT {column} FROM {0} WHERE {row}) IS NOT (SELECT {column} FROM {0} WHERE {other})",
                table.name
            )
        }
    };
    match db.execute(sqlx::AssertSqlSafe(sql.clone())).await {
        Ok(done) if done.rows_affected() > 0 => Some(sql),
        _ => None,
    }
}

async fn found(file: &std::path::Path, world: &World) -> Option<Why> {
    let bent = Store::open_backup(file, &world.settings).await.unwrap();
    let mut trees = bent.trees().await.unwrap_or_default();
    if !trees.contains(&tree()) {
        trees.push(tree());
    }
    for tree in trees {
        match bent.verify(tree, None).await {
            Ok(verified) if verified.ok => {}
            Ok(verified) => return verified.first_bad.map(|bad| bad.why),
            Err(_) => return Some(Why::HeadAltered),
        }
    }
    None
}

#[tokio::test(flavor = "multi_thread")]
async fn random_edits_are_all_found() {
    let wanted: usize =
        std::env::var_os("KAIJIANG_EDITS").map_or(300, |n| n.into_string().unwrap().parse().unwrap());
    let seed = 20_200_930;
    let dice = Seeded::new(seed);
    let world = World::sqlite().await;
    fill(&world.store).await;
    let (whole, bent) = (world.path("whole.db"), world.path("bent.db"));
    world.store.backup(&whole).await.unwrap();
    assert_eq!(found(&whole, &world).await, None);
    // Settings, sessions, and imports that have not begun to mean anything, are no history.
    let tables: Vec<_> = TABLES
        .iter()
        .filter(|t| !["meta", "stage"].contains(&t.name) && t.role != Role::Unlogged)
        .collect();
    let (mut tried, mut missed) = (0, Vec::new());
    let mut by_why: BTreeMap<(&str, Why), usize> = BTreeMap::new();
    while tried < wanted {
        let table = tables[tried % tables.len()];
        std::fs::copy(&whole, &bent).unwrap();
        let mut db = SqliteConnection::connect(&format!("sqlite:{}", bent.display()))
            .await
            .unwrap();
        db.execute("PRAGMA journal_mode=DELETE").await.unwrap();
        let what = bend(&mut db, table, &dice).await;
        db.close().await.unwrap();
        let Some(what) = what else { continue };
        tried += 1;
        match found(&bent, &world).await {
            Some(why) => *by_why.entry((table.name, why)).or_default() += 1,
            None => missed.push(what),
        }
    }
    println!(
        "seed {seed}: {} of {tried} edits found: {by_why:?}",
        tried - missed.len()
    );
    assert!(missed.is_empty(), "{missed:#?}");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forger_without_the_key_is_found() {
    let world = World::sqlite().await;
    fill(&world.store).await;
    // Writes through the store itself, with hashes and all, but with a key of their own.
    let copy = world.path("forged.db");
    world.store.backup(&copy).await.unwrap();
    let mut settings = world.settings.clone();
    settings.url = format!("sqlite:{}", copy.display());
    settings.signing_key = world.path("forger.key");
    let forger = Store::open(&settings).await.unwrap();
    let mut tx = forger.write(tree()).await.unwrap();
    tx.save(&[organisation(4)]).await.unwrap();
    tx.commit(entry("forged")).await.unwrap();
    let outside = world.store.checkpoint(tree()).await.unwrap();
    let theirs = forger.checkpoint(tree()).await.unwrap();
    // The forger's own folder trusts the forger's key and no other.
    let own = forger.verify(tree(), None).await.unwrap();
    assert!(own.ok && own.key == store::KeyTrust::OwnFile);
    let why = forger.verify(tree(), Some(&outside)).await.unwrap().first_bad;
    assert_eq!(why.unwrap().why, Why::CheckpointUnsigned);
    // Who keeps a checkpoint outside, or the key, is not fooled.
    let why = world
        .store
        .verify(tree(), Some(&theirs))
        .await
        .unwrap()
        .first_bad
        .unwrap()
        .why;
    assert_eq!(why, Why::CheckpointUnsigned);
    forger.close().await;
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forger_who_names_a_key_in_the_data_is_found() {
    let world = World::sqlite().await;
    fill(&world.store).await;
    // The whole history made anew, whole in itself, and signed with a key that `meta` names.
    let mut settings = world.settings.clone();
    settings.url = format!("sqlite:{}", world.path("forged.db").display());
    settings.signing_key = world.path("forger.key");
    let forger = Store::open(&settings).await.unwrap();
    fill(&forger).await;
    forger.close().await;
    settings.signing_key.clone_from(&world.settings.signing_key);
    let here = Store::open(&settings).await.unwrap();
    let verified = here.verify(tree(), None).await.unwrap();
    assert_eq!(verified.first_bad.unwrap().why, Why::HeadAltered);
    assert_eq!(verified.key, store::KeyTrust::OwnFile);
    here.close().await;
    // Without the key file the data's own word is all there is, and the answer says so.
    settings.signing_key = world.path("no such.key");
    let elsewhere = Store::open(&settings).await.unwrap();
    let verified = elsewhere.verify(tree(), None).await.unwrap();
    assert!(verified.ok && verified.key == store::KeyTrust::FromData);
    elsewhere.close().await;
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_key_after_a_restore_signs_the_head_anew() {
    let world = World::sqlite().await;
    fill(&world.store).await;
    let copy = world.path("copy.db");
    world.store.backup(&copy).await.unwrap();
    let mut settings = world.settings.clone();
    settings.url = format!("sqlite:{}", world.path("restored.db").display());
    settings.signing_key = world.path("elsewhere/new.key");
    let restored = Store::restore(&copy, &settings).await.unwrap();
    let verified = restored.verify(tree(), None).await.unwrap();
    assert!(verified.ok && verified.key == store::KeyTrust::FromData);
    let mut tx = restored.write(tree()).await.unwrap();
    tx.save(&[organisation(41)]).await.unwrap();
    tx.commit(entry("on")).await.unwrap();
    let verified = restored.verify(tree(), None).await.unwrap();
    assert!(
        verified.ok && verified.key == store::KeyTrust::OwnFile,
        "{verified:?}"
    );
    restored.close().await;
    world.end().await;
}

/// What is done by hand on the server, and what undoes it.
const SERVER_EDITS: &[(&str, &str)] = &[
    (
        "lecture SET present = present + 1 WHERE version = 1",
        "lecture SET present = present - 1 WHERE version = 1",
    ),
    (
        "person SET name = name || 'x' WHERE name = '张30'",
        "person SET name = '张30' WHERE name = '张30x'",
    ),
    ("attendance SET how = 'bent'", "attendance SET how = 'signed'"),
    (
        "organisation SET batch = root_id WHERE number = 4",
        "organisation SET batch = NULL WHERE number = 4",
    ),
    (
        "rule_version SET text = text || ' '",
        "rule_version SET text = rtrim(text)",
    ),
    (
        "audit_entry SET actor = 'x' WHERE number = 2",
        "audit_entry SET actor = 'tester' WHERE number = 2",
    ),
    ("audit_entry SET at = at + 1", "audit_entry SET at = at - 1"),
    (
        "audit_change SET after = replace(after, '党', '堂')",
        "audit_change SET after = replace(after, '堂', '党')",
    ),
    (
        "audit_node SET position = 999 WHERE position = 3",
        "audit_node SET position = 3 WHERE position = 999",
    ),
    (
        "audit_head SET number = number + 1",
        "audit_head SET number = number - 1",
    ),
    (
        "published SET number = number + 1",
        "published SET number = number - 1",
    ),
    (
        "idempotency SET answer = answer || ' '",
        "idempotency SET answer = rtrim(answer)",
    ),
    (
        "subject_key SET key = key || '\\x00'::bytea",
        "subject_key SET key = substr(key, 1, 32)",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn edits_on_the_server_are_found_too() {
    let Some(world) = World::postgres("edits_on_the_server_are_found_too").await else {
        return;
    };
    fill(&world.store).await;
    let mut db = sqlx::PgConnection::connect(&world.settings.url).await.unwrap();
    for (bend, unbend) in SERVER_EDITS {
        let done = db
            .execute(sqlx::AssertSqlSafe(format!("UPDATE {bend}")))
            .await
            .unwrap();
        assert!(done.rows_affected() > 0, "{bend}");
        assert!(!world.store.verify(tree(), None).await.unwrap().ok, "{bend}");
        db.execute(sqlx::AssertSqlSafe(format!("UPDATE {unbend}")))
            .await
            .unwrap();
        let verified = world.store.verify(tree(), None).await.unwrap();
        assert!(verified.ok, "{unbend}: {:?}", verified.first_bad);
    }
    db.close().await.unwrap();
    world.end().await;
}
