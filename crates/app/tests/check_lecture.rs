//! 核验、退回、未成讲: done, refused, forbidden, done twice; and what the page of a lecture then tells. On both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with the simulator, which needs other parts")]
mod world;

use app::import::Kind;
use app::packs::PackText;
use app::{
    Actor, App, Ask, CancelLecture, Deed, Doer, Failure, LectureSeen, Refusal, SendBackLecture, Snapshot,
    VerifyLectures, cancel_lecture, name_attendees, see_lecture, send_back_lecture, snapshot, verify_audit,
    verify_lectures,
};
use domain::access::{Grant, GrantState, Role};
use domain::id::{AccountId, LectureId, OrganisationId};
use domain::lecture::{LectureState, StateKind};
use domain::refusal::{CancelRefusal, SendBackRefusal, VerifyRefusal};
use i18n::{Locale, Words};
use jiff::civil::{Date, date};
use kaijiang_app as app;
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};
use uuid::Uuid;
use world::{bring_file, on_both, operator, pack, stranger};

const ORGANISATIONS: &str = "\
党组织全称,党组织类别,上级党组织,书记
中共甲县委员会,县委,,赵一
中共甲县乙镇委员会,党委,中共甲县委员会,钱二
中共甲县戊镇委员会,党委,中共甲县委员会,钱三
中共甲县乙镇丙村支部委员会,党支部,中共甲县乙镇委员会,孙三
中共甲县乙镇丁村支部委员会,党支部,中共甲县乙镇委员会,李四
";
const MEMBERS: &str = "\
所在支部,姓名,出生年月,党员类别
中共甲县乙镇丙村支部委员会,吴六,1960-01,正式党员
中共甲县乙镇丁村支部委员会,冯九,1990-04,正式党员
";
const LECTURES: &str = "\
序号,开展时间,党组织,党课题目,类型,主讲人,主讲人身份,应到人数,实到人数
1,2020-07-03,中共甲县乙镇丙村支部委员会,第一课,理论党课,孙三,书记,2,2
2,2020-10-05,中共甲县乙镇丙村支部委员会、中共甲县乙镇丁村支部委员会,第二课,故事党课,李四,书记,3,2
3,2020-08-01,中共甲县乙镇委员会,第三课,理论党课,钱二,书记,9,9
4,2020-08-05,中共甲县乙镇丁村支部委员会,第四课,微党课,李四,书记,3,2
";
const SIGN_INS: &str = "\
台账序号,支部,姓名,签到时间
2,丙村支部,吴六,2020-10-05 10:00
2,丁村支部,冯九,2020-10-05 10:00
";

/// The county, and its lectures by number.
struct County {
    snapshot: Snapshot,
    lectures: [LectureId; 4],
}

async fn county(app: &App) -> County {
    let files = [
        (Kind::Organisations, ORGANISATIONS),
        (Kind::Members, MEMBERS),
        (Kind::Lectures, LECTURES),
        (Kind::SignIn, SIGN_INS),
    ];
    for (kind, file) in files {
        let answer = bring_file(app, &operator(), kind, file).await.unwrap();
        assert_eq!(answer.refused, [], "{kind:?}");
    }
    let snapshot = look(app).await;
    let numbered = |number: i64| {
        let mut lectures = snapshot.facts.lectures.iter();
        lectures
            .find(|one| snapshot.ledger_number(one.id) == Some(number))
            .unwrap()
            .id
    };
    County {
        lectures: [1, 2, 3, 4].map(numbered),
        snapshot,
    }
}

async fn look(app: &App) -> Snapshot {
    snapshot(app, &operator(), Ask::default()).await.unwrap()
}

impl County {
    fn place(&self, name: &str) -> OrganisationId {
        self.snapshot.find(Some(name)).unwrap()
    }

    /// Somebody with one grant.
    fn somebody(&self, role: Role, name: &str) -> Actor {
        let grant = Grant {
            role,
            path: self.snapshot.path(self.place(name)),
            from: date(2020, 1, 1),
            until: None,
            state: GrantState::Active,
        };
        let rights = domain::access::Actor {
            person: None,
            grants: vec![grant],
            on: date(2020, 12, 1),
        };
        let number = Role::ALL.iter().position(|one| *one == role).unwrap();
        Actor::signed_in(
            AccountId(Uuid::from_u128(u128::try_from(number).unwrap())),
            rights,
        )
    }

    fn township(&self) -> Actor {
        self.somebody(Role::TownshipOfficer, "中共甲县乙镇委员会")
    }

    /// Who may neither approve nor change in the branches of the township.
    fn outsiders(&self) -> Vec<Actor> {
        vec![
            stranger(),
            self.somebody(Role::Member, "中共甲县乙镇丙村支部委员会"),
            self.somebody(Role::Inspector, "中共甲县委员会"),
            self.somebody(Role::Auditor, "中共甲县委员会"),
            self.somebody(Role::TownshipOfficer, "中共甲县戊镇委员会"),
        ]
    }
}

async fn state(app: &App, id: LectureId) -> LectureState {
    look(app).await.lecture(id).unwrap().state.clone()
}

async fn entries(app: &App) -> i64 {
    let verified = verify_audit(app, &operator(), None, None).await.unwrap();
    assert!(verified.ok, "{:?}", verified.first_bad);
    verified.entries
}

async fn verify(app: &App, actor: &Actor, id: LectureId) -> Result<(), Failure> {
    let command = VerifyLectures {
        lectures: &[id],
        key: None,
    };
    let mut answer = verify_lectures(app, actor, command).await?;
    let (of, outcome) = answer.outcomes.remove(0);
    assert_eq!(of, id);
    assert_eq!(answer.number.is_some(), outcome.is_ok());
    outcome
}

async fn send_back(
    app: &App,
    actor: &Actor,
    (lecture, reason, until): (LectureId, &str, Date),
) -> Result<i64, Failure> {
    let key = None;
    let command = SendBackLecture {
        lecture,
        reason,
        until,
        key,
    };
    send_back_lecture(app, actor, command).await
}

async fn cancel(app: &App, actor: &Actor, (lecture, reason): (LectureId, &str)) -> Result<i64, Failure> {
    let key = None;
    cancel_lecture(app, actor, CancelLecture { lecture, reason, key }).await
}

#[track_caller]
fn is_forbidden<T>(outcome: Result<T, Failure>) {
    assert!(
        matches!(outcome, Err(Failure::Forbidden(_))),
        "somebody without rights did it"
    );
}

#[track_caller]
fn refusal<T>(outcome: Result<T, Failure>) -> Refusal {
    match outcome {
        Err(Failure::Refused(refusal)) => refusal,
        Err(other) => panic!("refused otherwise: {other:?}"),
        Ok(_) => panic!("done"),
    }
}

const LATER: Date = date(2020, 12, 8);

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_verified_once_and_by_another() {
    on_both("a_record_is_verified_once_and_by_another", |world| async move {
        let app = &world.app;
        let county = county(app).await;
        let [first, _, of_the_committee, _] = county.lectures;
        let before = entries(app).await;
        let secretary = county.somebody(Role::Secretary, "中共甲县乙镇丙村支部委员会");
        for actor in county.outsiders().into_iter().chain([secretary, operator()]) {
            is_forbidden(verify(app, &actor, first).await);
        }
        let township = county.township();
        // 乡镇 judges what is below it, never its own committee's lecture.
        is_forbidden(verify(app, &township, of_the_committee).await);
        is_forbidden(verify(app, &township, LectureId(Uuid::from_u128(9))).await);
        assert_eq!(
            entries(app).await,
            before,
            "nothing was kept of what was not done"
        );

        verify(app, &township, first).await.unwrap();
        assert!(matches!(state(app, first).await, LectureState::Verified { by, .. } if by == township.word));
        assert_eq!(entries(app).await, before + 1);
        let again = refusal(verify(app, &township, first).await);
        assert!(matches!(
            again,
            Refusal::NotVerified(VerifyRefusal::WrongState(StateKind::Verified))
        ));
        let officer = county.somebody(Role::CountyOfficer, "中共甲县委员会");
        verify(app, &officer, of_the_committee).await.unwrap();
        assert_eq!(entries(app).await, before + 2);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_are_verified_in_one_request_each_with_its_outcome() {
    on_both("many_are_verified_in_one_request", |world| async move {
        let app = &world.app;
        let county = county(app).await;
        let [first, joint, of_the_committee, fourth] = county.lectures;
        let township = county.township();
        cancel(app, &township, (fourth, "停电")).await.unwrap();
        let before = entries(app).await;
        let lectures = [first, of_the_committee, joint, fourth];
        let command = || VerifyLectures {
            lectures: &lectures,
            key: Some("k1"),
        };
        let outcomes = |answer: app::LecturesVerified| {
            let short = |(_, outcome): (LectureId, Result<(), Failure>)| match outcome {
                Ok(()) => "done",
                Err(Failure::Forbidden(_)) => "forbidden",
                Err(Failure::Refused(Refusal::NotVerified(VerifyRefusal::WrongState(
                    StateKind::Cancelled,
                )))) => "cancelled",
                Err(other) => panic!("{other:?}"),
            };
            (
                answer.number,
                answer.outcomes.into_iter().map(short).collect::<Vec<_>>(),
            )
        };
        let answer = outcomes(verify_lectures(app, &township, command()).await.unwrap());
        assert_eq!(answer.1, ["done", "forbidden", "done", "cancelled"]);
        assert_eq!(answer.0, Some(before + 1), "one entry for all of them");
        let again = outcomes(verify_lectures(app, &township, command()).await.unwrap());
        assert_eq!(
            again, answer,
            "the same request again is answered, not done again"
        );
        assert_eq!(entries(app).await, before + 1);
        let other = VerifyLectures {
            lectures: &[first],
            key: Some("k1"),
        };
        assert!(matches!(
            refusal(verify_lectures(app, &township, other).await),
            Refusal::KeyUsed(_)
        ));
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_verifies_their_own_record() {
    on_both("nobody_verifies_their_own_record", |world| async move {
        let county = county(&world.app).await;
        let first = county.lectures[0];
        let township = county.township();
        // As if 代填 by this officer: a row says who filed it.
        let statement = sqlx::AssertSqlSafe(format!("UPDATE lecture SET state_by = '{}'", township.word));
        let url = world.settings.database.as_str();
        if url.starts_with("sqlite:") {
            let mut database = SqliteConnection::connect(url).await.unwrap();
            database.execute(statement).await.unwrap();
        } else {
            let mut database = PgConnection::connect(url).await.unwrap();
            database.execute(statement).await.unwrap();
        }
        let app = App::open(&world.settings).await.unwrap();
        assert!(matches!(
            refusal(verify(&app, &township, first).await),
            Refusal::NotVerified(VerifyRefusal::OwnWork)
        ));
        let seen = see(&app, &township, first).await.unwrap();
        assert!(seen.is_own_record && !seen.deeds.contains(&Deed::Verify));
        let officer = county.somebody(Role::CountyOfficer, "中共甲县委员会");
        verify(&app, &officer, first).await.unwrap();
        app.close().await;
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_sent_back_with_a_reason_and_a_day() {
    on_both("a_record_is_sent_back", |world| async move {
        let app = &world.app;
        let county = county(app).await;
        let first = county.lectures[0];
        let township = county.township();
        let before = entries(app).await;
        let secretary = county.somebody(Role::Secretary, "中共甲县乙镇丙村支部委员会");
        for actor in county.outsiders().into_iter().chain([secretary]) {
            is_forbidden(send_back(app, &actor, (first, "照片是去年的", LATER)).await);
        }
        assert!(matches!(
            refusal(send_back(app, &township, (first, " \n", LATER)).await),
            Refusal::NotSentBack(SendBackRefusal::ReasonNeeded)
        ));
        assert!(matches!(
            refusal(send_back(app, &township, (first, "照片是去年的", date(2020, 11, 30))).await),
            Refusal::NotSentBack(SendBackRefusal::DeadlineOver { .. })
        ));
        assert_eq!(entries(app).await, before);

        let command = || SendBackLecture {
            lecture: first,
            reason: "照片是去年的",
            until: LATER,
            key: Some("k2"),
        };
        let number = send_back_lecture(app, &township, command()).await.unwrap();
        assert_eq!(
            send_back_lecture(app, &township, command()).await.unwrap(),
            number
        );
        assert_eq!(entries(app).await, before + 1);
        let snapshot = look(app).await;
        let lecture = snapshot.lecture(first).unwrap();
        assert!(matches!(
            &lecture.state,
            LectureState::SentBack { reason, until, .. } if reason == "照片是去年的" && *until == LATER
        ));
        assert!(lecture.counts_as_of(LATER) && !lecture.counts_as_of(date(2020, 12, 9)));
        assert!(matches!(
            refusal(send_back(app, &township, (first, "再退一次", LATER)).await),
            Refusal::NotSentBack(SendBackRefusal::WrongState(StateKind::SentBack))
        ));
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e38_a_lecture_that_did_not_come_about_is_kept_and_counts_for_nothing() {
    on_both("e38_a_lecture_that_did_not_come_about", |world| async move {
        let app = &world.app;
        let county = county(app).await;
        let [first, joint, ..] = county.lectures;
        let secretary = county.somebody(Role::Secretary, "中共甲县乙镇丙村支部委员会");
        let co_host = county.somebody(Role::Secretary, "中共甲县乙镇丁村支部委员会");
        for actor in county.outsiders() {
            is_forbidden(cancel(app, &actor, (joint, "停电")).await);
        }
        // Changed by the first host, seen by every host.
        is_forbidden(cancel(app, &co_host, (joint, "停电")).await);
        assert!(matches!(
            refusal(cancel(app, &secretary, (joint, "")).await),
            Refusal::NotCancelled(CancelRefusal::ReasonNeeded)
        ));
        verify(app, &county.township(), first).await.unwrap();
        assert!(matches!(
            refusal(cancel(app, &secretary, (first, "停电")).await),
            Refusal::NotCancelled(CancelRefusal::WrongState(StateKind::Verified))
        ));
        let before = entries(app).await;
        let command = || CancelLecture {
            lecture: joint,
            reason: "停电",
            key: Some("k3"),
        };
        let number = cancel_lecture(app, &secretary, command()).await.unwrap();
        assert_eq!(cancel_lecture(app, &secretary, command()).await.unwrap(), number);
        assert_eq!(entries(app).await, before + 1);
        assert!(matches!(
            refusal(cancel(app, &secretary, (joint, "停电")).await),
            Refusal::NotCancelled(CancelRefusal::WrongState(StateKind::Cancelled))
        ));
        let snapshot = look(app).await;
        let lecture = snapshot.lecture(joint).unwrap();
        assert_eq!((lecture.present, lecture.counts_as_of(LATER)), (Some(2), false));
        world
    })
    .await;
}

fn words() -> Words {
    PackText::from(pack()).words(Some(Locale::ZhHans))
}

async fn see(app: &App, actor: &Actor, id: LectureId) -> Result<LectureSeen, Failure> {
    see_lecture(app, actor, (id, &words())).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_lecture_tells_what_became_of_it() {
    on_both("the_page_of_a_lecture", |world| async move {
        let app = &world.app;
        let county = county(app).await;
        let [first, joint, _, micro] = county.lectures;
        let township = county.township();
        verify(app, &township, first).await.unwrap();
        let number = send_back(app, &township, (first, "照片是去年的", LATER))
            .await
            .unwrap();
        let seen = see(app, &township, first).await.unwrap();
        let actions: Vec<&str> = seen.versions.iter().map(|one| one.action.as_str()).collect();
        assert_eq!(
            actions,
            ["import-lectures", "verify-lectures", "send-back-lecture"]
        );
        assert_eq!(seen.versions[0].by, Doer::Operator);
        let last = &seen.versions[2];
        assert_eq!(
            (last.number, last.reason.as_deref()),
            (number, Some("照片是去年的"))
        );
        let changed: Vec<(&str, Option<&str>)> = last
            .fields
            .iter()
            .map(|field| (field.field, field.now.as_deref()))
            .collect();
        assert_eq!(
            changed,
            [
                ("state", Some("sent-back")),
                ("reason", Some("照片是去年的")),
                ("counts_until", Some("2020-12-08")),
            ]
        );

        // The joint one counts for both hosts; the micro lecture for none, and the page says why.
        let seen = see(app, &township, joint).await.unwrap();
        let counted: Vec<(OrganisationId, &str, bool)> = seen
            .duties
            .iter()
            .map(|one| (one.organisation, one.period.as_str(), one.has_counted))
            .collect();
        let hosts =
            ["中共甲县乙镇丙村支部委员会", "中共甲县乙镇丁村支部委员会"].map(|name| county.place(name));
        assert_eq!(counted, hosts.map(|host| (host, "2020-Q4", true)));
        let seen = see(app, &township, micro).await.unwrap();
        assert!(!seen.duties.is_empty() && seen.duties.iter().all(|one| !one.has_counted));
        assert!(
            seen.duties[0].reason.contains("微党课"),
            "{}",
            seen.duties[0].reason
        );
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_lecture_offers_and_names_by_right() {
    on_both("the_page_offers_and_names_by_right", |world| async move {
        let app = &world.app;
        let county = county(app).await;
        let joint = county.lectures[1];
        let all = [Deed::Verify, Deed::SendBack, Deed::Correct, Deed::Cancel];
        let (branch, other) = ("中共甲县乙镇丙村支部委员会", "中共甲县乙镇丁村支部委员会");
        let cases: [(Role, &str, &[Deed], &[&str]); 7] = [
            (Role::CountyOfficer, "中共甲县委员会", &all, &["冯九", "吴六"]),
            (
                Role::TownshipOfficer,
                "中共甲县乙镇委员会",
                &all,
                &["冯九", "吴六"],
            ),
            (Role::Secretary, branch, &all[2..], &["吴六"]),
            (Role::Secretary, other, &[], &["冯九"]),
            (Role::Member, branch, &[], &[]),
            (Role::Inspector, "中共甲县委员会", &[], &[]),
            // An auditor sees names for a reason only.
            (Role::Auditor, "中共甲县委员会", &[], &["冯*", "吴*"]),
        ];
        for (role, place, deeds, names) in cases {
            let somebody = county.somebody(role, place);
            let seen = see(app, &somebody, joint).await.unwrap();
            assert_eq!(seen.deeds, deeds, "{role:?} {place}");
            assert_eq!(seen.signed_in, 2, "{role:?}: the count is for everybody");
            assert_eq!(seen.nameable, names.len(), "{role:?} {place}");
            let named = name_attendees(app, &somebody, &seen).await.unwrap();
            let named: Vec<&str> = named.iter().map(|one| one.name.as_deref().unwrap()).collect();
            assert_eq!(named, names, "{role:?} {place}");
        }
        let elsewhere = county.somebody(Role::TownshipOfficer, "中共甲县戊镇委员会");
        is_forbidden(see(app, &elsewhere, joint).await);
        is_forbidden(see(app, &stranger(), joint).await);
        is_forbidden(see(app, &county.township(), LectureId(Uuid::from_u128(9))).await);
        world
    })
    .await;
}
