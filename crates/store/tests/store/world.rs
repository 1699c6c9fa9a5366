//! One body for both engines: a fresh database each, a seeded source of randomness, and rows made up.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use domain::id::{LectureId, OrganisationId, PersonId, TreeId};
use jiff::Timestamp;
use jiff::civil::date;
use kaijiang_store as store;
use sqlx::{Connection, Executor};
use store::lectures::{LectureHostRow, LectureRow, LectureSpeakerRow};
use store::organisations::{OrganisationParentRow, OrganisationRow};
use store::people::PersonRow;
use store::trees::TreeRow;
use store::{AuditEntry, AuditNumber, Clock, Entropy, Json, Store, StoreSettings};
use uuid::Uuid;

/// `SplitMix64`: the same numbers from the same seed.
pub struct Seeded(Mutex<u64>);

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
    pub fn next(&self) -> u64 {
        let mut state = self.0.lock().unwrap();
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub fn below(&self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            let number = self.next().to_le_bytes();
            part.copy_from_slice(&number[..part.len()]);
        }
    }
}

/// Notes that a test did not run, and why.
pub fn skip(test: &str, why: &str) {
    if let Some(list) = std::env::var_os("KAIJIANG_TEST_SKIPS") {
        let mut file = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(list)
            .unwrap();
        writeln!(file, "SKIPPED: {test}: {why}").unwrap();
    }
}

/// A fresh database on one engine.
pub struct World {
    pub store: Store,
    pub settings: StoreSettings,
    pub dir: tempfile::TempDir,
    server: Option<(String, String)>,
}

static NUMBER: AtomicU64 = AtomicU64::new(0);

pub fn entropy() -> Arc<dyn Entropy> {
    Arc::new(Seeded::new(
        0x5eed ^ (NUMBER.fetch_add(1, Ordering::SeqCst) << 20),
    ))
}

impl World {
    pub async fn sqlite() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("k.db").display());
        Self::open(url, dir, None).await
    }

    /// None, and a line in the list of skips, when no server was given.
    pub async fn postgres(test: &str) -> Option<Self> {
        let Some(url) = std::env::var_os("KAIJIANG_TEST_POSTGRES") else {
            skip(test, "KAIJIANG_TEST_POSTGRES is not set");
            return None;
        };
        let url = url.into_string().unwrap();
        let name = format!(
            "kaijiang_{}_{}",
            std::process::id(),
            NUMBER.fetch_add(1, Ordering::SeqCst)
        );
        let mut admin = sqlx::PgConnection::connect(&url).await.unwrap();
        admin
            .execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .await
            .unwrap();
        let (server, options) = url.split_once('?').map_or((url.as_str(), ""), |(a, b)| (a, b));
        let base = server
            .rsplit_once('/')
            .filter(|(left, _)| !left.ends_with('/'))
            .map_or(server, |(left, _)| left);
        let own = format!(
            "{base}/{name}{}{options}",
            if options.is_empty() { "" } else { "?" }
        );
        let dir = tempfile::tempdir().unwrap();
        Some(Self::open(own, dir, Some((url, name))).await)
    }

    async fn open(url: String, dir: tempfile::TempDir, server: Option<(String, String)>) -> Self {
        let settings = StoreSettings {
            url,
            signing_key: dir.path().join("signing.key"),
            entropy: entropy(),
        };
        let store = Store::open(&settings).await.unwrap();
        Self {
            store,
            settings,
            dir,
            server,
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub async fn end(self) {
        self.store.close().await;
        if let Some((url, name)) = &self.server {
            let mut admin = sqlx::PgConnection::connect(url).await.unwrap();
            admin
                .execute(sqlx::AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)")))
                .await
                .unwrap();
        }
    }
}

/// Runs one body on both engines.
pub async fn on_both<F>(test: &str, body: impl Fn(Arc<World>) -> F)
where
    F: Future<Output = ()>,
{
    let worlds = [Some(World::sqlite().await), World::postgres(test).await];
    for world in worlds.into_iter().flatten() {
        let world = Arc::new(world);
        body(Arc::clone(&world)).await;
        Arc::into_inner(world).unwrap().end().await;
    }
}

pub fn id(number: u64) -> Uuid {
    // As ids of the application are: ordered by time of making.
    Uuid::from_u128(
        0x0190_0000_0000_7000_8000_0000_0000_0000 | (u128::from(number) << 64) | u128::from(number),
    )
}

pub const TREE: u64 = 1;

pub fn tree() -> TreeId {
    TreeId(id(TREE))
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_600_000_000 + second).unwrap()
}

pub fn entry(action: &str) -> AuditEntry {
    AuditEntry {
        at: at(0),
        actor: "tester".to_owned(),
        action: action.to_owned(),
        reason: Some("a \"reason\" 缘由".to_owned()),
        clock: Clock::Set,
        detail: Json("{\"n\": 1}".to_owned()),
    }
}

pub fn organisation(number: u64) -> OrganisationRow {
    OrganisationRow {
        id: OrganisationId(id(number)),
        number: u32::try_from(number).ok(),
        kind: "branch".to_owned(),
        full_name: format!("第{number}党支部"),
        founded_on: Some(date(2019, 1, 1)),
        closed_on: None,
        close_reason: None,
        successor_id: None,
        split_from: None,
        note: None,
    }
}

pub fn parent(number: u64, above: Option<u64>) -> OrganisationParentRow {
    OrganisationParentRow {
        organisation_id: OrganisationId(id(number)),
        from_on: date(2019, 1, 1),
        parent_id: above.map(|n| OrganisationId(id(n))),
    }
}

pub fn person(number: u64) -> PersonRow {
    PersonRow {
        id: PersonId(id(number)),
        name: Some(format!("张{number}")),
        birth_month: Some("1998-07".to_owned()),
        kind: "member".to_owned(),
        erased_at: None,
    }
}

pub fn lecture(number: u64) -> LectureRow {
    LectureRow {
        id: LectureId(id(number)),
        state: "recorded".to_owned(),
        planned_on: None,
        held_on: Some(date(2020, 9, 30)),
        began_on: None,
        starts_at: Some(at(1)),
        ends_at: None,
        title: format!("开讲 {number}"),
        kind: "theory".to_owned(),
        forms: Json("[\"党课+\"]".to_owned()),
        themed: false,
        venue: Some("会议室".to_owned()),
        expected: Some(40),
        present: Some(38),
        origin: "ledger".to_owned(),
        state_at: at(2),
        state_by: "tester".to_owned(),
        reason: None,
        note: None,
        makes_up: None,
        counts_until: None,
        version: 1,
    }
}

pub fn host(number: u64, organisation: u64) -> LectureHostRow {
    LectureHostRow {
        lecture_id: LectureId(id(number)),
        position: 0,
        organisation_id: OrganisationId(id(organisation)),
        expected: None,
        present: None,
    }
}

pub fn speaker(number: u64, lecture: u64, person: Option<u64>) -> LectureSpeakerRow {
    LectureSpeakerRow {
        id: id(number),
        lecture_id: LectureId(id(lecture)),
        position: 0,
        name: person.is_none().then(|| format!("李{number}")),
        class: "secretary".to_owned(),
        person_id: person.map(|n| PersonId(id(n))),
        unit_id: None,
    }
}

/// A tree with its row.
pub async fn plant(store: &Store) -> AuditNumber {
    let mut tx = store.create_tree(tree()).await.unwrap();
    tx.save(&[TreeRow {
        name: "甲县".to_owned(),
        pack: "party-lecture".to_owned(),
        time_zone: "Asia/Shanghai".to_owned(),
        created_at: at(0),
    }])
    .await
    .unwrap();
    tx.commit(entry("create tree")).await.unwrap()
}
