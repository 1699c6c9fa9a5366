//! A table from above that was filled in: every cell with what it is made of, and what is left to a person.

use domain::bulletin::Key;
use domain::tie::{Because, Sureness};
use serde_json::{Value, json};

use crate::fill_table::{LeftCell, LeftWhy, MadeOf, PlaceSeen, TableFilled, TableSeen};

/// The document of a table that was filled in.
#[must_use]
pub fn table_filled(done: &TableFilled) -> Value {
    let filled: Vec<Value> = done
        .filled
        .iter()
        .map(|cell| {
            let mut document = json!({ "sheet": cell.sheet, "cell": cell.cell, "value": cell.value });
            if let Some(fields) = document.as_object_mut() {
                fields.extend(made_of(&cell.made_of));
            }
            document
        })
        .collect();
    let formulas: Vec<Value> = done
        .formulas
        .iter()
        .map(|(sheet, cell)| json!({ "sheet": sheet, "cell": cell }))
        .collect();
    json!({
        "period": done.period.label,
        "filled": filled,
        "unknown": done.unknown.iter().map(left).collect::<Vec<Value>>(),
        "formulas": formulas,
        "tables": tables(&done.tables),
        "number": done.number,
    })
}

/// The documents of tables and of what their columns are taken for.
#[must_use]
pub fn tables(tables: &[TableSeen]) -> Vec<Value> {
    let places = |places: &[PlaceSeen]| places.iter().map(place).collect::<Vec<Value>>();
    let of = |table: &TableSeen| {
        json!({
            "sheet": table.sheet,
            "fingerprint": table.fingerprint,
            "rows": table.rows.word(),
            "columns": places(&table.columns),
            "cells": places(&table.cells),
        })
    };
    tables.iter().map(of).collect()
}

fn place(place: &PlaceSeen) -> Value {
    let (because, name) = match &place.proposal.because {
        Because::Remembered => ("remembered", None),
        Because::Name(name) => ("name", Some(name)),
        Because::NearName(name) => ("near-name", Some(name)),
        Because::Nothing => ("nothing", None),
    };
    let sureness = match place.proposal.sureness {
        Sureness::Certain => "certain",
        Sureness::Likely => "likely",
        Sureness::Doubtful => "doubtful",
    };
    json!({
        "cell": place.cell,
        "header": place.header,
        "meaning": place.proposal.meaning.to_string(),
        "because": because,
        "name": name,
        "sureness": sureness,
    })
}

/// One figure has one key, a sum several; a share those of the part and of the whole.
fn made_of(made_of: &MadeOf) -> Vec<(String, Value)> {
    let keys = |keys: &[Key]| keys.iter().map(Key::to_string).collect::<Vec<String>>();
    let field = |name: &str, value: Value| (name.to_owned(), value);
    match made_of {
        MadeOf::Figures(all) => match all.as_slice() {
            [key] => vec![field("key", key.to_string().into())],
            _ => vec![field("keys", keys(all).into())],
        },
        MadeOf::Share(part, whole) => vec![field("keys", keys(part).into()), field("of", keys(whole).into())],
        MadeOf::Lecture(id) => vec![field("record", format!("lecture/{id}").into())],
        MadeOf::Organisation(id) => vec![field("record", format!("organisation/{id}").into())],
    }
}

fn left(cell: &LeftCell) -> Value {
    let mut document = json!({
        "sheet": cell.sheet,
        "cell": cell.cell,
        "header": cell.header,
    });
    let (why, more) = match &cell.why {
        LeftWhy::NotHeld => ("not-held", None),
        LeftWhy::Doubtful(meaning) => ("doubtful", Some(("meaning", meaning.to_string().into()))),
        LeftWhy::NoUnit => ("no-unit", None),
        LeftWhy::SeveralUnits(names) => ("several-units", Some(("candidates", names.clone().into()))),
        LeftWhy::NoFigure => ("no-figure", None),
        LeftWhy::NoRoom(rows) => ("no-room", Some(("rows", Value::from(*rows)))),
    };
    if let Some(fields) = document.as_object_mut() {
        fields.insert("why".to_owned(), why.into());
        fields.extend(more.map(|(name, value)| (name.to_owned(), value)));
    }
    document
}
