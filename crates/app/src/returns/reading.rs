//! From the bytes of a returned file to rows of its form, whatever it is called and however its columns are arranged.
//! Must not decide whose file it is or what a row changes.

use std::collections::{BTreeMap, HashSet};

use domain::id::OrganisationId;
use domain::import_refusal::ImportRefusal;
use domain::naming::fold_name;
use domain::return_form::ReturnForm;
use domain::returns::FormRow;
use intake::{ColumnSpec, Identity, Limits, RowMark, Sheet, Table, find_table, form_marks, read_date};
use uuid::Uuid;

use super::form;
use super::ledger::Said;
use super::on_plan;
use super::sent::SentRow;
use crate::import::{Context, NotRead, Place};

/// A row that was read.
#[derive(Clone, Debug)]
pub(super) struct ReadRow {
    /// Where it stands.
    pub place: Place,
    /// What it says.
    pub row: FormRow,
    /// What of it could not be understood and counts as not said.
    pub trouble: Vec<ImportRefusal>,
    /// The record that its hidden mark names; a copied row names none.
    pub record: Option<Uuid>,
}

impl ReadRow {
    /// A row of what its cells say, column by column: a blank one says nothing, one nobody understands is trouble.
    pub(super) fn of<const N: usize>(place: Place, said: [(&str, Said); N]) -> ReadRow {
        let mut row = FormRow::default();
        let mut trouble = Vec::new();
        for (column, said) in said {
            match said {
                Ok(Some(cell)) if !cell.value.is_empty() => drop(row.cells.insert(column.to_owned(), cell)),
                Ok(_) => {}
                Err(why) => trouble.push(why),
            }
        }
        ReadRow {
            place,
            row,
            trouble,
            record: None,
        }
    }
}

/// A file that was read.
#[derive(Clone, Debug, Default)]
pub(super) struct ReadForm {
    /// Its rows.
    pub rows: Vec<ReadRow>,
    /// Columns under a name that is not the form's: header, and what it was taken for.
    pub recognised: Vec<(String, &'static str)>,
    /// Columns of the form that the file has not got.
    pub absent: Vec<&'static str>,
    /// Columns that nobody knows what to do with.
    pub unknown: Vec<String>,
    /// The form that it says it is, by its hidden marks: return and organisation.
    pub mark: Option<(String, String)>,
}

/// What is known beforehand about a file of this form.
pub(super) struct Expected<'a> {
    /// The form.
    pub form: ReturnForm,
    /// The rows that were sent: what a column holds tells what it is.
    pub sent: &'a BTreeMap<OrganisationId, Vec<SentRow>>,
    /// Headers a person has said the meaning of: now, or for an earlier file.
    pub told: &'a BTreeMap<String, String>,
}

/// A column is known by what it holds when so many of its cells, of a hundred, hold what was sent.
const KNOWN_BY_SHARE: usize = 60;
/// And so many cells at least.
const KNOWN_BY_CELLS: usize = 3;

/// Reads every table of the form in a file.
///
/// # Errors
/// When the file is no sheet or holds no such table.
pub(super) fn read_form(
    bytes: &[u8],
    context: &Context<'_>,
    expected: &Expected<'_>,
) -> Result<ReadForm, NotRead> {
    let limits = Limits::default();
    let mut workbook = intake::read_workbook(bytes, &limits).map_err(NotRead::Unreadable)?;
    let marks = form_marks(bytes, &mut workbook, &limits);
    let mut read = ReadForm::default();
    let sent = expected.sent.values().flatten().map(|sent| &sent.row);
    let periods = on_plan::periods(sent, context.rules);
    let mut missing = Vec::new();
    let mut found = false;
    for sheet in &workbook.sheets {
        match recognise(sheet, context, expected, &mut read) {
            Ok(table) => {
                found = true;
                let form = marks.form_of(&sheet.name);
                let form = form.map(|form| (form.return_id.clone(), form.organisation_id.clone()));
                read.mark = read.mark.take().or(form);
                take(
                    &table,
                    (context, expected.form, &periods),
                    (&mut read, marks.rows_of(&sheet.name)),
                );
            }
            Err(none) => missing.push(none),
        }
    }
    if found {
        Ok(read)
    } else {
        Err(NotRead::NoTable(missing))
    }
}

/// Finds the table, if need be by what its columns hold.
fn recognise(
    sheet: &Sheet,
    context: &Context<'_>,
    expected: &Expected<'_>,
    read: &mut ReadForm,
) -> Result<Table, intake::NoTable> {
    let mut specs = form::specs(expected.form, context.rules);
    for (header, key) in expected.told {
        for spec in specs.iter_mut().filter(|spec| spec.key == key) {
            spec.names.push(header.clone());
        }
    }
    let table = match find_table(sheet, &specs, &Identity::default()) {
        Ok(table) => table,
        Err(none) => relaxed(sheet, &specs).ok_or(none)?,
    };
    let by_content = known_by_content(&table, &specs, expected.sent);
    if by_content.is_empty() {
        return is_whole(table, &specs);
    }
    for (header, key) in &by_content {
        for spec in specs.iter_mut().filter(|spec| spec.key == *key) {
            spec.names = vec![header.clone()];
        }
    }
    let table = find_table(sheet, &specs, &Identity::default())?;
    read.recognised.extend(by_content);
    Ok(table)
}

/// The table with one of the columns that tell it under a name nobody knows.
fn relaxed(sheet: &Sheet, specs: &[ColumnSpec]) -> Option<Table> {
    let telling = specs.iter().filter(|spec| spec.required);
    telling.map(|spec| spec.key).find_map(|but| {
        let mut fewer = specs.to_vec();
        for spec in fewer.iter_mut().filter(|spec| spec.key == but) {
            spec.required = false;
        }
        find_table(sheet, &fewer, &Identity::default()).ok()
    })
}

/// A table that lacks a telling column is none.
fn is_whole(table: Table, specs: &[ColumnSpec]) -> Result<Table, intake::NoTable> {
    let has = |key: &&'static str| table.found.iter().any(|found| found.key == *key);
    let required = specs.iter().filter(|spec| spec.required).map(|spec| spec.key);
    let missing: Vec<&'static str> = required.filter(|key| !has(key)).collect();
    if missing.is_empty() {
        return Ok(table);
    }
    Err(intake::NoTable {
        sheet: table.sheet,
        missing,
        seen: table.header,
    })
}

/// Columns of unknown name that hold what was sent in a column the file seems not to have.
fn known_by_content(
    table: &Table,
    specs: &[ColumnSpec],
    sent: &BTreeMap<OrganisationId, Vec<SentRow>>,
) -> Vec<(String, &'static str)> {
    if table.unknown_columns.is_empty() {
        return Vec::new();
    }
    let has = |key: &str| table.found.iter().any(|found| found.key == key);
    let absent: Vec<&'static str> = specs
        .iter()
        .map(|spec| spec.key)
        .filter(|key| !has(key))
        .collect();
    let held: Vec<(&'static str, HashSet<String>)> = absent
        .into_iter()
        .map(|key| (key, sent_values(key, sent)))
        .filter(|(_, values)| !values.is_empty())
        .collect();
    let mut known = Vec::new();
    for header in &table.unknown_columns {
        let Some(at) = table.header.iter().position(|known| known == header) else {
            continue;
        };
        let cells = table.rows.iter().filter_map(|row| row.original.get(at));
        let cells: Vec<&intake::Cell> = cells.filter(|cell| !cell.is_blank()).collect();
        let share = |(key, values): &(&'static str, HashSet<String>)| {
            let fits = cells.iter().filter(|cell| values.contains(&compared(key, cell)));
            (fits.count(), *key)
        };
        let best = held.iter().map(share).max();
        let is_clear = |fits: usize| fits >= KNOWN_BY_CELLS && fits * 100 >= cells.len() * KNOWN_BY_SHARE;
        let is_free = |key: &str| known.iter().all(|(_, taken)| *taken != key);
        if let Some((fits, key)) = best
            && is_clear(fits)
            && is_free(key)
        {
            known.push((header.clone(), key));
        }
    }
    known
}

fn sent_values(key: &str, sent: &BTreeMap<OrganisationId, Vec<SentRow>>) -> HashSet<String> {
    let rows = sent.values().flatten();
    let cells = rows.filter_map(|sent| sent.row.cells.get(key));
    cells.map(|cell| fold_name(&intake::fold(&cell.shown))).collect()
}

/// A cell as values that were sent are compared.
fn compared(key: &str, cell: &intake::Cell) -> String {
    if key == "on" {
        return read_date(cell).map(|on| on.to_string()).unwrap_or_default();
    }
    fold_name(&intake::fold(&cell.text()))
}

fn take(
    table: &Table,
    (context, form, periods): (&Context<'_>, ReturnForm, &BTreeMap<String, String>),
    (read, marks): (&mut ReadForm, &[RowMark]),
) {
    let records: BTreeMap<usize, Uuid> = marks
        .iter()
        .filter(|mark| !mark.is_repeated)
        .filter_map(|mark| Some((mark.row, mark.id.parse().ok()?)))
        .collect();
    let has = |key: &str| table.found.iter().any(|found| found.key == key);
    let absent = form::specs(form, context.rules);
    let absent = absent.iter().map(|spec| spec.key).filter(|key| !has(key));
    read.absent.extend(absent);
    read.unknown.extend(table.unknown_columns.iter().cloned());
    for raw in &table.rows {
        let place = Place {
            sheet: table.sheet.clone(),
            row: u32::try_from(raw.row).unwrap_or(u32::MAX),
        };
        let mut row = form::read(form, (raw, place), (context, periods));
        if let Some(header) = raw.long_number() {
            let column = header.to_owned();
            row.trouble.push(ImportRefusal::LongNumber { column });
            row.row.cells.retain(|_, cell| !is_long_number(&cell.shown));
        }
        row.record = records.get(&raw.row).copied();
        // A row that says nothing was left blank, or is of somebody who was erased.
        if !row.row.cells.is_empty() || !row.trouble.is_empty() {
            read.rows.push(row);
        }
    }
}

/// More than fifteen digits in a row: an identity number, or one that a spreadsheet has cut off (X5).
fn is_long_number(text: &str) -> bool {
    let mut runs = text.split(|c: char| !c.is_ascii_digit());
    runs.any(|run| run.len() > 15)
}
