//! How a language says how often and how many (`rules/notices/*.toml`), read once.
//! Must not hold words of a language: they come in.

use serde::Deserialize;

use crate::period::Rhythm;

/// The grammar of notices in one language.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeWords {
    /// Words of periods.
    #[serde(rename = "rhythm")]
    pub(super) rhythms: Vec<RhythmWords>,
    /// Days and parts of months.
    pub(super) month: MonthWords,
    /// Numbers.
    pub(super) counting: CountingWords,
    /// What asks, and what tells.
    pub(super) asking: AskingWords,
}

/// Words of one period (每季度).
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RhythmWords {
    pub period: Rhythm,
    pub words: Vec<String>,
    /// Only beside a word that asks.
    #[serde(default)]
    pub wants_asking: bool,
    /// Only where one time, or a word for what is done, follows at once.
    #[serde(default)]
    pub wants_once: bool,
}

/// Words of a day in the year (6月下旬).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MonthWords {
    pub name: String,
    pub day: Vec<String>,
    pub between: Vec<String>,
    pub around: Vec<String>,
    pub before: Vec<String>,
    /// Days on both sides of "around".
    pub around_days: i32,
    #[serde(rename = "part")]
    pub parts: Vec<MonthPart>,
}

/// A third of a month.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MonthPart {
    pub words: Vec<String>,
    pub from: i8,
    pub until: i8,
}

/// Words around numbers.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CountingWords {
    /// What times are counted in.
    pub times: Vec<String>,
    /// What figures are counted in.
    pub measures: Vec<String>,
    /// The same, where small numbers are a way of speaking.
    pub loose_measures: Vec<String>,
    /// Below this, a loose or spelled number is no figure.
    pub smallest: u64,
    pub more_after: Vec<String>,
    pub more_before: Vec<String>,
    pub nearly_before: Vec<String>,
    pub about_before: Vec<String>,
    pub about_after: Vec<String>,
    pub bound_after: Vec<String>,
    pub ordinal_before: Vec<String>,
}

/// Words that ask, and words that tell.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AskingWords {
    pub least: Vec<String>,
    pub words: Vec<String>,
    pub told: Vec<String>,
    pub holding: Vec<String>,
    pub before_asking: Vec<String>,
    pub opens_who: Vec<String>,
    pub ends: Vec<String>,
    pub thing_ends: Vec<String>,
    pub opens_thing: Vec<String>,
}

impl NoticeWords {
    /// Reads the words of a language.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn read(text: &str) -> Result<NoticeWords, toml::de::Error> {
        toml::from_str(text)
    }
}
