//! People, posts, exemptions, uploads and the history as officers, members and auditors meet them; on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with the simulator, which needs other parts")]
mod world;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use app::import::{Decision, Kind, Mode, import_template};
use app::import_page::{BringFile, bring_file as bring_upload, run_upload, see_upload};
use app::{
    ACTIONS, Actor, AddMember, App, AppointPerson, Ask, CorrectPerson, DETAILS, EndMembership, EndPost,
    ErasePerson, Excuse, Failure, FindPerson, Leaving, MoveMember, Refusal, RevokeExcusal, SeeHistory,
    SeePeople, SeePerson, Shown, Stage, Succession, Who, add_member, appoint_person, columns_shown,
    correct_person, end_membership, end_post_of, erase_person, excuse, find_person, history_archive, my_data,
    revoke_excusal, see_entry, see_excusals, see_history, see_people, see_person, snapshot, tables_shown,
    take_my_data, take_people, verify_audit,
};
use domain::access::{self, Grant, GrantState, Role};
use domain::id::{OrganisationId, PersonId};
use domain::obligation::StandingKind;
use domain::refusal::PeopleRefusal;
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
中共甲县戊镇委员会,党委,中共甲县委员会,周五
中共甲县戊镇己村支部委员会,党支部,中共甲县戊镇委员会,武八
";
const MEMBERS: &str = "\
所在支部,姓名,出生年月,党员类别
中共甲县乙镇丙村支部委员会,吴六,1960-01,正式党员
中共甲县乙镇丙村支部委员会,郑七,1970-02,正式党员
中共甲县乙镇丁村支部委员会,冯九,1990-04,预备党员
中共甲县戊镇己村支部委员会,陈十,1980-05,正式党员
";
const LECTURES: &str = "\
序号,开展时间,党组织,党课题目,类型,主讲人,主讲人身份,应到人数,实到人数
1,2020-07-03,中共甲县乙镇丙村支部委员会,第一课,理论党课,孙三,书记,2,2
2,2020-10-05,中共甲县乙镇丁村支部委员会,第二课,故事党课,李四,书记,3,2
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

const TODAY: Date = date(2020, 12, 1);
const COUNTY: &str = "中共甲县委员会";
const TOWN: &str = "中共甲县乙镇委员会";
const OTHER_TOWN: &str = "中共甲县戊镇委员会";
const BRANCH: &str = "中共甲县乙镇丙村支部委员会";
const NEXT_BRANCH: &str = "中共甲县乙镇丁村支部委员会";
const FAR_BRANCH: &str = "中共甲县戊镇己村支部委员会";

async fn county(app: &App) {
    for (kind, file) in FILES {
        let answer = bring_file(app, &operator(), kind, file).await.unwrap();
        assert_eq!(answer.refused, [], "{kind:?}");
    }
}

async fn at(app: &App, name: &str) -> OrganisationId {
    let found = snapshot(app, &operator(), Ask::default()).await.unwrap();
    found.find(Some(name)).unwrap()
}

async fn person(app: &App, name: &str) -> PersonId {
    let ask = FindPerson {
        tree: None,
        name,
        organisation: None,
    };
    find_person(app, &operator(), ask).await.unwrap()[0].id
}

/// Somebody with one role over one organisation.
async fn somebody(app: &App, role: Role, over: &str) -> Actor {
    let seen = snapshot(app, &operator(), Ask::default()).await.unwrap();
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
    Actor {
        rights,
        word: format!("test:{}:{over}", role.word()),
    }
}

/// A member who is signed in.
async fn member(app: &App, name: &str, branch: &str) -> Actor {
    let mut actor = somebody(app, Role::Member, branch).await;
    actor.rights.person = Some(person(app, name).await);
    actor
}

fn is_forbidden<T>(result: Result<T, Failure>) -> bool {
    matches!(result, Err(Failure::Forbidden(_)))
}

#[track_caller]
fn refused_as<T: std::fmt::Debug>(result: Result<T, Failure>, why: &PeopleRefusal) {
    match result {
        Err(Failure::Refused(Refusal::People(refusal))) => assert_eq!(&refusal, why),
        other => panic!("{other:?}, not {why:?}"),
    }
}

async fn names(app: &App, actor: &Actor, top: &str) -> BTreeSet<String> {
    let ask = SeePeople {
        top: at(app, top).await,
        name: None,
        kind: None,
        post: None,
        page: 1,
    };
    let seen = see_people(app, actor, ask).await.unwrap();
    seen.people.into_iter().filter_map(|line| line.name).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[tokio::test]
async fn x5_each_role_lists_exactly_its_part_of_the_tree() {
    on_both(
        "x5_each_role_lists_exactly_its_part_of_the_tree",
        |world: World| async move {
            let app = &world.app;
            county(app).await;
            let all = [
                "赵一", "钱二", "孙三", "李四", "周五", "武八", "吴六", "郑七", "冯九", "陈十",
            ];
            let town = ["钱二", "孙三", "李四", "吴六", "郑七", "冯九"];
            let officer = somebody(app, Role::CountyOfficer, COUNTY).await;
            assert_eq!(names(app, &officer, COUNTY).await, set(&all));
            let township = somebody(app, Role::TownshipOfficer, TOWN).await;
            assert_eq!(names(app, &township, TOWN).await, set(&town));
            let secretary = somebody(app, Role::Secretary, BRANCH).await;
            assert_eq!(
                names(app, &secretary, BRANCH).await,
                set(&["孙三", "吴六", "郑七"])
            );
            // Whoever may not is told nothing, not even that nobody is there.
            let (county_id, far) = (at(app, COUNTY).await, at(app, FAR_BRANCH).await);
            let list = |top| SeePeople {
                top,
                name: None,
                kind: None,
                post: None,
                page: 1,
            };
            for (actor, top) in [
                (&township, county_id),
                (&township, far),
                (&secretary, at(app, TOWN).await),
                (&somebody(app, Role::Inspector, COUNTY).await, county_id),
                (&member(app, "吴六", BRANCH).await, at(app, BRANCH).await),
                (&stranger(), county_id),
            ] {
                assert!(
                    is_forbidden(see_people(app, actor, list(top)).await),
                    "{}",
                    actor.word
                );
            }
            // One's own page and nobody else's.
            let me = member(app, "吴六", BRANCH).await;
            let look = |person| SeePerson { person, reason: None };
            let own = see_person(app, &me, look(person(app, "吴六").await))
                .await
                .unwrap();
            assert_eq!(own.may, app::PersonRights::default());
            for other in ["郑七", "孙三", "陈十"] {
                let other = person(app, other).await;
                assert!(is_forbidden(see_person(app, &me, look(other)).await));
            }
            assert!(is_forbidden(
                see_person(app, &township, look(person(app, "陈十").await)).await
            ));
            world
        },
    )
    .await;
}

#[tokio::test]
async fn x1_a_person_sees_who_looked_and_a_long_list_is_one_entry_a_day() {
    on_both("x1_a_person_sees_who_looked", |world: World| async move {
        let app = &world.app;
        county(app).await;
        let (me, who) = (member(app, "吴六", BRANCH).await, person(app, "吴六").await);
        let officer = somebody(app, Role::CountyOfficer, COUNTY).await;
        let look = |person| SeePerson { person, reason: None };
        // One's own look is nobody's business.
        see_person(app, &me, look(who)).await.unwrap();
        assert_eq!(my_data(app, &me).await.unwrap().looks, []);
        see_person(app, &officer, look(who)).await.unwrap();
        world.set_day(date(2020, 12, 2));
        see_person(app, &officer, look(who)).await.unwrap();
        names(app, &officer, BRANCH).await;
        let auditor = somebody(app, Role::Auditor, COUNTY).await;
        let reason = Some("核对一份记录");
        see_person(app, &auditor, SeePerson { person: who, reason })
            .await
            .unwrap();
        let looks = my_data(app, &me).await.unwrap().looks;
        let said: Vec<_> = looks
            .iter()
            .map(|look| (look.on, look.what.as_str(), look.times, look.reason.as_deref()))
            .collect();
        let day = date(2020, 12, 2);
        let expected = [
            (day, "list", 1, None),
            (day, "unmasked", 1, reason),
            (TODAY, "page", 1, None),
        ];
        for line in expected {
            assert!(said.contains(&line), "{line:?} in {said:?}");
        }
        // Others saw themselves on the list too, and nothing else.
        let other = my_data(app, &member(app, "郑七", BRANCH).await).await.unwrap();
        assert_eq!(
            other
                .looks
                .iter()
                .map(|look| look.what.as_str())
                .collect::<Vec<_>>(),
            ["list"]
        );
        // A list of more than twenty is one entry of the history, once a day.
        let more: Vec<String> = (10..40)
            .map(|n| format!("{BRANCH},新{n},1990-01,正式党员\n"))
            .collect();
        let more = more.concat();
        let file = format!("所在支部,姓名,出生年月,党员类别\n{more}");
        bring_file(app, &operator(), Kind::Members, &file).await.unwrap();
        let before = verify_audit(app, &operator(), None, None).await.unwrap().entries;
        for _ in 0..3 {
            names(app, &officer, BRANCH).await;
        }
        let after = verify_audit(app, &operator(), None, None).await.unwrap();
        assert_eq!((after.entries - before, after.ok), (1, true));
        assert_eq!(my_data(app, &me).await.unwrap().looks.len(), looks.len());
        let seen = see_history(app, &operator(), SeeHistory::default())
            .await
            .unwrap();
        assert_eq!(seen.entries[0].action, "list-people");
        world
    })
    .await;
}

#[tokio::test]
async fn who_only_audits_sees_no_name_without_a_reason() {
    on_both(
        "who_only_audits_sees_no_name_without_a_reason",
        |world: World| async move {
            let app = &world.app;
            county(app).await;
            let auditor = somebody(app, Role::Auditor, COUNTY).await;
            let top = at(app, COUNTY).await;
            let ask = |name| SeePeople {
                top,
                name,
                kind: None,
                post: None,
                page: 1,
            };
            let listed = see_people(app, &auditor, ask(None)).await.unwrap();
            assert!(listed.is_masked);
            for line in &listed.people {
                let name = line.name.as_deref().unwrap();
                assert!(name.chars().skip(1).all(|letter| letter == '*'), "{name}");
                assert_eq!(line.birth_month, None);
            }
            // Nor can a name be found out by asking for it.
            assert_eq!(
                see_people(app, &auditor, ask(Some("吴六"))).await.unwrap().count,
                listed.count
            );
            let who = person(app, "吴六").await;
            for reason in [None, Some("  ")] {
                let seen = see_person(app, &auditor, SeePerson { person: who, reason })
                    .await
                    .unwrap();
                assert_eq!(seen.person.name.as_deref(), Some("吴*"));
                assert_eq!(seen.person.birth_month, None);
            }
            let reason = Some("核对");
            let seen = see_person(app, &auditor, SeePerson { person: who, reason })
                .await
                .unwrap();
            assert_eq!(seen.person.name.as_deref(), Some("吴六"));
            // An auditor who is a township officer too sees the names of the township, and only those.
            let mut both = auditor.clone();
            both.rights
                .grants
                .extend(somebody(app, Role::TownshipOfficer, TOWN).await.rights.grants);
            assert!(names(app, &both, BRANCH).await.contains("吴六"));
            assert!(!names(app, &both, FAR_BRANCH).await.contains("陈十"));
            world
        },
    )
    .await;
}

#[tokio::test]
async fn e21_members_come_move_and_leave() {
    on_both("e21_members_come_move_and_leave", |world: World| async move {
        let app = &world.app;
        county(app).await;
        let officer = somebody(app, Role::CountyOfficer, COUNTY).await;
        let township = somebody(app, Role::TownshipOfficer, TOWN).await;
        let (branch, next, far) = (
            at(app, BRANCH).await,
            at(app, NEXT_BRANCH).await,
            at(app, FAR_BRANCH).await,
        );
        let new = AddMember {
            organisation: branch,
            name: " 王 某 ",
            birth_month: Some("1988.3"),
            kind: "full",
            from: date(2020, 9, 1),
            key: Some("k1"),
        };
        let id = add_member(app, &township, new).await.unwrap();
        assert_eq!(
            add_member(app, &township, new).await.unwrap(),
            id,
            "the same form twice"
        );
        assert!(names(app, &township, BRANCH).await.contains("王某"));
        let fresh = AddMember { key: None, ..new };
        let refused = [
            (AddMember { name: " ", ..fresh }, PeopleRefusal::NameMissing),
            (
                fresh,
                PeopleRefusal::NamesakeThere {
                    name: "王某".into()
                },
            ),
            (
                AddMember {
                    birth_month: Some("x"),
                    ..fresh
                },
                PeopleRefusal::MonthUnreadable { value: "x".into() },
            ),
            (
                AddMember {
                    organisation: at(app, TOWN).await,
                    ..fresh
                },
                PeopleRefusal::NoMembersThere,
            ),
            (
                AddMember {
                    from: date(2020, 12, 2),
                    name: "另",
                    ..fresh
                },
                PeopleRefusal::NotYet {
                    on: date(2020, 12, 2),
                },
            ),
        ];
        for (command, why) in refused {
            refused_as(add_member(app, &township, command).await, &why);
        }
        let twin = AddMember {
            birth_month: Some("1990-01"),
            ..fresh
        };
        add_member(app, &township, twin).await.unwrap();
        assert!(is_forbidden(
            add_member(
                app,
                &township,
                AddMember {
                    organisation: far,
                    ..fresh
                }
            )
            .await
        ));
        assert!(is_forbidden(add_member(app, &stranger(), fresh).await));

        let moved = MoveMember {
            person: id,
            to: next,
            on: date(2020, 11, 1),
            key: None,
        };
        move_and_back(app, &township, moved).await;
        let away = MoveMember { to: far, ..moved };
        assert!(
            is_forbidden(app::move_member(app, &township, away).await),
            "not theirs to receive"
        );
        let seen = see_person(
            app,
            &officer,
            SeePerson {
                person: id,
                reason: None,
            },
        )
        .await
        .unwrap();
        let homes: Vec<_> = seen
            .homes
            .iter()
            .map(|home| (home.organisation, home.from, home.until))
            .collect();
        let expected = [
            (next, date(2020, 11, 1), None),
            (branch, date(2020, 9, 1), Some(date(2020, 10, 31))),
        ];
        assert_eq!(homes, expected);

        let name = CorrectPerson {
            person: id,
            name: "王其",
            birth_month: None,
            kind: "probationary",
            key: None,
        };
        assert!(is_forbidden(
            correct_person(app, &somebody(app, Role::Auditor, COUNTY).await, name).await
        ));
        correct_person(app, &township, name).await.unwrap();
        let seen = see_person(
            app,
            &officer,
            SeePerson {
                person: id,
                reason: None,
            },
        )
        .await
        .unwrap();
        assert_eq!(
            (
                seen.person.name.as_deref(),
                seen.person.birth_month.as_deref(),
                seen.person.kind.as_str()
            ),
            (Some("王其"), Some("1988-03"), "probationary")
        );

        let appointed = AppointPerson {
            organisation: next,
            post: "secretary",
            person: id,
            from: date(2020, 11, 10),
            succession: Succession::Replaces,
            key: None,
        };
        appoint_person(app, &township, appointed).await.unwrap();
        let other = somebody(app, Role::TownshipOfficer, OTHER_TOWN).await;
        assert!(is_forbidden(appoint_person(app, &other, appointed).await));
        assert!(
            is_forbidden(
                appoint_person(
                    app,
                    &township,
                    AppointPerson {
                        organisation: at(app, TOWN).await,
                        ..appointed
                    }
                )
                .await
            ),
            "never the own committee"
        );
        let before = see_person(
            app,
            &officer,
            SeePerson {
                person: person(app, "李四").await,
                reason: None,
            },
        )
        .await
        .unwrap();
        assert_eq!(
            before.posts[0].until,
            Some(date(2020, 11, 9)),
            "relieved the day before"
        );

        let end = EndMembership {
            person: id,
            last: date(2020, 11, 30),
            why: Leaving::MovedAway,
            key: None,
        };
        assert!(is_forbidden(end_membership(app, &other, end).await));
        end_membership(app, &township, end).await.unwrap();
        // Gone from the township's sight, still in the county's; the post ended with the home.
        assert!(is_forbidden(end_membership(app, &township, end).await));
        refused_as(
            end_membership(app, &officer, end).await,
            &PeopleRefusal::NotAtHome,
        );
        let seen = see_person(
            app,
            &officer,
            SeePerson {
                person: id,
                reason: None,
            },
        )
        .await
        .unwrap();
        assert_eq!(seen.posts[0].until, Some(date(2020, 11, 30)));
        let over = EndPost {
            post: seen.posts[0].id,
            last: TODAY,
            key: None,
        };
        refused_as(
            end_post_of(app, &officer, over).await,
            &PeopleRefusal::OverAlready,
        );
        assert!(verify_audit(app, &operator(), None, None).await.unwrap().ok);
        world
    })
    .await;
}

/// Moves; and that a move to where one is, or into the time before, is refused.
async fn move_and_back(app: &App, actor: &Actor, command: MoveMember<'_>) {
    app::move_member(app, actor, command).await.unwrap();
    refused_as(
        app::move_member(app, actor, command).await,
        &PeopleRefusal::AlreadyHome,
    );
    let back = MoveMember {
        to: at(app, BRANCH).await,
        ..command
    };
    let why = PeopleRefusal::BeforeBeginning { since: command.on };
    refused_as(app::move_member(app, actor, back).await, &why);
}

#[tokio::test]
async fn x5_erasure_lasts_through_every_sheet_and_the_duty_stays_done() {
    on_both(
        "x5_erasure_lasts_through_every_sheet",
        |world: World| async move {
            let app = &world.app;
            county(app).await;
            let officer = somebody(app, Role::CountyOfficer, COUNTY).await;
            let township = somebody(app, Role::TownshipOfficer, TOWN).await;
            let (leader, listener) = (person(app, "孙三").await, person(app, "吴六").await);
            let duties = duties_met(app).await;
            assert!(duties.contains(&leader), "孙三 gave the first lecture");
            for id in [leader, listener] {
                let id = id.to_string();
                let command = ErasePerson {
                    tree: None,
                    person: &id,
                    reason: "本人要求",
                    key: None,
                };
                assert!(is_forbidden(erase_person(app, &township, command).await));
                erase_person(app, &officer, command).await.unwrap();
            }
            assert_eq!(
                duties_met(app).await,
                duties,
                "what was owed in person stays done"
            );
            for (kind, file) in FILES {
                let answer = bring_file(app, &operator(), kind, file).await.unwrap();
                let codes: Vec<&str> = answer.refused.iter().map(|refused| refused.why.code()).collect();
                let expected: &[&str] = match kind {
                    Kind::Members => &["erased"],
                    Kind::SignIn => &["unknown-person"],
                    Kind::Organisations | Kind::Lectures => &[],
                };
                assert_eq!(codes, expected, "{kind:?}");
                assert_eq!((answer.accepted, answer.changed.len()), (0, 0), "{kind:?}");
                let warned = answer
                    .warnings
                    .iter()
                    .any(|warned| warned.what.code() == "erased-name");
                assert_eq!(
                    warned,
                    matches!(kind, Kind::Organisations | Kind::Lectures),
                    "{kind:?}"
                );
            }
            let seen = snapshot(app, &operator(), Ask::default()).await.unwrap();
            let named = |name: &str| {
                let people = seen
                    .facts
                    .people
                    .iter()
                    .filter_map(|person| person.name.as_deref());
                let speakers = seen.facts.lectures.iter().flat_map(|lecture| &lecture.speakers);
                people
                    .chain(speakers.filter_map(|speaker| speaker.name.as_deref()))
                    .any(|known| known == name)
            };
            assert!(!named("孙三") && !named("吴六") && named("李四"));
            // A form does not bring the name back either; a namesake who is told apart may come.
            let back = AddMember {
                organisation: at(app, BRANCH).await,
                name: "吴六",
                birth_month: Some("1960-01"),
                kind: "full",
                from: TODAY,
                key: None,
            };
            let why = PeopleRefusal::ErasedBefore {
                name: "吴六".into()
            };
            refused_as(add_member(app, &officer, back).await, &why);
            refused_as(
                add_member(
                    app,
                    &officer,
                    AddMember {
                        birth_month: None,
                        ..back
                    },
                )
                .await,
                &why,
            );
            add_member(
                app,
                &officer,
                AddMember {
                    birth_month: Some("1999-09"),
                    ..back
                },
            )
            .await
            .unwrap();
            // Elsewhere the name is nobody's.
            add_member(
                app,
                &officer,
                AddMember {
                    organisation: at(app, FAR_BRANCH).await,
                    ..back
                },
            )
            .await
            .unwrap();
            assert!(verify_audit(app, &operator(), None, None).await.unwrap().ok);
            world
        },
    )
    .await;
}

/// Holders of posts who did what they owe in person this year.
async fn duties_met(app: &App) -> BTreeSet<PersonId> {
    let seen = snapshot(app, &operator(), Ask::default()).await.unwrap();
    let board = seen.board();
    let standings = domain::person_duty::person_standings(&seen.facts, &seen.rules, board.tree(), seen.as_of);
    let met = standings
        .iter()
        .filter(|standing| standing.state == domain::person_duty::PersonState::Met);
    met.map(|standing| standing.person).collect()
}

#[tokio::test]
async fn x1_a_roster_that_is_taken_away_is_told_to_each_on_it() {
    on_both(
        "x1_a_roster_that_is_taken_away_is_told_to_each_on_it",
        |world: World| async move {
            let app = &world.app;
            county(app).await;
            let secretary = somebody(app, Role::Secretary, BRANCH).await;
            let ask = |top| SeePeople {
                top,
                name: None,
                kind: Some("full"),
                post: None,
                page: 1,
            };
            let taken = take_people(app, &secretary, ask(at(app, BRANCH).await))
                .await
                .unwrap();
            let names: BTreeSet<String> = taken.people.into_iter().filter_map(|line| line.name).collect();
            assert_eq!(names, set(&["吴六", "郑七"]));
            let looks = my_data(app, &member(app, "吴六", BRANCH).await)
                .await
                .unwrap()
                .looks;
            assert_eq!(looks[0].what, "export");
            let last = see_history(app, &operator(), SeeHistory::default())
                .await
                .unwrap();
            assert_eq!(last.entries[0].action, "export-people");
            // Neither an auditor nor whoever may not even look takes one away.
            let county_id = at(app, COUNTY).await;
            for actor in [
                somebody(app, Role::Auditor, COUNTY).await,
                somebody(app, Role::TownshipOfficer, TOWN).await,
                secretary,
                stranger(),
            ] {
                assert!(
                    is_forbidden(take_people(app, &actor, ask(county_id)).await),
                    "{}",
                    actor.word
                );
            }
            world
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_auditor_changes_nothing() {
    let world = World::sqlite().await;
    county(&world.app).await;
    let settings = world.settings.clone();
    world.app.close().await;
    let app = Arc::new(App::open(&settings).await.unwrap());
    let auditor = somebody(&app, Role::Auditor, COUNTY).await;
    let (branch, who) = (at(&app, BRANCH).await, person(&app, "孙三").await);
    let id = who.to_string();
    let seen = see_person(
        &app,
        &operator(),
        SeePerson {
            person: who,
            reason: None,
        },
    )
    .await
    .unwrap();
    let before = verify_audit(&app, &auditor, None, None).await.unwrap();
    let add = AddMember {
        organisation: branch,
        name: "甲",
        birth_month: None,
        kind: "full",
        from: TODAY,
        key: None,
    };
    assert!(is_forbidden(add_member(&app, &auditor, add).await));
    let to = MoveMember {
        person: who,
        to: branch,
        on: TODAY,
        key: None,
    };
    assert!(is_forbidden(app::move_member(&app, &auditor, to).await));
    let name = CorrectPerson {
        person: who,
        name: "乙",
        birth_month: None,
        kind: "full",
        key: None,
    };
    assert!(is_forbidden(correct_person(&app, &auditor, name).await));
    let end = EndMembership {
        person: who,
        last: TODAY,
        why: Leaving::Died,
        key: None,
    };
    assert!(is_forbidden(end_membership(&app, &auditor, end).await));
    let post = EndPost {
        post: seen.posts[0].id,
        last: TODAY,
        key: None,
    };
    assert!(is_forbidden(end_post_of(&app, &auditor, post).await));
    let appointed = AppointPerson {
        organisation: branch,
        post: "secretary",
        person: who,
        from: TODAY,
        succession: Succession::Joins,
        key: None,
    };
    assert!(is_forbidden(appoint_person(&app, &auditor, appointed).await));
    let erased = ErasePerson {
        tree: None,
        person: &id,
        reason: "x",
        key: None,
    };
    assert!(is_forbidden(erase_person(&app, &auditor, erased).await));
    let exempt = Excuse {
        organisation: branch,
        duty: None,
        from: TODAY,
        until: None,
        reason: "x",
        key: None,
    };
    assert!(is_forbidden(excuse(&app, &auditor, exempt).await));
    let file = BringFile {
        kind: Kind::Members,
        name: "x.csv",
        bytes: MEMBERS.as_bytes().to_vec(),
    };
    assert!(is_forbidden(bring_upload(&app, &auditor, file).await));
    let after = verify_audit(&app, &auditor, None, None).await.unwrap();
    assert_eq!((after.entries, after.root), (before.entries, before.root));
    app.close().await;
}

#[tokio::test]
async fn an_exemption_excuses_until_it_is_taken_back() {
    on_both(
        "an_exemption_excuses_until_it_is_taken_back",
        |world: World| async move {
            let app = &world.app;
            county(app).await;
            let officer = somebody(app, Role::CountyOfficer, COUNTY).await;
            let branch = at(app, FAR_BRANCH).await;
            let excused = async || {
                let seen = snapshot(app, &operator(), Ask::default()).await.unwrap();
                let status = seen.status(branch, None).unwrap();
                let of = |tally: &domain::status::DutyTally| tally.of(StandingKind::Excused);
                status.duties.iter().map(of).sum::<u32>()
            };
            assert_eq!(excused().await, 0);
            let command = Excuse {
                organisation: branch,
                duty: Some("quarterly"),
                from: date(2020, 10, 1),
                until: Some(date(2020, 12, 31)),
                reason: "全体下村防汛",
                key: Some("one"),
            };
            for role in [Role::TownshipOfficer, Role::Inspector, Role::Auditor] {
                let over = if role == Role::TownshipOfficer {
                    OTHER_TOWN
                } else {
                    COUNTY
                };
                assert!(is_forbidden(
                    excuse(app, &somebody(app, role, over).await, command).await
                ));
            }
            let fresh = Excuse { key: None, ..command };
            refused_as(
                excuse(app, &officer, Excuse { reason: " ", ..fresh }).await,
                &PeopleRefusal::ReasonMissing,
            );
            let turned = Excuse {
                until: Some(date(2020, 9, 30)),
                ..fresh
            };
            let (from, until) = (date(2020, 10, 1), date(2020, 9, 30));
            refused_as(
                excuse(app, &officer, turned).await,
                &PeopleRefusal::EndsBeforeItBegins { from, until },
            );
            let number = excuse(app, &officer, command).await.unwrap();
            assert_eq!(
                excuse(app, &officer, command).await.unwrap(),
                number,
                "the same form twice"
            );
            assert_eq!(excused().await, 1);
            let listed = see_excusals(app, &officer, at(app, COUNTY).await).await.unwrap();
            assert_eq!(listed.excusals.len(), 1);
            let other = somebody(app, Role::TownshipOfficer, TOWN).await;
            assert_eq!(
                see_excusals(app, &other, at(app, TOWN).await)
                    .await
                    .unwrap()
                    .excusals,
                []
            );
            let back = RevokeExcusal {
                excusal: listed.excusals[0].id,
                reason: "已恢复",
                key: None,
            };
            assert!(is_forbidden(revoke_excusal(app, &other, back).await));
            revoke_excusal(app, &officer, back).await.unwrap();
            refused_as(
                revoke_excusal(app, &officer, back).await,
                &PeopleRefusal::OverAlready,
            );
            assert_eq!(excused().await, 0, "it no longer covers the whole quarter");
            world
        },
    )
    .await;
}

/// Waits for a file's import to end.
async fn ended(app: &Arc<App>, actor: &Actor, id: uuid::Uuid) -> app::import_page::UploadSeen {
    for _ in 0..100 {
        let seen = see_upload(app, actor, id, Duration::from_secs(1)).await.unwrap();
        if !seen.stage.is_running() {
            return seen;
        }
    }
    panic!("the import never ended");
}

/// Members of a new branch by a short name that fits two.
const IN_DOUBT: &str = "\
所在支部,姓名,出生年月,党员类别
村支部,甲甲,1981-01,正式党员
中共甲县乙镇丙村支部委员会,乙乙,1982-02,正式党员
中共甲县乙镇丙村支部委员会,吴六,1960-01,预备党员
没有的支部,丙丙,1983-03,正式党员
";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_looked_at_settled_and_brought_in_as_the_command_does() {
    let test = "a_file_is_looked_at_settled_and_brought_in_as_the_command_does";
    let (by_page, by_command) = (World::sqlite().await, World::sqlite().await);
    county(&by_page.app).await;
    county(&by_command.app).await;
    let settings = by_page.settings.clone();
    by_page.app.close().await;
    let app = Arc::new(App::open(&settings).await.unwrap());
    let officer = somebody(&app, Role::CountyOfficer, COUNTY).await;
    let township = somebody(&app, Role::TownshipOfficer, TOWN).await;
    let file = || BringFile {
        kind: Kind::Members,
        name: "花名册.csv",
        bytes: IN_DOUBT.as_bytes().to_vec(),
    };
    assert!(
        is_forbidden(bring_upload(&app, &township, file()).await),
        "{test}"
    );
    let before = verify_audit(&app, &operator(), None, None).await.unwrap().entries;
    let id = bring_upload(&app, &officer, file()).await.unwrap();
    let seen = ended(&app, &officer, id).await;
    let Stage::Done(looked) = &seen.stage else {
        panic!("{:?}", seen.stage.is_running())
    };
    assert_eq!(
        (
            looked.read,
            looked.accepted,
            looked.changed.len(),
            looked.refused.len()
        ),
        (4, 1, 1, 2)
    );
    assert_eq!(looked.changed[0].fields[0].now, "probationary");
    assert_eq!(
        verify_audit(&app, &operator(), None, None).await.unwrap().entries,
        before,
        "a look changes nothing"
    );
    // Somebody else does not see it; who runs the machine has no file here either.
    let other = somebody(&app, Role::CountyOfficer, COUNTY).await;
    let other = Actor {
        word: "account:other".to_owned(),
        ..other
    };
    assert!(is_forbidden(
        see_upload(&app, &other, id, Duration::ZERO).await.map(|_| ())
    ));

    let settled = Decision {
        sheet: looked.refused[0].place.sheet.clone(),
        row: looked.refused[0].place.row,
        organisation: NEXT_BRANCH.to_owned(),
    };
    run_upload(&app, &officer, id, (vec![settled.clone()], Mode::DryRun))
        .await
        .unwrap();
    let seen = ended(&app, &officer, id).await;
    let Stage::Done(looked) = &seen.stage else {
        panic!("failed")
    };
    assert_eq!(
        (looked.accepted, looked.refused.len(), seen.decisions.len()),
        (2, 1, 1)
    );
    run_upload(&app, &officer, id, (Vec::new(), Mode::Apply))
        .await
        .unwrap();
    let seen = ended(&app, &officer, id).await;
    assert_eq!((seen.mode, seen.number), (Mode::Apply, Some(before + 1)));
    // Pressed twice: the file says nothing new.
    run_upload(&app, &officer, id, (Vec::new(), Mode::Apply))
        .await
        .unwrap();
    ended(&app, &officer, id).await;
    let verified = verify_audit(&app, &operator(), None, None).await.unwrap();
    assert_eq!((verified.entries, verified.ok), (before + 1, true));

    let command = app::import::Import {
        kind: Kind::Members,
        name: "花名册.csv",
        file: IN_DOUBT.as_bytes(),
        decisions: &[settled],
        mode: Mode::Apply,
        tree: None,
        rules: pack().rules,
        vocabulary: pack().vocabulary,
        progress: &|_| {},
    };
    app::import::import(&by_command.app, &operator(), command)
        .await
        .unwrap();
    assert_eq!(roster(&app).await, roster(&by_command.app).await);
    app.close().await;
    by_command.end().await;
}

/// Everybody with home, month and kind, without ids.
async fn roster(app: &App) -> BTreeSet<(String, Option<String>, String, String)> {
    let seen = snapshot(app, &operator(), Ask::default()).await.unwrap();
    let homes = seen.facts.memberships.iter();
    homes
        .map(|home| {
            let person = seen.facts.person(home.person).unwrap();
            let at = seen.name(home.organisation).unwrap().to_owned();
            (
                person.name.clone().unwrap(),
                person.birth_month.clone(),
                person.kind.clone(),
                at,
            )
        })
        .collect()
}

/// A row of each kind as somebody would fill in the empty sheet.
fn filled(kind: Kind) -> Vec<(&'static str, &'static str)> {
    match kind {
        Kind::Organisations => vec![
            ("党组织全称", "中共甲县乙镇庚村支部委员会"),
            ("党组织类别", "党支部"),
            ("上级党组织", TOWN),
            ("书记", "何一"),
        ],
        Kind::Members => vec![
            ("所在支部", BRANCH),
            ("姓名", "何二"),
            ("出生年月", "1956-01"),
            ("党员类别", "正式党员"),
        ],
        Kind::Lectures => vec![
            ("开展时间", "2020-11-05"),
            ("党组织", BRANCH),
            ("党课题目", "新的一课"),
            ("类型", "理论党课"),
            ("应到人数", "5"),
        ],
        Kind::SignIn => vec![("台账序号", "1"), ("支部", BRANCH), ("姓名", "郑七")],
    }
}

#[tokio::test]
async fn every_empty_sheet_comes_back_filled_in_without_a_refusal() {
    let world = World::sqlite().await;
    county(&world.app).await;
    let rules = domain::rule_set::RuleSet::read(pack().rules).unwrap();
    for locale in Locale::ALL {
        let words = Words::new(locale, Some(pack().vocabulary));
        // The ledger goes last: its numbers are those sign-ins mean.
        for kind in [Kind::Organisations, Kind::Members, Kind::SignIn, Kind::Lectures] {
            let bytes = import_template(kind, &rules, &words).unwrap();
            let header = header_of(&bytes);
            let cell = |name: &String| {
                let row = filled(kind);
                let found = row.iter().find(|(column, _)| column == name);
                found.map(|(_, value)| (*value).to_owned()).unwrap_or_default()
            };
            for (column, _) in filled(kind) {
                assert!(header.contains(&column.to_owned()), "{column} in {header:?}");
            }
            let row: Vec<String> = header.iter().map(cell).collect();
            let file = format!("{}\n{}\n", header.join(","), row.join(","));
            let answer = bring_file(&world.app, &operator(), kind, &file).await.unwrap();
            assert_eq!(answer.refused, [], "{kind:?}");
            assert_eq!(answer.warnings, [], "{kind:?}");
            assert_eq!(answer.read, 1);
        }
    }
    world.end().await;
}

fn header_of(bytes: &[u8]) -> Vec<String> {
    use calamine::Reader as _;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[tokio::test]
async fn x1_the_history_is_read_without_a_name_in_it() {
    on_both(
        "x1_the_history_is_read_without_a_name_in_it",
        |world: World| async move {
            let app = &world.app;
            county(app).await;
            let auditor = somebody(app, Role::Auditor, COUNTY).await;
            let who = person(app, "吴六").await;
            let officer = somebody(app, Role::CountyOfficer, COUNTY).await;
            let name = CorrectPerson {
                person: who,
                name: "吴陆",
                birth_month: None,
                kind: "probationary",
                key: None,
            };
            let number = correct_person(app, &officer, name).await.unwrap();
            let seen = see_history(app, &auditor, SeeHistory::default()).await.unwrap();
            let numbers: Vec<i64> = seen.entries.iter().map(|entry| entry.number).collect();
            assert_eq!(
                numbers,
                (1..=number).rev().collect::<Vec<_>>(),
                "newest first, without a gap"
            );
            assert_eq!(seen.people["operator"], Who::Operator);
            let only = SeeHistory {
                action: Some("import-members"),
                ..SeeHistory::default()
            };
            let seen = see_history(app, &auditor, only).await.unwrap();
            assert_eq!(
                seen.entries
                    .iter()
                    .map(|entry| entry.action.as_str())
                    .collect::<Vec<_>>(),
                ["import-members"]
            );
            let mine = SeeHistory {
                actor: Some(&officer.word),
                ..SeeHistory::default()
            };
            assert_eq!(
                see_history(app, &auditor, mine).await.unwrap().entries[0].number,
                number
            );
            let later = SeeHistory {
                from: Some(date(2020, 12, 2)),
                ..SeeHistory::default()
            };
            assert!(
                see_history(app, &auditor, later)
                    .await
                    .unwrap()
                    .entries
                    .is_empty()
            );
            // The corrected row: what it was and what it is, but for the name.
            let entry = see_entry(app, &auditor, number, -1).await.unwrap();
            let row = &entry.rows[0];
            let field = |name: &str| row.fields.iter().find(|field| field.column == name).unwrap();
            assert_eq!(field("id").now, Some(Shown::Person(who)));
            assert_eq!(
                (&field("name").was, &field("name").now),
                (&Some(Shown::Personal), &Some(Shown::Personal))
            );
            let kind = |word: &str| Some(Shown::Text(word.to_owned()));
            assert_eq!(
                (&field("kind").was, &field("kind").now),
                (&kind("full"), &kind("probationary"))
            );
            assert!(row.was_there && !row.is_gone && entry.is_compared);
            let shown = format!("{:?}{:?}", entry.rows, entry.entry);
            assert!(!shown.contains("吴六") && !shown.contains("吴陆"));
            let missing = see_entry(app, &auditor, number + 1, -1).await;
            assert!(matches!(
                missing,
                Err(Failure::Refused(Refusal::UnknownNumber { .. }))
            ));
            // Taken away with a reason, which the copy itself tells of.
            refused_as(
                history_archive(app, &auditor, "").await,
                &PeopleRefusal::ReasonMissing,
            );
            let copy = history_archive(app, &auditor, "年度审计").await.unwrap();
            let mut copy = zip::ZipArchive::new(std::io::Cursor::new(copy)).unwrap();
            let files: BTreeSet<String> = copy.file_names().map(|name| name.unwrap().into_owned()).collect();
            assert!(
                files.contains("checkpoint") && files.contains("verifier.keys"),
                "{files:?}"
            );
            let mut checkpoint = String::new();
            std::io::Read::read_to_string(&mut copy.by_name("checkpoint").unwrap(), &mut checkpoint).unwrap();
            assert_eq!(checkpoint.lines().nth(1), Some((number + 1).to_string().as_str()));
            let against = verify_audit(app, &auditor, None, Some(&checkpoint))
                .await
                .unwrap();
            assert!(against.ok, "{:?}", against.first_bad);
            for other in [
                &officer,
                &somebody(app, Role::TownshipOfficer, TOWN).await,
                &stranger(),
            ] {
                assert!(
                    is_forbidden(history_archive(app, other, "x").await),
                    "{}",
                    other.word
                );
            }
            let township = somebody(app, Role::TownshipOfficer, TOWN).await;
            assert!(is_forbidden(
                see_history(app, &township, SeeHistory::default()).await
            ));
            world
        },
    )
    .await;
}

#[tokio::test]
async fn ones_own_data_are_whole_and_nobody_elses() {
    on_both(
        "ones_own_data_are_whole_and_nobody_elses",
        |world: World| async move {
            let app = &world.app;
            county(app).await;
            let mine = take_my_data(app, &member(app, "吴六", BRANCH).await)
                .await
                .unwrap();
            assert_eq!(mine.person.name.as_deref(), Some("吴六"));
            assert_eq!((mine.heard.len(), mine.given.len(), mine.homes.len()), (1, 0, 1));
            assert_eq!((mine.years[0].year, mine.years[0].sessions), (2020, 1));
            assert_eq!(mine.contacts.len(), 1);
            let mut leader = somebody(app, Role::Secretary, BRANCH).await;
            leader.rights.person = Some(person(app, "孙三").await);
            assert_eq!(my_data(app, &leader).await.unwrap().given.len(), 1);
            // Whoever is on no record has nothing here.
            assert!(is_forbidden(
                my_data(app, &somebody(app, Role::CountyOfficer, COUNTY).await).await
            ));
            assert!(is_forbidden(my_data(app, &stranger()).await));
            world
        },
    )
    .await;
}

#[test]
fn every_action_column_and_field_has_words_in_every_language() {
    let mut actions: BTreeSet<String> = ACTIONS.iter().map(|word| (*word).to_owned()).collect();
    let written = actions_in(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(
        written.contains("add-member") && written.contains("create-tree"),
        "{written:?}"
    );
    let unlisted: Vec<_> = written.difference(&actions).collect();
    assert_eq!(unlisted, Vec::<&String>::new(), "add to ACTIONS");
    actions.extend(written);
    for locale in Locale::ALL {
        let words = Words::new(locale, Some(pack().vocabulary));
        let has = |key: String| assert!(words.find(&key, &[]).is_some(), "{key} in {}", locale.tag());
        for action in &actions {
            has(format!("action-{action}"));
        }
        for name in DETAILS {
            has(format!("field-{}", name.replace('_', "-")));
        }
        for column in columns_shown() {
            has(format!("field-{}", column.replace('_', "-")));
        }
        for table in tables_shown() {
            has(format!("table-{}", table.replace('_', "-")));
        }
        for look in app::Look::ALL {
            has(format!("look-{}", look.word()));
        }
        for (table, column) in app::HELD {
            let key = format!("{table}-{column}").replace('_', "-");
            has(format!("held-what-{key}"));
            has(format!("held-purpose-{key}"));
            if app::kept_for(table, column).is_some() {
                has(format!("held-retention-{key}"));
            }
        }
    }
}

/// Words that the source hands to an entry of the history.
fn actions_in(folder: &std::path::Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            found.extend(actions_in(&path));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (at, _) in text.match_indices(".entry(") {
            // `app.entry(actor, "word", …)`; a map has an `entry` of another make.
            let given: Vec<&str> = text[at..].splitn(3, '"').collect();
            let is_ours = given[0].trim_start_matches(".entry(").contains("actor");
            if let (true, [before, word, _]) = (is_ours, given.as_slice())
                && before.len() < 60
            {
                found.insert((*word).to_owned());
            }
        }
        // An import names its actions apart.
        for piece in text.split("\"import-").skip(1) {
            let word = piece.split('"').next().unwrap();
            if ["organisations", "members", "lectures", "sign-in"].contains(&word) {
                found.insert(format!("import-{word}"));
            }
        }
    }
    found
}

#[tokio::test]
async fn x6_a_secretary_who_is_a_member_too_is_listed_once_with_the_post() {
    on_both(
        "x6_a_secretary_who_is_a_member_too_is_listed_once",
        |world: World| async move {
            let app = &world.app;
            county(app).await;
            // 孙三 is on the list of organisations as secretary already; 李四 is at home in another branch.
            let more = "所在支部,姓名,出生年月,党员类别\n\
                中共甲县乙镇丙村支部委员会,孙三,1965-05,正式党员\n\
                中共甲县乙镇丙村支部委员会,李四,1966-06,正式党员\n";
            bring_file(app, &operator(), Kind::Members, more).await.unwrap();
            let township = somebody(app, Role::TownshipOfficer, TOWN).await;
            let lines = async |top: &str, post| {
                let ask = SeePeople {
                    top: at(app, top).await,
                    name: None,
                    kind: None,
                    post,
                    page: 1,
                };
                let seen = see_people(app, &township, ask).await.unwrap();
                seen.people.into_iter()
            };
            let called = |name: &str| {
                let name = name.to_owned();
                move |line: &app::PersonLine| line.name.as_deref() == Some(&name)
            };
            let sun: Vec<_> = lines(BRANCH, None).await.filter(called("孙三")).collect();
            assert_eq!(sun.len(), 1, "one secretary on two lines");
            assert_eq!((sun[0].kind.as_str(), sun[0].posts.len()), ("full", 1));
            let by_post: Vec<_> = lines(BRANCH, Some("secretary")).await.collect();
            assert_eq!(by_post, sun);
            let li = lines(TOWN, None).await.filter(called("李四"));
            assert_eq!(li.count(), 2, "of another branch, so perhaps another person");
            // The store keeps both records.
            let seen = snapshot(app, &operator(), Ask::default()).await.unwrap();
            let on_record = seen.facts.people.iter();
            let on_record = on_record.filter(|person| person.name.as_deref() == Some("孙三"));
            assert_eq!(on_record.count(), 2);
            world
        },
    )
    .await;
}
