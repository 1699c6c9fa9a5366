//! Papers of the rhythm: each says what it should, names nobody it need not, and goes to nobody who may not have it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with tests that need other parts")]
mod world;

use app::import::Kind;
use app::print_notice::{NoticeTo, print_notice};
use app::print_papers::{PaperForm, Printed};
use app::print_responsibilities::print_responsibilities;
use app::print_schedule::print_schedule;
use app::{
    Actor, App, Ask, DropPlanItem, Failure, Filled, KnownItem, PlanEntry, Refusal, SeeHistory, SeePlan,
    SeenItem, Snapshot, draw_up_plan, drop_plan_item, see_history, see_plan, snapshot,
};
use domain::access::{self, Grant, GrantState, Role};
use domain::id::{AccountId, OrganisationId};
use domain::plan::{Arrangement, PlanRefusal, PlannedSpeaker};
use i18n::{Locale, Words};
use jiff::civil::{Date, date};
use kaijiang_app as app;
use world::{World, bring_file, on_both, operator, pack, stranger};

const ORGANISATIONS: &str = "\
党组织全称,党组织类别,上级党组织,书记
中共甲县委员会,县委,,赵一
中共甲县乙镇委员会,党委,中共甲县委员会,钱二
中共甲县乙镇丙村支部委员会,党支部,中共甲县乙镇委员会,孙三
中共甲县乙镇丁村支部委员会,党支部,中共甲县乙镇委员会,
中共甲县戊镇委员会,党委,中共甲县委员会,
中共甲县戊镇己村支部委员会,党支部,中共甲县戊镇委员会,
";
const LECTURES: &str = "\
序号,开展时间,党组织,党课题目,类型,主讲人,主讲人身份,地点,应到人数,实到人数
1,2020-10-09,中共甲县乙镇丙村支部委员会,第一课,故事党课,冯九,先进模范,祠堂,2,2
2,2020-08-11,中共甲县乙镇丁村支部委员会,第二课,理论党课,郑八,书记,村小学,3,1
";
const MEMBERS: &str = "\
所在支部,姓名,出生年月,党员类别
中共甲县乙镇丙村支部委员会,吴六,1960-01,正式党员
中共甲县乙镇丙村支部委员会,何十,1970-02,正式党员
中共甲县乙镇丁村支部委员会,郑八,1980-03,正式党员
";
const COUNTY: &str = "甲县委员会";
const TOWNSHIP: &str = "乙镇委员会";
const BING: &str = "丙村支部";
const DING: &str = "丁村支部";
/// What nobody may smuggle into a paper, and what no paper may stumble over.
const HOSTILE: &str = "<w:p>&amp;\"'\u{202e}\u{0}{ $x } #let 一";

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

fn words() -> Words {
    Words::new(Locale::ZhHans, Some(pack().vocabulary))
}

async fn look(app: &App) -> Snapshot {
    snapshot(app, &operator(), Ask::default()).await.unwrap()
}

async fn place(app: &App, name: &str) -> OrganisationId {
    look(app).await.find(Some(name)).unwrap()
}

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

fn arranged(on: Date, topic: &str) -> Arrangement {
    Arrangement {
        on: Some(on),
        starts_minute: Some(15 * 60),
        topic: Some(topic.to_owned()),
        kind: "story".to_owned(),
        forms: Vec::new(),
        venue: Some("祠堂".to_owned()),
        speaker: Some(PlannedSpeaker {
            name: "冯九".to_owned(),
            class: Some("role-model".to_owned()),
            person: None,
        }),
    }
}

/// Plans a lecture of an organisation in a quarter.
async fn plan(app: &App, name: &str, (quarter, says): (&str, Arrangement)) -> SeenItem {
    let top = place(app, name).await;
    let ask = SeePlan {
        top,
        period: Some(quarter),
    };
    let slot = see_plan(app, &operator(), ask).await.unwrap().slots.remove(0);
    let entry = PlanEntry {
        organisation: top,
        duty: slot.duty,
        period: slot.period.label,
        known: KnownItem::OneMoreThan(slot.seen),
        says,
        reason: None,
    };
    draw_up_plan(app, &operator(), &[entry]).await.unwrap();
    let slots = see_plan(app, &operator(), ask).await.unwrap().slots;
    let item = slots.into_iter().find_map(|slot| match slot.filled {
        Filled::Item(item) => Some(*item),
        Filled::Lecture(_) | Filled::Nothing => None,
    });
    item.unwrap()
}

/// The text of a docx.
fn text_of(printed: &Printed) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&printed.bytes)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name("word/document.xml").unwrap();
    std::io::Read::read_to_string(&mut part, &mut text).unwrap();
    // A text may stand in several runs, by script.
    let pieces = text.split('<').filter_map(|piece| piece.split_once('>'));
    pieces.map(|(_, text)| text).collect()
}

#[track_caller]
fn says(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
}

#[track_caller]
fn says_not(text: &str, unwanted: &[&str]) {
    for unwanted in unwanted {
        assert!(!text.contains(unwanted), "{unwanted} in {text}");
    }
}

#[track_caller]
fn forbidden(outcome: Result<Printed, Failure>) {
    let outcome = outcome.map(|printed| printed.name);
    assert!(matches!(outcome, Err(Failure::Forbidden(_))), "{outcome:?}");
}

/// What the history says was done last, with what it says of it.
async fn last_entry(app: &App) -> (String, Vec<(String, String)>) {
    let seen = see_history(app, &operator(), SeeHistory::default())
        .await
        .unwrap();
    let last = &seen.entries[0];
    (last.action.clone(), last.detail.clone())
}

async fn is_noted(app: &App, action: &str) {
    assert_eq!(last_entry(app).await.0, action);
}

#[tokio::test(flavor = "multi_thread")]
async fn s5_a_notice_says_who_what_when_where_and_names_only_the_speaker() {
    on_both("s5_a_notice", |world| async move {
        let app = &world.app;
        county(&world).await;
        let item = plan(
            app,
            DING,
            ("2020-Q4", arranged(date(2020, 12, 20), "护林员的二十年")),
        )
        .await;
        let words = words();
        let docx = (PaperForm::Docx, &words);
        let secretary = somebody(app, Role::Secretary, DING).await;
        let printed = print_notice(app, &secretary, (item.id, NoticeTo::Above), docx)
            .await
            .unwrap();
        let above = text_of(&printed);
        says(
            &above,
            &[
                "中共甲县乙镇委员会",
                "中共甲县乙镇丁村支部委员会",
                "护林员的二十年",
                "故事党课",
                "冯九（先进模范）",
                "祠堂",
                "15:00",
                "12月20日",
                // Three days before, as the rules say.
                "2020年12月17日",
            ],
        );
        says_not(&above, &["郑八", "钱二", "2020年12月10日"]);
        let (action, detail) = last_entry(app).await;
        assert_eq!(action, "print-notice");
        assert!(
            detail.contains(&("addressee".to_owned(), "above".to_owned())),
            "{detail:?}"
        );
        let printed = print_notice(app, &secretary, (item.id, NoticeTo::Members), docx)
            .await
            .unwrap();
        let members = text_of(&printed);
        says(&members, &["全体党员", "1人", "2020年12月19日"]);
        says_not(&members, &["郑八", "乙镇委员会："]);
        // Once its day is near, a notice bears the day it is printed.
        world.set_day(date(2020, 12, 19));
        let printed = print_notice(app, &secretary, (item.id, NoticeTo::Above), docx)
            .await
            .unwrap();
        says(&text_of(&printed), &["2020年12月19日"]);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn s5_a_notice_goes_to_nobody_who_may_not_and_of_no_lecture_that_was_dropped() {
    on_both("s5_a_notice_goes_to_nobody", |world| async move {
        let app = &world.app;
        county(&world).await;
        let item = plan(app, DING, ("2020-Q4", arranged(date(2020, 12, 20), HOSTILE))).await;
        let words = words();
        let docx = (PaperForm::Docx, &words);
        let to = NoticeTo::Above;
        for who in [
            stranger(),
            somebody(app, Role::Secretary, BING).await,
            somebody(app, Role::Member, DING).await,
            somebody(app, Role::Inspector, COUNTY).await,
            somebody(app, Role::TownshipOfficer, "戊镇委员会").await,
        ] {
            forbidden(print_notice(app, &who, (item.id, to), docx).await);
        }
        let printed = print_notice(app, &operator(), (item.id, to), docx).await.unwrap();
        says(&text_of(&printed), &["&lt;w:p&gt;", "{ $x } #let 一"]);
        let command = DropPlanItem {
            item: item.id,
            version: item.version,
            reason: "主讲人住院",
            key: None,
        };
        drop_plan_item(app, &operator(), command).await.unwrap();
        let outcome = print_notice(app, &operator(), (item.id, to), docx).await;
        assert!(matches!(
            outcome,
            Err(Failure::Refused(Refusal::Plan(PlanRefusal::NotOpen)))
        ));
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_a_schedule_has_a_line_for_each_place_of_the_quarter() {
    on_both("s2_a_schedule", |world| async move {
        let app = &world.app;
        county(&world).await;
        plan(app, DING, ("2020-Q4", arranged(date(2020, 12, 20), HOSTILE))).await;
        let words = words();
        let docx = (PaperForm::Docx, &words);
        let ask = |top| SeePlan {
            top,
            period: Some("2020-Q4"),
        };
        let (root, township) = (place(app, COUNTY).await, place(app, TOWNSHIP).await);
        let officer = somebody(app, Role::TownshipOfficer, TOWNSHIP).await;
        forbidden(print_schedule(app, &officer, ask(root), docx).await);
        forbidden(print_schedule(app, &stranger(), ask(township), docx).await);
        forbidden(
            print_schedule(
                app,
                &somebody(app, Role::Inspector, COUNTY).await,
                ask(root),
                docx,
            )
            .await,
        );
        let printed = print_schedule(app, &officer, ask(township), docx).await.unwrap();
        is_noted(app, "print-schedule").await;
        let text = text_of(&printed);
        // What is planned, and what was held without a plan.
        says(
            &text,
            &[
                "2020年第四季度",
                "丁村支部",
                "{ $x } #let 一",
                "丙村支部",
                "第一课",
                "冯九",
                "10月9日",
            ],
        );
        says_not(&text, &["己村", "第二课", "郑八"]);
        // Where nothing is settled there is a line that says so.
        let printed = print_schedule(app, &operator(), ask(root), docx).await.unwrap();
        says(&text_of(&printed), &["己村支部", &words.say("slip-open", &[])]);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f2_every_duty_names_a_post_at_each_level_and_a_vacant_one_falls_to_those_above() {
    on_both("f2_every_duty", |world| async move {
        let app = &world.app;
        county(&world).await;
        let words = words();
        let docx = (PaperForm::Docx, &words);
        let (root, township) = (place(app, COUNTY).await, place(app, TOWNSHIP).await);
        let officer = somebody(app, Role::TownshipOfficer, TOWNSHIP).await;
        for who in [
            stranger(),
            somebody(app, Role::Secretary, BING).await,
            somebody(app, Role::Inspector, COUNTY).await,
        ] {
            forbidden(print_responsibilities(app, &who, township, docx).await);
        }
        forbidden(print_responsibilities(app, &officer, root, docx).await);
        let printed = print_responsibilities(app, &officer, township, docx)
            .await
            .unwrap();
        is_noted(app, "print-responsibilities").await;
        let text = text_of(&printed);
        says(
            &text,
            &[
                // The township's own line, both duties in it, and to whom it would fall.
                "1抓好所属党支部的每季度党课、“七一”专题党课乡镇级乙镇",
                "钱二",
                // A branch with a secretary, who owes one in person too.
                "支部书记轮流讲",
                "孙三",
                // A vacant post says so; it falls to the township.
                "空缺乙镇",
            ],
        );
        says_not(&text, &["己村", "赵一", "郑八", "吴六"]);
        // Two levels up where the one above is vacant too.
        let text = text_of(
            &print_responsibilities(app, &operator(), root, docx)
                .await
                .unwrap(),
        );
        let ji = text.split("己村支部").nth(1).unwrap();
        says(ji, &["空缺"]);
        says_not(ji, &["戊镇书记"]);
        says(&text, &["赵一", "县级"]);
        // An auditor takes no list of persons away: whether a post is held is on it, not by whom.
        let auditor = somebody(app, Role::Auditor, COUNTY).await;
        let text = text_of(&print_responsibilities(app, &auditor, root, docx).await.unwrap());
        says(&text, &["有人担任", "空缺"]);
        says_not(&text, &["赵一", "钱二", "孙三"]);
        world
    })
    .await;
}
