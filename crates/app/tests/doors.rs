//! Coming in and being put out: passwords, tries, codes, slips, handover, and rights that die with the next request;
//! on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with other tests, which need other parts")]
mod world;

use std::net::IpAddr;

use app::accounts::{AccountChange, AddAccount, add_account, change_account};
use app::activation::{SlipState, activate, choose_password, slip_seen};
use app::handover::{HandOver, Successor, hand_over};
use app::import::Kind;
use app::issue_slips::{PrintedSlip, Recipients, issue_slips};
use app::own_account::{own_devices, sign_device_out, sign_out_everywhere};
use app::passwords::HashCost;
use app::see_account::see_account;
use app::see_accounts::{AccountState, see_accounts, see_members};
use app::sessions::{Secret, SignedIn, resume};
use app::sign_in::{Answer, Arrival, Entered, change_password, give_code, sign_in};
use app::totp::{Codes, begin_codes, codes, confirm_codes, end_codes};
use app::{AccountRefusal, Actor, App, Appoint, Ask, Failure, Refusal, appoint, snapshot, verify_audit};
use domain::access::Role;
use domain::id::{AccountId, OrganisationId, PersonId};
use jiff::SignedDuration;
use jiff::civil::date;
use kaijiang_app as app;
use world::{World, bring_file, on_both, operator, stranger};

const ORGANISATIONS: &str = "\
党组织全称,党组织类别,上级党组织,书记
中共甲县委员会,县委,,赵一
中共甲县乙镇委员会,党委,中共甲县委员会,钱二
中共甲县乙镇丙村支部委员会,党支部,中共甲县乙镇委员会,孙三
中共甲县乙镇丁村支部委员会,党支部,中共甲县乙镇委员会,李四
中共甲县戊镇委员会,党委,中共甲县委员会,周五
中共甲县戊镇己村支部委员会,党支部,中共甲县戊镇委员会,吴六
";
const MEMBERS: &str = "\
所在支部,姓名,出生年月,党员类别
中共甲县乙镇丙村支部委员会,郑七,1960-01,正式党员
中共甲县乙镇丙村支部委员会,王八,1970-02,正式党员
中共甲县乙镇丁村支部委员会,冯九,1990-04,正式党员
";
const COUNTY: &str = "中共甲县委员会";
const TOWNSHIP: &str = "中共甲县乙镇委员会";
const OTHER_TOWNSHIP: &str = "中共甲县戊镇委员会";
const BRANCH: &str = "中共甲县乙镇丙村支部委员会";
const SECOND: &str = "中共甲县乙镇丁村支部委员会";
const OTHER: &str = "中共甲县戊镇己村支部委员会";
const PASSWORD: &str = "一匹好马配好鞍子";
const GOOD: &str = "correct horse battery";

async fn county(app: &App) {
    app.hash_at(HashCost::LEAST);
    for (kind, file) in [(Kind::Organisations, ORGANISATIONS), (Kind::Members, MEMBERS)] {
        let answer = bring_file(app, &operator(), kind, file).await.unwrap();
        assert_eq!(answer.refused, [], "{kind:?}");
    }
}

async fn place(app: &App, name: &str) -> OrganisationId {
    let snapshot = snapshot(app, &operator(), Ask::default()).await.unwrap();
    snapshot.find(Some(name)).unwrap()
}

async fn member(app: &App, name: &str) -> PersonId {
    let snapshot = snapshot(app, &operator(), Ask::default()).await.unwrap();
    let people = &snapshot.facts.people;
    let found: Vec<_> = people
        .iter()
        .filter(|person| person.name.as_deref() == Some(name))
        .collect();
    assert_eq!(found.len(), 1, "{name}");
    found[0].id
}

fn net(last: u8) -> IpAddr {
    IpAddr::from([10, 0, 0, last])
}

fn from(net: IpAddr, device: Option<&Secret>) -> Arrival<'_> {
    Arrival {
        net,
        device,
        device_name: "test",
    }
}

async fn account(
    app: &App,
    actor: &Actor,
    (role, place_name, login): (Role, &str, Option<&str>),
) -> Result<AccountId, Failure> {
    let command = AddAccount {
        login,
        name: Some("某人"),
        person: None,
        role,
        organisation: place(app, place_name).await,
        until: None,
    };
    add_account(app, actor, command).await
}

async fn slip(app: &App, actor: &Actor, account: AccountId) -> Result<PrintedSlip, Failure> {
    let mut slips = issue_slips(app, actor, Recipients::Account(account)).await?;
    assert_eq!(slips.len(), 1);
    Ok(slips.remove(0))
}

/// An officer who has chosen a password.
async fn officer(app: &App, (role, place_name, login): (Role, &str, &str)) -> (SignedIn, Entered) {
    let account = account(app, &operator(), (role, place_name, Some(login)))
        .await
        .unwrap();
    let slip = slip(app, &operator(), account).await.unwrap();
    let chosen = choose_password(app, &slip.secret, GOOD, from(net(1), None))
        .await
        .unwrap();
    let entered = chosen.unwrap();
    (who(app, &entered.session).await.unwrap(), entered)
}

/// The secretary on record of a branch, with the slip used on a phone.
async fn secretary(app: &App, branch: &str) -> (SignedIn, Secret) {
    let branch = place(app, branch).await;
    let slips = issue_slips(app, &operator(), Recipients::Secretaries(vec![branch]))
        .await
        .unwrap();
    let session = activate(app, &slips[0].secret, "phone").await.unwrap().unwrap();
    (who(app, &session).await.unwrap(), session)
}

async fn who(app: &App, session: &Secret) -> Option<SignedIn> {
    resume(app, session).await.unwrap()
}

#[track_caller]
fn entered(answer: Result<Answer, Failure>) -> Entered {
    match answer.unwrap() {
        Answer::In(entered) => entered,
        other => panic!("{}", word(&other)),
    }
}

fn word(answer: &Answer) -> &'static str {
    match answer {
        Answer::In(_) => "in",
        Answer::CodeToCome(_) => "code",
        Answer::Wrong => "wrong",
        Answer::Wait => "wait",
    }
}

async fn try_in(app: &App, login: &str, password: &str, arrival: Arrival<'_>) -> &'static str {
    word(&sign_in(app, (login, password), arrival).await.unwrap())
}

#[track_caller]
fn forbidden<T>(outcome: Result<T, Failure>, what: &str) {
    match outcome {
        Err(Failure::Forbidden(_) | Failure::Refused(Refusal::Account(AccountRefusal::RoleAbove(_)))) => {}
        Err(other) => panic!("{what}: otherwise: {other:?}"),
        Ok(_) => panic!("{what}: done without the right"),
    }
}

#[track_caller]
fn refused<T>(outcome: Result<T, Failure>) -> AccountRefusal {
    match outcome {
        Err(Failure::Refused(Refusal::Account(refusal))) => refusal,
        Err(other) => panic!("refused otherwise: {other:?}"),
        Ok(_) => panic!("done"),
    }
}

async fn whole(app: &App) {
    let verified = verify_audit(app, &operator(), None, None).await.unwrap();
    assert!(verified.ok, "{:?}", verified.first_bad);
}

#[tokio::test(flavor = "multi_thread")]
async fn fault22_a_guesser_waits_and_the_rightful_comes_in_on_a_known_device() {
    on_both("fault22_a_guesser_waits", |world| async move {
        let app = &world.app;
        county(app).await;
        let (_, known) = officer(app, (Role::TownshipOfficer, TOWNSHIP, "qian")).await;
        for try_number in 0..10 {
            let came = try_in(app, "qian", PASSWORD, from(net(9), None)).await;
            assert_eq!(came, "wrong", "try {try_number}");
        }
        assert_eq!(try_in(app, "qian", PASSWORD, from(net(9), None)).await, "wait");
        // From everywhere, and also with the right password: else a guesser would learn it from the answer.
        assert_eq!(try_in(app, "Qian ", GOOD, from(net(8), None)).await, "wait");
        // The victim on a device that signed in before is not shut out; each time the device gets a new secret.
        let again = entered(sign_in(app, ("qian", GOOD), from(net(1), Some(&known.device))).await);
        assert_eq!(
            try_in(app, "qian", GOOD, from(net(1), Some(&known.device))).await,
            "wait"
        );
        entered(sign_in(app, ("qian", GOOD), from(net(1), Some(&again.device))).await);
        // A device known to another account is a stranger to this one.
        let (_, other) = officer(app, (Role::TownshipOfficer, OTHER_TOWNSHIP, "zhou")).await;
        assert_eq!(
            try_in(app, "qian", GOOD, from(net(1), Some(&other.device))).await,
            "wait"
        );
        // A quarter of an hour after the last try that counted, everybody may try again, ten times.
        world.pass(SignedDuration::from_secs(15 * 60 - 1));
        assert_eq!(try_in(app, "qian", GOOD, from(net(8), None)).await, "wait");
        world.pass(SignedDuration::from_secs(1));
        entered(sign_in(app, ("qian", GOOD), from(net(8), None)).await);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fault22_a_known_device_has_ten_wrong_tries_of_its_own() {
    on_both("fault22_a_known_device", |world| async move {
        let app = &world.app;
        county(app).await;
        let (_, known) = officer(app, (Role::TownshipOfficer, TOWNSHIP, "qian")).await;
        for _ in 0..10 {
            let came = try_in(app, "qian", PASSWORD, from(net(1), Some(&known.device))).await;
            assert_eq!(came, "wrong");
        }
        assert_eq!(
            try_in(app, "qian", GOOD, from(net(1), Some(&known.device))).await,
            "wait"
        );
        // What a stolen device tried is not held against other devices.
        entered(sign_in(app, ("qian", GOOD), from(net(2), None)).await);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fault22_right_sign_ins_between_do_not_give_a_guesser_more() {
    on_both("fault22_right_sign_ins_between", |world| async move {
        let app = &world.app;
        county(app).await;
        officer(app, (Role::TownshipOfficer, TOWNSHIP, "qian")).await;
        let mut wrong = 0;
        for _ in 0..30 {
            wrong += usize::from(try_in(app, "qian", PASSWORD, from(net(9), None)).await == "wrong");
            let came = try_in(app, "qian", GOOD, from(net(2), None)).await;
            assert!(came == "in" || wrong == 10, "{came} after {wrong}");
        }
        assert_eq!(wrong, 10);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fault22_ten_thousand_tries_are_bounded() {
    on_both("fault22_ten_thousand_tries", |world| async move {
        let app = &world.app;
        county(app).await;
        for number in 0..4 {
            let login = format!("login{number}");
            account(app, &operator(), (Role::Inspector, COUNTY, Some(&login)))
                .await
                .unwrap();
        }
        let before = app.passwords_hashed();
        let mut by_login = vec![0_u32; 100];
        for number in 0..10_000_usize {
            // Four of the hundred are there, and it must make no difference.
            let (login, address) = (number % 100, u8::try_from(number / 7 % 50).unwrap());
            let typed = format!("login{login}");
            match sign_in(app, (&typed, PASSWORD), from(net(address), None))
                .await
                .unwrap()
            {
                Answer::Wrong => by_login[login] += 1,
                Answer::Wait => {}
                other => panic!("{}", word(&other)),
            }
        }
        assert_eq!(by_login, vec![10; 100], "ten by account, whether there or not");
        assert_eq!(
            app.passwords_hashed() - before,
            1000,
            "one hash for each try that counted"
        );
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fault22_one_net_has_a_hundred_tries_over_all_logins() {
    on_both("fault22_one_net", |world| async move {
        let app = &world.app;
        county(app).await;
        officer(app, (Role::TownshipOfficer, TOWNSHIP, "qian")).await;
        let mut wrong = 0;
        for number in 0..150 {
            let typed = format!("nobody{number}");
            wrong += usize::from(try_in(app, &typed, PASSWORD, from(net(9), None)).await == "wrong");
        }
        assert_eq!(wrong, 100);
        assert_eq!(try_in(app, "qian", GOOD, from(net(9), None)).await, "wait");
        entered(sign_in(app, ("qian", GOOD), from(net(10), None)).await);
        // One subscriber has the lower half of an IPv6 address whole.
        let six = |low: u16| IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, low]);
        let mut wrong = 0;
        for number in 0..150_u16 {
            let typed = format!("noone{number}");
            wrong += usize::from(try_in(app, &typed, PASSWORD, from(six(number), None)).await == "wrong");
        }
        assert_eq!(wrong, 100);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fault22_tries_side_by_side_do_not_slip_through() {
    on_both("fault22_side_by_side", |world| async move {
        let world = std::sync::Arc::new(world);
        county(&world.app).await;
        officer(&world.app, (Role::TownshipOfficer, TOWNSHIP, "qian")).await;
        let mut tasks = Vec::new();
        for number in 0..30_u8 {
            let world = std::sync::Arc::clone(&world);
            tasks.push(tokio::spawn(async move {
                try_in(&world.app, "qian", PASSWORD, from(net(number), None)).await
            }));
        }
        let mut came = Vec::new();
        for task in tasks {
            came.push(task.await.unwrap());
        }
        assert_eq!(came.iter().filter(|word| **word == "wrong").count(), 10);
        std::sync::Arc::into_inner(world).unwrap()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fault20_signing_in_opens_a_new_session_and_a_password_change_ends_the_others() {
    on_both("fault20_new_session", |world| async move {
        let app = &world.app;
        county(app).await;
        let (me, first) = officer(app, (Role::CountyOfficer, COUNTY, "zhao")).await;
        let second = entered(sign_in(app, ("zhao", GOOD), from(net(2), None)).await);
        assert!(first.session.text() != second.session.text());
        assert_eq!(me.role, Role::CountyOfficer);
        for (old, new, expected) in [
            ("wrong password", "another good one", "PasswordWrong"),
            (GOOD, "too short", "PasswordShort(10)"),
            (GOOD, "password123", "PasswordCommon"),
            (GOOD, "zhao2020zhao", "PasswordCommon"),
        ] {
            let refusal = refused(change_password(app, &me, (old, new), &first.session).await);
            assert_eq!(format!("{refusal:?}"), expected, "{new}");
        }
        change_password(app, &me, (GOOD, "a quite different one"), &first.session)
            .await
            .unwrap();
        assert!(
            who(app, &first.session).await.is_some(),
            "the device that changed it stays"
        );
        assert!(who(app, &second.session).await.is_none(), "the others are out");
        assert_eq!(try_in(app, "zhao", GOOD, from(net(3), None)).await, "wrong");
        entered(sign_in(app, ("zhao", "a quite different one"), from(net(3), None)).await);
        // An officer's session ends after half an hour unused (it is kept true to the minute).
        world.pass(SignedDuration::from_mins(32));
        assert!(who(app, &first.session).await.is_none());
        whole(app).await;
        world
    })
    .await;
}

/// The code that an app on the phone would show.
fn code(secret: &str, world: &World, steps: i64) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    let seconds = world.app.now().as_second() + 30 * steps;
    totp.generate(u64::try_from(seconds).unwrap()).to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn identity_a_code_is_asked_once_set_up_and_never_taken_twice() {
    on_both("identity_codes", |world| async move {
        let app = &world.app;
        county(app).await;
        let (me, first) = officer(app, (Role::CountyOfficer, COUNTY, "zhao")).await;
        assert_eq!(codes(app, &me, "x").await.unwrap(), Codes::Off);
        begin_codes(app, &me).await.unwrap();
        let Codes::Begun(set_up) = codes(app, &me, "开讲").await.unwrap() else {
            panic!("not begun");
        };
        assert!(
            set_up
                .address
                .starts_with("otpauth://totp/%E5%BC%80%E8%AE%B2:zhao?secret=")
        );
        // Not asked before a first code was right.
        entered(sign_in(app, ("zhao", GOOD), from(net(2), None)).await);
        assert!(matches!(
            refused(confirm_codes(app, &me, "000000").await),
            AccountRefusal::CodeWrong
        ));
        confirm_codes(app, &me, &code(&set_up.secret, &world, 0))
            .await
            .unwrap();
        let waiting = |answer| match answer {
            Ok(Answer::CodeToCome(waiting)) => waiting,
            _ => panic!("no code asked"),
        };
        let session = waiting(sign_in(app, ("zhao", GOOD), from(net(2), Some(&first.device))).await);
        assert!(who(app, &session).await.unwrap().awaits_code);
        // The code that set it up was taken; so were those before it.
        for steps in [0, -1, 2, -2] {
            let typed = code(&set_up.secret, &world, steps);
            let came = give_code(app, &session, &typed, from(net(2), None))
                .await
                .unwrap();
            assert_eq!(word(&came), "wrong", "{steps} steps");
        }
        // The phone's clock is half a minute ahead.
        let ahead = code(&set_up.secret, &world, 1);
        let spaced = format!("{} {}", &ahead[..3], &ahead[3..]);
        let inside = entered(give_code(app, &session, &spaced, from(net(2), None)).await);
        assert!(
            inside.session.text() != session.text(),
            "a new session (fault 20)"
        );
        assert!(who(app, &session).await.is_none(), "the waiting one is gone");
        let session = waiting(sign_in(app, ("zhao", GOOD), from(net(3), None)).await);
        let came = give_code(app, &session, &ahead, from(net(3), None))
            .await
            .unwrap();
        assert_eq!(word(&came), "wrong", "the same code again");
        // Ten wrong ones, then a wait; the device that is known has its own ten.
        let mut wrong = 1;
        while word(
            &give_code(app, &session, "123456", from(net(3), None))
                .await
                .unwrap(),
        ) == "wrong"
        {
            wrong += 1;
        }
        assert!(wrong <= 10, "{wrong}");
        world.pass(SignedDuration::from_secs(60));
        let fresh = code(&set_up.secret, &world, 0);
        let came = give_code(app, &session, &fresh, from(net(3), None))
            .await
            .unwrap();
        assert_eq!(word(&came), "wait");
        entered(give_code(app, &session, &fresh, from(net(3), Some(&inside.device))).await);
        // A session that waits lasts ten minutes.
        let session = waiting(sign_in(app, ("zhao", GOOD), from(net(4), None)).await);
        world.pass(SignedDuration::from_mins(11));
        assert!(who(app, &session).await.is_none());
        // Off again, with the password; or by a new slip from above.
        assert!(matches!(
            refused(end_codes(app, &me, "wrong one").await),
            AccountRefusal::PasswordWrong
        ));
        end_codes(app, &me, GOOD).await.unwrap();
        entered(sign_in(app, ("zhao", GOOD), from(net(5), None)).await);
        begin_codes(app, &me).await.unwrap();
        let Codes::Begun(set_up) = codes(app, &me, "x").await.unwrap() else {
            panic!("not begun");
        };
        confirm_codes(app, &me, &code(&set_up.secret, &world, 0))
            .await
            .unwrap();
        let again = slip(app, &operator(), me.account).await.unwrap();
        assert_eq!(
            try_in(app, "zhao", GOOD, from(net(5), None)).await,
            "wrong",
            "no password until chosen anew"
        );
        choose_password(app, &again.secret, GOOD, from(net(6), None))
            .await
            .unwrap()
            .unwrap();
        entered(sign_in(app, ("zhao", GOOD), from(net(6), None)).await);
        whole(app).await;
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x2_a_slip_works_once_even_at_the_same_moment() {
    on_both("x2_a_slip_works_once", |world| async move {
        let world = std::sync::Arc::new(world);
        let app = &world.app;
        county(app).await;
        let branch = place(app, BRANCH).await;
        let slips = issue_slips(app, &operator(), Recipients::Secretaries(vec![branch, branch]))
            .await
            .unwrap();
        assert_eq!(slips.len(), 1, "asked twice, one slip");
        assert_eq!(
            slips[0].name.as_deref(),
            Some("孙三"),
            "nothing was typed: the post says who"
        );
        let mut tasks = Vec::new();
        for _ in 0..8 {
            let (world, secret) = (std::sync::Arc::clone(&world), slips[0].secret.clone());
            tasks.push(tokio::spawn(async move {
                activate(&world.app, &secret, "phone").await.unwrap()
            }));
        }
        let mut opened = Vec::new();
        for task in tasks {
            opened.extend(task.await.unwrap());
        }
        assert_eq!(opened.len(), 1, "one session");
        let me = who(app, &opened[0]).await.unwrap();
        assert_eq!((me.role, me.home), (Role::Secretary, branch));
        assert_eq!(own_devices(app, &me, &opened[0]).await.unwrap().len(), 1);
        whole(app).await;
        std::sync::Arc::into_inner(world).unwrap()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x2_a_slip_that_does_not_work_says_why_and_whom_to_ask() {
    on_both("x2_a_slip_says_why", |world| async move {
        let app = &world.app;
        county(app).await;
        let branch = place(app, BRANCH).await;
        let issue = async || {
            let slips = issue_slips(app, &operator(), Recipients::Secretaries(vec![branch])).await;
            slips.unwrap().remove(0)
        };
        let (first, second) = (issue().await, issue().await);
        assert_eq!(first.account, second.account, "reissued, not made twice");
        let state = async |slip: &PrintedSlip| {
            let seen = slip_seen(app, &slip.secret).await.unwrap();
            assert_eq!(seen.ask.as_deref(), Some(TOWNSHIP));
            // A spent slip lies about: it does not say whose it was.
            assert_eq!(seen.holder.is_some(), seen.state == SlipState::Works);
            seen.state
        };
        assert_eq!(state(&first).await, SlipState::Void);
        assert!(activate(app, &first.secret, "phone").await.unwrap().is_none());
        assert_eq!(state(&second).await, SlipState::Works);
        let looked = slip_seen(app, &second.secret).await.unwrap().holder.unwrap();
        assert_eq!(
            (looked.name.as_deref(), looked.role),
            (Some("孙三"), Role::Secretary)
        );
        let session = activate(app, &second.secret, "phone").await.unwrap().unwrap();
        assert_eq!(state(&second).await, SlipState::Used);
        let third = issue().await;
        assert!(
            who(app, &session).await.is_none(),
            "a new slip ends the session of the lost phone"
        );
        world.pass(SignedDuration::from_hours(24 * 30));
        assert_eq!(state(&third).await, SlipState::Expired);
        assert!(activate(app, &third.secret, "phone").await.unwrap().is_none());
        let unknown = Secret::brought("0000");
        assert_eq!(slip_seen(app, &unknown).await.unwrap().state, SlipState::Unknown);
        assert!(activate(app, &unknown, "phone").await.unwrap().is_none());
        let last = issue().await;
        change_account(app, &operator(), (last.account, AccountChange::Suspend), None)
            .await
            .unwrap();
        assert_eq!(state(&last).await, SlipState::Unknown);
        assert!(activate(app, &last.secret, "phone").await.unwrap().is_none());
        assert!(matches!(
            refused(issue_slips(app, &operator(), Recipients::Secretaries(vec![branch])).await),
            AccountRefusal::NobodyLeft
        ));
        whole(app).await;
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x2_an_officers_slip_chooses_a_password_and_opens_no_phone() {
    on_both("x2_an_officers_slip", |world| async move {
        let app = &world.app;
        county(app).await;
        assert!(matches!(
            refused(account(app, &operator(), (Role::CountyOfficer, COUNTY, None)).await),
            AccountRefusal::LoginNeeded(Role::CountyOfficer)
        ));
        for login in ["", "  ", "two words", &"x".repeat(41)] {
            let outcome = account(app, &operator(), (Role::CountyOfficer, COUNTY, Some(login))).await;
            assert!(
                matches!(refused(outcome), AccountRefusal::LoginUnfit),
                "{login:?}"
            );
        }
        let id = account(app, &operator(), (Role::CountyOfficer, COUNTY, Some(" Zhao")))
            .await
            .unwrap();
        let taken = account(app, &operator(), (Role::Auditor, COUNTY, Some("ZHAO"))).await;
        assert!(matches!(refused(taken), AccountRefusal::LoginTaken(_)));
        let paper = slip(app, &operator(), id).await.unwrap();
        assert_eq!(paper.login.as_deref(), Some("zhao"));
        assert!(
            activate(app, &paper.secret, "phone").await.unwrap().is_none(),
            "no session without a password"
        );
        let short = choose_password(app, &paper.secret, "short", from(net(1), None)).await;
        assert!(matches!(refused(short), AccountRefusal::PasswordShort(10)));
        choose_password(app, &paper.secret, GOOD, from(net(1), None))
            .await
            .unwrap()
            .unwrap();
        let again = choose_password(app, &paper.secret, "another good one", from(net(1), None)).await;
        assert!(again.unwrap().is_none(), "the slip was used");
        entered(sign_in(app, ("zhao", GOOD), from(net(1), None)).await);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x2_a_handover_moves_post_right_and_phone() {
    on_both("x2_a_handover", |world| async move {
        let app = &world.app;
        county(app).await;
        let (branch, elsewhere) = (place(app, BRANCH).await, place(app, OTHER).await);
        let (township, _) = officer(app, (Role::TownshipOfficer, TOWNSHIP, "qian")).await;
        let (old, old_phone) = secretary(app, BRANCH).await;
        let next = member(app, "郑七").await;
        let today = date(2020, 12, 1);
        let to = |organisation, successor, on| HandOver {
            organisation,
            successor,
            on,
            key: Some("k1"),
        };
        forbidden(
            hand_over(
                app,
                &township.actor,
                to(elsewhere, Successor::Named("某某"), today),
            )
            .await,
            "elsewhere",
        );
        forbidden(
            hand_over(app, &old.actor, to(branch, Successor::Member(next), today)).await,
            "the secretary",
        );
        forbidden(
            hand_over(app, &stranger(), to(branch, Successor::Member(next), today)).await,
            "a stranger",
        );
        for (successor, on, expected) in [
            (Successor::Member(next), date(2020, 12, 2), "HandoverDay"),
            (Successor::Member(member(app, "冯九").await), today, "NoSuccessor"),
            (Successor::Named("  "), today, "NoSuccessor"),
        ] {
            let refusal = refused(hand_over(app, &township.actor, to(branch, successor, on)).await);
            assert_eq!(format!("{refusal:?}"), expected);
        }
        assert!(who(app, &old_phone).await.is_some(), "nothing was done so far");
        let done = hand_over(app, &township.actor, to(branch, Successor::Member(next), today))
            .await
            .unwrap();
        let paper = done.unwrap();
        assert_eq!(paper.name.as_deref(), Some("郑七"));
        assert!(who(app, &old_phone).await.is_none(), "out with the next request");
        let again = hand_over(app, &township.actor, to(branch, Successor::Member(next), today))
            .await
            .unwrap();
        assert!(again.is_none(), "sent twice, done once");
        let phone = activate(app, &paper.secret, "phone").await.unwrap().unwrap();
        let new = who(app, &phone).await.unwrap();
        assert_eq!(
            (new.person, new.role, new.home),
            (Some(next), Role::Secretary, branch)
        );
        let seen = snapshot(app, &operator(), Ask::default()).await.unwrap();
        let posts: Vec<_> = seen
            .facts
            .posts
            .iter()
            .filter(|post| post.organisation == branch)
            .map(|post| (Some(post.person), post.until))
            .collect();
        assert!(
            posts.contains(&(old.person, Some(date(2020, 11, 30)))),
            "{posts:?}"
        );
        assert!(posts.contains(&(Some(next), None)), "{posts:?}");
        // On to somebody by name the day after, by the county.
        world.set_day(date(2020, 12, 2));
        let (county, _) = officer(app, (Role::CountyOfficer, COUNTY, "zhao")).await;
        let command = HandOver {
            organisation: branch,
            successor: Successor::Named("褚十"),
            on: date(2020, 12, 2),
            key: None,
        };
        let paper = hand_over(app, &county.actor, command).await.unwrap().unwrap();
        assert_eq!(paper.name.as_deref(), Some("褚十"));
        assert!(who(app, &phone).await.is_none());
        let before = HandOver {
            successor: Successor::Named("王八"),
            on: date(2020, 12, 1),
            ..command
        };
        let before = hand_over(app, &county.actor, before).await;
        assert!(
            matches!(refused(before), AccountRefusal::HandoverDay),
            "before the present one began"
        );
        let list = see_accounts(app, &county.actor, place(app, COUNTY).await)
            .await
            .unwrap();
        let line = list
            .branches
            .iter()
            .find(|line| line.organisation == branch)
            .unwrap();
        assert_eq!(line.name.as_deref(), Some("褚十"));
        assert!(matches!(line.state, AccountState::SlipOut(..)));
        whole(app).await;
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x2_a_phone_comes_in_after_a_year_unused_and_ends_after_five() {
    on_both("x2_phone_lasts", |world| async move {
        let app = &world.app;
        county(app).await;
        let (_, phone) = secretary(app, BRANCH).await;
        let days = |days: i64| SignedDuration::from_hours(24 * days);
        // A yearly lecture, or a quarter skipped: the next record comes without paper.
        for _ in 0..4 {
            world.pass(days(399));
            assert!(who(app, &phone).await.is_some());
        }
        // Five years are the end, used or not.
        world.pass(days(230));
        assert!(who(app, &phone).await.is_none());
        let (_, again) = secretary(app, BRANCH).await;
        world.pass(days(401));
        assert!(who(app, &again).await.is_none(), "400 days unused");
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rights_and_sessions_die_within_one_request() {
    on_both("rights_and_sessions_die", |world| async move {
        let app = &world.app;
        county(app).await;
        // Suspended and taken up again: the session stays dead, signing in works again.
        let (inspector, entered_first) = officer(app, (Role::Inspector, COUNTY, "xun")).await;
        change_account(
            app,
            &operator(),
            (inspector.account, AccountChange::Suspend),
            Some("s"),
        )
        .await
        .unwrap();
        assert!(who(app, &entered_first.session).await.is_none(), "suspended");
        assert_eq!(try_in(app, "xun", GOOD, from(net(2), None)).await, "wrong");
        change_account(
            app,
            &operator(),
            (inspector.account, AccountChange::TakeUpAgain),
            None,
        )
        .await
        .unwrap();
        let (again,) = (entered(sign_in(app, ("xun", GOOD), from(net(2), None)).await),);
        // The same form once more changes nothing.
        change_account(
            app,
            &operator(),
            (inspector.account, AccountChange::Suspend),
            Some("s"),
        )
        .await
        .unwrap();
        assert!(who(app, &again.session).await.is_some());
        // Ended: for good.
        change_account(app, &operator(), (inspector.account, AccountChange::End), None)
            .await
            .unwrap();
        assert!(who(app, &again.session).await.is_none(), "ended");
        assert_eq!(try_in(app, "xun", GOOD, from(net(3), None)).await, "wrong");
        for change in [
            AccountChange::TakeUpAgain,
            AccountChange::Suspend,
            AccountChange::End,
        ] {
            let outcome = change_account(app, &operator(), (inspector.account, change), None).await;
            assert!(
                matches!(refused(outcome), AccountRefusal::AccountEnded),
                "{change:?}"
            );
        }
        // A task with an end: the day after, it is over.
        let task = AddAccount {
            login: Some("task"),
            name: Some("某人"),
            person: None,
            role: Role::Inspector,
            organisation: place(app, TOWNSHIP).await,
            until: Some(date(2020, 12, 2)),
        };
        let task = add_account(app, &operator(), task).await.unwrap();
        let paper = slip(app, &operator(), task).await.unwrap();
        world.set_day(date(2020, 12, 2));
        let chosen = choose_password(app, &paper.secret, GOOD, from(net(4), None))
            .await
            .unwrap()
            .unwrap();
        assert!(who(app, &chosen.session).await.is_some(), "on its last day");
        world.pass(SignedDuration::from_hours(14));
        let late = entered(sign_in(app, ("task", GOOD), from(net(4), None)).await);
        world.pass(SignedDuration::from_mins(70));
        assert!(who(app, &late.session).await.is_none(), "past midnight");
        assert_eq!(try_in(app, "task", GOOD, from(net(4), None)).await, "wrong");
        // The post passes on by another way than a handover: an appointment.
        world.set_day(date(2020, 12, 4));
        let (_, phone) = secretary(app, SECOND).await;
        let command = Appoint {
            tree: None,
            organisation: SECOND,
            post: "secretary",
            name: "卫一",
            from: date(2020, 12, 4),
            key: None,
        };
        appoint(app, &operator(), command).await.unwrap();
        assert!(who(app, &phone).await.is_none(), "another holds the post");
        // The branch is merged into another: a right over it is over nothing.
        let (_, phone) = secretary(app, BRANCH).await;
        let merged = ORGANISATIONS.replace("上级党组织,书记\n", "上级党组织,书记,撤销或合并时间\n");
        let merged: String = merged
            .lines()
            .map(|line| match line {
                line if line.starts_with("党组织") => format!("{line}\n"),
                line if line.starts_with(BRANCH) => format!("{line},2020-12-04\n"),
                line => format!("{line},\n"),
            })
            .collect();
        let answer = bring_file(app, &operator(), Kind::Organisations, &merged)
            .await
            .unwrap();
        assert_eq!(answer.refused, []);
        assert!(who(app, &phone).await.is_none(), "the branch is no more");
        whole(app).await;
        world
    })
    .await;
}

/// Of each role one who is signed in, with the organisation they have it over.
async fn everybody(app: &App) -> Vec<SignedIn> {
    let mut all = Vec::new();
    for (role, place_name, login) in [
        (Role::CountyOfficer, COUNTY, "county"),
        (Role::TownshipOfficer, TOWNSHIP, "township"),
        (Role::Inspector, COUNTY, "inspector"),
        (Role::Auditor, COUNTY, "auditor"),
    ] {
        all.push(officer(app, (role, place_name, login)).await.0);
    }
    all.push(secretary(app, BRANCH).await.0);
    let (branch, person) = (place(app, BRANCH).await, member(app, "王八").await);
    let slips = issue_slips(app, &operator(), Recipients::Members(branch, vec![person]))
        .await
        .unwrap();
    let phone = activate(app, &slips[0].secret, "phone").await.unwrap().unwrap();
    all.push(who(app, &phone).await.unwrap());
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn fault21_nobody_hands_out_or_changes_what_stands_above_or_beside_them() {
    on_both("fault21_hand_out", |world| async move {
        let app = &world.app;
        county(app).await;
        let all = everybody(app).await;
        let mut number = 0;
        for giver in &all {
            for (role, place_name) in [
                (Role::CountyOfficer, COUNTY),
                (Role::Auditor, COUNTY),
                (Role::Inspector, TOWNSHIP),
                (Role::TownshipOfficer, TOWNSHIP),
                (Role::TownshipOfficer, OTHER_TOWNSHIP),
                (Role::Secretary, TOWNSHIP),
                (Role::Secretary, BRANCH),
                (Role::Secretary, OTHER),
                (Role::Member, BRANCH),
                (Role::Member, OTHER),
            ] {
                number += 1;
                let what = format!("{:?} gives {role:?} over {place_name}", giver.role);
                let may_add = match giver.role {
                    Role::CountyOfficer => true,
                    Role::TownshipOfficer => {
                        matches!(role, Role::Secretary | Role::Member) && place_name == BRANCH
                    }
                    Role::Secretary => role == Role::Member && place_name == BRANCH,
                    _ => false,
                };
                let login = format!("n{number}");
                let new = account(app, &giver.actor, (role, place_name, Some(&login))).await;
                let target = if may_add {
                    let new = new.unwrap();
                    slip(app, &giver.actor, new)
                        .await
                        .unwrap_or_else(|_| panic!("{what}: first slip"));
                    new
                } else {
                    forbidden(new, &what);
                    let new = account(app, &operator(), (role, place_name, Some(&login)))
                        .await
                        .unwrap();
                    forbidden(slip(app, &giver.actor, new).await, &what);
                    new
                };
                // In use from now on. What is beside oneself may have been added, and is then left alone.
                let paper = slip(app, &operator(), target).await.unwrap();
                choose_password(app, &paper.secret, GOOD, from(net(7), None))
                    .await
                    .unwrap()
                    .unwrap();
                let is_beside = giver.role == role && giver.home == place(app, place_name).await;
                if may_add && !is_beside {
                    see_account(app, &giver.actor, target).await.unwrap();
                    change_account(app, &giver.actor, (target, AccountChange::Suspend), None)
                        .await
                        .unwrap();
                    change_account(app, &giver.actor, (target, AccountChange::TakeUpAgain), None)
                        .await
                        .unwrap();
                    slip(app, &giver.actor, target).await.unwrap();
                } else {
                    forbidden(see_account(app, &giver.actor, target).await, &what);
                    forbidden(slip(app, &giver.actor, target).await, &what);
                    let change = AccountChange::Suspend;
                    forbidden(
                        change_account(app, &giver.actor, (target, change), None).await,
                        &what,
                    );
                }
                change_account(app, &operator(), (target, AccountChange::End), None)
                    .await
                    .unwrap();
            }
            // Nobody changes their own grants, and no account that is not there answers otherwise.
            let end = AccountChange::End;
            forbidden(
                change_account(app, &giver.actor, (giver.account, end), None).await,
                "their own",
            );
            forbidden(slip(app, &giver.actor, giver.account).await, "their own");
            forbidden(see_account(app, &giver.actor, giver.account).await, "their own");
            let none = AccountId(app.new_id());
            forbidden(
                change_account(app, &giver.actor, (none, end), None).await,
                "not there",
            );
            forbidden(slip(app, &giver.actor, none).await, "not there");
        }
        whole(app).await;
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fault21_an_account_that_also_does_more_elsewhere_is_not_a_secretarys_to_take_over() {
    on_both("fault21_more_elsewhere", |world| async move {
        let app = &world.app;
        county(app).await;
        let (branch, person) = (place(app, BRANCH).await, member(app, "王八").await);
        // A member of the branch who is an inspector of the county.
        let inspector = AddAccount {
            login: Some("wang8"),
            name: None,
            person: Some(person),
            role: Role::Inspector,
            organisation: place(app, COUNTY).await,
            until: None,
        };
        let inspector = add_account(app, &operator(), inspector).await.unwrap();
        let (secretary, _) = secretary(app, BRANCH).await;
        let slips = issue_slips(app, &secretary.actor, Recipients::Members(branch, vec![person]))
            .await
            .unwrap();
        assert!(slips[0].account != inspector, "an account of its own");
        assert_eq!(slips[0].role, Role::Member);
        forbidden(slip(app, &secretary.actor, inspector).await, "the inspector's");
        let other = place(app, SECOND).await;
        let theirs = member(app, "冯九").await;
        forbidden(
            issue_slips(app, &secretary.actor, Recipients::Members(other, vec![theirs])).await,
            "another branch",
        );
        let none = issue_slips(app, &secretary.actor, Recipients::Members(branch, vec![theirs])).await;
        assert!(
            matches!(refused(none), AccountRefusal::NobodyLeft),
            "not a member here"
        );
        forbidden(
            issue_slips(app, &secretary.actor, Recipients::Secretaries(vec![branch])).await,
            "the own post",
        );
        let lines = see_members(app, &secretary.actor, branch).await.unwrap();
        let names: Vec<_> = lines.iter().filter_map(|line| line.name.as_deref()).collect();
        assert_eq!(names, ["王八", "郑七"]);
        forbidden(
            see_members(app, &secretary.actor, other).await,
            "another branch's members",
        );
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x2_a_secretary_who_is_a_member_too_gets_no_second_account() {
    on_both("x2_no_second_account", |world| async move {
        let app = &world.app;
        county(app).await;
        let (secretary, _) = secretary(app, BRANCH).await;
        let branch = place(app, BRANCH).await;
        let seen = snapshot(app, &operator(), Ask::default()).await.unwrap();
        let holder = secretary.actor.rights.person.unwrap();
        let name = seen.facts.person(holder).unwrap().name.clone().unwrap();
        let sheet = format!("所在支部,姓名,出生年月,党员类别\n{BRANCH},{name},1965-05,正式党员\n");
        bring_file(app, &operator(), Kind::Members, &sheet).await.unwrap();
        let lines = see_members(app, &secretary.actor, branch).await.unwrap();
        let line = lines
            .iter()
            .find(|line| line.name.as_ref() == Some(&name))
            .unwrap();
        assert_eq!(line.holder, Some(holder));
        assert!(matches!(line.state, AccountState::InUse(..)), "{:?}", line.state);
        let second = Recipients::Members(branch, vec![line.person]);
        let none = issue_slips(app, &secretary.actor, second).await;
        assert!(matches!(refused(none), AccountRefusal::NobodyLeft));
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x2_the_list_says_where_each_account_stands() {
    on_both("x2_the_list", |world| async move {
        let app = &world.app;
        county(app).await;
        let (township, _) = officer(app, (Role::TownshipOfficer, TOWNSHIP, "qian")).await;
        let top = place(app, TOWNSHIP).await;
        let state = async |branch: &str| {
            let seen = see_accounts(app, &township.actor, top).await.unwrap();
            assert_eq!(seen.branches.len(), 2, "those of the township only");
            let id = place(app, branch).await;
            seen.branches
                .into_iter()
                .find(|line| line.organisation == id)
                .unwrap()
                .state
        };
        assert_eq!(state(BRANCH).await, AccountState::None);
        let branch = place(app, BRANCH).await;
        let slips = issue_slips(app, &township.actor, Recipients::Secretaries(vec![branch]))
            .await
            .unwrap();
        assert!(matches!(state(BRANCH).await, AccountState::SlipOut(..)));
        let phone = activate(app, &slips[0].secret, "phone").await.unwrap().unwrap();
        let now = app.now();
        assert_eq!(state(BRANCH).await, AccountState::InUse(now, Some(now)));
        let me = who(app, &phone).await.unwrap();
        sign_out_everywhere(app, &me).await.unwrap();
        assert!(who(app, &phone).await.is_none());
        assert_eq!(state(BRANCH).await, AccountState::InUse(now, None));
        world.pass(SignedDuration::from_secs(1));
        let slips = issue_slips(app, &township.actor, Recipients::Secretaries(vec![branch]))
            .await
            .unwrap();
        world.pass(SignedDuration::from_hours(24 * 31));
        let (township, _) = {
            let paper = slip(app, &operator(), township.account).await.unwrap();
            let chosen = choose_password(app, &paper.secret, GOOD, from(net(1), None))
                .await
                .unwrap()
                .unwrap();
            (who(app, &chosen.session).await.unwrap(), chosen)
        };
        let seen = see_accounts(app, &township.actor, top).await.unwrap();
        let line = seen
            .branches
            .iter()
            .find(|line| line.organisation == branch)
            .unwrap();
        assert_eq!(line.state, AccountState::NeverUsed, "the slip is too old");
        assert!(line.state.wants_slip());
        forbidden(
            see_accounts(app, &township.actor, place(app, COUNTY).await).await,
            "above",
        );
        forbidden(
            see_accounts(app, &township.actor, place(app, OTHER_TOWNSHIP).await).await,
            "beside",
        );
        drop(slips);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn own_devices_are_signed_out_one_by_one_and_nobody_elses() {
    on_both("own_devices", |world| async move {
        let app = &world.app;
        county(app).await;
        let (me, first) = officer(app, (Role::CountyOfficer, COUNTY, "zhao")).await;
        let second = entered(sign_in(app, ("zhao", GOOD), from(net(2), None)).await);
        let (other, others) = officer(app, (Role::TownshipOfficer, TOWNSHIP, "qian")).await;
        let mine = own_devices(app, &me, &first.session).await.unwrap();
        assert_eq!(mine.iter().filter(|device| device.is_this).count(), 1);
        let handle = &mine.iter().find(|device| !device.is_this).unwrap().handle;
        sign_device_out(app, &other, handle).await.unwrap();
        assert!(
            who(app, &second.session).await.is_some(),
            "not theirs to sign out"
        );
        sign_device_out(app, &me, handle).await.unwrap();
        assert!(who(app, &second.session).await.is_none());
        sign_out_everywhere(app, &me).await.unwrap();
        assert!(who(app, &first.session).await.is_none());
        assert!(who(app, &others.session).await.is_some());
        world
    })
    .await;
}
