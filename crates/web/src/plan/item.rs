//! One item of a plan: what it says, what to think over, who changed what when; and dropping it.
//! Must not show a name of those who changed it.

use app::{Changer, DropPlanItem, PlanItemSeen, PlanState, PlanVersion, drop_plan_item, see_plan_item};
use askama::Template;
use domain::id::PlanItemId;
use i18n::Words;
use jiff::tz::TimeZone;

use super::words::{Thought, thought};
use crate::answer::{Answer, Reply, Trouble};
use crate::posted::Posted;
use crate::told::Called;
use crate::view::View;
use crate::visit::Visit;

/// A version as the page tells it.
struct Told {
    when: String,
    who: String,
    what: String,
    reason: Option<String>,
}

/// What both layouts show.
struct Page {
    id: String,
    whose: Called,
    plan: String,
    duty: String,
    period: String,
    when: String,
    topic: String,
    kind: String,
    forms: String,
    speaker: String,
    venue: String,
    lacks: Option<String>,
    state: &'static str,
    reason: Option<String>,
    lecture: Option<String>,
    thoughts: Vec<Thought>,
    versions: Vec<Told>,
    may_drop: bool,
    may_print: bool,
    may_announce: bool,
    version: u32,
    key: String,
}

#[derive(Template)]
#[template(path = "plan/item_desk.html")]
struct Desk<'a> {
    v: View<'a>,
    page: Page,
}

#[derive(Template)]
#[template(path = "plan/item_phone.html")]
struct Phone<'a> {
    v: View<'a>,
    page: Page,
}

/// The page.
pub async fn show(visit: Visit) -> Answer {
    let id: PlanItemId = visit.place("item")?;
    let seen = see_plan_item(&visit.site.app, &visit.actor, id).await?;
    let seen = seen.ok_or(Trouble::NotFound)?;
    let page = page(&visit, &seen);
    let v = View::new(&visit);
    if super::comes_by_phone(&visit) {
        Reply::page(&Phone { v, page })
    } else {
        Reply::page(&Desk { v, page })
    }
}

fn page(visit: &Visit, seen: &PlanItemSeen) -> Page {
    let (words, rules, item) = (&visit.words, &seen.snapshot.rules, &seen.item);
    let says = &item.says;
    let rhythm = rules.duties.iter().rfind(|duty| duty.id == seen.duty);
    let rhythm = rhythm.map_or(domain::period::Rhythm::Quarter, |duty| duty.period);
    let quarter = domain::period::Rhythm::Quarter.period_of(says.on.unwrap_or(seen.period.first));
    let speaker = says.speaker.as_ref();
    let class = speaker.and_then(|speaker| speaker.class.as_deref());
    let class = class.map(|class| words.speaker_class(class, rules));
    let name = speaker.map(|speaker| speaker.name.clone()).unwrap_or_default();
    Page {
        id: item.id.to_string(),
        whose: Called::by(visit, &seen.snapshot, seen.organisation),
        plan: format!(
            "/organisations/{}/plan?period={}",
            seen.organisation, quarter.label
        ),
        duty: words.duty_by_id(&seen.duty, rules),
        period: words.period(&seen.period, &rhythm),
        when: words.plan_when(says.on, says.starts_minute),
        topic: says.topic.clone().unwrap_or_default(),
        kind: words.lecture_kind(&says.kind, rules),
        forms: words.list(&says.forms),
        speaker: match class {
            Some(class) => words.say(
                "plan-speaker-with-class",
                &[("name", name.into()), ("class", class.into())],
            ),
            None => name,
        },
        venue: says.venue.clone().unwrap_or_default(),
        lacks: (!item.missing.is_empty()).then(|| words.plan_lacks(&item.missing)),
        state: state_key(item.state),
        reason: item.reason.clone(),
        lecture: item.lecture.map(|lecture| lecture.to_string()),
        thoughts: (seen.warned.iter())
            .filter(|warned| !super::grid::is_in_table(warned))
            .map(|warned| thought(visit, (&seen.snapshot, visit.home()), warned))
            .collect(),
        versions: told(visit, seen),
        may_print: seen.may_print,
        may_announce: seen.may_announce,
        may_drop: seen.may_change && item.state == PlanState::Open,
        version: item.version,
        key: visit.site.app.new_id().to_string(),
    }
}

fn state_key(state: PlanState) -> &'static str {
    match state {
        PlanState::Open => "plan-state-open",
        PlanState::Held => "plan-state-held",
        PlanState::Dropped => "plan-state-dropped",
    }
}

/// The versions, the last first, each with what was different from the one before.
fn told(visit: &Visit, seen: &PlanItemSeen) -> Vec<Told> {
    let zone = TimeZone::get(&seen.snapshot.rules.time_zone).unwrap_or(TimeZone::UTC);
    let mut before: Option<&PlanVersion> = None;
    let mut found = Vec::new();
    for (version, who) in &seen.versions {
        let at = zone.to_datetime(version.at);
        let minute = u32::try_from(i32::from(at.hour()) * 60 + i32::from(at.minute())).ok();
        found.push(Told {
            when: visit.words.plan_when(Some(at.date()), minute),
            who: who_words(visit, seen, *who),
            what: difference(&visit.words, before, (version, seen)),
            // A reason stands with the version it was given for.
            reason: version
                .reason
                .clone()
                .filter(|_| before.is_none_or(|before| before.reason != version.reason)),
        });
        before = Some(version);
    }
    found.reverse();
    found
}

fn who_words(visit: &Visit, seen: &PlanItemSeen, who: Changer) -> String {
    let role = who.role.map(|role| visit.words.role(role)).unwrap_or_default();
    let place = who
        .organisation
        .map(|id| Called::by(visit, &seen.snapshot, id).name);
    match place {
        Some(place) => {
            let arguments = [("role", role.into()), ("place", place.into())];
            visit.words.say("plan-version-who", &arguments)
        }
        None => role,
    }
}

fn difference(
    words: &Words,
    before: Option<&PlanVersion>,
    (now, seen): (&PlanVersion, &PlanItemSeen),
) -> String {
    let rules = &seen.snapshot.rules;
    let mut parts = Vec::new();
    let is_new = |differs: &dyn Fn(&PlanVersion) -> bool| before.is_none_or(differs);
    if is_new(&|before| before.state != now.state) && now.state != PlanState::Open {
        parts.push(words.say(state_key(now.state), &[]));
    }
    if is_new(&|before| (before.on, before.starts_minute) != (now.on, now.starts_minute)) && now.on.is_some()
    {
        let when = words.plan_when(now.on, now.starts_minute);
        parts.push(words.say("plan-version-time", &[("when", when.into())]));
    }
    if let Some(topic) = now
        .topic
        .as_deref()
        .filter(|_| is_new(&|before| before.topic != now.topic))
    {
        parts.push(words.say("lecture-title", &[("title", topic.into())]));
    }
    if is_new(&|before| before.kind != now.kind) {
        parts.push(words.lecture_kind(&now.kind, rules));
    }
    if let Some(venue) = now
        .venue
        .clone()
        .filter(|_| is_new(&|before| before.venue != now.venue))
    {
        parts.push(words.say("plan-version-venue", &[("venue", venue.into())]));
    }
    if now.speaker_changed {
        parts.push(words.say("plan-version-speaker", &[]));
    }
    if parts.is_empty() {
        parts.push(words.say("plan-version-other", &[]));
    }
    words.list(&parts)
}

/// Drops the item with a reason.
pub async fn drop_it(visit: Visit, posted: Posted) -> Answer {
    let id: PlanItemId = visit.place("item")?;
    let command = DropPlanItem {
        item: id,
        version: posted.field_as("version").unwrap_or_default(),
        reason: posted.field("reason").unwrap_or_default(),
        key: posted.field("key"),
    };
    drop_plan_item(&visit.site.app, &visit.actor, command).await?;
    Reply::see_other(&format!("/plan/items/{id}"))
}
