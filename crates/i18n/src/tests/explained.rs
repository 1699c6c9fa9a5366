//! Explanations as a person reads them, whole.

use domain::facts::{Facts, PlanItem};
use domain::id::{LectureId, OrganisationId};
use domain::lecture::{Held, Host, Lecture, LectureState, Origin, Speaker};
use domain::organisation::{Closure, ClosureReason, Organisation, Parentage};
use domain::rule_set::RuleSet;
use domain::status::Board;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use uuid::Uuid;

use super::{assert_reads, party, toolbox};
use crate::{LectureBrief, Locale, Sources, Words, explain};

fn organisation(n: u128, name: &str, kind: &str, founded: Option<Date>) -> Organisation {
    Organisation {
        id: OrganisationId(Uuid::from_u128(n)),
        number: None,
        kind: kind.into(),
        full_name: name.into(),
        founded_on: founded,
        closed: None,
        split_from: None,
        parents: vec![Parentage {
            from: date(2000, 1, 1),
            parent: None,
        }],
    }
}

fn lecture(n: u128, hosts: &[u128], on: Date, title: &str, kind: &str) -> Lecture {
    let host = |n: &u128| Host {
        organisation: OrganisationId(Uuid::from_u128(*n)),
        expected: None,
        present: None,
    };
    Lecture {
        id: LectureId(Uuid::from_u128(n)),
        state: LectureState::Recorded {
            at: Timestamp::UNIX_EPOCH,
            by: "ledger".into(),
        },
        planned_on: None,
        held: Some(Held::on(on)),
        title: title.into(),
        kind: kind.into(),
        forms: vec![],
        themed: title.starts_with("七一专题党课"),
        venue: Some("村活动室".into()),
        hosts: hosts.iter().map(host).collect(),
        speakers: vec![Speaker {
            id: Uuid::from_u128(n),
            name: Some("李明".into()),
            class: "secretary".into(),
            person: None,
            unit: None,
        }],
        expected: Some(20),
        present: Some(18),
        parts: vec![],
        origin: Origin::Ledger,
        makes_up: None,
        note: None,
        version: 1,
    }
}

/// The lines of one explanation.
fn told(
    facts: &Facts,
    (rules, words): (&RuleSet, &Words),
    asked: (u128, &str, &str),
    today: Date,
) -> Vec<String> {
    let board = Board::new(facts, rules, today);
    let (organisation, duty, period) = asked;
    let occurrence = rules.occurrence(duty, period, today).unwrap();
    let proof = board
        .proof(OrganisationId(Uuid::from_u128(organisation)), occurrence)
        .unwrap();
    let find = |id: LectureId| facts.lectures.iter().find(|lecture| lecture.id == id);
    let sources = Sources {
        rules,
        lecture: &|id| {
            find(id).map(|lecture| LectureBrief::of(lecture, Some(lecture.id.0.as_u128().to_string())))
        },
        organisation: &|id| {
            facts
                .organisations
                .iter()
                .find(|o| o.id == id)
                .map(|o| o.full_name.clone())
        },
        excusal: &|_| None,
    };
    let lines = explain(&proof, &sources, words).lines(words);
    lines.iter().filter(|line| !line.is_empty()).for_each(|line| {
        assert!(!line.contains('{'), "a hole: {line}");
        if words.locale().is_chinese() {
            assert_reads(words.locale(), line);
        }
    });
    lines
}

fn village() -> Facts {
    Facts {
        organisations: vec![
            organisation(
                1,
                "中共云岭县石营村第一支部委员会",
                "branch",
                Some(date(2011, 7, 1)),
            ),
            organisation(2, "中共云岭县石营村第二支部委员会", "branch", None),
        ],
        lectures: vec![
            lecture(11, &[1], date(2020, 7, 20), "饮水安全", "micro"),
            lecture(12, &[1], date(2020, 10, 9), "村里的新路", "story"),
            lecture(13, &[2, 1], date(2020, 6, 20), "七一专题党课：初心", "theory"),
        ],
        ..Facts::default()
    }
}

#[test]
fn an_overdue_quarter_explained() {
    let facts = village();
    let today = date(2020, 12, 1);
    let (rules, words) = party(Locale::ZhHans);
    let lines = told(&facts, (&rules, &words), (1, "quarterly", "2020-Q3"), today);
    assert_eq!(lines.join("\n"), OVERDUE_ZH.trim());
    let (rules, words) = party(Locale::En);
    let lines = told(&facts, (&rules, &words), (1, "quarterly", "2020-Q3"), today);
    assert_eq!(lines.join("\n"), OVERDUE_EN.trim());
}

#[test]
fn a_met_window_by_a_joint_lecture_explained() {
    let facts = village();
    let today = date(2020, 12, 1);
    let (rules, words) = party(Locale::ZhHans);
    let lines = told(&facts, (&rules, &words), (1, "july-1", "2020"), today);
    assert_eq!(lines.join("\n"), MET_ZH.trim());
}

#[test]
fn a_merged_branch_and_its_successor_explained() {
    let mut facts = village();
    let into = facts.organisations[0].id;
    facts.organisations[1].closed = Some(Closure {
        on: date(2020, 8, 15),
        why: ClosureReason::Merged,
        into: Some(into),
    });
    facts
        .lectures
        .push(lecture(14, &[2], date(2020, 8, 1), "合并前的一课", "theory"));
    let (rules, words) = party(Locale::ZhHans);
    let lines = told(
        &facts,
        (&rules, &words),
        (2, "quarterly", "2020-Q3"),
        date(2020, 12, 1),
    );
    assert_eq!(
        lines[0],
        "中共云岭县石营村第二支部委员会，每季度党课，2020年第三季度：已并入中共云岭县石营村第一支部委员会，不计应讲。"
    );
    let lines = told(
        &facts,
        (&rules, &words),
        (1, "quarterly", "2020-Q3"),
        date(2020, 12, 1),
    );
    let inherited = "由中共云岭县石营村第二支部委员会所讲，它于2020年8月15日并入，按规则转到这里。";
    assert!(lines.iter().any(|line| line.contains(inherited)), "{lines:#?}");
}

#[test]
fn a_crew_at_risk_is_told_in_its_own_words() {
    let facts = Facts {
        organisations: vec![organisation(1, "Riverside Site No. 4 Crew", "crew", None)],
        plan_items: Vec::<PlanItem>::new(),
        ..Facts::default()
    };
    let (rules, words) = toolbox(Locale::En);
    let lines = told(
        &facts,
        (&rules, &words),
        (1, "weekly", "2026-W12"),
        date(2026, 3, 21),
    );
    let text = lines.join("\n");
    assert_eq!(text, AT_RISK_EN.trim());
    for word in ["branch", "lecture", "Party"] {
        assert!(!text.contains(word), "“{word}” in:\n{text}");
    }
}

const OVERDUE_ZH: &str = "
中共云岭县石营村第一支部委员会，每季度党课，2020年第三季度：逾期未讲，已过62天。

按哪条规则
  · 每季度党课：每个党支部每季度至少安排1次党课。
  · 理论党课、故事党课、经验党课计入，微党课不计入。谁主讲都计入。
  · 依据云南某县“党课开讲啦”活动通报（2020年）：“每季度至少安排1次党课”。规则包“党课开讲啦”2020-05版，这一条自2020年5月1日起执行。

为什么应讲
  · 2011年7月1日成立，本周期开始（2020年7月1日）时已在，应讲1次。

计入的
  没有。

没有计入的
  · 2020年6月20日，《七一专题党课：初心》，主讲人李明（书记），地点村活动室，理论党课，台账第13号。讲在2020年第三季度开始（2020年7月1日）之前，只算在它所在的周期。
  · 2020年7月20日，《饮水安全》，主讲人李明（书记），地点村活动室，微党课，台账第11号。类型是微党课，这项要求只计理论党课、故事党课、经验党课。
  · 2020年10月9日，《村里的新路》，主讲人李明（书记），地点村活动室，故事党课，台账第12号。讲在2020年第三季度结束（2020年9月30日）之后，只算在它所在的周期；按现行规则不补讲。

接下来
  · 2020年第三季度已经结束，按现行规则不再补讲；以后讲的算在以后的周期。还差1次。
  · 如果2020年第三季度里其实讲了，只是没有报，请补录；补录后马上重新算。
  · 如果确有原因讲不了，请向县委申请免讲；批准后不算逾期。
";
const OVERDUE_EN: &str = "
中共云岭县石营村第一支部委员会, quarterly lecture, third quarter of 2020: overdue by 62 days.

The rule
  · Quarterly lecture: every branch holds at least one lecture each quarter.
  · What counts: theory lecture, story lecture and experience lecture. What does not: micro lecture. It counts whoever speaks.
  · Ground: “每季度至少安排1次党课” (that is: at least one Party lecture is arranged each quarter), bulletin of a county in Yunnan on the programme, 2020. Rule pack “Party Lectures Begin”, version 2020-05; this rule has been in force since 1 May 2020.

Why it is owed
  · Founded on 1 July 2011, so it was there when the period began on 1 July 2020 and owes one lecture.

What counted
  Nothing.

What did not count
  · 20 June 2020, “七一专题党课：初心”, given by 李明 (secretary), at 村活动室, theory lecture, no. 13 in the ledger. Held before the beginning (1 July 2020) of the third quarter of 2020; it counts only in its own period.
  · 20 July 2020, “饮水安全”, given by 李明 (secretary), at 村活动室, micro lecture, no. 11 in the ledger. Its kind is micro lecture; this rule counts only: theory lecture, story lecture and experience lecture.
  · 9 October 2020, “村里的新路”, given by 李明 (secretary), at 村活动室, story lecture, no. 12 in the ledger. Held after the end (30 September 2020) of the third quarter of 2020; it counts only in its own period, and the rule allows no making up.

What to do next
  · The end of the third quarter of 2020 has passed, and the rule allows no making up; what is held from now on counts in later periods. Still owed: one more lecture.
  · If something was held in the third quarter of 2020 and not reported, record it now; the standing is worked out again at once.
  · If there was good reason, ask the county committee for an exemption; once granted, it is not overdue.
";
const MET_ZH: &str = "
中共云岭县石营村第一支部委员会，“七一”专题党课，2020年“七一”前后：已讲，2020年6月20日完成。

按哪条规则
  · “七一”专题党课：每个党支部每年“七一”前后（6月15日至7月15日）至少安排1次专题党课。
  · 各种类型都计入。不是专题党课的不计入。谁主讲都计入。
  · 依据云南某县“党课开讲啦”活动通报（2020年）：“‘七一’前后集中安排1次专题党课”。规则包“党课开讲啦”2020-05版，这一条自2020年5月1日起执行。

为什么应讲
  · 2011年7月1日成立，不晚于2020年6月15日，应讲1次。

计入的
  · 2020年6月20日，《七一专题党课：初心》，主讲人李明（书记），地点村活动室，理论党课，台账第13号。讲在2020年“七一”前后，计入。与其他党组织联合开展，这里是参加方，同样计入。

没有计入的
  · 2020年7月20日，《饮水安全》，主讲人李明（书记），地点村活动室，微党课，台账第11号。不是专题党课，这项要求只计专题党课。

接下来
  · 本周期已经完成，不用再做什么。
";
const AT_RISK_EN: &str = "
Riverside Site No. 4 Crew, Weekly toolbox talk, week 12 of 2026 (16 to 22 March 2026): at risk, only one day left, nothing held and nothing planned.

The rule
  · Weekly toolbox talk: every crew holds at least one talk each week.
  · What counts: talk. What does not: start-of-shift briefing. It counts whoever speaks.
  · Ground: “At least one toolbox talk a week for every crew”, Company health and safety plan, section 4 (example). Rule pack “Toolbox talks”, version 2026-01; this rule has been in force since 5 January 2026.

Why it is owed
  · No founding date is on record, so it is taken to have been there when the period began, and owes one talk.

What counted
  Nothing.

What did not count
  Nothing.

What to do next
  · By 22 March 2026 (that day included), hold one more talk. Settle a speaker, the content and the time first; with all three it is no longer at risk.
";
