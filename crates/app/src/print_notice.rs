//! 通知: the notice of a planned lecture, to the organisation above some days before and to those who come the day before.
//! Must not name anybody but who speaks.

use std::collections::BTreeSet;

use documents::notice::{Notice, paper};
use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, PersonId, PlanItemId};
use domain::plan::{Arrangement, PlanRefusal, notice_day, time_of};
use i18n::Words;
use jiff::civil::Date;
use serde_json::json;

use crate::change_plan::place_of;
use crate::packs::workdays;
use crate::plans::PlanState;
use crate::print_papers::{PaperForm, Printed, named, note, write};
use crate::see_plan_item::{PlanItemSeen, see_plan_item};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

pub use documents::notice::NoticeTo;

/// The notice of an item of a plan that is still to be held.
///
/// # Errors
/// When the actor may not, it is not open any more, the paper cannot be written, or the database fails.
pub async fn print_notice(
    app: &App,
    actor: &Actor,
    (item, to): (PlanItemId, NoticeTo),
    (form, words): (PaperForm, &Words),
) -> Result<Printed, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let organisation = place_of(app, &snapshot, item).await?;
    snapshot.permit(actor, (Action::Export, TargetKind::Plan), organisation)?;
    let seen = see_plan_item(app, actor, item).await?;
    let open = seen.filter(|seen| seen.item.state == PlanState::Open);
    let Some(seen) = open else {
        return Err(Refusal::Plan(PlanRefusal::NotOpen).into());
    };
    let paper = paper(&notice(&seen, to, words), words);
    let addressee = match to {
        NoticeTo::Above => "above",
        NoticeTo::Members => "members",
    };
    let detail = json!({
        "item": item.to_string(),
        "organisation": organisation.to_string(),
        "addressee": addressee,
    });
    let speaker = seen.item.says.speaker.as_ref();
    let people: BTreeSet<PersonId> = speaker.and_then(|speaker| speaker.person).into_iter().collect();
    note(app, (&snapshot, actor), ("print-notice", &detail), &people).await?;
    let name = paper.title.clone();
    write(app, paper, (form, name)).await
}

fn notice(seen: &PlanItemSeen, to: NoticeTo, words: &Words) -> Notice {
    let (snapshot, says) = (&seen.snapshot, &seen.item.says);
    let on = says.on.unwrap_or(snapshot.as_of);
    let above = snapshot.path(seen.organisation);
    let above = above.iter().rev().nth(1).map(|above| named(snapshot, *above));
    let addressee = match to {
        NoticeTo::Above => above.unwrap_or_default(),
        NoticeTo::Members => words.say("notice-all-members", &[]),
    };
    Notice {
        to,
        addressee,
        organisation: named(snapshot, seen.organisation),
        held_on: says.on,
        starts_at: says.starts_minute.and_then(time_of),
        venue: says.venue.clone().unwrap_or_default(),
        topic: says.topic.clone().unwrap_or_default(),
        kind: kind(says, snapshot, words),
        speaker: speaker(says, snapshot, words),
        audience: audience(snapshot, seen.organisation, words),
        expected: members(snapshot, (seen.organisation, on)),
        // Why it was changed so near its day; the paper says when and where it is now.
        changed: seen.item.reason.clone().unwrap_or_default(),
        contact: None,
        issued_by: String::new(),
        issued_on: Some(told_on((says.on, to), snapshot)),
    }
}

/// The day a notice bears: the day it is due, or today where that day is over or none is settled.
fn told_on((on, to): (Option<Date>, NoticeTo), snapshot: &Snapshot) -> Date {
    let rules = &snapshot.rules;
    let due = on.and_then(|on| notice_day(on, to, (rules, &workdays(rules))));
    due.unwrap_or(snapshot.as_of).max(snapshot.as_of)
}

fn kind(says: &Arrangement, snapshot: &Snapshot, words: &Words) -> String {
    if says.kind.is_empty() {
        return String::new();
    }
    words.lecture_kind(&says.kind, &snapshot.rules)
}

/// Who speaks, with the class: 冯九（先进模范）.
pub(crate) fn speaker(says: &Arrangement, snapshot: &Snapshot, words: &Words) -> String {
    let Some(speaker) = &says.speaker else {
        return String::new();
    };
    let Some(class) = &speaker.class else {
        return speaker.name.clone();
    };
    let class = words.speaker_class(class, &snapshot.rules);
    let arguments = [("name", speaker.name.as_str().into()), ("class", class.into())];
    words.say("plan-speaker-with-class", &arguments)
}

/// For whom a lecture of an organisation is: its members, where it has any.
pub(crate) fn audience(snapshot: &Snapshot, of: OrganisationId, words: &Words) -> String {
    if snapshot.keeps_members(of) {
        words.say("notice-audience", &[])
    } else {
        String::new()
    }
}

/// How many are at home there on a day; none where nobody is on record.
fn members(snapshot: &Snapshot, (of, on): (OrganisationId, Date)) -> Option<u32> {
    let homes = snapshot.facts.memberships.iter();
    let here = homes.filter(|home| home.organisation == of && home.held_on(on));
    let people: BTreeSet<PersonId> = here.map(|home| home.person).collect();
    u32::try_from(people.len()).ok().filter(|count| *count > 0)
}
