//! What changed between sent, held and returned, cell by cell, as Dolt merges tables. Must not decide which rows belong together.

use std::collections::{BTreeSet, HashMap};

use super::{CellMerge, CellVerdict, ColumnWeight, FormColumn, FormRow, RowKind, RowMerge};

/// Merges one sent row with what is held now (`None`: not any more) and what came back (`None`: it did not).
///
/// A returned cell that is empty or absent is no change. A held cell that is *there and empty* was cleared here,
/// which is a change; one that is absent is none. Where both sides changed a cell to the same, there is nothing to
/// do; to different values, it is a conflict, never settled here.
#[must_use]
pub fn merge_row(sent: &FormRow, held: Option<&FormRow>, returned: Option<&FormRow>) -> RowMerge {
    let columns: BTreeSet<&String> = [Some(sent), held, returned]
        .into_iter()
        .flatten()
        .flat_map(|row| row.cells.keys())
        .collect();
    let cells: Vec<CellMerge> = columns
        .into_iter()
        .filter_map(|column| merge_cell(column, sent, held, returned))
        .collect();
    let kind = kind(held.is_some(), returned.is_some(), &cells);
    RowMerge { kind, cells }
}

fn merge_cell(
    column: &str,
    sent: &FormRow,
    held: Option<&FormRow>,
    returned: Option<&FormRow>,
) -> Option<CellMerge> {
    let was = sent.value(column);
    let held = held.filter(|row| row.cells.contains_key(column) && row.value(column) != was);
    let returned = returned.filter(|row| !row.value(column).is_empty() && row.value(column) != was);
    let verdict = match (held, returned) {
        (None, None) => return None,
        (Some(_), None) => CellVerdict::Held,
        (None, Some(_)) => CellVerdict::Returned,
        (Some(held), Some(returned)) if held.value(column) == returned.value(column) => CellVerdict::Both,
        (Some(_), Some(_)) => CellVerdict::Conflict,
    };
    Some(CellMerge {
        column: column.to_owned(),
        sent: sent.shown(column).to_owned(),
        held: held.unwrap_or(sent).shown(column).to_owned(),
        returned: returned.unwrap_or(sent).shown(column).to_owned(),
        verdict,
    })
}

fn kind(is_held: bool, came_back: bool, cells: &[CellMerge]) -> RowKind {
    let is_any = |verdict| cells.iter().any(|cell| cell.verdict == verdict);
    match (is_held, came_back) {
        (true, false) if is_any(CellVerdict::Held) => RowKind::GoneButChangedHere,
        (true, false) => RowKind::Gone,
        (false, true) if is_any(CellVerdict::Returned) => RowKind::GoneHereButChanged,
        (false, _) => RowKind::GoneHere,
        (true, true) if is_any(CellVerdict::Conflict) => RowKind::Conflict,
        (true, true) if is_any(CellVerdict::Returned) => RowKind::Changed,
        (true, true) if is_any(CellVerdict::Both) => RowKind::AlreadyHeld,
        (true, true) => RowKind::Same,
    }
}

/// For each new row, the row that is held but was not sent and says the same in all identity columns (organisation,
/// date, title, speaker): somebody entered it here meanwhile. A held row is named once; a row that leaves an identity
/// column empty is nobody's.
#[must_use]
pub fn find_held(new: &[&FormRow], held: &[&FormRow], columns: &[FormColumn]) -> Vec<Option<usize>> {
    let keys: Vec<&str> = columns
        .iter()
        .filter(|column| column.weight == ColumnWeight::Identity)
        .map(|column| column.key.as_str())
        .collect();
    let says = |row: &FormRow| -> Option<Vec<String>> {
        let values: Vec<String> = keys.iter().map(|key| row.value(key).to_owned()).collect();
        (!values.is_empty() && values.iter().all(|value| !value.is_empty())).then_some(values)
    };
    let mut free: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
    for (at, row) in held.iter().enumerate().rev() {
        if let Some(values) = says(row) {
            free.entry(values).or_default().push(at);
        }
    }
    new.iter().map(|row| free.get_mut(&says(row)?)?.pop()).collect()
}
