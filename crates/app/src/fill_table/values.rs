//! What goes into one cell: a figure, a share, a name, a field of a record.
//! Must not choose the cell.

use documents::filled_table::FillValue;
use documents::xlsx::CellValue;
use domain::id::OrganisationId;
use domain::lecture::Lecture;
use domain::rule_set::columns_of;
use domain::tie::Meaning;

use super::MadeOf;
use super::reports::Reports;
use crate::Snapshot;
use crate::export_ledger::lecture_cells;

/// A value for a cell, and what it is made of.
pub(super) struct Value {
    pub(super) put: FillValue,
    pub(super) shown: String,
    pub(super) made_of: MadeOf,
}

impl Value {
    fn plain(value: CellValue, made_of: MadeOf) -> Value {
        Value {
            shown: shown(&value),
            put: FillValue::Plain(value),
            made_of,
        }
    }
}

/// The value of an organisation's row, or of a single cell.
pub(super) fn of_organisation(meaning: &Meaning, id: OrganisationId, reports: &Reports) -> Option<Value> {
    let snapshot = &reports.own()?.snapshot;
    match meaning {
        Meaning::Figure(..) => {
            let (keys, _) = reports.keys(meaning, id);
            let count = reports.sum(&keys)?;
            Some(Value::plain(count.into(), MadeOf::Figures(keys)))
        }
        Meaning::Share(..) => share(meaning, id, reports),
        Meaning::Unit => {
            let name = snapshot.short_name(id).or_else(|| snapshot.name(id))?;
            Some(Value::plain(name.into(), MadeOf::Organisation(id)))
        }
        Meaning::Own => Some(Value::plain(snapshot.name(id)?.into(), MadeOf::Organisation(id))),
        Meaning::Field(key) => {
            let value = field(key, id, snapshot)?;
            Some(Value::plain(value, MadeOf::Organisation(id)))
        }
        Meaning::Unknown | Meaning::Number => None,
    }
}

/// A part of a whole. Of too few it is no percentage (E31): 3/4.
fn share(meaning: &Meaning, id: OrganisationId, reports: &Reports) -> Option<Value> {
    let (part, whole) = reports.keys(meaning, id);
    let counts = (reports.sum(&part)?, reports.sum(&whole)?);
    if counts.1 == 0 {
        return None;
    }
    let smallest = reports.own()?.snapshot.rules.attendance.smallest_group;
    let made_of = MadeOf::Share(part, whole);
    if counts.1 < smallest {
        let text = format!("{}/{}", counts.0, counts.1);
        return Some(Value::plain(text.into(), made_of));
    }
    let share = f64::from(counts.0) / f64::from(counts.1);
    Some(Value {
        put: FillValue::Share(share),
        shown: format!("{:.1}%", share * 100.0),
        made_of,
    })
}

/// A field of an organisation, by its key among the columns of the list of organisations.
fn field(key: &str, id: OrganisationId, snapshot: &Snapshot) -> Option<CellValue> {
    let found = snapshot.facts.organisation(id)?;
    let rules = &snapshot.rules;
    match key {
        "name" => Some(found.full_name.as_str().into()),
        "kind" => Some(
            rules
                .organisation_kind(&found.kind)?
                .names
                .first()?
                .as_str()
                .into(),
        ),
        "parent" => Some(snapshot.name(found.parent_on(snapshot.as_of)?)?.into()),
        "founded_on" => Some(found.founded_on?.into()),
        _ => None,
    }
}

/// A field of a lecture.
pub(super) fn of_lecture(meaning: &Meaning, lecture: &Lecture, snapshot: &Snapshot) -> Option<Value> {
    let Meaning::Field(key) = meaning else { return None };
    let at = columns_of("lectures").iter().position(|column| column == key)?;
    let value = lecture_cells(lecture, 0, snapshot).into_iter().nth(at)?;
    let is_blank = matches!(&value, CellValue::Blank) || value == CellValue::from("");
    (!is_blank).then(|| Value::plain(value, MadeOf::Lecture(lecture.id)))
}

/// A value as people read it.
pub(super) fn shown(value: &CellValue) -> String {
    match value {
        CellValue::Blank => String::new(),
        CellValue::Text(text) => text.clone(),
        CellValue::Int(number) => number.to_string(),
        CellValue::Number(number) => number.to_string(),
        CellValue::Date(day) => day.to_string(),
        CellValue::Moment(moment) => moment.to_string(),
    }
}
