//! The county and township at a glance: figures equal their lists, another day equals `status --as-of`, and nobody
//! sees more than their part. On the invented county, on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with the other tests, which need other parts")]
mod world;

use std::collections::BTreeSet;

use app::demo::{SEED, Size, county};
use app::import::Kind;
use app::packs::PackText;
use app::{
    Actor, App, Explain, Failure, Found, SeeFigure, SeeForecast, SeeStanding, explain, find_in_ledger,
    find_organisation, find_organisations, see_figure, see_forecast, see_organisation, see_standing,
};
use app::{Ask, Snapshot, Way, make_demo, snapshot};
use domain::access::{self, Grant, GrantState, Role};
use domain::id::{AccountId, LectureId, OrganisationId};
use domain::obligation::StandingKind;
use domain::status::{Asked, Figure, Records};
use i18n::{Locale, Words};
use jiff::civil::{Date, date};
use kaijiang_app as app;
use uuid::Uuid;
use world::{World, bring_file, on_both, operator, stranger};

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

/// Somebody with one role over one organisation.
fn officer(snapshot: &Snapshot, role: Role, at: OrganisationId) -> Actor {
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
    Actor::signed_in(AccountId(Uuid::from_u128(1)), rights)
}

fn root(snapshot: &Snapshot) -> OrganisationId {
    OrganisationId(snapshot.tree.0)
}

fn townships(snapshot: &Snapshot) -> Vec<OrganisationId> {
    let overview = snapshot.overview();
    let order = overview.tree().preorder().iter().copied();
    order.filter(|id| snapshot.is_township(*id)).collect()
}

fn ask(top: OrganisationId) -> SeeStanding<'static> {
    SeeStanding {
        top,
        as_of: None,
        duty: None,
        period: None,
    }
}

async fn figure(
    app: &App,
    actor: &Actor,
    (top, figure): (OrganisationId, Figure),
    asked: Asked<'_>,
) -> (u32, Records) {
    let ask = SeeFigure {
        organisation: top,
        figure,
        duty: Some(asked.duty()),
        period: Some(&asked.period().label),
        as_of: None,
    };
    let seen = see_figure(app, actor, ask).await.unwrap();
    (seen.count, seen.records)
}

/// The organisations a list names, hosts of lectures apart.
fn places(records: &Records) -> BTreeSet<OrganisationId> {
    match records {
        Records::Organisations(all) => all.iter().map(|(id, _)| *id).collect(),
        Records::Expected(all) => all.iter().map(|one| one.organisation).collect(),
        Records::Persons(all) => all.iter().map(|one| one.organisation).collect(),
        Records::People(homes) => homes.iter().map(|(home, _)| *home).collect(),
        Records::Lectures(_) => BTreeSet::new(),
    }
}

fn lectures(records: &Records) -> BTreeSet<LectureId> {
    match records {
        Records::Lectures(all) => all.iter().copied().collect(),
        _ => BTreeSet::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn f7_every_figure_of_the_county_is_as_long_as_its_list() {
    on_both("figures and lists", async |world| {
        let snapshot = made(&world, &Size::default(), "party-lecture").await;
        let (app, me) = (&world.app, operator());
        let top = root(&snapshot);
        let classes = (0..snapshot.rules.speaker_classes.len()).map(Figure::Class);
        let figures: Vec<Figure> = Figure::PLAIN.into_iter().chain(classes).collect();
        let overview = snapshot.overview();
        let mut seen = 0;
        for choice in overview.choices() {
            let asked = overview.asked(choice).unwrap();
            let page = SeeStanding {
                duty: Some(asked.duty()),
                period: Some(&asked.period().label),
                ..ask(top)
            };
            let page = see_standing(app, &me, page).await.unwrap();
            for some in &figures {
                let (count, records) = figure(app, &me, (top, *some), asked).await;
                assert_eq!(usize::try_from(count).unwrap(), records.len(), "{some:?}");
                seen += count;
            }
            let total = &page.total;
            for (some, shown) in [
                (Figure::Owing, total.owing),
                (Figure::Done, total.done),
                (Figure::Undone, total.undone),
                (Figure::Late, total.late),
                (Figure::Overdue, total.overdue),
                (Figure::Excused, total.excused),
                (Figure::Closed, total.closed),
                (Figure::Sessions, total.held.sessions),
                (Figure::Covered, total.held.covered),
                (Figure::Members, total.members),
            ] {
                assert_eq!(figure(app, &me, (top, some), asked).await.0, shown, "{some:?}");
            }
            // What is owed stands at one place only, so the rows add up to the foot.
            let owing: u32 = page.below.iter().chain(&page.itself).map(|line| line.owing).sum();
            let done: u32 = page.below.iter().chain(&page.itself).map(|line| line.done).sum();
            if matches!(asked, Asked::Organisations(_)) {
                assert_eq!((owing, done), (total.owing, total.done));
            }
        }
        assert!(seen > 10_000, "the county is not empty");
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_township_sees_its_part_and_nothing_else() {
    on_both("a township's part", async |world| {
        let snapshot = made(&world, &Size::scaled(160), "party-lecture").await;
        let (app, top) = (&world.app, root(&snapshot));
        let all = townships(&snapshot);
        let (mine, other) = (*all.first().unwrap(), *all.last().unwrap());
        assert_ne!(mine, other);
        let (county, town) = (
            officer(&snapshot, Role::CountyOfficer, top),
            officer(&snapshot, Role::TownshipOfficer, mine),
        );
        let overview = snapshot.overview();
        let part: BTreeSet<OrganisationId> = overview.tree().scope(mine).iter().copied().collect();
        for asked in overview
            .choices()
            .into_iter()
            .map(|choice| overview.asked(choice).unwrap())
        {
            for some in Figure::PLAIN {
                let (_, whole) = figure(app, &county, (top, some), asked).await;
                let (_, own) = figure(app, &town, (mine, some), asked).await;
                let within: BTreeSet<_> = places(&whole).intersection(&part).copied().collect();
                assert_eq!(places(&own), within, "{some:?}");
                let hosted = |id: &LectureId| {
                    let hosts = &snapshot.lecture(*id).unwrap().hosts;
                    hosts.iter().any(|host| part.contains(&host.organisation))
                };
                let here: BTreeSet<_> = lectures(&whole).into_iter().filter(hosted).collect();
                assert_eq!(lectures(&own), here, "{some:?}");
            }
        }
        for strange in [top, other] {
            assert!(forbidden(see_standing(app, &town, ask(strange)).await));
            let late = SeeForecast {
                top: strange,
                as_of: None,
            };
            assert!(forbidden(see_forecast(app, &town, late).await));
            assert!(forbidden(find_organisations(app, &town, (strange, None)).await));
        }
        assert!(forbidden(see_organisation(app, &town, (other, None)).await));
        // Above, a township may know whom it stands under, and no figure of theirs.
        let above = see_organisation(app, &town, (top, None)).await.unwrap();
        assert_eq!(above.ways, []);
        assert_eq!(above.below, [mine]);
        assert!(
            see_standing(app, &town, ask(mine))
                .await
                .unwrap()
                .above
                .is_empty()
        );
        let found = find_organisations(app, &town, (mine, Some(&snapshot.name(top).unwrap()[..9])))
            .await
            .unwrap();
        assert!(
            found
                .similar
                .iter()
                .chain(&found.exact)
                .all(|id| part.contains(id))
        );
        assert!(!found.similar.is_empty());
        world
    })
    .await;
}

fn forbidden<T>(answer: Result<T, Failure>) -> bool {
    matches!(answer, Err(Failure::Forbidden(_)))
}

#[tokio::test(flavor = "multi_thread")]
async fn x5_names_only_where_persons_may_be_listed() {
    on_both("names", async |world| {
        let snapshot = made(&world, &Size::scaled(60), "party-lecture").await;
        let (app, top) = (&world.app, root(&snapshot));
        let covered = SeeFigure {
            organisation: top,
            figure: Figure::Covered,
            duty: None,
            period: Some("2020-Q3"),
            as_of: None,
        };
        let seen = see_figure(app, &officer(&snapshot, Role::CountyOfficer, top), covered)
            .await
            .unwrap();
        assert!(!places(&seen.records).is_empty());
        assert_eq!(
            seen.named.iter().copied().collect::<BTreeSet<_>>(),
            places(&seen.records)
        );
        let seen = see_figure(app, &officer(&snapshot, Role::Inspector, top), covered)
            .await
            .unwrap();
        assert!(seen.count > 0 && seen.named.is_empty());
        let branch = places(&seen.records).into_iter().next().unwrap();
        let inspector = officer(&snapshot, Role::Inspector, top);
        let page = see_organisation(app, &inspector, (branch, None)).await.unwrap();
        assert!(!page.ways.contains(&Way::People) && !page.ways.contains(&Way::Record));
        let town = officer(&snapshot, Role::TownshipOfficer, branch);
        let page = see_organisation(app, &town, (branch, None)).await.unwrap();
        assert!(page.ways.contains(&Way::People) && page.ways.contains(&Way::Record));
        for kind in [stranger(), officer(&snapshot, Role::Secretary, branch)] {
            assert!(forbidden(see_figure(app, &kind, covered).await));
            assert!(forbidden(see_standing(app, &kind, ask(top)).await));
        }
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f7_another_day_says_what_status_says_of_that_day() {
    on_both("another day", async |world| {
        let snapshot = made(&world, &Size::scaled(120), "party-lecture").await;
        let (app, me, top) = (&world.app, operator(), root(&snapshot));
        for day in [date(2020, 6, 20), date(2020, 8, 31), date(2020, 11, 1)] {
            let status = app::snapshot(
                app,
                &me,
                Ask {
                    as_of: Some(day),
                    ..Ask::default()
                },
            )
            .await
            .unwrap();
            let status = status.status(top, None).unwrap();
            for tally in &status.duties {
                let page = SeeStanding {
                    as_of: Some(day),
                    duty: Some(&tally.duty),
                    period: Some(&tally.period),
                    ..ask(top)
                };
                let page = see_standing(app, &me, page).await.unwrap();
                let done = tally.of(StandingKind::Met) + tally.of(StandingKind::MadeUp);
                assert_eq!(
                    (
                        page.total.owing,
                        page.total.done,
                        page.total.overdue,
                        page.total.members
                    ),
                    (
                        tally.active(),
                        done,
                        tally.of(StandingKind::Overdue),
                        status.members
                    ),
                    "{day} {} {}",
                    tally.duty,
                    tally.period
                );
            }
            let inside: u32 = ["2020-Q2", "2020-Q3", "2020-Q4"]
                .iter()
                .filter_map(|label| status.sessions_by_quarter.get(*label))
                .sum();
            assert_eq!(inside, status.sessions);
        }
        // No day to come, and none before the programme: neither could be answered by what is on record.
        for (wanted, looked) in [
            (date(9999, 1, 1), snapshot.as_of),
            (Date::MIN, snapshot.rules.starts_on),
        ] {
            let page = SeeStanding {
                as_of: Some(wanted),
                ..ask(top)
            };
            assert_eq!(see_standing(app, &me, page).await.unwrap().snapshot.as_of, looked);
        }
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_record_moves_the_figures_at_once() {
    on_both("a new record", async |world| {
        let snapshot = made(&world, &Size::scaled(60), "party-lecture").await;
        let (app, me, top) = (&world.app, operator(), root(&snapshot));
        let before = see_standing(app, &me, ask(top)).await.unwrap();
        let asked = before.asked().unwrap();
        let (_, open) = figure(app, &me, (top, Figure::Undone), asked).await;
        let branch = *places(&open).first().unwrap();
        let name = snapshot.name(branch).unwrap();
        let header = "序号,开展时间,党组织,党课题目,类型,主讲人,主讲人身份,应到人数,实到人数";
        let row = format!("{header}\n9001,2020-11-30,{name},新讲的一课,理论党课,某人,书记,5,5\n");
        bring_file(app, &me, Kind::Lectures, &row).await.unwrap();
        let after = see_standing(app, &me, ask(top)).await.unwrap();
        assert_eq!(after.total.done, before.total.done + 1);
        assert_eq!(after.total.held.sessions, before.total.held.sessions + 1);
        let words = Words::new(Locale::ZhHans, None);
        let why = Explain {
            organisation: branch,
            duty: asked.duty(),
            period: &asked.period().label,
            as_of: None,
        };
        let why = explain(app, &me, why, &words).await.unwrap();
        assert_eq!(why.standing, StandingKind::Met);
        assert!(
            why.explanation
                .counted
                .iter()
                .any(|line| line.text.contains("新讲的一课"))
        );
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f4_the_forecast_lists_whom_the_figure_counts() {
    on_both("forecast", async |world| {
        let snapshot = made(&world, &Size::scaled(160), "party-lecture").await;
        let (app, me) = (&world.app, operator());
        for top in std::iter::once(root(&snapshot)).chain(townships(&snapshot)) {
            let seen = see_forecast(app, &me, SeeForecast { top, as_of: None })
                .await
                .unwrap();
            let overview = snapshot.overview();
            let counted: u32 = overview
                .slots()
                .iter()
                .map(|slot| overview.counts(slot, top).late)
                .sum();
            let listed: usize = seen.groups.iter().map(|group| group.late.len()).sum();
            assert_eq!(listed, usize::try_from(counted).unwrap());
            assert!(listed > 0 && listed <= seen.open);
            for group in &seen.groups {
                let is_there = |id| overview.tree().is_within(id, group.organisation);
                assert!(group.late.iter().all(|one| is_there(one.organisation)));
                assert!(group.organisation == top || overview.tree().parent(group.organisation) == Some(top));
            }
        }
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e42_a_name_that_fits_two_villages_shows_both_with_their_places() {
    on_both("two villages", async |world| {
        let snapshot = made(&world, &Size::default(), "party-lecture").await;
        let (app, me, top) = (&world.app, operator(), root(&snapshot));
        let overview = snapshot.overview();
        let mut seen = BTreeSet::new();
        let villages = overview
            .tree()
            .preorder()
            .iter()
            .filter(|id| snapshot.facts.organisation(**id).unwrap().kind == "general-branch");
        let twice = villages
            .clone()
            .find(|id| !seen.insert(snapshot.short_name(**id).unwrap()));
        let name = snapshot.short_name(*twice.unwrap()).unwrap();
        let found = find_organisations(app, &me, (top, Some(name))).await.unwrap();
        let both: BTreeSet<OrganisationId> = villages
            .filter(|id| snapshot.short_name(**id) == Some(name))
            .copied()
            .collect();
        assert_eq!(both.len(), 2);
        let all: Vec<OrganisationId> = found.exact.iter().chain(&found.similar).copied().collect();
        assert!(both.iter().all(|id| all.contains(id)));
        let shown: BTreeSet<String> = all.iter().map(|id| snapshot.short_path(*id, top)).collect();
        assert_eq!(shown.len(), all.len(), "each is shown with where it stands");
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e42_what_a_page_calls_an_organisation_finds_it_again() {
    for (pack, size) in [
        ("party-lecture", Size::default()),
        ("toolbox-talk", Size::toolbox_talk()),
    ] {
        let world = World::sqlite().await;
        let snapshot = made(&world, &size, pack).await;
        let top = root(&snapshot);
        let overview = snapshot.overview();
        for id in overview.tree().preorder() {
            let called = snapshot.short_path(*id, top);
            assert_eq!(snapshot.find(Some(&called)).ok(), Some(*id), "{called}");
        }
        for township in townships(&snapshot).into_iter().step_by(12) {
            let me = officer(&snapshot, Role::TownshipOfficer, township);
            for id in overview.tree().scope(township) {
                let called = snapshot.short_path(*id, township);
                let found = find_in_ledger(&world.app, &me, &called).await.unwrap();
                assert_eq!(found, Found::One(*id), "{called}");
                let typed = find_organisation(&world.app, &me, &called).await;
                assert_eq!(typed.ok(), Some(*id), "{called}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x4_another_pack_is_seen_by_the_same_commands() {
    on_both("toolbox talks", async |world| {
        world.set_day(date(2026, 3, 16));
        let snapshot = made(&world, &Size::toolbox_talk(), "toolbox-talk").await;
        let (app, me, top) = (&world.app, operator(), root(&snapshot));
        let page = see_standing(app, &me, ask(top)).await.unwrap();
        assert_eq!(page.asked().unwrap().duty(), "weekly");
        assert_eq!(page.below.len(), 6);
        // Late in a week with days to make up, the week before is the one with a standing.
        let week = SeeStanding {
            period: Some("2026-W06"),
            ..ask(top)
        };
        let page = see_standing(app, &me, week).await.unwrap();
        assert_eq!(
            (page.total.owing, page.total.done, page.total.overdue),
            (60, 43, 17)
        );
        let short: Vec<&str> = page
            .below
            .iter()
            .map(|line| snapshot.short_name(line.organisation).unwrap())
            .collect();
        assert!(short.contains(&"Beacon Hill") && !short.contains(&"Beacon Hill Site"));
        world
    })
    .await;
}
