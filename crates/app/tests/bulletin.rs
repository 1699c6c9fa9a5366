//! The quarter's bulletin from draft to paper, and the month's summary: two persons, figures that stay bound, bytes that
//! never change. On the invented county, on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::too_many_lines,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with the other tests, which need other parts")]
mod world;

use app::demo::{SEED, Size, county};
use app::explain_bulletin::{explain_bulletin, replay_bulletin};
use app::import::Kind;
use app::packs::PackText;
use app::print_papers::PaperForm;
use app::publish_bulletin::{
    BulletinStep, ChangeBulletin, ComposeBulletin, Slips, approve_bulletin, change_bulletin,
    compose_bulletin, number_bulletin, publish_bulletin, take_bulletin,
};
use app::see_bulletin::{BulletinDeed, see_bulletin, see_bulletins};
use app::summarise::{Summarise, explain_month, export_summary, see_month};
use app::{Actor, App, Ask, Failure, Refusal, Snapshot, make_demo, snapshot};
use domain::access::{self, Denial, Grant, GrantState, Role};
use domain::bulletin::{Became, Bound, BulletinRefusal, Key, Plain, Proofread, Stage};
use domain::id::{AccountId, BulletinId, OrganisationId};
use domain::period::{Period, Rhythm};
use i18n::Locale;
use jiff::civil::{Date, date};
use kaijiang_app as app;
use uuid::Uuid;
use world::{World, bring_file, on_both, operator};

async fn made(world: &World, size: &Size, pack: &str) -> Snapshot {
    let shipped = app::packs::pack(pack).unwrap();
    let text = PackText {
        rules: shipped.rules.to_owned(),
        vocabulary: shipped.vocabulary.to_owned(),
    };
    make_demo(&world.app, &operator(), county(SEED, size), &text, &|_| {})
        .await
        .unwrap();
    snapshot(&world.app, &operator(), Ask::default()).await.unwrap()
}

/// Somebody with one role over one organisation: each number another account.
fn somebody(snapshot: &Snapshot, role: Role, (at, n): (OrganisationId, u128)) -> Actor {
    let grant = Grant {
        role,
        path: snapshot.path(at),
        from: Date::MIN,
        until: None,
        state: GrantState::Active,
    };
    let rights = access::Actor {
        person: None,
        grants: vec![grant],
        on: snapshot.as_of,
    };
    Actor::signed_in(AccountId(Uuid::from_u128(n)), rights)
}

fn root(snapshot: &Snapshot) -> OrganisationId {
    OrganisationId(snapshot.tree.0)
}

fn compose(organisation: OrganisationId, period: &str) -> ComposeBulletin<'_> {
    ComposeBulletin {
        organisation,
        period,
        locale: Locale::ZhHans,
        key: None,
    }
}

fn step(bulletin: BulletinId) -> BulletinStep<'static> {
    BulletinStep { bulletin, key: None }
}

fn refused<T: std::fmt::Debug>(result: Result<T, Failure>) -> BulletinRefusal {
    match result.unwrap_err() {
        Failure::Refused(Refusal::Bulletin(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

async fn published(
    app: &App,
    (one, other): (&Actor, &Actor),
    ask: ComposeBulletin<'_>,
    number: &str,
) -> BulletinId {
    let id = compose_bulletin(app, one, ask).await.unwrap();
    approve_bulletin(app, other, step(id)).await.unwrap();
    number_bulletin(app, one, (step(id), number)).await.unwrap();
    publish_bulletin(app, one, step(id)).await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn s5_a_bulletin_is_composed_changed_agreed_to_numbered_and_published() {
    on_both("s5_a_bulletin", async |world| {
        let seen = made(&world, &Size::scaled(160), "party-lecture").await;
        let (app, top) = (&world.app, root(&seen));
        let one = somebody(&seen, Role::CountyOfficer, (top, 1));
        let other = somebody(&seen, Role::CountyOfficer, (top, 2));
        let id = compose_bulletin(app, &one, compose(top, "2020-Q3"))
            .await
            .unwrap();
        let draft = see_bulletin(app, &one, id).await.unwrap();
        assert_eq!(draft.bulletin.stage, Stage::Draft);
        assert!(
            draft.deeds.contains(&BulletinDeed::WaitForAnother),
            "{:?}",
            draft.deeds
        );
        // Every number of the text is bound to a figure whose records can be listed.
        let words = &draft.bulletin.wording;
        assert!(words.paragraphs.iter().any(|one| one.text.contains("{sessions}")));
        assert!(draft.bulletin.issue.total.sessions > 0);

        // A number that is dropped is told, and kept only when it is meant.
        let mut paragraphs = words.paragraphs.clone();
        let at = paragraphs
            .iter()
            .position(|one| one.text.contains("{sessions}"))
            .unwrap();
        paragraphs[at].text = "本季度开展了500场次。".to_owned();
        let change = |paragraphs: Vec<_>, slips, version| ChangeBulletin {
            bulletin: id,
            version,
            heads: ["甲县", "关于第三季度的通报", "各乡镇", ""],
            paragraphs,
            slips,
            key: None,
        };
        let told = refused(change_bulletin(app, &one, change(paragraphs.clone(), Slips::Tell, 1)).await);
        let BulletinRefusal::Words(told) = told else {
            panic!("{told:?}")
        };
        assert!(told.contains(&Proofread::Dropped("sessions".into())), "{told:?}");
        assert!(told.contains(&Proofread::Typed("500".into())), "{told:?}");
        paragraphs[at].text = "本季度开展了{laughs}场次。".to_owned();
        let told = refused(change_bulletin(app, &one, change(paragraphs.clone(), Slips::AreMeant, 1)).await);
        assert!(
            matches!(told, BulletinRefusal::Words(_)),
            "a name of no figure is never kept"
        );
        paragraphs[at].text = "本季度开展了{sessions}场次，都不错。".to_owned();
        let stale = change_bulletin(app, &one, change(paragraphs.clone(), Slips::AreMeant, 7)).await;
        assert_eq!(refused(stale), BulletinRefusal::ChangedMeanwhile);
        change_bulletin(app, &one, change(paragraphs, Slips::AreMeant, 1))
            .await
            .unwrap();

        // One's own work is for another to agree to; without that, and without a number, nothing is published.
        let own = approve_bulletin(app, &one, step(id)).await.unwrap_err();
        assert!(matches!(own, Failure::Forbidden(Denial::OwnWork)), "{own:?}");
        assert_eq!(
            refused(publish_bulletin(app, &one, step(id)).await),
            BulletinRefusal::NotApproved
        );
        approve_bulletin(app, &other, step(id)).await.unwrap();
        assert_eq!(
            refused(publish_bulletin(app, &one, step(id)).await),
            BulletinRefusal::NoNumber
        );
        number_bulletin(app, &one, (step(id), "甲通〔2020〕3号"))
            .await
            .unwrap();

        // Readers of a township see nothing of it as long as it is not published.
        let townships = seen.board();
        let town = townships.tree().scope(top)[1];
        let reader = somebody(&seen, Role::TownshipOfficer, (town, 3));
        assert!(see_bulletin(app, &reader, id).await.is_err());
        assert!(
            see_bulletins(app, &reader, town)
                .await
                .unwrap()
                .bulletins
                .is_empty()
        );
        let head = app::verify_audit(app, &operator(), None, None)
            .await
            .unwrap()
            .checkpoint;
        publish_bulletin(app, &one, step(id)).await.unwrap();
        let read = see_bulletin(app, &reader, id).await.unwrap();
        // The paper is a witness of the history: it bears the root that stood when it was published.
        let root = head.lines().nth(2).unwrap();
        assert!(
            read.bulletin.wording.note.contains(root),
            "{}",
            read.bulletin.wording.note
        );
        assert_eq!(read.deeds, [BulletinDeed::Take]);
        assert_eq!(
            see_bulletins(app, &reader, town).await.unwrap().bulletins.len(),
            1
        );
        let member = somebody(&seen, Role::Member, (town, 4));
        assert!(see_bulletin(app, &member, id).await.is_err());

        // Frozen: no word, no number, no second time; the same bytes whenever they are taken.
        let (first, last) = (PaperForm::Docx, PaperForm::Docx);
        let taken = take_bulletin(app, &reader, (id, first)).await.unwrap();
        world.set_day(date(2021, 3, 1));
        let again = take_bulletin(app, &one, (id, last)).await.unwrap();
        assert_eq!(taken.bytes, again.bytes);
        assert!(taken.bytes.starts_with(b"PK"));
        for changed in [
            number_bulletin(app, &one, (step(id), "另一个号")).await,
            approve_bulletin(app, &other, step(id)).await,
            publish_bulletin(app, &one, step(id)).await,
        ] {
            assert_eq!(refused(changed), BulletinRefusal::Published);
        }
        let anew = compose_bulletin(app, &one, compose(top, "2020-Q3")).await;
        assert_eq!(refused(anew), BulletinRefusal::Published);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f7_every_figure_of_a_published_bulletin_is_replayed_at_its_number() {
    on_both("f7_every_figure", async |world| {
        let seen = made(&world, &Size::scaled(160), "party-lecture").await;
        let (app, top) = (&world.app, root(&seen));
        let one = somebody(&seen, Role::CountyOfficer, (top, 1));
        let other = somebody(&seen, Role::CountyOfficer, (top, 2));
        let id = published(app, (&one, &other), compose(top, "2020-Q3"), "3号").await;
        let frozen = see_bulletin(app, &one, id).await.unwrap().bulletin;
        // Afterwards records come in and one township is closed.
        later(&world, &seen).await;
        let replayed = replay_bulletin(app, &one, id).await.unwrap();
        assert_eq!(replayed, frozen.issue, "composed anew from the history");
        let live = snapshot(app, &operator(), Ask::default()).await.unwrap();
        assert!(
            live.facts.lectures.len() > seen.facts.lectures.len(),
            "later records are there"
        );
        let mut looked_at = 0;
        for (name, bound) in frozen.bound() {
            let Bound::Count(figure) = bound else { continue };
            let key = figure.key.to_string();
            let explained = explain_bulletin(app, &one, (id, &key)).await.unwrap();
            assert_eq!(
                (explained.frozen, explained.count),
                (Some(figure.count), figure.count),
                "{name}"
            );
            if !matches!(name.as_str(), "expected" | "present") {
                let records = u32::try_from(explained.records.len()).unwrap();
                assert_eq!(records, figure.count, "{name}");
            }
            looked_at += 1;
        }
        for unit in &frozen.issue.units {
            let key = Key::duty("quarterly", Became::Undone, &frozen.issue.period).at(unit.organisation);
            let explained = explain_bulletin(app, &one, (id, &key.to_string())).await.unwrap();
            assert_eq!(explained.records.len(), usize::try_from(explained.count).unwrap());
            looked_at += 1;
        }
        assert!(looked_at > 30, "{looked_at}");
        for none in ["sessions/2020-Q2", "laughs/2020-Q3", "sessions"] {
            let refusal = explain_bulletin(app, &one, (id, none)).await.map(drop);
            assert!(matches!(refused(refusal), BulletinRefusal::NoFigure(_)), "{none}");
        }
        world
    })
    .await;
}

/// Two lectures of the third quarter that come in late, of branches that had not delivered.
async fn later(world: &World, seen: &Snapshot) -> usize {
    let quarter = Rhythm::Quarter.labelled("2020-Q3").unwrap();
    let board = seen.board();
    let occurrence = seen.occurrence("quarterly", &quarter.label).unwrap();
    let missed: Vec<String> = board
        .proofs(root(seen), &occurrence)
        .filter(|proof| proof.standing.kind() == domain::obligation::StandingKind::Overdue)
        .map(|proof| proof.obligation.organisation.full_name.clone())
        .take(2)
        .collect();
    let header = "序号,开展时间,党组织,党课题目,类型,主讲人,主讲人身份,应到人数,实到人数\n";
    let mut ledger = header.to_owned();
    for (name, n) in missed.iter().zip(9001..) {
        let day = n % 10;
        ledger.extend([
            format!("{n},2020-09-2{day},{name},"),
            format!("补记第{n}课,理论党课,张三,书记,9,8\n"),
        ]);
    }
    let answer = bring_file(&world.app, &operator(), Kind::Lectures, &ledger)
        .await
        .unwrap();
    assert_eq!(usize::try_from(answer.accepted).unwrap(), missed.len());
    assert_eq!(answer.refused, []);
    missed.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn e16_what_is_corrected_after_a_bulletin_stands_in_the_next_once() {
    on_both("e16_what_is_corrected", async |world| {
        let seen = made(&world, &Size::scaled(160), "party-lecture").await;
        let (app, top) = (&world.app, root(&seen));
        let one = somebody(&seen, Role::CountyOfficer, (top, 1));
        let other = somebody(&seen, Role::CountyOfficer, (top, 2));
        let third = published(app, (&one, &other), compose(top, "2020-Q3"), "云通〔2020〕12号").await;
        let before = see_bulletin(app, &one, third).await.unwrap().bulletin;
        let paper = take_bulletin(app, &one, (third, PaperForm::Docx))
            .await
            .unwrap()
            .bytes;
        let more = later(&world, &seen).await;
        assert_eq!(more, 2);
        world.set_day(date(2021, 1, 10));
        let fourth = published(app, (&one, &other), compose(top, "2020-Q4"), "云通〔2021〕1号").await;
        let now = see_bulletin(app, &one, fourth).await.unwrap().bulletin;
        let third_quarter = Rhythm::Quarter.labelled("2020-Q3").unwrap();
        let done = Key::duty("quarterly", Became::Done, &third_quarter);
        let told = now.issue.corrections.iter().find(|one| one.key == done).unwrap();
        let was = before.issue.total.duty("quarterly").unwrap().done();
        assert_eq!(
            (told.was, told.now, told.number.as_str()),
            (was, was + 2, "云通〔2020〕12号")
        );
        let text: Vec<String> = i18n::bulletin_paragraphs(
            &i18n::Words::new(Locale::ZhHans, Some(world::pack().vocabulary)),
            &now.wording,
            &now.issue,
        )
        .into_iter()
        .map(|(_, text)| text)
        .collect();
        let sentence = format!("原为{was}，更正为{}。", was + 2);
        assert!(text.iter().any(|text| text.contains(&sentence)), "{text:#?}");
        // The records behind the new figure are there too.
        let explained = explain_bulletin(app, &one, (fourth, &done.to_string()))
            .await
            .unwrap();
        assert_eq!(explained.count, was + 2);
        // The earlier one is what it was; the next one tells of it no more.
        assert_eq!(
            take_bulletin(app, &one, (third, PaperForm::Docx))
                .await
                .unwrap()
                .bytes,
            paper
        );
        world.set_day(date(2021, 4, 10));
        let first = compose_bulletin(app, &one, compose(top, "2021-Q1"))
            .await
            .unwrap();
        let first = see_bulletin(app, &one, first).await.unwrap().bulletin;
        let again = first
            .issue
            .corrections
            .iter()
            .filter(|one| one.key.period == "2020-Q3");
        assert_eq!(again.count(), 0, "told once");
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn s5_a_draft_is_read_anew_and_keeps_words_that_fit() {
    on_both("s5_a_draft", async |world| {
        let seen = made(&world, &Size::scaled(160), "party-lecture").await;
        let (app, top) = (&world.app, root(&seen));
        let one = somebody(&seen, Role::CountyOfficer, (top, 1));
        let id = compose_bulletin(app, &one, compose(top, "2020-Q3"))
            .await
            .unwrap();
        let draft = see_bulletin(app, &one, id).await.unwrap().bulletin;
        let mut paragraphs = draft.wording.paragraphs.clone();
        paragraphs[1].text.push_str("总的很好。");
        let heads = ["甲县", "关于第三季度的通报", "各乡镇", "县委办"];
        let change = ChangeBulletin {
            bulletin: id,
            version: draft.version,
            heads,
            paragraphs,
            slips: Slips::Tell,
            key: None,
        };
        change_bulletin(app, &one, change).await.unwrap();
        later(&world, &seen).await;
        let again = compose_bulletin(app, &one, compose(top, "2020-Q3"))
            .await
            .unwrap();
        assert_eq!(again, id, "one draft of a quarter");
        let anew = see_bulletin(app, &one, id).await.unwrap().bulletin;
        assert_eq!(anew.issue.total.sessions, draft.issue.total.sessions + 2);
        assert_eq!(
            (anew.wording.title.as_str(), anew.wording.copies_to.as_str()),
            (heads[1], heads[3])
        );
        let running = compose_bulletin(app, &one, compose(top, "2020-Q4")).await;
        assert_eq!(refused(running), BulletinRefusal::NotOver(date(2020, 12, 31)));
        for wrong in ["2020-10", "Q3", ""] {
            let none = compose_bulletin(app, &one, compose(top, wrong)).await;
            assert!(matches!(refused(none), BulletinRefusal::NoQuarter(_)), "{wrong}");
        }
        // The figures of a township and of the whole, one of another pack too.
        let key = Key::plain(Plain::Sessions, &period("2020-Q3"));
        assert_eq!(anew.issue.frozen(&key), Some(anew.issue.total.sessions));
        world
    })
    .await;
}

fn period(label: &str) -> Period {
    Rhythm::Quarter.labelled(label).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn x4_a_building_company_has_its_bulletin_too() {
    on_both("x4_a_building_company", async |world| {
        world.set_day(date(2026, 4, 20));
        let seen = made(&world, &Size::toolbox_talk(), "toolbox-talk").await;
        let (app, top) = (&world.app, root(&seen));
        let one = somebody(&seen, Role::CountyOfficer, (top, 1));
        let before = compose_bulletin(app, &one, compose(top, "2025-Q4")).await;
        assert_eq!(
            refused(before),
            BulletinRefusal::BeforeProgramme(seen.rules.starts_on)
        );
        let ask = ComposeBulletin {
            locale: Locale::En,
            ..compose(top, "2026-Q1")
        };
        let id = compose_bulletin(app, &one, ask).await.unwrap();
        let draft = see_bulletin(app, &one, id).await.unwrap().bulletin;
        assert!(
            draft.wording.title.starts_with("Bulletin on"),
            "{}",
            draft.wording.title
        );
        // A weekly duty is told of by the weeks that end in the quarter.
        let weekly = draft.issue.total.duty("weekly").unwrap();
        assert!(weekly.owing > 600 && weekly.done() > 0, "{weekly:?}");
        let paper = take_bulletin(app, &one, (id, PaperForm::Docx)).await.unwrap();
        assert!(paper.bytes.starts_with(b"PK"), "{}", paper.name);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn s5_a_month_agrees_with_the_ledger_and_goes_out_as_a_workbook() {
    on_both("s5_a_month", async |world| {
        let seen = made(&world, &Size::scaled(160), "party-lecture").await;
        let (app, top) = (&world.app, root(&seen));
        let one = somebody(&seen, Role::CountyOfficer, (top, 1));
        let ask = |month| Summarise {
            organisation: top,
            month: Some(month),
        };
        let september = see_month(app, &one, ask("2020-09")).await.unwrap();
        // The ledger says the same, counted plainly.
        let held = |month: i8| {
            let of_month = seen.facts.lectures.iter().filter(|lecture| {
                let on = lecture
                    .ended_on()
                    .filter(|_| lecture.counts_as_of(date(2020, 9, 30)));
                on.is_some_and(|on| (on.year(), on.month()) == (2020, month))
            });
            u32::try_from(of_month.count()).unwrap()
        };
        let total = &september.summary.total;
        assert_eq!((total.sessions, total.before), (held(9), Some(held(8))));
        assert!(total.sessions > 20 && !september.summary.late.is_empty());
        let sums: u32 = september
            .summary
            .units
            .iter()
            .map(|row| row.duties[0].owing)
            .sum();
        assert_eq!(sums, total.duties[0].owing);
        assert_eq!(
            september.sessions.last(),
            Some(&("2020-09".to_owned(), total.sessions))
        );
        // Every figure of the table lists its records.
        for (plain, told) in [
            (Plain::Sessions, total.sessions),
            (Plain::Coverage, total.covered),
            (Plain::Themed, total.themed),
        ] {
            let key = Key::plain(plain, &september.summary.period).to_string();
            let explained = explain_month(app, &one, (top, &key)).await.unwrap();
            assert_eq!(
                (explained.count, explained.records.len()),
                (told, usize::try_from(told).unwrap())
            );
        }
        let words = i18n::Words::new(Locale::ZhHans, Some(world::pack().vocabulary));
        let file = export_summary(app, &one, (ask("2020-09"), &words)).await.unwrap();
        assert!(file.name.ends_with("2020年9月汇总.xlsx"), "{}", file.name);
        let again = export_summary(app, &one, (ask("2020-09"), &words)).await.unwrap();
        assert_eq!(file.bytes, again.bytes);
        let sheets = sheets(&file.bytes);
        let units = september.summary.units.len();
        assert_eq!(
            sheets[0].len(),
            2 + 1 + units + 1,
            "title, note, header, units, whole"
        );
        let last = sheets[0].last().unwrap();
        assert_eq!(
            (last[0].as_str(), last[1].as_str()),
            ("合计", total.sessions.to_string().as_str())
        );
        assert_eq!(sheets[1].len(), 3 + september.summary.late.len());

        // A township sees its own part; nobody sees a month to come.
        let town = september.summary.units[0].organisation;
        let reader = somebody(&seen, Role::TownshipOfficer, (town, 3));
        let own = Summarise {
            organisation: town,
            month: Some("2020-09"),
        };
        let part = see_month(app, &reader, own).await.unwrap();
        assert_eq!(part.summary.total.sessions, september.summary.units[0].sessions);
        assert!(see_month(app, &reader, ask("2020-09")).await.is_err());
        assert!(see_month(app, &one, ask("2021-01")).await.is_err());
        let running = see_month(
            app,
            &one,
            Summarise {
                organisation: top,
                month: None,
            },
        )
        .await
        .unwrap();
        assert_eq!(
            running.summary.period.label, "2020-11",
            "the last one that is over"
        );
        world
    })
    .await;
}

/// The texts of each sheet, row by row.
fn sheets(bytes: &[u8]) -> Vec<Vec<Vec<String>>> {
    use calamine::Reader as _;
    let cursor = std::io::Cursor::new(bytes.to_vec());
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(cursor).unwrap();
    let names = book.sheet_names();
    let read = |name: &String| {
        let range = book.worksheet_range(name).unwrap();
        range
            .rows()
            .map(|row| row.iter().map(ToString::to_string).collect())
            .collect()
    };
    names.iter().map(read).collect()
}
