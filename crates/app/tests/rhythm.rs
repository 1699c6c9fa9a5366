//! 每周一提醒、每月一汇总、每季度一通报: each made once, whatever servers, outages and clocks do; on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with tests that need other parts")]
mod world;

use std::collections::BTreeMap;

use app::import::Kind;
use app::remind::{Outcome, make_reminder};
use app::scheduler::{RunDone, run_due};
use app::{Actor, App, Ask, Failure, SeeReminder, see_inbox, see_reminder, snapshot};
use domain::reminder::Recipient;
use domain::rhythm::{Making, Run, RunKind};
use i18n::{Locale, SHORT_MESSAGE, Words};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan as _};
use kaijiang_app as app;
use world::{Seeded, World, bring_file, on_both, operator, stranger};

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
序号,开展时间,党组织,党课题目,类型,主讲人,主讲人身份,应到人数,实到人数
1,2020-06-10,中共甲县乙镇丙村支部委员会,第一课,理论党课,孙三,书记,2,2
";

async fn county(world: &World, day: Date) {
    world.set_day(day);
    for (kind, file) in [(Kind::Organisations, ORGANISATIONS), (Kind::Lectures, LECTURES)] {
        let answer = bring_file(&world.app, &operator(), kind, file).await.unwrap();
        assert_eq!(answer.refused, [], "{kind:?}");
    }
}

fn schedule() -> Actor {
    Actor::schedule(date(2020, 12, 1))
}

async fn due(app: &App) -> Vec<RunDone> {
    run_due(app, &schedule()).await.unwrap()
}

/// How many runs of each kind were made.
fn counted(done: &[RunDone]) -> BTreeMap<RunKind, usize> {
    let mut counts = BTreeMap::new();
    for done in done.iter().filter(|done| done.making == Making::Make) {
        *counts.entry(done.run.kind).or_default() += 1;
    }
    counts
}

fn each_once(done: &[RunDone]) {
    let mut seen: Vec<(RunKind, &str)> = done.iter().map(|d| (d.run.kind, d.run.period.as_str())).collect();
    seen.sort_unstable();
    let all = seen.len();
    seen.dedup();
    assert_eq!(seen.len(), all, "a run was made twice: {done:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s5_two_servers_make_thirteen_mondays_three_summaries_and_one_bulletin_once() {
    on_both("s5_two_servers_make_each_run_once", |world| async move {
        county(&world, date(2020, 6, 30)).await;
        let other = world.app_again().await;
        let mut done = Vec::new();
        let mut day = date(2020, 7, 1);
        while day <= date(2020, 9, 30) {
            world.set_day(day);
            let (one, two) = tokio::join!(due(&world.app), due(&other));
            done.extend(one);
            done.extend(two);
            day = day.tomorrow().unwrap();
        }
        other.close().await;
        each_once(&done);
        let wanted = [
            (RunKind::Reminder, 13),
            (RunKind::Summary, 3),
            (RunKind::Bulletin, 1),
        ];
        assert_eq!(counted(&done), BTreeMap::from(wanted));
        let verified = app::verify_audit(&world.app, &operator(), None, None)
            .await
            .unwrap();
        assert!(verified.first_bad.is_none(), "{verified:?}");
        world
    })
    .await;
}

#[tokio::test]
async fn e35_after_weeks_without_a_server_one_reminder_goes_and_every_report() {
    on_both("e35_after_weeks_without_a_server", |world| async move {
        county(&world, date(2020, 9, 1)).await;
        world.set_day(date(2020, 10, 30));
        let done = due(&world.app).await;
        let told: Vec<(RunKind, &str, Making)> = done
            .iter()
            .map(|d| (d.run.kind, d.run.period.as_str(), d.making))
            .collect();
        let over: Vec<&str> = told
            .iter()
            .filter(|(_, _, making)| *making == Making::PassOver)
            .map(|(_, period, _)| *period)
            .collect();
        assert_eq!(
            over,
            [
                "2020-W37", "2020-W38", "2020-W39", "2020-W40", "2020-W41", "2020-W42", "2020-W43"
            ]
        );
        let wanted = [
            (RunKind::Reminder, 1),
            (RunKind::Summary, 2),
            (RunKind::Bulletin, 1),
        ];
        assert_eq!(counted(&done), BTreeMap::from(wanted));
        assert_eq!(due(&world.app).await, []);
        // What it says is what is to be done on the day it was made, not four days earlier.
        let seen = see(&world.app, date(2020, 10, 26)).await;
        assert_eq!(seen.made.as_ref().unwrap().as_of, date(2020, 10, 30));
        world
    })
    .await;
}

#[tokio::test]
async fn e35_a_clock_that_jumps_makes_nothing_twice() {
    on_both("e35_a_clock_that_jumps", |world| async move {
        county(&world, date(2020, 6, 30)).await;
        let dice = Seeded::new(0x000c_10cc);
        let mut done = Vec::new();
        for _ in 0..150 {
            let days = i32::try_from(dice.below(500)).unwrap();
            world.set_day(date(2020, 6, 1).checked_add(days.days()).unwrap());
            world.pass(SignedDuration::from_secs(
                i64::try_from(dice.below(80_000)).unwrap() - 40_000,
            ));
            done.extend(due(&world.app).await);
        }
        each_once(&done);
        // Every summary of the time was made, in whatever order the clock came by.
        assert!(counted(&done)[&RunKind::Summary] >= 14, "{:?}", counted(&done));
        world
    })
    .await;
}

#[tokio::test]
async fn s5_a_reminder_is_not_due_before_its_hour() {
    on_both("s5_a_reminder_is_not_due_before_its_hour", |world| async move {
        county(&world, date(2020, 9, 4)).await;
        world.set_day(date(2020, 9, 7));
        world.pass(SignedDuration::from_mins(-31));
        assert_eq!(due(&world.app).await, []);
        world.pass(SignedDuration::from_mins(1));
        let done = due(&world.app).await;
        assert_eq!(counted(&done)[&RunKind::Reminder], 1);
        world
    })
    .await;
}

async fn see(app: &App, on: Date) -> app::ReminderSeen {
    let ask = SeeReminder {
        on: Some(on),
        ..SeeReminder::default()
    };
    see_reminder(app, &operator(), ask).await.unwrap()
}

#[tokio::test]
async fn s5_what_was_shown_beforehand_is_what_is_kept_and_later_records_do_not_change_it() {
    on_both("s5_what_was_shown_is_what_is_kept", |world| async move {
        county(&world, date(2020, 9, 4)).await;
        let words = Words::new(Locale::ZhHans, None);
        let texts = |seen: &app::ReminderSeen| -> Vec<String> {
            seen.notices
                .iter()
                .map(|notice| seen.text(notice, &words))
                .collect()
        };
        let before = see(&world.app, date(2020, 9, 9)).await;
        assert!(before.made.is_none());
        world.set_day(date(2020, 9, 7));
        due(&world.app).await;
        let kept = see(&world.app, date(2020, 9, 9)).await;
        assert_eq!(kept.made.as_ref().map(|made| made.notices), Some(3));
        assert_eq!(texts(&kept), texts(&before));
        let more = "序号,开展时间,党组织,党课题目,类型,主讲人,主讲人身份,应到人数,实到人数\n\
                    2,2020-09-02,中共甲县乙镇丙村支部委员会,第二课,理论党课,孙三,书记,2,2\n";
        let answer = bring_file(&world.app, &operator(), Kind::Lectures, more)
            .await
            .unwrap();
        assert_eq!(answer.refused, []);
        assert_eq!(texts(&see(&world.app, date(2020, 9, 9)).await), texts(&before));
        // The week after, the branch has done its part and hears nothing.
        let next = see(&world.app, date(2020, 9, 14)).await;
        let all = snapshot(&world.app, &operator(), Ask::default()).await.unwrap();
        let bing = all.find(Some("丙村支部")).unwrap();
        assert!(next.notices.iter().all(|notice| notice.organisation != bing));
        world
    })
    .await;
}

#[tokio::test]
async fn s5_texts_name_who_has_to_do_what_and_fit_a_phone() {
    on_both("s5_texts_name_who_has_to_do_what", |world| async move {
        county(&world, date(2020, 9, 4)).await;
        let seen = see(&world.app, date(2020, 9, 7)).await;
        let words = Words::new(Locale::ZhHans, None);
        let own = seen.own_group_text(&words);
        assert!(own.contains("乙镇2个、戊镇1个"), "{own}");
        let groups = seen.group_texts(&words);
        assert_eq!(groups.len(), 2);
        for name in ["丙村支部", "丁村支部"] {
            assert!(groups[0].text.contains(name), "{}", groups[0].text);
        }
        assert!(!groups[0].text.contains("己村"), "{}", groups[0].text);
        for locale in Locale::ALL {
            let words = Words::new(locale, None);
            for notice in &seen.notices {
                let short = seen.short_text(notice, &words);
                assert!(short.chars().count() <= SHORT_MESSAGE, "{short}");
                let whose = seen.snapshot.short_name(notice.organisation).unwrap();
                if locale == Locale::ZhHans {
                    assert!(short.contains(whose), "{short}");
                }
            }
        }
        // A township's officers see their own desks alone.
        let all = snapshot(&world.app, &operator(), Ask::default()).await.unwrap();
        let ask = SeeReminder {
            on: Some(date(2020, 9, 7)),
            top: Some(all.find(Some("戊镇")).unwrap()),
            ..SeeReminder::default()
        };
        let below = see_reminder(&world.app, &operator(), ask).await.unwrap();
        assert!(below.notices.iter().all(|notice| notice.to != Recipient::County));
        assert_eq!(below.needs.len(), 1, "{:?}", below.needs);
        world
    })
    .await;
}

#[tokio::test]
async fn s5_a_stranger_neither_makes_nor_sees_a_reminder() {
    on_both("s5_a_stranger_neither_makes_nor_sees", |world| async move {
        county(&world, date(2020, 9, 4)).await;
        let tree = snapshot(&world.app, &operator(), Ask::default())
            .await
            .unwrap()
            .tree;
        let run = Run {
            due_on: date(2020, 9, 7),
            kind: RunKind::Reminder,
            period: "2020-W37".to_owned(),
        };
        let is_denied = |failure| matches!(failure, Failure::Forbidden(_));
        assert!(
            make_reminder(&world.app, &stranger(), (tree, &run))
                .await
                .is_err_and(is_denied)
        );
        assert!(run_due(&world.app, &stranger()).await.is_err_and(is_denied));
        let seen = see_reminder(&world.app, &stranger(), SeeReminder::default()).await;
        assert!(seen.is_err_and(is_denied));
        assert_eq!(
            make_reminder(&world.app, &schedule(), (tree, &run))
                .await
                .unwrap(),
            Outcome::Made
        );
        assert_eq!(
            make_reminder(&world.app, &schedule(), (tree, &run))
                .await
                .unwrap(),
            Outcome::MadeBefore
        );
        world
    })
    .await;
}

#[tokio::test]
async fn s5_a_branch_reads_what_it_was_told_and_nobody_elses() {
    on_both("s5_a_branch_reads_what_it_was_told", |world| async move {
        county(&world, date(2020, 9, 4)).await;
        for monday in [date(2020, 9, 7), date(2020, 9, 14)] {
            world.set_day(monday);
            due(&world.app).await;
        }
        let all = snapshot(&world.app, &operator(), Ask::default()).await.unwrap();
        let bing = all.find(Some("丙村支部")).unwrap();
        let seen = see_inbox(&world.app, &operator(), bing).await.unwrap();
        let days: Vec<Date> = seen.letters.iter().map(|(on, _)| *on).collect();
        assert_eq!(days, [date(2020, 9, 14), date(2020, 9, 7)]);
        assert!(seen.letters.iter().all(|(_, notice)| notice.organisation == bing));
        assert!(see_inbox(&world.app, &stranger(), bing).await.is_err());
        world
    })
    .await;
}
