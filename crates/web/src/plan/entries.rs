//! What was typed into a form of places of a plan, read back into items.
//! Must not judge it: what cannot be read as a day is left open, and the domain says what is missing.

use app::{Filled, KnownItem, PlanEntry, PlanSeen, Proposal};
use domain::id::{OrganisationId, PlanItemId};
use domain::plan::{Arrangement, PlannedSpeaker};
use jiff::civil::{Date, Time};

use super::form::fingerprint;
use crate::posted::Posted;

/// Most places of one form.
const MOST: usize = 200;

/// The places of a form that somebody touched, each with its place in the form.
pub fn touched(posted: &Posted, seen: &PlanSeen) -> Vec<(usize, PlanEntry)> {
    (0..MOST)
        .filter_map(|at| Some((at, place(posted, at, seen)?)))
        .filter(|(at, entry)| {
            let was = posted.field(&format!("was-{at}")).unwrap_or_default();
            let has_reason = entry.reason.is_some();
            has_reason || fingerprint(&entry.says) != was
        })
        .collect()
}

/// One place of a form; none when there is no such place.
fn place(posted: &Posted, at: usize, seen: &PlanSeen) -> Option<PlanEntry> {
    let field = |name: &str| posted.field(&format!("{name}-{at}"));
    let organisation: OrganisationId = field("org")?.parse().ok()?;
    let none = Proposal::default();
    let proposal = seen.proposals.get(&organisation).unwrap_or(&none);
    let item: Option<PlanItemId> = field("item").and_then(|item| item.parse().ok());
    let before = item.and_then(|item| said(seen, item));
    let number = |name: &str| field(name).and_then(|text| text.parse().ok()).unwrap_or_default();
    Some(PlanEntry {
        organisation,
        duty: field("duty")?.to_owned(),
        period: field("period")?.to_owned(),
        known: match item {
            Some(item) => KnownItem::At(item, number("version")),
            None => KnownItem::OneMoreThan(number("seen")),
        },
        says: Arrangement {
            on: field("on").and_then(day),
            starts_minute: field("time").and_then(minute),
            topic: field("topic").map(str::to_owned),
            kind: field("kind").unwrap_or_default().to_owned(),
            forms: forms(posted, at),
            venue: field("venue-other").or_else(|| field("venue")).map(str::to_owned),
            speaker: speaker(
                (field("name").or_else(|| field("speaker")), field("class")),
                (before, proposal),
            ),
        },
        reason: field("reason").map(str::to_owned),
    })
}

/// What an item says now.
fn said(seen: &PlanSeen, item: PlanItemId) -> Option<&Arrangement> {
    seen.slots.iter().find_map(|slot| match &slot.filled {
        Filled::Item(found) if found.id == item => Some(&found.says),
        _ => None,
    })
}

/// Who is meant by a name: whoever was planned before, or one of those the organisation may ask, or somebody new.
pub fn speaker(
    (name, class): (Option<&str>, Option<&str>),
    (before, proposal): (Option<&Arrangement>, &Proposal),
) -> Option<PlannedSpeaker> {
    let typed = PlannedSpeaker {
        name: name?.to_owned(),
        class: class.map(str::to_owned),
        person: None,
    };
    let kept = before.and_then(|before| before.speaker.as_ref());
    let known = kept.into_iter().chain(
        proposal
            .candidate(&typed.name)
            .map(|candidate| &candidate.speaker),
    );
    let mut same = known.filter(|known| known.is(&typed));
    Some(same.next().cloned().unwrap_or(typed))
}

fn forms(posted: &Posted, at: usize) -> Vec<String> {
    let (chosen, typed) = (format!("forms-{at}"), format!("forms-other-{at}"));
    let texts = posted.all(&chosen).chain(posted.all(&typed));
    let mut found: Vec<String> = Vec::new();
    for text in texts.flat_map(|text| text.split(['、', ',', '，', ';', '；'])) {
        let text = text.trim();
        if !text.is_empty() && !found.iter().any(|known| known == text) {
            found.push(text.to_owned());
        }
    }
    found
}

/// A day as a field of a browser sends it.
fn day(text: &str) -> Option<Date> {
    text.replace(['/', '.'], "-").parse().ok()
}

/// 15:00, also typed with a full-width colon.
pub fn minute(text: &str) -> Option<u32> {
    let time: Time = text.replace('：', ":").parse().ok()?;
    let (hour, minute) = (
        u32::try_from(time.hour()).ok()?,
        u32::try_from(time.minute()).ok()?,
    );
    Some(hour * 60 + minute)
}
