//! A small county behind the real server, on a port of its own.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use app::accounts::{AddAccount, add_account};
use app::import::{Import, Kind, Mode, import};
use app::issue_slips::{Recipients, issue_slips};
use app::{Actor, App, Ask, Clock, Entropy, KnownItem, PlanEntry, Settings, draw_up_plan, snapshot};
use domain::access::Role;
use domain::id::OrganisationId;
use domain::plan::{Arrangement, PlannedSpeaker};
use jiff::Timestamp;
use jiff::civil::date;
use kaijiang_web::{Site, serve};
use sqlx::{Connection, Executor};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::phone::{Phone, fields_of};

const ORGANISATIONS: &str = "\
党组织全称,党组织类别,上级党组织,书记
中共甲县委员会,县委,,赵一
中共甲县乙镇委员会,党委,中共甲县委员会,钱二
中共甲县乙镇丙村支部委员会,党支部,中共甲县乙镇委员会,孙三
中共甲县乙镇丁村支部委员会,党支部,中共甲县乙镇委员会,李四
";
const MEMBERS: &str = "\
所在支部,姓名,出生年月,党员类别
中共甲县乙镇丙村支部委员会,吴六,1960-01,正式党员
中共甲县乙镇丙村支部委员会,郑七,1970-02,正式党员
";

/// One grey dot as PNG.
pub const PICTURE: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\x68\x00\x00\x00\x82\x00\x81\x77\xcd\x72\xb6\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

/// Nine in the morning of 1 December 2020, for ever.
struct Standing;

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        "2020-12-01T09:00:00+08:00".parse().unwrap()
    }
}

struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            let next = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
            let mixed = (next ^ (next >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            part.copy_from_slice(&mixed.to_le_bytes()[..part.len()]);
        }
    }
}

/// The county, open.
pub struct Served {
    pub address: SocketAddr,
    pub branch: OrganisationId,
    pub other: OrganisationId,
    township: OrganisationId,
    app: Arc<App>,
    stop: oneshot::Sender<()>,
    running: tokio::task::JoinHandle<()>,
    _dir: tempfile::TempDir,
}

impl Served {
    pub async fn begin() -> Served {
        let dir = tempfile::tempdir().unwrap();
        let settings = Settings {
            database: format!("sqlite:{}", dir.path().join("k.db").display()),
            signing_key: dir.path().join("audit.key"),
            now: None,
            clock: Arc::new(Standing),
            entropy: Arc::new(Counting(AtomicU64::new(1))),
        };
        let app = Arc::new(App::open(&settings).await.unwrap());
        for (kind, file) in [(Kind::Organisations, ORGANISATIONS), (Kind::Members, MEMBERS)] {
            bring(&app, kind, file).await;
        }
        // In an invented county a link does for officers too.
        let mut database = sqlx::SqliteConnection::connect(&settings.database).await.unwrap();
        database
            .execute("INSERT INTO meta (key, value) VALUES ('demo', '1')")
            .await
            .unwrap();
        let seen = snapshot(&app, &operator(), Ask::default()).await.unwrap();
        let find = |name: &str| seen.find(Some(name)).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let address = listener.local_addr().unwrap();
        let site = Arc::new(Site::new(Arc::clone(&app), kaijiang_web::Settings::default()));
        let running = tokio::spawn(async move {
            let stopped = async {
                stopped.await.ok();
            };
            serve(site, listener, stopped).await.unwrap();
        });
        Served {
            address,
            branch: find("中共甲县乙镇丙村支部委员会"),
            other: find("中共甲县乙镇丁村支部委员会"),
            township: find("中共甲县乙镇委员会"),
            app,
            stop,
            running,
            _dir: dir,
        }
    }

    /// Lets a phone in as the branch's secretary, by a slip.
    pub async fn let_in(&self, phone: &mut Phone) {
        self.let_in_as(phone, (Role::Secretary, self.branch)).await;
    }

    /// Lets a desk in as the township's officer.
    pub async fn let_township_in(&self, desk: &mut Phone) {
        self.let_in_as(desk, (Role::TownshipOfficer, self.township)).await;
    }

    async fn let_in_as(&self, phone: &mut Phone, (role, organisation): (Role, OrganisationId)) {
        let account = AddAccount {
            login: None,
            name: Some("某某"),
            person: None,
            role,
            organisation,
            until: None,
        };
        let account = add_account(&self.app, &operator(), account).await.unwrap();
        let slips = issue_slips(&self.app, &operator(), Recipients::Account(account))
            .await
            .unwrap();
        let path = format!("/activate/{}", slips[0].secret.text());
        let page = phone.get(&path).await;
        let used = phone.post(&path, &fields_of(&page.body)).await;
        assert_eq!(used.status, 303, "{}", used.body);
    }

    /// Plans a lecture of the branch for the next day.
    pub async fn plan_for_tomorrow(&self, topic: &str) {
        let says = Arrangement {
            on: Some(date(2020, 12, 2)),
            starts_minute: Some(15 * 60),
            topic: Some(topic.to_owned()),
            kind: "story".to_owned(),
            speaker: Some(PlannedSpeaker {
                name: "冯九".to_owned(),
                class: Some("role-model".to_owned()),
                person: None,
            }),
            ..Arrangement::default()
        };
        let entry = PlanEntry {
            organisation: self.branch,
            duty: "quarterly".to_owned(),
            period: "2020-Q4".to_owned(),
            known: KnownItem::OneMoreThan(0),
            says,
            reason: None,
        };
        draw_up_plan(&self.app, &operator(), &[entry]).await.unwrap();
    }

    pub async fn end(self) {
        self.stop.send(()).unwrap();
        self.running.await.unwrap();
        self.app.close().await;
    }
}

fn operator() -> Actor {
    Actor::operator(date(2020, 12, 1))
}

async fn bring(app: &App, kind: Kind, file: &str) {
    let pack = app::packs::pack("party-lecture").unwrap();
    let command = Import {
        kind,
        name: "file.csv",
        file: file.as_bytes(),
        decisions: &[],
        mode: Mode::Apply,
        tree: None,
        rules: pack.rules,
        vocabulary: pack.vocabulary,
        progress: &|_| {},
    };
    let answer = import(app, &operator(), command).await;
    assert_eq!(answer.unwrap().refused, []);
}
