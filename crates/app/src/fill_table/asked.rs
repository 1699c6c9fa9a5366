//! What a file from above asks: its tables, what they were tied to or may mean, and for which period.
//! Must not put a value anywhere.

use domain::access::TargetKind;
use domain::bulletin::span;
use domain::id::OrganisationId;
use domain::naming::Match;
use domain::period::{Period, Rhythm};
use domain::tie::{
    AskedPlace, AskedTable, Because, Meaning, Proposal, RowsOf, Sureness, TableRefusal, Tie, Vocabulary,
    When, propose,
};
use i18n::Locale;
use intake::{Form, Format, HeaderTime, TimeRelation, YearPart, forms, read_workbook};
use store::FormTieRow;

use super::{FillTable, PlaceSeen, TableSeen, limits, no, unreadable};
use crate::see_bulletin::words_in;
use crate::{App, Failure, Refusal, Snapshot};

/// What a file asks.
pub(super) struct Asked {
    pub(super) snapshot: Snapshot,
    pub(super) top: OrganisationId,
    pub(super) format: Format,
    pub(super) tables: Vec<AskedForm>,
}

/// One of its tables, and what it is taken for.
pub(super) struct AskedForm {
    pub(super) form: Form,
    pub(super) rows: RowsOf,
    pub(super) columns: Vec<Proposal>,
    pub(super) cells: Vec<Proposal>,
}

/// What the fingerprint of a table is kept under.
pub(super) fn kept_under(fingerprint: &str) -> String {
    format!("table/{fingerprint}")
}

impl Asked {
    pub(super) async fn read(app: &App, snapshot: Snapshot, ask: FillTable<'_>) -> Result<Asked, Failure> {
        let book = read_workbook(ask.bytes, &limits()).map_err(unreadable)?;
        let found = forms(&book);
        if found.is_empty() {
            return Err(no(TableRefusal::NoTable));
        }
        if !ask.ties.is_empty() && ask.ties.len() != found.len() {
            return Err(no(TableRefusal::OddTie));
        }
        let mut reading = app.store().read(snapshot.tree).await?;
        let kept: Vec<FormTieRow> = reading.all().await?;
        drop(reading);
        let vocabulary = vocabulary(app, &snapshot).await?;
        let mut asked = Asked {
            snapshot,
            top: ask.organisation,
            format: book.format,
            tables: Vec::new(),
        };
        for (at, form) in found.into_iter().enumerate() {
            let table = asked.table(&form);
            let told = match ask.ties.get(at) {
                Some(tie) if tie.fits(&table) => Some(tie.clone()),
                Some(_) => return Err(no(TableRefusal::OddTie)),
                None => remembered(&kept, &form).filter(|tie| tie.fits(&table)),
            };
            let table = match told {
                Some(tie) => told_so(form, tie),
                None => proposed(form, &table, &vocabulary),
            };
            asked.tables.push(table);
        }
        Ok(asked)
    }

    /// A table without its values, as the domain asks about it.
    fn table(&self, form: &Form) -> AskedTable {
        let named = form.body.rows.iter().filter(|row| !row.is_total);
        let is_unit = |name: &str| !matches!(self.unit(name), Match::None);
        AskedTable {
            titles: form.titles.clone(),
            columns: form
                .columns
                .iter()
                .map(|column| AskedPlace {
                    name: column.name.clone(),
                    when: when(column.time, form.time),
                })
                .collect(),
            cells: form
                .labels
                .iter()
                .map(|label| AskedPlace {
                    name: vec![label.name.clone()],
                    when: when(label.time, form.time),
                })
                .collect(),
            named_rows: named.filter(|row| is_unit(&row.name)).count(),
        }
    }

    /// The organisation a row is named by: of several the one right below the top.
    pub(super) fn unit(&self, name: &str) -> Match {
        let overview = self.snapshot.overview();
        let tree = overview.tree();
        let within = |id: &OrganisationId| tree.is_within(*id, self.top);
        match self.snapshot.matching(name) {
            Match::One(id) if within(&id) => Match::One(id),
            Match::Several(ids) => {
                let inside: Vec<OrganisationId> = ids.into_iter().filter(within).collect();
                let right_below = |id: &&OrganisationId| tree.parent(**id) == Some(self.top);
                let mut units = inside.iter().filter(right_below);
                match (units.next(), units.next(), inside.as_slice()) {
                    (Some(unit), None, _) => Match::One(*unit),
                    (_, _, []) => Match::None,
                    (_, _, [only]) => Match::One(*only),
                    _ => Match::Several(inside),
                }
            }
            Match::One(_) | Match::None => Match::None,
        }
    }

    /// The period asked for: the one named, else the one a title tells.
    pub(super) fn period(&self, named: Option<&str>) -> Result<Period, Failure> {
        if let Some(label) = named {
            let unknown = || Refusal::UnknownPeriod {
                period: label.to_owned(),
                known: vec![Rhythm::Quarter.period_of(self.snapshot.as_of).label],
            };
            return Ok(span(label.trim()).ok_or_else(unknown)?);
        }
        let told = self.tables.iter().find_map(|table| self.told(table.form.time));
        told.ok_or_else(|| no(TableRefusal::NoPeriod))
    }

    /// The period a title tells; of one without a year the latest that has begun.
    fn told(&self, time: HeaderTime) -> Option<Period> {
        let today = self.snapshot.as_of;
        let of_year = |year: i16| -> Option<Period> {
            span(&match time.part {
                Some(YearPart::Quarter(quarter)) => format!("{year:04}-Q{quarter}"),
                Some(YearPart::Half(half)) => format!("{year:04}-H{half}"),
                Some(YearPart::Month(month)) => format!("{year:04}-{month:02}"),
                None => format!("{year:04}"),
            })
        };
        match (time.year, time.part) {
            (Some(year), _) => of_year(year),
            (None, Some(_)) => of_year(today.year())
                .filter(|period| period.first <= today)
                .or_else(|| of_year(today.year() - 1)),
            (None, None) => None,
        }
    }

    /// What must be permitted beside the figures.
    pub(super) fn kinds(&self) -> Vec<TargetKind> {
        let of = |rows: RowsOf, kind: TargetKind| {
            self.tables.iter().any(|table| table.rows == rows).then_some(kind)
        };
        [
            of(RowsOf::Lectures, TargetKind::Lecture),
            of(RowsOf::Organisations, TargetKind::Organisation),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The tables for a person to look at.
    pub(super) fn seen(&self) -> Vec<TableSeen> {
        self.tables.iter().map(seen).collect()
    }
}

fn seen(table: &AskedForm) -> TableSeen {
    let form = &table.form;
    let columns = form.columns.iter().zip(&table.columns);
    let labels = form.labels.iter().zip(&table.cells);
    TableSeen {
        sheet: form.sheet.clone(),
        fingerprint: form.fingerprint.clone(),
        titles: form.titles.clone(),
        rows: table.rows,
        columns: columns
            .map(|(column, proposal)| PlaceSeen {
                cell: cell_name(form.body.first, column.column),
                row: form.body.first,
                column: column.column,
                when: when(column.time, form.time),
                header: column.header.clone(),
                proposal: proposal.clone(),
            })
            .collect(),
        cells: labels
            .map(|(label, proposal)| PlaceSeen {
                cell: cell_name(label.row, label.column),
                row: label.row,
                column: label.column,
                when: when(label.time, form.time),
                header: vec![label.label.clone()],
                proposal: proposal.clone(),
            })
            .collect(),
    }
}

/// `C5`.
pub(crate) fn cell_name(row: usize, column: usize) -> String {
    format!("{}{row}", documents::filled_table::column_letters(column))
}

/// Of which time a column is, by what it tells and what the title tells.
fn when(told: HeaderTime, title: HeaderTime) -> When {
    match (told.relation, told.part) {
        (Some(TimeRelation::YearSoFar), _) => When::YearSoFar,
        (Some(TimeRelation::Before), _) => When::Before,
        (Some(TimeRelation::YearBefore), _) => When::YearBefore,
        (None, part) if part.is_none() || part == title.part => When::Asked,
        (None, Some(YearPart::Quarter(quarter))) => When::Quarter(quarter),
        (None, Some(YearPart::Half(half))) => When::Half(half),
        (None, Some(YearPart::Month(month))) => When::Month(month),
        (None, None) => When::Asked,
    }
}

/// What figures and fields are called, in the words of the tree's pack, in both languages.
async fn vocabulary(app: &App, snapshot: &Snapshot) -> Result<Vocabulary, Failure> {
    let mut whole = Vocabulary::default();
    for locale in [Locale::ZhHans, Locale::En] {
        let words = words_in(app, snapshot, locale).await?;
        let one = words.tie_vocabulary(&snapshot.rules);
        for named in one.names {
            match whole
                .names
                .iter_mut()
                .find(|known| (known.rows, &known.meaning) == (named.rows, &named.meaning))
            {
                Some(known) => known.names.extend(named.names),
                None => whole.names.push(named),
            }
        }
        whole.fillers.extend(one.fillers);
    }
    Ok(whole)
}

/// What a person once told of tables of this shape.
fn remembered(kept: &[FormTieRow], form: &Form) -> Option<Tie> {
    let row = kept
        .iter()
        .find(|row| row.fingerprint == kept_under(&form.fingerprint))?;
    serde_json::from_value(row.ties.parse().ok()?).ok()
}

fn told_so(form: Form, tie: Tie) -> AskedForm {
    let of = |meanings: Vec<Meaning>| -> Vec<Proposal> {
        let told = |meaning| Proposal {
            meaning,
            because: Because::Remembered,
            sureness: Sureness::Certain,
        };
        meanings.into_iter().map(told).collect()
    };
    AskedForm {
        form,
        rows: tie.rows,
        columns: of(tie.columns),
        cells: of(tie.cells),
    }
}

fn proposed(form: Form, table: &AskedTable, vocabulary: &Vocabulary) -> AskedForm {
    let proposals = propose(table, vocabulary);
    AskedForm {
        form,
        rows: proposals.rows,
        columns: proposals.columns,
        cells: proposals.cells,
    }
}
