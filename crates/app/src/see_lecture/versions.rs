//! What was entered and changed of a lecture, entry by entry, from its change lines.
//! Must not show a name from the history: it holds none, only that one was changed.

use std::collections::{BTreeMap, HashMap};

use domain::lecture::Lecture;
use jiff::Timestamp;
use serde_json::Value;
use store::{
    AuditNumber, LectureHostRow, LecturePartRow, LectureRow, LectureSpeakerRow, Reading, Row, RowChange,
};

use super::doer::{self, Doer};
use crate::{Failure, Snapshot};

/// One entry of the history that was about a lecture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LectureVersion {
    /// Number of the entry.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Doer,
    /// What was done, as a word of the history.
    pub action: String,
    /// Why, when it was said.
    pub reason: Option<String>,
    /// It was entered by this one: everything is new.
    pub is_first: bool,
    /// What it changed.
    pub fields: Vec<VersionField>,
}

/// A field an entry changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VersionField {
    /// Which: a column of the lecture, or `host`, `speaker`, `part`.
    pub field: &'static str,
    /// As it was; none when it was empty or is not kept.
    pub was: Option<String>,
    /// As it became; none when it is empty or is not kept.
    pub now: Option<String>,
}

/// Columns that say where a record stands among others, which the entry itself tells.
const KEPT_ELSEWHERE: [&str; 3] = ["state_at", "state_by", "version"];
/// Places among hosts and parts that are looked at beyond those there now: some may have gone.
const GONE: u32 = 4;

/// The entries about a lecture, oldest first.
pub(super) async fn of(
    reading: &mut Reading,
    snapshot: &Snapshot,
    lecture: &Lecture,
) -> Result<Vec<LectureVersion>, Failure> {
    let own = reading.history_of::<LectureRow>((lecture.id,)).await?;
    let mut fields: BTreeMap<i64, Vec<VersionField>> = BTreeMap::new();
    let mut said: BTreeMap<i64, RowChange> = BTreeMap::new();
    for (number, field) in changed::<LectureRow>(&own) {
        fields.entry(number).or_default().push(field);
    }
    let mut others = Vec::new();
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX).saturating_add(GONE);
    for position in 0..count(lecture.hosts.len()) {
        let rows = reading
            .history_of::<LectureHostRow>((lecture.id, position))
            .await?;
        others.push(("host", host_names(&rows, snapshot), rows));
    }
    for speaker in &lecture.speakers {
        let rows = reading.history_of::<LectureSpeakerRow>((speaker.id,)).await?;
        others.push(("speaker", shown::<LectureSpeakerRow>(&rows, "class"), rows));
    }
    for position in 0..count(lecture.parts.len()) {
        let rows = reading
            .history_of::<LecturePartRow>((lecture.id, position))
            .await?;
        others.push(("part", shown::<LecturePartRow>(&rows, "part"), rows));
    }
    for (field, values, rows) in others {
        let before = [None].into_iter().chain(values.iter().cloned());
        for ((row, now), was) in rows.iter().zip(&values).zip(before) {
            let now = now.clone();
            fields
                .entry(row.number.0)
                .or_default()
                .push(VersionField { field, was, now });
            said.insert(row.number.0, row.clone());
        }
    }
    said.extend(own.into_iter().map(|row| (row.number.0, row)));
    let mut doers: HashMap<String, Doer> = HashMap::new();
    let mut versions = Vec::new();
    for (number, row) in said {
        let by = match doers.get(&row.actor) {
            Some(doer) => doer.clone(),
            None => doer::of(reading, snapshot, &row.actor).await?,
        };
        doers.insert(row.actor.clone(), by.clone());
        versions.push(LectureVersion {
            number,
            at: row.at,
            by,
            action: row.action,
            reason: reason(reading, number).await?,
            is_first: versions.is_empty(),
            fields: fields.remove(&number).unwrap_or_default(),
        });
    }
    Ok(versions)
}

/// Why an entry was made.
async fn reason(reading: &mut Reading, number: i64) -> Result<Option<String>, Failure> {
    let entries = reading
        .entries_before(AuditNumber(number.saturating_add(1)), 1)
        .await?;
    let Some(entry) = entries.into_iter().find(|entry| entry.number == number) else {
        return Ok(None);
    };
    let body = entry.body.parse()?;
    Ok(body.get("reason").and_then(Value::as_str).map(str::to_owned))
}

/// The values of a row after each change, by column.
fn values<R: Row>(row: &RowChange) -> Vec<(&'static str, Option<String>)> {
    let after = row
        .after
        .as_deref()
        .and_then(|after| serde_json::from_str(after).ok());
    let after: Vec<Value> = after.unwrap_or_default();
    let columns = R::TABLE
        .columns
        .iter()
        .skip(R::TABLE.keys)
        .map(|column| column.name);
    columns.zip(after.iter().map(text)).collect()
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// One column of a row after each change.
fn shown<R: Row>(rows: &[RowChange], column: &str) -> Vec<Option<String>> {
    let value = |row: &RowChange| {
        let mut values = values::<R>(row).into_iter();
        values
            .find(|(name, _)| *name == column)
            .and_then(|(_, value)| value)
    };
    rows.iter().map(value).collect()
}

/// The host at a place after each change, by name.
fn host_names(rows: &[RowChange], snapshot: &Snapshot) -> Vec<Option<String>> {
    let name = |id: Option<String>| {
        let id = id.and_then(|id| id.parse().ok());
        id.and_then(|id| snapshot.name(id)).map(str::to_owned)
    };
    shown::<LectureHostRow>(rows, "organisation_id")
        .into_iter()
        .map(name)
        .collect()
}

/// The columns each change after the first one changed.
fn changed<R: Row>(rows: &[RowChange]) -> Vec<(i64, VersionField)> {
    let mut found = Vec::new();
    for (before, after) in rows.iter().zip(rows.iter().skip(1)) {
        let (before, now) = (values::<R>(before), values::<R>(after));
        let pairs = before.into_iter().zip(now);
        let differing =
            pairs.filter(|((column, was), (_, now))| was != now && !KEPT_ELSEWHERE.contains(column));
        found.extend(
            differing.map(|((field, was), (_, now))| (after.number.0, VersionField { field, was, now })),
        );
    }
    found
}
