//! Notices as offices write them, and what is drafted from each (F1): duties, rhythms, figures. A case names the words
//! it rests on; what is not named must not be found.

#![expect(clippy::unwrap_used, reason = "a test may stop at what must not be")]

use kaijiang_domain::plan_draft::{
    DutyDoubt, DutyDrafted, FigureDrafted, NoticeWords, PlanDraft, ReminderDrafted, plan_draft,
};
use kaijiang_domain::rule_set::RuleSet;

const WORDS: &str = include_str!("../../../rules/notices/zh-Hans.toml");
const PARTY: &str = include_str!("../../../rules/party-lecture/rules.toml");

fn draft(text: &str) -> PlanDraft {
    let words = NoticeWords::read(WORDS).unwrap();
    plan_draft(text, &words, &RuleSet::read(PARTY).unwrap())
}

/// `lecture 1 Quarter`, a line each.
fn duties(draft: &PlanDraft) -> Vec<String> {
    let line = |duty: &DutyDrafted| format!("{} {} {}", duty.kind.word(), duty.minimum, duty.rhythm);
    draft.duties.iter().map(line).collect()
}

fn reminders(draft: &PlanDraft) -> Vec<String> {
    let line = |reminder: &ReminderDrafted| format!("{} {}", reminder.kind, reminder.rhythm);
    draft.reminders.iter().map(line).collect()
}

fn figures(draft: &PlanDraft) -> Vec<String> {
    let line = |figure: &FigureDrafted| format!("{} {}", figure.value, figure.unit);
    draft.figures.iter().map(line).collect()
}

#[test]
fn f1_the_county_s_own_words() {
    let asks = "各党组织严格按照每季度至少安排1次党课、“七一”前后集中安排1次专题党课的要求开展讲党课活动,形成了良好氛围。";
    let tells = "截至2020年11月,全县共开展“党课开讲啦”活动1400余场次,拍摄微党课视频60余部。其中,县直各单位主要领导到挂包村上党课200余次,\
                 带动全县各级党组织书记、班子成员讲党课1200余次,覆盖党员1.3万余名。";
    let rhythm = "同时,坚持每周一提醒、每月一汇总、每季度一通报,督促各责任单位认真开展活动。县委党员教育中心对各党组织上报的30余部\
                  党课微视频进行认真审核,杜绝一份讲稿用几年。以“细、新、活、严”四字诀推动。";
    let found = draft(&format!("{asks}{tells}\n{rhythm}"));
    assert_eq!(duties(&found), ["lecture 1 quarter", "themed 1 06-15..07-15"]);
    let [quarterly, july] = &found.duties[..] else {
        panic!("{:?}", found.duties);
    };
    assert_eq!(quarterly.citation, "每季度至少安排1次党课");
    assert_eq!(july.citation, "“七一”前后集中安排1次专题党课");
    assert_eq!(
        (quarterly.who.as_str(), july.who.as_str()),
        ("各党组织", "各党组织")
    );
    assert_eq!(
        (quarterly.duty.as_deref(), july.duty.as_deref()),
        (Some("quarterly"), Some("july-1"))
    );
    assert_eq!(quarterly.sentence, asks);
    assert_eq!(
        reminders(&found),
        ["reminder week", "summary month", "bulletin quarter"]
    );
    assert_eq!(found.reminders[0].citation, "每周一提醒");
    let told = ["1400 场次", "60 部", "200 次", "1200 次", "13000 名", "30 部"];
    assert_eq!(figures(&found), told);
    let names: Vec<&str> = found.figures.iter().map(|figure| figure.name.as_str()).collect();
    let expected = [
        "全县共开展“党课开讲啦”活动",
        "拍摄微党课视频",
        "县直各单位主要领导到挂包村上党课",
        "带动全县各级党组织书记、班子成员讲党课",
        "覆盖党员",
        "党课微视频",
    ];
    assert_eq!(names, expected);
    let keys: Vec<Option<&str>> = found.figures.iter().map(|figure| figure.key.as_deref()).collect();
    assert_eq!(keys[0], Some("sessions"));
    assert_eq!(keys[4], Some("coverage"));
    assert!(found.figures[5].sentence.starts_with("县委党员教育中心"));
}

#[test]
fn f1_duties_in_other_words() {
    for (text, expected) in [
        ("各支部每月至少1次党课。", &["lecture 1 month"][..]),
        ("党课每月不少于一次。", &["lecture 1 month"]),
        ("每半年开展两次专题党课", &["themed 2 half"]),
        ("书记全年不少于2次。", &["lecture 2 year"]),
        (
            "领导班子成员每年至少讲1次党课，支部书记每季度至少讲1次。",
            &["lecture 1 year", "lecture 1 quarter"],
        ),
        ("6月下旬至7月上旬集中开展1次专题党课", &["themed 1 06-21..07-10"]),
        (
            "6月15日至7月15日，各党支部至少安排1场专题党课。",
            &["themed 1 06-15..07-15"],
        ),
        ("7月1日前后组织1次主题宣讲", &["lecture 1 06-16..07-16"]),
        ("10月份集中安排1次", &["lecture 1 10-01..10-31"]),
        ("“七一”前后集中开展专题党课活动。", &["themed 1 06-15..07-15"]),
        ("每季度，各党支部要至少组织一次党课", &["lecture 1 quarter"]),
        ("每名党员每两个月至少听1次课", &["lecture 1 two-months"]),
        ("坚持一季度一次党课", &["lecture 1 quarter"]),
        ("落实“每月一课”", &["lecture 1 month"]),
        ("每个班组每周至少开展1次安全讲话", &["lecture 1 week"]),
        ("各科室每月组织1至2次业务讲座", &["lecture 1 month"]),
        ("各基层工会每半年举办职工讲堂不少于3场", &["lecture 3 half"]),
        ("12月底前完成不少于4次党课", &["lecture 4 01-01..12-31"]),
    ] {
        assert_eq!(duties(&draft(text)), expected, "{text}");
    }
}

#[test]
fn f1_what_is_no_duty() {
    for text in [
        "全县每月共开展党课30次。",
        "全年累计讲党课32次，受到好评。",
        "截至2020年11月，开展活动3次。",
        "严格落实每月“三会一课”制度",
        "按照《每季度至少讲1次党课办法》执行",
        "第一季度讲了2次党课",
        "每次党课不少于45分钟。",
        "11月开展党课1次",
        "每季度开展党课1400余次",
        "每月召开1次工作例会",
        "每季度开展一次督查",
    ] {
        assert_eq!(duties(&draft(text)), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn s5_rhythms_of_an_office() {
    for (text, expected) in [
        (
            "实行一周一提醒、一月一汇总、一季度一通报。",
            &["reminder week", "summary month", "bulletin quarter"][..],
        ),
        (
            "每月5日前汇总上报，每季度末进行通报。",
            &["summary month", "bulletin quarter"],
        ),
        (
            "每季度开展一次督查，每月召开1次工作例会",
            &["inspection quarter", "meeting month"],
        ),
        ("每半年抽查", &["inspection half"]),
        ("每月至少讲1次党课，并通报情况。", &[]),
    ] {
        assert_eq!(reminders(&draft(text)), expected, "{text}");
    }
}

#[test]
fn f7_figures_in_other_words() {
    for (text, expected) in [
        ("培训职工一千二百人次", &["1200 人次"][..]),
        ("覆盖职工1.3万余人，近百家企业参加", &["13000 人", "100 家"]),
        ("60余名劳模走上讲台", &["60 名"]),
        ("举办讲座三十五场，约200人参加", &["35 场", "200 人"]),
        ("参训率达96.5%", &["96.5 %"]),
        ("共1,200名党员、12个党支部参加", &["1200 名", "12 个"]),
        ("超过3千2百人", &["3200 人"]),
        ("先后开展宣讲十余场", &["10 场"]),
    ] {
        assert_eq!(figures(&draft(text)), expected, "{text}");
    }
}

#[test]
fn f7_what_is_no_figure() {
    for text in [
        "2020年5月以来，第3批12月启动",
        "推进“两学一做”，做到三个一、四个结合",
        "落实5项措施，抓好3个方面",
        "数百名党员，几十场活动",
        "每个支部补助500元",
        "参加人数不少于50人",
        "50人以上的单位",
        "开展百场党课进百村",
        "按照《2020年100场计划》",
        "中组发〔2020〕15号，电话0871-6891234",
        "每月至少1次，全年不少于12次党课",
        "第100名",
    ] {
        assert_eq!(figures(&draft(text)), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn f1_who_is_asked_and_what_was_counted_are_named_as_written() {
    let text = "（一）要求各基层工会每月至少开展1次大讲堂。（二）5月12日前后集中开展1次专题讲座。三、三支部每季度至少1次党课。\
                建立“每周一调度、每月一通报”机制，对27家工作滞后的单位进行约谈，其中农民工3千余人。";
    let found = draft(text);
    let who: Vec<&str> = found.duties.iter().map(|duty| duty.who.as_str()).collect();
    assert_eq!(who, ["各基层工会", "", "三支部"]);
    let citations: Vec<&str> = found
        .reminders
        .iter()
        .map(|reminder| reminder.citation.as_str())
        .collect();
    assert_eq!(citations, ["每周一调度", "每月一通报"]);
    let names: Vec<&str> = found.figures.iter().map(|figure| figure.name.as_str()).collect();
    assert_eq!(names, ["工作滞后的单位", "农民工"]);
}

#[test]
fn f1_what_is_said_twice_is_drafted_once() {
    let found = draft("每季度至少安排1次党课。\n要落实每季度至少安排1次党课的要求，每月汇总。每月汇总。");
    assert_eq!(duties(&found), ["lecture 1 quarter"]);
    assert_eq!(found.duties[0].sentence, "每季度至少安排1次党课。");
    assert_eq!(reminders(&found), ["summary month"]);
}

#[test]
fn f1_what_the_words_leave_open_is_told() {
    use DutyDoubt::{What, Who};
    for (text, doubts, kinds, post) in [
        ("各党组织每季度至少安排1次党课。", &[][..], &["branch"][..], None),
        ("各党支部每月至少1次党课。", &[], &["branch"], None),
        ("各乡镇党委每半年至少讲1次党课。", &[], &["committee"], None),
        (
            "党支部书记每季度至少讲1次党课。",
            &[],
            &["branch"],
            Some("secretary"),
        ),
        (
            "县直各单位主要领导每年至少讲1次党课。",
            &[],
            &[],
            Some("unit-head"),
        ),
        // Nobody is named, or nobody the pack knows.
        ("每季度至少安排1次党课。", &[Who], &[], None),
        ("二是每季度至少安排1次党课。", &[Who], &[], None),
        ("党支部全体党员每季度至少听1次党课。", &[Who], &[], None),
        // What is held so often is no word of the pack.
        ("各党支部每月至少开展1次走访。", &[What], &["branch"], None),
        ("全体干部每月至少下村2次。", &[Who, What], &[], None),
        (
            "领导班子每年至少讲1次党课，支部书记每季度至少讲1次。",
            &[Who],
            &[],
            None,
        ),
    ] {
        let found = draft(text);
        let duty = &found.duties[0];
        assert_eq!(duty.doubts, doubts, "{text}");
        let whom = duty.whom.clone().unwrap_or_default();
        assert_eq!(
            (whom.kinds, whom.post.as_deref()),
            (kinds.iter().map(ToString::to_string).collect(), post),
            "{text}"
        );
    }
}
