//! All that a plan should be thought over for, said of the item it is about (F1, E7, E27, E41).
//! Must not refuse anything and must not word anything: a person reads and decides.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::{Clash, Owed, PlanFinding, PlanLimits, Planned, Slot, SlotOf, clashes, lint_plan};
use crate::facts::PlanItem;
use crate::id::{OrganisationId, PersonId, PlanItemId};
use crate::lecture::is_gone;
use crate::naming::fold_name;
use crate::period::Period;
use crate::person::Post;
use crate::refusal::Missing;
use crate::rule_set::{PlanningLimits, RuleSet};

#[cfg(test)]
mod tests;

/// A warning and where to mend it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warned {
    /// Whose plan.
    pub organisation: OrganisationId,
    /// Which item; none where one is lacking.
    pub item: Option<PlanItemId>,
    /// What.
    pub what: Warning,
}

/// What to think over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Warning {
    /// Not complete yet, so it plans nothing.
    Incomplete(Vec<Missing>),
    /// Nothing complete is planned for what is owed.
    Gap {
        /// Which duty.
        duty: String,
        /// Which period.
        period: Period,
        /// Lectures owed beyond those planned.
        lacking: u32,
    },
    /// One topic more than once.
    RepeatedTopic {
        /// The topic.
        topic: String,
        /// How often.
        times: usize,
    },
    /// One speaker very often.
    OverUsed {
        /// Who.
        speaker: String,
        /// How often.
        times: usize,
        /// How often is thought enough.
        most: u32,
    },
    /// At the same time the speaker is planned elsewhere.
    SpeakerTwice {
        /// Who.
        speaker: String,
        /// Where else.
        other: OrganisationId,
    },
    /// The speaker cannot get from one to the other in time.
    TooFar {
        /// Who.
        speaker: String,
        /// Where else.
        other: OrganisationId,
        /// How far it is taken to be.
        km: u32,
        /// Minutes between.
        minutes: u32,
    },
    /// The venue is taken at that time (E27).
    VenueTwice {
        /// Which.
        venue: String,
        /// By whom.
        other: OrganisationId,
    },
    /// The speaker was planned by a post they will not hold on the day (E7).
    SpeakerGone {
        /// Who.
        speaker: String,
        /// Class planned with.
        class: String,
    },
    /// Planned for a day on which it does not count for what it is planned for (E9).
    OutsidePeriod {
        /// The day.
        on: Date,
        /// The period.
        period: Period,
    },
    /// The day is over, and neither was it held nor dropped.
    DayOver {
        /// The day.
        on: Date,
    },
}

/// What a plan is looked through with.
#[derive(Clone, Copy)]
pub struct LookThrough<'a> {
    /// The items in view.
    pub items: &'a [Planned],
    /// Items elsewhere that may clash with those.
    pub elsewhere: &'a [Planned],
    /// What is owed.
    pub owed: &'a [Owed],
    /// Posts on record.
    pub posts: &'a [Post],
    /// The rules.
    pub rules: &'a RuleSet,
    /// Today.
    pub today: Date,
}

/// Everything to think over, in the order: clashes, speakers gone, days, repetitions, what is not complete, gaps.
#[must_use]
pub fn look_through(plan: LookThrough<'_>) -> Vec<Warned> {
    let mut found = clashing(plan);
    for item in plan.items {
        found.extend(of_one(item, plan));
    }
    let limits = plan_limits(&plan.rules.planning);
    let known = known_people(plan.items.iter());
    let items: Vec<PlanItem> = plan.items.iter().map(|item| keyed(item, &known)).collect();
    let mut findings = lint_plan(&items, plan.owed, limits);
    // What is one glance away in the table comes last.
    findings.sort_by_key(|finding| match finding {
        PlanFinding::RepeatedTopic { .. } | PlanFinding::OverUsed { .. } => 0,
        PlanFinding::Incomplete { .. } => 1,
        PlanFinding::Gap { .. } => 2,
    });
    found.extend(findings.into_iter().filter_map(|finding| told(finding, plan)));
    found
}

fn plan_limits(limits: &PlanningLimits) -> PlanLimits {
    PlanLimits {
        most_per_speaker: limits.most_per_speaker,
        km_per_hour: limits.km_per_hour,
    }
}

/// People on record by township and name, as far as a name there is one person's.
type Known = BTreeMap<(OrganisationId, String), Option<PersonId>>;

fn known_people<'a>(items: impl Iterator<Item = &'a Planned>) -> Known {
    let mut known = Known::new();
    for item in items {
        if let Some(speaker) = &item.says.speaker
            && let Some(person) = speaker.person
        {
            let found = known
                .entry((item.township, fold_name(&speaker.name)))
                .or_insert(Some(person));
            *found = found.filter(|found| *found == person);
        }
    }
    known
}

/// A speaker by what tells namesakes apart: the record, else the name within a township. Who is only named is whoever
/// bears that name on record in the township.
fn speaker_key(item: &Planned, known: &Known) -> Option<String> {
    let speaker = item.says.speaker.as_ref()?;
    let name = fold_name(&speaker.name);
    let named = || known.get(&(item.township, name.clone())).copied().flatten();
    Some(match speaker.person.or_else(named) {
        Some(person) => person.to_string(),
        None => format!("{}/{name}", item.township),
    })
}

fn keyed(item: &Planned, known: &Known) -> PlanItem {
    PlanItem {
        speaker: speaker_key(item, known),
        ..item.item()
    }
}

/// What one item alone tells.
fn of_one(item: &Planned, plan: LookThrough<'_>) -> Vec<Warned> {
    let mut found = Vec::new();
    let mut warn = |what| {
        found.push(Warned {
            organisation: item.organisation,
            item: Some(item.id),
            what,
        });
    };
    let Some(on) = item.says.on else { return found };
    if let Some(speaker) = &item.says.speaker
        && let (Some(person), Some(class)) = (speaker.person, speaker.class.as_deref())
        && is_gone((person, class), on, plan.posts, plan.rules)
    {
        warn(Warning::SpeakerGone {
            speaker: speaker.name.clone(),
            class: class.to_owned(),
        });
    }
    if !item.period.contains(on) {
        let period = item.period.clone();
        warn(Warning::OutsidePeriod { on, period });
    }
    if on < plan.today {
        warn(Warning::DayOver { on });
    }
    found
}

fn told(finding: PlanFinding, plan: LookThrough<'_>) -> Option<Warned> {
    let item_of = |id: &PlanItemId| plan.items.iter().find(|item| item.id == *id);
    let about = |id: &PlanItemId, what: Warning| {
        let item = item_of(id)?;
        Some(Warned {
            organisation: item.organisation,
            item: Some(item.id),
            what,
        })
    };
    match finding {
        PlanFinding::Incomplete { item, missing } => about(&item, Warning::Incomplete(missing)),
        PlanFinding::Gap {
            organisation,
            duty,
            period,
            lacking,
        } => Some(Warned {
            organisation,
            item: None,
            what: Warning::Gap {
                duty,
                period,
                lacking,
            },
        }),
        PlanFinding::RepeatedTopic { items, .. } => {
            let last = items.last()?;
            let topic = item_of(last)?.says.topic.clone()?;
            let times = items.len();
            about(last, Warning::RepeatedTopic { topic, times })
        }
        PlanFinding::OverUsed { items, .. } => {
            let last = items.last()?;
            let speaker = item_of(last)?.says.speaker.as_ref()?.name.clone();
            let warning = Warning::OverUsed {
                speaker,
                times: items.len(),
                most: plan.rules.planning.most_per_speaker,
            };
            about(last, warning)
        }
    }
}

fn clashing(plan: LookThrough<'_>) -> Vec<Warned> {
    let everything = || plan.items.iter().chain(plan.elsewhere);
    let limits = &plan.rules.planning;
    let known = known_people(everything());
    let slots: Vec<Slot> = everything()
        .filter_map(|item| slot(item, (plan.rules, &known)))
        .collect();
    // A venue's key says township and organisation, both empty where it is anybody's: then the way is not known.
    let distance = |from: &str, to: &str| {
        let (from_township, from_home) = from.rsplit_once('/')?.0.split_once('/')?;
        let (to_township, to_home) = to.rsplit_once('/')?.0.split_once('/')?;
        if from_township.is_empty() || to_township.is_empty() {
            return None;
        }
        Some(if from_home == to_home {
            0
        } else if from_township == to_township {
            limits.km_within_township
        } else {
            limits.km_between_townships
        })
    };
    let found = clashes(&slots, plan_limits(limits), distance);
    let by_slot = |of: SlotOf| everything().find(|item| SlotOf::Item(item.id) == of);
    let mut warned = Vec::new();
    for clash in found {
        let (first, second) = match clash {
            Clash::SpeakerTwice { first, second }
            | Clash::TooFar { first, second, .. }
            | Clash::VenueTwice { first, second } => (first, second),
        };
        let (Some(first), Some(second)) = (by_slot(first), by_slot(second)) else {
            continue;
        };
        for (item, other) in [(first, second), (second, first)] {
            if plan.items.iter().any(|mine| mine.id == item.id) {
                warned.extend(clash_told(clash, item, other));
            }
        }
    }
    warned
}

fn clash_told(clash: Clash, item: &Planned, other: &Planned) -> Option<Warned> {
    let speaker = item.says.speaker.as_ref().map(|speaker| speaker.name.clone());
    let other = other.organisation;
    let what = match clash {
        Clash::SpeakerTwice { .. } => Warning::SpeakerTwice {
            speaker: speaker?,
            other,
        },
        Clash::TooFar { km, minutes, .. } => Warning::TooFar {
            speaker: speaker?,
            other,
            km,
            minutes,
        },
        Clash::VenueTwice { .. } => Warning::VenueTwice {
            venue: item.says.venue.clone()?,
            other,
        },
    };
    Some(Warned {
        organisation: item.organisation,
        item: Some(item.id),
        what,
    })
}

/// The time an item takes: a class hour from its beginning. Without day and hour it takes none.
fn slot(item: &Planned, (rules, known): (&RuleSet, &Known)) -> Option<Slot> {
    let starts_at = moment(item.says.on?, item.says.starts_minute?)?;
    let minutes = i64::from(rules.hours.minutes_per_hour);
    let venue = item.says.venue.as_deref().map(fold_name).unwrap_or_default();
    let is_own = venue.is_empty()
        || rules
            .planning
            .own_venues
            .iter()
            .any(|own| fold_name(own) == venue);
    // A place of one's own lies where the organisation is; another is the same place whoever goes there.
    let place = if is_own {
        format!(
            "{}/{}/{}",
            item.township,
            item.organisation,
            venue.replace('/', "")
        )
    } else {
        format!("//{}", venue.replace('/', ""))
    };
    Some(Slot {
        of: SlotOf::Item(item.id),
        speaker: speaker_key(item, known),
        venue: Some(place),
        starts_at,
        ends_at: starts_at
            .checked_add(jiff::SignedDuration::from_mins(minutes))
            .ok(),
    })
}

/// Clashes compare moments of one zone with each other, so any zone without jumps will do.
fn moment(on: Date, minute: u32) -> Option<Timestamp> {
    let time = time_of(minute)?;
    TimeZone::UTC.to_timestamp(on.to_datetime(time)).ok()
}

/// The time of a minute of the day; none from the 1,440th on.
#[must_use]
pub fn time_of(minute: u32) -> Option<Time> {
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    Time::new(hour, minute, 0, 0).ok()
}
