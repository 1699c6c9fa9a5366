//! What goes out by mail: each reminder once, whatever the mail server says and wherever the line breaks; on both
//! engines, against a mail server on this machine.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with tests that need other parts")]
mod world;

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use app::delivery::{Channel, MailServer, MailTold, Outlet, deliver, deliveries, knock, send_again};
use app::import::Kind;
use app::scheduler::run_due;
use app::{Actor, App};
use jiff::SignedDuration;
use jiff::civil::date;
use kaijiang_app as app;
use store::DeliveryRow;
use world::{World, bring_file, county_officer, on_both, operator};

const ORGANISATIONS: &str = "\
党组织全称,党组织类别,上级党组织,书记
中共甲县委员会,县委,,赵一
中共甲县乙镇委员会,党委,中共甲县委员会,钱二
中共甲县乙镇丙村支部委员会,党支部,中共甲县乙镇委员会,孙三
";

/// What a mail server does with one caller.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mood {
    Takes,
    /// Says a code of the second address.
    OfTheSecond(u16),
    /// Says a code of all addresses.
    OfAll(u16),
    /// Ends the line once it has the letter, without an answer.
    HangsUp,
    /// Says a code to the password.
    OfThePassword(u16),
}

/// For whom a letter is, and the letter.
type Got = (Vec<String>, String);

/// A mail server on this machine.
struct MailRoom {
    port: u16,
    moods: Arc<Mutex<VecDeque<Mood>>>,
    /// Each letter it got as a whole, and for whom.
    got: Arc<Mutex<Vec<Got>>>,
}

impl MailRoom {
    fn opened(moods: &[Mood]) -> MailRoom {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let room = MailRoom {
            port: listener.local_addr().unwrap().port(),
            moods: Arc::new(Mutex::new(moods.iter().copied().collect())),
            got: Arc::default(),
        };
        let (moods, got) = (Arc::clone(&room.moods), Arc::clone(&room.got));
        std::thread::spawn(move || {
            for line in listener.incoming() {
                let mood = moods.lock().unwrap().pop_front().unwrap_or(Mood::Takes);
                // Whoever calls may hang up at any time.
                drop(answered(&line.unwrap(), mood, &got));
            }
        });
        room
    }

    fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }
}

/// Speaks with one caller until it leaves.
fn answered(line: &TcpStream, mood: Mood, got: &Mutex<Vec<Got>>) -> std::io::Result<()> {
    let mut said = BufReader::new(line);
    let mut line = line;
    let mut whom = Vec::new();
    line.write_all(b"220 mail.example.cn\r\n")?;
    loop {
        let mut command = String::new();
        if said.read_line(&mut command)? == 0 {
            return Ok(());
        }
        let answer = match command.get(..4).unwrap_or_default() {
            "EHLO" => "250-mail.example.cn\r\n250 AUTH PLAIN".to_owned(),
            "AUTH" => match mood {
                Mood::OfThePassword(code) => format!("{code} 5.7.8 no"),
                _ => "235 yes".to_owned(),
            },
            "RCPT" => match mood {
                Mood::OfAll(code) => format!("{code} not now, or never"),
                Mood::OfTheSecond(code) if command.contains("bing@") => format!("{code} no such mailbox"),
                _ => {
                    whom.push(command.trim().to_owned());
                    "250 yes".to_owned()
                }
            },
            "DATA" => {
                line.write_all(b"354 go on\r\n")?;
                let letter = read_letter(&mut said)?;
                got.lock().unwrap().push((whom.clone(), letter));
                if mood == Mood::HangsUp {
                    return Ok(());
                }
                "250 kept".to_owned()
            }
            "QUIT" => return line.write_all(b"221 bye\r\n"),
            _ => "250 yes".to_owned(),
        };
        line.write_all(format!("{answer}\r\n").as_bytes())?;
    }
}

fn read_letter(said: &mut impl BufRead) -> std::io::Result<String> {
    let mut letter = String::new();
    loop {
        let mut line = String::new();
        if said.read_line(&mut line)? == 0 || line == ".\r\n" {
            return Ok(letter);
        }
        letter.push_str(&line);
    }
}

fn told(room: &MailRoom) -> MailTold {
    MailTold {
        host: "127.0.0.1".to_owned(),
        port: Some(room.port),
        tls: "none".to_owned(),
        from: "党课 <dangke@example.cn>".to_owned(),
        to: vec!["yi@example.cn".to_owned(), "bing@example.cn".to_owned()],
        user: Some("dangke".to_owned()),
        password: Some("geheim".to_owned()),
    }
}

fn schedule() -> Actor {
    Actor::schedule(date(2020, 12, 1))
}

async fn tick(app: &Arc<App>) -> Vec<String> {
    run_due(app, &schedule()).await.unwrap();
    let sent = deliver(app, &schedule()).await.unwrap();
    sent.into_iter().map(|sent| sent.state).collect()
}

fn wired(app: App, room: &MailRoom) -> Arc<App> {
    app.send_through(vec![Channel {
        name: "乙镇邮箱".to_owned(),
        organisation: Some("乙镇".to_owned()),
        outlet: Outlet::Mail(Box::new(MailServer::read(&told(room)).unwrap())),
    }]);
    Arc::new(app)
}

/// A county on the Monday of a reminder, that writes to a mail server in these moods.
async fn monday(world: &World, moods: &[Mood]) -> (Arc<App>, MailRoom) {
    world.set_day(date(2020, 9, 4));
    let answer = bring_file(&world.app, &operator(), Kind::Organisations, ORGANISATIONS)
        .await
        .unwrap();
    assert_eq!(answer.refused, []);
    world.set_day(date(2020, 9, 7));
    let room = MailRoom::opened(moods);
    (wired(world.app_again().await, &room), room)
}

async fn row(app: &App) -> DeliveryRow {
    let mut seen = deliveries(app, &operator(), "2020-W37").await.unwrap();
    assert_eq!(seen.len(), 1);
    seen.remove(0).row
}

/// The text of a letter, unpacked.
fn text(letter: &str) -> String {
    let (_, body) = letter.split_once("\r\n\r\n").unwrap();
    let packed: String = body.split_whitespace().collect();
    let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, packed).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn header(letter: &str, name: &str) -> String {
    let start = format!("{name}: ");
    let line = letter.lines().find(|line| line.starts_with(&start));
    line.unwrap_or_else(|| panic!("no {name} in {letter}")).to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s5_two_servers_write_a_mail_once() {
    on_both("s5_two_servers_write_a_mail_once", |world| async move {
        let (one, room) = monday(&world, &[]).await;
        let two = wired(world.app_again().await, &room);
        for _ in 0..3 {
            tokio::join!(tick(&one), tick(&two));
            world.pass(SignedDuration::from_mins(20));
        }
        let got = room.got();
        assert_eq!(got.len(), 1);
        let (whom, letter) = &got[0];
        assert_eq!(whom, &["RCPT TO:<yi@example.cn>", "RCPT TO:<bing@example.cn>"]);
        assert!(header(letter, "Subject").contains("=?utf-8?b?"), "{letter}");
        assert_eq!(header(letter, "Auto-Submitted"), "Auto-Submitted: auto-generated");
        assert!(text(letter).contains("丙村支部"), "{}", text(letter));
        let row = row(&one).await;
        assert_eq!((row.state.as_str(), row.said), ("sent", None));
        one.close().await;
        two.close().await;
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s5_a_mail_refused_for_now_is_tried_again_and_one_refused_for_good_is_not() {
    on_both("s5_a_mail_refused_for_now_is_tried_again", |world| async move {
        let (app, room) = monday(&world, &[Mood::OfAll(450), Mood::OfTheSecond(450)]).await;
        assert_eq!(tick(&app).await, ["waiting"]);
        assert_eq!(row(&app).await.said.unwrap(), "450 not now, or never");
        world.pass(SignedDuration::from_secs(61));
        assert_eq!(
            tick(&app).await,
            ["waiting"],
            "all wait with the one who cannot have it"
        );
        assert_eq!(room.got(), []);
        world.pass(SignedDuration::from_secs(121));
        assert_eq!(tick(&app).await, ["sent"]);
        assert_eq!(room.got().len(), 1);
        app.close().await;
        world
    })
    .await;
    on_both("s5_a_mail_refused_for_good_is_given_up", |world| async move {
        let (app, room) = monday(&world, &[Mood::OfAll(550)]).await;
        assert_eq!(tick(&app).await, ["failed"]);
        for _ in 0..3 {
            world.pass(SignedDuration::from_hours(1));
            assert_eq!(tick(&app).await, Vec::<String>::new());
        }
        assert_eq!(row(&app).await.said.unwrap(), "550 not now, or never");
        assert_eq!(room.got(), []);
        app.close().await;
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s5_one_wrong_address_keeps_the_letter_from_nobody_else() {
    on_both("s5_one_wrong_address_keeps_the_letter", |world| async move {
        let (app, room) = monday(&world, &[Mood::OfTheSecond(550)]).await;
        assert_eq!(tick(&app).await, ["sent"]);
        let got = room.got();
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].0, ["RCPT TO:<yi@example.cn>"]);
        let said = row(&app).await.said.unwrap();
        assert_eq!(said, "bing@example.cn: 550 no such mailbox");
        app.close().await;
        world
    })
    .await;
    on_both("s5_one_address_that_never_answers", |world| async move {
        let (app, room) = monday(&world, &[Mood::OfTheSecond(452); 8]).await;
        for _ in 0..7 {
            assert_eq!(tick(&app).await, ["waiting"]);
            world.pass(SignedDuration::from_mins(65));
        }
        assert_eq!(room.got(), []);
        assert_eq!(tick(&app).await, ["sent"], "tried long enough");
        assert_eq!(room.got().len(), 1);
        app.close().await;
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s5_a_line_that_breaks_after_the_letter_asks_a_person_to_look() {
    on_both("s5_a_line_that_breaks_after_the_letter", |world| async move {
        let (app, room) = monday(&world, &[Mood::HangsUp]).await;
        assert_eq!(tick(&app).await, ["unknown"]);
        for _ in 0..4 {
            world.pass(SignedDuration::from_mins(50));
            assert_eq!(tick(&app).await, Vec::<String>::new());
        }
        assert_eq!(room.got().len(), 1);
        // Sent once more by a person, it has the same name, so that a mailbox recognises it.
        let county = county_officer(&app).await;
        send_again(&app, &county, ("乙镇邮箱", "2020-W37")).await.unwrap();
        assert_eq!(tick(&app).await, ["sent"]);
        let got = room.got();
        assert_eq!(got.len(), 2);
        assert_eq!(header(&got[0].1, "Message-ID"), header(&got[1].1, "Message-ID"));
        app.close().await;
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s5_a_wrong_password_is_told_and_never_shown() {
    on_both(
        "s5_a_wrong_password_is_told_and_never_shown",
        |world| async move {
            let (app, room) = monday(&world, &[Mood::OfThePassword(535)]).await;
            assert_eq!(tick(&app).await, ["failed"]);
            assert_eq!(row(&app).await.said.unwrap(), "535 5.7.8 no");
            assert_eq!(room.got(), []);
            app.close().await;
            world
        },
    )
    .await;
}

#[test]
fn s5_doctor_signs_in_and_writes_nothing() {
    let room = MailRoom::opened(&[Mood::Takes, Mood::OfThePassword(535)]);
    let server = MailServer::read(&told(&room)).unwrap();
    assert_eq!(knock(&server), Ok(()));
    assert_eq!(knock(&server), Err("535 5.7.8 no".to_owned()));
    // A server that speaks in the open is told nothing where privacy was asked for.
    let private = MailTold {
        tls: "starttls".to_owned(),
        ..told(&room)
    };
    let said = knock(&MailServer::read(&private).unwrap()).unwrap_err();
    assert!(said.contains("STARTTLS"), "{said}");
    let nobody = MailTold {
        port: Some(1),
        ..told(&room)
    };
    assert!(knock(&MailServer::read(&nobody).unwrap()).is_err());
    assert_eq!(room.got(), []);
}
