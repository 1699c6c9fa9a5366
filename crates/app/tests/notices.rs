//! A notice from above becomes a plan that a person settles, and the plan a version of the rules (F1, E39). On both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::too_many_lines,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with the other tests, which need other parts")]
mod world;

use app::adopt_plan::{AdoptPlan, PlanAmends, adopt_plan, see_plan_amends};
use app::import::Kind;
use app::import_page::{BringFile, bring_file as bring_upload};
use app::notice_page::{
    BringNotice, NoticeSeen, Settling, bring_notice, drop_notice, look_at_notice, see_notice_desk,
    settle_notice, take_notice,
};
use app::{Ask, Failure, Refusal};
use domain::document::DocumentRefusal;
use domain::plan_draft::{AmendRefusal, DutyChange, Held, Outcome, Question, SettledPlan, Whom};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use kaijiang_app as app;
use uuid::Uuid;
use world::{World, bring_file, on_both, operator, stranger};

const ORGANISATIONS: &str = "\
党组织全称,党组织类别,上级党组织,书记
中共云岭县委员会,县委,,赵一
中共云岭县三塘镇委员会,党委,中共云岭县委员会,钱二
中共云岭县三塘镇丙村支部委员会,党支部,中共云岭县三塘镇委员会,李四
中共云岭县三塘镇丁村支部委员会,党支部,中共云岭县三塘镇委员会,周五
";
/// As a page copies it: traditional characters, pinyin in brackets.
const NOTICE: &str = "關于做好2021年黨課(ke)工作的通知\n各黨支部(bu)每月至少安排1次黨課，“七一”前后集中安排1次專題黨課。\
                      每季度至少開展2次走訪。堅持每周一提醒、每季度一通報。全縣共開展黨課1400余場次。";
const FROM: Date = date(2021, 1, 1);

async fn county(world: &World) {
    world.set_day(date(2020, 12, 1));
    bring_file(&world.app, &operator(), Kind::Organisations, ORGANISATIONS)
        .await
        .unwrap();
}

async fn read(world: &World, text: &str) -> Uuid {
    let notice = BringNotice {
        name: "通知.txt",
        bytes: text.as_bytes().to_vec(),
    };
    bring_notice(&world.app, &operator(), notice).await.unwrap()
}

async fn looked(world: &World, id: Uuid) -> NoticeSeen {
    look_at_notice(&world.app, &operator(), id).await.unwrap()
}

async fn amends(world: &World, id: Uuid) -> PlanAmends {
    see_plan_amends(&world.app, &operator(), id).await.unwrap()
}

async fn settle(world: &World, id: Uuid, settled: (SettledPlan, Settling)) -> Result<(), Failure> {
    settle_notice(&world.app, &operator(), id, settled).await
}

async fn adopt(world: &World, (id, sha256): (Uuid, &str)) -> Result<i64, Failure> {
    let command = AdoptPlan {
        upload: id,
        sha256,
        reason: "按通知",
    };
    adopt_plan(&world.app, &operator(), command).await
}

fn refused<T>(result: Result<T, Failure>) -> AmendRefusal {
    match result {
        Err(Failure::Refused(Refusal::Amend(refusal))) => refusal,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was done"),
    }
}

fn forbidden<T>(result: Result<T, Failure>) {
    match result {
        Err(Failure::Forbidden(_)) => {}
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was done"),
    }
}

/// Every question of the notice answered: visits are no lectures, monthly takes the place of quarterly.
fn answered(seen: &NoticeSeen) -> SettledPlan {
    let mut plan = seen.plan.clone();
    plan.from = Some(FROM);
    plan.duties[0].change = Some(DutyChange::Changes("quarterly".to_owned()));
    plan.duties[2].held = Some(Held::Other);
    plan
}

#[tokio::test(flavor = "multi_thread")]
async fn f1_a_notice_is_read_asked_about_and_put_in_force() {
    on_both("f1_a_notice_is_read_asked_about", async |world| {
        county(&world).await;
        let id = read(&world, NOTICE).await;
        let seen = looked(&world, id).await;
        assert!(
            seen.text
                .starts_with("关于做好2021年党课工作的通知\n各党支部每月"),
            "{}",
            seen.text
        );
        assert_eq!(seen.original, NOTICE);
        assert_eq!(seen.plan.source, "关于做好2021年党课工作的通知");
        let names: Vec<&str> = seen.plan.duties.iter().map(|duty| duty.name.as_str()).collect();
        assert_eq!(names, ["每月党课", "“七一”专题党课", "每季度党课"]);
        assert_eq!(
            seen.questions,
            [(0, Question::Change), (2, Question::What), (2, Question::Who)]
        );
        // What is not all said is kept, but neither confirmed nor put in force.
        let confirms = (seen.plan.clone(), Settling::Confirms);
        assert_eq!(refused(settle(&world, id, confirms).await), AmendRefusal::Open(3));
        assert!(looked(&world, id).await.confirmed_at.is_none());
        let sha256 = amends(&world, id).await.sha256;
        assert_eq!(refused(adopt(&world, (id, &sha256)).await), AmendRefusal::Open(3));
        settle(&world, id, (answered(&seen), Settling::Confirms))
            .await
            .unwrap();
        let before = amends(&world, id).await;
        let outcomes = before.amended.as_ref().unwrap().duties.clone();
        let expected = [
            Outcome::Changes("quarterly".to_owned()),
            Outcome::Same("july-1".to_owned()),
            Outcome::NoLecture,
        ];
        assert_eq!(outcomes, expected);
        // Both branches owe January instead of the first quarter.
        let shifted: Vec<(&str, usize)> = before
            .shifts
            .iter()
            .map(|group| (group.period.as_str(), group.organisations.len()))
            .collect();
        assert_eq!(shifted, [("2021-01", 2), ("2021-Q1", 2)]);
        let number = adopt(&world, (id, &before.sha256)).await.unwrap();
        let snapshot = app::snapshot(&world.app, &operator(), Ask::default())
            .await
            .unwrap();
        let labels: Vec<String> = snapshot
            .rules
            .occurrences_of("quarterly", date(2021, 2, 1))
            .into_iter()
            .map(|found| found.period.label)
            .collect();
        assert_eq!(labels[labels.len() - 3..], ["2020-Q4", "2021-01", "2021-02"]);
        let entry = app::see_entry(&world.app, &operator(), number, -1).await.unwrap();
        assert_eq!(entry.entry.action, "adopt-rules");
        assert_eq!(entry.entry.reason.as_deref(), Some("按通知"));
        let file = ("file".to_owned(), "关于做好2021年党课工作的通知".to_owned());
        assert!(entry.entry.detail.contains(&file), "{:?}", entry.entry.detail);
        // Done once: it can neither be done again nor changed nor taken away.
        let seen = looked(&world, id).await;
        assert_eq!(seen.number, Some(number));
        let again = AmendRefusal::InForce(number);
        assert_eq!(refused(adopt(&world, (id, &before.sha256)).await), again);
        let keeps = (seen.plan.clone(), Settling::Keeps);
        assert_eq!(refused(settle(&world, id, keeps).await), again);
        assert_eq!(refused(drop_notice(&world.app, &operator(), id).await), again);
        assert!(!amends(&world, id).await.amended.unwrap().changes_anything());
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e39_rules_that_moved_meanwhile_are_looked_at_again() {
    on_both("e39_rules_that_moved_meanwhile", async |world| {
        county(&world).await;
        let (one, other) = (
            read(&world, NOTICE).await,
            read(&world, "各党支部每半年至少安排1次微党课。").await,
        );
        let plan = answered(&looked(&world, one).await);
        settle(&world, one, (plan, Settling::Confirms)).await.unwrap();
        let looked_at = amends(&world, one).await.sha256;
        let beside = amends(&world, other).await;
        assert_eq!(
            beside.amended.as_ref().unwrap().duties,
            [Outcome::Adds("micro-half".to_owned())]
        );
        adopt(&world, (other, &beside.sha256)).await.unwrap();
        assert_eq!(
            refused(adopt(&world, (one, &looked_at)).await),
            AmendRefusal::Moved
        );
        // Looked at again it goes, and the other plan's duty stays.
        let again = amends(&world, one).await.sha256;
        adopt(&world, (one, &again)).await.unwrap();
        let snapshot = app::snapshot(&world.app, &operator(), Ask::default())
            .await
            .unwrap();
        let ids = snapshot.rules.duty_ids();
        assert_eq!(ids, ["quarterly", "july-1", "micro-half"]);
        // A day that is over begins nothing.
        let late = read(&world, "各党支部每周至少安排1次党课。").await;
        let mut plan = looked(&world, late).await.plan;
        plan.from = Some(date(2020, 11, 30));
        plan.duties[0].change = Some(DutyChange::Adds);
        settle(&world, late, (plan, Settling::Confirms)).await.unwrap();
        let past = amends(&world, late).await.amended;
        assert_eq!(past, Err(AmendRefusal::Past(date(2020, 11, 30))));
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f1_a_notice_stays_with_its_plan_and_other_files_go() {
    on_both("f1_a_notice_stays_with_its_plan", async |world| {
        county(&world).await;
        let id = read(&world, NOTICE).await;
        let mut plan = looked(&world, id).await.plan;
        plan.duties[1].taken = false;
        plan.duties[2].whom = Whom {
            kinds: vec!["committee".to_owned()],
            post: None,
        };
        plan.duties[2].name = String::new();
        settle(&world, id, (plan, Settling::Keeps)).await.unwrap();
        // A week later files of imports are cleared away when another is brought, and the notice is not.
        world.pass(SignedDuration::from_hours(7 * 24));
        let app = std::sync::Arc::new(world.app_again().await);
        for _ in 0..4 {
            let file = BringFile {
                kind: Kind::Organisations,
                name: "a.csv",
                bytes: ORGANISATIONS.as_bytes().to_vec(),
            };
            bring_upload(&app, &operator(), file).await.unwrap();
        }
        let desk = see_notice_desk(&world.app, &operator()).await.unwrap();
        assert_eq!(desk.notices.len(), 1);
        assert_eq!(desk.notices[0].title, "关于做好2021年党课工作的通知");
        let seen = looked(&world, id).await;
        assert!(!seen.plan.duties[1].taken);
        assert_eq!(seen.plan.duties[2].name, "每季度党课");
        assert_eq!(seen.questions, [(0, Question::Change), (2, Question::What)]);
        let taken = take_notice(&world.app, &operator(), id).await.unwrap();
        assert_eq!(taken, ("通知.txt".to_owned(), NOTICE.as_bytes().to_vec()));
        drop_notice(&world.app, &operator(), id).await.unwrap();
        forbidden(look_at_notice(&world.app, &operator(), id).await);
        app.close().await;
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x5_only_who_may_change_the_rules_reads_notices() {
    on_both("x5_only_who_may_change_the_rules", async |world| {
        county(&world).await;
        let id = read(&world, NOTICE).await;
        let (app, nobody) = (&world.app, stranger());
        let notice = || BringNotice {
            name: "",
            bytes: NOTICE.into(),
        };
        forbidden(bring_notice(app, &nobody, notice()).await);
        forbidden(see_notice_desk(app, &nobody).await);
        forbidden(look_at_notice(app, &nobody, id).await);
        forbidden(settle_notice(app, &nobody, id, (SettledPlan::default(), Settling::Keeps)).await);
        forbidden(take_notice(app, &nobody, id).await);
        forbidden(see_plan_amends(app, &nobody, id).await);
        forbidden(drop_notice(app, &nobody, id).await);
        let command = AdoptPlan {
            upload: id,
            sha256: "",
            reason: "",
        };
        forbidden(adopt_plan(app, &nobody, command).await);
        let empty = BringNotice {
            name: "空.txt",
            bytes: Vec::new(),
        };
        let refusal = bring_notice(app, &operator(), empty).await;
        assert!(matches!(
            refusal,
            Err(Failure::Refused(Refusal::Document(DocumentRefusal::Empty)))
        ));
        assert_eq!(see_notice_desk(app, &operator()).await.unwrap().notices.len(), 1);
        world
    })
    .await;
}
