//! What a plan lacks and where it clashes with itself (F1, E41). Warnings for a person; nothing here refuses.
//! Must not judge standings: an item that is not complete plans nothing, the rest is `obligation`'s.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::facts::PlanItem;
use crate::id::{LectureId, OrganisationId, PlanItemId};
use crate::naming::fold_name;
use crate::period::Period;
use crate::refusal::Missing;

mod announcing;
mod item;
mod warning;

#[cfg(test)]
mod tests;

pub use announcing::{DueNotice, NoticeTo, due_notices, notice_day};
pub use item::{Arrangement, Candidate, PlanRefusal, Planned, PlannedSpeaker, may_say, whose_turn};
pub use warning::{LookThrough, Warned, Warning, look_through, time_of};

/// What a plan is measured by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlanLimits {
    /// Items one speaker may have before a warning (over-used speakers).
    pub most_per_speaker: u32,
    /// How fast a speaker gets from one venue to the next.
    pub km_per_hour: u32,
}

/// What is wrong with a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlanFinding {
    /// An item without speaker, content or time plans nothing (明确主讲人、授课内容、授课时间).
    Incomplete {
        /// Which.
        item: PlanItemId,
        /// What it lacks.
        missing: Vec<Missing>,
    },
    /// Nothing complete is planned for what is owed.
    Gap {
        /// Whose.
        organisation: OrganisationId,
        /// Which duty.
        duty: String,
        /// Which period.
        period: Period,
        /// Items owed beyond those planned.
        lacking: u32,
    },
    /// One topic twice in an organisation.
    RepeatedTopic {
        /// Where.
        organisation: OrganisationId,
        /// The items, by day.
        items: Vec<PlanItemId>,
    },
    /// One speaker more often than the limit.
    OverUsed {
        /// Who.
        speaker: String,
        /// The items, by day.
        items: Vec<PlanItemId>,
    },
}

/// What an organisation owes and a plan should provide.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owed {
    /// Whose.
    pub organisation: OrganisationId,
    /// Duty id.
    pub duty: String,
    /// When.
    pub period: Period,
    /// How many lectures.
    pub minimum: u32,
}

/// Looks a plan through: what is incomplete, where nothing is planned, what repeats.
#[must_use]
pub fn lint_plan(items: &[PlanItem], owed: &[Owed], limits: PlanLimits) -> Vec<PlanFinding> {
    let mut complete: Vec<&PlanItem> = items.iter().filter(|item| missing(item).is_empty()).collect();
    complete.sort_by_key(|item| (item.on, item.id));
    let mut found: Vec<PlanFinding> = items
        .iter()
        .map(|item| (item.id, missing(item)))
        .filter(|(_, missing)| !missing.is_empty())
        .map(|(item, missing)| PlanFinding::Incomplete { item, missing })
        .collect();
    found.extend(gaps(&complete, owed));
    found.extend(repeated_topics(&complete));
    found.extend(over_used(&complete, limits));
    found
}

/// What an item lacks.
#[must_use]
pub fn missing(item: &PlanItem) -> Vec<Missing> {
    let is_blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    [
        (Missing::Speaker, is_blank(&item.speaker)),
        (Missing::Content, is_blank(&item.topic)),
        (Missing::Time, item.on.is_none()),
    ]
    .into_iter()
    .filter(|(_, lacks)| *lacks)
    .map(|(what, _)| what)
    .collect()
}

fn gaps(complete: &[&PlanItem], owed: &[Owed]) -> Vec<PlanFinding> {
    let mut planned: BTreeMap<(OrganisationId, &str), Vec<Date>> = BTreeMap::new();
    for item in complete {
        planned
            .entry((item.organisation, item.duty.as_str()))
            .or_default()
            .extend(item.on);
    }
    owed.iter()
        .filter_map(|owed| {
            let days = planned
                .get(&(owed.organisation, owed.duty.as_str()))
                .into_iter()
                .flatten();
            let inside = days.filter(|day| owed.period.contains(**day)).count();
            let lacking = owed
                .minimum
                .saturating_sub(u32::try_from(inside).unwrap_or(u32::MAX));
            (lacking > 0).then(|| PlanFinding::Gap {
                organisation: owed.organisation,
                duty: owed.duty.clone(),
                period: owed.period.clone(),
                lacking,
            })
        })
        .collect()
}

fn repeated_topics(complete: &[&PlanItem]) -> Vec<PlanFinding> {
    let mut by_topic: BTreeMap<(OrganisationId, &str), Vec<PlanItemId>> = BTreeMap::new();
    for item in complete {
        let topic = item.topic.as_deref().unwrap_or_default().trim();
        by_topic
            .entry((item.organisation, topic))
            .or_default()
            .push(item.id);
    }
    let twice = by_topic.into_iter().filter(|(_, items)| items.len() > 1);
    twice
        .map(|((organisation, _), items)| PlanFinding::RepeatedTopic { organisation, items })
        .collect()
}

fn over_used(complete: &[&PlanItem], limits: PlanLimits) -> Vec<PlanFinding> {
    let mut by_speaker: BTreeMap<String, Vec<PlanItemId>> = BTreeMap::new();
    for item in complete {
        by_speaker
            .entry(fold_name(item.speaker.as_deref().unwrap_or_default()))
            .or_default()
            .push(item.id);
    }
    let most = usize::try_from(limits.most_per_speaker).unwrap_or(usize::MAX);
    let too_often = by_speaker.into_iter().filter(|(_, items)| items.len() > most);
    too_often
        .map(|(speaker, items)| PlanFinding::OverUsed { speaker, items })
        .collect()
}

/// Where a speaker or a venue is taken: a planned item or a filed lecture.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SlotOf {
    /// At planning: a conflict.
    Item(PlanItemId),
    /// At filing: a signal with both records, usually a slip of the pen; a person resolves it (E41).
    Lecture(LectureId),
}

/// A stretch of time that a speaker and a venue are taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slot {
    /// By what.
    pub of: SlotOf,
    /// Who speaks, in one spelling; for a person on record use the id, so that namesakes are not one.
    pub speaker: Option<String>,
    /// Where, in one spelling.
    pub venue: Option<String>,
    /// Beginning.
    pub starts_at: Timestamp,
    /// End; unknown is taken as the beginning.
    pub ends_at: Option<Timestamp>,
}

impl Slot {
    fn end(&self) -> Timestamp {
        self.ends_at.unwrap_or(self.starts_at).max(self.starts_at)
    }
}

/// Two slots that cannot both be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Clash {
    /// One speaker at two places at the same time.
    SpeakerTwice {
        /// The earlier.
        first: SlotOf,
        /// The later.
        second: SlotOf,
    },
    /// One speaker at two places, with less time between than the way takes (E41: 40 km within an hour).
    TooFar {
        /// The earlier.
        first: SlotOf,
        /// The later.
        second: SlotOf,
        /// How far.
        km: u32,
        /// Minutes between.
        minutes: u32,
    },
    /// Two lectures in one venue at the same time.
    VenueTwice {
        /// The earlier.
        first: SlotOf,
        /// The later.
        second: SlotOf,
    },
}

/// The slots that clash, the earliest first. `distance` gives the kilometres between two venues where they are known.
pub fn clashes(
    slots: &[Slot],
    limits: PlanLimits,
    distance: impl Fn(&str, &str) -> Option<u32>,
) -> Vec<Clash> {
    let mut found: BTreeSet<(Timestamp, Clash)> = BTreeSet::new();
    for (_, taken) in grouped(slots, |slot| slot.speaker.as_deref()) {
        for (index, first) in taken.iter().enumerate() {
            for second in taken
                .iter()
                .skip(index + 1)
                .take_while(|second| is_near(first, second))
            {
                let clash = speaker_clash(first, second, limits, &distance);
                found.extend(clash.map(|clash| (first.starts_at, clash)));
            }
        }
    }
    for (_, taken) in grouped(slots, |slot| slot.venue.as_deref()) {
        for (index, first) in taken.iter().enumerate() {
            let overlapping = taken
                .iter()
                .skip(index + 1)
                .take_while(|second| overlaps(first, second));
            found.extend(overlapping.map(|second| {
                (
                    first.starts_at,
                    Clash::VenueTwice {
                        first: first.of,
                        second: second.of,
                    },
                )
            }));
        }
    }
    found.into_iter().map(|(_, clash)| clash).collect()
}

type Grouped<'a> = BTreeMap<&'a str, Vec<&'a Slot>>;

/// Slots by speaker or venue, each group by its beginnings.
fn grouped<'a>(slots: &'a [Slot], key: impl Fn(&'a Slot) -> Option<&'a str>) -> Grouped<'a> {
    let mut found: Grouped<'a> = BTreeMap::new();
    for slot in slots {
        if let Some(key) = key(slot).filter(|key| !key.is_empty()) {
            found.entry(key).or_default().push(slot);
        }
    }
    for taken in found.values_mut() {
        taken.sort_by_key(|slot| (slot.starts_at, slot.of));
    }
    found
}

/// No way within a county takes a day.
fn is_near(first: &Slot, second: &Slot) -> bool {
    minutes_from(first.end(), second.starts_at) < 24 * 60
}

fn overlaps(first: &Slot, second: &Slot) -> bool {
    second.starts_at < first.end() || second.starts_at == first.starts_at
}

fn minutes_from(from: Timestamp, until: Timestamp) -> i64 {
    from.duration_until(until).as_mins()
}

fn speaker_clash(
    first: &Slot,
    second: &Slot,
    limits: PlanLimits,
    distance: &impl Fn(&str, &str) -> Option<u32>,
) -> Option<Clash> {
    let (from, to) = (first.venue.as_deref(), second.venue.as_deref());
    if from.is_some() && from == to {
        // One place is no conflict for a speaker; for the venue it may be.
        return None;
    }
    if overlaps(first, second) {
        return Some(Clash::SpeakerTwice {
            first: first.of,
            second: second.of,
        });
    }
    let km = from.zip(to).and_then(|(from, to)| distance(from, to))?;
    let needed = i64::from(km)
        .saturating_mul(60)
        .checked_div(i64::from(limits.km_per_hour))?;
    let between = minutes_from(first.end(), second.starts_at);
    let minutes = u32::try_from(between).ok().filter(|_| between < needed)?;
    Some(Clash::TooFar {
        first: first.of,
        second: second.of,
        km,
        minutes,
    })
}
