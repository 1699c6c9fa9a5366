//! 本支部: the page a secretary comes home to.
//! Must not reckon: `app::see_branch` hands over what is owed.

use app::Snapshot;
use app::see_branch::{BranchSeen, OwedInPerson, see_branch};
use askama::Template;
use domain::id::LectureId;
use domain::person_duty::PersonState;
use i18n::Words;

use super::owe::{Owe, boxes};
use super::{Back, Line, above, line, name_of};
use crate::answer::{Answer, Reply};
use crate::notices::{NoticeBox, due_notices};
use crate::view::View;
use crate::visit::Visit;

/// Something planned.
struct Planned {
    /// Where to record it; none for whoever may not.
    record: Option<String>,
    day: Option<String>,
    topic: Option<String>,
    speaker: Option<String>,
}

#[derive(Template)]
#[template(path = "branch/home.html")]
struct Page<'a> {
    v: View<'a>,
    name: String,
    above: Option<String>,
    owes: Vec<Owe>,
    in_person: Vec<String>,
    /// Where to record a lecture; none for whoever may not.
    record: Option<String>,
    may_list_people: bool,
    /// What came back, and what is said of it.
    back: Vec<(Line, Back)>,
    waiting: Vec<Line>,
    notices: Vec<NoticeBox>,
    planned: Vec<Planned>,
    last: Vec<Line>,
}

/// Shows the branch one comes in by.
pub async fn show(visit: Visit) -> Answer {
    let seen = see_branch(&visit.site.app, &visit.actor, visit.home()).await?;
    let (words, id) = (&*visit.words, seen.organisation);
    let lines = |ids: &[LectureId]| {
        let lectures = ids.iter().filter_map(|id| seen.snapshot.lecture(*id));
        lectures
            .map(|lecture| line(words, (lecture, &seen.snapshot.rules)))
            .collect()
    };
    Reply::page(&Page {
        v: View::new(&visit),
        name: name_of(&seen.snapshot, id),
        above: above(&seen.snapshot, id),
        owes: boxes(words, &seen.snapshot.rules, &seen.owes),
        in_person: seen
            .in_person
            .iter()
            .map(|owed| person_line(words, &seen.snapshot, owed))
            .collect(),
        record: (seen.may_record).then(|| format!("/organisations/{id}/record")),
        may_list_people: seen.may_list_people,
        back: back(words, &seen),
        waiting: lines(&seen.waiting),
        notices: due_notices(&visit, id).await?,
        planned: planned(words, &seen),
        last: lines(&seen.last),
    })
}

fn planned(words: &Words, seen: &BranchSeen) -> Vec<Planned> {
    let one = |item: &app::record_lecture::PlanNext| Planned {
        record: (seen.may_record)
            .then(|| format!("/organisations/{}/record?item={}", seen.organisation, item.id)),
        day: item.on.map(|on| words.weekday_date(on)),
        topic: item.topic.clone(),
        speaker: item.speaker.clone(),
    };
    seen.planned.iter().map(one).collect()
}

fn back(words: &Words, seen: &BranchSeen) -> Vec<(Line, Back)> {
    let one = |id: &LectureId| {
        let lecture = seen.snapshot.lecture(*id)?;
        let back = Back::of(words, &lecture.state)?;
        Some((line(words, (lecture, &seen.snapshot.rules)), back))
    };
    seen.sent_back.iter().filter_map(one).collect()
}

/// 您本人：支部书记轮流讲，本年还没有讲过。
fn person_line(words: &Words, snapshot: &Snapshot, owed: &OwedInPerson) -> String {
    let duty = snapshot
        .rules
        .person_duties
        .iter()
        .find(|duty| duty.id == owed.duty);
    let duty = duty
        .map(|duty| words.person_duty(duty, &snapshot.rules))
        .unwrap_or_default();
    let key = match owed.state {
        PersonState::Met => "branch-in-person-met",
        PersonState::Due { .. } | PersonState::Overdue { .. } => "branch-in-person-due",
    };
    let last = words.weekday_date(owed.period.last);
    words.say(key, &[("duty", duty.into()), ("last", last.into())])
}
