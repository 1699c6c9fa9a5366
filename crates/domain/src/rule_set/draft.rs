//! The words by which a notice says what a programme asks and tells (F1): 党课, “七一”前后, 通报.
//! Must not read notices: `crate::plan_draft` does.

use serde::Deserialize;

use crate::period::MonthDay;

/// The words of a programme in notices. All of them may be empty: then only what every notice says alike is found.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DraftRule {
    /// What lectures are called (党课).
    pub lecture: Vec<String>,
    /// What micro lectures are called (微党课).
    pub micro: Vec<String>,
    /// What says that a lecture is themed (专题).
    pub themed: Vec<String>,
    /// What is held as often and is no lecture (例会).
    pub not_lectures: Vec<String>,
    /// Of whom a notice asks something, as notices call them (各党组织).
    #[serde(rename = "whom")]
    pub whoms: Vec<DraftWhom>,
    /// Windows of the year that have names (“七一”前后).
    #[serde(rename = "window")]
    pub windows: Vec<DraftWindow>,
    /// What an office does in a rhythm (S5, S2).
    #[serde(rename = "reminder")]
    pub reminders: Vec<DraftReminder>,
    /// Figures of ours that a notice may tell, the first that fits.
    #[serde(rename = "figure")]
    pub figures: Vec<DraftFigure>,
}

/// Of whom something is asked, as notices call them.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftWhom {
    /// What notices call them.
    pub words: Vec<String>,
    /// Kinds of organisations that are meant.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// The post whose holders are meant, where it is asked of persons.
    pub post: Option<String>,
}

/// A window of the year that has a name.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftWindow {
    /// What notices call it, without quotation marks; the longest first.
    pub names: Vec<String>,
    /// First day.
    pub from: MonthDay,
    /// Last day.
    pub until: MonthDay,
}

/// Something an office does in a rhythm.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftReminder {
    /// `reminder`, `summary`, `bulletin`, `inspection`, or a word of the pack's own.
    pub kind: String,
    /// What notices call it.
    pub words: Vec<String>,
}

/// A figure of ours that a notice may tell.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftFigure {
    /// Its key (`sessions`).
    pub key: String,
    /// What it is counted in.
    pub units: Vec<String>,
    /// Words of which one stands beside it; none: it is told by its unit.
    pub words: Vec<String>,
}
