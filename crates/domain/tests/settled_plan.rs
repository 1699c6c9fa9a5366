//! A plan that a person settled, put into the rules (F1, E39): what they ask already, what becomes a new version, what is
//! added, and what is still to be said.

#![expect(clippy::unwrap_used, reason = "a test may stop at what must not be")]
#![expect(clippy::panic, reason = "a test may stop at what must not be")]

use jiff::civil::{Date, date};
use kaijiang_domain::period::Rhythm;
use kaijiang_domain::plan_draft::{
    AmendRefusal, Amended, DutyChange, Held, NoticeWords, Outcome, Question, RhythmOutcome, SettledDuty,
    SettledPlan, Whom, amend, plan_draft,
};
use kaijiang_domain::rule_set::{Duty, RuleSet};

const WORDS: &str = include_str!("../../../rules/notices/zh-Hans.toml");
const PARTY: &str = include_str!("../../../rules/party-lecture/rules.toml");
const TOOLBOX: &str = include_str!("../../../rules/toolbox-talk/rules.toml");
const TODAY: Date = date(2020, 11, 20);
const FROM: Date = date(2021, 1, 1);

fn settled(text: &str) -> SettledPlan {
    let words = NoticeWords::read(WORDS).unwrap();
    let drafted = plan_draft(text, &words, &RuleSet::read(PARTY).unwrap());
    let mut plan = SettledPlan::of(&drafted, "关于“党课开讲啦”的“通知”\\".to_owned());
    for duty in &mut plan.duties {
        "新的一条".clone_into(&mut duty.name);
    }
    plan
}

fn questions(plan: &SettledPlan) -> Vec<(usize, Question)> {
    plan.questions(&RuleSet::read(PARTY).unwrap(), FROM)
}

fn amended(plan: &SettledPlan) -> Amended {
    amend(PARTY, plan, FROM, TODAY).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

fn last<'a>(amended: &'a Amended, id: &str) -> &'a Duty {
    amended.rules.duties.iter().rfind(|duty| duty.id == id).unwrap()
}

#[test]
fn f1_what_the_rules_ask_already_changes_nothing() {
    let plan = settled(
        "各党组织严格按照每季度至少安排1次党课、“七一”前后集中安排1次专题党课的要求开展。坚持每周一提醒、每月一汇总、每季度一通报。",
    );
    assert_eq!(questions(&plan), []);
    let done = amended(&plan);
    let same = |id: &str| Outcome::Same(id.to_owned());
    assert_eq!(done.duties, [same("quarterly"), same("july-1")]);
    assert_eq!(done.reminders, [RhythmOutcome::Same; 3]);
    assert!(!done.changes_anything());
    assert_eq!(done.text, PARTY);
}

#[test]
fn f1_what_is_not_known_is_asked_and_nothing_is_put_in_force() {
    let mut plan = settled("每月至少2次走访，各党支部每月至少1次党课。");
    assert_eq!(
        questions(&plan),
        [(0, Question::What), (0, Question::Who), (1, Question::Change)]
    );
    assert_eq!(amend(PARTY, &plan, FROM, TODAY), Err(AmendRefusal::Open(3)));
    // It is no lecture: nothing more is asked about it, and the rules do not have it.
    plan.duties[0].held = Some(Held::Other);
    assert_eq!(questions(&plan), [(1, Question::Change)]);
    plan.duties[1].change = Some(DutyChange::Adds);
    assert_eq!(questions(&plan), []);
    let done = amended(&plan);
    assert_eq!(
        done.duties,
        [Outcome::NoLecture, Outcome::Adds("lecture-month".to_owned())]
    );
    // What a person left is not asked about either.
    let mut plan = settled("每月至少1次走访。");
    plan.duties[0].taken = false;
    assert_eq!(
        (questions(&plan), amended(&plan).duties),
        (vec![], vec![Outcome::Left])
    );
}

#[test]
fn e39_a_changed_duty_is_a_new_version_that_begins_after_the_running_period() {
    let mut plan = settled("各党支部每月至少安排2次党课。");
    plan.duties[0].change = Some(DutyChange::Changes("quarterly".to_owned()));
    let done = amend(PARTY, &plan, date(2020, 11, 25), TODAY).unwrap();
    assert_eq!(done.duties, [Outcome::Changes("quarterly".to_owned())]);
    let new = last(&done, "quarterly");
    assert_eq!(
        (new.period, new.minimum, new.name.as_str()),
        (Rhythm::Month, 2, "新的一条")
    );
    assert_eq!(new.citation, "每月至少安排2次党课");
    assert_eq!(new.source.as_deref(), Some("关于“党课开讲啦”的“通知”\\"));
    // What the notice does not speak of stays as it was; the warning comes in the same part of the shorter time.
    let old = RuleSet::read(PARTY).unwrap().duties[0].clone();
    assert_eq!(
        (&new.counts, &new.owner_post, new.inherit),
        (&old.counts, &old.owner_post, old.inherit)
    );
    assert_eq!((old.at_risk_days, new.at_risk_days), (30, 10));
    let labels: Vec<String> = done
        .rules
        .occurrences_of("quarterly", date(2021, 2, 1))
        .into_iter()
        .map(|found| found.period.label)
        .collect();
    assert_eq!(labels, ["2020-Q2", "2020-Q3", "2020-Q4", "2021-01", "2021-02"]);
    assert_eq!(done.rules.version, "2020-11-20");
    // The old version stands word for word before the new one.
    let kept = PARTY.replace("version = \"2020-05\"", "version = \"2020-11-20\"");
    assert!(done.text.starts_with(kept.trim_end()));
    // And the same again on the same day has a version of its own.
    let mut again = settled("各党支部每月至少安排3次党课。");
    again.duties[0].change = Some(DutyChange::Changes("quarterly".to_owned()));
    let refused = amend(&done.text, &again, date(2020, 11, 25), TODAY);
    assert_eq!(refused, Err(AmendRefusal::NewerVersion("新的一条".to_owned())));
    let next = amend(&done.text, &again, date(2021, 3, 1), TODAY).unwrap();
    assert_eq!(next.rules.version, "2020-11-20-2");
}

#[test]
fn f1_a_new_duty_is_made_after_the_ones_there_are() {
    let plan = settled("各党支部9月下旬至10月上旬集中安排1次专题党课。");
    assert_eq!(questions(&plan), [(0, Question::Change)]);
    let mut plan = plan;
    plan.duties[0].change = Some(DutyChange::Adds);
    let done = amended(&plan);
    let new = last(&done, "themed-window");
    assert!(new.counts.themed);
    let days = (
        new.founded_by.unwrap().to_string(),
        new.not_closed_before.unwrap().to_string(),
    );
    assert_eq!(days, ("09-21".to_owned(), "10-10".to_owned()));
    assert_eq!(new.owner_post.as_deref(), Some("secretary"));
    assert_eq!(new.kinds, ["branch"]);
}

#[test]
fn f6_a_duty_of_persons_is_added_or_ends_the_one_it_replaces() {
    let mut plan = settled("支部书记每半年至少讲1次党课。");
    assert_eq!(questions(&plan), [(0, Question::Change)]);
    plan.duties[0].change = Some(DutyChange::Changes("secretary".to_owned()));
    let done = amended(&plan);
    let [_, old, new] = &done.rules.person_duties[..] else {
        panic!("{:?}", done.rules.person_duties);
    };
    assert_eq!(
        (old.id.as_str(), old.effective_until),
        ("secretary", Some(date(2020, 12, 31)))
    );
    assert_eq!(
        (new.id.as_str(), new.effective_from, new.period),
        ("secretary-2", FROM, Rhythm::Half)
    );
    assert_eq!(new.speaker_classes, ["secretary"]);
    plan.duties[0].change = Some(DutyChange::Adds);
    assert_eq!(
        amended(&plan).duties,
        [Outcome::Adds("secretary-half".to_owned())]
    );
}

#[test]
fn s5_the_bulletin_takes_the_rhythm_of_the_plan_and_others_are_told() {
    let mut plan = settled("坚持每半年一通报、每季度一汇总、每月督查。");
    let done = amended(&plan);
    assert_eq!(
        done.reminders,
        [
            RhythmOutcome::Changes(Rhythm::Quarter),
            RhythmOutcome::Otherwise(Rhythm::Month),
            RhythmOutcome::ByPeople
        ]
    );
    assert_eq!(done.rules.bulletin.period, Rhythm::Half);
    assert_eq!(done.rules.bulletin.workday, 15);
    plan.reminders[0].taken = false;
    assert!(!amended(&plan).changes_anything());
}

#[test]
fn e39_a_plan_never_begins_in_the_past() {
    let plan = settled("各党组织每季度至少安排1次党课。");
    let day = date(2020, 11, 19);
    assert_eq!(amend(PARTY, &plan, day, TODAY), Err(AmendRefusal::Past(day)));
}

#[test]
fn f1_a_pack_with_other_words_takes_a_plan_too() {
    let whom = Whom {
        kinds: vec!["crew".to_owned(), "visiting-crew".to_owned()],
        post: None,
    };
    let added = SettledDuty {
        held: Some(Held::Lecture),
        minimum: Some(1),
        rhythm: Some(Rhythm::Month),
        whom,
        name: "Monthly \"long\" talk".to_owned(),
        change: Some(DutyChange::Adds),
        ..SettledDuty::resting_on("One long talk a month.\nFor every crew.")
    };
    let plan = SettledPlan {
        duties: vec![added.clone(), added],
        ..SettledPlan::default()
    };
    let done = amend(TOOLBOX, &plan, date(2026, 3, 1), date(2026, 2, 1)).unwrap();
    let ids = [
        Outcome::Adds("lecture-month".to_owned()),
        Outcome::Adds("lecture-month-2".to_owned()),
    ];
    assert_eq!(done.duties, ids);
    assert_eq!(last(&done, "lecture-month").name, "Monthly \"long\" talk");
}
