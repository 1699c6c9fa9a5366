//! The rows that were sent to one organisation, as they are kept: against them it is compared what comes back.
//! Must not change them: what was sent stays what it was.

use std::collections::BTreeMap;

use domain::returns::{FormCell, FormRow};
use serde_json::{Value, json};
use store::Json;
use uuid::Uuid;

/// A row that was sent, and the record it stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct SentRow {
    /// The record: a lecture, an item of a plan, a person.
    pub record: Uuid,
    /// What was sent.
    pub row: FormRow,
}

/// As they are kept.
pub(super) fn written(rows: &[SentRow]) -> Json {
    let rows: Vec<Value> = rows
        .iter()
        .map(|sent| {
            let cells = sent.row.cells.iter();
            let cells: BTreeMap<&String, [&String; 2]> = cells
                .map(|(column, cell)| (column, [&cell.value, &cell.shown]))
                .collect();
            json!({ "record": sent.record.to_string(), "number": sent.row.number, "cells": cells })
        })
        .collect();
    Json::of(&Value::from(rows))
}

/// Reads them back; what is damaged is left out, and so is a cell without its two texts.
pub(super) fn read(kept: &Json) -> Result<Vec<SentRow>, store::StoreError> {
    let kept = kept.parse()?;
    let rows = kept.as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(rows.iter().filter_map(row).collect())
}

fn row(kept: &Value) -> Option<SentRow> {
    let cells = kept.get("cells")?.as_object()?;
    let cells = cells.iter().filter_map(|(column, cell)| {
        let text = |at: usize| cell.get(at)?.as_str().map(str::to_owned);
        let cell = FormCell {
            value: text(0)?,
            shown: text(1)?,
        };
        Some((column.clone(), cell))
    });
    Some(SentRow {
        record: kept.get("record")?.as_str()?.parse().ok()?,
        row: FormRow {
            number: kept.get("number").and_then(Value::as_i64),
            cells: cells.collect(),
        },
    })
}
