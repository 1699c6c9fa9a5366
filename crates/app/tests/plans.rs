//! Plans: done, refused, forbidden, done twice; what they do to the standing; the calendar; on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    clippy::unnecessary_wraps,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with tests that need other parts")]
mod world;

use app::accounts::{AddAccount, add_account};
use app::calendar_feed::{FeedChange, calendar, change_feed, feed_token};
use app::import::Kind;
use app::paste_plan::{OddCell, PastedLine, read_pasted};
use app::print_notice::NoticeTo;
use app::print_papers::{PaperForm, print_item_sheet, print_lecture_sheet, print_slips};
use app::see_due_notices::see_due_notices;
use app::{
    Actor, App, Appoint, Ask, DrawnUp, DropPlanItem, Failure, Filled, KnownItem, PlanEntry, PlanSeen,
    PlanSlot, PlanState, Refusal, SeePlan, SeenItem, Snapshot, appoint, draw_up_plan, drop_plan_item,
    plan_versions, see_plan, see_plan_item, snapshot, verify_audit,
};
use domain::access::{self, Grant, GrantState, Role};
use domain::id::{AccountId, OrganisationId, PersonId};
use domain::obligation::StandingKind;
use domain::plan::{Arrangement, PlanRefusal, PlannedSpeaker, Warning};
use domain::refusal::{Missing, ScheduleRefusal};
use i18n::{Locale, Words};
use jiff::civil::{Date, date};
use kaijiang_app as app;
use world::{World, bring_file, on_both, operator, pack, stranger};

const ORGANISATIONS: &str = "\
党组织全称,党组织类别,上级党组织,书记
中共甲县委员会,县委,,赵一
中共甲县乙镇委员会,党委,中共甲县委员会,钱二
中共甲县乙镇丙村支部委员会,党支部,中共甲县乙镇委员会,孙三
中共甲县乙镇丁村支部委员会,党支部,中共甲县乙镇委员会,李四
中共甲县戊镇委员会,党委,中共甲县委员会,王五
中共甲县戊镇己村支部委员会,党支部,中共甲县戊镇委员会,周七
";
const LECTURES: &str = "\
序号,开展时间,党组织,党课题目,类型,主讲人,主讲人身份,地点,应到人数,实到人数
1,2020-07-03,中共甲县乙镇丙村支部委员会,第一课,故事党课,冯九,先进模范,祠堂,2,2
";
const MEMBERS: &str = "\
所在支部,姓名,出生年月,党员类别
中共甲县乙镇丙村支部委员会,吴六,1960-01,正式党员
中共甲县乙镇丙村支部委员会,吴六,1970-02,正式党员
中共甲县乙镇丁村支部委员会,郑八,1980-03,正式党员
";
const BING: &str = "丙村支部";
const DING: &str = "丁村支部";
const JI: &str = "己村支部";

/// 21 days are left of the fourth quarter: fewer than the 30 from which nothing planned is a risk.
const TODAY: Date = date(2020, 12, 10);

async fn county(world: &World) {
    world.set_day(TODAY);
    for (kind, file) in [
        (Kind::Organisations, ORGANISATIONS),
        (Kind::Members, MEMBERS),
        (Kind::Lectures, LECTURES),
    ] {
        let answer = bring_file(&world.app, &operator(), kind, file).await.unwrap();
        assert_eq!(answer.refused, [], "{kind:?}");
    }
}

async fn look(app: &App) -> Snapshot {
    snapshot(app, &operator(), Ask::default()).await.unwrap()
}

async fn place(app: &App, name: &str) -> OrganisationId {
    look(app).await.find(Some(name)).unwrap()
}

/// Somebody signed in with a role over an organisation.
async fn somebody(app: &App, role: Role, over: &str) -> Actor {
    let seen = look(app).await;
    let grant = Grant {
        role,
        path: seen.path(seen.find(Some(over)).unwrap()),
        from: date(2020, 1, 1),
        until: None,
        state: GrantState::Active,
    };
    let rights = access::Actor {
        person: None,
        grants: vec![grant],
        on: TODAY,
    };
    Actor::signed_in(AccountId(app.new_id()), rights)
}

async fn plan_of(app: &App, actor: &Actor, name: &str) -> PlanSeen {
    let top = place(app, name).await;
    see_plan(app, actor, SeePlan { top, period: None }).await.unwrap()
}

async fn slot_of(app: &App, name: &str) -> PlanSlot {
    plan_of(app, &operator(), name).await.slots.remove(0)
}

async fn item_of(app: &App, name: &str) -> SeenItem {
    match slot_of(app, name).await.filled {
        Filled::Item(item) => *item,
        other => panic!("{other:?}"),
    }
}

fn speaker(name: &str) -> Option<PlannedSpeaker> {
    Some(PlannedSpeaker {
        name: name.to_owned(),
        class: Some("role-model".to_owned()),
        person: None,
    })
}

fn whole(on: Date, topic: &str, name: &str) -> Arrangement {
    Arrangement {
        on: Some(on),
        starts_minute: Some(15 * 60),
        topic: Some(topic.to_owned()),
        kind: "story".to_owned(),
        forms: vec!["现场教学".to_owned()],
        venue: Some("祠堂".to_owned()),
        speaker: speaker(name),
    }
}

async fn entry(app: &App, name: &str, says: Arrangement) -> PlanEntry {
    let slot = slot_of(app, name).await;
    PlanEntry {
        organisation: slot.organisation,
        duty: slot.duty,
        period: slot.period.label,
        known: match slot.filled {
            Filled::Item(item) => KnownItem::At(item.id, item.version),
            _ => KnownItem::OneMoreThan(slot.seen),
        },
        says,
        reason: None,
    }
}

async fn draw(app: &App, name: &str, says: Arrangement) -> DrawnUp {
    let entry = entry(app, name, says).await;
    draw_up_plan(app, &operator(), &[entry]).await.unwrap()
}

async fn standing(app: &App, name: &str) -> StandingKind {
    let seen = look(app).await;
    let occurrence = seen.occurrence("quarterly", "2020-Q4").unwrap();
    let board = seen.board();
    let proof = seen.proof(&board, seen.find(Some(name)).unwrap(), occurrence);
    proof.unwrap().standing.kind()
}

#[track_caller]
fn forbidden<T: std::fmt::Debug>(outcome: Result<T, Failure>) {
    assert!(matches!(outcome, Err(Failure::Forbidden(_))), "{outcome:?}");
}

#[track_caller]
fn plan_refusal<T: std::fmt::Debug>(outcome: Result<T, Failure>) -> PlanRefusal {
    match outcome {
        Err(Failure::Refused(Refusal::Plan(refusal))) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn f1_every_obligation_of_the_quarter_is_a_place_to_fill_with_a_proposal() {
    on_both("f1_every_obligation", |world| async move {
        let app = &world.app;
        county(&world).await;
        let seen = plan_of(app, &operator(), "甲县委员会").await;
        let mut places: Vec<&str> = seen
            .slots
            .iter()
            .map(|slot| seen.snapshot.name(slot.organisation).unwrap())
            .collect();
        places.sort_unstable();
        assert_eq!(
            places,
            [
                "中共甲县乙镇丁村支部委员会",
                "中共甲县乙镇丙村支部委员会",
                "中共甲县戊镇己村支部委员会"
            ]
        );
        assert!(
            seen.slots
                .iter()
                .all(|slot| slot.filled == Filled::Nothing && slot.duty == "quarterly")
        );
        // The secretary has not spoken, so it is their turn; kind and place are those of the last time.
        let bing = &seen.proposals[&place(app, BING).await];
        assert_eq!(bing.speaker().unwrap().speaker.name, "孙三");
        assert_eq!(bing.speaker().unwrap().post.as_deref(), Some("secretary"));
        assert_eq!(
            (bing.kind.as_deref(), bing.venues.as_slice()),
            (Some("story"), &["祠堂".to_owned()][..])
        );
        let known: Vec<&str> = bing
            .candidates
            .iter()
            .map(|known| known.speaker.name.as_str())
            .collect();
        assert_eq!(known, ["孙三", "冯九"]);
        // A quarter that has not begun is planned too; July 1 stands in both quarters it lies in, once.
        let root = place(app, "甲县委员会").await;
        for (label, duties) in [
            ("2021-Q1", vec!["quarterly"]),
            ("2021-Q2", vec!["quarterly", "july-1"]),
        ] {
            let ask = SeePlan {
                top: root,
                period: Some(label),
            };
            let ahead = see_plan(app, &operator(), ask).await.unwrap();
            let of_one = ahead
                .slots
                .iter()
                .filter(|slot| slot.organisation == ahead.slots[0].organisation);
            assert_eq!(
                of_one.map(|slot| slot.duty.as_str()).collect::<Vec<_>>(),
                duties,
                "{label}"
            );
        }
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f4_a_complete_item_takes_the_risk_away_and_dropping_brings_it_back() {
    on_both("f4_a_complete_item", |world| async move {
        let app = &world.app;
        county(&world).await;
        assert_eq!(standing(app, BING).await, StandingKind::AtRisk);
        let half = Arrangement {
            speaker: None,
            ..whole(date(2020, 12, 20), "护林员的二十年", "")
        };
        assert!(matches!(
            draw(app, BING, half).await,
            DrawnUp::Kept { changed: 1, .. }
        ));
        assert_eq!(item_of(app, BING).await.missing, [Missing::Speaker]);
        assert_eq!(
            standing(app, BING).await,
            StandingKind::AtRisk,
            "not complete, so nothing is planned"
        );
        draw(app, BING, whole(date(2020, 12, 20), "护林员的二十年", "冯九")).await;
        assert_eq!(standing(app, BING).await, StandingKind::Due);
        assert_eq!(
            standing(app, DING).await,
            StandingKind::AtRisk,
            "of the others nothing changed"
        );
        // Moved out of the quarter, it plans nothing in it (E9).
        draw(app, BING, whole(date(2021, 1, 3), "护林员的二十年", "冯九")).await;
        assert_eq!(standing(app, BING).await, StandingKind::AtRisk);
        draw(app, BING, whole(date(2020, 12, 30), "护林员的二十年", "冯九")).await;
        assert_eq!(standing(app, BING).await, StandingKind::Due);
        let item = item_of(app, BING).await;
        let command = DropPlanItem {
            item: item.id,
            version: item.version,
            reason: "主讲人住院",
            key: None,
        };
        drop_plan_item(app, &operator(), command).await.unwrap();
        assert_eq!(standing(app, BING).await, StandingKind::AtRisk);
        assert_eq!(
            slot_of(app, BING).await.filled,
            Filled::Nothing,
            "there is a place to fill again"
        );
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn drawing_up_is_forbidden_beyond_the_own_part_of_the_tree() {
    on_both("drawing_up_is_forbidden", |world| async move {
        let app = &world.app;
        county(&world).await;
        let on = date(2020, 12, 20);
        let (bing, ding, ji) = (
            entry(app, BING, whole(on, "一", "冯九")).await,
            entry(app, DING, whole(on, "二", "冯九")).await,
            entry(app, JI, whole(on, "三", "冯九")).await,
        );
        let secretary = somebody(app, Role::Secretary, BING).await;
        let township = somebody(app, Role::TownshipOfficer, "乙镇委员会").await;
        let inspector = somebody(app, Role::Inspector, "甲县委员会").await;
        let member = somebody(app, Role::Member, BING).await;
        let nobody = stranger();
        let draws = |who, what| draw_up_plan(app, who, std::slice::from_ref(what));
        for (who, what) in [
            (&secretary, &ding),
            (&township, &ji),
            (&inspector, &bing),
            (&member, &bing),
            (&nobody, &bing),
        ] {
            forbidden(draws(who, what).await);
        }
        // One place that is not theirs, and nothing of the form is kept.
        forbidden(draw_up_plan(app, &secretary, &[bing.clone(), ding.clone()]).await);
        assert_eq!(slot_of(app, BING).await.filled, Filled::Nothing);
        assert!(matches!(
            draws(&secretary, &bing).await.unwrap(),
            DrawnUp::Kept { changed: 1, .. }
        ));
        assert!(matches!(
            draws(&township, &ding).await.unwrap(),
            DrawnUp::Kept { changed: 1, .. }
        ));
        // The item says where it belongs, not the form: naming the own branch does not open another's item.
        let theirs = item_of(app, DING).await;
        let disguised = PlanEntry {
            known: KnownItem::At(theirs.id, theirs.version),
            ..bing.clone()
        };
        forbidden(draws(&secretary, &disguised).await);
        for who in [&secretary, &inspector, &member] {
            let top = place(app, BING).await;
            let seen = see_plan(app, who, SeePlan { top, period: None }).await.unwrap();
            let may = seen.slots[0].may_change;
            assert_eq!(may, who.word == secretary.word);
            assert_eq!(
                seen.proposals.is_empty(),
                !may,
                "names to choose from are for those who choose"
            );
        }
        for (who, top) in [
            (&secretary, DING),
            (&member, DING),
            (&township, JI),
            (&nobody, BING),
        ] {
            let top = place(app, top).await;
            let seen = see_plan(app, who, SeePlan { top, period: None }).await;
            forbidden(seen.map(|seen| seen.slots));
        }
        let command = |version| DropPlanItem {
            item: theirs.id,
            version,
            reason: "不讲",
            key: None,
        };
        for who in [&secretary, &inspector, &nobody] {
            forbidden(drop_plan_item(app, who, command(theirs.version)).await);
        }
        for who in [&secretary, &nobody] {
            let seen = see_plan_item(app, who, theirs.id).await;
            forbidden(seen.map(|seen| seen.is_some()));
        }
        assert!(see_plan_item(app, &inspector, theirs.id).await.unwrap().is_some());
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_twice_is_one_change_and_a_stale_one_is_refused() {
    on_both("a_form_sent_twice", |world| async move {
        let app = &world.app;
        county(&world).await;
        let new = entry(app, BING, whole(date(2020, 12, 20), "护林员的二十年", "冯九")).await;
        let draws = |what: PlanEntry| async move { draw_up_plan(app, &operator(), &[what]).await.unwrap() };
        let none = DrawnUp::Kept {
            number: None,
            changed: 0,
            tell_again: 0,
        };
        assert!(matches!(
            draws(new.clone()).await,
            DrawnUp::Kept {
                number: Some(_),
                changed: 1,
                ..
            }
        ));
        assert_eq!(draws(new.clone()).await, none);
        let seen = plan_of(app, &operator(), BING).await;
        assert_eq!(seen.slots.len(), 1, "one place, one item");
        // Somebody else opened the page before, and fills in another.
        let stale = PlanEntry {
            says: whole(date(2020, 12, 22), "另一课", "冯九"),
            ..new
        };
        let refused = DrawnUp::Refused(vec![(0, PlanRefusal::ChangedMeanwhile)]);
        assert_eq!(draws(stale).await, refused);
        let first = entry(app, BING, whole(date(2020, 12, 22), "另一课", "冯九")).await;
        let second = PlanEntry {
            says: whole(date(2020, 12, 23), "第三课", "冯九"),
            ..first.clone()
        };
        assert!(matches!(
            draws(first.clone()).await,
            DrawnUp::Kept { changed: 1, .. }
        ));
        assert_eq!(draws(first).await, none);
        assert_eq!(
            draws(second).await,
            refused,
            "it was made from the version before"
        );
        assert_eq!(item_of(app, BING).await.says.topic.as_deref(), Some("另一课"));
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f3_so_near_its_day_a_change_asks_a_reason_and_the_versions_tell() {
    on_both("f3_so_near", |world| async move {
        let app = &world.app;
        county(&world).await;
        let day = date(2020, 12, 14);
        draw(app, BING, whole(day, "护林员的二十年", "冯九")).await;
        let later = Arrangement {
            on: Some(date(2020, 12, 15)),
            ..whole(day, "护林员的二十年", "冯九")
        };
        // Four days before, nothing is asked.
        assert!(matches!(
            draw(app, BING, later.clone()).await,
            DrawnUp::Kept { tell_again: 0, .. }
        ));
        draw(app, BING, whole(day, "护林员的二十年", "冯九")).await;
        world.set_day(date(2020, 12, 11));
        for says in [
            later.clone(),
            whole(day, "另一课", "冯九"),
            whole(day, "护林员的二十年", "陈十"),
        ] {
            let refused = draw(app, BING, says).await;
            let why = PlanRefusal::Schedule(ScheduleRefusal::ReasonNeeded { days_left: 3 });
            assert_eq!(refused, DrawnUp::Refused(vec![(0, why)]));
        }
        // Another place is not what people were told to come for.
        let elsewhere = Arrangement {
            venue: Some("活动室".into()),
            ..whole(day, "护林员的二十年", "冯九")
        };
        assert!(matches!(
            draw(app, BING, elsewhere).await,
            DrawnUp::Kept { tell_again: 0, .. }
        ));
        let mut with_reason = entry(app, BING, whole(day, "护林员的二十年", "陈十")).await;
        with_reason.reason = Some("冯九病了".to_owned());
        let kept = draw_up_plan(app, &operator(), &[with_reason]).await.unwrap();
        assert!(matches!(
            kept,
            DrawnUp::Kept {
                changed: 1,
                tell_again: 1,
                ..
            }
        ));
        let item = item_of(app, BING).await;
        let versions = plan_versions(app, &operator(), item.id).await.unwrap();
        let told: Vec<(Option<Date>, bool, Option<&str>)> = versions
            .iter()
            .map(|version| (version.on, version.speaker_changed, version.reason.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                (Some(day), false, None),
                (Some(date(2020, 12, 15)), false, None),
                (Some(day), false, None),
                (Some(day), false, None),
                (Some(day), true, Some("冯九病了")),
            ]
        );
        assert_eq!(versions[3].venue.as_deref(), Some("活动室"));
        // A day that is over is refused; a kind the pack does not know too.
        let over = Arrangement {
            on: Some(date(2020, 12, 1)),
            ..whole(day, "二", "冯九")
        };
        let strange = Arrangement {
            kind: "song".into(),
            ..whole(day, "二", "冯九")
        };
        for (says, why) in [
            (
                over,
                ScheduleRefusal::DayOver {
                    on: date(2020, 12, 1),
                    today: date(2020, 12, 11),
                },
            ),
            (strange, ScheduleRefusal::UnknownKind { kind: "song".into() }),
        ] {
            let refused = draw(app, DING, says).await;
            assert_eq!(refused, DrawnUp::Refused(vec![(0, PlanRefusal::Schedule(why))]));
        }
        assert_eq!(slot_of(app, DING).await.filled, Filled::Nothing);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dropping_asks_a_reason_and_is_done_once() {
    on_both("dropping_asks_a_reason", |world| async move {
        let app = &world.app;
        county(&world).await;
        draw(app, BING, whole(date(2020, 12, 20), "护林员的二十年", "冯九")).await;
        let item = item_of(app, BING).await;
        let command = |reason, version, key| DropPlanItem {
            item: item.id,
            version,
            reason,
            key,
        };
        let drops = |command| async move { drop_plan_item(app, &operator(), command).await };
        assert_eq!(
            plan_refusal(drops(command(" ", item.version, None)).await),
            PlanRefusal::ReasonMissing
        );
        assert_eq!(
            plan_refusal(drops(command("不讲", 9, None)).await),
            PlanRefusal::ChangedMeanwhile
        );
        let first = drops(command("大雪封山", item.version, Some("k"))).await.unwrap();
        assert_eq!(
            drops(command("大雪封山", item.version, Some("k"))).await.unwrap(),
            first
        );
        assert_eq!(
            plan_refusal(drops(command("大雪封山", item.version, None)).await),
            PlanRefusal::NotOpen
        );
        let seen = see_plan_item(app, &operator(), item.id).await.unwrap().unwrap();
        assert_eq!(
            (seen.item.state, seen.item.reason.as_deref()),
            (PlanState::Dropped, Some("大雪封山"))
        );
        // A form that still knew it cannot bring it back.
        let back = PlanEntry {
            known: KnownItem::At(item.id, item.version),
            ..entry(app, BING, whole(date(2020, 12, 21), "又讲了", "冯九")).await
        };
        let refused = draw_up_plan(app, &operator(), &[back]).await.unwrap();
        assert_eq!(refused, DrawnUp::Refused(vec![(0, PlanRefusal::NotOpen)]));
        let unknown = see_plan_item(app, &operator(), domain::id::PlanItemId(app.new_id()))
            .await
            .unwrap();
        assert!(unknown.is_none());
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e41_e7_what_clashes_and_who_left_is_said_and_nothing_is_refused() {
    on_both("e41_e7", |world| async move {
        let app = &world.app;
        county(&world).await;
        let day = date(2020, 12, 20);
        let secretary = look(app).await;
        let post = secretary
            .facts
            .posts
            .iter()
            .find(|post| secretary.name(post.organisation) == Some("中共甲县乙镇丙村支部委员会"));
        let person: PersonId = post.unwrap().person;
        let by_post = |name: &str, venue: &str| Arrangement {
            venue: Some(venue.to_owned()),
            speaker: Some(PlannedSpeaker {
                name: name.to_owned(),
                class: Some("secretary".to_owned()),
                person: Some(person),
            }),
            ..whole(day, name, name)
        };
        for (name, says) in [
            (BING, by_post("孙三", "镇党校")),
            (JI, by_post("孙三", "镇党校二")),
        ] {
            assert!(matches!(
                draw(app, name, says).await,
                DrawnUp::Kept { changed: 1, .. }
            ));
        }
        let told = |seen: &PlanSeen| -> Vec<Warning> {
            let about = seen.warned.iter().filter(|warned| warned.item.is_some());
            about.map(|warned| warned.what.clone()).collect()
        };
        // The branch is told of the other place, though it is in another township.
        let twice = Warning::SpeakerTwice {
            speaker: "孙三".into(),
            other: place(app, JI).await,
        };
        assert_eq!(told(&plan_of(app, &operator(), BING).await), [twice]);
        let name = "中共甲县乙镇丙村支部委员会";
        appoint(
            app,
            &operator(),
            Appoint {
                tree: None,
                organisation: name,
                post: "secretary",
                name: "新书记",
                from: date(2020, 12, 15),
                key: None,
            },
        )
        .await
        .unwrap();
        let gone = Warning::SpeakerGone {
            speaker: "孙三".into(),
            class: "secretary".into(),
        };
        assert!(told(&plan_of(app, &operator(), BING).await).contains(&gone));
        // The record, not the name: a namesake in another township is somebody else.
        draw(app, BING, whole(day, "一", "张三")).await;
        draw(
            app,
            JI,
            Arrangement {
                venue: Some("活动室".into()),
                ..whole(day, "二", "张三")
            },
        )
        .await;
        assert_eq!(told(&plan_of(app, &operator(), "甲县委员会").await), []);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calendar_is_a_secret_of_the_account_and_ends_with_it() {
    on_both("the_calendar_is_a_secret", |world| async move {
        let app = &world.app;
        county(&world).await;
        draw(
            app,
            BING,
            whole(date(2020, 12, 20), "护林员;的\r\nEND:VCALENDAR", "冯九"),
        )
        .await;
        draw(app, DING, whole(date(2020, 12, 21), "丁村的课", "陈十")).await;
        let bing = place(app, BING).await;
        let command = AddAccount {
            login: None,
            name: Some("丙村"),
            person: None,
            role: Role::Secretary,
            organisation: bing,
            until: Some(date(2020, 12, 31)),
        };
        let account = add_account(app, &operator(), command).await.unwrap();
        let actor = Actor {
            word: format!("account:{account}"),
            ..somebody(app, Role::Secretary, BING).await
        };
        let words = Words::new(Locale::ZhHans, Some(pack().vocabulary));
        let read = |token: String| {
            let words = &words;
            async move { calendar(app, (&token, "http://x"), words).await.unwrap() }
        };
        forbidden(feed_token(app, &stranger()).await);
        assert_eq!(
            feed_token(app, &actor).await.unwrap(),
            None,
            "closed until somebody opens it"
        );
        forbidden(change_feed(app, &actor, (place(app, DING).await, FeedChange::Open)).await);
        change_feed(app, &actor, (bing, FeedChange::Open)).await.unwrap();
        let token = feed_token(app, &actor).await.unwrap().unwrap();
        change_feed(app, &actor, (bing, FeedChange::Open)).await.unwrap();
        assert_eq!(
            feed_token(app, &actor).await.unwrap().as_deref(),
            Some(token.as_str()),
            "it stays"
        );
        let text = read(token.clone()).await.unwrap();
        assert!(text.contains("SUMMARY:护林员\\;的\\nEND:VCALENDAR\r\n"), "{text}");
        assert!(
            text.contains("DTSTART;TZID=Asia/Shanghai:20201220T150000\r\n"),
            "{text}"
        );
        assert!(
            !text.contains("丁村") && !text.contains("陈十"),
            "only what the secretary may read"
        );
        // The same item keeps its id, and counts.
        let item = item_of(app, BING).await;
        for line in [
            format!("UID:{}@kaijiang", item.id),
            "SEQUENCE:1".into(),
            "STATUS:CONFIRMED".into(),
        ] {
            assert!(text.contains(&line), "{line} in {text}");
        }
        let dropped = DropPlanItem {
            item: item.id,
            version: 1,
            reason: "不讲",
            key: None,
        };
        drop_plan_item(app, &operator(), dropped).await.unwrap();
        let text = read(token.clone()).await.unwrap();
        for line in [
            format!("UID:{}@kaijiang", item.id),
            "SEQUENCE:2".into(),
            "STATUS:CANCELLED".into(),
        ] {
            assert!(text.contains(&line), "{line} in {text}");
        }
        // Nothing but the whole address opens it.
        let mut wrong = vec![String::new(), "x".repeat(72), account.0.simple().to_string()];
        wrong.extend((0..token.len()).step_by(7).map(|at| {
            let digit = if &token[at..=at] == "0" { "1" } else { "0" };
            [&token[..at], digit, &token[at + 1..]].concat()
        }));
        for wrong in wrong {
            assert_eq!(read(wrong.clone()).await, None, "{wrong}");
        }
        change_feed(app, &actor, (bing, FeedChange::Renew)).await.unwrap();
        let next = feed_token(app, &actor).await.unwrap().unwrap();
        assert_ne!(next, token);
        assert_eq!(read(token).await, None, "the old address stopped working");
        assert!(read(next.clone()).await.is_some());
        change_feed(app, &actor, (bing, FeedChange::Close)).await.unwrap();
        assert_eq!(read(next).await, None);
        change_feed(app, &actor, (bing, FeedChange::Open)).await.unwrap();
        let last = feed_token(app, &actor).await.unwrap().unwrap();
        assert!(read(last.clone()).await.is_some());
        // The grant ends, and with it the calendar.
        world.set_day(date(2021, 1, 1));
        assert_eq!(read(last).await, None);
        world
    })
    .await;
}

/// The text of a docx.
fn text_of(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name("word/document.xml").unwrap();
    std::io::Read::read_to_string(&mut part, &mut text).unwrap();
    // A text may stand in several runs, by script.
    let pieces = text.split('<').filter_map(|piece| piece.split_once('>'));
    pieces.map(|(_, text)| text).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn papers_carry_what_is_planned_and_who_took_them_is_on_record() {
    on_both("papers_carry_what_is_planned", |world| async move {
        let app = &world.app;
        county(&world).await;
        draw(app, BING, whole(date(2020, 12, 20), "护林员的二十年", "冯九")).await;
        let item = item_of(app, BING).await;
        let secretary = somebody(app, Role::Secretary, BING).await;
        let inspector = somebody(app, Role::Inspector, "甲县委员会").await;
        let other = somebody(app, Role::Secretary, DING).await;
        let words = Words::new(Locale::ZhHans, Some(pack().vocabulary));
        let docx = (PaperForm::Docx, &words);
        let entries = || async { verify_audit(app, &operator(), None, None).await.unwrap().entries };
        let (bing, township) = (place(app, BING).await, place(app, "乙镇委员会").await);
        let quarter = |top| SeePlan {
            top,
            period: Some("2020-Q4"),
        };
        for who in [&inspector, &other, &stranger()] {
            forbidden(
                print_slips(app, who, quarter(bing), docx)
                    .await
                    .map(|paper| paper.name),
            );
            forbidden(
                print_item_sheet(app, who, item.id, docx)
                    .await
                    .map(|paper| paper.name),
            );
        }
        forbidden(
            print_slips(app, &secretary, quarter(township), docx)
                .await
                .map(|paper| paper.name),
        );
        let before = entries().await;
        let slips = print_slips(app, &secretary, quarter(bing), docx).await.unwrap();
        let text = text_of(&slips.bytes);
        for wanted in ["丙村支部", "护林员的二十年", "冯九", "祠堂", "15:00"] {
            assert!(text.contains(wanted), "{wanted}");
        }
        assert!(slips.name.ends_with(".docx") && !text.contains("丁村支部"));
        let of_all = print_slips(app, &operator(), quarter(township), docx)
            .await
            .unwrap();
        let text = text_of(&of_all.bytes);
        assert!(text.contains("丙村支部") && text.contains("丁村支部") && !text.contains("己村"));
        let sheet = print_item_sheet(app, &secretary, item.id, docx).await.unwrap();
        let text = text_of(&sheet.bytes);
        // Namesakes are told apart, and nobody of another branch is on it.
        for wanted in ["吴六（1960-01）", "吴六（1970-02）", "护林员的二十年"] {
            assert!(text.contains(wanted), "{wanted} in {text}");
        }
        assert!(!text.contains("郑八"));
        assert_eq!(entries().await, before + 3, "each stands in the history");
        let held = look(app).await.facts.lectures[0].id;
        forbidden(
            print_lecture_sheet(app, &other, held, docx)
                .await
                .map(|paper| paper.name),
        );
        let of_lecture = print_lecture_sheet(app, &secretary, held, docx).await.unwrap();
        let text = text_of(&of_lecture.bytes);
        assert!(text.contains("第一课") && !text.contains("郑八"));
        let gone = domain::id::LectureId(app.new_id());
        forbidden(
            print_lecture_sheet(app, &operator(), gone, docx)
                .await
                .map(|paper| paper.name),
        );
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pasted_lines_are_read_with_a_header_or_without_and_never_guessed() {
    on_both("pasted_lines_are_read", |world| async move {
        let app = &world.app;
        county(&world).await;
        let seen = look(app).await;
        let township = place(app, "乙镇委员会").await;
        let heads = ["党支部", "哪天讲", "几点", "讲什么", "谁来讲", "类型", "在哪里"].map(str::to_owned);
        let read = |text: &str| read_pasted(&seen, township, (text, &heads)).unwrap();
        let with_header = "授课时间\t党组织\t题目\t类型\t主讲人\t主讲人身份\t形式\n\
            2020年12月20日 15:30\t丙村支部\t一课\t故事党课\t冯九\t先进模范\t现场教学、主题活动\n\
            下周\t没有的支部\t二课\t唱歌\t\t\t\n";
        let lines = read(with_header);
        let first = PastedLine {
            named: "丙村支部".into(),
            organisation: Some(place(app, BING).await),
            fits: 1,
            on: Some(date(2020, 12, 20)),
            starts_minute: Some(15 * 60 + 30),
            topic: Some("一课".into()),
            kind: Some("story".into()),
            forms: vec!["现场教学".into(), "主题活动".into()],
            speaker: Some("冯九".into()),
            class: Some("role-model".into()),
            ..PastedLine::default()
        };
        let second = PastedLine {
            named: "没有的支部".into(),
            odd: vec![(OddCell::Day, "下周".into())],
            topic: Some("二课".into()),
            ..PastedLine::default()
        };
        assert_eq!(lines, [first, second]);
        // Without a header the columns are taken in the order that the page says.
        let bare = read("丁村支部\t2020-12-21\t三课\t陈十\t理论党课\t祠堂\n");
        assert_eq!(bare.len(), 1);
        assert_eq!(
            (bare[0].organisation, bare[0].on),
            (Some(place(app, DING).await), Some(date(2020, 12, 21)))
        );
        assert_eq!(
            (
                bare[0].kind.as_deref(),
                bare[0].venue.as_deref(),
                bare[0].starts_minute
            ),
            (Some("theory"), Some("祠堂"), None)
        );
        // In the order of the form, which has a column of the time; and under its own heads.
        let formed =
            "丁村支部\t2020-12-21\t15:00\t三课\t陈十\t理论党课\t祠堂\n丙村支部\t2020-12-22\t\t四课\t冯九\n";
        for text in [formed.to_owned(), [&heads.join("\t"), "\n", formed].concat()] {
            let lines = read(&text);
            let said = |line: &PastedLine| (line.starts_minute, line.topic.clone(), line.speaker.clone());
            let some = |text: &str| Some(text.to_owned());
            assert_eq!(said(&lines[0]), (Some(15 * 60), some("三课"), some("陈十")));
            assert_eq!(said(&lines[1]), (None, some("四课"), some("冯九")));
            assert_eq!(
                (&lines[0].odd, lines[0].venue.as_deref()),
                (&Vec::new(), Some("祠堂"))
            );
        }
        // What stands in a column it cannot belong to is named, not taken.
        let mixed = read("党支部\t题目\t主讲人\n丁村支部\t15:00\t《三课》\n");
        assert_eq!((&mixed[0].topic, &mixed[0].speaker), (&None, &None));
        assert_eq!(
            mixed[0].odd,
            [
                (OddCell::Topic, "15:00".to_owned()),
                (OddCell::Speaker, "《三课》".to_owned())
            ]
        );
        // A branch of another township is not found from here.
        assert_eq!(
            read("己村支部\t2020-12-21\t三课\t陈十\t理论党课\t祠堂\n")[0].organisation,
            None
        );
        assert!(matches!(
            read_pasted(&seen, township, ("", &heads)),
            Err(Refusal::NotRead(_))
        ));
        let stray = read("你好");
        assert_eq!(
            (stray.len(), stray[0].fits),
            (1, 0),
            "a stray line is handed back, not dropped"
        );
        world
    })
    .await;
}

/// To whom, and the text, of the notices that somebody finds due for an organisation.
async fn notices_due(app: &App, (role, over): (Role, &str)) -> Vec<(NoticeTo, String, String)> {
    let actor = somebody(app, role, over).await;
    let words = Words::new(Locale::ZhHans, Some(pack().vocabulary));
    let top = place(app, over).await;
    let seen = see_due_notices(app, &actor, (top, &words)).await.unwrap();
    seen.into_iter()
        .map(|notice| (notice.to, notice.name, notice.text))
        .collect()
}

#[tokio::test]
async fn f3_notices_are_found_due_by_the_branch_and_its_office_and_by_nobody_else() {
    on_both("f3_notices_are_found_due", |world| async move {
        county(&world).await;
        let app = &world.app;
        // Tomorrow, and in five days.
        draw(app, BING, whole(date(2020, 12, 11), "讲一讲祠堂", "冯九")).await;
        draw(app, DING, whole(date(2020, 12, 15), "另一课", "陈十")).await;
        let branch = notices_due(app, (Role::Secretary, BING)).await;
        let to: Vec<NoticeTo> = branch.iter().map(|(to, _, _)| *to).collect();
        assert_eq!(to, [NoticeTo::Above, NoticeTo::Members]);
        let text = &branch[1].2;
        for told in [
            "通知：丙村支部",
            "12月11日",
            "15:00",
            "讲一讲祠堂",
            "冯九",
            "祠堂",
        ] {
            assert!(text.contains(told), "{told} in {text}");
        }
        assert_eq!(notices_due(app, (Role::Secretary, DING)).await, []);
        let office = notices_due(app, (Role::TownshipOfficer, "乙镇")).await;
        assert_eq!(office.len(), 2);
        assert!(office.iter().all(|(_, name, _)| name == BING), "{office:?}");
        assert_eq!(notices_due(app, (Role::TownshipOfficer, "戊镇")).await, []);
        assert_eq!(
            notices_due(app, (Role::CountyOfficer, "甲县")).await,
            [],
            "its townships look after them"
        );
        // Held or dropped, nothing is announced.
        let item = item_of(app, BING).await;
        let drop = DropPlanItem {
            item: item.id,
            version: item.version,
            reason: "停电",
            key: None,
        };
        drop_plan_item(app, &operator(), drop).await.unwrap();
        assert_eq!(notices_due(app, (Role::Secretary, BING)).await, []);
        world
    })
    .await;
}
