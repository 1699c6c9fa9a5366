//! A branch's records: made, mended, entered by the township, with what is attached; on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    reason = "helpers of tests, which clippy does not take for tests"
)]

mod correcting;
mod entering;
mod news;
mod recording;
#[path = "../world/mod.rs"]
#[expect(dead_code, reason = "shared with the commands, which need other parts")]
mod world;

use app::import::Kind;
use app::materials::Upload;
use app::record_lecture::{RecordLecture, Recorded, Said, Spoke, record_lecture};
use app::{Actor, App, Ask, Failure, Refusal, Snapshot, snapshot};
use domain::access::{self, Grant, GrantState, Role};
use domain::id::{LectureId, OrganisationId, PersonId, PlanItemId};
use domain::lecture::Lecture;
use domain::obligation::StandingKind;
use jiff::civil::{Date, date};
use kaijiang_app as app;
use store::{AuditEntry, Clock, Json, LectureRow, PlanItemRow, Store, StoreSettings};
use world::{World, bring_file, operator};

const ORGANISATIONS: &str = "\
党组织全称,党组织类别,上级党组织,书记
中共甲县委员会,县委,,赵一
中共甲县乙镇委员会,党委,中共甲县委员会,钱二
中共甲县戊镇委员会,党委,中共甲县委员会,周八
中共甲县乙镇丙村支部委员会,党支部,中共甲县乙镇委员会,孙三
中共甲县乙镇丁村支部委员会,党支部,中共甲县乙镇委员会,李四
中共甲县戊镇丙村支部委员会,党支部,中共甲县戊镇委员会,王五
";
const MEMBERS: &str = "\
所在支部,姓名,出生年月,党员类别
中共甲县乙镇丙村支部委员会,吴六,1960-01,正式党员
中共甲县乙镇丙村支部委员会,郑七,1970-02,正式党员
中共甲县乙镇丙村支部委员会,冯十,1980-03,正式党员
中共甲县乙镇丁村支部委员会,冯九,1990-04,预备党员
";

/// The county, and the names of its branches.
async fn county(app: &App) {
    for (kind, file) in [(Kind::Organisations, ORGANISATIONS), (Kind::Members, MEMBERS)] {
        let answer = bring_file(app, &operator(), kind, file).await.unwrap();
        assert_eq!(answer.refused, [], "{kind:?}");
    }
}

async fn seen(app: &App) -> Snapshot {
    snapshot(app, &operator(), Ask::default()).await.unwrap()
}

async fn organisation(app: &App, name: &str) -> OrganisationId {
    seen(app).await.find(Some(name)).unwrap()
}

/// 乙镇丙村支部.
async fn branch(app: &App) -> OrganisationId {
    organisation(app, "中共甲县乙镇丙村支部委员会").await
}

/// Somebody with a role over an organisation.
async fn somebody(app: &App, role: Role, name: &str) -> Actor {
    let snapshot = seen(app).await;
    let id = snapshot.find(Some(name)).unwrap();
    let grant = Grant {
        role,
        path: snapshot.path(id),
        from: Date::MIN,
        until: None,
        state: GrantState::Active,
    };
    let rights = access::Actor {
        person: None,
        grants: vec![grant],
        on: snapshot.as_of,
    };
    Actor {
        rights,
        word: format!("account:{}-{name}", role.word()),
    }
}

async fn secretary(app: &App) -> Actor {
    somebody(app, Role::Secretary, "中共甲县乙镇丙村支部委员会").await
}

async fn township(app: &App) -> Actor {
    somebody(app, Role::TownshipOfficer, "中共甲县乙镇委员会").await
}

async fn person(app: &App, name: &str) -> PersonId {
    let snapshot = seen(app).await;
    let found = snapshot
        .facts
        .people
        .iter()
        .find(|person| person.name.as_deref() == Some(name));
    found.unwrap().id
}

/// What must be said, and no more: speaker, content, time.
async fn least(app: &App) -> Said {
    Said {
        on: Some(date(2020, 11, 30)),
        title: "易地搬迁的那一天".to_owned(),
        kind: Some("story".to_owned()),
        speaker: Some(Spoke::OnRecord {
            person: person(app, "孙三").await,
            class: "secretary".to_owned(),
        }),
        ..Said::default()
    }
}

async fn record(app: &App, actor: &Actor, key: &str, said: Said) -> Result<Recorded, Failure> {
    record_with(app, actor, key, (said, None, Vec::new())).await
}

async fn record_with(
    app: &App,
    actor: &Actor,
    key: &str,
    (said, plan_item, files): (Said, Option<PlanItemId>, Vec<Upload>),
) -> Result<Recorded, Failure> {
    let command = RecordLecture {
        key,
        organisation: branch(app).await,
        plan_item,
        said,
        files,
    };
    record_lecture(app, actor, command).await
}

async fn lecture(app: &App, id: LectureId) -> Lecture {
    seen(app).await.lecture(id).unwrap().clone()
}

/// Where 每季度党课 of a branch stands.
async fn quarter(app: &App, name: &str, period: &str) -> StandingKind {
    let snapshot = seen(app).await;
    let board = snapshot.board();
    let occurrence = snapshot.occurrence("quarterly", period).unwrap();
    let id = snapshot.find(Some(name)).unwrap();
    snapshot.proof(&board, id, occurrence).unwrap().standing.kind()
}

#[track_caller]
fn refused<T>(outcome: Result<T, Failure>) -> Refusal {
    match outcome {
        Err(Failure::Refused(refusal)) => refusal,
        Err(other) => panic!("refused otherwise: {other:?}"),
        Ok(_) => panic!("done"),
    }
}

#[track_caller]
fn forbidden<T>(outcome: Result<T, Failure>) {
    assert!(
        matches!(outcome, Err(Failure::Forbidden(_))),
        "somebody without rights did it"
    );
}

async fn beside(world: &World) -> Store {
    let settings = StoreSettings {
        url: world.settings.database.clone(),
        signing_key: world.settings.signing_key.clone(),
        entropy: world.settings.entropy.clone(),
    };
    Store::open(&settings).await.unwrap()
}

fn entry(action: &str) -> AuditEntry {
    AuditEntry {
        at: jiff::Timestamp::UNIX_EPOCH,
        actor: "account:officer".to_owned(),
        action: action.to_owned(),
        reason: None,
        clock: Clock::Set,
        detail: Json("{}".to_owned()),
    }
}

/// An item of the branch's plan, as the page of the plan keeps it.
async fn plan_item(world: &World, on: Date, topic: &str) -> PlanItemId {
    let id = PlanItemId(world.app.new_id());
    let row = PlanItemRow {
        id,
        organisation_id: branch(&world.app).await,
        duty: "quarterly".to_owned(),
        period: "2020-Q4".to_owned(),
        planned_on: Some(on),
        starts_minute: Some(15 * 60),
        topic: Some(topic.to_owned()),
        kind: "story".to_owned(),
        forms: Json("[\"党课+现场教学\"]".to_owned()),
        venue: Some("农家院坝".to_owned()),
        speaker: None,
        speaker_class: Some("committee-member".to_owned()),
        speaker_person_id: Some(person(&world.app, "吴六").await),
        state: "open".to_owned(),
        lecture_id: None,
        reason: None,
        version: 1,
    };
    let store = beside(world).await;
    let tree = world.app.tree(None).await.unwrap();
    let mut tx = store.write(tree).await.unwrap();
    tx.save(&[row]).await.unwrap();
    tx.commit(entry("plan")).await.unwrap();
    store.close().await;
    id
}

/// 退回, as the page of a lecture does it.
async fn send_back(world: &World, id: LectureId, until: Date) {
    let store = beside(world).await;
    let mut tx = store.write(world.app.tree(None).await.unwrap()).await.unwrap();
    let row: LectureRow = tx.get((id,)).await.unwrap().unwrap();
    let row = LectureRow {
        state: "sent-back".to_owned(),
        reason: Some("人数看不清".to_owned()),
        counts_until: Some(until),
        state_by: "account:officer".to_owned(),
        ..row
    };
    tx.save(&[row]).await.unwrap();
    tx.commit(entry("send-back")).await.unwrap();
    store.close().await;
}

/// A picture of one colour.
fn picture(shade: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(64, 48, image::Rgb([shade; 3]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}
