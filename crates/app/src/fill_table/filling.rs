//! Which value goes where: rows of units, of lectures, of organisations, and single cells; what is left to a person.
//! Must not count, and must not put anything where something stands already.

use documents::filled_table::{FillCell, FillValue, Filling, filled_table};
use documents::xlsx::CellValue;
use domain::bulletin::{Key, Plain};
use domain::id::OrganisationId;
use domain::lecture::Lecture;
use domain::naming::Match;
use domain::status::Records;
use domain::tie::{Meaning, Proposal, RowsOf, Sureness};
use intake::FormRow;

use super::asked::{Asked, AskedForm, cell_name};
use super::reports::Reports;
use super::values::{Value, of_lecture, of_organisation};
use super::{FilledCell, LeftCell, LeftWhy, MadeOf, unfilled};
use crate::Failure;

/// What came of it.
#[derive(Default)]
pub(super) struct Done {
    pub(super) bytes: Vec<u8>,
    pub(super) filled: Vec<FilledCell>,
    pub(super) unknown: Vec<LeftCell>,
    pub(super) formulas: Vec<(String, String)>,
}

/// Fills all tables of a file.
pub(super) fn fill(asked: &Asked, reports: &Reports, bytes: &[u8]) -> Result<Done, Failure> {
    let mut done = Done {
        bytes: bytes.to_vec(),
        ..Done::default()
    };
    for table in &asked.tables {
        let mut filler = Filler {
            asked,
            reports,
            table,
            cells: Vec::new(),
            left: Vec::new(),
        };
        filler.columns();
        filler.rows();
        filler.single_cells();
        let Filler { cells, left, .. } = filler;
        done.put(table, cells)?;
        done.unknown.extend(left);
    }
    Ok(done)
}

impl Done {
    fn put(&mut self, table: &AskedForm, cells: Vec<Placed>) -> Result<(), Failure> {
        let sheet = &table.form.sheet;
        let filling = Filling {
            sheet: sheet.clone(),
            body: table.form.body.first,
            cells: cells.iter().map(|placed| placed.cell.clone()).collect(),
        };
        let written = filled_table(&self.bytes, &filling).map_err(unfilled)?;
        self.bytes = written.bytes;
        for placed in cells {
            let (row, column) = (placed.cell.row, placed.cell.column);
            let cell = cell_name(row, column);
            if written.left.contains(&(row, column)) {
                self.formulas.push((sheet.clone(), cell));
                continue;
            }
            if let Some(made_of) = placed.made_of {
                self.filled.push(FilledCell {
                    sheet: sheet.clone(),
                    cell,
                    value: placed.shown,
                    made_of,
                });
            }
        }
        Ok(())
    }
}

/// A value in its place; a running number is made of nothing.
struct Placed {
    cell: FillCell,
    shown: String,
    made_of: Option<MadeOf>,
}

struct Filler<'a> {
    asked: &'a Asked,
    reports: &'a Reports,
    table: &'a AskedForm,
    cells: Vec<Placed>,
    left: Vec<LeftCell>,
}

impl<'a> Filler<'a> {
    /// Tells of columns that nobody can fill but a person.
    fn columns(&mut self) {
        let form = &self.table.form;
        for (column, proposal) in form.columns.iter().zip(&self.table.columns) {
            let Some(why) = left_why(proposal, self.table.rows) else {
                continue;
            };
            let header = column.header.join(" ");
            let rows = form
                .body
                .rows
                .iter()
                .filter(|row| !row.is_total)
                .map(|row| row.row);
            let first = rows
                .chain([form.body.first])
                .find(|row| form.body.is_free(*row, column.column));
            // A column that came filled in asks nothing.
            if let Some(row) = first {
                self.leave((row, column.column), header, why);
            }
        }
    }

    fn rows(&mut self) {
        match self.table.rows {
            RowsOf::Units if self.table.form.body.rows.is_empty() => {
                let units = self.right_below();
                self.list(&units, |filler, row, id| filler.organisation(row, *id));
            }
            RowsOf::Units => {
                for row in &self.table.form.body.rows {
                    self.named_row(row);
                }
            }
            RowsOf::Lectures => {
                let lectures = self.lectures();
                self.list(&lectures, Self::lecture);
            }
            RowsOf::Organisations => {
                let all = self.in_being();
                self.list(&all, |filler, row, id| filler.organisation(row, *id));
            }
            RowsOf::Nothing => {}
        }
    }

    /// A row that is named ahead.
    fn named_row(&mut self, row: &FormRow) {
        if row.is_total {
            return self.organisation(row.row, self.reports.top);
        }
        let stub = self.table.form.body.stub.unwrap_or_default();
        match self.asked.unit(&row.name) {
            Match::One(id) => self.organisation(row.row, id),
            Match::None => self.leave((row.row, stub), row.name.clone(), LeftWhy::NoUnit),
            Match::Several(ids) => {
                let names = ids.iter().filter_map(|id| self.asked.snapshot.name(*id));
                let names = names.map(str::to_owned).collect();
                self.leave((row.row, stub), row.name.clone(), LeftWhy::SeveralUnits(names));
            }
        }
    }

    /// Puts records into the blank rows, one each, with their running number; tells how many had no room.
    fn list<T>(&mut self, records: &[T], put: impl Fn(&mut Self, usize, &T)) {
        let body = &self.table.form.body;
        let room = body
            .last
            .map_or(usize::MAX, |last| (last + 1).saturating_sub(body.first));
        for (at, record) in records.iter().take(room).enumerate() {
            let row = body.first + at;
            for (column, _) in self.meaning_of(|meaning| *meaning == Meaning::Number) {
                self.put(
                    (row, column),
                    Placed {
                        cell: FillCell {
                            row,
                            column,
                            value: FillValue::Plain(number(at + 1)),
                        },
                        shown: (at + 1).to_string(),
                        made_of: None,
                    },
                );
            }
            put(self, row, record);
        }
        if records.len() > room {
            let missing = records.len() - room;
            let row = body.last.unwrap_or(body.first);
            let column = self.table.form.columns.first().map_or(0, |column| column.column);
            self.leave(
                (row, column),
                self.table.form.sheet.clone(),
                LeftWhy::NoRoom(missing),
            );
        }
    }

    /// The values of an organisation's row.
    fn organisation(&mut self, row: usize, id: OrganisationId) {
        for (column, meaning) in
            self.meaning_of(|meaning| !matches!(meaning, Meaning::Unknown | Meaning::Number))
        {
            let is_figure = matches!(meaning, Meaning::Figure(..));
            match of_organisation(meaning, id, self.reports) {
                Some(value) => self.value((row, column), value),
                None if is_figure && self.table.form.body.is_free(row, column) => {
                    self.leave_column((row, column), LeftWhy::NoFigure);
                }
                None => {}
            }
        }
    }

    /// The values of a lecture's row.
    fn lecture(&mut self, row: usize, lecture: &Lecture) {
        let Some(report) = self.reports.own() else { return };
        for (column, meaning) in self.meaning_of(|meaning| matches!(meaning, Meaning::Field(_))) {
            if let Some(value) = of_lecture(meaning, lecture, &report.snapshot) {
                self.value((row, column), value);
            }
        }
    }

    fn single_cells(&mut self) {
        for (label, proposal) in self.table.form.labels.iter().zip(&self.table.cells) {
            let place = (label.row, label.column);
            if let Some(why) = left_why(proposal, RowsOf::Nothing) {
                self.leave(place, label.label.clone(), why);
                continue;
            }
            let Some(value) = of_organisation(&proposal.meaning, self.reports.top, self.reports) else {
                self.leave(place, label.label.clone(), LeftWhy::NoFigure);
                continue;
            };
            // What is written behind a label keeps the label.
            let value = match &label.before {
                Some(before) => Value {
                    put: FillValue::Plain(CellValue::Text(format!("{before}{}", value.shown))),
                    ..value
                },
                None => value,
            };
            self.placed(place, value);
        }
    }

    /// The columns that are settled and of a kind.
    fn meaning_of(&self, is_meant: impl Fn(&Meaning) -> bool) -> Vec<(usize, &'a Meaning)> {
        let table = self.table;
        let columns = table.form.columns.iter().zip(&table.columns);
        columns
            .filter(|(_, proposal)| left_why(proposal, table.rows).is_none() && is_meant(&proposal.meaning))
            .map(|(column, proposal)| (column.column, &proposal.meaning))
            .collect()
    }

    fn value(&mut self, place: (usize, usize), value: Value) {
        if self.table.form.body.is_free(place.0, place.1) {
            self.placed(place, value);
        }
    }

    fn placed(&mut self, (row, column): (usize, usize), value: Value) {
        self.cells.push(Placed {
            cell: FillCell {
                row,
                column,
                value: value.put,
            },
            shown: value.shown,
            made_of: Some(value.made_of),
        });
    }

    fn put(&mut self, (row, column): (usize, usize), placed: Placed) {
        if self.table.form.body.is_free(row, column) {
            self.cells.push(placed);
        }
    }

    /// Tells of a column once, at the first row that has no value.
    fn leave_column(&mut self, (row, column): (usize, usize), why: LeftWhy) {
        let columns = self.table.form.columns.iter();
        let header = columns
            .filter(|known| known.column == column)
            .flat_map(|known| &known.header);
        let header: Vec<&str> = header.map(String::as_str).collect();
        let header = header.join(" ");
        if !self
            .left
            .iter()
            .any(|left| left.header == header && left.why == why)
        {
            self.leave((row, column), header, why);
        }
    }

    fn leave(&mut self, (row, column): (usize, usize), header: String, why: LeftWhy) {
        self.left.push(LeftCell {
            sheet: self.table.form.sheet.clone(),
            cell: cell_name(row, column),
            header,
            why,
        });
    }

    fn right_below(&self) -> Vec<OrganisationId> {
        let all = self.in_being();
        let Some(report) = self.reports.own() else {
            return all;
        };
        let overview = report.snapshot.overview();
        let right_below = |id: &OrganisationId| overview.tree().parent(*id) == Some(self.reports.top);
        all.into_iter().filter(right_below).collect()
    }

    /// The organisations below the top that are in being at the end of the period, in the order of the tree.
    fn in_being(&self) -> Vec<OrganisationId> {
        let Some(report) = self.reports.own() else {
            return Vec::new();
        };
        let snapshot = &report.snapshot;
        let overview = snapshot.overview();
        let below = overview.tree().scope(self.reports.top).iter().copied();
        let exists = |id: &OrganisationId| {
            let found = snapshot.facts.organisation(*id);
            *id != self.reports.top && found.is_some_and(|found| found.existed_on(snapshot.as_of))
        };
        below.filter(exists).collect()
    }

    /// The lectures that the sessions of the period are, the earliest first.
    fn lectures(&self) -> Vec<Lecture> {
        let Some(report) = self.reports.own() else {
            return Vec::new();
        };
        let key = Key::plain(Plain::Sessions, &self.reports.asked);
        let records = report.ask(|source| source.records(&key, self.reports.top));
        let Some(Records::Lectures(ids)) = records else {
            return Vec::new();
        };
        let found = ids.iter().filter_map(|id| report.snapshot.lecture(*id));
        let mut found: Vec<Lecture> = found.cloned().collect();
        found.sort_by_key(|lecture| (lecture.ended_on(), lecture.id));
        found
    }
}

/// Why a column is left to a person, when it is.
fn left_why(proposal: &Proposal, rows: RowsOf) -> Option<LeftWhy> {
    match (&proposal.meaning, proposal.sureness) {
        (Meaning::Unknown, _) => Some(LeftWhy::NotHeld),
        (meaning, Sureness::Doubtful) => Some(LeftWhy::Doubtful(meaning.clone())),
        // No page tells them by the list of organisations.
        (Meaning::Field(key), _)
            if rows == RowsOf::Organisations
                && matches!(key.as_str(), "holder" | "closed_on" | "merged_into") =>
        {
            Some(LeftWhy::NotHeld)
        }
        _ => None,
    }
}

fn number(at: usize) -> CellValue {
    CellValue::Int(i64::try_from(at).unwrap_or(i64::MAX))
}
