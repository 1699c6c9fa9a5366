//! A case as it is written down.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

/// A day as TOML writes days.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Day(pub Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let day = toml::value::Datetime::deserialize(reader)?.to_string();
        day.parse().map(Day).map_err(serde::de::Error::custom)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    pub pack: String,
    #[serde(rename = "case")]
    pub cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub id: String,
    /// Lines of the pack with what stands in their place.
    #[serde(default)]
    pub instead: Vec<(String, String)>,
    /// What the pack says beside.
    #[serde(default)]
    pub also: String,
    #[serde(default)]
    pub organisations: Vec<OrganisationTold>,
    #[serde(default)]
    pub lectures: Vec<LectureTold>,
    #[serde(default)]
    pub excusals: Vec<ExcusalTold>,
    #[serde(default)]
    pub plan: Vec<PlanTold>,
    #[serde(default)]
    pub posts: Vec<PostTold>,
    #[serde(default)]
    pub supports: Vec<SupportTold>,
    #[serde(default)]
    pub stands: Vec<StandingWanted>,
    #[serde(default)]
    pub persons: Vec<PersonWanted>,
    #[serde(default)]
    pub figures: Vec<FiguresWanted>,
    #[serde(default)]
    pub forecasts: Vec<ForecastWanted>,
    #[serde(default)]
    pub reminders: Vec<ReminderWanted>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationTold {
    pub name: String,
    pub kind: Option<String>,
    pub under: Option<String>,
    pub founded: Option<Day>,
    pub closed: Option<Day>,
    /// `merged` when `into` is told, else this.
    pub why: Option<String>,
    pub into: Option<String>,
    pub split_from: Option<String>,
    /// Day of a move and the new parent.
    pub moved: Option<(Day, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LectureTold {
    pub name: String,
    pub on: Option<Day>,
    pub from: Option<Day>,
    pub until: Option<Day>,
    pub planned: Option<Day>,
    pub by: Vec<String>,
    pub kind: Option<String>,
    #[serde(default)]
    pub title: String,
    pub speaker: Option<String>,
    pub class: Option<String>,
    /// Whether the speaker is known as a person on record.
    #[serde(default)]
    pub on_record: bool,
    pub state: Option<String>,
    pub sent_back_until: Option<Day>,
    /// Of one that waits for an office: the day it was told.
    pub filed_on: Option<Day>,
    pub makes_up: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExcusalTold {
    pub of: String,
    pub duty: Option<String>,
    pub from: Day,
    pub until: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanTold {
    pub of: String,
    pub duty: String,
    pub on: Option<Day>,
    pub topic: Option<String>,
    pub speaker: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostTold {
    pub who: String,
    pub post: String,
    pub at: String,
    pub from: Option<Day>,
    pub until: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportTold {
    pub unit: String,
    pub village: String,
    pub from: Day,
    pub until: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandingWanted {
    pub of: String,
    pub duty: String,
    pub period: String,
    pub on: Day,
    pub is: String,
    pub counted: Option<Vec<String>>,
    pub not: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonWanted {
    pub who: String,
    pub duty: String,
    pub period: String,
    pub on: Day,
    pub is: String,
    pub counted: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiguresWanted {
    pub of: String,
    pub on: Day,
    pub sessions: Option<u32>,
    pub joint: Option<u32>,
    pub micro: Option<u32>,
    pub branches: Option<u32>,
    pub active: Option<u32>,
    pub quarters: Option<BTreeMap<String, u32>>,
    pub classes: Option<BTreeMap<String, u32>>,
    /// Duty and period, with the counts.
    pub duties: Option<BTreeMap<String, BTreeMap<String, u32>>>,
}

/// All forecasts of a day, the riskiest first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForecastWanted {
    pub on: Day,
    pub is: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReminderWanted {
    pub on: Day,
    /// Who hears what: `secretary of 甲: …; …`.
    pub is: Vec<String>,
}
