//! Papers of the rhythm: each says what it should, names nobody it need not, and goes to nobody who may not have it.
#![expect(
    clippy::unwrap_used,
    clippy::format_push_string,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with tests that need other parts")]
mod world;

use app::accounts::{AddAccount, add_account};
use app::import::Kind;
use app::materials::Upload;
use app::print_binder::print_binder;
use app::print_handover::print_handover;
use app::print_implementation::{PrintImplementation, print_implementation};
use app::print_notice::{NoticeTo, print_notice};
use app::print_papers::{PaperForm, Printed};
use app::print_responsibilities::print_responsibilities;
use app::print_schedule::print_schedule;
use app::record_lecture::{RecordLecture, Said, Spoke, record_lecture};
use app::{
    Actor, App, Ask, DropPlanItem, Failure, Filled, KnownItem, PlanEntry, Refusal, SeeHistory, SeePlan,
    SeenItem, SendBackLecture, Snapshot, draw_up_plan, drop_plan_item, see_history, see_plan,
    send_back_lecture, snapshot,
};
use domain::access::{self, Grant, GrantState, Role};
use domain::id::{AccountId, LectureId, OrganisationId};
use domain::material::MaterialSort;
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
/// The same as a title, which is one line without signs of control.
const HOSTILE_TITLE: &str = "<w:p> & 一条水渠";

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
        // The day before is a Saturday: on the Friday.
        says(&members, &["全体党员", "1人", "2020年12月18日"]);
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

#[tokio::test(flavor = "multi_thread")]
async fn a_handover_sheet_says_what_is_open_planned_and_who_signs_in() {
    on_both("a_handover_sheet", |world| async move {
        let app = &world.app;
        county(&world).await;
        let words = words();
        let docx = (PaperForm::Docx, &words);
        let (bing, ding) = (place(app, BING).await, place(app, DING).await);
        let officer = somebody(app, Role::TownshipOfficer, TOWNSHIP).await;
        for who in [
            stranger(),
            somebody(app, Role::Secretary, BING).await,
            somebody(app, Role::Member, DING).await,
            somebody(app, Role::Inspector, COUNTY).await,
            somebody(app, Role::Auditor, COUNTY).await,
            somebody(app, Role::TownshipOfficer, "戊镇委员会").await,
        ] {
            forbidden(print_handover(app, &who, ding, docx).await);
        }
        // A record that came back, with why; and a lecture planned for the next quarter.
        let held = look(app)
            .await
            .facts
            .lectures
            .iter()
            .find(|one| one.title == "第一课")
            .unwrap()
            .id;
        let command = SendBackLecture {
            lecture: held,
            reason: "照片不是当天的",
            until: date(2020, 12, 24),
            key: None,
        };
        send_back_lecture(app, &officer, command).await.unwrap();
        plan(app, BING, ("2021-Q1", arranged(date(2021, 1, 15), HOSTILE))).await;
        let secretary = look(app)
            .await
            .facts
            .posts
            .iter()
            .find(|post| post.organisation == bing)
            .unwrap()
            .person;
        let account = |name: Option<&'static str>, person, role| AddAccount {
            login: None,
            name,
            person,
            role,
            organisation: bing,
            until: None,
        };
        for one in [
            account(None, Some(secretary), Role::Secretary),
            account(Some("代填人"), None, Role::Secretary),
            account(Some("寻常人"), None, Role::Member),
        ] {
            add_account(app, &operator(), one).await.unwrap();
        }
        let printed = print_handover(app, &officer, bing, docx).await.unwrap();
        is_noted(app, "print-handover").await;
        let text = text_of(&printed);
        says(
            &text,
            &[
                "中共甲县乙镇丙村支部委员会",
                "孙三",
                "《第一课》的记录：已退回",
                "照片不是当天的",
                "2020年12月24日",
                "{ $x } #let 一",
                "1月15日（周五）",
                "孙三移交时停用",
                "代填人不变",
                "发启用单",
            ],
        );
        // Members sign in for themselves: nothing of theirs is handed over.
        says_not(&text, &["寻常人", "第二课", "郑八"]);
        // Where the quarter is still owed, it says so, and nobody leaves a vacant post.
        let text = text_of(&print_handover(app, &officer, ding, docx).await.unwrap());
        says(&text, &["每季度党课（2020年第四季度）", "12月31日"]);
        says_not(&text, &["孙三", "移交时停用"]);
        let gone = OrganisationId(app.new_id());
        forbidden(print_handover(app, &officer, gone, docx).await);
        world
    })
    .await;
}

fn picture(shade: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(64, 48, image::Rgb([shade; 3]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Records a lecture of the day before, with files.
async fn record(app: &App, name: &str, (title, files): (&str, Vec<Upload>)) -> LectureId {
    let said = Said {
        on: Some(date(2020, 12, 9)),
        title: title.to_owned(),
        kind: Some("story".to_owned()),
        speaker: Some(Spoke::Named {
            name: "冯九".to_owned(),
            class: "role-model".to_owned(),
        }),
        expected: Some(4),
        present: Some(3),
        ..Said::default()
    };
    let command = RecordLecture {
        key: title,
        organisation: place(app, name).await,
        plan_item: None,
        said,
        files,
    };
    let recorded = record_lecture(app, &operator(), command).await.unwrap();
    assert_eq!(recorded.left, []);
    recorded.lecture
}

fn pictures_in(printed: &Printed) -> usize {
    let archive = zip::ZipArchive::new(std::io::Cursor::new(&printed.bytes)).unwrap();
    archive
        .file_names()
        .filter(|name| name.as_ref().unwrap().starts_with("word/media/"))
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn x1_a_binder_holds_plan_lectures_figures_scripts_and_photos() {
    on_both("x1_a_binder", |world| async move {
        let app = &world.app;
        county(&world).await;
        let file = |sort, name: &str, bytes: Vec<u8>| Upload {
            sort,
            name: name.to_owned(),
            bytes,
        };
        let files = vec![
            file(MaterialSort::Photo, "a.png", picture(7)),
            file(MaterialSort::Photo, "b.png", picture(90)),
            file(
                MaterialSort::Script,
                "a.txt",
                "渠是一锤一锤凿出来的。\n{ $x } #let & 二".into(),
            ),
            file(MaterialSort::Script, "提纲 & 附件.pdf", b"%PDF-1.4\n".to_vec()),
        ];
        record(app, DING, (HOSTILE_TITLE, files)).await;
        plan(
            app,
            DING,
            ("2020-Q4", arranged(date(2020, 12, 20), "护林员的二十年")),
        )
        .await;
        let words = words();
        let docx = (PaperForm::Docx, &words);
        let (root, township) = (place(app, COUNTY).await, place(app, TOWNSHIP).await);
        let asked = |top| (top, Some("2020-Q4"));
        for who in [
            stranger(),
            somebody(app, Role::Secretary, BING).await,
            somebody(app, Role::Member, DING).await,
            somebody(app, Role::Inspector, COUNTY).await,
            somebody(app, Role::TownshipOfficer, "戊镇委员会").await,
        ] {
            forbidden(print_binder(app, &who, asked(township), docx).await);
        }
        let officer = somebody(app, Role::TownshipOfficer, TOWNSHIP).await;
        forbidden(print_binder(app, &officer, asked(root), docx).await);
        let printed = print_binder(app, &officer, asked(township), docx).await.unwrap();
        is_noted(app, "print-binder").await;
        let text = text_of(&printed);
        says(
            &text,
            &[
                "中共甲县乙镇委员会",
                "2020年第四季度",
                "丁村支部",
                "护林员的二十年",
                "<w:p> & 一条水渠"
                    .replace('&', "&amp;")
                    .replace('<', "&lt;")
                    .replace('>', "&gt;")
                    .as_str(),
                "已交记录",
                "应到4实到3",
                "渠是一锤一锤凿出来的。",
                "{ $x } #let &amp; 二",
                "讲稿是单独的文件：提纲 &amp; 附件.pdf。",
                // The other branch has its own section, with what a ledger said.
                "丙村支部",
                "第一课",
                "没有讲稿",
                "这段时间没有安排",
            ],
        );
        assert_eq!(pictures_in(&printed), 2);
        // Another quarter's lecture and another township's branch are not in it.
        says_not(&text, &["第二课", "己村"]);
        // Who may see all of it may take all of it, here with the branch that did nothing.
        let auditor = somebody(app, Role::Auditor, COUNTY).await;
        let text = text_of(&print_binder(app, &auditor, asked(root), docx).await.unwrap());
        says(&text, &["戊镇 · 己村支部", "这段时间没有党课记录"]);
        let third = (township, Some("2020-Q3"));
        let text = text_of(&print_binder(app, &officer, third, docx).await.unwrap());
        // Whoever did nothing in a time that is over has a section that says so.
        says(
            &text,
            &["第二课", "2020年第三季度", "丙村支部", "这段时间没有党课记录"],
        );
        says_not(&text, &["护林员"]);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_binder_that_would_be_too_thick_says_so() {
    on_both("a_binder_that_would_be_too_thick", |world| async move {
        let app = &world.app;
        world.set_day(TODAY);
        let mut file = String::from("党组织全称,党组织类别,上级党组织,书记\n中共甲县委员会,县委,,赵一\n");
        for number in 1..=61 {
            let parent = if number < 3 {
                "中共甲县委员会"
            } else {
                "中共甲县1镇委员会"
            };
            let (name, kind) = match number {
                1 | 2 => (format!("中共甲县{number}镇委员会"), "党委"),
                _ => (format!("中共甲县1镇{number}村支部委员会"), "党支部"),
            };
            file.push_str(&format!("{name},{kind},{parent},\n"));
        }
        for number in 1..=3 {
            file.push_str(&format!(
                "中共甲县2镇{number}村支部委员会,党支部,中共甲县2镇委员会,\n"
            ));
        }
        let answer = bring_file(app, &operator(), Kind::Organisations, &file)
            .await
            .unwrap();
        assert_eq!(answer.refused, []);
        let words = words();
        let docx = (PaperForm::Docx, &words);
        let (root, one) = (place(app, COUNTY).await, place(app, "1镇委员会").await);
        let refused = print_binder(app, &operator(), (root, None), docx).await;
        let Err(Failure::Refused(refusal)) = refused else {
            panic!("printed");
        };
        let said = app::refusal_text(&refusal, &words, "");
        says(&said, &["62", "60", "分别打印"]);
        let printed = print_binder(app, &operator(), (one, None), docx).await.unwrap();
        says(&text_of(&printed), &["61村支部"]);
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f1_an_implementation_plan_is_a_draft_from_the_rules_and_the_plan() {
    on_both("f1_an_implementation_plan", |world| async move {
        let app = &world.app;
        county(&world).await;
        plan(app, DING, ("2020-Q4", arranged(date(2020, 12, 20), HOSTILE))).await;
        let words = words();
        let docx = (PaperForm::Docx, &words);
        let (root, township) = (place(app, COUNTY).await, place(app, TOWNSHIP).await);
        let of = |top, year| PrintImplementation { top, year };
        let officer = somebody(app, Role::TownshipOfficer, TOWNSHIP).await;
        forbidden(print_implementation(app, &stranger(), of(township, None), docx).await);
        forbidden(print_implementation(app, &officer, of(root, None), docx).await);
        let inspector = somebody(app, Role::Inspector, COUNTY).await;
        forbidden(print_implementation(app, &inspector, of(root, None), docx).await);
        let printed = print_implementation(app, &officer, of(township, Some(2020)), docx)
            .await
            .unwrap();
        is_noted(app, "print-implementation").await;
        let text = text_of(&printed);
        says(
            &text,
            &[
                "2020年“党课开讲啦”实施方案",
                "根据《云南某县“党课开讲啦”活动通报（2020年）》",
                "2个党支部",
                "每季度至少安排1次党课",
                "由书记负责",
                "支部书记轮流讲",
                // The rhythm of the rules.
                "每周一08:30提醒",
                "每月过后第5个工作日出汇总",
                "15个工作日",
                // Two branches: one lecture of the quarter was held, one is planned.
                "2020年第四季度：每季度党课2场，已经安排2场。",
                "2020年第三季度：每季度党课2场，已经安排1场。",
                "附件",
                "{ $x } #let 一",
                "第一课",
            ],
        );
        says_not(&text, &["己村", "待定"]);
        // A draft: it bears neither number nor day.
        says_not(&text, &["2020年12月10日", "〔"]);
        // Of another year nothing is planned, so nothing is attached.
        let next = print_implementation(app, &officer, of(township, Some(2021)), docx)
            .await
            .unwrap();
        let text = text_of(&next);
        says(&text, &["2021年第三季度：", "已经安排0场"]);
        says_not(&text, &["附件", "第一课"]);
        world
    })
    .await;
}
