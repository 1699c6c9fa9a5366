//! Items of plans between the rows that are kept and what the domain reckons with.
//! Must not judge an item: `domain::plan` does.

use domain::facts::Facts;
use domain::id::OrganisationId;
use domain::period::{Period, Rhythm};
use domain::plan::{Arrangement, Planned, PlannedSpeaker};
use domain::rule_set::{Level, RuleSet};
use jiff::civil::Date;
use serde_json::json;
use store::{Json, PlanItemRow};

use crate::Snapshot;

/// Where an item of a plan stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlanState {
    /// Still to be held.
    Open,
    /// It became a lecture: recording it sets this, with the lecture's id.
    Held,
    /// 取消: it will not be held.
    Dropped,
}

impl PlanState {
    /// The word that is kept.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            PlanState::Open => "open",
            PlanState::Held => "held",
            PlanState::Dropped => "dropped",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> PlanState {
        match word {
            "held" => PlanState::Held,
            "dropped" => PlanState::Dropped,
            _ => PlanState::Open,
        }
    }
}

/// The quarter a plan is made for: the one named, else the one a day lies in.
#[must_use]
pub fn quarter(label: Option<&str>, today: Date) -> Period {
    label
        .and_then(|label| Rhythm::Quarter.labelled(label))
        .unwrap_or_else(|| Rhythm::Quarter.period_of(today))
}

/// What a row says. The name of a person on record is that of the record.
pub(crate) fn arrangement(row: &PlanItemRow, facts: &Facts) -> Arrangement {
    let on_record = row
        .speaker_person_id
        .and_then(|person| facts.person(person)?.name.clone());
    let name = on_record.or_else(|| row.speaker.clone());
    Arrangement {
        on: row.planned_on,
        starts_minute: row.starts_minute,
        topic: row.topic.clone(),
        kind: row.kind.clone(),
        forms: forms(&row.forms),
        venue: row.venue.clone(),
        speaker: name.map(|name| PlannedSpeaker {
            name,
            class: row.speaker_class.clone(),
            person: row.speaker_person_id,
        }),
    }
}

fn forms(kept: &Json) -> Vec<String> {
    let list = kept.parse().unwrap_or_default();
    let texts = list.as_array().map(Vec::as_slice).unwrap_or_default();
    texts
        .iter()
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect()
}

/// The row with another arrangement. Of a person on record the name is not kept twice.
pub(crate) fn arranged(row: PlanItemRow, says: Arrangement) -> PlanItemRow {
    let (speaker, class, person) = match says.speaker {
        Some(speaker) if speaker.person.is_some() => (None, speaker.class, speaker.person),
        Some(speaker) => (Some(speaker.name), speaker.class, None),
        None => (None, None, None),
    };
    PlanItemRow {
        planned_on: says.on,
        starts_minute: says.starts_minute,
        topic: says.topic,
        kind: says.kind,
        forms: Json::of(&json!(says.forms)),
        venue: says.venue,
        speaker,
        speaker_class: class,
        speaker_person_id: person,
        ..row
    }
}

/// A row as the domain looks it through.
pub(crate) fn planned(row: &PlanItemRow, snapshot: &Snapshot) -> Planned {
    Planned {
        id: row.id,
        organisation: row.organisation_id,
        township: township_of(snapshot, row.organisation_id),
        duty: row.duty.clone(),
        period: period_of(&row.duty, &row.period, (&snapshot.rules, snapshot.as_of)),
        says: arrangement(row, &snapshot.facts),
    }
}

/// The period of an item; a label no duty has any more is an empty one.
pub(crate) fn period_of(duty: &str, label: &str, (rules, today): (&RuleSet, Date)) -> Period {
    let known = rules.occurrence(duty, label, today);
    let rhythm = || {
        rules
            .duties
            .iter()
            .rfind(|known| known.id == duty)
            .map(|duty| duty.period)
    };
    known
        .map(|occurrence| occurrence.period)
        .or_else(|| rhythm()?.labelled(label))
        .unwrap_or_else(|| Period {
            first: Date::MAX,
            last: Date::MIN,
            label: label.to_owned(),
        })
}

/// The township an organisation belongs to; without one the highest below the root.
fn township_of(snapshot: &Snapshot, organisation: OrganisationId) -> OrganisationId {
    let path = snapshot.path(organisation);
    let is_township = |id: &&OrganisationId| {
        let kind = snapshot.facts.organisation(**id).map(|found| found.kind.as_str());
        let kind = kind.and_then(|kind| snapshot.rules.organisation_kind(kind));
        kind.is_some_and(|kind| kind.level == Level::Township)
    };
    let found = path.iter().find(is_township).or_else(|| path.get(1));
    found.copied().unwrap_or(organisation)
}
