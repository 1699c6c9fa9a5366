//! Every command: done, refused, forbidden, done twice; on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with the simulator, which needs other parts")]
mod world;

use std::collections::BTreeMap;

use app::import::{Answer, Kind};
use app::packs::PackText;
use app::{
    AdoptRules, App, Appoint, Ask, ErasePerson, Failure, FindPerson, PairVillage, Refusal, adopt_rules,
    appoint, back_up, check_backup, erase_person, export_audit, find_person, make_demo, move_to,
    pair_village, restore, snapshot, verify_audit,
};
use domain::obligation::StandingKind;
use domain::status::Status;
use jiff::civil::date;
use kaijiang_app as app;
use world::{World, bring_file, database, drop_database, on_both, operator, pack, stranger};

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
中共甲县乙镇丁村支部委员会,冯九,1990-04,预备党员
";
const LECTURES: &str = "\
序号,开展时间,党组织,党课题目,类型,主讲人,主讲人身份,应到人数,实到人数
1,2020-07-03,中共甲县乙镇丙村支部委员会,第一课,理论党课,孙三,书记,2,2
2,2020-10-05,中共甲县乙镇丙村支部委员会、中共甲县乙镇丁村支部委员会,第二课,故事党课,李四,书记,3,2
";
const SIGN_INS: &str = "\
台账序号,支部,姓名,签到时间
1,丙村支部,吴六,2020-07-03 09:00
2,丁村支部,冯九,2020-10-05 10:00
";

const FILES: [(Kind, &str); 4] = [
    (Kind::Organisations, ORGANISATIONS),
    (Kind::Members, MEMBERS),
    (Kind::Lectures, LECTURES),
    (Kind::SignIn, SIGN_INS),
];

async fn county(app: &App) {
    for (kind, file) in FILES {
        let answer = bring_file(app, &operator(), kind, file).await.unwrap();
        assert_eq!(answer.refused, [], "{kind:?}");
    }
}

async fn status(app: &App) -> Status {
    let snapshot = snapshot(app, &operator(), Ask::default()).await.unwrap();
    let top = snapshot.find(None).unwrap();
    snapshot.status(top, None).unwrap()
}

async fn entries(app: &App) -> i64 {
    let verified = verify_audit(app, &operator(), None, None).await.unwrap();
    assert!(verified.ok, "{:?}", verified.first_bad);
    verified.entries
}

fn codes(answer: &Answer) -> BTreeMap<&'static str, usize> {
    answer.refused_by_code().into_iter().collect()
}

#[track_caller]
fn forbidden<T>(outcome: Result<T, Failure>) {
    assert!(
        matches!(outcome, Err(Failure::Forbidden(_))),
        "somebody without rights did it"
    );
}

#[track_caller]
fn refused<T>(outcome: Result<T, Failure>) -> Refusal {
    match outcome {
        Err(Failure::Refused(refusal)) => refusal,
        Err(other) => panic!("refused otherwise: {other:?}"),
        Ok(_) => panic!("done"),
    }
}

async fn person(app: &App, name: &str) -> String {
    let ask = FindPerson {
        tree: None,
        name,
        organisation: None,
    };
    let found = find_person(app, &operator(), ask).await.unwrap();
    assert_eq!(found.len(), 1, "{name}");
    found[0].id.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn imports_are_done_once() {
    on_both("imports_are_done_once", |world| async move {
        let app = &world.app;
        for (kind, file) in FILES {
            forbidden(bring_file(app, &stranger(), kind, file).await);
        }
        assert!(app.is_empty().await.unwrap(), "a stranger left nothing");
        for (kind, _) in FILES.into_iter().skip(1) {
            let refusal = refused(bring_file(app, &operator(), kind, FILES[1].1).await);
            assert!(
                matches!(refusal, Refusal::NoTree | Refusal::NotRead(_)),
                "{kind:?}: {refusal:?}"
            );
        }
        let mut numbers = Vec::new();
        for (kind, file) in FILES {
            let answer = bring_file(app, &operator(), kind, file).await.unwrap();
            assert_eq!(
                usize::try_from(answer.accepted).unwrap(),
                file.lines().count() - 1,
                "{kind:?}"
            );
            numbers.push(answer.number.unwrap());
        }
        assert_eq!(numbers, [2, 3, 4, 5], "one entry each, after that of the tree");
        let before = status(app).await;
        for (kind, file) in FILES {
            let again = bring_file(app, &operator(), kind, file).await.unwrap();
            assert_eq!(
                (again.accepted, again.changed.len(), again.number),
                (0, 0, None),
                "{kind:?}"
            );
            assert_eq!(
                usize::try_from(again.unchanged).unwrap(),
                file.lines().count() - 1,
                "{kind:?}"
            );
        }
        assert_eq!(status(app).await, before);
        assert_eq!(entries(app).await, 5);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn imports_refuse_rows_and_files() {
    on_both("imports_refuse_rows_and_files", |world| async move {
        let app = &world.app;
        county(app).await;
        let import = |kind, file: String| async move { bring_file(app, &operator(), kind, &file).await };
        for nothing in ["", "hello", "甲,乙\n1,2\n"] {
            let refusal = refused(import(Kind::Lectures, nothing.to_owned()).await);
            assert!(matches!(refusal, Refusal::NotRead(_)), "{nothing:?}: {refusal:?}");
        }
        let row = |row: &str| format!("{}\n{row}\n", SIGN_INS.lines().next().unwrap());
        for (cells, code) in [
            ("77,丙村支部,吴六,", "unknown-lecture"),
            ("1,丙村支部,无此人,", "unknown-person"),
            ("1,没有这个支部,吴六,", "unknown"),
        ] {
            let answer = import(Kind::SignIn, row(cells)).await.unwrap();
            assert_eq!(codes(&answer), BTreeMap::from([(code, 1)]), "{cells}");
        }
        let row = |row: &str| format!("{}\n{row}\n", LECTURES.lines().next().unwrap());
        let place = "中共甲县乙镇丙村支部委员会";
        for (cells, code) in [
            (
                "9,2020-07-04,没有这个支部,课,理论党课,孙三,书记,2,2".to_owned(),
                "unknown",
            ),
            (
                format!("9,2020-12-02,{place},课,理论党课,孙三,书记,2,2"),
                "future",
            ),
            (
                format!("9,2020-07-04,{place},课,理论党课,孙三,书记,2,3"),
                "arithmetic",
            ),
            (
                format!("9,2020-07-04,{place},课,唱歌,孙三,书记,2,2"),
                "unknown-kind",
            ),
            (format!("9,七月,{place},课,理论党课,孙三,书记,2,2"), "unreadable"),
            (
                format!("9,2020-07-04,{place},1234567890123456,理论党课,孙三,书记,2,2"),
                "long-number",
            ),
            (format!("9,2020-07-04,{place},,理论党课,孙三,书记,2,2"), "missing"),
        ] {
            let answer = import(Kind::Lectures, row(&cells)).await.unwrap();
            assert_eq!(codes(&answer), BTreeMap::from([(code, 1)]), "{cells}");
            assert_eq!((answer.accepted, answer.read), (0, 1), "{cells}");
        }
        let row = |row: &str| format!("{}\n{row}\n", ORGANISATIONS.lines().next().unwrap());
        for (cells, code) in [
            ("中共甲县戊镇委员会,党委,没有上级,周五", "unknown-parent"),
            ("中共甲县戊镇委员会,商会,中共甲县委员会,周五", "unknown-kind"),
            ("中共另县委员会,县委,,周五", "missing"),
        ] {
            let answer = import(Kind::Organisations, row(cells)).await.unwrap();
            assert_eq!(codes(&answer), BTreeMap::from([(code, 1)]), "{cells}");
        }
        assert_eq!(status(app).await.sessions, 2);
        entries(app).await;
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_imports_at_once_both_count_once() {
    on_both("two_imports_at_once_both_count_once", |world| async move {
        let app = &world.app;
        county(app).await;
        let ledger = |number: u32| {
            let head = LECTURES.lines().next().unwrap();
            let rows = (0..40).map(|at| {
                format!("{number}{at:03},2020-08-{:02},丙村支部,第{number}册第{at}课,理论党课,讲员{number}号{at},其他,5,4", at % 28 + 1)
            });
            std::iter::once(head.to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
        };
        let (first, second) = (ledger(1), ledger(2));
        let one_actor = operator();
        // The same file twice is still one file.
        let (a, b, c) = tokio::join!(
            Box::pin(bring_file(app, &one_actor, Kind::Lectures, &first)),
            Box::pin(bring_file(app, &one_actor, Kind::Lectures, &second)),
            Box::pin(bring_file(app, &one_actor, Kind::Lectures, &first)),
        );
        let accepted: u32 = [a, b, c].iter().flatten().map(|answer| answer.accepted).sum();
        assert_eq!(accepted, 80);
        assert_eq!(status(app).await.sessions, 82);
        entries(app).await;
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_first_imports_make_one_tree() {
    on_both("two_first_imports_make_one_tree", |world| async move {
        let other = App::open(&world.settings).await.unwrap();
        let one_actor = operator();
        let (a, b) = tokio::join!(
            Box::pin(bring_file(
                &world.app,
                &one_actor,
                Kind::Organisations,
                ORGANISATIONS
            )),
            Box::pin(bring_file(&other, &one_actor, Kind::Organisations, ORGANISATIONS)),
        );
        let accepted: u32 = [a, b].iter().flatten().map(|answer| answer.accepted).sum();
        assert_eq!(accepted, 4, "each organisation once");
        assert_eq!(status(&world.app).await.organisations, 4);
        entries(&other).await;
        other.close().await;
        world
    })
    .await;
}

/// The rules of the pack, with another minimum from a day on.
fn stricter() -> PackText {
    let extra = "\n[[duty]]\nid = \"quarterly\"\nname = \"每季度党课\"\ncitation = \"每季度至少安排2次党课\"\n\
                 effective_from = 2020-10-01\nperiod = \"quarter\"\nminimum = 2\nkinds = [\"branch\"]\n\
                 owner_post = \"secretary\"\n";
    PackText {
        rules: pack()
            .rules
            .replacen("version = \"2020-05\"", "version = \"2020-10\"", 1)
            + extra,
        vocabulary: String::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_adopted_once() {
    on_both("rules_are_adopted_once", |world| async move {
        let app = &world.app;
        let draft = stricter();
        let broken = PackText {
            rules: draft.rules.replacen("minimum = 2", "minimum = \"two\"", 1),
            vocabulary: String::new(),
        };
        let adopt = |pack, key, reason| AdoptRules {
            tree: None,
            pack,
            reason,
            key,
        };
        assert!(matches!(
            refused(adopt_rules(app, &operator(), adopt(&draft, None, "x")).await),
            Refusal::NoTree
        ));
        county(app).await;
        forbidden(adopt_rules(app, &stranger(), adopt(&draft, None, "x")).await);
        assert!(matches!(
            refused(adopt_rules(app, &operator(), adopt(&broken, None, "x")).await),
            Refusal::Rules(_)
        ));
        let before = status(app).await;
        let number = adopt_rules(app, &operator(), adopt(&draft, Some("k"), "meeting"))
            .await
            .unwrap();
        assert_eq!(
            adopt_rules(app, &operator(), adopt(&draft, Some("k"), "meeting"))
                .await
                .unwrap(),
            number
        );
        assert_eq!(
            adopt_rules(app, &operator(), adopt(&draft, None, "once more"))
                .await
                .unwrap(),
            number
        );
        let refusal = refused(adopt_rules(app, &operator(), adopt(&draft, Some("k"), "other reason")).await);
        assert!(matches!(refusal, Refusal::KeyUsed(key) if key == "k"));
        let after = status(app).await;
        let last = |status: &Status| {
            status
                .duties
                .iter()
                .find(|tally| tally.period == "2020-Q4")
                .cloned()
                .unwrap()
        };
        let met = |status: &Status| last(status).of(StandingKind::Met);
        assert_eq!(
            (met(&before), met(&after)),
            (2, 0),
            "from October on one lecture is not enough"
        );
        assert_eq!(
            before.duties[0], after.duties[0],
            "what is over stays under the old rule"
        );
        entries(app).await;
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_erased_once_and_the_figures_stay() {
    on_both(
        "a_person_is_erased_once_and_the_figures_stay",
        |world| async move {
            let app = &world.app;
            county(app).await;
            let id = person(app, "吴六").await;
            let erase = |person, key, reason| ErasePerson {
                tree: None,
                person,
                reason,
                key,
            };
            forbidden(erase_person(app, &stranger(), erase(&id, None, "x")).await);
            for nobody in ["", "吴六", "01890000-0000-7000-8000-000000000000"] {
                let refusal = refused(erase_person(app, &operator(), erase(nobody, None, "x")).await);
                assert!(matches!(refusal, Refusal::UnknownPerson(_)), "{nobody}");
            }
            let before = status(app).await;
            let number = erase_person(app, &operator(), erase(&id, Some("k"), "asked"))
                .await
                .unwrap();
            assert_eq!(
                erase_person(app, &operator(), erase(&id, Some("k"), "asked"))
                    .await
                    .unwrap(),
                number
            );
            assert_eq!(
                erase_person(app, &operator(), erase(&id, None, "again"))
                    .await
                    .unwrap(),
                number
            );
            let refusal = refused(erase_person(app, &operator(), erase(&id, Some("k"), "other")).await);
            assert!(matches!(refusal, Refusal::KeyUsed(_)));
            assert_eq!(status(app).await, before);
            let ask = FindPerson {
                tree: None,
                name: "吴六",
                organisation: None,
            };
            assert!(find_person(app, &operator(), ask).await.unwrap().is_empty());
            assert_eq!(entries(app).await, number);
            world
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_found_appointed_and_paired() {
    on_both("people_are_found_appointed_and_paired", |world| async move {
        let app = &world.app;
        county(app).await;
        let find = |name| FindPerson {
            tree: None,
            name,
            organisation: Some("丁村支部"),
        };
        forbidden(find_person(app, &stranger(), find("冯九")).await);
        assert_eq!(
            find_person(app, &operator(), find("冯九")).await.unwrap().len(),
            1
        );
        assert!(
            find_person(app, &operator(), find("吴六"))
                .await
                .unwrap()
                .is_empty(),
            "not below there"
        );

        let put = |organisation, post, key| Appoint {
            tree: None,
            organisation,
            post,
            name: "钱多",
            from: date(2020, 11, 1),
            key,
        };
        forbidden(appoint(app, &stranger(), put("丙村支部", "secretary", None)).await);
        refused(appoint(app, &operator(), put("没有这个支部", "secretary", None)).await);
        refused(appoint(app, &operator(), put("丙村支部", "no-such-post", None)).await);
        let number = appoint(app, &operator(), put("丙村支部", "secretary", Some("k")))
            .await
            .unwrap();
        assert_eq!(
            appoint(app, &operator(), put("丙村支部", "secretary", Some("k")))
                .await
                .unwrap(),
            number
        );
        assert!(matches!(
            refused(appoint(app, &operator(), put("丁村支部", "secretary", Some("k"))).await),
            Refusal::KeyUsed(_)
        ));
        person(app, "钱多").await;

        let pair = |village, key| PairVillage {
            tree: None,
            unit: "丁村支部",
            village,
            from: date(2020, 11, 1),
            until: None,
            key,
        };
        forbidden(pair_village(app, &stranger(), pair("丙村支部", None)).await);
        refused(pair_village(app, &operator(), pair("没有这个村", None)).await);
        let paired = pair_village(app, &operator(), pair("丙村支部", Some("p")))
            .await
            .unwrap();
        assert_eq!(
            pair_village(app, &operator(), pair("丙村支部", Some("p")))
                .await
                .unwrap(),
            paired
        );
        entries(app).await;
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_are_whole_and_never_overwrite() {
    on_both("copies_are_whole_and_never_overwrite", |world| async move {
        let app = &world.app;
        county(app).await;
        let copy = world.path("copy.db");
        forbidden(back_up(app, &stranger(), &copy).await);
        assert!(!copy.exists());
        back_up(app, &operator(), &copy).await.unwrap();
        assert!(
            back_up(app, &operator(), &copy).await.is_err(),
            "a backup is never written over"
        );
        assert_eq!(check_backup(&copy, &world.settings).await.unwrap(), 5);
        let mut bytes = std::fs::read(&copy).unwrap();
        let at = bytes
            .windows(9)
            .position(|part| part == "第一课".as_bytes())
            .unwrap();
        bytes[at..at + 9].copy_from_slice("第九课".as_bytes());
        let bent = world.path("bent.db");
        std::fs::write(&bent, bytes).unwrap();
        assert!(check_backup(&bent, &world.settings).await.is_err());
        let back = world.beside("back.db");
        assert!(
            restore(&bent, &back).await.is_err(),
            "nothing comes back from a bent copy"
        );
        restore(&copy, &back).await.unwrap();
        assert!(restore(&copy, &back).await.is_err(), "nor over what is there");
        let restored = App::open(&back).await.unwrap();
        assert_eq!(status(&restored).await, status(app).await);
        restored.close().await;

        let there = world.beside("there.db");
        forbidden(move_to(app, &stranger(), &there).await);
        let moved = move_to(app, &operator(), &there).await.unwrap();
        assert!(moved.iter().map(|table| table.rows).sum::<u64>() > 30);
        assert!(
            move_to(app, &operator(), &there).await.is_err(),
            "never into what holds data"
        );
        let mut to = there;
        let server = database().await;
        if let Some((url, _)) = &server {
            let on_server = app::Settings {
                database: url.clone(),
                ..to.clone()
            };
            let first = App::open(&to).await.unwrap();
            assert_eq!(move_to(&first, &operator(), &on_server).await.unwrap(), moved);
            first.close().await;
            to = on_server;
        }
        let last = App::open(&to).await.unwrap();
        assert_eq!(status(&last).await, status(app).await);
        assert_eq!(entries(&last).await, 5);
        last.close().await;
        if let Some((_, server)) = &server {
            drop_database(server).await;
        }
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_are_answered_to_those_who_may_ask() {
    on_both(
        "questions_are_answered_to_those_who_may_ask",
        |world| async move {
            let app = &world.app;
            let ask = |known_at| Ask {
                known_at,
                ..Ask::default()
            };
            assert!(matches!(
                refused(snapshot(app, &operator(), ask(None)).await.map(drop)),
                Refusal::NoTree
            ));
            county(app).await;
            forbidden(snapshot(app, &stranger(), ask(None)).await.map(drop));
            forbidden(verify_audit(app, &stranger(), None, None).await);
            forbidden(export_audit(app, &stranger(), None, &mut |_, _| Ok(())).await);
            for number in [0, 6, -1] {
                let refusal = refused(snapshot(app, &operator(), ask(Some(number))).await.map(drop));
                assert!(matches!(refusal, Refusal::UnknownNumber { .. }), "{number}");
            }
            let mut tiles = 0;
            export_audit(app, &operator(), None, &mut |_, bytes| {
                tiles += usize::from(!bytes.is_empty());
                Ok(())
            })
            .await
            .unwrap();
            assert!(tiles > 1);
            let elsewhere = Ask {
                tree: Some("另一个县"),
                ..Ask::default()
            };
            refused(snapshot(app, &operator(), elsewhere).await.map(drop));
            world
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demonstration_is_forbidden_to_strangers() {
    let world = World::sqlite().await;
    let size = app::demo::Size {
        organisations: 40,
        members: 60,
        lectures: 80,
        ..app::demo::Size::default()
    };
    let made = || app::demo::county(7, &size);
    let text = PackText::from(pack());
    forbidden(make_demo(&world.app, &stranger(), made(), &text, &|_| {}).await);
    assert!(world.app.is_empty().await.unwrap());
    make_demo(&world.app, &operator(), made(), &text, &|_| {})
        .await
        .unwrap();
    assert!(world.app.is_demo().await.unwrap());
    assert_eq!(status(&world.app).await.organisations, 40);
    entries(&world.app).await;
    world.end().await;
}

/// Commands that are no person's doing: nobody acts, so there is nobody to name.
const WITHOUT_ACTOR: [(&str, &str); 14] = [
    ("resume", "finds out who the actor is"),
    ("sign_out", "whoever holds the secret of a session may end it"),
    ("activate", "finds out who the actor is"),
    ("sign_in", "finds out who the actor is"),
    ("give_code", "finds out who the actor is"),
    ("choose_password", "finds out who the actor is"),
    ("slip_seen", "whoever holds a slip may see whether it works"),
    ("calendar", "whoever holds the secret address is its account"),
    (
        "print_activation_slips",
        "writes what issue_slips has just handed to the actor",
    ),
    ("health", "looks at the machine, not at anybody's data"),
    ("programme", "anybody may know which programme is run here"),
    ("check_backup", "reads a file that is nobody's tree yet"),
    (
        "restore",
        "brings a whole database into an empty one, before anybody has rights in it",
    ),
    (
        "App",
        "methods of the open application are what commands are made of",
    ),
];

/// ARCHITECTURE, invariant 9: a public command of this crate takes the application first and the actor second.
#[test]
fn every_public_command_takes_the_actor_second() {
    let mut seen = 0;
    for (path, text) in sources(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        for (at, _) in text.match_indices("pub async fn ") {
            // Indented: a method of `App` or `Snapshot`.
            if !text[..at].ends_with('\n') {
                continue;
            }
            let signature = text[at..].split('{').next().unwrap();
            let name = signature["pub async fn ".len()..]
                .split(['(', '<'])
                .next()
                .unwrap();
            if WITHOUT_ACTOR.iter().any(|(known, _)| *known == name) {
                continue;
            }
            let parameters = signature.split_once('(').unwrap().1;
            let mut types = parameters
                .split(',')
                .map(|parameter| parameter.split(':').nth(1).unwrap_or("").trim())
                .map(|kind| kind.split(')').next().unwrap_or(""));
            // What goes on in the background holds the application itself.
            let app = types.next();
            assert!(
                matches!(app, Some("&App" | "&Arc<App>")),
                "{name} in {path}: {app:?}"
            );
            // Who is signed in does what is their own as that very account.
            let actor = types.next();
            assert!(
                matches!(actor, Some("&Actor" | "&SignedIn")),
                "{name} in {path}: {actor:?}"
            );
            seen += 1;
        }
    }
    assert!(seen >= 11, "the commands were not found ({seen})");
}

fn sources(folder: &std::path::Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push((
                path.display().to_string(),
                std::fs::read_to_string(&path).unwrap(),
            ));
        }
    }
    found
}
