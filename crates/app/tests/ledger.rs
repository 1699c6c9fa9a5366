//! 台账: filters, pages and orders over an invented county; whose ledger holds what; the export and its way back.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with the simulator, which needs other parts")]
mod world;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Cursor;

use app::import::{Import, Kind, Mode, import};
use app::packs::PackText;
use app::{
    Actor, App, Ask, Came, CancelLecture, ExportLedger, Failure, LedgerFile, LedgerFilter, LedgerSeen, PAGE,
    Part, Refusal, SeeLedger, SendBackLecture, Snapshot, Sort, SortBy, VerifyLectures, cancel_lecture,
    export_ledger, make_demo, see_ledger, send_back_lecture, snapshot, verify_audit, verify_lectures,
};
use calamine::{Data, Reader, Xlsx};
use domain::access::{Grant, GrantState, Role};
use domain::id::{AccountId, LectureId, OrganisationId};
use domain::lecture::{Lecture, StateKind};
use domain::rule_set::Level;
use i18n::Locale;
use jiff::civil::date;
use kaijiang_app as app;
use world::{World, bring_file, operator, pack};

const SIZE: app::demo::Size = app::demo::Size {
    flavour: app::demo::Flavour::PartyLecture,
    organisations: 90,
    members: 700,
    lectures: 420,
};

/// The invented county, some of its records checked.
async fn county() -> World {
    let world = World::sqlite().await;
    let text = PackText::from(pack());
    let made = app::demo::county(11, &SIZE);
    make_demo(&world.app, &operator(), made, &text, &|_| {})
        .await
        .unwrap();
    let county = look(&world.app).await;
    let checker = officer(&county, Role::CountyOfficer, OrganisationId(county.tree.0));
    let ids: Vec<LectureId> = county.facts.lectures.iter().map(|lecture| lecture.id).collect();
    let verified = VerifyLectures {
        lectures: &ids[..60],
        key: None,
    };
    let outcome = verify_lectures(&world.app, &checker, verified).await.unwrap();
    assert!(outcome.outcomes.iter().all(|(_, outcome)| outcome.is_ok()));
    for id in &ids[60..70] {
        let command = SendBackLecture {
            lecture: *id,
            reason: "看不清",
            until: date(2020, 12, 8),
            key: None,
        };
        send_back_lecture(&world.app, &checker, command).await.unwrap();
    }
    for id in &ids[70..75] {
        let command = CancelLecture {
            lecture: *id,
            reason: "停电",
            key: None,
        };
        cancel_lecture(&world.app, &checker, command).await.unwrap();
    }
    world
}

async fn look(app: &App) -> Snapshot {
    snapshot(app, &operator(), Ask::default()).await.unwrap()
}

/// Somebody with one grant.
fn officer(county: &Snapshot, role: Role, place: OrganisationId) -> Actor {
    let grant = Grant {
        role,
        path: county.path(place),
        from: date(2020, 1, 1),
        until: None,
        state: GrantState::Active,
    };
    let rights = domain::access::Actor {
        person: None,
        grants: vec![grant],
        on: county.as_of,
    };
    Actor::signed_in(AccountId(place.0), rights)
}

async fn see(
    app: &App,
    actor: &Actor,
    filter: &LedgerFilter,
    (sort, part): (Sort, Part),
) -> Result<LedgerSeen, Failure> {
    see_ledger(app, actor, SeeLedger { filter, sort, part }).await
}

async fn all(app: &App, actor: &Actor, filter: &LedgerFilter) -> LedgerSeen {
    see(app, actor, filter, (Sort::default(), Part::Whole))
        .await
        .unwrap()
}

fn ids(seen: &LedgerSeen) -> BTreeSet<LectureId> {
    seen.lines.iter().map(|(id, _)| *id).collect()
}

/// Whether an organisation hangs below another, asked of its parents one by one.
fn is_below(county: &Snapshot, id: OrganisationId, top: OrganisationId) -> bool {
    let parent = |id: &OrganisationId| county.facts.organisation(*id).unwrap().parent_on(county.as_of);
    std::iter::successors(Some(id), parent).any(|above| above == top)
}

fn is_held_below(county: &Snapshot, lecture: &Lecture, top: OrganisationId) -> bool {
    lecture
        .hosts
        .iter()
        .any(|host| is_below(county, host.organisation, top))
}

/// The first organisation of a level that held lectures itself or below, and not all of them.
fn place_of(county: &Snapshot, level: Level) -> OrganisationId {
    let is_of_level = |kind: &str| county.rules.organisation_kind(kind).unwrap().level == level;
    let mut found = county
        .facts
        .organisations
        .iter()
        .filter(|one| is_of_level(&one.kind));
    let holds = |top: OrganisationId| {
        let held = county.facts.lectures.iter();
        held.filter(|lecture| is_held_below(county, lecture, top)).count() > 2
    };
    found.find(|one| holds(one.id)).unwrap().id
}

type Wanted<'a> = Box<dyn Fn(&Lecture) -> bool + 'a>;

#[tokio::test(flavor = "multi_thread")]
async fn filters_find_what_they_name_and_nothing_else() {
    let world = county().await;
    let county = look(&world.app).await;
    let township = place_of(&county, Level::Township);
    let speaker = county
        .facts
        .lectures
        .iter()
        .find_map(|lecture| lecture.speakers[0].name.clone());
    let speaker = speaker.unwrap();
    let joint = county
        .facts
        .lectures
        .iter()
        .find(|lecture| lecture.is_joint())
        .unwrap();
    let co_host = joint.hosts[1].organisation;
    let text = |text: &str| Some(text.to_owned());
    let none = LedgerFilter::default;
    let on = |lecture: &Lecture| lecture.ended_on().unwrap();
    let cases: Vec<(&str, LedgerFilter, Wanted<'_>)> = vec![
        ("nothing asked", none(), Box::new(|_| true)),
        (
            "a township with all below it",
            LedgerFilter {
                organisation: Some(township),
                ..none()
            },
            Box::new(|lecture| is_held_below(&county, lecture, township)),
        ),
        (
            "a co-host finds the joint lecture",
            LedgerFilter {
                organisation: Some(co_host),
                joint: Some(true),
                ..none()
            },
            Box::new(|lecture| lecture.is_joint() && is_held_below(&county, lecture, co_host)),
        ),
        (
            "from a day, that day included",
            LedgerFilter {
                from: Some(on(joint)),
                ..none()
            },
            Box::new(|lecture| on(lecture) >= on(joint)),
        ),
        (
            "until a day, that day included",
            LedgerFilter {
                until: Some(on(joint)),
                ..none()
            },
            Box::new(|lecture| on(lecture) <= on(joint)),
        ),
        (
            "one day",
            LedgerFilter {
                from: Some(on(joint)),
                until: Some(on(joint)),
                ..none()
            },
            Box::new(|lecture| on(lecture) == on(joint)),
        ),
        (
            "a kind",
            LedgerFilter {
                kind: text("story"),
                ..none()
            },
            Box::new(|lecture| lecture.kind == "story"),
        ),
        (
            "a form",
            LedgerFilter {
                form: text(&joint.forms[0]),
                ..none()
            },
            Box::new(|lecture| lecture.forms.contains(&joint.forms[0])),
        ),
        (
            "a class of speakers",
            LedgerFilter {
                speaker_class: text("secretary"),
                ..none()
            },
            Box::new(|lecture| lecture.speakers[0].class == "secretary"),
        ),
        (
            "verified",
            LedgerFilter {
                state: Some(StateKind::Verified),
                ..none()
            },
            Box::new(|lecture| lecture.state.kind() == StateKind::Verified),
        ),
        (
            "sent back",
            LedgerFilter {
                state: Some(StateKind::SentBack),
                ..none()
            },
            Box::new(|lecture| lecture.state.kind() == StateKind::SentBack),
        ),
        (
            "came from a ledger",
            LedgerFilter {
                came: Some(Came::Ledger),
                ..none()
            },
            Box::new(|_| true),
        ),
        (
            "a ledger is outside 补录",
            LedgerFilter {
                came: Some(Came::Backfilled),
                ..none()
            },
            Box::new(|_| false),
        ),
        (
            "not joint",
            LedgerFilter {
                joint: Some(false),
                ..none()
            },
            Box::new(|lecture| lecture.hosts.len() == 1),
        ),
        (
            "themed",
            LedgerFilter {
                themed: Some(true),
                ..none()
            },
            Box::new(|lecture| lecture.themed),
        ),
        (
            "in the attendance rate",
            LedgerFilter {
                turnout: Some(true),
                ..none()
            },
            Box::new(|lecture| lecture.turnout_as_of(county.as_of).is_some()),
        ),
        (
            "a speaker's name",
            LedgerFilter {
                text: text(&speaker),
                ..none()
            },
            Box::new(|lecture| {
                let named = lecture.speakers[0].name.as_deref().unwrap_or_default();
                named.contains(&speaker) || lecture.title.contains(&speaker)
            }),
        ),
        (
            "part of a venue",
            LedgerFilter {
                text: text("院坝"),
                ..none()
            },
            Box::new(|lecture| {
                lecture.venue.as_deref().unwrap_or_default().contains("院坝")
                    || lecture.title.contains("院坝")
            }),
        ),
        (
            "several at once",
            LedgerFilter {
                organisation: Some(township),
                kind: text("story"),
                from: Some(date(2020, 7, 1)),
                ..none()
            },
            Box::new(|lecture| {
                is_held_below(&county, lecture, township)
                    && lecture.kind == "story"
                    && on(lecture) >= date(2020, 7, 1)
            }),
        ),
        (
            "what nobody gave",
            LedgerFilter {
                text: text("没有这样的题目"),
                ..none()
            },
            Box::new(|_| false),
        ),
    ];
    for (name, filter, wanted) in cases {
        let seen = all(&world.app, &operator(), &filter).await;
        let lectures: Vec<&Lecture> = county
            .facts
            .lectures
            .iter()
            .filter(|lecture| wanted(lecture))
            .collect();
        let expected: BTreeSet<LectureId> = lectures.iter().map(|lecture| lecture.id).collect();
        assert_eq!(ids(&seen), expected, "{name}");
        let heads: u64 = lectures
            .iter()
            .filter_map(|lecture| lecture.turnout_as_of(county.as_of))
            .map(|(_, present)| u64::from(present))
            .sum();
        assert_eq!(
            (seen.sums.lectures, seen.sums.present),
            (expected.len(), heads),
            "{name}"
        );
        let counting = lectures
            .iter()
            .filter(|lecture| lecture.counts_as_of(county.as_of))
            .count();
        assert_eq!(seen.sums.sessions, counting, "{name}");
    }
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duty_finds_what_counted_for_it() {
    let world = county().await;
    let county = look(&world.app).await;
    let filter = LedgerFilter {
        duty: Some("quarterly".to_owned()),
        period: Some("2020-Q3".to_owned()),
        ..LedgerFilter::default()
    };
    let seen = all(&world.app, &operator(), &filter).await;
    let board = county.board();
    let occurrence = county.occurrence("quarterly", "2020-Q3").unwrap();
    let proofs = board.proofs(OrganisationId(county.tree.0), &occurrence);
    let counted: BTreeSet<LectureId> = proofs
        .flat_map(|proof| proof.counted)
        .map(|one| one.lecture)
        .collect();
    assert!(counted.len() > 20);
    assert_eq!(ids(&seen), counted);
    // 微党课 never counts, and a lecture outside the quarter neither.
    for id in &counted {
        let lecture = county.lecture(*id).unwrap();
        assert!(lecture.kind != "micro" && lecture.ended_on().unwrap() >= date(2020, 7, 1));
    }
    let any = LedgerFilter {
        period: None,
        ..filter.clone()
    };
    assert!(ids(&all(&world.app, &operator(), &any).await).is_superset(&counted));
    for (duty, period) in [("quarterly", "2020-09"), ("weekly", "2020-Q3")] {
        let filter = LedgerFilter {
            duty: Some(duty.to_owned()),
            period: Some(period.to_owned()),
            ..LedgerFilter::default()
        };
        let outcome = see(&world.app, &operator(), &filter, (Sort::default(), Part::Whole)).await;
        assert!(
            matches!(
                outcome.err().unwrap(),
                Failure::Refused(Refusal::UnknownPeriod { .. } | Refusal::UnknownDuty { .. })
            ),
            "{duty} {period}"
        );
    }
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_shows_a_lecture_twice_or_none() {
    let world = county().await;
    let filter = LedgerFilter::default();
    for by in SortBy::ALL {
        for is_descending in [false, true] {
            let sort = Sort { by, is_descending };
            let whole = see(&world.app, &operator(), &filter, (sort, Part::Whole))
                .await
                .unwrap();
            let mut paged = Vec::new();
            for page in 1..=whole.pages {
                let part = see(&world.app, &operator(), &filter, (sort, Part::Page(page)))
                    .await
                    .unwrap();
                assert_eq!(part.page, page);
                assert!(part.lines.len() == PAGE || page == whole.pages, "{sort:?}");
                paged.extend(part.lines);
            }
            assert_eq!(paged, whole.lines, "{sort:?}");
            let mut gone_on = Vec::new();
            let mut after = None;
            loop {
                let part = (sort, Part::After(after, 37));
                let part = see(&world.app, &operator(), &filter, part).await.unwrap();
                gone_on.extend(part.lines);
                after = part.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(gone_on, whole.lines, "{sort:?}");
        }
    }
    let beyond = see(
        &world.app,
        &operator(),
        &filter,
        (Sort::default(), Part::Page(99)),
    )
    .await
    .unwrap();
    assert_eq!(beyond.page, beyond.pages);
    world.end().await;
}

/// Whoever goes through the records to be verified while another verifies them misses none.
#[tokio::test(flavor = "multi_thread")]
async fn going_on_works_when_the_last_one_seen_is_gone() {
    let world = county().await;
    let county = look(&world.app).await;
    let checker = officer(&county, Role::CountyOfficer, OrganisationId(county.tree.0));
    let filter = LedgerFilter {
        state: Some(StateKind::Recorded),
        ..LedgerFilter::default()
    };
    let before = all(&world.app, &checker, &filter).await.lines;
    let first = see(
        &world.app,
        &checker,
        &filter,
        (Sort::default(), Part::After(None, 30)),
    )
    .await
    .unwrap();
    let last = first.lines[29].0;
    let command = VerifyLectures {
        lectures: &[last],
        key: None,
    };
    verify_lectures(&world.app, &checker, command).await.unwrap();
    let second = (Sort::default(), Part::After(Some(last), 30));
    let second = see(&world.app, &checker, &filter, second).await.unwrap();
    assert_eq!(second.lines, before[30..60]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_their_own_part_of_the_ledger() {
    let world = county().await;
    let county = look(&world.app).await;
    let root = OrganisationId(county.tree.0);
    let township = place_of(&county, Level::Township);
    let branch = place_of(&county, Level::Branch);
    let none = LedgerFilter::default();
    let cases = [
        (Role::CountyOfficer, root, true),
        (Role::Auditor, root, true),
        (Role::Inspector, township, false),
        (Role::TownshipOfficer, township, true),
        (Role::Secretary, branch, true),
        (Role::Member, branch, false),
    ];
    for (role, place, exports) in cases {
        let actor = officer(&county, role, place);
        let held = county.facts.lectures.iter();
        let expected: BTreeSet<LectureId> = held
            .filter(|lecture| is_held_below(&county, lecture, place))
            .map(|lecture| lecture.id)
            .collect();
        assert_eq!(ids(&all(&world.app, &actor, &none).await), expected, "{role:?}");
        let exported = export(&world.app, &actor, &none).await;
        match exported {
            Ok(file) => assert_eq!((file.lectures, exports), (expected.len(), true), "{role:?}"),
            Err(Failure::Forbidden(_)) => assert!(!exports, "{role:?}"),
            Err(other) => panic!("{role:?}: {other:?}"),
        }
    }
    // Whoever keeps a village's general branch sees the branches below it, and takes only the own ledger away.
    let village = place_of(&county, Level::Village);
    let keeper = officer(&county, Role::Secretary, village);
    let own = county
        .facts
        .lectures
        .iter()
        .filter(|lecture| lecture.is_hosted_by(village));
    let (own, seen) = (own.count(), all(&world.app, &keeper, &none).await.lines.len());
    assert!(own < seen, "{own} of {seen}");
    assert_eq!(export(&world.app, &keeper, &none).await.unwrap().lectures, own);

    let township_officer = officer(&county, Role::TownshipOfficer, township);
    let elsewhere = LedgerFilter {
        organisation: Some(root),
        ..none.clone()
    };
    let outcome = see(
        &world.app,
        &township_officer,
        &elsewhere,
        (Sort::default(), Part::Whole),
    )
    .await;
    assert!(matches!(outcome.err(), Some(Failure::Forbidden(_))));
    let nobody = see(
        &world.app,
        &world::stranger(),
        &none,
        (Sort::default(), Part::Whole),
    )
    .await;
    assert!(matches!(nobody.err(), Some(Failure::Forbidden(_))));
    world.end().await;
}

async fn export(app: &App, actor: &Actor, filter: &LedgerFilter) -> Result<LedgerFile, Failure> {
    let words = PackText::from(pack()).words(Some(Locale::ZhHans));
    let command = ExportLedger {
        filter,
        sort: Sort::default(),
        words: &words,
    };
    export_ledger(app, actor, command).await
}

/// What an import of these bytes would do: unchanged, changed, new, refused.
async fn brought_back(app: &App, bytes: &[u8]) -> (u32, usize, u32, usize) {
    let command = Import {
        kind: Kind::Lectures,
        name: "台账.xlsx",
        file: bytes,
        decisions: &[],
        mode: Mode::DryRun,
        tree: None,
        rules: pack().rules,
        vocabulary: pack().vocabulary,
        progress: &|_| {},
    };
    let answer = import(app, &operator(), command).await.unwrap();
    (
        answer.unchanged,
        answer.changed.len(),
        answer.accepted,
        answer.refused.len(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exported_ledger_reads_back_unchanged() {
    let world = county().await;
    let county = look(&world.app).await;
    let township = place_of(&county, Level::Township);
    let filters = [
        LedgerFilter::default(),
        LedgerFilter {
            organisation: Some(township),
            ..LedgerFilter::default()
        },
        LedgerFilter {
            joint: Some(true),
            text: Some("的".to_owned()),
            ..LedgerFilter::default()
        },
        LedgerFilter {
            text: Some("没有这样的题目".to_owned()),
            ..LedgerFilter::default()
        },
    ];
    for filter in filters {
        let file = export(&world.app, &operator(), &filter).await.unwrap();
        let count = u32::try_from(file.lectures).unwrap();
        assert_eq!(
            brought_back(&world.app, &file.bytes).await,
            (count, 0, 0, 0),
            "{filter:?}"
        );
    }
    let verified = verify_audit(&world.app, &operator(), None, None).await.unwrap();
    assert!(verified.ok, "{:?}", verified.first_bad);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x1_an_export_is_noted_without_the_text_that_was_looked_for() {
    let world = county().await;
    let before = verify_audit(&world.app, &operator(), None, None)
        .await
        .unwrap()
        .entries;
    let filter = LedgerFilter {
        kind: Some("story".to_owned()),
        text: Some("王".to_owned()),
        ..LedgerFilter::default()
    };
    let file = export(&world.app, &operator(), &filter).await.unwrap();
    assert_eq!(file.number, before + 1);
    let body = entry_body(&world, file.number).await;
    assert!(body.contains("\"kind\":\"story\""), "{body}");
    assert!(
        body.contains(&format!("\"lectures\":{}", file.lectures)),
        "{body}"
    );
    assert!(
        !body.contains('王'),
        "a name that was looked for entered the history: {body}"
    );
    world.end().await;
}

/// 补录 is told by the day a record came (its id's), the workdays between counted.
#[tokio::test(flavor = "multi_thread")]
async fn e12_records_are_found_by_how_they_came() {
    use sqlx::{Connection, Executor, SqliteConnection};
    let world = county().await;
    let mut database = SqliteConnection::connect(&world.settings.database).await.unwrap();
    for (origin, from, until) in [
        ("on-behalf", "2020-01-01", "2020-06-30"),
        ("branch", "2020-11-20", "2020-12-01"),
    ] {
        let change =
            format!("UPDATE lecture SET origin = '{origin}' WHERE held_on BETWEEN '{from}' AND '{until}'");
        database.execute(sqlx::AssertSqlSafe(change)).await.unwrap();
    }
    let app = App::open(&world.settings).await.unwrap();
    let county = look(&app).await;
    let held = |from, until| -> BTreeSet<LectureId> {
        let lectures = county.facts.lectures.iter();
        let between = lectures.filter(|lecture| (from..=until).contains(&lecture.ended_on().unwrap()));
        between.map(|lecture| lecture.id).collect()
    };
    let on_behalf = held(date(2020, 1, 1), date(2020, 6, 30));
    let branch = held(date(2020, 11, 20), date(2020, 12, 1));
    // Recorded on Tuesday 1 December: three workdays back is Thursday 26 November.
    let late: BTreeSet<LectureId> = held(date(2020, 11, 20), date(2020, 11, 25));
    assert!(!on_behalf.is_empty() && !late.is_empty() && late.len() < branch.len());
    let ledger = held(date(2020, 7, 1), date(2020, 11, 19));
    for (came, expected) in [
        (Came::OnBehalf, on_behalf.clone()),
        (Came::Branch, branch),
        (Came::Ledger, ledger),
        (Came::Backfilled, &on_behalf | &late),
    ] {
        let filter = LedgerFilter {
            came: Some(came),
            ..LedgerFilter::default()
        };
        assert_eq!(ids(&all(&app, &operator(), &filter).await), expected, "{came:?}");
    }
    app.close().await;
    world.end().await;
}

async fn entry_body(world: &World, number: i64) -> String {
    use sqlx::{Connection, Row, SqliteConnection};
    let mut database = SqliteConnection::connect(&world.settings.database).await.unwrap();
    let query = sqlx::query("SELECT action, body FROM audit_entry WHERE number = $1").bind(number);
    let row = query.fetch_one(&mut database).await.unwrap();
    let action: String = row.get(0);
    assert_eq!(action, "export-ledger");
    row.get(1)
}

/// Fault 18: what begins like a formula stays a text, cell by cell, and reads back as it was.
#[tokio::test(flavor = "multi_thread")]
async fn fault_18_no_text_becomes_a_formula() {
    const STRANGE: [&str; 7] = [
        "=1+1",
        "+86",
        "-2",
        "@SUM(A1)",
        "=HYPERLINK(\"http://x\")",
        "|cmd",
        "＝1+1",
    ];
    let world = World::sqlite().await;
    let organisations = "党组织全称,党组织类别,上级党组织\n中共甲县委员会,县委,\n中共甲县乙支部委员会,党支部,中共甲县委员会\n";
    bring_file(&world.app, &operator(), Kind::Organisations, organisations)
        .await
        .unwrap();
    let mut rows = String::from("开展时间,党组织,党课题目,类型,主讲人,地点,备注\n");
    for (day, text) in (1..).zip(STRANGE) {
        let text = format!("\"{}\"", text.replace('"', "\"\""));
        writeln!(
            rows,
            "2020-07-0{day},中共甲县乙支部委员会,{text},理论党课,{text},{text},{text}"
        )
        .unwrap();
    }
    let answer = bring_file(&world.app, &operator(), Kind::Lectures, &rows)
        .await
        .unwrap();
    assert_eq!(answer.refused, []);
    let file = export(&world.app, &operator(), &LedgerFilter::default())
        .await
        .unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.bytes.clone())).unwrap();
    let sheet = book.sheet_names()[0].clone();
    let formulas = book.worksheet_formula(&sheet).unwrap();
    assert_eq!(
        formulas
            .used_cells()
            .filter(|(_, _, text)| !text.is_empty())
            .count(),
        0
    );
    let range = book.worksheet_range(&sheet).unwrap();
    let texts: BTreeSet<String> = range
        .used_cells()
        .filter_map(|(_, _, cell)| match cell {
            Data::String(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    // The import folds the full-width mark, which is what makes it dangerous.
    for text in STRANGE.iter().filter(|text| !text.starts_with('＝')) {
        assert!(texts.contains(*text), "{text} is gone");
    }
    let days = range
        .used_cells()
        .filter(|(_, column, cell)| *column == 1 && matches!(cell, Data::DateTime(_)));
    assert_eq!(days.count(), STRANGE.len(), "days are days");
    assert_eq!(brought_back(&world.app, &file.bytes).await, (7, 0, 0, 0));
    world.end().await;
}
