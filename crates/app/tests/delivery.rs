//! What robots are sent: each reminder once, whatever servers, lines and crashes do; on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with tests that need other parts")]
mod world;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use app::delivery::{
    Channel, Message, Outlet, Post, Posted, Robot as Address, RobotKind, deliver, deliveries, send_again,
};
use app::import::Kind;
use app::scheduler::run_due;
use app::{Actor, App, Failure};
use jiff::SignedDuration;
use jiff::civil::date;
use kaijiang_app as app;
use world::{World, bring_file, county_officer, on_both, operator, stranger};

const ORGANISATIONS: &str = "\
党组织全称,党组织类别,上级党组织,书记
中共甲县委员会,县委,,赵一
中共甲县乙镇委员会,党委,中共甲县委员会,钱二
中共甲县乙镇丙村支部委员会,党支部,中共甲县乙镇委员会,孙三
";

/// A robot that answers as told, and remembers what it got.
#[derive(Default)]
struct Robot {
    answers: Mutex<VecDeque<Posted>>,
    got: Mutex<Vec<Message>>,
}

impl Post for Robot {
    fn post(&self, message: &Message) -> Posted {
        self.got.lock().unwrap().push(message.clone());
        let answer = self.answers.lock().unwrap().pop_front();
        answer.unwrap_or_else(taken)
    }
}

impl Robot {
    fn got(&self) -> usize {
        self.got.lock().unwrap().len()
    }
}

fn taken() -> Posted {
    Posted::Answered {
        status: 200,
        body: r#"{"errcode":0,"errmsg":"ok"}"#.to_owned(),
    }
}

fn channel(organisation: Option<&str>) -> Channel {
    Channel {
        name: "工作群".to_owned(),
        organisation: organisation.map(str::to_owned),
        outlet: Outlet::Robot(Address {
            kind: RobotKind::WeCom,
            url: "https://robot.example/send?key=secret-of-the-group".to_owned(),
            secret: None,
        }),
    }
}

fn wired(app: App, robot: &Arc<Robot>, organisation: Option<&str>) -> Arc<App> {
    app.send_through(vec![channel(organisation)]);
    app.post_by(Arc::<Robot>::clone(robot));
    Arc::new(app)
}

fn schedule() -> Actor {
    Actor::schedule(date(2020, 12, 1))
}

async fn tick(app: &Arc<App>) -> Vec<String> {
    run_due(app, &schedule()).await.unwrap();
    let sent = deliver(app, &schedule()).await.unwrap();
    sent.into_iter().map(|sent| sent.state).collect()
}

/// A county on the Monday of a reminder, with a robot that answers as told.
async fn monday(world: &World, answers: Vec<Posted>) -> (Arc<App>, Arc<Robot>) {
    world.set_day(date(2020, 9, 4));
    let answer = bring_file(&world.app, &operator(), Kind::Organisations, ORGANISATIONS)
        .await
        .unwrap();
    assert_eq!(answer.refused, []);
    world.set_day(date(2020, 9, 7));
    let robot = Arc::new(Robot {
        answers: Mutex::new(answers.into()),
        got: Mutex::default(),
    });
    (wired(world.app_again().await, &robot, Some("乙镇")), robot)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s5_two_servers_send_a_reminder_once() {
    on_both("s5_two_servers_send_a_reminder_once", |world| async move {
        let (one, robot) = monday(&world, Vec::new()).await;
        let two = wired(world.app_again().await, &robot, Some("乙镇"));
        for _ in 0..5 {
            tokio::join!(tick(&one), tick(&two));
            world.pass(SignedDuration::from_mins(20));
        }
        assert_eq!(robot.got(), 1);
        let Message::Robot(request) = robot.got.lock().unwrap()[0].clone() else {
            panic!("no message to a robot");
        };
        let body = request.body;
        assert!(
            body.contains("乙镇，有1个") && body.contains("丙村支部"),
            "{body}"
        );
        let seen = deliveries(&one, &operator(), "2020-W37").await.unwrap();
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].row.state, "sent");
        assert!(!seen[0].may_send_again);
        one.close().await;
        two.close().await;
        world
    })
    .await;
}

#[tokio::test]
async fn s5_what_did_not_arrive_is_tried_again_later_and_later() {
    on_both("s5_what_did_not_arrive_is_tried_again", |world| async move {
        let refused = Posted::NotSent("connection refused".to_owned());
        let busy = Posted::Answered {
            status: 200,
            body: r#"{"errcode":45009,"errmsg":"api freq out of limit"}"#.to_owned(),
        };
        let (app, robot) = monday(&world, vec![refused, busy]).await;
        assert_eq!(tick(&app).await, ["waiting"]);
        assert_eq!(tick(&app).await, Vec::<String>::new());
        world.pass(SignedDuration::from_secs(61));
        assert_eq!(tick(&app).await, ["waiting"]);
        world.pass(SignedDuration::from_secs(61));
        assert_eq!(tick(&app).await, Vec::<String>::new(), "the pause has doubled");
        world.pass(SignedDuration::from_secs(60));
        assert_eq!(tick(&app).await, ["sent"]);
        assert_eq!(robot.got(), 3);
        app.close().await;
        world
    })
    .await;
}

#[tokio::test]
async fn s5_what_may_have_arrived_is_not_sent_again_until_a_person_says_so() {
    on_both("s5_what_may_have_arrived_is_not_sent_again", |world| async move {
        let lost = Posted::Unknown("timeout".to_owned());
        let (app, robot) = monday(&world, vec![lost]).await;
        assert_eq!(tick(&app).await, ["unknown"]);
        for _ in 0..4 {
            world.pass(SignedDuration::from_mins(50));
            assert_eq!(tick(&app).await, Vec::<String>::new());
        }
        let again = send_again(&app, &stranger(), ("工作群", "2020-W37")).await;
        assert!(matches!(again, Err(Failure::Forbidden(_))));
        let county = county_officer(&app).await;
        assert!(deliveries(&app, &county, "2020-W37").await.unwrap()[0].may_send_again);
        send_again(&app, &county, ("工作群", "2020-W37")).await.unwrap();
        assert_eq!(tick(&app).await, ["sent"]);
        assert_eq!(robot.got(), 2);
        app.close().await;
        world
    })
    .await;
}

/// A robot under which the machine stops.
struct Stops;

impl Post for Stops {
    fn post(&self, _: &Message) -> Posted {
        std::thread::sleep(std::time::Duration::from_secs(3));
        taken()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s5_a_machine_that_stops_in_the_middle_sends_nothing_twice() {
    on_both("s5_a_machine_that_stops_in_the_middle", |world| async move {
        let (app, robot) = monday(&world, Vec::new()).await;
        let dying = world.app_again().await;
        dying.send_through(vec![channel(Some("乙镇"))]);
        dying.post_by(Arc::new(Stops));
        let dying = Arc::new(dying);
        let sending = Arc::clone(&dying);
        let task = tokio::spawn(async move { tick(&sending).await });
        tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
        task.abort();
        assert_eq!(tick(&app).await, Vec::<String>::new(), "it is claimed");
        world.pass(SignedDuration::from_mins(6));
        assert_eq!(tick(&app).await, Vec::<String>::new());
        assert_eq!(
            deliveries(&app, &operator(), "2020-W37").await.unwrap()[0]
                .row
                .state,
            "unknown"
        );
        assert_eq!(robot.got(), 0);
        dying.close().await;
        app.close().await;
        world
    })
    .await;
}

#[tokio::test]
async fn s5_nothing_is_sent_at_night_or_days_later() {
    on_both("s5_nothing_is_sent_at_night_or_days_later", |world| async move {
        let (app, robot) = monday(&world, Vec::new()).await;
        run_due(&app, &schedule()).await.unwrap();
        world.pass(SignedDuration::from_hours(12));
        assert_eq!(tick(&app).await, Vec::<String>::new());
        world.set_day(date(2020, 9, 8));
        assert_eq!(tick(&app).await, ["sent"]);
        assert_eq!(robot.got(), 1);
        app.close().await;
        world
    })
    .await;
}

#[tokio::test]
async fn s5_a_refusal_is_told_without_the_address() {
    on_both("s5_a_refusal_is_told_without_the_address", |world| async move {
        let wrong = Posted::Answered {
            status: 200,
            body: r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#.to_owned(),
        };
        let (app, robot) = monday(&world, vec![wrong]).await;
        assert_eq!(tick(&app).await, ["failed"]);
        world.pass(SignedDuration::from_hours(2));
        assert_eq!(tick(&app).await, Vec::<String>::new());
        let seen = deliveries(&app, &operator(), "2020-W37").await.unwrap();
        let said = seen[0].row.said.clone().unwrap();
        assert_eq!(said, "93000 invalid webhook url");
        assert_eq!(robot.got(), 1);
        app.close().await;
        world
    })
    .await;
}
