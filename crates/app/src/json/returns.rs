//! Returns: what was sent, taken, compared, and who has answered. Fields are named as clerks' scripts know them.

use domain::return_form::ReturnQuestion;
use domain::returns::FormRow;
use i18n::Words;
use serde_json::{Value, json};

use crate::Snapshot;
use crate::import::Place;
use crate::returns::{CellOffered, FileTaken, PartSeen, ReturnLine, ReturnSeen, ReturnSent};

/// Columns of the ledger whose fields are named otherwise here; those of other forms are called by their keys.
const FIELDS: [(&str, &str); 4] = [
    ("on", "date"),
    ("organisations", "org"),
    ("title", "topic"),
    ("venue", "place"),
];

fn field(column: &str) -> &str {
    let found = FIELDS.iter().find(|(key, _)| *key == column);
    found.map_or(column, |(_, field)| field)
}

/// A cell as a value: counts are numbers.
fn value(column: &str, shown: &str) -> Value {
    if matches!(column, "expected" | "present")
        && let Ok(count) = shown.parse::<i64>()
    {
        return count.into();
    }
    shown.into()
}

fn row(of: &FormRow) -> serde_json::Map<String, Value> {
    let said = of.cells.iter().filter(|(_, cell)| !cell.value.is_empty());
    let cells = said.map(|(column, cell)| (field(column).to_owned(), value(column, &cell.shown)));
    cells.collect()
}

/// A return in a list.
#[must_use]
pub fn return_line(line: &ReturnLine) -> Value {
    json!({
        "id": line.id.to_string(),
        "name": line.name,
        "form": line.form.word(),
        "due": line.due_at.map(|due| due.to_string()),
        "closed": line.is_closed,
        "asked": line.asked,
        "answered": line.answered,
    })
}

/// The forms that went out.
#[must_use]
pub fn return_sent(sent: &ReturnSent, snapshot: &Snapshot) -> Value {
    let forms: Vec<Value> = sent
        .forms
        .iter()
        .map(|form| {
            json!({
                "file": form.name,
                "township": snapshot.short_name(form.organisation),
                "rows": form.rows,
            })
        })
        .collect();
    json!({ "name": sent.name, "files": forms, "text": sent.text })
}

/// The files that came back.
#[must_use]
pub fn return_taken(files: &[FileTaken], (snapshot, words): (&Snapshot, &Words)) -> Value {
    let files: Vec<Value> = files
        .iter()
        .map(|file| {
            let questions = file.questions.iter();
            let questions: Vec<Value> = questions.map(|asked| question(asked, (snapshot, words))).collect();
            json!({
                "file": file.name,
                "township": file.organisation.and_then(|id| snapshot.short_name(id)),
                "state": file.state.word(),
                "rows": file.rows,
                "questions": questions,
                "columns": file.recognised.iter().map(|(header, column)| json!([header, field(column)])).collect::<Vec<_>>(),
                "repeated": file.compared.repeated.iter().map(|(place, _)| place.row).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "files": files })
}

fn question(
    (place, asked): &(Option<Place>, ReturnQuestion),
    (snapshot, words): (&Snapshot, &Words),
) -> Value {
    let name = |id| snapshot.name(id).unwrap_or_default().to_owned();
    let candidates = match asked {
        ReturnQuestion::Cell(why) => why.candidates().to_vec(),
        ReturnQuestion::Whose(all) => all.iter().map(|id| name(*id)).collect(),
        ReturnQuestion::Doubtful { candidates } => candidates.clone(),
        ReturnQuestion::Twice { earlier } => vec![earlier.clone()],
        ReturnQuestion::Elsewhere(id) => vec![name(*id)],
        ReturnQuestion::NotAForm { missing, .. } => missing.clone(),
    };
    json!({
        "sheet": place.as_ref().map(|place| &place.sheet),
        "row": place.as_ref().map(|place| place.row),
        "code": asked.code(),
        "text": words.return_question(asked, &name).text(words),
        "candidates": candidates,
    })
}

/// What merging would do, and what only a person decides.
#[must_use]
pub fn return_merge(seen: &ReturnSeen) -> Value {
    let files = || seen.standing().map(|file| &file.compared);
    let new: Vec<Value> = files()
        .flat_map(|file| &file.new)
        .map(|offered| {
            let mut told = row(&offered.row);
            told.insert("key".into(), offered.key.as_str().into());
            Value::from(told)
        })
        .collect();
    let cells = || files().flat_map(|file| &file.cells);
    let changed: Vec<Value> = cells().filter(|cell| !cell.is_conflict).map(changed).collect();
    let conflicts: Vec<Value> = cells().filter(|cell| cell.is_conflict).map(conflict).collect();
    let gone = || files().flat_map(|file| &file.gone);
    let numbers: Vec<Option<i64>> = gone().map(|row| row.number).collect();
    let kept: Vec<Value> = gone()
        .filter(|row| row.changed_here)
        .map(|row| json!({ "no": row.number, "key": row.key }))
        .collect();
    json!({
        "new": new,
        "same": files().map(|file| file.same).sum::<usize>(),
        "changed": changed,
        "gone": numbers,
        "gone_but_changed_here": kept,
        "conflicts": conflicts,
    })
}

/// A row without a number is told by what was sent.
fn row_of(cell: &CellOffered) -> Option<serde_json::Map<String, Value>> {
    cell.number.is_none().then(|| row(&cell.row))
}

fn changed(cell: &CellOffered) -> Value {
    json!({
        "no": cell.number,
        "row": row_of(cell),
        "field": field(&cell.column),
        "was": value(&cell.column, &cell.held),
        "now": value(&cell.column, &cell.returned),
        "key": cell.key,
    })
}

fn conflict(cell: &CellOffered) -> Value {
    json!({
        "no": cell.number,
        "row": row_of(cell),
        "field": field(&cell.column),
        "sent": value(&cell.column, &cell.sent),
        "held": value(&cell.column, &cell.held),
        "returned": value(&cell.column, &cell.returned),
        "key": cell.key,
    })
}

/// The key that a decision means: its own, or that of a cell or a row by number and field.
#[must_use]
pub fn return_key(decision: &Value, seen: &ReturnSeen) -> Option<String> {
    if let Some(key) = decision.get("key").and_then(Value::as_str) {
        return Some(key.to_owned());
    }
    let mut files = seen.standing().map(|file| &file.compared);
    if let Some(number) = decision.get("gone").and_then(Value::as_i64) {
        let mut gone = files.flat_map(|file| &file.gone);
        return gone
            .find(|row| row.number == Some(number))
            .map(|row| row.key.clone());
    }
    let number = decision.get("no").and_then(Value::as_i64)?;
    let wanted = decision.get("field").and_then(Value::as_str)?;
    let found = files.find_map(|file| {
        let is_it = |cell: &&CellOffered| cell.number == Some(number) && field(&cell.column) == wanted;
        file.cells.iter().find(is_it)
    });
    found.map(|cell| cell.key.clone())
}

/// Who has answered.
#[must_use]
pub fn return_status(seen: &ReturnSeen) -> Value {
    let names = |parts: &mut dyn Iterator<Item = &PartSeen>| -> Vec<Option<String>> {
        let name = |part: &PartSeen| seen.snapshot.short_name(part.organisation).map(str::to_owned);
        parts.map(name).collect()
    };
    json!({
        "name": seen.line.name,
        "answered": names(&mut seen.answered()),
        "late": names(&mut seen.late()),
        "silent": names(&mut seen.silent()),
        "asked": seen.parts.iter().map(|part| json!([
            seen.snapshot.short_name(part.organisation), part.asked,
        ])).collect::<Vec<_>>(),
    })
}
