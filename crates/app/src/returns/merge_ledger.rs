//! What merging a returned ledger (台账) does: lectures are recorded, corrected, called off.
//! Must not decide what is taken (`merge_return`).

use domain::id::{LectureId, OrganisationId};
use domain::import_refusal::ImportRefusal;
use domain::return_form::ReturnForm;
use domain::returns::FormRow;
use uuid::Uuid;

use super::compare::{CellOffered, GoneOffered, NewOffered};
use super::form::{needed, organisations};
use super::merge_return::{At, Merging, Work};
use crate::import::{Context, Decided, LectureLine, Place, take_decided};

pub(super) struct LedgerMerging<'a>(pub At<'a>);

impl Merging for LedgerMerging<'_> {
    /// One that is held no more comes back as it was sent, with those cells.
    fn change(
        &self,
        record: Uuid,
        cells: &[CellOffered],
        work: &mut Work,
    ) -> Result<Option<Uuid>, ImportRefusal> {
        let At { desk, context } = self.0;
        let sent = cells.first().map(|cell| cell.row.clone()).unwrap_or_default();
        let held = desk.holdings().held(record, &sent);
        let mut row = match &held {
            None => sent,
            Some(held) => {
                let needed = needed(ReturnForm::Ledger).iter();
                let cells = needed.filter_map(|column| held.cells.get_key_value(*column));
                FormRow {
                    number: None,
                    cells: cells
                        .map(|(column, cell)| (column.clone(), cell.clone()))
                        .collect(),
                }
            }
        };
        for cell in cells {
            row.cells.insert(cell.column.clone(), cell.cell.clone());
        }
        let line = line(&row, &Place::default())?;
        let decided = Decided {
            line: &line,
            hosts: hosts(&row, context),
            held: Some(LectureId(record)).filter(|record| context.lecture(*record).is_some()),
        };
        take_decided(decided, context, &mut work.plan).map(|_| None)
    }

    fn add(&self, new: &NewOffered, work: &mut Work) -> Result<Uuid, ImportRefusal> {
        let context = self.0.context;
        let line = line(&new.row, &new.place)?;
        let decided = Decided {
            line: &line,
            hosts: hosts(&new.row, context),
            held: None,
        };
        take_decided(decided, context, &mut work.plan).map(|id| id.0)
    }

    fn end(&self, gone: &GoneOffered, work: &mut Work) -> Result<(), ImportRefusal> {
        work.cancelled.push(LectureId(gone.record));
        Ok(())
    }
}

fn hosts(row: &FormRow, context: &Context<'_>) -> Vec<OrganisationId> {
    // In the order of the cell, which is the order people see; the ids are kept sorted for comparing.
    let ids = organisations(row);
    let shown = row
        .cells
        .get("organisations")
        .map(|cell| cell.shown.as_str())
        .unwrap_or_default();
    let mut named = ids.clone();
    named.sort_by_key(|id| shown.find(context.name(*id)).unwrap_or(usize::MAX));
    named
}

/// The line of a ledger that a row makes.
fn line(row: &FormRow, place: &Place) -> Result<LectureLine, ImportRefusal> {
    let shown = |column: &str| {
        row.cells
            .get(column)
            .map(|cell| cell.shown.clone())
            .filter(|text| !text.is_empty())
    };
    let text = |column: &str| shown(column).unwrap_or_default();
    let count = |column: &str| row.value(column).parse().ok();
    let on = row
        .value("on")
        .parse()
        .map_err(|_| ImportRefusal::Missing { column: "on".into() })?;
    Ok(LectureLine {
        place: place.clone(),
        number: None,
        on,
        organisations: text("organisations"),
        title: text("title"),
        kind: text("kind"),
        form: text("form"),
        speaker: text("speaker"),
        speaker_class: text("speaker_class"),
        venue: shown("venue"),
        expected: count("expected"),
        present: count("present"),
        note: shown("note"),
    })
}
