//! 收表: forms go out, files come back under any name, and what they change is merged under a person's eyes (X7); on
//! both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "helpers of tests, which clippy does not take for tests; a story is told in one go"
)]

#[expect(dead_code, reason = "shared with tests that need other parts")]
mod world;

use std::collections::{BTreeMap, BTreeSet};

use app::import::Kind;
use app::returns::{
    Choice, Decision, FileAnswer, FileTaken, Offer, OpenReturn, ReturnSeen, TakeReturn, answer_file,
    close_return, merge_return, note_asked, open_return, see_return, see_returns, send_return, take_return,
    undo_merges,
};
use app::{App, Ask, Failure, Refusal, json, snapshot};
use domain::id::ReturnId;
use domain::return_form::{FileState, FilledBy, ReturnForm, ReturnQuestion, ReturnRefusal};
use i18n::{Locale, Words};
use jiff::civil::date;
use kaijiang_app as app;
use world::{World, bring_file, on_both, operator, stranger};

const ORGANISATIONS: &str = "\
党组织全称,党组织类别,上级党组织,书记
中共甲县委员会,县委,,赵一
中共甲县乙镇委员会,党委,中共甲县委员会,钱二
中共甲县乙镇丙村支部委员会,党支部,中共甲县乙镇委员会,孙三
中共甲县乙镇丁村支部委员会,党支部,中共甲县乙镇委员会,李四
中共甲县戊镇委员会,党委,中共甲县委员会,王五
中共甲县戊镇己村支部委员会,党支部,中共甲县戊镇委员会,周七
中共甲县戊镇庚村支部委员会,党支部,中共甲县戊镇委员会,吴八
";
const HEADER: &str = "序号,开展时间,党组织,党课题目,类型,主讲人,主讲人身份,地点,应到人数,实到人数\n";
const YI: [&str; 4] = [
    "1,2020-06-10,中共甲县乙镇丙村支部委员会,第一课,理论党课,孙三,书记,村委会,12,10\n",
    "2,2020-07-02,中共甲县乙镇丁村支部委员会,河长巡河记,理论党课,李四,书记,村委会,9,9\n",
    "3,2020-08-20,中共甲县乙镇丙村支部委员会,一块石头的故事,故事党课,毕开华,先进模范,田间地头,12,8\n",
    "4,2020-09-03,中共甲县乙镇丁村支部委员会,护林防火记心间,理论党课,李四,书记,村委会,9,7\n",
];
const WU: [&str; 2] = [
    "5,2020-06-11,中共甲县戊镇己村支部委员会,第一课,理论党课,周七,书记,村委会,20,18\n",
    "6,2020-07-05,中共甲县戊镇庚村支部委员会,老支书的三本账,理论党课,吴八,书记,村委会,15,11\n",
];

fn sheet(rows: &[&str]) -> String {
    format!("{HEADER}{}", rows.concat())
}

/// A county with six lectures, and a return of its ledger opened on 1 December.
async fn opened(world: &World) -> ReturnId {
    world.set_day(date(2020, 12, 1));
    let ledger = sheet(&[YI.as_slice(), WU.as_slice()].concat());
    for (kind, file) in [
        (Kind::Organisations, ORGANISATIONS),
        (Kind::Lectures, ledger.as_str()),
    ] {
        let answer = bring_file(&world.app, &operator(), kind, file).await.unwrap();
        assert_eq!(answer.refused, [], "{kind:?}");
    }
    open(&world.app, "十一月台账").await.unwrap()
}

async fn open(app: &App, name: &str) -> Result<ReturnId, Failure> {
    let command = OpenReturn {
        tree: None,
        office: None,
        name,
        form: ReturnForm::Ledger,
        within: (None, None),
        filled_by: FilledBy::Below,
        due_at: Some("2020-12-04T09:00:00Z".parse().unwrap()),
        note: None,
        key: None,
    };
    open_return(app, &operator(), command).await
}

async fn take(app: &App, id: ReturnId, files: &[(&str, String)], latest: bool) -> Vec<FileTaken> {
    let command = TakeReturn {
        tree: None,
        id,
        files: files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), text.clone().into_bytes()))
            .collect(),
        latest,
    };
    take_return(app, &operator(), command).await.unwrap()
}

async fn seen(app: &App, id: ReturnId) -> ReturnSeen {
    see_return(app, &operator(), (None, id)).await.unwrap()
}

/// New rows, cells changed, conflicts, rows gone, rows the same.
fn counts(seen: &ReturnSeen) -> (usize, usize, usize, usize, usize) {
    let files = || seen.standing().map(|file| &file.compared);
    (
        files().map(|file| file.new.len()).sum(),
        files()
            .flat_map(|file| &file.cells)
            .filter(|cell| !cell.is_conflict)
            .count(),
        files()
            .flat_map(|file| &file.cells)
            .filter(|cell| cell.is_conflict)
            .count(),
        files().map(|file| file.gone.len()).sum(),
        files().map(|file| file.same).sum(),
    )
}

fn all() -> Choice {
    Choice {
        all: Offer::ALL.into_iter().collect(),
        ..Choice::default()
    }
}

/// Every lecture that stands: day, title, speaker, place, present.
async fn ledger(app: &App) -> BTreeSet<String> {
    let snapshot = snapshot(app, &operator(), Ask::default()).await.unwrap();
    let lectures = snapshot.facts.lectures.iter().filter_map(|lecture| {
        let on = lecture.ended_on()?;
        let speaker = lecture
            .speakers
            .first()
            .and_then(|speaker| speaker.name.clone())
            .unwrap_or_default();
        let venue = lecture.venue.clone().unwrap_or_default();
        let present = lecture
            .present
            .map(|present| present.to_string())
            .unwrap_or_default();
        Some(format!("{on} {} {speaker} {venue} {present}", lecture.title))
    });
    lectures.collect()
}

/// Corrects a lecture here, by a ledger of one row.
async fn correct_here(app: &App, row: &str) {
    let answer = bring_file(app, &operator(), Kind::Lectures, &sheet(&[row]))
        .await
        .unwrap();
    assert_eq!((answer.refused.len(), answer.changed.len()), (0, 1));
}

#[tokio::test]
async fn x7_what_came_back_is_new_same_changed_or_gone_and_is_taken_as_ticked() {
    on_both("x7_what_came_back", |world| async move {
        let (app, id) = (&world.app, opened(&world).await);
        let yi = sheet(&[
            YI[0],
            &YI[1].replace(",9,9\n", ",9,8\n"),
            &YI[3]
                .replace("村委会", "红色教育基地")
                .replace("2020-09-03", "2020年9月4日"),
            ",2020-11-20,中共甲县乙镇丙村支部委员会,冬季农村课堂,故事党课,孙三,书记,村委会,12,11\n",
            "合计,,4场,,,,,,,\n",
        ]);
        let wu = sheet(&WU);
        let files = take(
            app,
            id,
            &[("新建 XLSX 工作表 58.csv", yi), ("最终版2.csv", wu)],
            false,
        )
        .await;
        assert!(
            files
                .iter()
                .all(|file| file.questions.is_empty() && file.state == FileState::Taken),
            "{files:?}"
        );
        assert_eq!(counts(&seen(app, id).await), (1, 3, 0, 1, 3));
        let choice = Choice {
            all: BTreeSet::from([Offer::New, Offer::Changed]),
            ..Choice::default()
        };
        let merged = merge_return(app, &operator(), (None, id), &choice).await.unwrap();
        assert_eq!(merged.len(), 1, "who changed nothing makes no entry");
        assert_eq!((merged[0].new, merged[0].changed, merged[0].gone), (1, 2, 0));
        let held = ledger(app).await;
        assert!(
            held.contains("2020-09-04 护林防火记心间 李四 红色教育基地 7"),
            "{held:?}"
        );
        assert!(held.contains("2020-07-02 河长巡河记 李四 村委会 8"), "{held:?}");
        assert!(
            held.contains("2020-11-20 冬季农村课堂 孙三 村委会 11"),
            "{held:?}"
        );
        assert!(
            held.contains("2020-08-20 一块石头的故事 毕开华 田间地头 8"),
            "what was not ticked stays: {held:?}"
        );
        assert_eq!(counts(&seen(app, id).await), (0, 0, 0, 1, 5));
        world
    })
    .await;
}

#[tokio::test]
async fn x7_a_merge_is_undone_whole() {
    on_both("x7_a_merge_is_undone_whole", |world| async move {
        let (app, id) = (&world.app, opened(&world).await);
        let before = ledger(app).await;
        let new = ",2020-11-20,中共甲县戊镇庚村支部委员会、中共甲县戊镇己村支部委员会,冬季农村课堂,故事党课,吴八,书记,村委会,12,11\n";
        let joint = YI[0].replace("丙村支部委员会", "丙村支部委员会、中共甲县乙镇丁村支部委员会");
        let yi = sheet(&[&joint, &YI[1].replace("李四", "李四改"), YI[3]]);
        take(app, id, &[("a.csv", yi), ("b.csv", sheet(&[WU[0], new]))], false).await;
        let offered = counts(&seen(app, id).await);
        assert_eq!(offered, (1, 2, 0, 2, 2));
        assert_eq!(merge_return(app, &operator(), (None, id), &all()).await.unwrap().len(), 2);
        assert_ne!(ledger(app).await, before);
        assert_eq!(counts(&seen(app, id).await), (0, 0, 0, 0, 4));
        assert_eq!(undo_merges(app, &operator(), (None, id)).await.unwrap(), 2);
        assert_eq!(ledger(app).await, before);
        let hosts = snapshot(app, &operator(), Ask::default()).await.unwrap();
        assert!(hosts.facts.lectures.iter().all(|lecture| lecture.hosts.len() == 1));
        assert_eq!(counts(&seen(app, id).await), offered, "all of it is offered again");
        let again = undo_merges(app, &operator(), (None, id)).await;
        assert!(matches!(again, Err(Failure::Refused(Refusal::Return(ReturnRefusal::NotMerged)))));
        let verified = app::verify_audit(app, &operator(), None, None).await.unwrap();
        assert!(verified.first_bad.is_none(), "{verified:?}");
        world
    })
    .await;
}

#[tokio::test]
async fn x7_nothing_is_undone_where_a_record_was_changed_again() {
    on_both("x7_nothing_is_undone", |world| async move {
        let (app, id) = (&world.app, opened(&world).await);
        take(
            app,
            id,
            &[("b.csv", sheet(&[WU[0], &WU[1].replace(",11\n", ",12\n")]))],
            false,
        )
        .await;
        merge_return(app, &operator(), (None, id), &all()).await.unwrap();
        correct_here(app, &WU[1].replace(",11\n", ",13\n")).await;
        let held = ledger(app).await;
        let refused = undo_merges(app, &operator(), (None, id)).await;
        let why = Refusal::Return(ReturnRefusal::ChangedSince { records: 1 });
        assert_eq!(
            format!("{:?}", refused.unwrap_err()),
            format!("{:?}", Failure::Refused(why))
        );
        assert_eq!(ledger(app).await, held);
        world
    })
    .await;
}

#[tokio::test]
async fn x7_a_conflict_is_where_both_sides_changed_a_cell_and_nowhere_else() {
    on_both("x7_a_conflict_is_where_both_sides_changed", |world| async move {
        let (app, id) = (&world.app, opened(&world).await);
        // Here: the speaker of 3, the place of 1, the count of 4 (to what they say too), and the place of 6.
        correct_here(app, &YI[2].replace("毕开华", "毕开花")).await;
        correct_here(app, &YI[0].replace("村委会", "党校")).await;
        correct_here(app, &YI[3].replace(",9,7\n", ",9,6\n")).await;
        correct_here(app, &WU[1].replace("村委会", "学校")).await;
        let yi = sheet(&[
            &YI[0].replace(",12,10\n", ",12,9\n"),
            YI[1],
            &YI[2].replace("毕开华", "毕国华"),
            &YI[3].replace(",9,7\n", ",9,6\n"),
        ]);
        take(app, id, &[("a.csv", yi), ("b.csv", sheet(&[WU[0]]))], false).await;
        let now = seen(app, id).await;
        assert_eq!(counts(&now), (0, 1, 1, 1, 3));
        let merge = json::return_merge(&now);
        assert_eq!(merge["conflicts"][0]["no"], 3);
        let sides =
            ["sent", "held", "returned"].map(|side| merge["conflicts"][0][side].as_str().unwrap().to_owned());
        assert_eq!(sides, ["毕开华", "毕开花", "毕国华"]);
        assert_eq!(merge["changed"][0]["field"], "present");
        assert_eq!(
            merge["gone_but_changed_here"][0]["no"], 6,
            "it was changed here: nobody takes it along"
        );
        merge_return(app, &operator(), (None, id), &all()).await.unwrap();
        let held = ledger(app).await;
        assert!(
            held.contains("2020-06-10 第一课 孙三 党校 9"),
            "both changes stand: {held:?}"
        );
        assert!(
            held.contains("2020-08-20 一块石头的故事 毕开花 田间地头 8"),
            "a conflict is not taken along: {held:?}"
        );
        assert!(
            held.contains("2020-07-05 老支书的三本账 吴八 学校 11"),
            "nor a gone row that was changed here: {held:?}"
        );
        let conflict = merge["conflicts"][0]["key"].as_str().unwrap().to_owned();
        let gone = merge["gone_but_changed_here"][0]["key"]
            .as_str()
            .unwrap()
            .to_owned();
        let each = BTreeMap::from([(conflict, Decision::Take), (gone, Decision::Keep)]);
        merge_return(
            app,
            &operator(),
            (None, id),
            &Choice {
                each,
                ..Choice::default()
            },
        )
        .await
        .unwrap();
        assert!(
            ledger(app)
                .await
                .contains("2020-08-20 一块石头的故事 毕国华 田间地头 8")
        );
        assert_eq!(
            counts(&seen(app, id).await),
            (0, 0, 0, 0, 5),
            "what was kept is not offered again"
        );
        world
    })
    .await;
}

#[tokio::test]
async fn x7_one_unit_twice_asks_which_and_a_later_one_may_stand() {
    on_both("x7_one_unit_twice", |world| async move {
        let (app, id) = (&world.app, opened(&world).await);
        let first = sheet(&[WU[0], &WU[1].replace(",11\n", ",12\n")]);
        let second = sheet(&[WU[0], &WU[1].replace(",11\n", ",13\n")]);
        take(app, id, &[("旧.csv", first.clone())], false).await;
        let asked = take(app, id, &[("新.csv", second)], false).await;
        assert_eq!(asked[0].state, FileState::Asked);
        assert!(matches!(&asked[0].questions[0].1, ReturnQuestion::Twice { earlier } if earlier == "旧.csv"));
        let again = take(app, id, &[("旧的又来.csv", first)], false).await;
        assert_eq!(
            (again[0].name.as_str(), again[0].state),
            ("旧.csv", FileState::Taken),
            "the same file is no second"
        );
        let stands = FileAnswer {
            stands: Some(true),
            ..FileAnswer::default()
        };
        answer_file(app, &operator(), (id, asked[0].id), stands)
            .await
            .unwrap();
        let now = seen(app, id).await;
        let standing: Vec<&str> = now.standing().map(|file| file.name.as_str()).collect();
        assert_eq!(standing, ["新.csv"]);
        assert_eq!(json::return_merge(&now)["changed"][0]["now"], 13);
        let third = sheet(&[WU[0], &WU[1].replace(",11\n", ",14\n")]);
        take(app, id, &[("再新.csv", third)], true).await;
        assert_eq!(json::return_merge(&seen(app, id).await)["changed"][0]["now"], 14);
        world
    })
    .await;
}

#[tokio::test]
async fn x7_columns_moved_renamed_or_missing_are_recognised() {
    on_both("x7_columns_moved_renamed_or_missing", |world| async move {
        let (app, id) = (&world.app, opened(&world).await);
        // No 序号, another order, 主讲人 under a name nobody has heard of, the head counts of last month's form absent.
        let moved = "谁来讲,何时,党组织,课题,类型\n\
            孙三,2020.6.10,丙村支部,第一课,理论党课\n\
            李四,2020年7月2日,丁村支部,河长巡河记,理论党课\n\
            毕开华,2020/8/20,丙村支部,一块石头的故事,故事党课\n\
            李四,9月3日,丁村支部,护林防火记心间,理论党课\n";
        let files = take(
            app,
            id,
            &[("乙镇.csv", moved.replace("9月3日", "2020-9-3"))],
            false,
        )
        .await;
        assert_eq!(files[0].questions, [], "{files:?}");
        let known: BTreeSet<&str> = files[0].recognised.iter().map(|(_, column)| *column).collect();
        assert!(known.contains("speaker") && known.contains("on"), "{known:?}");
        assert_eq!(
            counts(&seen(app, id).await),
            (0, 0, 0, 0, 4),
            "what a form lacks is no change"
        );
        world
    })
    .await;
}

#[tokio::test]
async fn x7_what_cannot_be_told_is_asked_and_nothing_else_stops() {
    on_both("x7_what_cannot_be_told_is_asked", |world| async move {
        let (app, id) = (&world.app, opened(&world).await);
        let both = sheet(&[YI[0], YI[1], WU[0], WU[1]]);
        let asked = take(
            app,
            id,
            &[("两镇.csv", both), ("说明.csv", "你好\n".to_owned())],
            false,
        )
        .await;
        assert!(matches!(&asked[0].questions[0].1, ReturnQuestion::Whose(all) if all.len() == 2));
        assert!(matches!(
            &asked[1].questions[0].1,
            ReturnQuestion::NotAForm { .. }
        ));
        let odd = sheet(&[
            &YI[0].replace("2020-06-10", "六月某日"),
            YI[1],
            YI[2],
            &YI[3].replace(",9,7\n", ",9,70\n"),
            WU[0],
            ",2020-11-20,中共甲县乙镇丙村支部委员会,冬季农村课堂,故事党课,孙三,书记,村委会,12,13\n",
        ]);
        let files = take(app, id, &[("乙镇.csv", odd)], false).await;
        let codes: Vec<&str> = files[0].questions.iter().map(|(_, asked)| asked.code()).collect();
        assert_eq!(codes, ["unreadable", "elsewhere"], "{files:?}");
        assert_eq!(counts(&seen(app, id).await), (1, 1, 0, 0, 3));
        let merged = merge_return(app, &operator(), (None, id), &all()).await.unwrap();
        let refused: Vec<&str> = merged[0].refused.iter().map(|(_, why)| why.code()).collect();
        assert_eq!(refused, ["arithmetic", "arithmetic"]);
        assert_eq!((merged[0].new, merged[0].changed), (0, 0));
        world
    })
    .await;
}

#[tokio::test]
async fn x7_a_form_that_was_sent_comes_back_known_by_its_marks() {
    on_both("x7_a_form_that_was_sent_comes_back", |world| async move {
        let (app, id) = (&world.app, opened(&world).await);
        let words = Words::new(Locale::ZhHans, None);
        let sent = send_return(app, &operator(), (None, id), (None, &words))
            .await
            .unwrap();
        let rows: Vec<usize> = sent.forms.iter().map(|form| form.rows).collect();
        assert_eq!(rows.iter().sum::<usize>(), 6);
        let files = sent
            .forms
            .iter()
            .map(|form| ("新建.xlsx".to_owned(), form.bytes.clone()))
            .collect();
        let command = TakeReturn {
            tree: None,
            id,
            files,
            latest: false,
        };
        let files = take_return(app, &operator(), command).await.unwrap();
        let states: Vec<FileState> = files.iter().map(|file| file.state).collect();
        assert_eq!(states, [FileState::Taken, FileState::Taken], "{files:?}");
        assert!(files.iter().all(|file| file.questions.is_empty()), "{files:?}");
        assert_eq!(counts(&seen(app, id).await), (0, 0, 0, 0, 6));
        world
    })
    .await;
}

#[tokio::test]
async fn x7_who_has_not_answered_is_reminded_and_a_closed_return_takes_nothing() {
    on_both("x7_who_has_not_answered", |world| async move {
        let (app, id) = (&world.app, opened(&world).await);
        take(app, id, &[("b.csv", sheet(&WU))], false).await;
        world.set_day(date(2020, 12, 8));
        take(app, id, &[("a.csv", sheet(&YI))], false).await;
        let status = json::return_status(&seen(app, id).await);
        assert_eq!(
            (&status["answered"][0], &status["late"][0]),
            (&"戊镇".into(), &"乙镇".into())
        );
        assert!(status["silent"].as_array().unwrap().is_empty());
        let other = open(app, "十二月台账").await.unwrap();
        assert_eq!(
            note_asked(app, &operator(), (other, &BTreeSet::new()), None)
                .await
                .unwrap(),
            2
        );
        assert_eq!(
            note_asked(app, &operator(), (other, &BTreeSet::new()), Some("一"))
                .await
                .unwrap(),
            2
        );
        note_asked(app, &operator(), (other, &BTreeSet::new()), Some("一"))
            .await
            .unwrap();
        assert!(
            seen(app, other).await.parts.iter().all(|part| part.asked == 2),
            "the same request is one reminder"
        );
        assert!(matches!(
            open(app, "十一月台账").await,
            Err(Failure::Refused(Refusal::Return(ReturnRefusal::NameTaken(_))))
        ));
        close_return(app, &operator(), id, None).await.unwrap();
        let command = TakeReturn {
            tree: None,
            id,
            files: Vec::new(),
            latest: false,
        };
        let refused = take_return(app, &operator(), command).await;
        assert!(matches!(
            refused,
            Err(Failure::Refused(Refusal::Return(ReturnRefusal::Closed)))
        ));
        open(app, "十一月台账").await.unwrap();
        world
    })
    .await;
}

#[tokio::test]
async fn x5_a_stranger_learns_nothing_of_a_return() {
    on_both("x5_a_stranger_learns_nothing", |world| async move {
        let (app, id) = (&world.app, opened(&world).await);
        let actor = stranger();
        assert!(see_returns(app, &actor, None).await.unwrap().is_empty());
        assert!(matches!(
            see_return(app, &actor, (None, id)).await,
            Err(Failure::Forbidden(_))
        ));
        assert!(matches!(
            merge_return(app, &actor, (None, id), &all()).await,
            Err(Failure::Forbidden(_))
        ));
        assert!(matches!(
            undo_merges(app, &actor, (None, id)).await,
            Err(Failure::Forbidden(_))
        ));
        let words = Words::new(Locale::ZhHans, None);
        let sent = send_return(app, &actor, (None, id), (None, &words)).await;
        assert!(matches!(sent, Err(Failure::Forbidden(_))));
        world
    })
    .await;
}

/// X7: the roster and the plan go out and come back as the ledger does, and can be undone whole.
#[tokio::test(flavor = "multi_thread")]
async fn x7_a_roster_and_a_plan_are_merged_and_undone() {
    on_both("x7_a_roster_and_a_plan_are_merged_and_undone", |world| async move {
        opened(&world).await;
        let members = "所在支部,姓名,出生年月,党员类别\n中共甲县乙镇丙村支部委员会,郑十,1960-01,正式党员\n\
                       中共甲县乙镇丁村支部委员会,冯一,1970-02,正式党员\n";
        bring_file(&world.app, &operator(), Kind::Members, members).await.unwrap();
        let open = async |name: &str, form| {
            let command = OpenReturn {
                tree: None,
                office: None,
                name,
                form,
                within: (None, None),
                filled_by: FilledBy::Below,
                due_at: None,
                note: None,
                key: None,
            };
            open_return(&world.app, &operator(), command).await.unwrap()
        };
        let roster = open("花名册", ReturnForm::Roster).await;
        let back = "所在支部,姓名,出生年月,党员类别\n中共甲县乙镇丁村支部委员会,郑十,1960-01,正式党员\n\
                    中共甲县乙镇丁村支部委员会,陈二,1980-03,预备党员\n";
        take(&world.app, roster, &[("名册.csv", back.to_owned())], true).await;
        let found = seen(&world.app, roster).await;
        // One came, one moved, one left.
        assert_eq!(counts(&found), (1, 1, 0, 1, 0));
        let merged = merge_return(&world.app, &operator(), (None, roster), &all()).await.unwrap();
        let of = |merged: &[app::returns::FileMerged]| {
            (merged[0].new, merged[0].changed, merged[0].gone, merged[0].refused.clone())
        };
        assert_eq!(of(&merged), (1, 1, 1, Vec::new()));
        assert_eq!(undo_merges(&world.app, &operator(), (None, roster)).await.unwrap(), 1);
        assert_eq!(counts(&seen(&world.app, roster).await), (1, 1, 0, 1, 0), "as before");
        let plan = open("四季度计划", ReturnForm::Plan).await;
        let back = "党组织,要求,计划时间,党课题目,主讲人\n\
                    中共甲县乙镇丙村支部委员会,每季度党课,2020-12-20,第二课,孙三\n\
                    中共甲县乙镇丁村支部委员会,每季度党课,2020-12-22,第三课,李四\n";
        take(&world.app, plan, &[("计划.csv", back.to_owned())], true).await;
        let found = seen(&world.app, plan).await;
        // Day, topic and speaker of two places that were empty.
        assert_eq!(counts(&found), (0, 6, 0, 0, 0));
        let merged = merge_return(&world.app, &operator(), (None, plan), &all()).await.unwrap();
        assert_eq!(of(&merged), (0, 2, 0, Vec::new()));
        assert_eq!(counts(&seen(&world.app, plan).await), (0, 0, 0, 0, 2), "planned");
        let words = Words::new(Locale::ZhHans, None);
        let sent = send_return(&world.app, &operator(), (None, plan), (None, &words)).await.unwrap();
        let rows: Vec<usize> = sent.forms.iter().map(|form| form.rows).collect();
        assert_eq!(rows, [2, 2], "a row for each branch");
        assert_eq!(undo_merges(&world.app, &operator(), (None, plan)).await.unwrap(), 1);
        assert_eq!(counts(&seen(&world.app, plan).await), (0, 6, 0, 0, 0), "as before");
        world
    })
    .await;
}
