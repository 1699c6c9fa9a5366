//! 网页填表: an answer filled in on a page instead of in a spreadsheet. What is filled in is written as the same file
//! that would have been handed in, and goes the same way: there is one way of reading.
//! Must not read what a cell means, and must not save a record.

use std::collections::BTreeMap;

use domain::id::{OrganisationId, ReturnId};
use domain::import_refusal::ImportRefusal;
use domain::return_form::{FileState, ReturnForm, ReturnRefusal};
use domain::returns::{FormCell, FormRow};
use domain::rule_set::RuleSet;
use i18n::Words;
use intake::{Identity, Limits, RawRow};
use uuid::Uuid;

use super::desk::{Desk, Kept, TRIES, state};
use super::hand_in::{AskedOf, HandInSeen, check_open, own_desk, see_hand_in};
use super::reading::ReadRow;
use super::send_return::filled_form;
use super::sent::SentRow;
use super::{form, no};
use crate::{Actor, App, Failure};

/// A column of the form, as a page asks for it.
#[derive(Clone, Debug)]
pub struct FillColumn {
    /// Its key.
    pub key: &'static str,
    /// Its name in the pack's own words.
    pub header: String,
    /// A blank cell of it is asked for.
    pub is_asked: bool,
    /// What it is chosen from; empty where anything may be written.
    pub choices: Vec<String>,
}

/// A row of an answer, as a page shows it.
#[derive(Clone, Debug)]
pub struct FillRow {
    /// Names it for a change, as long as the answer is the one that was seen.
    pub key: String,
    /// Where it stands in the file that is the answer.
    pub row_key: Option<String>,
    /// 序号.
    pub number: Option<i64>,
    /// What people read, by column; blank ones are absent.
    pub cells: BTreeMap<String, String>,
    /// Columns that are asked for and blank.
    pub lacks: Vec<&'static str>,
}

/// An answer to be filled in on a page.
pub struct FillInSeen {
    /// What is asked, and the files handed in so far.
    pub hand_in: HandInSeen,
    /// The columns in their order, without the number.
    pub columns: Vec<FillColumn>,
    /// The rows, those that lack something first.
    pub rows: Vec<FillRow>,
    /// Which answer this is: a change of another one is refused.
    pub seen: String,
}

/// What is done to an answer.
#[derive(Clone, Debug)]
pub enum Filling {
    /// Cells of rows, by row and column.
    Cells(BTreeMap<(String, String), String>),
    /// A row that was not sent, by column.
    Add(BTreeMap<String, String>),
    /// A row that should not be there.
    Remove(String),
    /// Rows copied from a sheet.
    Paste(String),
    /// Nothing has changed: it is handed in as it was sent.
    Unchanged,
}

/// A change of an answer.
#[derive(Clone, Debug)]
pub struct FillIn {
    /// The return, and whose answer.
    pub of: (ReturnId, OrganisationId),
    /// The answer that was seen ([`FillInSeen::seen`]).
    pub seen: String,
    /// What is done.
    pub what: Filling,
}

/// Most characters of a cell.
const LONGEST: usize = 500;
/// Most rows of one paste.
const MOST_PASTED: usize = 500;
/// What an answer is called before anything was handed in.
const AS_SENT: &str = "sent";

/// The answer of one that is asked, to be filled in.
///
/// # Errors
/// When the actor does not answer for it, it was not asked, or the database fails.
pub async fn see_fill_in(
    app: &App,
    actor: &Actor,
    of: (ReturnId, OrganisationId),
) -> Result<FillInSeen, Failure> {
    let desk = own_desk(app, actor, of).await?;
    let (seen, rows) = answer_now(&desk, of.1);
    let columns = fill_columns(&desk, of.1);
    let mut rows: Vec<FillRow> = rows.iter().map(|row| shown(row, &columns)).collect();
    rows.sort_by_key(|row| row.lacks.is_empty());
    let hand_in = see_hand_in(app, actor, of).await?;
    Ok(FillInSeen {
        hand_in,
        columns,
        rows,
        seen,
    })
}

/// A row of the answer as it stands, and what names it.
struct Row {
    key: String,
    place: Option<String>,
    sent: SentRow,
}

/// The answer as it stands: what was handed in last, else what was sent.
fn answer_now(desk: &Desk, part: OrganisationId) -> (String, Vec<Row>) {
    let stands = desk
        .files
        .iter()
        .filter(|filed| state(&filed.row) == FileState::Taken);
    let handed_in = stands
        .filter_map(|filed| Some((filed.row.id, filed.read.as_ref().ok()?)))
        .next_back();
    if let Some((id, read)) = handed_in {
        let rows = read.rows.iter().map(|row| Row {
            key: row
                .record
                .map_or_else(|| super::compare::row_key(&row.place), |id| id.to_string()),
            place: Some(super::compare::row_key(&row.place)),
            sent: SentRow {
                record: row.record.unwrap_or(Uuid::nil()),
                row: as_written(row, desk.on_record.form),
            },
        });
        return (id.to_string(), rows.collect());
    }
    let sent = desk.sent.get(&part).map(Vec::as_slice).unwrap_or_default();
    let rows = sent.iter().map(|sent| Row {
        key: sent.record.to_string(),
        place: None,
        sent: sent.clone(),
    });
    (AS_SENT.to_owned(), rows.collect())
}

/// A row with the words of cells that could not be understood: they are somebody's, and are not lost.
fn as_written(row: &ReadRow, form: ReturnForm) -> FormRow {
    let mut whole = row.row.clone();
    for why in &row.trouble {
        let said = match why {
            ImportRefusal::Unreadable { column, value, .. } => Some((column.as_str(), value.clone())),
            ImportRefusal::Unknown { name } | ImportRefusal::Ambiguous { name, .. } => {
                Some((form.organisation_column(), name.clone()))
            }
            ImportRefusal::UnknownKind { value, .. } => Some(("kind", value.clone())),
            ImportRefusal::Future { on } => Some(("on", on.to_string())),
            _ => None,
        };
        if let Some((column, text)) = said {
            whole.cells.insert(column.to_owned(), typed(&text));
        }
    }
    whole
}

/// A cell as somebody wrote it; what it means is read when the file is.
fn typed(text: &str) -> FormCell {
    let text: String = intake::fold(text).chars().take(LONGEST).collect();
    FormCell {
        value: text.clone(),
        shown: text,
    }
}

fn fill_columns(desk: &Desk, part: OrganisationId) -> Vec<FillColumn> {
    let (rules, form) = (&*desk.snapshot.rules, desk.on_record.form);
    let column = |key: &'static str| FillColumn {
        key,
        header: rules.header(form.sheet(), key).to_owned(),
        is_asked: form::is_asked(form, key),
        choices: match form {
            // One organisation a row: it is chosen, not typed. A lecture may have several hosts.
            ReturnForm::Plan | ReturnForm::Roster if key == form.organisation_column() => homes(desk, part),
            _ => form::choices(key, rules, form),
        },
    };
    form.columns()
        .filter(|key| *key != "number")
        .map(column)
        .collect()
}

/// Full names of the branches at and below one that is asked, in the order of the tree.
fn homes(desk: &Desk, part: OrganisationId) -> Vec<String> {
    let snapshot = &desk.snapshot;
    let is_home = |id: OrganisationId| snapshot.keeps_members(id) && snapshot.path(id).contains(&part);
    let open = snapshot.facts.organisations.iter();
    let open = open.filter(|it| it.existed_on(snapshot.as_of) && is_home(it.id));
    open.filter_map(|it| snapshot.name(it.id).map(str::to_owned))
        .collect()
}

fn shown(row: &Row, columns: &[FillColumn]) -> FillRow {
    let cells = row
        .sent
        .row
        .cells
        .iter()
        .filter(|(_, cell)| !cell.shown.is_empty());
    let cells: BTreeMap<String, String> = cells
        .map(|(column, cell)| (column.clone(), cell.shown.clone()))
        .collect();
    let blank = columns
        .iter()
        .filter(|column| column.is_asked && !cells.contains_key(column.key));
    FillRow {
        key: row.key.clone(),
        row_key: row.place.clone(),
        number: row.sent.row.number,
        lacks: blank.map(|column| column.key).collect(),
        cells,
    }
}

/// Changes an answer and hands it in; answers how many rows it has.
///
/// # Errors
/// When the actor does not answer for it, it was not asked, the return is closed or its answer merged, the answer is
/// not the one that was seen, nothing could be read from what was pasted, or the database fails.
pub async fn fill_in(app: &App, actor: &Actor, fill: FillIn, words: &Words) -> Result<usize, Failure> {
    let (id, part) = fill.of;
    for _ in 0..TRIES {
        let mut desk = own_desk(app, actor, (id, part)).await?;
        check_open(app, &desk).await?;
        let (seen, mut rows) = answer_now(&desk, part);
        if seen != fill.seen {
            return Err(no(ReturnRefusal::ChangedMeanwhile));
        }
        change(&mut rows, &fill.what, (&desk.snapshot.rules, desk.on_record.form))?;
        let rows: Vec<SentRow> = rows.into_iter().map(|row| row.sent).collect();
        let bytes = filled_form((&desk.snapshot, &desk.on_record), (part, &rows), words)?;
        let unit = desk.snapshot.short_name(part).unwrap_or_default();
        let called = [
            ("unit", unit.into()),
            ("name", desk.on_record.row.name.as_str().into()),
        ];
        let name = words.say("returns-filled-in-file", &called);
        let row = desk.arrival(app, actor, (name, bytes));
        desk.hand_over(row, part);
        if desk.keep(app, actor, ("hand-in-return", &[])).await? == Kept::Kept {
            return Ok(rows.len());
        }
    }
    Err(Failure::Busy)
}

fn change(rows: &mut Vec<Row>, what: &Filling, (rules, form): (&RuleSet, ReturnForm)) -> Result<(), Failure> {
    let meanwhile = || no(ReturnRefusal::ChangedMeanwhile);
    match what {
        Filling::Unchanged => {}
        Filling::Cells(cells) => {
            for ((key, column), text) in cells {
                let row = rows
                    .iter_mut()
                    .find(|row| row.key == *key)
                    .ok_or_else(meanwhile)?;
                put(&mut row.sent.row, form, (column, text));
            }
        }
        Filling::Remove(key) => {
            let at = rows
                .iter()
                .position(|row| row.key == *key)
                .ok_or_else(meanwhile)?;
            rows.remove(at);
        }
        Filling::Add(cells) => {
            let mut row = FormRow::default();
            for (column, text) in cells {
                put(&mut row, form, (column, text));
            }
            rows.push(new_row(row));
        }
        Filling::Paste(text) => {
            let pasted = pasted(text, (rules, form)).ok_or_else(|| no(ReturnRefusal::NothingPasted))?;
            rows.extend(pasted.into_iter().map(new_row));
        }
    }
    Ok(())
}

fn new_row(row: FormRow) -> Row {
    Row {
        key: String::new(),
        place: None,
        sent: SentRow {
            record: Uuid::nil(),
            row,
        },
    }
}

fn put(row: &mut FormRow, form: ReturnForm, (column, text): (&str, &str)) {
    let is_column = form.columns().any(|known| known == column) && column != "number";
    if is_column {
        row.cells.insert(column.to_owned(), typed(text));
    }
}

/// The rows of a text copied from a sheet: columns told by their headers or, without headers, in the order of the form.
fn pasted(text: &str, (rules, form): (&RuleSet, ReturnForm)) -> Option<Vec<FormRow>> {
    let keys: Vec<&str> = form.columns().collect();
    let header = |keys: &[&str]| {
        let names: Vec<&str> = keys.iter().map(|key| rules.header(form.sheet(), key)).collect();
        names.join("\t")
    };
    // Whoever copies whole rows takes the number along; whoever copies cells does not.
    let with_number = || table(&format!("{}\n{text}", header(&keys)), (rules, form));
    let without: Vec<&str> = keys.iter().copied().filter(|key| *key != "number").collect();
    let begins_with_number = || {
        let first = text.split(['\t', '\n']).next().unwrap_or_default().trim();
        first.is_empty() || first.parse::<u32>().is_ok()
    };
    let rows = table(text, (rules, form)).or_else(|| {
        if begins_with_number() {
            with_number()
        } else {
            table(&format!("{}\n{text}", header(&without)), (rules, form))
        }
    })?;
    let rows = rows.iter().take(MOST_PASTED).map(|raw| {
        let mut row = FormRow::default();
        for key in &without {
            let said = raw.text(key);
            if !said.is_empty() {
                put(&mut row, form, (key, &said));
            }
        }
        row
    });
    let rows: Vec<FormRow> = rows.filter(|row| !row.cells.is_empty()).collect();
    (!rows.is_empty()).then_some(rows)
}

fn table(text: &str, (rules, form): (&RuleSet, ReturnForm)) -> Option<Vec<RawRow>> {
    let workbook = intake::read_workbook(text.as_bytes(), &Limits::default()).ok()?;
    let sheet = workbook.sheets.into_iter().next()?;
    let table = intake::take_table(sheet, &form::specs(form, rules), &Identity::default()).ok()?;
    Some(table.rows)
}

impl FillInSeen {
    /// What is asked.
    #[must_use]
    pub fn asked(&self) -> &AskedOf {
        &self.hand_in.asked
    }

    /// A row by its key.
    #[must_use]
    pub fn row(&self, key: &str) -> Option<&FillRow> {
        self.rows.iter().find(|row| row.key == key)
    }
}
